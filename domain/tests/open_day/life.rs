//! A day from its creation to its summary, and everything it refuses on the way.

use chrono::{DateTime, NaiveDate, Utc};
use domain::open_day::question::{self, NewQuestion, Question, QuestionEvent, QuestionRefused};
use domain::open_day::survey::{Asked, Channel, Channels, SurveyQuestion};
use domain::open_day::{
    DayAct, DayEvent, DayRefused, DayStatus, Form, Gap, Material, ORGANISERS, Office, OpenDay,
    Person, ProgrammeItem, Prohibited, Site, Slot, Unit, WeeklyPlan, apply, begin, closes_last,
    publishable,
};

use super::day;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Seventy days before the day.
const EARLY: &str = "2026-10-01T09:00:00Z";
const DATE: &str = "2026-12-09";
const UNIT: &str = "Відділ архітектури";

fn person(office: Office) -> Person {
    Person {
        name: "Вербова Ніна Гнатівна".into(),
        office,
    }
}

fn then(day: &OpenDay, event: DayEvent) -> Result<OpenDay, DayRefused> {
    on(day, EARLY, event)
}

fn on(day: &OpenDay, moment: &str, event: DayEvent) -> Result<OpenDay, DayRefused> {
    let at = at(moment);
    apply(day, &DayAct { at, event })
}

fn item(from: &str, to: &str, form: Form) -> ProgrammeItem {
    ProgrammeItem {
        starts: from.parse().unwrap(),
        ends: to.parse().unwrap(),
        title: format!("{form:?}"),
        form,
        site: "Зала засідань".into(),
        unit: UNIT.into(),
        chair: person(Office::ManagingOfficer),
    }
}

fn slot(n: u16, from: &str, to: &str, places: u32) -> Slot {
    Slot {
        n,
        starts: from.parse().unwrap(),
        ends: to.parse().unwrap(),
        places,
    }
}

fn units() -> DayEvent {
    DayEvent::PeopleNamed {
        chief: person(Office::ManagingOfficer),
        units: vec![Unit {
            name: UNIT.into(),
            supervisor: person(Office::Deputy),
            head: "Тополя Гнат Юхимович".into(),
            acknowledged: true,
        }],
    }
}

fn sites() -> DayEvent {
    let site = |name: &str, restricted| Site {
        name: name.into(),
        restricted,
    };
    DayEvent::SitesNamed {
        sites: vec![site("Зала засідань", false), site("Серверна", true)],
    }
}

fn programme() -> DayEvent {
    DayEvent::Programmed {
        items: vec![
            item("12:00:00", "12:30:00", Form::Closing),
            item("10:30:00", "12:00:00", Form::Tour),
            item("10:00:00", "10:30:00", Form::Opening),
        ],
        planned_by: ORGANISERS.into(),
    }
}

fn survey() -> DayEvent {
    DayEvent::SurveySet {
        questions: vec![SurveyQuestion {
            text: "Яку тему обрати?".into(),
            answer: Asked::Themes {
                options: vec!["Дороги".into(), "Вода".into()],
            },
        }],
        channels: Channels {
            newspaper: "Вісник, № 40".into(),
            newspaper_unit: "Відділ інформаційної роботи".into(),
            site_unit: "Відділ зв’язків з громадськістю".into(),
        },
    }
}

fn material() -> Material {
    Material {
        unit: UNIT.into(),
        title: "Генеральний план".into(),
        ready: true,
        confirmed_by: "сам себе підтвердив".into(),
    }
}

/// The entry in the plan of the week that has this day.
fn entered(date: NaiveDate) -> WeeklyPlan {
    WeeklyPlan {
        entry: "п. 7".into(),
        ..WeeklyPlan::of(date)
    }
}

/// What makes a day ready, in an order that works.
fn steps() -> Vec<DayEvent> {
    vec![
        units(),
        sites(),
        programme(),
        DayEvent::SlotsSet {
            slots: vec![slot(1, "10:00:00", "12:30:00", 20)],
        },
        DayEvent::MaterialsListed {
            materials: vec![material()],
        },
        DayEvent::MaterialConfirmed {
            n: 0,
            by: "Тополя Гнат Юхимович".into(),
        },
        DayEvent::Acknowledged { unit: UNIT.into() },
        DayEvent::PlanEntered {
            plan: entered(day(DATE)),
        },
        survey(),
        DayEvent::SurveyOpened,
    ]
}

fn new_day() -> OpenDay {
    begin("Як планують місто", day(DATE), at(EARLY)).unwrap()
}

fn ready() -> OpenDay {
    steps()
        .into_iter()
        .fold(new_day(), |day, event| then(&day, event).unwrap())
}

#[test]
fn a_day_is_prepared_published_and_held() {
    let day = ready();
    assert_eq!(publishable(&day), []);
    assert_eq!(day.programme[0].form, Form::Opening, "in the order of time");
    let published = then(&day, DayEvent::Published).unwrap();
    assert!(published.is_public());
    let held = |moment| {
        let summary = "Прийшло 18 людей.".into();
        on(&published, moment, DayEvent::Held { summary })
    };
    assert_eq!(held("2026-12-08T21:00:00Z"), Err(DayRefused::NotYet));
    let held = held("2026-12-09T15:00:00Z").unwrap();
    assert_eq!(held.status, DayStatus::Held);
    assert_eq!(then(&held, DayEvent::SurveyOpened), Err(DayRefused::Over));
}

#[test]
fn what_visitors_rely_on_is_not_taken_from_a_published_day() {
    let published = then(&ready(), DayEvent::Published).unwrap();
    let day = &published;
    let programme = |keep: fn(&ProgrammeItem) -> bool| DayEvent::Programmed {
        items: day
            .programme
            .iter()
            .filter(|item| keep(item))
            .cloned()
            .collect(),
        planned_by: ORGANISERS.into(),
    };
    let mut no_head = day.units.clone();
    no_head[0].head = String::new();
    // (the change, the gap it would leave)
    let table = [
        (programme(|item| item.form != Form::Opening), Gap::Opening),
        (programme(|item| item.form != Form::Closing), Gap::Closing),
        (
            DayEvent::PeopleNamed {
                chief: day.chief.clone(),
                units: no_head,
            },
            Gap::Head { unit: UNIT.into() },
        ),
        (
            DayEvent::PeopleNamed {
                chief: Person::default(),
                units: day.units.clone(),
            },
            Gap::Chief,
        ),
    ];
    for (event, gap) in table {
        assert_eq!(
            then(day, event.clone()),
            Err(DayRefused::Gaps { gaps: vec![gap] }),
            "{event:?}"
        );
    }
    // Another hour of a talk is no loss: the plan is acknowledged anew.
    let changed = then(day, programme(|_| true)).unwrap();
    assert!(!changed.units[0].acknowledged);
    assert_eq!(changed.status, DayStatus::Published);
    // Nor is another theme while it is the same day.
    let described = DayEvent::Described {
        theme: "Як планують парк".into(),
        purpose: String::new(),
        conduct: String::new(),
    };
    assert!(then(&changed, described).is_ok());
}

#[test]
fn a_day_that_is_cancelled_is_told_of_to_those_who_saw_it() {
    let cancelled = |day: &OpenDay| {
        let reason = "Повітряна тривога".into();
        then(day, DayEvent::Cancelled { reason }).unwrap()
    };
    // (the day, whether everybody is told, whether something may wait for an answer)
    let published = then(&ready(), DayEvent::Published).unwrap();
    for (day, told, asked) in [
        (new_day(), false, false),
        (ready(), true, false),
        (published, true, true),
    ] {
        let day = cancelled(&day);
        assert!(!day.is_public());
        assert_eq!((day.is_told(), day.was_open_to_questions()), (told, asked));
    }
}

#[test]
fn the_closing_meeting_ends_last() {
    let items = [
        item("09:00:00", "09:30:00", Form::Opening),
        item("10:00:00", "16:00:00", Form::Tour),
        item("15:00:00", "15:30:00", Form::Closing),
    ];
    assert!(!closes_last(&items), "a tour goes on after it");
}

#[test]
fn every_gap_is_told_at_once_and_each_step_closes_its_own() {
    let all = publishable(&new_day());
    let items: Vec<u8> = all.iter().map(Gap::item).collect();
    assert_eq!(items, [3, 4, 7, 8, 8, 9, 12, 13, 13]);
    assert_eq!(
        then(&new_day(), DayEvent::Published),
        Err(DayRefused::Gaps { gaps: all })
    );
    // Each step that is left out leaves a gap: none of them is for nothing.
    for left_out in 0..steps().len() {
        let mut day = new_day();
        for (n, event) in steps().into_iter().enumerate() {
            if n != left_out {
                day = then(&day, event).unwrap_or(day);
            }
        }
        assert!(!publishable(&day).is_empty(), "step {left_out}");
    }
}

#[test]
fn what_the_order_forbids() {
    let theme = "Тема";
    for (date, why) in [
        (
            "2026-12-02",
            DayRefused::Wednesday {
                which: Prohibited::First,
            },
        ),
        (
            "2026-12-16",
            DayRefused::Wednesday {
                which: Prohibited::Third,
            },
        ),
        (
            "2026-12-30",
            DayRefused::Wednesday {
                which: Prohibited::Last,
            },
        ),
        ("2026-10-01", DayRefused::DateOver),
        ("2126-10-03", DayRefused::DateOver),
    ] {
        assert_eq!(begin(theme, day(date), at(EARLY)), Err(why), "{date}");
    }
    assert_eq!(begin(" ", day(DATE), at(EARLY)), Err(DayRefused::NoTheme));

    let prepared = ready();
    let in_server_room = ProgrammeItem {
        site: "Серверна".into(),
        ..item("11:00:00", "11:30:00", Form::Tour)
    };
    let overlapping = vec![
        slot(1, "10:00:00", "11:00:00", 15),
        slot(2, "10:59:00", "12:00:00", 6),
    ];
    let rows = [
        (
            DayEvent::Programmed {
                items: vec![in_server_room],
                planned_by: ORGANISERS.into(),
            },
            DayRefused::Restricted {
                site: "Серверна".into(),
            },
        ),
        (
            DayEvent::SitesNamed {
                sites: vec![Site {
                    name: "Зала засідань".into(),
                    restricted: true,
                }],
            },
            DayRefused::Restricted {
                site: "Зала засідань".into(),
            },
        ),
        (
            DayEvent::SlotsSet { slots: overlapping },
            DayRefused::TooManyAtOnce { number: 21 },
        ),
        (
            DayEvent::PlanEntered {
                plan: WeeklyPlan {
                    week: 49,
                    ..WeeklyPlan::of(day(DATE))
                },
            },
            DayRefused::OtherWeek,
        ),
        (survey(), DayRefused::SurveyOpen),
        (
            DayEvent::Dated {
                date: day("2026-12-10"),
            },
            DayRefused::SurveyOpen,
        ),
        (
            DayEvent::Acknowledged {
                unit: "Ніхто".into(),
            },
            DayRefused::Unknown {
                name: "Ніхто".into(),
            },
        ),
    ];
    for (event, why) in rows {
        let label = format!("{event:?}");
        assert_eq!(then(&prepared, event), Err(why), "{label}");
    }
    let published = then(&prepared, DayEvent::Published).unwrap();
    let slots = Vec::new();
    assert_eq!(
        then(&published, DayEvent::SlotsSet { slots }),
        Err(DayRefused::Published)
    );
}

/// What can't be mended later is asked for before it is too late.
#[test]
fn a_survey_opens_with_its_channels_and_a_plan_has_its_item() {
    let DayEvent::SurveySet { questions, .. } = survey() else {
        panic!("no survey");
    };
    let alone = DayEvent::SurveySet {
        questions,
        channels: Channels::default(),
    };
    let unheard = then(&new_day(), alone).unwrap();
    let gaps = vec![Gap::Channels];
    assert_eq!(
        then(&unheard, DayEvent::SurveyOpened),
        Err(DayRefused::Gaps { gaps })
    );
    let heard = then(&unheard, survey()).unwrap();
    assert!(then(&heard, DayEvent::SurveyOpened).is_ok());
    let plan = WeeklyPlan::of(day(DATE));
    assert_eq!(
        then(&heard, DayEvent::PlanEntered { plan }),
        Err(DayRefused::Text)
    );
}

#[test]
fn a_survey_opens_on_day_minus_thirty_at_the_latest() {
    let day = then(&new_day(), survey()).unwrap();
    // 9 November is day −30; it is over at 22:00 UTC.
    assert!(on(&day, "2026-11-09T21:59:59Z", DayEvent::SurveyOpened).is_ok());
    let late = on(&day, "2026-11-09T22:00:00Z", DayEvent::SurveyOpened);
    assert_eq!(late, Err(DayRefused::SurveyLate));
    let unasked = then(&new_day(), DayEvent::SurveyOpened);
    assert_eq!(unasked, Err(DayRefused::Questionnaire));
}

#[test]
fn a_changed_plan_is_acknowledged_anew_and_nobody_confirms_for_another() {
    let day = then(&ready(), programme()).unwrap();
    assert_eq!(publishable(&day), [Gap::Acknowledged { unit: UNIT.into() }]);
    let listed = DayEvent::MaterialsListed {
        materials: vec![Material {
            title: "Інше".into(),
            ..material()
        }],
    };
    let day = then(&ready(), listed).unwrap();
    assert_eq!(
        publishable(&day),
        [Gap::Confirmed {
            title: "Інше".into()
        }]
    );
}

#[test]
fn no_question_closes_without_an_answer() {
    let asked = Question {
        number: "1/2026".into(),
        day: uuid::Uuid::nil(),
        asked: NewQuestion {
            v: 1,
            concern: question::Concern::Question,
            text: "Коли відремонтують міст?".into(),
            name: String::new(),
            contact: String::new(),
            code_hash: "0".repeat(64),
            channel: Channel::Kiosk,
        },
        received_at: at(EARLY),
        status: question::QuestionStatus::Received,
        addressee: String::new(),
        answer: String::new(),
        answered_at: None,
        published: false,
        request: String::new(),
    };
    assert_eq!(question::check(&asked.asked), Ok(()));
    let told = |question: &Question, event| question::apply(question, &event, at(EARLY));
    let answered = |text: &str| QuestionEvent::Answered { text: text.into() };
    assert_eq!(
        told(&asked, answered("Навесні.")),
        Err(QuestionRefused::NoAddressee)
    );
    let deputy = "Ярема Тарас Панасович".into();
    let addressed = told(&asked, QuestionEvent::Addressed { deputy }).unwrap();
    assert_eq!(told(&addressed, answered(" ")), Err(QuestionRefused::Text));
    assert_eq!(
        told(&addressed, QuestionEvent::Published),
        Err(QuestionRefused::NoAnswer)
    );
    let closed = told(&addressed, answered("Навесні.")).unwrap();
    assert_eq!(
        told(&closed, answered("Восени.")),
        Err(QuestionRefused::Closed)
    );
    assert!(told(&closed, QuestionEvent::Published).unwrap().published);
}
