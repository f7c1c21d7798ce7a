//! Typed loading of the language knowledge in `grammar/`.

mod classes;
mod compact;
mod cues;
mod index;
mod inflection;
mod kinds;
mod lexicon;
mod lists;
mod maker;
mod numbers;
mod parts;
mod patterns;
mod reader;
#[cfg(test)]
mod writing;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub use classes::Classes;
pub use cues::{Cue, CueKind, Frames};
pub use index::{Index, Side};
pub use kinds::Kinds;
pub use lexicon::{Lexicon, Phrase, UNKNOWN, Word};
pub use maker::ENTRY_KINDS;
pub use numbers::{Key, Slot};
pub use parts::{Part, Step, Stretch};
pub use patterns::{Anchor, Pattern, Shape};
pub use reader::{Entry, Examples, Value};

use patterns::Definitions;

use self::lists::LISTS;
use crate::error::Error;
use crate::folding::Hash;

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
    /// Their shapes, by what they hang on.
    pub shapes: Index,
    /// What their files have defined.
    definitions: Definitions,
}

/// What somebody adds to the built-in grammar, in its own form.
#[derive(Debug, Clone)]
pub struct Supplement {
    /// The file that it stands in, as it is named in errors.
    pub path: PathBuf,
    /// What it holds.
    pub words: SupplementWords,
}

/// The two forms of a [`Supplement`].
#[derive(Debug, Clone)]
pub enum SupplementWords {
    /// Words, as in the `.toml` files of `grammar/`.
    Entries(Vec<Entry<'static>>),
    /// Patterns, as in `attribution.patterns`.
    Patterns {
        /// The lines.
        text: String,
        /// The number of the first of them in its file, from one.
        line: usize,
    },
}

impl Supplement {
    /// Reads a grammar file of somebody's own: entries, or patterns where it ends in `.patterns`. An error gives file,
    /// line and reason.
    pub fn read(path: &Path, text: &str) -> Result<Supplement, Error> {
        let words = if path.extension().is_some_and(|ending| ending == "patterns") {
            SupplementWords::Patterns { text: text.to_owned(), line: 1 }
        } else {
            let entries = reader::entries(text).map_err(|error| error.at(path))?;
            SupplementWords::Entries(entries.into_iter().map(Entry::into_owned).collect())
        };
        Ok(Supplement { path: path.to_owned(), words })
    }
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
            match lexicon.and_then(Grammar::of) {
                Ok(grammar) => grammar,
                Err(error) => panic!("{error}"),
            }
        });
        &BUILTIN
    }

    /// Which grammar is built into the program, in sixteen hexadecimal digits: another where a file of it is another.
    pub fn fingerprint() -> String {
        let mut hash = Hash::default();
        LEXICON.iter().chain(PATTERNS.1.as_bytes()).for_each(|byte| hash.byte(*byte));
        format!("{:016x}", hash.value())
    }

    /// Which grammar the built-in one makes with what somebody adds to it: without additions the same.
    pub fn fingerprint_with(supplements: &[Supplement]) -> String {
        if supplements.is_empty() {
            return Self::fingerprint();
        }
        let mut hash = Hash::default();
        for supplement in supplements {
            match &supplement.words {
                SupplementWords::Entries(entries) => {
                    entries.iter().flat_map(|entry| entry.contents().into_bytes()).for_each(|byte| hash.byte(byte));
                }
                SupplementWords::Patterns { text, .. } => text.bytes().for_each(|byte| hash.byte(byte)),
            }
        }
        format!("{}+{:016x}", Self::fingerprint(), hash.value())
    }

    /// Reads grammar files, given as name and text; those that end in `.patterns` hold patterns.
    /// An error gives file, line and reason.
    pub fn read(files: &[(&'static str, &str)]) -> Result<Grammar, Error> {
        let (patterns, lists): (Vec<_>, Vec<_>) =
            files.iter().copied().partition(|(name, _)| name.ends_with(".patterns"));
        let lexicon = maker::read(&lists, &[])?;
        let mut definitions = Definitions::default();
        let mut all = Vec::new();
        for (name, text) in patterns {
            all.extend(patterns::read(text, &mut definitions, true).map_err(|error| error.at(name))?);
        }
        Ok(Grammar { shapes: Index::of(&all, &lexicon.cues), lexicon, patterns: all, definitions })
    }

    /// The built-in grammar with what somebody adds to it. An error gives file, line and reason.
    pub fn with(supplements: &[Supplement]) -> Result<Grammar, Error> {
        let entries = supplements.iter().filter_map(|supplement| match &supplement.words {
            SupplementWords::Entries(entries) => Some((supplement.path.as_path(), entries.as_slice())),
            SupplementWords::Patterns { .. } => None,
        });
        let mut grammar = Grammar::of(maker::read(&LISTS, &entries.collect::<Vec<_>>())?)?;
        for Supplement { path, words } in supplements {
            if let SupplementWords::Patterns { text, line } = words {
                grammar.extend(text, *line).map_err(|error| error.at(path))?;
            }
        }
        Ok(grammar)
    }

    /// A lexicon with the built-in patterns.
    fn of(lexicon: Lexicon) -> Result<Grammar, Error> {
        let (name, text) = PATTERNS;
        let mut definitions = Definitions::default();
        let patterns = patterns::read(text, &mut definitions, true).map_err(|error| error.at(name))?;
        Ok(Grammar { shapes: Index::of(&patterns, &lexicon.cues), lexicon, patterns, definitions })
    }

    /// Adds patterns of somebody's own; the first line of the text is this one of its file.
    fn extend(&mut self, text: &str, line: usize) -> Result<(), Error> {
        let read = patterns::read(text, &mut self.definitions, false);
        let mut read = read.map_err(|error| {
            let behind = error.line().unwrap_or(1) - 1;
            error.on_line(line + behind)
        })?;
        // One of a known name takes its place and so its rank; the others go before all that are there.
        for known in &mut self.patterns {
            if let Some(at) = read.iter().position(|pattern| pattern.name == known.name) {
                *known = read.remove(at);
            }
        }
        self.patterns.splice(0..0, read);
        self.shapes = Index::of(&self.patterns, &self.lexicon.cues);
        Ok(())
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
        let patterns = patterns::read(text, &mut Definitions::default(), true).map_err(|error| error.at(name))?;
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
        let read = maker::read(&LISTS, &[]).expect("the lists should be sound");
        assert!(writing::write(&read) == LEXICON, "what is read now should be what the build has read");
        assert!(writing::write(&Grammar::builtin().lexicon) == LEXICON, "what was written should be read again");
        assert!(compact::read(&LEXICON[..LEXICON.len() - 1]).is_none(), "what is cut off should be refused");
    }
}
