//! The staff: who they are, what changes of them, and that somebody can always administer.

use chrono::TimeDelta;
use domain::request::Role;
use domain::sync::people::{About, StaffEvent, Standing};
use sync_server::journal::people::record_id;
use sync_server::journal::{
    Journal, Member, NewOfficer, Officer, OfficerChange, OfficerChanged, OfficerWrite, RecordKind,
    Session,
};

use super::{HERE, THERE};
use crate::common::noon;

async fn add(journal: &dyn Journal, login: &str, hash: &str) -> Officer {
    let new = NewOfficer {
        login: login.into(),
        name: format!("Особа {login}"),
        position: "посада".into(),
        password_hash: hash.into(),
        role: Role::Administrator,
        department: String::new(),
    };
    assert!(journal.add_officer(HERE, new).await.unwrap());
    let found = journal.officer_by_login(HERE, login.into()).await.unwrap();
    found.unwrap().0
}

async fn change(journal: &dyn Journal, of: &Officer, write: OfficerWrite) -> OfficerChanged {
    let change = OfficerChange {
        write,
        event: StaffEvent::LinkMade,
    };
    let by = Some(of.clone());
    journal
        .change_officer(HERE, of.id, change, by)
        .await
        .unwrap()
}

async fn member(journal: &dyn Journal, of: &Officer) -> Member {
    let staff = journal.staff(HERE).await.unwrap();
    staff
        .into_iter()
        .find(|one| one.officer.id == of.id)
        .unwrap()
}

fn session(of: &Officer, n: u8) -> Session {
    Session {
        token_hash: [n; 32],
        officer: of.id,
        opened_at: noon(),
        seen_at: noon() + TimeDelta::minutes(i64::from(n)),
    }
}

pub async fn somebody_can_always_administer(journal: &dyn Journal, clerk: &Officer) {
    let first = add(journal, "first", "hash").await;
    let second = add(journal, "second", "").await;
    assert_eq!(member(journal, &second).await.standing, Standing::Invited);
    assert_eq!(journal.staff(THERE).await.unwrap(), []);
    for n in 1..=3 {
        journal
            .open_session(HERE, session(&first, n))
            .await
            .unwrap();
    }
    journal.open_session(HERE, session(clerk, 9)).await.unwrap();
    let of = async |officer: Option<i64>| {
        let sessions = journal.sessions(HERE, officer).await.unwrap();
        sessions
            .iter()
            .map(|one| one.token_hash[0])
            .collect::<Vec<_>>()
    };
    assert_eq!(of(Some(first.id)).await, [3, 2, 1]);
    assert_eq!(of(None).await, [9, 3, 2, 1]);
    assert_eq!(journal.sessions(THERE, None).await.unwrap(), []);

    let reader = About {
        name: " Інше ім’я ".into(),
        position: "посада".into(),
        role: Role::Reader,
        department: "Відділ".into(),
    };
    let about = || OfficerWrite::About(reader.clone());
    let last = OfficerChanged::LastAdministrator;
    assert_eq!(change(journal, &first, about()).await, last);
    assert_eq!(
        change(journal, &first, OfficerWrite::Blocked(true)).await,
        last
    );
    let password = |hash: &str, keep| OfficerWrite::Password(hash.into(), keep);
    let set = change(journal, &second, password("hash", None)).await;
    assert_eq!(set, OfficerChanged::Done);
    assert_eq!(change(journal, &first, about()).await, OfficerChanged::Done);
    let then = member(journal, &first).await.officer;
    assert_eq!((then.name.as_str(), then.role), ("Інше ім’я", Role::Reader));
    assert_eq!(then.department, "", "no department without an executor");

    change(journal, &first, password("new", Some([2; 32]))).await;
    assert_eq!(of(Some(first.id)).await, [2]);
    assert!(journal.session(HERE, [2; 32]).await.unwrap().is_some());
    change(journal, &first, OfficerWrite::Blocked(true)).await;
    assert_eq!(of(None).await, [9]);
    // Opened by a sign-in that was under way.
    journal
        .open_session(HERE, session(&first, 4))
        .await
        .unwrap();
    assert_eq!(journal.session(HERE, [4; 32]).await.unwrap(), None);
    let refused = change(journal, &first, password("newer", None)).await;
    assert_eq!(refused, OfficerChanged::Blocked);
    change(journal, &first, OfficerWrite::Blocked(true)).await;
    change(journal, &first, OfficerWrite::Blocked(false)).await;
    let found = journal
        .officer_by_login(HERE, "first".into())
        .await
        .unwrap();
    assert_eq!(
        found.unwrap().1,
        "new",
        "the password is the same as before"
    );
    let none = of(Some(first.id)).await;
    assert!(
        none.is_empty(),
        "what was opened meanwhile opens nothing now"
    );
    let opened = session(&first, 4);
    journal.open_session(HERE, opened).await.unwrap();
    journal
        .close_sessions(HERE, first.id, Some([4; 32]))
        .await
        .unwrap();
    assert_eq!(of(Some(first.id)).await, [4]);
    journal.close_sessions(HERE, first.id, None).await.unwrap();
    journal.close_sessions(HERE, clerk.id, None).await.unwrap();
    assert!(of(None).await.is_empty());

    let id = record_id(first.id);
    let told = journal
        .record_history(HERE, RecordKind::Desk, id)
        .await
        .unwrap();
    assert_eq!(told.len(), 5, "what was refused is not told");
    let nobody = Officer { id: 999, ..first };
    assert_eq!(
        change(journal, &nobody, about()).await,
        OfficerChanged::Unknown
    );
}
