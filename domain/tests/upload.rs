//! The upload of a file over a line that loses, doubles nothing and never gives up.
#![allow(clippy::unwrap_used)]

use domain::request::Arrival;
use domain::sync::{Upload, UploadAnswer, UploadEnd, UploadStep};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

const PIECE: u64 = domain::sync::wire::CHUNK_BYTES as u64;

fn tus(status: u16, offset: Option<u64>) -> UploadAnswer {
    UploadAnswer {
        status: Some(status),
        is_tus: true,
        offset,
        retry_after: None,
        spoiled: false,
    }
}

/// What the line does to one step.
#[derive(Debug, Clone, Copy)]
enum Weather {
    Fair,
    RequestLost,
    AnswerLost,
    Portal,
    Damaged,
    ServerError,
    /// The tab is killed: all it knew is gone.
    Killed,
}

/// A server that does what tus says.
#[derive(Default)]
struct Server {
    offset: Option<u64>,
    bytes: u64,
    withdrawn: bool,
}

impl Server {
    fn takes(&mut self, step: UploadStep, size: u64, damaged: bool) -> UploadAnswer {
        match (step, self.offset) {
            (UploadStep::Withdraw, Some(offset)) if offset == size => tus(409, None),
            (UploadStep::Withdraw, _) => {
                self.withdrawn = true;
                tus(204, None)
            }
            _ if self.withdrawn => tus(410, None),
            (UploadStep::Create, _) => tus(201, Some(*self.offset.get_or_insert(0))),
            (_, None) => tus(404, None),
            (UploadStep::Ask, Some(offset)) => tus(200, Some(offset)),
            (UploadStep::Send { from, .. }, Some(offset)) if from != offset => tus(409, None),
            (UploadStep::Send { .. }, _) if damaged => tus(460, None),
            (UploadStep::Send { from, to }, _) => {
                assert!(from < to && to <= size && to - from <= PIECE);
                self.bytes += to - from;
                self.offset = Some(to);
                tus(204, Some(to))
            }
            (UploadStep::Wait(_) | UploadStep::Done(_), _) => unreachable!(),
        }
    }
}

/// Draws the whole ceiling of a back-off, up to the cap.
const WHOLE: u32 = 2_000 * 256 - 1;

/// How often in a row nothing came further, and how long was waited for it.
#[derive(Default)]
struct Standstill {
    reached: u64,
    times: u32,
    waited: i64,
}

impl Standstill {
    fn after(&mut self, step: UploadStep, upload: &Upload) {
        if upload.arrived() > self.reached {
            (self.reached, self.times, self.waited) = (upload.arrived(), 0, 0);
        } else if matches!(step, UploadStep::Send { .. }) {
            self.times += 1;
        }
    }

    /// The first may be tried again at once; each wait after it is twice the one before.
    fn has_waited_enough(&self) -> bool {
        self.waited >= 2_000 * ((1 << self.times.saturating_sub(1).min(7)) - 1)
    }
}

fn run(size: u64, weather: &[Weather]) -> (Server, UploadEnd, u64) {
    let (mut server, mut upload) = (Server::default(), Upload::new(size));
    let (mut acknowledged, mut still) = (0, Standstill::default());
    let mut sky = weather
        .iter()
        .copied()
        .chain(std::iter::repeat(Weather::Fair));
    for _ in 0..1_000 {
        let step = upload.next();
        match step {
            UploadStep::Done(end) => return (server, end, acknowledged),
            UploadStep::Wait(wait) => {
                assert!((1..=domain::sync::BACKOFF_CAP_MS).contains(&wait));
                still.waited += wait;
                upload.hint();
                continue;
            }
            UploadStep::Send { from, .. } => {
                assert!(still.has_waited_enough(), "a bad line is asked too often");
                assert!(from >= acknowledged, "an acknowledged piece is sent again");
            }
            _ => {}
        }
        let none = UploadAnswer::default();
        let answer = match sky.next().unwrap() {
            Weather::Fair => server.takes(step, size, false),
            Weather::RequestLost => none,
            Weather::AnswerLost => {
                server.takes(step, size, false);
                none
            }
            Weather::Portal => UploadAnswer {
                is_tus: false,
                ..tus(200, Some(size))
            },
            Weather::Damaged => server.takes(step, size, true),
            Weather::ServerError => tus(503, None),
            Weather::Killed => {
                (upload, still) = (Upload::new(size), Standstill::default());
                continue;
            }
        };
        upload.answered(step, answer, WHOLE);
        still.after(step, &upload);
        acknowledged = acknowledged.max(upload.arrived());
    }
    panic!("stuck: {upload:?}");
}

fn weather() -> impl Strategy<Value = Weather> {
    prop_oneof![
        4 => Just(Weather::Fair),
        1 => Just(Weather::RequestLost),
        1 => Just(Weather::AnswerLost),
        1 => Just(Weather::Portal),
        1 => Just(Weather::Damaged),
        1 => Just(Weather::ServerError),
        1 => Just(Weather::Killed),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_file_arrives_whole_and_no_byte_is_kept_twice(
        size in 1..12 * PIECE,
        sky in prop::collection::vec(weather(), 0..60),
    ) {
        let (server, end, _) = run(size, &sky);
        prop_assert_eq!(end, UploadEnd::Arrived(Arrival::Received));
        prop_assert_eq!(server.bytes, size);
    }
}

#[test]
fn nothing_but_a_tus_server_is_believed() {
    let mut upload = Upload::new(10);
    let portal = UploadAnswer {
        is_tus: false,
        ..tus(200, Some(10))
    };
    upload.answered(UploadStep::Create, portal, 0);
    assert!(matches!(upload.next(), UploadStep::Wait(1..)));
    assert_eq!(upload.arrived(), 0);
}

#[test]
fn an_offset_beyond_the_end_is_no_answer() {
    let mut upload = Upload::new(10);
    upload.answered(UploadStep::Create, tus(201, Some(11)), 0);
    assert!(matches!(upload.next(), UploadStep::Wait(1..)));
}

#[test]
fn the_end_by_status() {
    let arrived = |arrival| UploadStep::Done(UploadEnd::Arrived(arrival));
    let table = [
        (422, arrived(Arrival::NotItsKind)),
        (410, UploadStep::Done(UploadEnd::Refused)),
        (413, UploadStep::Done(UploadEnd::Refused)),
    ];
    for (status, next) in table {
        let mut upload = Upload::new(10);
        upload.answered(UploadStep::Create, tus(201, Some(0)), 0);
        upload.answered(upload.next(), tus(status, None), 0);
        assert_eq!(upload.next(), next, "{status}");
    }
}

#[test]
fn a_file_that_is_never_the_one_named_is_given_up() {
    let spoiled = UploadAnswer {
        spoiled: true,
        ..tus(460, None)
    };
    let mut upload = Upload::new(2 * PIECE);
    let mut sent = 0;
    for _ in 0..100 {
        let step = upload.next();
        let answer = match step {
            UploadStep::Done(end) => {
                assert_eq!(end, UploadEnd::Refused);
                assert_eq!(sent, 3, "each time all of it");
                return;
            }
            UploadStep::Wait(_) => {
                upload.hint();
                continue;
            }
            UploadStep::Send { to, .. } if to == 2 * PIECE => {
                sent += 1;
                spoiled
            }
            UploadStep::Send { to, .. } => tus(204, Some(to)),
            _ => tus(200, Some(0)),
        };
        upload.answered(step, answer, 7);
    }
    panic!("sent for ever: {upload:?}");
}

#[test]
fn a_server_that_forgets_what_it_has_made_is_not_asked_without_a_pause() {
    let mut upload = Upload::new(10);
    for _ in 0..3 {
        upload.hint();
        upload.answered(UploadStep::Create, tus(201, Some(0)), 0);
        upload.answered(upload.next(), tus(404, None), 0);
    }
    assert!(matches!(upload.next(), UploadStep::Wait(1..)));
}

#[test]
fn the_servers_wait_is_honoured() {
    let mut upload = Upload::new(10);
    let busy = UploadAnswer {
        retry_after: Some(30_000),
        ..tus(429, None)
    };
    upload.answered(UploadStep::Create, busy, 0);
    assert_eq!(upload.next(), UploadStep::Wait(30_000));
}

#[test]
fn a_file_taken_back_ends_unless_all_of_it_is_there() {
    let mut upload = Upload::new(10);
    upload.answered(UploadStep::Create, tus(201, Some(0)), 0);
    upload.withdraw();
    assert_eq!(upload.next(), UploadStep::Withdraw);
    upload.answered(UploadStep::Withdraw, tus(204, None), 0);
    let gone = UploadStep::Done(UploadEnd::Arrived(Arrival::Withdrawn));
    assert_eq!(upload.next(), gone);

    let mut late = Upload::new(10);
    late.withdraw();
    late.answered(UploadStep::Withdraw, tus(409, None), 0);
    late.answered(UploadStep::Create, tus(201, Some(10)), 0);
    let there = UploadStep::Done(UploadEnd::Arrived(Arrival::Received));
    assert_eq!(late.next(), there);
}
