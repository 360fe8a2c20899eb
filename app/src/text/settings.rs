//! Every sentence of the office's page «Календар і правила».

crate::texts! {
    TITLE = "Календар і правила", "Calendar and rules";
    ABOUT = "Робочі дні, режим, години прийому, індекс, читання Закону.", "Working days, regime, office hours, index, readings of the Law.";
}
