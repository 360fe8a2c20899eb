//! Every sentence of the report's page.

crate::texts! {
    TITLE = "Звіт", "Report";
    LEAD = "Запити, що надійшли за вибрані дні, поруч із тими самими днями двох минулих років. Кожне число відкриває запити, які за ним стоять.", "Requests received in the days chosen, beside the same days of the two years before. Every number opens the requests behind it.";
    OF = "Запити за {}", "Requests of {}";
    USUAL = "Звичайні періоди", "Usual periods";
    FROM = "З дня", "From";
    TO = "По день", "To";
    FROM_MISSING = "Укажіть перший день", "Enter the first day";
    TO_MISSING = "Укажіть останній день", "Enter the last day";
    TO_WRONG = "Останній день має бути не раніше за перший, а період – не довший за десять років", "The last day must not be before the first, and the period ten years at most";
    SHOW = "Показати", "Show";
    FIGURE = "Показник", "Figure";
    MEMO = "Доповідна записка (DOCX)", "Memo (DOCX)";
    XLSX = "Таблиці й діаграми (XLSX)", "Tables and charts (XLSX)";
    CSV = "Таблиця (CSV)", "Table (CSV)";
    PRINT = "Надрукувати", "Print";
    PUBLISH = "Оприлюднити", "Publish";
    PUBLISHED = "Оприлюднено {}.", "Published on {}.";
    PUBLISHED_NOW = "Звіт оприлюднено", "The report is published";
    PUBLIC_PAGE = "Сторінка для всіх", "Page for everybody";
    NOT_OVER = "Оприлюднити звіт можна після останнього дня періоду.", "The report can be published after the last day of its period.";
    TOOK = "Тривалість розгляду", "How long it took";
    MEDIAN = "половина запитів – не довше, робочих днів", "half of the requests took no longer than, working days";
    NINETIETH = "дев’ять із десяти – не довше, робочих днів", "nine of ten took no longer than, working days";
    BEHIND = "Запити, які стоять за числом звіту.", "The requests behind a number of the report.";
    BACK = "До звіту", "To the report";
    KEY_REPORT = "до звіту", "to the report";
}
