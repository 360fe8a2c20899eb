//! The office's addresses: which page is shown, and how the browser's history follows.
//!
//! A small router of our own: few pages, and a search text must never get into an address, because
//! addresses end in logs and histories.

use chrono::NaiveDate;
use domain::law::TermClass;
use domain::report::{Period, Slice};
use domain::request::{Channel, RequesterType};
use domain::sync::office::Show;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::prelude::*;

use super::duties::DutyPage;

/// The journal's tabs, in the order they stand in.
pub const TABS: [Show; 6] = [
    Show::Open,
    Show::Overdue,
    Show::Today,
    Show::Unassigned,
    Show::Closed,
    Show::All,
];

/// The classes the journal can be narrowed to.
pub const CLASSES: [TermClass; 3] = [TermClass::Ordinary, TermClass::Urgent, TermClass::Extended];

/// The kinds of requesters the journal can be narrowed to.
pub const REQUESTERS: [RequesterType; 4] = [
    RequesterType::Person,
    RequesterType::LegalPerson,
    RequesterType::Association,
    RequesterType::Media,
];

/// What the journal shows, as far as an address may tell: an executor can be a person, and is kept
/// with the search text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which tab.
    pub show: Show,
    /// Only this class of term.
    pub class: Option<TermClass>,
    /// Only what was received this way.
    pub channel: Option<Channel>,
    /// Only what requesters of this kind ask.
    pub requester: Option<RequesterType>,
    /// Only what was received on this day or later.
    pub from: Option<NaiveDate>,
    /// Only what was received on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only the requests behind this figure of a report; then all of them are shown.
    pub slice: Option<Slice>,
}

/// What stands on a page of its own beside an open day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    /// Typing in questionnaires on paper.
    Sheets,
    /// Photos and materials.
    Files,
    /// Floor plans with the places of the programme.
    Map,
    /// What came of it.
    Summary,
}

impl DayPart {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::Sheets, Self::Files, Self::Map, Self::Summary];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sheets => "sheets",
            Self::Files => "files",
            Self::Map => "map",
            Self::Summary => "summary",
        }
    }
}

/// A page of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The journal.
    Journal(Filter),
    /// The control board.
    Control,
    /// The report of these days, or of the last half-year.
    Report(Option<Period>),
    /// The card of a request.
    Card(Uuid),
    /// The form for a request that did not come from the app.
    Intake,
    /// The templates of letters.
    Letters,
    /// Everything the council sets and keeps beside requests.
    Council,
    /// The staff, their rights and sessions.
    People,
    /// Where a password is set by a link.
    Join,
    /// Calendar and policies.
    Settings,
    /// Letters on their way by e-mail.
    Mail,
    /// The kiosks.
    Kiosks,
    /// The open days.
    OpenDays,
    /// One open day.
    OpenDay(Uuid),
    /// A page beside an open day.
    DayPart(Uuid, DayPart),
    /// The page on access, the register of documents, the place to work with them.
    Duty(DutyPage),
    /// The clerk's guide.
    Help,
    /// No such page.
    Lost,
}

/// The programs the pages are in. The server gives out the right one by the address
/// (`sync-server/src/http/assets.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The journal and what is done with requests.
    Requests,
    /// What the council sets and keeps beside them.
    Council,
    /// Open days.
    Days,
}

/// How a tab is called in an address.
#[must_use]
pub const fn tab_name(show: Show) -> &'static str {
    match show {
        Show::Open => "open",
        Show::Overdue => "overdue",
        Show::Today => "today",
        Show::Unassigned => "unassigned",
        Show::Closed => "closed",
        Show::All => "all",
    }
}

/// How a class is called in an address.
#[must_use]
pub const fn class_name(class: TermClass) -> &'static str {
    match class {
        TermClass::Ordinary => "ordinary",
        TermClass::Urgent => "urgent",
        TermClass::Extended => "extended",
    }
}

/// The class of this name.
#[must_use]
pub fn class_named(name: &str) -> Option<TermClass> {
    CLASSES.into_iter().find(|class| class_name(*class) == name)
}

/// How a channel is called in an address.
#[must_use]
pub const fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::App => "app",
        Channel::Post => "post",
        Channel::Email => "email",
        Channel::Fax => "fax",
        Channel::Phone => "phone",
        Channel::InPerson => "in_person",
    }
}

/// The channel of this name.
#[must_use]
pub fn channel_named(name: &str) -> Option<Channel> {
    let mut all = Channel::ALL.into_iter();
    all.find(|channel| channel_name(*channel) == name)
}

/// How a kind of requester is called in an address.
#[must_use]
pub const fn requester_name(kind: RequesterType) -> &'static str {
    match kind {
        RequesterType::Person => "person",
        RequesterType::LegalPerson => "legal_person",
        RequesterType::Association => "association",
        RequesterType::Media => "media",
    }
}

/// The kind of requester of this name.
#[must_use]
pub fn requester_named(name: &str) -> Option<RequesterType> {
    REQUESTERS
        .into_iter()
        .find(|kind| requester_name(*kind) == name)
}

impl Filter {
    /// Whether it asks more than its tab and class: how, from whom, when received.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.channel.is_some()
            || self.requester.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }

    /// What the part of an address behind `?` asks for.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut filter = Self::default();
        let (mut period, mut figure) = (None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "show" => {
                    let named = TABS.into_iter().find(|show| tab_name(*show) == value);
                    filter.show = named.unwrap_or_default();
                }
                "class" => filter.class = class_named(&value),
                "channel" => filter.channel = channel_named(&value),
                "requester" => filter.requester = requester_named(&value),
                "from" => filter.from = value.parse().ok(),
                "to" => filter.to = value.parse().ok(),
                "period" => period = value.parse().ok(),
                "figure" => figure = value.parse().ok(),
                _ => {}
            }
        }
        if let Some((period, figure)) = period.zip(figure) {
            filter.show = Show::All;
            filter.slice = Some(Slice { period, figure });
        }
        filter
    }

    /// The journal's address with this filter.
    #[must_use]
    pub fn path(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(Slice { period, figure }) = &self.slice {
            query.append_pair("period", &period.to_string());
            query.append_pair("figure", &figure.to_string());
        } else if self.show != Show::default() {
            query.append_pair("show", tab_name(self.show));
        }
        if let Some(class) = self.class {
            query.append_pair("class", class_name(class));
        }
        if let Some(channel) = self.channel {
            query.append_pair("channel", channel_name(channel));
        }
        if let Some(kind) = self.requester {
            query.append_pair("requester", requester_name(kind));
        }
        for (name, day) in [("from", self.from), ("to", self.to)] {
            if let Some(day) = day {
                query.append_pair(name, &day.to_string());
            }
        }
        with_query("/office", &query.finish())
    }
}

impl Route {
    /// The page at this address of ours.
    #[must_use]
    pub fn read(path: &str, query: &str) -> Self {
        let inside = path
            .strip_prefix("/office")
            .unwrap_or(path)
            .trim_matches('/');
        if let Some(page) = DutyPage::read(inside) {
            return Self::Duty(page);
        }
        match inside.split_once('/') {
            None if inside.is_empty() => Self::Journal(Filter::read(query)),
            None if inside == "help" => Self::Help,
            None if inside == "letters" => Self::Letters,
            None if inside == "council" => Self::Council,
            None if inside == "people" => Self::People,
            None if inside == "join" => Self::Join,
            None if inside == "settings" => Self::Settings,
            None if inside == "mail" => Self::Mail,
            None if inside == "kiosks" => Self::Kiosks,
            None if inside == "days" => Self::OpenDays,
            None if inside == "new" => Self::Intake,
            None if inside == "control" => Self::Control,
            None if inside == "report" => Self::Report(period_in(query)),
            Some(("r", id)) => Uuid::parse_str(id).map_or(Self::Lost, Self::Card),
            Some(("days", day)) => Self::of_day(day),
            _ => Self::Lost,
        }
    }

    fn of_day(address: &str) -> Self {
        let (id, part) = address.split_once('/').unwrap_or((address, ""));
        let named = DayPart::ALL.into_iter().find(|one| one.name() == part);
        match (Uuid::parse_str(id), named) {
            (Ok(id), Some(part)) => Self::DayPart(id, part),
            (Ok(id), None) if part.is_empty() => Self::OpenDay(id),
            _ => Self::Lost,
        }
    }

    /// The program it is in; no page is in none.
    #[must_use]
    pub const fn program(&self) -> Option<Program> {
        Some(match self {
            Self::Journal(_)
            | Self::Control
            | Self::Report(_)
            | Self::Card(_)
            | Self::Intake
            | Self::Letters
            | Self::Join
            | Self::Help => Program::Requests,
            Self::Council
            | Self::People
            | Self::Settings
            | Self::Mail
            | Self::Kiosks
            | Self::Duty(_) => Program::Council,
            Self::OpenDays | Self::OpenDay(_) | Self::DayPart(..) => Program::Days,
            Self::Lost => return None,
        })
    }

    /// The page alone, whatever of it the address asks for.
    #[must_use]
    pub fn without_filter(self) -> Self {
        match self {
            Self::Journal(_) => Self::Journal(Filter::default()),
            Self::Report(_) => Self::Report(None),
            other => other,
        }
    }

    /// Its address.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Journal(filter) => filter.path(),
            Self::Card(id) => format!("/office/r/{id}"),
            Self::Control => "/office/control".to_owned(),
            Self::Report(None) => "/office/report".to_owned(),
            Self::Report(Some(period)) => format!("/office/report?period={period}"),
            Self::Help => "/office/help".to_owned(),
            Self::Letters => "/office/letters".to_owned(),
            Self::Council => "/office/council".to_owned(),
            Self::People => "/office/people".to_owned(),
            Self::Join => "/office/join".to_owned(),
            Self::Settings => "/office/settings".to_owned(),
            Self::Mail => "/office/mail".to_owned(),
            Self::Kiosks => "/office/kiosks".to_owned(),
            Self::OpenDays => "/office/days".to_owned(),
            Self::OpenDay(id) => format!("/office/days/{id}"),
            Self::DayPart(id, part) => format!("/office/days/{id}/{}", part.name()),
            Self::Duty(page) => format!("/office/{}", page.place()),
            Self::Intake => "/office/new".to_owned(),
            Self::Lost => "/office/lost".to_owned(),
        }
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

fn period_in(query: &str) -> Option<Period> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, value) = pairs.find(|(name, _)| name == "period")?;
    value.parse().ok()
}

/// The page at the browser's present address.
#[must_use]
pub fn current() -> Route {
    let Some(location) = web_sys::window().map(|window| window.location()) else {
        return Route::Lost;
    };
    let query = location.search().unwrap_or_default();
    Route::read(
        &location.pathname().unwrap_or_default(),
        query.trim_start_matches('?'),
    )
}

/// Puts the page's address into the browser's history, or in place of the present one.
pub fn record(route: &Route, replace: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else {
        return;
    };
    let path = route.path();
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&path))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&path))
    };
}

/// The office's page a plain click leads to, if it does.
fn followed(event: &web_sys::MouseEvent) -> Option<Route> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    let (path, query) = href.split_once('?').unwrap_or((&href, ""));
    let ours = path == "/office" || path.starts_with("/office/");
    (ours && !link.has_attribute("target")).then(|| Route::read(path, query))
}

/// Lets the signal follow links and the browser's back and forward.
pub fn follow(route: RwSignal<Route>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    EventListener::new(&window, "popstate", move |_| set_if_new(route, current())).forget();
    let listen = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<web_sys::MouseEvent>() else {
            return;
        };
        // What is in another program the browser follows.
        let ours = |next: &Route| next.program() == route.get_untracked().program();
        if let Some(next) = followed(event).filter(ours) {
            event.prevent_default();
            go(route, next, false);
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "click", options, listen).forget();
}

/// Goes to a page.
pub fn go(route: RwSignal<Route>, next: Route, replace: bool) {
    let now = route.get_untracked();
    if now == next {
        return;
    }
    if now.program() != next.program()
        && let Some(window) = web_sys::window()
    {
        // A page that would lose what is typed asks first; then nothing has happened.
        let _ = window.location().assign(&next.path());
        return;
    }
    record(&next, replace);
    route.set(next);
}

fn set_if_new(route: RwSignal<Route>, next: Route) {
    if route.get_untracked() != next {
        route.set(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_own_address() {
        let id = Uuid::from_u128(7);
        let half: Period = "2026-01-01..2026-06-30".parse().unwrap();
        let mut pages = vec![
            Route::Card(id),
            Route::Help,
            Route::Intake,
            Route::Control,
            Route::Letters,
            Route::Council,
            Route::People,
            Route::Join,
            Route::Settings,
            Route::Mail,
            Route::Kiosks,
            Route::OpenDays,
            Route::OpenDay(id),
            Route::DayPart(id, DayPart::Sheets),
            Route::DayPart(id, DayPart::Files),
            Route::DayPart(id, DayPart::Map),
            Route::DayPart(id, DayPart::Summary),
            Route::Duty(DutyPage::Access),
            Route::Duty(DutyPage::Documents),
            Route::Duty(DutyPage::Document(None)),
            Route::Duty(DutyPage::Document(Some(id))),
            Route::Duty(DutyPage::Import),
            Route::Duty(DutyPage::Visits),
            Route::Duty(DutyPage::VisitDay("2026-12-04".parse().unwrap())),
            Route::Report(None),
            Route::Report(Some(half)),
        ];
        for figure in ["total", "channel.email", "topic.Тарифи & «=» 100 %+"] {
            pages.push(Route::Journal(Filter {
                show: Show::All,
                class: Some(TermClass::Urgent),
                slice: Some(Slice {
                    period: half,
                    figure: figure.parse().unwrap(),
                }),
                ..Filter::default()
            }));
        }
        for show in TABS {
            for class in [None].into_iter().chain(CLASSES.map(Some)) {
                pages.push(Route::Journal(Filter {
                    show,
                    class,
                    ..Filter::default()
                }));
            }
        }
        for channel in Channel::ALL {
            for kind in REQUESTERS {
                pages.push(Route::Journal(Filter {
                    channel: Some(channel),
                    requester: Some(kind),
                    from: "2026-11-01".parse().ok(),
                    to: "2026-11-30".parse().ok(),
                    ..Filter::default()
                }));
            }
        }
        for page in pages {
            let address = page.path();
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            assert_eq!(Route::read(path, query), page, "{address}");
        }
    }

    #[test]
    fn an_unknown_address_is_no_page_and_an_unknown_filter_is_none() {
        assert_eq!(Route::read("/office/r/7", ""), Route::Lost);
        assert_eq!(Route::read("/office/elsewhere", ""), Route::Lost);
        let beside = format!("/office/days/{}/elsewhere", Uuid::nil());
        assert_eq!(Route::read(&beside, ""), Route::Lost);
        let plain = Route::Journal(Filter::default());
        assert_eq!(
            Route::read(
                "/office/",
                "show=nothing&class=&q=x&channel=owl&from=soon&executor=x"
            ),
            plain
        );
    }
}
