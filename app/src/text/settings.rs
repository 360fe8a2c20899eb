//! Every sentence of the office's page «Календар і правила».

use chrono::{Datelike, Weekday};
use domain::calendar::HORIZON;
use domain::law::UrgentCounting;
use domain::sync::settings::{Fault, LINE, LINES, MOST};

use super::{Text, fill, format, t};

crate::texts! {
    TITLE = "Календар і правила", "Calendar and rules";
    ABOUT = "Робочі дні, режим, години прийому, індекс, читання Закону.", "Working days, regime, office hours, index, readings of the Law.";
    READ_ONLY = "Змінює це адміністратор.", "The administrator changes this.";
    NOT_FOR_YOU = "Ваша роль цих правил не показує. Зверніться до відповідальної особи.", "Your role does not show these rules. Ask the responsible officer.";

    CALENDAR = "Робочий календар", "Working calendar";
    CALENDAR_HINT = "Від нього залежить кожен строк. Зміна пересуває строки відкритих запитів, і кожен запитувач прочитає причину.", "Every term depends on it. A change moves the dates of open requests, and each requester reads the reason.";
    MARTIAL_LAW = "Святкові дні – робочі (воєнний стан)", "Holidays are working days (martial law)";
    HOLIDAYS = "Святкові дні – вихідні попри воєнний стан", "Holidays are days off in spite of martial law";
    MOVED = "Перенесені робочі дні", "Moved working days";
    MOVED_HINT = "За розпорядженням ради: робочий день стає вихідним, а вихідний за нього відпрацьовують.", "By the council’s order: a working day becomes a day off, and a day off is worked for it.";
    NO_ROWS = "Немає.", "None.";
    FROM = "Перший день", "First day";
    UNTIL = "Останній день", "Last day";
    UNTIL_HINT = "Порожнє – кінець невідомий.", "Empty: the end is not known.";
    OFF = "Стає вихідним", "Becomes a day off";
    WORKED = "Відпрацьовують", "Worked instead";
    SOURCE = "Документ", "Act";
    SOURCE_HINT = "Назва, дата, номер.", "Its name, date and number.";
    ADD_PERIOD = "Додати період", "Add a period";
    ADD_PERIOD_TO = "Додати період: {}", "Add a period: {}";
    ADD_MOVED = "Додати перенесений день", "Add a moved day";
    PERIOD_NUMBER = "Період {}", "Period {}";
    MOVED_NUMBER = "Перенесення {}", "Moved day {}";
    TAKE_OUT = "Вилучити", "Take out";
    WEEKEND = "Щотижневі вихідні", "Weekly days off";
    FIRST_OFF = "Перший вихідний", "First day off";
    SECOND_OFF = "Другий вихідний", "Second day off";
    HOURS = "Години прийому документів", "Office hours";
    OPENS = "Від", "From";
    CLOSES = "До", "To";
    HOURS_HINT = "За Києвом. Впливають на строк, лише якщо нижче вибрано читання «наступний робочий день».", "Kyiv time. They bear on a term only if the reading “next working day” is chosen below.";

    POLICY = "Читання Закону", "Readings of the Law";
    POLICY_HINT = "Де Закон мовчить, спочатку стоїть суворе читання: за ним відповідь ніколи не спізниться.", "Where the Law is silent the strict reading stands at first: by it no answer is ever late.";
    NEXT_DAY = "Отримане після закриття чи у вихідний вважати отриманим наступного робочого дня", "What comes after hours or on a day off counts as received on the next working day";
    LATE_ANSWERS = "Зараховувати відповіді на опитування, завершені вчасно, але отримані після його кінця", "Count answers to a survey that were finished in time and came after its end";
    URGENT = "Від чого рахувати 48 годин", "From when 48 hours run";

    INDEX = "Індекс", "Index";
    PATTERN = "Шаблон індексу", "Template of the index";
    PATTERN_HINT = "{n} – номер у році (обов’язково), {nomenclature} – номер справи, {yy} – рік, {prefix} – позначка.", "{n} is the ordinal in the year (must be there), {nomenclature} the file number, {yy} the year, {prefix} the mark.";
    NOMENCLATURE = "Номер за номенклатурою справ", "File number of the nomenclature";
    PREFIX = "Позначка ради", "The council’s mark";
    EXAMPLE = "Наступний запит отримає індекс {}", "The next request gets the index {}";

    EXECUTORS = "Виконавці", "Executors";
    EXECUTORS_LABEL = "Підрозділи й особи, яким доручають запити", "Departments and people requests are assigned to";
    EXECUTORS_HINT = "По одному в рядку.", "One a line.";

    STORAGE = "Строк зберігання справ", "How long files are kept";
    STORAGE_HINT = "Як у номенклатурі справ, наприклад «5 р. ЕПК». Стоїть на реєстраційній картці.", "As in the nomenclature of files. It stands on the registration card.";

    HOLDERS = "Інші розпорядники", "Other holders";
    HOLDERS_LABEL = "Розпорядники, яким направляють запити", "Holders requests are forwarded to";
    HOLDERS_HINT = "По одному в рядку: назва; адреса.", "One a line: name; address.";

    COUNCIL = "Рада", "The council";
    NAME_UK = "Назва українською", "Name in Ukrainian";
    NAME_EN = "Назва англійською", "Name in English";
    ADDRESS = "Поштова адреса", "Postal address";
    EMAIL = "Електронна пошта для запитів", "E-mail for requests";
    PHONE = "Телефон відповідальної особи", "Phone of the responsible officer";

    RATES = "Вартість копій", "What copies cost";
    RATES_HINT = "Копійок за сторінку; порожнє – рада ставки не встановила і копії безоплатні (ст. 21).", "Kopecks a page; empty: the council has set no rate and copies are free (art. 21).";
    A4 = "A4 і менше", "A4 and smaller";
    A3 = "A3 і більше", "A3 and larger";
    REDACTED = "З вилученням обмеженої інформації", "With restricted information taken out";
    SCAN = "Сканування", "Scanning";
    MINIMUM = "Прожитковий мінімум для працездатних осіб, копійок", "Subsistence minimum for able-bodied persons, in kopecks";
    MINIMUM_HINT = "Від нього залежать граничні ставки (постанова № 740). Щороку його встановлює державний бюджет.", "The highest rates depend on it (resolution № 740). The state budget sets it each year.";
    PAYMENT = "Реквізити для оплати", "Payment details";
    PAYMENT_HINT = "Отримувач, рахунок, код, призначення платежу. Стоять у листі з рахунком.", "Payee, account, code, purpose. They stand in the letter with the invoice.";
    ALL_PAGES = "Якщо сторінок більше десяти, платні й перші десять", "Above ten pages the first ten are charged too";

    PREVIEW = "Переглянути зміни", "Look at the changes";
    UNDO = "Повернути як було", "Back to what is set";
    UNDO_SURE = "Набране тут зникне. Повернути як було?", "What you typed here will be gone. Go back to what is set?";
    NOTHING_TYPED = "Ви нічого не змінили", "You have changed nothing";
    PREVIEW_TITLE = "Що зміниться", "What will change";
    NOTHING_MOVES = "Строк жодного відкритого запиту не зміниться.", "No date of an open request moves.";
    WILL_MOVE = "Зміняться строки відкритих запитів: {}", "Dates of open requests that move: {}";
    REQUEST = "Запит", "Request";
    BEFORE = "Було", "So far";
    AFTER = "Стане", "From now on";
    REASON = "Причина зміни", "Reason of the change";
    REASON_HINT = "Що змінилося і за яким документом. Її прочитають запитувачі, строк яких зміниться.", "What changed and by which act. Requesters whose date moves will read it.";
    APPLY = "Застосувати", "Apply";
    APPLIED = "Застосовано", "Applied";
    HAVE_MOVED = "Змінено строки відкритих запитів: {}. Причина стоїть в історії кожного.", "Dates of open requests that moved: {}. The reason stands in the history of each.";
    NONE_MOVED = "Строки відкритих запитів не змінилися.", "No date of an open request moved.";

    STALE = "Правила тим часом змінив хтось інший", "Somebody else has changed the rules meanwhile";
    STALE_WHY = "Ваших змін не застосовано; усе, що ви набрали, на місці. Завантажте чинні правила і внесіть своє знову. Набране тоді зникне, тож спершу занотуйте потрібне.", "Your changes are not applied; all you typed is still here. Load the rules as they are now and make your change again. What you typed is gone then, so note what you need first.";
    TAKE_THEIRS = "Завантажити чинні правила", "Load the rules as they are now";
    TAKEN = "Чинні правила завантажено", "The rules as they are now are loaded";

    NO_DATE = "Вкажіть дату", "Enter a date";
    NO_TIME = "Вкажіть годину й хвилини", "Enter hours and minutes";
    NO_NUMBER = "Вкажіть ціле число копійок або залиште порожнім", "Enter a whole number of kopecks, or leave it empty";
    NO_REASON = "Напишіть причину, не довшу за 2 000 знаків", "Write the reason, in 2,000 characters at most";
}

/// A day of the week.
#[must_use]
pub fn weekday(day: Weekday) -> &'static str {
    let (uk, en) = match day {
        Weekday::Mon => ("понеділок", "Monday"),
        Weekday::Tue => ("вівторок", "Tuesday"),
        Weekday::Wed => ("середа", "Wednesday"),
        Weekday::Thu => ("четвер", "Thursday"),
        Weekday::Fri => ("п’ятниця", "Friday"),
        Weekday::Sat => ("субота", "Saturday"),
        Weekday::Sun => ("неділя", "Sunday"),
    };
    t(Text { uk, en })
}

/// A reading of 48 hours.
#[must_use]
pub fn reading(reading: UrgentCounting) -> &'static str {
    t(match reading {
        UrgentCounting::FromReceipt => Text {
            uk: "від миті отримання, разом із вихідними (суворе)",
            en: "from the moment of receipt, days off included (strict)",
        },
        UrgentCounting::FromNextMidnight => Text {
            uk: "від півночі, якою закінчується день отримання",
            en: "from the midnight that ends the day of receipt",
        },
        UrgentCounting::NextWorkingDay => Text {
            uk: "від миті отримання; кінець у вихідний – та сама година наступного робочого дня",
            en: "from the moment of receipt; an end on a day off moves to the same hour of the next working day",
        },
    })
}

/// What is wrong with a setting, and what to do.
#[must_use]
pub fn fault(fault: &Fault) -> String {
    let day = |text: Text, day: chrono::NaiveDate| {
        let named = format!("{}, {}", format::date(day), weekday(day.weekday()));
        fill(text, &named)
    };
    let (text, value) = match fault {
        Fault::Outside { day: at } => return day(OUTSIDE, *at) + &years(),
        Fault::MovedTwice { day: at } => return day(MOVED_TWICE, *at),
        Fault::OffAlready { day: at } => return day(OFF_ALREADY, *at),
        Fault::WorkedAlready { day: at } => return day(WORKED_ALREADY, *at),
        Fault::Empty => (EMPTY, String::new()),
        Fault::NotALine => (NOT_A_LINE, LINE.to_string()),
        Fault::TooMany => (TOO_MANY, MOST.to_string()),
        Fault::NoOrdinal => (NO_ORDINAL, String::new()),
        Fault::UnknownToken { token } => (UNKNOWN_TOKEN, token.clone()),
        Fault::Brace => (BRACE, String::new()),
        Fault::IndexTooLong => (INDEX_TOO_LONG, String::new()),
        Fault::OneDayOff => (ONE_DAY_OFF, String::new()),
        Fault::ClosesFirst => (CLOSES_FIRST, String::new()),
        Fault::Backwards => (BACKWARDS, String::new()),
        Fault::NoSource => (NO_SOURCE, String::new()),
        Fault::Repeated { name } => (REPEATED, name.clone()),
        Fault::OverTheLimit { kopecks } => (OVER_THE_LIMIT, kopecks.to_string()),
        Fault::NoMinimum { kopecks } => (NO_MINIMUM, kopecks.to_string()),
        Fault::NotLines => (NOT_LINES, LINES.to_string()),
        Fault::IndexTaken { index } => (INDEX_TAKEN, index.clone()),
    };
    if value.is_empty() {
        t(text).to_owned()
    } else {
        fill(text, &value)
    }
}

fn years() -> String {
    format!(": {}–{}", HORIZON.start(), HORIZON.end())
}

crate::texts! {
    EMPTY = "Заповніть це поле", "Fill this in";
    NOT_A_LINE = "Один рядок, щонайбільше {} знаків", "One line of at most {} characters";
    NO_MINIMUM = "Прожитковий мінімум у копійках, не менший за {}", "The subsistence minimum in kopecks, {} or more";
    NOT_LINES = "Щонайбільше {} знаків", "At most {} characters";
    TOO_MANY = "Щонайбільше {} записів", "At most {} entries";
    NO_ORDINAL = "Додайте до шаблону {n}: без номера два запити року мали б один індекс", "Put {n} into the template: without the ordinal two requests of a year would get one index";
    UNKNOWN_TOKEN = "Шаблон не знає назви «{}»; знає n, nomenclature, yy, prefix", "The template knows no “{}”; it knows n, nomenclature, yy, prefix";
    BRACE = "У шаблоні фігурна дужка без пари", "The template has a brace without its pair";
    INDEX_TOO_LONG = "Індекс не вмістився б на штампі: скоротіть шаблон, номер справи або позначку", "The index would not fit on a stamp: shorten the template, the file number or the mark";
    ONE_DAY_OFF = "Двічі той самий вихідний: виберіть два різні дні", "Twice the same day off: choose two days";
    CLOSES_FIRST = "Кінець прийому раніше за початок", "The office closes before it opens";
    BACKWARDS = "Останній день раніше за перший", "The last day is before the first";
    NO_SOURCE = "Назвіть документ", "Name the act";
    OUTSIDE = "{} поза календарем", "{} is outside the calendar";
    MOVED_TWICE = "{}: цей день уже перенесено іншим рядком", "{}: another line moves this day already";
    OFF_ALREADY = "{}: цей день і так вихідний", "{}: this is a day off as it is";
    WORKED_ALREADY = "{}: цей день і так робочий", "{}: this is a working day as it is";
    REPEATED = "«{}» записано двічі", "“{}” stands there twice";
    OVER_THE_LIMIT = "Кабінет Міністрів дозволяє щонайбільше {} копійок за сторінку", "The Cabinet allows {} kopecks a page at most";
    INDEX_TAKEN = "Один із наступних запитів отримав би індекс {}, який цього року вже є", "A coming request would get the index {}, which this year has already";
}
