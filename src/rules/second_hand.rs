//! Words that reach the reader through a second speaker.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::settings::{On, Settings};

use super::wording::{first_words, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "second-hand",
    severity: Severity::Info,
    on: On::Asked,
    summary: "Words that reach the reader through a second speaker",
    details: "\
Reports a quotation that somebody else passes on: Holt said that Reyes had told her \"it leaks\". The message names \
both.

The marks vouch for the words of the one who was not asked. Whoever passed them on may have heard or remembered them \
wrongly, and the reader takes them for what was said.

Accepted are the words of the one who speaks, and what a paper or an agency passes on of somebody (\"Holt told the \
Herald\"). It is off unless asked for.

The Guardian and AP want hearsay shown for what it is, and the words checked with the one who is said to have spoken \
them.",
    flagged: &[
        "Lena Holt said that Omar Reyes had told her ⟦\"it leaks\"⟧.",
        "Ruth Abara recalled that her father had said, ⟦“Never sell the boat.”⟧",
        "Lena Holt testified that Omar Reyes had warned ⟦“the wall will not hold”⟧.",
    ],
    accepted: &[
        "Lena Holt told Omar Reyes, \"It leaks.\"",
        "\"It leaks,\" Lena Holt told the Herald.",
        "Lena Holt said the dam \"leaks\".",
        "\"Omar told me that it leaks,\" Lena Holt said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for attribution in &analysis.attributions {
        let Some(relayed) = attribution.relayed else { continue };
        let quotation = attribution.quotations.first().and_then(|&at| analysis.quotations.get(at));
        let Some((quotation, source)) = quotation.zip(attribution.source) else { continue };
        let name = |speaker: Option<usize>, words: &str| {
            let speaker = speaker.and_then(|speaker| analysis.speakers.get(speaker));
            first_words(speaker.map_or(words, |speaker| &speaker.name))
        };
        let first = name(relayed.speaker, relayed.source.of(analysis.text));
        let second = name(attribution.speaker, source.of(analysis.text));
        found.push(Diagnostic {
            related: vec![Label::new(source, "by this account"), Label::new(relayed.source, "said to have spoken")],
            help: Some(format!("check the words with {first}, or report them without marks")),
            ..RULE.finding(
                quotation.span,
                format!("{} is from {first} by the account of {second}", quoted_content(analysis, quotation)),
                "second-hand",
            )
        });
    }
    found
}
