//! A pronoun for a source, and two people whom it may mean.

use crate::analysis::Analysis;
use crate::attribution::SourceForm;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};

use super::rivals::{labels, names, rival_people, side_by_side};
use super::wording::{either, quoted};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-pronoun",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A pronoun for a source that may mean two or more people",
    details: "\
Reports a pronoun to which words are credited where two or more people of its gender and number, or of a gender that \
the draft doesn't give, are equally near. The message names them.

\"She said\" after a sentence about two women credits one of them with the words of the other for half of the readers.

Accepted are pronouns of which gender, number or the flow of the text leaves one reading: the person who spoke last, \
the subject of the sentence before. So the two people have to stand side by side (\"Lena Holt and Maria Reyes\"), with \
nobody named behind them.

All style guides want a pronoun to have one clear antecedent; Chicago says so in its chapter on grammar. AP repeats \
the last name where a pronoun would leave a doubt.",
    flagged: &[
        "Lena Holt and Maria Reyes met in Geneva on Friday. \"We are close to an agreement,\" ⟦she⟧ said.",
        "Tom Achterberg and Omar Reyes met at the yard on Friday. \"We will launch in April,\" ⟦he⟧ said.",
        "Judge Alan Pryce and prosecutor David Munro left by the same door. ⟦He⟧ said: \"The verdict will stand.\"",
    ],
    accepted: &[
        "Lena Holt met Omar Reyes in Geneva. \"We are close to an agreement,\" she said.",
        "\"We are close to an agreement,\" Lena Holt said. \"It needs one more night,\" she added.",
        "Lena Holt and Maria Reyes met in Geneva. \"We are close to an agreement,\" Holt said.",
        "Lena Holt arrived late on Friday. \"The trains were full,\" she said. Maria Reyes had waited for an hour.",
        "Lena Holt and Maria Reyes met in Geneva. \"We are close to an agreement,\" they said in a joint statement.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in &analysis.attributions {
        // What is inherited from a pronoun is in doubt where the pronoun is, and reported there.
        if attribution.source_form != Some(SourceForm::Pronoun) || attribution.inherited {
            continue;
        }
        let Some(span) = attribution.source else { continue };
        let rivals = rival_people(analysis, attribution);
        if rivals.is_empty()
            || !is_for_one(span.of(analysis.text))
            || found.iter().any(|diagnostic| diagnostic.span == span)
        {
            continue;
        }
        let Some(rivals) = side_by_side(analysis, &rivals, span) else { continue };
        let message = format!("{} may be {}", quoted(span.of(analysis.text)), either(&names(analysis, &rivals)));
        found.push(Diagnostic {
            related: labels(analysis, &rivals, span),
            help: Some("put the name in place of the pronoun".to_owned()),
            ..RULE.finding(span, message, "which of them?")
        });
    }
    found
}

fn is_for_one(pronoun: &str) -> bool {
    ["he", "she"].iter().any(|known| pronoun.eq_ignore_ascii_case(known))
}
