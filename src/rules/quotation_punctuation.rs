//! A comma or a full stop on the wrong side of a closing mark.

use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::quotations::Quotation;
use crate::settings::options::PunctuationStyle;
use crate::settings::{On, Settings};
use crate::text::Span;

use super::surroundings::{between, paragraph};
use super::wording::{content, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "quotation-punctuation",
    severity: Severity::Warning,
    on: On::Asked,
    summary: "A comma or full stop on the wrong side of the closing mark",
    details: "\
Reports a comma or a full stop that stands outside of a closing mark where `style` is `us` (as it is unless set), and \
one that stands inside where `style` is `uk` and the quotation is a part of a sentence. The fix is safe: it moves the \
stop, and changes no words.

The two conventions differ, and a draft that mixes them reads as if nobody had edited it. It is off unless asked for, \
since only the house knows which one it follows.

Accepted are colons, semicolons, question and exclamation marks, which both conventions place by sense; in American \
style a single letter or number in marks; in British style whole quoted sentences, with the comma before their credit \
inside.

AP and Chicago put commas and full stops inside, always. The Guardian and Oxford put them inside with a whole quoted \
sentence, and outside with a part of one.",
    flagged: &[
        "Lena Holt called the dam \"brittle\"⟦,⟧ and left.",
        "\"We were never told\"⟦,⟧ said Omar Reyes.",
        "The report calls it “an aid to courtesy”⟦.⟧",
        "“They called it ‘safe’”⟦,⟧ Lena Holt said.",
    ],
    accepted: &[
        "Lena Holt called the dam \"brittle,\" and left.",
        "\"Were you told?\" asked Omar Reyes.",
        "Lena Holt called the dam \"brittle\"; it leaks.",
        "The valve is marked \"B\", Omar Reyes said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let style = settings.options.quotation_punctuation.style;
    let outer = analysis.quotations.iter().filter(|quotation| quotation.inside.is_none());
    outer
        .filter_map(|quotation| match style {
            PunctuationStyle::Us => outside(analysis, quotation),
            PunctuationStyle::Uk => inside(analysis, quotation),
        })
        .collect()
}

/// A stop behind the closing marks, for which there is room before them.
fn outside(analysis: &Analysis, quotation: &Quotation) -> Option<Diagnostic> {
    let words = content(quotation).of(analysis.text);
    let close = quotation.close?;
    let stop = stop_at(analysis.text, close.end)?;
    // A single letter, and what ends with a stop of its own.
    let bare = words.trim_end_matches(['\'', '’', '"', '”']);
    let ended = bare.ends_with(['.', ',', '?', '!', '…', '—', '–', '-']) || bare.trim().chars().count() < 2;
    if ended || bare.chars().all(|character| character.is_numeric()) {
        return None;
    }
    let inner = Span::new(quotation.open.end + bare.len(), quotation.open.end + bare.len());
    Some(moved(analysis, quotation, stop, inner, close, "outside", "put it inside, as American style does"))
}

/// A stop before the closing mark of a part of a sentence.
fn inside(analysis: &Analysis, quotation: &Quotation) -> Option<Diagnostic> {
    let close = quotation.close?;
    let words = content(quotation).of(analysis.text);
    let stop = words.ends_with([',', '.']).then(|| Span::new(close.start - 1, close.start))?;
    let sentence = words.starts_with(|character: char| character.is_uppercase() || !character.is_alphabetic());
    let before = between(analysis, paragraph(analysis, quotation.span.start).start, quotation.span.start).trim_end();
    // The second half of a split quotation ends the sentence that the first began.
    let resumed = before.ends_with(',');
    let dotted = words.ends_with("..") || words.trim_end_matches('.').ends_with(|c: char| c.is_uppercase());
    if sentence || resumed || dotted || before.is_empty() {
        return None;
    }
    let behind = Span::new(close.end, close.end);
    Some(moved(analysis, quotation, stop, behind, close, "inside", "put it outside, as British style does"))
}

fn moved(
    analysis: &Analysis,
    quotation: &Quotation,
    stop: Span,
    to: Span,
    close: Span,
    side: &str,
    help: &str,
) -> Diagnostic {
    let words = stop.of(analysis.text);
    let name = if words == "," { "comma" } else { "full stop" };
    let taken = Edit { span: stop, replacement: String::new() };
    let put = Edit { span: to, replacement: words.to_owned() };
    let edits = if stop.start < to.start { vec![taken, put] } else { vec![put, taken] };
    Diagnostic {
        related: vec![Label::new(close, "the quotation ends here")],
        help: Some(help.to_owned()),
        fix: Some(Fix { applicability: Applicability::Safe, edits }),
        ..RULE.finding(
            stop,
            format!("the {name} of {} stands {side} the closing mark", quoted_content(analysis, quotation)),
            side,
        )
    }
}

fn stop_at(text: &str, offset: usize) -> Option<Span> {
    let behind = text.get(offset..)?;
    let ellipsis = behind.starts_with("..") || behind.starts_with(". .");
    (behind.starts_with([',', '.']) && !ellipsis).then(|| Span::new(offset, offset + 1))
}
