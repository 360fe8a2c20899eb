//! Who is told of an open day by e-mail, against a real mail server (Exim): whoever waited and has a
//! place now, once; officers of the questions that wait for an answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::time::Duration;

use common::days::{EARLY, act, open, published, put, wish};
use common::office::Office;
use common::postbox::Postbox;
use common::store::{EVERY_KIND, Kind, Store};
use common::*;
use domain::mail::{Mailbox, Security};
use domain::request::Role;
use mail_parser::MessageParser;
use serde_json::{Value, json as j};
use sync_server::journal::HolderId;
use uuid::Uuid;

const QUICK: Duration = Duration::from_millis(50);

async fn with_mail(store: Store, port: u16) -> Office {
    let site = Site::start_on(store, |config| config.mail.every = QUICK).await;
    let mailbox = Mailbox {
        host: "127.0.0.1".into(),
        port,
        security: Security::Plain,
        from: "zapyty@rada.example".into(),
        ..Mailbox::default()
    };
    let journal = site.running.journal();
    journal.put_mailbox(HolderId(1), mailbox).await.unwrap();
    open(site).await
}

/// The subjects and texts of what has arrived, once there are so many and no more come.
async fn arrived(postbox: &Postbox, count: usize) -> Vec<(String, String)> {
    for _ in 0..200 {
        if postbox.mails().len() >= count {
            break;
        }
        tokio::time::sleep(QUICK).await;
    }
    tokio::time::sleep(Duration::from_millis(600)).await;
    let mails = postbox.mails();
    assert_eq!(mails.len(), count);
    let read = |raw: &Vec<u8>| {
        let message = MessageParser::default().parse(raw).unwrap();
        let text = message.body_text(0).unwrap().into_owned();
        (message.subject().unwrap().to_owned(), text)
    };
    mails.iter().map(read).collect()
}

#[tokio::test]
async fn whoever_waited_is_told_once_that_a_place_came_free() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        let office = with_mail(Store::new(kind), postbox.port()).await;
        let day = published(&office).await;
        let mut ids = Vec::new();
        for n in 0..23_u8 {
            let id = Uuid::now_v7();
            let mut one = wish(n);
            // The first who waits left an address, the next a phone, the third nothing.
            one["contact"] = match n {
                20 => j!("oksana@poshta.example"),
                21 => j!("+380 00 000 00 00"),
                _ => j!(""),
            };
            assert_eq!(
                put(&office.site, &format!("{day}/places/{id}"), &one)
                    .await
                    .status,
                200
            );
            ids.push(id);
        }
        arrived(&postbox, 0).await;
        for n in 0..2_u8 {
            let path = format!(
                "/api/v1/open-days/{day}/places/{}/cancel",
                ids[usize::from(n)]
            );
            let secret = j!({"secret": code(n).as_str()});
            assert_eq!(
                office.site.post(&path, secret).await.status,
                200,
                "{kind:?}"
            );
        }
        let mails = arrived(&postbox, 1).await;
        let (subject, text) = &mails[0];
        assert!(subject.contains("Місце звільнилося"), "{subject}");
        for said in [
            "Як планують місто",
            "9 грудня 2026",
            "10:00–12:30",
            "Зала засідань",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("Відвідувач"), "nobody else is named: {text}");

        // The office sees who was told and whom to call; the visitor sees it by the code.
        let path = format!("days/{day}/participants");
        let people: Value = json(&office.ask("GET", &path, None).await);
        let of = |n: usize| people["people"][n].clone();
        assert_eq!(
            (&of(20)["promoted"], &of(20)["mailed"]),
            (&j!(true), &j!("sent"))
        );
        assert_eq!(
            (&of(21)["promoted"], &of(21)["mailed"]),
            (&j!(true), &j!(null))
        );
        assert_eq!(
            (&of(22)["promoted"], &of(22)["number"]),
            (&j!(false), &j!(1))
        );
        let path = format!("{day}/places/{}", ids[20]);
        let mut again = wish(20);
        again["contact"] = j!("oksana@poshta.example");
        let told: Value = json(&put(&office.site, &path, &again).await);
        assert_eq!(
            (&told["state"], &told["promoted"]),
            (&j!("place"), &j!(true))
        );
        let form = format!("lang=uk&code={}", code(20).as_str());
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let page = office
            .site
            .send("POST", &format!("/days/{day}/mine"), &headers, form)
            .await;
        assert!(page.text().contains("Місце звільнилося"), "{}", page.text());

        // Another server on the same journal tells nobody again.
        if kind == Kind::Postgres {
            let second = office.site.store.shared();
            let again = Site::start_on(second, |config| config.mail.every = QUICK).await;
            again.clock.set(at(EARLY));
        }
        arrived(&postbox, 1).await;
    }
}

/// Who would have come hears of it once; the day's page says it, and its calendar entry is cancelled.
#[tokio::test]
async fn a_cancelled_day_is_told_to_those_who_would_have_come() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        let office = with_mail(Store::new(kind), postbox.port()).await;
        let day = published(&office).await;
        let contact = j!({"email": "kantseliariia@rada.example"});
        office.ask("PUT", "me/contact", Some(contact)).await;
        // Twenty places and one who waits; two left an address, one of the two cancels.
        for n in 0..21_u8 {
            let mut one = wish(n);
            one["contact"] = match n {
                0 => j!("rano@poshta.example"),
                1 => j!("oksana@poshta.example"),
                20 => j!("chekaie@poshta.example"),
                _ => j!("+380 00 000 00 00"),
            };
            let id = Uuid::now_v7();
            let path = format!("{day}/places/{id}");
            assert_eq!(put(&office.site, &path, &one).await.status, 200);
            if n == 0 {
                let path = format!("/api/v1/open-days/{day}/places/{id}/cancel");
                let secret = j!({"secret": code(0).as_str()});
                assert_eq!(office.site.post(&path, secret).await.status, 200);
            }
        }
        let asked = j!({"v": 1, "text": "Чи буде пандус?", "code_hash": code(1).hash()});
        let path = format!("{day}/questions/{}", Uuid::now_v7());
        assert_eq!(put(&office.site, &path, &asked).await.status, 200);

        let reason = "Пошкоджено електромережу";
        let cancel = j!({"kind": "cancelled", "reason": reason});
        assert_eq!(act(&office, day, cancel).await.status, 200);
        let mails = arrived(&postbox, 2).await;
        for (subject, text) in &mails {
            assert!(subject.contains("скасовано"), "{subject}");
            for said in ["Як планують місто", "9 грудня 2026", reason] {
                assert!(text.contains(said), "{said}: {text}");
            }
        }
        let page = office.site.get(&format!("/days/{day}?lang=uk")).await;
        assert_eq!(page.status, 200);
        let text = page.text();
        for said in ["Скасовано", "Не відбудеться", reason] {
            assert!(text.contains(said), "{said}: {text}");
        }
        for gone in ["/place?", "/question?", "/survey?"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        let list = office.site.get("/days?lang=uk").await.text();
        assert!(list.contains("Скасовано"), "{list}");
        let calendar = office
            .site
            .get(&format!("/days/{day}/event.ics"))
            .await
            .text();
        for line in ["STATUS:CANCELLED", "DTSTART"] {
            assert!(calendar.contains(line), "{calendar}");
        }
        let path = format!("{day}/places/{}", Uuid::now_v7());
        assert_eq!(put(&office.site, &path, &wish(30)).await.status, 422);

        // A question still waits for its answer, whatever became of the day.
        office.site.clock.set(at("2026-11-05T07:00:00Z"));
        let mails = arrived(&postbox, 3).await;
        assert!(mails[2].1.contains("№ 1/2026"), "{}", mails[2].1);
        // A server that starts tells nobody again.
        if kind == Kind::Postgres {
            let second = office.site.store.shared();
            let again = Site::start_on(second, |config| config.mail.every = QUICK).await;
            again.clock.set(at("2026-11-05T07:00:00Z"));
            arrived(&postbox, 3).await;
        }
    }
}

#[tokio::test]
async fn questions_without_an_answer_are_recalled_every_working_morning() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        let office = with_mail(Store::new(kind), postbox.port()).await;
        let day = published(&office).await;
        let deputy = office.colleague(Role::Deputy).await;
        for (who, address) in [(&office, "kantseliariia"), (&deputy, "zastupnyk")] {
            let contact = j!({"email": format!("{address}@rada.example")});
            assert_eq!(
                who.ask("PUT", "me/contact", Some(contact)).await.status,
                200
            );
        }
        for n in 0..2_u8 {
            let asked = j!({"v": 1, "text": format!("Приватне запитання {n}"),
                "name": "Ладна Оксана", "code_hash": code(n).hash()});
            let path = format!("{day}/questions/{}", Uuid::now_v7());
            assert_eq!(put(&office.site, &path, &asked).await.status, 200);
        }
        let path = format!("days/{day}/questions");
        let list: Value = json(&office.ask("GET", &path, None).await);
        let path = format!(
            "days/questions/{}",
            list["questions"][1]["id"].as_str().unwrap()
        );
        // The colleague’s own name: what is theirs is told to them.
        let event = j!({"version": 1, "event": {"kind": "addressed", "deputy": "Зоряна Вигадана"}});
        assert_eq!(office.ask("POST", &path, Some(event)).await.status, 200);

        office.site.clock.set(at("2026-11-05T07:00:00Z"));
        let mails = arrived(&postbox, 2).await;
        let all = mails
            .iter()
            .find(|(_, text)| text.contains("№ 1/2026"))
            .unwrap();
        assert!(
            all.1.contains("№ 2/2026") && all.1.contains("ще не передано"),
            "{}",
            all.1
        );
        let own = mails
            .iter()
            .find(|(_, text)| !text.contains("№ 1/2026"))
            .unwrap();
        assert!(
            own.1.contains("№ 2/2026") && own.1.contains("чекає днів: 2"),
            "{}",
            own.1
        );
        assert_eq!(own.0, "Запитання без відповіді на 05.11.2026: 1");
        for (_, text) in &mails {
            assert!(
                !text.contains("Приватне") && !text.contains("Ладна"),
                "{text}"
            );
        }
        // A Saturday is no working morning; answered is answered.
        office.site.clock.set(at("2026-11-07T07:00:00Z"));
        arrived(&postbox, 2).await;
        let office = office.again().await;
        let answered = j!({"version": 2, "event": {"kind": "answered", "text": "Так."}});
        assert_eq!(office.ask("POST", &path, Some(answered)).await.status, 200);
        office.site.clock.set(at("2026-11-09T07:00:00Z"));
        let mails = arrived(&postbox, 3).await;
        let last = &mails[2].1;
        assert!(
            last.contains("№ 1/2026") && !last.contains("№ 2/2026"),
            "{last}"
        );
        let office = office.again().await;
        let list: Value = json(&office.ask("GET", "days", None).await);
        assert_eq!(
            (
                &list["days"][0]["unanswered"],
                &list["days"][0]["waits_days"]
            ),
            (&j!(1), &j!(6))
        );
    }
}
