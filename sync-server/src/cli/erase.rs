//! `sync-server erase`: what a requester sent goes, once its keeping has ended.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail, ensure};
use chrono::Datelike as _;
use domain::kyiv;
use domain::request::{Language, normalise_index};

use super::place::PlaceArgs;
use super::{Lang, print, wait_for};
use crate::clock::{Clock as _, SystemClock};
use crate::filed::Cabinet;
use crate::journal::{Erased, Journal, Place};
use crate::mail::queue::Queue;
use crate::start::HOLDER;

/// The longest reason, in characters.
const REASON: usize = 300;

/// Which request, and why.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// Its index
    #[arg(long)]
    index: String,
    /// The year it was registered in; this one if not said
    #[arg(long, value_parser = clap::value_parser!(i32).range(1991..=9999))]
    year: Option<i32>,
    /// The ground: an act, a term of keeping, a decision. It stays in the journal
    #[arg(long)]
    reason: String,
    /// The language of the report
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

/// Erases text, name, contacts and files of a closed request; index, dates, the council's acts and
/// the digest stay. The server may be running.
///
/// # Errors
/// When there is no journal or no such request, or it is open still; nothing is changed then.
pub fn run(args: &Args) -> Result<ExitCode> {
    let reason = args.reason.trim();
    ensure!(!reason.is_empty(), "--reason is empty");
    ensure!(
        reason.chars().count() <= REASON && !reason.chars().any(char::is_control),
        "--reason is one line of at most {REASON} characters"
    );
    let place = args.place.place()?;
    wait_for(erase(args, reason, &place))?;
    Ok(print(&done(args)))
}

async fn erase(args: &Args, reason: &str, place: &Place) -> Result<()> {
    let journal = place.open_existing(Arc::new(SystemClock)).await?;
    let outcome = erase_in(args, reason, &*journal).await;
    journal.close().await;
    outcome
}

/// First what stands beside the request, then the request: broken off half-way it can be said
/// again.
async fn erase_in(args: &Args, reason: &str, journal: &dyn Journal) -> Result<()> {
    let uk = matches!(args.lang, Lang::Uk);
    let say = |ukrainian: &'static str, english| if uk { ukrainian } else { english };
    let year = args.year;
    let year = year.unwrap_or_else(|| kyiv::date(SystemClock.now()).year());
    let key = normalise_index(&args.index);
    let Some(record) = journal.by_index(HOLDER, year, key).await? else {
        bail!(
            "{} № {} ({year})",
            say("немає запиту", "no request"),
            args.index
        );
    };
    let not_closed = say(
        "запит ще не закрито: спершу його треба розглянути",
        "the request is still open: it has to be dealt with first",
    );
    let before = say(
        "текст цього запиту вже стерто",
        "the text of this request was erased before",
    );
    ensure!(record.registered.erased.is_none(), before);
    ensure!(!record.case.is_open(), not_closed);
    let id = record.registered.id;
    let queue = Queue {
        journal,
        holder: HOLDER,
    };
    let sent = queue.forget(&record).await?;
    ensure!(
        sent,
        say(
            "лист за цим запитом ще чекає на відправлення: надішліть його або заберіть із черги",
            "a letter of this request still waits to be sent: send it or take it back"
        )
    );
    let cabinet = Cabinet {
        journal,
        holder: HOLDER,
    };
    cabinet.empty(id).await?;
    match journal.erase(HOLDER, id, reason.to_owned()).await? {
        Erased::Done => Ok(()),
        Erased::Open => bail!(not_closed),
        Erased::Before => bail!(before),
        Erased::Unknown => bail!(say("немає такого запиту", "no such request")),
    }
}

fn done(args: &Args) -> String {
    let index = args.index.trim();
    match args.lang.into() {
        Language::Uk => format!(
            "Стерто текст, ім’я, контакти й файли запиту № {index}. Лишилися індекс, дати, дії ради \
             і підстава. Резервні копії, зроблені раніше, ще містять стерте: їх термін зберігання \
             визначає рада."
        ),
        Language::En => format!(
            "Erased: text, name, contacts and files of request № {index}. Index, dates, what the \
             council did and the reason stay. Backups made earlier still hold what was erased: how \
             long they are kept is for the council to say."
        ),
    }
}
