//! The readable text of a draft with markup, written piece by piece and paragraph by paragraph.

use super::map::{Map, Mapped};
use super::{Paragraph, ParagraphKind};
use crate::text::Span;

/// A readable text under way. Spans are places in the source.
#[derive(Debug, Default)]
pub(super) struct Prose {
    mapped: Mapped,
    paragraphs: Vec<Paragraph>,
    /// Where the paragraph under way begins in the readable text.
    start: usize,
    /// Where the last piece ends in the source.
    at: usize,
}

impl Prose {
    /// With room for a text of this length.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self { mapped: Mapped::with_capacity(length), ..Self::default() }
    }

    /// Appends a span of the source as it is.
    pub(super) fn copy(&mut self, source: &str, span: Span) {
        self.at = span.end;
        self.mapped.copy(source, span);
    }

    /// Appends words that stand for a span of the source.
    pub(super) fn put(&mut self, words: &str, span: Span) {
        self.at = span.end;
        self.mapped.put(words, span);
    }

    /// Appends one space that stands for a span of the source, unless there is one or the paragraph begins here.
    pub(super) fn space(&mut self, span: Span) {
        if !self.words().is_empty() && !self.words().ends_with([' ', '\n']) {
            self.put(" ", span);
        }
    }

    /// The paragraph under way.
    pub(super) fn words(&self) -> &str {
        self.mapped.text.get(self.start..).unwrap_or_default()
    }

    /// How many paragraphs have ended.
    pub(super) fn ended(&self) -> usize {
        self.paragraphs.len()
    }

    /// The readable text so far, and the paragraphs that have ended.
    pub(super) fn parts(&mut self) -> (&str, &mut Vec<Paragraph>) {
        (&self.mapped.text, &mut self.paragraphs)
    }

    /// Ends the paragraph under way; whether it had any words.
    pub(super) fn end(&mut self, kind: ParagraphKind) -> bool {
        let words = self.words();
        let behind = self.start + words.trim_end().len();
        let begin = behind - words.trim().len();
        if self.mapped.text.len() > self.start {
            self.mapped.put("\n", Span::new(self.at, self.at));
        }
        self.start = self.mapped.text.len();
        if begin < behind {
            self.paragraphs.push(Paragraph::new(Span::new(begin, behind), kind));
        }
        begin < behind
    }

    /// Appends a span of the source behind all paragraphs, as a part of none; where it stands in the readable text.
    pub(super) fn append(&mut self, source: &str, span: Span) -> Span {
        let start = self.mapped.text.len();
        self.mapped.copy(source, span);
        let readable = Span::new(start, self.mapped.text.len());
        self.mapped.put("\n", Span::new(span.end, span.end));
        self.start = self.mapped.text.len();
        readable
    }

    /// The text, its map and its paragraphs.
    pub(super) fn finish(self) -> (String, Map, Vec<Paragraph>) {
        let (text, map) = self.mapped.finish();
        (text, map, self.paragraphs)
    }
}
