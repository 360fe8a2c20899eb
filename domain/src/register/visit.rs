//! The special place to work with documents (item 6.3): when it can be booked, and who booked it.
//!
//! Law № 2939-VI art. 14 part 1 item 4, text as of 21.02.2026: the holder has to «мати спеціальні
//! місця для роботи запитувачів з документами чи їх копіями», where they may write out, photograph,
//! copy, scan. How a place is booked the Law leaves to the council.

mod booking;
mod rules;

pub use booking::{Standing, Visit, VisitEvent, VisitRefused, Visits, Wish, number, read_number};
pub use rules::{LONGEST_KEPT, RulesFault, VisitRules, slot};
