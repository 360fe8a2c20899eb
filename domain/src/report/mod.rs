//! What a council tells of its requests: how many there were, how they came, how they ended
//! («доповідна записка», the half-year report).
//!
//! | module | what it knows |
//! |---|---|
//! | [`Period`] | the days a report is of, and the same days of earlier years |
//! | [`Figure`] | what is counted, under a name that addresses and files can carry |
//! | [`Tally`] | the counting |
//! | [`words`] | the names of figures and periods in both languages |
//!
//! A request belongs to the period in which it was received. What it was counted as is what it is
//! when the report is made: an answer given after the period's end counts.

mod figure;
mod period;
mod tally;
pub mod words;

pub use figure::{Figure, NotAFigure, Section};
pub use period::{NotAPeriod, Period, Span};
pub use tally::{Count, Days, Figures, Report, Request, Slice, Tally};
