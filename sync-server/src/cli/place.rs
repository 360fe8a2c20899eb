//! Where the journal is, asked the same way by every command that opens one.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::journal::{DatabaseUrl, Place};

/// The two ways to say where the journal is.
#[derive(Debug, clap::Args)]
pub struct PlaceArgs {
    /// Folder of the database, where SQLite keeps the journal [env: VR_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    /// PostgreSQL database that keeps the journal, postgres://USER:PASSWORD@HOST/DATABASE; other
    /// users of this machine see a command line, so better in the environment [env: DATABASE_URL]
    #[arg(long)]
    database_url: Option<DatabaseUrl>,
}

impl PlaceArgs {
    /// The place; the command line goes before the environment.
    pub(super) fn place(&self) -> Result<Place> {
        let given = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        choose(self, given("VR_DATA"), given("DATABASE_URL"))
    }
}

fn choose(args: &PlaceArgs, folder: Option<OsString>, url: Option<OsString>) -> Result<Place> {
    let url = url.map(|url| url.to_string_lossy().parse());
    let url = url.transpose().unwrap_or_default();
    let (folder, url) = match (&args.data, &args.database_url) {
        (None, None) => (folder.map(PathBuf::from), url),
        (folder, url) => (folder.clone(), url.clone()),
    };
    match (folder, url) {
        (Some(folder), None) => Ok(Place::Folder(folder)),
        (None, Some(url)) => Ok(Place::Database(url)),
        (Some(_), Some(_)) => bail!(
            "a folder (--data, VR_DATA) and a database (--database-url, DATABASE_URL) are named: \
             the journal is in one of them"
        ),
        (None, None) => bail!(
            "say where the journal is: --data FOLDER (VR_DATA) for SQLite, or --database-url \
             (DATABASE_URL) for PostgreSQL"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_goes_before_the_environment_and_two_places_are_none() {
        let rows: [([Option<&str>; 4], Option<&str>); 8] = [
            ([Some("a"), None, None, None], Some("a")),
            ([None, None, Some("b"), None], Some("b")),
            ([None, Some("u"), Some("b"), Some("v")], Some("u")),
            ([Some("a"), None, Some("b"), Some("v")], Some("a")),
            ([None, None, None, Some("v")], Some("v")),
            ([None, None, Some("b"), Some("v")], None),
            ([Some("a"), Some("u"), None, None], None),
            ([None, None, None, None], None),
        ];
        for ([data, database_url, folder, url], expected) in rows {
            let args = PlaceArgs {
                data: data.map(PathBuf::from),
                database_url: database_url.map(|url| url.parse().unwrap()),
            };
            let found = choose(&args, folder.map(Into::into), url.map(Into::into)).ok();
            let expected = expected.map(|name| match name {
                "a" | "b" => Place::Folder(name.into()),
                url => Place::Database(url.parse().unwrap()),
            });
            assert_eq!(found, expected, "{args:?}");
        }
    }

    #[test]
    fn the_password_is_never_shown() {
        let args = PlaceArgs {
            data: None,
            database_url: "postgres://rada:secret@db/rada".parse().ok(),
        };
        let shown = format!("{args:?} {:?}", choose(&args, None, None));
        assert!(!shown.contains("secret"), "{shown}");
    }
}
