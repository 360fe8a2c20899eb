//! The council's settings as they are typed: texts by field, and rows that come and go.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Timelike, Weekday};
use domain::calendar::{MovedDay, Period, Weekend};
use domain::law::UrgentCounting;
use domain::sync::settings::{CouncilSettings, Fault, OtherHolder, SettingsProblem};

/// A list of rows, called as the API calls it.
pub type List = &'static str;
/// When holidays are working days.
pub const MARTIAL_LAW: List = "regimes.martial_law";
/// When holidays are days off all the same.
pub const HOLIDAYS: List = "regimes.holidays_observed";
/// Days moved by the council's orders.
pub const MOVED: List = "moved_days";
/// The lists, each with its fields.
pub const LISTS: [(List, [&str; 3]); 3] = [
    (MARTIAL_LAW, ["from", "until", "source"]),
    (HOLIDAYS, ["from", "until", "source"]),
    (MOVED, ["off", "worked", "source"]),
];

/// The field of the reason.
pub const REASON: &str = "reason";
/// What a ticked box holds.
pub const TICKED: &str = "yes";
/// The readings of 48 hours by the value in the list.
pub const READINGS: [(&str, UrgentCounting); 3] = [
    ("from_receipt", UrgentCounting::FromReceipt),
    ("from_next_midnight", UrgentCounting::FromNextMidnight),
    ("next_working_day", UrgentCounting::NextWorkingDay),
];

const LATE_ANSWERS: &str = "counts_late_answers";
const MINIMUM: &str = "subsistence_minimum";
const NEXT_DAY: &str = "policy.registered_next_working_day";
const OPENS: &str = "policy.office_hours.opens";
const CLOSES: &str = "policy.office_hours.closes";
const URGENT: &str = "policy.urgent";
const DAYS_OFF: [&str; 2] = ["weekend.0", "weekend.1"];

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It holds no date.
    NoDate,
    /// It holds no time.
    NoTime,
    /// It holds no number.
    NoNumber,
    /// It does not say why.
    NoReason,
    /// What the check says; of an entry of a list of lines, which one.
    Fault(Fault, Option<String>),
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub what: What,
}

impl Wrong {
    /// That is wrong with this field.
    #[must_use]
    pub fn new(field: impl Into<String>, what: What) -> Self {
        Self {
            field: field.into(),
            what,
        }
    }
}

/// The field of a row. Rows have keys and no places, so that one that goes moves no text.
#[must_use]
pub fn field_of(list: List, row: u32, name: &str) -> String {
    format!("{list}.{row}.{name}")
}

/// The id of a field in the page.
#[must_use]
pub fn id_of(field: &str) -> String {
    format!("set-{}", field.replace('.', "-"))
}

/// The settings as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    texts: BTreeMap<String, String>,
    rows: BTreeMap<List, Vec<u32>>,
    next: u32,
}

impl Form {
    /// These settings in a form.
    #[must_use]
    pub fn of(settings: &CouncilSettings) -> Self {
        let mut form = Self::default();
        let council = &settings.council;
        let index = &settings.index;
        for (field, text) in [
            ("council.name_uk", &council.name_uk),
            ("council.name_en", &council.name_en),
            ("council.address", &council.address),
            ("council.email", &council.email),
            ("council.phone", &council.phone),
            ("index.pattern", &index.pattern),
            ("index.nomenclature", &index.nomenclature),
            ("index.prefix", &index.prefix),
            ("storage_term", &settings.storage_term),
            ("payment_details", &settings.payment_details),
        ] {
            form.set(field, text.clone());
        }
        form.set(DAYS_OFF[0], settings.weekend.0.to_string());
        form.set(DAYS_OFF[1], settings.weekend.1.to_string());
        form.put_policy(settings);
        form.put_rates(settings);
        form.set("executors", settings.executors.join("\n"));
        let holders = settings.holders.iter().map(line_of);
        form.set("holders", holders.collect::<Vec<_>>().join("\n"));
        form.put_periods(MARTIAL_LAW, &settings.regimes.martial_law);
        form.put_periods(HOLIDAYS, &settings.regimes.holidays_observed);
        for moved in &settings.moved_days {
            let texts = [moved.off.to_string(), moved.worked.to_string()];
            form.put_row(MOVED, texts, &moved.source);
        }
        form
    }

    fn put_policy(&mut self, settings: &CouncilSettings) {
        let policy = &settings.policy;
        let clock = |time: NaiveTime| format!("{:02}:{:02}", time.hour(), time.minute());
        let ticked = policy.registered_next_working_day.then_some(TICKED);
        self.set(NEXT_DAY, ticked.unwrap_or_default().to_owned());
        self.set(OPENS, clock(policy.office_hours.opens));
        self.set(CLOSES, clock(policy.office_hours.closes));
        let late = settings.counts_late_answers.then_some(TICKED);
        self.set(LATE_ANSWERS, late.unwrap_or_default().to_owned());
        let reading = READINGS.iter().find(|(_, one)| *one == policy.urgent);
        self.set(URGENT, reading.map_or("", |(value, _)| value).to_owned());
    }

    fn put_rates(&mut self, settings: &CouncilSettings) {
        let rates = &settings.rates;
        for (field, rate) in [
            ("rates.a4", rates.a4),
            ("rates.a3", rates.a3),
            ("rates.redacted", rates.redacted),
            ("rates.scan", rates.scan),
        ] {
            self.set(
                field,
                rate.map_or_else(String::new, |rate| rate.to_string()),
            );
        }
        self.set(MINIMUM, settings.subsistence_minimum.to_string());
        let ticked = rates.all_pages.then_some(TICKED);
        self.set("rates.all_pages", ticked.unwrap_or_default().to_owned());
    }

    /// A period is kept up to the first day after it and typed up to its last.
    fn put_periods(&mut self, list: List, periods: &[Period]) {
        for period in periods {
            let last = period.until.and_then(|until| until.pred_opt());
            let last = last.map_or_else(String::new, |last| last.to_string());
            self.put_row(list, [period.from.to_string(), last], &period.source);
        }
    }

    fn put_row(&mut self, list: List, dates: [String; 2], source: &str) {
        let row = self.add_row(list);
        let names = LISTS.iter().find(|(one, _)| *one == list);
        let texts = dates.into_iter().chain([source.to_owned()]);
        for (name, text) in names.into_iter().flat_map(|(_, names)| names).zip(texts) {
            self.set(&field_of(list, row, name), text);
        }
    }

    /// What stands in a field.
    #[must_use]
    pub fn text(&self, field: &str) -> String {
        self.texts.get(field).cloned().unwrap_or_default()
    }

    /// Puts this into a field.
    pub fn set(&mut self, field: &str, text: String) {
        self.texts.insert(field.to_owned(), text);
    }

    /// The rows of a list.
    #[must_use]
    pub fn rows(&self, list: List) -> Vec<u32> {
        self.rows.get(list).cloned().unwrap_or_default()
    }

    /// Adds an empty row; its key.
    pub fn add_row(&mut self, list: List) -> u32 {
        let row = self.next;
        self.next += 1;
        self.rows.entry(list).or_default().push(row);
        row
    }

    /// Takes a row out.
    pub fn take_out(&mut self, list: List, row: u32) {
        self.rows.entry(list).or_default().retain(|one| *one != row);
        self.texts
            .retain(|field, _| !field.starts_with(&format!("{list}.{row}.")));
    }

    /// The settings that are typed; what no field holds stays as it was.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn read(&self, before: &CouncilSettings) -> Result<CouncilSettings, Vec<Wrong>> {
        let mut reader = Reader {
            form: self,
            wrong: Vec::new(),
        };
        let settings = reader.settings(before);
        if !reader.wrong.is_empty() {
            return Err(reader.wrong);
        }
        match settings.check() {
            Ok(()) => Ok(settings),
            Err(problems) => Err(self.place(&settings, problems)),
        }
    }

    /// The fields of these problems.
    #[must_use]
    pub fn place(&self, settings: &CouncilSettings, problems: Vec<SettingsProblem>) -> Vec<Wrong> {
        let one = |problem: SettingsProblem| {
            let line = match problem.at.split_once('.') {
                Some(("executors", n)) => nth(&settings.executors, n).cloned(),
                Some(("holders", n)) => nth(&settings.holders, n).map(line_of),
                _ => None,
            };
            let what = What::Fault(problem.what, line);
            Wrong::new(self.field_at(&problem.at), what)
        };
        problems.into_iter().map(one).collect()
    }

    /// The field the API calls so: it counts rows, and what it names as a whole has a first field.
    fn field_at(&self, at: &str) -> String {
        for (list, _) in LISTS {
            let Some(rest) = at.strip_prefix(list) else {
                continue;
            };
            let place = rest.strip_prefix('.').and_then(|rest| rest.split_once('.'));
            let row = place.and_then(|(n, name)| {
                let row = self.rows(list).get(n.parse::<usize>().ok()?).copied()?;
                Some(field_of(list, row, name))
            });
            return row.unwrap_or_else(|| format!("{list}.add"));
        }
        match at {
            "weekend" => DAYS_OFF[1].to_owned(),
            "policy.office_hours" => CLOSES.to_owned(),
            _ if at.starts_with("executors") => "executors".to_owned(),
            _ if at.starts_with("holders") => "holders".to_owned(),
            _ => at.to_owned(),
        }
    }
}

/// The entry of a list that the API calls by this number.
fn nth<'a, T>(all: &'a [T], n: &str) -> Option<&'a T> {
    all.get(n.parse::<usize>().ok()?)
}

/// A holder as it is typed: name and address on one line.
fn line_of(holder: &OtherHolder) -> String {
    match holder.address.as_str() {
        "" => holder.name.clone(),
        address => format!("{}; {address}", holder.name),
    }
}

struct Reader<'a> {
    form: &'a Form,
    wrong: Vec<Wrong>,
}

impl Reader<'_> {
    fn settings(&mut self, before: &CouncilSettings) -> CouncilSettings {
        let mut settings = before.clone();
        let council = &mut settings.council;
        let index = &mut settings.index;
        for (field, text) in [
            ("council.name_uk", &mut council.name_uk),
            ("council.name_en", &mut council.name_en),
            ("council.address", &mut council.address),
            ("council.email", &mut council.email),
            ("council.phone", &mut council.phone),
            ("index.pattern", &mut index.pattern),
            ("index.nomenclature", &mut index.nomenclature),
            ("index.prefix", &mut index.prefix),
            ("storage_term", &mut settings.storage_term),
            ("payment_details", &mut settings.payment_details),
        ] {
            let typed = self.form.text(field);
            // What nobody touched stays to the letter.
            if typed != *text {
                typed.trim().clone_into(text);
            }
        }
        let [first, second] = DAYS_OFF.map(|field| self.weekday(field));
        settings.weekend = Weekend(first, second);
        self.policy(&mut settings);
        self.rates(&mut settings);
        let typed = self.form.text("executors");
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        settings.executors = lines.map(str::to_owned).collect();
        settings.holders = self.holders();
        settings.regimes.martial_law = self.periods(MARTIAL_LAW);
        settings.regimes.holidays_observed = self.periods(HOLIDAYS);
        settings.moved_days = self.moved();
        settings
    }

    fn holders(&self) -> Vec<OtherHolder> {
        let typed = self.form.text("holders");
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let (name, address) = line.split_once(';').unwrap_or((line, ""));
                OtherHolder {
                    name: name.trim().to_owned(),
                    address: address.trim().to_owned(),
                }
            })
            .collect()
    }

    fn policy(&mut self, settings: &mut CouncilSettings) {
        settings.counts_late_answers = self.form.text(LATE_ANSWERS) == TICKED;
        let policy = &mut settings.policy;
        policy.registered_next_working_day = self.form.text(NEXT_DAY) == TICKED;
        policy.office_hours.opens = self.time(OPENS);
        policy.office_hours.closes = self.time(CLOSES);
        let typed = self.form.text(URGENT);
        let reading = READINGS.iter().find(|(value, _)| *value == typed);
        policy.urgent = reading.map_or(policy.urgent, |(_, reading)| *reading);
    }

    fn rates(&mut self, settings: &mut CouncilSettings) {
        let rates = &mut settings.rates;
        for (field, rate) in [
            ("rates.a4", &mut rates.a4),
            ("rates.a3", &mut rates.a3),
            ("rates.redacted", &mut rates.redacted),
            ("rates.scan", &mut rates.scan),
        ] {
            let typed = self.form.text(field);
            match typed.trim() {
                "" => *rate = None,
                typed => match typed.parse() {
                    Ok(kopecks) => *rate = Some(kopecks),
                    Err(_) => self.wrong.push(Wrong::new(field, What::NoNumber)),
                },
            }
        }
        rates.all_pages = self.form.text("rates.all_pages") == TICKED;
        match self.form.text(MINIMUM).trim().parse() {
            Ok(kopecks) => settings.subsistence_minimum = kopecks,
            Err(_) => self.wrong.push(Wrong::new(MINIMUM, What::NoNumber)),
        }
    }

    fn weekday(&self, field: &str) -> Weekday {
        self.form.text(field).parse().unwrap_or(Weekday::Sun)
    }

    fn time(&mut self, field: &str) -> NaiveTime {
        let typed = self.form.text(field);
        NaiveTime::parse_from_str(&typed, "%H:%M").unwrap_or_else(|_| {
            self.wrong.push(Wrong::new(field, What::NoTime));
            NaiveTime::MIN
        })
    }

    fn date(&mut self, field: String) -> NaiveDate {
        self.form.text(&field).parse().unwrap_or_else(|_| {
            self.wrong.push(Wrong::new(field, What::NoDate));
            NaiveDate::MIN
        })
    }

    fn periods(&mut self, list: List) -> Vec<Period> {
        let rows = self.form.rows(list).into_iter();
        rows.map(|row| {
            let last = field_of(list, row, "until");
            let open = self.form.text(&last).is_empty();
            let last = (!open).then(|| self.date(last));
            Period {
                from: self.date(field_of(list, row, "from")),
                until: last.and_then(|last| last.succ_opt()),
                source: self.source(list, row),
            }
        })
        .collect()
    }

    fn moved(&mut self) -> Vec<MovedDay> {
        let rows = self.form.rows(MOVED).into_iter();
        rows.map(|row| MovedDay {
            off: self.date(field_of(MOVED, row, "off")),
            worked: self.date(field_of(MOVED, row, "worked")),
            source: self.source(MOVED, row),
        })
        .collect()
    }

    fn source(&self, list: List, row: u32) -> String {
        let typed = self.form.text(&field_of(list, row, "source"));
        typed.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::Regimes;

    fn settings() -> CouncilSettings {
        let day = |text: &str| text.parse().unwrap();
        let mut regimes = Regimes::actual();
        regimes.martial_law[0].until = Some(day("2027-03-01"));
        CouncilSettings {
            council: domain::sync::wire::Council {
                name_uk: "Рада".into(),
                ..Default::default()
            },
            index: domain::request::IndexTemplate::default(),
            regimes,
            moved_days: vec![MovedDay {
                off: day("2026-12-01"),
                worked: day("2026-12-05"),
                source: "№ 7".into(),
            }],
            weekend: Weekend::default(),
            policy: domain::law::Policy::default(),
            executors: vec!["Відділ".into(), "Архів".into()],
            rates: domain::law::Rates::default(),
            counts_late_answers: true,
            storage_term: "5 р.".into(),
            payment_details: "Отримувач: Рада\nрахунок UA00".into(),
            holders: vec![
                OtherHolder {
                    name: "Обласна рада".into(),
                    address: "вул. Світла, 1".into(),
                },
                OtherHolder {
                    name: "Архів".into(),
                    address: String::new(),
                },
            ],
            subsistence_minimum: 340_000,
        }
    }

    #[test]
    fn a_form_that_nobody_touched_says_what_was_put_in() {
        let settings = settings();
        let form = Form::of(&settings);
        assert_eq!(form.read(&settings), Ok(settings.clone()));
        let row = form.rows(MARTIAL_LAW)[0];
        let last = form.text(&field_of(MARTIAL_LAW, row, "until"));
        assert_eq!(
            last, "2027-02-28",
            "the last day and not the first after it"
        );
    }

    #[test]
    fn a_problem_finds_the_row_it_is_in() {
        let before = settings();
        let mut form = Form::of(&before);
        let first = form.rows(MOVED)[0];
        let empty = form.add_row(MOVED);
        let wrong = form.read(&before).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|one| one.field.as_str()).collect();
        let of = |name| field_of(MOVED, empty, name);
        assert_eq!(fields, [of("off"), of("worked")]);

        form.set(&of("off"), "2026-12-02".into());
        form.set(&of("worked"), "2026-12-13".into());
        form.take_out(MOVED, first);
        form.set("executors", "Відділ\n\nВідділ\n".into());
        form.set("weekend.0", "Sun".into());
        let wrong = form.read(&before).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["weekend.1", &of("source"), "executors"]);
        assert!(matches!(&wrong[2].what, What::Fault(_, Some(name)) if name == "Відділ"));
    }
}
