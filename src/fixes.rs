//! Fixes carried out: the edits of findings become a changed source. Quoted words are never changed.

use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::text::Span;

/// A draft with some fixes carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The source.
    pub source: String,
    /// How many findings were mended.
    pub fixes: usize,
}

/// Carries out the fixes of findings, as many as do not overlap: of two that do, the first one. None where there is
/// nothing to do. Unsafe fixes are carried out only where `with_unsafe` asks for them.
pub fn mend(analysis: &Analysis, found: &[Diagnostic], with_unsafe: bool) -> Option<Mended> {
    let source = analysis.source();
    let mut edits: Vec<(Span, &str)> = Vec::new();
    let mut fixes = 0;
    for fix in found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        let wanted = fix.applicability == Applicability::Safe || with_unsafe;
        if !wanted || !fix.edits.iter().all(|edit| keeps_words(analysis, edit) && keeps_markup(analysis, edit)) {
            continue;
        }
        let placed: Vec<(Span, &str)> =
            fix.edits.iter().map(|edit| (analysis.in_source(edit.span), edit.replacement.as_str())).collect();
        let free = |span: Span| edits.iter().all(|(taken, _)| !touches(*taken, span));
        let changes = placed.iter().any(|(span, replacement)| span.of(source) != *replacement);
        if changes && placed.iter().all(|(span, _)| free(*span)) {
            edits.extend(placed);
            fixes += 1;
        }
    }
    if fixes == 0 {
        return None;
    }
    edits.sort_unstable();
    let mut mended = String::with_capacity(source.len());
    let mut behind = 0;
    for (span, replacement) in edits {
        mended.push_str(source.get(behind..span.start)?);
        mended.push_str(replacement);
        behind = span.end;
    }
    mended.push_str(source.get(behind..)?);
    Some(Mended { source: mended, fixes })
}

/// Whether what an edit replaces stands in the source as it is read, or is one character by another name, so that no
/// tag between its words is lost.
fn keeps_markup(analysis: &Analysis, edit: &Edit) -> bool {
    let words = edit.span.of(analysis.text);
    words == analysis.in_source(edit.span).of(analysis.source()) || words.chars().count() == 1
}

/// Whether two edits share a byte or a place: of two insertions at one place nobody knows the order.
fn touches(one: Span, other: Span) -> bool {
    one.overlaps(other)
        || one.start == other.start
        || one.is_empty() && one.start == other.end
        || other.is_empty() && other.start == one.end
}

/// Whether an edit leaves all quoted words as they are: within a quotation it may change marks and spaces alone.
fn keeps_words(analysis: &Analysis, edit: &Edit) -> bool {
    let letters = |words: &str| words.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    let quoted = analysis.quotations.iter().any(|quotation| {
        let words = quotation.words();
        words.overlaps(edit.span)
            || edit.span.is_empty() && words.start < edit.span.start && edit.span.start < words.end
    });
    !quoted || letters(edit.span.of(analysis.text)) == letters(&edit.replacement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, Severity};

    fn finding(applicability: Applicability, edits: &[(usize, usize, &str)]) -> Diagnostic {
        let edits = edits.iter().map(|&(start, end, replacement)| Edit {
            span: Span::new(start, end),
            replacement: replacement.to_owned(),
        });
        Diagnostic {
            rule: "mixed-quotation-marks",
            severity: Severity::Warning,
            message: String::new(),
            span: Span::default(),
            label: String::new(),
            related: Vec::new(),
            help: None,
            fix: Some(Fix { applicability, edits: edits.collect() }),
        }
    }

    fn mended(text: &str, found: &[Diagnostic], with_unsafe: bool) -> Option<(String, usize)> {
        mend(&Analysis::new(text), found, with_unsafe).map(|mended| (mended.source, mended.fixes))
    }

    const TEXT: &str = "\"We lost,\" Lena Holt said.";

    #[test]
    fn edits_are_carried_out_together() {
        let both = finding(Applicability::Safe, &[(0, 1, "“"), (9, 10, "”")]);
        assert_eq!(mended(TEXT, &[both], false), Some(("“We lost,” Lena Holt said.".to_owned(), 1)));
    }

    #[test]
    fn of_two_that_overlap_the_first_is_carried_out() {
        let [one, other] = ["“", "«"].map(|mark| finding(Applicability::Safe, &[(0, 1, mark)]));
        assert_eq!(mended(TEXT, &[one, other], false), Some(("“We lost,\" Lena Holt said.".to_owned(), 1)));
    }

    #[test]
    fn unsafe_fixes_wait_until_they_are_asked_for() {
        let name = finding(Applicability::Unsafe, &[(11, 15, "Lea")]);
        assert_eq!(mended(TEXT, std::slice::from_ref(&name), false), None);
        assert_eq!(mended(TEXT, &[name], true), Some(("\"We lost,\" Lea Holt said.".to_owned(), 1)));
    }

    #[test]
    fn quoted_words_stay_as_they_are() {
        let words = finding(Applicability::Safe, &[(1, 3, "They")]);
        let insertion = finding(Applicability::Safe, &[(3, 3, " all")]);
        let comma = finding(Applicability::Safe, &[(8, 10, "\",")]);
        assert_eq!(mended(TEXT, &[words, insertion], true), None);
        assert_eq!(mended(TEXT, &[comma], false), Some(("\"We lost\", Lena Holt said.".to_owned(), 1)));
    }
}
