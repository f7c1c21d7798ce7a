//! How a source found its speaker: every row that was weighed, and what spoke for and against it.

use super::rows::Entry;
use super::table::Table;
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
pub(super) struct Weight<'f> {
    /// The product so far.
    pub score: f32,
    features: Option<&'f mut Vec<(&'static str, f32)>>,
}

impl Weight<'_> {
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

/// Rows with their scores.
pub(super) type Scored = Vec<(usize, f32)>;

/// What is kept while a source is traced.
#[derive(Debug)]
pub(super) struct Tracing {
    /// The reference in question.
    pub reference: usize,
    way: Option<&'static str>,
    candidates: Vec<Candidate>,
}

/// A row that was weighed.
#[derive(Debug)]
struct Candidate {
    row: usize,
    score: f32,
    features: Vec<(&'static str, f32)>,
}

impl Tracing {
    /// Nothing yet of this reference.
    pub fn of(reference: usize) -> Self {
        Self { reference, way: None, candidates: Vec::new() }
    }
}

/// What a score must be of the best to be looked at: nobody else comes into doubt.
const NEAR: f32 = 0.5;

/// Weighs rows for a reference, and puts those into `scored` that can be meant and come near the likeliest, which is first.
///
/// `may` is a cheap test that only rows fail whose score is nought or below what it is given, which is enough to come near
/// the likeliest so far, or who are not to be looked at; a trace says of each why, so there it is not asked, and nobody is
/// left out.
pub(super) fn weigh<'a>(
    table: &Table<'a>,
    at: usize,
    way: &'static str,
    rows: impl Iterator<Item = usize>,
    may: impl Fn(usize, &Entry<'a>, f32) -> bool,
    score: impl Fn(usize, &Entry<'a>, &mut Weight<'_>),
    scored: &mut Scored,
) {
    let traced = table.is_traced(at);
    let mut features = Vec::new();
    let mut top: f32 = 0.0;
    scored.clear();
    for row in rows {
        let entry = &table.entries[row];
        if !traced && !may(row, entry, top * NEAR) {
            continue;
        }
        let mut weight = Weight { score: 1.0, features: traced.then_some(&mut features) };
        score(row, entry, &mut weight);
        let score = weight.score;
        if score > 0.0 {
            top = top.max(score);
            scored.push((row, score));
        }
        if traced && let Some(tracing) = table.tracing.borrow_mut().as_mut() {
            tracing.candidates.push(Candidate { row, score, features: std::mem::take(&mut features) });
        }
    }
    if traced && let Some(tracing) = table.tracing.borrow_mut().as_mut() {
        tracing.way.get_or_insert(way);
    }
    if !traced {
        scored.retain(|(_, score)| *score >= top * NEAR);
    }
    scored.sort_by(|(one, first), (other, second)| second.total_cmp(first).then(one.cmp(other)));
}

/// The trace, once the table is made; `chosen` is the row of the source.
pub(super) fn finish(table: &mut Table<'_>, chosen: Option<usize>) -> Option<(Trace, Vec<usize>)> {
    let mut tracing = table.tracing.take()?;
    let reference = &table.references[tracing.reference];
    if let Some(chosen) = chosen.filter(|chosen| !tracing.candidates.iter().any(|candidate| candidate.row == *chosen)) {
        let row = &table.entries[chosen];
        let way = match () {
            () if !table.members(row).is_empty() => "joint",
            () if table.is_writer(chosen) => "writer",
            () if row.named && !reference.is_name() => "apposition",
            () if row.named => "name",
            () => "new",
        };
        tracing.way = Some(way);
        tracing.candidates.push(Candidate { row: chosen, score: 1.0, features: vec![(way, 1.0)] });
    }
    // A row may be weighed twice; the better one counts. Whoever was chosen comes first.
    tracing.candidates.sort_by(|one, other| {
        let first = Some(one.row) != chosen;
        first.cmp(&(Some(other.row) != chosen)).then(other.score.total_cmp(&one.score)).then(one.row.cmp(&other.row))
    });
    let mut rows: Vec<usize> = Vec::new();
    let mut candidates = Vec::new();
    for Candidate { row, score, features } in tracing.candidates {
        if !rows.contains(&row) {
            rows.push(row);
            let name = table.name_of(&table.entries[row]).into_owned();
            candidates.push(Weighed { speaker: None, name, score, features });
        }
    }
    Some((Trace { reference: reference.span, way: tracing.way.unwrap_or("new"), candidates }, rows))
}
