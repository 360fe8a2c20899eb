//! Every sentence of the office's page «Сторінка про доступ».

crate::texts! {
    TITLE = "Сторінка про доступ", "Page about access";
    ABOUT = "Що рада зобов’язана оприлюднити про доступ до інформації.", "What the council must publish about access to information.";
}
