//! Typed loading of the language knowledge in `grammar/`.

mod classes;
mod cues;
mod inflection;
mod kinds;
mod lexicon;
mod numbers;
mod patterns;
mod reader;

use std::sync::LazyLock;

pub use classes::Classes;
pub use cues::{Cue, CueKind, Frames};
pub use kinds::Kinds;
pub use lexicon::{Lexicon, Phrase, UNKNOWN, Word};
pub use patterns::{Anchor, Part, Pattern, Shape};
pub use reader::Examples;

use crate::error::Error;

/// The grammar files, built into the program.
const FILES: [(&str, &str); 9] = [
    ("grammar/words.toml", include_str!("../../grammar/words.toml")),
    ("grammar/cues.toml", include_str!("../../grammar/cues.toml")),
    ("grammar/titles.toml", include_str!("../../grammar/titles.toml")),
    ("grammar/roles.toml", include_str!("../../grammar/roles.toml")),
    ("grammar/organisations.toml", include_str!("../../grammar/organisations.toml")),
    ("grammar/names.toml", include_str!("../../grammar/names.toml")),
    ("grammar/abbreviations.toml", include_str!("../../grammar/abbreviations.toml")),
    ("grammar/marks.toml", include_str!("../../grammar/marks.toml")),
    ("grammar/attribution.patterns", include_str!("../../grammar/attribution.patterns")),
];

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
        static BUILTIN: LazyLock<Grammar> = LazyLock::new(|| match Grammar::read(&FILES) {
            Ok(grammar) => grammar,
            Err(error) => panic!("{error}"),
        });
        &BUILTIN
    }

    /// Reads grammar files, given as name and text; those that end in `.patterns` hold patterns.
    /// An error gives file, line and reason.
    pub fn read(files: &[(&'static str, &str)]) -> Result<Grammar, Error> {
        let (patterns, lists): (Vec<_>, Vec<_>) =
            files.iter().copied().partition(|(name, _)| name.ends_with(".patterns"));
        let mut grammar = Grammar { lexicon: Lexicon::read(&lists)?, patterns: Vec::new() };
        for (name, text) in patterns {
            grammar.patterns.extend(patterns::read(text).map_err(|error| error.at(name))?);
        }
        Ok(grammar)
    }

    /// The examples of every entry and pattern of the built-in grammar, with the file that they stand in: for tests.
    /// They are read anew, because no other run needs them. An error gives file, line and reason.
    pub fn examples() -> Result<Vec<(&'static str, Examples<'static>)>, Error> {
        let mut examples = Vec::new();
        for (name, text) in FILES {
            if name.ends_with(".patterns") {
                let patterns = patterns::read(text).map_err(|error| error.at(name))?;
                examples.extend(patterns.into_iter().map(|pattern| (name, pattern.examples)));
                continue;
            }
            for mut entry in reader::entries(text).map_err(|error| error.at(name))? {
                examples.push((name, entry.examples().map_err(|error| error.at(name))?));
            }
        }
        Ok(examples)
    }
}
