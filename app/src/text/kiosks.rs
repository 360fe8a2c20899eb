//! Every sentence of the office's page «Планшети».

crate::texts! {
    TITLE = "Планшети", "Kiosks";
    ABOUT = "Планшети для відвідувачів: підключення, стан, відключення.", "Tablets for visitors: pairing, state, ending.";
}
