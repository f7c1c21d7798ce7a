//! A draft as it reads: its paragraphs, cut where quotations, reports, sources, cues and findings begin and end, so
//! that the pieces nest as elements must.

use std::cmp::Reverse;

use crate::document::Paragraph;
use crate::output::line::harmless;
use crate::text::Span;

/// Words that are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) role: Role,
    /// Whether an earlier mark holds the beginning of the same passage.
    pub(super) goes_on: bool,
}

impl Mark {
    /// A mark that is a passage of its own.
    pub(super) const fn new(span: Span, role: Role) -> Self {
        Self { span, role, goes_on: false }
    }
}

/// What they are marked as. Of marks on the same words the first named is the outer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// What a finding is about, by the finding's number.
    Finding(usize),
    /// A quotation, by the number of its card.
    Quotation(usize),
    /// Words that are reported without marks, by the number of their card.
    Report(usize),
    /// A source, by the number of a card that it belongs to.
    Source(usize),
    /// A cue, likewise.
    Cue(usize),
}

/// A paragraph in pieces.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Words(String),
    /// An element begins. `first` is false where it goes on with a passage, as where another mark cut it in two.
    Open {
        role: Role,
        first: bool,
    },
    /// The innermost open element ends. `last` is false but where the passage's first mark ends.
    Close {
        role: Role,
        last: bool,
    },
}

/// Deals the marks out to the paragraphs, those that run over several cut at their ends.
pub(super) fn by_paragraph(paragraphs: &[Paragraph], marks: Vec<Mark>) -> Vec<Vec<Mark>> {
    let mut dealt: Vec<Vec<Mark>> = vec![Vec::new(); paragraphs.len()];
    for mark in marks {
        let first = paragraphs.partition_point(|paragraph| paragraph.span.end <= mark.span.start);
        for (Paragraph { span: paragraph, .. }, marks) in paragraphs[first..].iter().zip(&mut dealt[first..]) {
            if paragraph.start >= mark.span.end {
                break;
            }
            let span = Span::new(mark.span.start.max(paragraph.start), mark.span.end.min(paragraph.end));
            marks.push(Mark { span, goes_on: mark.goes_on || span.start > mark.span.start, ..mark });
        }
    }
    dealt
}

/// The pieces of a paragraph. A mark that begins inside of another one and reaches beyond it is cut in two.
pub(super) fn pieces(text: &str, paragraph: Span, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = paragraph.start;
    let mut open: Vec<(Mark, bool)> = Vec::new();
    // The next to begin is last.
    let mut waiting: Vec<(Mark, bool)> =
        marks.iter().filter(|mark| !mark.span.is_empty()).map(|mark| (*mark, true)).collect();
    waiting.sort_by_key(|(mark, _)| Reverse(order(mark)));
    loop {
        let begins = waiting.last().map(|(mark, _)| mark.span.start);
        let ends = open.last().map(|(mark, _)| mark.span.end);
        match (ends, begins) {
            (None, None) => break,
            (Some(end), begins) if begins.is_none_or(|start| end <= start) => {
                words(text, &mut at, end, &mut pieces);
                if let Some((mark, last)) = open.pop() {
                    pieces.push(Piece::Close { role: mark.role, last: last && !mark.goes_on });
                }
            }
            (ends, _) => {
                let Some((mut mark, first)) = waiting.pop() else { break };
                words(text, &mut at, mark.span.start, &mut pieces);
                let cut = ends.filter(|end| *end < mark.span.end);
                if let Some(end) = cut {
                    let rest = Mark { span: Span::new(end, mark.span.end), ..mark };
                    let place = waiting.partition_point(|(other, _)| order(other) > order(&rest));
                    waiting.insert(place, (rest, false));
                    mark.span.end = end;
                }
                pieces.push(Piece::Open { role: mark.role, first: first && !mark.goes_on });
                open.push((mark, cut.is_none()));
            }
        }
    }
    words(text, &mut at, paragraph.end, &mut pieces);
    pieces
}

/// Outer marks come before inner ones.
fn order(mark: &Mark) -> (usize, Reverse<usize>, Role) {
    (mark.span.start, Reverse(mark.span.end), mark.role)
}

fn words(text: &str, at: &mut usize, end: usize, pieces: &mut Vec<Piece>) {
    if *at < end {
        let words = Span::new(*at, end).of(text).chars();
        pieces.push(Piece::Words(words.map(|c| if c.is_whitespace() { ' ' } else { harmless(c) }).collect()));
        *at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ParagraphKind;

    fn shown(text: &str, marks: &[(usize, usize, Role)]) -> String {
        let marks: Vec<_> = marks.iter().map(|&(start, end, role)| Mark::new(Span::new(start, end), role)).collect();
        let paragraph = Span::new(0, text.len());
        let dealt = by_paragraph(&[Paragraph::new(paragraph, ParagraphKind::Body)], marks);
        let pieces = pieces(text, paragraph, &dealt[0]).into_iter().map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Open { first, .. } => if first { "[" } else { "(" }.to_owned(),
            Piece::Close { last, .. } => if last { "]" } else { ")" }.to_owned(),
        });
        pieces.collect()
    }

    #[test]
    fn marks_nest() {
        use Role::{Cue, Finding, Quotation, Source};
        assert_eq!(shown("abc", &[]), "abc", "should leave words alone");
        assert_eq!(shown("abcdef", &[(0, 2, Quotation(0)), (3, 4, Cue(0)), (4, 6, Source(0))]), "[ab]c[d][ef]");
        assert_eq!(shown("abcdef", &[(0, 6, Quotation(0)), (0, 6, Finding(0)), (0, 1, Cue(0))]), "[[[a]bcdef]]");
        assert_eq!(shown("abcdef", &[(0, 3, Quotation(0)), (2, 5, Source(0))]), "[ab[c)](de]f", "should cut in two");
        assert_eq!(shown("abcdef", &[(0, 3, Quotation(0)), (1, 4, Source(0)), (2, 6, Cue(0))]), "[a[b[c))]((d]ef]");
        assert_eq!(shown("a\u{1b}b\u{2028}c", &[]), "a\u{fffd}b c", "should let nothing steer the reader");
    }

    #[test]
    fn marks_over_paragraphs_are_cut() {
        let paragraphs =
            [(0, 3), (5, 8), (10, 12)].map(|(start, end)| Paragraph::new(Span::new(start, end), ParagraphKind::Body));
        let dealt = by_paragraph(&paragraphs, vec![Mark::new(Span::new(2, 7), Role::Finding(0))]);
        let spans: Vec<Vec<Span>> = dealt.iter().map(|marks| marks.iter().map(|mark| mark.span).collect()).collect();
        assert_eq!(spans, [vec![Span::new(2, 3)], vec![Span::new(5, 7)], vec![]]);
    }
}
