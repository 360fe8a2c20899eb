//! The summary of an open day over real TCP: every figure is the sum of its rows, and nobody's own
//! words stand on the page for everybody.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::days::{EARLY, act, open, published, put, wish};
use common::store::EVERY_KIND;
use common::*;
use domain::open_day::{CategoryTurnout, DaySummary, Turnout};
use serde_json::{Value, json as j};
use uuid::Uuid;

fn sum(rows: &[CategoryTurnout]) -> [u32; 7] {
    let mut all = [0; 7];
    for row in rows {
        for (sum, one) in all.iter_mut().zip(figures(&row.turnout)) {
            *sum += one;
        }
    }
    all
}

fn figures(of: &Turnout) -> [u32; 7] {
    assert_eq!(
        of.booked,
        of.cancelled + of.waited + of.absent + of.came,
        "{of:?}"
    );
    assert_eq!(of.there(), of.came + of.walked_in);
    [
        of.booked,
        of.cancelled,
        of.waited,
        of.absent,
        of.came,
        of.walked_in,
        of.there(),
    ]
}

#[tokio::test]
async fn every_figure_adds_up_to_its_rows() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let categories = ["student", "media", "citizen"];
        let mut ids = Vec::new();
        for n in 0..24_u8 {
            let id = Uuid::now_v7();
            let mut one = wish(n);
            one["category"] = j!(categories[usize::from(n) % 3]);
            assert_eq!(
                put(&office.site, &format!("{day}/places/{id}"), &one)
                    .await
                    .status,
                200
            );
            ids.push(id);
        }
        // Two cancel: two of the four who wait move up.
        for n in [0, 5] {
            let path = format!("/api/v1/open-days/{day}/places/{}/cancel", ids[n]);
            let secret = j!({"secret": code(u8::try_from(n).unwrap()).as_str()});
            assert_eq!(office.site.post(&path, secret).await.status, 200);
        }
        let answer = j!({"v": 1, "finished_at": at(EARLY).timestamp_millis(),
            "replies": {"0": {"kind": "themes", "value": [1]}, "1": {"kind": "text", "value": "Спитайте Ганну Вигадану"}}});
        let path = format!("{day}/answers/{}", Uuid::now_v7());
        assert_eq!(put(&office.site, &path, &answer).await.status, 200);
        for n in 0..5_u8 {
            let asked = j!({"v": 1, "concern": if n == 0 { "remark" } else { "question" },
                "text": format!("Запитання {n}"), "code_hash": code(n).hash()});
            let path = format!("{day}/questions/{}", Uuid::now_v7());
            assert_eq!(put(&office.site, &path, &asked).await.status, 200);
        }
        office.site.clock.set(at("2026-12-09T08:05:00Z"));
        let office = office.again().await;
        let door = async |ask: Value| {
            let path = format!("days/{day}/participants");
            let reply = office.ask("POST", &path, Some(ask)).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        };
        for id in &ids[1..5] {
            door(j!({"kind": "check_in", "id": id})).await;
        }
        // Whoever has no place gives it up, so that somebody from the street may come.
        door(j!({"kind": "cancel", "id": ids[22]})).await;
        door(j!({"kind": "cancel", "id": ids[23]})).await;
        door(j!({"kind": "cancel", "id": ids[6]})).await;
        door(j!({"kind": "walk_in", "id": Uuid::now_v7(), "slot": 1, "category": "pupil"})).await;

        // Three are answered, after 0, 2 and 9 days, one is with a deputy, one with nobody.
        let list: Value = json(
            &office
                .ask("GET", &format!("days/{day}/questions"), None)
                .await,
        );
        let list = list["questions"].as_array().unwrap().clone();
        assert_eq!(list[0]["waits_days"], 36, "{kind:?}");
        let event = async |office: &common::office::Office, n: usize, version: u8, event: Value| {
            let path = format!("days/questions/{}", list[n]["id"].as_str().unwrap());
            let reply = office
                .ask(
                    "POST",
                    &path,
                    Some(j!({"version": version, "event": event})),
                )
                .await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        };
        let to = |deputy: &str| j!({"kind": "addressed", "deputy": deputy});
        for n in 0..3 {
            event(&office, n, 1, to("Ярема Тарас Панасович")).await;
        }
        event(&office, 3, 1, to("Вербова Ніна Гнатівна")).await;
        event(&office, 0, 2, j!({"kind": "answered", "text": "Так."})).await;
        office.site.clock.set(at("2026-12-11T08:05:00Z"));
        let office = office.again().await;
        event(&office, 1, 2, j!({"kind": "answered", "text": "Так."})).await;
        office.site.clock.set(at("2026-12-18T08:05:00Z"));
        let office = office.again().await;
        event(&office, 2, 2, j!({"kind": "answered", "text": "Так."})).await;

        let held = act(
            &office,
            day,
            j!({"kind": "held", "summary": "Було цікаво."}),
        )
        .await;
        assert_eq!(held.status, 200, "{}", held.text());
        let reply = office
            .ask("GET", &format!("days/{day}/summary"), None)
            .await;
        let summary: DaySummary = json(&reply);
        let visitors = &summary.visitors;
        assert_eq!(figures(&visitors.total), sum(&visitors.rows), "{kind:?}");
        let mut of_slots = [0; 7];
        for slot in &visitors.slots {
            assert_eq!(figures(&slot.total), sum(&slot.rows), "slot {}", slot.n);
            for (sum, one) in of_slots.iter_mut().zip(figures(&slot.total)) {
                *sum += one;
            }
        }
        assert_eq!(
            of_slots,
            figures(&visitors.total),
            "the times add up to all"
        );
        let total = visitors.total;
        assert_eq!(
            (total.booked, total.came, total.walked_in),
            (24, 4, 1),
            "{total:?}"
        );
        assert_eq!((total.cancelled, total.waited), (5, 0), "{total:?}");

        let asked = &summary.questions;
        let of = |name: &str| {
            asked
                .deputies
                .iter()
                .find(|one| one.deputy == name)
                .unwrap()
        };
        let totals: u32 = asked.deputies.iter().map(|one| one.by_status.total()).sum();
        let concerns: u32 = asked.concerns.iter().map(|(_, number)| number).sum();
        assert_eq!((totals, concerns, asked.total.total()), (5, 5, 5));
        // From 3 November to 9, 11 and 18 December.
        assert_eq!(of("Ярема Тарас Панасович").median_days, Some(38));
        assert_eq!(of("Вербова Ніна Гнатівна").median_days, None);
        assert_eq!(of("").by_status.received, 1);
        assert_eq!(
            asked.deputies.last().unwrap().deputy,
            "",
            "what nobody has stands last"
        );
        assert_eq!(asked.median_days, Some(38));
        let survey = &summary.survey;
        let ways = survey.ways.web + survey.ways.kiosk + survey.ways.paper;
        assert_eq!(survey.in_time + survey.late, ways);

        // For everybody once the council says so, and without anybody's own words.
        let public = async |office: &common::office::Office| {
            office
                .site
                .get(&format!("/days/{day}?lang=uk"))
                .await
                .text()
        };
        let page = public(&office).await;
        assert!(
            page.contains("Було цікаво.") && !page.contains("Підсумок у числах"),
            "{page}"
        );
        let shown = act(&office, day, j!({"kind": "summary_published"})).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        let page = public(&office).await;
        assert!(
            page.contains("Підсумок у числах") && page.contains("Ярема"),
            "{page}"
        );
        let api = office
            .site
            .get(&format!("/api/v1/open-days/{day}"))
            .await
            .text();
        for text in [&page, &api] {
            assert!(
                !text.contains("Ганну") && !text.contains("Відвідувач"),
                "{text}"
            );
        }
        assert_eq!(
            act(&office, day, j!({"kind": "summary_hidden"}))
                .await
                .status,
            200
        );
        assert!(!public(&office).await.contains("Підсумок у числах"));
        problem(&act(&office, day, j!({"kind": "survey_opened"})).await, 422);
        let docx = office
            .ask("GET", &format!("days/{day}/papers/summary.docx"), None)
            .await;
        assert!(docx.body.starts_with(b"PK"));
    }
}
