//! Dialogue without tags: in a conversation the speakers take turns, a paragraph each.
//!
//! Where talk stands in paragraphs of its own, one right behind the other, a paragraph that names nobody does not hold the
//! words of whoever spoke last, as in news, but of whoever spoke before that: in novels the speaker of such a paragraph is
//! another than in the one before 98 times in 100, and the same as in the one before that 93 times (docs/accuracy.md).

use std::collections::VecDeque;
use std::ops::Range;

use super::{Attribution, AttributionKind, SourceForm};
use crate::document::{Paragraph, ParagraphKind};
use crate::quotations::{Quotation, QuotationKind};
use crate::text::Span;

/// How many pairs of turns a conversation has at least.
const PAIRS: usize = 6;

/// Of how many paragraphs one has a turn right behind another, in a draft that is conversation.
const PARAGRAPHS: usize = 5;

/// How often a turn belongs to who spoke in the turn before the last, from 0 to 1.
const BEFORE: f32 = 0.55;

/// How often it belongs to who speaks in the turn after the next.
const BEHIND: f32 = 0.5;

/// A paragraph with words that somebody says.
struct Turn {
    /// Its number among the paragraphs.
    paragraph: usize,
    /// Its quotations.
    quotations: Range<usize>,
    /// Whether it begins with them.
    opens: bool,
    /// Whether it carries on the words of the turn before.
    carries_on: bool,
    /// The first and the last attribution that it gives a source itself.
    own: Option<(usize, usize)>,
    /// The first attribution with a source of its own, from here on, in every other turn of its run.
    ahead: Option<usize>,
    /// The attribution that has the source of its words.
    by: Option<usize>,
}

/// Gives the turns that name nobody to the speakers that take turns, where the draft is a conversation.
pub fn alternate(
    text: &str,
    paragraphs: &[Paragraph],
    quotations: &mut [Quotation],
    attributions: &mut Vec<Attribution>,
) {
    if quotations.len() <= PAIRS {
        return;
    }
    let mut turns = turns(paragraphs, quotations, attributions);
    if !is_conversation(&turns, paragraphs.len()) {
        return;
    }
    let mut parties = Parties::default();
    for run in turns.chunk_by_mut(|one, next| next.paragraph - one.paragraph == 1) {
        decide(run, &mut parties, text, attributions);
        for turn in run.iter().filter(|turn| turn.own.is_none()) {
            if let Some(by) = turn.by {
                give(turn, by, quotations, attributions);
            }
        }
    }
}

/// Whether many turns of a draft follow each other: in news few do.
fn is_conversation(turns: &[Turn], paragraphs: usize) -> bool {
    let answers = |pair: &&[Turn]| {
        let follows = pair[1].paragraph - pair[0].paragraph == 1;
        follows && pair[0].opens && pair[1].opens && !pair[1].carries_on
    };
    let pairs = turns.windows(2).filter(answers).count();
    pairs >= PAIRS && pairs * PARAGRAPHS >= paragraphs
}

/// The turns of a draft, in order.
fn turns(paragraphs: &[Paragraph], quotations: &[Quotation], attributions: &[Attribution]) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut at = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let first = at;
        while quotations.get(at).is_some_and(|quotation| quotation.span.start < paragraph.span.end) {
            at += 1;
        }
        let here = &quotations[first..at];
        let opens = here.first().is_some_and(|quotation| quotation.span.start == paragraph.span.start);
        let spoken = opens || here.iter().any(|quotation| quotation.kind == QuotationKind::Speech);
        if !spoken || paragraph.kind != ParagraphKind::Body {
            continue;
        }
        let own = |number: &usize| {
            let inside = |source: Span| paragraph.span.contains(source);
            let attribution = &attributions[*number];
            !attribution.inherited || attribution.source.is_some_and(inside) || attribution.sieve == "lead-in"
        };
        let mut sources = here.iter().filter_map(|quotation| quotation.attribution).filter(own);
        let own = sources.next().map(|one| (one, sources.next_back().unwrap_or(one)));
        turns.push(Turn {
            paragraph: number,
            quotations: first..at,
            opens,
            carries_on: here[0].continues.is_some(),
            own,
            ahead: None,
            by: None,
        });
    }
    turns
}

/// Decides whose the turns of one run are, which follow each other without another paragraph between.
fn decide(run: &mut [Turn], parties: &mut Parties, text: &str, attributions: &[Attribution]) {
    for at in (0..run.len()).rev() {
        let ahead = run.get(at + 2).and_then(|turn| turn.ahead);
        run[at].ahead = run[at].own.map(|(first, _)| first).or(ahead);
    }
    for at in 0..run.len() {
        let turn = &run[at];
        if turn.own.is_none() {
            let before = |back: usize| at.checked_sub(back).and_then(|at| run[at].last());
            run[at].by = match () {
                () if turn.carries_on => before(1),
                () => before(2).or(turn.ahead).or_else(|| parties.other(before(1)?, text, attributions)),
            };
        }
        // Who is alone in his talk takes turns with nobody.
        if let Some(by) = run[at].last().filter(|_| run.len() > 1) {
            parties.speaks(by);
        }
    }
}

impl Turn {
    /// The attribution that has the source of its last words.
    fn last(&self) -> Option<usize> {
        self.own.map(|(_, last)| last).or(self.by)
    }
}

/// Who spoke last in the conversation: attributions, the last one last.
#[derive(Default)]
struct Parties(VecDeque<usize>);

/// How many turns back the other party of a conversation is looked for.
const REMEMBERED: usize = 12;

impl Parties {
    fn speaks(&mut self, attribution: usize) {
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(attribution);
    }

    /// Who else speaks beside the one with this attribution.
    fn other(&self, one: usize, text: &str, attributions: &[Attribution]) -> Option<usize> {
        let source = |at: usize| Some((attributions[at].source_head?.of(text), attributions[at].source_form?));
        let (words, form) = source(one)?;
        self.0.iter().rev().copied().find(|other| {
            source(*other).is_some_and(|(others, other)| {
                let differ = !others.eq_ignore_ascii_case(words);
                differ && (other == form || form == SourceForm::Pronoun && other == SourceForm::Name)
            })
        })
    }
}

/// Gives the words of a turn to the source of another attribution.
fn give(turn: &Turn, by: usize, quotations: &mut [Quotation], attributions: &mut Vec<Attribution>) {
    let Attribution { source, source_head, source_form, .. } = attributions[by];
    let behind = source.is_some_and(|source| source.start > quotations[turn.quotations.start].span.start);
    let confidence = if behind { BEHIND } else { BEFORE };
    for number in turn.quotations.clone() {
        let quotation = &mut quotations[number];
        // What a turn begins with is said, however much like a title it looks: “Good Heavens!”
        if turn.opens && number == turn.quotations.start {
            quotation.kind = QuotationKind::Speech;
        }
        if quotation.inside.is_some() || quotation.kind != QuotationKind::Speech {
            continue;
        }
        let at = *quotation.attribution.get_or_insert(attributions.len());
        if at == attributions.len() {
            attributions.push(Attribution {
                kind: AttributionKind::Direct,
                content: vec![quotation.span],
                quotations: vec![number],
                cue: None,
                cue_entry: None,
                source,
                source_head,
                source_form,
                second: None,
                relayed: None,
                inherited: true,
                turn: None,
                sieve: "alternation",
                confidence,
                speaker: None,
                candidates: Vec::new(),
            });
        }
        let attribution = &mut attributions[at];
        (attribution.source, attribution.source_head, attribution.source_form) = (source, source_head, source_form);
        (attribution.cue, attribution.sieve, attribution.confidence) = (None, "alternation", confidence);
        attribution.turn = u32::try_from(turn.paragraph).ok();
    }
}
