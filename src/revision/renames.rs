//! Drafts that go by another name: which of those that are gone is which of those that came.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Entry;
use crate::folding::{folded, hash};

/// A draft that was called something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renamed {
    /// Its number among those that are gone.
    pub old: usize,
    /// Its number among those that came.
    pub new: usize,
}

/// Of a thousand letters quoted in both, how many must be in words that both quote.
const ENOUGH: usize = 500;

/// Which of the drafts that are gone came back under another name, told by what is said in them: the most alike first,
/// each at most once. Drafts in which nobody says anything are not told apart.
pub fn renames(old: &[&[Entry]], new: &[&[Entry]]) -> Vec<Renamed> {
    let weights = |drafts: &[&[Entry]]| drafts.iter().map(|draft| weights(draft)).collect::<Vec<_>>();
    let (old, new) = (weights(old), weights(new));
    // Only drafts that share words are compared, however many there are.
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (number, draft) in new.iter().enumerate() {
        for (content, _) in draft {
            holders.entry(*content).or_default().push(number);
        }
    }
    let mut offers = Vec::new();
    for (number, draft) in old.iter().enumerate() {
        let shared = draft.iter().filter_map(|(content, _)| holders.get(content)).flatten();
        let mut candidates: Vec<usize> = shared.copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        for candidate in candidates {
            let likeness = likeness(draft, &new[candidate]);
            if likeness >= ENOUGH {
                offers.push((Reverse(likeness), number, candidate));
            }
        }
    }
    offers.sort_unstable();
    let (mut gone, mut came) = (vec![false; old.len()], vec![false; new.len()]);
    let mut found = Vec::new();
    for (_, old, new) in offers {
        if !gone[old] && !came[new] {
            (gone[old], came[new]) = (true, true);
            found.push(Renamed { old, new });
        }
    }
    found
}

/// The contents of a draft, each with its letters, sorted.
fn weights(entries: &[Entry]) -> Vec<(u64, usize)> {
    let mut weights: Vec<(u64, usize)> = entries
        .iter()
        .map(|entry| (hash(folded(&entry.words)), folded(&entry.words).count()))
        .filter(|(_, letters)| *letters > 0)
        .collect();
    weights.sort_unstable();
    weights.dedup();
    weights
}

fn likeness(one: &[(u64, usize)], other: &[(u64, usize)]) -> usize {
    let all: usize = one.iter().chain(other).map(|(_, letters)| letters).sum();
    let shared = one.iter().filter(|(content, _)| other.binary_search_by_key(content, |(content, _)| *content).is_ok());
    let shared: usize = shared.map(|(_, letters)| 2 * letters).sum();
    (shared * 1000).checked_div(all).unwrap_or_default()
}
