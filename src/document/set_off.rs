//! Words that are somebody's without marks: block quotations, with the credit below them.

use super::{Paragraph, ParagraphKind};
use crate::text::Span;

/// The longest credit below a block quotation, in words: "— Lena Holt, chair of the council, in a letter".
const LONGEST_CREDIT: usize = 12;

/// Makes of the last paragraph, which stands in a block quotation, what it is there: words set off, the credit of those
/// before it, or, where it has marks of its own, neither. `same`: the paragraph before stands in a block quotation too.
pub(super) fn block_quotation(text: &str, paragraphs: &mut Vec<Paragraph>, same: bool) {
    let Some((last, before)) = paragraphs.split_last_mut() else { return };
    let mut before = before.last_mut().filter(|_| same);
    let words = last.span.of(text);
    if let Some(before) = before.as_mut().filter(|before| before.set_off.is_some() && is_credit(words)) {
        before.span = before.span.to(last.span);
        paragraphs.pop();
        return;
    }
    if words.starts_with(['“', '"', '‘', '«', '„', '\'', '`']) {
        return;
    }
    last.goes_on = before.is_some_and(|before| before.set_off.is_some_and(|words| words.end == before.span.end));
    last.kind = ParagraphKind::BlockQuotation;
    let credit = words.rfind(['\n', '—', '―', '–']).filter(|at| is_credit(words[*at..].trim_start()));
    let end = last.span.start + credit.map_or(words.len(), |at| words[..at].trim_end().len());
    last.set_off = Some(Span::new(last.span.start, end)).filter(|words| !words.is_empty());
}

/// Whether a line is a dash and a few words with capitals: a name.
fn is_credit(line: &str) -> bool {
    let Some(name) = line.strip_prefix(['—', '―', '–']).or_else(|| line.strip_prefix("--")) else { return false };
    let name = name.trim_start_matches('-').trim();
    name.starts_with(char::is_uppercase)
        && !name.ends_with(['.', '!', '?'])
        && name.split_whitespace().count() <= LONGEST_CREDIT
}
