//! The hall on an open day, over real TCP: answers and questions sealed at a kiosk arrive once, late
//! ones are shown apart, and a kiosk at the door counts whom it let in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::sync::Arc;

use chrono::TimeDelta;
use common::client::Reply;
use common::office::{Office, cookie_of, sign_in};
use common::store::EVERY_KIND;
use common::*;
use domain::kiosk::{Context, Envelope, KeyRing, WhySealed, seal, token_hash};
use domain::open_day::door::{Door, DoorAnswer, DoorDeed, Seen, Walked};
use domain::open_day::places::Standing;
use domain::open_day::survey::Reply as Answer;
use domain::open_day::{
    Category, FileRefused, FileSort, FoundQuestion, MAX_MAP_BYTES, Participants, SurveyResults,
    admit,
};
use domain::request::Role;
use domain::sync::Digest;
use domain::sync::kiosk::{
    BeatAnswer, HallAnswer, HallQuestion, KioskList, PairingCode, SealedReceipt,
};
use serde_json::{Value, json as j};
use uuid::Uuid;

const DATE: &str = "2026-12-09";
/// Five weeks before the day.
const EARLY: &str = "2026-11-03T09:00:00Z";
/// The survey's last minute, and what is after it.
const LAST: &str = "2026-11-29T21:59:00Z";
const AFTER: &str = "2026-11-30T08:00:00Z";
const UNIT: &str = "Відділ архітектури";

async fn office(site: Site) -> Office {
    at_the_desk(Arc::new(site), EARLY).await
}

/// Somebody signs in at this moment; a session of weeks ago is over.
async fn at_the_desk(site: Arc<Site>, when: &str) -> Office {
    site.clock.set(at(when));
    let account = site.running.account.clone().unwrap();
    let reply = sign_in(&site, &account.login, &account.password).await;
    Office {
        cookie: cookie_of(&reply),
        site,
    }
}

fn steps() -> Vec<Value> {
    let chief = j!({"name": "Вербова Ніна Гнатівна", "office": "managing_officer"});
    let deputy = j!({"name": "Ярема Тарас Панасович", "office": "deputy"});
    let item = |from: &str, to: &str, form: &str| {
        j!({"starts": from, "ends": to, "title": form, "form": form, "site": "Зала засідань",
            "unit": UNIT, "chair": chief})
    };
    vec![
        j!({"kind": "people_named", "chief": chief,
            "units": [{"name": UNIT, "supervisor": deputy, "head": "Тополя Гнат Юхимович"}]}),
        j!({"kind": "sites_named", "sites": [{"name": "Зала засідань"}]}),
        j!({"kind": "programmed", "planned_by": "Організаційний відділ", "items": [
            item("10:00:00", "10:30:00", "opening"), item("10:30:00", "12:00:00", "tour"),
            item("12:00:00", "12:30:00", "closing")]}),
        j!({"kind": "slots_set", "slots": [
            {"n": 1, "starts": "10:00:00", "ends": "12:30:00", "places": 20}]}),
        j!({"kind": "materials_listed",
            "materials": [{"unit": UNIT, "title": "Генплан", "ready": true}]}),
        j!({"kind": "material_confirmed", "n": 0, "by": ""}),
        j!({"kind": "acknowledged", "unit": UNIT}),
        j!({"kind": "plan_entered", "plan": {"year": 2026, "week": 50, "entry": "п. 7"}}),
        j!({"kind": "survey_set",
            "questions": [{"text": "Оцініть", "answer": {"kind": "rating", "highest": 5}}],
            "channels": {"newspaper": "Вісник", "newspaper_unit": "Відділ інформації",
                "site_unit": "Відділ зв’язків"}}),
        j!({"kind": "survey_opened"}),
        j!({"kind": "published"}),
    ]
}

/// A day that is published, with its survey open.
async fn a_day(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let new = j!({"id": id, "theme": "Як планують місто", "date": DATE});
    assert_eq!(office.ask("POST", "days", Some(new)).await.status, 200);
    for (version, event) in (1..).zip(steps()) {
        let body = j!({"version": version, "event": event});
        let reply = office
            .ask("POST", &format!("days/{id}/acts"), Some(body))
            .await;
        assert_eq!(reply.status, 200, "{event}: {}", reply.text());
    }
    id
}

/// A kiosk, as far as the server can tell.
struct Kiosk {
    site: Arc<Site>,
    token: String,
    told: BeatAnswer,
}

impl Kiosk {
    async fn paired(office: &Office, n: u8) -> Self {
        let (site, token) = (office.site.clone(), format!("{n:02x}").repeat(32));
        let asked = j!({"token_hash": token_hash(&token)});
        let code: PairingCode = json(&site.post("/api/v1/kiosk/pairings", asked).await);
        let take = j!({"code": code.code, "name": format!("Хол {n}")});
        assert_eq!(office.ask("POST", "kiosks", Some(take)).await.status, 200);
        let told = json(
            &send(
                &site,
                &token,
                "beat",
                j!({"version": "0.1.0", "waiting": 0}),
            )
            .await,
        );
        Self { site, token, told }
    }

    async fn beat(&mut self) {
        let beat = j!({"version": "0.1.0", "waiting": 0});
        self.told = json(&send(&self.site, &self.token, "beat", beat).await);
    }

    fn sealed(&self, kind: &str, text: &impl serde::Serialize) -> Envelope {
        let context = Context {
            id: Uuid::now_v7(),
            kind,
            key: &self.told.key.id,
        };
        let text = serde_json::to_vec(text).unwrap();
        seal(&self.told.key.public, context, &text, [9; 32]).unwrap()
    }

    async fn put(&self, envelope: &Envelope) -> SealedReceipt {
        let body = serde_json::to_vec(envelope).unwrap();
        let (bearer, digest) = (format!("Bearer {}", self.token), Digest::of(&body));
        let headers = [
            ("content-digest", digest.as_str()),
            ("authorization", bearer.as_str()),
        ];
        let path = format!("/api/v1/kiosk/items/{}", envelope.id);
        json(&self.site.send("PUT", &path, &headers, body).await)
    }

    async fn report(&self, day: Uuid, deeds: &[DoorDeed]) -> Reply {
        send(
            &self.site,
            &self.token,
            "door",
            j!({"day": day, "deeds": deeds}),
        )
        .await
    }

    async fn door(&self, day: Uuid, deeds: &[DoorDeed]) -> DoorAnswer {
        json(&self.report(day, deeds).await)
    }
}

async fn send(site: &Site, token: &str, path: &str, body: Value) -> Reply {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("content-type", "application/json"),
        ("authorization", bearer.as_str()),
    ];
    let path = format!("/api/v1/kiosk/{path}");
    site.send("POST", &path, &headers, body.to_string()).await
}

async fn put_at_door(office: &Office, kiosk: &Kiosk, day: Option<Uuid>) -> Reply {
    let path = format!("kiosks/{}/door", kiosk.told.id);
    office.ask("POST", &path, Some(j!({"day": day}))).await
}

fn answer(day: Uuid, finished_at: &str) -> HallAnswer {
    HallAnswer {
        day,
        finished_at: at(finished_at).timestamp_millis(),
        replies: vec![(0, Answer::Rating(5))],
    }
}

#[tokio::test]
async fn an_answer_arrives_once_and_a_late_one_is_shown_apart() {
    for kind in EVERY_KIND {
        let office = office(Site::on(kind).await).await;
        let (day, kiosk) = (a_day(&office).await, Kiosk::paired(&office, 1).await);
        let in_time = kiosk.sealed("survey", &answer(day, EARLY));
        for _ in 0..3 {
            let receipt = kiosk.put(&in_time).await;
            assert_eq!((receipt.id, receipt.aside), (in_time.id, None));
        }
        // Sealed for a key that this journal does not have, and put aside.
        let mut lost = KeyRing::default();
        lost.add(&[1; 32], at(EARLY));
        let unread = {
            let key = lost.current().unwrap();
            let (id, kind) = (Uuid::now_v7(), "survey");
            let text = serde_json::to_vec(&answer(day, EARLY)).unwrap();
            let key_id = &key.id;
            let context = Context {
                id,
                kind,
                key: key_id,
            };
            seal(&key.public, context, &text, [9; 32]).unwrap()
        };
        assert_eq!(kiosk.put(&unread).await.aside, Some(WhySealed::UnknownKey));
        // Finished without a network in the survey's last minute; the network came the day after.
        let office = at_the_desk(office.site.clone(), AFTER).await;
        let late = kiosk.sealed("survey", &answer(day, LAST));
        let after = kiosk.sealed("survey", &answer(day, AFTER));
        let nowhere = kiosk.sealed("survey", &answer(Uuid::now_v7(), EARLY));
        let mut unfit = answer(day, LAST);
        unfit.replies = vec![(0, Answer::Rating(6))];
        let unfit = kiosk.sealed("survey", &unfit);
        let garbled = kiosk.sealed("survey", &j!({"day": day}));
        for (envelope, aside) in [
            (&late, None),
            (&late, None),
            (&after, Some(WhySealed::Closed)),
            (&nowhere, Some(WhySealed::Closed)),
            (&unfit, Some(WhySealed::Invalid)),
            (&garbled, Some(WhySealed::Invalid)),
        ] {
            assert_eq!(kiosk.put(envelope).await.aside, aside);
        }
        let reply = office
            .ask("GET", &format!("days/{day}/results"), None)
            .await;
        let results: SurveyResults = json(&reply);
        assert_eq!((results.in_time, results.late), (1, 1));

        // The key is back after the survey's end: the council had that answer in time.
        let journal = office.site.running.journal();
        let keys =
            sync_server::kiosk::take_keys(&*journal, sync_server::start::HOLDER, lost.clone())
                .await;
        assert_eq!(keys.unwrap(), 1);
        let list: KioskList = json(&office.ask("POST", "kiosks/aside", None).await);
        assert_eq!(list.aside.len(), 4);
        let reply = office
            .ask("GET", &format!("days/{day}/results"), None)
            .await;
        let results: SurveyResults = json(&reply);
        assert_eq!((results.in_time, results.late), (2, 1));
    }
}

#[tokio::test]
async fn a_question_gets_its_number_on_arrival_and_its_asker_follows_it_by_id() {
    for kind in EVERY_KIND {
        let office = office(Site::on(kind).await).await;
        let (day, kiosk) = (a_day(&office).await, Kiosk::paired(&office, 1).await);
        let question = HallQuestion {
            day,
            concern: domain::open_day::question::Concern::Remark,
            text: "Бруківка на площі хитається".into(),
            name: String::new(),
            contact: String::new(),
            code_hash: code(7).hash(),
        };
        let sealed = kiosk.sealed("question", &question);
        let find = j!({"id": sealed.id, "code": code(7).as_str()});
        let path = "/api/v1/open-days/questions";
        problem(&office.site.post(path, find.clone()).await, 404);
        for _ in 0..2 {
            assert_eq!(kiosk.put(&sealed).await.index.as_deref(), Some("1/2026"));
        }
        let found: FoundQuestion = json(&office.site.post(path, find).await);
        assert_eq!(
            (found.number.as_str(), found.text),
            ("1/2026", question.text)
        );
        let wrong = j!({"id": sealed.id, "code": code(8).as_str()});
        problem(&office.site.post(path, wrong).await, 404);
        let nobody = j!({"id": Uuid::nil(), "code": code(7).as_str()});
        problem(&office.site.post(path, nobody).await, 404);
        let reply = office
            .ask("GET", &format!("days/{day}/questions"), None)
            .await;
        let all: Value = json(&reply);
        assert_eq!(all["questions"].as_array().unwrap().len(), 1);
    }
}

/// What a participant left to be reached by: nothing that an id may hold by chance.
const CONTACT: &str = "oksana@приклад.ua";

async fn book(office: &Office, day: Uuid, n: u8) -> Uuid {
    let id = Uuid::now_v7();
    let body = j!({"slot": 1, "category": "student", "name": format!("Ладна Оксана {n}"),
        "contact": CONTACT, "secret_hash": code(n).hash()});
    let path = format!("/api/v1/open-days/{day}/places/{id}");
    let headers = [("content-type", "application/json")];
    let reply = office
        .site
        .send("PUT", &path, &headers, body.to_string())
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    id
}

async fn people(office: &Office, day: Uuid) -> Participants {
    json(
        &office
            .ask("GET", &format!("days/{day}/participants"), None)
            .await,
    )
}

/// So many seconds after the doors opened.
fn opened(seconds: i64) -> chrono::DateTime<chrono::Utc> {
    at("2026-12-09T08:00:00Z") + TimeDelta::seconds(seconds)
}

/// A door meets the network. Its answer is lost twice; told again, nothing is counted twice.
async fn tell(kiosk: &Kiosk, door: &mut Door, day: Uuid) {
    let deeds = door.deeds.clone();
    for _ in 0..2 {
        assert!(kiosk.door(day, &deeds).await.refused.is_empty());
    }
    let answer = kiosk.door(day, &deeds).await;
    door.answered(&deeds, answer.list);
    assert!(door.deeds.is_empty());
}

#[tokio::test]
async fn two_doors_without_a_network_count_everybody_once() {
    for kind in EVERY_KIND {
        let office = office(Site::on(kind).await).await;
        let day = a_day(&office).await;
        let (mut first, mut second) = (
            Kiosk::paired(&office, 1).await,
            Kiosk::paired(&office, 2).await,
        );
        let ids = [book(&office, day, 1).await, book(&office, day, 2).await];
        for kiosk in [&mut first, &mut second] {
            assert_eq!(put_at_door(&office, kiosk, Some(day)).await.status, 200);
            kiosk.beat().await;
            assert_eq!(kiosk.told.door.as_ref().map(|duty| duty.day), Some(day));
        }
        let mut one = Door::new(first.door(day, &[]).await.list.unwrap());
        let mut two = Door::new(second.door(day, &[]).await.list.unwrap());
        assert_eq!((one.left(1), two.left(1)), (18, 0));
        let text = serde_json::to_string(&one.list).unwrap();
        assert!(
            !text.contains(CONTACT),
            "contacts are not the door's business"
        );

        // Somebody cancels while the doors are without a network.
        let cancel = j!({"secret": code(2).as_str()});
        let path = format!("/api/v1/open-days/{day}/places/{}/cancel", ids[1]);
        assert_eq!(office.site.post(&path, cancel).await.status, 200);

        // The same person at both doors; eighteen without a booking at the first.
        one.come(ids[0], opened(60)).unwrap();
        two.come(ids[0], opened(30)).unwrap();
        let category = Category::Citizen;
        for _ in 0..18 {
            one.walk_in(Uuid::now_v7(), Walked { slot: 1, category }, opened(90))
                .unwrap();
        }
        assert!(
            one.walk_in(Uuid::now_v7(), Walked { slot: 1, category }, opened(90))
                .is_err()
        );

        let office = at_the_desk(office.site.clone(), "2026-12-09T09:00:00Z").await;
        tell(&first, &mut one, day).await;
        tell(&second, &mut two, day).await;
        tell(&first, &mut one, day).await;
        let all = people(&office, day).await.people;
        assert_eq!(all.iter().filter(|one| one.came).count(), 19);
        let kept = one.list.people.iter().find(|one| one.id == ids[1]).unwrap();
        assert_eq!(
            (kept.standing, one.seen(kept)),
            (Standing::Kept, Seen::Cancelled)
        );
        assert_eq!((one.came(1), one.left(1)), (19, 0));
        let came_at = one.list.people[0].came_at;
        assert_eq!(
            came_at,
            Some(opened(30).timestamp_millis()),
            "the earlier of the two"
        );
    }
}

#[tokio::test]
async fn names_are_told_at_the_door_only_and_until_the_day_is_over() {
    let office = office(Site::start().await).await;
    let day = a_day(&office).await;
    let mut kiosk = Kiosk::paired(&office, 1).await;
    let id = book(&office, day, 1).await;
    // A kiosk of visitors is told nobody, and does not touch the places.
    assert!(kiosk.door(day, &[]).await.list.is_none());
    let deed = DoorDeed {
        id,
        at: 0,
        walked: None,
        takes_back: None,
    };
    assert_eq!(kiosk.door(day, &[deed]).await.refused, [id]);
    problem(&kiosk.report(Uuid::now_v7(), &[]).await, 404);
    problem(&kiosk.report(day, &vec![deed; 1_001]).await, 400);
    problem(
        &send(
            &office.site,
            &"f".repeat(64),
            "door",
            j!({"day": day, "deeds": []}),
        )
        .await,
        401,
    );
    // Only who holds open days puts one there.
    for role in Role::ALL {
        let may = matches!(role, Role::ResponsibleOfficer | Role::GeneralDepartment);
        let reply = put_at_door(&office.colleague(role).await, &kiosk, Some(day)).await;
        assert_eq!(reply.status, if may { 200 } else { 403 }, "{role:?}");
    }
    problem(
        &put_at_door(&office, &kiosk, Some(Uuid::now_v7())).await,
        422,
    );

    assert!(kiosk.door(day, &[deed]).await.list.is_some());
    let taken = kiosk.door(day, &[deed]).await;
    assert_eq!(taken.list.unwrap().people[0].name, "Ладна Оксана 1");
    // Called away it is told nobody, and may still tell what it did.
    put_at_door(&office, &kiosk, None).await;
    kiosk.beat().await;
    assert_eq!(kiosk.told.door, None);
    let answer = kiosk.door(day, &[deed]).await;
    assert!(answer.list.is_none() && answer.refused.is_empty());
    // It gives back what it was lent, and places are given on again.
    let free = async || {
        let path = format!("/api/v1/open-days/{day}");
        let told: Value = json(&office.site.send("GET", &path, &[], "").await);
        told["slots"][0]["free"].clone()
    };
    assert_eq!(free().await, 0, "lent to the door");
    for _ in 0..2 {
        let left = j!({"day": day, "deeds": [], "leaves": true});
        assert_eq!(
            send(&office.site, &kiosk.token, "door", left).await.status,
            200
        );
        assert_eq!(free().await, 19);
    }

    put_at_door(&office, &kiosk, Some(day)).await;
    office.site.clock.set(at("2026-12-09T21:59:59Z"));
    kiosk.beat().await;
    assert!(kiosk.told.door.is_some());
    office.site.clock.set(at("2026-12-09T22:00:00Z"));
    kiosk.beat().await;
    assert!(kiosk.told.door.is_none(), "the day is over");
    assert!(kiosk.door(day, &[]).await.list.is_none());
}

#[tokio::test]
async fn a_booking_s_page_shows_its_code_as_a_picture() {
    let office = office(Site::start().await).await;
    let day = a_day(&office).await;
    let form = format!(
        "lang=uk&id={}&code={}&slot=1&category=pupil&name=Ладна",
        Uuid::now_v7(),
        code(3).as_str()
    );
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let path = format!("/days/{day}/place");
    let page = office.site.send("POST", &path, &headers, form).await.text();
    assert!(
        page.contains("role=\"img\"") && page.contains("<svg viewBox"),
        "{page}"
    );
    let mine = format!("lang=uk&code={}", code(3).as_str());
    let path = format!("/days/{day}/mine");
    let page = office.site.send("POST", &path, &headers, mine).await.text();
    assert!(
        page.contains("<svg viewBox") && !page.contains(" style="),
        "{page}"
    );
}

#[tokio::test]
async fn the_kiosk_s_pages_and_no_others_may_use_the_camera() {
    let site = Site::start().await;
    for (path, camera) in [
        ("/kiosk/", "camera=(self)"),
        ("/", "camera=()"),
        ("/office/", "camera=()"),
    ] {
        let reply = site.send("GET", path, &[], "").await;
        let policy = reply.headers["permissions-policy"].to_str().unwrap();
        assert!(policy.starts_with(camera), "{path}: {policy}");
    }
}

#[tokio::test]
async fn a_mistake_at_the_door_is_taken_back_by_whoever_sees_it() {
    for kind in EVERY_KIND {
        let office = office(Site::on(kind).await).await;
        let day = a_day(&office).await;
        let (mut first, mut second) = (
            Kiosk::paired(&office, 1).await,
            Kiosk::paired(&office, 2).await,
        );
        let id = book(&office, day, 1).await;
        for kiosk in [&mut first, &mut second] {
            assert_eq!(put_at_door(&office, kiosk, Some(day)).await.status, 200);
            kiosk.beat().await;
        }
        let mut one = Door::new(first.door(day, &[]).await.list.unwrap());
        let mut two = Door::new(second.door(day, &[]).await.list.unwrap());
        let office = at_the_desk(office.site.clone(), "2026-12-09T09:00:00Z").await;
        let came = async || {
            let all = people(&office, day).await.people;
            all.iter().filter(|one| one.came).count()
        };

        // Noted by one door, taken back by the other.
        one.come(id, opened(60)).unwrap();
        tell(&first, &mut one, day).await;
        tell(&second, &mut two, day).await;
        assert_eq!(came().await, 1);
        assert!(two.take_back(id, opened(70)));
        tell(&second, &mut two, day).await;
        assert_eq!(came().await, 0);

        // Let in without a booking by mistake: the office takes it back, and the door has its place.
        let category = Category::Citizen;
        one.walk_in(Uuid::now_v7(), Walked { slot: 1, category }, opened(80))
            .unwrap();
        tell(&first, &mut one, day).await;
        assert_eq!((one.left(1), came().await), (18, 1));
        let (walked, ..) = one.walked()[0];
        let back = j!({"kind": "take_back", "id": walked});
        let path = format!("days/{day}/participants");
        for _ in 0..2 {
            let reply = office.ask("POST", &path, Some(back.clone())).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        assert_eq!(came().await, 0);
        tell(&first, &mut one, day).await;
        assert_eq!((one.left(1), one.came(1)), (19, 0));
        let none = j!({"kind": "take_back", "id": Uuid::now_v7()});
        problem(&office.ask("POST", &path, Some(none)).await, 404);
    }
}

/// One pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];

async fn add_plan(office: &Office, day: Uuid, name: &str, bytes: Vec<u8>) -> (Uuid, Reply) {
    let id = Uuid::now_v7();
    let new = j!({"id": id, "name": name, "sort": "map", "about": "Другий поверх"}).to_string();
    let told: String = form_urlencoded::byte_serialize(new.as_bytes()).collect();
    let told = told.replace('+', "%20");
    let headers = [
        ("content-type", "application/octet-stream"),
        ("vr-day-file", told.as_str()),
        ("cookie", office.cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let path = format!("/api/v1/office/days/{day}/files");
    let reply = office.site.send("POST", &path, &headers, bytes).await;
    (id, reply)
}

#[tokio::test]
async fn a_map_shows_places_of_the_programme_and_none_that_is_restricted() {
    for kind in EVERY_KIND {
        let office = office(Site::on(kind).await).await;
        let day = a_day(&office).await;
        let (id, reply) = add_plan(&office, day, "план.png", PNG.to_vec()).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let large = admit(FileSort::Map, "image/png", MAX_MAP_BYTES + 1, "План", 0);
        assert_eq!(large, Err(FileRefused::TooLarge));
        problem(
            &add_plan(&office, day, "план.txt", b"plan".to_vec()).await.1,
            422,
        );

        let path = format!("days/{day}/files/{id}");
        let act = async |event: Value| office.ask("POST", &path, Some(event)).await;
        let mark = |site: &str, x: i32| j!({"site": site, "x": x, "y": 400});
        let marks = |marks: Vec<Value>| j!({"kind": "marked", "marks": marks});
        for wrong in [
            marks(vec![mark("Сховище", 1)]),
            marks(vec![mark("Зала засідань", 1_001)]),
            marks(vec![mark("Зала засідань", 1), mark("Зала засідань", 2)]),
        ] {
            problem(&act(wrong).await, 422);
        }
        assert_eq!(
            act(marks(vec![mark("Зала засідань", 375)])).await.status,
            200
        );

        // Nobody sees it before somebody has looked.
        let shown = async |path: &str| -> Value { json(&office.site.get(path).await) };
        let (one, list) = (format!("/api/v1/open-days/{day}"), "/api/v1/open-days");
        assert_eq!(shown(&one).await["maps"], Value::Null);
        let picture = format!("/days/{day}/files/{id}");
        assert_eq!(office.site.get(&picture).await.status, 404);
        assert_eq!(act(j!({"kind": "confirmed"})).await.status, 200);
        let maps = j!([{"id": id, "about": "Другий поверх",
            "marks": [{"site": "Зала засідань", "x": 375, "y": 400}]}]);
        assert_eq!(shown(&one).await["maps"], maps);
        assert_eq!(shown(list).await["days"][0]["maps"], maps);
        assert!(shown(&one).await["files"].as_array().unwrap().is_empty());
        assert_eq!(office.site.get(&picture).await.status, 200);
        for page in ["", "/programme"] {
            let page = office
                .site
                .get(&format!("/days/{day}{page}?lang=uk"))
                .await
                .text();
            assert!(page.contains(r#"cx="37.5%" cy="40.0%""#), "{page}");
        }

        // A place that is no longer in the programme is no longer on the map.
        let card: Value = json(&office.ask("GET", &format!("days/{day}"), None).await);
        let version = card["version"].as_u64().unwrap();
        let sites = j!({"kind": "sites_named", "sites": [{"name": "Зала засідань"}, {"name": "Зала 2"},
            {"name": "Сервер", "restricted": true}]});
        let mut items = card["day"]["programme"].clone();
        for item in items.as_array_mut().unwrap() {
            item["site"] = j!("Зала 2");
        }
        let moved =
            j!({"kind": "programmed", "planned_by": "Організаційний відділ", "items": items});
        for (version, event) in (version..).zip([sites, moved]) {
            let body = j!({"version": version, "event": event});
            let reply = office
                .ask("POST", &format!("days/{day}/acts"), Some(body))
                .await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        assert_eq!(shown(&one).await["maps"][0]["marks"], j!([]));
        problem(&act(marks(vec![mark("Сервер", 1)])).await, 422);
        problem(&act(marks(vec![mark("Зала засідань", 1)])).await, 422);
    }
}
