//! Chromium killed again and again on one profile, in the middle of typing and of submitting
//! (faults 1, 2, 3 and 7 of the design of sync): what the page had said is saved is there.
//!
//! `KILLS=200` for more of them, `TORTURE_SEED=n` repeats a run.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use tests::chance::Chance;
use tests::ledger::Ledger;
use tests::torture::{Death, Person, judge_journal, read_journal};
use tests::{Server, Story};

const KILLS: u32 = 12;

#[tokio::test(flavor = "multi_thread")]
async fn faults_1_2_3_7_killed_in_the_middle_of_typing_and_submitting() -> Result<()> {
    let story = Story::begin("a browser killed in the middle of typing and submitting");
    let kills = std::env::var("KILLS").ok();
    let kills: u32 = kills.map_or(Ok(KILLS), |text| text.parse())?;
    let seed = Chance::seed_of("TORTURE_SEED");
    story.step(&format!("{kills} kills, seed {seed}"));
    let mut chance = Chance::of(seed);
    let server = Server::start().await?;
    let before = read_journal(&server.origin()).await?;
    let ledger = Arc::new(Ledger::default());
    let mut person = Person::arrive("Живучка", &server.origin(), &ledger).await?;
    let begun = Instant::now();
    for nth in 0..kills {
        // Two of three in the middle of typing: it is what people do most.
        let death = if nth % 3 == 2 {
            Death::Submitting
        } else {
            Death::Typing
        };
        person.once(death, &mut chance).await?;
    }
    let each = begun.elapsed().as_secs_f32() / kills as f32;
    story.step(&format!("killed; {each:.2} s each"));
    let shown = person.settle().await?;

    let after = read_journal(&server.origin()).await?;
    let mut breaches = ledger.breaches();
    breaches.extend(judge_journal(&before, &after, &ledger.meant()));
    for (id, index) in &shown {
        let theirs = after.get(id).map(|rows| &rows[0].text);
        if theirs != Some(index) {
            breaches.push(format!(
                "{id} is shown as № {index}, the journal has {theirs:?}"
            ));
        }
    }
    for (what, times) in ledger.counts() {
        story.step(&format!("{what}: {times}"));
    }
    story.step(&format!(
        "registered: {}; losses: {}",
        after.len() - before.len(),
        breaches.len()
    ));
    ensure!(breaches.is_empty(), "seed {seed}: {breaches:#?}");
    ensure!(
        ledger.count_of("drafts found again") > 0,
        "no draft outlived a kill: nothing was tried"
    );
    story.end();
    Ok(())
}
