//! The shapes of all patterns by what they hang on: at a cue only those are tried that can fit around it.

use super::cues::{Cue, Frames};
use super::kinds::Kinds;
use super::parts::{Part, Step, needed};
use super::patterns::{Anchor, Pattern};

/// The shapes of patterns in the order of their ranks, by anchor and voice.
#[derive(Debug, Default)]
pub struct Index([Vec<Table>; 2 * ANCHORS]);

const ANCHORS: usize = Anchor::Dash as usize + 1;

/// Some shapes of a table: a bit each, by its place there.
type Set = u64;

/// Shapes of one anchor and voice, as many as a set holds: what they ask for is asked of all of them at once.
#[derive(Debug, Default)]
pub struct Table {
    shapes: Vec<Entry>,
    /// The shapes that any cue has the frames for.
    free: Set,
    /// For each cue of the lexicon, the other shapes that it has the frames for.
    of_cues: Vec<Set>,
    /// All shapes that a cue has the frames for which the lexicon does not hold.
    of_others: Set,
    before: Needs,
    behind: Needs,
}

/// A shape, and what is to be known of it before it is tried.
#[derive(Debug)]
pub struct Entry {
    /// The place of its pattern among all, which is its rank.
    pub rank: usize,
    /// Its place in its pattern.
    pub shape: usize,
    /// Whether the source is the first that it asks for before its cue: of a verb, the subject.
    pub has_subject: bool,
}

/// Shapes that can fit a cue, the likelier first.
pub struct Fitting<'a> {
    table: &'a Table,
    left: Set,
}

/// What stands on one side of a cue.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    /// The kinds of the phrase beside it.
    pub beside: Kinds,
    /// The kinds of all phrases there.
    pub all: Kinds,
}

/// What shapes ask of one side of their cue.
#[derive(Debug, Default)]
struct Needs {
    /// By each kind, the shapes that can have a phrase of it beside their cue.
    beside: [Set; Kinds::COUNT],
    /// Kinds, each with the shapes that cannot do without.
    needed: Vec<(Kinds, Set)>,
}

impl Index {
    /// The index of these patterns, for these cues.
    pub fn of(patterns: &[Pattern], cues: &[Cue]) -> Index {
        let mut index = Index::default();
        for (rank, pattern) in patterns.iter().enumerate() {
            for (number, shape) in pattern.shapes.iter().enumerate() {
                let tables = &mut index.0[slot(shape.anchor, pattern.passive)];
                if tables.last().is_none_or(|table| table.shapes.len() == Set::BITS as usize) {
                    tables.push(Table::default());
                }
                let Some(table) = tables.last_mut() else { continue };
                let bit = 1 << table.shapes.len();
                table.of_others |= if pattern.frames.is_empty() { bit } else { 0 };
                if pattern.frames.is_empty() && pattern.without.is_empty() {
                    table.free |= bit;
                } else {
                    table.of_cues.resize(cues.len(), 0);
                    let taken = table.of_cues.iter_mut().zip(cues).filter(|(_, cue)| takes(pattern, cue.frames));
                    taken.for_each(|(set, _)| *set |= bit);
                }
                table.before.add(bit, &shape.before);
                table.behind.add(bit, &shape.after);
                table.shapes.push(Entry {
                    rank,
                    shape: number,
                    has_subject: matches!(shape.before.first(), Some(Step { part: Part::Source, .. })),
                });
            }
        }
        index
    }

    /// The shapes that hang on a cue of this kind, in this voice.
    pub fn tables(&self, anchor: Anchor, passive: bool) -> &[Table] {
        &self.0[slot(anchor, passive)]
    }
}

fn slot(anchor: Anchor, passive: bool) -> usize {
    2 * anchor as usize + usize::from(passive)
}

/// Whether a cue with these frames takes one of a pattern's.
fn takes(pattern: &Pattern, frames: Frames) -> bool {
    (frames.any(pattern.frames) || pattern.frames.is_empty()) && !frames.any(pattern.without)
}

impl Table {
    /// The shapes that can fit: the cue takes their frames, and nothing that they ask for is missing on either side.
    pub fn fitting(&self, cue: Option<u16>, before: Side, behind: Side) -> Fitting<'_> {
        let framed = cue
            .map_or(self.of_others, |cue| self.free | self.of_cues.get(usize::from(cue)).copied().unwrap_or_default());
        let mut left = framed & self.before.beside(before.beside) & self.behind.beside(behind.beside);
        if left != 0 {
            left &= !(self.before.lacking(before.all) | self.behind.lacking(behind.all));
        }
        Fitting { table: self, left }
    }
}

impl Fitting<'_> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }
}

impl<'a> Iterator for Fitting<'a> {
    type Item = &'a Entry;

    fn next(&mut self) -> Option<&'a Entry> {
        let entry = self.table.shapes.get(self.left.trailing_zeros() as usize)?;
        self.left &= self.left - 1;
        Some(entry)
    }
}

impl Needs {
    /// Adds a shape that has these steps on this side.
    fn add(&mut self, bit: Set, steps: &[Step]) {
        for number in steps.first().map_or(Kinds::ALL, |step| step.opens).numbers() {
            self.beside[number] |= bit;
        }
        for number in needed(steps).numbers() {
            let kind = Kinds::numbered(number);
            match self.needed.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, set)) => *set |= bit,
                None => self.needed.push((kind, bit)),
            }
        }
    }

    /// The shapes that can have a phrase of these kinds beside their cue.
    fn beside(&self, kinds: Kinds) -> Set {
        kinds.numbers().fold(0, |all, number| all | self.beside[number])
    }

    /// The shapes that cannot do with these kinds alone. Few of the answers could be foretold, so none is waited for.
    fn lacking(&self, kinds: Kinds) -> Set {
        let lacking = self.needed.iter().map(|(kind, set)| if kinds.any(*kind) { 0 } else { *set });
        lacking.fold(0, |all, set| all | set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;

    #[test]
    fn a_shape_fits_where_nothing_that_it_asks_for_is_missing() {
        let tables = Grammar::builtin().shapes.tables(Anchor::Verb, false);
        let side = |beside: Kinds, all: Kinds| Side { beside, all: all.with(beside) };
        let cues = &Grammar::builtin().lexicon.cues;
        let say = cues.iter().position(|cue| cue.words == "say").and_then(|at| u16::try_from(at).ok());
        let fitting = |cue, behind| {
            let before = side(Kinds::NOUN, Kinds::EDGE);
            tables.iter().flat_map(|table| table.fitting(cue, before, behind)).count()
        };
        let clause = side(Kinds::THAT, Kinds::NOUN.with(Kinds::VERB).with(Kinds::EDGE));
        assert!(fitting(say, clause) > 0, "a cue with a clause behind it should have shapes");
        assert_eq!(fitting(None, clause), 0, "but not what is no cue");
        let introduced = side(Kinds::THAT, clause.all.with(Kinds::COLON).with(Kinds::QUOTATION));
        assert!(fitting(say, introduced) > fitting(say, clause), "and more where quoted words stand behind a colon");
    }
}
