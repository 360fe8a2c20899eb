//! The council's server: registers submissions, keeps the journal, serves the app.
//!
//! | module | what it does |
//! |---|---|
//! | [`journal`] | the contract of the journal, and SQLite that keeps it |
//! | [`upload`] | taking in the files of a registered request |
//! | [`letter`] | letters of the council: templates, what fills them in |
//! | [`paper`] | documents that leave the program: DOCX, XLSX, CSV |
//! | [`report`] | a report as papers: tables, the memo to the head, open data |
//! | [`http`] | one handler a file, one error type, limits, the built app |
//! | [`cli`] | the command line |
//! | [`start`] | from a configuration to a running server; the first start |
//! | [`config`], [`clock`] | what can be set, and what tells the time |

pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod http;
pub mod journal;
pub mod kiosk;
mod law_words;
pub mod letter;
pub mod paper;
pub mod password;
pub mod report;
pub mod start;
pub mod upload;
