//! `sync-server verify`, `backup` and `restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use domain::request::Language;

use super::keeping_words as say;
use super::{Lang, expect_journal, print};
use crate::clock::{Clock, SystemClock};
use crate::journal::Head;
use crate::journal::sqlite::{FILE, KeepError, Told, backup, restore, verify};
use crate::start::HOLDER;

/// What is looked through.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// Folder of the database
    #[arg(long, env = "VR_DATA")]
    data: PathBuf,
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
    /// Folder of the database
    #[arg(long, env = "VR_DATA")]
    data: PathBuf,
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
    /// Folder of the database; the server must not be running
    #[arg(long, env = "VR_DATA")]
    data: PathBuf,
    /// A file made by `backup`
    #[arg(long)]
    from: PathBuf,
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
    expect_journal(&asked.data)?;
    let report = verify(&asked.data, asked.noted)?;
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
    expect_journal(&asked.data)?;
    let language = asked.lang.into();
    match backup(&asked.data, &asked.to) {
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
    if asked.data.join(FILE).exists() && !asked.replace {
        return failed(KeepError::Exists(asked.data.join(FILE)), language);
    }
    let told = Told {
        nothing_lost: asked.nothing_lost,
        last: asked.last.clone(),
    };
    match restore(&asked.from, &asked.data, HOLDER.0, &told, SystemClock.now()) {
        Ok(restored) => Ok(print(&say::restored(&restored, language))),
        Err(error) => failed(error, language),
    }
}

fn failed(error: KeepError, language: Language) -> Result<ExitCode> {
    if let KeepError::Damaged(report) = &error {
        eprintln!("{}", say::report(report, language));
    }
    eprintln!("{}", say::failure(&error, language));
    Ok(ExitCode::FAILURE)
}
