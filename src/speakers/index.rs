//! Which rows have a word in their names.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::rows::At;

/// How many rows of a word are looked at, of each kind of chain the latest.
pub const LATEST: usize = 192;

/// A word of names, as a number: one look-up serves all that is asked of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(At);

/// Rows by the words of their names, in chains.
#[derive(Debug)]
pub struct Index<'a> {
    words: FxHashMap<&'a str, Word>,
    chains: Vec<Chains>,
    links: Vec<Link>,
}

/// The chains of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Chains {
    named: Chain,
    unnamed: Chain,
}

/// The latest rows that have a word, in the order in which they were added.
#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    /// The first and the last of them: indices into the links.
    ends: Option<(At, At)>,
    count: u32,
}

/// A row in a chain.
#[derive(Debug, Clone, Copy)]
struct Link {
    row: At,
    /// The one behind it.
    next: Option<At>,
    /// The length of its name when the row was added, in bytes.
    length: u32,
}

impl<'a> Index<'a> {
    /// An index with room for so many words.
    pub fn with_capacity(words: usize) -> Self {
        Self {
            words: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher),
            chains: Vec::with_capacity(words),
            links: Vec::with_capacity(words),
        }
    }

    /// The number of a word.
    pub fn word(&mut self, word: &'a str) -> Word {
        *self.words.entry(word).or_insert_with(|| {
            self.chains.push(Chains::default());
            Word(At::new(self.chains.len() - 1))
        })
    }

    /// The number of a word, if any row has it.
    pub fn known(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }

    /// Says that the name of a row has this word.
    pub fn add_named(&mut self, word: Word, row: usize) {
        self.chains[word.0.index()].named.add(&mut self.links, row, 0);
    }

    /// Says that a row without a name is called by words of this length, of which this is the first.
    pub fn add_unnamed(&mut self, word: Word, row: usize, length: usize) {
        self.chains[word.0.index()].unnamed.add(&mut self.links, row, brief(length));
    }

    /// The latest rows that have this word in their names, in the order in which they were added.
    pub fn named(&self, word: Word) -> impl Iterator<Item = usize> + '_ {
        self.chains[word.0.index()].named.links(&self.links).map(|link| link.row.index())
    }

    /// Of the latest rows without names that are called by something with this first word, those for which that is of this
    /// length, in the order in which they were added: most others need not be looked at.
    pub fn unnamed(&self, word: Word, length: usize) -> impl Iterator<Item = usize> + '_ {
        let length = brief(length);
        let links = self.chains[word.0.index()].unnamed.links(&self.links);
        links.filter(move |link| link.length == length).map(|link| link.row.index())
    }
}

impl Chain {
    /// Adds a row, and lets go of the first where they become too many.
    fn add(&mut self, links: &mut Vec<Link>, row: usize, length: u32) {
        let at = At::new(links.len());
        links.push(Link { row: At::new(row), next: None, length });
        let first = match self.ends {
            Some((first, last)) => {
                links[last.index()].next = Some(at);
                if self.count as usize == LATEST { links[first.index()].next.unwrap_or(at) } else { first }
            }
            None => at,
        };
        self.ends = Some((first, at));
        self.count = (self.count + 1).min(LATEST as u32);
    }

    fn links(self, links: &[Link]) -> impl Iterator<Item = Link> + '_ {
        let link = |at: At| links[at.index()];
        std::iter::successors(self.ends.map(|(first, _)| link(first)), move |before| before.next.map(link))
    }
}

/// A length in four bytes.
fn brief(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
