//! What `verify`, `backup` and `restore` say, in both languages.

use std::fmt::Write as _;
use std::path::Path;

use domain::request::Language;

use crate::journal::postgres::{MoveError, Moved};
use crate::journal::sqlite::{KeepError, Restored};
use crate::journal::{Flaw, Named, Report};

fn pick(language: Language, uk: String, en: String) -> String {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

/// What was found in a journal.
pub(super) fn report(report: &Report, language: Language) -> String {
    let Report {
        requests,
        events,
        head,
        flaws,
    } = report;
    let mut out = if flaws.is_empty() {
        pick(
            language,
            format!("Журнал цілий. Запитів: {requests}, подій: {events}."),
            format!("The journal is whole. Requests: {requests}, events: {events}."),
        )
    } else {
        pick(
            language,
            "У журналі є те, чого в нього не записували. Не змінюйте його: зробіть копію файлів і \
             порівняйте з резервною."
                .into(),
            "The journal holds what was never written into it. Do not change it: copy the files \
             and compare them with a backup."
                .into(),
        )
    };
    for flaw in flaws {
        let _ = write!(out, "\n- {}", of_flaw(flaw, language));
    }
    if flaws.is_empty() {
        let note = pick(
            language,
            "Останній блок історії (запишіть його поза сервером)".into(),
            "The last block of the history (note it away from the server)".into(),
        );
        let _ = write!(out, "\n{note}: {head}");
    }
    out
}

fn of_flaw(flaw: &Flaw, language: Language) -> String {
    let name = |named: &Named| format!("№ {} ({})", named.index, named.year);
    match flaw {
        Flaw::Database(said) => pick(
            language,
            format!("файл пошкоджено: {said}"),
            format!("the file is damaged: {said}"),
        ),
        Flaw::Block(number, requests) => {
            let names: Vec<String> = requests.iter().map(name).collect();
            let names = names.join(", ");
            pick(
                language,
                format!("блок {number}: історію змінено; запити в ньому: {names}"),
                format!("block {number}: the history was changed; requests in it: {names}"),
            )
        }
        Flaw::NoBlock(number) => pick(
            language,
            format!("блоку {number} немає"),
            format!("block {number} is missing"),
        ),
        Flaw::Text(named) => pick(
            language,
            format!("{}: текст не такий, як отримано", name(named)),
            format!("{}: the text is not what was received", name(named)),
        ),
        Flaw::State(named) => pick(
            language,
            format!("{}: стан не такий, як в історії", name(named)),
            format!("{}: the state is not what the history says", name(named)),
        ),
        Flaw::Unreadable(named) => pick(
            language,
            format!("{}: не вдається прочитати", name(named)),
            format!("{}: can't be read", name(named)),
        ),
        Flaw::File(named, n) => pick(
            language,
            format!("{}: файл {n} не такий, як отримано", name(named)),
            format!("{}: file {n} is not what was received", name(named)),
        ),
        Flaw::Ordinal(year, ordinal) => pick(
            language,
            format!("{year} рік: порушено порядкові номери біля {ordinal}"),
            format!("year {year}: the ordinals are wrong near {ordinal}"),
        ),
        Flaw::Head(head) => pick(
            language,
            format!(
                "записаного блоку {head} в історії немає: її переписано або відновлено з іншої копії"
            ),
            format!(
                "the noted block {head} is not in the history: it was rewritten, or restored from another copy"
            ),
        ),
    }
}

/// A backup was made.
pub(super) fn copied(to: &Path, report: &Report, language: Language) -> String {
    let first = pick(
        language,
        format!("Резервну копію збережено й перевірено: {}", to.display()),
        format!("The backup is written and verified: {}", to.display()),
    );
    format!("{first}\n{}", self::report(report, language))
}

/// A backup was put in place.
pub(super) fn restored(restored: &Restored, language: Language) -> String {
    let mut out = pick(
        language,
        "Журнал відновлено.".into(),
        "The journal is restored.".into(),
    );
    if let Some(aside) = &restored.replaced {
        let aside = aside.display();
        out += &pick(
            language,
            format!("\nПопередній журнал збережено: {aside}"),
            format!("\nThe journal that was there is kept: {aside}"),
        );
    }
    for lost in &restored.lost {
        let (year, from, to) = (lost.year, lost.from, lost.to);
        out += &pick(
            language,
            format!(
                "\nВТРАЧЕНО реєстрації {year} року з порядковими номерами {from}–{to}. Повторно ці \
                 номери не надаватимуться. Застосунки заявників скажуть їм про втрату й \
                 запропонують подати запит знову; паперові запити внесіть самі."
            ),
            format!(
                "\nLOST: the registrations of {year} with the ordinals {from}–{to}. These are not \
                 given out again. The requesters' apps tell them and offer to send the request \
                 anew; enter paper requests yourselves."
            ),
        );
    }
    if restored.strangers > 0 {
        let strangers = restored.strangers;
        out += &pick(
            language,
            format!(
                "\nПопередній журнал почали заново після втрати: його запитів ({strangers}) у цьому \
                 журналі немає. Внесіть їх самі за збереженим файлом."
            ),
            format!(
                "\nThe journal that was there had been begun anew after the loss: its requests \
                 ({strangers}) are not in this one. Enter them yourselves from the kept file."
            ),
        );
    }
    if restored.lost.is_empty() && restored.strangers == 0 {
        out += &pick(
            language,
            "\nПісля цієї копії нічого не реєструвалося.".into(),
            "\nNothing was registered since this backup.".into(),
        );
    }
    format!("{out}\n{}", report(&restored.report, language))
}

/// Why nothing was done.
pub(super) fn failure(error: &KeepError, language: Language) -> String {
    let (uk, en) = match error {
        KeepError::Exists(path) => (
            format!(
                "{} вже є. Оберіть інше ім’я; щоб замінити журнал, додайте --replace: попередній \
                 буде збережено поруч.",
                path.display()
            ),
            format!(
                "{} is there already. Choose another name; to replace a journal add --replace: \
                 the old one is kept beside.",
                path.display()
            ),
        ),
        KeepError::File(path, error) => (
            format!("Файл {}: {error}", path.display()),
            format!("File {}: {error}", path.display()),
        ),
        KeepError::Journal(error) => (format!("Журнал: {error}"), format!("The journal: {error}")),
        KeepError::Damaged(_) => (
            "Копія не ціла. Не видаляйте попередніх копій.".into(),
            "The copy is not whole. Keep your earlier ones.".into(),
        ),
        KeepError::InUse(path) => (
            format!("З {} працює сервер. Спершу зупиніть його.", path.display()),
            format!("A server works with {}. Stop it first.", path.display()),
        ),
        KeepError::UnknownLoss => (
            "Невідомо, які номери надано після копії. Дізнайтеся останній з підтверджень, листів \
             чи друкованого журналу й вкажіть --last РІК:НОМЕР, або --nothing-lost, якщо нічого не \
             реєстрували."
                .into(),
            "Nobody knows which ordinals were given out since the backup. Find the last one on \
             receipts, letters or the printed journal and give --last YEAR:ORDINAL, or \
             --nothing-lost if nothing was registered."
                .into(),
        ),
    };
    pick(language, uk, en)
}

/// Copies of a database are PostgreSQL's own business.
pub(super) fn by_postgres(language: Language) -> String {
    pick(
        language,
        "Журнал у PostgreSQL копіюйте pg_dump. Після pg_restore, до запуску сервера, виконайте \
         `sync-server restore --last РІК:НОМЕР` з останнім наданим номером (або --nothing-lost): \
         pg_restore не знає номерів, наданих після копії, і їх було б надано вдруге. Потім \
         `sync-server verify --noted …`."
            .into(),
        "Copy a journal in PostgreSQL with pg_dump. After pg_restore, before a server starts, run \
         `sync-server restore --last YEAR:ORDINAL` with the last number given out (or \
         --nothing-lost): pg_restore knows nothing of numbers given out since the copy, and they \
         would be given out twice. Then `sync-server verify --noted …`."
            .into(),
    )
}

/// A journal was moved.
pub(super) fn moved(moved: &Moved, language: Language) -> String {
    let kept = moved.kept.display();
    let first = pick(
        language,
        format!(
            "Журнал перенесено до PostgreSQL і перевірено. Попередній файл збережено як {kept}; \
             сервер на ньому більше не запускайте."
        ),
        format!(
            "The journal is in PostgreSQL and verified there. The old file is kept as {kept}; \
             start no server on it any more."
        ),
    );
    format!("{first}\n{}", report(&moved.report, language))
}

/// Why a journal was not moved.
pub(super) fn not_moved(error: &MoveError, language: Language) -> String {
    let (uk, en) = match error {
        MoveError::Source(error) => return failure(error, language),
        MoveError::NotEmpty => (
            "База не порожня: перенести журнал можна лише в порожню.".into(),
            "The database is not empty: a journal is moved into an empty one only.".into(),
        ),
        MoveError::Unknown(table) => (
            format!("Ця версія не вміє перенести таблицю {table}. Нічого не змінено."),
            format!("This build cannot move the table {table}. Nothing was changed."),
        ),
        MoveError::Differs(arrived) => (
            format!(
                "Прибуло не те, що надіслано. Нічого не змінено.\n{}",
                report(arrived, language)
            ),
            format!(
                "What arrived is not what was sent. Nothing was changed.\n{}",
                report(arrived, language)
            ),
        ),
        MoveError::Database(error) => (
            format!("База: {error}. Нічого не перенесено."),
            format!("The database: {error}. Nothing was moved."),
        ),
        MoveError::StillThere(path, error) => (
            format!(
                "Журнал перенесено, але {} не вдалося перейменувати ({error}). Зробіть це самі: \
                 сервер не має запуститися на ньому знову.",
                path.display()
            ),
            format!(
                "The journal is moved, but {} could not be renamed ({error}). Do that yourself: no \
                 server may start on it again.",
                path.display()
            ),
        ),
    };
    pick(language, uk, en)
}
