//! The council's settings over real TCP, on both databases: what is asked before a change, what a
//! change does, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::office::{Office, cookie_of, sign_in};
use common::store::EVERY_KIND;
use common::{Site, bytes, json, problem, receipt, submission};
use domain::request::Role;
use domain::sync::office::{Card, JournalPage};
use domain::sync::settings::{Fault, SettingsChanged, SettingsPreview, SettingsView};
use serde_json::{Value, json as j};
use std::sync::Arc;
use uuid::Uuid;

const MOVED: &str = "2026-12-01";

/// An administrator at a server with a journal of this kind.
async fn administrator(kind: common::store::Kind) -> Office {
    let site = Site::on(kind).await;
    let account = site.running.account.clone().unwrap();
    let reply = sign_in(&site, &account.login, &account.password).await;
    let clerk = Office {
        cookie: cookie_of(&reply),
        site: Arc::new(site),
    };
    clerk.colleague(Role::Administrator).await
}

async fn shown(office: &Office) -> SettingsView {
    json(&office.ask("GET", "settings", None).await)
}

/// The settings with this in place of what stands at the pointer.
async fn with(office: &Office, reason: &str, changes: &[(&str, Value)]) -> Value {
    let view = serde_json::to_value(shown(office).await).unwrap();
    let mut new = j!({"version": view["version"], "settings": view["settings"], "reason": reason});
    for (place, value) in changes {
        let place = format!("/settings{place}");
        *new.pointer_mut(&place).unwrap() = value.clone();
    }
    new
}

async fn preview(office: &Office, new: &Value) -> SettingsPreview {
    json(
        &office
            .ask("POST", "settings/preview", Some(new.clone()))
            .await,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moved_day_is_shown_first_and_then_stands_in_the_history() {
    for kind in EVERY_KIND {
        let office = administrator(kind).await;
        let id = office.register("Кошторис ремонту дороги").await;
        assert_eq!(shown(&office).await.next, 2);
        let moved = j!([{"off": MOVED, "worked": "2026-12-05", "source": "розпорядження № 7"}]);
        let new = with(
            &office,
            "Розпорядження голови № 7",
            &[("/moved_days", moved)],
        )
        .await;

        let told = preview(&office, &new).await;
        assert_eq!(told.problems, []);
        assert_eq!(told.moved.len(), 1);
        let (from, to) = (told.moved[0].from.to_string(), told.moved[0].to.to_string());
        assert_eq!((from.as_str(), to.as_str()), (MOVED, "2026-12-02"));
        let card: Card = json(&office.ask("GET", &format!("requests/{id}"), None).await);
        assert_eq!(card.version, 1, "a look changes nothing");

        let mut silent = new.clone();
        silent["reason"] = j!("  ");
        problem(&office.ask("PUT", "settings", Some(silent)).await, 422);
        let done: SettingsChanged = json(&office.ask("PUT", "settings", Some(new.clone())).await);
        assert_eq!(done.moved, told.moved);
        let card: Card = json(&office.ask("GET", &format!("requests/{id}"), None).await);
        assert_eq!(card.row.term.deadline.to_string(), "2026-12-02");
        let history = serde_json::to_string(&card.history).unwrap();
        assert!(history.contains("Розпорядження голови № 7"), "{history}");

        // Who looked at the settings before that can't undo it unseen.
        for (method, path) in [("PUT", "settings"), ("POST", "settings/preview")] {
            let stale = problem(&office.ask(method, path, Some(new.clone())).await, 409);
            assert_eq!(stale.kind, "/problems/settings-changed");
        }
        assert_eq!(shown(&office).await, done.view);
    }
}

#[tokio::test]
async fn a_template_that_gives_an_index_again_is_refused() {
    for kind in EVERY_KIND {
        let office = administrator(kind).await;
        let site = &office.site;
        let set = async |pattern: &str| {
            let new = with(&office, "Зміна", &[("/index/pattern", j!(pattern))]).await;
            office.ask("PUT", "settings", Some(new)).await
        };
        // 1 is written 21, and so on; as the second plain number comes to 21, it is taken.
        assert_eq!(set("2{n}").await.status, 200);
        for wanted in ["21", "22", "23"] {
            let reply = site.put(Uuid::now_v7(), &bytes(&submission("Запит"))).await;
            assert_eq!(receipt(&reply).index.text, wanted);
        }
        let refused = problem(&set("{n}").await, 422);
        assert_eq!(refused.kind, "/problems/wrong-settings");
        assert!(refused.detail.unwrap().contains("index.pattern"));
        let new = with(&office, "Зміна", &[("/index/pattern", j!("{n}"))]).await;
        let told = preview(&office, &new).await;
        let taken = Fault::IndexTaken { index: "21".into() };
        assert_eq!(told.problems[0].what, taken);
        assert_eq!(set("{n}-{yy}").await.status, 200, "another one may be set");
        let reply = site.put(Uuid::now_v7(), &bytes(&submission("Запит"))).await;
        assert_eq!(receipt(&reply).index.text, "4-26");
    }
}

#[tokio::test]
async fn every_problem_is_told_at_once_and_only_the_administrator_changes() {
    let office = administrator(common::store::Kind::Sqlite).await;
    let wrong = with(
        &office,
        "Зміна",
        &[
            ("/council/name_uk", j!(" ")),
            ("/index/pattern", j!("{month}")),
            ("/executors", j!(["Відділ", "Відділ"])),
            (
                "/moved_days",
                j!([{"off": "2026-12-05", "worked": MOVED, "source": ""}]),
            ),
        ],
    )
    .await;
    let told = preview(&office, &wrong).await;
    let places: Vec<&str> = told.problems.iter().map(|one| one.at.as_str()).collect();
    assert_eq!(
        places,
        [
            "council.name_uk",
            "index.pattern",
            "moved_days.0.off",
            "moved_days.0.worked",
            "moved_days.0.source",
            "executors.1",
        ]
    );
    problem(&office.ask("PUT", "settings", Some(wrong)).await, 422);
    for bad in [j!({}), j!({"version": 1}), j!({"settings": null})] {
        problem(&office.ask("PUT", "settings", Some(bad)).await, 400);
    }
    let good = with(&office, "Зміна", &[]).await;
    for (role, sees) in [
        (Role::ResponsibleOfficer, true),
        (Role::Reader, true),
        (Role::Executor, false),
    ] {
        let other = office.colleague(role).await;
        let status = other.ask("GET", "settings", None).await.status;
        assert_eq!(status == 200, sees, "{role:?}");
        problem(&other.ask("PUT", "settings", Some(good.clone())).await, 403);
        let look = other.ask("POST", "settings/preview", Some(good.clone()));
        problem(&look.await, 403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_is_narrowed_and_searched_by_any_form_of_a_word() {
    for kind in EVERY_KIND {
        let office = administrator(kind).await;
        let id = office.register("Ремонт дороги біля школи").await;
        office.register("Перелік орендарів").await;
        let table = [
            (j!({"search": "дорозі"}), 1),
            (j!({"search": "доріг ремонту"}), 1),
            (j!({"search": "шкіл"}), 1),
            (j!({"search": "мости"}), 0),
            (j!({"channel": "app"}), 2),
            (j!({"channel": "fax"}), 0),
            (j!({"requester": "person"}), 2),
            (j!({"requester": "media"}), 0),
            (j!({"from": "2026-11-24", "to": "2026-11-24"}), 2),
            (j!({"from": "2026-11-25"}), 0),
            (j!({"to": "2026-11-23"}), 0),
            (j!({"from": "2027-01-01", "to": "2026-01-01"}), 0),
            (j!({"executor": "Відділ"}), 0),
            (
                j!({"search": "дорога", "channel": "app", "from": "2026-11-24"}),
                1,
            ),
        ];
        for (query, wanted) in table {
            for show in ["open", "all"] {
                let mut query = query.clone();
                query["show"] = j!(show);
                let page: JournalPage = json(&office.journal(query.clone()).await);
                assert_eq!(page.rows.len(), wanted, "{query}");
                if query.get("search").is_some() && wanted == 1 {
                    assert_eq!(page.rows[0].id, id);
                }
            }
        }
        problem(&office.journal(j!({"channel": "pigeon"})).await, 400);
        problem(&office.journal(j!({"from": "yesterday"})).await, 400);
    }
}
