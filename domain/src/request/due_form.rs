//! What an act must keep to when it is recorded: dates that can be, and notices in writing.
//!
//! The state machine ([`super::apply`]) folds whatever the journal has; this is asked once, of a new
//! act.

use chrono::NaiveDate;

use super::case::{Case, Refused};
use super::event::{Act, Event, Sending};
use super::intake::Channel;
use crate::kyiv;

/// Whether an act is in due form.
///
/// # Errors
/// [`Refused::DateImpossible`] for a date before the request's receipt or after the act's own day
/// (both Kyiv's); [`Refused::NotInWriting`] for a notice that the Law wants in writing and that was
/// said by phone.
///
/// ```
/// use domain::request::{Channel, Sending, is_in_writing};
/// assert!(is_in_writing(&Sending { way: Channel::Post, index: None }));
/// assert!(!is_in_writing(&Sending { way: Channel::Phone, index: None }));
/// ```
pub fn in_due_form(case: &Case, act: &Act) -> Result<(), Refused> {
    let (first, last) = (kyiv::date(case.received_at), kyiv::date(act.at));
    let done = |on: NaiveDate| match on {
        on if on < first || on > last => Err(Refused::DateImpossible),
        _ => Ok(()),
    };
    match &act.event {
        Event::Resolved { dated, .. } => done(*dated),
        Event::Paid { on } | Event::CopyGiven { on } => done(*on),
        Event::Appealed {
            dated, answer_by, ..
        } => {
            dated.map_or(Ok(()), done)?;
            let from = dated.unwrap_or(first);
            match answer_by {
                Some(by) if *by < from => Err(Refused::DateImpossible),
                _ => Ok(()),
            }
        }
        Event::Extended { sending, .. }
        | Event::Deferred { sending, .. }
        | Event::Forwarded { sending, .. }
        | Event::Refused { sending, .. }
            if !is_in_writing(sending) =>
        {
            Err(Refused::NotInWriting)
        }
        _ => Ok(()),
    }
}

/// Whether a letter that goes this way is one in writing.
///
/// Law № 2939-VI, art. 22 part 5, edition of 21.02.2026: «Відмова в задоволенні запиту на інформацію
/// надається в письмовій формі.» Part 6 says it of a deferral, art. 20 part 4 of an extension.
#[must_use]
pub fn is_in_writing(sending: &Sending) -> bool {
    sending.way != Channel::Phone
}
