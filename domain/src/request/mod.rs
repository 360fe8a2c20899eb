//! A request for public information («запит на інформацію»), from draft to answer.

mod attachment;
mod draft;
mod index;
mod life;
mod validation;

pub use attachment::{
    Arrival, Attachment, KINDS, MAX_FILE_BYTES, MAX_FILES, MAX_FILES_BYTES, harmless_name, media_of,
};
pub use draft::{Draft, Language, RequesterType, Submission, UrgencyGround};
pub use index::{IndexTemplate, RegistrationIndex, TemplateError, normalise_index};
pub use life::{
    Act, Case, Event, ExtensionGround, Outcome, RefusalGround, Refused, Status, Term, apply,
};
pub use validation::{Field, Issue, Limits, Problem, check};
