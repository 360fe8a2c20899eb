//! The citizen's addresses: a router of our own, forty lines instead of leptos_router's
//! kilobytes on every phone (measured figures stand in ARCHITECTURE.md).

use uuid::Uuid;

/// A page of the citizen's app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// My requests.
    Home,
    /// Begins a draft.
    New,
    /// A step of writing.
    Draft(Uuid, Step),
    /// One request.
    Case(Uuid),
    /// Look-up by index.
    Find,
    /// Settings of this device.
    Settings,
    /// How requests work.
    Help,
    /// Nothing is here.
    NotFound,
}

/// A step of writing a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What is asked.
    Text,
    /// Whether it is urgent.
    Urgency,
    /// Who asks.
    Who,
    /// Where the answer goes.
    Contact,
    /// Check your answers.
    Check,
}

impl Step {
    /// In order.
    pub const ALL: [Self; 5] = [
        Self::Text,
        Self::Urgency,
        Self::Who,
        Self::Contact,
        Self::Check,
    ];

    const fn slug(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Urgency => "urgency",
            Self::Who => "who",
            Self::Contact => "contact",
            Self::Check => "check",
        }
    }

    /// The next step; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The step before; none before the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
}

impl Route {
    /// The page of a path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| Uuid::try_parse(text).ok();
        match parts.as_slice() {
            [] => Some(Self::Home),
            ["new"] => Some(Self::New),
            ["find"] => Some(Self::Find),
            ["settings"] => Some(Self::Settings),
            ["help"] => Some(Self::Help),
            ["r", case] => id(case).map(Self::Case),
            ["draft", draft, slug] => id(draft).and_then(|draft| {
                let step = Step::ALL.into_iter().find(|step| step.slug() == *slug)?;
                Some(Self::Draft(draft, step))
            }),
            _ => None,
        }
        .unwrap_or(Self::NotFound)
    }

    /// The path of a page.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".into(),
            Self::New => "/new".into(),
            Self::Draft(id, step) => format!("/draft/{id}/{}", step.slug()),
            Self::Case(id) => format!("/r/{id}"),
            Self::Find => "/find".into(),
            Self::Settings => "/settings".into(),
            Self::Help => "/help".into(),
        }
    }
}
