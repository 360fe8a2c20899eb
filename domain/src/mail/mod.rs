//! E-mail of the office («електронна пошта ради»): the mailbox it is sent from, and the life of a
//! mail in the queue.
//!
//! A mail waits until it is taken for an attempt. Whoever takes it holds it for [`LEASE`], so that
//! of several servers one sends it; a server that dies in between leaves a mail that is taken anew
//! when the time is over. So a mail goes out at least once, never none: the second copy after such
//! a death bears the same Message-ID.

mod life;
mod mailbox;

pub use life::{
    About, Enclosed, FIRST_PAUSE, Failure, GIVE_UP, LEASE, LONGEST_PAUSE, Mail, MailState, Reason,
    one_line, pause,
};
pub use mailbox::{MAX_ADDRESS, MAX_NAME, Mailbox, MailboxField, Security, is_address};
