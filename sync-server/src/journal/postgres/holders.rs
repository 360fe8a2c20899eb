//! Information holders and their settings.

use domain::mail::Mailbox;
use domain::request::LetterKind;

use super::desk::Desk;
use super::link::Client;
use crate::journal::rows::{Columns as _, json};
use crate::journal::{HolderId, HolderSettings, JournalError};

pub(super) async fn read(
    client: &Client,
    holder: HolderId,
) -> Result<Option<HolderSettings>, JournalError> {
    let read = "SELECT settings FROM holders WHERE holder = $1";
    let read = client.prepare_cached(read).await?;
    let found = client.query_opt(&read, &[&holder.0]).await?;
    found.map(|row| json(&row.text("settings")?)).transpose()
}

pub(super) async fn put(
    desk: &mut Desk,
    holder: HolderId,
    settings: &HolderSettings,
) -> Result<(), JournalError> {
    let put = "INSERT INTO holders (holder, settings) VALUES ($1, $2)
         ON CONFLICT (holder) DO UPDATE SET settings = excluded.settings";
    let put = desk.client.prepare_cached(put).await?;
    let settings = serde_json::to_string(settings)?;
    desk.client.execute(&put, &[&holder.0, &settings]).await?;
    // Every server looks at the count when its turn comes.
    desk.client
        .batch_execute("UPDATE turn SET settings = settings + 1")
        .await?;
    desk.settings_changed();
    Ok(())
}

/// Changes one text in the settings it finds in this very transaction.
pub(super) async fn put_template(
    desk: &mut Desk,
    holder: HolderId,
    kind: LetterKind,
    text: Option<String>,
) -> Result<HolderSettings, JournalError> {
    let known = read(&desk.client, holder).await?;
    let settings = known
        .ok_or(JournalError::NoHolder)?
        .with_template(kind, text);
    put(desk, holder, &settings).await?;
    Ok(settings)
}

pub(super) async fn put_mailbox(
    desk: &mut Desk,
    holder: HolderId,
    mailbox: Mailbox,
) -> Result<HolderSettings, JournalError> {
    let known = read(&desk.client, holder)
        .await?
        .ok_or(JournalError::NoHolder)?;
    let settings = known.with_mailbox(mailbox);
    put(desk, holder, &settings).await?;
    Ok(settings)
}
