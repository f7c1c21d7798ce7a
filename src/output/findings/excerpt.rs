//! The lines of a draft that a finding touches. A paragraph is often one line of many hundred characters: such lines
//! are cut to the marked words and some words beside them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{LineIndex, Span, lines_around};

use super::harmless;

/// Characters of a line that are shown whole.
const WIDTH: usize = 100;
/// Of marked words longer than twice this, so many characters at both ends are shown.
const MARKED: usize = 32;
/// Characters shown beside marked words, at least.
const BESIDE: usize = 12;
/// A cut that would take out no more characters than this is not made.
const SMALLEST_CUT: usize = 8;
/// A span over more lines than this is marked on its first line alone.
const LINES: usize = 6;

/// Some lines of a text, cut where they are long; the lines between them are empty.
pub(super) struct Excerpt {
    /// The lines as they are shown.
    pub(super) source: String,
    /// The number of the first, from one.
    pub(super) line: usize,
    /// What was kept: the offset in the text and that in `source`, with the length, in order.
    pieces: Vec<(Span, usize)>,
}

/// The part of a span that is marked: the first line of a very long one.
pub(super) fn marked_part(text: &str, lines: &LineIndex, span: Span) -> Span {
    let end = text.floor_char_boundary(span.end.min(text.len()));
    let start = text.floor_char_boundary(span.start.min(end));
    let end = start + Span::new(start, end).of(text).trim_end().len();
    if lines.line(end) - lines.line(start) < LINES {
        return Span::new(start, end);
    }
    let first = lines_around(text, Span::new(start, start));
    Span::new(start, start + Span::new(start, first.end).of(text).trim_end().len())
}

/// The lines that hold these spans, each a [`marked_part`].
pub(super) fn excerpt(text: &str, lines: &LineIndex, marked: &[Span]) -> Excerpt {
    let mut shown: BTreeMap<usize, Span> = BTreeMap::new();
    for span in marked {
        let mut number = lines.line(span.start);
        let mut start = lines_around(text, Span::new(span.start, span.start)).start;
        while start <= span.end {
            let line = lines_around(text, Span::new(start, start));
            shown.insert(number, line);
            number += 1;
            start = line.end + 1;
        }
    }
    // One line between two shown ones is printed by the renderer, which would print it empty.
    let between: Vec<_> = shown
        .iter()
        .zip(shown.iter().skip(1))
        .filter(|((number, _), (next, _))| **number + 2 == **next)
        .map(|((number, line), (_, next))| (number + 1, Span::new(line.end + 1, next.start.saturating_sub(1))))
        .collect();
    shown.extend(between);

    let mut excerpt =
        Excerpt { source: String::new(), line: shown.keys().next().copied().unwrap_or(1), pieces: Vec::new() };
    let mut number = excerpt.line;
    for (&line_number, &line) in &shown {
        while number < line_number {
            excerpt.source.push('\n');
            number += 1;
        }
        let bare = Span::new(line.start, line.start + line.of(text).trim_end().len());
        let kept = kept(text, bare, marked);
        for (index, piece) in kept.iter().enumerate() {
            excerpt.source.push_str(match index {
                0 if piece.start == bare.start => "",
                0 => "… ",
                _ => " … ",
            });
            excerpt.pieces.push((*piece, excerpt.source.len()));
            excerpt.source.extend(piece.of(text).chars().map(harmless));
        }
        if kept.last().is_some_and(|piece| piece.end < bare.end) {
            excerpt.source.push_str(" …");
        }
    }
    excerpt
}

impl Excerpt {
    /// Where a marked span of the text stands in `source`.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start);
        start..self.offset(span.end).max(start)
    }

    fn offset(&self, offset: usize) -> usize {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start <= offset);
        let piece = behind.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(0, |&(piece, at)| at + offset.min(piece.end) - piece.start)
    }
}

/// The parts of a line that are kept, in order and apart from each other.
fn kept(text: &str, line: Span, marked: &[Span]) -> Vec<Span> {
    if length(text, line) <= WIDTH {
        return vec![line];
    }
    let mut ends = Vec::new();
    for span in marked.iter().filter(|span| span.start <= line.end && line.start <= span.end) {
        let span = Span::new(span.start.max(line.start), span.end.min(line.end));
        if length(text, span) <= 2 * MARKED {
            ends.push(span);
        } else {
            ends.push(Span::new(span.start, forward(text, line, span.start, MARKED)));
            ends.push(Span::new(back(text, line, span.end, MARKED), span.end));
        }
    }
    if ends.is_empty() {
        // The line between two marked ones.
        ends.push(Span::new(line.start, line.start));
    }
    ends.sort_unstable();
    let used: usize = ends.iter().map(|&end| length(text, end)).sum();
    let beside = (WIDTH.saturating_sub(used) / (2 * ends.len())).max(BESIDE);
    let mut kept: Vec<Span> = Vec::new();
    for end in ends {
        let piece = Span::new(back(text, line, end.start, beside), forward(text, line, end.end, beside));
        match kept.last_mut() {
            Some(last) if piece.start <= last.end || length(text, Span::new(last.end, piece.start)) <= SMALLEST_CUT => {
                *last = last.to(piece);
            }
            _ => kept.push(piece),
        }
    }
    kept
}

fn length(text: &str, span: Span) -> usize {
    span.of(text).chars().count()
}

/// The offset some characters on, or behind the last whole word before it.
fn forward(text: &str, line: Span, from: usize, characters: usize) -> usize {
    let rest = Span::new(from, line.end).of(text);
    let Some((end, _)) = rest.char_indices().nth(characters + SMALLEST_CUT) else { return line.end };
    let reach = rest.get(..end).unwrap_or_default();
    from + reach.rfind(char::is_whitespace).map_or(end, |space| reach.get(..space).unwrap_or_default().trim_end().len())
}

/// The offset some characters back, or that of the first whole word behind it.
fn back(text: &str, line: Span, from: usize, characters: usize) -> usize {
    let rest = Span::new(line.start, from).of(text);
    let Some((start, _)) = rest.char_indices().rev().nth(characters + SMALLEST_CUT) else { return line.start };
    let reach = rest.get(start..).unwrap_or_default();
    let word = reach.find(char::is_whitespace).map(|space| reach.get(space..).unwrap_or_default().trim_start().len());
    from - word.unwrap_or(reach.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_whole() {
        let text = "One.\nTwo words here.\nThree.";
        let span = Span::new(9, 14);
        let excerpt = excerpt(text, &LineIndex::new(text), &[span]);
        assert_eq!((excerpt.source.as_str(), excerpt.line), ("Two words here.", 2));
        assert_eq!(excerpt.source.get(excerpt.range(span)), Some("words"));
    }

    #[test]
    fn far_lines_keep_their_numbers() {
        let text = "One.\n\nTwo.\n\n\n\nThree.";
        let spans = [Span::new(0, 4), Span::new(6, 10), Span::new(14, 20)];
        let excerpt = excerpt(text, &LineIndex::new(text), &spans);
        assert_eq!(excerpt.source, text, "empty lines should stand for those between");
        assert_eq!(
            spans.map(|span| excerpt.source.get(excerpt.range(span))),
            [Some("One."), Some("Two."), Some("Three.")]
        );
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_marked_words() {
        let text =
            format!("{}She said “no” twice. {}", "Rain fell on the town. ".repeat(2000), "Nobody moved. ".repeat(2000));
        let start = text.find('“').expect("the mark should be there");
        let span = Span::new(start, start + "“no”".len());
        let excerpt = excerpt(&text, &LineIndex::new(&text), &[span]);
        assert!(excerpt.source.chars().count() < 150, "the excerpt should be short: {}", excerpt.source);
        assert_eq!(excerpt.source.get(excerpt.range(span)), Some("“no”"));
    }

    #[test]
    fn very_long_marked_words_show_both_ends() {
        let text = format!("Before it. “Start {} end.” And behind.", "of very many words ".repeat(3000));
        let span = Span::new(11, text.find("” And").expect("the mark should be there") + "”".len());
        let excerpt = excerpt(&text, &LineIndex::new(&text), &[span]);
        let marked = excerpt.source.get(excerpt.range(span)).expect("the range should lie on character boundaries");
        assert!(
            marked.starts_with("“Start") && marked.ends_with("end.”") && marked.contains(" … "),
            "both ends should show: {marked}"
        );
        assert!(excerpt.source.chars().count() < 150, "the excerpt should be short: {}", excerpt.source);
    }

    #[test]
    fn a_text_without_spaces_is_cut_too() {
        let text = "語".repeat(20_000);
        let span = Span::new(3000, 3006);
        let excerpt = excerpt(&text, &LineIndex::new(&text), &[span]);
        assert!(excerpt.source.chars().count() < 150, "the excerpt should be short");
        assert_eq!(excerpt.source.get(excerpt.range(span)), Some("語語"));
    }
}
