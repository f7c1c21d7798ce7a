//! "Said" here and "says" there.

use crate::analysis::Analysis;
use crate::attribution::AttributionKind;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::grammar::Classes;
use crate::settings::{On, Settings};
use crate::speakers::SpeakerKind;
use crate::text::Span;

use super::surroundings::body_start;
use super::wording::quoted;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "mixed-tense",
    severity: Severity::Info,
    on: On::Asked,
    summary: "Quotations credited in the past tense here and in the present there",
    details: "\
Reports a cue in the tense that fewer cues of the draft have, where quotations of people are credited with \"said\" here \
and \"says\" there. One finding a draft marks the first of them and shows the others.

The present tense makes a scene, the past a report. Moving between them without cause sounds like two writers.

Accepted are headlines, documents and organisations (\"the report says\"), reports without marks, and cues of more \
than one word (\"has said\"). It is off unless asked for, since a draft may mean both.

AP and the Guardian report news with \"said\" and keep \"says\" for features and reviews; all want one of them throughout.",
    flagged: &[
        "\"The dam is brittle,\" Lena Holt said. \"It leaks,\" she said.\n\n\"We were never told,\" Omar Reyes ⟦says⟧.",
        "\"The dam is brittle, and it leaks at the third sluice, where the wall was mended in a hurry in the spring of \
         1962,\" Lena Holt says. \"It leaks,\" she adds.\n\n\"We were never told,\" ⟦said⟧ Omar Reyes.",
        "\"The dam is brittle,\" Lena Holt said.\n\n\"We were never told,\" ⟦says⟧ Omar Reyes.",
    ],
    accepted: &[
        "\"The dam is brittle,\" Lena Holt said. \"It leaks,\" she added.",
        "\"The dam is brittle,\" Lena Holt said. The report says the dam is \"safe\".",
        "Mayor says dam is \"brittle\"\n\n\"The dam is brittle,\" Lena Holt said on Monday at the weir.",
        "\"The dam is brittle,\" Lena Holt said. Omar Reyes says he was never told.",
    ],
    settings: "",
    check: Check::Draft(check),
};

/// Labels shown besides the first cue.
const SHOWN: usize = 4;

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let body = body_start(analysis);
    let (mut past, mut present): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    for attribution in analysis.attributions.iter().filter(|it| it.kind != AttributionKind::Indirect) {
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let thing = |kind: SpeakerKind| matches!(kind, SpeakerKind::Document | SpeakerKind::Organisation);
        let Some(cue) = attribution.cue.filter(|cue| cue.start >= body) else { continue };
        if speaker.is_some_and(|speaker| thing(speaker.kind)) {
            continue;
        }
        let lexicon = &analysis.grammar.lexicon;
        let classes = lexicon.word(lexicon.id(cue.of(analysis.text))).lower;
        let is_past = classes.any(Classes::VERB_PAST);
        let is_present = classes.any(Classes::VERB_THIRD | Classes::VERB_BASE);
        match (is_past, is_present) {
            (true, false) => past.push(cue),
            (false, true) => present.push(cue),
            _ => {}
        }
    }
    let (Some(first_past), Some(first_present)) = (past.first(), present.first()) else { return Vec::new() };
    let rarer_is_past = past.len() < present.len() || past.len() == present.len() && first_past > first_present;
    let (rarer, usual) = if rarer_is_past { (&past, &present) } else { (&present, &past) };
    let (Some(first), Some(usual)) = (rarer.first(), usual.first()) else { return Vec::new() };
    let tense = if rarer_is_past { "past" } else { "present" };
    let others = rarer.iter().skip(1).take(SHOWN).map(|&cue| Label::new(cue, tense));
    vec![Diagnostic {
        related: std::iter::once(Label::new(*usual, "the tense of most cues")).chain(others).collect(),
        help: Some("credit all quotations in one tense".to_owned()),
        ..RULE.finding(
            *first,
            format!("{} among cues like {}", quoted(first.of(analysis.text)), quoted(usual.of(analysis.text))),
            format!("{tense} tense"),
        )
    }]
}
