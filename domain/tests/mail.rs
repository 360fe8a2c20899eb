//! A mail's life in the queue: held by one, tried again ever later, given up once, never lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::{
    About, FIRST_PAUSE, Failure, GIVE_UP, LEASE, LONGEST_PAUSE, Mail, MailState, Mailbox,
    MailboxField, Reason, Security, is_address, one_line, pause,
};
use proptest::prelude::*;

fn start() -> DateTime<Utc> {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn mail() -> Mail {
    let to = ("ostap@poshta.example", "Верболіз Остап Лукич");
    Mail::new(About::Test, to, "Лист", "Текст".into(), start())
}

fn failure(reason: Reason) -> Failure {
    Failure::new(reason, "")
}

#[test]
fn one_holds_it_until_the_lease_is_over() {
    let held = mail().take(start()).unwrap();
    assert!(held.is_held(start()));
    let almost = start() + LEASE - TimeDelta::milliseconds(1);
    assert_eq!(held.take(almost), None);
    assert_eq!(held.cancelled(almost), None);
    assert_eq!(held.again(almost), None);
    // Whoever held it is dead: the next one takes it.
    let again = held.take(start() + LEASE).unwrap();
    assert_eq!((again.tries, again.state), (2, MailState::Waiting));
}

#[test]
fn what_can_be_mended_waits_and_what_cannot_ends() {
    let table = [
        (Reason::Rejected, MailState::Failed),
        (Reason::Address, MailState::Failed),
        (Reason::Later, MailState::Waiting),
        (Reason::Unreachable, MailState::Waiting),
        (Reason::Tls, MailState::Waiting),
        (Reason::Login, MailState::Waiting),
        (Reason::NoMailbox, MailState::Waiting),
    ];
    for (reason, state) in table {
        let held = mail().take(start()).unwrap();
        let after = held.failed(failure(reason), start(), 0);
        assert_eq!(after.state, state, "{reason:?}");
        assert!(!after.taken && after.failure.is_some());
        let late = held.failed(failure(reason), start() + GIVE_UP, 0);
        assert_eq!(late.state, MailState::Failed, "{reason:?}");
        // A person begins anew.
        let anew = late.again(start() + GIVE_UP).unwrap();
        let held = anew.take(start() + GIVE_UP).unwrap();
        let after = held.failed(failure(Reason::Later), start() + GIVE_UP, 0);
        assert_eq!(after.state, MailState::Waiting);
    }
}

#[test]
fn what_was_sent_stays_sent() {
    let sent = mail().take(start()).unwrap().sent(start());
    let later = start() + GIVE_UP;
    assert_eq!(sent.take(later), None);
    assert_eq!(sent.again(later), None);
    assert_eq!(sent.cancelled(later), None);
}

#[test]
fn a_mailbox_is_checked_whole() {
    let right = Mailbox {
        host: "mail.rada.example".into(),
        from: "zapyty@rada.example".into(),
        ..Mailbox::default()
    };
    assert!(right.wrong().is_empty());
    let wrong = Mailbox {
        host: "mail rada".into(),
        port: 0,
        security: Security::Plain,
        login: "а\u{0}б".into(),
        from: String::new(),
        from_name: "Рада\r\nBcc: x@y.example".into(),
        reply_to: "x".into(),
        reminder_hour: 24,
        ..right.clone()
    };
    use MailboxField::{
        From, FromName, Host, Login, Port, ReminderHour, ReplyTo, Security as Line,
    };
    assert_eq!(
        wrong.wrong(),
        [
            Host,
            Port,
            Line,
            Login,
            From,
            FromName,
            ReplyTo,
            ReminderHour
        ]
    );
    // Only what never leaves the machine may go in the clear.
    for (host, local) in [
        ("localhost", true),
        ("127.0.0.1", true),
        ("::1", true),
        ("127.evil.example", false),
        ("10.0.0.1", false),
    ] {
        let plain = Mailbox {
            host: host.into(),
            security: Security::Plain,
            ..right.clone()
        };
        assert_eq!(plain.wrong().is_empty(), local, "{host}");
    }
}

proptest! {
    #[test]
    fn whatever_happens_it_is_waiting_or_ended_and_a_pause_grows(
        acts in prop::collection::vec((0_u8..5, 0_i64..10_000, any::<u16>()), 0..60)
    ) {
        let (mut mail, mut now) = (mail(), start());
        for (act, seconds, chance) in acts {
            now += TimeDelta::seconds(seconds);
            let was = mail.clone();
            match act {
                0 => mail = mail.take(now).unwrap_or(mail),
                1 if mail.taken => mail = mail.failed(failure(Reason::Later), now, chance),
                2 if mail.taken => mail = mail.sent(now),
                3 => mail = mail.again(now).unwrap_or(mail),
                4 => mail = mail.cancelled(now).unwrap_or(mail),
                _ => {}
            }
            // Nothing that was sent comes back, and what is not waiting is held by nobody.
            prop_assert!(was.state != MailState::Sent || mail.state == MailState::Sent);
            prop_assert!(mail.state == MailState::Waiting || !mail.taken);
            prop_assert!(mail.at <= now + LEASE.max(LONGEST_PAUSE * 3 / 2));
        }
    }

    #[test]
    fn a_pause_is_within_its_bounds(tries in any::<u32>(), chance in any::<u16>()) {
        let drawn = pause(tries, chance);
        prop_assert!(drawn >= pause(tries, 0) && drawn <= pause(tries, 0) * 3 / 2);
        prop_assert!(drawn >= FIRST_PAUSE && drawn <= LONGEST_PAUSE * 3 / 2);
    }

    #[test]
    fn no_text_breaks_out_of_its_line(text in any::<String>()) {
        prop_assert!(!one_line(&text).chars().any(char::is_control));
        let address = format!("a{text}@poshta.example");
        prop_assert!(!is_address(&address) || !address.chars().any(char::is_control));
    }
}
