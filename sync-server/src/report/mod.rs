//! The report as papers: tables for a workbook and for CSV, the memo to the head («доповідна
//! записка»), the open data («відкриті дані»); the journal itself as a table, and the file of
//! a case. What is counted
//! is the domain's.

pub mod case_file;
pub mod event_words;
pub mod journal;
pub mod memo;
pub mod open_data;
pub mod tables;
