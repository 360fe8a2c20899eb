//! The pages, filled in.

use askama::Template;
use chrono::{DateTime, Datelike, Utc};
use domain::kyiv;
use domain::law::{Deadline, DeadlineKind, Ruling};
use domain::request::{Field as Asked, Language, Problem};
use domain::sync::wire::{self, CaseView, PublicCase};

use super::text::{self, Say};
use super::typed::{GROUNDS, REQUESTERS, Typed, name_of};
use crate::http::assets;
use crate::journal::Registered;
use crate::law_words;

/// What the pages say of the council.
pub(super) struct Council {
    pub(super) name: String,
    contacts: String,
    language: Language,
}

impl Council {
    pub(super) fn new(council: &wire::Council, language: Language) -> Self {
        let name = match language {
            Language::En if !council.name_en.is_empty() => &council.name_en,
            _ => &council.name_uk,
        };
        let known = [&council.phone, &council.email];
        let known: Vec<&str> = known
            .into_iter()
            .map(String::as_str)
            .filter(|one| !one.is_empty())
            .collect();
        Self {
            name: name.clone(),
            contacts: known.join(", "),
            language,
        }
    }
}

/// One question of the form.
struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    optional: bool,
    value: String,
    error: Option<String>,
    choices: Vec<(&'static str, &'static str)>,
}

impl Field {
    /// The attributes that tie hint and error to the input. Made of our own names only.
    fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        if ids.is_empty() {
            return String::new();
        }
        let invalid = if self.error.is_some() {
            " aria-invalid=\"true\""
        } else {
            ""
        };
        format!(" aria-describedby=\"{}\"{invalid}", ids.join(" "))
    }
}

/// The form.
#[derive(Template)]
#[template(path = "form.html")]
pub(super) struct FormPage {
    say: &'static Say,
    style: Option<String>,
    council: String,
    id: String,
    code: String,
    fields: Vec<Field>,
    problems: Vec<(&'static str, String)>,
}

impl FormPage {
    pub(super) fn new(
        council: Council,
        typed: &Typed,
        problems: &[Problem],
        said: Option<&'static str>,
    ) -> Self {
        let language = council.language;
        let fields = fields(typed, problems, language);
        let problems = problems
            .iter()
            .map(|problem| (name(problem.field), text::problem(*problem, language)));
        let said = said.map(|said| ("text", said.to_owned()));
        Self {
            say: text::of(language),
            style: assets::style(),
            council: council.name,
            id: typed.id.to_string(),
            code: typed.code.as_str().to_owned(),
            problems: said.into_iter().chain(problems).collect(),
            fields,
        }
    }
}

/// The name of a field in the form.
const fn name(field: Asked) -> &'static str {
    match field {
        Asked::Text | Asked::AccessCodeHash | Asked::Attachments | Asked::Intake => "text",
        Asked::Name => "name",
        Asked::Email => "email",
        Asked::PostalAddress => "postal_address",
        Asked::Phone => "phone",
        Asked::UrgencyReason => "urgency_reason",
    }
}

fn fields(typed: &Typed, problems: &[Problem], language: Language) -> Vec<Field> {
    let (say, draft) = (text::of(language), &typed.draft);
    let error = |name_of: &str| {
        let wrong = problems
            .iter()
            .find(|problem| name(problem.field) == name_of);
        wrong.map(|problem| text::problem(*problem, language))
    };
    let field = |name, label, hint, kind, autocomplete, value: &str| Field {
        name,
        label,
        hint,
        kind,
        autocomplete,
        optional: name == "phone",
        value: value.to_owned(),
        error: error(name),
        choices: Vec::new(),
    };
    let kind = name_of(&REQUESTERS, &draft.requester_type);
    let ground = draft
        .urgency
        .map_or("", |ground| name_of(&GROUNDS, &ground));
    let none = ("", say.urgency_none);
    let grounds = GROUNDS.map(|(name, ground)| (name, text::urgency(ground, language)));
    vec![
        field("text", say.text, say.text_hint, "area", "off", &draft.text),
        Field {
            choices: REQUESTERS
                .map(|(name, kind)| (name, text::requester(kind, language)))
                .into(),
            ..field("requester_type", say.who, "", "select", "off", kind)
        },
        field("name", say.name, "", "text", "name", &draft.name),
        field(
            "email",
            say.email,
            say.email_hint,
            "email",
            "email",
            &draft.email,
        ),
        field(
            "postal_address",
            say.address,
            "",
            "text",
            "street-address",
            &draft.postal_address,
        ),
        field("phone", say.phone, "", "tel", "tel", &draft.phone),
        Field {
            choices: std::iter::once(none).chain(grounds).collect(),
            ..field("urgency", say.urgency, "", "select", "off", ground)
        },
        field(
            "urgency_reason",
            say.urgency_reason,
            say.urgency_hint,
            "area",
            "off",
            &draft.urgency_reason,
        ),
    ]
}

struct Day {
    date: String,
    counted: bool,
    why: String,
}

fn account(ruling: &Ruling, language: Language) -> Vec<Day> {
    let day = |day: &domain::law::AccountDay| Day {
        date: format!(
            "{}, {}",
            law_words::weekday(day.date, language),
            day.date.format("%d.%m.%Y")
        ),
        counted: day.counted,
        why: law_words::why(&day.why, language),
    };
    ruling.account.iter().map(day).collect()
}

fn moment(at: DateTime<Utc>) -> String {
    kyiv::local(at).format("%d.%m.%Y, %H:%M").to_string()
}

fn due(deadline: Deadline) -> String {
    match deadline.kind() {
        DeadlineKind::Day(day) => day.format("%d.%m.%Y").to_string(),
        DeadlineKind::Instant(at) => moment(at),
    }
}

/// The present Kyiv year.
pub(super) fn year(now: DateTime<Utc>) -> String {
    kyiv::date(now).year().to_string()
}

/// The receipt.
#[derive(Template)]
#[template(path = "receipt.html")]
pub(super) struct ReceiptPage {
    say: &'static Say,
    style: Option<String>,
    council: String,
    contacts: String,
    index: String,
    received_at: String,
    due: String,
    code: String,
    text: String,
    citation: String,
    account: Vec<Day>,
}

impl ReceiptPage {
    pub(super) fn new(council: Council, typed: &Typed, registered: &Registered) -> Self {
        let language = council.language;
        Self {
            say: text::of(language),
            style: assets::style(),
            council: council.name,
            contacts: council.contacts,
            index: registered.index.text.clone(),
            received_at: moment(registered.received_at),
            due: due(registered.term.deadline),
            code: typed.code.grouped(),
            text: typed.draft.text.clone(),
            citation: law_words::citation(registered.ruling.citation, language),
            account: account(&registered.ruling, language),
        }
    }
}

/// What a look-up found.
pub(super) struct Found {
    index: String,
    status: &'static str,
    received_at: String,
    due: String,
    parts: Vec<(&'static str, String)>,
}

impl Found {
    pub(super) fn new(public: &PublicCase, whole: Option<&CaseView>, language: Language) -> Self {
        let say = text::of(language);
        let mut parts = Vec::new();
        if let Some(case) = whole {
            parts.push((say.text, case.text.clone()));
            parts.extend(case.answer.clone().map(|answer| (say.answer, answer)));
            let refusal = case.refusal.as_ref();
            parts.extend(refusal.map(|refusal| (say.refusal, refusal.reason.clone())));
        }
        Self {
            index: public.index.text.clone(),
            status: text::status(public.status, public.outcome, language),
            received_at: moment(public.received_at),
            due: due(public.term.deadline),
            parts,
        }
    }
}

/// The look-up.
#[derive(Template)]
#[template(path = "status.html")]
pub(super) struct StatusPage {
    say: &'static Say,
    style: Option<String>,
    council: String,
    index: String,
    year: String,
    problem: Option<String>,
    found: Option<Found>,
}

impl StatusPage {
    pub(super) fn new(council: Council, index: String, year: String) -> Self {
        Self {
            say: text::of(council.language),
            style: assets::style(),
            council: council.name,
            index,
            year,
            problem: None,
            found: None,
        }
    }

    pub(super) fn with_problem(self, problem: String) -> Self {
        Self {
            problem: Some(problem),
            ..self
        }
    }

    pub(super) fn with_found(self, found: Found) -> Self {
        Self {
            found: Some(found),
            ..self
        }
    }
}

/// A problem, in words.
#[derive(Template)]
#[template(path = "message.html")]
pub(super) struct MessagePage {
    say: &'static Say,
    style: Option<String>,
    council: String,
    title: String,
    detail: String,
}

impl MessagePage {
    pub(super) fn new(language: Language, title: String, detail: String) -> Self {
        Self {
            say: text::of(language),
            style: assets::style(),
            council: String::new(),
            title,
            detail,
        }
    }
}
