//! Why something can't be done with a paper, in words.

use domain::request::{MAX_PAPER_SUBJECT, MAX_PAPERS, PaperRefused};

use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// The problem, with what to do about it.
pub(super) fn refused(why: PaperRefused) -> Problem {
    let (uk, en) = match why {
        PaperRefused::NotYours => return Kind::NotYours.into(),
        PaperRefused::NoSuchPaper => return Kind::NotFound.into(),
        PaperRefused::Closed => (
            "Запит закрито: матеріали справи лишаються в ній. Якщо файл помилковий, додайте правильний поруч.".to_owned(),
            "The request is closed: what belongs to the case stays in it. If the file is wrong, add the right one beside it.",
        ),
        PaperRefused::NotASignature => (
            "Підпис – це файл .p7s, і лише він: виберіть документ, який він підписує.".to_owned(),
            "A signature is a .p7s file, and only that: choose the document it signs.",
        ),
        PaperRefused::Followed => (
            "Поруч із цим файлом є підпис або копія для оприлюднення. Спершу вилучіть їх.".to_owned(),
            "A signature or a copy for publication stands beside this file. Take those away first.",
        ),
        PaperRefused::NotForRequester => (
            "Запитувачу надають файли відповіді, копії без вилученого та підписи до них. Позначте файл як відповідь.".to_owned(),
            "The requester is given files of the answer, redacted copies, and their signatures. Mark the file as an answer.",
        ),
        PaperRefused::NotRedacted => (
            "Оприлюднюють лише копію відповіді, з якої вилучено персональні дані. Додайте таку копію до файла відповіді.".to_owned(),
            "Only a copy of the answer without personal data is published. Add such a copy to the file of the answer.",
        ),
        PaperRefused::NotAnswered => (
            "Відповідь оприлюднюють після того, як її надано запитувачу.".to_owned(),
            "An answer is published after the requester was given it.",
        ),
        PaperRefused::SubjectMissing => (
            format!("Напишіть одним рядком, про що відповідь: до {MAX_PAPER_SUBJECT} знаків, без імен."),
            "Write in one line, without names, what the answer is about. Not more than 300 characters.",
        ),
        PaperRefused::NotConfirmed => (
            "Підтвердьте, що в копії немає персональних даних.".to_owned(),
            "Confirm that no personal data is left in the copy.",
        ),
        PaperRefused::IsPublished => (
            "Файл оприлюднено. Спершу зніміть його з оприлюднення.".to_owned(),
            "The file is published. Withdraw it from publication first.",
        ),
        PaperRefused::TooMany => (
            format!("У справі може бути {MAX_PAPERS} файлів, разом до 100 МБ. Об’єднайте сторінки в один документ."),
            "A case holds 60 files, 100 MB together. Join pages into one document.",
        ),
    };
    Problem::from(Kind::PaperRefused).saying(uk, en.to_owned())
}
