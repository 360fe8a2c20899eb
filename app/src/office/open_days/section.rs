//! The sections of a day's page as data: fields, where they come from, what they make.

use chrono::{NaiveTime, Timelike};
use domain::open_day::survey::{Asked, Channels, SurveyQuestion};
use domain::open_day::{
    DayEvent, Form, Material, Office, OpenDay, Person, ProgrammeItem, Site, Slot, Unit, WeeklyPlan,
};

use crate::text::{Text, open_day as words};

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// A time of the day.
    Time,
    /// A number.
    Number,
    /// Yes or no.
    Check,
    /// An office of item 3.
    Office,
    /// A form of item 12.
    Form,
    /// One of the day's places.
    Site,
    /// One of the day's units.
    Unit,
    /// How a question is answered.
    Answer,
}

/// A field.
pub(in crate::office) type Column = (&'static str, Text, Kind);

/// A section of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) enum Section {
    /// Theme, purpose, conduct.
    Described,
    /// People and units.
    People,
    /// Places.
    Sites,
    /// Programme.
    Programme,
    /// Times of visits.
    Slots,
    /// Materials.
    Materials,
    /// Weekly plan.
    Plan,
    /// Questionnaire.
    Survey,
}

/// The kinds of questions, in the order of their names.
pub(in crate::office) const ANSWERS: [Text; 5] = [
    words::SINGLE,
    words::MULTIPLE,
    words::FREE,
    words::RATING,
    words::THEMES,
];

/// The highest grade of a rating.
const GRADES: u8 = 5;

impl Section {
    /// Every section, in the order of the work.
    pub(in crate::office) const ALL: [Self; 8] = [
        Self::Described,
        Self::People,
        Self::Sites,
        Self::Programme,
        Self::Slots,
        Self::Materials,
        Self::Plan,
        Self::Survey,
    ];

    /// Its name in ids.
    #[must_use]
    pub(in crate::office) const fn id(self) -> &'static str {
        match self {
            Self::Described => "described",
            Self::People => "people",
            Self::Sites => "sites",
            Self::Programme => "programme",
            Self::Slots => "slots",
            Self::Materials => "materials",
            Self::Plan => "plan",
            Self::Survey => "survey",
        }
    }

    /// Its heading.
    #[must_use]
    pub(in crate::office) const fn title(self) -> Text {
        match self {
            Self::Described => words::DESCRIBED,
            Self::People => words::PEOPLE,
            Self::Sites => words::SITES,
            Self::Programme => words::PROGRAMME,
            Self::Slots => words::SLOTS,
            Self::Materials => words::MATERIALS,
            Self::Plan => words::PLAN,
            Self::Survey => words::SURVEY,
        }
    }

    /// The fields it has once.
    #[must_use]
    pub(in crate::office) const fn once(self) -> &'static [Column] {
        match self {
            Self::Described => &[
                ("theme", words::THEME, Kind::Line),
                ("purpose", words::PURPOSE, Kind::Area),
                ("conduct", words::CONDUCT, Kind::Area),
            ],
            Self::People => &[
                ("chief", words::CHIEF, Kind::Line),
                ("chief-office", words::OFFICE, Kind::Office),
            ],
            Self::Programme => &[("by", words::PLANNED_BY, Kind::Line)],
            Self::Plan => &[
                ("week", words::PLAN_WEEK, Kind::Number),
                ("year", words::PLAN_YEAR, Kind::Number),
                ("entry", words::PLAN_ENTRY, Kind::Line),
            ],
            Self::Survey => &[
                ("newspaper", words::NEWSPAPER, Kind::Line),
                ("newspaper-unit", words::NEWSPAPER_UNIT, Kind::Line),
                ("site-unit", words::SITE_UNIT, Kind::Line),
            ],
            Self::Sites | Self::Slots | Self::Materials => &[],
        }
    }

    /// The fields of each of its rows, and what a row is.
    #[must_use]
    pub(in crate::office) const fn rows(self) -> (&'static [Column], Text) {
        match self {
            Self::Described | Self::Plan => (&[], words::PART),
            Self::People => (
                &[
                    ("name", words::UNIT, Kind::Line),
                    ("head", words::HEAD, Kind::Line),
                    ("supervisor", words::SUPERVISOR, Kind::Line),
                    ("office", words::OFFICE, Kind::Office),
                ],
                words::UNIT,
            ),
            Self::Sites => (
                &[
                    ("name", words::SITE, Kind::Line),
                    ("restricted", words::RESTRICTED, Kind::Check),
                ],
                words::SITE,
            ),
            Self::Programme => (
                &[
                    ("title", words::PART, Kind::Line),
                    ("form", words::FORM, Kind::Form),
                    ("starts", words::STARTS, Kind::Time),
                    ("ends", words::ENDS, Kind::Time),
                    ("site", words::SITE, Kind::Site),
                    ("unit", words::UNIT, Kind::Unit),
                    ("chair", words::CHAIR, Kind::Line),
                    ("office", words::OFFICE, Kind::Office),
                ],
                words::PART,
            ),
            Self::Slots => (
                &[
                    ("starts", words::STARTS, Kind::Time),
                    ("ends", words::ENDS, Kind::Time),
                    ("places", words::PLACES, Kind::Number),
                ],
                words::SLOT,
            ),
            Self::Materials => (
                &[
                    ("title", words::MATERIAL, Kind::Line),
                    ("unit", words::UNIT, Kind::Unit),
                    ("ready", words::READY, Kind::Check),
                ],
                words::MATERIAL,
            ),
            Self::Survey => (
                &[
                    ("text", words::QUESTION, Kind::Line),
                    ("answer", words::ANSWER_KIND, Kind::Answer),
                    ("options", words::OPTIONS, Kind::Area),
                ],
                words::QUESTION,
            ),
        }
    }
}

/// What stands in a section's fields: those it has once, in their order, then each row's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::office) struct Filled {
    /// The fields it has once.
    pub once: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

fn n<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter()
        .position(|other| other == one)
        .unwrap_or(0)
        .to_string()
}

fn at<T: Copy + Default>(all: &[T], typed: &str) -> T {
    let n: Option<usize> = typed.parse().ok();
    n.and_then(|n| all.get(n)).copied().unwrap_or_default()
}

fn yes(is: bool) -> String {
    if is { "1".to_owned() } else { String::new() }
}

/// A time of the day as clocks show it.
pub(super) fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// What stands there by the day.
#[must_use]
pub(in crate::office) fn filled(section: Section, day: &OpenDay) -> Filled {
    let s = |text: &str| text.to_owned();
    let (once, rows) = match section {
        Section::Described => (
            vec![s(&day.theme), s(&day.purpose), s(&day.conduct)],
            vec![],
        ),
        Section::People => {
            let row = |unit: &Unit| {
                let deputy = &unit.supervisor;
                vec![
                    s(&unit.name),
                    s(&unit.head),
                    s(&deputy.name),
                    n(&Office::ALL, &deputy.office),
                ]
            };
            let chief = vec![s(&day.chief.name), n(&Office::ALL, &day.chief.office)];
            (chief, day.units.iter().map(row).collect())
        }
        Section::Sites => {
            let row = |site: &Site| vec![s(&site.name), yes(site.restricted)];
            (vec![], day.sites.iter().map(row).collect())
        }
        Section::Programme => {
            let row = |item: &ProgrammeItem| {
                let (form, office) = (
                    n(&Form::ALL, &item.form),
                    n(&Office::ALL, &item.chair.office),
                );
                let times = (clock(item.starts), clock(item.ends));
                let texts = (s(&item.site), s(&item.unit), s(&item.chair.name));
                vec![
                    s(&item.title),
                    form,
                    times.0,
                    times.1,
                    texts.0,
                    texts.1,
                    texts.2,
                    office,
                ]
            };
            (
                vec![s(&day.planned_by)],
                day.programme.iter().map(row).collect(),
            )
        }
        Section::Slots => {
            let row = |slot: &Slot| {
                vec![
                    clock(slot.starts),
                    clock(slot.ends),
                    slot.places.to_string(),
                ]
            };
            (vec![], day.slots.iter().map(row).collect())
        }
        Section::Materials => {
            let row = |one: &Material| vec![s(&one.title), s(&one.unit), yes(one.ready)];
            (vec![], day.materials.iter().map(row).collect())
        }
        Section::Plan => {
            let plan = day.plan.clone().unwrap_or_else(|| WeeklyPlan::of(day.date));
            (
                vec![plan.week.to_string(), plan.year.to_string(), plan.entry],
                vec![],
            )
        }
        Section::Survey => {
            let asked = &day.survey.channels;
            let once = vec![
                s(&asked.newspaper),
                s(&asked.newspaper_unit),
                s(&asked.site_unit),
            ];
            (once, day.survey.questions.iter().map(question).collect())
        }
    };
    Filled { once, rows }
}

fn question(one: &SurveyQuestion) -> Vec<String> {
    let kind = match one.answer {
        Asked::Single { .. } => "0",
        Asked::Multiple { .. } => "1",
        Asked::Text => "2",
        Asked::Rating { .. } => "3",
        Asked::Themes { .. } => "4",
    };
    let options = one.answer.options().join("\n");
    vec![one.text.clone(), kind.to_owned(), options]
}

/// What becomes of what stands there; none when a time or number is missing.
#[must_use]
pub(in crate::office) fn event(section: Section, filled: &Filled) -> Option<DayEvent> {
    let once = |n: usize| filled.once.get(n).cloned().unwrap_or_default();
    let person = |name: &str, office: &str| Person {
        name: name.trim().to_owned(),
        office: at(&Office::ALL, office),
    };
    Some(match section {
        Section::Described => DayEvent::Described {
            theme: once(0),
            purpose: once(1),
            conduct: once(2),
        },
        Section::People => DayEvent::PeopleNamed {
            chief: person(&once(0), &once(1)),
            units: rows(filled, |row| {
                Some(Unit {
                    name: row[0].trim().to_owned(),
                    head: row[1].trim().to_owned(),
                    supervisor: person(&row[2], &row[3]),
                    acknowledged: false,
                })
            })?,
        },
        Section::Sites => DayEvent::SitesNamed {
            sites: rows(filled, |row| {
                Some(Site {
                    name: row[0].trim().to_owned(),
                    restricted: !row[1].is_empty(),
                })
            })?,
        },
        Section::Programme => DayEvent::Programmed {
            planned_by: once(0),
            items: rows(filled, |row| {
                Some(ProgrammeItem {
                    title: row[0].trim().to_owned(),
                    form: at(&Form::ALL, &row[1]),
                    starts: time(&row[2])?,
                    ends: time(&row[3])?,
                    site: row[4].clone(),
                    unit: row[5].clone(),
                    chair: person(&row[6], &row[7]),
                })
            })?,
        },
        Section::Slots => DayEvent::SlotsSet {
            slots: slots(filled)?,
        },
        Section::Materials => DayEvent::MaterialsListed {
            materials: rows(filled, |row| {
                Some(Material {
                    title: row[0].trim().to_owned(),
                    unit: row[1].clone(),
                    ready: !row[2].is_empty(),
                    confirmed_by: String::new(),
                })
            })?,
        },
        Section::Plan => DayEvent::PlanEntered {
            plan: WeeklyPlan {
                week: once(0).trim().parse().ok()?,
                year: once(1).trim().parse().ok()?,
                entry: once(2),
            },
        },
        Section::Survey => DayEvent::SurveySet {
            channels: Channels {
                newspaper: once(0),
                newspaper_unit: once(1),
                site_unit: once(2),
            },
            questions: rows(filled, |row| Some(asked(row)))?,
        },
    })
}

fn rows<T>(filled: &Filled, read: impl Fn(&[String]) -> Option<T>) -> Option<Vec<T>> {
    filled.rows.iter().map(|row| read(row)).collect()
}

fn slots(filled: &Filled) -> Option<Vec<Slot>> {
    let mut number = 0;
    filled
        .rows
        .iter()
        .map(|row| {
            number += 1;
            Some(Slot {
                n: number,
                starts: time(&row[0])?,
                ends: time(&row[1])?,
                places: row[2].trim().parse().ok()?,
            })
        })
        .collect()
}

fn asked(row: &[String]) -> SurveyQuestion {
    let lines = row[2]
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let options = lines.map(str::to_owned).collect();
    let answer = match row[1].as_str() {
        "1" => Asked::Multiple { options },
        "2" => Asked::Text,
        "3" => Asked::Rating { highest: GRADES },
        "4" => Asked::Themes { options },
        _ => Asked::Single { options },
    };
    SurveyQuestion {
        text: row[0].trim().to_owned(),
        answer,
    }
}

fn time(typed: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(typed.trim(), "%H:%M").ok()
}
