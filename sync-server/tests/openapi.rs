//! The document is valid OpenAPI 3.1, and true: every operation answers, and real answers are
//! what its schemas say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::client::Reply;
use common::*;
use serde_json::{Value, json as j};
use uuid::Uuid;

async fn document(site: &Site) -> Value {
    json(&site.send("GET", "/api/v1/openapi.json", &[], "").await)
}

#[tokio::test]
async fn it_is_openapi_3_1() {
    let site = Site::start().await;
    let reply = site.send("GET", "/api/v1/openapi.json", &[], "").await;
    let text = std::str::from_utf8(&reply.body).unwrap();
    let parsed = oas3::from_json(text).unwrap();
    assert!(parsed.openapi.starts_with("3.1"));
    assert_eq!(text, sync_server::http::document());
    // Every reference leads somewhere.
    let document: Value = serde_json::from_str(text).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "$ref" => references.push(text.clone()),
                    other => collect(other, references),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[tokio::test]
async fn every_operation_in_it_answers() {
    let site = Site::start().await;
    let document = document(&site).await;
    let mut operations = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            for status in ["408", "503"] {
                let content = &operation["responses"][status]["content"];
                assert!(
                    content["application/problem+json"].is_object(),
                    "{method} {path} does not tell of {status}"
                );
            }
            let path = path.replace("{id}", &Uuid::now_v7().to_string());
            let path = path.replace("{n}", "1");
            let path = path.replace("{name}", &"0".repeat(32));
            let path = path.replace("{day}", &Uuid::now_v7().to_string());
            let path = path.replace("{paper}", "plan.docx");
            let reply = site.send(&method.to_uppercase(), &path, &[], "").await;
            let status = reply.status.to_string();
            assert!(
                !matches!(reply.status, 405 | 500..),
                "{method} {path}: {status}"
            );
            // Asked without anything, each answers with something the document names.
            assert!(
                operation["responses"].get(&status).is_some(),
                "{method} {path}: {status}"
            );
            check(&document, operation, &reply);
            operations += 1;
        }
    }
    assert_eq!(operations, 121);
}

/// Checks an answer against the schema of its status and media type.
#[track_caller]
fn check(document: &Value, operation: &Value, reply: &Reply) {
    let response = &operation["responses"][reply.status.to_string()];
    // The answer to a HEAD is all in its headers.
    let Some(content) = response["content"]
        .as_object()
        .filter(|_| !reply.body.is_empty())
    else {
        assert!(reply.body.is_empty());
        return;
    };
    let media = reply.headers["content-type"].to_str().unwrap();
    let schema = content
        .get(media)
        .unwrap_or_else(|| panic!("{media} is not in the document"));
    let mut schema = schema["schema"].clone();
    schema["components"] = document["components"].clone();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let body: Value = json(reply);
    let wrong: Vec<String> = validator
        .iter_errors(&body)
        .map(|e| format!("{} at {}", e, e.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{body:#}");
}

#[tokio::test]
async fn real_answers_are_what_it_says() {
    let site = Site::start().await;
    let document = document(&site).await;
    let check = |path: &str, method: &str, reply: &Reply| {
        check(&document, &document["paths"][path][method], reply);
    };
    let put = "/api/v1/submissions/{id}";
    let (id, body) = (Uuid::now_v7(), bytes(&submission("Кошторис")));
    check(put, "put", &site.put(id, &body).await);
    check(put, "put", &site.put(id, &body).await);
    check(put, "put", &site.put(id, &bytes(&urgent("Інше"))).await);
    check(
        put,
        "put",
        &site.put(Uuid::now_v7(), &bytes(&urgent("Вода"))).await,
    );
    check(
        put,
        "put",
        &site.put(Uuid::now_v7(), &bytes(&submission(""))).await,
    );

    let account = site.running.account.clone().unwrap();
    let credentials = j!({"login": account.login, "password": account.password});
    let signed_in = site.post("/api/v1/office/session", credentials).await;
    check("/api/v1/office/session", "post", &signed_in);
    let cookie = signed_in.headers["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let headers = [("cookie", cookie), ("content-type", "application/json")];
    let acts = "/api/v1/office/requests/{id}/acts";
    let steps = [
        j!({"kind": "assign", "executor": "Відділ", "instruction": ""}),
        j!({"kind": "extend", "ground": "large_search", "reason": "Архів"}),
        j!({"kind": "extend", "ground": "large_search", "reason": "Архів"}),
        j!({"kind": "refuse", "ground": "restricted", "reason": "Стаття 6"}),
    ];
    for (version, act) in [1, 2, 3, 3].into_iter().zip(steps) {
        let body = j!({"version": version, "act": act}).to_string();
        check(
            acts,
            "post",
            &site
                .send(
                    "POST",
                    &acts.replace("{id}", &id.to_string()),
                    &headers,
                    body,
                )
                .await,
        );
    }
    let papers = "/api/v1/office/requests/{id}/papers";
    let path = papers.replace("{id}", &id.to_string());
    let described = j!({"id": Uuid::now_v7(), "name": "a.txt", "role": {"kind": "answer"},
        "to_requester": true});
    let told: String = form_urlencoded::byte_serialize(described.to_string().as_bytes()).collect();
    let told = told.replace('+', "%20");
    let with_paper = [("cookie", cookie), ("vr-paper", told.as_str())];
    let added = site.send("POST", &path, &with_paper, "text").await;
    check(papers, "post", &added);
    assert_eq!(added.status, 200);
    let answer = "/api/v1/submissions/{id}/answer";
    let shown = site
        .post(
            &answer.replace("{id}", &id.to_string()),
            j!({"access_code": code(7).as_str()}),
        )
        .await;
    check(answer, "post", &shown);
    assert_eq!(shown.status, 200);
    let preview = "/api/v1/office/letters/preview";
    let asked = j!({"kind": "answer", "text": "", "request": id}).to_string();
    let shown = site.send("POST", preview, &headers, asked).await;
    check(preview, "post", &shown);
    let card = "/api/v1/office/requests/{id}";
    check(
        card,
        "get",
        &site
            .send("GET", &card.replace("{id}", &id.to_string()), &headers, "")
            .await,
    );
    let me = "/api/v1/office/me";
    check(me, "get", &site.send("GET", me, &headers, "").await);
    let contact = "/api/v1/office/me/contact";
    let own = j!({"email": "officer@rada.example"}).to_string();
    let set = site.send("PUT", contact, &headers, own).await;
    check(contact, "put", &set);
    // With a mailbox, so that a mail waits: nobody listens on this port.
    let mailbox = domain::mail::Mailbox {
        host: "127.0.0.1".into(),
        port: 9,
        security: domain::mail::Security::Plain,
        from: "zapyty@rada.example".into(),
        ..domain::mail::Mailbox::default()
    };
    let holder = sync_server::journal::HolderId(1);
    let journal = site.running.journal();
    journal.put_mailbox(holder, mailbox).await.unwrap();
    let letters = "/api/v1/office/requests/{id}/mail";
    let path = letters.replace("{id}", &id.to_string());
    let first = j!({"n": 1, "letter": "acknowledgement"}).to_string();
    let queued = site.send("POST", &path, &headers, first).await;
    assert_eq!(queued.status, 200);
    check(letters, "post", &queued);
    check(letters, "get", &site.send("GET", &path, &headers, "").await);
    let mail = "/api/v1/office/mail";
    check(mail, "get", &site.send("GET", mail, &headers, "").await);
    let journal = "/api/v1/office/journal";
    for query in [
        j!({"show": "all"}),
        j!({"search": "кошторис", "class": "extended"}),
    ] {
        let shown = site
            .send("POST", journal, &headers, query.to_string())
            .await;
        check(journal, "post", &shown);
    }
    let case = j!({"id": id, "access_code": code(7).as_str(), "cursor": 0});
    let changes = site
        .post("/api/v1/changes", j!({"v": 1, "cases": [case]}))
        .await;
    check("/api/v1/changes", "post", &changes);
    let asked = j!({"index": "1/02-19", "year": 2026, "access_code": code(7).as_str()});
    check(
        "/api/v1/look-ups",
        "post",
        &site.post("/api/v1/look-ups", asked).await,
    );
    let gone = site
        .send("DELETE", "/api/v1/office/session", &headers, "")
        .await;
    check("/api/v1/office/session", "delete", &gone);
}
