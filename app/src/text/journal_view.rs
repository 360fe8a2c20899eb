//! Every sentence about an officer's own columns and views of the journal.

use domain::sync::journal_view::Column;

use super::{Text, office, t};

crate::texts! {
    TITLE = "Подання і стовпці", "Views and columns";
    MINE = "Мої подання", "My views";
    NONE = "Збережених подань ще немає. Налаштуйте вкладку, пошук, фільтри й стовпці та збережіть їх під назвою.", "No views are kept yet. Choose a tab, a search, filters and columns, and keep them under a name.";
    NAME = "Назва подання", "Name of the view";
    NAME_HINT = "Збережуться вкладка, пошук, фільтри й стовпці. Бачите подання лише ви.", "Tab, search, filters and columns are kept. Only you see the view.";
    NAME_MISSING = "Назвіть подання", "Name the view";
    KEEP = "Зберегти подання", "Keep the view";
    KEPT = "Подання «{}» збережено", "The view “{}” is kept";
    OPENED = "Відкрито подання «{}»", "The view “{}” is open";
    FORGET = "Видалити подання «{}»", "Delete the view “{}”";
    FORGOTTEN = "Подання «{}» видалено", "The view “{}” is deleted";
    COLUMNS = "Стовпці", "Columns";
    COLUMNS_HINT = "Індекс показується завжди.", "The index is always shown.";
    CHANNEL = "Як надійшов", "How it came";
    REQUESTER_TYPE = "Тип запитувача", "Kind of requester";
    STATUS = "Стан", "State";
}

/// The head of a column.
#[must_use]
pub fn column(column: Column) -> &'static str {
    t(head(column))
}

const fn head(column: Column) -> Text {
    match column {
        Column::Received => office::RECEIVED,
        Column::Requester => office::REQUESTER,
        Column::RequesterType => REQUESTER_TYPE,
        Column::Channel => CHANNEL,
        Column::Subject => office::SUBJECT,
        Column::Executor => office::EXECUTOR,
        Column::Status => STATUS,
        Column::Due => office::DUE,
    }
}
