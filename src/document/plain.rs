//! Plain text: blocks between blank lines, hard-wrapped or one line each.

use memchr::memchr_iter;

use super::{Document, Kind, Paragraph, ParagraphKind};
use crate::text::Span;

/// The shortest line, in bytes, that a hard-wrapped paragraph is taken to be filled to.
const SHORTEST_FILL: usize = 45;
/// The longest line that somebody wraps by hand or editor; longer ones are paragraphs of their own.
const LONGEST_FILL: usize = 110;

/// A draft in plain text.
pub(super) fn read(text: String) -> Document {
    Document { kind: Kind::Plain, paragraphs: paragraphs(&text), source: text, ..Document::default() }
}

/// The paragraphs of a text, in order, without the blanks around them.
///
/// Lines of one block are one paragraph where the block is filled as by hard wrapping: each line but the last
/// is so long that the next line's first word had no room. Otherwise each line is a paragraph.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())) {
        let line = trimmed(text, Span::new(start, end));
        start = end + 1;
        if line.is_empty() {
            flush(text, &mut block, &mut paragraphs);
        } else {
            block.push(line);
        }
    }
    flush(text, &mut block, &mut paragraphs);
    paragraphs
}

fn flush(text: &str, block: &mut Vec<Span>, paragraphs: &mut Vec<Paragraph>) {
    let width = block.iter().map(|line| line.len()).max().unwrap_or_default();
    let mut open: Option<Span> = None;
    for (at, line) in block.iter().enumerate() {
        open = match open {
            Some(before) if wraps(text, block[at - 1], *line, width) => Some(before.to(*line)),
            Some(before) => {
                paragraphs.push(Paragraph::new(before, ParagraphKind::Body));
                Some(*line)
            }
            None => Some(*line),
        };
    }
    paragraphs.extend(open.map(|span| Paragraph::new(span, ParagraphKind::Body)));
    block.clear();
}

/// Whether a filled line goes on in the next one.
fn wraps(text: &str, line: Span, next: Span, width: usize) -> bool {
    let first_word = next.of(text).split_whitespace().next().map_or(0, str::len);
    (SHORTEST_FILL..=LONGEST_FILL).contains(&width) && line.len() + 1 + first_word + 4 > width
}

fn trimmed(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start_matches(blank).len());
    let end = span.end - (words.len() - words.trim_end_matches(blank).len());
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_wrapped_lines_from_paragraphs() {
        let words = |text: &str| {
            paragraphs(text).iter().map(|paragraph| paragraph.span.of(text).lines().count()).collect::<Vec<_>>()
        };
        assert_eq!(words("One.\n\nTwo.\r\n\r\n\n  Three. "), [1, 1, 1], "should split at blank lines");
        assert_eq!(words("A headline\nBy Lena Holt\nARDEN — It rained."), [1, 1, 1], "should keep short lines apart");
        let wrapped = "The council voted on Tuesday to close the last of the town's\nlibraries, a step that readers had fought since the spring and\nthat staff had feared.";
        assert_eq!(words(wrapped), [3], "should join wrapped lines");
        assert_eq!(words(""), [0; 0], "should find nothing in nothing");
    }
}
