//! Art. 21: «Оплата за надання інформації».

use serde::{Deserialize, Serialize};

/// Pages of copies that cost nothing.
pub const FREE_PAGES: u32 = 10;

/// What is copied, in the classes of the Cabinet's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// A4 and smaller.
    A4,
    /// A3 and larger.
    A3,
    /// Any size, where restricted information must be taken out.
    Redacted,
    /// Scanning.
    Scan,
}

/// A council's rates for a page, in kopecks. None set: everything is free.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Rates {
    /// A4 and smaller.
    pub a4: Option<u32>,
    /// A3 and larger.
    pub a3: Option<u32>,
    /// With restricted information taken out.
    pub redacted: Option<u32>,
    /// Scanning.
    pub scan: Option<u32>,
    /// Whether the first ten pages are charged too once there are more. The Law leaves it open;
    /// the default charges from the eleventh.
    pub all_pages: bool,
}

impl Rates {
    /// The rate of a kind; `None` where the council set none.
    #[must_use]
    pub const fn of(&self, kind: CopyKind) -> Option<u32> {
        match kind {
            CopyKind::A4 => self.a4,
            CopyKind::A3 => self.a3,
            CopyKind::Redacted => self.redacted,
            CopyKind::Scan => self.scan,
        }
    }
}

/// The highest rate for a page, in kopecks, at this subsistence minimum in kopecks.
///
/// Cabinet resolution № 740 of 13.07.2011 (wording of № 4 of 15.01.2020) under Law № 2939-VI,
/// art. 21 part 3: «…у межах граничних норм, встановлених Кабінетом Міністрів України.» 0.2 % of
/// the minimum for A4, 0.3 % for A3, 0.4 % where information is taken out, 0.1 % for a scan.
///
/// ```
/// use domain::law::{CopyKind, highest_rate};
/// assert_eq!(highest_rate(CopyKind::A4, 332_800), 665);
/// assert_eq!(highest_rate(CopyKind::Scan, 332_800), 332);
/// ```
#[must_use]
pub const fn highest_rate(kind: CopyKind, subsistence_minimum: u32) -> u32 {
    let thousandths = match kind {
        CopyKind::A4 => 2,
        CopyKind::A3 => 3,
        CopyKind::Redacted => 4,
        CopyKind::Scan => 1,
    };
    subsistence_minimum / 1_000 * thousandths + subsistence_minimum % 1_000 * thousandths / 1_000
}

/// What the copies cost, in kopecks.
///
/// Law № 2939-VI, art. 21 part 2, edition of 21.02.2026: «…виготовлення копій документів обсягом
/// більш як 10 сторінок, запитувач зобов'язаний відшкодувати фактичні витрати на копіювання та
/// друк.» Part 3: where the holder has set no rates, the information is given free of charge.
///
/// ```
/// use domain::law::{CopyKind, Rates, copying_costs};
/// let rates = Rates { a4: Some(300), ..Rates::default() };
/// assert_eq!(copying_costs(10, CopyKind::A4, &rates), 0);
/// assert_eq!(copying_costs(12, CopyKind::A4, &rates), 600);
/// assert_eq!(copying_costs(12, CopyKind::A4, &Rates::default()), 0);
/// ```
#[must_use]
pub fn copying_costs(pages: u32, kind: CopyKind, rates: &Rates) -> u64 {
    if pages <= FREE_PAGES {
        return 0;
    }
    let charged = if rates.all_pages {
        pages
    } else {
        pages - FREE_PAGES
    };
    u64::from(charged) * u64::from(rates.of(kind).unwrap_or(0))
}
