//! `sync-server officer`: who may sign in, and under which name refusals are signed.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, ensure};
use domain::request::Role;
use domain::sync::people::StaffEvent;

use super::place::PlaceArgs;
use super::{print, wait_for};
use crate::clock::SystemClock;
use crate::journal::people::{own_record, record_id};
use crate::journal::{Decided, Journal, NewOfficer, Place, Record, RecordKind};
use crate::password;
use crate::start::HOLDER;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// Login; one that is taken gets the new name, position and password
    #[arg(long)]
    login: String,
    /// Full name, as it stands under a refusal (art. 22(4)(1))
    #[arg(long)]
    name: String,
    /// Position
    #[arg(long)]
    position: String,
    /// What the officer may do
    #[arg(long, value_enum, default_value_t)]
    role: RoleArg,
    /// The department an executor works for, named as requests are assigned to it
    #[arg(long, default_value = "", required_if_eq("role", "executor"))]
    department: String,
}

/// [`Role`] on the command line.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum RoleArg {
    /// Keeps people, settings and calendar
    Administrator,
    /// The responsible person of art. 14 part 1 item 5
    #[default]
    ResponsibleOfficer,
    /// Takes in and sends out
    GeneralDepartment,
    /// The head of the council
    Head,
    /// A deputy of the head
    Deputy,
    /// Works on the requests of a department
    Executor,
    /// Sees and does nothing
    Reader,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Administrator => Self::Administrator,
            RoleArg::ResponsibleOfficer => Self::ResponsibleOfficer,
            RoleArg::GeneralDepartment => Self::GeneralDepartment,
            RoleArg::Head => Self::Head,
            RoleArg::Deputy => Self::Deputy,
            RoleArg::Executor => Self::Executor,
            RoleArg::Reader => Self::Reader,
        }
    }
}

/// Adds the officer or changes the one with this login, and prints a new password. Who was kept
/// out is let in. The server may be running; whoever was signed in under this login is signed out.
///
/// # Errors
/// When there is no journal in the folder, or a value is empty.
pub fn run(args: &Args) -> Result<ExitCode> {
    for (what, value) in [
        ("login", &args.login),
        ("name", &args.name),
        ("position", &args.position),
    ] {
        ensure!(!value.trim().is_empty(), "--{what} is empty");
    }
    let place = args.place.place()?;
    let password = wait_for(put(args, &place))?;
    Ok(print(&format!(
        "Вхід / sign-in: {}\nПароль / password: {password}",
        args.login.trim()
    )))
}

async fn put(args: &Args, place: &Place) -> Result<String> {
    let password = password::invent()?;
    let officer = NewOfficer {
        login: args.login.trim().to_owned(),
        name: args.name.trim().to_owned(),
        position: args.position.trim().to_owned(),
        role: args.role.into(),
        department: args.department.trim().to_owned(),
        password_hash: password::hash(&password)?,
    };
    let journal = place.open_existing(Arc::new(SystemClock)).await?;
    let login = officer.login.clone();
    journal.put_officer(HOLDER, officer).await?;
    if let Some((officer, _)) = journal.officer_by_login(HOLDER, login).await? {
        note(&*journal, officer.id).await?;
    }
    journal.close().await;
    Ok(password)
}

/// Notes it in the officer's history. Who runs the server is the last to turn to when the phone
/// with the second factor is gone, so that is off.
async fn note(journal: &dyn Journal, officer: i64) -> Result<()> {
    let write = own_record(officer, "{}".into(), Some(&StaffEvent::SetOnServer))?;
    let decide = Box::new(move |_: Option<&Record>, _| Decided::Write(Box::new(write)));
    let id = record_id(officer);
    journal
        .change_record(HOLDER, RecordKind::Desk, id, None, decide)
        .await?;
    Ok(())
}
