//! The council's duties over real TCP: the plain pages everybody opens, and the office's part.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::client::Reply;
use common::office::Office;
use common::store::EVERY_KIND;
use common::*;
use serde_json::{Value, json as j};
use uuid::Uuid;

fn page(reply: &Reply) -> String {
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(reply.headers["cache-control"], "no-store");
    String::from_utf8(reply.body.to_vec()).unwrap()
}

fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let from = format!("name=\"{name}\" value=\"");
    page.split(&from).nth(1).unwrap().split('"').next().unwrap()
}

async fn form(site: &Site, path: &str, fields: &[(&str, &str)]) -> Reply {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form.extend_pairs(fields).finish();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    site.send("POST", path, &headers, body).await
}

#[tokio::test]
async fn what_is_published_of_access_is_escaped_dated_and_in_history() {
    let office = Office::open().await;
    let put = |version: u64, page: Value| {
        let body = j!({"version": version, "page": page});
        office.ask("PUT", "access", Some(body))
    };
    let bad = put(
        0,
        j!({"email": "ні", "acts": [{"title": "Акт", "url": "javascript:1"}]}),
    )
    .await;
    assert_eq!(bad.status, 422);
    let told: Value = json(&bad);
    let detail = told["detail"].as_str().unwrap();
    assert!(
        detail.contains("email:") && detail.contains("acts.0.url:"),
        "{detail}"
    );

    let written = j!({"name": "<b>Вербова</b>", "appeal": "Голові\nабо суду",
        "acts": [{"title": "Закон", "url": "https://zakon.example/?a=1&b=2"}]});
    assert_eq!(put(0, written.clone()).await.status, 200);
    assert_eq!(put(0, j!({})).await.status, 409, "somebody was quicker");
    let same: Value = json(&put(1, written).await);
    assert_eq!(same["version"], 1, "nothing changed");
    let card: Value = json(&office.ask("GET", "access", None).await);
    assert_eq!(
        card["history"][0]["parts"],
        j!(["officer", "appeal", "acts"])
    );
    assert_eq!(card["history"].as_array().unwrap().len(), 1);
    assert!(card["lacks"].as_array().unwrap().contains(&j!("rules")));

    let public = page(&office.site.get("/access?lang=en").await);
    assert!(public.contains("&#60;b&#62;Вербова"), "{public}");
    assert!(!public.contains("<b>Вербова") && !public.contains("The council’s rules"));
    assert!(public.contains("Published 24 November 2026"), "{public}");
}

const HEADINGS: &str = "Назва документа,Номер,Дата створення,Дата надходження,\"Джерело (автор, підрозділ)\",Підстава обмеження доступу,Строк обмеження доступу,Галузь,Ключові слова,\"Тип, носій\",Вид документа,Форма зберігання,Місце зберігання";

#[tokio::test]
async fn a_table_is_taken_in_whole_or_as_chosen_and_comes_out_the_same() {
    let office = Office::open().await;
    let import = |text: String, write: bool, only_good: bool| {
        let body = j!({"text": text, "write": write, "only_good": only_good});
        async { json::<Value>(&office.ask("POST", "documents/import", Some(body)).await) }
    };
    let line = |name: &str, date: &str| {
        format!(
            "{name},1,{date},,Відділ,,,Земля,земля; план,Текстовий документ,Рішення,паперова,архів"
        )
    };
    let bad = [
        HEADINGS.to_owned(),
        line("\"Про землю,\nдва рядки\"", "2026-01-02"),
        line("Про парк", "02.01.2026"),
        line("Про сад", "завтра"),
    ]
    .join("\r\n");
    let told = import(bad.clone(), true, false).await;
    assert_eq!((&told["good"], &told["written"]), (&j!(1), &j!(0)));
    let lines: Vec<&Value> = told["bad"].as_array().unwrap().iter().collect();
    assert_eq!(
        lines[0]["line"], 2,
        "a name on two lines is wrong, and counts two"
    );
    assert_eq!(lines[1]["line"], 5);
    let told = import(bad.clone(), true, true).await;
    assert_eq!(told["written"], 1);
    let again = import(bad, true, true).await;
    assert_eq!((&again["written"], &again["known"]), (&j!(0), &j!(1)));

    let out = office.site.get("/documents/register.csv?lang=uk").await;
    assert_eq!(out.status, 200);
    let text = String::from_utf8(out.body.to_vec()).unwrap();
    let told = import(text.clone(), false, false).await;
    assert_eq!(
        (&told["good"], &told["bad_count"]),
        (&j!(1), &j!(0)),
        "{text}"
    );
    assert_eq!(told["known"], 1, "what comes out is what went in");

    for (text, fault) in [
        ("", "unreadable"),
        ("\u{fffd}\u{fffd},x", "unreadable"),
        ("Назва документа\nПро сад", "no_column"),
    ] {
        let told = import(text.to_owned(), true, true).await;
        assert_eq!(told["fault"]["kind"], fault, "{text}");
        assert_eq!(told["written"], 0);
    }
}

#[tokio::test]
async fn a_document_is_found_shown_and_a_copy_is_asked_for() {
    let office = Office::open().await;
    let id = Uuid::now_v7();
    let document = |name: &str| {
        j!({"name": name, "created": "2026-03-14", "source": "Відділ", "field": "Захист",
            "restriction": {"ground": "ч. 2 ст. 6", "term": "до 2028 року"},
            "keywords": ["сховище"], "kind": "report", "form": "паперова", "place": "архів"})
    };
    let put = |version: u64, name: &str| {
        let body = j!({"version": version, "document": document(name)});
        let path = format!("documents/{id}");
        let office = &office;
        async move { office.ask("PUT", &path, Some(body)).await }
    };
    assert_eq!(put(0, "<i>План</i> сховищ").await.status, 200);
    assert_eq!(
        put(0, "<i>План</i> сховищ").await.status,
        200,
        "the same again"
    );
    assert_eq!(put(0, "Інше").await.status, 409);
    let card: Value = json(&put(1, "<i>План</i> укриттів").await);
    assert_eq!(
        (&card["version"], card["history"].as_array().unwrap().len()),
        (&j!(2), 2)
    );

    let site = &office.site;
    let found = page(
        &site
            .get("/documents?lang=uk&words=%D1%83%D0%BA%D1%80%D0%B8%D1%82%D1%82%D1%8F")
            .await,
    );
    assert!(
        found.contains("&#60;i&#62;План") && found.contains("Доступ обмежено"),
        "{found}"
    );
    let old = page(
        &site
            .get("/documents?lang=uk&words=%D1%81%D1%85%D0%BE%D0%B2%D0%B8%D1%89%D1%83&year=2025")
            .await,
    );
    assert!(old.contains("не знайдено"), "another year: {old}");
    let one = page(&site.get(&format!("/documents/{id}?lang=en")).await);
    for said in ["до 2028 року", "Place of keeping", "Access is restricted"] {
        assert!(one.contains(said), "{said}: {one}");
    }
    let form = page(&site.get(&format!("/form?document={id}&lang=uk")).await);
    assert!(
        form.contains("Прошу надати копію документа «&#60;i&#62;План"),
        "{form}"
    );
    for path in [
        "/documents/none",
        "/documents/00000000-0000-7000-8000-000000000000",
    ] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
    for path in [
        "/documents?after=x.y&kind=owl&year=x&words=%FF",
        "/form?document=x",
    ] {
        assert_eq!(site.get(path).await.status, 200, "{path}");
    }
}

fn rules(seats: u32) -> Value {
    j!({"seats": seats, "place": "Кімната 3", "opens": "09:00:00", "closes": "17:00:00",
        "pause_starts": "12:00:00", "pause_ends": "13:00:00", "slot_minutes": 60,
        "ahead": 5, "keep_days": 2})
}

#[tokio::test]
async fn an_entry_made_by_mistake_is_taken_out_and_can_be_put_back() {
    for kind in EVERY_KIND {
        let office = Office::on(kind).await;
        let import = |text: &str| {
            let body = j!({"text": text, "write": true, "only_good": false});
            async { json::<Value>(&office.ask("POST", "documents/import", Some(body)).await) }
        };
        let table = format!(
            "{HEADINGS}\nПро липи,9,14.03.2026,,Управління,,,Дороги,липи,Текстовий документ,Рішення,паперова,архів\n"
        );
        let table = table.as_str();
        assert_eq!(import(table).await["written"], 1);
        let found = async |out: bool, words: &str| -> Vec<Value> {
            let ask = j!({"filter": {"out": out, "words": words, "year": 2026}});
            let page: Value = json(&office.ask("POST", "documents", Some(ask)).await);
            page["rows"].as_array().unwrap().clone()
        };
        let row = found(false, "липами").await.remove(0);
        let id = row["id"].as_str().unwrap().to_owned();
        let act = async |version: u64, act: Value| {
            let body = j!({"version": version, "act": act});
            office
                .ask("POST", &format!("documents/{id}/acts"), Some(body))
                .await
        };
        let out = |reason: &str| j!({"kind": "taken_out", "reason": reason});

        problem(&act(1, out("  ")).await, 422);
        problem(&act(1, out(&"я".repeat(301))).await, 422);
        problem(&act(7, out("Внесено двічі")).await, 409);
        for _ in 0..2 {
            let card: Value = json(&act(1, out(" Внесено двічі ")).await);
            assert_eq!((&card["out"], &card["version"]), (&j!(true), &j!(2)));
        }
        // Nobody sees it but the office; the same table does not bring it back.
        assert_eq!(import(table).await["written"], 0);
        let public = async |path: &str| office.site.get(path).await;
        assert_eq!(public(&format!("/documents/{id}")).await.status, 404);
        for path in [
            "/documents?lang=uk&year=2026",
            "/documents/register.csv?lang=uk",
        ] {
            let page = public(path).await.text();
            assert!(!page.contains("Про липи"), "{path}: {page}");
        }
        assert!(found(false, "липами").await.is_empty());
        assert_eq!(found(true, "липами").await.len(), 1);
        let put = j!({"version": 2, "document": row["document"]});
        let reply = office
            .ask("PUT", &format!("documents/{id}"), Some(put))
            .await;
        problem(&reply, 422);

        let card: Value = json(&act(2, j!({"kind": "put_back"})).await);
        let history: Vec<&Value> = card["history"].as_array().unwrap().iter().collect();
        assert_eq!(history.len(), 3);
        assert_eq!(
            (&history[0]["back"], &history[1]["out"]),
            (&j!(true), &j!("Внесено двічі"))
        );
        assert_eq!(public(&format!("/documents/{id}")).await.status, 200);
        assert!(found(true, "").await.is_empty());
        assert_eq!(found(false, "липами").await.len(), 1);
    }
}

#[tokio::test]
async fn a_place_is_booked_once_seen_cancelled_and_forgotten() {
    for kind in EVERY_KIND {
        let office = Office::on(kind).await;
        let site = office.site.clone();
        let closed = site.get("/visit/2026-11-25?lang=uk").await;
        assert_eq!(closed.status, 404, "nothing is given yet");
        let body = j!({"version": 0, "rules": rules(1)});
        assert_eq!(office.ask("PUT", "visits", Some(body)).await.status, 200);
        let days = page(&site.get("/visit?lang=uk").await);
        assert!(days.contains("/visit/2026-11-24?") && !days.contains("/visit/2026-11-28?"));

        let path = "/visit/2026-11-25";
        let empty = page(&site.get(&format!("{path}?lang=uk")).await);
        let (id, code) = (
            hidden(&empty, "id").to_owned(),
            hidden(&empty, "code").to_owned(),
        );
        let with = |name: &'static str| {
            [
                ("lang", "uk"),
                ("id", &id),
                ("code", &code),
                ("starts", "10:00"),
                ("name", name),
                ("contact", "hist@example.com"),
                ("wish", "Протоколи <комісії>"),
            ]
            .map(|(key, value)| (key, value.to_owned()))
        };
        let send = |fields: [(&'static str, String); 7]| {
            let site = site.clone();
            async move {
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(key, value)| (*key, value.as_str()))
                    .collect();
                form(&site, path, &fields).await
            }
        };
        let wrong = send(with("")).await;
        assert_eq!(wrong.status, 422);
        let kept = page(&wrong);
        assert!(
            kept.contains("Протоколи &#60;комісії&#62;"),
            "nothing typed is lost"
        );
        assert!(
            kept.contains("id=\"name-error\"") && kept.contains("href=\"#name\""),
            "{kept}"
        );
        let first = page(&send(with("Ладна Оксана")).await);
        assert!(first.contains("№ 251126-1"), "{first}");
        let again = page(&send(with("Ладна Оксана")).await);
        assert!(again.contains("№ 251126-1"), "twice is once");
        let other = send(with("Хтось Інший")).await;
        assert_eq!(other.status, 422);
        assert_ne!(
            hidden(&page(&other), "id"),
            id,
            "the next press is another booking"
        );
        let full = page(&site.get(&format!("{path}?lang=uk")).await);
        assert!(full.contains("10:00–11:00 (місць немає)"), "{full}");

        let seen: Value = json(&office.ask("GET", "visits/2026-11-25", None).await);
        assert_eq!(seen["visits"][0]["name"], "Ладна Оксана");
        let refuse = j!({"n": 1, "standing": "asked",
            "event": {"kind": "refuse", "reason": "Того дня ремонт"}});
        let refused = office.ask("POST", "visits/2026-11-25", Some(refuse)).await;
        assert_eq!(refused.status, 200);
        let mine = [
            ("number", "251126-1"),
            ("code", code.as_str()),
            ("lang", "uk"),
        ];
        let own = page(&form(&site, "/visit/mine", &mine).await);
        assert!(
            own.contains("Відмовлено") && own.contains("Того дня ремонт"),
            "{own}"
        );
        for (number, code) in [("251126-2", code.as_str()), ("251126-1", "ZZZZ"), ("x", "")] {
            let reply = form(&site, "/visit/mine", &[("number", number), ("code", code)]).await;
            assert_eq!(reply.status, 422, "{number}");
        }

        site.clock.set(at("2026-11-26T21:59:59Z"));
        let office = office.again().await;
        let seen: Value = json(&office.ask("GET", "visits/2026-11-25", None).await);
        assert_eq!(seen["visits"][0]["erased"], false, "kept for two days");
        site.clock.set(at("2026-11-26T22:00:00Z"));
        let seen: Value = json(&office.ask("GET", "visits/2026-11-25", None).await);
        assert_eq!(seen["visits"][0]["erased"], true);
        assert!(!seen.to_string().contains("Ладна") && !seen.to_string().contains("ремонт"));
        assert_eq!(form(&site, "/visit/mine", &mine).await.status, 422);
    }
}

/// A city's register of ten years, and what is asked of it.
const HOW_MANY: u32 = 100_000;

#[tokio::test]
#[ignore = "a minute of filling; run it to measure the search: --ignored --nocapture"]
#[allow(clippy::print_stdout, reason = "the measured times")]
async fn a_hundred_thousand_documents_are_searched_quickly() {
    for kind in EVERY_KIND {
        let office = Office::on(kind).await;
        let (site, began) = (&office.site, std::time::Instant::now());
        let kinds = ["Рішення", "Протокол", "Звіт", "Лист"];
        for part in 0..HOW_MANY / 5_000 {
            let mut text = HEADINGS.to_owned();
            for n in part * 5_000..(part + 1) * 5_000 {
                let (kind, year) = (kinds[n as usize % 4], 2016 + n % 10);
                let (month, day) = (1 + n % 12, 1 + n % 28);
                let rare = if n % 20_000 == 7 {
                    "кошторис мосту"
                } else {
                    ""
                };
                text.push_str(&format!(
                    "\nПро розгляд звернення щодо дороги {n} {rare},{n},{year}-{month:02}-{day:02},,Відділ {},,,Галузь {},слово{}; дороги,Текстовий документ,{kind},паперова,архів",
                    n % 30, n % 15, n % 500
                ));
            }
            let (mut from, mut written) = (j!(0), 0);
            while from.is_number() {
                let body = j!({"text": text, "write": true, "only_good": false, "from": from});
                let reply = office.ask("POST", "documents/import", Some(body)).await;
                let told: Value = json(&reply);
                written += told["written"].as_u64().unwrap_or_else(|| panic!("{told}"));
                from = told["next"].clone();
            }
            assert_eq!(written, 5_000);
            println!("{kind:?}: {part} after {:?}", began.elapsed());
        }
        println!("{kind:?}: filled in {:?}", began.elapsed());
        for query in [
            "",
            "words=мости",
            "words=дорогами",
            "words=дорогами+мости",
            "words=звернення+77777",
            "words=немає",
            "words=дорогами+немає",
            "keyword=слово17",
            "keyword=слово17&year=2023",
            "kind=report&year=2019",
            "kind=act&words=дорога",
        ] {
            let query: String = form_urlencoded::parse(query.as_bytes())
                .fold(
                    form_urlencoded::Serializer::new(String::new()),
                    |mut all, (name, value)| {
                        all.append_pair(&name, &value);
                        all
                    },
                )
                .finish();
            let mut times = Vec::new();
            for _ in 0..5 {
                let began = std::time::Instant::now();
                assert_eq!(site.get(&format!("/documents?{query}")).await.status, 200);
                times.push(began.elapsed());
            }
            times.sort_unstable();
            let said: String = form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| format!("{name}={value} "))
                .collect();
            println!("{kind:?}: {:>9.1?} of {said}", times[2]);
        }
    }
}
