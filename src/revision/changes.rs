//! What a revision changed, in attributions: entries are paired by their content first, then by nearness.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Entry, EntryKind};
use crate::folding::{folded, hash};

/// One way in which an entry changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Dropped,
    /// Its words are others.
    Reworded,
    /// Its words are the same, but for marks, punctuation or case.
    Redressed,
    /// It stands in another order among those that stayed.
    Moved,
    /// Another speaker is given for it.
    SpeakerChanged,
    /// It had a speaker and has none.
    AttributionLost,
    /// It had no speaker and has one.
    AttributionGained,
    /// Another word signals it.
    CueChanged,
    /// It is reported in another way.
    KindChanged,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Added,
        Self::Dropped,
        Self::Reworded,
        Self::Redressed,
        Self::Moved,
        Self::SpeakerChanged,
        Self::AttributionLost,
        Self::AttributionGained,
        Self::CueChanged,
        Self::KindChanged,
    ];

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Reworded => "reworded",
            Self::Redressed => "punctuation-changed",
            Self::Moved => "moved",
            Self::SpeakerChanged => "speaker-changed",
            Self::AttributionLost => "attribution-lost",
            Self::AttributionGained => "attribution-gained",
            Self::CueChanged => "cue-changed",
            Self::KindChanged => "kind-changed",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Reworded => "reworded",
            Self::Redressed => "punctuation changed",
            Self::Moved => "moved",
            Self::SpeakerChanged => "speaker changed",
            Self::AttributionLost => "attribution lost",
            Self::AttributionGained => "attribution gained",
            Self::CueChanged => "cue changed",
            Self::KindChanged => "kind changed",
        }
    }
}

/// What became of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The entry's number in the old revision, from nought; none where it is new.
    pub old: Option<usize>,
    /// The entry's number in the new revision, from nought; none where it is gone.
    pub new: Option<usize>,
    /// In which ways it changed: in the order of [`ChangeKind`]; empty where it did not change.
    pub kinds: Vec<ChangeKind>,
}

/// What changed between two revisions, in the order of the new one; what is gone stands where it stood.
pub fn changes(old: &[Entry], new: &[Entry]) -> Vec<Change> {
    let mut changes = side_by_side(old, new);
    changes.retain(|change| !change.kinds.is_empty());
    changes
}

/// What became of every entry of both revisions, unchanged ones too, in the order of [`changes`].
pub fn side_by_side(old: &[Entry], new: &[Entry]) -> Vec<Change> {
    let pairing = Pairing::new(old, new);
    let mut found: Vec<(usize, bool, Change)> = Vec::new();
    let mut paired = vec![false; new.len()];
    let mut behind = 0;
    for (number, partner) in pairing.partners.iter().enumerate() {
        let moved = pairing.moved[number];
        if let Some(partner) = *partner {
            paired[partner] = true;
            let kinds = kinds(&old[number], &new[partner], moved);
            found.push((partner, true, Change { old: Some(number), new: Some(partner), kinds }));
            if !moved {
                behind = partner + 1;
            }
        } else {
            let kinds = vec![ChangeKind::Dropped];
            found.push((behind, false, Change { old: Some(number), new: None, kinds }));
        }
    }
    for number in (0..new.len()).filter(|number| !paired[*number]) {
        let kinds = vec![ChangeKind::Added];
        found.push((number, true, Change { old: None, new: Some(number), kinds }));
    }
    found.sort_by_key(|(place, here, change)| (*place, *here, change.old));
    found.into_iter().map(|(_, _, change)| change).collect()
}

/// The old revision with some of its [`changes`] made: with none it is the old one, with all the new one.
pub fn revised(old: &[Entry], new: &[Entry], changes: &[Change], accepted: impl Fn(usize) -> bool) -> Vec<Entry> {
    // Which entry of the new revision each one is, where it is one.
    let pairing = Pairing::new(old, new);
    let mut revised: Vec<(Option<usize>, Entry)> = Vec::new();
    let mut settled: FxHashMap<usize, bool> = FxHashMap::default();
    let mut insertions = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        if let Some(old) = change.old {
            settled.insert(old, accepted(number));
        }
        let placed = change.kinds.contains(&ChangeKind::Added) || change.kinds.contains(&ChangeKind::Moved);
        if let (true, true, Some(new)) = (placed, accepted(number), change.new) {
            insertions.push(new);
        }
    }
    for (number, entry) in old.iter().enumerate() {
        let partner = pairing.partners[number];
        match (partner, settled.get(&number)) {
            (None, Some(true)) => {}
            (Some(_), Some(true)) if pairing.moved[number] => {}
            (Some(partner), Some(true)) => revised.push((Some(partner), new[partner].clone())),
            // An entry that is not where the new revision has it is no place to put another behind.
            (partner, _) => revised.push((partner.filter(|_| !pairing.moved[number]), entry.clone())),
        }
    }
    insertions.sort_unstable();
    for number in insertions {
        let before = revised.iter().rposition(|(place, _)| place.is_some_and(|place| place < number));
        revised.insert(before.map_or(0, |at| at + 1), (Some(number), new[number].clone()));
    }
    revised.into_iter().map(|(_, entry)| entry).collect()
}

/// In which ways an entry differs from what it was.
fn kinds(old: &Entry, new: &Entry, moved: bool) -> Vec<ChangeKind> {
    let mut kinds = Vec::new();
    if old.words != new.words {
        let same = folded(&old.words).eq(folded(&new.words));
        kinds.push(if same { ChangeKind::Redressed } else { ChangeKind::Reworded });
    }
    if moved {
        kinds.push(ChangeKind::Moved);
    }
    match (&old.speaker, &new.speaker) {
        (Some(one), Some(other)) if one != other => kinds.push(ChangeKind::SpeakerChanged),
        (Some(_), None) => kinds.push(ChangeKind::AttributionLost),
        (None, Some(_)) => kinds.push(ChangeKind::AttributionGained),
        _ => {}
    }
    if old.cue != new.cue {
        kinds.push(ChangeKind::CueChanged);
    }
    if old.kind != new.kind {
        kinds.push(ChangeKind::KindChanged);
    }
    kinds
}

/// Which entry of the new revision each entry of the old one is.
#[derive(Debug)]
struct Pairing {
    /// For each old entry its new one.
    partners: Vec<Option<usize>>,
    /// For each old entry, whether it stands in another order among those that stayed.
    moved: Vec<bool>,
}

impl Pairing {
    fn new(old: &[Entry], new: &[Entry]) -> Self {
        let contents = [old, new].map(|entries| entries.iter().map(content).collect::<Vec<_>>());
        let identities = [(old, &contents[0]), (new, &contents[1])].map(|(entries, contents)| {
            entries.iter().zip(contents).map(|(entry, content)| identity(entry, *content)).collect::<Vec<_>>()
        });
        let quoted = old.iter().map(|entry| entry.kind != EntryKind::Indirect).collect();
        let mut open = Open { partners: vec![None; old.len()], taken: vec![false; new.len()], quoted };
        open.in_order(&identities[0], &identities[1]);
        open.anywhere(&identities[0], &identities[1]);
        open.in_order(&contents[0], &contents[1]);
        open.anywhere(&contents[0], &contents[1]);
        open.near(old, new);
        let moved = open.moved();
        Self { partners: open.partners, moved }
    }
}

/// What the words of an entry are, however they are set.
fn content(entry: &Entry) -> u64 {
    hash(folded(&entry.words))
}

fn identity(entry: &Entry, content: u64) -> u64 {
    let parts = [entry.speaker.as_deref(), Some(entry.kind.name()), entry.cue.as_deref(), Some(&entry.words)];
    let text = parts.iter().flat_map(|part| part.unwrap_or("\u{1}").chars().chain(['\0']));
    hash(text.chain(content.to_string().chars()))
}

/// A pairing under way.
struct Open {
    partners: Vec<Option<usize>>,
    taken: Vec<bool>,
    /// For each old entry, whether it is a quotation.
    quoted: Vec<bool>,
}

impl Open {
    fn pair(&mut self, old: usize, new: usize) {
        self.partners[old] = Some(new);
        self.taken[new] = true;
    }

    fn moved(&self) -> Vec<bool> {
        moved(&self.partners, &self.quoted, self.taken.len())
    }

    fn open_old(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.partners.len()).filter(|number| self.partners[*number].is_none())
    }

    fn open_new(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.taken.len()).filter(|number| !self.taken[*number])
    }

    /// Pairs equal keys that stand in the same order on both sides, as many as there are, between those paired before.
    fn in_order(&mut self, old_keys: &[u64], new_keys: &[u64]) {
        let old: Vec<usize> = self.open_old().collect();
        let new: Vec<usize> = self.open_new().collect();
        // Keys of one side alone can't be paired; without them the search is short.
        let known = |numbers: &[usize], keys: &[u64]| -> FxHashMap<u64, ()> {
            numbers.iter().map(|number| (keys[*number], ())).collect()
        };
        let (in_old, in_new) = (known(&old, old_keys), known(&new, new_keys));
        let old: Vec<usize> = old.into_iter().filter(|number| in_new.contains_key(&old_keys[*number])).collect();
        let new: Vec<usize> = new.into_iter().filter(|number| in_old.contains_key(&new_keys[*number])).collect();
        let of = |numbers: &[usize], keys: &[u64]| numbers.iter().map(|number| keys[*number]).collect::<Vec<_>>();
        for op in capture_diff_slices(Algorithm::Myers, &of(&old, old_keys), &of(&new, new_keys)) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for step in 0..len {
                    self.pair(old[old_index + step], new[new_index + step]);
                }
            }
        }
    }

    /// Pairs equal keys wherever they stand, the first with the first.
    fn anywhere(&mut self, old_keys: &[u64], new_keys: &[u64]) {
        let mut waiting: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for number in self.open_new().collect::<Vec<_>>().into_iter().rev() {
            waiting.entry(new_keys[number]).or_default().push(number);
        }
        for number in self.open_old().collect::<Vec<_>>() {
            if let Some(partner) = waiting.get_mut(&old_keys[number]).and_then(Vec::pop) {
                self.pair(number, partner);
            }
        }
    }

    /// Pairs what is left by how alike the words are; between the same neighbours, or of the same speaker, less is
    /// asked of them.
    fn near(&mut self, old: &[Entry], new: &[Entry]) {
        let gaps = Gaps::new(self);
        let left = |numbers: Vec<usize>, entries: &[Entry]| -> Vec<(usize, Vec<(u64, usize)>)> {
            numbers.into_iter().map(|number| (number, bag(&entries[number].words))).collect()
        };
        let old_left = left(self.open_old().collect(), old);
        let new_left = left(self.open_new().collect(), new);
        let mut offers = Vec::new();
        for (rank, (one, one_bag)) in old_left.iter().enumerate() {
            let window = rank.saturating_sub(REACH)..(rank + REACH).min(new_left.len());
            for (other, other_bag) in new_left.get(window).unwrap_or_default() {
                let likeness = likeness(one_bag, other_bag);
                let neighbours = if gaps.old[*one] == gaps.new[*other] { NEIGHBOURS } else { 0 };
                let speaker = &old[*one].speaker;
                let speaker = if speaker.is_some() && *speaker == new[*other].speaker { SPEAKER } else { 0 };
                if likeness >= LEAST && likeness + neighbours + speaker >= ENOUGH {
                    offers.push((Reverse(likeness + neighbours + speaker), one.abs_diff(*other), *one, *other));
                }
            }
        }
        offers.sort_unstable();
        for (_, _, one, other) in offers {
            if self.partners[one].is_none() && !self.taken[other] {
                self.pair(one, other);
            }
        }
    }
}

/// How far apart, among those without a partner, two entries may stand to be compared: whole drafts, not whole books.
const REACH: usize = 1000;
/// Of a thousand: two entries with less of their words in common are never one.
const LEAST: usize = 200;
/// Of a thousand: what words in common, place and speaker have to come to.
const ENOUGH: usize = 500;
/// What it counts to stand between the same neighbours.
const NEIGHBOURS: usize = 200;
/// What it counts to have the same speaker.
const SPEAKER: usize = 100;

/// Between which paired neighbours each entry stands: the number of those before it that kept their order.
struct Gaps {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Gaps {
    fn new(open: &Open) -> Self {
        let moved = open.moved();
        let (mut old, mut anchors) = (Vec::new(), vec![false; open.taken.len()]);
        let mut passed = 0;
        for (number, partner) in open.partners.iter().enumerate() {
            old.push(passed);
            if let (Some(partner), false) = (*partner, moved[number]) {
                passed += 1;
                anchors[partner] = true;
            }
        }
        let mut passed = 0;
        let new = anchors.into_iter().map(|anchor| {
            let here = passed;
            passed += usize::from(anchor);
            here
        });
        Self { new: new.collect(), old }
    }
}

/// The words of a text without their dress, sorted, each with its length.
fn bag(words: &str) -> Vec<(u64, usize)> {
    let words = words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    let mut bag: Vec<(u64, usize)> = words.map(|word| (hash(folded(word)), word.chars().count())).collect();
    bag.sort_unstable();
    bag
}

/// Of a thousand letters of two bags of words, how many stand in words that both have.
fn likeness(one: &[(u64, usize)], other: &[(u64, usize)]) -> usize {
    let all: usize = one.iter().chain(other).map(|(_, length)| length).sum();
    let (mut left, mut right, mut common) = (one.iter().peekable(), other.iter().peekable(), 0);
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                common += 2 * a.1;
                left.next();
                right.next();
            }
        }
    }
    (common * 1000).checked_div(all).unwrap_or_default()
}

/// Which of the paired entries don't keep their order: the fewest whose leaving puts the rest in order. Where a reported
/// clause and a quotation change places, it is the clause: where that begins is a matter of how it is read.
fn moved(partners: &[Option<usize>], quoted: &[bool], length: usize) -> Vec<bool> {
    let pairs: Vec<(usize, usize)> =
        partners.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new))).collect();
    // The heaviest rising row. `best` is a Fenwick tree over the new entries: the weight of the heaviest row that ends
    // there or before, and the number, from one, of the pair that ends it.
    let mut best = vec![(0, 0); length + 1];
    let mut before = Vec::with_capacity(pairs.len());
    let mut last = (0, 0);
    for (number, (old, new)) in pairs.iter().enumerate() {
        let mut row = (0, 0);
        let mut at = *new;
        while at > 0 {
            row = row.max(best[at]);
            at &= at - 1;
        }
        before.push(row.1);
        let weight = if quoted[*old] { partners.len() + 1 } else { 1 };
        let ended = (row.0 + weight, number + 1);
        let mut at = new + 1;
        while at <= length {
            if best[at].0 < ended.0 {
                best[at] = ended;
            }
            at += at & at.wrapping_neg();
        }
        if last.0 < ended.0 {
            last = ended;
        }
    }
    let mut moved: Vec<bool> = partners.iter().map(Option::is_some).collect();
    let mut at = last.1;
    while let Some(here) = at.checked_sub(1) {
        moved[pairs[here].0] = false;
        at = before[here];
    }
    moved
}
