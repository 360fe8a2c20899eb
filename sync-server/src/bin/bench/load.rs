//! Clients that ask as fast as they get answers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::sync::Digest;
use domain::sync::wire::{PROTOCOL_HEADER, SUBMISSION_MEDIA};
use uuid::Uuid;

use crate::fill::Known;
use crate::line::{Broken, Line, PATIENCE};
use crate::made_up::Chance;

/// One client's next question.
struct Question {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// So many questions a second were answered well.
async fn ask(
    addresses: &[SocketAddr],
    clients: usize,
    time: Duration,
    question: impl Fn(&mut Chance) -> Question + Send + Sync + 'static,
) -> Result<f64, Broken> {
    let question = Arc::new(question);
    let began = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|n| {
            let question = question.clone();
            let address = addresses[n % addresses.len()];
            tokio::spawn(async move {
                let mut chance = Chance::new(n as u64);
                let mut line = Line::connect(address).await?;
                let mut answered = 0_u32;
                while began.elapsed() < time {
                    let Question {
                        method,
                        path,
                        headers,
                        body,
                    } = question(&mut chance);
                    let status = line.ask(method, &path, &headers, &body).await?;
                    if !matches!(status, 200 | 201) {
                        return Err(format!("{method} was answered {status}").into());
                    }
                    answered += 1;
                }
                Ok::<u32, Broken>(answered)
            })
        })
        .collect();
    let mut answered = 0.0;
    for task in tasks {
        answered += f64::from(tokio::time::timeout(time + PATIENCE, task).await???);
    }
    Ok(answered / began.elapsed().as_secs_f64())
}

/// Submissions made beforehand: what is measured is the server and not their making.
fn pushes_of(count: usize, seed: u64) -> Result<Vec<(Vec<u8>, Digest)>, Broken> {
    let mut chance = Chance::new(seed);
    let one = |_| {
        let body = serde_json::to_vec(&chance.submission())?;
        let digest = Digest::of(&body);
        Ok((body, digest))
    };
    (0..count).map(one).collect()
}

fn push((body, digest): &(Vec<u8>, Digest)) -> Question {
    Question {
        method: "PUT",
        path: format!("/api/v1/submissions/{}", Uuid::now_v7()),
        headers: vec![
            ("content-type", SUBMISSION_MEDIA.to_owned()),
            ("content-digest", digest.as_str().to_owned()),
            (PROTOCOL_HEADER, "1".to_owned()),
        ],
        body: body.clone(),
    }
}

/// Pushes at servers on one journal, as many clients at each.
pub(crate) async fn pushes(
    addresses: &[SocketAddr],
    clients: usize,
    time: Duration,
) -> Result<f64, Broken> {
    let ready = pushes_of(1_000, 1)?;
    ask(addresses, clients, time, move |chance| {
        push(&ready[chance.below(ready.len())])
    })
    .await
}

/// The time of each of `count` pushes of one client.
pub(crate) async fn one_by_one(address: SocketAddr, count: usize) -> Result<Vec<Duration>, Broken> {
    let ready = pushes_of(count, 77)?;
    let mut line = Line::connect(address).await?;
    let mut times = Vec::with_capacity(count);
    for one in &ready {
        let Question {
            method,
            path,
            headers,
            body,
        } = push(one);
        let began = Instant::now();
        let status = line.ask(method, &path, &headers, &body).await?;
        times.push(began.elapsed());
        if status != 201 {
            return Err(format!("a push was answered {status}").into());
        }
    }
    Ok(times)
}

pub(crate) async fn look_ups(
    address: SocketAddr,
    clients: usize,
    known: &[Known],
    time: Duration,
) -> Result<f64, Broken> {
    let known = known.to_vec();
    let question = move |chance: &mut Chance| {
        let (index, year) = &known[chance.below(known.len())];
        Question {
            method: "POST",
            path: "/api/v1/look-ups".into(),
            headers: vec![("content-type", "application/json".into())],
            body: serde_json::json!({"index": index, "year": year})
                .to_string()
                .into(),
        }
    };
    ask(&[address], clients, time, question).await
}

pub(crate) async fn hellos(
    address: SocketAddr,
    clients: usize,
    time: Duration,
) -> Result<f64, Broken> {
    let question = |_: &mut Chance| Question {
        method: "GET",
        path: "/".into(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    ask(&[address], clients, time, question).await
}
