//! Moved working days («перенесення робочих днів»).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A day off taken on one date and worked on another, by an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MovedDay {
    /// The working day that becomes a day off.
    pub off: NaiveDate,
    /// The day off (a Saturday, usually) that is worked instead.
    pub worked: NaiveDate,
    /// The act that says so: a Cabinet order until 2022, the council's own order since.
    pub source: String,
}

type Ymd = (i32, u32, u32);

/// The transfers recommended by the Cabinet of Ministers for 2016–2022: (off, worked, order).
///
/// Law № 3494-IX took that power away; since then transfers are the employer's and are council
/// data ([`super::WorkingCalendar::with_moved_days`]).
#[rustfmt::skip]
pub const CABINET_TRANSFERS: &[(Ymd, Ymd, &str)] = &[
    ((2016, 1, 8), (2016, 1, 16), "КМУ № 1155-р"),
    ((2016, 3, 7), (2016, 3, 12), "КМУ № 1155-р"),
    ((2016, 6, 27), (2016, 7, 2), "КМУ № 1155-р"),
    ((2017, 5, 8), (2017, 5, 13), "КМУ № 850-р"),
    ((2017, 8, 25), (2017, 8, 19), "КМУ № 850-р"),
    ((2018, 3, 9), (2018, 3, 3), "КМУ № 1-р"),
    ((2018, 4, 30), (2018, 5, 5), "КМУ № 1-р"),
    ((2018, 6, 29), (2018, 6, 23), "КМУ № 1-р"),
    ((2018, 12, 24), (2018, 12, 22), "КМУ № 1-р"),
    ((2018, 12, 31), (2018, 12, 29), "КМУ № 1-р"),
    ((2019, 4, 30), (2019, 5, 11), "КМУ № 7-р"),
    ((2019, 12, 30), (2019, 12, 21), "КМУ № 7-р"),
    ((2019, 12, 31), (2019, 12, 28), "КМУ № 7-р"),
    ((2020, 1, 6), (2020, 1, 11), "КМУ № 995-р"),
    ((2021, 1, 8), (2021, 1, 16), "КМУ № 1191-р"),
    ((2021, 8, 23), (2021, 8, 28), "КМУ № 1191-р"),
    ((2021, 10, 15), (2021, 10, 23), "КМУ № 1191-р"),
    ((2022, 3, 7), (2022, 3, 12), "КМУ № 1004-р"),
    ((2022, 6, 27), (2022, 7, 2), "КМУ № 1004-р"),
];

pub(super) fn date((year, month, day): Ymd) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
