//! Items 3, 4, 5 and 13: who answers for what.

use serde::{Deserialize, Serialize};

/// The office a person holds, as far as the order tells them apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// «заступник міського голови, керуючий справами виконкому»
    ManagingOfficer,
    /// «перший заступник міського голови»
    FirstDeputy,
    /// «заступник міського голови»
    Deputy,
    /// «керівник виконавчого органу»
    HeadOfBody,
    /// Any other.
    #[default]
    Other,
}

impl Office {
    /// Every office.
    pub const ALL: [Self; 5] = [
        Self::ManagingOfficer,
        Self::FirstDeputy,
        Self::Deputy,
        Self::HeadOfBody,
        Self::Other,
    ];
}

/// Somebody of the council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Office.
    pub office: Office,
}

impl Person {
    /// Whether somebody is named.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }
}

/// A unit that takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// The deputy who sees to its part by the division of duties (item 4).
    #[serde(default)]
    pub supervisor: Person,
    /// The head who answers for it (item 5).
    #[serde(default)]
    pub head: String,
    /// Whether its head has acknowledged the plan (item 10).
    #[serde(default)]
    pub acknowledged: bool,
}

/// Whether this person may be the chief organiser.
///
/// Order of 16.05.2016 № 255, annex, item 3: general organisation is with the deputy mayor,
/// «керуючий справами виконкому».
///
/// ```
/// use domain::open_day::{Office, Person, may_organise};
/// let of = |office| Person { name: "Вербова Ніна Гнатівна".into(), office };
/// assert!(may_organise(&of(Office::ManagingOfficer)));
/// assert!(!may_organise(&of(Office::Deputy)));
/// ```
#[must_use]
pub fn may_organise(person: &Person) -> bool {
    person.is_named() && person.office == Office::ManagingOfficer
}

/// Whether this person supervises a unit (item 4) or chairs the opening or closing meeting.
///
/// Order of 16.05.2016 № 255, annex, items 4 and 13: the first deputy and the deputies see to units by
/// the division of duties («розподіл обов’язків»); one of them or the managing officer chairs.
///
/// ```
/// use domain::open_day::{Office, Person, may_chair};
/// let of = |office| Person { name: "Ярема Тарас Панасович".into(), office };
/// assert!(may_chair(&of(Office::FirstDeputy)));
/// assert!(!may_chair(&of(Office::HeadOfBody)));
/// ```
#[must_use]
pub fn may_chair(person: &Person) -> bool {
    let office = matches!(
        person.office,
        Office::ManagingOfficer | Office::FirstDeputy | Office::Deputy
    );
    person.is_named() && office
}
