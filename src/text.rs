//! Places in a text: spans of bytes, and the lines and columns that people count.

use std::ops::Range;

use memchr::{memchr_iter, memrchr};

/// A half-open range of byte offsets into a text, always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Its length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The words at this span; empty where the span does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `other` lies wholly within it.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A line and a column, both counted from one; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from one.
    pub line: usize,
    /// Character in the line, from one.
    pub column: usize,
}

/// Finds the line of an offset: holds the offset at which each line starts.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line ends of a text.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1)).collect();
        Self { starts }
    }

    /// The line of an offset, counted from one.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Line and column of an offset into `text`, the text that the index was made of.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let line = self.line(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        Place { line, column }
    }
}

/// The whole lines of `text` that a span touches, without the last line end.
pub fn lines_around(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let start = bytes.get(..span.start).and_then(|before| memrchr(b'\n', before)).map_or(0, |at| at + 1);
    let end =
        bytes.get(span.end..).and_then(|after| memchr::memchr(b'\n', after)).map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}
