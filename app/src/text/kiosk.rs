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
    DOOR_SURVEY = "Відповісти на опитування", "Answer the survey";
    DOOR_SURVEY_WHAT = "Яким має бути наступний День відкритих дверей. Анонімно. Останній день – {}", "What the next open day should be. Anonymous. Last day: {}";
    DOOR_ASK = "Запитати, запропонувати, зауважити", "Ask, propose, remark";
    DOOR_ASK_WHAT = "Відповість заступник міського голови.", "A deputy mayor answers.";
    DOOR_PROGRAMME = "Програма і план дня", "Programme and places";
    DOOR_PROGRAMME_WHAT = "Що, коли й де. День відкритих дверей – {}", "What, when and where. Open day: {}";
    NEEDS_NETWORK = "Зараз немає мережі. Спробуйте пізніше або зі свого телефона.", "There is no network now. Try later or from your own phone.";
    START_OVER = "Почати спочатку", "Start over";
    OTHER = "English", "Українська";
    NO_NETWORK = "Немає мережі. Подане шифрується тут і піде до ради, щойно мережа з’явиться.", "No network. What you submit is encrypted here and goes out as soon as there is one.";
    STAFF = "Для працівників", "For staff";

    IDLE_TITLE = "Ви ще тут?", "Are you still there?";
    IDLE_LEAD = "Якщо ні, усе введене буде стерто за", "If not, everything you typed is erased in";
    IDLE_STAY = "Так, продовжую", "Yes, I am";

    SUBMIT_HINT = "Запит зашифрується для ради, і цей термінал уже не зможе його прочитати.", "The request is encrypted for the council; this kiosk can’t read it any more.";
    SUBMIT_FAILED = "Не вдалося зберегти на терміналі. Нічого НЕ надіслано. Зверніться до працівників ради.", "It could not be kept on the kiosk. Nothing was sent. Please turn to the council’s staff.";
    SUBMIT_NO_KEY = "Термінал ще не підключено до ради, тож надіслати не можна.", "The kiosk is not connected to the council yet, so nothing can be sent.";
    SUBMIT_CLOSING = "Термінал завершує роботу, тож нічого не прийнято. Зробіть це зі свого телефона або зверніться до працівників ради.", "The kiosk is closing, so nothing was taken in. Use your own phone, or turn to the council’s staff.";

    SURVEY_TITLE = "Питання {} з {}", "Question {} of {}";
    SURVEY_LEAD = "Відповідайте на ті питання, на які хочете. Опитування анонімне.", "Answer the questions you like. The survey is anonymous.";
    SURVEY_RATING = "Від 1 до {}", "From 1 to {}";
    SURVEY_SOME = "Можна вибрати кілька", "You can choose more than one";
    SURVEY_THEMES = "Торкайтеся тем за бажанням: спершу найважливішої. Торкніться ще раз, щоб прибрати.", "Touch the themes in the order of your wish, the most wanted first. Touch again to take one back.";
    SURVEY_WISH = "бажання {}", "wish {}";
    SURVEY_SEND = "Надіслати відповіді", "Send the answers";
    SURVEY_EMPTY = "Дайте відповідь хоча б на одне питання", "Answer at least one question";
    SURVEY_LONG = "Скоротіть відповідь до 2 000 знаків", "Shorten the answer to 2,000 characters";
    SURVEY_HINT = "Відповіді зашифруються для ради, і цей термінал уже не зможе їх прочитати.", "The answers are encrypted for the council; this kiosk can’t read them any more.";
    SURVEY_DONE = "Дякуємо!", "Thank you!";
    SURVEY_SENT = "Рада отримала ваші відповіді", "The council has your answers";
    SURVEY_WAITS = "Ваші відповіді прийнято й зашифровано", "Your answers are taken in and encrypted";
    SURVEY_WAITS_LEAD = "Рада отримає їх, щойно в термінала буде мережа. Зараховуються вони за часом, коли ви їх дали.", "The council gets them as soon as the kiosk has a network. They count by the time at which you gave them.";
    SURVEY_NEXT = "За голосами рада визначить тему, питання й учасників дня.", "By the votes the council decides on the theme, the questions and who takes part.";

    ASK_TITLE = "Запитання, пропозиція, зауваження", "Question, proposal, remark";
    ASK_LEAD = "Відповість заступник міського голови. Ім’я й контакт писати не обов’язково: відповідь ви побачите на своєму телефоні за QR-кодом.", "A deputy mayor answers. Name and contact are not needed: you see the answer on your own phone by a QR code.";
    ASK_WHAT = "Що це", "What it is";
    ASK_TEXT = "Текст", "Text";
    ASK_NAME = "Ім’я", "Name";
    ASK_CONTACT = "Телефон або електронна пошта", "Phone or e-mail";
    ASK_TEXT_MISSING = "Напишіть, що хочете сказати", "Write what you want to say";
    ASK_TEXT_LONG = "Скоротіть текст до 5 000 знаків", "Shorten the text to 5,000 characters";
    ASK_SHORTER = "Скоротіть до 200 знаків", "Shorten to 200 characters";
    ASK_SEND = "Надіслати", "Send";
    ASK_HINT = "Написане зашифрується для ради, і цей термінал уже не зможе його прочитати.", "What you wrote is encrypted for the council; this kiosk can’t read it any more.";
    ASK_SENT = "Рада отримала ваше звернення", "The council has it";
    ASK_WAITS = "Прийнято й зашифровано", "Taken in and encrypted";
    ASK_WAITS_LEAD = "Рада отримає це, щойно в термінала буде мережа, і дасть номер.", "The council gets it as soon as the kiosk has a network, and gives it a number.";
    ASK_NEXT = "Звернення передадуть заступникові міського голови за розподілом обов’язків. Відповідь з’явиться на вашому телефоні за QR-кодом.", "It goes to the deputy mayor by the division of duties. The answer appears on your phone by the QR code.";
    ASK_QR = "Скануйте телефоном: за цим кодом ви побачите номер і відповідь. Більше ніде цього коду немає.", "Scan it with your phone: with this code you see the number and the answer. It is kept nowhere else.";
    ASK_QR_LABEL = "QR-код, що відкриває ваше звернення на телефоні", "QR code that opens it on your phone";

    DAY_WHERE = "Де що відбувається", "What is where";
    DAY_MAP_ALT = "План із пронумерованими місцями; під ним перелік, що де відбувається", "Plan with numbered places; the list under it says what happens where";
    DAY_SLOTS = "Коли можна прийти", "When you can come";
    DAY_CONDUCT = "Правила поведінки", "Code of conduct";
    DAY_QR = "Візьміть програму на телефон", "Take the programme with you";
    DAY_QR_LABEL = "QR-код сторінки цього дня", "QR code of this day’s page";
    DAY_CHAIR = "Проводить", "Chaired by";

    GATE_LEAD = "Вхід на День відкритих дверей, {}", "The door of the open day, {}";
    GATE_WAITING = "Немає мережі. Відмічене тут збережено: {}", "No network. Kept here until there is one: {}";
    GATE_NAMELESS = "Після перезапуску без мережі імен тут немає: їх не тримають на диску. Перевіряйте за кодом; імена з’являться з мережею.", "Started anew without a network, this kiosk has no names: they are not kept on its disk. Check by the code; names come back with the network.";
    GATE_LOADING = "Список ще не отримано. Потрібна мережа.", "The list is not here yet. It needs a network.";
    GATE_FIND = "Прізвище, ім’я або код запису", "Name, or the code of a booking";
    GATE_FIND_HINT = "Двох літер досить. Імена видно лише тут і лише під час пошуку.", "Two letters are enough. Names are seen here only, and only while you look for them.";
    GATE_NONE = "Нікого не знайдено", "Nobody found";
    GATE_SCAN = "Сканувати QR-код", "Scan a QR code";
    GATE_SCAN_END = "Закрити камеру", "Close the camera";
    GATE_SCAN_LABEL = "Зображення з камери", "Picture of the camera";
    GATE_NO_CAMERA = "Камери немає або доступ до неї не дозволено. Введіть код або прізвище.", "There is no camera, or it is not allowed. Type the code or the name.";
    GATE_COME = "Прийшов, прийшла", "Has come";
    GATE_COME_ANYWAY = "Усе ж впустити", "Let in all the same";
    GATE_AWAITED = "очікується", "awaited";
    GATE_HERE = "вже тут з {}", "here since {}";
    GATE_CANCELLED = "запис скасовано", "cancelled";
    GATE_WAITS = "у списку очікування, місця немає", "on the waiting list, no place";
    GATE_CAME = "Відмічено", "Noted";
    GATE_UNKNOWN = "Такого коду в списку немає", "This code is not on the list";
    GATE_NAMELESS_PERSON = "Запис за кодом", "Booking by its code";
    GATE_WALKED = "Впущено без запису: {}", "Let in without booking: {}";
    GATE_TAKE_BACK = "Зняти відмітку", "Undo the check-in";
    GATE_TAKEN_BACK = "Відмітку знято. Місце лишається за записом; хто без запису – його місце знову вільне.", "Taken back. A booking keeps its place; the place of who came without one is free again.";
    GATE_WALKED_LIST = "Впущені без запису", "Let in without a booking";
    GATE_FULL = "Місць для тих, хто без запису, у цього термінала більше немає. Більше двадцяти одночасно не буває.", "This kiosk has no more places for people without a booking. There are never more than twenty at a time.";
    GATE_NOT_KEPT = "Відмічено, але на диск не записано. Не вимикайте термінал, доки немає мережі.", "Noted, but not on the disk. Leave the kiosk on until there is a network.";
    GATE_SLOTS = "Час відвідування", "Times of visits";
    GATE_SLOT_CAME = "прийшло {} з {}", "{} of {} have come";
    GATE_WALK = "Хто прийшов без запису", "Who came without booking";
    GATE_CATEGORY = "Хто це", "Who they are";
    GATE_WALK_IN = "Впустити на {}", "Let in for {}";
    GATE_LEFT = "без запису ще можна впустити: {}", "without booking still: {}";

    DONE_SENT = "Запит зареєстровано", "The request is registered";
    DONE_WAITS = "Запит прийнято й зашифровано", "The request is taken in and encrypted";
    DONE_WAITS_LEAD = "Рада отримає його, щойно в термінала буде мережа. Строк відповіді почнеться з того моменту.", "The council gets it as soon as the kiosk has a network. The term begins then.";
    DONE_NUMBER = "Реєстраційний номер", "Registration number";
    DONE_SLIP = "Візьміть із собою", "Take this with you";
    DONE_QR = "Скануйте телефоном: за цим кодом ви стежите за запитом і побачите відповідь. Більше ніде цього коду немає.", "Scan it with your phone: with this code you follow the request and see the answer. It is kept nowhere else.";
    DONE_QR_LABEL = "QR-код, що відкриває ваш запит на телефоні", "QR code that opens your request on your phone";
    DONE_ADDRESS = "Адреса", "Address";
    DONE_ID = "Позначка", "Mark";
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
    FOLLOW_ASK_WAITS = "Рада ще не отримала цього: термінал надішле його, щойно матиме мережу. Збережіть QR-код і перевірте пізніше.", "The council has not got this yet: the kiosk sends it as soon as it has a network. Keep the QR code and look again later.";
    FOLLOW_ASK_TITLE = "Ваше звернення з термінала", "What you asked at the kiosk";
    FOLLOW_NO_ANSWER = "Відповіді ще немає. Збережіть QR-код і перевірте пізніше.", "There is no answer yet. Keep the QR code and look again later.";
    FOLLOW_ADDRESSEE = "Відповідає", "Who answers";
    FOLLOW_ANSWER = "Відповідь", "Answer";
    FOLLOW_FAILED = "Не вдалося запитати раду. Перевірте мережу.", "The council could not be asked. Check your network.";
    FOLLOW_AGAIN = "Перевірити ще раз", "Look again";

    PAIR_TITLE = "Підключення термінала", "Connecting the kiosk";
    PAIR_LEAD = "Уведіть цей код у робочому місці ради, на сторінці «Термінали». Код діє 10 хвилин.", "Enter this code in the council’s office, on the page of kiosks. It is good for 10 minutes.";
    PAIR_ASKING = "Запитуємо код у сервера ради…", "Asking the council’s server for a code…";
    PAIR_OFFLINE = "Сервер ради не відповідає. Для підключення потрібна мережа; спробуємо ще раз самі.", "The council’s server does not answer. Connecting needs a network; we try again by ourselves.";

    LEAVE_TITLE = "Вихід із режиму термінала", "Leaving the kiosk";
    LEAVE_LEAD = "Код виходу показано в робочому місці ради, на сторінці «Термінали».", "The code is shown in the council’s office, on the page of kiosks.";
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
    ENDED_AGAIN = "Підключити термінал знову", "Connect the kiosk again";
    DELIVER_TITLE = "Термінал завершує роботу", "The kiosk is closing";
    DELIVER_TEXT = "Нового він не приймає: досилає прийняте.", "It takes nothing new and sends what it has.";
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
