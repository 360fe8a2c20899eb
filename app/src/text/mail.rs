//! Every sentence of the office's page «Електронна пошта».

crate::texts! {
    TITLE = "Електронна пошта", "E-mail";
    ABOUT = "Куди й що надіслано, що чекає; скринька ради.", "What was sent where, what waits; the council’s mailbox.";
}
