//! A quoted piece of a word or two inside reported speech.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::folding::words;
use crate::grammar::Classes;
use crate::quotations::QuotationKind;
use crate::settings::{On, Settings};

use super::surroundings::class_before;
use super::wording::{content, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "quotation-fragment",
    severity: Severity::Info,
    on: On::Asked,
    summary: "A quoted piece of one or two words inside reported speech",
    details: "\
Reports a quotation of no more than `max-words` words (two unless set) inside a sentence that reports what somebody \
said: Holt said the dam was \"brittle\".

A single quoted word often says no more than the same word without marks, and may sound like a sneer. Either the \
words matter, and more of them should be quoted, or they don't.

Accepted are whole quotations, however short (\"No,\" she said), titles, terms and slogans. It is off unless asked \
for, since many houses like fragments.

AP asks writers to avoid fragmentary quotes of a few words; the Guardian and Chicago warn of quotation marks that \
only keep the writer's distance.",
    flagged: &[
        "Lena Holt said the dam was ⟦\"brittle\"⟧.",
        "The plan, Omar Reyes said, was ⟦“utterly reckless”⟧ and late.",
        "Ruth Abara called the ministry's answer ⟦\"a joke\"⟧.",
    ],
    accepted: &[
        "\"No,\" Lena Holt said.",
        "Lena Holt said the dam was \"brittle and sure to fail\".",
        "The so-called \"reform\" failed, Omar Reyes said.",
        "\"It leaks,\" Lena Holt said. \"Badly.\"",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let max_words = settings.options.quotation_fragment.max_words;
    let mut found = Vec::new();
    for quotation in analysis.quotations.iter().filter(|it| it.inside.is_none() && it.kind == QuotationKind::Speech) {
        let words_quoted = content(quotation).of(analysis.text);
        let begins_small = words_quoted.starts_with(char::is_lowercase);
        let term = class_before(analysis, quotation.span.start).any(Classes::SCARE);
        if begins_small && !term && quotation.attribution.is_some() && (1..=max_words).contains(&words(words_quoted)) {
            found.push(Diagnostic {
                help: Some("quote more of what was said, or take the marks off".to_owned()),
                ..RULE.finding(
                    quotation.span,
                    format!("no more than {} is quoted", quoted_content(analysis, quotation)),
                    "a fragment",
                )
            });
        }
    }
    found
}
