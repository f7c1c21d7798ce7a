//! One draft of the page: its paragraphs, the cards of its passages, the notes of its findings.

use rustc_hash::FxHashMap;

use super::body::{self, Mark, Piece, Role};
use super::lanes::{self, Lane};
use crate::analysis::Analysis;
use crate::attribution::AttributionKind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Paragraph, ParagraphKind};
use crate::output::line::one_line;
use crate::output::reports::voices::{Voices, spoken, words};
use crate::quotations::QuotationKind;
use crate::text::Span;

/// A draft, ready to be shown.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) path: String,
    /// What its lines are: in a document that has none they are paragraphs.
    pub(super) unit: &'static str,
    pub(super) words: usize,
    pub(super) quotations: usize,
    pub(super) attributed: usize,
    /// Quoted words that somebody said, whoever it was.
    pub(super) quoted: usize,
    pub(super) rows: Vec<Row>,
    pub(super) lanes: Vec<Lane>,
    pub(super) notes: usize,
}

/// A paragraph and what stands beside it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) line: usize,
    pub(super) shape: Shape,
    pub(super) pieces: Vec<Piece>,
    /// Whose words it holds: indices into the page's people.
    pub(super) people: Vec<usize>,
    /// Indices into the page's notes.
    pub(super) notes: Vec<usize>,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Headline,
    Heading,
    Body,
    Item,
    /// Set in from the left.
    Indented,
    Small,
}

/// What is shown about some words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    /// Who says them: an index into the page's people.
    pub(super) person: Option<usize>,
    /// What decided that; none where nothing did.
    pub(super) sieve: Option<&'static str>,
    /// From 0 to 1.
    pub(super) confidence: f32,
    /// Who else it might be, with how surely.
    pub(super) others: Vec<(String, f32)>,
    pub(super) reported: bool,
    /// The cards at whose numbers its source and its cue are marked.
    pub(super) source: Option<usize>,
    pub(super) cue: Option<usize>,
}

/// A finding as an editor reads it.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) draft: usize,
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) line: usize,
    pub(super) span: Span,
    /// Whether its words are among those shown; a comment, say, is not.
    pub(super) shown: bool,
    pub(super) related: Vec<Related>,
}

/// Another place that a finding speaks of.
#[derive(Debug)]
pub(super) struct Related {
    /// The draft, where it is another one.
    pub(super) path: Option<String>,
    pub(super) line: usize,
    /// The number of its paragraph in this draft.
    pub(super) row: usize,
    pub(super) message: String,
}

/// The longest headline, in characters.
const HEADLINE: usize = 140;

impl Draft {
    /// A draft with these marks. `cards` are all of the page, `notes` this draft's own; the page has `before` others.
    pub(super) fn new(
        path: &str,
        analysis: &Analysis<'_>,
        voices: &Voices<'_>,
        mut marks: Vec<Mark>,
        cards: &[Card],
        before: usize,
        notes: &[Note],
    ) -> Self {
        let text = analysis.text;
        let lanes = lanes::lanes(analysis, &marks, cards);
        marks.extend(notes.iter().enumerate().map(|(at, note)| Mark::new(note.span, Role::Finding(before + at))));
        let dealt = body::by_paragraph(&analysis.paragraphs, marks);
        let mut rows: Vec<Row> = analysis
            .paragraphs
            .iter()
            .zip(dealt)
            .enumerate()
            .map(|(number, (paragraph, marks))| {
                let people = marks.iter().filter_map(|mark| mark.role.passage().and_then(|card| cards[card].person));
                let mut people: Vec<usize> = people.collect();
                people.sort_unstable();
                people.dedup();
                Row {
                    number,
                    line: analysis.line(paragraph.span),
                    shape: shape(number, paragraph, text),
                    pieces: body::pieces(text, paragraph.span, &marks),
                    people,
                    notes: Vec::new(),
                }
            })
            .collect();
        // A note stands beside the paragraph in which its words begin, once.
        for (at, note) in notes.iter().enumerate() {
            let row = analysis.paragraphs.partition_point(|paragraph| paragraph.span.end <= note.span.start);
            let last = rows.len().saturating_sub(1);
            if let Some(row) = rows.get_mut(row.min(last)) {
                row.notes.push(before + at);
            }
        }
        let (quotations, attributed) = spoken(analysis);
        let unattributed: usize = voices.unattributed.iter().map(|passage| words(passage.span.of(text))).sum();
        Self {
            path: one_line(path).into_owned(),
            unit: if analysis.document.is_some_and(|document| document.kind.is_zipped()) {
                "Paragraph"
            } else {
                "Line"
            },
            words: analysis.words,
            quotations,
            attributed,
            quoted: unattributed + voices.speakers.iter().map(|voice| voice.words).sum::<usize>(),
            rows,
            lanes,
            notes: notes.len(),
        }
    }
}

/// Plain text has no headings; its first line is the headline where it is short and no sentence.
fn shape(number: usize, paragraph: &Paragraph, text: &str) -> Shape {
    let words = paragraph.span.of(text);
    let like_a_headline = !words.ends_with('.') && words.chars().count() <= HEADLINE;
    match paragraph.kind {
        ParagraphKind::Heading | ParagraphKind::Body if number == 0 && like_a_headline => Shape::Headline,
        ParagraphKind::Heading => Shape::Heading,
        ParagraphKind::ListItem => Shape::Item,
        ParagraphKind::BlockQuotation => Shape::Indented,
        ParagraphKind::Caption | ParagraphKind::Cell | ParagraphKind::Footnote => Shape::Small,
        ParagraphKind::Body | ParagraphKind::Turn => Shape::Body,
    }
}

/// The cards of a draft, the first with the number `before`, and the marks that go with them. `people` are the
/// draft's speakers as people of the page.
pub(super) fn cards(
    analysis: &Analysis<'_>,
    voices: &Voices<'_>,
    people: &[Option<usize>],
    before: usize,
) -> (Vec<Card>, Vec<Mark>) {
    let mut marks = Vec::new();
    let mut cards = Vec::new();
    let mut sources: FxHashMap<Span, usize> = FxHashMap::default();
    let mut cues: FxHashMap<Span, usize> = FxHashMap::default();
    let person = |speaker: Option<usize>| speaker.and_then(|speaker| people.get(speaker).copied().flatten());
    for (at, attribution) in analysis.attributions.iter().enumerate() {
        let number = before + at;
        let reported = attribution.kind == AttributionKind::Indirect;
        if attribution.quotations.is_empty() {
            let spans = attribution.content.iter().enumerate();
            marks.extend(spans.map(|(at, &span)| Mark { span, role: Role::Report(number), goes_on: at > 0 }));
        }
        let second = attribution.second;
        for (span, known, role) in
            [(attribution.source, &mut sources, Role::Source(number)), (attribution.cue, &mut cues, Role::Cue(number))]
        {
            if let Some(span) = span.filter(|span| !known.contains_key(span)) {
                known.insert(span, number);
                marks.push(Mark::new(span, role));
            }
        }
        // A second credit is marked like the first.
        for (span, role) in
            second.iter().flat_map(|second| [(second.source, Role::Source(number)), (second.cue, Role::Cue(number))])
        {
            marks.push(Mark::new(span, role));
        }
        let name = |speaker: usize| analysis.speakers.get(speaker).map(|speaker| one_line(&speaker.name).into_owned());
        let others = attribution.candidates.iter();
        cards.push(Card {
            person: person(attribution.speaker),
            sieve: Some(attribution.sieve),
            confidence: attribution.confidence,
            others: others.filter_map(|candidate| Some((name(candidate.speaker)?, candidate.confidence))).collect(),
            reported,
            source: attribution.source.and_then(|span| sources.get(&span).copied()),
            cue: attribution.cue.and_then(|span| cues.get(&span).copied()),
        });
    }
    let mut numbers: Vec<Option<usize>> = Vec::with_capacity(analysis.quotations.len());
    for (quotation, owner) in analysis.quotations.iter().zip(&voices.owners) {
        let begun = quotation.continues.and_then(|earlier| numbers.get(earlier).copied().flatten());
        let outer = quotation.inside.and_then(|outer| voices.owners.get(outer).copied().flatten());
        let own = quotation.attribution.map(|attribution| before + attribution);
        let number = begun.or(own).or_else(|| {
            let spoken = owner.is_none() && quotation.kind == QuotationKind::Speech;
            spoken.then(|| {
                cards.push(Card::of_nobody());
                before + cards.len() - 1
            })
        });
        numbers.push(number);
        // Words that a speaker quotes from themselves are marked already.
        if let Some(number) = number.filter(|_| owner.is_none() || outer != *owner) {
            marks.push(Mark::new(quotation.span, Role::Quotation(number)));
        }
    }
    (cards, marks)
}

impl Card {
    fn of_nobody() -> Self {
        Self {
            person: None,
            sieve: None,
            confidence: 0.0,
            others: Vec::new(),
            reported: false,
            source: None,
            cue: None,
        }
    }
}

impl Role {
    /// The card of words that somebody says.
    pub(super) const fn passage(self) -> Option<usize> {
        match self {
            Self::Quotation(card) | Self::Report(card) => Some(card),
            Self::Source(_) | Self::Cue(_) | Self::Finding(_) => None,
        }
    }
}

/// The findings of a draft as notes.
pub(super) fn notes(analysis: &Analysis<'_>, draft: usize, found: &[Diagnostic]) -> Vec<Note> {
    let line = |span: Span| analysis.line(span);
    let row = |span: Span| analysis.paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
    let shown = |span: Span| analysis.paragraphs.get(row(span)).is_some_and(|paragraph| paragraph.span.overlaps(span));
    let note = |diagnostic: &Diagnostic| Note {
        draft,
        rule: diagnostic.rule,
        severity: diagnostic.severity,
        message: sentence(&diagnostic.message),
        help: diagnostic.help.as_deref().map(sentence),
        line: line(diagnostic.span),
        span: diagnostic.span,
        shown: shown(diagnostic.span),
        related: diagnostic
            .related
            .iter()
            .map(|label| Related {
                path: label.elsewhere.as_ref().map(|elsewhere| one_line(&elsewhere.path).into_owned()),
                line: label.elsewhere.as_ref().map_or_else(|| line(label.span), |elsewhere| elsewhere.place.line),
                row: row(label.span),
                message: one_line(&label.message).into_owned(),
            })
            .collect(),
    };
    found.iter().map(note).collect()
}

/// A message with the capital and the full stop that it has among other sentences.
fn sentence(message: &str) -> String {
    let message = one_line(message);
    let mut characters = message.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    let stop = if message.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    first.chain(characters).chain(stop.chars()).collect()
}
