//! Passwords at the edge: checked and hashed a few at a time, off the async threads.

use domain::sync::people::{LONGEST_PASSWORD, SHORTEST_PASSWORD, WeakPassword, check_password};

use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::people::{hash_of, standing_of};
use crate::journal::{Member, Officer};
use crate::password;

use domain::sync::people::Standing;

/// Whether this is the password of that stored hash. An unknown login takes as long as a known
/// one, whether it has a password or not.
pub(super) async fn is_right(
    app: &AppState,
    password: String,
    stored: Option<String>,
) -> Result<bool, Problem> {
    let _place = app.passwords.acquire().await.map_err(|_| Kind::Busy)?;
    let check = move || {
        password::verify(
            &password,
            stored.as_deref().and_then(|stored| hash_of(stored)),
        )
    };
    let right = tokio::task::spawn_blocking(check).await;
    Ok(right.map_err(|_| Kind::Internal)?)
}

/// The hash of a new password that is good enough.
pub(super) async fn hash_new(
    app: &AppState,
    password: String,
    member: &Member,
) -> Result<String, Problem> {
    check_password(&password, &[&member.login, &member.officer.name]).map_err(weak)?;
    let _place = app.passwords.acquire().await.map_err(|_| Kind::Busy)?;
    let hashed = tokio::task::spawn_blocking(move || password::hash(&password)).await;
    let hashed = hashed.map_err(|_| Kind::Internal)?;
    hashed.map_err(|error| failed(&error))
}

/// Says no to whoever does not know the officer's own password.
pub(super) async fn must_know(
    app: &AppState,
    officer: &Officer,
    password: String,
) -> Result<Member, Problem> {
    let member = member(app, officer.id).await?;
    let login = member.login.clone();
    let found = app.journal.officer_by_login(app.holder, login).await?;
    let stored = found.map(|(_, hash)| hash);
    let active = stored
        .as_deref()
        .is_some_and(|hash| standing_of(hash) == Standing::Active);
    if is_right(app, password, stored).await? && active {
        Ok(member)
    } else {
        Err(Kind::OldPasswordWrong.into())
    }
}

/// Somebody of the staff.
pub(super) async fn member(app: &AppState, id: i64) -> Result<Member, Problem> {
    let staff = app.journal.staff(app.holder).await?;
    let found = staff.into_iter().find(|member| member.officer.id == id);
    Ok(found.ok_or(Kind::NotFound)?)
}

/// The system has no random bytes.
pub(super) fn failed(error: &password::PasswordError) -> Problem {
    tracing::error!(%error, "nothing could be drawn by chance");
    Kind::Internal.into()
}

fn weak(why: WeakPassword) -> Problem {
    let (uk, en) = match why {
        WeakPassword::Short => (
            format!("Візьміть щонайменше {SHORTEST_PASSWORD} знаків: наприклад, кілька слів, які легко запам’ятати."),
            format!("Take {SHORTEST_PASSWORD} characters at least: a few words that are easy to remember."),
        ),
        WeakPassword::Long => (
            format!("Скоротіть пароль до {LONGEST_PASSWORD} знаків."),
            format!("Shorten the password to {LONGEST_PASSWORD} characters."),
        ),
        WeakPassword::Common => (
            "Цей пароль вгадують одним із перших. Візьміть кілька слів, не пов’язаних між собою.".to_owned(),
            "This password is among those tried first. Take a few words that do not belong together.".to_owned(),
        ),
        WeakPassword::Own => (
            "У паролі є ваш логін або ім’я. Візьміть слова, яких про вас не знають.".to_owned(),
            "Your login or name is in the password. Take words nobody knows of you.".to_owned(),
        ),
    };
    Problem::from(Kind::WeakPassword).saying(uk, en)
}
