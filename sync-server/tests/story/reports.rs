//! What a report counts is what the journal shows behind it, for every figure.

use std::collections::BTreeMap;

use domain::report::{Figure, Figures, Period, Section, Slice};
use domain::request::{
    Channel, InfoKind, Outcome, RefusalGround, RequesterType, Sending, Submission,
};
use domain::sync::office::{JournalQuery, OfficeAct, Show};
use sync_server::clock::SetClock;
use sync_server::journal::{CaseRecord, Journal, Officer};
use uuid::Uuid;

use super::{HERE, THERE, done, new};
use crate::common::{at, push, submission};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// Requests of every way through, received in January 2028.
async fn a_busy_month(journal: &dyn Journal, clock: &SetClock, clerk: &Officer) {
    let sending = Sending::default;
    let refuse = OfficeAct::Refuse {
        ground: RefusalGround::NotHeld,
        reason: "Не володіємо".into(),
        test: None,
        remainder: None,
        sending: sending(),
    };
    let answer = OfficeAct::Answer {
        text: "Копію додано".into(),
        extent: Default::default(),
        sending: sending(),
    };
    let forward = |part: Option<&str>| OfficeAct::Forward {
        holder: "Обласна рада".into(),
        address: String::new(),
        part: part.map(str::to_owned),
        sending: sending(),
    };
    let classify = |info, topic: &str| OfficeAct::Classify {
        info,
        topic: topic.into(),
    };
    let media = |text: &str| Submission {
        requester_type: RequesterType::Media,
        ..submission(text)
    };
    let extend = OfficeAct::Extend {
        ground: domain::request::ExtensionGround::LargeVolume,
        reason: "Великий обсяг".into(),
        sending: sending(),
    };
    let withdraw = OfficeAct::Withdraw {
        reason: "Заява".into(),
    };
    let stories: Vec<(Submission, &str, Vec<OfficeAct>)> = vec![
        (
            submission("Перший"),
            "2028-01-06T10:00:00Z",
            vec![classify(InfoKind::Legal, "Земля"), answer.clone()],
        ),
        (
            submission("Другий"),
            "2028-01-13T22:30:00Z",
            vec![classify(InfoKind::Legal, " Земля "), answer.clone()],
        ),
        (
            media("Третій"),
            "2028-01-07T10:00:00Z",
            vec![classify(InfoKind::Tax, "Бюджет"), refuse.clone()],
        ),
        (
            media("Четвертий"),
            "2028-01-07T10:00:00Z",
            vec![forward(Some("про дороги")), extend, answer],
        ),
        (
            submission("П’ятий"),
            "2028-01-07T10:00:00Z",
            vec![forward(None)],
        ),
        (submission("Шостий"), "2028-01-07T10:00:00Z", vec![withdraw]),
        (submission("Сьомий"), "2028-01-07T10:00:00Z", vec![]),
    ];
    for (asked, ends, acts) in stories {
        // The first second of the month in Kyiv.
        clock.set(at("2028-01-04T22:00:00Z"));
        let id = new(journal, HERE, &push(asked)).await.id;
        clock.set(at(ends));
        for (version, act) in (1..).zip(acts) {
            done(journal, id, version, act, clerk).await;
        }
    }
    clock.set(at("2028-02-10T10:00:00Z"));
}

pub async fn figures_are_the_rows_behind_them(
    journal: &dyn Journal,
    clock: &SetClock,
    clerk: &Officer,
) {
    a_busy_month(journal, clock, clerk).await;
    let month = period("2028-01-01..2028-01-31");
    let periods = vec![
        month,
        period("2026-01-01..2027-12-31"),
        period("2019-01-01..2019-06-30"),
    ];
    let all = journal.figures(HERE, periods).await.unwrap();
    for figures in &all {
        for count in &figures.counts {
            let rows = rows(journal, figures.period, &count.figure).await;
            assert_eq!(
                rows.len() as u64,
                count.count,
                "{} {}",
                figures.period,
                count.figure
            );
        }
        let cases = journal.cases(HERE, rows(journal, figures.period, &Figure::Total).await);
        by_hand(figures, &cases.await.unwrap());
    }
    let [figures, years, none] = &all[..] else {
        panic!("three were asked for")
    };
    let table = [
        (Figure::Total, 7),
        (Figure::Channel(Channel::App), 7),
        (Figure::Requester(RequesterType::Media), 2),
        (Figure::Info(Some(InfoKind::Legal)), 2),
        (Figure::Info(None), 4),
        (Figure::Topic(Some("Земля".into())), 2),
        (Figure::Outcome(Outcome::Answered), 3),
        (Figure::Outcome(Outcome::Refused), 1),
        (Figure::Ground(RefusalGround::NotHeld), 1),
        (Figure::Outcome(Outcome::Forwarded), 1),
        (Figure::ForwardedInPart, 1),
        (Figure::Extended, 1),
        (Figure::Outcome(Outcome::Withdrawn), 1),
        (Figure::Open, 1),
        (Figure::Late, 1),
        (Figure::Overdue, 1),
    ];
    for (figure, wanted) in table {
        assert_eq!(figures.of(&figure), wanted, "{figure}");
    }
    // Answered on working days 1, 2, 2, 2 and 7 of the term, the day of receipt not counted.
    let days = figures.days.unwrap();
    assert_eq!((days.median, days.ninetieth), (2, 7));
    assert!(years.of(&Figure::Total) > 80);
    assert_eq!((none.of(&Figure::Total), none.days), (0, None));
    published(journal, figures, clerk).await;
}

/// The same counted from whole cases, one by one.
fn by_hand(figures: &Figures, cases: &[CaseRecord]) {
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for record in cases {
        let case = &record.case;
        let result = case.outcome.map_or(Figure::Open, Figure::Outcome);
        for figure in [
            result,
            Figure::Channel(record.submission.channel()),
            Figure::Requester(record.submission.requester_type),
            Figure::Info(case.info),
            Figure::Topic(case.topic.clone()),
        ] {
            *counted.entry(figure.to_string()).or_default() += 1;
        }
    }
    for section in [
        Section::Results,
        Section::Channels,
        Section::Requesters,
        Section::Kinds,
        Section::Topics,
    ] {
        for one in figures.section(section) {
            let wanted = counted
                .get(&one.figure.to_string())
                .copied()
                .unwrap_or_default();
            assert_eq!(one.count, wanted, "{} {}", figures.period, one.figure);
        }
    }
}

/// Every request behind a figure, page by page, the latest received first.
async fn rows(journal: &dyn Journal, period: Period, figure: &Figure) -> Vec<Uuid> {
    let query = JournalQuery {
        show: Show::All,
        slice: Some(Slice {
            period,
            figure: figure.clone(),
        }),
        ..JournalQuery::default()
    };
    let (mut ids, mut after, mut latest) = (Vec::new(), None, None);
    loop {
        let page = journal.page(HERE, query.clone(), after).await.unwrap();
        for row in &page.rows {
            assert!(latest.is_none_or(|latest| row.received_at <= latest));
            latest = Some(row.received_at);
            ids.push(row.id);
        }
        after = page.next;
        if after.is_none() {
            return ids;
        }
    }
}

async fn published(journal: &dyn Journal, figures: &Figures, clerk: &Officer) {
    let none = journal.publications(HERE).await.unwrap();
    assert_eq!(none, []);
    let mut older = figures.clone();
    older.period = period("2027-01-01..2027-06-30");
    let mut first = figures.clone();
    first.counts.clear();
    for one in [first, older.clone(), figures.clone()] {
        journal.publish(HERE, one, clerk.clone()).await.unwrap();
    }
    let all = journal.publications(HERE).await.unwrap();
    let all: Vec<&Figures> = all.iter().map(|one| &one.figures).collect();
    assert_eq!(
        all,
        [figures, &older],
        "the last of each period, the latest period first"
    );
    assert_eq!(journal.publications(THERE).await.unwrap(), []);
}
