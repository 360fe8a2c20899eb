//! Every sentence about open days in the office.

crate::texts! {
    TITLE = "Дні відкритих дверей", "Open days";
    ABOUT = "Від опитування до останньої відповіді.", "From the survey to the last answer.";
    YEAR = "Цього року: {} із 2.", "This year: {} of 2.";
    YEAR_OVER = "Це вже більше, ніж двічі на рік (пункт 2). Заборони немає.", "That is more than twice a year (item 2). Nothing forbids it.";
    YEAR_FEW = "До кінця року бракує {}: порядок вимагає двічі на рік (пункт 2), а опитування триває 30 днів.", "{} missing until the end of the year: the order asks for two (item 2), and the survey takes 30 days.";
    NONE = "Ще немає жодного дня.", "There is no day yet.";
    NEW = "Запланувати день", "Plan a day";
    THEME = "Тема", "Theme";
    DATE = "Дата", "Date";
    DATE_HINT = "Не перша, не третя й не остання середа місяця.", "Not the first, third or last Wednesday of a month.";
    DATE_FINE = "Можна. Опитування відкрийте не пізніше {}.", "Possible. Open the survey by {}.";
    CREATE = "Запланувати", "Plan";
    CREATED = "День заплановано", "The day is planned";
    THEME_MISSING = "Напишіть тему", "Write the theme";
    DATE_MISSING = "Виберіть дату", "Choose the date";
    DATE_WRONG = "Виберіть інший день: цієї середи не можна", "Choose another day: this Wednesday is not possible";
    BACK = "Усі дні", "All days";
    BACK_TO_DAY = "До дня", "To the day";
    GAPS = "Чого бракує до оприлюднення", "What is missing before it can be published";
    NO_GAPS = "Усе готове до оприлюднення.", "Everything is ready to be published.";
    ITEM = "пункт {}", "item {}";
    SAVE = "Зберегти: {}", "Save: {}";
    SAVED = "Збережено", "Saved";
    BUSY = "Зачекайте: попереднє ще надсилається", "Wait: what came before is still being sent";
    ADD = "Додати: {}", "Add: {}";
    REMOVE = "Прибрати", "Remove";
    NUMBERED = "{} № ", "{} no. ";
    PUBLISH = "Оприлюднити", "Publish";
    CANCEL_DAY = "Скасувати день", "Cancel the day";
    HOLD = "День відбувся", "The day was held";
    SUMMARY = "Підсумок або причина скасування", "Summary, or the reason to cancel";
    OPEN_SURVEY = "Відкрити опитування", "Open the survey";
    SURVEY_WINDOW = "Відкрити не пізніше {}, останній день – ", "To be opened by {}, the last day is ";
    SURVEY_IS_OPEN = "Анкету більше не змінюють: опитування відкрито {}", "The questionnaire is changed no more: the survey was opened on {}";
    CONFIRM = "Підтверджую: без персональних даних, таємної й обмеженої інформації", "I confirm: no personal, secret or restricted information";
    CONFIRMED = "Підтвердив(-ла): {}", "Confirmed by {}";
    ACKNOWLEDGE = "З планом ознайомлено", "The plan was acknowledged";
    ACKNOWLEDGED = "ознайомлено", "acknowledged";
    PAPERS = "Документи", "Papers";
    PLAN_DOCX = "Запис до тижневого плану (DOCX)", "Entry for the weekly plan (DOCX)";
    ICS = "Подія для календаря (ICS)", "Event for a calendar (ICS)";
    RESULTS_XLSX = "Результати опитування (XLSX)", "Survey results (XLSX)";
    RESULTS_CSV = "Результати опитування (CSV)", "Survey results (CSV)";
    PEOPLE_XLSX = "Учасники (XLSX)", "Participants (XLSX)";
    PUBLIC_PAGE = "Сторінка для всіх", "The page for everybody";
    DESCRIBED = "Тема, мета, правила", "Theme, purpose, conduct";
    PURPOSE = "Мета", "Purpose";
    CONDUCT = "Правила поведінки", "Code of conduct";
    PEOPLE = "Люди й підрозділи", "People and units";
    CHIEF = "Головний організатор", "Chief organiser";
    OFFICE = "Посада", "Office";
    UNIT = "Підрозділ", "Unit";
    SUPERVISOR = "Заступник, який відповідає", "Supervising deputy";
    HEAD = "Керівник", "Head";
    SITES = "Місця", "Places";
    SITE = "Місце", "Place";
    RESTRICTED = "Доступ обмежено", "Access is restricted";
    PROGRAMME = "Програма", "Programme";
    PLANNED_BY = "Хто склав план", "Who made the plan";
    PART = "Захід", "Part";
    FORM = "Форма", "Form";
    STARTS = "Початок", "Start";
    ENDS = "Кінець", "End";
    CHAIR = "Хто проводить зустріч", "Who chairs the meeting";
    SLOTS = "Час відвідування", "Times of visits";
    SLOT = "Час", "Time";
    PLACES = "Місць, до 20 одночасно", "Places, at most 20 at once";
    MATERIALS = "Матеріали", "Materials";
    MATERIAL = "Матеріал", "Material";
    READY = "Готовий", "Ready";
    PLAN = "Тижневий план роботи", "Weekly work plan";
    PLAN_WEEK = "Тиждень року", "Week of the year";
    PLAN_YEAR = "Рік тижня", "Year of the week";
    PLAN_ENTRY = "Пункт плану", "Item of the plan";
    SURVEY = "Анкета", "Questionnaire";
    NEWSPAPER = "Газета", "Newspaper";
    NEWSPAPER_UNIT = "Хто друкує в газеті", "Who prints it there";
    SITE_UNIT = "Хто розміщує на сайті", "Who puts it on the site";
    QUESTION = "Питання", "Question";
    ANSWER_KIND = "Як відповідають", "How it is answered";
    OPTIONS = "Варіанти, кожен з нового рядка", "Options, one a line";
    SINGLE = "Один варіант", "One option";
    MULTIPLE = "Кілька варіантів", "Several options";
    FREE = "Своїми словами", "In one’s own words";
    RATING = "Оцінка від 1 до 5", "A grade of 1 to 5";
    THEMES = "Теми за бажанням", "Themes in order of wish";
    RESULTS = "Результати опитування", "Survey results";
    IN_TIME = "Відповідей, отриманих вчасно: {}", "Answers in time: {}";
    LATE = "Отримано після закінчення: {}. ", "Received after the end: {}. ";
    LATE_COUNT = "Рада їх враховує.", "The council counts them.";
    LATE_APART = "Рада їх не враховує.", "The council does not count them.";
    PROPOSED = "За голосами пропонується: {}", "The votes propose: {}";
    PARTICIPANTS = "Учасники", "Participants";
    NO_PARTICIPANTS = "Ще ніхто не записався.", "Nobody has booked yet.";
    CAME = "прийшли", "came";
    CHECK_IN = "Прийшли: {}", "Came: {}";
    WALK_IN = "Без запису: впустити", "Without booking: let in";
    TELL = "Місце звільнилося – повідомте", "A place came free – tell them";
    QUESTIONS = "Запитання, пропозиції, зауваження", "Questions, proposals, remarks";
    NO_QUESTIONS = "Ще нічого не запитували.", "Nothing was asked yet.";
    DEPUTY = "Заступник, який відповідає", "The deputy who answers";
    GIVE = "Передати № {}", "Give no. {}";
    ANSWER = "Відповідь", "Answer";
    SEND_ANSWER = "Відповісти на № {}", "Answer no. {}";
    PUBLISH_ANSWER = "Показати всім № {}", "Show no. {} to all";
    HIDE_ANSWER = "Більше не показувати № {}", "Show no. {} no longer";
    EMAIL = "Електронна пошта для відповіді на запит", "E-mail for the answer to the request";
    TO_REQUEST = "Зробити № {} запитом на інформацію", "Make no. {} a request for information";
    BECAME = "Запит № {}", "Request no. {}";
    INCOMPLETE = "Заповніть кожен час і кожне число", "Fill in every time and every number";
    SHEETS = "Анкети на папері", "Questionnaires on paper";
    SHEETS_ABOUT = "Напишіть на аркуші номер, введіть відповіді, перейдіть до наступного. Той самий аркуш двічі не рахується.", "Write the number on the sheet, type the answers, go on to the next. The same sheet never counts twice.";
    SHEETS_KEYS = "Enter – до наступного питання, з останнього – зберегти; Ctrl+Enter – зберегти одразу; Shift+Enter – новий рядок у тексті. Без відповіді – лишіть порожнім.", "Enter goes to the next question and saves from the last; Ctrl+Enter saves at once; Shift+Enter starts a new line of a text. Leave empty what was not answered.";
    SHEETS_CLOSED = "Анкети вводять, коли опитування відкрито, і доки день не відбувся.", "Sheets are typed in once the survey is open and until the day is over.";
    SHEETS_TYPED = "Введено аркушів: {}", "Sheets typed in: {}";
    SHEET_NUMBER = "Номер аркуша", "Number of the sheet";
    SHEET_NEXT = "Наступний вільний номер: {}", "The next free number: {}";
    SHEET_RECEIVED = "Коли рада отримала аркуш", "When the council got the sheet";
    SHEET_SAVE = "Зберегти аркуш", "Save the sheet";
    SHEET_SAVED = "Аркуш № {} збережено", "Sheet no. {} is saved";
    SHEET_OUT = "Вилучити № {}", "Take no. {} out";
    SHEET_OUT_ASK = "Вилучити аркуш № {} з результатів? Його можна буде ввести знову.", "Take sheet no. {} out of the results? It can be typed in again.";
    SHEET_LINE = "№ {}, отримано ", "No. {}, received ";
    SHEET_NUMBER_WRONG = "Номер – від 1 до 9999", "A number is from 1 to 9999";
    SHEET_DATE_WRONG = "Вкажіть день, коли рада отримала аркуш", "State the day on which the council got the sheet";
    SHEET_EMPTY = "На аркуші немає жодної відповіді", "There is no reply on the sheet";
    REPLY_WRONG = "Не підходить до питання: перевірте номери", "Does not fit the question: check the numbers";
    REPLY_ONE = "номер варіанта", "number of the option";
    REPLY_MANY = "номери варіантів, наприклад 1 3", "numbers of the options, such as 1 3";
    REPLY_RANKED = "номери тем від найбажанішої, наприклад 2 1 3", "numbers of the themes, the most wanted first, such as 2 1 3";
    REPLY_GRADE = "оцінка від 1 до {}", "a grade of 1 to {}";
    REPLY_WORDS = "своїми словами", "in words";
    LATEST = "Останні аркуші", "The latest sheets";
    WAYS = "На сайті: {}, ", "On the site: {}, ";
    WAYS_KIOSK = "на терміналі: {}, ", "at a kiosk: {}, ";
    WAYS_PAPER = "на папері: {}.", "on paper: {}.";
    DAY_SUMMARY = "Підсумок дня", "Summary of the day";
    SUMMARY_ABOUT = "Числа рахуються з тих самих записів, запитань і відповідей, що й на сторінці дня.", "The figures are counted from the same bookings, questions and answers that the page of the day shows.";
    SUMMARY_DOCX = "Підсумок (DOCX)", "Summary (DOCX)";
    SUMMARY_PUBLISH = "Показати числа всім", "Show the figures to all";
    SUMMARY_HIDE = "Більше не показувати чисел", "Show the figures no longer";
    SUMMARY_IS_SHOWN = "Числа стоять на сторінці дня для всіх, без чужих слів з анкет.", "The figures stand on the public page of the day, without anybody’s own words of the questionnaires.";
    SUMMARY_IS_HIDDEN = "Числа бачить лише рада.", "Only the council sees the figures.";
    VISITORS = "Учасники за категоріями", "Visitors by category";
    VISITORS_OF = "Час відвідування {}", "Time of the visit {}";
    CATEGORY = "Категорія", "Category";
    BOOKED = "Записалися", "Booked";
    CANCELLED = "Скасували", "Cancelled";
    WAITED = "Лишилися в черзі", "Still waited";
    ABSENT = "Не прийшли", "Absent";
    THEY_CAME = "Прийшли", "Came";
    WALKED_IN = "Без запису", "Without booking";
    THERE = "Разом були", "Were there";
    TOTAL = "Разом", "Total";
    BY_DEPUTY = "Запитання за заступниками", "Questions by deputy";
    BY_CONCERN = "Що запитували", "What was asked";
    NOT_GIVEN = "Не передано", "Not given on";
    WAITING = "Чекають відповіді", "Waiting";
    HAVE_ANSWER = "Є відповідь", "Answered";
    BECAME_REQUESTS = "Стали запитами", "Became requests";
    MEDIAN = "Днів до відповіді, медіана", "Days to the answer, median";
    NUMBER = "Кількість", "Number";
    WAY = "Спосіб", "Way";
    KIND = "Вид", "Kind";
    BY_WAY = "Як відповідали на опитування", "How the survey was answered";
    FILES = "Фото й матеріали", "Photos and materials";
    FILES_ABOUT = "Кожен файл видно всім лише після підтвердження: без персональних даних, таємної й обмеженої інформації (пункт 15). Фото зменшуються тут, дані про місце й час зйомки зникають. Людей на фото спитайте про згоду.", "Everybody sees a file only once it is confirmed: no personal, secret or restricted information (item 15). Photos are made smaller here and lose place and time of the shot. Ask the people on them for consent.";
    NO_FILES = "Ще нічого не додано.", "Nothing was added yet.";
    FILE_SORT = "Що додаєте", "What is added";
    SORT_PHOTO = "Фото", "Photos";
    SORT_MATERIAL = "Матеріали", "Materials";
    FILE_CHOOSE = "Виберіть файли", "Choose files";
    FILE_ABOUT = "Опис: {}", "Description: {}";
    FILE_ABOUT_HINT = "Фото: що на ньому, для тих, хто не бачить. Матеріал: що це за документ.", "Photo: what is on it, for those who can’t see. Material: what the document is.";
    FILES_MISSING = "Виберіть хоча б один файл", "Choose at least one file";
    ABOUT_MISSING = "Опишіть кожен файл", "Describe every file";
    FILES_ADD = "Додати файли", "Add the files";
    FILE_ADDED = "Додано. Тепер підтвердьте кожен файл", "Added. Now confirm each file";
    FILE_SENDING = "Надсилається: {}", "Being sent: {}";
    FILE_STUBBORN = "Браузер не може зменшити фото {}: збережіть його як JPEG.", "The browser cannot make the photo {} smaller: save it as a JPEG.";
    FILE_CONFIRM = "Підтверджую, показати всім: {}", "I confirm, show to all: {}";
    FILE_HIDE = "Більше не показувати: {}", "Show no longer: {}";
    FILE_DESCRIBE = "Зберегти опис: {}", "Save the description: {}";
    FILE_AWAY = "Прибрати: {}", "Take away: {}";
    FILE_AWAY_ASK = "Прибрати «{}»? Файл буде видалено.", "Take “{}” away? The file is deleted.";
    FILE_SHOWN = "Бачать усі. Підтвердив(-ла): {}", "Everybody sees it. Confirmed by {}";
    FILE_HIDDEN = "Бачить лише рада", "Only the council sees it";
    UNANSWERED = "Запитань без відповіді: {}", "Questions without an answer: {}";
    UNANSWERED_OLDEST = "найдавніше чекає днів: {}", "the oldest has waited for {} days";
    WAITS = "чекає днів: {}", "has waited for {} days";
    MAILED_SENT = "повідомлено електронною поштою", "told by e-mail";
    MAILED_WAITING = "лист про місце чекає надсилання", "the mail about it waits to be sent";
    MAILED_NOT = "лист про місце не надіслано – зателефонуйте", "the mail about it was not sent – call them";
    CALENDAR = "Календар", "Calendar";
    CALENDAR_CLOSE = "Сховати календар", "Hide the calendar";
    MONTH_BEFORE = "Попередній місяць", "Previous month";
    MONTH_AFTER = "Наступний місяць", "Next month";
    CALENDAR_KEYS = "Стрілки – дні, Page Up і Page Down – місяці, Enter – вибрати, Esc – сховати. Сірі дні не вибираються: вони минули або заборонені пунктом 6.", "Arrows for days, Page Up and Page Down for months, Enter chooses, Esc hides. Grey days can’t be chosen: they are over or forbidden by item 6.";
    DAY_OVER = "Потрібен день після сьогоднішнього", "A day after today is needed";
    MOVE = "Перенести день", "Move the day";
    MOVE_TO = "Нова дата", "The new date";
    MOVE_HINT = "Спершу виберіть дату: тут стане, що зміниться.", "Choose a date first: what changes is told here.";
    MOVE_SURVEY = "Опитування: відкрити до {}", "Survey: open by {}";
    MOVE_UNTIL = "останній день – {}", "the last day is {}";
    MOVE_INSTEAD = "(було: {})", "(it was: {})";
    MOVE_LATE = "Опитування вже не встигнете відкрити за 30 днів (пункт 8): з цією датою день не оприлюднити.", "The survey can no longer be opened 30 days before (item 8): with this date the day can’t be published.";
    MOVE_PLAN = "План роботи: потрібен запис у плані тижня {}", "Work plan: an entry in the plan of week {} is needed";
    MOVE_PLAN_LOST = "Запис у плані попереднього тижня зніметься, внесіть новий.", "The entry in the former week’s plan falls away; make a new one.";
    MOVE_PLAN_KEPT = "Той самий тиждень: запис у плані лишається.", "The same week: the entry in the plan stays.";
    MOVE_GAPS = "До оприлюднення бракуватиме: {}", "Missing before it can be published: {}";
    MOVE_NOW = "Перенести", "Move";
    MOVED = "День перенесено", "The day is moved";
    BLANK_PRINT = "Анкета для друку", "Questionnaire to print";
    BLANK_DOCX = "Анкета для газети (DOCX)", "Questionnaire for the newspaper (DOCX)";
    PROGRAMME_PRINT = "Програма на стіну (друк)", "Programme for the wall (print)";
    SIGNING_PRINT = "Аркуш ознайомлення з планом (друк)", "List to acknowledge the plan (print)";
    READ_ONLY = "Дні готують загальний відділ і відповідальна особа.", "The general department and the responsible officer prepare the days.";
}

/// The months by their own names, as a calendar is headed.
pub const MONTHS: [super::Text; 12] = {
    const fn month(uk: &'static str, en: &'static str) -> super::Text {
        super::Text { uk, en }
    }
    [
        month("Січень", "January"),
        month("Лютий", "February"),
        month("Березень", "March"),
        month("Квітень", "April"),
        month("Травень", "May"),
        month("Червень", "June"),
        month("Липень", "July"),
        month("Серпень", "August"),
        month("Вересень", "September"),
        month("Жовтень", "October"),
        month("Листопад", "November"),
        month("Грудень", "December"),
    ]
};
