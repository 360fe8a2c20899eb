//! Every sentence about open days in the office.

crate::texts! {
    TITLE = "Дні відкритих дверей", "Open days";
    ABOUT = "Від опитування до останньої відповіді.", "From the survey to the last answer.";
}
