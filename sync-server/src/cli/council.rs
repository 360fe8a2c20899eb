//! `sync-server council`: names, index template, calendar, policy and executors of the council.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use domain::sync::settings::{LONGEST_REASON, SettingsProblem};
use serde::Deserialize;
use serde_json::Value;

use super::place::PlaceArgs;
use super::{print, wait_for};
use crate::clock::SystemClock;
use crate::journal::{Change, Changed, HolderSettings, Journal, MovedDate, Place};
use crate::start::HOLDER;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// File of new settings, in the form in which they are printed; `-` is standard input
    #[arg(long)]
    set: Option<PathBuf>,
    /// What changed in the calendar or in its reading, and by which act: stands in the history of
    /// every open request whose date moves
    #[arg(long, requires = "set")]
    reason: Option<String>,
    /// Change nothing, only list the open requests whose dates would move
    #[arg(long, requires = "set")]
    preview: bool,
}

/// Prints the settings as JSON, after setting them where a file is given. The server may be
/// running and goes by the new ones from the next request it registers. What is registered keeps
/// its index. Dates of open requests that the new settings move are moved with `--reason`, each by
/// an event of its own; `--preview` lists them first.
///
/// # Errors
/// When there is no journal in the folder, the file is no settings (it says every problem), or
/// dates would move and nobody said why.
pub fn run(args: &Args) -> Result<ExitCode> {
    let place = args.place.place()?;
    let new = args.set.as_deref().map(read).transpose()?;
    let said = wait_for(act(&place, new, args))?;
    Ok(print(&said))
}

fn read(file: &Path) -> Result<HolderSettings> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
    }
    let given: Value = serde_json::from_str(&text).context("this is no JSON")?;
    let settings = HolderSettings::deserialize(&given).context("these are no settings")?;
    let mut problems = settings.check().err().unwrap_or_default();
    unknown("", &given, &serde_json::to_value(&settings)?, &mut problems);
    if !problems.is_empty() {
        bail!("nothing was changed:\n- {}", problems.join("\n- "));
    }
    Ok(settings)
}

/// Names that nothing was read from: a slip of the pen in one would silently keep a default.
fn unknown(at: &str, given: &Value, read: &Value, problems: &mut Vec<String>) {
    match (given, read) {
        (Value::Object(given), Value::Object(read)) => {
            for (name, value) in given {
                match read.get(name) {
                    Some(known) => unknown(&format!("{at}{name}."), value, known, problems),
                    None => problems.push(format!("{at}{name} is no setting")),
                }
            }
        }
        (Value::Array(given), Value::Array(read)) => {
            for (given, read) in given.iter().zip(read) {
                unknown(at, given, read, problems);
            }
        }
        _ => {}
    }
}

async fn act(place: &Place, new: Option<HolderSettings>, args: &Args) -> Result<String> {
    let journal = place.open_existing(Arc::new(SystemClock)).await?;
    let known = journal
        .holder(HOLDER)
        .await?
        .context("the journal has no council yet: start the server once")?;
    let said = match new {
        None => Ok(serde_json::to_string_pretty(&known)?),
        Some(new) => set(&*journal, new, args).await,
    };
    journal.close().await;
    said
}

async fn set(journal: &dyn Journal, settings: HolderSettings, args: &Args) -> Result<String> {
    let reason = args.reason.as_deref().unwrap_or_default().trim();
    if reason.chars().count() > LONGEST_REASON {
        bail!("nothing was changed: --reason is longer than {LONGEST_REASON} characters");
    }
    let change = Change {
        // What is only looked at needs no reason yet.
        reason: if reason.is_empty() { "–" } else { reason }.to_owned(),
        settings: settings.clone(),
        officer: None,
        known: None,
    };
    if args.preview || reason.is_empty() {
        let moves = done(journal.moves(HOLDER, change.clone()).await?)?;
        if args.preview {
            return Ok(listed(&moves));
        }
        if !moves.is_empty() {
            let moves = listed(&moves);
            bail!(
                "nothing was changed: dates of open requests would move.\n{moves}\nSay why with --reason, which the requesters will read."
            );
        }
    }
    done(journal.change_holder(HOLDER, change).await?)?;
    Ok(serde_json::to_string_pretty(&settings)?)
}

fn done(changed: Changed) -> Result<Vec<MovedDate>> {
    match changed {
        Changed::Done(moves) => Ok(moves),
        Changed::IndexTaken(index) => bail!(
            "nothing was changed:\n- {}",
            SettingsProblem::index_taken(index)
        ),
        Changed::Stale => bail!("nothing was changed: somebody else changed the settings"),
    }
}

/// A line a request: its index, its date so far and from now on.
fn listed(moves: &[MovedDate]) -> String {
    if moves.is_empty() {
        return "no date of an open request moves".to_owned();
    }
    let line = |one: &MovedDate| format!("- {}: {} -> {}", one.index, one.from, one.to);
    moves.iter().map(line).collect::<Vec<_>>().join("\n")
}
