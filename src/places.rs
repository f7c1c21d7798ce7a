//! Places as people find them in a document that has no lines: the paragraph, and the sentence in it.

use crate::analysis::Analysis;
use crate::grammar::Grammar;
use crate::sentences::{self, View};
use crate::text::Span;
use crate::tokens::{self, Room};

/// A place in a document without lines; both numbers count from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InParagraph {
    /// The paragraph, empty ones too: the line of the extracted text.
    pub paragraph: usize,
    /// The sentence in it; a quotation of several sentences is one.
    pub sentence: usize,
}

/// Where a span of the readable text stands in a document without lines; none for a draft that has some.
pub fn in_paragraph(analysis: &Analysis, span: Span) -> Option<InParagraph> {
    analysis.document.filter(|document| document.kind.is_zipped())?;
    Some(InParagraph { paragraph: analysis.line(span), sentence: sentence(analysis, span) })
}

fn sentence(analysis: &Analysis, span: Span) -> usize {
    let behind = analysis.paragraphs.partition_point(|paragraph| paragraph.span.start <= span.start);
    let Some(paragraph) = behind.checked_sub(1).and_then(|number| analysis.paragraphs.get(number)) else { return 1 };
    let mut read = Vec::new();
    tokens::read(analysis.text, paragraph.span, Grammar::builtin(), &mut Room::default(), &mut read);
    let first = analysis.quotations.partition_point(|quotation| quotation.span.start < paragraph.span.start);
    let (mut pieces, mut sentences) = (Vec::new(), Vec::new());
    sentences::pieces(&read, &analysis.quotations, first, &mut pieces);
    let view =
        View { text: analysis.text, tokens: &read, quotations: &analysis.quotations, grammar: Grammar::builtin() };
    sentences::sentences(view, &pieces, 0, &mut sentences);
    let starts = sentences.into_iter().filter_map(|range| pieces.get(range.start));
    starts.take_while(|piece| piece.span().start <= span.start).count().max(1)
}
