//! Art. 19: «Оформлення запитів на інформацію».

use serde::{Deserialize, Serialize};

/// What art. 19 part 5 asks for and a request lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Item 1: the name.
    Name,
    /// Item 1: neither a postal address nor an e-mail.
    Address,
    /// Item 2: what information or document is asked for.
    Description,
    /// Item 3: the signature, on paper.
    Signature,
    /// Item 3: the date, on paper.
    Date,
}

/// What a request contains, as far as part 5 asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "a list of what is there and what is not"
)]
pub struct Contents {
    /// The name of a person or organisation.
    pub name: bool,
    /// A postal address or an e-mail.
    pub address: bool,
    /// What information or document is asked for.
    pub description: bool,
    /// Whether it came on paper: item 3 is about paper only.
    pub paper: bool,
    /// The signature.
    pub signature: bool,
    /// The date.
    pub date: bool,
}

/// What a request must contain and this one does not.
///
/// Law № 2939-VI, art. 19 part 5, edition of 21.02.2026: «Запит на інформацію має містити: 1) ім'я
/// (найменування) запитувача, поштову адресу або адресу електронної пошти…; 2) загальний опис
/// інформації…; 3) підпис і дату за умови подання запиту в письмовій формі.» A signature is asked
/// for on paper only. Nothing but a gap found here allows a refusal on ground 4 of art. 22 part 1.
///
/// ```
/// use domain::law::{Contents, Gap, gaps};
/// let mut letter = Contents {
///     name: true,
///     address: true,
///     description: true,
///     paper: true,
///     signature: true,
///     date: false,
/// };
/// assert_eq!(gaps(&letter), [Gap::Date]);
/// letter.paper = false;
/// assert!(gaps(&letter).is_empty());
/// ```
#[must_use]
pub fn gaps(contents: &Contents) -> Vec<Gap> {
    let asked = [
        (Gap::Name, contents.name),
        (Gap::Address, contents.address),
        (Gap::Description, contents.description),
        (Gap::Signature, contents.signature || !contents.paper),
        (Gap::Date, contents.date || !contents.paper),
    ];
    let lacks = asked.into_iter().filter(|(_, is_there)| !is_there);
    lacks.map(|(gap, _)| gap).collect()
}
