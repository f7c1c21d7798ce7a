//! The sources of a run: where in them a pattern may stand, the earliest first.

use std::io;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::alignment::{Fit, fit};
use super::index::{Segment, SegmentBuilder, Term};
use super::pattern::{Element, Pattern};
use super::text::SourceText;
use super::words::Word;
use crate::document::Document;
use crate::text::Span;

/// Reads the documents of sources again.
pub trait Texts: Send + Sync {
    /// A source, by its number in the library; nothing where it cannot be read any more.
    fn text(&self, source: usize) -> Option<Arc<SourceText>>;
}

/// One document among the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is called.
    pub name: String,
    /// The day it is from as yyyymmdd, or nought where nobody says.
    pub date: u32,
    /// The segment that holds its words.
    pub segment: usize,
    /// Its number there.
    pub document: usize,
}

/// Sources and their index.
pub struct Library {
    segments: Vec<Segment>,
    sources: Vec<Source>,
    /// For each segment the source of each document; none for those that are not asked.
    of_document: Vec<FxHashMap<usize, usize>>,
    texts: Box<dyn Texts>,
}

/// A stretch of a source.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) source: usize,
    pub(super) text: Arc<SourceText>,
    pub(super) words: Vec<Word>,
    pub(super) fit: Fit,
}

impl Found {
    /// The passage that fits.
    pub(super) fn span(&self) -> Span {
        let words = self.words.get(self.fit.start..self.fit.end).unwrap_or_default();
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

/// A place to look at: a source, and the number of a word in it.
type Place = (usize, u32);

/// How many places are looked at for words that fit wholly, and how many of them are kept.
const LOOKED_AT: usize = 64;
const KEPT: usize = 8;
/// Places that are few enough to be looked at, so that no more words are asked for.
const FEW: usize = 32;
/// How many words, the rarest, tell which places are near.
const TELLING: usize = 10;
/// How many near places are looked at.
const NEAR: usize = 24;
/// Words on either side of a near place: enough for a stretch that was left out.
const BESIDE: usize = 60;
/// Words that stand oftener than this one time in so many tell nothing, unless there are no others.
const COMMON: u64 = 200;

impl Library {
    /// Sources of these segments. They are asked in the order of their days, those without one last, then of their names.
    pub fn new(segments: Vec<Segment>, sources: Vec<Source>, texts: Box<dyn Texts>) -> Self {
        let mut of_document = vec![FxHashMap::default(); segments.len()];
        for (number, source) in sources.iter().enumerate() {
            of_document[source.segment].insert(source.document, number);
        }
        Self { segments, sources, of_document, texts }
    }

    /// Documents that are held in memory with their index, each with its name.
    pub fn in_memory(documents: Vec<(String, Document)>) -> io::Result<Self> {
        let mut builder = SegmentBuilder::default();
        let (mut sources, mut texts) = (Vec::new(), Vec::new());
        for (number, (name, document)) in documents.into_iter().enumerate() {
            builder.file(number as u64, 0, &[document.text()]);
            sources.push(Source { name, date: 0, segment: 0, document: number });
            texts.push(Arc::new(SourceText::new(document)));
        }
        Ok(Self::new(vec![Segment::open(builder.finish())?], sources, Box::new(InMemory(texts))))
    }

    /// The order that sources must come in.
    pub fn order(source: &Source) -> (bool, u32, &str) {
        (source.date == 0, source.date, &source.name)
    }

    /// The documents among the sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Passages that hold a pattern wholly, the earliest first, but for those in `skip`. Fails where the index cannot be
    /// read.
    pub(super) fn exact(&self, pattern: &Pattern, skip: &dyn Fn(usize) -> bool) -> io::Result<Vec<Found>> {
        let mut places: Vec<Place> = Vec::new();
        for number in 0..self.segments.len() {
            for word in self.candidates(number, pattern)? {
                places.extend(self.place(number, word).filter(|(source, _)| !skip(*source)));
            }
        }
        places.sort_unstable();
        let mut found: Vec<Found> = Vec::new();
        for (source, word) in places.into_iter().take(LOOKED_AT) {
            let fit = self.fit_at(pattern, (source, word), pattern.room_for() + pattern.words(), 0)?;
            // The same passage may be met from several words.
            let known =
                |one: &Found| found.iter().any(|other| other.source == one.source && other.span() == one.span());
            found.extend(fit.filter(|one| one.fit.cost == 0 && !known(one)));
            if found.len() == KEPT {
                break;
            }
        }
        Ok(found)
    }

    /// The passage that a pattern fits best, but for sources in `skip`. Fails where the index cannot be read.
    pub(super) fn nearest(&self, pattern: &Pattern, skip: &dyn Fn(usize) -> bool) -> io::Result<Option<Found>> {
        let keys = self.telling(pattern)?;
        let reach = pattern.words() + pattern.room_for() + BESIDE;
        let mut places: Vec<(u64, Place)> = Vec::new();
        for number in 0..self.segments.len() {
            for (weight, word) in self.dense(number, &keys, reach)? {
                places
                    .extend(self.place(number, word).filter(|(source, _)| !skip(*source)).map(|place| (weight, place)));
            }
        }
        places.sort_unstable_by_key(|(weight, place)| (std::cmp::Reverse(*weight), *place));
        let mut best: Option<Found> = None;
        for (_, place) in places.into_iter().take(NEAR) {
            let found = self.fit_at(pattern, place, BESIDE, reach)?;
            let cost = |found: &Found| (found.fit.cost, found.source, found.span());
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| cost(&found) < cost(best))
            {
                best = Some(found);
            }
        }
        Ok(best)
    }

    fn place(&self, segment: usize, word: u32) -> Option<Place> {
        let (document, word) = self.segments[segment].document_of(word)?;
        Some((*self.of_document[segment].get(&document)?, word))
    }

    /// The best fit around a place, from so many words before it to the pattern's length and so many behind it.
    fn fit_at(
        &self,
        pattern: &Pattern,
        (source, word): Place,
        before: usize,
        behind: usize,
    ) -> io::Result<Option<Found>> {
        let Source { segment, document, .. } = self.sources[source];
        let from = word.saturating_sub(u32::try_from(before).unwrap_or(u32::MAX));
        let mark = self.segments[segment].mark(document, from)?;
        let Some(text) = self.texts.text(source) else { return Ok(None) };
        let number = (word - from) as usize + pattern.words() + pattern.room_for() + behind;
        let words = text.words(mark, from, number);
        let fit = fit(pattern, text.text(), &words);
        Ok(fit.map(|fit| Found { source, text, words, fit }))
    }

    /// Words of a segment at which a pattern may begin to fit wholly: those that have the rarest words of its longest run
    /// at their places.
    fn candidates(&self, segment: usize, pattern: &Pattern) -> io::Result<Vec<u32>> {
        let segment = &self.segments[segment];
        let mut best: Vec<(u32, usize, Term)> = Vec::new();
        for run in pattern.elements.split(|element| !matches!(element, Element::Word(_))) {
            let mut terms = Vec::with_capacity(run.len());
            for (place, element) in run.iter().enumerate() {
                let Element::Word(key) = element else { continue };
                match segment.find(*key)? {
                    Some(term) => terms.push((term.count, place, term)),
                    // Without one of its words it stands nowhere here.
                    None => return Ok(Vec::new()),
                }
            }
            terms.sort_unstable_by_key(|(count, place, _)| (*count, *place));
            let rarer = terms.first().is_some_and(|(count, ..)| best.first().is_none_or(|(other, ..)| count < other));
            if rarer {
                best = terms;
            }
        }
        let mut starts: Option<Vec<u32>> = None;
        for (_, place, term) in best {
            if starts.as_ref().is_some_and(|starts| starts.len() <= FEW) {
                break;
            }
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let here = segment.positions(term)?.into_iter().filter_map(|word| word.checked_sub(place));
            starts = Some(match starts {
                None => here.collect(),
                Some(starts) => common(&starts, here),
            });
        }
        Ok(starts.unwrap_or_default())
    }

    /// The words of a pattern that stand in the fewest places, each with its weight: the rarer, the more.
    fn telling(&self, pattern: &Pattern) -> io::Result<Vec<(u64, u64)>> {
        let all: u64 = self.segments.iter().map(Segment::words).sum();
        let mut counts: Vec<(u64, u64)> = Vec::new();
        for element in &pattern.elements {
            let Element::Word(key) = element else { continue };
            if counts.iter().any(|(_, other)| other == key) {
                continue;
            }
            let mut count = 0;
            for segment in &self.segments {
                count += segment.find(*key)?.map_or(0, |term| u64::from(term.count));
            }
            if count > 0 {
                counts.push((count, *key));
            }
        }
        counts.sort_unstable();
        let rare = counts.iter().filter(|(count, _)| count * COMMON < all).count();
        counts.truncate(rare.clamp(3, TELLING));
        Ok(counts.into_iter().map(|(count, key)| (key, u64::from((all / count).max(1).ilog2()) + 1)).collect())
    }

    /// The stretches of a segment that hold the most of these words, by weight: first word and weight.
    fn dense(&self, segment: usize, keys: &[(u64, u64)], reach: usize) -> io::Result<Vec<(u64, u32)>> {
        let segment = &self.segments[segment];
        let mut seen: Vec<(u32, usize)> = Vec::new();
        for (number, (key, _)) in keys.iter().enumerate() {
            if let Some(term) = segment.find(*key)? {
                seen.extend(segment.positions(term)?.into_iter().map(|word| (word, number)));
            }
        }
        seen.sort_unstable();
        let reach = u32::try_from(reach).unwrap_or(u32::MAX);
        let mut held = vec![0usize; keys.len()];
        let (mut first, mut weight, mut end) = (0, 0, 0);
        let mut found: Vec<(u64, u32)> = Vec::new();
        for (at, (word, number)) in seen.iter().enumerate() {
            if *word >= end {
                // No passage runs from one document into the next.
                held.fill(0);
                (first, weight, end) = (at, 0, segment.end_of_document(*word));
            }
            held[*number] += 1;
            weight += if held[*number] == 1 { keys[*number].1 } else { 0 };
            while word - seen[first].0 > reach {
                let number = seen[first].1;
                held[number] -= 1;
                weight -= if held[number] == 0 { keys[number].1 } else { 0 };
                first += 1;
            }
            let start = seen[first].0;
            match found.last_mut() {
                // Of stretches that overlap the best is kept.
                Some(last) if start - last.1 < reach / 2 => {
                    if weight > last.0 {
                        *last = (weight, start);
                    }
                }
                _ => found.push((weight, start)),
            }
        }
        found.sort_unstable_by_key(|(weight, word)| (std::cmp::Reverse(*weight), *word));
        found.truncate(NEAR);
        Ok(found)
    }
}

struct InMemory(Vec<Arc<SourceText>>);

impl Texts for InMemory {
    fn text(&self, source: usize) -> Option<Arc<SourceText>> {
        self.0.get(source).cloned()
    }
}

/// What is in both, both rising.
fn common(one: &[u32], other: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut one = one.iter().copied().peekable();
    let mut both = Vec::new();
    for word in other {
        while one.next_if(|next| *next < word).is_some() {}
        both.extend(one.next_if(|next| *next == word));
    }
    both
}
