//! The text taken out of a Word or OpenDocument file, with its tracked changes and the place of each piece in the XML.

use super::map::{Map, Mapped};
use super::{Document, Kind, Paragraph, ParagraphKind, TrackedChanges, set_off};
use crate::text::Span;

/// What tracked changes did to a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Change {
    #[default]
    None,
    Inserted,
    Deleted,
}

/// A piece of a paragraph as it comes out of the XML.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub(super) words: String,
    pub(super) change: Change,
    /// The run it stands in, an index into `Extracted::runs`.
    pub(super) run: usize,
    /// Its place in the XML of its part.
    pub(super) xml: Span,
    /// The start tag of the text element that it stands in; none for a tab, a line break.
    pub(super) element: Option<Span>,
}

/// A piece of the extracted text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its place in the extracted text.
    pub(super) text: Span,
    pub(super) run: usize,
    pub(super) xml: Span,
    pub(super) element: Option<Span>,
}

/// A run: text of one look, the smallest thing that a comment can begin or end at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    /// Its place in the XML, and its properties, `<w:rPr>…</w:rPr>`.
    pub(super) xml: Span,
    pub(super) properties: Option<Span>,
    /// From its first to behind its last element of content.
    pub(super) content: Option<Span>,
    /// For a run that no comment can stand in, of a footnote or a text box, the run of the body that it belongs to.
    pub(super) anchor: Option<usize>,
}

/// The text so far.
#[derive(Debug)]
pub(super) struct Extracted {
    pub(super) changes: TrackedChanges,
    /// What spans count in: with the marks of changes, where they are shown.
    pub(super) source: String,
    /// The text without what is only shown.
    readable: Mapped,
    paragraphs: Vec<Paragraph>,
    /// Pieces that can be commented on, in the order of the source.
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Vec<Run>,
    /// The runs of the body that refer to a note: its kind, its identifier, the run.
    pub(super) references: Vec<(&'static str, String, usize)>,
}

impl Extracted {
    pub(super) fn new(changes: TrackedChanges) -> Self {
        Self {
            changes,
            source: String::new(),
            readable: Mapped::default(),
            paragraphs: Vec::new(),
            pieces: Vec::new(),
            runs: Vec::new(),
            references: Vec::new(),
        }
    }

    /// Whether a paragraph goes on in the next, its mark being changed so.
    pub(super) fn joins(&self, mark: Change) -> bool {
        match self.changes {
            TrackedChanges::Accept | TrackedChanges::Show => mark == Change::Deleted,
            TrackedChanges::Reject => mark == Change::Inserted,
        }
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, fragments: &[Fragment], kind: ParagraphKind) {
        let start = self.readable.text.len();
        let mut shown = Change::None;
        for fragment in fragments {
            self.show(shown, fragment.change);
            shown = fragment.change;
            self.fragment(fragment);
        }
        self.show(shown, Change::None);
        let words = &self.readable.text[start..];
        let end = start + words.trim_end().len();
        let begin = end - words.trim().len();
        let at = self.source.len();
        self.source.push('\n');
        self.readable.copy(&self.source, Span::new(at, at + 1));
        if begin == end {
            return;
        }
        let same = kind == ParagraphKind::BlockQuotation
            && self.paragraphs.last().is_some_and(|last| last.kind == ParagraphKind::BlockQuotation);
        self.paragraphs.push(Paragraph::new(Span::new(begin, end), kind));
        if kind == ParagraphKind::BlockQuotation {
            set_off::block_quotation(&self.readable.text, &mut self.paragraphs, same);
        }
    }

    fn fragment(&mut self, fragment: &Fragment) {
        let read = match self.changes {
            TrackedChanges::Accept | TrackedChanges::Show => fragment.change != Change::Deleted,
            TrackedChanges::Reject => fragment.change != Change::Inserted,
        };
        if !read && self.changes != TrackedChanges::Show {
            return;
        }
        let at = self.source.len();
        self.source.push_str(&fragment.words);
        let text = Span::new(at, self.source.len());
        self.pieces.push(Piece { text, run: fragment.run, xml: fragment.xml, element: fragment.element });
        if read {
            self.readable.copy(&self.source, text);
        }
    }

    /// Writes what stands between a piece changed so and the next.
    fn show(&mut self, before: Change, next: Change) {
        if self.changes != TrackedChanges::Show || before == next {
            return;
        }
        self.source.push_str(match before {
            Change::None => "",
            Change::Inserted => "+}",
            Change::Deleted => "-]",
        });
        self.source.push_str(match next {
            Change::None => "",
            Change::Inserted => "{+",
            Change::Deleted => "[-",
        });
    }

    /// The document.
    pub(super) fn document(self, kind: Kind) -> Document {
        let (readable, map) = self.readable.finish();
        let (readable, map) = if readable == self.source { (None, Map::default()) } else { (Some(readable), map) };
        Document { kind, source: self.source, readable, map, paragraphs: self.paragraphs, ..Document::default() }
    }
}
