//! Letters over real TCP: what the Law asks of each stands in it, on paper and in DOCX, and nobody
//! can make a template that would leave it out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::io::{Cursor, Read};

use common::office::Office;
use common::*;
use domain::request::{LetterKind, Role};
use domain::sync::letter::Templates;
use serde_json::{Value, json as j};
use sync_server::journal::HolderId;
use uuid::Uuid;

/// The letter as the page to be printed, its text run together.
async fn page(office: &Office, id: Uuid, letter: &str) -> String {
    let path = format!("requests/{id}/letters/{letter}.html");
    let reply = office.ask("GET", &path, None).await;
    assert_eq!(reply.status, 200, "{letter}: {}", reply.text());
    reply.text()
}

async fn with(office: &Office, acts: Vec<Value>) -> Uuid {
    let id = office.register("Копія договору оренди").await;
    for (version, act) in (1..).zip(acts) {
        let reply = office.act(id, version, act).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    id
}

#[tokio::test]
async fn each_letter_says_what_the_law_asks_of_it() {
    let office = Office::open().await;
    let test = j!({"interest": "rights_of_others", "interest_why": "Адреси дітей", "harm": "Загроза їхній безпеці", "outweighs": "Досить кількості"});
    // (the act, the letter, what stands in it)
    let table: Vec<(Option<Value>, &str, Vec<&str>)> = vec![
        (
            None,
            "1-acknowledgement",
            vec![
                "Про реєстрацію запиту",
                "Верболіз Остап Лукич",
                "24 листопада 2026 р.",
                "№ 1/02-19",
                "не пізніше 1 грудня 2026 р.",
            ],
        ),
        (
            Some(j!({"kind": "extend", "ground": "large_volume", "reason": "Тисяча сторінок"})),
            "2-extension",
            vec![
                "до 22 грудня 2026 р.",
                "великого обсягу інформації",
                "Тисяча сторінок",
                "частина четверта статті 20",
            ],
        ),
        (
            Some(
                j!({"kind": "forward", "holder": "Обласна рада", "address": "вул. Тиха, 1", "part": "про дороги"}),
            ),
            "2-forwarding",
            vec![
                "Обласна рада, вул. Тиха, 1",
                "у частині: про дороги",
                "частини третьої статті 22",
            ],
        ),
        (
            Some(j!({"kind": "forward", "holder": "Обласна рада", "address": "вул. Тиха, 1"})),
            "2-cover",
            vec![
                "<span>Обласна рада</span><span>вул. Тиха, 1</span>",
                "(у повному обсязі)",
                "Копія договору оренди",
                "Запитувач: Верболіз Остап Лукич",
            ],
        ),
        (
            Some(
                j!({"kind": "answer", "text": "Копію додано", "sending": {"way": "post", "index": "12-вих"}}),
            ),
            "2-answer",
            vec![
                "24 листопада 2026 р. № 12-вих",
                "у повному обсязі",
                "Копію додано",
            ],
        ),
        (
            Some(j!({"kind": "defer", "reason": "Обстріл", "until": "2027-01-11"})),
            "2-deferral",
            vec![
                // The five elements of art. 22 part 7.
                "Відповідальна за розгляд запиту особа",
                "Дата повідомлення про відстрочку: 24 листопада 2026 р.",
                "Обстріл",
                "до 11 січня 2027 р.",
                "letter__sign",
                "керівника, вищого органу або суду",
            ],
        ),
        (
            Some(
                j!({"kind": "refuse", "ground": "restricted", "reason": "Персональні дані", "test": test, "remainder": {"kind": "given", "text": "Кількість: 7"}}),
            ),
            "2-refusal",
            vec![
                // The five elements of art. 22 part 4.
                "Відповідальна за розгляд запиту особа",
                "відмовлено 24 листопада 2026 р.",
                "п. 2 ч. 1 ст. 22",
                "Персональні дані",
                "керівника, вищого органу або суду",
                "letter__sign",
                "Адреси дітей",
                "Загроза їхній безпеці",
                "Досить кількості",
                "Кількість: 7",
                "Уповноваженого Верховної Ради",
            ],
        ),
    ];
    for (n, (act, letter, words)) in table.into_iter().enumerate() {
        let id = with(&office, act.into_iter().collect()).await;
        let text = page(&office, id, letter).await;
        for wanted in words {
            let wanted = wanted.replace("№ 1/02-19", &format!("№ {}/02-19", n + 1));
            assert!(text.contains(&wanted), "{letter}: {wanted}\n{text}");
        }
        assert!(!text.contains('{') && !text.contains('}'), "{text}");
    }
}

#[tokio::test]
async fn a_letter_tells_of_what_happened_and_of_nothing_else() {
    let office = Office::open().await;
    let id = with(&office, vec![j!({"kind": "answer", "text": "Так"})]).await;
    for letter in [
        "2-refusal.html",
        "1-answer.html",
        "0-acknowledgement.html",
        "3-answer.docx",
        "2-answer.pdf",
        "-answer.html",
        "2-x.html",
        "99999999999999999999-answer.html",
    ] {
        let path = format!("requests/{id}/letters/{letter}");
        problem(&office.ask("GET", &path, None).await, 404);
    }
    let path = format!("requests/{}/letters/1-acknowledgement.html", Uuid::now_v7());
    problem(&office.ask("GET", &path, None).await, 404);
    // A department sees letters of what it is charged with.
    let other = office.colleague(Role::Executor).await;
    let path = format!("requests/{id}/letters/2-answer.html");
    problem(&other.ask("GET", &path, None).await, 404);
}

#[tokio::test]
async fn the_docx_says_what_the_page_says_and_markup_stays_text() {
    let office = Office::open().await;
    let id = with(
        &office,
        vec![j!({"kind": "answer", "text": "<b>Сім</b> & вісім\nдругий рядок {індекс}"})],
    )
    .await;
    let text = page(&office, id, "2-answer").await;
    assert!(
        text.contains("&#60;b&#62;Сім") || text.contains("&lt;b&gt;Сім"),
        "{text}"
    );
    let docx = office
        .ask("GET", &format!("requests/{id}/letters/2-answer.docx"), None)
        .await;
    assert!(
        docx.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment; ")
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(docx.body.clone())).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    for words in [
        "Про надання інформації",
        "&lt;b&gt;Сім&lt;/b&gt; &amp; вісім",
        "другий рядок {індекс}",
        "Верболіз Остап Лукич",
    ] {
        assert!(xml.contains(words), "{words}");
    }
}

#[tokio::test]
async fn templates_are_changed_by_those_who_may_and_keep_what_the_law_asks() {
    let office = Office::open().await;
    let put = |kind: &str, text: &str| {
        office.ask("PUT", "letters", Some(j!({"kind": kind, "text": text})))
    };
    // (text, whether it is taken)
    let table = [
        ("Зареєстровано за № {індекс}, відповімо до {строк}.", 200),
        ("Зареєстровано за № {індекс}.", 422),
        ("{індекс} {строк} {номер}", 422),
        ("{індекс} {строк} {", 422),
        ("{індекс} } {строк}", 422),
    ];
    for (text, status) in table {
        assert_eq!(put("acknowledgement", text).await.status, status, "{text}");
    }
    assert_eq!(
        put("acknowledgement", &"ї".repeat(10_001)).await.status,
        422
    );
    problem(&put("postcard", "x").await, 400);
    let id = office.register("Копія").await;
    let text = page(&office, id, "1-acknowledgement").await;
    assert!(
        text.contains("Зареєстровано за № 1/02-19, відповімо до 1 грудня 2026 р."),
        "{text}"
    );
    let all: Templates = json(&put("acknowledgement", " ").await);
    assert!(all.templates.iter().all(|one| one.standard));
    let text = page(&office, id, "1-acknowledgement").await;
    assert!(text.contains("Ваш запит на інформацію отримано"), "{text}");
    let standard = all
        .templates
        .iter()
        .find(|one| one.kind == LetterKind::Refusal)
        .unwrap();
    for name in ["відповідальна особа", "дата", "підстава", "оскарження"]
    {
        assert!(standard.required.iter().any(|one| one == name), "{name}");
    }
    let reply = put("refusal", "{дата} {номер}").await;
    let detail = problem(&reply, 422).detail.unwrap();
    assert!(detail.contains("Назва «номер» невідома"), "{detail}");
    assert!(
        detail.contains("Бракує обов’язкової назви «оскарження»"),
        "{detail}"
    );
    for role in Role::ALL {
        let other = office.colleague(role).await;
        let body = j!({"kind": "answer", "text": ""});
        let may = matches!(role, Role::Administrator | Role::ResponsibleOfficer);
        let status = other.ask("PUT", "letters", Some(body)).await.status;
        assert_eq!(status, if may { 200 } else { 403 }, "{role:?}");
        assert_eq!(other.ask("GET", "letters", None).await.status, 200);
    }
}

#[tokio::test]
async fn the_first_sheet_bears_the_stamp_and_the_card_has_its_fields() {
    let office = Office::open().await;
    let resolve = j!({"kind": "resolve", "author": "Дзвінка Ольга", "position": "міська голова", "dated": "2026-11-24", "text": "До виконання", "assignments": [{"executor": "Юридичний відділ"}]});
    let id = with(&office, vec![resolve]).await;
    let get = |id: Uuid, name: &str| {
        let path = format!("requests/{id}/papers/{name}");
        let office = &office;
        async move { office.ask("GET", &path, None).await }
    };
    let sheet = get(id, "sheet.html").await.text();
    for words in [
        "Верболіз Остап Лукич",
        "Копія договору оренди",
        "Вх. № 1/02-19",
        "<span>24 листопада 2026 р.</span>",
    ] {
        assert!(sheet.contains(words), "{words}\n{sheet}");
    }
    let card = get(id, "card.html").await.text();
    for words in [
        "Реєстраційно-контрольна картка запиту № 1/02-19",
        "До виконання (Дзвінка Ольга, 24.11.2026)",
        "Юридичний відділ",
        "на розгляді",
        "01.12.2026",
    ] {
        assert!(card.contains(words), "{words}\n{card}");
    }
    let reply = office
        .site
        .put(Uuid::now_v7(), &bytes(&urgent("Вода пахне")))
        .await;
    let sheet = get(receipt(&reply).id, "sheet.html").await.text();
    assert!(
        sheet.contains("24 листопада 2026 р., 12:00"),
        "hours count: {sheet}"
    );
    problem(&get(id, "photo.html").await, 404);
    problem(&get(Uuid::now_v7(), "card.html").await, 404);
}

#[tokio::test]
async fn the_whole_file_of_a_case_leaves_as_one_archive_with_its_inventory() {
    let office = Office::open().await;
    let acts = vec![
        j!({"kind": "note", "text": "Дзвонили до архіву"}),
        j!({"kind": "receive_letter", "from": "Архів", "text": "Копії є"}),
        j!({"kind": "answer", "text": "Копію додано"}),
    ];
    let id = with(&office, acts).await;
    let reply = office
        .ask("GET", &format!("requests/{id}/papers/case.zip"), None)
        .await;
    assert_eq!(reply.headers["content-type"], "application/zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(reply.body.clone())).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned())
        .collect();
    assert_eq!(
        names,
        [
            "01 Запит.docx",
            "02 Картка.docx",
            "03 Про реєстрацію запиту.docx",
            "04 Про надання інформації.docx",
            "05 Хід розгляду.csv",
            "00 Опис справи.csv",
        ]
    );
    let mut read = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    let inventory = read("00 Опис справи.csv");
    assert_eq!(inventory.lines().count(), 6, "{inventory}");
    assert!(
        inventory.contains("4,04 Про надання інформації.docx,2026-11-24,"),
        "{inventory}"
    );
    let history = read("05 Хід розгляду.csv");
    for words in [
        "Нотатка,Дзвонили до архіву",
        "Отримано лист,\"Архів\nКопії є\"",
        "Надано відповідь,\"У повному обсязі, через застосунок або форму на сайті.\nКопію додано\"",
    ] {
        assert!(history.contains(words), "{words}: {history}");
    }
}

#[tokio::test]
async fn an_invoice_agrees_with_its_pages_and_every_letter_is_signed() {
    let office = Office::open().await;
    let journal = office.site.running.journal();
    let mut settings = journal.holder(HolderId(1)).await.unwrap().unwrap();
    settings.rates.a4 = Some(100);
    journal.put_holder(HolderId(1), settings).await.unwrap();
    // Ten pages are free (art. 21 part 2).
    for (pages, said, sum) in [
        (
            11,
            "Обсяг копій: 11 сторінок.",
            "Сума: 1 гривня 00 копійок.",
        ),
        (
            21,
            "Обсяг копій: 21 сторінка.",
            "Сума: 11 гривень 00 копійок.",
        ),
        (
            32,
            "Обсяг копій: 32 сторінки.",
            "Сума: 22 гривні 00 копійок.",
        ),
    ] {
        let act = j!({"kind": "invoice", "pages": pages, "copies": "a4", "number": "7-к"});
        let id = with(&office, vec![act]).await;
        let text = page(&office, id, "2-invoice").await;
        for wanted in [said, sum, "Рахунок № 7-к"] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
        // The registration is the server's own: who takes the letter out signs it.
        let me: domain::sync::office::Me = json(&office.ask("GET", "me", None).await);
        let signed = format!("<span>{}</span><span>{}</span></p>", me.position, me.name);
        for letter in ["1-acknowledgement", "2-invoice"] {
            let text = page(&office, id, letter).await;
            assert!(text.contains(&signed), "{letter}: {signed}\n{text}");
        }
    }
}

#[tokio::test]
async fn a_letter_is_signed_by_who_recorded_it_whoever_opens_it() {
    let office = Office::open().await;
    let colleague = office.colleague(Role::ResponsibleOfficer).await;
    let id = office.register("Копія договору").await;
    let answer = j!({"kind": "answer", "text": "Копію додано"});
    assert_eq!(colleague.act(id, 1, answer).await.status, 200);
    let signed = "<span>спеціалістка</span><span>Зоряна Вигадана</span>";
    for reader in [&office, &colleague] {
        let text = page(reader, id, "2-answer").await;
        assert!(text.contains(signed), "{text}");
    }
}

#[tokio::test]
async fn what_is_forwarded_or_explained_is_told_as_that() {
    let office = Office::open().await;
    // (the act, the letter, what stands in it, what does not)
    let table = [
        (
            j!({"kind": "forward", "holder": "Обласна рада", "address": "вул. Світла, 1"}),
            "2-forwarding",
            vec![
                "інформація (у повному обсязі)",
                "Обласна рада, вул. Світла, 1",
            ],
            "Решту запиту",
        ),
        (
            j!({"kind": "forward", "holder": "Обласна рада", "address": "", "part": "дороги області"}),
            "2-forwarding",
            vec!["(у частині: дороги області)", "Решту запиту розглядаємо ми"],
            "у повному обсязі",
        ),
        (
            j!({"kind": "explain", "text": "Зверніться до міграційної служби."}),
            "2-explanation",
            vec![
                "Про роз’яснення",
                "не є запитом на інформацію",
                "міграційної служби",
                "стаття 23",
            ],
            "Про надання інформації",
        ),
    ];
    for (act, letter, said, unsaid) in table {
        let id = with(&office, vec![act]).await;
        let text = page(&office, id, letter).await;
        for words in said {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert!(!text.contains(unsaid), "{unsaid}\n{text}");
    }
}

/// Everything the procedure asks of the card (section 4.4 of the facts), once it has happened.
#[tokio::test]
async fn the_card_and_the_printed_file_tell_all_that_happened() {
    let office = Office::open().await;
    let acts = vec![
        j!({"kind": "resolve", "author": "Дзвінка Ольга", "position": "міська голова", "dated": "2026-11-24", "text": "До виконання", "assignments": [{"executor": "Архів", "control_by": "2026-11-27"}]}),
        j!({"kind": "classify", "info": "legal", "topic": "Оренда"}),
        j!({"kind": "extend", "ground": "large_search", "reason": "Триста справ"}),
        j!({"kind": "receive_letter", "from": "Обласний архів", "text": "Шукаємо"}),
        j!({"kind": "forward", "holder": "Обласна рада", "address": "", "part": "дороги"}),
        j!({"kind": "appeal", "to": "commissioner", "about": "Зволікання", "dated": "2026-11-24", "answer_by": "2026-12-03"}),
        j!({"kind": "refuse", "ground": "restricted", "reason": "Персональні дані", "test": {"interest": "rights_of_others", "interest_why": "Адреси дітей", "harm": "Загроза", "outweighs": "Досить кількості"}, "remainder": {"kind": "nothing", "why": "Усе пов’язане"}, "sending": {"way": "post", "index": "77/02"}}),
    ];
    let id = with(&office, acts).await;
    let get = async |name: &str| {
        let path = format!("requests/{id}/papers/{name}");
        let reply = office.ask("GET", &path, None).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.text()
    };
    let card = get("card.html").await;
    for words in [
        "Архів (до 27.11.2026)",
        "До 22.12.2026: запит потребує пошуку",
        "Обласна рада, у частині: дороги",
        "захист репутації або прав інших людей (Адреси дітей)",
        "77/02",
        "поштою",
        "Уповноваженому Верховної Ради",
        "<th scope=\"row\">Строк за скаргою</th><td>03.12.2026</td>",
        "Обласний архів",
        "<th scope=\"row\">Індекс справи</th><td>02-19</td>",
        "<th scope=\"row\">Строк зберігання</th><td></td>",
    ] {
        assert!(card.contains(words), "{words}\n{card}");
    }
    // Nothing was invoiced: a card has no empty lines of what did not happen.
    assert!(!card.contains("Рахунок"), "{card}");
    let whole = get("case.html").await;
    for words in [
        "Реєстраційно-контрольна картка",
        "Вх. № 1/02-19",
        "Про продовження строку розгляду запиту",
        "Про відмову в задоволенні запиту",
        "<td>Строк продовжено</td>",
        "Обласний архів\nШукаємо",
    ] {
        assert!(whole.contains(words), "{words}\n{whole}");
    }
}

#[tokio::test]
async fn dates_that_cannot_be_and_notices_by_phone_are_not_recorded() {
    let office = Office::open().await;
    let resolve = |dated: &str| j!({"kind": "resolve", "author": "Дзвінка", "position": "голова", "dated": dated, "text": "До виконання", "assignments": [{"executor": "Архів"}]});
    let by_phone = j!({"way": "phone"});
    // (the act, why it is refused)
    let table = [
        (resolve("2026-11-25"), "date_impossible"),
        (resolve("2026-11-23"), "date_impossible"),
        (
            j!({"kind": "appeal", "to": "head", "about": "Зволікання", "dated": "2027-01-01"}),
            "date_impossible",
        ),
        (
            j!({"kind": "appeal", "to": "head", "about": "Зволікання", "answer_by": "2026-11-01"}),
            "date_impossible",
        ),
        (
            j!({"kind": "extend", "ground": "large_volume", "reason": "Багато", "sending": by_phone}),
            "not_in_writing",
        ),
        (
            j!({"kind": "defer", "reason": "Обстріл", "until": "2027-01-11", "sending": by_phone}),
            "not_in_writing",
        ),
        (
            j!({"kind": "refuse", "ground": "not_held", "reason": "Немає", "sending": by_phone}),
            "not_in_writing",
        ),
    ];
    let id = office.register("Копія договору").await;
    for (act, why) in table {
        let told = problem(&office.act(id, 1, act.clone()).await, 422);
        let refused = serde_json::to_value(told.refused).unwrap();
        assert_eq!(refused, why, "{act}");
    }
    assert_eq!(office.act(id, 1, resolve("2026-11-24")).await.status, 200);
}
