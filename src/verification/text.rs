//! A source as it is read: its text, and to whom it gives what words.

use std::fmt::Debug;
use std::sync::{Arc, OnceLock};

use super::turns::Turns;
use super::words::{Word, words};
use crate::analysis::Analysis;
use crate::document::Document;
use crate::grammar::Grammar;
use crate::speakers::Known;
use crate::text::{LineIndex, Place, Span};

/// The longest text that is analysed as a whole, in bytes: of a longer one only the surroundings of a passage are.
const WHOLE: usize = 1 << 19;
/// How far these reach on either side.
const AROUND: usize = 1 << 14;

/// What a source is read with, as the drafts beside it are.
pub trait Knowledge: Debug + Send + Sync {
    /// The grammar.
    fn grammar(&self) -> &Grammar;
    /// The people whom it may quote.
    fn known(&self) -> &[Known];
}

/// The built-in grammar, and nobody.
#[derive(Debug)]
struct Builtin;

impl Knowledge for Builtin {
    fn grammar(&self) -> &Grammar {
        Grammar::builtin()
    }

    fn known(&self) -> &[Known] {
        &[]
    }
}

/// One document of a source.
#[derive(Debug)]
pub struct SourceText {
    document: Document,
    knowledge: Arc<dyn Knowledge>,
    lines: LineIndex,
    said: OnceLock<Vec<Said>>,
    turns: OnceLock<Turns>,
}

/// Words that the source gives to somebody.
#[derive(Debug, Clone)]
struct Said {
    span: Span,
    speaker: String,
}

impl SourceText {
    /// A document that was read, to be understood by the built-in grammar.
    pub fn new(document: Document) -> Self {
        Self::with_knowledge(document, Arc::new(Builtin))
    }

    /// A document that was read.
    pub fn with_knowledge(document: Document, knowledge: Arc<dyn Knowledge>) -> Self {
        let lines = LineIndex::new(document.source());
        Self { document, knowledge, lines, said: OnceLock::new(), turns: OnceLock::new() }
    }

    /// Its readable text; spans here count in it.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The words from one number on, so many of them; `mark` is a word before it and where that begins.
    pub(super) fn words(&self, mark: (u32, usize), from: u32, number: usize) -> Vec<Word> {
        let (known, offset) = mark;
        if !self.text().is_char_boundary(offset) {
            // The file is another by now.
            return Vec::new();
        }
        words(self.text(), offset).skip((from - known) as usize).take(number).collect()
    }

    /// Where a span begins in the source: in the file, or in what was extracted from it.
    pub fn place(&self, span: Span) -> Place {
        self.lines.place(self.document.source(), self.document.in_source(span).start)
    }

    /// The number of the paragraph that a span begins in, from one, where the file has no lines that people see.
    pub fn paragraph(&self, span: Span) -> Option<usize> {
        let before = self.document.paragraphs().partition_point(|paragraph| paragraph.span.start <= span.start);
        self.document.kind.is_zipped().then_some(before.max(1))
    }

    /// Whom the source gives a passage to: an attribution of its own that holds most of it, or a turn of a transcript.
    pub fn speaker(&self, span: Span) -> Option<String> {
        let turn = || self.turns.get_or_init(|| Turns::new(self.text())).at(span.start).map(str::to_owned);
        self.attributed(span).or_else(turn)
    }

    fn attributed(&self, span: Span) -> Option<String> {
        let text = self.text();
        let (grammar, known) = (self.knowledge.grammar(), self.knowledge.known());
        let of = |said: &[Said], span: Span| {
            let held = |said: &Said| said.span.end.min(span.end).saturating_sub(said.span.start.max(span.start));
            let best = said.iter().max_by_key(|said| (held(said), std::cmp::Reverse(said.span.len())))?;
            (held(best) * 2 > span.len()).then(|| best.speaker.clone())
        };
        if text.len() <= WHOLE {
            let said = self.said.get_or_init(|| said(&Analysis::of_document(&self.document, grammar, known)));
            return of(said, span);
        }
        let paragraphs = self.document.paragraphs();
        let near = |at: usize| paragraphs.partition_point(|paragraph| paragraph.span.end <= at);
        let first = paragraphs.get(near(span.start.saturating_sub(AROUND)))?.span.start;
        let last = paragraphs.get(near(span.end + AROUND)).or(paragraphs.last())?.span.end;
        let part = text.get(first..last.max(first))?;
        let within = Span::new(span.start.saturating_sub(first), span.end.saturating_sub(first));
        of(&said(&Analysis::with_known(part, grammar, known)), within)
    }
}

fn said(analysis: &Analysis<'_>) -> Vec<Said> {
    let named = |speaker: usize| analysis.speakers.get(speaker).map(|speaker| speaker.name.to_string());
    let quoted = analysis.quotations.iter().filter_map(|quotation| {
        Some(Said { span: quotation.span, speaker: analysis.speaker_of(quotation)?.name.to_string() })
    });
    let reported = analysis.attributions.iter().filter(|attribution| attribution.quotations.is_empty());
    let reported = reported.filter_map(|attribution| {
        let span = attribution.content.iter().copied().reduce(Span::to)?;
        Some(Said { span, speaker: named(attribution.speaker?)? })
    });
    quoted.chain(reported).collect()
}
