//! The form without the app: the same rules, the same registration, plain pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::Site;
use common::client::Reply;

fn page(reply: &Reply) -> String {
    assert_eq!(
        reply.headers["content-type"], "text/html; charset=utf-8",
        "{reply:?}"
    );
    String::from_utf8(reply.body.to_vec()).unwrap()
}

fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let from = format!("name=\"{name}\" value=\"");
    page.split(&from).nth(1).unwrap().split('"').next().unwrap()
}

async fn post(site: &Site, path: &str, fields: &[(&str, &str)]) -> Reply {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form.extend_pairs(fields).finish();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    site.send("POST", path, &headers, body).await
}

async fn get(site: &Site, path: &str) -> Reply {
    site.send("GET", path, &[], Vec::new()).await
}

const TEXT: &str = "Кошторис <b>ремонту</b> & «мосту»\r\nдругий рядок";

#[tokio::test]
async fn a_form_is_registered_once_and_its_status_is_found() {
    let site = Site::start().await;
    let form = page(&get(&site, "/form").await);
    let (id, code) = (
        hidden(&form, "id").to_owned(),
        hidden(&form, "code").to_owned(),
    );
    let fields = |text| {
        [
            ("id", id.clone()),
            ("code", code.clone()),
            ("lang", "uk".to_owned()),
            ("requester_type", "association".into()),
            ("name", "Громада <script>alert(1)</script>".into()),
            ("email", "hromada@poshta.example".into()),
            ("text", text),
        ]
    };
    let send = async |text: &str| {
        let fields = fields(text.to_owned());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        post(&site, "/form", &fields).await
    };
    let first = send(TEXT).await;
    assert_eq!(first.status, 200);
    let receipt = page(&first);
    for said in [
        "№ 1/02-19",
        "24.11.2026, 12:00",
        "01.12.2026",
        "Кошторис &#60;b&#62;ремонту",
    ] {
        assert!(receipt.contains(said), "{said}: {receipt}");
    }
    assert_eq!(
        page(&send(TEXT).await),
        receipt,
        "sent again it is another receipt"
    );

    let conflict = send("Інший текст").await;
    assert_eq!(conflict.status, 422);
    let kept = page(&conflict);
    assert!(
        kept.contains("Інший текст") && kept.contains("вже надіслано"),
        "{kept}"
    );
    assert_ne!(hidden(&kept, "id"), id);

    let shown = receipt.split("receipt__code\">").nth(1).unwrap();
    let shown = shown.split('<').next().unwrap();
    let find = async |code: &str| {
        let fields = [("index", "1 / 02-19"), ("year", "2026"), ("code", code)];
        page(&post(&site, "/form/status", &fields).await)
    };
    assert!(find(shown).await.contains("другий рядок"));
    for code in ["", "ABCDE", "00000-00000-00000-00000-000000"] {
        let found = find(code).await;
        assert!(found.contains("Зареєстровано"), "{found}");
        assert!(
            !found.contains("мосту") && !found.contains("Громада"),
            "{found}"
        );
    }
}

#[tokio::test]
async fn every_gap_is_said_at_its_field_and_nothing_typed_is_lost() {
    let site = Site::start().await;
    let fields = [
        ("phone", "немає \"<тут>"),
        ("email", "хтось"),
        ("urgency", "environment"),
    ];
    let reply = post(&site, "/form", &fields).await;
    assert_eq!(reply.status, 422);
    let said = page(&reply);
    for field in ["text", "name", "email", "phone", "urgency_reason"] {
        assert!(
            said.contains(&format!("<a href=\"#{field}\">")),
            "{field}: {said}"
        );
        assert!(
            said.contains(&format!("id=\"{field}-error\"")),
            "{field}: {said}"
        );
    }
    assert!(said.contains("<title>Помилка: "), "{said}");
    assert!(
        said.contains("немає &#34;&#60;тут&#62;") && said.contains("value=\"хтось\""),
        "{said}"
    );
    assert!(said.contains("value=\"environment\" selected"), "{said}");

    let english = page(&post(&site, "/form", &[("lang", "en")]).await);
    assert!(english.contains("Write what you want to know"), "{english}");
    assert!(page(&get(&site, "/form?lang=en").await).contains("lang=\"en\""));
}

#[tokio::test]
async fn bad_input_is_a_page_in_words() {
    let site = Site::start().await;
    let rows = [
        (
            "/form",
            "a=%ff%fe&text=%00&id=../../etc&code=%F0%9F%98%80".into(),
            422,
        ),
        (
            "/form",
            format!("text={}", "%F0%9F%98%80".repeat(30_000)),
            422,
        ),
        ("/form", format!("text={}", "ї".repeat(600_000)), 413),
        ("/form", String::new(), 422),
        ("/form/status", "index=1&year=рік".into(), 422),
        ("/form/status", "index=%27%20OR%201=1&year=2026".into(), 404),
        ("/form/status", "year=99999999999999999999".into(), 422),
    ];
    for (path, body, status) in rows {
        let label = body.chars().take(40).collect::<String>();
        let reply = site.send("POST", path, &[], body).await;
        assert_eq!(reply.status, status, "{label}");
        assert!(page(&reply).contains("<h1>"), "{label}");
    }
}
