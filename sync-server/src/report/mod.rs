//! The report as papers: tables for a workbook and for CSV, the memo to the head («доповідна
//! записка»), and the open data («відкриті дані»). What is counted is the domain's.

pub mod memo;
pub mod open_data;
pub mod tables;
