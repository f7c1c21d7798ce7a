//! The shapes of all patterns by what they hang on: at a cue only those are tried that can fit around it.

use super::cues::Frames;
use super::kinds::Kinds;
use super::parts::{Step, needed};
use super::patterns::{Anchor, Pattern};

/// The shapes of patterns in the order of their ranks, by anchor and voice.
#[derive(Debug, Default)]
pub struct Index([Vec<Entry>; 2 * ANCHORS]);

const ANCHORS: usize = Anchor::Dash as usize + 1;

/// What is to be known of a shape before it is tried.
#[derive(Debug)]
pub struct Entry {
    /// The place of its pattern among all, which is its rank.
    pub rank: usize,
    /// Its place in its pattern.
    pub shape: usize,
    frames: Frames,
    without: Frames,
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
    /// The index of these patterns.
    pub fn of(patterns: &[Pattern]) -> Index {
        let mut index = Index::default();
        for (rank, pattern) in patterns.iter().enumerate() {
            for (number, shape) in pattern.shapes.iter().enumerate() {
                index.0[slot(shape.anchor, pattern.passive)].push(Entry {
                    rank,
                    shape: number,
                    frames: pattern.frames,
                    without: pattern.without,
                    before: asked(&shape.before),
                    behind: asked(&shape.after),
                });
            }
        }
        index
    }

    /// The shapes that hang on a cue of this kind, in this voice.
    pub fn shapes(&self, anchor: Anchor, passive: bool) -> &[Entry] {
        &self.0[slot(anchor, passive)]
    }
}

fn slot(anchor: Anchor, passive: bool) -> usize {
    2 * anchor as usize + usize::from(passive)
}

impl Entry {
    /// Whether the shape can fit: the cue takes its frames, and nothing that it asks for is missing on either side.
    pub fn can_fit(&self, frames: Frames, before: Side, behind: Side) -> bool {
        (frames.any(self.frames) || self.frames.is_empty())
            && before.has(self.before)
            && behind.has(self.behind)
            && !frames.any(self.without)
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
