//! Every sentence about letters and their templates.

use domain::request::LetterKind;
use domain::sync::letter::{MAX_TEMPLATE, TemplateProblem};

use super::{Text, fill, t};

crate::texts! {
    LETTERS = "Листи", "Letters";
    LETTERS_HINT = "Лист відкривається в новій вкладці, звідти його друкують. DOCX можна виправити перед надсиланням.", "A letter opens in a new tab, to be printed from there. The DOCX can be edited before it is sent.";
    DOCX = "DOCX", "DOCX";
    OPEN = "Відкрити: {}", "Open: {}";
    SAVE_DOCX = "Завантажити DOCX: {}", "Download DOCX: {}";
    SHEET = "Перший аркуш із реєстраційним штампом", "First sheet with the registration stamp";
    CARD = "Реєстраційно-контрольна картка", "Registration-control card";
    CASE_PRINT = "Уся справа для друку", "The whole case file, to print";
    CASE_FILE = "Уся справа з описом (ZIP)", "The whole case file with its inventory (ZIP)";
    TITLE = "Шаблони листів", "Templates of letters";
    ABOUT = "Тексти листів, які рада надсилає.", "The texts of the letters the council sends.";
    LEAD = "Кожен рядок – абзац листа. Назви у фігурних дужках застосунок заповнює сам. Без позначених зірочкою лист не мав би того, чого вимагає Закон.", "Each line is a paragraph of the letter. The app fills in the names in braces. Without those with an asterisk the letter would lack what the Law asks for.";
    PREVIEW = "Переглянути", "Preview";
    PREVIEW_OF = "Переглянути: {}", "Preview: {}";
    PREVIEW_TITLE = "Так виглядатиме лист", "The letter would look like this";
    PREVIEW_MADE_UP = "Дані в ньому вигадані.", "What is filled in is invented.";
    PREVIEW_REAL = "Дані – із запиту, картку якого ви відкривали останньою.", "It is filled in with the request whose card you opened last.";
    NAMES = "Можна вставити:", "What can be filled in:";
    TEXT = "Текст листа: {}", "Text of the letter: {}";
    SAVE = "Зберегти", "Save";
    STANDARD = "Повернути типовий текст", "Back to the standard text";
    IS_STANDARD = "типовий текст", "standard text";
    IS_OWN = "текст ради", "the council’s own text";
    SAVED = "Шаблон збережено", "The template is saved";
    READ_ONLY = "Шаблони змінюють адміністратор і відповідальна особа.", "The administrator and the responsible officer change templates.";
    UNKNOWN = "Назви «{}» немає серед тих, які можна вставити", "“{}” is none of the names that can be filled in";
    MISSING = "Бракує обов’язкової назви «{}»", "The required name “{}” is missing";
    BRACE = "Фігурна дужка не має пари", "A brace has no pair";
    TOO_LONG = "Скоротіть текст до {} знаків", "Shorten the text to {} characters";
}

/// What a letter is called.
#[must_use]
pub fn kind(kind: LetterKind) -> &'static str {
    let text = match kind {
        LetterKind::Acknowledgement => ("Підтвердження реєстрації", "Acknowledgement"),
        LetterKind::Extension => ("Повідомлення про продовження строку", "Notice of extension"),
        LetterKind::Forwarding => ("Повідомлення про направлення", "Notice of forwarding"),
        LetterKind::Cover => (
            "Супровідний лист розпорядникові",
            "Cover letter to the holder",
        ),
        LetterKind::Invoice => ("Рахунок за копії", "Invoice for copies"),
        LetterKind::Deferral => ("Повідомлення про відстрочку", "Notice of deferral"),
        LetterKind::Answer => ("Відповідь", "Answer"),
        LetterKind::Explanation => ("Роз’яснення", "Explanation"),
        LetterKind::Refusal => ("Відмова", "Refusal"),
    };
    t(Text {
        uk: text.0,
        en: text.1,
    })
}

/// What a name in braces stands for, in one phrase.
#[must_use]
pub fn meaning(name: &str) -> &'static str {
    let (uk, en) = match name {
        "індекс" => ("реєстраційний індекс запиту", "the request’s index"),
        "отримано" => ("дата отримання запиту", "the day the request was received"),
        "запит" => ("текст запиту", "the request’s text"),
        "запитувач" => (
            "ім’я та адреса запитувача",
            "the requester’s name and address",
        ),
        "рада" => ("назва ради", "the council’s name"),
        "дата" => (
            "дата події, про яку лист",
            "the day of what the letter tells of",
        ),
        "строк" => (
            "до якого дня буде відповідь",
            "until when the answer is due",
        ),
        "підстава" => ("підстава за Законом", "the ground in the Law"),
        "причина" => (
            "обґрунтування, яке записав працівник",
            "the reasons the officer wrote",
        ),
        "розпорядник" => (
            "кому направлено запит, з адресою",
            "to whom the request went, with the address",
        ),
        "обсяг" => ("увесь запит чи частина", "the whole request or a part"),
        "решта" => (
            "що решту запиту розглядає рада; лише коли направлено частину",
            "that the council answers the rest; only when a part went",
        ),
        "реквізити" => (
            "реквізити для оплати з налаштувань ради",
            "the payment details of the council’s settings",
        ),
        "відповідь" => ("текст відповіді", "the answer’s text"),
        "тест" => (
            "три пункти трискладового тесту",
            "the three items of the harm test",
        ),
        "відкрита частина" => (
            "що надано попри обмеження, або чому нічого",
            "what is given in spite of the restriction, or why nothing",
        ),
        "відповідальна особа" => (
            "ім’я та посада відповідальної за запит особи",
            "name and position of who is responsible",
        ),
        "оскарження" => ("порядок оскарження", "how to appeal"),
        "сторінки" => ("кількість сторінок копій", "how many pages of copies"),
        "сума" => ("сума до сплати словами", "the sum to be paid, in words"),
        "рахунок" => ("номер рахунка", "the invoice’s number"),
        _ => ("", ""),
    };
    t(Text { uk, en })
}

/// What is wrong with a template, and what to do.
#[must_use]
pub fn problem(problem: &TemplateProblem) -> String {
    match problem {
        TemplateProblem::Unknown { name } => fill(UNKNOWN, name),
        TemplateProblem::Missing { name } => fill(MISSING, name),
        TemplateProblem::Brace => t(BRACE).to_owned(),
        TemplateProblem::TooLong => fill(TOO_LONG, &MAX_TEMPLATE.to_string()),
    }
}
