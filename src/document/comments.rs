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

/// Whether a line of plain text holds nothing but comments to whosaid.
pub(super) fn is_comment_line(text: &str, line: Span, comments: &[Comment]) -> bool {
    let first = comments.partition_point(|comment| comment.span.start < line.start);
    let mut at = line.start;
    for comment in comments[first..].iter().take_while(|comment| comment.span.end <= line.end) {
        if !Span::new(at, comment.span.start).of(text).trim().is_empty() {
            return false;
        }
        at = comment.span.end;
    }
    at > line.start && Span::new(at, line.end).of(text).trim().is_empty()
}
