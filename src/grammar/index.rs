//! The shapes of all patterns by what they hang on: at a cue only those are tried that can fit around it.

use rustc_hash::FxHashMap;

use super::cues::{Cue, Frames};
use super::kinds::Kinds;
use super::parts::{Step, needed};
use super::patterns::{Anchor, Pattern};

/// The shapes of patterns in the order of their ranks, by anchor, voice, and what frames the cue has.
#[derive(Debug)]
pub struct Index(FxHashMap<(Anchor, bool, Frames), Vec<Entry>>);

/// What is to be known of a shape before it is tried.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The place of its pattern among all, which is its rank.
    pub rank: usize,
    /// Its place in its pattern.
    pub shape: usize,
    before: Side,
    behind: Side,
}

/// What stands on one side of a cue.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    /// The kinds of the phrase beside it.
    pub beside: Kinds,
    /// The kinds of all phrases there.
    pub all: Kinds,
}

impl Index {
    /// The index of these patterns, for these cues and what is none of them.
    pub fn of(patterns: &[Pattern], cues: &[Cue]) -> Index {
        let mut frames: Vec<Frames> = cues.iter().map(|cue| cue.frames).chain([Frames::default()]).collect();
        frames.sort_unstable();
        frames.dedup();
        let mut index = Index(FxHashMap::default());
        for (rank, pattern) in patterns.iter().enumerate() {
            for (number, shape) in pattern.shapes.iter().enumerate() {
                let (before, behind) = (asked(&shape.before), asked(&shape.after));
                for frames in frames.iter().filter(|frames| pattern.takes(**frames)) {
                    let entries = index.0.entry((shape.anchor, pattern.passive, *frames)).or_default();
                    entries.push(Entry { rank, shape: number, before, behind });
                }
            }
        }
        index
    }

    /// The shapes that hang on a cue of this kind with these frames, in this voice.
    pub fn shapes(&self, anchor: Anchor, passive: bool, frames: Frames) -> &[Entry] {
        self.0.get(&(anchor, passive, frames)).map_or(&[], Vec::as_slice)
    }
}

impl Entry {
    /// Whether nothing that the shape asks for is missing on either side.
    pub fn can_fit(&self, before: Side, behind: Side) -> bool {
        before.has(self.before) && behind.has(self.behind)
    }
}

impl Side {
    fn has(self, asked: Side) -> bool {
        self.all.all(asked.all) && asked.beside.any(self.beside)
    }
}

/// What these steps ask of their side of the cue.
fn asked(steps: &[Step]) -> Side {
    Side { beside: steps.first().map_or(Kinds::ALL, |step| step.opens), all: needed(steps) }
}
