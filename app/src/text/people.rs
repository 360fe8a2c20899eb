//! Every sentence of the office's page «Працівники» and of joining by a link.

use domain::request::Role;
use domain::sync::people::{StaffEvent, Standing, WeakPassword};

use super::{Text, fill, t};

crate::texts! {
    TITLE = "Працівники", "Staff";
    ABOUT = "Ваш вхід; хто працює з журналом і з якими правами.", "Your sign-in; who works with the journal and with which rights.";

    MINE = "Мій вхід", "My sign-in";
    MY_LOGIN = "Ваш логін: {}", "Your login: {}";
    PASSWORD = "Змінити пароль", "Change the password";
    PASSWORD_HINT = "Щонайменше 12 знаків. Найкраще – кілька слів, не пов’язаних між собою. Усі інші сеанси завершаться.", "12 characters at least. Best are a few words that do not belong together. All other sessions will end.";
    OLD = "Теперішній пароль", "Present password";
    NEW = "Новий пароль", "New password";
    OLD_MISSING = "Введіть теперішній пароль", "Enter the present password";
    PASSWORD_DO = "Змінити пароль", "Change the password";
    PASSWORD_DONE = "Пароль змінено, інші сеанси завершено", "The password is changed, other sessions are ended";
    SHORT = "Візьміть щонайменше 12 знаків: кілька слів, які легко запам’ятати", "Take 12 characters at least: a few words that are easy to remember";
    LONG = "Скоротіть пароль до 200 знаків", "Shorten the password to 200 characters";
    COMMON = "Цей пароль вгадують одним із перших. Візьміть кілька слів, не пов’язаних між собою", "This password is among those tried first. Take a few words that do not belong together";
    OWN = "У паролі є ваш логін або ім’я. Візьміть слова, яких про вас не знають", "Your login or name is in the password. Take words nobody knows of you";

    FACTOR = "Другий крок входу", "Second step of signing in";
    FACTOR_OFF = "Вимкнено. З ним чужому мало знати ваш пароль: потрібен ще ваш телефон.", "Off. With it, knowing your password is not enough: your phone is needed too.";
    FACTOR_ON = "Увімкнено: після пароля потрібен код із застосунку на телефоні. Кодів відновлення залишилося: {}.", "On: after the password a code of the app on your phone is needed. Recovery codes left: {}.";
    FACTOR_PASSWORD = "Ваш пароль", "Your password";
    FACTOR_BEGIN = "Налаштувати другий крок", "Set up the second step";
    FACTOR_SCAN = "Зіскануйте QR-код застосунком для кодів (Aegis, FreeOTP, Google Authenticator чи іншим) або введіть у ньому ключ:", "Scan the QR code with an app for codes (Aegis, FreeOTP, Google Authenticator or another), or type the key into it:";
    FACTOR_QR = "QR-код для застосунку; те саме – у ключі поруч", "QR code for the app; the key beside says the same";
    CODE = "Код із застосунку", "Code of the app";
    CODE_HINT = "Шість цифр, які застосунок показує зараз.", "The six digits the app shows now.";
    CODE_MISSING = "Введіть код", "Enter the code";
    FACTOR_CONFIRM = "Увімкнути", "Switch on";
    FACTOR_DONE = "Другий крок увімкнено", "The second step is on";
    CODES = "Коди відновлення", "Recovery codes";
    CODES_WHY = "Запишіть або надрукуйте їх зараз: більше їх не буде показано. Кожен один раз замінить код із телефона, якщо телефона немає.", "Write them down or print them now: they are never shown again. Each replaces a code of the phone once, when the phone is gone.";
    CODES_KEPT = "Я їх записав(ла)", "I have written them down";
    FACTOR_END = "Вимкнути другий крок", "Switch the second step off";
    FACTOR_ENDED = "Другий крок вимкнено", "The second step is off";
    CODE_OR_RECOVERY = "Код із застосунку або код відновлення", "Code of the app, or a recovery code";

    SESSIONS = "Де ви увійшли", "Where you are signed in";
    SESSION_HERE = "цей браузер", "this browser";
    SESSION_OPENED = "Увійшли {}", "Signed in {}";
    SESSION_SEEN = "востаннє діяли {}", "last active {}";
    SESSION_END = "Завершити", "End";
    SESSION_END_OF = "Завершити сеанс, відкритий {}", "End the session opened {}";
    SESSION_OTHERS = "Завершити всі інші", "End all others";
    SESSIONS_ENDED = "Сеанси завершено", "The sessions are ended";
    MY_HISTORY = "Що відбувалося з вашим входом", "What happened to your sign-in";
    NO_HISTORY = "Записів ще немає.", "There are no entries yet.";

    STAFF = "Працівники ради", "The council’s staff";
    INVITE = "Запросити працівника", "Invite somebody";
    INVITE_HINT = "Ви задаєте логін і роль. Пароль людина придумає сама за посиланням, яке ви їй передасте.", "You set login and role. The person thinks of a password, by a link that you hand over.";
    INVITE_DO = "Створити запрошення", "Make the invitation";
    LOGIN = "Логін", "Login";
    LOGIN_HINT = "Від 2 до 40 малих латинських літер, цифр, крапок і дефісів.", "2 to 40 small Latin letters, digits, dots and dashes.";
    NAME = "Прізвище, ім’я, по батькові", "Full name";
    POSITION = "Посада", "Position";
    ROLE = "Роль", "Role";
    DEPARTMENT = "Підрозділ", "Department";
    DEPARTMENT_HINT = "Лише для виконавця, точно так, як у списку виконавців.", "For an executor only, just as in the list of executors.";
    LOGIN_WRONG = "Введіть логін малими латинськими літерами", "Enter a login in small Latin letters";
    NAME_WRONG = "Введіть ім’я одним рядком", "Enter the name on one line";
    POSITION_WRONG = "Введіть посаду одним рядком", "Enter the position on one line";
    DEPARTMENT_WRONG = "Назвіть підрозділ: без нього виконавець не бачить запитів", "Name the department: without it an executor sees no request";
    LINK_FOR = "Посилання для: {}", "Link for: {}";
    LINK_WHY = "Передайте його особисто або телефоном, якому довіряєте. Діє один раз, до {}. Більше його не буде показано.", "Hand it over in person or by a way you trust. It works once, until {}. It is never shown again.";
    LINK = "Посилання", "Link";
    LINK_KEPT = "Посилання передано", "The link is handed over";
    LINK_MAKE = "Нове посилання для пароля", "New link for a password";
    LINK_REVOKE = "Скасувати посилання", "Take the link back";
    LINK_REVOKED = "Посилання скасовано", "The link is taken back";
    LINK_OPEN = "посилання діє до {}", "a link works until {}";
    EDIT = "Змінити", "Change";
    SAVE = "Зберегти", "Save";
    SAVED = "Збережено", "Saved";
    BLOCK = "Закрити вхід", "Keep out";
    BLOCK_SURE = "Закрити вхід для {}? Усі сеанси завершаться одразу.", "Keep {} out? All sessions end at once.";
    BLOCKED = "Вхід закрито", "Kept out";
    UNBLOCK = "Відкрити вхід", "Let in";
    UNBLOCKED = "Вхід відкрито", "Let in";
    END_ALL = "Завершити всі сеанси", "End all sessions";
    FACTOR_RESET = "Скинути другий крок", "Reset the second step";
    FACTOR_RESET_SURE = "Скинути другий крок входу для {}? Переконайтеся, що просить саме ця людина.", "Reset the second step for {}? Make sure that it is this person who asks.";
    HISTORY = "Історія", "History";
    HISTORY_OF = "Історія: {}", "History: {}";
    YOU = "це ви", "this is you";
    SEEN = "востаннє: {}", "last seen {}";
    NEVER_SEEN = "ще не входили", "never signed in";
    WITH_FACTOR = "другий крок увімкнено", "second step on";

    JOIN = "Задайте пароль", "Set your password";
    JOIN_FOR = "Вас запрошено до журналу запитів: {}", "You are invited to the journal of requests: {}";
    JOIN_UNTIL = "Посилання діє до {}.", "The link works until {}.";
    JOIN_HINT = "Щонайменше 12 знаків. Найкраще – кілька слів, не пов’язаних між собою.", "12 characters at least. Best are a few words that do not belong together.";
    JOIN_DO = "Зберегти пароль", "Save the password";
    JOIN_DONE = "Пароль збережено. Увійдіть.", "The password is saved. Sign in.";
    JOIN_NO_CODE = "У посиланні немає коду. Відкрийте його повністю або попросіть в адміністратора нове.", "The link has no code. Open the whole of it, or ask the administrator for a new one.";

    SECOND = "Код підтвердження", "Confirmation code";
    SECOND_LEAD = "Введіть код із застосунку на телефоні або один із кодів відновлення.", "Enter the code of the app on your phone, or one of the recovery codes.";
    SECOND_WRONG = "Код не підходить. Кожен код діє один раз: дочекайтеся наступного.", "The code does not fit. Each code works once: wait for the next one.";
    SECOND_DO = "Підтвердити", "Confirm";
    SECOND_BACK = "Назад до пароля", "Back to the password";
}

/// What a role is called.
#[must_use]
pub fn role(role: Role) -> &'static str {
    let (uk, en) = match role {
        Role::Administrator => ("Адміністратор", "Administrator"),
        Role::ResponsibleOfficer => ("Відповідальна особа", "Responsible officer"),
        Role::GeneralDepartment => ("Загальний відділ", "General department"),
        Role::Head => ("Міський голова", "Head"),
        Role::Deputy => ("Заступник голови", "Deputy"),
        Role::Executor => ("Виконавець", "Executor"),
        Role::Reader => ("Лише перегляд", "Reader"),
    };
    t(Text { uk, en })
}

/// Whether somebody can sign in.
#[must_use]
pub fn standing(standing: Standing) -> &'static str {
    let (uk, en) = match standing {
        Standing::Active => ("Працює", "Active"),
        Standing::Invited => ("Запрошено", "Invited"),
        Standing::Blocked => ("Вхід закрито", "Kept out"),
    };
    t(Text { uk, en })
}

/// Why a password is not taken.
#[must_use]
pub const fn weak(why: WeakPassword) -> Text {
    match why {
        WeakPassword::Short => SHORT,
        WeakPassword::Long => LONG,
        WeakPassword::Common => COMMON,
        WeakPassword::Own => OWN,
    }
}

/// What happened.
#[must_use]
pub fn event(event: &StaffEvent) -> String {
    let (uk, en) = match event {
        StaffEvent::Invited { role: of } => {
            let text = Text {
                uk: "Запрошено з роллю «{}»",
                en: "Invited with the role “{}”",
            };
            return fill(text, role(*of));
        }
        StaffEvent::Changed { from, to } => return changed(from, to),
        StaffEvent::RecoveryUsed { left } => {
            let text = Text {
                uk: "Використано код відновлення, залишилося: {}",
                en: "A recovery code was used, left: {}",
            };
            return fill(text, &left.to_string());
        }
        StaffEvent::LinkMade => (
            "Створено посилання для пароля",
            "A link for a password was made",
        ),
        StaffEvent::LinkRevoked => ("Посилання скасовано", "The link was taken back"),
        StaffEvent::Joined => (
            "Пароль задано за посиланням",
            "The password was set by the link",
        ),
        StaffEvent::PasswordChanged => ("Пароль змінено", "The password was changed"),
        StaffEvent::Blocked => ("Вхід закрито", "Kept out"),
        StaffEvent::Unblocked => ("Вхід відкрито", "Let in"),
        StaffEvent::FactorOn => (
            "Другий крок входу увімкнено",
            "The second step was switched on",
        ),
        StaffEvent::FactorOff => (
            "Другий крок входу вимкнено",
            "The second step was switched off",
        ),
        StaffEvent::FactorReset => ("Другий крок входу скинуто", "The second step was reset"),
        StaffEvent::CodesRefused => (
            "П’ять неправильних кодів після правильного пароля",
            "Five wrong codes after the right password",
        ),
        StaffEvent::SessionsEnded => ("Сеанси завершено", "Sessions were ended"),
        StaffEvent::SetOnServer => (
            "Новий пароль задано на сервері, другий крок вимкнено",
            "A new password was set on the server, the second step is off",
        ),
    };
    t(Text { uk, en }).to_owned()
}

fn changed(from: &domain::sync::people::About, to: &domain::sync::people::About) -> String {
    let mut parts = Vec::new();
    if from.name != to.name {
        parts.push(format!("{} → {}", from.name, to.name));
    }
    if from.position != to.position {
        parts.push(format!("{} → {}", from.position, to.position));
    }
    if from.role != to.role {
        parts.push(format!("{} → {}", role(from.role), role(to.role)));
    }
    if from.department != to.department {
        parts.push(format!("«{}» → «{}»", from.department, to.department));
    }
    let text = Text {
        uk: "Змінено: {}",
        en: "Changed: {}",
    };
    fill(text, &parts.join("; "))
}
