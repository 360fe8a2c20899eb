//! Which days are working days in Ukraine, and why.
//!
//! The calendar is dated data with sources ([`holidays`], [`transfers`]), not constants in code:
//! holidays came and went, martial law suspended them, councils may move their own days. Outside
//! [`HORIZON`] the calendar refuses to answer instead of guessing.

mod easter;
mod holidays;
mod transfers;
mod working;

pub use easter::{easter, trinity};
pub use holidays::{Holiday, holidays_of};
pub use transfers::{CABINET_TRANSFERS, MovedDay};
pub use working::{
    CalendarError, Day, HORIZON, Off, Period, Regime, Regimes, Weekend, Working, WorkingCalendar,
};
