//! Sentences around the complaint and the files of an answer. The complaint itself is Ukrainian and
//! stands in `extra/complaint.rs`.

use chrono::NaiveDate;
use domain::law::AppealGround;

use super::{Text, fill, format};
use crate::extra::Addressee;

/// The subject of a complaint's letter.
pub const SUBJECT_UK: &str = "Скарга щодо запиту на публічну інформацію";

crate::texts! {
    FILES = "Файли відповіді", "Files of the answer";
    FILE_SAVE = "Зберегти", "Save";
    FILE_SAVE_NAMED = "Зберегти файл {}", "Save the file {}";
    FILE_SIGNATURE = "електронний підпис", "electronic signature";
    FILE_FAILED = "Не вдалося завантажити. Перевірте мережу й спробуйте ще раз.", "Could not be downloaded. Check the network and try again.";
    TITLE = "Ви можете оскаржити", "You can appeal";
    GROUNDS = "Підстави за статтею 23 Закону:", "Grounds under article 23 of the Law:";
    REFUSAL = "у задоволенні запиту відмовлено (п. 1 ч. 2)", "the request was refused (part 2, item 1)";
    DEFERRAL = "відповідь відстрочено (п. 2 ч. 2)", "the answer was put off (part 2, item 2)";
    NO_ANSWER = "строк минув, а відповіді немає (п. 3 ч. 2)", "the term is over and there is no answer (part 2, item 3)";
    INCOMPLETE = "інформацію надано не повністю (п. 4 ч. 2)", "the information is incomplete (part 2, item 4)";
    LATE = "відповідь надано із запізненням (п. 5 ч. 2)", "the answer came late (part 2, item 5)";
    TERMS = "Скаржитися можна керівникові ради, Уповноваженому Верховної Ради з прав людини або до суду. Вищого органу міська рада не має. Спершу скаржитися не обов’язково: до суду можна одразу.", "You can complain to the head of the council, to the Parliamentary Commissioner for Human Rights, or go to court. A city council has no higher body. You need not complain first: you can go to court at once.";
    CLAIM = "До суду – до {} (шість місяців, ч. 2 ст. 122 КАС). Після скарги: три місяці від вручення рішення, або шість місяців від скарги, якщо рішення немає (ч. 4 ст. 122 КАС).", "To court: until {} (six months, art. 122(2) of the Code of Administrative Procedure). After a complaint: three months from the service of the decision, or six months from the complaint if there is none (art. 122(4)).";
    CHOOSE = "Кому написати? Текст уже заповнено фактами вашого запиту.", "To whom? The text is filled in with the facts of your request.";
    TO_HEAD = "Керівникові ради", "To the head of the council";
    TO_COMMISSIONER = "Уповноваженому з прав людини", "To the Commissioner for Human Rights";
    TO_COURT = "До суду (начерк позову)", "To court (outline of a claim)";
    HINT_HEAD = "Надішліть листом чи електронною поштою або принесіть до ради.", "Send it by post or e-mail, or bring it to the council.";
    HINT_COMMISSIONER = "Адресу для скарг шукайте на офіційному сайті Уповноваженого. Додайте копію запиту й відповіді.", "Find the address for complaints on the Commissioner’s official site. Add copies of the request and the answer.";
    HINT_COURT = "Це начерк, а не готовий позов: перевірте його з юристом або в центрі безоплатної правничої допомоги. Позов подають на папері або через «Електронний суд».", "This is an outline and no finished claim: have it checked by a lawyer or at a free legal aid centre. A claim is brought on paper or through “Electronic Court”.";
    COPY = "Скопіювати текст", "Copy the text";
    COPIED = "Текст скопійовано", "The text was copied";
    UNCOPIED = "Не вдалося скопіювати. Виділіть текст і скопіюйте його самі.", "It could not be copied. Select the text and copy it yourself.";
    PRINT = "Надрукувати скаргу", "Print the complaint";
    MAIL = "Надіслати електронною поштою", "Send by e-mail";
    LONG = "Текст задовгий для листа з посиланням: його скопійовано, вставте його в лист.", "The text is too long for a mail link: it was copied, paste it into the letter.";
    EDIT = "Те, що в квадратних дужках {}, допишіть самі. Застосунок нічого не надсилає без вас.", "Complete what stands in square brackets {} yourself. The app sends nothing without you. The text is in Ukrainian, for those who get it.";
}

/// A ground.
#[must_use]
pub fn ground(ground: AppealGround) -> Text {
    match ground {
        AppealGround::Refusal => REFUSAL,
        AppealGround::Deferral => DEFERRAL,
        AppealGround::NoAnswer => NO_ANSWER,
        AppealGround::Incomplete => INCOMPLETE,
        AppealGround::Late => LATE,
    }
}

/// To whom.
#[must_use]
pub fn to(to: Addressee) -> Text {
    match to {
        Addressee::Head => TO_HEAD,
        Addressee::Commissioner => TO_COMMISSIONER,
        Addressee::Court => TO_COURT,
    }
}

/// How it gets there.
#[must_use]
pub fn hint(to: Addressee) -> Text {
    match to {
        Addressee::Head => HINT_HEAD,
        Addressee::Commissioner => HINT_COMMISSIONER,
        Addressee::Court => HINT_COURT,
    }
}

/// Until when a claim can be brought.
#[must_use]
pub fn claim(by: &NaiveDate) -> String {
    fill(CLAIM, &format::date(*by))
}
