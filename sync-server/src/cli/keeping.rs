//! `sync-server verify`, `backup` and `restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use domain::request::Language;

use super::keeping_words as say;
use super::place::PlaceArgs;
use super::{Lang, print, wait_for};
use crate::clock::{Clock, SystemClock};
use crate::journal::postgres::{MoveError, leave_out, take_over};
use crate::journal::sqlite::{FILE, KeepError, Restored, Told, backup, restore};
use crate::journal::{DatabaseUrl, Head, JournalError, Place, Report};
use crate::start::HOLDER;

/// What is looked through.
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    place: PlaceArgs,
    /// A head of the chain noted earlier (NUMBER:HEX): is it still in it?
    #[arg(long)]
    noted: Option<Head>,
    /// The language of the report
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

/// What is copied.
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[command(flatten)]
    place: PlaceArgs,
    /// The new file
    #[arg(long)]
    to: PathBuf,
    /// The language of the report
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

/// What is put in place.
#[derive(Debug, clap::Args)]
pub struct Restore {
    #[command(flatten)]
    place: PlaceArgs,
    /// A file made by `backup`; none for a database that `pg_restore` has filled
    #[arg(long)]
    from: Option<PathBuf>,
    /// Put it in the place of the journal that is there, which is kept beside
    #[arg(long)]
    replace: bool,
    /// The last ordinal known to be given out, YEAR:ORDINAL; may be repeated
    #[arg(long, value_parser = last)]
    last: Vec<(i32, u32)>,
    /// Nothing was registered since the backup
    #[arg(long, conflicts_with = "last")]
    nothing_lost: bool,
    /// The language of the report
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

fn last(text: &str) -> Result<(i32, u32), String> {
    let parsed = text
        .split_once(':')
        .and_then(|(year, ordinal)| Some((year.parse().ok()?, ordinal.parse().ok()?)));
    match parsed {
        Some((year @ 1991..=9999, ordinal @ 0..=9_999_999)) => Ok((year, ordinal)),
        _ => Err("write it as YEAR:ORDINAL, e.g. 2026:62".into()),
    }
}

/// Looks through the whole journal; exit code 1 when something is wrong.
///
/// # Errors
/// When it can't be read at all.
pub fn run_verify(asked: &Verify) -> Result<ExitCode> {
    let place = asked.place.place()?;
    let report = wait_for(async { Ok(place.verify(asked.noted).await?) })?;
    let printed = print(&say::report(&report, asked.lang.into()));
    if report.flaws.is_empty() {
        Ok(printed)
    } else {
        Ok(ExitCode::FAILURE)
    }
}

/// Copies the journal, which may be in use, and looks through the copy.
///
/// # Errors
/// When the copy can't be made; a copy that is not whole is removed and its flaws are printed.
pub fn run_backup(asked: &Backup) -> Result<ExitCode> {
    let language = asked.lang.into();
    let Place::Folder(data) = asked.place.place()? else {
        return not_ours(language);
    };
    if !data.join(FILE).exists() {
        return Err(JournalError::Nowhere(data.display().to_string()).into());
    }
    match backup(&data, &asked.to) {
        Ok(report) => Ok(print(&say::copied(&asked.to, &report, language))),
        Err(error) => failed(error, language),
    }
}

/// Puts a backup in place of a lost journal and tells what was lost.
///
/// # Errors
/// When something is in the way; nothing is changed then.
pub fn run_restore(asked: &Restore) -> Result<ExitCode> {
    let language = asked.lang.into();
    let data = match (asked.place.place()?, &asked.from) {
        (Place::Folder(data), Some(_)) => data,
        (Place::Folder(_), None) => bail!("--from names the file made by `backup`"),
        (Place::Database(url), None) if asked.nothing_lost || !asked.last.is_empty() => {
            return after_pg_restore(&url, asked);
        }
        (Place::Database(_), _) => return not_ours(language),
    };
    let from = asked.from.as_deref().unwrap_or(Path::new(""));
    if data.join(FILE).exists() && !asked.replace {
        return failed(KeepError::Exists(data.join(FILE)), language);
    }
    let told = Told {
        nothing_lost: asked.nothing_lost,
        last: asked.last.clone(),
    };
    match restore(from, &data, HOLDER.0, &told, SystemClock.now()) {
        Ok(restored) => Ok(print(&say::restored(&restored, language))),
        Err(error) => failed(error, language),
    }
}

/// PostgreSQL has tools of its own for copies, which know what it is doing meanwhile.
fn not_ours(language: Language) -> Result<ExitCode> {
    eprintln!("{}", say::by_postgres(language));
    Ok(ExitCode::FAILURE)
}

/// What is moved, and where to.
#[derive(Debug, clap::Args)]
pub struct MoveToPostgres {
    /// Folder of the SQLite database; the server must not be running
    #[arg(long)]
    from: PathBuf,
    /// The empty database, postgres://USER:PASSWORD@HOST/DATABASE; better in the environment
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    to_database_url: DatabaseUrl,
    /// The language of the report
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

/// Moves a whole journal, or nothing.
///
/// # Errors
/// When the programs around it fail; whatever keeps the journal from being moved is printed.
pub fn run_move(asked: &MoveToPostgres) -> Result<ExitCode> {
    let language = asked.lang.into();
    let now = SystemClock.now();
    let moved = wait_for(async { Ok(take_over(&asked.from, &asked.to_database_url, now).await) })?;
    match moved {
        Ok(moved) => Ok(print(&say::moved(&moved, language))),
        Err(MoveError::Source(error)) => failed(error, language),
        Err(error) => {
            eprintln!("{}", say::not_moved(&error, language));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn after_pg_restore(url: &DatabaseUrl, asked: &Restore) -> Result<ExitCode> {
    let place = Place::Database(url.clone());
    let restored = wait_for(async {
        let report = place.verify(None).await?;
        if !report.flaws.is_empty() {
            return Err(KeepError::Damaged(report).into());
        }
        let clock = Arc::new(SystemClock);
        let (head, lost) = leave_out(url, clock, HOLDER, &asked.last).await?;
        Ok(Restored {
            report: Report { head, ..report },
            lost,
            replaced: None,
            strangers: 0,
        })
    });
    let language = asked.lang.into();
    match restored.map_err(|error| error.downcast::<KeepError>()) {
        Ok(restored) => Ok(print(&say::restored(&restored, language))),
        Err(Ok(error)) => failed(error, language),
        Err(Err(error)) => Err(error),
    }
}

fn failed(error: KeepError, language: Language) -> Result<ExitCode> {
    if let KeepError::Damaged(report) = &error {
        eprintln!("{}", say::report(report, language));
    }
    eprintln!("{}", say::failure(&error, language));
    Ok(ExitCode::FAILURE)
}
