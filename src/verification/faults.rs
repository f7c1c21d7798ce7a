//! What is wrong with words that are only close: told from the words alone.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::words::words;
use crate::grammar::{Classes, Grammar};

/// More words than this that are left out in a row are a stretch.
const STRETCH: usize = 4;

/// One thing that is wrong with a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A "not" is gone.
    NegationLost,
    /// A "not" came in.
    NegationAdded,
    /// A number is another, or is gone.
    Number,
    /// The same words stand in another order.
    Order,
    /// Words stand for others.
    Changed,
    /// Words are left out, and nothing shows it.
    LeftOut,
    /// Words came in.
    Added,
}

impl Fault {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NegationLost => "negation-lost",
            Self::NegationAdded => "negation-added",
            Self::Number => "number",
            Self::Order => "order",
            Self::Changed => "changed",
            Self::LeftOut => "left-out",
            Self::Added => "added",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NegationLost => "a negation is lost",
            Self::NegationAdded => "a negation came in",
            Self::Number => "a number is another",
            Self::Order => "the order is another",
            Self::Changed => "words are changed",
            Self::LeftOut => "words are left out",
            Self::Added => "words came in",
        }
    }
}

/// What is wrong with words that should be those of a passage; each once, in order.
pub(super) fn faults(passage: &str, quotation: &str) -> Vec<Fault> {
    let split = |text: &str| -> Vec<(u64, String)> {
        words(text, 0).map(|word| (word.key, word.span.of(text).to_owned())).collect()
    };
    let (source, draft) = (split(passage), split(quotation));
    let keys = |words: &[(u64, String)]| words.iter().map(|(key, _)| *key).collect::<Vec<_>>();
    let (source_keys, draft_keys) = (keys(&source), keys(&draft));
    let mut faults = Vec::new();
    let sorted = |mut keys: Vec<u64>| {
        keys.sort_unstable();
        keys
    };
    if source_keys != draft_keys && sorted(source_keys.clone()) == sorted(draft_keys.clone()) {
        return vec![Fault::Order];
    }
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &source_keys, &draft_keys) {
        let (tag, old, new) = op.as_tag_tuple();
        match tag {
            DiffTag::Equal => continue,
            DiffTag::Delete => faults.push(Fault::LeftOut),
            DiffTag::Insert => faults.push(Fault::Added),
            DiffTag::Replace => faults.push(Fault::Changed),
        }
        // What a whole stretch held is not what the quotation denies or counts.
        if old.len() <= STRETCH {
            removed.extend(source[old].iter().map(|(_, word)| word.as_str()));
        }
        added.extend(draft[new].iter().map(|(_, word)| word.as_str()));
    }
    let numbers = |words: &[&str]| words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
    if numbers(&removed) || numbers(&added) {
        faults.push(Fault::Number);
    }
    match (removed.iter().any(|word| is_negation(word)), added.iter().any(|word| is_negation(word))) {
        (true, false) => faults.push(Fault::NegationLost),
        (false, true) => faults.push(Fault::NegationAdded),
        _ => {}
    }
    faults.sort_unstable();
    faults.dedup();
    faults
}

fn is_negation(word: &str) -> bool {
    let lexicon = &Grammar::builtin().lexicon;
    let word = word.to_lowercase().replace('’', "'");
    let is = |word: &str| lexicon.word(lexicon.id(word)).lower.any(Classes::NEGATION);
    // "don't" is read as "do" and "n't".
    is(&word) || word.len() > 3 && word.ends_with("n't") && is("n't")
}
