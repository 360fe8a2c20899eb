//! Every sentence of the office's page «Термінали».

use domain::kiosk::{Order, WhySealed};

use super::Text;

crate::texts! {
    TITLE = "Термінали", "Kiosks";
    ABOUT = "Термінали для відвідувачів і на вході: підключення, стан, відключення.", "Kiosks for visitors and at doors: pairing, state, ending.";
    LEAD = "Відкрийте на терміналі адресу {} і введіть тут код, який він покаже.", "Open {} on the kiosk and enter here the code it shows.";
    CODE = "Код з екрана термінала", "The code on the kiosk’s screen";
    CODE_HINT = "8 знаків, діє 10 хвилин", "8 characters, good for 10 minutes";
    NAME = "Назва", "Name";
    NAME_HINT = "Наприклад: Хол, перший поверх", "For example: Hall, ground floor";
    TAKE_IN = "Підключити", "Connect";
    TAKEN_IN = "Термінал підключено", "The kiosk is connected";
    CODE_BAD = "Уведіть 8 знаків коду з екрана термінала", "Enter the 8 characters on the kiosk’s screen";
    NAME_MISSING = "Назвіть термінал, щоб його впізнавали", "Name the kiosk, so that it is recognised";
    NONE = "Жодного термінала ще не підключено.", "No kiosk is connected yet.";
    LIST = "Підключені термінали", "Connected kiosks";
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
    END_WHAT = "Термінал перестане приймати відвідувачів, дошле те, що чекає, і зітре все зі своєї пам’яті.", "The kiosk stops serving visitors, sends what waits, and wipes its storage.";
    END_NOW = "Загублено", "Lost";
    END_NOW_WHAT = "Термінал зітре все за першої ж нагоди, разом із тим, що чекає на надсилання: {}. Цього не повернути.", "The kiosk wipes everything at its next contact, with what waits to be sent: {}. It can’t be brought back.";
    ASK_END = "Завершити роботу термінала «{}»?", "End the kiosk “{}”?";
    YES = "Так, завершити", "Yes, end it";
    CANCEL = "Скасувати", "Cancel";
    ENDED = "Записано. Термінал дізнається про це, щойно матиме мережу.", "Recorded. The kiosk learns of it as soon as it has a network.";
    SERVES = "Служить", "Serves";
    SERVES_VISITORS = "відвідувачам", "visitors";
    SERVES_DOOR = "на вході: {}", "at the door: {}";
    TO_DOOR = "Поставити на вхід: {}", "Put at the door: {}";
    TO_DOOR_WHAT = "Термінал отримає список записаних з іменами й відмічатиме, хто прийшов, і без мережі. Відтоді місця цього дня, що звільняються, уже не переходять до черги, а вільні належать першому такому терміналу.", "The kiosk gets the list of who booked, with names, and checks who comes, without a network too. From then on places of that day that come free go to nobody who waits, and the free ones belong to the first such kiosk.";
    ASK_DOOR = "Поставити термінал «{}» на вхід?", "Put the kiosk “{}” at the door?";
    YES_DOOR = "Так, на вхід", "Yes, at the door";
    TO_VISITORS = "Повернути відвідувачам", "Give back to visitors";
    SERVICE_CHANGED = "Записано. Термінал зробить це, щойно матиме мережу.", "Recorded. The kiosk does it as soon as it has a network.";
    KEY = "Ключ шифрування", "The key";
    KEY_NOW = "Термінали шифрують для ключа {}. Зроблений раніше не зникає: те, що вже чекає на терміналах, відкриється.", "Kiosks seal to the key {}. Earlier ones stay: what already waits on kiosks still opens.";
    KEY_NEW = "Змінити ключ", "Change the key";
    KEY_CHANGED = "Ключ змінено", "The key is changed";
    ASIDE_COUNT = "Відкладене: {}", "Put aside: {}";
    ASIDE_LEAD = "Надійшло з терміналів, але не відкрилося чи не пройшло перевірки. Зберігається повністю. Коли причини вже немає (ключ повернуто, день оприлюднено, сервер оновлено), спробуйте ще раз: відкрите зареєструється з датою, коли надійшло. Ключ повертає той, хто обслуговує сервер.", "It came from kiosks but did not open or did not pass the check. All of it is kept. Once the reason is gone (the key is back, the day is published, the server updated), try again: what opens is registered as of when it came. Who runs the server brings a key back.";
    ASIDE_AGAIN = "Спробувати відкрити ще раз", "Try to open it again";
    ASIDE_TOLD = "Прийнято: {}. Лишилося відкладеним: {}", "Taken in: {}. Still put aside: {}";
    RECEIVED = "Надійшло", "Came";
    FROM = "З термінала", "From";
    WHY = "Причина", "Reason";
    MARK = "Позначка", "Mark";
    READ_ONLY = "Терміналами керують адміністратор, відповідальна особа і загальний відділ.", "Kiosks are managed by the administrator, the responsible officer and the general department.";
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
        WhySealed::Closed => Text {
            uk: "День відкритих дверей цього не приймає: опитування закінчилося раніше або дня немає",
            en: "the open day does not take it: the survey ended before, or there is no such day",
        },
        WhySealed::Conflict => Text {
            uk: "під цією позначкою зареєстровано інше",
            en: "something else is registered under this mark",
        },
    }
}
