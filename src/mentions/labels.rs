//! Labels of a transcript: "MS. REYES" before the words of a turn is one mention, however a sentence would be read there.

use super::{Article, Bearer, Mention, MentionKind, Mentions, Name, Which};
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
pub fn label(text: &str, turn: Span, (first, paragraph, sentence): (usize, u32, u32), mentions: &mut Mentions) {
    let Some(colon) = memchr::memchr(b':', turn.of(text).as_bytes()).map(|at| turn.start + at) else { return };
    let span = Span::new(turn.start, turn.start + text[turn.start..colon].trim_end().len());
    let behind = mentions.all[first..].iter().take_while(|mention| mention.span.start < colon).count();
    // A title is no part of the name; whatever else stands before it is: "THE COURT".
    let read = mentions.all[first..first + behind].iter().find_map(|mention| match mention.kind {
        MentionKind::Name(at) => {
            let name = mentions.names.get(at as usize)?;
            let whole = name.span == span || name.titled && name.span.end == span.end;
            whole.then_some((mention.kind, name.last))
        }
        _ => None,
    });
    let (kind, head) = read.unwrap_or_else(|| {
        let name = whole(text, span);
        (mentions.named(name), name.last)
    });
    let mention = Mention {
        span,
        end: span.end,
        kind,
        head,
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
    mentions.all.splice(first..first + behind, [mention]);
    mentions.labels.push(Label { mention: first, words: Span::new(colon + 1, turn.end) });
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
