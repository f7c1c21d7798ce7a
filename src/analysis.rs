//! What is known of one draft, read-only: all that rules and outputs see.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::attribution::{Attribution, Reasons, alternation};
use crate::document::{Comment, Document, Paragraph, comments, plain};
use crate::grammar::{Cue, Grammar};
use crate::mentions::Mentions;
use crate::quotations::{Quotation, QuotationKind, StrayMark};
use crate::reading::Reader;
use crate::speakers::{self, Known, Speaker, Trace};
use crate::text::{LineIndex, Place, Span};

/// One draft, analysed. Indices into `quotations`, `attributions` and `speakers` name things in it.
#[derive(Debug, Clone)]
pub struct Analysis<'t> {
    /// The readable text of the draft; all spans here are byte offsets into it. What is told to the outside goes
    /// through [`Analysis::in_source`] first.
    pub text: &'t str,
    /// The grammar that it was read with.
    pub grammar: &'t Grammar,
    /// The document that it was read from; none for a text that is its own source.
    pub document: Option<&'t Document>,
    /// Where the lines of the source start, once somebody asks.
    pub(crate) source_lines: OnceLock<LineIndex>,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Every quotation, nested ones too, in the order of their first bytes.
    pub quotations: Vec<Quotation>,
    /// Closing marks that close nothing, in order.
    pub stray_marks: Vec<StrayMark>,
    /// Every attribution, in the order of their content.
    pub attributions: Vec<Attribution>,
    /// Everybody whom the draft mentions as speaking or as a person, in the order of their first mention.
    pub speakers: Vec<Speaker<'t>>,
    /// How many words the draft has.
    pub words: usize,
    /// Every noun phrase outside of quotations that may refer to somebody, in order: what the speakers are told by.
    pub mentions: Mentions,
}

impl<'t> Analysis<'t> {
    /// Reads a draft in plain text with the grammar built into the program. Never fails, whatever the text.
    pub fn new(text: &'t str) -> Self {
        Self::with_grammar(text, Grammar::builtin())
    }

    /// Reads a draft in plain text with this grammar.
    pub fn with_grammar(text: &'t str, grammar: &'t Grammar) -> Self {
        Self::with_known(text, grammar, &[])
    }

    /// Reads a draft in plain text with this grammar; people of whom the draft may take for granted that its readers
    /// know them.
    pub fn with_known(text: &'t str, grammar: &'t Grammar, known: &[Known]) -> Self {
        Self::read(text, plain::paragraphs(text), None, grammar, known, None).0
    }

    /// Reads a draft of any format with the grammar built into the program.
    pub fn of(document: &'t Document) -> Self {
        Self::of_document(document, Grammar::builtin(), &[])
    }

    /// Reads a draft of any format with this grammar, and people whom its readers know.
    pub fn of_document(document: &'t Document, grammar: &'t Grammar, known: &[Known]) -> Self {
        let paragraphs = document.paragraphs().to_vec();
        Self::read(document.text(), paragraphs, Some(document), grammar, known, None).0
    }

    /// Reads a draft of any format, and keeps why each quotation was decided as it was.
    pub fn with_reasons(document: &'t Document, grammar: &'t Grammar, known: &[Known]) -> (Self, Vec<Reasons>) {
        let paragraphs = document.paragraphs().to_vec();
        Self::read(document.text(), paragraphs, Some(document), grammar, known, Some(Vec::new()))
    }

    fn read(
        text: &'t str,
        paragraphs: Vec<Paragraph>,
        document: Option<&'t Document>,
        grammar: &'t Grammar,
        known: &[Known],
        reasons: Option<Vec<Reasons>>,
    ) -> (Self, Vec<Reasons>) {
        let mut reader = Reader::new(text, grammar, reasons);
        for (number, paragraph) in paragraphs.iter().enumerate() {
            reader.paragraph(number, paragraph, paragraphs.get(number + 1));
        }
        reader.finish();
        let Reader { mut finder, mut memory, mentions, words, .. } = reader;
        for (quotation, attribution) in memory.credited {
            finder.quotations[quotation].attribution = Some(attribution);
            finder.quotations[quotation].kind = QuotationKind::Speech;
        }
        alternation::alternate(text, &paragraphs, &mut finder.quotations, &mut memory.attributions);
        let mut attributions = ordered(memory.attributions, &mut finder.quotations);
        let speakers = speakers::resolve(text, &mentions, &mut attributions, known);
        let analysis = Self {
            text,
            grammar,
            source_lines: OnceLock::new(),
            document,
            paragraphs,
            quotations: finder.quotations,
            stray_marks: finder.stray_marks,
            attributions,
            speakers,
            words,
            mentions,
        };
        (analysis, memory.reasons.unwrap_or_default())
    }

    /// What the grammar knows of the cue of an attribution.
    pub fn cue(&self, attribution: &Attribution) -> Option<&'t Cue> {
        self.grammar.lexicon.cues.get(usize::from(attribution.cue_entry?))
    }

    /// The text that spans are told in: that of the file, or the extracted text of a zipped format.
    pub fn source(&self) -> &'t str {
        self.document.map_or(self.text, Document::source)
    }

    /// Where a span of the readable text stands in the source.
    #[inline]
    pub fn in_source(&self, span: Span) -> Span {
        self.document.map_or(span, |document| document.in_source(span))
    }

    /// The comments in the draft's markup, in order; in a text that is its own source those to whosaid.
    pub fn comments(&self) -> Cow<'t, [Comment]> {
        match self.document {
            Some(document) => Cow::Borrowed(document.comments()),
            None => Cow::Owned(comments::in_plain(self.text)),
        }
    }

    /// Line and column in the source of the character that a span of the readable text begins with.
    pub fn place(&self, span: Span) -> Place {
        self.lines().place(self.source(), self.in_source(span).start)
    }

    /// The line in the source of the character that a span of the readable text begins with, counted from one.
    pub fn line(&self, span: Span) -> usize {
        self.lines().line(self.in_source(span).start)
    }

    /// Where the lines of the source start.
    pub fn lines(&self) -> &LineIndex {
        self.source_lines.get_or_init(|| LineIndex::new(self.source()))
    }

    /// How the source of an attribution found its speaker: everybody who was weighed, with features and weights. None
    /// where the attribution has no source. `known` are the people whom the draft was read with.
    pub fn explain(&self, attribution: usize, known: &[Known]) -> Option<Trace> {
        speakers::explain(self.text, &self.mentions, &self.attributions, known, attribution)
    }

    /// The speaker of a quotation, where one is known.
    pub fn speaker_of(&self, quotation: &Quotation) -> Option<&Speaker<'t>> {
        let attribution = self.attributions.get(quotation.attribution?)?;
        self.speakers.get(attribution.speaker?)
    }
}

/// The attributions in the order of their content; the quotations follow.
fn ordered(mut attributions: Vec<Attribution>, quotations: &mut [Quotation]) -> Vec<Attribution> {
    let start = |attribution: &Attribution| attribution.content.first().map(|span| span.start);
    // Nearly all drafts have them in order.
    if attributions.is_sorted_by_key(start) {
        return attributions;
    }
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|at| start(&attributions[*at]));
    let mut places = vec![0; attributions.len()];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    for attribution in quotations.iter_mut().filter_map(|quotation| quotation.attribution.as_mut()) {
        *attribution = places[*attribution];
    }
    for at in 0..places.len() {
        while places[at] != at {
            let place = places[at];
            attributions.swap(at, place);
            places.swap(at, place);
        }
    }
    attributions
}
