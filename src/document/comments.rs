//! Comments to whosaid itself: `<!-- whosaid: ignore[missing-speaker] a chorus -->`.
//!
//! No reader of the draft sees them, so they are no part of a paragraph. Rules may still point at one: its words stand
//! in the readable text outside of all paragraphs, in plain text in their place and with markup at the end.

use memchr::memmem;

use super::Comment;
use crate::text::Span;

/// What a comment to whosaid begins with.
const OURS: &str = "whosaid:";

/// The comment at a span of the source, where it has both its ends.
pub(super) fn comment(source: &str, span: Span) -> Option<Comment> {
    let inner = span.of(source).strip_prefix("<!--")?.strip_suffix("-->")?;
    let start = span.start + "<!--".len() + (inner.len() - inner.trim_start().len());
    Some(Comment { span, words: Span::new(start, start + inner.trim().len()), readable: None })
}

/// Whether a comment is to whosaid.
pub(super) fn is_ours(source: &str, comment: &Comment) -> bool {
    comment.words.of(source).starts_with(OURS)
}

/// The longest comment that is looked for, in bytes.
const LONGEST: usize = 2000;

/// The comments to whosaid in plain text, in order. Each begins and ends on one line.
pub fn in_plain(text: &str) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    for start in memmem::find_iter(text.as_bytes(), "<!--") {
        let reach = Span::new(start, text.floor_char_boundary(start + LONGEST)).of(text);
        let line = reach.lines().next().unwrap_or_default();
        let Some(length) = line.find("-->").map(|at| at + "-->".len()) else { continue };
        let Some(comment) = comment(text, Span::new(start, start + length)) else { continue };
        if is_ours(text, &comment) && found.last().is_none_or(|last| last.span.end <= start) {
            found.push(Comment { readable: Some(comment.span), ..comment });
        }
    }
    found
}

/// The comments on a line of plain text, without the blanks around it, that holds nothing else.
pub(super) fn on_line(text: &str, line: Span) -> Vec<Comment> {
    let mut found = Vec::new();
    if !line.of(text).starts_with('<') {
        return found;
    }
    let mut start = line.start;
    loop {
        let rest = Span::new(start, line.end).of(text);
        let words = rest.trim_start();
        if words.is_empty() {
            return found;
        }
        start += rest.len() - words.len();
        let length = if words.starts_with("<!--") { words.find("-->").map(|at| at + "-->".len()) } else { None };
        match length.and_then(|length| comment(text, Span::new(start, start + length))) {
            Some(comment) => {
                start = comment.span.end;
                found.push(comment);
            }
            None => return Vec::new(),
        }
    }
}

/// Adds the comments to whosaid that stand beside other words in plain text to those on lines of their own, and says
/// where each stands in the readable text.
pub(super) fn complete(text: &str, comments: &mut Vec<Comment>, mut readable: impl FnMut(&Comment) -> Span) {
    let beside = in_plain(text).into_iter().filter(|ours| {
        let behind = comments.partition_point(|known| known.span.start <= ours.span.start);
        behind.checked_sub(1).is_none_or(|last| !comments[last].span.contains(ours.span))
    });
    let beside: Vec<Comment> = beside.collect();
    comments.extend(beside);
    comments.sort_by_key(|comment| comment.span);
    for comment in comments.iter_mut().filter(|comment| is_ours(text, comment)) {
        comment.readable = Some(readable(comment));
    }
}
