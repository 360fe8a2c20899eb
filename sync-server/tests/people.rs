//! Rights, invitations, passwords, second factors and sessions, over real TCP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use chrono::TimeDelta;
use common::client::Reply;
use common::office::{Office, cookie_of, sign_in};
use common::store::EVERY_KIND;
use common::*;
use domain::request::Role;
use domain::sync::office::Me;
use domain::sync::people::{
    Access, Colleague, FactorSecret, Invitee, Link, RecoveryCodes, Staff, StaffEvent, StaffHistory,
    Standing,
};
use serde_json::{Value, json as j};
use totp_rs::{Builder, Secret};

const PASSWORD: &str = "липи над Росавою";

async fn staff(admin: &Office) -> Vec<Colleague> {
    json::<Staff>(&admin.ask("GET", "people", None).await).people
}

async fn of(admin: &Office, login: &str) -> Colleague {
    let all = staff(admin).await;
    all.into_iter().find(|one| one.login == login).unwrap()
}

fn about(role: Role) -> Value {
    j!({"name": "Лозова Соломія Устимівна", "position": "головна спеціалістка",
        "role": role, "department": "Юридичний відділ"})
}

async fn invite(admin: &Office, login: &str, role: Role) -> Link {
    let new = j!({"login": login, "about": about(role)});
    json(&admin.ask("POST", "people", Some(new)).await)
}

async fn join(site: &Site, code: &str, password: &str) -> Reply {
    let headers = [("content-type", "application/json")];
    let body = j!({"code": code, "password": password}).to_string();
    site.send("PUT", "/api/v1/office/join", &headers, body)
        .await
}

/// Signed in with the code of a second factor, or without.
async fn enter(site: &Site, login: &str, password: &str, code: Option<&str>) -> Reply {
    let body = j!({"login": login, "password": password, "code": code});
    site.post("/api/v1/office/session", body).await
}

fn desk(admin: &Office, reply: &Reply) -> Office {
    assert_eq!(reply.status, 200, "{}", reply.text());
    Office {
        site: admin.site.clone(),
        cookie: cookie_of(reply),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_is_invited_joins_and_is_kept_out() {
    for kind in EVERY_KIND {
        let admin = Office::on(kind).await.colleague(Role::Administrator).await;
        let link = invite(&admin, "solomiia", Role::Executor).await;
        let invited = of(&admin, "solomiia").await;
        assert_eq!((invited.id, invited.standing), (link.id, Standing::Invited));
        assert_eq!(invited.link_until, Some(noon() + TimeDelta::days(7)));
        problem(&sign_in(&admin.site, "solomiia", "").await, 401);

        let shown = j!({"code": link.code.to_lowercase()});
        let shown = admin.site.post("/api/v1/office/join", shown).await;
        assert_eq!(json::<Invitee>(&shown).login, "solomiia");
        for (weak, why) in [
            ("коротко", "12 знаків"),
            ("Лозова-лозова-1", "логін або ім’я"),
            ("qwertyuiop2026", "одним із перших"),
        ] {
            let told = problem(&join(&admin.site, &link.code, weak).await, 422);
            assert!(told.detail.unwrap().contains(why), "{weak}");
        }
        assert_eq!(join(&admin.site, &link.code, PASSWORD).await.status, 204);
        problem(&join(&admin.site, &link.code, PASSWORD).await, 410);

        let entered = sign_in(&admin.site, "solomiia", PASSWORD).await;
        let solomiia = desk(&admin, &entered);
        let me: Me = json(&solomiia.ask("GET", "me", None).await);
        assert_eq!(me.role, Role::Executor);
        problem(&solomiia.ask("GET", "people", None).await, 403);

        // A new right holds at once, in the session that is open.
        let path = format!("people/{}", link.id);
        let to = Some(about(Role::Reader));
        assert_eq!(admin.ask("PUT", &path, to).await.status, 204);
        let me: Me = json(&solomiia.ask("GET", "me", None).await);
        assert_eq!(me.role, Role::Reader);

        let block = format!("{path}/block");
        let out = admin.ask("PUT", &block, Some(j!({"blocked": true}))).await;
        assert_eq!(out.status, 204);
        problem(&solomiia.ask("GET", "me", None).await, 401);
        problem(&sign_in(&admin.site, "solomiia", PASSWORD).await, 403);
        problem(
            &sign_in(&admin.site, "solomiia", "не той пароль").await,
            401,
        );
        problem(&admin.ask("POST", &format!("{path}/link"), None).await, 409);
        let back = admin.ask("PUT", &block, Some(j!({"blocked": false}))).await;
        assert_eq!(back.status, 204);
        assert_eq!(sign_in(&admin.site, "solomiia", PASSWORD).await.status, 200);

        let told: StaffHistory = json(&admin.ask("GET", &format!("{path}/history"), None).await);
        let what: Vec<_> = told.entries.iter().rev().map(|one| &one.what).collect();
        assert!(
            matches!(
                what[..],
                [
                    StaffEvent::Invited {
                        role: Role::Executor
                    },
                    StaffEvent::LinkMade,
                    StaffEvent::Joined,
                    StaffEvent::Changed { .. },
                    StaffEvent::Blocked,
                    StaffEvent::Unblocked,
                ]
            ),
            "{what:?}"
        );
        assert_eq!(told.entries[0].actor, "Зоряна Вигадана");
    }
}

#[tokio::test]
async fn a_link_works_for_seven_days_until_it_is_taken_back_or_made_anew() {
    let admin = Office::open().await.colleague(Role::Administrator).await;
    let first = invite(&admin, "solomiia", Role::Reader).await;
    let path = format!("people/{}/link", first.id);
    let second: Link = json(&admin.ask("POST", &path, None).await);
    problem(&join(&admin.site, &first.code, PASSWORD).await, 410);
    assert_eq!(admin.ask("DELETE", &path, None).await.status, 204);
    problem(&join(&admin.site, &second.code, PASSWORD).await, 410);
    assert_eq!(of(&admin, "solomiia").await.link_until, None);
    let third: Link = json(&admin.ask("POST", &path, None).await);
    let late = noon() + TimeDelta::days(7);
    admin.site.clock.set(late);
    problem(&join(&admin.site, &third.code, PASSWORD).await, 410);
    admin.site.clock.set(late - TimeDelta::seconds(1));
    let (one, other) = tokio::join!(
        join(&admin.site, &third.code, PASSWORD),
        join(&admin.site, &third.code, "зовсім інші слова"),
    );
    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [204, 410], "of two at once, one sets the password");
    for code in ["", "x", &"0".repeat(26), &"я".repeat(26), "%00"] {
        problem(&join(&admin.site, code, PASSWORD).await, 410);
    }
}

#[tokio::test]
async fn what_is_typed_of_somebody_is_checked() {
    let admin = Office::open().await.colleague(Role::Administrator).await;
    for (place, value, named) in [
        ("/login", j!("Соломія"), "Логін"),
        ("/login", j!(""), "Логін"),
        ("/about/name", j!(" "), "Ім’я"),
        ("/about/name", j!("я".repeat(201)), "Ім’я"),
        ("/about/name", j!("а\u{0}б"), "Ім’я"),
        ("/about/position", j!("одне\nдруге"), "Посада"),
        ("/about/department", j!(""), "Підрозділ"),
    ] {
        let mut new = j!({"login": "solomiia", "about": about(Role::Executor)});
        *new.pointer_mut(place).unwrap() = value;
        let told = problem(&admin.ask("POST", "people", Some(new)).await, 422);
        assert!(told.detail.unwrap().contains(named), "{place}");
    }
    let taken = j!({"login": "administrator", "about": about(Role::Reader)});
    problem(&admin.ask("POST", "people", Some(taken)).await, 409);
    for id in ["0", "-1", "x", "999", "9223372036854775808"] {
        let path = format!("people/{id}");
        problem(
            &admin.ask("PUT", &path, Some(about(Role::Reader))).await,
            404,
        );
        problem(
            &admin.ask("DELETE", &format!("{path}/factor"), None).await,
            404,
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_can_always_administer() {
    for kind in EVERY_KIND {
        let admin = Office::on(kind).await.colleague(Role::Administrator).await;
        let own = format!("people/{}", of(&admin, "administrator").await.id);
        let block = format!("{own}/block");
        let demote = || admin.ask("PUT", &own, Some(about(Role::Reader)));
        problem(&demote().await, 409);
        problem(
            &admin.ask("PUT", &block, Some(j!({"blocked": true}))).await,
            409,
        );
        // Who is only invited can't do it yet.
        let link = invite(&admin, "second", Role::Administrator).await;
        problem(&demote().await, 409);
        assert_eq!(join(&admin.site, &link.code, PASSWORD).await.status, 204);
        let second = desk(&admin, &sign_in(&admin.site, "second", PASSWORD).await);
        // Each takes the right from the other, at the same time.
        let theirs = format!("people/{}", link.id);
        let (one, other) = tokio::join!(
            admin.ask("PUT", &theirs, Some(about(Role::Reader))),
            second.ask("PUT", &own, Some(about(Role::Reader))),
        );
        let done = [one.status, other.status]
            .iter()
            .filter(|status| **status == 204)
            .count();
        assert_eq!(done, 1, "{one:?} {other:?}");
        let left = [&admin, &second];
        let mut able = 0;
        for one in left {
            able += usize::from(one.ask("GET", "people", None).await.status == 200);
        }
        assert_eq!(able, 1);
    }
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_other_sessions_end() {
    let office = Office::open().await;
    let solomiia = office.colleague(Role::Reader).await;
    let old = "kvitka-na-stoli";
    let elsewhere = desk(&office, &sign_in(&office.site, "reader", old).await);
    let change = |old: &str, new: &str| j!({"old": old, "new": new});
    let wrong = solomiia.ask("PUT", "me/password", Some(change("не той", PASSWORD)));
    assert_eq!(
        problem(&wrong.await, 422).kind,
        "/problems/old-password-wrong"
    );
    let weak = solomiia.ask("PUT", "me/password", Some(change(old, "reader-reader")));
    assert_eq!(problem(&weak.await, 422).kind, "/problems/weak-password");
    let done = solomiia.ask("PUT", "me/password", Some(change(old, PASSWORD)));
    assert_eq!(done.await.status, 204);
    problem(&elsewhere.ask("GET", "me", None).await, 401);
    let access: Access = json(&solomiia.ask("GET", "me/access", None).await);
    assert_eq!(access.sessions.len(), 1);
    assert!(access.sessions[0].this);
    assert_eq!(access.history[0].what, StaffEvent::PasswordChanged);
    problem(&sign_in(&office.site, "reader", old).await, 401);
    assert_eq!(sign_in(&office.site, "reader", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn sessions_are_seen_and_ended() {
    let office = Office::open().await;
    let here = office.colleague(Role::Reader).await;
    let enter = || sign_in(&office.site, "reader", "kvitka-na-stoli");
    let (phone, tablet) = (desk(&office, &enter().await), desk(&office, &enter().await));
    let access: Access = json(&here.ask("GET", "me/access", None).await);
    assert_eq!(access.sessions.len(), 3);
    let of_phone: Access = json(&phone.ask("GET", "me/access", None).await);
    let phones = of_phone.sessions.iter().find(|one| one.this).unwrap();
    let path = format!("me/sessions/{}", phones.id);
    assert_eq!(here.ask("DELETE", &path, None).await.status, 204);
    problem(&phone.ask("GET", "me", None).await, 401);
    problem(&here.ask("DELETE", &path, None).await, 404);
    // Nobody else's.
    let clerks: Access = json(&office.ask("GET", "me/access", None).await);
    let clerks = format!("me/sessions/{}", clerks.sessions[0].id);
    problem(&here.ask("DELETE", &clerks, None).await, 404);
    assert_eq!(here.ask("DELETE", "me/sessions", None).await.status, 204);
    problem(&tablet.ask("GET", "me", None).await, 401);
    assert_eq!(here.ask("GET", "me", None).await.status, 200);
    assert_eq!(office.ask("GET", "me", None).await.status, 200);

    let admin = office.colleague(Role::Administrator).await;
    let reader = of(&admin, "reader").await;
    assert_eq!(reader.sessions, 1);
    let path = format!("people/{}/sessions", reader.id);
    assert_eq!(admin.ask("DELETE", &path, None).await.status, 204);
    problem(&here.ask("GET", "me", None).await, 401);
    assert_eq!(of(&admin, "reader").await.sessions, 0);
}

fn code_of(secret: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap())
        .to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_factor_is_asked_for_once_it_is_on() {
    for kind in EVERY_KIND {
        let office = Office::on(kind).await;
        let here = office.colleague(Role::Deputy).await;
        let (login, password) = ("deputy", "kvitka-na-stoli");
        let begin =
            |password: &str| here.ask("POST", "me/factor", Some(j!({"password": password})));
        problem(
            &here
                .ask("PUT", "me/factor", Some(j!({"code": "000000"})))
                .await,
            409,
        );
        problem(&begin("не той").await, 422);
        let secret: FactorSecret = json(&begin(password).await);
        assert!(secret.uri.contains(&secret.secret) && secret.uri.contains(":deputy?"));
        problem(
            &here
                .ask("PUT", "me/factor", Some(j!({"code": "12345"})))
                .await,
            422,
        );
        // Nothing is on before a code confirms it.
        assert_eq!(enter(&office.site, login, password, None).await.status, 200);
        let code = code_of(&secret.secret, noon());
        let on = here.ask("PUT", "me/factor", Some(j!({"code": code}))).await;
        let recovery = json::<RecoveryCodes>(&on).codes;
        assert_eq!(recovery.len(), 10);
        problem(&begin(password).await, 409);

        let needed = problem(&enter(&office.site, login, password, None).await, 401);
        assert_eq!(needed.kind, "/problems/second-factor-needed");
        let wrong = problem(
            &enter(&office.site, login, "не той", Some(&code)).await,
            401,
        );
        assert_eq!(wrong.kind, "/problems/wrong-password");
        // The code that switched it on is used up.
        let again = problem(
            &enter(&office.site, login, password, Some(&code)).await,
            401,
        );
        assert_eq!(again.kind, "/problems/second-factor-wrong");
        let later = noon() + TimeDelta::seconds(30);
        office.site.clock.set(later);
        let code = code_of(&secret.secret, later);
        let (one, other) = tokio::join!(
            enter(&office.site, login, password, Some(&code)),
            enter(&office.site, login, password, Some(&code)),
        );
        let mut both = [one.status, other.status];
        both.sort_unstable();
        assert_eq!(both, [200, 401], "of two at once, one gets in");

        assert_eq!(
            enter(&office.site, login, password, Some(&recovery[0]))
                .await
                .status,
            200
        );
        problem(
            &enter(&office.site, login, password, Some(&recovery[0])).await,
            401,
        );
        let access: Access = json(&here.ask("GET", "me/access", None).await);
        assert!(access.factor);
        assert_eq!(access.recovery_left, 9);

        for _ in 0..5 {
            enter(&office.site, login, password, Some("000000")).await;
        }
        let hurry = enter(&office.site, login, password, Some(&recovery[1])).await;
        problem(&hurry, 429);
        assert!(hurry.headers.contains_key("retry-after"));
        office.site.clock.set(later + TimeDelta::minutes(16));
        let off = |password: &str, code: &str| {
            here.ask(
                "POST",
                "me/factor/off",
                Some(j!({"password": password, "code": code})),
            )
        };
        problem(&off("не той", &recovery[1]).await, 422);
        problem(&off(password, "000000").await, 422);
        assert_eq!(off(password, &recovery[1]).await.status, 204);
        assert_eq!(enter(&office.site, login, password, None).await.status, 200);
    }
}

#[tokio::test]
async fn an_administrator_resets_a_lost_second_factor_and_it_is_told() {
    let office = Office::open().await;
    let here = office.colleague(Role::Deputy).await;
    let password = "kvitka-na-stoli";
    let begun = here
        .ask("POST", "me/factor", Some(j!({"password": password})))
        .await;
    let secret: FactorSecret = json(&begun);
    let code = code_of(&secret.secret, noon());
    let on = here.ask("PUT", "me/factor", Some(j!({"code": code}))).await;
    assert_eq!(on.status, 200);
    let admin = office.colleague(Role::Administrator).await;
    let deputy = of(&admin, "deputy").await;
    assert!(deputy.factor);
    // A new password by a link leaves the second factor on.
    let link: Link = json(
        &admin
            .ask("POST", &format!("people/{}/link", deputy.id), None)
            .await,
    );
    assert_eq!(join(&office.site, &link.code, PASSWORD).await.status, 204);
    problem(&here.ask("GET", "me", None).await, 401);
    let needed = problem(&enter(&office.site, "deputy", PASSWORD, None).await, 401);
    assert_eq!(needed.kind, "/problems/second-factor-needed");
    let path = format!("people/{}/factor", deputy.id);
    assert_eq!(admin.ask("DELETE", &path, None).await.status, 204);
    let back = desk(
        &office,
        &enter(&office.site, "deputy", PASSWORD, None).await,
    );
    let access: Access = json(&back.ask("GET", "me/access", None).await);
    let last = &access.history[0];
    assert_eq!(
        (&last.what, last.actor.as_str()),
        (&StaffEvent::FactorReset, "Зоряна Вигадана")
    );
}

#[tokio::test]
async fn codes_and_passwords_are_nowhere_in_the_database() {
    let admin = Office::open().await.colleague(Role::Administrator).await;
    let link = invite(&admin, "solomiia", Role::Reader).await;
    let begun = admin
        .ask(
            "POST",
            "me/factor",
            Some(j!({"password": "kvitka-na-stoli"})),
        )
        .await;
    let secret: FactorSecret = json(&begun);
    let code = code_of(&secret.secret, noon());
    let on = admin
        .ask("PUT", "me/factor", Some(j!({"code": code})))
        .await;
    let recovery = json::<RecoveryCodes>(&on).codes;
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(admin.site.store.folder()).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let has = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(has("solomiia"), "looks at the wrong files");
    for hidden in [&link.code, &recovery[0], &"kvitka-na-stoli".to_owned()] {
        assert!(!has(hidden), "{hidden}");
    }
}
