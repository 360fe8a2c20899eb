//! The model form of a request (art. 19 part 6) as a blank to be printed or filled in by hand,
//! after the one of the Cabinet's resolution № 583 of 25.05.2011, with a short instruction.

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::request::Language;

use super::asked;
use super::html;
use super::text::{self, Say};
use crate::http::office::file::disposition;
use crate::http::problem::Problem;
use crate::http::{AppState, assets};
use crate::paper::PaperError;
use crate::paper::docx::{Document, MEDIA, Style};

/// The pages.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/form/blank", get(page))
        .route("/form/blank.docx", get(document))
}

const TITLE: &str = "ЗАПИТ НА ІНФОРМАЦІЮ";
const ASKS: &str = "Прошу відповідно до Закону України «Про доступ до публічної інформації» надати";
const ASKS_HINT: &str =
    "загальний опис інформації або вид, назва, реквізити чи зміст документа, якщо вони відомі";
const ANSWER: &str = "Запитувану інформацію прошу надати у визначений законом строк (позначте):";
const REQUESTER: [&str; 3] = [
    "прізвище, ім’я, по батькові – для фізичних осіб; найменування організації, прізвище, ім’я, по батькові її представника – для юридичних осіб і об’єднань громадян без статусу юридичної особи",
    "поштова адреса або адреса електронної пошти",
    "номер телефону чи інший засіб зв’язку, якщо він є",
];
const WAYS: [&str; 4] = [
    "на поштову адресу",
    "на адресу електронної пошти",
    "телефаксом",
    "за телефоном",
];
const RULED: &str = "____________________________________________________________";

/// The short instruction («стисла інструкція») of art. 19 part 6, in Ukrainian on the form itself.
const INSTRUCTION: [&str; 6] = [
    "Пояснювати, навіщо потрібна інформація, не треба (ч. 2 ст. 19).",
    "Запит подають на вибір: особисто, поштою, факсом, телефоном, електронною поштою або через застосунок ради (ч. 3 ст. 19). Форма довільна, цей бланк лише приклад (ч. 4 і 6 ст. 19).",
    "Треба назвати себе й адресу для відповіді, описати інформацію, а на папері поставити дату й підпис (ч. 5 ст. 19).",
    "Відповідь надають не пізніше п’яти робочих днів; якщо йдеться про життя чи свободу особи, довкілля, якість харчів, аварії – 48 годин; великий обсяг – до 20 робочих днів із повідомленням (ст. 20).",
    "Інформація безкоштовна; копіювання понад 10 сторінок може бути платним (ст. 21).",
    "Хто через поважні причини не може подати запит письмово, тому його оформить відповідальна особа ради й видасть копію (ч. 7 ст. 19). Відмову чи мовчання можна оскаржити (ст. 23).",
];

/// The sentences around the form; each name is the English meaning.
struct Words {
    title: &'static str,
    lead: &'static str,
    docx: &'static str,
    print: &'static str,
    instruction: &'static str,
    about: &'static [&'static str],
}

const UK: Words = Words {
    title: "Бланк запиту для друку",
    lead: "Надрукуйте бланк і заповніть від руки або завантажте його й заповніть на комп’ютері. Він не обов’язковий: запит можна написати в довільній формі.",
    docx: "Завантажити DOCX",
    print: "Щоб надрукувати, натисніть Ctrl+P або «Друк» у меню браузера. Друкується лише бланк з інструкцією.",
    instruction: "Стисла інструкція",
    about: &[],
};

const EN: Words = Words {
    title: "Blank request form to print",
    lead: "Print the form and fill it in by hand, or download it and fill it in on a computer. It is not obligatory: a request may be written in any form. The form itself is in Ukrainian; this is what it says:",
    docx: "Download DOCX",
    print: "To print, press Ctrl+P or “Print” in the browser’s menu. Only the form with its instruction is printed.",
    instruction: "Стисла інструкція",
    about: &[
        "At the top right: the council; your full name, or the organisation and its representative; your postal or e-mail address; your phone, if there is one.",
        "In the middle: “Under the Law of Ukraine on Access to Public Information I ask to be given …” Describe the information, or name the document.",
        "Below: how you want the answer (post, e-mail, fax, phone); date and signature.",
        "You need not say why you want the information (art. 19(2)). The answer is due within 5 working days, 48 hours where life, liberty, the environment, food or accidents are concerned, up to 20 working days for a large volume (art. 20). It is free; more than 10 pages of copies may cost (art. 21). Whoever can’t write a request for a good reason is helped by the council’s officer, who gives a copy (art. 19(7)). A refusal or silence can be appealed (art. 23).",
    ],
};

#[derive(Template)]
#[template(path = "blank.html")]
struct BlankPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    /// Its Ukrainian name, to whom the form is addressed.
    holder: String,
    form: Form,
}

struct Form {
    title: &'static str,
    requester: [&'static str; 3],
    asks: &'static str,
    asks_hint: &'static str,
    answer: &'static str,
    ways: [&'static str; 4],
    instruction: [&'static str; 6],
}

const FORM: Form = Form {
    title: TITLE,
    requester: REQUESTER,
    asks: ASKS,
    asks_hint: ASKS_HINT,
    answer: ANSWER,
    ways: WAYS,
    instruction: INSTRUCTION,
};

async fn holder(app: &AppState) -> Result<String, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    Ok(settings.map_or_else(String::new, |settings| settings.council.name_uk))
}

async fn page(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    Ok(html(&BlankPage {
        say: text::of(language),
        words: match language {
            Language::Uk => &UK,
            Language::En => &EN,
        },
        // The office's: it has sheets of paper.
        style: assets::office_style(),
        council: super::council(&app, language).await?.name,
        holder: holder(&app).await?,
        form: FORM,
    }))
}

async fn document(State(app): State<AppState>) -> Result<Response, Problem> {
    let headers = [
        (header::CONTENT_TYPE, MEDIA.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            disposition("Бланк запиту на інформацію.docx"),
        ),
    ];
    Ok((headers, docx(&holder(&app).await?)?).into_response())
}

fn docx(holder: &str) -> Result<Vec<u8>, PaperError> {
    const SHORT: &str = "______________________________";
    let hint = |text: &str| format!("({text})");
    let hints = REQUESTER.map(hint);
    let mut right = vec![holder];
    for text in &hints {
        right.extend([SHORT, SHORT, text.as_str()]);
    }
    let small = Style {
        small: true,
        ..Style::CENTRE
    };
    let mut document = Document::new()
        .sides(&[], &right)
        .paragraph(TITLE, Style::TITLE)
        .paragraph(ASKS, Style::BODY.after_gap(12));
    for _ in 0..6 {
        document = document.paragraph(RULED, Style::LEFT);
    }
    document = document
        .paragraph(&hint(ASKS_HINT), small)
        .paragraph(ANSWER, Style::BODY.after_gap(12));
    for way in WAYS {
        document = document.paragraph(&format!("☐ {way} {SHORT}"), Style::LEFT);
    }
    document = document.paragraph(
        "____ ______________ 20__ р.          Підпис ________________",
        Style::LEFT.after_gap(18),
    );
    document = document.heading("Стисла інструкція");
    for (n, line) in (1..).zip(INSTRUCTION) {
        document = document.paragraph(&format!("{n}. {line}"), Style::NOTE);
    }
    document.bytes()
}
