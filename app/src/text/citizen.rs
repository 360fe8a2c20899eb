//! The citizen's sentences.

use domain::request::{Field, Issue, Limits, Problem, RequesterType};
use domain::sync::{NoAnswer, ParkReason, Pause};

use super::{Plural, Text, count, fill, t};
use crate::db::StorageError;
use crate::route::Step;
use crate::texts;

texts! {
    BRAND = "Відкрита рада", "Open Council";
    SKIP = "Перейти до змісту", "Skip to content";
    NAV = "Головне", "Main";
    NAV_HOME = "Мої запити", "My requests";
    NAV_FIND = "Знайти запит", "Find a request";
    NAV_SETTINGS = "Налаштування", "Settings";
    NAV_HELP = "Як це працює", "How it works";
    NAV_OFFICE = "Для працівників ради", "For council staff";
    OTHER_LANGUAGE = "English", "Українська";
    FOOT = "Написане зберігається на цьому пристрої, доки ви його не надішлете.", "What you write stays on this device until you send it.";
    BACK = "Назад", "Back";
    ERROR_PREFIX = "Помилка: ", "Error: ";
    LOADING = "Завантаження…", "Loading…";
    ROOM_LEFT = "Ще можна ввести {}", "You can enter {} more";
    TOO_LONG_BY = "Задовго на {}", "Too long by {}";
    OPTIONAL = "(необов’язково)", "(optional)";

    HOME_TITLE = "Запит на публічну інформацію", "Request for public information";
    HOME_LEAD = "Запитайте міську раду про те, що вона знає: рішення, кошти, договори, плани. Зазвичай відповідь надходить за п’ять робочих днів.", "Ask the city council about what it knows: decisions, money, contracts, plans. An answer usually comes within five working days.";
    WRITE = "Написати запит", "Write a request";
    MY_REQUESTS = "Мої запити", "My requests";
    DRAFTS = "Чернетки", "Drafts";
    NO_REQUESTS = "Тут з’являться ваші запити: їхній номер, стан і строк відповіді. Їх видно і без мережі.", "Your requests will appear here with their number, status and due date. You can see them without a network too.";
    UNTITLED = "Без тексту", "No text yet";

    NET_OFFLINE = "Немає мережі. Усе написане зберігається на цьому пристрої.", "No network. Everything you write is kept on this device.";
    NET_TIMEOUT = "Сервер ради не відповідає. Спробуємо ще.", "The council’s server does not answer. We will try again.";
    NET_PORTAL = "Мережа просить увійти: відкрийте будь-який сайт, увійдіть у мережу й поверніться.", "The network asks you to sign in: open any site, sign in to the network and come back.";
    NET_SENDING = "Надсилаємо…", "Sending…";
    NET_PAUSED_SIGN_IN = "Сервер ради не приймає запити від цього застосунку. Усе збережено; спробуйте пізніше.", "The council’s server does not take requests from this app. Everything is kept; try later.";
    NET_PAUSED_UPDATE = "Цей застосунок застарів. Оновіть сторінку в мережі; усе написане збережено.", "This app is too old. Reload the page with a network; everything you wrote is kept.";
    SEND_NOW = "Надіслати зараз", "Send now";
    UPDATE_READY = "Готова нова версія застосунку.", "A new version of the app is ready.";
    UPDATE_APPLY = "Оновити", "Update";

    STEPS = "Кроки", "Steps";
    STEP_TEXT = "Запит", "Request";
    STEP_URGENCY = "Терміновість", "Urgency";
    STEP_WHO = "Хто питає", "Who asks";
    STEP_CONTACT = "Відповідь", "Answer";
    STEP_CHECK = "Перевірка", "Check";
    CONTINUE = "Далі", "Continue";

    TEXT_TITLE = "Що ви хочете дізнатися?", "What would you like to know?";
    TEXT_HINT = "Опишіть інформацію або назвіть документ. Пояснювати, навіщо вона вам, не потрібно.", "Describe the information or name the document. You need not explain why you want it.";
    TEXT_LABEL = "Ваш запит", "Your request";
    EXAMPLES = "Приклади вдалих запитів", "Examples of good requests";
    EXAMPLE_1 = "Прошу надати копію рішення виконавчого комітету про ремонт вулиці Садової та кошторис ремонту.", "Please give me a copy of the executive committee’s decision on the repair of Sadova street and its estimate.";
    EXAMPLE_1_WHY = "Названо документ, вулицю і рік", "Names the document, the street and the year";
    EXAMPLE_2 = "Прошу надати перелік приміщень комунальної власності, зданих в оренду: адреса, площа, орендна плата.", "Please give me the list of municipal premises let: address, area, rent.";
    EXAMPLE_2_WHY = "Сказано, які саме відомості потрібні й на яку дату", "Says which details are needed and as of what date";

    URGENCY_TITLE = "Чи потрібна відповідь за 48 годин?", "Is an answer needed within 48 hours?";
    URGENCY_HINT = "Закон (ч. 2 ст. 20) дає 48 годин лише для чотирьох випадків. В інших відповідь надають за 5 робочих днів.", "The Law (art. 20(2)) gives 48 hours for four cases only. In others an answer takes 5 working days.";
    URGENCY_LEGEND = "Чого стосується запит?", "What is the request about?";
    URGENCY_NONE = "Нічого з цього: звичайний строк", "None of these: the ordinary term";
    URGENCY_REASON = "Чому це терміново?", "Why is it urgent?";
    URGENCY_REASON_HINT = "Клопотання про термінове опрацювання має бути обґрунтованим (ч. 3 ст. 20).", "A petition for urgent processing must be reasoned (art. 20(3)).";

    WHO_TITLE = "Хто надсилає запит?", "Who sends the request?";
    WHO_LEGEND = "Від чийого імені", "On whose behalf";
    NAME_PERSON = "Прізвище, ім’я, по батькові", "Full name";
    NAME_ORGANISATION = "Найменування", "Name of the organisation";
    NAME_HINT = "Закон просить назвати себе (п. 1 ч. 5 ст. 19). Ім’я бачить лише рада.", "The Law asks for your name (art. 19(5)(1)). Only the council sees it.";

    CONTACT_TITLE = "Куди надіслати відповідь?", "Where should the answer go?";
    CONTACT_HINT = "Вкажіть електронну або поштову адресу; одної досить. Відповідь також з’явиться тут, у застосунку.", "Give an e-mail or a postal address; one is enough. The answer will also appear here in the app.";
    EMAIL = "Електронна пошта", "E-mail";
    ADDRESS = "Поштова адреса", "Postal address";
    PHONE = "Телефон", "Phone";

    CHECK_TITLE = "Перевірте запит", "Check your request";
    CHECK_HINT = "Після надсилання текст змінити не можна.", "After sending, the text cannot be changed.";
    CHANGE = "Змінити", "Change";
    SUBMIT = "Надіслати запит", "Send the request";
    SUBMIT_HINT = "Підпис не потрібен. Немає мережі? Запит надішлеться сам, щойно вона з’явиться.", "No signature is needed. No network? The request will go by itself as soon as there is one.";
    DELETE_DRAFT = "Видалити чернетку", "Delete the draft";
    DELETE_DRAFT_ASK = "Повернути чернетку буде не можна. Видалити?", "The draft cannot be brought back. Delete it?";
    DRAFT_DELETED = "Чернетку видалено.", "The draft is deleted.";
    NOT_GIVEN = "не вказано", "not given";

    SAVE_SAVED = "Чернетка: збережено лише на цьому пристрої", "Draft: saved on this device only";
    SAVE_PENDING = "Зберігаємо…", "Saving…";
    SAVE_FAILED = "НЕ ЗБЕРЕЖЕНО. Не закривайте сторінку. ", "NOT SAVED. Do not close this page. ";
    SAVE_FILE = "Зберегти файлом", "Save as a file";
    SUBMIT_NOT_SAVED = "Запит не вдалося зберегти на пристрої, тож його не надіслано. Чернетка лишилася.", "The request could not be saved on the device, so it was not sent. The draft is still there.";
    FILES_MISSING = "Не всі файли є на цьому пристрої. Додайте їх знову або вилучіть.", "Not all files are on this device. Add them again or remove them.";
    DRAFT_ELSEWHERE = "Цю чернетку вже надіслано або змінено в іншій вкладці.", "This draft was already sent or changed in another tab.";
    DRAFT_FORKED = "Чернетку змінено в іншій вкладці. Ваш текст збережено окремою чернеткою.", "The draft was changed in another tab. Your text is saved as a separate draft.";
    DRAFT_GONE = "Такої чернетки на цьому пристрої немає", "There is no such draft on this device";

    STORE_UNAVAILABLE = "Цей браузер не дає зберігати дані (можливо, приватне вікно). Відкрийте застосунок у звичайному вікні, а написане скопіюйте або збережіть файлом.", "This browser does not let us keep data (perhaps a private window). Open the app in an ordinary window; copy what you wrote or save it as a file.";
    STORE_FULL = "На пристрої бракує місця.", "The device has no room left.";
    STORE_BLOCKED = "В іншій вкладці відкрито старішу версію. Закрийте її, і ця сторінка піде далі.", "An older version is open in another tab. Close it and this page goes on.";
    INSTALL_APART = "Додаєте застосунок на головний екран? У нього там власне сховище: написане тут спершу перенесіть кодом.", "Adding the app to the home screen? It has storage of its own there: move what you wrote here by a code first.";
    STORE_NEWER = "В іншій вкладці відкрито новішу версію. Закрийте її або оновіть цю сторінку.", "A newer version is open in another tab. Close it or reload this page.";
    STORE_FAILED = "Сховище браузера не спрацювало. Оновіть сторінку.", "The browser’s storage failed. Reload the page.";

    ERRORS_TITLE = "Виправте, будь ласка", "Please correct";

    STATE_DRAFT = "Чернетка: лише на цьому пристрої", "Draft: on this device only";
    STATE_WAIT = "Чекає на мережу: ще не надіслано", "Waiting for network: not sent yet";
    STATE_SENDING = "Надсилається", "Sending";
    STATE_PARKED = "Потрібна ваша дія", "Your action is needed";
    WAITS_FOR = "Чекає вже {}.", "Waiting for {}.";
    SAVED_TITLE = "Збережено на цьому пристрої", "Saved on this device";
    SAVED_LEAD = "Запит ще не надіслано: він чекає на мережу. Його можна закрити, він надішлеться сам, коли застосунок відкрито й мережа є.", "The request is not sent yet: it waits for a network. You may close the app; the request goes by itself when the app is open and there is a network.";
    SAVED_CLOCK = "Строк відповіді почнеться, коли рада отримає запит.", "The term begins when the council receives the request.";
    RECEIVED_TITLE = "Запит зареєстровано", "The request is registered";
    IN_WORK_TITLE = "Запит у роботі", "The request is in work";
    ANSWERED_TITLE = "Рада відповіла", "The council has answered";
    RECEIVED_AT = "Отримано радою", "Received by the council";
    WRITTEN_AT = "Написано (за годинником пристрою)", "Written (by the device’s clock)";
    REGISTERED_ON = "Дата реєстрації", "Date of registration";
    INDEX = "Реєстраційний індекс", "Registration index";
    DUE = "Відповідь до", "Answer due by";
    DUE_SHORT = "до {}", "by {}";
    TERM = "Строк", "Term";
    STATUS = "Стан", "Status";
    NEXT = "Що далі", "What happens next";
    NEXT_TEXT = "Рада має відповісти не пізніше {}", "The council must answer no later than {}";
    NEXT_EXTENDED = "Якщо вона продовжить строк або відмовить, це з’явиться тут.", "If it extends the term or refuses, you will see it here.";
    NEXT_REFUSED = "Якщо вона відмовить, це з’явиться тут.", "If it refuses, you will see it here.";
    NEXT_APPEAL = " Відповіді немає вчасно? Ви можете оскаржити це (ст. 23).", " No answer in time? You may appeal (art. 23).";
    QUESTIONS = "Питання про запит: {}.", "Questions about the request: {}.";
    WHY = "Чому саме ця дата?", "Why this date?";
    WHY_LEAD = "За {}. Кожен день від отримання до строку:", "Under {}. Every day from receipt to deadline:";
    WHY_DAY = "День", "Day";
    WHY_DATE = "Дата", "Date";
    WHY_REASON = "Чому", "Why";
    WHY_NOT = "не рахується", "not counted";
    HISTORY = "Хід розгляду", "History";
    MS_DEFERRED = "Відстрочено до {}", "Deferred to {}";
    MS_MOVED = "Строк визначено: до {}", "The term is set: by {}";
    MS_FORWARDED = "Направлено належному розпоряднику", "Forwarded to the proper holder";
    MS_PART_FORWARDED = "Частину направлено належному розпоряднику", "A part was forwarded to the proper holder";
    MS_PART_GIVEN = "Надано частину інформації", "A part of the information was given";
    MS_INVOICED = "Рахунок за копії", "Invoice for copies";
    MS_PAID = "Копії оплачено", "The copies are paid";
    MS_EXPLAINED = "Роз’яснено", "Explained";
    MS_WITHDRAWN = "Запит відкликано", "The request was taken back";
    MS_APPEALED = "Подано скаргу", "An appeal was made";
    MS_APPEAL_DECIDED = "Скаргу розглянуто", "The appeal is decided";
    MS_REGISTERED = "Зареєстровано", "Registered";
    MS_ASSIGNED = "Передано виконавцеві", "Given to an executor";
    MS_EXTENDED = "Строк продовжено до {}", "Term extended to {}";
    MS_ANSWERED = "Надано відповідь", "Answered";
    MS_REFUSED = "Відмовлено", "Refused";
    ANSWER = "Відповідь ради", "The council’s answer";
    REFUSAL = "Рада відмовила", "The council refused";
    REFUSAL_GROUND = "Підстава", "Ground";
    REFUSAL_BY = "Відповідальна особа", "Responsible person";
    EXTENSION = "Строк продовжено", "The term is extended";
    APPEAL = "Як оскаржити", "How to appeal";
    APPEAL_TEXT = "Рішення, дії чи бездіяльність розпорядника можна оскаржити до керівника розпорядника, вищого органу або суду (ст. 23). До адміністративного суду – протягом шести місяців. Також можна звернутися до Уповноваженого Верховної Ради України з прав людини.", "A holder’s decision, act or inaction can be appealed to its head, to the higher body or to the court (art. 23); to the administrative court within six months. You may also turn to the Parliamentary Commissioner for Human Rights.";
    YOUR_TEXT = "Текст запиту", "Text of the request";
    SLIP = "Підтвердження", "Receipt";
    SLIP_HINT = "Індекс показує будь-кому лише стан і дати. Код доступу відкриває весь запит і відповідь: нікому його не показуйте.", "The index shows anyone only status and dates. The access code opens the whole request and its answer: show it to nobody.";
    CODE = "Код доступу", "Access code";
    SHOW_CODE = "Показати код доступу і QR", "Show the access code and QR";
    QR = "QR-код, що відкриває цей запит на іншому пристрої", "QR code that opens this request on another device";
    PRINT = "Надрукувати або зберегти PDF", "Print or save as PDF";
    FORGET = "Прибрати з цього пристрою", "Remove from this device";
    FORGET_ASK = "Запит лишиться в раді, але цей пристрій забуде його код доступу. Прибрати?", "The council keeps the request, but this device will forget its access code. Remove it?";
    CASE_GONE = "Такого запиту на цьому пристрої немає", "There is no such request on this device";
    CASE_GONE_LEAD = "Знайдіть його за індексом і кодом доступу з підтвердження.", "Find it by the index and access code of its receipt.";
    LOST_TITLE = "У журналі ради цього запиту вже немає", "The council’s journal no longer has this request";
    LOST_TEXT = "Так буває, коли журнал відновили з давнішої копії. Ваш текст і підтвердження збережено тут. Подайте запит знову; строк почнеться від нового отримання. Або зверніться до ради з цим підтвердженням.", "This happens when the journal was restored from an older copy. Your text and receipt are kept here. Send the request anew; its term begins with the new receipt. Or show this receipt to the council.";
    SEND_ANEW = "Подати знову", "Send anew";
    CLEARED_TITLE = "Браузер стер те, що було тут збережено", "The browser has deleted what was kept here";
    CLEARED_TEXT = "Чернетки та запити, що чекали на мережу, зникли. Ті, що отримала рада, знайдіть за індексом і кодом доступу.", "Drafts and requests that waited for a network are gone. Find those the council received by index and access code.";
    DRAFT_AT_RISK = "Браузер може стерти чернетку, якщо бракуватиме місця або вікно приватне.", "The browser may delete the draft when room is short or the window is private.";
    EXTRA_LATER = "Ця частина сторінки з’явиться, коли буде мережа.", "This part of the page appears when there is a network.";
    FILES = "Файли", "Files";
    MEND = "Виправити й надіслати знову", "Correct and send again";

    FIND_TITLE = "Знайти запит за індексом", "Find a request by its index";
    FIND_INDEX = "Реєстраційний індекс", "Registration index";
    FIND_INDEX_HINT = "Наприклад, 15/02-19", "For example, 15/02-19";
    FIND_YEAR = "Рік реєстрації", "Year of registration";
    FIND_CODE = "Код доступу", "Access code";
    FIND_CODE_HINT = "26 знаків із підтвердження. Без коду видно лише стан і дати.", "26 characters from the receipt. Without the code you see status and dates only.";
    FIND = "Знайти", "Find";
    FIND_AGAIN = "Спробувати ще раз", "Try again";
    FIND_NONE = "Запиту з таким індексом за цей рік немає. Перевірте індекс і рік на підтвердженні.", "There is no request with this index in this year. Check the index and year on the receipt.";
    FIND_OFFLINE = "Для пошуку потрібна мережа, а її зараз немає. Запити цього пристрою видно й без мережі на сторінці «Мої запити».", "Finding a request needs a network, and there is none now. Requests of this device can be seen without one under “My requests”.";
    FIND_PUBLIC = "Без правильного коду доступу видно лише стан і дати.", "Without the right access code only status and dates are shown.";
    FIND_INDEX_MISSING = "Введіть індекс, як на підтвердженні", "Enter the index as on the receipt";
    FIND_YEAR_BAD = "Введіть рік чотирма цифрами", "Enter the year in four digits";
    FIND_CODE_BAD = "У коді має бути 26 знаків: цифри й латинські літери", "The code has 26 characters: digits and Latin letters";
    KEEP = "Зберегти на цьому пристрої", "Keep on this device";

    SETTINGS_TITLE = "Налаштування", "Settings";
    SET_LANGUAGE = "Мова", "Language";
    SET_STORAGE = "Дані на цьому пристрої", "Data on this device";
    SET_PERSISTED = "Браузер обіцяє зберігати дані, доки ви їх не видалите.", "The browser promises to keep the data until you delete it.";
    SET_NOT_PERSISTED = "Браузер може видалити дані, якщо бракуватиме місця або ви довго не заходитимете. Додайте застосунок на головний екран або збережіть дані файлом.", "The browser may delete the data when room is short or you stay away long. Add the app to the home screen or save the data as a file.";
    SET_KEEP = "Попросити браузер зберігати", "Ask the browser to keep it";
    SET_COUNTS = "Чернеток: {}.", "Drafts: {}.";
    SET_COUNTS_CASES = "Запитів: {}.", "Requests: {}.";
    SET_COUNTS_QUEUE = "Чекають на надсилання: {}.", "Waiting to be sent: {}.";
    EXPORT = "Зберегти мої дані файлом", "Save my data as a file";
    EXPORT_HINT = "Чернетки, запити, коди доступу, відповіді з цього пристрою.", "Drafts, requests, access codes, answers of this device.";
    ERASE = "Видалити все з цього пристрою", "Delete everything from this device";
    ERASE_ASK = "Буде видалено чернетки, ненадіслані запити й коди доступу. Те, що вже отримала рада, лишиться в неї.", "Drafts, unsent requests and access codes will be deleted. What the council has received stays with it.";
    ERASE_YES = "Так, видалити все", "Yes, delete everything";
    CANCEL = "Скасувати", "Cancel";
    ERASED = "Усе видалено з цього пристрою.", "Everything is deleted from this device.";

    HELP_TITLE = "Як це працює", "How it works";
    HELP_1 = "Що можна запитати", "What you can ask for";
    HELP_1_TEXT = "Будь-яку інформацію, яку рада вже має: рішення, кошториси, договори, протоколи, переліки, листування. Пояснювати причину не потрібно (ч. 2 ст. 19 Закону № 2939-VI). Бюджетні кошти, комунальне майно й закупівлі закрити не можна (ч. 5 ст. 6).", "Any information the council already has: decisions, estimates, contracts, minutes, lists, letters. You need not give a reason (art. 19(2) of Law No. 2939-VI). Budget money, municipal property and procurement cannot be kept closed (art. 6(5)).";
    HELP_2 = "Скільки чекати", "How long it takes";
    HELP_2_TEXT = "П’ять робочих днів від дня отримання (ч. 1 ст. 20). 48 годин – якщо йдеться про життя чи свободу, довкілля, якість харчів і товарів, надзвичайні події (ч. 2). До 20 робочих днів, якщо інформації дуже багато: про це рада має повідомити за перші п’ять (ч. 4). Під час воєнного стану святкові дні теж робочі.", "Five working days from the day of receipt (art. 20(1)). 48 hours if it concerns life or liberty, the environment, quality of food and goods, or emergencies (art. 20(2)). Up to 20 working days for very large requests: the council must tell you within the first five (art. 20(4)). Under martial law holidays are working days too.";
    HELP_3 = "Без мережі", "Without a network";
    HELP_3_TEXT = "Пишіть будь-де: чернетка зберігається сама. Натисніть «Надіслати» – і запит чекатиме на цьому пристрої, доки не з’явиться мережа. Строк почнеться, коли його отримає рада.", "Write anywhere: the draft saves itself. Press “Send” and the request waits on this device until there is a network. The term begins when the council receives it.";
    HELP_4 = "Скільки це коштує", "What it costs";
    HELP_4_TEXT = "Нічого. Платити можуть попросити лише за копії понад 10 сторінок (ст. 21).", "Nothing. You may be asked to pay only for copies over 10 pages (art. 21).";

    NOT_FOUND = "Такої сторінки немає", "There is no such page";
    NOT_FOUND_LEAD = "Перевірте адресу або почніть з головної.", "Check the address or start from the home page.";
    TO_HOME = "На головну", "To the home page";
}

/// The step's name.
#[must_use]
pub fn step(step: Step) -> &'static str {
    t(match step {
        Step::Text => STEP_TEXT,
        Step::Urgency => STEP_URGENCY,
        Step::Who => STEP_WHO,
        Step::Contact => STEP_CONTACT,
        Step::Check => STEP_CHECK,
    })
}

/// The requester's type.
#[must_use]
pub fn requester(kind: RequesterType) -> Text {
    match kind {
        RequesterType::Person => Text {
            uk: "Від себе: я фізична особа",
            en: "My own: I am a person",
        },
        RequesterType::LegalPerson => Text {
            uk: "Юридична особа",
            en: "A legal person",
        },
        RequesterType::Association => Text {
            uk: "Об’єднання громадян без статусу юридичної особи",
            en: "An association without legal-person status",
        },
        RequesterType::Media => Text {
            uk: "Медіа",
            en: "A media outlet",
        },
    }
}

/// What is wrong with a field, and what to do.
#[must_use]
pub fn problem(problem: Problem) -> String {
    const CHARACTERS: Plural = Plural {
        uk: ["знака", "знаків", "знаків"],
        en: ["character", "characters"],
    };
    let text = match (problem.field, problem.issue) {
        (_, Issue::TooLong) => {
            let limit = i64::try_from(Limits::of(problem.field)).unwrap_or(i64::MAX);
            let text = Text {
                uk: "Скоротіть до {}",
                en: "Shorten it to {}",
            };
            return fill(text, &count(limit, CHARACTERS));
        }
        (_, Issue::NoContact) => Text {
            uk: "Вкажіть електронну або поштову адресу: без неї немає куди відповісти",
            en: "Give an e-mail or a postal address: without one there is nowhere to answer to",
        },
        (Field::Text, _) => Text {
            uk: "Напишіть, що саме ви хочете дізнатися",
            en: "Write what you want to know",
        },
        (Field::Name, _) => Text {
            uk: "Напишіть, хто надсилає запит",
            en: "Write who sends the request",
        },
        (Field::Email, _) => Text {
            uk: "Перевірте електронну адресу: вона має бути як ivan@poshta.example",
            en: "Check the e-mail address: it should look like ivan@poshta.example",
        },
        (Field::PostalAddress, _) => Text {
            uk: "Перевірте поштову адресу",
            en: "Check the postal address",
        },
        (Field::Phone, _) => Text {
            uk: "Перевірте телефон: у ньому мають бути цифри",
            en: "Check the phone number: it should have digits",
        },
        (Field::UrgencyReason, _) => Text {
            uk: "Поясніть, чому це терміново, або оберіть звичайний строк",
            en: "Explain why it is urgent, or choose the ordinary term",
        },
        (Field::Attachments, _) => Text {
            uk: "Забагато файлів: до 10, разом до 25 МБ",
            en: "Too many files: up to 10, 25 MB together",
        },
        (Field::AccessCodeHash | Field::Intake, _) => Text {
            uk: "Оновіть сторінку",
            en: "Reload the page",
        },
    };
    t(text).to_owned()
}

/// Why storage does not work, and what to do.
#[must_use]
pub fn storage_error(error: StorageError) -> Text {
    match error {
        StorageError::Unavailable => STORE_UNAVAILABLE,
        StorageError::Full => STORE_FULL,
        StorageError::Blocked => STORE_BLOCKED,
        StorageError::Newer => STORE_NEWER,
        StorageError::Failed => STORE_FAILED,
    }
}

/// Why nothing could be sent, and what to do.
#[must_use]
pub fn no_answer(reason: NoAnswer) -> &'static str {
    t(match reason {
        NoAnswer::Offline => NET_OFFLINE,
        NoAnswer::CaptivePortal => NET_PORTAL,
        NoAnswer::Timeout | NoAnswer::Garbled | NoAnswer::Busy | NoAnswer::ServerError => {
            NET_TIMEOUT
        }
    })
}

/// Why the queue waits for a person.
#[must_use]
pub fn pause(pause: Pause) -> &'static str {
    t(match pause {
        Pause::SignIn => NET_PAUSED_SIGN_IN,
        Pause::UpdateApp => NET_PAUSED_UPDATE,
    })
}

/// Why one request was refused by the server, and what to do.
#[must_use]
pub fn parked(reason: ParkReason) -> &'static str {
    t(match reason {
        ParkReason::Conflict => Text {
            uk: "Рада вже має інший запит під цим самим номером пристрою. Обидва тексти збережено; надішліть цей знову як новий.",
            en: "The council already has another request under this device’s number. Both texts are kept; send this one again as a new request.",
        },
        ParkReason::Gone => Text {
            uk: "Рада видалила цей запит. Текст лишився тут; його можна надіслати знову як новий.",
            en: "The council has deleted this request. The text is still here; you can send it again as a new one.",
        },
        ParkReason::TooLarge => Text {
            uk: "Запит завеликий для сервера ради. Скоротіть текст і надішліть знову.",
            en: "The request is too large for the council’s server. Shorten the text and send it again.",
        },
        ParkReason::Rejected => Text {
            uk: "Сервер ради не прийняв запит. Перевірте поля й надішліть знову.",
            en: "The council’s server did not take the request. Check the fields and send it again.",
        },
        ParkReason::TakenOut => super::extra::WAYS_TAKEN,
    })
}

const CHARACTERS: Plural = Plural {
    uk: ["знак", "знаки", "знаків"],
    en: ["character", "characters"],
};

/// «Ще можна 120 знаків», "12 characters too many".
#[must_use]
pub fn characters_left(limit: usize, used: usize) -> String {
    let amount = i64::try_from(limit.abs_diff(used)).unwrap_or_default();
    let text = if used > limit { TOO_LONG_BY } else { ROOM_LEFT };
    fill(text, &count(amount, CHARACTERS))
}
