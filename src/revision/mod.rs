//! Who said what in a draft, entry by entry, and what a revision changed in it.

mod changes;
mod renames;
pub mod snapshot;
mod wording;

pub use changes::{Change, ChangeKind, changes, revised, side_by_side};
pub use renames::{Renamed, renames};
pub use wording::{Piece, Wording, difference};

use crate::analysis::Analysis;
use crate::attribution::AttributionKind;
use crate::quotations::QuotationKind;
use crate::text::{Place, Span};

/// One attribution, or one quotation without any, as it is kept and compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The speaker's name, where there is one.
    pub speaker: Option<String>,
    /// How the words are reported, or what they are if nobody is given for them.
    pub kind: EntryKind,
    /// The word or words that signal it, on one line.
    pub cue: Option<String>,
    /// The words, on one line: a quotation with its marks, over all its paragraphs; a reported clause as it stands.
    pub words: String,
    /// Where it begins, if it was read from a draft.
    pub place: Option<Place>,
}

impl Entry {
    /// Whether both say the same of the same words, wherever they stand.
    pub fn says_the_same(&self, other: &Entry) -> bool {
        (&self.speaker, self.kind, &self.cue, &self.words) == (&other.speaker, other.kind, &other.cue, &other.words)
    }
}

/// How words are reported, or what they are if nobody is given for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Whole sentences in quotation marks.
    Direct,
    /// Quoted pieces inside a clause of the writer's.
    Mixed,
    /// No quotation marks.
    Indirect,
    /// Speech that nobody is given for.
    Speech,
    /// A term or a scare quote.
    Term,
    /// The title of a work, or a nickname.
    Title,
    /// A slogan, a sign, an inscription.
    Slogan,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Direct, Self::Mixed, Self::Indirect, Self::Speech, Self::Term, Self::Title, Self::Slogan];

    /// Its name in snapshots and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => AttributionKind::Direct.name(),
            Self::Mixed => AttributionKind::Mixed.name(),
            Self::Indirect => AttributionKind::Indirect.name(),
            Self::Speech => QuotationKind::Speech.name(),
            Self::Term => QuotationKind::Term.name(),
            Self::Title => QuotationKind::Title.name(),
            Self::Slogan => QuotationKind::Slogan.name(),
        }
    }
}

impl From<AttributionKind> for EntryKind {
    fn from(kind: AttributionKind) -> Self {
        match kind {
            AttributionKind::Direct => Self::Direct,
            AttributionKind::Mixed => Self::Mixed,
            AttributionKind::Indirect => Self::Indirect,
        }
    }
}

impl From<QuotationKind> for EntryKind {
    fn from(kind: QuotationKind) -> Self {
        match kind {
            QuotationKind::Speech => Self::Speech,
            QuotationKind::Term => Self::Term,
            QuotationKind::Title => Self::Title,
            QuotationKind::Slogan => Self::Slogan,
        }
    }
}

/// Every quotation that stands in no other, and every reported clause, in the order of the draft.
pub fn entries(analysis: &Analysis<'_>) -> Vec<Entry> {
    let mut found: Vec<(Span, Entry)> = Vec::new();
    // The entry of each quotation: one that is carried on adds to the entry it began.
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(analysis.quotations.len());
    for quotation in &analysis.quotations {
        let begun = quotation.continues.and_then(|earlier| owners.get(earlier).copied().flatten());
        if let Some((_, entry)) = begun.and_then(|owner| found.get_mut(owner)) {
            entry.words.push(' ');
            entry.words.push_str(&one_line(quotation.span.of(analysis.text)));
            owners.push(begun);
        } else if quotation.inside.is_some() {
            owners.push(None);
        } else {
            owners.push(Some(found.len()));
            let kind = quotation.kind.into();
            found.push((quotation.span, entry(analysis, quotation.attribution, kind, &[quotation.span])));
        }
    }
    for (number, attribution) in analysis.attributions.iter().enumerate() {
        if let (true, Some(first)) = (attribution.quotations.is_empty(), attribution.content.first()) {
            let kind = attribution.kind.into();
            found.push((*first, entry(analysis, Some(number), kind, &attribution.content)));
        }
    }
    found.sort_by_key(|(span, _)| *span);
    found.into_iter().map(|(_, entry)| entry).filter(|entry| !entry.words.is_empty()).collect()
}

fn entry(analysis: &Analysis<'_>, attribution: Option<usize>, kind: EntryKind, spans: &[Span]) -> Entry {
    let attribution = attribution.and_then(|number| analysis.attributions.get(number));
    let speaker = attribution.and_then(|attribution| analysis.speakers.get(attribution.speaker?));
    let words: Vec<String> = spans.iter().map(|span| one_line(span.of(analysis.text))).collect();
    Entry {
        speaker: speaker.map(|speaker| one_line(&speaker.name)).filter(|name| !name.is_empty()),
        kind: attribution.map_or(kind, |attribution| attribution.kind.into()),
        cue: attribution
            .and_then(|attribution| attribution.cue)
            .map(|cue| one_line(cue.of(analysis.text)))
            .filter(|cue| !cue.is_empty()),
        place: spans.first().map(|span| analysis.place(*span)),
        words: words.join(" "),
    }
}

/// The words with single spaces, and none around them: how a draft is wrapped is no difference.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
