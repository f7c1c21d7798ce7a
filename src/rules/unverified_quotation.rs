//! Words that no source holds.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Elsewhere, Label, Severity};
use crate::revision::Wording;
use crate::settings::On;
use crate::verification::{Sources, Verdict, Verification};

use super::wording::quoted;
use super::{Check, Rule};

/// The transcript that the examples are held against.
pub const SOURCE: &str = "\
HOLT: The hull is sound and the engine is sound. What is not sound is the timetable. We do not have 40 pilots.

REYES: In bad weather it takes as long as it takes. Last winter we were out for three hours.
";

pub(super) const RULE: Rule = Rule {
    name: "unverified-quotation",
    severity: Severity::Error,
    on: On::WithSources,
    summary: "A quotation that no given source holds verbatim",
    details: "\
Reports a quotation whose words stand in none of the sources that the run was given: transcripts, press releases, court \
files, earlier stories. Where a source comes close, the message says how the words differ and shows both.

Readers take words in quotation marks for those that were said. A word that was dropped on the way, above all a \"not\", \
may turn them round.

Accepted are differences in marks, punctuation and case, and the edits that a draft shows: words in [brackets], an \
ellipsis, a sentence cut in two by the credit. Titles, terms and slogans are nobody's words and are not looked for.

AP tells writers never to alter a quotation, not even for grammar; the Guardian wants the words exactly as they were \
spoken, with an ellipsis where some are left out.

The examples are held against this transcript:

HOLT: The hull is sound and the engine is sound. What is not sound is the timetable. We do not have 40 pilots.

REYES: In bad weather it takes as long as it takes. Last winter we were out for three hours.",
    flagged: &[
        "⟦“What is sound is the timetable,”⟧ Lena Holt said.",
        "Lena Holt said the board has ⟦“50 pilots”⟧ and no more.",
        "⟦“The fish are gone and nobody knows why,”⟧ Omar Reyes said.",
    ],
    accepted: &[
        "“What is not sound,” Lena Holt said, “is the timetable.”",
        "“[It] is sound, and the engine is sound … We do not have 40 pilots,” Lena Holt said.",
        "Omar Reyes said the crossing takes “as long as it takes”.",
        "The novel “Salt and Timber” is set on a ferry.",
    ],
    settings: "",
    check: Check::Sources(check),
};

fn check(analysis: &Analysis, path: &str, sources: &dyn Sources) -> Vec<Diagnostic> {
    let found = sources.verify(analysis, path);
    found.iter().filter(|found| found.verdict >= Verdict::Close).map(unverified).collect()
}

fn unverified(found: &Verification) -> Diagnostic {
    let words = quoted(&found.words);
    let Some(passage) = &found.passage else {
        return Diagnostic {
            help: Some("look for a source that has these words, or take the marks off".to_owned()),
            ..RULE.finding(found.span, format!("{words} is in no source"), "no source has these words")
        };
    };
    let faults: Vec<&str> = found.faults.iter().map(|fault| fault.title()).collect();
    let difference: String = found
        .difference()
        .iter()
        .map(|piece| match piece.wording {
            Wording::Kept => piece.text.clone(),
            Wording::Removed => format!("[-{}-]", piece.text),
            Wording::Added => format!("{{+{}+}}", piece.text),
        })
        .collect();
    let elsewhere = Elsewhere { path: passage.path.clone(), place: passage.place };
    Diagnostic {
        related: vec![Label {
            span: passage.span,
            message: "the source has other words".to_owned(),
            elsewhere: Some(elsewhere),
        }],
        help: Some(format!("from the source to the draft: {difference}")),
        ..RULE.finding(
            found.span,
            format!("{words} is not what the source has: {}", faults.join(", ")),
            "not as the source has it",
        )
    }
}
