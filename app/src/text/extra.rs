//! Sentences of the second program: files, transfer to another device, other ways out.

use domain::request::MAX_FILES;

use super::{Plural, count, fill, language, t};
use crate::texts;

texts! {
    FILES = "Файли (необов’язково)", "Files (optional)";
    FILES_HINT = "До 10 файлів: фото, PDF, Word, Excel, OpenDocument або текст. Кожен до 10 МБ, разом до 25 МБ. Запит зареєструють одразу, файли надійдуть слідом.", "Up to 10 files: photos, PDF, Word, Excel, OpenDocument or text. Each up to 10 MB, 25 MB together. The request is registered at once, the files follow.";
    FILES_ADD = "Додати файли", "Add files";
    FILES_REMOVE = "Вилучити {}", "Remove {}";
    REMOVE = "Вилучити", "Remove";
    STORING = "Зберігаємо на пристрої…", "Saving on this device…";
    SMALLER_ASK = "Зменшити фото перед надсиланням? Це менше трафіку, і в зменшених немає даних про місце й час зйомки.", "Make the photos smaller before sending? It takes less traffic, and the smaller ones do not say where and when they were taken.";
    SMALLER_YES = "Зменшити", "Make smaller";
    SMALLER_NO = "Лишити як є", "Leave as they are";
    STUBBORN_ASK = "Браузер не може зменшити: {}. Без зменшення в цих фото лишаться дані про місце й час зйомки. Додати їх так?", "The browser cannot make these smaller: {}. As they are, the photos say where and when they were taken. Add them like this?";
    STUBBORN_YES = "Додати без змін", "Add unchanged";
    STUBBORN_NO = "Не додавати", "Do not add";
    STILL_STORING = "Файли ще зберігаються. Зачекайте кілька секунд.", "Files are still being saved. Wait a few seconds.";
    STILL_ASKED = "Спершу дайте відповідь про фото", "First answer the question about the photos";
    STILL_MISSING = "Додайте знову або вилучіть файли, яких немає на цьому пристрої", "Add again or remove the files that are not on this device";
    NOT_TAKEN_KIND = "Файл «{}» не додано: такий тип не приймається", "The file “{}” was not added: this type is not taken";
    NOT_TAKEN_EMPTY = "Файл «{}» не додано: він порожній", "The file “{}” was not added: it is empty";
    NOT_TAKEN_LARGE = "Файл «{}» не додано: він більший за 10 МБ", "The file “{}” was not added: it is larger than 10 MB";
    NOT_TAKEN_MANY = "Файл «{}» не додано: уже є 10 файлів", "The file “{}” was not added: there are 10 files already";
    NOT_TAKEN_ALL = "Файл «{}» не додано: разом файли більші за 25 МБ", "The file “{}” was not added: together the files are larger than 25 MB";
    NOT_TAKEN_ROOM = "Файл «{}» не додано: на пристрої бракує місця", "The file “{}” was not added: there is no room on this device";
    LITTLE_ROOM = "Браузер лишив застосунку {} місця: більші файли не збережуться. Звільніть пам’ять телефону; якщо це приватне вікно, відкрийте звичайне.", "The browser leaves the app {} of room: larger files cannot be kept. Free some of the phone’s memory; if this is a private window, open an ordinary one.";
    NOT_TAKEN_READ = "Файл «{}» не додано: браузер не може його прочитати", "The file “{}” was not added: the browser cannot read it";

    SENT_FILES = "Файли", "Files";
    SENT_ALL = "Усі файли надійшли до ради", "All files have reached the council";
    SENT_WAITS = "Файли підуть, щойно рада зареєструє запит", "The files will go as soon as the council has registered the request";
    SENT_SOME = "Надіслано {}", "Sent {}";
    OF = "{} з", "{} of";
    FILE_RECEIVED = "у раді", "with the council";
    FILE_NOT_ITS_KIND = "не прийнято: вміст не відповідає типу файлу", "not taken: its content is not of its type";
    FILE_WITHDRAWN = "вилучено", "removed";
    FILE_REFUSED = "рада не приймає цей файл", "the council does not take this file";
    FILE_MISSING = "немає на цьому пристрої", "not on this device";
    FILE_WAITS = "чекає", "waiting";
    PAUSE = "Призупинити надсилання", "Pause sending";
    RESUME = "Продовжити надсилання", "Go on sending";

    WAYS = "Не надсилається? Є інші способи", "Not going out? There are other ways";
    WAYS_HINT = "Електронною поштою або на папері запит має таку саму силу. На папері поставте дату й підпис. Надіславши, позначте це тут, щоб він не надійшов двічі.", "By e-mail or on paper the request has the same force. On paper, put the date and sign. Once it is sent, mark it here so that it does not arrive twice.";
    WAYS_FILES = "Ваші файли так самі не підуть. Додайте їх до листа: {}", "Your files do not go by themselves this way. Attach them to the letter: {}";
    WAYS_MAIL = "Надіслати електронною поштою", "Send by e-mail";
    WAYS_PRINT = "Надрукувати", "Print";
    WAYS_BUSY = "Запит саме надсилається. Спробуйте за хвилину.", "The request is being sent right now. Try in a minute.";
    WAYS_TAKEN = "Ви надіслали цей запит інакше. Застосунок його не надсилатиме.", "You have sent this request another way. The app will not send it.";
    WAYS_BACK = "Усе ж надіслати із застосунку", "Send it from the app after all";
    WAYS_ASK = "Застосунок і далі пробує надіслати запит. Якщо ви його вже надіслали, скажіть про це.", "The app goes on trying to send the request. If you have sent it already, say so.";
    WAYS_SENT = "Я надіслав(ла) його", "I have sent it";
    WAYS_UNCOPIED = "Не вдалося скопіювати. Скопіюйте текст звідси:", "It could not be copied. Copy the text from here:";
    WAYS_LONG = "Текст задовгий для листа з посиланням: його скопійовано, вставте його в лист.", "The text is too long for a mail link: it was copied, paste it into the letter.";
    MAIL_SUBJECT = "Запит на публічну інформацію", "Request for public information";
    MAIL_TO = "Кому: {}", "To: {}";
    MAIL_FROM = "Від: {}", "From: {}";
    MAIL_ANSWER_TO = "Адреса для відповіді: {}", "Address for the answer: {}";
    MAIL_PHONE = "Телефон: {}", "Phone: {}";
    MAIL_FILES = "Додатки: {}", "Attachments: {}";
    MAIL_SIGN = "Дата: ________________     Підпис: ________________", "Date: ________________     Signature: ________________";
    MAIL_MARK = "Номер подання {}. Якщо запит із цим номером уже зареєстровано, це той самий запит.", "Submission number {}. If a request with this number is registered already, this is the same one.";

    TRANSFER = "Перенести на інший пристрій", "Move to another device";
    TRANSFER_HINT = "Застосунок на головному екрані iPhone має власне сховище: те, що написано в Safari, переносять кодом або файлом. Файли, додані до запитів, переносить лише файл.", "An app on an iPhone’s home screen has storage of its own: what was written in Safari is moved by a code or a file. Files added to requests are moved by a file only.";
    TRANSFER_SEND = "Показати код", "Show a code";
    TRANSFER_CODE = "Код діє 24 години й один раз. Хто його має, той отримає все з цього пристрою.", "The code works for 24 hours and once. Whoever has it gets everything on this device.";
    TRANSFER_QR = "Код для перенесення", "Code for moving";
    TRANSFER_ENTER = "Код з іншого пристрою", "Code from the other device";
    TRANSFER_TAKE = "Перенести сюди", "Move here";
    TRANSFER_BAD = "Такого коду немає або його вже використано. Перевірте літери.", "There is no such code, or it was used already. Check the letters.";
    TRANSFER_OFFLINE = "Для коду потрібна мережа. Без неї перенесіть файлом.", "A code needs a network. Without one, move by a file.";
    TRANSFER_LARGE = "Для коду забагато. Перенесіть файлом.", "Too much for a code. Move by a file.";
    FILE_SAVE = "Зберегти разом із доданими файлами", "Save with the added files";
    FILE_OPEN = "Відкрити збережений файл", "Open a saved file";
    FILE_BAD = "Це не файл Відкритої ради, або його пошкоджено. Нічого не змінено.", "This is no file of Open Council, or it is damaged. Nothing was changed.";
    FILE_NO_ROOM = "Не вдалося зберегти: на пристрої бракує місця. Нічого не змінено.", "Could not be saved: there is no room on this device. Nothing was changed.";
    TAKEN = "Перенесено: {}", "Moved: {}";
    TAKEN_NOTHING = "Усе з цього файлу тут уже є", "Everything in it is here already";
}

const RECORDS: Plural = Plural {
    uk: ["запис", "записи", "записів"],
    en: ["record", "records"],
};

/// «Перенесено: 3 записи».
#[must_use]
pub fn taken(number: usize) -> String {
    if number == 0 {
        return t(TAKEN_NOTHING).into();
    }
    fill(
        TAKEN,
        &count(i64::try_from(number).unwrap_or_default(), RECORDS),
    )
}

/// A size as a person reads it: «11,2 МБ», "340 KB".
#[must_use]
pub fn size(bytes: u64) -> String {
    let is_english = language() == domain::request::Language::En;
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        let unit = if is_english { "KB" } else { "КБ" };
        return format!("{kilobytes}\u{a0}{unit}");
    }
    let tenths = (bytes * 10 + 512 * 1024) / (1024 * 1024);
    let (point, unit) = if is_english {
        ('.', "MB")
    } else {
        (',', "МБ")
    };
    format!("{}{point}{}\u{a0}{unit}", tenths / 10, tenths % 10)
}

const _: () = assert!(MAX_FILES == 10, "the sentences above say ten");
