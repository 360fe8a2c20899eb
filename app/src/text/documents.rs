//! Every sentence of the office's page «Реєстр документів».

crate::texts! {
    TITLE = "Реєстр документів", "Register of documents";
    ABOUT = "Документи, якими володіє рада (ст. 18), з пошуком для всіх.", "Documents the council holds (art. 18), searchable by everybody.";
}
