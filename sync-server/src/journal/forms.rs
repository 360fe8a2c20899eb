//! Word forms: what a typed Ukrainian word may look like in a text.
//!
//! Only the question is widened, nothing that is indexed: the endings of the typed word are taken
//! off, the vowels and consonants that alternate are tried, and any word that begins like one of
//! these stems is found. Rather too much is found than too little. It knows endings and no words:
//! a dictionary (hunspell's is 3 MB) gives no stem for names of people and streets, and no
//! maintained stemmer knows Ukrainian.

use std::collections::HashSet;

use super::search::beginnings;

/// How a word may stand in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Any word that begins so.
    Beginning(String),
    /// This very word.
    Whole(String),
}

/// What a text must have to be found: of every typed word one of its forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought(Vec<Word>);

/// The shortest part that is looked for inside of words, in characters.
const PART: usize = 4;
/// A part that more words have inside than this is looked for at their beginnings only.
pub const MOST_INSIDE: usize = 200;

/// The forms of one typed word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Word {
    typed: String,
    beginnings: Vec<String>,
    whole: HashSet<String>,
}

impl Sought {
    /// What this search asks for.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let words = beginnings(typed);
        Self(words.iter().map(|word| Word::of(word)).collect())
    }

    /// The typed words that are looked for inside of others too: nobody means the words that have
    /// one or two of their letters.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let parts = self.0.iter().map(|word| &word.typed);
        parts
            .filter(|typed| typed.chars().count() >= PART)
            .cloned()
            .collect()
    }

    /// Lets the words of the journal that have this part inside be found for it; too many are none.
    pub fn found_inside(&mut self, part: &str, words: Vec<String>) {
        if words.len() <= MOST_INSIDE
            && let Some(word) = self.0.iter_mut().find(|word| word.typed == part)
        {
            word.whole.extend(words);
        }
    }

    /// Whether nothing can be found: no letter and no digit was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether these words, as [`super::search::words`] cuts them, have a form of each.
    #[must_use]
    pub fn is_in(&self, words: &str) -> bool {
        self.0
            .iter()
            .all(|sought| words.split(' ').any(|word| sought.is(word)))
    }

    /// The forms of each typed word, told by one function and put together by another.
    pub fn told(&self, one: impl Fn(Form) -> String, any: &str, all: &str) -> String {
        let word = |word: &Word| {
            let forms: Vec<String> = word.forms().map(&one).collect();
            format!("({})", forms.join(any))
        };
        self.0.iter().map(word).collect::<Vec<_>>().join(all)
    }
}

impl Word {
    fn of(typed: &str) -> Self {
        let mut word = Self {
            typed: typed.to_owned(),
            ..Self::default()
        };
        for form in forms(typed) {
            match form {
                Form::Beginning(stem) => word.beginnings.push(stem),
                Form::Whole(whole) => drop(word.whole.insert(whole)),
            }
        }
        word
    }

    fn is(&self, word: &str) -> bool {
        self.beginnings
            .iter()
            .any(|stem| word.starts_with(stem.as_str()))
            || self.whole.contains(word)
    }

    fn forms(&self) -> impl Iterator<Item = Form> {
        let beginnings = self.beginnings.iter().cloned().map(Form::Beginning);
        beginnings.chain(self.whole.iter().cloned().map(Form::Whole))
    }
}

/// The shortest stem of which any ending is taken; of one letter less only known endings are.
const STEM: usize = 4;

/// Endings of nouns and adjectives, the longest first.
const ENDINGS: [&str; 48] = [
    "іями", "ього", "ьому", "ями", "ами", "ові", "еві", "єві", "ого", "ому", "ими", "іми", "ією",
    "іям", "іях", "ія", "ії", "ію", "ій", "іє", "ий", "их", "им", "ої", "ою", "ею", "єю", "ах",
    "ях", "ам", "ям", "ом", "ем", "єм", "ів", "їв", "ей", "а", "я", "о", "е", "є", "и", "і", "ї",
    "у", "ю", "ь",
];

/// The endings a short stem is tried with.
const SHORT: [&str; 33] = [
    "", "а", "я", "о", "е", "и", "і", "ї", "у", "ю", "ь", "ою", "ею", "єю", "ом", "ем", "єм", "ам",
    "ям", "ах", "ях", "ами", "ями", "ів", "їв", "ей", "ові", "еві", "ий", "ого", "ому", "их", "ої",
];

/// How this word, as [`super::search::words`] cuts it, may stand in a text.
#[must_use]
pub fn forms(word: &str) -> Vec<Form> {
    let mut found = vec![Form::Beginning(word.to_owned())];
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < STEM - 1 || !letters.iter().all(|c| is_ukrainian(*c)) {
        return found;
    }
    if let Some((stem, ending)) = cut(&letters, |length| length >= STEM) {
        let stems = alternating(stem, ending);
        found.extend(stems.into_iter().map(Form::Beginning));
    }
    if let Some((stem, ending)) = cut(&letters, |length| length == STEM - 1) {
        for stem in alternating(stem, ending) {
            found.extend(SHORT.iter().map(|end| Form::Whole(format!("{stem}{end}"))));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_ukrainian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'є' | 'і' | 'ї' | 'ґ')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'є' | 'и' | 'і' | 'ї' | 'о' | 'у' | 'ю' | 'я')
}

/// The word without its longest ending that leaves a stem of such a length, and that ending.
fn cut(letters: &[char], fits: impl Fn(usize) -> bool) -> Option<(&[char], &'static str)> {
    let ending = ENDINGS.iter().chain([&""]).find(|ending| {
        let left = letters.len().checked_sub(ending.chars().count());
        left.is_some_and(|left| {
            let has_vowel = letters[..left].iter().any(|c| is_vowel(*c));
            fits(left) && has_vowel && letters[left..].iter().copied().eq(ending.chars())
        })
    })?;
    Some((&letters[..letters.len() - ending.chars().count()], ending))
}

/// The stem and what it alternates with.
fn alternating(stem: &[char], ending: &str) -> Vec<String> {
    let mut stems = vec![stem.to_vec()];
    // «рішення», «рішень».
    if let [.., a, b] = stem
        && a == b
        && !is_vowel(*b)
        && stem.len() > STEM
    {
        stems = vec![stem[..stem.len() - 1].to_vec()];
    }
    stems.extend(other_consonant(stem, ending));
    let vowels: Vec<Vec<char>> = stems
        .iter()
        .flat_map(|one| [fleeting(one, ending), other_vowel(one, ending)].concat())
        .collect();
    let consonants: Vec<Vec<char>> = vowels
        .iter()
        .filter_map(|one| other_consonant(one, ending))
        .collect();
    stems.extend(vowels);
    stems.extend(consonants);
    stems.iter().map(|stem| stem.iter().collect()).collect()
}

/// «дорога» and «дорозі», «рука» and «руці».
fn other_consonant(stem: &[char], ending: &str) -> Option<Vec<char>> {
    let (last, before) = stem.split_last()?;
    let other = match (last, ending) {
        ('г', _) => 'з',
        ('к', _) => 'ц',
        ('х', _) => 'с',
        ('з', "і") => 'г',
        ('ц', "і") => 'к',
        ('с', "і") => 'х',
        _ => return None,
    };
    Some([before, &[other]].concat())
}

/// «школа» and «шкіл», «якість» and «якості»: і stands in closed syllables, о and е in open ones.
fn other_vowel(stem: &[char], ending: &str) -> Vec<Vec<char>> {
    let Some(at) = stem.iter().rposition(|c| is_vowel(*c)) else {
        return Vec::new();
    };
    let others: &[char] = match (stem[at], ending) {
        _ if at + 1 == stem.len() => &[],
        ('і', "" | "ь" | "ю") => &['о', 'е'],
        ('о' | 'е', _) => &['і'],
        _ => &[],
    };
    let with = |other: &char| [&stem[..at], &[*other], &stem[at + 1..]].concat();
    others.iter().map(with).collect()
}

/// «будинок» and «будинку», «мешканець» and «мешканця», «земля» and «земель».
fn fleeting(stem: &[char], ending: &str) -> Vec<Vec<char>> {
    let [before @ .., last] = stem else {
        return Vec::new();
    };
    let vowels: &[char] = match last {
        'к' => &['о'],
        'ц' => &['е'],
        'л' | 'н' | 'р' => &['о', 'е'],
        _ => return Vec::new(),
    };
    match before {
        [rest @ .., other, vowel]
            if matches!(ending, "" | "ь")
                && vowels.contains(vowel)
                && !is_vowel(*other)
                && stem.len() > STEM =>
        {
            vec![[rest, &[*other, *last]].concat()]
        }
        [.., other] if !is_vowel(*other) && *other != 'ь' => vowels
            .iter()
            .map(|vowel| [before, &[*vowel, *last]].concat())
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        forms(typed).iter().any(|form| match form {
            Form::Beginning(stem) => text.starts_with(stem.as_str()),
            Form::Whole(word) => text == word,
        })
    }

    #[test]
    fn any_form_of_a_word_finds_any_other() {
        let table = [
            "дорога дороги дорозі дорогу дорогою доріг дорогам дорогах",
            "ремонт ремонту ремонтом ремонти ремонтів ремонтах",
            "школа школи школі школу школою шкіл школам школах",
            "рішення рішень рішенням рішеннями рішеннях",
            "якість якості якістю",
            "область області областю областей областях",
            "будинок будинку будинком будинки будинків",
            "мешканець мешканця мешканцем мешканці мешканців",
            "земля землі землю землею земель",
            "договір договору договором договори договорів",
            "інформація інформації інформацію інформацією",
            "вулиця вулиці вулицю вулицею вулиць вулицях",
            "площа площі площу площею площ",
            "комунальний комунального комунальному комунальна комунальної комунальні комунальних",
            "вода води воді воду водою",
            "суд суду судом суди судів",
            "парк парку парком парки парків",
            "бюджет бюджету бюджеті бюджетом",
            "шевченко шевченка шевченку шевченком",
            "люди людей людям людьми",
            "посадка посадки посадці посадку посадок",
            "рік року роком роки років",
        ];
        // What it does not know: endings of two or three words in the language.
        let known_gaps = [("людьми", "людям"), ("людьми", "людей"), ("людьми", "люди")];
        for row in table {
            for typed in row.split(' ') {
                for text in row.split(' ') {
                    let gap = known_gaps
                        .iter()
                        .any(|(a, b)| (typed, text) == (*a, *b) || (typed, text) == (*b, *a));
                    assert!(gap || finds(typed, text), "{typed} does not find {text}");
                }
            }
        }
    }

    #[test]
    fn a_text_has_some_form_of_every_word() {
        let text = super::super::search::words(&["Верболіс Оксана", "Якість води в криницях"]);
        for (typed, is_in) in [
            ("вода криниця", true),
            ("верболі якістю", true),
            ("вода колодязь", false),
            ("риниц", false),
            ("№", true),
        ] {
            let sought = Sought::of(typed);
            assert_eq!(sought.is_in(&text), is_in, "{typed}");
            assert_eq!(sought.is_empty(), typed == "№");
        }
    }

    #[test]
    fn a_part_is_found_inside_of_the_words_there_are() {
        let mut sought = Sought::of("риниц вод");
        assert_eq!(
            sought.parts(),
            ["риниц"],
            "of three letters all words have some"
        );
        sought.found_inside("риниц", vec!["криницях".into()]);
        assert!(sought.is_in("якість води в криницях "));
        assert!(!sought.is_in("вода в криниці "));
        let many = (0..=MOST_INSIDE).map(|n| format!("міст{n}")).collect();
        let mut common = Sought::of("іст1");
        common.found_inside("іст1", many);
        assert!(!common.is_in("міст1"));
    }

    #[test]
    fn another_word_is_not_found() {
        for (typed, text) in [
            ("місто", "мости"),
            ("вода", "водій"),
            ("суд", "сусід"),
            ("дорога", "дорослий"),
            ("кошторис", "кошти"),
            ("school", "scholar"),
        ] {
            assert!(!finds(typed, text), "{typed} finds {text}");
        }
    }

    #[test]
    fn what_is_typed_is_always_among_them_and_nothing_else_of_foreign_words() {
        for typed in ["а", "15", "school", "шко", "щ", "ьььь", "зв", "вздовж"] {
            assert!(finds(typed, typed));
        }
        assert_eq!(forms("school"), [Form::Beginning("school".into())]);
        assert_eq!(forms("02"), [Form::Beginning("02".into())]);
        assert!(forms(&"щось".repeat(10)).len() < 40);
    }
}
