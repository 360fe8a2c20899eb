//! Every sentence of the office.

use domain::request::{Refused, RequesterType};
use domain::sync::NoAnswer;
use domain::sync::office::Show;

use super::{Plural, Text, count, fill, t};

crate::texts! {
    COUNCIL = "Рада", "Council";
    PRODUCT = "Відкрита рада", "Open Council";
    OFFICE = "Журнал запитів", "Journal of requests";
    SKIP = "Перейти до змісту", "Skip to content";
    NAV = "Головне", "Main";
    OTHER_LANGUAGE = "English", "Українська";
    JOURNAL = "Журнал", "Journal";
    HELP = "Довідка", "Guide";
    SIGN_OUT = "Вийти", "Sign out";
    SIGNED_IN_AS = "Увійшли як {}", "Signed in as {}";
    ERROR_PREFIX = "Помилка: ", "Error: ";
    LOADING = "Завантаження…", "Loading…";
    CHECK_PLEASE = "Перевірте, будь ласка", "Please check";
    RETRY = "Спробувати ще раз", "Try again";
    CLOSE = "Закрити", "Close";
    CANCEL = "Скасувати", "Cancel";
    LOST = "Такої сторінки немає", "There is no such page";
    LOST_WHY = "Адресу введено з помилкою, або сторінку прибрано.", "The address is mistyped, or the page is gone.";
    TO_JOURNAL = "До журналу", "To the journal";

    SIGN_IN = "Вхід до журналу", "Sign in to the journal";
    SIGN_IN_LEAD = "Для працівників ради.", "For the council’s officers.";
    LOGIN = "Логін", "Login";
    PASSWORD = "Пароль", "Password";
    SIGN_IN_DO = "Увійти", "Sign in";
    LOGIN_MISSING = "Введіть логін", "Enter your login";
    PASSWORD_MISSING = "Введіть пароль", "Enter your password";
    SIGN_IN_WRONG = "Логін або пароль неправильний. Перевірте розкладку клавіатури та Caps Lock.", "The login or the password is wrong. Check the keyboard layout and Caps Lock.";
    EXPIRED = "Сеанс завершився. Увійдіть знову: усе, що ви набрали, збережено на цій сторінці.", "Your session has ended. Sign in again: all you typed is kept on this page.";
    SIGN_OUT_UNSENT = "Є ненадісланий текст. Вийти і втратити його?", "There is text you have not sent. Sign out and lose it?";
    SIGNED_OUT = "Ви вийшли", "You are signed out";
    SIGN_OUT_FAILED = "Не вдалося вийти: сервер не відповів. Спробуйте ще раз.", "Signing out failed: the server did not answer. Try again.";

    TABS = "Які запити показати", "Which requests to show";
    SEARCH = "Пошук", "Search";
    SEARCH_HINT = "Індекс, номер подання або слова з імені чи тексту запиту: у будь-якій формі або лише їхні початки", "An index, a submission number, or words of the name or the request: in any form, or only their beginnings";
    SEARCH_DO = "Шукати", "Search";
    CLASS = "Строк", "Term";
    CLASS_ANY = "Будь-який", "Any";
    REFRESH = "Оновити", "Refresh";
    MORE_FILTERS = "Ще фільтри", "More filters";
    FILTER_CHANNEL = "Як надійшов", "How it came";
    FILTER_REQUESTER = "Хто запитує", "Who asks";
    FILTER_EXECUTOR = "Виконавець", "Executor";
    FILTER_ANY = "Усі", "All";
    FILTER_FROM = "Отримано від", "Received from";
    FILTER_TO = "Отримано до", "Received to";
    FILTER_BACKWARDS = "Друга дата раніша за першу, тому нічого не знайдено", "The second date is before the first, so nothing is found";
    FILTERS_CLEAR = "Скинути фільтри", "Clear the filters";
    INDEX = "Індекс", "Index";
    RECEIVED = "Отримано", "Received";
    REQUESTER = "Запитувач", "Requester";
    SUBJECT = "Про що", "Subject";
    EXECUTOR = "Виконавець", "Executor";
    DUE = "Відповідь до", "Answer by";
    NOBODY = "не доручено", "nobody yet";
    MORE = "Показати ще", "Show more";
    EMPTY_OPEN = "Немає запитів на контролі. Нові з’являться тут, щойно надійдуть.", "No requests under control. New ones appear here as they come.";
    EMPTY_TAB = "Таких запитів немає.", "There are no such requests.";
    EMPTY_SEARCH = "За цим пошуком нічого не знайдено. Спробуйте менше слів або вкладку «Усі».", "Nothing found. Try fewer words, or the tab “All”.";
    CLEAR_SEARCH = "Очистити пошук", "Clear the search";

    REQUEST = "Запит № {}", "Request No. {}";
    REQUEST_UNKNOWN = "Запит", "Request";
    STAMP = "Відмітка про реєстрацію", "Registration stamp";
    TERM = "Строк розгляду", "Term";
    WHY_DATE = "Чому саме ця дата?", "Why this date?";
    DAY_NUMBER = "День", "Day";
    DAY_DATE = "Дата", "Date";
    DAY_WHY = "Чому", "Why";
    ASKED = "Що запитують", "What is asked";
    NAME = "Ім’я або назва", "Name";
    KIND = "Хто", "Who";
    EMAIL = "Електронна пошта", "E-mail";
    POST = "Поштова адреса", "Postal address";
    PHONE = "Телефон", "Telephone";
    WRITTEN = "Написано (годинник пристрою)", "Written (device’s clock)";
    URGENCY = "Підстава терміновості", "Ground of urgency";
    URGENCY_REASON = "Обґрунтування терміновості", "Reasons for urgency";
    ACTS = "Дії", "Acts";
    HISTORY = "Історія", "History";
    HISTORY_HINT = "Записи лише додаються; змінити чи вилучити їх не можна.", "Entries are only added; none can be changed or removed.";
    BY_SYSTEM = "Система", "The system";

    ASSIGN_AGAIN = "Передоручити", "Hand over";
    OPTIONAL = "(необов’язково)", "(optional)";
    REFUSE_LETTER = "Що міститиме відмова", "What the refusal will contain";
    REFUSE_LETTER_WHO = "відповідальна особа: {}", "the person responsible: {}";
    REFUSE_LETTER_DATE = "дата відмови: день, коли ви її надішлете", "the date of refusal: the day you send it";
    REFUSE_LETTER_GROUND = "мотивована підстава: обраний пункт ч. 1 ст. 22 і ваше обґрунтування", "the reasoned ground: the item of art. 22(1) and your reasons";
    REFUSE_LETTER_APPEAL = "порядок оскарження (ст. 23): до керівника розпорядника, вищого органу або до суду", "how to appeal (art. 23): to the head of the holder, the higher body, or the court";
    REFUSE_LETTER_SIGN = "підпис: ваше ім’я за записом у журналі (ч. 4 ст. 22)", "the signature: your name by the journal’s record (art. 22(4))";
    EXTEND_NOT = "Продовжити не можна: {}", "It can’t be extended: {}";
    NOTICE = "Якщо продовжувати: повідомити запитувача до {}", "If you extend: notify the requester by {}";


    CONFIRM_CLOSES = "Запитувач побачить її одразу, запит буде знято з контролю. Змінити чи відкликати її вже не можна. Застосунок листів не надсилає: на адресу, яку вказав запитувач, надішліть її самі.", "The requester sees it at once and the request goes off control. It can’t be changed or recalled. The app sends no letters: send it yourself to the address the requester gave.";
    CONFIRM_EXTENDS = "Запитувач одразу побачить новий строк і обґрунтування. Продовжити строк закон дозволяє лише раз. Застосунок листів не надсилає: на адресу, яку вказав запитувач, надішліть повідомлення самі.", "The requester sees the new term and your reasons at once. The Law allows one extension only. The app sends no letters: send the notice yourself to the address the requester gave.";
    CONFIRM_YES = "Так, надіслати", "Yes, send";
    CONFIRM_NO = "Повернутися до тексту", "Back to the text";

    SENDING = "Надсилаємо…", "Sending…";
    REASON = "Причина: {}.", "The reason: {}.";
    NOT_SENT = "Не надіслано. Текст залишився у формі.", "Not sent. Your text is still in the form.";
    CHANGED = "Картку тим часом змінив хтось інший", "Somebody else changed this card meanwhile";
    CHANGED_WHAT = "Вашу дію не записано. Ми завантажили картку наново: перегляньте останній запис в історії. Набраний текст залишився; якщо він іще доречний, надішліть його знову.", "Your act was not recorded. The card is loaded anew: see the last entry of its history. What you typed is still here; if it is still right, send it again.";
    KEPT = "Ваш ненадісланий текст", "Your text that was not sent";
    KEPT_WHY = "Запит уже закрито, тому надіслати це не можна. Скопіюйте, якщо потрібно.", "The request is closed, so this can’t be sent. Copy it if you need it.";
    DISCARD = "Прибрати цей текст", "Discard this text";

    FILES = "Файли", "Files";
    FILE_AWAITED = "очікуємо", "awaited";
    FILE_RECEIVED = "отримано", "received";
    FILE_NOT_ITS_KIND = "не прийнято", "not taken";
    FILE_WITHDRAWN = "відкликано заявником", "taken back by the requester";
    KILOBYTES = "{} КБ", "{} KB";
    MEGABYTES = "{} МБ", "{} MB";

    EV_REGISTERED = "Запит зареєстровано", "The request is registered";
    EV_ASSIGNED = "Доручено: {}", "Assigned to: {}";
    EV_EXTENDED = "Строк продовжено до {}", "The term is extended to {}";
    EV_FILE_RECEIVED = "Надійшов файл {}", "File {} arrived";
    EV_FILE_NOT_ITS_KIND = "Файл {} не прийнято: вміст не відповідає типу", "File {} not taken: its content is not of its kind";
    EV_FILE_WITHDRAWN = "Файл {} відкликано заявником", "File {} was taken back by the requester";
    EV_ANSWERED = "Надано відповідь", "Answered";
    EV_REFUSED = "Відмовлено", "Refused";
    EV_RESPONSIBLE = "Відповідальна особа: {}", "Person responsible: {}";

    KEYS = "Клавіатурні скорочення", "Keyboard shortcuts";
    KEYS_ON = "Скорочення увімкнено", "Shortcuts are on";
    KEYS_HINT = "Вони не спрацьовують, доки ви пишете в полі. Літери означають місце на клавіатурі, тож розкладка не має значення.", "They never fire while you type in a field. Letters mean places on the keyboard, so the layout does not matter.";
    KEY_SEARCH = "до поля пошуку", "to the search field";
    KEY_ROWS = "наступний, попередній рядок", "next, previous row";
    KEY_OPEN = "відкрити картку", "open the card";
    KEY_NEW = "зареєструвати новий запит", "register a new request";
    SAVE_JOURNAL = "Усе знайдене – файлом:", "Everything found, as a file:";
    AS_XLSX = "Завантажити XLSX", "Download XLSX";
    AS_CSV = "Завантажити CSV", "Download CSV";
    AS_DOCX = "Журнал для друку (DOCX)", "Journal to print (DOCX)";
    KEY_CONTROL = "до контролю", "to the control board";
    KEY_ASSIGN = "доручити", "assign";
    KEY_ANSWER = "відповісти", "answer";
    KEY_REFUSE = "відмовити", "refuse";
    KEY_EXTEND = "продовжити строк", "extend the term";
    KEY_BACK = "закрити форму; назад до журналу", "close the form; back to the journal";
    KEY_HELP = "цей перелік", "this list";
}

const REQUESTS: Plural = Plural {
    uk: ["запит", "запити", "запитів"],
    en: ["request", "requests"],
};
const DAYS: Plural = Plural {
    uk: ["день", "дні", "днів"],
    en: ["day", "days"],
};

/// The name of a tab of the journal.
#[must_use]
pub fn tab(show: Show) -> &'static str {
    t(match show {
        Show::Open => Text {
            uk: "На контролі",
            en: "Under control",
        },
        Show::Overdue => Text {
            uk: "Прострочені",
            en: "Overdue",
        },
        Show::Today => Text {
            uk: "Сьогодні",
            en: "Today",
        },
        Show::Unassigned => Text {
            uk: "Не доручені",
            en: "Unassigned",
        },
        Show::Closed => Text {
            uk: "Закриті",
            en: "Closed",
        },
        Show::All => Text {
            uk: "Усі",
            en: "All",
        },
    })
}

/// «Показано 12 запитів»; more may follow.
#[must_use]
pub fn shown(rows: usize, more: bool) -> String {
    let rows = count(i64::try_from(rows).unwrap_or(i64::MAX), REQUESTS);
    let text = if more {
        Text {
            uk: "Показано {}, є ще",
            en: "{} shown, there are more",
        }
    } else {
        Text {
            uk: "Показано {}",
            en: "{} shown",
        }
    };
    fill(text, &rows)
}

/// How long there is for the notice of an extension.
#[must_use]
pub fn notice_left(days: i64) -> String {
    if days <= 0 {
        return t(Text {
            uk: "Сьогодні останній день",
            en: "Today is the last day",
        })
        .to_owned();
    }
    // «Лишився 1 день», «лишилося 5 днів».
    let left = if days % 10 == 1 && days % 100 != 11 {
        "Лишився {}"
    } else {
        "Лишилося {}"
    };
    fill(
        Text {
            uk: left,
            en: "{} left",
        },
        &count(days, DAYS),
    )
}

/// What kind of requester it is.
#[must_use]
pub fn requester(kind: RequesterType) -> &'static str {
    t(match kind {
        RequesterType::Person => Text {
            uk: "фізична особа",
            en: "natural person",
        },
        RequesterType::LegalPerson => Text {
            uk: "юридична особа",
            en: "legal person",
        },
        RequesterType::Association => Text {
            uk: "об’єднання громадян без статусу юридичної особи",
            en: "association without legal-person status",
        },
        RequesterType::Media => Text {
            uk: "засіб масової інформації",
            en: "media outlet",
        },
    })
}

/// Why an act can't be recorded, as the end of a sentence.
#[must_use]
pub fn refused(why: Refused) -> &'static str {
    t(match why {
        Refused::AlreadyClosed => Text {
            uk: "запит уже закрито, запитувач має відповідь або відмову",
            en: "the request is closed, the requester has an answer or a refusal",
        },
        Refused::AlreadyExtended => Text {
            uk: "строк уже продовжено, а закон дозволяє це лише раз",
            en: "the term is already extended, and the Law allows that once",
        },
        Refused::UrgentCannotBeExtended => Text {
            uk: "це терміновий запит (48 годин), продовжується лише п’ятиденний строк (ч. 4 ст. 20)",
            en: "this is an urgent request (48 hours); only the five-day term can be extended (art. 20(4))",
        },
        Refused::NoticeTooLate => Text {
            uk: "п’ять робочих днів на повідомлення запитувача минули (ч. 4 ст. 20)",
            en: "the five working days for notifying the requester are over (art. 20(4))",
        },
        Refused::DeadlineNotLater => Text {
            uk: "новий строк не пізніший за теперішній",
            en: "the new deadline is not later than the present one",
        },
        Refused::TextMissing => Text {
            uk: "обов’язковий текст порожній або довший за 50 000 знаків",
            en: "a text the Law asks for is empty or longer than 50,000 characters",
        },
        Refused::BeforeReceipt => Text {
            uk: "дія датована раніше за отримання запиту; повідомте адміністратора, що годинник сервера неправильний",
            en: "the act is dated before the receipt; tell the administrator that the server’s clock is wrong",
        },
        Refused::TermOver => Text {
            uk: "строк уже минув, відстрочити його не можна",
            en: "the term is over and can’t be deferred any more",
        },
        Refused::TestFails => Text {
            uk: "трискладовий тест не виконано, обмежити доступ не можна (ч. 2 ст. 6)",
            en: "the three-part test does not hold, access can’t be restricted (art. 6(2))",
        },
        Refused::RemainderMissing => Text {
            uk: "не сказано про відкриту частину (ч. 8 ст. 6)",
            en: "nothing is said of the open part (art. 6(8))",
        },
        Refused::NoUnpaidCosts => Text {
            uk: "немає несплаченого рахунка за копії",
            en: "there is no unpaid invoice for copies",
        },
        Refused::NoGaps => Text {
            uk: "у запиті є все, чого вимагає ч. 5 ст. 19: на цій підставі відмовити не можна",
            en: "the request has all that art. 19(5) asks for: it can’t be refused on this ground",
        },
        Refused::CopyNotGiven => Text {
            uk: "спершу видайте людині копію запиту (ч. 7 ст. 19)",
            en: "give the person a copy of the request first (art. 19(7))",
        },
        Refused::NoCopyDue => Text {
            uk: "копію вже видано або її не треба",
            en: "the copy was given, or none is due",
        },
        Refused::ControlAfterDeadline => Text {
            uk: "контрольна дата пізніша за строк відповіді",
            en: "a control date is later than the answer is due",
        },
        Refused::NotCharged => Text {
            uk: "такого виконавця немає або його названо двічі",
            en: "there is no such executor, or one is named twice",
        },
        Refused::NothingPrepared => Text {
            uk: "матеріали вже подано або їх іще немає",
            en: "the material is there already, or not yet",
        },
        Refused::FreeOfCharge => Text {
            uk: "копії безоплатні: до 10 сторінок або рада не встановила ставок (ст. 21)",
            en: "the copies are free: up to 10 pages, or the council has set no rates (art. 21)",
        },
        Refused::NoSuchAppeal => Text {
            uk: "такої скарги немає або попередню ще не розглянуто",
            en: "there is no such appeal, or an earlier one is undecided",
        },
        Refused::SameClass => Text {
            uk: "саме цей строк уже діє",
            en: "this very term is in force",
        },
        Refused::DateImpossible => Text {
            uk: "дата раніша за отримання запиту або ще не настала; виправте її",
            en: "a date is before the receipt or still to come; correct it",
        },
        Refused::NotInWriting => Text {
            uk: "це повідомлення надається письмово (статті 20 і 22); оберіть інший спосіб надсилання",
            en: "this notice is given in writing (arts. 20 and 22); choose another way of sending",
        },
        Refused::NotYours => Text {
            uk: "ваша роль цього не передбачає",
            en: "your role does not include it",
        },
    })
}

/// Why an act can't be recorded, as a sentence of its own.
#[must_use]
pub fn refused_sentence(why: Refused) -> String {
    let mut letters = refused(why).chars();
    let first: String = letters
        .next()
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Why there is no answer of the server, and what to do.
#[must_use]
pub fn no_answer(reason: NoAnswer) -> &'static str {
    t(match reason {
        NoAnswer::Offline => Text {
            uk: "Немає зв’язку із сервером. Перевірте мережу і спробуйте ще раз.",
            en: "No connection to the server. Check the network and try again.",
        },
        NoAnswer::Timeout => Text {
            uk: "Сервер не відповів вчасно. Спробуйте ще раз: двічі те саме не запишеться.",
            en: "The server did not answer in time. Try again: nothing is recorded twice.",
        },
        NoAnswer::CaptivePortal => Text {
            uk: "Замість сервера відповіла сторінка входу до мережі. Увійдіть до мережі і спробуйте ще раз.",
            en: "A network’s sign-in page answered in place of the server. Sign in to the network and try again.",
        },
        NoAnswer::Garbled => Text {
            uk: "Відповідь сервера урвалася. Спробуйте ще раз.",
            en: "The server’s answer was cut short. Try again.",
        },
        NoAnswer::Busy => Text {
            uk: "Сервер просить зачекати. Спробуйте ще раз за хвилину.",
            en: "The server asks to wait. Try again in a minute.",
        },
        NoAnswer::ServerError => Text {
            uk: "На сервері сталася помилка. Спробуйте ще раз; якщо не минає, повідомте адміністратора.",
            en: "The server failed. Try again; if it lasts, tell the administrator.",
        },
    })
}
