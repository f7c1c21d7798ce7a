//! Which rows have a word in their names.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::rows::At;

/// How many rows of a word are looked at, of each kind of chain the latest.
pub const LATEST: usize = 192;

/// A word of names, as a number: one look-up serves all that is asked of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(At);

/// Rows by the words of their names, in chains of which each begins with the latest row.
#[derive(Debug)]
pub struct Index<'a> {
    words: FxHashMap<&'a str, Word>,
    /// Of each word the latest link of its chains.
    latest: Vec<Latest>,
    links: Vec<Link>,
}

/// Where the chains of a word begin.
#[derive(Debug, Clone, Copy, Default)]
struct Latest {
    named: Option<At>,
    unnamed: Option<At>,
}

/// A row, and the one before it that has the same word.
#[derive(Debug, Clone, Copy)]
struct Link {
    row: At,
    before: Option<At>,
    /// The length of its name when the row was added, in bytes.
    length: u32,
}

impl<'a> Index<'a> {
    /// An index with room for so many words.
    pub fn with_capacity(words: usize) -> Self {
        Self {
            words: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher),
            latest: Vec::with_capacity(words),
            links: Vec::with_capacity(words),
        }
    }

    /// The number of a word.
    pub fn word(&mut self, word: &'a str) -> Word {
        *self.words.entry(word).or_insert_with(|| {
            self.latest.push(Latest::default());
            Word(At::new(self.latest.len() - 1))
        })
    }

    /// The number of a word, if any row has it.
    pub fn known(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }

    /// Says that the name of a row has this word.
    pub fn add_named(&mut self, word: Word, row: usize) {
        let at = At::new(self.links.len());
        let before = self.latest[word.0.index()].named.replace(at);
        self.links.push(Link { row: At::new(row), before, length: 0 });
    }

    /// Says that a row without a name is called by words of this length, of which this is the first.
    pub fn add_unnamed(&mut self, word: Word, row: usize, length: usize) {
        let at = At::new(self.links.len());
        let before = self.latest[word.0.index()].unnamed.replace(at);
        self.links.push(Link { row: At::new(row), before, length: brief(length) });
    }

    /// The latest rows that have this word in their names.
    pub fn named(&self, word: Word) -> impl Iterator<Item = usize> + '_ {
        self.chain(self.latest[word.0.index()].named).map(|link| link.row.index())
    }

    /// Of the latest rows without names that are called by something with this first word, those for which that is of this
    /// length: most others need not be looked at.
    pub fn unnamed(&self, word: Word, length: usize) -> impl Iterator<Item = usize> + '_ {
        let length = brief(length);
        let chain = self.chain(self.latest[word.0.index()].unnamed);
        chain.filter(move |link| link.length == length).map(|link| link.row.index())
    }

    fn chain(&self, latest: Option<At>) -> Chain<'_> {
        Chain { links: &self.links, next: latest, left: LATEST }
    }
}

/// The links of a chain, the latest first.
#[derive(Debug, Clone)]
struct Chain<'i> {
    links: &'i [Link],
    next: Option<At>,
    left: usize,
}

impl Iterator for Chain<'_> {
    type Item = Link;

    #[inline]
    fn next(&mut self) -> Option<Link> {
        let link = *self.links.get(self.next?.index())?;
        self.left = self.left.checked_sub(1)?;
        self.next = link.before;
        Some(link)
    }
}

/// A length in four bytes.
fn brief(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
