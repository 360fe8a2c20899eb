//! E-mail of the office against a real mail server (Exim): what is queued arrives, once, whatever
//! is away or killed; what can't arrive says why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use common::office::{Office, cookie_of, sign_in};
use common::postbox::{self, Postbox};
use common::store::{EVERY_KIND, Kind, Store};
use common::*;
use domain::mail::{MailState, Mailbox, Reason, Security};
use domain::request::{LetterKind, Role, Submission};
use domain::sync::mail::{CaseMail, MailPage, MailRow};
use mail_parser::{Message, MessageParser, MimeHeaders};
use serde_json::{Value, json as j};
use sync_server::clock::SystemClock;
use sync_server::journal::{HolderId, Journal, NewOfficer, Push};
use sync_server::mail::queue::Queue;
use sync_server::mail::{Which, letter};
use sync_server::password;
use uuid::Uuid;

const HOLDER: HolderId = HolderId(1);
const QUICK: Duration = Duration::from_millis(50);

fn mailbox(port: u16) -> Mailbox {
    Mailbox {
        host: "127.0.0.1".into(),
        port,
        security: Security::Plain,
        from: "zapyty@rada.example".into(),
        from_name: "Вигадана міська рада, «Зелений Гай»".into(),
        reply_to: "kantseliariia@rada.example".into(),
        ..Mailbox::default()
    }
}

async fn office(store: Store, mailbox: Mailbox) -> Office {
    let site = Site::start_on(store, |config| config.mail.every = QUICK).await;
    let journal = site.running.journal();
    journal.put_mailbox(HOLDER, mailbox).await.unwrap();
    Office::at(site).await
}

/// Waits until there is what is waited for.
async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..400 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain for {what}");
}

async fn arrived(postbox: &Postbox, count: usize) -> Vec<Vec<u8>> {
    let looked = until("mail", async || {
        let mails = postbox.mails();
        (mails.len() >= count).then_some(mails)
    });
    let mails = looked.await;
    let told = || {
        mails
            .iter()
            .map(|raw| String::from_utf8_lossy(raw))
            .collect::<String>()
    };
    assert_eq!(mails.len(), count, "{}", told());
    mails
}

/// Long enough for what should not come.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(600)).await;
}

async fn registered(office: &Office, asked: &Submission) -> Uuid {
    receipt(&office.site.put(Uuid::now_v7(), &bytes(asked)).await).id
}

async fn send(office: &Office, id: Uuid, n: usize, letter: &str) -> CaseMail {
    let path = format!("requests/{id}/mail");
    let reply = office
        .ask("POST", &path, Some(j!({"n": n, "letter": letter})))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    json(&reply)
}

async fn letters(office: &Office, id: Uuid) -> Vec<MailRow> {
    let reply = office
        .ask("GET", &format!("requests/{id}/mail"), None)
        .await;
    json::<CaseMail>(&reply).letters
}

/// The only letter of a request, once it is as wanted.
async fn letter_when(office: &Office, id: Uuid, wanted: impl Fn(&MailRow) -> bool) -> MailRow {
    let looked = until("a letter's state", async || {
        letters(office, id)
            .await
            .into_iter()
            .find(|row| wanted(row))
    });
    looked.await
}

fn to(email: &str) -> Submission {
    Submission {
        email: Some(email.into()),
        ..submission("Копія договору оренди")
    }
}

fn read(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).unwrap()
}

fn header(raw: &[u8], name: &str) -> Option<String> {
    let message = read(raw);
    let value = message.header_raw(name.to_owned())?;
    Some(value.trim().to_owned())
}

fn words_of_docx(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut document = archive.by_name("word/document.xml").unwrap();
    document.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn a_letter_arrives_once_with_its_docx() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        let office = office(Store::new(kind), mailbox(postbox.port())).await;
        let id = registered(&office, &to("ostap@poshta.example")).await;
        let answer = j!({"kind": "answer", "text": "Договір № 7 – у додатку.\nЩиро Ваші."});
        assert_eq!(office.act(id, 1, answer).await.status, 200);
        let queued = send(&office, id, 2, "answer").await;
        assert_eq!(queued.letters.len(), 1);

        let mails = arrived(&postbox, 1).await;
        let message = read(&mails[0]);
        assert_eq!(message.subject(), Some("Про надання інформації № 1/02-19"));
        let from = message.from().unwrap().first().unwrap();
        assert_eq!(from.name(), Some("Вигадана міська рада, «Зелений Гай»"));
        assert_eq!(from.address(), Some("zapyty@rada.example"));
        let asker = message.to().unwrap().first().unwrap();
        assert_eq!(asker.name(), Some("Верболіз Остап Лукич"));
        assert_eq!(asker.address(), Some("ostap@poshta.example"));
        let reply_to = message.reply_to().unwrap().first().unwrap();
        assert_eq!(reply_to.address(), Some("kantseliariia@rada.example"));
        let row = &queued.letters[0];
        let message_id = format!("{}@rada.example", row.id);
        assert_eq!(message.message_id(), Some(message_id.as_str()));
        assert_eq!(message.date().unwrap().to_timestamp(), noon().timestamp());
        let text = message.body_text(0).unwrap();
        for wanted in [
            "Верболіз Остап Лукич",
            "Договір № 7 – у додатку.",
            "1/02-19",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        let docx = message.attachment(0).unwrap();
        assert!(docx.attachment_name().unwrap().ends_with("1-02-19.docx"));
        assert!(words_of_docx(docx.contents()).contains("Договір № 7"));

        let sent = letter_when(&office, id, |row| row.state == MailState::Sent).await;
        assert_eq!((sent.tries, sent.at), (1, noon()));
        // Pressed again, it does not go again.
        let again = send(&office, id, 2, "answer").await;
        assert_eq!(again.letters[0].state, MailState::Sent);
        a_while().await;
        arrived(&postbox, 1).await;
    }
}

/// Puts a paper to a request, for its requester; its id.
async fn filed(office: &Office, request: Uuid, name: &str, bytes: &[u8]) -> Uuid {
    let id = Uuid::now_v7();
    let told = j!({"id": id, "name": name, "role": {"kind": "answer"}, "to_requester": true});
    let told: String = form_urlencoded::byte_serialize(told.to_string().as_bytes()).collect();
    let told = told.replace('+', "%20");
    let headers = [
        ("cookie", office.cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/octet-stream"),
        ("vr-paper", told.as_str()),
    ];
    let path = format!("/api/v1/office/requests/{request}/papers");
    let reply = office.site.send("POST", &path, &headers, bytes).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    id
}

#[tokio::test]
async fn the_papers_of_an_answer_go_with_it_unless_they_are_too_large() {
    let postbox = Postbox::start().unwrap();
    let office = office(Store::new(Kind::Sqlite), mailbox(postbox.port())).await;
    let answer = || j!({"kind": "answer", "text": "Додано."});
    let pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    let small = registered(&office, &to("ostap@poshta.example")).await;
    filed(&office, small, "Договір № 7.pdf", pdf).await;
    assert_eq!(office.act(small, 1, answer()).await.status, 200);
    send(&office, small, 2, "answer").await;
    let mails = arrived(&postbox, 1).await;
    let message = read(&mails[0]);
    let text = message.body_text(0).unwrap();
    assert!(text.contains("Додатки (у цьому листі):"), "{text}");
    let names = message.attachments().map(|file| file.attachment_name());
    let names: Vec<&str> = names.map(Option::unwrap).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(names[1], "Договір № 7.pdf");
    let paper = message.attachment(1).unwrap();
    assert_eq!(paper.contents(), pdf);
    assert!(paper.is_content_type("application", "pdf"));

    // Two of nine megabytes are more than mail servers take: they are named, and where they are.
    let large = registered(&office, &to("ostap@poshta.example")).await;
    let nine = [pdf.as_slice(), &vec![b'\n'; 9 << 20]].concat();
    for name in ["Том 1.pdf", "Том 2.pdf"] {
        filed(
            &office,
            large,
            name,
            &[nine.as_slice(), name.as_bytes()].concat(),
        )
        .await;
    }
    assert_eq!(office.act(large, 1, answer()).await.status, 200);
    send(&office, large, 2, "answer").await;
    let mails = arrived(&postbox, 2).await;
    let message = read(&mails[1]);
    let text = message.body_text(0).unwrap();
    assert!(
        text.contains("завеликі для листа") && text.contains("Том 2.pdf"),
        "{text}"
    );
    assert_eq!(message.attachments().count(), 1);
}

#[tokio::test]
async fn what_a_mail_server_that_is_away_was_not_given_it_gets_later() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        postbox.stop();
        let office = office(Store::new(kind), mailbox(postbox.port())).await;
        let id = registered(&office, &to("ostap@poshta.example")).await;
        send(&office, id, 1, "acknowledgement").await;
        let row = letter_when(&office, id, |row| row.failure.is_some()).await;
        assert_eq!(row.state, MailState::Waiting);
        assert_eq!(row.failure.unwrap().reason, Reason::Unreachable);
        let pause = row.at - noon();
        assert!((15..=23).contains(&pause.num_seconds()), "{pause}");
        postbox.start_again().unwrap();
        a_while().await;
        // Not before its time.
        arrived(&postbox, 0).await;
        office.site.clock.set(row.at);
        arrived(&postbox, 1).await;
        let row = letter_when(&office, id, |row| row.state == MailState::Sent).await;
        assert_eq!((row.tries, row.failure), (2, None));
    }
}

#[tokio::test]
async fn what_is_refused_says_why_and_what_is_put_off_is_given_up_after_days() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        let office = office(Store::new(kind), mailbox(postbox.port())).await;
        let unknown = registered(&office, &to("nobody@poshta.example")).await;
        send(&office, unknown, 1, "acknowledgement").await;
        let row = letter_when(&office, unknown, |row| row.state == MailState::Failed).await;
        let failure = row.failure.unwrap();
        assert_eq!((row.tries, failure.reason), (1, Reason::Rejected));
        assert!(failure.said.contains("No such person here"), "{failure:?}");

        let later = registered(&office, &to("later@poshta.example")).await;
        send(&office, later, 1, "acknowledgement").await;
        let row = letter_when(&office, later, |row| row.failure.is_some()).await;
        assert_eq!(row.state, MailState::Waiting);
        assert_eq!(row.failure.unwrap().reason, Reason::Later);
        office.site.clock.set(noon() + TimeDelta::hours(71));
        let office = office.again().await;
        let row = letter_when(&office, later, |row| row.tries == 2).await;
        assert_eq!(row.state, MailState::Waiting);
        office.site.clock.set(noon() + TimeDelta::hours(73));
        let office = office.again().await;
        let row = letter_when(&office, later, |row| row.state == MailState::Failed).await;
        assert_eq!(row.failure.unwrap().reason, Reason::Later);
        // A person may have it tried again, or take it back.
        let path = format!("mail/{}", row.id);
        let order = |order: &str| Some(j!({"order": order}));
        let again = office.ask("POST", &path, order("retry")).await;
        assert_eq!(json::<MailRow>(&again).state, MailState::Waiting);
        letter_when(&office, later, |row| row.tries == 1 && !row.taken).await;
        let taken_back = office.ask("POST", &path, order("cancel")).await;
        assert_eq!(json::<MailRow>(&taken_back).state, MailState::Cancelled);
        problem(&office.ask("POST", &path, order("cancel")).await, 409);
        let page: MailPage = json(&office.ask("GET", "mail", None).await);
        assert_eq!(
            (page.waiting.len(), page.failed.len(), page.sent.len()),
            (0, 2, 0)
        );
        arrived(&postbox, 0).await;
    }
}

#[tokio::test]
async fn a_kill_loses_no_mail_and_a_restart_sends_it() {
    for kind in EVERY_KIND {
        let store = Store::new(kind);
        // A mail server that takes the call and says nothing, so that the kill comes in mid-sending.
        let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = mute.local_addr().unwrap().port();
        let (mut program, _) = start_on(&store).await;
        program.kill().await.unwrap();
        let journal = store.place().open(Arc::new(SystemClock)).await.unwrap();
        queue_three(&*journal, mailbox(port)).await;
        journal.close().await;

        let (mut program, _) = start_on(&store).await;
        let call = tokio::time::timeout(Duration::from_secs(20), mute.accept()).await;
        let call = call.expect("an attempt").unwrap();
        program.kill().await.unwrap();
        drop((call, mute));

        let postbox = Postbox::start_on(port, false).unwrap();
        let (mut program, _) = start_on(&store).await;
        // The one that was being sent is held until its time is over.
        arrived(&postbox, 2).await;
        program.kill().await.unwrap();
        let site = Site::start_on(store, |config| config.mail.every = QUICK).await;
        site.clock
            .set(Utc::now() + domain::mail::LEASE + TimeDelta::minutes(1));
        // One whose note was cut off by the kill goes again, under the same id: nobody sees it twice.
        let ids = until("the third mail", async || {
            let mails = postbox.mails();
            let ids = mails.iter().map(|raw| header(raw, "Message-ID").unwrap());
            let ids: std::collections::BTreeSet<String> = ids.collect();
            (ids.len() >= 3).then_some(ids)
        })
        .await;
        assert_eq!(ids.len(), 3);
    }
}

async fn queue_three(journal: &dyn Journal, mailbox: Mailbox) {
    let settings = journal.put_mailbox(HOLDER, mailbox).await.unwrap();
    let officer = journal.officer(HOLDER, 1).await.unwrap().unwrap();
    for n in 0..3 {
        let push: Push = push(to(&format!("ostap{n}@poshta.example")));
        let id = push.id;
        journal.register(HOLDER, push).await.unwrap();
        let record = journal
            .cases(HOLDER, vec![id])
            .await
            .unwrap()
            .pop()
            .unwrap();
        let which = Which {
            n: 1,
            letter: LetterKind::Acknowledgement,
        };
        let written = letter(which, &record, &settings, &officer, &[], Utc::now()).unwrap();
        let (mail, file) = written.unwrap();
        let queue = Queue {
            journal,
            holder: HOLDER,
        };
        queue.put(mail, file, Some(&officer)).await.unwrap();
    }
}

#[tokio::test]
async fn a_stop_waits_for_no_mute_mail_server_and_loses_nothing() {
    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = mute.local_addr().unwrap().port();
    let store = Store::new(Kind::Postgres);
    let same = store.shared();
    let office = office(store, mailbox(port)).await;
    let id = registered(&office, &to("ostap@poshta.example")).await;
    send(&office, id, 1, "acknowledgement").await;
    let call = mute.accept().await.unwrap();
    let Office { site, .. } = office;
    let site = Arc::into_inner(site).unwrap();
    let stop = tokio::time::timeout(Duration::from_secs(15), site.running.stop());
    stop.await.expect("a stop within its time");
    drop((call, mute));
    let postbox = Postbox::start_on(port, false).unwrap();
    let again = Site::start_on(same, |config| config.mail.every = QUICK).await;
    a_while().await;
    arrived(&postbox, 0).await;
    again.clock.set(noon() + domain::mail::LEASE);
    arrived(&postbox, 1).await;
}

#[tokio::test]
async fn two_servers_on_one_database_send_each_mail_once() {
    const MAILS: usize = 24;
    let postbox = Postbox::start().unwrap();
    let store = Store::new(Kind::Postgres);
    let second = store.shared();
    let office = office(store, mailbox(postbox.port())).await;
    let other = Site::start_on(second, |config| config.mail.every = QUICK).await;
    for n in 0..MAILS {
        let id = registered(&office, &to(&format!("ostap{n}@poshta.example"))).await;
        send(&office, id, 1, "acknowledgement").await;
    }
    arrived(&postbox, MAILS).await;
    a_while().await;
    arrived(&postbox, MAILS).await;
    other.running.stop().await;
}

#[tokio::test]
async fn a_name_cannot_write_a_header() {
    let postbox = Postbox::start().unwrap();
    let office = office(Store::new(Kind::Sqlite), mailbox(postbox.port())).await;
    let evil = Submission {
        name: "Остап\r\nBcc: all@poshta.example\r\n\r\nІнший лист".into(),
        ..to("ostap@poshta.example")
    };
    let id = registered(&office, &evil).await;
    send(&office, id, 1, "acknowledgement").await;
    let mails = arrived(&postbox, 1).await;
    assert_eq!(header(&mails[0], "Bcc"), None);
    assert_eq!(
        header(&mails[0], "Envelope-to").as_deref(),
        Some("ostap@poshta.example")
    );
    let message = read(&mails[0]);
    let asker = message.to().unwrap().first().unwrap();
    assert_eq!(
        asker.name(),
        Some("Остап Bcc: all@poshta.example Інший лист")
    );
    assert!(
        message
            .subject()
            .unwrap()
            .starts_with("Про реєстрацію запиту")
    );
}

#[tokio::test]
async fn officers_are_reminded_once_a_working_day() {
    for kind in EVERY_KIND {
        let postbox = Postbox::start().unwrap();
        let store = Store::new(kind);
        let office = office(store, mailbox(postbox.port())).await;
        let contact = j!({"email": "officer@rada.example"});
        let set = office.ask("PUT", "me/contact", Some(contact)).await;
        assert_eq!(set.status, 200, "{}", set.text());
        let executor = office.colleague(Role::Executor).await;
        let contact = j!({"email": "yurysty@rada.example"});
        executor.ask("PUT", "me/contact", Some(contact)).await;
        // Received on Tuesday, 24 November; the fifth working day is Tuesday, 1 December.
        registered(&office, &to("ostap@poshta.example")).await;
        let other = registered(&office, &to("ostap@poshta.example")).await;
        let assign = j!({"kind": "assign", "executor": "Юридичний відділ", "instruction": ""});
        assert_eq!(office.act(other, 1, assign).await.status, 200);
        // (the moment in Kyiv, how many mails there are then, what the last ones say)
        let table: [(&str, usize, &str); 8] = [
            ("2026-11-27T07:59:00+02:00", 0, ""),
            ("2026-11-27T08:00:00+02:00", 2, "Минула половина строку"),
            ("2026-11-27T16:00:00+02:00", 2, ""),
            // A Saturday.
            ("2026-11-28T09:00:00+02:00", 2, ""),
            ("2026-11-30T08:30:00+02:00", 4, "Залишився день"),
            ("2026-12-01T08:30:00+02:00", 6, "Сьогодні останній день"),
            ("2026-12-02T08:30:00+02:00", 8, "минуло робочих днів: 1"),
            ("2026-12-03T08:30:00+02:00", 10, "минуло робочих днів: 2"),
        ];
        for (moment, count, said) in table {
            let moment: DateTime<Utc> = moment.parse().unwrap();
            office.site.clock.set(moment);
            let mails = arrived(&postbox, count).await;
            a_while().await;
            arrived(&postbox, count).await;
            if said.is_empty() {
                continue;
            }
            for raw in &mails[count - 2..] {
                let message = read(raw);
                let text = message.body_text(0).unwrap();
                assert!(text.contains(said), "{moment} {said}: {text}");
                assert!(
                    text.contains("2/02-19") && !text.contains("Верболіз"),
                    "{text}"
                );
                let own = header(raw, "Envelope-to").as_deref() == Some("yurysty@rada.example");
                // An executor is told of the own ones only.
                assert_eq!(text.contains("№ 1/02-19"), !own, "{text}");
                assert_eq!(
                    header(raw, "Auto-Submitted").as_deref(),
                    Some("auto-generated")
                );
            }
        }
    }
}

#[tokio::test]
async fn control_dates_and_terms_in_hours_are_recalled_too() {
    let postbox = Postbox::start().unwrap();
    let store = Store::new(Kind::Sqlite);
    let office = office(store, mailbox(postbox.port())).await;
    for (who, email) in [
        (&office, "officer@rada.example"),
        (
            &office.colleague(Role::Executor).await,
            "yurysty@rada.example",
        ),
    ] {
        let contact = j!({"email": email});
        assert_eq!(
            who.ask("PUT", "me/contact", Some(contact)).await.status,
            200
        );
    }
    // Wednesday, 25 November, is the control date of the lawyers, Monday of the archive.
    let id = registered(&office, &to("ostap@poshta.example")).await;
    let resolve = j!({"kind": "resolve", "author": "Дзвінка", "position": "голова", "dated": "2026-11-24", "text": "До виконання", "assignments": [
        {"executor": "Архів", "control_by": "2026-11-30"},
        {"executor": "Юридичний відділ", "control_by": "2026-11-25"},
    ]});
    assert_eq!(office.act(id, 1, resolve).await.status, 200);
    office.site.clock.set(at("2026-11-25T06:30:00Z"));
    for raw in arrived(&postbox, 2).await {
        let text = read(&raw).body_text(0).unwrap().into_owned();
        assert!(
            text.contains("№ 1/02-19, Юридичний відділ: 25.11.2026, сьогодні"),
            "{text}"
        );
        assert!(!text.contains("Архів"), "{text}");
    }
    // What the lawyers handed in is recalled no more; a Friday's 48 hours are, on the days off.
    let office = office.again().await;
    let prepare = j!({"kind": "prepare", "executor": "Юридичний відділ", "text": "Ось"});
    assert_eq!(office.act(id, 2, prepare).await.status, 200);
    office.site.clock.set(at("2026-11-27T12:00:00Z"));
    let urgent = receipt(
        &office
            .site
            .put(Uuid::now_v7(), &bytes(&urgent("Вода")))
            .await,
    );
    let mails = arrived(&postbox, 4).await;
    let texts: Vec<String> = mails[2..]
        .iter()
        .map(|raw| read(raw).body_text(0).unwrap().into_owned())
        .collect();
    let of_archive = "№ 1/02-19, Архів: 30.11.2026, наступного робочого дня";
    let told = texts
        .iter()
        .filter(|text| text.contains(of_archive))
        .count();
    assert_eq!(told, 1, "the lawyers are told of their own: {texts:?}");
    office.site.clock.set(at("2026-11-28T07:00:00Z"));
    let mails = arrived(&postbox, 5).await;
    let text = read(&mails[4]).body_text(0).unwrap().into_owned();
    let index = urgent.index.text;
    assert!(
        text.contains(&format!("№ {index}: строк 48 годин, до 29.11.2026 14:00")),
        "{text}"
    );
    assert!(
        !text.contains("1/02-19"),
        "only terms in hours on a day off: {text}"
    );
}

#[tokio::test]
async fn a_second_start_on_the_same_day_reminds_nobody_again() {
    let postbox = Postbox::start().unwrap();
    let store = Store::new(Kind::Postgres);
    let second = store.shared();
    let office = office(store, mailbox(postbox.port())).await;
    let contact = j!({"email": "officer@rada.example"});
    office.ask("PUT", "me/contact", Some(contact)).await;
    registered(&office, &to("ostap@poshta.example")).await;
    let morning = at("2026-12-01T06:30:00Z");
    office.site.clock.set(morning);
    arrived(&postbox, 1).await;
    // The other server's clock will be hours ahead, as none of a council's is: a mail that is still
    // being sent would not be held for long enough.
    let journal = office.site.running.journal();
    let queue = Queue {
        journal: &*journal,
        holder: HOLDER,
    };
    until("the note that it went", async || {
        let sent = queue.list(MailState::Sent).await.unwrap();
        (sent.len() == 1).then_some(())
    })
    .await;
    let again = Site::start_on(second, |config| config.mail.every = QUICK).await;
    again.clock.set(morning + TimeDelta::hours(2));
    a_while().await;
    arrived(&postbox, 1).await;
}

#[tokio::test]
async fn letters_go_by_themselves_only_where_the_council_says_so() {
    let postbox = Postbox::start().unwrap();
    let strict = mailbox(postbox.port());
    let office = office(Store::new(Kind::Sqlite), strict.clone()).await;
    registered(&office, &to("ostap@poshta.example")).await;
    a_while().await;
    arrived(&postbox, 0).await;
    let generous = Mailbox {
        by_themselves: [LetterKind::Acknowledgement].into(),
        ..strict
    };
    let journal = office.site.running.journal();
    journal.put_mailbox(HOLDER, generous).await.unwrap();
    // The task reads the setting with its next look.
    a_while().await;
    let id = registered(&office, &to("ostap@poshta.example")).await;
    let mails = arrived(&postbox, 1).await;
    assert!(read(&mails[0]).subject().unwrap().ends_with("№ 2/02-19"));
    let answer = j!({"kind": "answer", "text": "Так."});
    assert_eq!(office.act(id, 1, answer).await.status, 200);
    a_while().await;
    arrived(&postbox, 1).await;
}

/// Somebody of this role at this program.
async fn administrator(journal: &dyn Journal) {
    let officer = NewOfficer {
        login: "admin".into(),
        name: "Адміна Вигадана".into(),
        position: "адміністраторка".into(),
        role: Role::Administrator,
        department: String::new(),
        password_hash: password::hash("kvitka-na-stoli").unwrap(),
    };
    assert!(journal.add_officer(HOLDER, officer).await.unwrap());
}

#[tokio::test]
async fn settings_are_checked_and_belong_to_the_administrator() {
    let site = Site::start_with(|config| config.mail.every = QUICK).await;
    administrator(&*site.running.journal()).await;
    let reply = sign_in(&site, "admin", "kvitka-na-stoli").await;
    let admin = Office {
        cookie: cookie_of(&reply),
        site: Arc::new(site),
    };
    let put = async |change: Value| {
        let mut settings = serde_json::to_value(mailbox(25)).unwrap();
        for (name, value) in change.as_object().unwrap() {
            settings[name] = value.clone();
        }
        admin.ask("PUT", "mail/mailbox", Some(settings)).await
    };
    // (what is set, what the answer names)
    let table = [
        (j!({"host": "a b"}), "назва поштового сервера"),
        (j!({"port": 0}), "порт"),
        (j!({"host": "mail.rada.example"}), "захист"),
        (j!({"from": "рада"}), "адреса, з якої"),
        (
            j!({"from_name": "Рада\r\nBcc: x@y.example"}),
            "назва відправника",
        ),
        (
            j!({"reply_to": "x@y.example\nBcc: z@y.example"}),
            "адреса для відповідей",
        ),
        (j!({"by_themselves": ["cover"]}), "супровідний лист"),
        (j!({"reminder_hour": 24}), "година нагадувань"),
    ];
    for (change, said) in table {
        let details = problem(&put(change).await, 422);
        assert!(details.detail.unwrap().contains(said), "{said}");
    }
    problem(&put(j!({"password": "x"})).await, 400);
    // Nothing is set yet, so nothing can be sent.
    problem(&admin.ask("POST", "mail/test", None).await, 422);
    assert_eq!(put(j!({})).await.status, 200);
    problem(&admin.ask("POST", "mail/test", None).await, 422);
    for wrong in ["рада", "a@b", "a@rada.example\r\nBcc: c@rada.example"] {
        let wrong = Some(j!({"email": wrong}));
        problem(&admin.ask("PUT", "me/contact", wrong).await, 422);
    }
    let own = Some(j!({"email": " admin@rada.example "}));
    assert_eq!(admin.ask("PUT", "me/contact", own).await.status, 200);
    let page: MailPage = json(&admin.ask("POST", "mail/test", None).await);
    assert_eq!(page.own, "admin@rada.example");
    assert_eq!((page.ready, page.waiting.len()), (true, 1));

    // (role, whether the queue is shown, whether it may be changed)
    let table = [
        (Role::ResponsibleOfficer, true, true),
        (Role::GeneralDepartment, true, true),
        (Role::Reader, true, false),
        (Role::Executor, false, false),
    ];
    let mail = page.waiting[0].id;
    for (role, sees, changes) in table {
        let other = admin.colleague(role).await;
        let page: MailPage = json(&other.ask("GET", "mail", None).await);
        assert!(page.mailbox.is_none() && page.ready, "{role:?}");
        assert_eq!(!page.waiting.is_empty(), sees, "{role:?}");
        problem(&other.ask("POST", "mail/test", None).await, 403);
        let settings = Some(serde_json::to_value(mailbox(25)).unwrap());
        problem(&other.ask("PUT", "mail/mailbox", settings).await, 403);
        let retry = Some(j!({"order": "retry"}));
        let path = format!("mail/{mail}");
        let status = other.ask("POST", &path, retry.clone()).await.status;
        assert!(if changes {
            matches!(status, 200 | 409)
        } else {
            status == 403
        });
        if changes {
            let unknown = format!("mail/{}", Uuid::now_v7());
            problem(&other.ask("POST", &unknown, retry).await, 404);
        }
    }
}

#[tokio::test]
async fn only_letters_to_a_requester_with_an_address_can_be_sent() {
    let office = office(Store::new(Kind::Sqlite), mailbox(9)).await;
    let by_post = Submission {
        email: None,
        postal_address: Some("вул. Тиха, 1".into()),
        ..submission("Кошторис")
    };
    let id = registered(&office, &by_post).await;
    let send = async |office: &Office, id: Uuid, body: Value| {
        office
            .ask("POST", &format!("requests/{id}/mail"), Some(body))
            .await
    };
    let first = j!({"n": 1, "letter": "acknowledgement"});
    problem(&send(&office, id, first.clone()).await, 422);
    let id = registered(&office, &to("ostap@poshta.example")).await;
    let forward = j!({"kind": "forward", "holder": "Обласна рада", "address": "вул. Тиха, 1"});
    assert_eq!(office.act(id, 1, forward).await.status, 200);
    for (n, letter) in [
        (0, "acknowledgement"),
        (1, "answer"),
        (2, "cover"),
        (3, "answer"),
    ] {
        let reply = send(&office, id, j!({"n": n, "letter": letter})).await;
        problem(&reply, 404);
    }
    problem(
        &send(&office, id, j!({"n": -1, "letter": "answer"})).await,
        400,
    );
    problem(&send(&office, Uuid::now_v7(), first.clone()).await, 404);
    let reader = office.colleague(Role::Reader).await;
    problem(&send(&reader, id, first.clone()).await, 403);
    let journal = office.site.running.journal();
    journal
        .put_mailbox(HOLDER, Mailbox::default())
        .await
        .unwrap();
    problem(&send(&office, id, first).await, 422);
}

#[tokio::test]
async fn a_private_mail_server_gets_the_password_and_nobody_else_does() {
    let postbox = Postbox::start_private().unwrap();
    let store = Store::new(Kind::Sqlite);
    let (mut program, _) = start_on(&store).await;
    program.kill().await.unwrap();
    let private = Mailbox {
        host: "localhost".into(),
        security: Security::Starttls,
        login: postbox::LOGIN.into(),
        ..mailbox(postbox.port())
    };
    let journal = store.place().open(Arc::new(SystemClock)).await.unwrap();
    queue_three(&*journal, private).await;
    let queue = Queue {
        journal: &*journal,
        holder: HOLDER,
    };
    let serve = |certificate: bool, password: &str| {
        let mut serve = common::program();
        serve.arg("serve").env("VR_SMTP_PASSWORD", password);
        if certificate {
            serve.env("SSL_CERT_FILE", postbox.certificate());
        }
        store.tell(&mut serve);
        started(serve)
    };
    let failed_for = async |reason: Reason| {
        let looked = until("a reason", async || {
            let rows = queue.list(MailState::Waiting).await.unwrap();
            let mut reasons = rows.iter().filter_map(|row| row.failure.as_ref());
            reasons.find(|failure| failure.reason == reason).cloned()
        });
        looked.await
    };
    // A certificate nobody vouches for; then a wrong password: both can be mended, so all wait.
    let (mut program, _) = serve(false, postbox::PASSWORD).await;
    failed_for(Reason::Tls).await;
    program.kill().await.unwrap();
    let (mut program, _) = serve(true, "inshyi").await;
    failed_for(Reason::Login).await;
    program.kill().await.unwrap();
    assert_eq!(queue.list(MailState::Waiting).await.unwrap().len(), 3);
    let officer = journal.officer(HOLDER, 1).await.unwrap().unwrap();
    for row in queue.list(MailState::Waiting).await.unwrap() {
        let order = domain::sync::mail::Order::Retry;
        queue.order(row.id, order, &officer).await.unwrap();
    }
    let (_program, _) = serve(true, postbox::PASSWORD).await;
    arrived(&postbox, 3).await;
    assert!(postbox.log().contains("X=TLS1.3"), "{}", postbox.log());

    let mut council = common::program();
    council.arg("council");
    store.tell(&mut council);
    let printed = council
        .env("VR_SMTP_PASSWORD", postbox::PASSWORD)
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(printed.contains("zapyty@rada.example"));
    assert!(!printed.contains(postbox::PASSWORD));
}
