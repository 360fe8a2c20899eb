//! What the line does at a time, and what becomes of one connection.

use crate::chance::Chance;

/// Whether anything passes at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Path {
    /// Bytes pass.
    #[default]
    Open,
    /// Nothing listens: connections are refused, open ones are reset with their next byte.
    Refused,
    /// A hole: connections are made by the system and nobody takes them, bytes wait.
    Silent,
}

/// What becomes of one connection, apart from being slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// Nothing.
    Whole,
    /// Accepted and never answered.
    Mute,
    /// Reset as soon as it is made.
    ResetAtOnce,
    /// Reset in the middle of what the client sends.
    ResetInRequest,
    /// The server got everything and answers; the client gets a reset in its place.
    ResetBeforeAnswer,
    /// Reset in the middle of the answer.
    ResetInAnswer,
    /// The answer ends in its middle, as politely as a whole one.
    CutAnswer,
    /// Answered with a page by somebody else.
    PortalPage,
    /// Redirected by somebody else.
    PortalRedirect,
}

impl Fate {
    /// Every fate that does harm.
    pub const HARM: [Self; 8] = [
        Self::Mute,
        Self::ResetAtOnce,
        Self::ResetInRequest,
        Self::ResetBeforeAnswer,
        Self::ResetInAnswer,
        Self::CutAnswer,
        Self::PortalPage,
        Self::PortalRedirect,
    ];

    /// What a report calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "left whole",
            Self::Mute => "accepted and never answered",
            Self::ResetAtOnce => "reset before the request",
            Self::ResetInRequest => "reset in the middle of the request",
            Self::ResetBeforeAnswer => "reset after the request was forwarded",
            Self::ResetInAnswer => "reset in the middle of the answer",
            Self::CutAnswer => "answer cut short",
            Self::PortalPage => "portal: a page",
            Self::PortalRedirect => "portal: a redirect",
        }
    }
}

/// How the line is. Drawn anew for each connection from these chances.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weather {
    /// Whether anything passes.
    pub path: Path,
    /// The least and the most one-way delay of a connection, in milliseconds.
    pub delay_ms: (u64, u64),
    /// Bytes a second, each way.
    pub bytes_per_second: Option<u64>,
    /// How many of a hundred pieces are lost, and come again after a pause as TCP sends them.
    pub loss_percent: u64,
    /// How many of a hundred connections meet each fate; the rest are left whole.
    pub fates: Vec<(Fate, u64)>,
    /// Whether a fate strikes the first exchange of a connection, and not one of the first few.
    pub at_first: bool,
}

impl Weather {
    /// Nothing in the way.
    #[must_use]
    pub fn clear() -> Self {
        Self::default()
    }

    /// Every connection meets this fate.
    #[must_use]
    pub fn always(fate: Fate) -> Self {
        Self {
            fates: vec![(fate, 100)],
            at_first: true,
            ..Self::default()
        }
    }

    /// Nothing passes.
    #[must_use]
    pub fn partition(path: Path) -> Self {
        Self {
            path,
            ..Self::default()
        }
    }

    /// A round trip of so many milliseconds, and so many of a hundred pieces lost.
    #[must_use]
    pub fn slow(round_trip_ms: u64, loss_percent: u64) -> Self {
        Self {
            delay_ms: (round_trip_ms / 2, round_trip_ms / 2),
            loss_percent,
            ..Self::default()
        }
    }

    /// Some weather: fair, slow, lossy, a storm of resets, a portal, a partition.
    #[must_use]
    pub fn draw(chance: &mut Chance) -> Self {
        let harm = |percent| Fate::HARM.map(|fate| (fate, percent)).to_vec();
        match chance.within(0, 99) {
            0..=24 => Self {
                delay_ms: (5, 80),
                fates: harm(3),
                ..Self::default()
            },
            25..=39 => Self {
                delay_ms: (100, 1_000),
                loss_percent: 10,
                fates: harm(4),
                ..Self::default()
            },
            40..=54 => Self {
                delay_ms: (20, 300),
                bytes_per_second: Some(chance.within(1_500, 20_000)),
                loss_percent: chance.within(0, 20),
                fates: harm(4),
                ..Self::default()
            },
            55..=79 => Self {
                delay_ms: (0, 60),
                fates: harm(chance.within(5, 11)),
                ..Self::default()
            },
            80..=86 => Self {
                fates: vec![(Fate::PortalPage, 60), (Fate::PortalRedirect, 40)],
                ..Self::default()
            },
            87..=93 => Self::partition(Path::Refused),
            _ => Self::partition(Path::Silent),
        }
    }

    /// What a report calls it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        let harm: u64 = self.fates.iter().map(|(_, percent)| percent).sum();
        match self.path {
            Path::Refused => "partition, refused",
            Path::Silent => "partition, silent",
            Path::Open if harm >= 100 => "captive portal",
            Path::Open if harm >= 40 => "storm",
            Path::Open if self.bytes_per_second.is_some() => "narrow",
            Path::Open if self.loss_percent > 0 => "far and lossy",
            Path::Open => "fair",
        }
    }

    pub(super) fn fate(&self, chance: &mut Chance) -> Fate {
        let mut drawn = chance.within(0, 99);
        for (fate, percent) in &self.fates {
            if drawn < *percent {
                return *fate;
            }
            drawn -= percent;
        }
        Fate::Whole
    }
}
