//! Questionnaires on paper over real TCP: printed, typed in once by the number on the sheet, counted
//! with the answers of the site.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::days::{EARLY, UNIT, act, begin, open, published, put};
use common::store::EVERY_KIND;
use common::*;
use domain::request::Role;
use serde_json::{Value, json as j};
use uuid::Uuid;

fn sheet(received: &str, theme: u8) -> Value {
    let replies =
        j!({"0": {"kind": "themes", "value": [theme]}, "1": {"kind": "text", "value": "Архів"}});
    j!({"received_on": received, "replies": replies})
}

#[tokio::test]
async fn a_sheet_is_typed_once_and_counted_with_the_others() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let colleague = office.colleague(Role::GeneralDepartment).await;
        let path = |n: &str| format!("days/{day}/sheets/{n}");

        // The same again is the same; another under its number is refused, and it says who typed it.
        for _ in 0..2 {
            let reply = office
                .ask("PUT", &path("1"), Some(sheet("2026-11-03", 1)))
                .await;
            let sheets: Value = json(&reply);
            assert_eq!(
                (&sheets["total"], &sheets["next"]),
                (&j!(1), &j!(2)),
                "{kind:?}"
            );
        }
        let other = colleague
            .ask("PUT", &path("1"), Some(sheet("2026-11-03", 0)))
            .await;
        let said = problem(&other, 409).detail.unwrap();
        assert!(said.contains("Відповідальна особа"), "{said}");
        let reply = colleague
            .ask("PUT", &path("7"), Some(sheet("2026-11-03", 0)))
            .await;
        assert_eq!(json::<Value>(&reply)["next"], 8, "after the highest number");

        // What is no sheet, or no number.
        let rows = [
            ("0", sheet("2026-11-03", 0)),
            ("10000", sheet("2026-11-03", 0)),
            ("x", sheet("2026-11-03", 0)),
            ("9", sheet("2026-11-02", 0)),
            ("9", sheet("2026-11-04", 0)),
            ("9", sheet("2026-11-03", 2)),
            ("9", j!({"received_on": "2026-11-03", "replies": {}})),
        ];
        for (n, wrong) in rows {
            let reply = office.ask("PUT", &path(n), Some(wrong.clone())).await;
            assert_eq!(reply.status, 422, "{n}: {wrong}");
        }

        // Taken out, the number is free again.
        problem(&office.ask("DELETE", &path("3"), None).await, 404);
        assert_eq!(office.ask("DELETE", &path("7"), None).await.status, 204);
        let reply = office
            .ask("PUT", &path("7"), Some(sheet("2026-11-03", 1)))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text());

        // After the end: what came in time is typed in and counts, what came late does not.
        let one = j!({"v": 1, "finished_at": at(EARLY).timestamp_millis(),
            "replies": {"0": {"kind": "themes", "value": [0]}}});
        let web = put(
            &office.site,
            &format!("{day}/answers/{}", Uuid::now_v7()),
            &one,
        )
        .await;
        assert_eq!(web.status, 200);
        office.site.clock.set(at("2026-12-01T09:00:00Z"));
        let office = office.again().await;
        let late = office
            .ask("PUT", &path("8"), Some(sheet("2026-11-30", 1)))
            .await;
        problem(&late, 422);
        let reply = office
            .ask("PUT", &path("8"), Some(sheet("2026-11-29", 1)))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let results: Value = json(
            &office
                .ask("GET", &format!("days/{day}/results"), None)
                .await,
        );
        assert_eq!(
            results["ways"],
            j!({"web": 1, "kiosk": 0, "paper": 3}),
            "{kind:?}"
        );
        assert_eq!((&results["in_time"], &results["late"]), (&j!(4), &j!(0)));
        assert_eq!(results["counted"][0]["votes"], j!([2, 6]));
        let sheets: Value = json(&office.ask("GET", &format!("days/{day}/sheets"), None).await);
        assert_eq!(sheets["total"], 3);
        assert_eq!(sheets["latest"][0]["n"], 8, "the highest number first");
    }
}

#[tokio::test]
async fn the_papers_of_a_day_are_printed() {
    let office = open(Site::start().await).await;
    let day = published(&office).await;
    let site = &office.site;
    let page = site.get(&format!("/days/{day}/blank")).await.text();
    for said in [
        "АНКЕТА",
        "1. Тема?",
        "1. Дороги",
        "29 листопада 2026",
        "Аркуш №",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let docx = site.get(&format!("/days/{day}/blank.docx")).await;
    assert!(docx.body.starts_with(b"PK"));
    let wall = site
        .get(&format!("/days/{day}/programme?lang=en"))
        .await
        .text();
    assert!(
        wall.contains("10:00–10:30") && wall.contains("Вступна зустріч"),
        "{wall}"
    );
    let paper = async |name: &str| {
        let path = format!("days/{day}/papers/{name}");
        let reply = office.ask("GET", &path, None).await;
        assert_eq!(reply.status, 200, "{name}");
        reply.text()
    };
    assert!(paper("blank.html").await.contains("2. =Вода"));
    assert!(paper("programme.html").await.contains("Зала засідань"));
    let list = paper("acknowledgement.html").await;
    for name in [
        "Вербова Ніна Гнатівна",
        "Ярема Тарас Панасович",
        "Тополя Гнат Юхимович",
    ] {
        assert_eq!(list.matches(name).count(), 1, "{name} signs once: {list}");
    }
    assert!(list.contains(UNIT));
    for name in ["blank.docx", "summary.docx"] {
        assert!(paper(name).await.starts_with("PK"), "{name}");
    }
    // Once nobody is asked any more, nobody is handed a blank.
    site.clock.set(at("2026-11-29T22:00:00Z"));
    assert_eq!(site.get(&format!("/days/{day}/blank")).await.status, 422);
}

#[tokio::test]
async fn nothing_is_typed_in_or_printed_for_all_before_the_survey_opens() {
    let office = open(Site::start().await).await;
    let day = begin(&office).await;
    for path in ["blank", "blank.docx", "programme"] {
        let reply = office.site.get(&format!("/days/{day}/{path}")).await;
        assert_eq!(reply.status, 404, "{path}");
    }
    let path = format!("days/{day}/sheets/1");
    problem(
        &office.ask("PUT", &path, Some(sheet("2026-11-03", 0))).await,
        422,
    );
    // The office prints what is prepared, whatever is missing.
    for name in ["blank.html", "programme.html", "acknowledgement.html"] {
        let reply = office
            .ask("GET", &format!("days/{day}/papers/{name}"), None)
            .await;
        assert_eq!(reply.status, 200, "{name}");
    }
    let hidden = act(&office, day, j!({"kind": "summary_published"})).await;
    problem(&hidden, 422);
}
