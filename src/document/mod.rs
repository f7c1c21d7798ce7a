//! A file becomes documents: the readable text of a draft, its paragraphs of prose, and a map back to the source.
//!
//! The *source* is what spans finally count in: the text of the file, in UTF-8 whatever its encoding, and for zipped
//! formats the extracted text. The *readable text* is the source without markup, and what an analysis reads. For
//! plain text and extracted text both are the same, and the map costs nothing.

mod archive;
pub mod docx;
pub mod encoding;
pub mod comments;
mod epub;
mod extract;
mod html;
pub mod kind;
mod map;
mod markdown;
mod markup;
mod odt;
pub mod plain;
mod prose;
mod set_off;
mod styles;
mod transcript;
mod xml;

use crate::error::Error;
use crate::text::Span;

pub use encoding::Encoding;
pub use kind::{Kind, Reading, TrackedChanges, too_long};
pub use map::Map;

/// The longest file that is read, in bytes; of zipped formats also the longest text that is unpacked. No draft is
/// near it, and an analysis takes about twenty times as much memory.
pub const LONGEST: u64 = 64 << 20;

/// What a paragraph is in its draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Body,
    /// A title, a headline, the heading of a section.
    Heading,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    BlockQuotation,
    /// What stands beside a picture or a table.
    Caption,
    /// A cell of a table.
    Cell,
    /// A footnote or an endnote.
    Footnote,
    /// One turn of a transcript: `NAME: words`.
    Turn,
}

/// One paragraph of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its place in the readable text, without the blanks around it.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// The part of it that is somebody's words without marks: a block quotation, the words of a turn.
    pub set_off: Option<Span>,
    /// Whether its words go on from those set off in the paragraph before: a block quotation of two paragraphs.
    pub goes_on: bool,
}

impl Paragraph {
    /// A paragraph without set-off words.
    pub const fn new(span: Span, kind: ParagraphKind) -> Self {
        Self { span, kind, set_off: None, goes_on: false }
    }
}

/// A comment in the markup: `<!-- … -->`. Readers of the draft don't see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// Its place in the source, `<!--` and `-->` included.
    pub span: Span,
    /// What it says, in the source, without the blanks around it.
    pub words: Span,
    /// Its place in the readable text, for comments to whosaid: outside of all paragraphs, byte for byte as in the
    /// source.
    pub readable: Option<Span>,
}

/// One draft, read: a file, or a chapter of one.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The format of its file.
    pub kind: Kind,
    /// For formats that hold several documents, the name of this one in the file.
    pub part: Option<String>,
    /// How its file is encoded.
    pub encoding: Encoding,
    source: String,
    /// None where it is the source.
    readable: Option<String>,
    map: Map,
    paragraphs: Vec<Paragraph>,
    comments: Vec<Comment>,
}

impl Document {
    /// A draft in plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        plain::read(text.into())
    }

    /// The documents in a file: one, or for an EPUB one a chapter.
    ///
    /// # Errors
    ///
    /// Bytes that are no text in a known encoding, or no file of this kind; more than [`LONGEST`] of them.
    pub fn read(bytes: Vec<u8>, kind: Kind, reading: &Reading) -> Result<Vec<Self>, Error> {
        kind::read(bytes, kind, reading)
    }

    /// The text that spans finally count in: that of the file in UTF-8, or the extracted text of a zipped format.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The readable text: what an analysis reads.
    pub fn text(&self) -> &str {
        self.readable.as_deref().unwrap_or(&self.source)
    }

    /// Its paragraphs, in order; their spans count in the readable text.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The comments in its markup, in order; their spans count in the source.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Where a span of the readable text stands in the source.
    #[inline]
    pub fn in_source(&self, span: Span) -> Span {
        self.map.span(span)
    }

    /// The bytes of the file with this source in place of its own, in the file's encoding, with its byte order mark.
    ///
    /// # Errors
    ///
    /// A zipped format, whose files are not written; a character that the encoding does not have.
    pub fn bytes(&self, source: &str) -> Result<Vec<u8>, Error> {
        if self.kind.is_zipped() {
            return Err(Error::new(format!("{} files are read and not written", self.kind.name())));
        }
        self.encoding.encode(source)
    }
}
