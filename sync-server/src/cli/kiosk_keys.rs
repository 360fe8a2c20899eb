//! `sync-server kiosk-keys`: the keys of a journal that was lost or left, taken over by the one in
//! use, so that what kiosks sealed to them opens.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;

use super::place::PlaceArgs;
use super::{print, wait_for};
use crate::clock::SystemClock;
use crate::journal::Place;
use crate::kiosk;
use crate::start::HOLDER;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// Folder of the other journal (SQLite): a copy of it, if it is lost and can't be had again
    #[arg(long)]
    from: PathBuf,
}

/// Takes over every key that the journal lacks, and prints how many they were. Kiosks go on sealing to
/// the key they know. The server may be running; nothing that was put aside is opened yet, which the
/// office does.
///
/// # Errors
/// When one of the journals is not there or can't be read.
pub fn run(args: &Args) -> Result<ExitCode> {
    let place = args.place.place()?;
    let taken = wait_for(take(&place, &Place::Folder(args.from.clone())))?;
    Ok(print(&format!(
        "Ключів перейнято / keys taken over: {taken}\n\
         Далі / next: робоче місце → «Термінали» → «Відкладене» / office → Kiosks → Put aside"
    )))
}

async fn take(place: &Place, other: &Place) -> Result<usize> {
    let other = other.open_existing(Arc::new(SystemClock)).await?;
    let keys = kiosk::keys(&*other, HOLDER).await?;
    let journal = place.open_existing(Arc::new(SystemClock)).await?;
    Ok(kiosk::take_keys(&*journal, HOLDER, keys).await?)
}
