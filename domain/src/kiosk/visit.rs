//! One visitor's time at a kiosk: what is shown, and when nobody seems to be there any more.

/// Nothing was touched for so long: the page asks whether anybody is there.
pub const WARN_AFTER_MS: i64 = 60_000;
/// Nothing was touched for so long: everything is wiped.
pub const WIPE_AFTER_MS: i64 = 90_000;

/// What the page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The tablet belongs to no council yet: a code for the officer.
    Pairing,
    /// What can be done here. A visit begins and ends with it.
    #[default]
    Welcome,
    /// A request is being written.
    Request,
    /// What was written is read again before it is sent.
    Check,
    /// It is sealed: the number and the code to take away.
    Done,
    /// A request is looked up by its index.
    Find,
    /// The survey of an open day is answered.
    Survey,
    /// A question, proposal or remark is written.
    Question,
    /// The programme of an open day, and where its parts are.
    Programme,
    /// The code is asked for by which staff leave the kiosk.
    Leave,
    /// What staff see.
    Staff,
    /// Who comes to an open day, for staff at its door.
    Door,
    /// The council has ended this kiosk.
    Ended,
}

impl Screen {
    /// Whether a visitor may have left something on it: then it goes by the page's clock.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        match self {
            Self::Pairing | Self::Welcome | Self::Door | Self::Ended => false,
            Self::Request
            | Self::Check
            | Self::Done
            | Self::Find
            | Self::Survey
            | Self::Question
            | Self::Programme
            | Self::Leave
            | Self::Staff => true,
        }
    }
}

/// Whether anybody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Somebody is, or nothing personal is shown.
    Active,
    /// Nobody seems to be: everything is wiped in so many seconds.
    Warned(i64),
    /// Nobody is: wipe.
    Over,
}

/// A visit as it stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visit {
    /// What is shown.
    pub screen: Screen,
    /// Whether the visitor has changed anything on the welcome page, such as the language.
    pub begun: bool,
    touched_at: i64,
}

impl Visit {
    /// A visit that begins with this screen.
    #[must_use]
    pub const fn new(screen: Screen, now: i64) -> Self {
        Self {
            screen,
            begun: false,
            touched_at: now,
        }
    }

    /// Somebody touched the screen or a key.
    pub const fn touch(&mut self, now: i64) {
        self.touched_at = now;
    }

    /// Goes to a screen.
    pub const fn go(&mut self, screen: Screen, now: i64) {
        self.screen = screen;
        self.touched_at = now;
    }

    /// Whether anybody is there. A clock that was set back starts the wait anew; one that jumped
    /// ahead wipes, which is the safe side.
    ///
    /// ```
    /// use domain::kiosk::{Idle, Screen, Visit, WARN_AFTER_MS, WIPE_AFTER_MS};
    /// let mut visit = Visit::new(Screen::Request, 0);
    /// assert_eq!(visit.idle(WARN_AFTER_MS - 1), Idle::Active);
    /// assert_eq!(visit.idle(WARN_AFTER_MS), Idle::Warned(30));
    /// assert_eq!(visit.idle(WIPE_AFTER_MS), Idle::Over);
    /// ```
    pub fn idle(&mut self, now: i64) -> Idle {
        if !(self.screen.is_personal() || self.begun) {
            self.touched_at = now;
            return Idle::Active;
        }
        if now < self.touched_at {
            self.touched_at = now;
        }
        match now - self.touched_at {
            WIPE_AFTER_MS.. => Idle::Over,
            waited @ WARN_AFTER_MS.. => Idle::Warned((WIPE_AFTER_MS - waited + 999) / 1000),
            _ => Idle::Active,
        }
    }

    /// Whether the page may be changed for a new version now.
    #[must_use]
    pub const fn may_update(&self) -> bool {
        !self.screen.is_personal() && !self.begun
    }
}
