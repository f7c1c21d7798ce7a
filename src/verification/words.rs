//! The words of a text as they are compared: case, marks, punctuation and spaces don't count, numbers do.
//!
//! ```text
//! word      = letter { letter | apostrophe letter | "." letter "." } | digit { digit | "," digit | "." digit | letter }
//! symbol    = "%" | "$" | "£" | "€"
//! ```
//!
//! Apostrophes and the commas of numbers are left out ("don’t" is "dont", "1,500" is "1500"), so are the stops of
//! "U.S."; a hyphen parts words. Where a word begins is told without looking back, so that reading may begin at any.

use crate::folding;
use crate::text::Span;

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// The hash of its letters in lower case: two words of one key are the same word.
    pub key: u64,
}

/// The words of `text` from a byte offset on, which must be the start of a word or of the text.
pub fn words(text: &str, from: usize) -> Words<'_> {
    Words { text, at: from.min(text.len()) }
}

/// The key of a word written alone.
pub fn key(word: &str) -> Option<u64> {
    words(word, 0).next().map(|word| word.key)
}

/// An iterator over words.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if byte.is_ascii_alphanumeric() {
                break;
            }
            if byte < 0x80 {
                self.at += 1;
                if matches!(byte, b'%' | b'$') {
                    return Some(self.symbol(1));
                }
                continue;
            }
            let first = self.text[self.at..].chars().next()?;
            if first.is_alphanumeric() {
                break;
            }
            self.at += first.len_utf8();
            if matches!(first, '£' | '€') {
                return Some(self.symbol(first.len_utf8()));
            }
        }
        Some(self.word())
    }
}

impl Words<'_> {
    fn symbol(&self, length: usize) -> Word {
        let span = Span::new(self.at - length, self.at);
        Word { span, key: folding::hash(span.of(self.text).chars()) }
    }

    fn word(&mut self) -> Word {
        let start = self.at;
        let mut key = folding::Hash::default();
        let mut letters = 0;
        let mut last = '\0';
        while let Some(character) = self.character(self.at) {
            let width = character.len_utf8();
            if character.is_ascii() && character.is_alphanumeric() {
                key.byte(character.to_ascii_lowercase() as u8);
            } else if character.is_alphanumeric() {
                character.to_lowercase().for_each(|lower| key.character(lower));
            } else if is_silent(character) {
                self.at += width;
                continue;
            } else {
                let next = self.character(self.at + width).filter(|next| next.is_alphanumeric());
                let Some(next) = next else { break };
                match character {
                    '\'' | '’' | 'ʼ' => {}
                    ',' if last.is_ascii_digit() && next.is_ascii_digit() => {}
                    '.' if last.is_ascii_digit() && next.is_ascii_digit() => key.byte(b'.'),
                    '.' if letters == 1 && last.is_alphabetic() && next.is_alphabetic() => letters = 0,
                    _ => break,
                }
                self.at += width;
                continue;
            }
            letters += 1;
            last = character;
            self.at += width;
        }
        Word { span: Span::new(start, self.at), key: key.value() }
    }

    fn character(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at)? {
            byte @ ..0x80 => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }
}

/// Characters inside of words that nobody sees: the soft hyphen, joiners, combining accents.
fn is_silent(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u64> {
        words(text, 0).map(|word| word.key).collect()
    }

    #[test]
    fn dress_does_not_count_and_numbers_do() {
        assert_eq!(keys("“Don’t go,” the U.S. said"), keys("DON'T go the us — Said!"));
        assert_eq!(keys("a long-term plan"), keys("a long term plan"));
        assert_eq!(keys("1,500 people"), keys("1500 people"));
        assert_ne!(keys("1.5 percent"), keys("15 percent"));
        assert_ne!(keys("5%"), keys("5"));
        assert_eq!(keys("end.Next"), keys("end next"), "a stop without a space should part words");
        assert!(keys(" “…” — ").is_empty(), "marks should be no words");
    }

    #[test]
    fn reading_may_begin_at_any_word() {
        let text = "“It’s 1,500 in the U.S.,” Ñuñez said — 5% of it. Soft\u{ad}ly.";
        let all: Vec<Word> = words(text, 0).collect();
        for (number, word) in all.iter().enumerate() {
            let rest: Vec<Word> = words(text, word.span.start).collect();
            assert_eq!(rest, all[number..], "the rest should be the same from `{}`", word.span.of(text));
        }
    }
}
