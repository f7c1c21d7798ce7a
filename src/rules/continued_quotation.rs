//! A quotation that runs over paragraphs and is closed too soon, or not opened again.

use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::folding::words;
use crate::quotations::Quotation;
use crate::settings::{On, Settings};
use crate::text::Span;

use super::surroundings::{between, ends_like_a_sentence, paragraph, paragraph_number, quotations_in};
use super::wording::{quoted_content, quoted_end};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "continued-quotation",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A quotation over several paragraphs that is closed too soon, or not opened again",
    details: "\
Reports a mark that closes a quotation at the end of a paragraph where the next paragraph goes on with the same \
speech, opens with a mark and credits nobody; and the opening mark of a quotation that is left open at the end of its \
paragraph where the next goes on without a mark and closes it.

The marks tell the reader whether the same person still speaks. A closing mark says that the speech is over, so the \
next paragraph seems to be somebody else's.

Accepted are quotations that are left open and opened again in each paragraph; a next paragraph with a credit of its \
own, or with words outside the marks; a new speaker; and short turns of dialogue.

AP, Chicago and the Guardian share the convention: no closing mark at the end of a paragraph that the speech goes on \
behind, an opening mark at the head of each, a closing mark at the very end.",
    flagged: &[
        "“I was there when the wall came down,” Omar Reyes said. “Nobody ran, and nobody shouted for help.⟦”⟧\n\n\
         “We thought that it was thunder, and went on with what we were doing that day.”\n\n\
         The wall was built in 1931.",
        "Lena Holt wrote to the council: ⟦\"⟧The dam was raised in 1954 and again in 1962.\n\n\
         It was never inspected after that.\" The council has not replied.",
        "\"The barn went first,\" Omar Reyes said. \"After that we moved the animals up to the church.⟦\"⟧\n\n\
         \"The priest was glad of the company, and the cows were well behaved all through the night.\"",
    ],
    accepted: &[
        "“I was there when the wall came down,” Omar Reyes said. “Nobody ran, and nobody shouted for help.\n\n\
         “We thought that it was thunder, and went on with what we were doing that day.”",
        "“I was there when the wall came down,” Omar Reyes said.\n\n\
         “We thought that it was thunder, and went on with what we were doing,” said Ruth Abara.",
        "“Were you there when the wall came down?” Lena Holt asked.\n\n“I was.”\n\n“Did anybody run?”",
        "“I was there when the wall came down,” Omar Reyes said. “Nobody ran, and nobody shouted for help.”\n\n\
         “Nobody,” as he put it, ran.",
        "“I was there when the wall came down,” Omar Reyes said. “Nobody ran, and nobody shouted for help.”\n\n\
         Lena Holt has another memory. “Everybody ran.”",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, pair) in analysis.paragraphs.windows(2).enumerate() {
        let [here, next] = pair else { continue };
        let (here, next) = (here.span, next.span);
        let Some(last) = quotations_in(analysis, here).last().filter(|last| last.span.end == here.end) else {
            continue;
        };
        match last.close {
            Some(close) => found.extend(closed_too_soon(analysis, last, close, here, next)),
            None => found.extend(not_opened_again(analysis, last, next, number + 1)),
        }
    }
    found
}

/// Fewer words than this are a turn of dialogue.
const TURN: usize = 6;

fn closed_too_soon(analysis: &Analysis, last: &Quotation, close: Span, here: Span, next: Span) -> Option<Diagnostic> {
    let mut behind = quotations_in(analysis, next);
    let first = behind.next().filter(|first| first.span == next && behind.next().is_none())?;
    if first.close.is_none() && !first.carried_on {
        return None;
    }
    let marks = (last.open.of(analysis.text), first.open.of(analysis.text));
    let speech = [last, first].iter().all(|quotation| {
        words(quotation.words().of(analysis.text)) >= TURN && ends_like_a_sentence(quotation.words().of(analysis.text))
    });
    let credit = |quotation: &Quotation| quotation.attribution.and_then(|at| analysis.attributions.get(at));
    // Somebody is credited in this paragraph, nobody in the next, and both are the same person's.
    let told = quotations_in(analysis, here).filter_map(credit).any(|it| it.cue.is_some_and(|cue| here.contains(cue)));
    let (ours, theirs) = (credit(last)?, credit(first)?);
    let same = theirs.inherited && ours.speaker.is_some() && ours.speaker == theirs.speaker;
    if marks.0 != marks.1 || !speech || !told || !same || first.continues.is_some() {
        return None;
    }
    Some(Diagnostic {
        related: vec![Label::new(first.open, "the same speech goes on here")],
        help: Some("leave the quotation open where the next paragraph goes on with it".to_owned()),
        fix: Some(Fix {
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: close, replacement: String::new() }],
        }),
        ..RULE.finding(
            close,
            format!(
                "{} is closed, and the same speech goes on in the next paragraph",
                quoted_end(last.words().of(analysis.text))
            ),
            "closed here",
        )
    })
}

fn not_opened_again(analysis: &Analysis, last: &Quotation, next: Span, number: usize) -> Option<Diagnostic> {
    let stray = closing_mark(analysis, number).filter(|_| !last.carried_on)?;
    // Within the words that go on, nothing else may be open.
    let before = between(analysis, next.start, stray.start);
    let parted = between(analysis, last.span.end, next.start).matches('\n').count() > 1;
    if quotations_in(analysis, next).any(|other| other.span.start < stray.start) || words(before) < TURN || !parted {
        return None;
    }
    let open = last.open.of(analysis.text).to_owned();
    Some(Diagnostic {
        related: vec![
            Label::new(first_word(analysis, next), "goes on here without a mark"),
            Label::new(stray, "closed here"),
        ],
        help: Some("open the quotation again where the next paragraph goes on with it".to_owned()),
        fix: Some(Fix {
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: Span::new(next.start, next.start), replacement: open }],
        }),
        ..RULE.finding(
            last.open,
            format!("{} goes on in the next paragraph without a mark", quoted_content(analysis, last)),
            "opened here",
        )
    })
}

/// The mark that closes a quotation of the paragraph before in this one, given by its number, which opens with no mark.
fn closing_mark(analysis: &Analysis, number: usize) -> Option<Span> {
    let here = analysis.paragraphs.get(number)?.span;
    let at = analysis.stray_marks.partition_point(|mark| mark.span.start < here.start);
    let mark = analysis.stray_marks.get(at).filter(|mark| here.contains(mark.span))?;
    let more = analysis.stray_marks.get(at + 1).is_some_and(|mark| here.contains(mark.span));
    (!more).then_some(mark.span)
}

/// Whether a quotation that is left open at the end of its paragraph is closed in the next.
pub(super) fn is_closed_below(analysis: &Analysis, quotation: &Quotation) -> bool {
    let number = paragraph_number(analysis, quotation.span.start);
    let here = paragraph(analysis, quotation.span.start);
    quotation.close.is_none()
        && quotation.span.end == here.end
        && number.is_some_and(|number| closing_mark(analysis, number + 1).is_some())
}

fn first_word(analysis: &Analysis, paragraph: Span) -> Span {
    let words = paragraph.of(analysis.text);
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    Span::new(paragraph.start, paragraph.start + end)
}
