//! A request for public information («запит на інформацію»), from draft to answer.

mod attachment;
mod case;
mod control;
mod draft;
mod due_form;
mod event;
mod index;
mod info_kind;
mod intake;
mod letter;
mod life;
mod paper;
mod recount;
mod rights;
mod validation;

pub use crate::law::Gap;
pub use attachment::{
    Arrival, Attachment, KINDS, MAX_FILE_BYTES, MAX_FILES, MAX_FILES_BYTES, harmless_name, media_of,
};
pub use case::{Case, Charge, Facts, Fee, Outcome, Refused, Status, Term};
pub use control::{Stage, charge_stage, recalled, stage};
pub use draft::{Draft, Language, RequesterType, Submission, UrgencyGround};
pub use due_form::{in_due_form, is_in_writing};
pub use event::{
    Act, AppealResult, Appellate, Assignment, Event, ExtensionGround, Extent, RefusalGround,
    Remainder, Sending,
};
pub use index::{IndexTemplate, RegistrationIndex, TemplateError, normalise_index};
pub use info_kind::{InfoKind, MAX_TOPIC, topic};
pub use intake::{Channel, DrawnUp, Intake};
pub use letter::LetterKind;
pub use life::apply;
pub use paper::{
    Filed, MAX_PAPER_BYTES, MAX_PAPER_SUBJECT, MAX_PAPERS, MAX_PAPERS_BYTES, MAX_PAPERS_EVER,
    Paper, PaperDesk, PaperEvent, PaperRefused, PaperRole, SIGNATURE_MEDIA, paper_media,
};
pub use recount::{Recount, recount};
pub use rights::{Deed, Role, deed_of, permit};
pub use validation::{Field, Issue, Limits, Problem, check, is_email};
