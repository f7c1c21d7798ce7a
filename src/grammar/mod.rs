//! Typed loading of the language knowledge in `grammar/`.

mod classes;
mod cues;
mod inflection;
mod kinds;
mod lexicon;
mod numbers;
mod patterns;
mod reader;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub use classes::Classes;
pub use cues::{Cue, CueKind, Frames};
pub use kinds::Kinds;
pub use lexicon::{ENTRY_KINDS, Lexicon, Phrase, UNKNOWN, Word};
pub use patterns::{Anchor, Part, Pattern, Shape};
pub use reader::{Entry, Examples, Value};

use patterns::Definitions;

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
        let mut grammar =
            Grammar { lexicon: Lexicon::read(&lists)?, patterns: Vec::new(), definitions: Definitions::default() };
        for (name, text) in patterns {
            let read = patterns::read(text, &mut grammar.definitions, true).map_err(|error| error.at(name))?;
            grammar.patterns.extend(read);
        }
        Ok(grammar)
    }

    /// The built-in grammar with what somebody adds to it. An error gives file, line and reason.
    pub fn with(supplements: &[Supplement]) -> Result<Grammar, Error> {
        let mut grammar = Grammar::read(&FILES)?;
        for supplement in supplements {
            grammar.extend(supplement).map_err(|error| error.at(&supplement.path))?;
        }
        Ok(grammar)
    }

    fn extend(&mut self, supplement: &Supplement) -> Result<(), Error> {
        match &supplement.words {
            SupplementWords::Entries(entries) => self.lexicon.extend(entries.clone()),
            SupplementWords::Patterns { text, line } => {
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
                Ok(())
            }
        }
    }

    /// The examples of every entry and pattern of the built-in grammar, with the file that they stand in: for tests.
    /// They are read anew, because no other run needs them. An error gives file, line and reason.
    pub fn examples() -> Result<Vec<(&'static str, Examples<'static>)>, Error> {
        let mut examples = Vec::new();
        for (name, text) in FILES {
            if name.ends_with(".patterns") {
                let patterns =
                    patterns::read(text, &mut Definitions::default(), true).map_err(|error| error.at(name))?;
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
