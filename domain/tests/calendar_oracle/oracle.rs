//! The calendar's oracle: the years as lists of dates, typed from the Labour Code's history and the
//! Cabinet's orders, and the most obvious rule over them. It shares nothing with the crate.

use chrono::{Datelike, NaiveDate, Weekday};

/// A year as a clerk's wall calendar shows it; dates are `DD.MM`, pairs are `off<cause`.
pub(crate) struct Year {
    pub(crate) year: i32,
    /// Holidays of art. 73, whatever day of the week they fall on.
    pub(crate) holidays: &'static str,
    /// Days off by art. 67 part 3, each with the holiday on a weekend that it stands for.
    pub(crate) moved: &'static str,
    /// Days off by order of the Cabinet, each with the Saturday worked for it.
    pub(crate) transfers: &'static str,
}

#[rustfmt::skip]
pub(crate) const YEARS: &[Year] = &[
    Year {
        year: 2016,
        holidays: "01.01 07.01 08.03 01.05 02.05 09.05 19.06 28.06 24.08 14.10",
        moved: "03.05<01.05 20.06<19.06",
        transfers: "08.01<16.01 07.03<12.03 27.06<02.07",
    },
    Year {
        year: 2017,
        holidays: "01.01 07.01 08.03 16.04 01.05 02.05 09.05 04.06 28.06 24.08 14.10 25.12",
        moved: "02.01<01.01 09.01<07.01 17.04<16.04 05.06<04.06 16.10<14.10",
        transfers: "08.05<13.05 25.08<19.08",
    },
    Year {
        year: 2018,
        holidays: "01.01 07.01 08.03 08.04 01.05 09.05 27.05 28.06 24.08 14.10 25.12",
        moved: "08.01<07.01 09.04<08.04 28.05<27.05 15.10<14.10",
        transfers: "09.03<03.03 30.04<05.05 29.06<23.06 24.12<22.12 31.12<29.12",
    },
    Year {
        year: 2019,
        holidays: "01.01 07.01 08.03 28.04 01.05 09.05 16.06 28.06 24.08 14.10 25.12",
        moved: "29.04<28.04 17.06<16.06 26.08<24.08",
        transfers: "30.04<11.05 30.12<21.12 31.12<28.12",
    },
    Year {
        year: 2020,
        holidays: "01.01 07.01 08.03 19.04 01.05 09.05 07.06 28.06 24.08 14.10 25.12",
        moved: "09.03<08.03 20.04<19.04 11.05<09.05 08.06<07.06 29.06<28.06",
        transfers: "06.01<11.01",
    },
    Year {
        year: 2021,
        holidays: "01.01 07.01 08.03 01.05 02.05 09.05 20.06 28.06 24.08 14.10 25.12",
        moved: "03.05<01.05 04.05<02.05 10.05<09.05 21.06<20.06 27.12<25.12",
        transfers: "08.01<16.01 23.08<28.08 15.10<23.10",
    },
    Year {
        year: 2022,
        holidays: "01.01 07.01 08.03 24.04 01.05 09.05 12.06 28.06 28.07 24.08 14.10 25.12",
        moved: "03.01<01.01 25.04<24.04 02.05<01.05 13.06<12.06 26.12<25.12",
        transfers: "07.03<12.03 27.06<02.07",
    },
    Year {
        year: 2023,
        holidays: "01.01 07.01 08.03 16.04 01.05 09.05 04.06 28.06 28.07 24.08 01.10 25.12",
        moved: "02.01<01.01 09.01<07.01 17.04<16.04 05.06<04.06 02.10<01.10",
        transfers: "",
    },
    Year {
        year: 2024,
        holidays: "01.01 08.03 01.05 05.05 08.05 23.06 28.06 15.07 24.08 01.10 25.12",
        moved: "06.05<05.05 24.06<23.06 26.08<24.08",
        transfers: "",
    },
    Year {
        year: 2025,
        holidays: "01.01 08.03 20.04 01.05 08.05 08.06 28.06 15.07 24.08 01.10 25.12",
        moved: "10.03<08.03 21.04<20.04 09.06<08.06 30.06<28.06 25.08<24.08",
        transfers: "",
    },
    Year {
        year: 2026,
        holidays: "01.01 08.03 12.04 01.05 08.05 31.05 28.06 15.07 24.08 01.10 25.12",
        moved: "09.03<08.03 13.04<12.04 01.06<31.05 29.06<28.06",
        transfers: "",
    },
    Year {
        year: 2027,
        holidays: "01.01 08.03 01.05 02.05 08.05 20.06 28.06 15.07 24.08 01.10 25.12",
        moved: "03.05<01.05 04.05<02.05 10.05<08.05 21.06<20.06 27.12<25.12",
        transfers: "",
    },
    Year {
        year: 2028,
        holidays: "01.01 08.03 16.04 01.05 08.05 04.06 28.06 15.07 24.08 01.10 25.12",
        moved: "03.01<01.01 17.04<16.04 05.06<04.06 17.07<15.07 02.10<01.10",
        transfers: "",
    },
    Year {
        year: 2029,
        holidays: "01.01 08.03 08.04 01.05 08.05 27.05 28.06 15.07 24.08 01.10 25.12",
        moved: "09.04<08.04 28.05<27.05 16.07<15.07",
        transfers: "",
    },
    Year {
        year: 2030,
        holidays: "01.01 08.03 28.04 01.05 08.05 16.06 28.06 15.07 24.08 01.10 25.12",
        moved: "29.04<28.04 17.06<16.06 26.08<24.08",
        transfers: "",
    },
];

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Year {
    fn dated(&self, day_month: &str) -> NaiveDate {
        let (day, month) = day_month.split_once('.').unwrap();
        NaiveDate::from_ymd_opt(self.year, month.parse().unwrap(), day.parse().unwrap()).unwrap()
    }

    fn pairs(&self, text: &'static str) -> Vec<(NaiveDate, NaiveDate)> {
        let pair = |pair: &str| {
            pair.split_once('<')
                .map(|(a, b)| (self.dated(a), self.dated(b)))
        };
        text.split_whitespace()
            .map(|text| pair(text).unwrap())
            .collect()
    }

    pub(crate) fn holidays(&self) -> Vec<NaiveDate> {
        self.holidays
            .split_whitespace()
            .map(|text| self.dated(text))
            .collect()
    }

    pub(crate) fn moved(&self) -> Vec<(NaiveDate, NaiveDate)> {
        self.pairs(self.moved)
    }

    pub(crate) fn transfers(&self) -> Vec<(NaiveDate, NaiveDate)> {
        self.pairs(self.transfers)
    }

    pub(crate) fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let year = self.year;
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        first.iter_days().take_while(move |day| day.year() == year)
    }
}

fn on_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The working days of all tabled years, in order, when holidays count on the days for which
/// `observed` says so.
pub(crate) fn working_days(observed: impl Fn(NaiveDate) -> bool) -> Vec<NaiveDate> {
    let mut working = Vec::new();
    for year in YEARS {
        let (holidays, moved, transfers) = (year.holidays(), year.moved(), year.transfers());
        for day in year.days() {
            let by_law = holidays.contains(&day) || moved.iter().any(|(off, _)| *off == day);
            let by_order = transfers.iter().any(|(off, _)| *off == day);
            let worked = transfers.iter().any(|(_, worked)| *worked == day);
            let works = if observed(day) {
                worked || !(by_law || by_order || on_weekend(day))
            } else {
                !on_weekend(day)
            };
            if works {
                working.push(day);
            }
        }
    }
    working
}

/// The `term`-th working day after a day of receipt, if the tabled years reach that far.
pub(crate) fn due(working: &[NaiveDate], received: NaiveDate, term: usize) -> Option<NaiveDate> {
    let first_after = working.partition_point(|day| *day <= received);
    working.get(first_after + term - 1).copied()
}
