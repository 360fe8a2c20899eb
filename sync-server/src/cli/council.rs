//! `sync-server council`: names, index template, calendar, policy and executors of the council.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use super::place::PlaceArgs;
use super::{print, wait_for};
use crate::clock::SystemClock;
use crate::journal::{HolderSettings, Place};
use crate::start::HOLDER;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// File of new settings, in the form in which they are printed; `-` is standard input
    #[arg(long)]
    set: Option<PathBuf>,
}

/// Prints the settings as JSON, after setting them where a file is given. The server may be
/// running and goes by the new ones from the next request it registers. What is registered keeps
/// its index and deadline.
///
/// # Errors
/// When there is no journal in the folder, or the file is no settings; it says every problem.
pub fn run(args: &Args) -> Result<ExitCode> {
    let place = args.place.place()?;
    let new = args.set.as_deref().map(read).transpose()?;
    let settings = wait_for(settings(&place, new))?;
    Ok(print(&serde_json::to_string_pretty(&settings)?))
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

async fn settings(place: &Place, new: Option<HolderSettings>) -> Result<HolderSettings> {
    let journal = place.open_existing(Arc::new(SystemClock)).await?;
    let known = journal
        .holder(HOLDER)
        .await?
        .context("the journal has no council yet: start the server once")?;
    if let Some(new) = &new {
        journal.put_holder(HOLDER, new.clone()).await?;
    }
    journal.close().await;
    Ok(new.unwrap_or(known))
}
