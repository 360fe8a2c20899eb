//! Backups, and putting one in the place of a lost journal.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::{FILE, chain, migrations, open, verify};
use crate::journal::JournalError;
use crate::journal::chain::Head;
use crate::journal::verify::{Lost, Note, Report};

/// Why there is no backup, or why it was not put in place.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// A file is in the way.
    #[error("{0} is there already")]
    Exists(PathBuf),
    /// A file can't be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The journal can't be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The copy is not whole.
    #[error("it is damaged")]
    Damaged(Report),
    /// A server works with the journal.
    #[error("a server is running on {0}: stop it first")]
    InUse(PathBuf),
    /// Nobody said which ordinals were given out since the backup.
    #[error("nobody knows which ordinals were given out since the backup")]
    UnknownLoss,
}

impl From<rusqlite::Error> for KeepError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Journal(error.into())
    }
}

fn file_error(path: &Path) -> impl FnOnce(io::Error) -> KeepError {
    let path = path.to_owned();
    |error| KeepError::File(path, error)
}

/// Copies the journal in this folder to a new file and looks through the copy. The server may be
/// running; the copy is the journal at one moment.
///
/// # Errors
/// When there is a file already or the disk is full; when the copy is not whole, it is kept under
/// the name `….part`, because there may be no better one.
pub fn backup(folder: &Path, to: &Path) -> Result<Report, KeepError> {
    if to.exists() {
        return Err(KeepError::Exists(to.to_owned()));
    }
    let part = beside(to, "part");
    let made = copy(folder, &part);
    let report = match made {
        Ok(report) if report.flaws.is_empty() => report,
        Ok(report) => return Err(KeepError::Damaged(report)),
        Err(error) => {
            let _ = fs::remove_file(&part);
            return Err(error);
        }
    };
    fs::rename(&part, to).map_err(file_error(to))?;
    sync_folder(to)?;
    Ok(report)
}

fn copy(folder: &Path, part: &Path) -> Result<Report, KeepError> {
    let _ = fs::remove_file(part);
    // It holds people's names: for nobody else's eyes from its first byte.
    private(part)?;
    let name = part
        .to_str()
        .ok_or_else(|| KeepError::File(part.to_owned(), io::Error::other("its name is no text")))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(folder.join(FILE), flags)?;
    connection.busy_timeout(open::PATIENCE)?;
    connection.execute("VACUUM INTO ?1", [name])?;
    let copied = File::open(part).map_err(file_error(part))?;
    copied.sync_all().map_err(file_error(part))?;
    let connection = Connection::open_with_flags(part, flags)?;
    Ok(verify::verify_connection(&connection, None)?)
}

fn private(path: &Path) -> Result<File, KeepError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(file_error(path))
}

/// `journal.sqlite3.part` of `journal.sqlite3`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn sync_folder(of: &Path) -> Result<(), KeepError> {
    let folder = match of.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(file_error(folder))
}

/// What is known of the time between a backup and the loss.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Nothing was registered since the backup.
    pub nothing_lost: bool,
    /// The last ordinal given out, by year, from slips, letters or the printed journal.
    pub last: Vec<(i32, u32)>,
}

/// What came of a restoration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What is in the journal now.
    pub report: Report,
    /// Ordinals that were given out and are lost. They will not be given out again.
    pub lost: Vec<Lost>,
    /// Where the journal that was there is now.
    pub replaced: Option<PathBuf>,
    /// Requests of a journal that was begun anew after the loss; they are not in this one.
    pub strangers: u64,
}

/// Puts a backup in the place of the journal in this folder, for one information holder.
///
/// Registrations since the backup are lost, and their ordinals are on slips in people's hands: they
/// are found in the journal that was there, if it can still be read and goes on from the backup, or
/// must be told. None of them is given out again; the chain says so. What was there is kept beside.
///
/// # Errors
/// When the backup is not whole, a server is running, or nobody can tell what was lost.
pub fn restore(
    from: &Path,
    folder: &Path,
    holder: i64,
    told: &Told,
    now: DateTime<Utc>,
) -> Result<Restored, KeepError> {
    fs::create_dir_all(folder).map_err(file_error(folder))?;
    let target = folder.join(FILE);
    let part = beside(&target, "restoring");
    let _ = fs::remove_file(&part);
    let mut into = private(&part)?;
    let mut source = File::open(from).map_err(file_error(from))?;
    io::copy(&mut source, &mut into).map_err(file_error(&part))?;
    drop(into);
    let done = put_in_place(&part, &target, holder, told, now);
    done.inspect_err(|_| drop(fs::remove_file(&part)))
}

fn put_in_place(
    part: &Path,
    target: &Path,
    holder: i64,
    told: &Told,
    now: DateTime<Utc>,
) -> Result<Restored, KeepError> {
    let copy = look_through(part)?;
    let there = replaced_journal(target, copy.1.head)?;
    let follows = matches!(there, There::Follows(_));
    if !follows && told.last.is_empty() && !told.nothing_lost {
        return Err(KeepError::UnknownLoss);
    }
    let told = told.last.iter().map(|(year, last)| (holder, *year, *last));
    let (mut known, mut strangers) = (Vec::from_iter(told), 0);
    match there {
        There::Follows(last) => known.extend(last),
        There::Stranger(requests) => strangers = requests,
        There::Nothing => {}
    }
    let (report, lost) = leave_out(copy, known, now)?;
    let replaced = put_aside(target, now)?;
    fs::rename(part, target).map_err(file_error(target))?;
    sync_folder(target)?;
    // What stands there now, as a server will read it.
    let folder = target.parent().unwrap_or(Path::new("."));
    let report = Report {
        flaws: verify::verify(folder, Some(report.head))?.flaws,
        ..report
    };
    if !report.flaws.is_empty() {
        return Err(KeepError::Damaged(report));
    }
    Ok(Restored {
        report,
        lost,
        replaced,
        strangers,
    })
}

/// The journal that is to be replaced.
enum There {
    /// It goes on from the backup: holder, year and last ordinal.
    Follows(Vec<(i64, i32, u32)>),
    /// It began anew after the backup's journal was lost, and has so many requests.
    Stranger(u64),
    /// There is none, or it can't be read.
    Nothing,
}

/// What is known from the journal that is to be replaced. Its write-ahead log is in its file when
/// this returns.
fn replaced_journal(target: &Path, backup: Head) -> Result<There, KeepError> {
    if !target.exists() {
        return Ok(There::Nothing);
    }
    let Ok(connection) = Connection::open(target) else {
        return Ok(There::Nothing);
    };
    // A file that is no database has no server either.
    match lock(&connection, target) {
        Err(KeepError::Journal(_)) => return Ok(There::Nothing),
        locked => locked?,
    }
    Ok(read_replaced(&connection, backup).unwrap_or(There::Nothing))
}

/// Takes a lock no running server lets go of.
fn lock(connection: &Connection, file: &Path) -> Result<(), KeepError> {
    let locked = connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
    locked.map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            KeepError::InUse(file.to_owned())
        }
        _ => error.into(),
    })
}

/// The journal in this folder, up to date, for nobody else until it is closed.
pub(in crate::journal) fn alone(folder: &Path) -> Result<Connection, KeepError> {
    let file = folder.join(FILE);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&file, flags)?;
    lock(&connection, &file)?;
    connection.execute_batch("COMMIT")?;
    migrations::migrate(&mut connection)?;
    Ok(connection)
}

/// Renames a journal that is in use no more, so that no server starts on it.
pub(in crate::journal) fn set_aside(folder: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let file = folder.join(FILE);
    let aside = beside(&file, &now.format("moved-%Y%m%dT%H%M%SZ").to_string());
    fs::rename(&file, &aside)?;
    Ok(aside)
}

fn read_replaced(connection: &Connection, backup: Head) -> rusqlite::Result<There> {
    let link: Option<Vec<u8>> = connection
        .query_row(
            "SELECT link FROM blocks WHERE block = ?1",
            [backup.block],
            |row| row.get(0),
        )
        .optional()?;
    if backup != Head::NONE && link.as_deref() != Some(backup.link.as_slice()) {
        let count = connection.query_row("SELECT count(*) FROM requests", [], |row| row.get(0))?;
        return Ok(There::Stranger(count));
    }
    let mut statement = connection.prepare(
        "SELECT holder, year, max(next - 1, coalesce((SELECT max(ordinal) FROM requests r
             WHERE r.holder = s.holder AND r.year = s.year), 0))
         FROM sequences s",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(There::Follows(rows.collect::<Result<_, _>>()?))
}

/// Opens the copy and looks through it.
fn look_through(part: &Path) -> Result<(Connection, Report), KeepError> {
    let mut connection = Connection::open(part)?;
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")?;
    migrations::migrate(&mut connection)?;
    let report = verify::verify_connection(&connection, None)?;
    if report.flaws.is_empty() {
        Ok((connection, report))
    } else {
        Err(KeepError::Damaged(report))
    }
}

/// Writes down in the copy what was lost, and closes it.
fn leave_out(
    (mut connection, report): (Connection, Report),
    known: Vec<(i64, i32, u32)>,
    now: DateTime<Utc>,
) -> Result<(Report, Vec<Lost>), KeepError> {
    let transaction = connection.transaction()?;
    let mut lost = Vec::new();
    for (holder, year, last) in known {
        lost.extend(go_on_after(&transaction, holder, year, last)?);
    }
    let note = Note::Restored {
        at: now.timestamp_millis(),
        lost: lost.clone(),
    };
    let note = serde_json::to_string(&note).map_err(JournalError::from)?;
    let head = chain::head(&transaction)?;
    let head = chain::close(&transaction, head, Some(&note), &mut [])?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok((Report { head, ..report }, lost))
}

/// Goes on after the last ordinal that was given out.
fn go_on_after(
    connection: &Connection,
    holder: i64,
    year: i32,
    last: u32,
) -> Result<Option<Lost>, KeepError> {
    let next: u32 = connection.query_row(
        "SELECT coalesce((SELECT next FROM sequences WHERE holder = ?1 AND year = ?2), 1)",
        (holder, year),
        |row| row.get(0),
    )?;
    if last < next {
        return Ok(None);
    }
    connection.execute(
        "INSERT INTO sequences (holder, year, next) VALUES (?1, ?2, ?3)
         ON CONFLICT (holder, year) DO UPDATE SET next = excluded.next",
        (holder, year, last + 1),
    )?;
    Ok(Some(Lost {
        holder,
        year,
        from: next,
        to: last,
    }))
}

/// Keeps the journal that was there under another name, with what SQLite left beside it: a log
/// that stayed would be played into the backup. The journal itself is in its place until the
/// backup takes it, so that no start in between finds an empty folder.
fn put_aside(target: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>, KeepError> {
    let aside = beside(target, &now.format("replaced-%Y%m%dT%H%M%SZ").to_string());
    if aside.exists() {
        return Err(KeepError::Exists(aside));
    }
    for ending in ["-wal", "-shm"] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        let (old, new) = (with(target), with(&aside));
        if old.exists() {
            fs::rename(&old, &new).map_err(file_error(&old))?;
        }
    }
    if !target.exists() {
        return Ok(None);
    }
    let linked = fs::hard_link(target, &aside);
    linked
        .or_else(|_| fs::copy(target, &aside).map(drop))
        .map_err(file_error(&aside))?;
    Ok(Some(aside))
}
