//! Every sentence of the control board.

use domain::request::Stage;

use super::{Text, t};

crate::texts! {
    TITLE = "Контроль", "Control";
    LEAD = "Усе, на що рада ще не відповіла. Запит знімають з контролю лише відповіддю, відмовою або направленням.", "Everything the council has not answered yet. Only an answer, a refusal or forwarding takes a request off control.";
    NOTHING = "На контролі немає жодного запиту.", "Nothing is under control.";
    NOBODY = "Нікому не доручено", "Charged to nobody";
    STAGE = "Стан строку", "Term";
    CHARGE = "Доручення", "Charge";
    PREPARED = "підготовлено", "prepared";
    WORKING = "в роботі", "in work";
    REPORT_BY = "подати до {}", "to be handed in by {}";
    REPORT_LATE = "мали подати до {}", "was to be handed in by {}";
    MORE = "Показано перші 500 запитів: ті, строк яких спливає раніше. Решта – у журналі.", "The 500 requests due first are shown. The others are in the journal.";
    PRINT = "Надрукувати", "Print";
}

/// The name of a stage.
#[must_use]
pub fn stage(stage: Stage) -> &'static str {
    t(match stage {
        Stage::InTime => Text {
            uk: "У строк",
            en: "In time",
        },
        Stage::HalfTerm => Text {
            uk: "Минула половина строку",
            en: "Half of the term is over",
        },
        Stage::DayBefore => Text {
            uk: "Лишився день",
            en: "One day left",
        },
        Stage::LastDay => Text {
            uk: "Останній день",
            en: "Last day",
        },
        Stage::Overdue => Text {
            uk: "Прострочено",
            en: "Overdue",
        },
    })
}
