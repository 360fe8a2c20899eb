//! The rules of Vidkryta Rada, the same in the citizen's browser and on the council's server.
//!
//! Nothing here does I/O, reads a clock or makes a random number: what time it is and what was
//! drawn are always arguments, so every answer can be repeated and tested.
//!
//! | module | what it knows |
//! |---|---|
//! | [`calendar`] | which day is a working day, and why |
//! | [`law`] | deadlines of Law № 2939-VI, each with its citation and its day-by-day account |
//! | [`mail`] | the council's mailbox, the life of a mail in its queue |
//! | [`request`] | from draft to answer: validation, registration index, the request's life |
//! | [`kiosk`] | a tablet in the hall: a visit's clock, sealing, what the council keeps of it |
//! | [`report`] | what a council counts of its requests, over a period and beside earlier years |
//! | [`open_day`] | open days by the council's order: date, survey, places, programme, questions |
//! | [`register`] | what a council publishes of access, its register of documents, the place to work with them |
//! | [`sync`] | what crosses the network, the device's outbox, the server's accept rule |

pub mod calendar;
mod digest;
pub mod kiosk;
pub mod kyiv;
pub mod law;
pub mod mail;
pub mod open_day;
#[cfg(feature = "office")]
pub mod register;
pub mod report;
pub mod request;
pub mod sync;
