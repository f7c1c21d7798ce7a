//! What a quotation asks of its source: these words, in this order, with room where the draft marks an edit.
//!
//! ```text
//! element   = word | part | room
//! part      = [ letters ] "[" text "]" [ letters ]      at least one side; one word that begins and ends like this
//! room      = "[" text "]" | ellipsis | join             any few words, or none
//! ellipsis  = "…" | "..." | ". . ." | "[…]"
//! ```

use super::words::words;
use crate::folding::folded;
use crate::text::Span;

/// What one place of a quotation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// This word, by its key.
    Word(u64),
    /// One word that begins and ends with these letters, folded: "[T]he", "close[d]".
    Part(String, String),
    /// So many words at most, whatever they are.
    Room(usize),
}

/// An edit that the draft itself shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// Marks, punctuation or spaces are others.
    Marks,
    /// Capitals are others.
    Case,
    /// Words in square brackets stand for the speaker's.
    Brackets,
    /// An ellipsis stands for words left out.
    Ellipsis,
    /// Pieces are joined around the credit.
    Join,
}

impl Edit {
    /// Its name for people and programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Case => "case",
            Self::Brackets => "brackets",
            Self::Ellipsis => "ellipsis",
            Self::Join => "join",
        }
    }
}

/// The words that an ellipsis or a join may stand for.
const ELLIPSIS: usize = 250;
/// The words that brackets may stand for, beside three for each that they hold.
const BRACKETS: usize = 4;

/// A quotation as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern {
    /// What it asks for, in order.
    pub elements: Vec<Element>,
    /// The edits that it shows, each once, in order.
    pub edits: Vec<Edit>,
}

impl Pattern {
    /// The pattern of a quotation in one piece or several, without their marks.
    pub fn new(pieces: &[&str]) -> Self {
        let mut pattern = Self::default();
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 {
                pattern.room(ELLIPSIS, Edit::Join);
            }
            pattern.piece(piece);
        }
        pattern.edits.sort_unstable();
        pattern.edits.dedup();
        pattern
    }

    /// How many words it holds.
    pub fn words(&self) -> usize {
        self.elements.iter().filter(|element| !matches!(element, Element::Room(_))).count()
    }

    /// How many words of the source may stand in its rooms.
    pub fn room_for(&self) -> usize {
        let rooms = self.elements.iter().map(|element| if let Element::Room(most) = element { *most } else { 0 });
        rooms.sum()
    }

    fn room(&mut self, most: usize, edit: Edit) {
        self.edits.push(edit);
        self.elements.push(Element::Room(most));
    }

    fn piece(&mut self, piece: &str) {
        let mut rest = piece;
        while let Some(at) = next_edit(rest) {
            let (before, from) = rest.split_at(at);
            if let Some(length) = ellipsis(from) {
                self.plain(before);
                self.room(ELLIPSIS, Edit::Ellipsis);
                rest = &from[length..];
                continue;
            }
            let end = from.find(']').map_or(from.len(), |end| end + 1);
            let (inner, behind) = (from[..end].trim_matches(['[', ']']), &from[end..]);
            let head_length =
                before.chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
            let (before, head) = before.split_at(before.len() - head_length);
            let tail_length = behind.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
            let (tail, behind) = behind.split_at(tail_length);
            self.plain(before);
            if !head.is_empty() || !tail.is_empty() {
                self.edits.push(Edit::Brackets);
                self.elements.push(Element::Part(folded(head).collect(), folded(tail).collect()));
            } else if inner.trim().eq_ignore_ascii_case("sic") {
                self.edits.push(Edit::Brackets);
            } else if ellipsis(inner.trim()).is_some() {
                self.room(ELLIPSIS, Edit::Ellipsis);
            } else {
                self.room(BRACKETS + 3 * words(inner, 0).count(), Edit::Brackets);
            }
            rest = behind;
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        self.elements.extend(words(text, 0).map(|word| Element::Word(word.key)));
    }
}

/// Where the next bracket or ellipsis begins. A bracket that is never closed is no edit.
fn next_edit(text: &str) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|at| {
        let from = &text[*at..];
        ellipsis(from).is_some() || from.starts_with('[') && from.contains(']')
    })
}

/// How long an ellipsis is that a text begins with.
fn ellipsis(text: &str) -> Option<usize> {
    if text.starts_with('…') {
        return Some('…'.len_utf8());
    }
    let mut dots = 0;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        match character {
            '.' => {
                dots += 1;
                end = at + 1;
            }
            ' ' | '\u{a0}' if dots > 0 && end == at => {}
            _ => break,
        }
    }
    (dots >= 3).then_some(end)
}

/// The edits that tell a quotation from a passage of the same words: of marks, of case.
pub(super) fn dress(quotation: &str, passage: &str) -> Vec<Edit> {
    let trimmed = |text: &str| -> String {
        let words = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '£' | '€'));
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (quotation, passage) = (trimmed(quotation), trimmed(passage));
    if quotation == passage {
        return Vec::new();
    }
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let lower = |text: &str| text.to_lowercase();
    let mut edits = Vec::new();
    if lower(&quotation) != lower(&passage) {
        edits.push(Edit::Marks);
    }
    if letters(&quotation) != letters(&passage) {
        edits.push(Edit::Case);
    }
    edits
}

/// A span widened to the words that it touches, for showing.
pub(super) fn around(text: &str, span: Span, words_beside: usize) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let start = before.rmatch_indices(char::is_whitespace).nth(words_beside).map_or(0, |(at, c)| at + c.len());
    let end = behind.match_indices(char::is_whitespace).nth(words_beside).map_or(behind.len(), |(at, _)| at);
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = behind.find('\n').unwrap_or(behind.len());
    Span::new(start.max(line), span.end + end.min(line_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let show = |element: &Element| match element {
            Element::Word(_) => "w".to_owned(),
            Element::Part(head, tail) => format!("{head}_{tail}"),
            Element::Room(most) => format!("({most})"),
        };
        Pattern::new(&[text]).elements.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn edits_leave_room() {
        assert_eq!(shape("We lost, and badly."), "w w w w");
        assert_eq!(shape("We lost … and badly"), "w w (250) w w");
        assert_eq!(shape("We lost. . . . And ... badly"), "w w (250) w (250) w");
        assert_eq!(shape("We [the council] lost [it]"), "w (10) w (7)");
        assert_eq!(shape("[T]he gate close[d] [sic] […]"), "_he w close_ (250)");
        assert_eq!(shape("a [ never closed"), "w w w");
        assert_eq!(Pattern::new(&["We lost,", "but fairly."]).edits, [Edit::Join]);
    }

    #[test]
    fn the_dress_is_compared_within_the_words() {
        assert_eq!(dress("We lost,", "We lost."), [] as [Edit; 0]);
        assert_eq!(dress("We  lost", "We\nlost"), [] as [Edit; 0]);
        assert_eq!(dress("we lost", "We lost"), [Edit::Case]);
        assert_eq!(dress("We don't know", "We don’t know"), [Edit::Marks]);
        assert_eq!(dress("a long term Plan", "a long-term plan"), [Edit::Marks, Edit::Case]);
    }
}
