//! What the form without the app says, in both languages.

use domain::request::{
    Field, Issue, Language, Limits, Outcome, Problem, RequesterType, Status, UrgencyGround,
};

/// The sentences of one language; each name is the English meaning.
pub(super) struct Say {
    pub(super) code: &'static str,
    pub(super) other_code: &'static str,
    pub(super) other: &'static str,
    pub(super) brand: &'static str,
    pub(super) skip: &'static str,
    pub(super) nav: &'static str,
    pub(super) apply: &'static str,
    pub(super) foot: &'static str,
    pub(super) app: &'static str,
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) error_prefix: &'static str,
    pub(super) errors: &'static str,
    pub(super) optional: &'static str,
    pub(super) text: &'static str,
    pub(super) text_hint: &'static str,
    pub(super) who: &'static str,
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) email_hint: &'static str,
    pub(super) address: &'static str,
    pub(super) phone: &'static str,
    pub(super) urgency: &'static str,
    pub(super) urgency_none: &'static str,
    pub(super) urgency_reason: &'static str,
    pub(super) urgency_hint: &'static str,
    pub(super) send: &'static str,
    pub(super) sent_before: &'static str,
    pub(super) registered: &'static str,
    pub(super) received_at: &'static str,
    pub(super) due: &'static str,
    pub(super) code_title: &'static str,
    pub(super) code_hint: &'static str,
    pub(super) questions: &'static str,
    pub(super) why: &'static str,
    pub(super) date: &'static str,
    pub(super) reason: &'static str,
    pub(super) find_title: &'static str,
    pub(super) find_lead: &'static str,
    pub(super) index: &'static str,
    pub(super) year: &'static str,
    pub(super) find: &'static str,
    pub(super) year_bad: &'static str,
    pub(super) answer: &'static str,
    pub(super) refusal: &'static str,
    pub(super) go_back: &'static str,
    pub(super) blank: &'static str,
    pub(super) answers: &'static str,
    pub(super) statistics: &'static str,
    pub(super) days: &'static str,
    pub(super) access: &'static str,
    pub(super) documents: &'static str,
    pub(super) statistics_lead: &'static str,
    pub(super) statistics_none: &'static str,
    pub(super) statistics_data: &'static str,
    pub(super) statistics_published: &'static str,
    pub(super) statistics_figure: &'static str,
    pub(super) statistics_count: &'static str,
    pub(super) statistics_took: &'static str,
    pub(super) statistics_days: &'static str,
    pub(super) statistics_median: &'static str,
    pub(super) statistics_ninetieth: &'static str,
}

pub(super) fn of(language: Language) -> &'static Say {
    match language {
        Language::Uk => &UK,
        Language::En => &EN,
    }
}

const UK: Say = Say {
    code: "uk",
    other_code: "en",
    other: "English",
    brand: "Відкрита рада",
    skip: "Перейти до змісту",
    nav: "Головне",
    apply: "Подати запит",
    foot: "Ця сторінка працює без застосунку й нічого не зберігає на пристрої.",
    app: "Застосунок, який працює і без мережі",
    title: "Запит на публічну інформацію",
    lead: "Рада відповість за п’ять робочих днів. Пояснювати, навіщо вам інформація, не потрібно.",
    error_prefix: "Помилка: ",
    errors: "Виправте, будь ласка",
    optional: "(необов’язково)",
    text: "Ваш запит",
    text_hint: "Опишіть інформацію або назвіть документ.",
    who: "Хто запитує",
    name: "Прізвище, ім’я, по батькові або назва організації",
    email: "Електронна адреса",
    email_hint: "Електронна або поштова: одної досить.",
    address: "Поштова адреса",
    phone: "Телефон",
    urgency: "Чи терміновий запит",
    urgency_none: "Ні, звичайний строк",
    urgency_reason: "Чому терміново",
    urgency_hint: "Лише для термінового: поясніть, чому інформація потрібна за 48 годин (ч. 2–3 ст. 20).",
    send: "Надіслати запит",
    sent_before: "Цю форму вже надіслано з іншим текстом, і той запит зареєстровано. Щоб надіслати цей текст новим запитом, натисніть «Надіслати запит» ще раз.",
    registered: "Запит зареєстровано",
    received_at: "Отримано радою",
    due: "Відповідь до",
    code_title: "Код доступу",
    code_hint: "Запишіть індекс і код або надрукуйте сторінку: вдруге код не покажуть. Індекс показує будь-кому лише стан і дати; код відкриває весь запит і відповідь.",
    questions: "Питання про запит:",
    why: "Чому саме ця дата?",
    date: "Дата",
    reason: "Чому",
    find_title: "Стан запиту",
    find_lead: "За індексом видно стан і дати; з кодом доступу також текст і відповідь.",
    index: "Індекс",
    year: "Рік реєстрації",
    find: "Знайти",
    year_bad: "Напишіть рік чотирма цифрами",
    answer: "Відповідь",
    refusal: "Відмова",
    go_back: "Поверніться кнопкою «Назад»: написане лишилося у формі.",
    blank: "Бланк запиту для друку",
    answers: "Оприлюднені відповіді",
    statistics: "Звіти про розгляд запитів",
    days: "Дні відкритих дверей",
    access: "Доступ до інформації",
    documents: "Реєстр документів",
    statistics_lead: "Скільки запитів на інформацію надійшло до ради, як їх розглянуто і чи вчасно. Рада оприлюднює ці відомості за статтею 15 Закону «Про доступ до публічної інформації».",
    statistics_none: "Рада ще не оприлюднила жодного звіту.",
    statistics_data: "Ті самі числа як відкриті дані:",
    statistics_published: "Оприлюднено",
    statistics_figure: "Показник",
    statistics_count: "Кількість",
    statistics_took: "Тривалість розгляду",
    statistics_days: "Робочих днів",
    statistics_median: "половина запитів – не довше, робочих днів",
    statistics_ninetieth: "дев’ять із десяти – не довше, робочих днів",
};

const EN: Say = Say {
    code: "en",
    other_code: "uk",
    other: "Українська",
    brand: "Open Council",
    skip: "Skip to content",
    nav: "Main",
    apply: "Make a request",
    foot: "This page works without the app and keeps nothing on the device.",
    app: "The app, which works without a network too",
    title: "Request for public information",
    lead: "The council answers within five working days. You need not explain why you want the information.",
    error_prefix: "Error: ",
    errors: "Please correct",
    optional: "(optional)",
    text: "Your request",
    text_hint: "Describe the information or name the document.",
    who: "Who asks",
    name: "Full name or name of the organisation",
    email: "E-mail address",
    email_hint: "An e-mail or a postal address: one is enough.",
    address: "Postal address",
    phone: "Phone",
    urgency: "Is it urgent",
    urgency_none: "No, the ordinary term",
    urgency_reason: "Why it is urgent",
    urgency_hint: "Only for an urgent request: explain why you need the information within 48 hours (art. 20 parts 2–3).",
    send: "Send the request",
    sent_before: "This form was sent before with another text, and that request is registered. To send this text as a new request, press “Send the request” again.",
    registered: "The request is registered",
    received_at: "Received by the council",
    due: "Answer due",
    code_title: "Access code",
    code_hint: "Write down the index and the code or print this page: the code is not shown again. The index shows anyone only status and dates; the code opens the whole request and the answer.",
    questions: "Questions about the request:",
    why: "Why this date?",
    date: "Date",
    reason: "Reason",
    find_title: "Status of a request",
    find_lead: "The index shows status and dates; with the access code also the text and the answer.",
    index: "Index",
    year: "Year of registration",
    find: "Find",
    year_bad: "Write the year in four digits",
    answer: "Answer",
    refusal: "Refusal",
    go_back: "Go back with your browser: what you typed is still in the form.",
    blank: "Blank request form to print",
    answers: "Published answers",
    statistics: "Reports on requests",
    days: "Open days",
    access: "Access to information",
    documents: "Register of documents",
    statistics_lead: "How many requests for information the council received, how it dealt with them and whether in time. The council publishes this under article 15 of the Law on Access to Public Information.",
    statistics_none: "The council has not published any report yet.",
    statistics_data: "The same numbers as open data:",
    statistics_published: "Published on",
    statistics_figure: "Figure",
    statistics_count: "Number",
    statistics_took: "How long it took",
    statistics_days: "Working days",
    statistics_median: "half of the requests took no longer than, working days",
    statistics_ninetieth: "nine of ten took no longer than, working days",
};

fn pick(language: Language, uk: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

/// Who asks.
pub(super) fn requester(kind: RequesterType, language: Language) -> &'static str {
    match kind {
        RequesterType::Person => pick(language, "Фізична особа", "A person"),
        RequesterType::LegalPerson => pick(language, "Юридична особа", "A legal person"),
        RequesterType::Association => pick(
            language,
            "Об’єднання громадян без статусу юридичної особи",
            "An association without legal-person status",
        ),
        RequesterType::Media => pick(language, "Медіа", "A media outlet"),
    }
}

/// What the Law counts as urgent (art. 20 part 2).
pub(super) fn urgency(ground: UrgencyGround, language: Language) -> &'static str {
    match ground {
        UrgencyGround::LifeOrLiberty => pick(
            language,
            "Захист життя чи свободи особи",
            "Protection of a person’s life or liberty",
        ),
        UrgencyGround::Environment => pick(language, "Стан довкілля", "State of the environment"),
        UrgencyGround::FoodAndGoods => pick(
            language,
            "Якість харчових продуктів і предметів побуту",
            "Quality of food and household goods",
        ),
        UrgencyGround::Emergency => pick(
            language,
            "Аварії, катастрофи, небезпечні природні явища та інші надзвичайні події",
            "Accidents, catastrophes, dangerous natural phenomena and other emergencies",
        ),
    }
}

/// Where a request is.
pub(in crate::http) fn status(
    status: Status,
    outcome: Option<Outcome>,
    language: Language,
) -> &'static str {
    match (status, outcome) {
        (_, Some(Outcome::Answered)) => pick(language, "Відповідь надано", "Answered"),
        (_, Some(Outcome::AnsweredInPart)) => {
            pick(language, "Відповідь надано частково", "Answered in part")
        }
        (_, Some(Outcome::Refused)) => pick(language, "Відмовлено", "Refused"),
        (_, Some(Outcome::Forwarded)) => pick(
            language,
            "Направлено належному розпоряднику",
            "Forwarded to the proper holder",
        ),
        (_, Some(Outcome::Explained)) => pick(language, "Роз’яснено", "Explained"),
        (_, Some(Outcome::Withdrawn)) => pick(language, "Відкликано", "Withdrawn"),
        (Status::Registered, None) => pick(language, "Зареєстровано", "Registered"),
        (Status::InWork, None) => pick(language, "У роботі", "In work"),
        (Status::Closed, None) => pick(language, "Закрито", "Closed"),
    }
}

/// What is wrong with a field, and what to do.
pub(super) fn problem(problem: Problem, language: Language) -> String {
    let limit = Limits::of(problem.field);
    let text = match (problem.field, problem.issue) {
        (_, Issue::TooLong) => {
            return match language {
                Language::Uk => format!("Скоротіть: тут можна щонайбільше {limit} знаків"),
                Language::En => format!("Shorten it: at most {limit} characters"),
            };
        }
        (_, Issue::NoContact) => pick(
            language,
            "Вкажіть електронну або поштову адресу: без неї немає куди відповісти",
            "Give an e-mail or a postal address: without one there is nowhere to answer to",
        ),
        (Field::Text, _) => pick(
            language,
            "Напишіть, що саме ви хочете дізнатися",
            "Write what you want to know",
        ),
        (Field::Name, _) => pick(
            language,
            "Напишіть, хто надсилає запит",
            "Write who sends the request",
        ),
        (Field::Email, _) => pick(
            language,
            "Перевірте електронну адресу: вона має бути як ivan@poshta.example",
            "Check the e-mail address: it should look like ivan@poshta.example",
        ),
        (Field::PostalAddress, _) => pick(
            language,
            "Перевірте поштову адресу",
            "Check the postal address",
        ),
        (Field::Phone, _) => pick(
            language,
            "Перевірте телефон: у ньому мають бути цифри",
            "Check the phone number: it should have digits",
        ),
        (Field::UrgencyReason, _) => pick(
            language,
            "Поясніть, чому це терміново, або оберіть звичайний строк",
            "Explain why it is urgent, or choose the ordinary term",
        ),
        (Field::AccessCodeHash | Field::Attachments | Field::Intake, _) => {
            pick(language, "Надішліть форму ще раз", "Send the form again")
        }
    };
    text.to_owned()
}
