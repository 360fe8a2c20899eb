//! Every problem the server states, in both languages.

use axum::http::StatusCode;

/// Kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is said in words below")]
pub enum Kind {
    Malformed,
    ProtocolMissing,
    ProtocolOld,
    ProtocolNew,
    DigestMissing,
    DigestMismatch,
    BadId,
    TooLarge,
    WrongMedia,
    Invalid,
    Conflict,
    UnknownIndex,
    NotFound,
    WrongMethod,
    TooMany,
    NotSignedIn,
    WrongPassword,
    CrossSite,
    ChangedMeanwhile,
    Refused,
    TimedOut,
    Busy,
    Unavailable,
    Internal,
}

/// A kind in words: (title, what to do about it).
pub(super) struct Text {
    pub(super) status: StatusCode,
    pub(super) slug: &'static str,
    pub(super) uk: (&'static str, &'static str),
    pub(super) en: (&'static str, &'static str),
}

type Pair = (&'static str, &'static str);

const fn say(status: StatusCode, slug: &'static str, uk: Pair, en: Pair) -> Text {
    Text {
        status,
        slug,
        uk,
        en,
    }
}

#[rustfmt::skip]
pub(super) fn text(kind: Kind) -> Text {
    match kind {
        Kind::Malformed => say(StatusCode::BAD_REQUEST, "malformed",
            ("Сервер не зміг прочитати надіслане", "Дані мають неправильну будову. Оновіть застосунок і спробуйте ще раз."),
            ("The server could not read what was sent", "The data is not of the right form. Update the app and try again.")),
        Kind::ProtocolMissing => say(StatusCode::BAD_REQUEST, "protocol-missing",
            ("Не вказано версію протоколу", "Заголовок vr-protocol має містити номер версії."),
            ("The version of the protocol is missing", "The vr-protocol header must hold its number.")),
        Kind::ProtocolOld => say(StatusCode::UPGRADE_REQUIRED, "protocol-old",
            ("Цей застосунок застарів", "Оновіть застосунок. Запит збережено на вашому пристрої, його буде надіслано після оновлення."),
            ("This app is too old", "Update the app. The request is kept on your device and goes out after the update.")),
        Kind::ProtocolNew => say(StatusCode::BAD_REQUEST, "protocol-unknown",
            ("Сервер ще не знає цієї версії протоколу", "Застосунок новіший за сервер. Спробуйте пізніше."),
            ("The server does not know this version of the protocol yet", "The app is newer than the server. Try again later.")),
        Kind::DigestMissing => say(StatusCode::BAD_REQUEST, "digest-missing",
            ("Не вказано контрольну суму", "Заголовок content-digest має містити суму sha-256 надісланого."),
            ("The digest is missing", "The content-digest header must hold the sha-256 digest of the body.")),
        Kind::DigestMismatch => say(StatusCode::TOO_EARLY, "digest-mismatch",
            ("Дані пошкоджено дорогою", "Контрольна сума не збігається з надісланим. Запит буде надіслано ще раз."),
            ("The data was damaged on its way", "The digest does not match the body. The request will be sent again.")),
        Kind::BadId => say(StatusCode::BAD_REQUEST, "bad-id",
            ("Неправильний ідентифікатор запиту", "Ідентифікатор має бути UUID версії 7."),
            ("The request's id is not valid", "The id must be a UUID of version 7.")),
        Kind::TooLarge => say(StatusCode::PAYLOAD_TOO_LARGE, "too-large",
            ("Надіслане завелике", "Скоротіть текст або подайте запит кількома частинами."),
            ("What was sent is too large", "Shorten the text, or split the request in parts.")),
        Kind::WrongMedia => say(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-media-type",
            ("Сервер не приймає даних такого типу", "Перевірте заголовок content-type."),
            ("The server does not take data of this type", "Check the content-type header.")),
        Kind::Invalid => say(StatusCode::UNPROCESSABLE_ENTITY, "invalid",
            ("У запиті є помилки", "Виправте позначені поля й надішліть запит знову."),
            ("The request has mistakes", "Correct the fields named and send it again.")),
        Kind::Conflict => say(StatusCode::CONFLICT, "conflict",
            ("Під цим ідентифікатором уже зареєстровано інший запит", "Зареєстроване не змінено. Подайте цей текст як новий запит."),
            ("Another request is registered under this id", "What is registered was not changed. Submit this text as a new request.")),
        Kind::UnknownIndex => say(StatusCode::NOT_FOUND, "unknown-index",
            ("Запиту з таким індексом немає", "Перевірте індекс і рік реєстрації."),
            ("There is no request with this index", "Check the index and the year of registration.")),
        Kind::NotFound => say(StatusCode::NOT_FOUND, "not-found",
            ("Такої адреси немає", "Перевірте адресу."),
            ("There is nothing at this address", "Check the address.")),
        Kind::WrongMethod => say(StatusCode::METHOD_NOT_ALLOWED, "wrong-method",
            ("Ця адреса не приймає такого методу", "Дозволені методи названо в заголовку allow."),
            ("This address does not take this method", "The allow header names those it takes.")),
        Kind::TooMany => say(StatusCode::TOO_MANY_REQUESTS, "too-many-requests",
            ("Забагато звернень за короткий час", "Зачекайте трохи. Застосунок спробує ще раз сам."),
            ("Too many requests in a short time", "Wait a little. The app will try again by itself.")),
        Kind::NotSignedIn => say(StatusCode::UNAUTHORIZED, "not-signed-in",
            ("Потрібно увійти", "Увійдіть до робочого місця ради."),
            ("You are not signed in", "Sign in to the council's office.")),
        Kind::WrongPassword => say(StatusCode::UNAUTHORIZED, "wrong-password",
            ("Неправильне ім’я або пароль", "Перевірте розкладку клавіатури та великі літери й спробуйте ще раз."),
            ("The login or the password is wrong", "Check the keyboard layout and capital letters, and try again.")),
        Kind::CrossSite => say(StatusCode::FORBIDDEN, "cross-site",
            ("Запит надійшов з іншого сайту", "Відкрийте робоче місце ради за його власною адресою."),
            ("The request came from another site", "Open the council's office at its own address.")),
        Kind::ChangedMeanwhile => say(StatusCode::CONFLICT, "changed-meanwhile",
            ("Картку тим часом змінили", "Перегляньте зміни й повторіть дію, якщо вона ще потрібна. Нічого не записано."),
            ("The card has changed meanwhile", "Look at what changed and repeat the action if it is still needed. Nothing was recorded.")),
        Kind::Refused => say(StatusCode::UNPROCESSABLE_ENTITY, "act-refused",
            ("Цю дію зараз не можна записати", "Нічого не записано. Причину названо в полі refused."),
            ("This action can't be recorded now", "Nothing was recorded. The field refused names the reason.")),
        Kind::TimedOut => say(StatusCode::REQUEST_TIMEOUT, "timed-out",
            ("Запит тривав надто довго", "Спробуйте ще раз. Повторне надсилання не створить другої реєстрації."),
            ("The request took too long", "Try again. Sending again makes no second registration.")),
        Kind::Busy => say(StatusCode::SERVICE_UNAVAILABLE, "busy",
            ("Сервер зараз перевантажений", "Спробуйте за кілька секунд. Нічого не втрачено."),
            ("The server has too much to do", "Try again in a few seconds. Nothing is lost.")),
        Kind::Unavailable => say(StatusCode::SERVICE_UNAVAILABLE, "unavailable",
            ("Журнал реєстрації тимчасово недоступний", "Спробуйте пізніше. Запит збережено на вашому пристрої."),
            ("The journal can't be reached for now", "Try again later. The request is kept on your device.")),
        Kind::Internal => say(StatusCode::INTERNAL_SERVER_ERROR, "internal",
            ("На сервері сталася помилка", "Спробуйте пізніше. Якщо це повториться, повідомте раду."),
            ("Something went wrong on the server", "Try again later. If it goes on, tell the council.")),
    }
}
