//! Information holders and their settings.

use domain::mail::Mailbox;
use domain::request::LetterKind;
use rusqlite::{Connection, OptionalExtension};

use super::writer::Desk;
use crate::journal::{HolderId, HolderSettings, JournalError};

pub(super) fn read(
    connection: &Connection,
    holder: HolderId,
) -> Result<Option<HolderSettings>, JournalError> {
    let found: Option<String> = connection
        .prepare_cached("SELECT settings FROM holders WHERE holder = ?1")?
        .query_row([holder.0], |row| row.get(0))
        .optional()?;
    found
        .map(|settings| Ok(serde_json::from_str(&settings)?))
        .transpose()
}

pub(super) fn put(
    desk: &mut Desk<'_>,
    holder: HolderId,
    settings: &HolderSettings,
) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached(
            "INSERT INTO holders (holder, settings) VALUES (?1, ?2)
             ON CONFLICT (holder) DO UPDATE SET settings = excluded.settings",
        )?
        .execute((holder.0, serde_json::to_string(settings)?))?;
    desk.settings_changed();
    Ok(())
}

/// Changes one text in the settings it finds in this very transaction.
pub(super) fn put_template(
    desk: &mut Desk<'_>,
    holder: HolderId,
    kind: LetterKind,
    text: Option<String>,
) -> Result<HolderSettings, JournalError> {
    let known = read(desk.connection, holder)?.ok_or(JournalError::NoHolder)?;
    let settings = known.with_template(kind, text);
    put(desk, holder, &settings)?;
    Ok(settings)
}

pub(super) fn put_mailbox(
    desk: &mut Desk<'_>,
    holder: HolderId,
    mailbox: Mailbox,
) -> Result<HolderSettings, JournalError> {
    let known = read(desk.connection, holder)?.ok_or(JournalError::NoHolder)?;
    let settings = known.with_mailbox(mailbox);
    put(desk, holder, &settings)?;
    Ok(settings)
}
