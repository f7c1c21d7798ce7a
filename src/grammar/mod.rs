//! Typed loading of the language knowledge in `grammar/`.

mod classes;
mod compact;
mod cues;
mod inflection;
mod kinds;
mod lexicon;
mod lists;
mod maker;
mod numbers;
mod patterns;
mod reader;
#[cfg(test)]
mod writing;

use std::sync::LazyLock;

pub use classes::Classes;
pub use cues::{Cue, CueKind, Frames};
pub use kinds::Kinds;
pub use lexicon::{Lexicon, Phrase, UNKNOWN, Word};
pub use numbers::Key;
pub use patterns::{Anchor, Part, Pattern, Shape};
pub use reader::Examples;

use self::lists::LISTS;
use crate::error::Error;

/// The attribution patterns, built into the program.
const PATTERNS: (&str, &str) = ("grammar/attribution.patterns", include_str!("../../grammar/attribution.patterns"));

/// The lexicon that `build.rs` has made of the word lists.
const LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon"));

/// All that is known of the language.
#[derive(Debug)]
pub struct Grammar {
    /// The words.
    pub lexicon: Lexicon,
    /// The attribution patterns, in order of their rank.
    pub patterns: Vec<Pattern>,
}

impl Grammar {
    /// The grammar built into the program, read once.
    ///
    /// # Panics
    ///
    /// Where a grammar file of the project itself is faulty, which its tests refuse.
    pub fn builtin() -> &'static Grammar {
        static BUILTIN: LazyLock<Grammar> = LazyLock::new(|| {
            let lexicon = compact::read(LEXICON).ok_or_else(|| Error::new("the lexicon is not whole"));
            let (name, text) = PATTERNS;
            let patterns = patterns::read(text).map_err(|error| error.at(name));
            match lexicon.and_then(|lexicon| Ok(Grammar { lexicon, patterns: patterns? })) {
                Ok(grammar) => grammar,
                Err(error) => panic!("{error}"),
            }
        });
        &BUILTIN
    }

    /// Reads grammar files, given as name and text; those that end in `.patterns` hold patterns.
    /// An error gives file, line and reason.
    pub fn read(files: &[(&'static str, &str)]) -> Result<Grammar, Error> {
        let (patterns, lists): (Vec<_>, Vec<_>) =
            files.iter().copied().partition(|(name, _)| name.ends_with(".patterns"));
        let mut grammar = Grammar { lexicon: maker::read(&lists)?, patterns: Vec::new() };
        for (name, text) in patterns {
            grammar.patterns.extend(patterns::read(text).map_err(|error| error.at(name))?);
        }
        Ok(grammar)
    }

    /// The examples of every entry and pattern of the built-in grammar, with the file that they stand in: for tests.
    /// They are read anew, because no other run needs them. An error gives file, line and reason.
    pub fn examples() -> Result<Vec<(&'static str, Examples<'static>)>, Error> {
        let mut examples = Vec::new();
        for (name, text) in LISTS {
            for mut entry in reader::entries(text).map_err(|error| error.at(name))? {
                examples.push((name, entry.examples().map_err(|error| error.at(name))?));
            }
        }
        let (name, text) = PATTERNS;
        let patterns = patterns::read(text).map_err(|error| error.at(name))?;
        examples.extend(patterns.into_iter().map(|pattern| (name, pattern.examples)));
        Ok(examples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_words_share_a_key() {
        let plain =
            LISTS.iter().flat_map(|(_, text)| text.split(|c: char| !c.is_alphanumeric() && !"'.-&".contains(c)));
        let mut words: Vec<String> = plain.map(str::to_lowercase).collect();
        words.sort_unstable();
        words.dedup();
        let forms = words.iter().flat_map(|word| ["", "s", "ed", "ing"].map(|end| format!("{word}{end}")));
        let mut keys: Vec<(Key, String)> = forms.map(|word| (Key::of(&word), word)).collect();
        keys.sort_unstable();
        keys.dedup();
        let shared: Vec<_> = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0).collect();
        assert!(keys.len() > words.len() && shared.is_empty(), "each word should have a key of its own: {shared:?}");
    }

    #[test]
    fn the_lexicon_of_the_build_is_that_of_the_lists() {
        let read = maker::read(&LISTS).expect("the lists should be sound");
        assert!(writing::write(&read) == LEXICON, "what is read now should be what the build has read");
        assert!(writing::write(&Grammar::builtin().lexicon) == LEXICON, "what was written should be read again");
        assert!(compact::read(&LEXICON[..LEXICON.len() - 1]).is_none(), "what is cut off should be refused");
    }
}
