//! The council's server: registers submissions, keeps the journal, serves the app.
//!
//! | module | what it does |
//! |---|---|
//! | [`journal`] | the contract of the journal, and SQLite that keeps it |
//! | [`upload`] | taking in the files of a registered request |
//! | [`duties`] | what is published of access, the register of documents, bookings of the place to work with them |
//! | [`filed`] | papers that officers put to a request, and what is published of them |
//! | [`mail`] | e-mail: the queue and who empties it |
//! | [`letter`] | letters of the council: templates, what fills them in |
//! | [`open_day`] | open days in the journal's records, and their papers |
//! | [`paper`] | documents that leave the program: DOCX, XLSX, CSV |
//! | [`report`] | a report as papers: tables, the memo to the head, open data |
//! | [`factor`], [`password`] | how officers show who they are |
//! | [`http`] | one handler a file, one error type, limits, the built app |
//! | [`failpoint`] | where tests end the server; nothing in a release |
//! | [`cli`] | the command line |
//! | [`start`] | from a configuration to a running server; the first start |
//! | [`config`], [`clock`] | what can be set, and what tells the time |

pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod duties;
pub mod factor;
pub mod failpoint;
pub mod filed;
pub mod http;
pub mod journal;
pub mod kiosk;
mod law_words;
pub mod letter;
pub mod mail;
pub mod open_day;
pub mod paper;
pub mod password;
pub mod report;
pub mod start;
pub mod upload;
