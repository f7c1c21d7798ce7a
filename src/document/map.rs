//! From the readable text of a draft back to its source: which words stand where in the file.

use crate::text::Span;

/// Where each piece of a readable text comes from. Empty for a text that is its own source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// In order, without gaps in the readable text: each reaches to where the next begins.
    pieces: Vec<Piece>,
    /// The length of the readable text.
    end: u32,
}

/// A piece is copied byte for byte where both lengths are the same; otherwise it stands for its source as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    readable: u32,
    start: u32,
    end: u32,
}

impl Map {
    /// Where a span of the readable text stands in the source: from the first byte of what its first character comes
    /// from to behind the last byte of what its last character comes from.
    ///
    /// An empty span stands behind the character before it, or before the first of its paragraph.
    #[inline]
    pub fn span(&self, span: Span) -> Span {
        if self.pieces.is_empty() { span } else { self.elsewhere(span) }
    }

    fn elsewhere(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.insertion(span.start);
            return Span::new(at, at);
        }
        let start = self.offset(span.start);
        Span::new(start, self.end(span.end).max(start))
    }

    /// Where the character that begins at an offset comes from.
    fn offset(&self, offset: usize) -> usize {
        let Some((piece, length)) = self.piece(offset) else { return offset };
        let inside = offset - piece.readable as usize;
        if length == piece.length() { piece.start as usize + inside } else { piece.start as usize }
    }

    /// Behind what the character that ends at an offset comes from.
    fn end(&self, offset: usize) -> usize {
        let Some((piece, length)) = self.piece(offset.saturating_sub(1)) else { return offset };
        let inside = offset - piece.readable as usize;
        if length == piece.length() { piece.start as usize + inside } else { piece.end as usize }
    }

    fn insertion(&self, offset: usize) -> usize {
        // What a reader put in between paragraphs comes from nowhere; nothing is inserted behind it.
        match offset.checked_sub(1).and_then(|before| self.piece(before)) {
            Some((piece, _)) if piece.length() > 0 => self.end(offset),
            _ => self.offset(offset),
        }
    }

    /// The piece that holds a byte of the readable text, and how long it is there; the last where none does.
    fn piece(&self, offset: usize) -> Option<(Piece, usize)> {
        let behind = self.pieces.partition_point(|piece| piece.readable as usize <= offset);
        let piece = *self.pieces.get(behind.checked_sub(1)?)?;
        let end = self.pieces.get(behind).map_or(self.end, |next| next.readable);
        Some((piece, (end - piece.readable) as usize))
    }
}

impl Piece {
    const fn length(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A readable text under way, with its map.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    /// The readable text so far.
    pub(super) text: String,
    pieces: Vec<Piece>,
    /// Whether the last piece was copied, so that one that follows in the source too belongs to it.
    copied: bool,
}

impl Mapped {
    /// With room for a text of this length.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self { text: String::with_capacity(length), ..Self::default() }
    }

    /// Appends a span of the source as it is.
    pub(super) fn copy(&mut self, source: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        let follows = self.pieces.last().is_some_and(|last| last.end == offset(span.start));
        if self.copied && follows {
            if let Some(last) = self.pieces.last_mut() {
                last.end = offset(span.end);
            }
        } else {
            self.push(span);
        }
        self.copied = true;
        self.text.push_str(span.of(source));
    }

    /// Appends words that stand for a span of the source.
    pub(super) fn put(&mut self, words: &str, span: Span) {
        if words.is_empty() {
            return;
        }
        self.push(span);
        self.copied = false;
        self.text.push_str(words);
    }

    /// The text and its map.
    pub(super) fn finish(self) -> (String, Map) {
        let end = offset(self.text.len());
        (self.text, Map { pieces: self.pieces, end })
    }

    fn push(&mut self, span: Span) {
        self.pieces.push(Piece { readable: offset(self.text.len()), start: offset(span.start), end: offset(span.end) });
    }
}

/// Drafts are far shorter than four gigabytes: readers refuse longer ones.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
