//! Which words of a request can be searched for.
//!
//! The words are cut here and not by the database: Ukrainian writes an apostrophe inside words in
//! three ways and stress marks now and then, and a search must find them all.

/// The longest word kept, in characters: longer ones are addresses and noise.
const LONGEST: usize = 40;
/// The most words of one search.
const MOST: usize = 12;

/// The words of these texts with a space after each, in lower case, without apostrophes and
/// stress marks. Only letters and digits are left.
#[must_use]
pub fn words(texts: &[&str]) -> String {
    let mut found = String::with_capacity(texts.iter().map(|text| text.len() + 1).sum());
    for text in texts {
        let mut length = 0;
        for c in text.chars().chain(std::iter::once(' ')) {
            if is_letter(c) {
                if length < LONGEST {
                    push_lower(&mut found, c);
                }
                length += 1;
            } else if length > 0 && !is_inside_words(c) {
                found.push(' ');
                length = 0;
            }
        }
    }
    found
}

/// The general answer is slow to find; nearly all letters are ours.
fn is_letter(c: char) -> bool {
    matches!(c, 'А'..='я' | 'a'..='z' | '0'..='9' | 'A'..='Z' | 'Є' | 'І' | 'Ї' | 'є' | 'і' | 'ї' | 'Ґ' | 'ґ')
        || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_inside_words(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '\u{301}')
}

fn push_lower(found: &mut String, c: char) {
    match c {
        'а'..='я' | 'a'..='z' | '0'..='9' => found.push(c),
        // Some letters become a letter and a mark; the mark is none.
        _ => found.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
    }
}

/// The beginnings of words a search asks for; all must be met.
#[must_use]
pub fn beginnings(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = words(&[typed])
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ukrainian_text() {
        assert_eq!(
            words(&["П’ять ’ п'ЯТЬ", "за́пит № 15/02-19!"]),
            "пять пять запит 15 02 19 "
        );
        assert_eq!(beginnings("Їжак їжак İ"), ["i", "їжак"]);
        assert_eq!(
            words(&[&"ґ".repeat(50)]),
            format!("{} ", "ґ".repeat(LONGEST))
        );
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
