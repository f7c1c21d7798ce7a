//! One quotation, credited twice in place.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::folding::words;
use crate::grammar::{CueKind, Grammar};
use crate::quotations::Quotation;
use crate::settings::Settings;
use crate::text::Span;

use super::surroundings::{between, last_character, next_quotation, paragraph, quotations_in};
use super::wording::{first_words, quoted_content};
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
a sentence of its own before the colon, and a speaker who reports the words of another: there each credit is for words \
of its own.

AP, Chicago and the Guardian differ on where the credit goes; none has room for two.",
    flagged: &[
        "Lena Holt said: \"The dam will not last the winter,\" she ⟦said⟧.",
        "Lena Holt told the council on Monday: \"The dam will not last the winter,\" Holt ⟦said⟧.",
        "Omar Reyes wrote to the council, \"The harbour is closed until further notice,\" he ⟦added⟧.",
    ],
    accepted: &[
        "\"The dam,\" Lena Holt said, \"will not last the winter.\"",
        "Lena Holt said: \"The dam will not last the winter.\" She said the audit had found four cracks.",
        "\"The dam will not last the winter,\" Lena Holt said. \"It needs work,\" she added.",
        "Lena Holt said Omar Reyes had told her: \"Leave it alone.\"",
        "\"The dam will not last the winter,\" Lena Holt told the Herald.",
        "Lena Holt warned of what the cracks in the northern wall would do: \"It will not last the winter,\" she said.",
        "Lena Holt asked, \"Who built it?\" Omar Reyes answered, \"We did.\"",
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
        let Some(quotation) = quotation else { continue };
        let Some(first) = first_credit(analysis, quotation, span) else { continue };
        let words = quoted_content(analysis, quotation);
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let speaker = speaker.map(|speaker| format!(" to {}", first_words(&speaker.name))).unwrap_or_default();
        found.push(Diagnostic {
            related: vec![Label::new(first, "credited here first")],
            help: Some("take out one of the two credits".to_owned()),
            ..RULE.finding(span, format!("{words} is credited twice{speaker}"), "credited again")
        });
    }
    found
}

/// A cue stands at most so many words before what it credits: "told the crowd on Monday: …".
const NEAR: usize = 5;

/// The word before a quotation that credits it, where that and the cue behind it both credit these words and nothing
/// else, to one speaker, in one sentence.
fn first_credit(analysis: &Analysis, quotation: &Quotation, second: Span) -> Option<Span> {
    let before = before(analysis, quotation);
    let first = speech_verb(analysis, before)?;
    let near = words(between(analysis, quotation.span.end, second.start)) <= NEAR;
    let certain = near
        && is_same_speaker(analysis, quotation, before, second)
        && same_sentence(analysis, quotation, second)
        && !credits_the_next(analysis, second);
    certain.then_some(first)
}

/// What stands before a quotation in its sentence, from behind the quotation before it.
fn before(analysis: &Analysis, quotation: &Quotation) -> Span {
    let paragraph = paragraph(analysis, quotation.span.start);
    let last = quotations_in(analysis, paragraph).take_while(|other| other.span.end <= quotation.span.start).last();
    let start = last.map_or(paragraph.start, |last| last.span.end);
    let sentence = between(analysis, start, quotation.span.start).rfind(". ").map_or(0, |stop| stop + ". ".len());
    Span::new(start + sentence, quotation.span.start)
}

/// The verb of speech among the last words of a span.
fn speech_verb(analysis: &Analysis, before: Span) -> Option<Span> {
    let lexicon = &Grammar::builtin().lexicon;
    let words = before.of(analysis.text).split_whitespace().rev().take(NEAR);
    for word in words {
        if word.ends_with(['.', '!', '?', ';']) {
            return None;
        }
        let bare = word.trim_matches(|character: char| !character.is_alphanumeric());
        let cue = lexicon.word(lexicon.id(bare)).cue.and_then(|cue| lexicon.cues.get(usize::from(cue)));
        if cue.is_some_and(|cue| cue.kind == CueKind::Speech && !cue.weak) {
            let start = before.start + before.of(analysis.text).rfind(bare)?;
            return Some(Span::new(start, start + bare.len()));
        }
    }
    None
}

/// Whether the source of the second cue is a pronoun or named before the quotation: a newspaper may report words that
/// it was told ("Holt said: “…,” the Herald reported").
fn is_same_speaker(analysis: &Analysis, quotation: &Quotation, before: Span, second: Span) -> bool {
    let source = between(analysis, quotation.span.end, second.start);
    // "said Holt"
    let turned = between(analysis, second.end, paragraph(analysis, second.start).end);
    let source: Vec<&str> = match source.split_whitespace().next() {
        Some(_) => source.split_whitespace().collect(),
        None => turned.split_whitespace().take(3).collect(),
    };
    let bare = |word: &str| word.trim_matches(|character: char| !character.is_alphanumeric()).to_owned();
    let named = |word: &&str| {
        let capital = word.starts_with(char::is_uppercase);
        capital && before.of(analysis.text).split_whitespace().any(|other| bare(other) == bare(word))
    };
    source.first().is_some_and(|word| matches!(word.to_lowercase().as_str(), "he" | "she" | "they" | "i" | "we"))
        || source.iter().any(named)
}

/// Whether a cue behind a quotation is in its sentence still: behind a full stop it isn't, behind a question it may be.
fn same_sentence(analysis: &Analysis, quotation: &Quotation, second: Span) -> bool {
    let behind = between(analysis, quotation.span.end, second.start).trim_start();
    match last_character(analysis, quotation) {
        Some('.' | '…') => false,
        Some('?' | '!') => behind.starts_with(char::is_lowercase),
        _ => true,
    }
}

/// Whether a cue stands before another quotation of the same sentence: it is the cue of that.
fn credits_the_next(analysis: &Analysis, cue: Span) -> bool {
    let paragraph = paragraph(analysis, cue.start);
    next_quotation(analysis, cue.end)
        .filter(|next| next.span.start < paragraph.end)
        .is_some_and(|next| !between(analysis, cue.end, next.span.start).contains(['.', '!', '?']))
}
