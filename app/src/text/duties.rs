//! Every sentence of the office's pages on access, documents and visits.

use domain::register::{DocumentFault, words};
use domain::request::Language;

use super::Text;

crate::texts! {
    ACCESS = "Сторінка про доступ", "Page on access";
    ACCESS_ABOUT = "Відповідальна особа, порядок, правила, акти: що бачать усі.", "Responsible officer, procedure, rules, acts: what everybody sees.";
    ACCESS_LEAD = "Порожнє на сторінці не з’являється. Кожну зміну записано: хто й коли.", "What is empty is shown nowhere. Each change is recorded: who and when.";
    LACKS = "Закон зобов’язує оприлюднити, а ще порожнє", "The Law obliges to publish this, and it is still empty";
    LACKS_NONE = "Усе, що вимагає Закон про доступ, оприлюднено.", "All that the Law asks for access is published.";
    OFFICER = "Відповідальна особа", "Responsible officer";
    POSITION = "Посада", "Position";
    NAME = "Прізвище, ім’я, по батькові", "Name";
    PHONE = "Телефон", "Phone";
    EMAIL = "Електронна адреса", "E-mail";
    HOURS = "Години прийому", "Hours of reception";
    TEXTS = "Тексти", "Texts";
    PLACE = "Місце для роботи з документами", "Place to work with documents";
    PLACE_HINT = "Де воно і що там є. Запис на час – на сторінці «Робота з документами».", "Where it is and what is there. Bookings are on the page “Work with documents”.";
    FORMS = "Де взяти бланк запиту", "Where forms are to be had";
    FORMS_HINT = "Крім сайту: кабінет, стенд. Посилання на бланк сторінка має сама.", "Besides the site: an office, a stand. The page itself links to the blank form.";
    REQUEST = "Як подати запит", "How to make a request";
    APPEAL = "Як оскаржити", "How to appeal";
    RULES = "Правила ради", "The council’s rules";
    ACTS = "Посилання на акти", "Links to acts";
    ACT = "Акт", "Act";
    ACT_TITLE = "Назва", "Title";
    ACT_URL = "Адреса", "Address";
    ADD_ACT = "Додати посилання", "Add a link";
    REMOVE = "Прибрати", "Remove";
    SAVE = "Зберегти й оприлюднити", "Save and publish";
    DISCARD = "Скасувати незбережене", "Discard what is not saved";
    SAVED = "Збережено", "Saved";
    PREVIEW = "Так це виглядатиме", "This is how it will look";
    PREVIEW_EMPTY = "Поки що порожньо.", "Still empty.";
    PUBLIC_PAGE = "Сторінка для всіх", "The page for everybody";
    HISTORY = "Історія", "History";
    READ_ONLY = "Змінюють відповідальна особа й адміністратор.", "The responsible officer and the administrator change it.";
    CHECK = "Виправте це поле", "Correct this field";
    DOCUMENTS = "Реєстр документів", "Register of documents";
    DOCUMENTS_ABOUT = "Документи, які має рада (ст. 18): внести, знайти, виправити.", "The documents the council holds (art. 18): enter, find, correct.";
    WORDS = "Слова", "Words";
    KEYWORD = "Ключове слово", "Keyword";
    KIND = "Вид документа", "Kind of document";
    ANY = "Будь-який", "Any";
    YEAR = "Рік", "Year";
    SEARCH = "Шукати", "Search";
    NONE = "Нічого не знайдено.", "Nothing was found.";
    MORE = "Показати ще", "Show more";
    NEW_DOCUMENT = "Внести документ", "Enter a document";
    IMPORT = "Внести з таблиці (CSV)", "Take in a table (CSV)";
    EXPORT = "Увесь реєстр (CSV)", "The whole register (CSV)";
    RESTRICTED = "Доступ обмежено", "Access is restricted";
    BACK = "До реєстру", "To the register";
    DOCUMENT_HINT = "Реєстр відкритий для всіх (ч. 3 ст. 18), тож у жодному полі не має бути персональних даних чи того, доступ до чого обмежено.", "The register is open to everybody (art. 18 part 3): write nothing personal or restricted into any field.";
    ONLY_RESTRICTED = "Лише якщо доступ до документа обмежено; тоді потрібні і підстава, і строк.", "Only if access is restricted; then both ground and term are needed.";
    KEYWORDS_HINT = "Через кому.", "With commas between.";
    ONE_DATE = "Потрібна щонайменше одна з двох дат.", "At least one of the two dates is needed.";
    SAVE_DOCUMENT = "Зберегти", "Save";
    ENTERED = "внесено", "entered";
    CHANGED = "змінено", "changed";
    IMPORTED = "внесено з таблиці", "taken in from a table";
    SHOWN = "Що показати", "What to show";
    SHOWN_IN = "Записи реєстру", "Entries of the register";
    SHOWN_OUT = "Вилучені записи", "Entries taken out";
    TAKE_OUT = "Вилучити з реєстру", "Take out of the register";
    TAKE_OUT_HINT = "Лише для внесеного помилково. Запис зникне з публічного пошуку й вивантаження, історія лишиться, його можна буде повернути. Персональних даних у причині не пишіть.", "Only for what was entered by mistake. The entry leaves the public search and the export, its history stays, and it can be put back. Write nothing personal into the reason.";
    TAKE_OUT_NOW = "Вилучити запис", "Take the entry out";
    OUT_REASON = "Причина", "Reason";
    OUT_REASON_MISSING = "Напишіть причину одним рядком", "Write the reason on one line";
    DOCUMENT_OUT = "Запис вилучено з реєстру: його бачить лише рада. Змінити його можна, коли його повернуто.", "The entry was taken out of the register: only the council sees it. It can be changed once it is put back.";
    PUT_BACK = "Повернути до реєстру", "Put back into the register";
    DOCUMENT_IS_OUT = "Запис вилучено", "The entry is taken out";
    DOCUMENT_IS_BACK = "Запис повернуто", "The entry is put back";
    WAS_TAKEN_OUT = "вилучено: {}", "taken out: {}";
    WAS_PUT_BACK = "повернуто", "put back";
    KEEPS = "Реєстр ведуть відповідальна особа і загальний відділ.", "The responsible officer and the general department keep the register.";
    IMPORT_LEAD = "Перший рядок – назви стовпців, як у вивантаженому реєстрі. Дати: 2026-12-04 або 04.12.2026. Файл зберігайте як CSV UTF-8.", "The first line has the columns’ names, as in the exported register. Dates: 2026-12-04 or 04.12.2026. Save the file as CSV UTF-8.";
    FILE = "Файл", "File";
    GOOD = "Рядків без помилок: {}", "Lines without mistakes: {}";
    KNOWN = "З них уже є в реєстрі: {}", "In the register already: {}";
    BAD = "Рядків із помилками: {}", "Lines with mistakes: {}";
    LINE = "Рядок {}", "Line {}";
    NOTHING_YET = "Ще нічого не внесено.", "Nothing has been taken in yet.";
    TAKE_ALL = "Внести всі: {}", "Take all in: {}";
    TAKE_GOOD = "Внести лише рядки без помилок: {}", "Take in only lines without mistakes: {}";
    TAKEN = "Внесено документів: {}", "Documents taken in: {}";
    VISITS = "Робота з документами", "Work with documents";
    VISITS_ABOUT = "Місце для роботи з документами: години, записи, хто прийшов.", "The place to work with documents: hours, bookings, who came.";
    DAYS = "Дні із записами", "Days with bookings";
    NO_DAYS = "Записів немає.", "There are no bookings.";
    BOOKINGS = "Записів: {}", "Bookings: {}";
    TO_CONFIRM = "чекають на підтвердження: {}", "to be confirmed: {}";
    PLACE_RULES = "Як дають місце", "How the place is given";
    SEATS = "Скільки місць", "Seats";
    SEATS_HINT = "0 закриває запис.", "0 closes booking.";
    WHERE = "Де це місце", "Where the place is";
    OPENS = "Початок", "Opens";
    CLOSES = "Кінець", "Closes";
    PAUSE_STARTS = "Початок перерви", "Pause starts";
    PAUSE_ENDS = "Кінець перерви", "Pause ends";
    PAUSE_HINT = "Однаковий час – без перерви.", "The same time: no pause.";
    SLOT = "Одне відвідування, хвилин", "One visit, in minutes";
    AHEAD = "На скільки робочих днів наперед", "How many working days ahead";
    KEEP = "Через скільки днів після відвідування стирати дані", "How many days after the visit data are erased";
    KEEP_HINT = "1 – наступного дня: закон просить зберігати не довше, ніж потрібно (ч. 4 ст. 10).", "1 is the next day: the Law asks to keep no longer than needed (art. 10 part 4).";
    SAVE_RULES = "Зберегти правила", "Save the rules";
    ALL_DAYS = "Усі дні", "All days";
    NOBODY = "На цей день ніхто не записаний.", "Nobody is booked on this day.";
    CONTACT = "Контакт", "Contact";
    WISH = "Документи", "Documents";
    ERASED = "Дані стерто", "Data are erased";
    CONFIRM = "Підтвердити № {}", "Confirm no. {}";
    REFUSE = "Відмовити № {}", "Refuse no. {}";
    REASON = "Причина відмови № {}", "Reason of refusing no. {}";
    CAME = "Прийшли: № {}", "Came: no. {}";
    DID_NOT_COME = "Не прийшли: № {}", "Did not come: no. {}";
    HAS_COME = "прийшли", "came";
    HAS_NOT_COME = "не прийшли", "did not come";
    RECEIVES = "Записи бачать відповідальна особа і загальний відділ.", "The responsible officer and the general department see the bookings.";
}

/// A sentence of the domain, in both languages.
fn both(say: impl Fn(Language) -> &'static str) -> Text {
    Text {
        uk: say(Language::Uk),
        en: say(Language::En),
    }
}

/// What is wrong with a field of the page on access.
#[must_use]
pub fn access_fault(what: domain::register::AccessFault) -> Text {
    both(|language| words::access_fault(what, language))
}

/// The name of a field of a document.
#[must_use]
pub fn field(field: domain::register::DocumentField) -> Text {
    both(|language| words::field(field, language))
}

/// What is wrong with a field of a document.
#[must_use]
pub const fn document_fault(what: &DocumentFault) -> Text {
    match what {
        DocumentFault::Missing => Text {
            uk: "Заповніть це поле",
            en: "Fill in this field",
        },
        DocumentFault::TooLong { .. } | DocumentFault::TooMany { .. } => Text {
            uk: "Скоротіть це поле",
            en: "Shorten this field",
        },
        DocumentFault::NotADate | DocumentFault::Unknown | DocumentFault::Repeated { .. } => CHECK,
        DocumentFault::Future => Text {
            uk: "Цей день ще не настав",
            en: "This day has not come yet",
        },
        DocumentFault::BeforeCreated => Text {
            uk: "Надійшов раніше, ніж створено: перевірте дати",
            en: "It came before it was made: check the dates",
        },
    }
}

/// What is wrong with the rules of the place.
#[must_use]
pub const fn rules_fault(what: domain::register::visit::RulesFault) -> Text {
    use domain::register::visit::RulesFault;
    match what {
        RulesFault::Seats => Text {
            uk: "Місць щонайбільше 50; 0 закриває запис",
            en: "At most 50 seats; 0 closes booking",
        },
        RulesFault::Place => Text {
            uk: "Напишіть, де це місце",
            en: "Write where the place is",
        },
        RulesFault::Hours => Text {
            uk: "Кінець має бути після початку, а перерва – між ними",
            en: "The end has to be after the start, and the pause between them",
        },
        RulesFault::Slot => Text {
            uk: "Від 10 хвилин до 8 годин, і щонайменше одне має вміститися в день",
            en: "10 minutes to 8 hours, and one at least has to fit into the day",
        },
        RulesFault::Ahead => Text {
            uk: "Від 1 до 60 робочих днів",
            en: "1 to 60 working days",
        },
        RulesFault::Keep => Text {
            uk: "Від 1 до 30 днів",
            en: "1 to 30 days",
        },
    }
}
