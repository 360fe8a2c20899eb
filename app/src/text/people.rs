//! Every sentence of the office's page «Працівники».

crate::texts! {
    TITLE = "Працівники", "Staff";
    ABOUT = "Хто входить до журналу, з якими правами; запрошення, сеанси.", "Who signs in and with which rights; invitations, sessions.";
}
