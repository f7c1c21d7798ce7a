//! Where in a draft each speaks: a lane a speaker, with a tick for each passage.

use rustc_hash::FxHashMap;

use super::body::Mark;
use super::draft::Card;
use crate::analysis::Analysis;

/// One speaker's lane.
#[derive(Debug)]
pub(super) struct Lane {
    /// An index into the page's people; none for words that nobody is given for.
    pub(super) person: Option<usize>,
    pub(super) ticks: Vec<Tick>,
    /// The paragraphs in which they speak, counted from one, in order.
    pub(super) paragraphs: Vec<usize>,
}

/// A stretch of the draft, in thousandths of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) start: usize,
    pub(super) length: usize,
    /// The card of its first passage.
    pub(super) card: usize,
}

/// The length of every lane.
pub(super) const LENGTH: usize = 1000;

/// The shortest tick that can be seen.
const SHORTEST: usize = 5;

/// The lanes of a draft, in the order in which their speakers come in.
pub(super) fn lanes(analysis: &Analysis<'_>, marks: &[Mark], cards: &[Card]) -> Vec<Lane> {
    let whole = analysis.text.len().max(1);
    let mut passages: Vec<(Mark, usize)> =
        marks.iter().filter_map(|mark| Some((*mark, mark.role.passage()?))).collect();
    passages.sort_by_key(|(mark, _)| mark.span);
    let mut lanes: Vec<Lane> = Vec::new();
    let mut known: FxHashMap<Option<usize>, usize> = FxHashMap::default();
    for (mark, card) in passages {
        let person = cards[card].person;
        let at = *known.entry(person).or_insert(lanes.len());
        if at == lanes.len() {
            lanes.push(Lane { person, ticks: Vec::new(), paragraphs: Vec::new() });
        }
        let lane = &mut lanes[at];
        let start = (mark.span.start * LENGTH / whole).min(LENGTH - SHORTEST);
        let end = (mark.span.end * LENGTH).div_ceil(whole).clamp(start + SHORTEST, LENGTH);
        match lane.ticks.last_mut() {
            // Ticks that touch are one: a long draft has more passages than a lane has room.
            Some(last) if last.start + last.length >= start => {
                last.length = last.length.max(end - last.start);
            }
            _ => lane.ticks.push(Tick { start, length: end - start, card }),
        }
        let paragraph = analysis.paragraphs.partition_point(|paragraph| paragraph.span.end <= mark.span.start) + 1;
        if lane.paragraphs.last() != Some(&paragraph) {
            lane.paragraphs.push(paragraph);
        }
    }
    lanes
}
