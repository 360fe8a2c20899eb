//! Papers of a request over real TCP, on every database: who may put, mark, take away and publish
//! what, what is refused and in which words, what the requester and the public get, and that the
//! case file holds everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::io::{Cursor, Read};

use common::client::Reply;
use common::office::Office;
use common::store::EVERY_KIND;
use common::tus::photo;
use common::*;
use domain::request::Role;
use domain::sync::paper::{AnswerFiles, CasePapers};
use serde_json::{Value, json as j};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
/// What a detached signature looks like from outside.
const P7S: &[u8] = b"\x30\x0e\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x01\x00";

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

/// Puts a file to a request, as the page does.
async fn put_with(
    office: &Office,
    request: Uuid,
    described: &Value,
    bytes: &[u8],
    site: &str,
) -> Reply {
    let told = encoded(&described.to_string());
    let headers = [
        ("cookie", office.cookie.as_str()),
        ("sec-fetch-site", site),
        ("accept-language", "en"),
        ("content-type", "application/octet-stream"),
        ("vr-paper", told.as_str()),
    ];
    let path = format!("/api/v1/office/requests/{request}/papers");
    office.site.send("POST", &path, &headers, bytes).await
}

async fn put(office: &Office, request: Uuid, described: &Value, bytes: &[u8]) -> Reply {
    put_with(office, request, described, bytes, "same-origin").await
}

/// Puts a file there, which must be taken; its id.
async fn filed(
    office: &Office,
    request: Uuid,
    name: &str,
    role: Value,
    to_requester: bool,
    bytes: &[u8],
) -> Uuid {
    let id = Uuid::now_v7();
    let described = j!({"id": id, "name": name, "role": role, "to_requester": to_requester});
    let reply = put(office, request, &described, bytes).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let papers: CasePapers = json(&reply);
    assert!(papers.papers.iter().any(|view| view.id == id));
    id
}

async fn show(site: &Site, path: &str, code: &str) -> Reply {
    site.post(path, j!({"access_code": code})).await
}

async fn ask(office: &Office, method: &str, path: &str, body: Option<Value>) -> Reply {
    office.ask(method, path, body).await
}

#[tokio::test]
async fn an_answer_with_its_signature_and_its_copy_goes_where_each_belongs() {
    for kind in EVERY_KIND {
        let office = Office::at(Site::on(kind).await).await;
        let id = office.register("Скільки коштував ремонт мосту?").await;
        let papers = format!("requests/{id}/papers");
        let scan = filed(
            &office,
            id,
            "../Лист \u{202e}1.jpg",
            j!({"kind": "scan"}),
            false,
            &photo(5_000),
        )
        .await;
        let answer = filed(
            &office,
            id,
            "Відповідь.pdf",
            j!({"kind": "answer"}),
            true,
            PDF,
        )
        .await;
        let signature = filed(
            &office,
            id,
            "Відповідь.pdf.p7s",
            j!({"kind": "signature", "of": answer}),
            true,
            P7S,
        )
        .await;
        let redacted_bytes = [PDF, b"redacted"].concat();
        let redacted = filed(
            &office,
            id,
            "Копія Верболіз.pdf",
            j!({"kind": "redacted", "of": answer}),
            false,
            &redacted_bytes,
        )
        .await;

        // As files, under harmless names, for nobody's browser to open.
        let reply = ask(&office, "GET", &format!("{papers}/{scan}"), None).await;
        assert_eq!((reply.status, reply.body.len()), (200, 5_000));
        let disposition = reply.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment; "), "{disposition}");
        assert!(!disposition.contains("..") && !disposition.contains("%E2%80%AE"));
        assert_eq!(reply.headers["x-content-type-options"], "nosniff");
        assert_eq!(reply.headers["content-type"], "image/jpeg");

        // The requester gets the answer and its signature, by the code and by no other.
        let own = format!("/api/v1/submissions/{id}/answer");
        let (right, wrong) = (code(7).as_str().to_owned(), code(8).as_str().to_owned());
        let files: AnswerFiles = json(&show(&office.site, &own, &right).await);
        let ids: Vec<_> = files
            .files
            .iter()
            .map(|file| (file.id, file.signs))
            .collect();
        assert_eq!(ids, [(answer, None), (signature, Some(answer))]);
        let file = show(&office.site, &format!("{own}/{answer}"), &right).await;
        assert_eq!((file.status, &file.body[..]), (200, PDF));
        for path in [own.clone(), format!("{own}/{answer}")] {
            problem(&show(&office.site, &path, &wrong).await, 403);
            problem(&show(&office.site, &path, "").await, 403);
        }
        for other in [scan, redacted, Uuid::now_v7()] {
            let reply = show(&office.site, &format!("{own}/{other}"), &right).await;
            problem(&reply, 404);
        }

        // Nothing is published before the answer, and never the original.
        let publish = j!({"subject": "Вартість ремонту мосту", "no_personal_data": true});
        let publication = |paper: Uuid| format!("{papers}/{paper}/publication");
        let early = ask(
            &office,
            "PUT",
            &publication(redacted),
            Some(publish.clone()),
        )
        .await;
        problem(&early, 422);
        let answered = j!({"kind": "answer", "text": "Копію додано"});
        assert_eq!(office.act(id, 1, answered).await.status, 200);
        let unconfirmed = j!({"subject": "Вартість", "no_personal_data": false});
        for (paper, body) in [
            (answer, &publish),
            (redacted, &unconfirmed),
            (scan, &publish),
        ] {
            let reply = ask(&office, "PUT", &publication(paper), Some(body.clone())).await;
            problem(&reply, 422);
        }
        let page = office.site.get("/answers").await;
        assert!(page.text().contains("ще не оприлюднила"), "{}", page.text());
        for _ in 0..2 {
            let reply = ask(
                &office,
                "PUT",
                &publication(redacted),
                Some(publish.clone()),
            )
            .await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        let page = office.site.get("/answers?lang=uk").await.text();
        assert_eq!(page.matches("Вартість ремонту мосту").count(), 1, "{page}");
        for never in ["Верболіз", &answer.to_string(), "Скільки коштував"] {
            assert!(!page.contains(never), "{never}: {page}");
        }
        let public = office.site.get(&format!("/answers/{redacted}")).await;
        assert_eq!(
            (public.status, &public.body[..]),
            (200, &redacted_bytes[..])
        );
        let name = public.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains("1-02-19.pdf"), "{name}");
        for never in [answer, scan, signature, Uuid::now_v7()] {
            assert_eq!(
                office.site.get(&format!("/answers/{never}")).await.status,
                404
            );
        }

        // Once closed, what belongs to the case stays; published, it is taken back first.
        problem(
            &ask(&office, "DELETE", &format!("{papers}/{scan}"), None).await,
            422,
        );
        let quiet = j!({"role": {"kind": "answer"}, "to_requester": false});
        let reply = ask(&office, "PUT", &format!("{papers}/{answer}"), Some(quiet)).await;
        problem(&reply, 422);
        let reply = ask(&office, "DELETE", &publication(redacted), None).await;
        assert_eq!(reply.status, 200);
        assert_eq!(
            office
                .site
                .get(&format!("/answers/{redacted}"))
                .await
                .status,
            404
        );
        problem(
            &ask(&office, "DELETE", &publication(redacted), None).await,
            404,
        );

        let told: CasePapers = json(&ask(&office, "GET", &papers, None).await);
        assert_eq!(told.papers.len(), 4);
        let events: Vec<Value> = told
            .history
            .iter()
            .map(|entry| serde_json::to_value(&entry.event).unwrap()["kind"].clone())
            .collect();
        let expected = [
            "added",
            "added",
            "added",
            "added",
            "published",
            "published",
            "withdrawn",
        ];
        assert_eq!(events, expected.map(Value::from));
        assert!(told.history.iter().all(|entry| !entry.actor.is_empty()));
    }
}

#[tokio::test]
async fn the_case_file_holds_everything_and_the_letters_name_what_goes_with_them() {
    let office = Office::open().await;
    let id = office.register("Копія договору").await;
    let answer = filed(
        &office,
        id,
        "Відповідь.pdf",
        j!({"kind": "answer"}),
        true,
        PDF,
    )
    .await;
    filed(
        &office,
        id,
        "Відповідь.pdf.p7s",
        j!({"kind": "signature", "of": answer}),
        true,
        P7S,
    )
    .await;
    filed(
        &office,
        id,
        "Оригінал.jpg",
        j!({"kind": "scan"}),
        false,
        &photo(2_000),
    )
    .await;
    let wrong = filed(
        &office,
        id,
        "Не те.txt",
        j!({"kind": "other"}),
        false,
        b"text",
    )
    .await;
    let gone = office
        .ask("DELETE", &format!("requests/{id}/papers/{wrong}"), None)
        .await;
    assert_eq!(gone.status, 200);
    let lost = office
        .ask("GET", &format!("requests/{id}/papers/{wrong}"), None)
        .await;
    problem(&lost, 404);
    let act = j!({"kind": "answer", "text": "Копію додано"});
    assert_eq!(office.act(id, 1, act).await.status, 200);

    let reply = office
        .ask("GET", &format!("requests/{id}/papers/case.zip"), None)
        .await;
    let mut archive = zip::ZipArchive::new(Cursor::new(reply.body.clone())).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        let mut part = archive.by_name(name).unwrap_or_else(|_| panic!("{name}"));
        part.read_to_end(&mut bytes).unwrap();
        bytes
    };
    let inventory = String::from_utf8(read("00 Опис справи.csv")).unwrap();
    for (name, bytes) in [
        ("05 Файл відповіді Відповідь.pdf", PDF),
        ("06 Підпис до «Відповідь.pdf» Відповідь.pdf.p7s", P7S),
        ("07 Оригінал запиту Оригінал.jpg", &photo(2_000)[..]),
    ] {
        assert_eq!(read(name), bytes, "{name}");
        assert!(inventory.contains(name), "{name}: {inventory}");
    }
    let history = String::from_utf8(read("08 Хід розгляду.csv")).unwrap();
    for words in ["Додано файл,Не те.txt", "Вилучено файл,Не те.txt"]
    {
        assert!(history.contains(words), "{words}: {history}");
    }

    let letter = office
        .ask("GET", &format!("requests/{id}/letters/2-answer.html"), None)
        .await
        .text();
    for words in ["Додатки:", "<li>Відповідь.pdf</li>", "Виконавець: "] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    assert!(!letter.contains("Оригінал.jpg"), "{letter}");
}

#[tokio::test]
async fn what_is_refused_and_in_which_words() {
    for kind in EVERY_KIND {
        let office = Office::at(Site::on(kind).await).await;
        let id = office.register("Кошторис").await;
        let other = office.register("Інше").await;
        let answer = filed(&office, id, "В.pdf", j!({"kind": "answer"}), true, PDF).await;
        let new = |name: &str, role: Value| j!({"id": Uuid::now_v7(), "name": name, "role": role});
        let plain = j!({"kind": "other"});
        let signs = |of: Uuid| j!({"kind": "signature", "of": of});
        // (what, its bytes, status, the kind of problem)
        let table: Vec<(Value, &[u8], u16, &str)> = vec![
            (new("a.exe", plain.clone()), b"MZ", 422, "paper-kind"),
            (new("a.pdf", plain.clone()), b"no pdf", 422, "paper-kind"),
            (new("a.pdf", plain.clone()), b"", 422, "paper-kind"),
            (new("a.p7s", signs(answer)), PDF, 422, "paper-kind"),
            (new("a.p7s", plain.clone()), P7S, 422, "paper-refused"),
            (new("a.pdf", signs(answer)), PDF, 422, "paper-refused"),
            (new("a.p7s", signs(Uuid::now_v7())), P7S, 404, "not-found"),
            (new("a.pdf", j!({"kind": "bribe"})), PDF, 400, "malformed"),
            (j!({"name": "a.pdf"}), PDF, 400, "malformed"),
            (
                j!({"id": Uuid::now_v7(), "name": "a.pdf", "role": plain, "to_requester": true}),
                PDF,
                422,
                "paper-refused",
            ),
            (
                j!({"id": Uuid::now_v7(), "name": "a.pdf", "role": plain, "more": 1}),
                PDF,
                400,
                "malformed",
            ),
        ];
        for (described, bytes, status, name) in table {
            let reply = put(&office, id, &described, bytes).await;
            let told = problem(&reply, status);
            assert_eq!(told.kind, format!("/problems/{name}"), "{described}");
        }
        // A signature of what another case holds.
        let reply = put(&office, other, &new("a.p7s", signs(answer)), P7S).await;
        problem(&reply, 404);
        // A request that is not there, and a paper that is another's.
        let reply = put(&office, Uuid::now_v7(), &new("a.pdf", plain.clone()), PDF).await;
        problem(&reply, 404);
        for method in ["GET", "DELETE"] {
            let path = format!("requests/{other}/papers/{answer}");
            problem(&office.ask(method, &path, None).await, 404);
        }
        let mark = j!({"role": {"kind": "other"}});
        let path = format!("requests/{other}/papers/{answer}");
        problem(&office.ask("PUT", &path, Some(mark)).await, 404);
        // 20 MiB and one byte.
        let large = photo(20 * 1024 * 1024 + 1);
        let reply = put(&office, id, &new("a.jpg", plain.clone()), &large).await;
        assert_eq!(problem(&reply, 413).kind, "/problems/paper-too-large");
        let reply = put(
            &office,
            id,
            &new("a.jpg", plain.clone()),
            &large[..large.len() - 1],
        )
        .await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        // Sent twice it is there once; other bytes or another case under the same id are refused.
        let twice = new("twice.pdf", plain.clone());
        for _ in 0..2 {
            assert_eq!(put(&office, id, &twice, PDF).await.status, 200);
        }
        problem(&put(&office, id, &twice, &[PDF, b"x"].concat()).await, 409);
        problem(&put(&office, other, &twice, PDF).await, 409);
        let told: CasePapers = json(
            &office
                .ask("GET", &format!("requests/{id}/papers"), None)
                .await,
        );
        assert_eq!(told.papers.len(), 3);
        // From another site, and by nobody.
        let reply = put_with(&office, id, &new("a.pdf", plain.clone()), PDF, "cross-site").await;
        problem(&reply, 403);
        let nobody = Office {
            cookie: String::new(),
            site: office.site.clone(),
        };
        problem(
            &put(&nobody, id, &new("a.jpg", plain), &photo(3_000_000)).await,
            401,
        );
    }
}

#[tokio::test]
async fn each_role_does_its_own() {
    let office = Office::open().await;
    let id = office.register("Кошторис").await;
    let answer = filed(&office, id, "В.pdf", j!({"kind": "answer"}), true, PDF).await;
    let new = |role: &str| j!({"id": Uuid::now_v7(), "name": "a.pdf", "role": {"kind": role}});
    // (role, may put a scan, an answer, another paper)
    let table = [
        (Role::GeneralDepartment, [200, 403, 200]),
        (Role::Head, [403, 403, 200]),
        (Role::Reader, [403, 403, 403]),
        (Role::Administrator, [403, 403, 403]),
        // An executor does not even see what others are charged with.
        (Role::Executor, [404, 404, 404]),
    ];
    for (role, expected) in table {
        let colleague = office.colleague(role).await;
        for (what, status) in ["scan", "answer", "other"].into_iter().zip(expected) {
            let reply = put(&colleague, id, &new(what), PDF).await;
            assert_eq!(reply.status, status, "{role:?} {what}: {}", reply.text());
        }
        let path = format!("requests/{id}/papers/{answer}");
        let reply = colleague.ask("DELETE", &path, None).await;
        assert!(matches!(reply.status, 403 | 404), "{role:?}");
        let body = j!({"subject": "Тема", "no_personal_data": true});
        let reply = colleague
            .ask("PUT", &format!("{path}/publication"), Some(body))
            .await;
        assert!(matches!(reply.status, 403 | 404), "{role:?}");
    }
}

#[tokio::test]
async fn the_blank_form_is_printed_and_taken_away() {
    let site = Site::start().await;
    let uk = site.get("/form/blank?lang=uk").await.text();
    let en = site.get("/form/blank?lang=en").await.text();
    for page in [&uk, &en] {
        for words in ["ЗАПИТ НА ІНФОРМАЦІЮ", "lang=\"uk\"", "п’яти робочих днів"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    assert!(en.contains("within 5 working days"), "{en}");
    let form = site.get("/form?lang=uk").await.text();
    assert!(form.contains("href=\"/form/blank?lang=uk\""), "{form}");
    let docx = site.get("/form/blank.docx").await;
    let mut archive = zip::ZipArchive::new(Cursor::new(docx.body.clone())).unwrap();
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    for words in [
        "ЗАПИТ НА ІНФОРМАЦІЮ",
        "Стисла інструкція",
        "на поштову адресу",
    ] {
        assert!(xml.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_text_shows_what_it_would_make_of_a_letter() {
    let office = Office::open().await;
    let id = office.register("Копія договору").await;
    let ask = async |kind: &str, text: &str, request: Option<Uuid>| {
        let body = j!({"kind": kind, "text": text, "request": request});
        office.ask("POST", "letters/preview", Some(body)).await
    };
    let made_up: Value = json(&ask("refusal", "", None).await);
    assert_eq!(made_up["real"], false);
    assert!(
        made_up
            .to_string()
            .contains("відмовлено 27 листопада 2026 р.")
    );
    let text = "№ {індекс}, {запитувач}: до {строк}";
    let real: Value = json(&ask("acknowledgement", text, Some(id)).await);
    let said = "№ 1/02-19, Верболіз Остап Лукич, ostap@poshta.example: до 1 грудня 2026 р.";
    assert_eq!(
        (&real["real"], &real["paragraphs"][0]),
        (&j!(true), &j!(said))
    );
    // A refusal of a request that was not refused: the request is real, the rest made up.
    let mixed: Value = json(&ask("refusal", "", Some(id)).await);
    assert_eq!(mixed["real"], false);
    assert!(mixed.to_string().contains("№ 1/02-19"), "{mixed}");
    problem(&ask("refusal", "{індекс}", None).await, 422);
    problem(&ask("answer", "{відповідь} {номер}", None).await, 422);
    problem(&ask("answer", "", Some(Uuid::now_v7())).await, 404);
}
