//! The lexicon: every word of the grammar files, with its classes, found by one look-up.

use rustc_hash::FxHashMap;

use super::classes::Classes;
use super::cues::Cue;
use super::numbers::{Key, Numbers, Slot};
use crate::error::Error;

/// What is known of one word form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Word {
    /// Its classes in any case of its letters.
    pub lower: Classes,
    /// Further classes where it has a capital: a name, a title, a weekday.
    pub upper: Classes,
    /// The classes of the phrases that it begins.
    pub opens: Classes,
    /// Where these phrases stand among all.
    pub(super) phrases: Option<u32>,
    /// The reporting verb that it is a form of: index into [`Lexicon::cues`].
    pub cue: Option<u16>,
    /// The noun cue that it is a form of.
    pub noun_cue: Option<u16>,
}

/// Several words that are one: "go on to say", "Vice President", "Downing Street".
#[derive(Debug, Clone)]
pub struct Phrase {
    /// The numbers of the words behind the first.
    pub rest: Vec<u32>,
    /// What the phrase is; `CUE` where it is a verb that reports.
    pub classes: Classes,
    /// Whether it counts only with a capital.
    pub capital: bool,
    /// The cue that it is a form of.
    pub cue: Option<u16>,
}

/// The phrases that begin with one word, the longest first.
#[derive(Debug)]
pub(super) struct Phrases {
    /// The second words of all, each as one of 64 bits: few words have a neighbour with the same.
    seconds: u64,
    pub all: Vec<Phrase>,
}

impl Phrases {
    pub fn new(all: Vec<Phrase>) -> Self {
        let seconds = all.iter().filter_map(|phrase| phrase.rest.first()).fold(0, |seconds, word| seconds | bit(*word));
        Self { seconds, all }
    }
}

/// One of 64 bits for each word.
const fn bit(word: u32) -> u64 {
    1 << (word % u64::BITS)
}

/// Every word of the grammar.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) numbers: Numbers,
    /// What is known of each word, by its number: an index into `words`.
    pub(super) sorts: Vec<u16>,
    /// What can be known of a word.
    pub(super) words: Vec<Word>,
    /// What every word of a draft is asked for.
    known: Known,
    pub(super) phrases: Vec<Phrases>,
    /// The verbs and nouns that report, and the prepositions.
    pub cues: Vec<Cue>,
    /// first, second: the words in the order of their numbers.
    pub(super) ordinals: Vec<u32>,
}

/// What every word of a draft is asked for, apart from the rest: so little of it is different that it stays in a core's
/// nearest cache.
#[derive(Debug, Default)]
struct Known {
    /// The classes of each word, by its number: an index into `classes`.
    sorts: Vec<u16>,
    /// The classes that a word can have in any case of its letters, and all that it has with a capital: to take one of the
    /// two is no branch.
    classes: Vec<[Classes; 2]>,
    /// The further classes that it has with a capital, at the same index.
    uppers: Vec<Classes>,
    /// One bit for each abbreviation, at a place that its key gives. Others share it, but most words that end with a full
    /// stop are none and share no bit.
    abbreviations: Vec<u64>,
}

/// How many places there are for the bits of the abbreviations.
const PLACES: u64 = 1 << 14;

impl Known {
    fn of(numbers: &Numbers, sorts: &[u16], words: &[Word]) -> Known {
        let mut known = Known { abbreviations: vec![0; (PLACES / 64) as usize], ..Known::default() };
        let mut places: FxHashMap<(Classes, Classes), u16> = FxHashMap::default();
        // There are no more of these than of the words, whose numbers fit.
        let of_sorts: Vec<u16> = words
            .iter()
            .map(|word| {
                *places.entry((word.lower, word.upper)).or_insert_with(|| {
                    known.classes.push([word.lower, word.lower | word.upper]);
                    known.uppers.push(word.upper);
                    (known.classes.len() - 1) as u16
                })
            })
            .collect();
        known.sorts = sorts.iter().map(|sort| of_sorts[usize::from(*sort)]).collect();
        for (number, mark) in numbers.marks() {
            let word = &words[usize::from(sorts[number as usize])];
            if (word.lower | word.upper).any(Classes::NEVER_ENDS | Classes::MAY_END) {
                let place = place(mark);
                known.abbreviations[(place / 64) as usize] |= 1 << (place % 64);
            }
        }
        known
    }

    /// Where the classes of the word with this number stand.
    fn sort(&self, id: u32) -> usize {
        usize::from(self.sorts.get(id as usize).copied().unwrap_or_default())
    }
}

/// The place that the mark of a word gives it among the abbreviations.
const fn place(mark: u64) -> u64 {
    mark >> (u64::BITS - PLACES.trailing_zeros())
}

/// A word that the lexicon does not hold.
pub const UNKNOWN: u32 = 0;

impl Lexicon {
    /// A lexicon of numbered words; `words` tells what is known of each, [`UNKNOWN`] first. Fails where there is too
    /// much to be known.
    pub(super) fn new(
        numbers: Numbers,
        words: Vec<Word>,
        phrases: Vec<Vec<Phrase>>,
        cues: Vec<Cue>,
        ordinals: Vec<u32>,
    ) -> Result<Lexicon, Error> {
        let mut sorts = Vec::with_capacity(words.len());
        let phrases = phrases.into_iter().map(Phrases::new).collect();
        let mut distinct: Vec<Word> = Vec::new();
        let mut known: FxHashMap<Word, u16> = FxHashMap::default();
        for word in words {
            let next = u16::try_from(distinct.len()).map_err(|_| Error::new("too many kinds of words"))?;
            let sort = *known.entry(word).or_insert(next);
            if sort == next {
                distinct.push(word);
            }
            sorts.push(sort);
        }
        Lexicon::of(numbers, sorts, distinct, phrases, cues, ordinals).ok_or_else(|| Error::new("words without a sort"))
    }

    /// A lexicon of its parts; none where they do not fit each other.
    pub(super) fn of(
        numbers: Numbers,
        sorts: Vec<u16>,
        words: Vec<Word>,
        phrases: Vec<Phrases>,
        cues: Vec<Cue>,
        ordinals: Vec<u32>,
    ) -> Option<Lexicon> {
        let fit = sorts.len() == numbers.len() + 1 && sorts.iter().all(|sort| usize::from(*sort) < words.len());
        fit.then(|| Lexicon {
            known: Known::of(&numbers, &sorts, &words),
            numbers,
            sorts,
            words,
            phrases,
            cues,
            ordinals,
        })
    }

    /// The number of a word, whatever its case; [`UNKNOWN`] where the lexicon lacks it.
    pub fn id(&self, word: &str) -> u32 {
        self.with_key(Key::of(word))
    }

    /// The number of the word with this key.
    pub fn with_key(&self, key: Key) -> u32 {
        self.numbers.get(key).unwrap_or(UNKNOWN)
    }

    /// The numbers of the words with these keys, in their order. `slots` is room for what is read.
    pub fn with_keys(&self, keys: &[Key], slots: &mut Vec<Slot>) -> impl Iterator<Item = u32> {
        // What is looked up stands far apart in memory: all of it is asked for before the first of it is looked at.
        slots.clear();
        slots.extend(keys.iter().map(|key| self.numbers.slot(*key)));
        keys.iter().zip(slots).map(|(key, slot)| self.numbers.get_from(*key, *slot))
    }

    /// What is known of the word with this number.
    pub fn word(&self, id: u32) -> &Word {
        let sort = self.sorts.get(id as usize).copied().unwrap_or_default();
        &self.words[usize::from(sort)]
    }

    /// The classes of the word with this number: in any case of its letters, and all that it has with a capital.
    pub fn classes(&self, id: u32) -> &[Classes; 2] {
        &self.known.classes[self.known.sort(id)]
    }

    /// The further classes of the word with this number where it has a capital.
    pub fn upper(&self, id: u32) -> Classes {
        self.known.uppers[self.known.sort(id)]
    }

    /// Whether the word with this key, which ends with a full stop, may be an abbreviation: where not, it surely is none.
    pub fn may_abbreviate(&self, key: Key) -> bool {
        let place = place(key.mark());
        self.known.abbreviations[(place / 64) as usize] & 1 << (place % 64) != 0
    }

    /// The place that an ordinal gives, from nought: of "second", one.
    pub fn ordinal(&self, id: u32) -> Option<usize> {
        self.ordinals.iter().position(|ordinal| *ordinal == id)
    }

    /// The phrases that begin with a word of which this is known, the longest first; none where surely none has this second
    /// word.
    pub fn phrases(&self, word: &Word, second: u32) -> &[Phrase] {
        let phrases = word.phrases.map(|phrases| &self.phrases[phrases as usize]);
        phrases.filter(|phrases| phrases.seconds & bit(second) != 0).map_or(&[], |phrases| &phrases.all)
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
