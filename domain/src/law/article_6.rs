//! Art. 6: «Публічна інформація з обмеженим доступом».

use serde::{Deserialize, Serialize};

/// The interests for which access may be restricted (item 1 of the test).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// National security, territorial integrity or public order.
    Security,
    /// Public health.
    Health,
    /// Reputation or rights of other people.
    RightsOfOthers,
    /// Information received in confidence.
    Confidence,
    /// Authority and impartiality of justice.
    Justice,
}

impl Interest {
    /// Every interest, in the order of the Law.
    pub const ALL: [Self; 5] = [
        Self::Security,
        Self::Health,
        Self::RightsOfOthers,
        Self::Confidence,
        Self::Justice,
    ];
}

/// The answers to the three-part test («трискладовий тест»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ThreePartTest {
    /// Item 1: whose interest the restriction protects.
    pub interest: Interest,
    /// Item 1: how.
    pub interest_why: String,
    /// Item 2: which substantial harm disclosure may do to it; empty if none.
    pub harm: String,
    /// Item 3: why the harm outweighs the public interest; empty if it does not.
    pub outweighs: String,
}

/// Whether access may be restricted: only when all three items hold together.
///
/// Law № 2939-VI, art. 6 part 2, edition of 21.02.2026: «Обмеження доступу до інформації
/// здійснюється відповідно до закону при дотриманні сукупності таких вимог…»
///
/// ```
/// use domain::law::{Interest, ThreePartTest, may_restrict};
/// let mut test = ThreePartTest {
///     interest: Interest::RightsOfOthers,
///     interest_why: "Адреси дітей".into(),
///     harm: "Загроза їхній безпеці".into(),
///     outweighs: "Суспільству досить кількості".into(),
/// };
/// assert!(may_restrict(&test));
/// test.outweighs.clear();
/// assert!(!may_restrict(&test));
/// ```
#[must_use]
pub fn may_restrict(test: &ThreePartTest) -> bool {
    [&test.interest_why, &test.harm, &test.outweighs]
        .iter()
        .all(|answer| !answer.trim().is_empty())
}
