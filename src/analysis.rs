//! What is known of one draft, read-only: all that rules and outputs see.

use crate::attribution::{self, Attribution, Memory, Sentence};
use crate::document::plain;
use crate::grammar::Grammar;
use crate::mentions::{self, Mention};
use crate::phrases;
use crate::quotations::{Finder, Quotation, QuotationKind, StrayMark};
use crate::sentences::{self, Piece, View};
use crate::speakers::{self, Known, Speaker, Trace};
use crate::tags;
use crate::text::{LineIndex, Span};
use crate::tokens;

/// One draft, analysed. Indices into `quotations`, `attributions` and `speakers` name things in it.
#[derive(Debug, Clone)]
pub struct Analysis<'t> {
    /// The draft as it is in the file, UTF-8; all spans are byte offsets into it.
    pub text: &'t str,
    /// Where its lines start.
    pub lines: LineIndex,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Span>,
    /// Every quotation, nested ones too, in the order of their first bytes.
    pub quotations: Vec<Quotation>,
    /// Closing marks that close nothing, in order.
    pub stray_marks: Vec<StrayMark>,
    /// Every attribution, in the order of their content.
    pub attributions: Vec<Attribution>,
    /// Everybody whom the draft mentions as speaking or as a person, in the order of their first mention.
    pub speakers: Vec<Speaker>,
    /// How many words the draft has.
    pub words: usize,
    /// Every noun phrase outside of quotations that may refer to somebody, in order: what the speakers are told by.
    pub mentions: Vec<Mention>,
}

/// Sentences of one paragraph that are read at once: no paragraph of prose has more, and memory stays bounded.
const BATCH: usize = 256;

impl<'t> Analysis<'t> {
    /// Reads a draft with the grammar built into the program. Never fails, whatever the text.
    pub fn new(text: &'t str) -> Self {
        Self::with_grammar(text, Grammar::builtin())
    }

    /// Reads a draft with this grammar.
    pub fn with_grammar(text: &'t str, grammar: &Grammar) -> Self {
        Self::with_known(text, grammar, &[])
    }

    /// Reads a draft with this grammar; people of whom the draft may take for granted that its readers know them.
    pub fn with_known(text: &'t str, grammar: &Grammar, known: &[Known]) -> Self {
        let paragraphs = plain::paragraphs(text);
        let mut finder = Finder::default();
        let mut memory = Memory::default();
        let mut mentions: Vec<Mention> = Vec::new();
        let mut tokens = Vec::new();
        let mut tags = Vec::new();
        let mut words = 0;
        let mut sentence_number = 0u32;
        for (number, &paragraph) in paragraphs.iter().enumerate() {
            tokens.clear();
            tokens::read(text, paragraph, grammar, &mut tokens);
            words += tokens.iter().filter(|token| token.is_word()).count();
            let first = finder.quotations.len();
            let next = paragraphs.get(number + 1).map_or("", |next| next.of(text));
            finder.paragraph(text, paragraph, next, &mut tokens, grammar);
            let pieces = sentences::pieces(&tokens, &finder.quotations, first);
            let view = View { text, tokens: &tokens, quotations: &finder.quotations, grammar };
            let ranges = sentences::sentences(view, &pieces);
            for batch in ranges.chunks(BATCH) {
                let view = View { text, tokens: &tokens, quotations: &finder.quotations, grammar };
                let mut read = Vec::with_capacity(batch.len());
                for range in batch {
                    let pieces = &pieces[range.clone()];
                    tags::tag(view, pieces, &mut tags);
                    let mut phrases = Vec::new();
                    phrases::read(view, pieces, &tags, &mut phrases);
                    let paragraph = u32::try_from(number).unwrap_or(u32::MAX);
                    mentions::read(view, pieces, &tags, &phrases, paragraph, sentence_number, &mut mentions);
                    sentence_number = sentence_number.saturating_add(1);
                    read.push(Sentence { pieces: pieces.to_vec(), phrases, reports: Vec::new() });
                }
                let mut decisions = attribution::undecided(&read, view.quotations);
                attribution::attribute(view, &mut read, &mut decisions, &mut memory);
                // A quotation inside of a name is a nickname, and no phrase of its own.
                for piece in read.iter().flat_map(|sentence| &sentence.pieces) {
                    if let Piece::Quotation(number) = piece {
                        finder.quotations[*number as usize].kind = QuotationKind::Title;
                    }
                }
                for decision in decisions {
                    let quotation = &mut finder.quotations[decision.quotation];
                    quotation.attribution = decision.attribution;
                    quotation.kind = decision.kind;
                }
            }
        }
        let mut attributions = ordered(memory.attributions, &mut finder.quotations);
        let speakers = speakers::resolve(text, &mentions, &mut attributions, known);
        Self {
            text,
            lines: LineIndex::new(text),
            paragraphs,
            quotations: finder.quotations,
            stray_marks: finder.stray_marks,
            attributions,
            speakers,
            words,
            mentions,
        }
    }

    /// How the source of an attribution found its speaker: everybody who was weighed, with features and weights. None
    /// where the attribution has no source. `known` are the people whom the draft was read with.
    pub fn explain(&self, attribution: usize, known: &[Known]) -> Option<Trace> {
        speakers::explain(self.text, &self.mentions, &self.attributions, known, attribution)
    }

    /// The speaker of a quotation, where one is known.
    pub fn speaker_of(&self, quotation: &Quotation) -> Option<&Speaker> {
        let attribution = self.attributions.get(quotation.attribution?)?;
        self.speakers.get(attribution.speaker?)
    }
}

/// The attributions in the order of their content; the quotations follow.
fn ordered(attributions: Vec<Attribution>, quotations: &mut [Quotation]) -> Vec<Attribution> {
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|at| (attributions[*at].content.first().map(|span| span.start), *at));
    let mut places = vec![0; attributions.len()];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    for attribution in quotations.iter_mut().filter_map(|quotation| quotation.attribution.as_mut()) {
        *attribution = places[*attribution];
    }
    let mut sorted: Vec<(usize, Attribution)> = places.into_iter().zip(attributions).collect();
    sorted.sort_by_key(|(place, _)| *place);
    sorted.into_iter().map(|(_, attribution)| attribution).collect()
}
