//! Which words of a request can be searched for.
//!
//! The words are cut here and not by the database: Ukrainian writes an apostrophe inside words in
//! three ways and stress marks now and then, and a search must find them all.

use std::collections::BTreeSet;

/// The longest word kept, in characters: longer ones are addresses and noise.
const LONGEST: usize = 40;
/// The most words of one search.
const MOST: usize = 12;

/// The different words of these texts, in lower case, without apostrophes and stress marks.
#[must_use]
pub fn words(texts: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut word = String::new();
    for text in texts {
        for c in text.chars().chain(std::iter::once(' ')) {
            match c {
                '\'' | '’' | 'ʼ' | '‘' | '`' | '\u{301}' => {}
                c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
                _ if word.is_empty() => {}
                _ => {
                    found.insert(word.chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect());
                    word.clear();
                }
            }
        }
    }
    found.remove("");
    found
}

/// The beginnings of words a search asks for; all must be met.
#[must_use]
pub fn beginnings(typed: &str) -> Vec<String> {
    words(&[typed]).into_iter().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ukrainian_text() {
        let found: Vec<String> = words(&["П’ять п'ять, за́пит № 15/02-19!"]).into_iter().collect();
        assert_eq!(found, ["02", "15", "19", "запит", "пять"]);
        assert!(words(&["", " — *** \"\" ()"]).is_empty());
    }

    #[test]
    fn a_search_cannot_carry_a_query_language() {
        for typed in ["\" OR 1=1 --", "NEAR(a b)", "a* AND -b", "words:x ^y {z}"] {
            for word in beginnings(typed) {
                assert!(word.chars().all(char::is_alphanumeric), "{word}");
            }
        }
        assert_eq!(beginnings(&"слово ".repeat(100)).len(), 1);
    }
}
