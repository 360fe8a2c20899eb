//! Every sentence of the office's page «Електронна пошта», and of e-mail on the card.

use domain::mail::{About, MailState, MailboxField, Reason, Security};
use domain::sync::mail::MailRow;

use super::{Text, fill, format, letters, t};

crate::texts! {
    TITLE = "Електронна пошта", "E-mail";
    ABOUT = "Куди й що надіслано, що чекає; скринька ради.", "What was sent where, what waits; the council’s mailbox.";
    OWN = "Нагадування мені", "Reminders to me";
    OWN_HINT = "Зранку робочого дня сюди надходить один лист: у яких запитів минула половина строку, залишився день, сьогодні останній день або строк сплив. У ньому лише індекси та дати. Порожнє поле – не нагадувати.", "On the morning of a working day one mail comes here: which requests are at half of their term, one day before its end, on its last day, or overdue. Only indexes and dates stand in it. An empty field is no reminders.";
    OWN_ADDRESS = "Моя адреса", "My address";
    OWN_SAVE = "Зберегти адресу", "Save the address";
    OWN_SAVED = "Адресу збережено", "The address is saved";
    OWN_WRONG = "Перевірте адресу: у ній має бути ім’я, знак @ і назва сервера", "Check the address: it has a name, the sign @ and the name of a server";
    MAILBOX = "Скринька ради", "The council’s mailbox";
    NOT_READY = "Рада ще не надсилає електронної пошти: адміністратор має вказати поштовий сервер.", "The council does not send e-mail yet: the administrator has to name a mail server.";
    HOST = "Поштовий сервер", "Mail server";
    HOST_HINT = "Наприклад, mail.rada.example. Порожнє поле – рада пошти не надсилає.", "For example, mail.rada.example. An empty field: the council sends no e-mail.";
    PORT = "Порт", "Port";
    SECURITY = "Захист з’єднання", "Security of the line";
    LOGIN = "Ім’я для входу", "Login";
    LOGIN_HINT = "Порожнє, якщо сервер його не питає.", "Empty if the server asks for none.";
    PASSWORD_IS = "Пароль сервер застосунку отримав під час запуску.", "The app’s server was given a password when it was started.";
    PASSWORD_IS_NOT = "Пароля немає. Його не зберігають тут: задайте VR_SMTP_PASSWORD або --smtp-password-file під час запуску сервера.", "There is no password. It is not kept here: set VR_SMTP_PASSWORD or --smtp-password-file when the server is started.";
    FROM = "Адреса, з якої надсилати", "Address to send from";
    FROM_NAME = "Назва відправника", "Name of the sender";
    FROM_NAME_HINT = "Порожнє – назва ради.", "Empty for the council’s name.";
    REPLY_TO = "Адреса для відповідей", "Address for answers";
    REPLY_TO_HINT = "Порожнє – та сама, з якої надсилають.", "Empty for the one letters are sent from.";
    HOUR = "Година нагадувань", "Hour of reminders";
    HOUR_HINT = "За Києвом, від 0 до 23; лише в робочі дні.", "Kyiv time, from 0 to 23; on working days only.";
    BY_THEMSELVES = "Які листи йдуть запитувачеві самі", "Which letters go to the requester by themselves";
    BY_THEMSELVES_HINT = "Одразу після запису дії, якщо в запиті є електронна адреса. Надісланий лист не відкликати, тож за умовчанням жоден: кожен надсилає посадова особа з картки.", "As soon as what they tell of is recorded, if the request has an e-mail address. A letter that went can’t be taken back, so none by default: an officer sends each from the card.";
    SAVE = "Зберегти скриньку", "Save the mailbox";
    SAVED = "Скриньку збережено", "The mailbox is saved";
    TEST = "Надіслати пробний лист", "Send a test mail";
    TEST_HINT = "Пробний лист піде на вашу власну адресу, збережену вище.", "The test mail goes to your own address, saved above.";
    TEST_SENT = "Пробний лист поставлено в чергу", "The test mail is queued";
    QUEUE = "Черга", "The queue";
    WAITING = "Чекають", "Waiting";
    FAILED = "Не надіслано", "Not sent";
    SENT = "Надіслано", "Sent";
    NONE_WAITS = "Нічого не чекає.", "Nothing waits.";
    NONE_FAILED = "Такого немає.", "There is none.";
    NONE_SENT = "Ще нічого.", "Nothing yet.";
    MAIL = "Лист", "Mail";
    TO = "Кому", "To";
    STATE = "Стан", "State";
    ACTS = "Дії", "Actions";
    RETRY = "Надіслати зараз", "Send now";
    CANCEL = "Відкликати", "Take back";
    RETRIED = "Лист надсилається", "The mail is being sent";
    CANCELLED = "Лист відкликано", "The mail is taken back";
    OF_REQUEST = "{}, запит № ", "{}, request No. ";
    REMINDER = "Нагадування на {}", "Reminder of {}";
    CANCELLED_DAY = "День відкритих дверей скасовано", "An open day is cancelled";
    FREED_PLACE = "Місце на Дні відкритих дверей звільнилося", "A place of an open day came free";
    TEST_MAIL = "Пробний лист", "Test mail";
    IS_SENDING = "надсилається", "is being sent";
    IS_WAITING = "чекає на надсилання", "waits to be sent";
    NEXT_TRY = "наступна спроба {}", "next attempt {}";
    SENT_AT = "надіслано {}", "sent {}";
    FAILED_AT = "не надіслано, {}", "not sent, {}";
    CANCELLED_AT = "відкликано {}", "taken back {}";
    SEND = "Надіслати електронною поштою", "Send by e-mail";
    SEND_ONE = "Надіслати електронною поштою: {}", "Send by e-mail: {}";
    AGAIN = "Надіслати ще раз", "Send again";
    QUEUED = "Лист поставлено в чергу", "The letter is queued";
    GOES_TO = "Електронною поштою лист іде на {}: текстом і файлом DOCX.", "By e-mail a letter goes to {}: as text and as a DOCX file.";
    NO_ADDRESS = "Запитувач не вказав електронної адреси: листи друкують або завантажують.", "The requester gave no e-mail address: letters are printed or downloaded.";
    IN_MAIL = "Електронна пошта: {}", "E-mail: {}";
}

/// How the way to the mail server is kept private.
#[must_use]
pub const fn security(security: Security) -> Text {
    let (uk, en) = match security {
        Security::Starttls => ("STARTTLS (звичайно порт 587)", "STARTTLS (mostly port 587)"),
        Security::Tls => ("TLS (звичайно порт 465)", "TLS (mostly port 465)"),
        Security::Plain => (
            "без шифрування – лише сервер на цій самій машині",
            "no encryption – only a server on this very machine",
        ),
    };
    Text { uk, en }
}

/// What is wrong with a field of the mailbox.
#[must_use]
pub const fn wrong(field: MailboxField) -> Text {
    let (uk, en) = match field {
        MailboxField::Host => (
            "Вкажіть назву поштового сервера без пробілів",
            "Name the mail server, without spaces",
        ),
        MailboxField::Port => (
            "Порт – число від 1 до 65535",
            "The port is a number from 1 to 65535",
        ),
        MailboxField::Security => (
            "Без шифрування – лише до сервера на цій самій машині (localhost)",
            "Without encryption only to a server on this very machine (localhost)",
        ),
        MailboxField::Login => (
            "Ім’я для входу – один короткий рядок",
            "The login is one short line",
        ),
        MailboxField::From => (
            "Вкажіть адресу, з якої рада надсилатиме листи",
            "Give the address the council will send from",
        ),
        MailboxField::FromName => (
            "Назва відправника – один короткий рядок",
            "The sender’s name is one short line",
        ),
        MailboxField::ReplyTo => (
            "Перевірте адресу для відповідей",
            "Check the address for answers",
        ),
        MailboxField::ByThemselves => (
            "Супровідний лист не може піти сам",
            "A cover letter can’t go by itself",
        ),
        MailboxField::ReminderHour => (
            "Година – число від 0 до 23",
            "The hour is a number from 0 to 23",
        ),
    };
    Text { uk, en }
}

/// Why an attempt came to nothing, and what to do.
#[must_use]
pub fn reason(reason: Reason) -> &'static str {
    let (uk, en) = match reason {
        Reason::Rejected => (
            "поштовий сервер не прийняв листа: перевірте адресу",
            "the mail server did not take it: check the address",
        ),
        Reason::Later => (
            "поштовий сервер просить прийти пізніше",
            "the mail server asks to come later",
        ),
        Reason::Unreachable => (
            "поштовий сервер не відповідає",
            "the mail server does not answer",
        ),
        Reason::Tls => (
            "з’єднання з поштовим сервером не вдалося захистити: перевірте порт, захист і сертифікат",
            "the line to the mail server could not be made secure: check port, security and certificate",
        ),
        Reason::Login => (
            "поштовий сервер не впустив: перевірте ім’я та пароль скриньки",
            "the mail server let nobody in: check the mailbox’s login and password",
        ),
        Reason::Address => ("адреса неправильна", "the address is wrong"),
        Reason::NoMailbox => ("у ради немає скриньки", "the council has no mailbox"),
    };
    t(Text { uk, en })
}

/// What a mail is about, without the index of a letter's request.
#[must_use]
pub fn about(about: &About) -> String {
    match about {
        About::Letter { letter, .. } => fill(OF_REQUEST, letters::kind(*letter)),
        About::Reminder { day, .. } => fill(REMINDER, &format::date(*day)),
        About::FreedPlace { .. } => t(FREED_PLACE).to_owned(),
        About::CancelledDay { .. } => t(CANCELLED_DAY).to_owned(),
        About::Test => t(TEST_MAIL).to_owned(),
    }
}

/// Where a mail is.
#[must_use]
pub fn state(row: &MailRow) -> String {
    let at = format::short_moment(row.at);
    let why = row.failure.as_ref().map(|failure| {
        let reason = reason(failure.reason);
        match failure.said.as_str() {
            "" => reason.to_owned(),
            said => format!("{reason} ({said})"),
        }
    });
    match (row.state, why) {
        (MailState::Waiting, _) if row.taken => t(IS_SENDING).to_owned(),
        (MailState::Waiting, Some(why)) => format!("{why}; {}", fill(NEXT_TRY, &at)),
        (MailState::Waiting, None) => t(IS_WAITING).to_owned(),
        (MailState::Sent, _) => fill(SENT_AT, &at),
        (MailState::Failed, Some(why)) => format!("{}: {why}", fill(FAILED_AT, &at)),
        (MailState::Failed, None) => fill(FAILED_AT, &at),
        (MailState::Cancelled, _) => fill(CANCELLED_AT, &at),
    }
}
