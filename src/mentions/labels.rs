//! Labels of a transcript: "MS. REYES" before the words of a turn is one mention, however a sentence would be read there.

use super::{Article, Bearer, Mention, MentionKind, Name, Which};
use crate::grammar::Classes;
use crate::text::Span;

/// The label of a turn, and the turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The mention that is the label: an index into the mentions of the draft.
    pub mention: usize,
    /// What is said.
    pub words: Span,
}

/// Makes one mention of the label of a turn. The mentions of the turn are those from `first`; it stands in the paragraph
/// and the sentence of these numbers.
pub fn label(
    text: &str,
    turn: Span,
    (first, paragraph, sentence): (usize, u32, u32),
    mentions: &mut Vec<Mention>,
) -> Option<Label> {
    let colon = turn.start + memchr::memchr(b':', turn.of(text).as_bytes())?;
    let span = Span::new(turn.start, turn.start + text[turn.start..colon].trim_end().len());
    let behind = mentions[first..].iter().take_while(|mention| mention.span.start < colon).count();
    // A title is no part of the name; whatever else stands before it is: "THE COURT".
    let read = mentions[first..first + behind].iter().find_map(|mention| match mention.kind {
        MentionKind::Name(name) if name.span == span || name.titled && name.span.end == span.end => Some(name),
        _ => None,
    });
    let name = read.unwrap_or_else(|| whole(text, span));
    let mention = Mention {
        span,
        whole: span,
        kind: MentionKind::Name(name),
        head: name.last,
        classes: Classes::NONE,
        plural: false,
        article: Article::None,
        paragraph,
        sentence,
        subject: true,
        oblique: false,
        apposition: None,
        bare: span.start,
        which: Which::Any,
        former: None,
        fronted: false,
    };
    mentions.splice(first..first + behind, [mention]);
    Some(Label { mention: first, words: Span::new(colon + 1, turn.end) })
}

/// A label that is nothing but a name.
fn whole(text: &str, span: Span) -> Name {
    let words = span.of(text);
    let last = words.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    Name {
        span,
        last: Span::new(span.start + last, span.end),
        words: words.split_whitespace().count(),
        bearer: Bearer::Unclear,
        gender: Classes::NONE,
        told: Classes::NONE,
        given: false,
        role: None,
        titled: false,
        honoured: false,
        style: None,
        shared: None,
    }
}
