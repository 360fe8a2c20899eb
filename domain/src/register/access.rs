//! What a council publishes of access to its information (arts. 14 and 15).

use serde::{Deserialize, Serialize};

use super::{LINE, TEXT, is_line};
use crate::request::is_email;

/// The most links to acts.
const ACTS: usize = 50;
/// The longest address of a link, in characters.
const URL: usize = 2_000;

/// An act to read elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActLink {
    /// What it is called.
    pub title: String,
    /// Its address, `https://…` or `http://…`.
    pub url: String,
}

/// What the council writes of access itself. What is empty is shown nowhere: nothing is invented
/// in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AccessPage {
    /// The responsible person's position.
    pub position: String,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Hours of reception.
    pub hours: String,
    /// The special place to work with documents: where it is, what is there.
    pub place: String,
    /// Where forms of requests are to be had, besides this site.
    pub forms: String,
    /// How a request is made.
    pub request: String,
    /// How decisions, acts and inaction are appealed.
    pub appeal: String,
    /// The council's own rules on work with requests.
    pub rules: String,
    /// Acts to read.
    pub acts: Vec<ActLink>,
}

/// A part of the page, as its history names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccessPart {
    /// The responsible person and how to reach them.
    Officer,
    /// The place to work with documents.
    Place,
    /// Forms.
    Forms,
    /// The procedure of requests.
    Request,
    /// The procedure of appeal.
    Appeal,
    /// Rules.
    Rules,
    /// Links to acts.
    Acts,
}

/// What an entry of its history says: which parts were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessChange {
    /// The parts.
    pub parts: Vec<AccessPart>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccessFault {
    /// Longer than it may be, or not on one line.
    TooLong,
    /// No e-mail address.
    NotAnEmail,
    /// No address that begins with `https://` or `http://`.
    NotALink,
    /// A link without a name.
    NoTitle,
    /// More links than fifty.
    TooMany,
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessProblem {
    /// Which: its name, with the number of a link from 0, e.g. `acts.2.url`.
    pub at: String,
    /// What.
    pub what: AccessFault,
}

/// Something the Law obliges the council to publish of access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Who is responsible: position and name.
    Officer,
    /// Phone and e-mail.
    Contacts,
    /// Hours of reception.
    Hours,
    /// The place to work with documents.
    Place,
    /// Where forms are to be had.
    Forms,
    /// How a request is made.
    Request,
    /// How to appeal.
    Appeal,
    /// The council's rules.
    Rules,
    /// Reports, also on satisfying requests.
    Reports,
    /// The register of documents.
    Register,
}

impl Duty {
    /// Every duty, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Officer,
        Self::Contacts,
        Self::Hours,
        Self::Place,
        Self::Forms,
        Self::Request,
        Self::Appeal,
        Self::Rules,
        Self::Reports,
        Self::Register,
    ];

    /// Article, part and item of Law № 2939-VI that oblige to it, in Ukrainian.
    ///
    /// ```
    /// use domain::register::Duty;
    /// assert_eq!(Duty::Forms.article(), "ст. 15 ч. 1 п. 8");
    /// ```
    #[must_use]
    pub const fn article(self) -> &'static str {
        match self {
            Self::Officer => "ст. 14 ч. 1 п. 5",
            Self::Contacts | Self::Hours => "ст. 15 ч. 1 п. 11",
            Self::Place => "ст. 14 ч. 1 п. 4",
            Self::Forms => "ст. 15 ч. 1 п. 8",
            Self::Request | Self::Appeal => "ст. 15 ч. 1 п. 4",
            Self::Rules => "ст. 15 ч. 1 п. 9",
            Self::Reports => "ст. 15 ч. 1 п. 10",
            Self::Register => "ст. 15 ч. 1 п. 5, ст. 18 ч. 2",
        }
    }
}

/// What the council has published elsewhere in the app.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// A report on requests.
    pub reports: bool,
    /// An entry of the register of documents.
    pub documents: bool,
}

/// What of access the Law obliges a council to publish and is still missing, in the order of the
/// page.
///
/// Law № 2939-VI arts. 14 part 1 and 15 part 1, text as of 21.02.2026: the holder has to «мати
/// спеціальні структурні підрозділи або призначати відповідальних осіб» and to publish, among
/// others, the procedure for making a request and for appeal, where forms are available, its
/// rules, its reports. Only what concerns access is asked for here; the rest of art. 15 is the
/// council's own site's.
///
/// ```
/// use domain::register::{AccessPage, Duty, Published, lacks};
/// let page = AccessPage { hours: "пн–чт 9:00–18:00".into(), ..AccessPage::default() };
/// let missing = lacks(&page, Published { reports: true, documents: true });
/// assert!(missing.contains(&Duty::Officer) && !missing.contains(&Duty::Hours));
/// assert!(!missing.contains(&Duty::Reports));
/// ```
#[must_use]
pub fn lacks(page: &AccessPage, published: Published) -> Vec<Duty> {
    let is_there = |text: &str| !text.trim().is_empty();
    let done = |duty: &Duty| match duty {
        Duty::Officer => is_there(&page.position) && is_there(&page.name),
        Duty::Contacts => is_there(&page.phone) && is_there(&page.email),
        Duty::Hours => is_there(&page.hours),
        Duty::Place => is_there(&page.place),
        Duty::Forms => is_there(&page.forms),
        Duty::Request => is_there(&page.request),
        Duty::Appeal => is_there(&page.appeal),
        Duty::Rules => is_there(&page.rules),
        Duty::Reports => published.reports,
        Duty::Register => published.documents,
    };
    let missing = Duty::ALL.into_iter().filter(|duty| !done(duty));
    missing.collect()
}

/// The parts in which two states of the page differ.
#[must_use]
pub fn changed(before: &AccessPage, after: &AccessPage) -> Vec<AccessPart> {
    let officer = |page: &AccessPage| {
        [
            page.position.clone(),
            page.name.clone(),
            page.phone.clone(),
            page.email.clone(),
            page.hours.clone(),
        ]
    };
    let parts = [
        (AccessPart::Officer, officer(before) != officer(after)),
        (AccessPart::Place, before.place != after.place),
        (AccessPart::Forms, before.forms != after.forms),
        (AccessPart::Request, before.request != after.request),
        (AccessPart::Appeal, before.appeal != after.appeal),
        (AccessPart::Rules, before.rules != after.rules),
        (AccessPart::Acts, before.acts != after.acts),
    ];
    let differs = parts.into_iter().filter(|(_, differs)| *differs);
    differs.map(|(part, _)| part).collect()
}

impl AccessPage {
    /// The lines of one field each, by their names.
    #[must_use]
    pub fn lines(&self) -> [(&'static str, &str); 5] {
        [
            ("position", &self.position),
            ("name", &self.name),
            ("phone", &self.phone),
            ("email", &self.email),
            ("hours", &self.hours),
        ]
    }

    /// The longer texts, by their names.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, &str); 5] {
        [
            ("place", &self.place),
            ("forms", &self.forms),
            ("request", &self.request),
            ("appeal", &self.appeal),
            ("rules", &self.rules),
        ]
    }

    /// Checks what is to be published. Nothing is asked to be there: see [`lacks`].
    ///
    /// # Errors
    /// Every problem.
    pub fn check(&self) -> Result<(), Vec<AccessProblem>> {
        let mut found = Vec::new();
        let mut add = |at: String, what| found.push(AccessProblem { at, what });
        for (name, text) in self.lines() {
            if !is_line(text, LINE) {
                add(name.to_owned(), AccessFault::TooLong);
            }
        }
        let email = self.email.trim();
        if !email.is_empty() && !is_email(email) {
            add("email".to_owned(), AccessFault::NotAnEmail);
        }
        for (name, text) in self.texts() {
            if text.chars().count() > TEXT {
                add(name.to_owned(), AccessFault::TooLong);
            }
        }
        if self.acts.len() > ACTS {
            add("acts".to_owned(), AccessFault::TooMany);
        }
        for (n, act) in self.acts.iter().enumerate() {
            if act.title.trim().is_empty() {
                add(format!("acts.{n}.title"), AccessFault::NoTitle);
            } else if !is_line(&act.title, LINE) {
                add(format!("acts.{n}.title"), AccessFault::TooLong);
            }
            if !is_link(act.url.trim()) {
                add(format!("acts.{n}.url"), AccessFault::NotALink);
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

/// Whether this leads to a page of the web and can do nothing else.
fn is_link(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty()
            && is_line(url, URL)
            && !url
                .chars()
                .any(|c| c.is_whitespace() || "\"<>\\".contains(c))
    })
}
