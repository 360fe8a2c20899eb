//! Sentences of the kiosk. What a request's questions say is the citizen's ([`super::citizen`]).

use super::{Plural, count};
use crate::texts;

texts! {
    TITLE = "Термінал міської ради", "The city council’s kiosk";
    WELCOME = "Вітаємо! Що ви хочете зробити?", "Welcome! What would you like to do?";
    WELCOME_LEAD = "Торкніться екрана. Після вас тут нічого не залишиться.", "Touch the screen. Nothing of yours stays here.";
    DOOR_REQUEST = "Подати запит на інформацію", "Ask for information";
    DOOR_REQUEST_WHAT = "Рішення, кошти, договори, плани. Близько п’яти хвилин.", "Decisions, money, contracts, plans. About five minutes.";
    DOOR_FIND = "Дізнатися про свій запит", "Look a request up";
    DOOR_FIND_WHAT = "За номером із підтвердження: стан і дати.", "By the number on your receipt: status and dates.";
    NEEDS_NETWORK = "Зараз немає мережі. Спробуйте пізніше або зі свого телефона.", "There is no network now. Try later or from your own phone.";
    START_OVER = "Почати спочатку", "Start over";
    OTHER = "English", "Українська";
    NO_NETWORK = "Немає мережі. Запит буде зашифровано тут і надіслано, щойно мережа з’явиться.", "No network. A request is encrypted here and goes out as soon as there is one.";
    STAFF = "Для працівників", "For staff";

    IDLE_TITLE = "Ви ще тут?", "Are you still there?";
    IDLE_LEAD = "Якщо ні, усе введене буде стерто за", "If not, everything you typed is erased in";
    IDLE_STAY = "Так, продовжую", "Yes, I am";

    SUBMIT_HINT = "Запит зашифрується для ради, і цей термінал уже не зможе його прочитати.", "The request is encrypted for the council; this kiosk can’t read it any more.";
    SUBMIT_FAILED = "Не вдалося зберегти запит на терміналі. Його НЕ надіслано. Зверніться до працівників ради.", "The request could not be kept on the kiosk. It was NOT sent. Please turn to the council’s staff.";
    SUBMIT_NO_KEY = "Термінал ще не підключено до ради, тож надіслати запит не можна.", "The kiosk is not connected to the council yet, so no request can be sent.";

    SUBMIT_CLOSING = "Термінал завершує роботу, тож запит не прийнято. Подайте його зі свого телефона або працівникам ради.", "The kiosk is closing, so the request was not taken in. Ask from your own phone, or the council’s staff.";

    DONE_SENT = "Запит зареєстровано", "The request is registered";
    DONE_WAITS = "Запит прийнято й зашифровано", "The request is taken in and encrypted";
    DONE_WAITS_LEAD = "Рада отримає його, щойно в термінала буде мережа. Строк відповіді почнеться з того моменту.", "The council gets it as soon as the kiosk has a network. The term begins then.";
    DONE_NUMBER = "Реєстраційний номер", "Registration number";
    DONE_SLIP = "Візьміть із собою", "Take this with you";
    DONE_QR = "Скануйте телефоном: за цим кодом ви стежите за запитом і побачите відповідь. Більше ніде цього коду немає.", "Scan it with your phone: with this code you follow the request and see the answer. It is kept nowhere else.";
    DONE_QR_LABEL = "QR-код, що відкриває ваш запит на телефоні", "QR code that opens your request on your phone";
    DONE_ADDRESS = "Адреса", "Address";
    DONE_ID = "Позначка запиту", "Mark of the request";
    DONE_CODE = "Код доступу", "Access code";
    DONE_NEXT = "Що далі", "What happens next";
    DONE_NEXT_TEXT = "Рада відповідає за п’ять робочих днів від отримання; якщо продовжить строк, повідомить вас.", "The council answers within five working days of receipt; if it extends the term, it tells you.";
    DONE_PRINT = "Надрукувати", "Print";
    DONE_END = "Готово, завершити", "Done, finish";

    FIND_TITLE = "Дізнатися про свій запит", "Look a request up";
    FIND_LEAD = "Без коду видно лише стан і дати. Текст і відповідь відкривайте на своєму телефоні.", "Only status and dates are shown here. Open text and answer on your own phone.";

    FOLLOW_TITLE = "Ваш запит із термінала", "Your request from the kiosk";
    FOLLOW_BAD = "У цьому посиланні бракує коду. Скануйте QR-код із підтвердження ще раз.", "The code is missing from this link. Scan the QR code of your receipt again.";
    FOLLOW_WAITS = "Рада ще не отримала цього запиту: термінал надішле його, щойно матиме мережу. Збережіть QR-код і перевірте пізніше.", "The council has not got this request yet: the kiosk sends it as soon as it has a network. Keep the QR code and look again later.";
    FOLLOW_FAILED = "Не вдалося запитати раду. Перевірте мережу.", "The council could not be asked. Check your network.";
    FOLLOW_AGAIN = "Перевірити ще раз", "Look again";

    PAIR_TITLE = "Підключення термінала", "Connecting the kiosk";
    PAIR_LEAD = "Уведіть цей код у робочому місці ради, на сторінці «Планшети». Код діє 10 хвилин.", "Enter this code in the council’s office, on the page of kiosks. It is good for 10 minutes.";
    PAIR_ASKING = "Запитуємо код у сервера ради…", "Asking the council’s server for a code…";
    PAIR_OFFLINE = "Сервер ради не відповідає. Для підключення потрібна мережа; спробуємо ще раз самі.", "The council’s server does not answer. Connecting needs a network; we try again by ourselves.";

    LEAVE_TITLE = "Вихід із режиму термінала", "Leaving the kiosk";
    LEAVE_LEAD = "Код виходу показано в робочому місці ради, на сторінці «Планшети».", "The code is shown in the council’s office, on the page of kiosks.";
    LEAVE_CODE = "Код виходу", "Exit code";
    LEAVE_WRONG = "Код не підходить", "The code is wrong";
    LEAVE_GO = "Далі", "Continue";
    STAFF_TITLE = "Стан термінала", "State of the kiosk";
    STAFF_NAME = "Назва", "Name";
    STAFF_VERSION = "Версія", "Version";
    STAFF_WAITING = "Чекає на надсилання", "Waiting to be sent";
    STAFF_REFUSED = "З них сервер не прийняв", "Of them the server did not take";
    STAFF_SEND = "Надіслати зараз", "Send now";
    STAFF_LEAVE = "Вийти на сайт ради", "Leave for the council’s site";

    ENDED_TITLE = "Термінал не працює", "The kiosk is out of service";
    ENDED_TEXT = "Рада завершила його роботу. Запит можна подати зі свого телефона або в приміщенні ради.", "The council has ended it. Ask from your own phone, or at the council’s office.";
    ENDED_AGAIN = "Підключити планшет знову", "Connect the tablet again";
    DELIVER_TITLE = "Термінал завершує роботу", "The kiosk is closing";
    DELIVER_TEXT = "Нових запитів він не приймає: досилає прийняті.", "It takes no new requests and sends those it has.";
}

/// «12 секунд».
#[must_use]
pub fn seconds(number: i64) -> String {
    const SECONDS: Plural = Plural {
        uk: ["секунду", "секунди", "секунд"],
        en: ["second", "seconds"],
    };
    count(number, SECONDS)
}
