//! Every sentence about the papers that officers put to a request.

use domain::request::{MAX_PAPER_BYTES, PaperEvent, PaperRole};

use super::{Text, fill, t};

crate::texts! {
    TITLE = "Матеріали справи", "Papers of the case";
    HINT = "Скан паперового запиту, файли відповіді, підписи .p7s, копії для оприлюднення, отримані листи. До 20 МБ кожен.", "A scan of the paper request, files of the answer, .p7s signatures, copies for publication, letters received. Up to 20 MB each.";
    NONE = "Файлів іще немає.", "There are no files yet.";
    SCAN = "оригінал запиту (скан, фото)", "the request’s original (scan, photo)";
    ANSWER = "файл відповіді", "file of the answer";
    LETTER = "отриманий лист", "letter received";
    OTHER = "інше", "other";
    SIGNATURE = "підпис (.p7s) до документа", "signature (.p7s) of a document";
    REDACTED = "копія без персональних даних", "copy without personal data";
    SIGNS = "підпис до «{}»", "signature of “{}”";
    COPY_OF = "копія «{}» для оприлюднення", "copy of “{}” for publication";
    GONE = "вилученого файла", "a file taken away";
    GOES = "для запитувача", "for the requester";
    PUBLISHED = "оприлюднено", "published";
    ADD_TITLE = "Додати файли", "Add files";
    ROLE = "Що це", "What it is";
    OF = "До якого документа", "Of which document";
    GOES_ASK = "Надати запитувачу: він завантажить файл у застосунку за кодом доступу", "Give it to the requester, who downloads it in the app with the access code";
    CHOOSE = "Файли", "Files";
    CHOOSE_HINT = "На телефоні можна сфотографувати. Файл .p7s сам стане поруч із документом тієї самої назви.", "On a phone you can take a photo. A .p7s file stands beside the document of the same name by itself.";
    ADD = "Додати", "Add";
    ADDING = "Додаємо {}…", "Adding {}…";
    ADDED = "Файли додано", "The files were added";
    FILES_MISSING = "Виберіть файл", "Choose a file";
    OF_MISSING = "Виберіть документ", "Choose a document";
    NOT_ADDED = "Файл «{}» не додано", "The file “{}” was not added";
    TOO_LARGE = "Він більший за {} МБ. Зменште фото або розділіть документ.", "It is larger than {} MB. Make the photo smaller or split the document.";
    AGAIN = "Спробувати ще раз", "Try again";
    DROP = "Не додавати", "Do not add";
    CHANGE = "Змінити: {}", "Change: {}";
    SAVE = "Зберегти позначку", "Save the mark";
    SAVED = "Позначку збережено", "The mark was saved";
    TAKE_AWAY = "Вилучити файл", "Take the file away";
    TAKE_AWAY_ASK = "Вилучити файл «{}»? Сам файл зникне, запис про нього лишиться.", "Take the file “{}” away? The file itself goes, the record of it stays.";
    TAKEN_AWAY = "Файл вилучено", "The file was taken away";
    STAYS = "Запит закрито: файл лишається у справі.", "The request is closed: the file stays in the case.";
    PUBLISH_TITLE = "Оприлюднити на сторінці «Оприлюднені відповіді»", "Publish on the page “Published answers”";
    SUBJECT = "Про що відповідь", "What the answer is about";
    SUBJECT_HINT = "Один рядок без імен: його побачать усі.", "One line without names: everybody will see it.";
    CONFIRM = "Я перевірив(ла): у копії немає персональних даних", "I have checked: no personal data is left in the copy";
    PUBLISH = "Оприлюднити", "Publish";
    DONE_PUBLISHED = "Відповідь оприлюднено", "The answer is published";
    SUBJECT_MISSING = "Напишіть, про що відповідь", "Write what the answer is about";
    CONFIRM_MISSING = "Підтвердьте, що персональних даних немає", "Confirm that no personal data is left";
    SEE = "Сторінка оприлюднених відповідей", "Page of published answers";
    WITHDRAW = "Зняти з оприлюднення", "Withdraw from publication";
    WITHDRAWN = "Знято з оприлюднення", "Withdrawn from publication";
    BLANK = "Бланк запиту для друку", "Blank request form to print";
}

/// What a paper is, in a list of choices.
#[must_use]
pub fn role(role: PaperRole) -> Text {
    match role {
        PaperRole::Scan => SCAN,
        PaperRole::Answer => ANSWER,
        PaperRole::Letter => LETTER,
        PaperRole::Other => OTHER,
        PaperRole::Signature { .. } => SIGNATURE,
        PaperRole::Redacted { .. } => REDACTED,
    }
}

/// What a paper is, beside its name; `beside` is the name of what it stands beside.
#[must_use]
pub fn told(role_: PaperRole, beside: Option<&str>) -> String {
    let beside = beside.unwrap_or(t(GONE));
    match role_ {
        PaperRole::Signature { .. } => fill(SIGNS, beside),
        PaperRole::Redacted { .. } => fill(COPY_OF, beside),
        other => t(role(other)).to_owned(),
    }
}

/// That a file is too large.
#[must_use]
pub fn too_large() -> String {
    fill(TOO_LARGE, &(MAX_PAPER_BYTES / (1024 * 1024)).to_string())
}

/// What happened to a paper of this name.
#[must_use]
pub fn event(event: &PaperEvent, name: &str) -> String {
    let text = match event {
        PaperEvent::Added { .. } => ("Додано файл «{}»", "File “{}” added"),
        PaperEvent::Marked { .. } => (
            "Змінено позначку файла «{}»",
            "Mark of the file “{}” changed",
        ),
        PaperEvent::TakenAway => ("Вилучено файл «{}»", "File “{}” taken away"),
        PaperEvent::Published { .. } => ("Оприлюднено файл «{}»", "File “{}” published"),
        PaperEvent::Withdrawn => (
            "Знято з оприлюднення файл «{}»",
            "File “{}” withdrawn from publication",
        ),
    };
    let text = Text {
        uk: text.0,
        en: text.1,
    };
    fill(text, name)
}
