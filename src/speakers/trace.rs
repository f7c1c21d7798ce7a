//! How a source found its speaker: every row that was weighed, and what spoke for and against it.

use super::table::{Entry, Table};
use crate::text::Span;

/// How one source found its speaker; made only where somebody asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The words that were looked up: the head of the source.
    pub reference: Span,
    /// What decided: "name", "pronoun", "description", "apposition", "joint", "writer", "new".
    pub way: &'static str,
    /// Everybody who was weighed, the likeliest first; those who cannot be meant have a score of nought.
    pub candidates: Vec<Weighed>,
}

/// One candidate of a trace.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Index into `Analysis::speakers`; none for who is in the table but never speaks.
    pub speaker: Option<usize>,
    /// Their name.
    pub name: String,
    /// The product of the weights of the features; it compares the candidates of one trace, and is no probability.
    pub score: f32,
    /// What was looked at, each with its weight: above one it speaks for the candidate, below one against, nought rules
    /// it out.
    pub features: Vec<(&'static str, f32)>,
}

/// A score in the making: the product of its features, which are kept only for a trace.
#[derive(Debug)]
pub(super) struct Weight {
    /// The product so far.
    pub score: f32,
    features: Option<Vec<(&'static str, f32)>>,
}

impl Weight {
    /// Adds a feature.
    pub fn times(&mut self, feature: &'static str, weight: f32) {
        self.score *= weight;
        if let Some(features) = &mut self.features {
            features.push((feature, weight));
        }
    }

    /// Rules the candidate out.
    pub fn never(&mut self, feature: &'static str) {
        self.times(feature, 0.0);
    }
}

/// What is kept while a source is traced.
#[derive(Debug)]
pub(super) struct Tracing {
    /// The reference in question.
    pub reference: usize,
    way: Option<&'static str>,
    weighed: Vec<(usize, Weight)>,
}

impl Tracing {
    /// Nothing yet of this reference.
    pub fn of(reference: usize) -> Self {
        Self { reference, way: None, weighed: Vec::new() }
    }
}

/// What a score must be of the best to be looked at: nobody else comes into doubt.
const NEAR: f32 = 0.5;

/// Weighs rows for a reference: those that can be meant and come near the likeliest, which is first.
///
/// `may` is a cheap test that only rows fail whose score is nought, or who are not to be looked at; a trace says of each
/// why, so there it is not asked, and nobody is left out.
pub(super) fn weigh<'a>(
    table: &Table<'a>,
    at: usize,
    way: &'static str,
    mut rows: impl Iterator<Item = usize>,
    may: impl Fn(usize, &Entry<'a>) -> bool,
    score: impl Fn(usize, &Entry<'a>, &mut Weight),
) -> Vec<(usize, f32)> {
    let traced = table.is_traced(at);
    let mut scored = Vec::new();
    while let Some(row) = rows.next() {
        let entry = &table.entries[row];
        if !traced && !may(row, entry) {
            continue;
        }
        let mut weight = Weight { score: 1.0, features: traced.then(Vec::new) };
        score(row, entry, &mut weight);
        if weight.score > 0.0 {
            if scored.is_empty() {
                scored.reserve(1 + rows.size_hint().1.unwrap_or_default());
            }
            scored.push((row, weight.score));
        }
        if traced && let Some(tracing) = table.tracing.borrow_mut().as_mut() {
            tracing.weighed.push((row, weight));
        }
    }
    if traced && let Some(tracing) = table.tracing.borrow_mut().as_mut() {
        tracing.way.get_or_insert(way);
    }
    if !traced {
        let top = scored.iter().fold(0.0, |top: f32, (_, score)| top.max(*score));
        scored.retain(|(_, score)| *score >= top * NEAR);
    }
    scored.sort_by(|(one, first), (other, second)| second.total_cmp(first).then(one.cmp(other)));
    scored
}

/// The trace, once the table is made; `chosen` is the row of the source.
pub(super) fn finish(table: &mut Table<'_>, chosen: Option<usize>) -> Option<(Trace, Vec<usize>)> {
    let mut tracing = table.tracing.take()?;
    let reference = &table.references[tracing.reference];
    if let Some(chosen) = chosen.filter(|chosen| !tracing.weighed.iter().any(|(row, _)| row == chosen)) {
        let row = &table.entries[chosen];
        let way = match () {
            () if !row.members.is_empty() => "joint",
            () if table.is_writer(chosen) => "writer",
            () if row.named && !reference.is_name() => "apposition",
            () if row.named => "name",
            () => "new",
        };
        tracing.way = Some(way);
        tracing.weighed.push((chosen, Weight { score: 1.0, features: Some(vec![(way, 1.0)]) }));
    }
    // A row may be weighed twice; the better one counts. Whoever was chosen comes first.
    tracing.weighed.sort_by(|(one, first), (other, second)| {
        let first = (Some(*one) != chosen, first.score);
        let second = (Some(*other) != chosen, second.score);
        first.0.cmp(&second.0).then(second.1.total_cmp(&first.1)).then(one.cmp(other))
    });
    let mut rows: Vec<usize> = Vec::new();
    let mut candidates = Vec::new();
    for (row, weight) in tracing.weighed {
        if !rows.contains(&row) {
            rows.push(row);
            candidates.push(Weighed {
                speaker: None,
                name: table.name_of(&table.entries[row]),
                score: weight.score,
                features: weight.features.unwrap_or_default(),
            });
        }
    }
    Some((Trace { reference: reference.span, way: tracing.way.unwrap_or("new"), candidates }, rows))
}
