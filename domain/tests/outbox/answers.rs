//! Which HTTP answer is a receipt, a refusal, a wait, or somebody else's page.

use domain::sync::wire::{PROBLEM_MEDIA, RECEIPT_MEDIA, Receipt};
use domain::sync::{Answer, NoAnswer, ParkReason, Pause, classify};

use crate::receipt;

/// Status, media type, `Retry-After`, the body if it is a receipt; what it is read as.
type Row<'a> = (u16, &'a str, Option<u32>, Option<Receipt>, Answer);

#[test]
fn answers_are_read_by_the_table() {
    let ours = || Some(receipt(1));
    let registered = || Answer::Receipt(Box::new(receipt(1)));
    let none = |reason| Answer::None(reason, None);
    let captive = || none(NoAnswer::CaptivePortal);
    let with_charset = format!("{RECEIPT_MEDIA}; charset=utf-8");
    let upper = RECEIPT_MEDIA.to_uppercase();
    #[rustfmt::skip]
    let table: Vec<Row<'_>> = vec![
        (200, RECEIPT_MEDIA, None, ours(), registered()),
        (201, RECEIPT_MEDIA, None, ours(), registered()),
        (200, &with_charset, None, ours(), registered()),
        (200, &upper, None, ours(), registered()),
        // Cut in mid-JSON.
        (200, RECEIPT_MEDIA, None, None, none(NoAnswer::Garbled)),
        // A receipt under somebody else's name is none; neither is a portal's page.
        (200, "application/json", None, ours(), captive()),
        (200, "text/html", None, None, captive()),
        (200, "", None, ours(), captive()),
        (200, PROBLEM_MEDIA, None, None, captive()),
        (204, "", None, None, captive()),
        (0, "", None, None, captive()),
        (302, "text/html", None, None, captive()),
        (304, "", None, None, captive()),
        (308, PROBLEM_MEDIA, None, None, captive()),
        // Refusals count only with a problem document; firewalls and portals refuse too.
        (400, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::Rejected)),
        (400, "text/html", None, None, captive()),
        (401, PROBLEM_MEDIA, None, None, Answer::Pause(Pause::SignIn)),
        (401, "text/html", None, None, captive()),
        (403, "application/problem+json; charset=utf-8", None, None, Answer::Pause(Pause::SignIn)),
        (403, "text/html", None, None, captive()),
        (404, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::Rejected)),
        (404, "text/html", None, None, captive()),
        (407, "text/html", None, None, captive()),
        (409, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::Conflict)),
        (409, "text/plain", None, None, captive()),
        (409, RECEIPT_MEDIA, None, ours(), captive()),
        (410, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::Gone)),
        (413, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::TooLarge)),
        (413, "text/html", None, None, captive()),
        (415, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::Rejected)),
        (422, PROBLEM_MEDIA, None, None, Answer::Park(ParkReason::Rejected)),
        (426, PROBLEM_MEDIA, None, None, Answer::Pause(Pause::UpdateApp)),
        (426, "text/html", None, None, captive()),
        // Waits are heard from whoever says so.
        (408, "", None, None, none(NoAnswer::Busy)),
        (425, PROBLEM_MEDIA, None, None, none(NoAnswer::Busy)),
        (429, "text/html", Some(120), None, Answer::None(NoAnswer::Busy, Some(120_000))),
        (429, PROBLEM_MEDIA, Some(u32::MAX), None, Answer::None(NoAnswer::Busy, Some(4_294_967_295_000))),
        (500, PROBLEM_MEDIA, None, None, none(NoAnswer::ServerError)),
        (500, RECEIPT_MEDIA, None, ours(), none(NoAnswer::ServerError)),
        (503, "text/html", Some(7), None, Answer::None(NoAnswer::ServerError, Some(7_000))),
        (511, "text/html", None, None, none(NoAnswer::ServerError)),
    ];
    for (status, media, retry_after, receipt, expected) in table {
        let read = classify(status, media, retry_after, receipt);
        assert_eq!(read, expected, "{status} {media}");
    }
}
