//! Every sentence of the office's page «Місце для роботи з документами».

crate::texts! {
    TITLE = "Місце для роботи з документами", "Place to work with documents";
    ABOUT = "Хто й коли прийде працювати з документами.", "Who comes to work with documents, and when.";
}
