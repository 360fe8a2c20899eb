//! The report over real TCP: who may have it, which periods there are, and its papers as other
//! programs read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use common::office::Office;
use common::*;
use domain::report::{Figure, Report};
use domain::request::{InfoKind, Role};
use domain::sync::report::Published;
use serde_json::json as j;
use uuid::Uuid;

/// Three requests: one answered and classified, one refused, one open.
async fn some(office: &Office) {
    let answered = office.register("Кошторис ремонту школи").await;
    let refused = office.register("Чужий договір").await;
    office.register("Відкритий запит").await;
    let acts: [(Uuid, u64, _); 3] = [
        (
            answered,
            1,
            j!({"kind": "classify", "info": "legal", "topic": "Ремонт"}),
        ),
        (answered, 2, j!({"kind": "answer", "text": "Копію додано"})),
        (
            refused,
            1,
            j!({"kind": "refuse", "ground": "not_held", "reason": "Не володіємо"}),
        ),
    ];
    for (id, version, act) in acts {
        let reply = office.act(id, version, act).await;
        assert_eq!(reply.status, 200, "{reply:?}");
    }
}

const HALF: &str = "report?period=2026-07-01..2026-12-31";

#[tokio::test]
async fn a_report_counts_what_was_received_beside_the_years_before() {
    let office = Office::open().await;
    some(&office).await;
    let report: Report = json(&office.ask("GET", HALF, None).await);
    assert_eq!(report.figures.of(&Figure::Total), 3);
    assert_eq!(report.figures.of(&Figure::Info(Some(InfoKind::Legal))), 1);
    let earlier: Vec<String> = report
        .earlier
        .iter()
        .map(|one| one.period.to_string())
        .collect();
    assert_eq!(
        earlier,
        ["2025-07-01..2025-12-31", "2024-07-01..2024-12-31"]
    );
    let last: Report = json(&office.ask("GET", "report", None).await);
    assert_eq!(last.figures.period.to_string(), "2026-01-01..2026-06-30");
    let one: Report = json(&office.ask("GET", &format!("{HALF}&years=0"), None).await);
    assert!(one.earlier.is_empty());
    // The journal shows the requests behind a figure.
    let slice = j!({"show": "all", "slice": {"period": "2026-07-01..2026-12-31", "figure": "outcome.refused"}});
    let page: domain::sync::office::JournalPage = json(&office.journal(slice).await);
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].subject, "Чужий договір");
}

#[tokio::test]
async fn what_is_no_period_is_a_clear_problem() {
    let office = Office::open().await;
    for query in [
        "period=",
        "period=2026-02-30..2026-03-01",
        "period=2026-06-30..2026-01-01",
        "period=0001-01-01..9999-12-31",
        "period=1990-07-01..1990-12-31",
        "period=2100-01-01..2100-06-30",
        "period=-262143-01-01..-262143-01-02",
        "period=%FF..%00",
        "period=2026-01-01..2026-06-30&years=6",
        "period=2026-01-01..2026-06-30&years=-1",
    ] {
        for path in ["report", "report/memo.docx", "report/report.xlsx"] {
            let reply = office.ask("GET", &format!("{path}?{query}"), None).await;
            problem(&reply, 400);
        }
    }
    for period in ["1991-01-01..1991-06-30", "2099-07-01..2099-12-31"] {
        let path = format!("report?period={period}");
        let report: Report = json(&office.ask("GET", &path, None).await);
        assert_eq!(report.figures.of(&Figure::Total), 0, "{period}");
    }
    problem(&office.ask("GET", "report/secrets.docx", None).await, 404);
}

#[tokio::test]
async fn who_makes_no_reports_gets_none_and_only_the_responsible_officer_publishes() {
    // (role, sees reports, publishes)
    let table = [
        (Role::Administrator, true, false),
        (Role::ResponsibleOfficer, true, true),
        (Role::GeneralDepartment, true, false),
        (Role::Head, true, false),
        (Role::Deputy, true, false),
        (Role::Executor, false, false),
        (Role::Reader, true, false),
    ];
    let office = Office::open().await;
    let body = || Some(j!({"period": "2026-01-01..2026-06-30"}));
    for (role, sees, publishes) in table {
        let other = office.colleague(role).await;
        for path in [
            "report",
            "report/memo.docx",
            "report/report.csv",
            "report/publications",
        ] {
            let status = other.ask("GET", path, None).await.status;
            assert_eq!(status, if sees { 200 } else { 403 }, "{role:?} {path}");
        }
        let status = other
            .ask("POST", "report/publications", body())
            .await
            .status;
        assert_eq!(status, if publishes { 200 } else { 403 }, "{role:?}");
    }
}

#[tokio::test]
async fn only_a_period_that_is_over_is_published_and_everybody_reads_it() {
    let office = Office::open().await;
    some(&office).await;
    let publish = |period: &str| {
        let body = j!({ "period": period });
        office.ask("POST", "report/publications", Some(body))
    };
    problem(&publish("2026-07-01..2026-11-24").await, 422);
    let page = office.site.get("/statistics").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("Рада ще не оприлюднила"),
        "{}",
        page.text()
    );
    let all: Published = json(&publish("2026-07-01..2026-11-23").await);
    assert_eq!(all.publications.len(), 1);
    // Three requests of today are not in it; of tomorrow's publication they are.
    office.site.clock.set(at("2026-11-25T08:00:00Z"));
    let office = office.again().await;
    let body = j!({"period": "2026-07-01..2026-11-24"});
    let all: Published = json(&office.ask("POST", "report/publications", Some(body)).await);
    assert_eq!(all.publications.len(), 2);

    let page = office.site.get("/statistics?lang=en").await.text();
    assert!(
        page.contains("satisfied") && page.contains("Ремонт"),
        "{page}"
    );
    let csv = office.site.get("/statistics/requests.csv").await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let text = csv.text();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("from,to,table,figure,name_uk,name_en,count")
    );
    let total = "2026-07-01,2026-11-24,Усього,total,Усього запитів,Requests in all,3";
    assert!(lines.any(|line| line == total), "{text}");
    let package: serde_json::Value =
        serde_json::from_str(&office.site.get("/statistics/datapackage.json").await.text())
            .unwrap();
    let fields = package["resources"][0]["schema"]["fields"]
        .as_array()
        .unwrap();
    let names: Vec<&str> = fields
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names.join(","),
        "from,to,table,figure,name_uk,name_en,count"
    );
}

#[tokio::test]
async fn the_papers_say_what_the_report_says() {
    let office = Office::open().await;
    some(&office).await;
    let get = |name: &str| format!("report/{name}?period=2026-07-01..2026-12-31&years=1");
    let book = office.ask("GET", &get("report.xlsx"), None).await;
    let disposition = book.headers["content-disposition"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(disposition.starts_with("attachment; "), "{disposition}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.body.clone())).unwrap();
    let mut sums = Vec::new();
    for name in [
        "Усього",
        "Як надійшли",
        "Хто запитував",
        "Види інформації",
        "Теми",
        "Результати розгляду",
    ] {
        let sheet = book.worksheet_range(name).unwrap();
        let column =
            (3..sheet.end().unwrap().0 + 1).filter_map(|row| match sheet.get_value((row, 1)) {
                Some(Data::Float(number)) => Some(*number),
                _ => None,
            });
        sums.push(column.sum::<f64>());
    }
    assert_eq!(sums, [3.0; 6]);

    let memo = office.ask("GET", &get("memo.docx"), None).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(memo.body.clone())).unwrap();
    let mut text = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    for words in [
        "ДОПОВІДНА ЗАПИСКА",
        "надійшло 3 запити на інформацію",
        "задоволено – 1",
        "II півріччя 2026 року",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let csv = office.ask("GET", &get("report.csv"), None).await.text();
    assert!(csv.contains("Результати розгляду,відмовлено,1,0"), "{csv}");
}

#[tokio::test]
async fn the_journal_leaves_as_a_file_with_what_its_card_has() {
    let office = Office::open().await;
    some(&office).await;
    let query = j!({"show": "all", "search": "договір"});
    let csv = office
        .ask("POST", "journal/journal.csv", Some(query.clone()))
        .await
        .text();
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let heads = lines.next().unwrap();
    assert!(
        heads.starts_with("Індекс,Отримано,Зареєстровано,Як надійшов"),
        "{heads}"
    );
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("2/02-19,24.11.2026 12:00,24.11.2026 12:00,"),
        "{row}"
    );
    for words in [
        "Верболіз Остап Лукич",
        "Чужий договір",
        "відмовлено",
        "п. 1 ч. 1 ст. 22",
    ] {
        assert!(row.contains(words), "{words}: {row}");
    }
    assert_eq!(lines.next(), None);
    let all = office
        .ask("POST", "journal/journal.xlsx", Some(j!({"show": "all"})))
        .await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(all.body.clone())).unwrap();
    let sheet = book.worksheet_range("Журнал реєстрації запитів").unwrap();
    let indexes: Vec<String> = (3..6)
        .map(|row| sheet.get_value((row, 0)).unwrap().to_string())
        .collect();
    assert_eq!(indexes, ["3/02-19", "2/02-19", "1/02-19"]);
    // A department takes away what it is charged with, and nothing else.
    let other = office.colleague(Role::Executor).await;
    let csv = other.ask("POST", "journal/journal.csv", Some(query)).await;
    assert_eq!(csv.text().lines().count(), 1);
    // On paper, with what a paper journal has.
    let printed = office
        .ask("POST", "journal/journal.docx", Some(j!({"show": "all"})))
        .await;
    let mut archive = zip::ZipArchive::new(Cursor::new(printed.body.clone())).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    for words in [
        "landscape",
        "Журнал реєстрації запитів",
        "Знято з контролю",
        "3/02-19",
    ] {
        assert!(text.contains(words), "{words}");
    }
    problem(
        &office.ask("POST", "journal/x.pdf", Some(j!({}))).await,
        404,
    );
}

#[tokio::test]
async fn lines_have_no_end_of_a_page() {
    let office = Office::open().await;
    for n in 0..60 {
        office.register(&format!("Запит {n}")).await;
    }
    let csv = office
        .ask("POST", "journal/journal.csv", Some(j!({"show": "all"})))
        .await;
    let text = csv.text();
    let indexes: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(indexes.len(), 61);
    assert_eq!((indexes[1], indexes[60]), ("60/02-19", "1/02-19"));
}
