//! A closing mark with no opening one.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::quotations::StrayMark;
use crate::settings::{On, Settings};
use crate::text::{Span, lines_around};

use super::surroundings::paragraph_number;
use super::wording::quoted_end;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unopened-quotation",
    severity: Severity::Error,
    on: On::Always,
    summary: "A closing mark with no opening one",
    details: "\
Reports a closing mark in a paragraph where no quotation is open.

The reader sees that words end here that somebody spoke, and cannot see where they began.

Accepted are apostrophes, also after a plural (the voters' patience), and the marks of inches and feet. Where a \
quotation was left open in the paragraph before, `continued-quotation` reports both marks at once.

No style guide knows a closing mark on its own. Where a quotation goes on from the paragraph before, AP, Chicago and \
the Guardian open every paragraph of it with a mark.",
    flagged: &[
        "The dam will not last the winter,⟦\"⟧ Lena Holt said.",
        "Omar Reyes farms 40 acres near Corran. We lost everything,⟦”⟧ he said.",
        "\"The dam is brittle,\" Lena Holt said. It will not last the winter.⟦\"⟧\n\nHolt led the audit.",
    ],
    accepted: &[
        "\"The dam will not last the winter,\" Lena Holt said.",
        "Lena Holt said the voters' patience was at an end.",
        "The board is 12\" wide, Omar Reyes said.",
        "It is only rock 'n' roll, Lena Holt said.",
        "Omar Reyes was blunt. \"We lost everything that we had.\n\nThe barn went first, and then the house.\" He sat down.",
        "“I was there when the wall came down. Nobody ran.\n\n“We thought it was thunder,” Omar Reyes said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    // Where a quotation is left open one paragraph further up, both marks are one fault, reported there.
    let left_open: Vec<Option<usize>> = analysis
        .quotations
        .iter()
        .filter(|quotation| quotation.close.is_none() && quotation.inside.is_none())
        .map(|quotation| paragraph_number(analysis, quotation.span.start).map(|number| number + 1))
        .collect();
    let is_certain = |mark: &&StrayMark| {
        let doubled =
            analysis.text.get(..mark.span.start).is_some_and(|before| before.ends_with(['"', '”', '’', '\'']));
        let markup = analysis.text.get(mark.span.end..).is_some_and(|behind| behind.starts_with(['>', '=', '/']));
        !doubled && !markup && left_open.binary_search(&paragraph_number(analysis, mark.span.start)).is_err()
    };
    analysis
        .stray_marks
        .iter()
        .filter(is_certain)
        .map(|mark| {
            let before = Span::new(lines_around(analysis.text, mark.span).start, mark.span.start).of(analysis.text);
            let message = if before.trim().is_empty() {
                "a mark closes nothing".to_owned()
            } else {
                format!("{} is closed and was never opened", quoted_end(before))
            };
            Diagnostic {
                help: Some("open the quotation where the speaker's words begin, or take the mark out".to_owned()),
                ..RULE.finding(mark.span, message, "closes nothing")
            }
        })
        .collect()
}
