//! Art. 19: «Оформлення запитів на інформацію».

use crate::request::{Gap, Submission};

/// What a request must contain and this one does not.
///
/// Law № 2939-VI, art. 19 part 5, edition of 21.02.2026: «Запит на інформацію має містити: 1) ім'я
/// (найменування) запитувача, поштову адресу або адресу електронної пошти…; 2) загальний опис
/// інформації…; 3) підпис і дату за умови подання запиту в письмовій формі.» A signature is asked
/// for on paper only. Nothing but a gap found here allows a refusal on ground 4 of art. 22 part 1.
///
/// ```
/// use domain::{law, request::{Draft, check}};
/// let draft = Draft {
///     name: "Орися Криничанка".into(),
///     email: "orysia@example.org".into(),
///     text: "Прошу надати рішення".into(),
///     ..Draft::default()
/// };
/// let request = check(&draft, 0, Default::default(), &"0".repeat(64)).unwrap();
/// assert!(law::gaps(&request).is_empty());
/// ```
#[must_use]
pub fn gaps(request: &Submission) -> Vec<Gap> {
    let blank = |text: &str| text.trim().is_empty();
    let mut gaps = Vec::new();
    let mut lacks = |gap, is: bool| {
        if is {
            gaps.push(gap);
        }
    };
    lacks(Gap::Name, blank(&request.name));
    lacks(
        Gap::Address,
        request.email.is_none() && request.postal_address.is_none(),
    );
    let intake = request.intake();
    lacks(
        Gap::Description,
        blank(&request.text) || intake.is_some_and(|intake| intake.unclear),
    );
    if let Some(intake) = intake
        && intake.channel.is_paper(intake.drawn_up.is_some())
    {
        lacks(Gap::Signature, !intake.signed);
        lacks(Gap::Date, intake.dated.is_none());
    }
    gaps
}
