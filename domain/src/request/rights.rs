//! Who may do what. The page offers no more than this, and the server takes no more.

use serde::{Deserialize, Serialize};

use super::case::Refused;
use super::event::Event;

/// What a person is in the council's procedure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps people, settings and calendar; does nothing with requests.
    Administrator,
    /// The responsible person («відповідальна особа») of art. 14 part 1 item 5.
    #[default]
    ResponsibleOfficer,
    /// The general department («загальний відділ»): takes in and sends out.
    GeneralDepartment,
    /// The head («міський голова»).
    Head,
    /// A deputy of the head.
    Deputy,
    /// A department or person who works on requests.
    Executor,
    /// Sees and does nothing.
    Reader,
}

/// What can be done in the office, as far as roles tell it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// See the journal and every card.
    SeeAll,
    /// See the cards one is charged with.
    SeeOwn,
    /// Enter a request that came by post, phone or in person.
    TakeIn,
    /// Write a resolution.
    Resolve,
    /// Give it to an executor, hand it over, send back what was prepared.
    Direct,
    /// Hand in what the answer can be made of.
    Prepare,
    /// Answer, refuse, extend, defer, forward and everything else that binds the council.
    Decide,
    /// Add notes, letters, the copy given, a payment.
    Keep,
    /// Change people, settings, calendar.
    Administer,
    /// Make reports.
    Report,
    /// Publish reports.
    Publish,
    /// Change the texts of letters.
    EditLetters,
    /// Prepare and hold open days, let visitors in.
    HoldOpenDays,
    /// Answer what visitors of open days ask.
    AnswerVisitors,
    /// Take tablets in as kiosks, end them, change the key they seal to.
    ManageKiosks,
    /// Publish what concerns access, set how the place to work with documents is given.
    EditAccess,
    /// Enter documents into the register.
    KeepRegister,
    /// See and decide who works with documents at the council's place.
    ReceiveReaders,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::ResponsibleOfficer,
        Self::GeneralDepartment,
        Self::Head,
        Self::Deputy,
        Self::Executor,
        Self::Reader,
    ];

    /// Whether this role includes this deed.
    #[must_use]
    pub const fn may(self, deed: Deed) -> bool {
        use Deed::{
            Administer, AnswerVisitors, Direct, EditAccess, EditLetters, HoldOpenDays, Keep,
            KeepRegister, ManageKiosks, Prepare, ReceiveReaders, Report, Resolve, SeeAll, SeeOwn,
            TakeIn,
        };
        match self {
            Self::Administrator => {
                matches!(
                    deed,
                    Administer | SeeAll | SeeOwn | Report | EditLetters | ManageKiosks | EditAccess
                )
            }
            Self::ResponsibleOfficer => !matches!(deed, Administer),
            Self::GeneralDepartment => {
                matches!(
                    deed,
                    SeeAll
                        | SeeOwn
                        | TakeIn
                        | Keep
                        | Report
                        | HoldOpenDays
                        | AnswerVisitors
                        | ManageKiosks
                        | KeepRegister
                        | ReceiveReaders
                )
            }
            Self::Head | Self::Deputy => {
                matches!(
                    deed,
                    SeeAll | SeeOwn | Resolve | Direct | Keep | Report | AnswerVisitors
                )
            }
            Self::Executor => matches!(deed, SeeOwn | Prepare | Keep),
            Self::Reader => matches!(deed, SeeAll | SeeOwn | Report),
        }
    }
}

/// Whether somebody with this role may record this event. What only the server does, nobody may.
///
/// # Errors
/// [`Refused::NotYours`].
///
/// ```
/// use domain::request::{Event, Role, permit};
/// let note = Event::Noted { text: "Дзвонили до архіву".into() };
/// assert!(permit(Role::Executor, &note).is_ok());
/// assert!(permit(Role::Reader, &note).is_err());
/// ```
pub fn permit(role: Role, event: &Event) -> Result<(), Refused> {
    match deed_of(event) {
        Some(deed) if role.may(deed) => Ok(()),
        _ => Err(Refused::NotYours),
    }
}

/// The deed that recording this event is; `None` for what only the server does.
#[must_use]
pub const fn deed_of(event: &Event) -> Option<Deed> {
    Some(match event {
        Event::Attachment { .. } | Event::CalendarMoved { .. } => return None,
        Event::Resolved { .. } => Deed::Resolve,
        Event::Assigned { .. } | Event::HandedOver { .. } | Event::Returned { .. } => Deed::Direct,
        Event::Prepared { .. } => Deed::Prepare,
        Event::Noted { .. }
        | Event::LetterReceived { .. }
        | Event::CopyGiven { .. }
        | Event::Paid { .. } => Deed::Keep,
        Event::Extended { .. }
        | Event::UrgencyJudged { .. }
        | Event::Deferred { .. }
        | Event::Forwarded { .. }
        | Event::Invoiced { .. }
        | Event::PartGiven { .. }
        | Event::Answered { .. }
        | Event::Refused { .. }
        | Event::Explained { .. }
        | Event::Withdrawn { .. }
        | Event::Appealed { .. }
        | Event::AppealDecided { .. }
        | Event::Classified { .. } => Deed::Decide,
    })
}
