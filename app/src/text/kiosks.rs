//! Every sentence of the office's page «Планшети».

use domain::kiosk::{Order, WhySealed};

use super::Text;

crate::texts! {
    TITLE = "Планшети", "Kiosks";
    ABOUT = "Планшети для відвідувачів: підключення, стан, відключення.", "Tablets for visitors: pairing, state, ending.";
    LEAD = "Відкрийте на планшеті адресу {} і введіть тут код, який він покаже.", "Open {} on the tablet and enter here the code it shows.";
    CODE = "Код з екрана планшета", "The code on the tablet’s screen";
    CODE_HINT = "8 знаків, діє 10 хвилин", "8 characters, good for 10 minutes";
    NAME = "Назва", "Name";
    NAME_HINT = "Наприклад: Хол, перший поверх", "For example: Hall, ground floor";
    TAKE_IN = "Підключити", "Connect";
    TAKEN_IN = "Планшет підключено", "The tablet is connected";
    CODE_BAD = "Уведіть 8 знаків коду з екрана планшета", "Enter the 8 characters on the tablet’s screen";
    NAME_MISSING = "Назвіть планшет, щоб його впізнавали", "Name the tablet, so that it is recognised";
    NONE = "Жодного планшета ще не підключено.", "No tablet is connected yet.";
    LIST = "Підключені планшети", "Connected tablets";
    STATE = "Стан", "State";
    SEEN = "Востаннє на зв’язку", "Last contact";
    NEVER = "ще не було", "not yet";
    WAITING = "Чекає на надсилання", "Waiting to be sent";
    REFUSED = "не прийнято: {}", "not taken: {}";
    VERSION = "Версія", "Version";
    ROOM = "Вільне місце", "Free storage";
    ROOM_MB = "{} МБ", "{} MB";
    NOT_PERSISTED = "браузер не обіцяє зберігати", "the browser does not promise to keep it";
    EXIT = "Код виходу", "Exit code";
    END = "Завершити", "End";
    END_WHAT = "Планшет перестане приймати відвідувачів, дошле те, що чекає, і зітре все зі своєї пам’яті.", "The tablet stops serving visitors, sends what waits, and wipes its storage.";
    END_NOW = "Загублено", "Lost";
    END_NOW_WHAT = "Планшет зітре все за першої ж нагоди, разом із тим, що чекає на надсилання: {}. Цього не повернути.", "The tablet wipes everything at its next contact, with what waits to be sent: {}. It can’t be brought back.";
    ASK_END = "Завершити роботу планшета «{}»?", "End the kiosk “{}”?";
    YES = "Так, завершити", "Yes, end it";
    CANCEL = "Скасувати", "Cancel";
    ENDED = "Записано. Планшет дізнається про це, щойно матиме мережу.", "Recorded. The tablet learns of it as soon as it has a network.";
    KEY = "Ключ шифрування", "The key";
    KEY_NOW = "Планшети шифрують для ключа {}. Зроблений раніше не зникає: те, що вже чекає на планшетах, відкриється.", "Kiosks seal to the key {}. Earlier ones stay: what already waits on tablets still opens.";
    KEY_NEW = "Змінити ключ", "Change the key";
    KEY_CHANGED = "Ключ змінено", "The key is changed";
    ASIDE = "Відкладене", "Put aside";
    ASIDE_LEAD = "Надійшло з планшетів, але не відкрилося чи не пройшло перевірки. Зберігається повністю; покажіть це тому, хто обслуговує сервер.", "It came from kiosks but did not open or did not pass the check. All of it is kept; show it to who runs the server.";
    RECEIVED = "Надійшло", "Came";
    FROM = "З планшета", "From";
    WHY = "Причина", "Reason";
    MARK = "Позначка", "Mark";
    READ_ONLY = "Планшетами керують адміністратор, відповідальна особа і загальний відділ.", "Kiosks are managed by the administrator, the responsible officer and the general department.";
}

/// What a kiosk is to do.
#[must_use]
pub const fn order(order: Order) -> Text {
    match order {
        Order::Serve => Text {
            uk: "працює",
            en: "in service",
        },
        Order::Deliver => Text {
            uk: "досилає і завершує",
            en: "sends the rest and ends",
        },
        Order::End => Text {
            uk: "завершено",
            en: "ended",
        },
    }
}

/// Why something was put aside.
#[must_use]
pub const fn why(why: WhySealed) -> Text {
    match why {
        WhySealed::UnknownKey => Text {
            uk: "сервер не має такого ключа",
            en: "the server does not have this key",
        },
        WhySealed::DoesNotOpen => Text {
            uk: "ключ не відкриває",
            en: "the key does not open it",
        },
        WhySealed::UnknownKind => Text {
            uk: "сервер не знає такого виду; оновіть його",
            en: "the server does not know this kind; update it",
        },
        WhySealed::Invalid => Text {
            uk: "вміст не проходить перевірки",
            en: "its content does not pass the check",
        },
        WhySealed::Conflict => Text {
            uk: "під цією позначкою зареєстровано інше",
            en: "something else is registered under this mark",
        },
    }
}
