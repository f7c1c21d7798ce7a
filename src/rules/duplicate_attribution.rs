//! One quotation, credited twice in place.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::settings::Settings;

use super::wording::{first_words, quoted, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-attribution",
    severity: Severity::Error,
    on: true,
    summary: "A quotation that is credited twice in place",
    details: "\
Reports the second cue of a quotation that has one already: \"Smith said: …, she said.\" Such a sentence is left over \
when a quotation is turned round and the old credit stays.

Accepted are the two parts of a split quotation with one cue between them, a second sentence about the same speaker, \
and a speaker who reports the words of another: there each credit is for words of its own.

AP, Chicago and the Guardian differ on where the credit goes; none has room for two.",
    flagged: &[
        "Lena Holt said: \"The dam will not last the winter,\" she ⟦said⟧.",
        "\"The dam will not last the winter,\" said Lena Holt, Holt ⟦said⟧.",
        "According to Omar Reyes, \"the harbour is closed until further notice,\" Reyes ⟦said⟧.",
    ],
    accepted: &[
        "\"The dam,\" Lena Holt said, \"will not last the winter.\"",
        "Lena Holt said: \"The dam will not last the winter.\" She said the audit had found four cracks.",
        "\"The dam will not last the winter,\" Lena Holt said. \"It needs work,\" she added.",
        "Lena Holt said Omar Reyes had told her: \"Leave it alone.\"",
        "\"The dam will not last the winter,\" Lena Holt told the Herald.",
    ],
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in &analysis.attributions {
        let Some(span) = attribution.second_cue else { continue };
        if found.iter().any(|diagnostic| diagnostic.span == span) {
            continue;
        }
        let quotation = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
        let words = quotation.map_or_else(
            || attribution.content.first().map_or_else(String::new, |content| quoted(content.of(analysis.text))),
            |quotation| quoted_content(analysis, quotation),
        );
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let speaker = speaker.map(|speaker| format!(" to {}", first_words(&speaker.name))).unwrap_or_default();
        found.push(Diagnostic {
            related: attribution.cue.map(|cue| Label::new(cue, "credited here first")).into_iter().collect(),
            help: Some("take out one of the two credits".to_owned()),
            ..RULE.finding(span, format!("{words} is credited twice{speaker}"), "credited again")
        });
    }
    found
}
