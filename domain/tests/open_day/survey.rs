//! Answers: what fits, what is counted, and that merging in any order counts nobody twice.

use std::collections::BTreeMap;

use domain::open_day::survey::{
    AnswerProblem, Answers, Asked, Channel, Merged, Reply, SurveyAnswer, SurveyQuestion, check,
    proposed, tally,
};
use proptest::prelude::*;
use uuid::Uuid;

fn options(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn questions() -> Vec<SurveyQuestion> {
    let asked = |answer| SurveyQuestion {
        text: "Питання".into(),
        answer,
    };
    vec![
        asked(Asked::Single {
            options: options(&["так", "ні"]),
        }),
        asked(Asked::Multiple {
            options: options(&["а", "б", "в"]),
        }),
        asked(Asked::Text),
        asked(Asked::Rating { highest: 5 }),
        asked(Asked::Themes {
            options: options(&["Дороги", "Вода", "Школи"]),
        }),
    ]
}

fn answer(replies: &[(u8, Reply)]) -> SurveyAnswer {
    SurveyAnswer {
        v: 1,
        channel: Channel::Web,
        finished_at: 0,
        replies: replies.iter().cloned().collect(),
    }
}

#[test]
fn what_does_not_fit_its_question_is_no_answer() {
    let text = |text: &str| Reply::Text(text.into());
    let rows = [
        (vec![], Err(AnswerProblem::Empty)),
        (vec![(0, Reply::Single(1))], Ok(())),
        (vec![(0, Reply::Single(2))], Err(AnswerProblem::Unfitting)),
        (vec![(0, text("так"))], Err(AnswerProblem::Unfitting)),
        (vec![(1, Reply::Multiple(vec![2, 0]))], Ok(())),
        (
            vec![(1, Reply::Multiple(vec![2, 2]))],
            Err(AnswerProblem::Unfitting),
        ),
        (
            vec![(1, Reply::Multiple(vec![]))],
            Err(AnswerProblem::Unfitting),
        ),
        (vec![(2, text(" "))], Err(AnswerProblem::Unfitting)),
        (
            vec![(2, text(&"ї".repeat(2_001)))],
            Err(AnswerProblem::TooLong),
        ),
        (vec![(3, Reply::Rating(5))], Ok(())),
        (vec![(3, Reply::Rating(0))], Err(AnswerProblem::Unfitting)),
        (vec![(3, Reply::Rating(6))], Err(AnswerProblem::Unfitting)),
        (vec![(4, Reply::Themes(vec![2, 0, 1]))], Ok(())),
        (
            vec![(4, Reply::Themes(vec![3]))],
            Err(AnswerProblem::Unfitting),
        ),
        (vec![(5, Reply::Single(0))], Err(AnswerProblem::Unfitting)),
    ];
    for (replies, expected) in rows {
        assert_eq!(
            check(&questions(), &answer(&replies)),
            expected,
            "{replies:?}"
        );
    }
}

#[test]
fn votes_are_counted_and_a_theme_is_proposed() {
    let said = |text: &str| Reply::Text(text.into());
    let answers = [
        answer(&[
            (0, Reply::Single(0)),
            (2, said("Більше світла")),
            (4, Reply::Themes(vec![1, 0])),
        ]),
        answer(&[
            (0, Reply::Single(1)),
            (2, said("більше  СВІТЛА ")),
            (4, Reply::Themes(vec![1])),
        ]),
        answer(&[
            (0, Reply::Single(0)),
            (2, said("Лавки")),
            (4, Reply::Themes(vec![0, 2, 1])),
        ]),
        answer(&[(3, Reply::Rating(5))]),
    ];
    let counted = tally(&questions(), &answers);
    assert_eq!((counted[0].answered, &counted[0].votes), (3, &vec![2, 1]));
    assert_eq!(
        counted[2].texts,
        [("Більше світла".to_owned(), 2), ("Лавки".to_owned(), 1)]
    );
    assert_eq!(counted[3].votes, [0, 0, 0, 0, 1]);
    // Three themes: the first wish has 3 points, the second 2, the third 1.
    assert_eq!(counted[4].votes, [2 + 3, 3 + 3 + 1, 2]);
    assert_eq!(proposed(&questions(), &counted), ["Вода"]);
    assert!(proposed(&questions(), &tally(&questions(), &[])).is_empty());
}

proptest! {
    /// Phones and kiosks bring the same answers in any order, any number of times.
    #[test]
    fn merging_counts_nobody_twice(
        arrivals in prop::collection::vec((0..30_u128, 0..2_u8), 0..200),
    ) {
        let mut all = Answers::default();
        let mut first: BTreeMap<u128, u8> = BTreeMap::new();
        for (id, option) in arrivals {
            let merged = all.merge(Uuid::from_u128(id), answer(&[(0, Reply::Single(option))]));
            let expected = match first.get(&id) {
                None => Merged::New,
                Some(known) if *known == option => Merged::Same,
                Some(_) => Merged::Conflict,
            };
            prop_assert_eq!(merged, expected);
            first.entry(id).or_insert(option);
        }
        let counted = tally(&questions(), all.iter());
        prop_assert_eq!(counted[0].answered as usize, first.len());
        prop_assert_eq!(counted[0].votes.iter().sum::<u32>() as usize, first.len());
    }
}
