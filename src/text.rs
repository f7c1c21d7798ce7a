//! Places in a text: spans of bytes, and the lines and columns that people count.

use std::ops::Range;

use memchr::{memchr_iter, memrchr};

use crate::eights;

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

/// Finds the line and the column of an offset.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    /// The offset at which each line starts.
    starts: Vec<usize>,
    /// In lines longer than a stride: an offset, and the characters between it and the start of its line.
    strides: Vec<(usize, usize)>,
}

/// Bytes of a long line between two known columns, so that a column costs no walk over the whole line.
const STRIDE: usize = 4096;

impl LineIndex {
    /// Reads the line ends of a text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut strides = Vec::new();
        for end in memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())) {
            let start = starts[starts.len() - 1];
            let (mut at, mut column) = (start, 0);
            while end - at > STRIDE {
                let next = text.floor_char_boundary(at + STRIDE);
                column += text[at..next].chars().count();
                at = next;
                strides.push((at, column));
            }
            if end < text.len() {
                starts.push(end + 1);
            }
        }
        Self { starts, strides }
    }

    /// The line of an offset, counted from one.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Line and column of an offset into `text`, the text that the index was made of.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let line = self.line(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let stride = self.strides.partition_point(|(at, _)| *at <= offset).checked_sub(1).map(|at| self.strides[at]);
        let (from, before) = stride.filter(|(at, _)| *at >= start).unwrap_or((start, 0));
        let column = text.get(from..offset).map_or(1, |words| before + words.chars().count() + 1);
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

/// Which characters belong to a word. Those of ASCII, which nearly all are, are told by their byte.
#[derive(Debug)]
pub struct Letters {
    bytes: [Byte; 256],
    beyond: fn(char) -> bool,
    /// Of ASCII letters and digits alone the marks that count as letters; else all but whitespace does.
    marks: Option<[u8; 2]>,
}

/// What a byte is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// Between words.
    Between,
    /// A letter.
    Letter,
    /// A part of a character beyond ASCII.
    Beyond,
}

impl Letters {
    /// All but whitespace.
    pub const VISIBLE: Letters = {
        let mut bytes = [Byte::Beyond; 256];
        let spaces = b"\t\n\x0b\x0c\r ";
        let mut byte = 0;
        while byte < 128 {
            bytes[byte] = Byte::Letter;
            byte += 1;
        }
        let mut at = 0;
        while at < spaces.len() {
            bytes[spaces[at] as usize] = Byte::Between;
            at += 1;
        }
        Letters { bytes, beyond: |c| !c.is_whitespace(), marks: None }
    };

    /// Letters and digits, and these marks of ASCII.
    pub const fn and(marks: [u8; 2]) -> Letters {
        let mut bytes = [Byte::Beyond; 256];
        let mut byte = 0u8;
        while byte < 128 {
            bytes[byte as usize] = if byte.is_ascii_alphanumeric() { Byte::Letter } else { Byte::Between };
            byte += 1;
        }
        let mut at = 0;
        while at < marks.len() {
            bytes[marks[at] as usize] = Byte::Letter;
            at += 1;
        }
        Letters { bytes, beyond: char::is_alphanumeric, marks: Some(marks) }
    }

    /// The longest words of a text that are made of these.
    #[inline]
    pub fn words<'t>(&'static self, text: &'t str) -> LetterWords<'t> {
        LetterWords { text, at: 0, letters: self, told: self.told(text.as_bytes()) }
    }

    /// Which bytes of a text are letters, the first in the lowest bit. None where the text is long or not of ASCII.
    #[inline]
    fn told(&self, text: &[u8]) -> Option<u64> {
        let (told, all) = eights::fold(text, b' ', (0, 0), |(told, all), at, eight| {
            (told | eights::gathered(self.of_eight(eight)).unbounded_shl(at as u32), all | eight)
        });
        (text.len() <= 64 && all & eights::HIGHEST == 0).then_some(told)
    }

    /// The highest bit of each of eight bytes of ASCII that is a letter.
    #[inline]
    fn of_eight(&self, ascii: u64) -> u64 {
        let Some([one, other]) = self.marks else {
            return eights::HIGHEST & !(eights::are(ascii, b' ') | eights::within(ascii, b'\t', b'\r'));
        };
        let letter = eights::within(ascii | eights::each(b'a' - b'A'), b'a', b'z');
        letter | eights::within(ascii, b'0', b'9') | eights::are(ascii, one) | eights::are(ascii, other)
    }
}

/// The words of a text, as [`Letters::words`] gives them.
#[derive(Debug, Clone)]
pub struct LetterWords<'t> {
    text: &'t str,
    /// Where the last one ended.
    at: usize,
    letters: &'static Letters,
    /// Of a short text of ASCII, which bytes are letters of words to come; these then need not be looked at.
    told: Option<u64>,
}

impl<'t> LetterWords<'t> {
    /// The next word of a text that is long or not of ASCII.
    fn next_beyond(&mut self) -> Option<&'t str> {
        let start = self.end(self.at, false);
        self.at = self.end(start, true);
        (start < self.at).then(|| &self.text[start..self.at])
    }

    /// Where the characters end that, from `at` on, are all letters or all none.
    #[inline]
    fn end(&self, mut at: usize, letters: bool) -> usize {
        let wanted = if letters { Byte::Letter } else { Byte::Between };
        let bytes = self.text.as_bytes();
        while at < bytes.len() {
            match self.letters.bytes[usize::from(bytes[at])] {
                byte if byte == wanted => at += 1,
                Byte::Beyond => match self.beyond(at, letters) {
                    Some(end) => at = end,
                    None => break,
                },
                _ => break,
            }
        }
        at
    }

    /// Behind the character beyond ASCII that begins at an offset, where it is a letter or none as asked.
    #[cold]
    fn beyond(&self, at: usize, letter: bool) -> Option<usize> {
        let character = self.text[at..].chars().next()?;
        ((self.letters.beyond)(character) == letter).then(|| at + character.len_utf8())
    }
}

impl<'t> Iterator for LetterWords<'t> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        let Some(told) = &mut self.told else { return self.next_beyond() };
        // Added to the first letter, one is carried through its word to the byte behind it.
        let behind = told.wrapping_add(*told & told.wrapping_neg());
        let (start, end) = (told.trailing_zeros() as usize, behind.trailing_zeros() as usize);
        *told &= behind;
        (start < end).then(|| &self.text[start..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_splitting_gives() {
        static VISIBLE: Letters = Letters::VISIBLE;
        static HYPHENED: Letters = Letters::and([b'-'; 2]);
        let long = "Lena Holt \t a-bc,d".repeat(8);
        for text in
            ["", " ", "Lena Holt", "  Łódź\u{a0}\t— “é-a” ", "é", "a-b  c\n", "\u{b}x\u{1c}y", &long, &long[..64]]
        {
            let found: Vec<&str> = VISIBLE.words(text).collect();
            assert_eq!(found, text.split_whitespace().collect::<Vec<_>>(), "{text:?} should be split at whitespace");
            let found: Vec<&str> = HYPHENED.words(text).collect();
            let split = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
            assert_eq!(found, split.collect::<Vec<_>>(), "{text:?} should be split at all but letters and hyphens");
        }
    }

    #[test]
    fn columns_count_characters_on_long_lines_too() {
        let text = format!("é\n{}x\ny", "né ".repeat(5000));
        let lines = LineIndex::new(&text);
        let at = text.find('x').unwrap_or_default();
        assert_eq!(lines.place(&text, at), Place { line: 2, column: 15001 }, "should count characters, not bytes");
        assert_eq!(lines.place(&text, text.len() - 1), Place { line: 3, column: 1 }, "should start anew on each line");
        assert_eq!(lines.place(&text, 0), Place { line: 1, column: 1 }, "should count from one");
    }
}
