//! One quotation, credited twice in place.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::folding::words;
use crate::grammar::Classes;
use crate::quotations::Quotation;
use crate::settings::{On, Settings};
use crate::text::Span;

use super::surroundings::{between, next_quotation, paragraph};
use super::wording::{first_words, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-attribution",
    severity: Severity::Error,
    on: On::Always,
    summary: "A quotation that is credited twice in place",
    details: "\
Reports the second cue of a quotation that has one already: \"Smith said: …, she said.\" Such a sentence is left over \
when a quotation is turned round and the old credit stays.

Accepted are the two parts of a split quotation with one cue between them, a second sentence about the same speaker, \
a sentence of its own before the colon (\"Holt was blunt: …\"), and a speaker who reports the words of another: there each credit is for words \
of its own.

AP, Chicago and the Guardian differ on where the credit goes; none has room for two.",
    flagged: &[
        "Lena Holt said: \"The dam will not last the winter,\" she ⟦said⟧.",
        "Lena Holt told the council on Monday: \"The dam will not last the winter,\" Holt ⟦said⟧.",
        "\"The dam will not last the winter,\" said Lena Holt, Holt ⟦said⟧.",
        "According to Lena Holt, \"The dam will not last the winter,\" she ⟦said⟧.",
        "Omar Reyes wrote to the council, \"The harbour is closed until further notice,\" he ⟦added⟧.",
        "According to Lena Holt: \"The dam will not last the winter,\" she ⟦said⟧.",
    ],
    accepted: &[
        "\"The dam,\" Lena Holt said, \"will not last the winter.\"",
        "Lena Holt said: \"The dam will not last the winter.\" She said the audit had found four cracks.",
        "\"The dam will not last the winter,\" Lena Holt said. \"It needs work,\" she added.",
        "Lena Holt said Omar Reyes had told her: \"Leave it alone.\"",
        "\"The dam will not last the winter,\" Lena Holt told the Herald.",
        "Lena Holt warned of what the cracks in the northern wall would do: \"It will not last the winter,\" she said.",
        "According to Lena Holt, the dam \"will not last the winter.\"",
        "According to the report, \"The dam will not last the winter,\" Lena Holt said.",
        "Lena Holt asked, \"Who built it?\" Omar Reyes answered, \"We did.\"",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in &analysis.attributions {
        let (Some(cue), Some(second)) = (attribution.cue, &attribution.second) else { continue };
        // Somebody else may report words that somebody said: "Holt said: “…,” the Herald reported".
        let same = second.speaker.is_none() || second.speaker == attribution.speaker;
        let (first, again) = if cue.start < second.cue.start { (cue, second.cue) } else { (second.cue, cue) };
        let quotation = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
        let Some(quotation) = quotation.filter(|_| same && !found.iter().any(|other| other.span == again)) else {
            continue;
        };
        // A cue before another quotation is the cue of that.
        if credits_the_next(analysis, again) || !leads_in(analysis, first, quotation) || !says(analysis, again) {
            continue;
        }
        let words = quoted_content(analysis, quotation);
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let speaker = speaker.map(|speaker| format!(" to {}", first_words(&speaker.name))).unwrap_or_default();
        found.push(Diagnostic {
            related: vec![Label::new(first, "credited here first")],
            help: Some("take out one of the two credits".to_owned()),
            ..RULE.finding(again, format!("{words} is credited twice{speaker}"), "credited again")
        });
    }
    found
}

/// A cue stands at most so many words before what it credits: "told the crowd on Monday: …".
const NEAR: usize = 5;

/// Whether the first cue is that of the quotation and of no more: it stands behind it, or leads in to it.
fn leads_in(analysis: &Analysis, cue: Span, quotation: &Quotation) -> bool {
    let gap = between(analysis, cue.end, quotation.span.start);
    let next = next_quotation(analysis, cue.end).is_some_and(|next| next.span == quotation.span);
    let near = next && gap.trim_end().ends_with([',', ':']) && words(gap) <= NEAR;
    let credits = says(analysis, cue) || last_word(analysis, cue).any(Classes::PREPOSITION);
    credits && (cue.start >= quotation.span.end || near)
}

/// Whether a cue is a verb of speech in a tense of its own: not "reminding", not "to say".
fn says(analysis: &Analysis, cue: Span) -> bool {
    let last = last_word(analysis, cue);
    !cue.of(analysis.text).starts_with("to ") && last.any(Classes::SAYING) && !last.any(Classes::VERB_ING)
}

/// What the last word of a cue can be.
fn last_word(analysis: &Analysis, cue: Span) -> Classes {
    let lexicon = &analysis.grammar.lexicon;
    let last = cue.of(analysis.text).split_whitespace().next_back();
    last.map(|word| lexicon.word(lexicon.id(word)).lower).unwrap_or_default()
}

/// Whether a cue stands before another quotation of the same sentence.
fn credits_the_next(analysis: &Analysis, cue: Span) -> bool {
    let paragraph = paragraph(analysis, cue.start);
    next_quotation(analysis, cue.end)
        .filter(|next| next.span.start < paragraph.end)
        .is_some_and(|next| !between(analysis, cue.end, next.span.start).contains(['.', '!', '?']))
}
