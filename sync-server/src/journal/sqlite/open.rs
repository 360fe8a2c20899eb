//! Opening connections.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{migrations, verify};
use crate::journal::JournalError;

/// The database's name in the data folder.
pub const FILE: &str = "journal.sqlite3";

/// How long a connection waits for another process (a backup, say) to let go of the file.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// Compiled statements kept by a connection.
const STATEMENTS: usize = 64;

/// The one connection that writes. Its commits are on the disk when they return.
pub(super) fn writer(folder: &Path) -> Result<Connection, JournalError> {
    private(folder).map_err(|error| {
        JournalError::Database(format!("the data folder can't be made: {error}"))
    })?;
    // No lock inside SQLite: the connection belongs to one thread.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(folder.join(FILE), flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -16384;
         PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    migrations::migrate(&mut connection)?;
    verify::glance(&connection)?;
    Ok(connection)
}

/// Makes folder and file for nobody else's eyes; SQLite gives what it keeps beside the same rights.
fn private(folder: &Path) -> std::io::Result<()> {
    if !folder.exists() {
        let mut folders = std::fs::DirBuilder::new();
        folders.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        folders.create(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join(FILE)).map(drop)
}

/// A connection that can only read.
pub(super) fn reader(folder: &Path) -> Result<Connection, JournalError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(folder.join(FILE), flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -2048;")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}
