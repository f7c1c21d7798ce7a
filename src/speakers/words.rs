//! The words of names and descriptions. They are compared whatever their case, and most are told apart by their first
//! letters alone: a draft weighs some forty rows for each description, and hardly any holds the word it asks for.

use std::borrow::Cow;

use crate::eights;
use crate::text::{LetterWords, Letters};

/// A name as its words.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// All of it.
    pub whole: &'a str,
    /// The first word.
    pub first: &'a str,
    /// The last word.
    pub last: &'a str,
    /// How many there are.
    pub count: u32,
    /// Their first letters.
    pub initials: Initials,
}

impl<'a> Words<'a> {
    /// The words of a name.
    pub fn of(whole: &'a str) -> Self {
        let mut words = Self { whole, first: "", last: "", count: 0, initials: Initials::NONE };
        for word in parts(whole) {
            if words.count == 0 {
                words.first = word;
            }
            words.last = word;
            words.count += 1;
            words.initials = words.initials.with(Initials::of(word));
        }
        words
    }

    /// What a draft calls somebody whom it doesn't name, where no more than its first word is asked for.
    pub fn beginning(whole: &'a str) -> Self {
        let end = whole.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(whole.len());
        let plain = end > 0 && whole.as_bytes().get(end).is_none_or(|byte| *byte == b' ');
        let first = if plain { &whole[..end] } else { parts(whole).next().unwrap_or_default() };
        Self { whole, first, last: first, count: u32::from(!first.is_empty()), initials: Initials::NONE }
    }

    /// A name that is one word.
    pub fn one(word: &'a str) -> Self {
        Self { whole: word, first: word, last: word, count: 1, initials: Initials::of(word) }
    }

    /// Each of them.
    pub fn parts(&self) -> LetterWords<'a> {
        parts(self.whole)
    }

    /// Whether `line` is these words with a space between each.
    pub fn are_on_line(&self, line: &str) -> bool {
        let mut rest = line;
        for (number, part) in self.parts().enumerate() {
            let here = if number > 0 { rest.strip_prefix(' ') } else { Some(rest) };
            let Some(behind) = here.and_then(|here| here.strip_prefix(part)) else { return false };
            rest = behind;
        }
        rest.is_empty()
    }
}

/// The words of a name.
pub fn parts(name: &str) -> LetterWords<'_> {
    static LETTERS: Letters = Letters::VISIBLE;
    LETTERS.words(name)
}

/// What stands behind the first hyphen of a word.
pub fn behind_hyphen(word: &str) -> Option<&str> {
    // Most have none.
    let may_be = |eight| eights::are(eight & !eights::HIGHEST, b'-');
    if eights::fold(word.as_bytes(), b' ', 0, |any, _, eight| any | may_be(eight)) == 0 {
        return None;
    }
    word.bytes().position(|byte| byte == b'-').map(|hyphen| &word[hyphen + 1..])
}

/// The words of a description by which another may refer to the same: a title, a role.
pub fn roles(description: &str) -> impl Iterator<Item = &str> {
    static LETTERS: Letters = Letters::and([b'-', b'.']);
    let dots = |word: &str| word.bytes().rev().take_while(|byte| *byte == b'.').count();
    LETTERS.words(description).map(move |word| &word[..word.len() - dots(word)]).filter(|word| word.len() > 1)
}

/// The words of a description that ask for a row.
pub fn asking(description: &str) -> impl Iterator<Item = &str> {
    static LETTERS: Letters = Letters::and([b'-'; 2]);
    LETTERS.words(description).filter(|word| word.len() > 1)
}

/// The first letters of some words, as a set of bits: what shares none with a word doesn't hold it. A bit stands for more
/// than one character, so what shares one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Initials(u32);

impl Initials {
    /// Of no word.
    pub const NONE: Initials = Initials(0);

    /// That of a word; beyond ASCII any.
    pub fn of(word: &str) -> Self {
        match word.as_bytes().first() {
            // A letter has the same five bits in either case.
            Some(byte) if byte.is_ascii() => Self(1 << (byte & 0x1f)),
            _ => Self(u32::MAX),
        }
    }

    /// Those of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they share one.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is no word.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How a word begins: its first three letters without case. Two words that are the same, or forms of one role, have the
/// same beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning(u32);

impl Beginning {
    /// That of a word.
    #[inline]
    pub fn of(word: &str) -> Self {
        match word.as_bytes() {
            // Whatever stands behind, these become no others in lower case.
            [one, two, three, ..] if (one | two | three).is_ascii() => Self::of_bytes(&[*one, *two, *three]),
            _ => Self::of_bytes(lower(word).as_bytes()),
        }
    }

    fn of_bytes(word: &[u8]) -> Self {
        // This bit is the case of a letter. Other bytes may become the same by it, which does no harm.
        Self(word.iter().take(3).fold(0, |all, byte| (all << 8) | u32::from(byte | 0x20)))
    }
}

/// A word that rows are asked for.
#[derive(Debug, Clone)]
pub struct Sought<'a> {
    /// In lower case where it is not ASCII, else as it is written.
    word: Cow<'a, str>,
    /// Its first letter.
    pub initial: Initials,
    /// Its first letters.
    pub beginning: Beginning,
}

impl<'a> Sought<'a> {
    /// A word to ask for.
    pub fn new(word: &'a str) -> Self {
        let word = lower(word);
        Self { initial: Initials::of(&word), beginning: Beginning::of_bytes(word.as_bytes()), word }
    }

    /// Whether another is the same but for its case.
    pub fn is(&self, other: &str) -> bool {
        lower(other).eq_ignore_ascii_case(&self.word)
    }

    /// Whether it is a part of a name; there only ASCII has case.
    pub fn is_part(&self, part: &str) -> bool {
        part.eq_ignore_ascii_case(&self.word)
    }

    /// Whether it is a form of this role: "Sen." and "senator", "spokeswoman" and "spokesman".
    pub fn is_role(&self, role: &str) -> bool {
        let role = lower(role);
        let (role, word) = (role.as_bytes(), self.word.as_bytes());
        let (short, long) = if role.len() <= word.len() { (role, word) } else { (word, role) };
        let begins = short.len() >= 3 && (long.len() <= short.len() + 5 || long.len() == word.len());
        (begins || short.len() == long.len()) && long[..short.len()].eq_ignore_ascii_case(short)
    }
}

/// A word as it compares without regard to the case of ASCII letters.
fn lower(word: &str) -> Cow<'_, str> {
    if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        for (word, other, same) in
            [("Chief", "chief", true), ("chief", "chef", false), ("École", "école", true), ("ÉCOLE", "ecole", false)]
        {
            assert_eq!(Sought::new(word).is(other), same, "{word} and {other} should compare by their letters");
            let sought = Sought::new(word);
            let met = sought.initial.any(Initials::of(other)) && sought.beginning == Beginning::of(other);
            assert!(met || !same, "{word} and {other} should begin alike if they are the same");
        }
    }

    #[test]
    fn roles_have_short_forms() {
        for (role, word, same) in [
            ("sen", "Senator", true),
            ("senator", "Sen", true),
            ("Vi", "vicar", false),
            ("vi", "VI", true),
            ("spokesperson", "spokes", false),
            ("clerk", "Clerkship", true),
            ("chief", "chair", false),
        ] {
            let sought = Sought::new(word);
            assert_eq!(sought.is_role(role), same, "{word} and {role} should be one role: {same}");
            let met = sought.beginning == Beginning::of(role);
            assert!(met || !same, "{word} and {role} should begin alike if they are one role");
        }
    }

    #[test]
    fn a_name_on_one_line_is_its_words() {
        let name = Words::of("Lena\nHolt");
        assert!(name.are_on_line("Lena Holt"), "a line end should count as a space");
        assert!(!name.are_on_line("Lena\nHolt"), "the line should have spaces");
        assert!(!name.are_on_line("Lena Holt-Reyes"), "nothing should be left over");
        assert!(!name.are_on_line("Lena"), "nothing should be lacking");
        assert_eq!((name.first, name.last, name.count), ("Lena", "Holt", 2), "its words should be told");
    }
}
