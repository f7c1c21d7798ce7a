//! A long run of dialogue without a word on who speaks.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::quotations::QuotationKind;
use crate::settings::{On, Settings};
use crate::text::Span;

use super::surroundings::quotations_in;
use super::wording::quoted;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "untagged-dialogue",
    severity: Severity::Info,
    on: On::Asked,
    summary: "Many turns of dialogue without a word on who speaks",
    details: "\
Reports a run of more than `max-turns` paragraphs (six unless set) that hold quotations and nothing else. The last turn \
is marked, the first shown.

Two speakers who take turns need no tags for a while. After half a dozen turns the reader counts lines backwards.

Accepted are runs in which any turn has a tag or an action beside it, and the paragraphs of one long quotation, which \
are one turn. It is off unless asked for, since a writer may want the reader to lose count.

Chicago starts a paragraph with each speaker and leaves out tags while the alternation is clear.",
    flagged: &[
        "Holt shut the door.\n\n\"Sit.\"\n\n\"No.\"\n\n\"Please.\"\n\n\"Why?\"\n\n\"It leaks.\"\n\n\"What does?\"\n\n\
         ⟦\"The dam.\"⟧\n\nReyes sat down.",
        "“Sit.”\n\n“No.”\n\n“Please.”\n\n“Why?”\n\n“It leaks.”\n\n“What does?”\n\n“The dam.”\n\n⟦“Ah.”⟧",
        "'Sit.'\n\n'No.'\n\n'Please.'\n\n'Why?'\n\n'It leaks.'\n\n'What does?'\n\n⟦'The dam.'⟧",
    ],
    accepted: &[
        "\"Sit.\"\n\n\"No.\"\n\n\"Please.\"\n\n\"Why?\"\n\n\"It leaks.\"",
        "\"Sit.\"\n\n\"No.\"\n\n\"Please.\"\n\n\"Why?\" Reyes asked.\n\n\"It leaks.\"\n\n\"What does?\"\n\n\"The dam.\"",
        "\"Sit.\"\n\n\"No.\"\n\n\"Please.\"\n\nReyes sat.\n\n\"Why?\"\n\n\"It leaks.\"\n\n\"What does?\"",
        "“One.\n\n“Two.\n\n“Three.\n\n“Four.\n\n“Five.\n\n“Six.\n\n“Seven.”",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let max_turns = settings.options.untagged_dialogue.max_turns;
    let mut found = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    for &paragraph in analysis.paragraphs.iter().map(|paragraph| &paragraph.span).chain([&Span::default()]) {
        match turn(analysis, paragraph) {
            Some(Turn::New(span)) => run.push(span),
            Some(Turn::Further) => {}
            None => {
                found.extend(finding(analysis, &run, max_turns));
                run.clear();
            }
        }
    }
    found
}

enum Turn {
    New(Span),
    /// A further paragraph of a quotation.
    Further,
}

/// What a paragraph is that holds speech and nothing else.
fn turn(analysis: &Analysis, paragraph: Span) -> Option<Turn> {
    let mut at = paragraph.start;
    let mut first = None;
    for quotation in quotations_in(analysis, paragraph) {
        let bare = analysis.text.get(at..quotation.span.start)?.trim().is_empty();
        if !bare || quotation.kind != QuotationKind::Speech {
            return None;
        }
        first.get_or_insert(quotation);
        at = quotation.span.end;
    }
    let (first, rest) = (first?, analysis.text.get(at..paragraph.end)?);
    let turn = if first.continues.is_some() { Turn::Further } else { Turn::New(first.span) };
    rest.trim().is_empty().then_some(turn)
}

fn finding(analysis: &Analysis, run: &[Span], max_turns: usize) -> Option<Diagnostic> {
    let (first, last) = (run.first()?, run.last()?);
    (run.len() > max_turns).then(|| Diagnostic {
        related: vec![Label::new(*first, "the first of them")],
        help: Some("say who speaks every few turns".to_owned()),
        ..RULE.finding(
            *last,
            format!("{} turns of dialogue and no word on who speaks, to {}", run.len(), quoted(last.of(analysis.text))),
            "the last of them",
        )
    })
}
