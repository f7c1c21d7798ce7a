//! The same words of the same speaker, quoted twice in one draft.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::folding::{folded_words, words};
use crate::settings::{On, Settings};
use crate::text::Span;

use super::comparison::Comparison;
use super::earlier::Earlier;
use super::surroundings::{body_start, paragraph};
use super::wording::{content, first_words, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "repeated-quotation",
    severity: Severity::Warning,
    on: On::Always,
    summary: "The same words of the same speaker, quoted twice in one draft",
    details: "\
Reports a quotation whose words the draft has quoted from the same speaker before. Case, marks and punctuation don't \
count. The later quotation is marked, the earlier shown.

The reader stumbles over words that were read a minute ago. Most often a paragraph was copied where it should have \
been moved.

Accepted are quotations of fewer than `min-words` words (five unless set), a phrase taken up again from a longer \
quotation, a phrase that a longer quotation then gives in full, and the quotation of a headline or a heading that the \
draft gives again below.

No style guide sets a limit; that each quotation says something new is an editor's first test of it.",
    flagged: &[
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         Parents were not convinced.\n\n\
         ⟦\"We will not close this school while I am mayor,\"⟧ Holt said.",
        "“The barn went first, and then the house,” said Omar Reyes. “We have nothing.”\n\n\
         The water stayed for nine days.\n\n\
         Reyes was told to wait. ⟦“The barn went first and then the house,”⟧ he said.",
        "Ruth Abara told the court that she \"had no knowledge of the second shipment\".\n\n\
         The shipment left Arden in May. Abara ⟦\"had no knowledge of the second shipment\"⟧, she said.",
    ],
    accepted: &[
        "\"We will not close this school while I am mayor,\" Lena Holt said. \"Not while I am mayor,\" she said again.",
        "Lena Holt said she would \"not close this school\".\n\n\
         \"We will not close this school while I am mayor,\" Holt told parents on Monday.",
        "Lena Holt said she would \"not close this school or that pool or the hall or anything else while she was mayor\".\n\n\
         \"I will not close this school or that pool or the hall or anything else while she was mayor,\" Holt told them.",
        "\"We will not close this school,\" Lena Holt said.\n\n\"We will not close that pool,\" she added.",
        "“No comment,” said Lena Holt. Asked again, she said: “No comment.”",
        "\"We will not close this school while I am mayor,\" Lena Holt said.\n\n\
         \"We will not close this school while I am mayor,\" Omar Reyes said.",
    ],
    settings: "",
    check: Check::Again(check),
};

/// So many words within a longer quotation are more than a phrase taken up again.
const WITHIN: usize = 14;

/// A paragraph of no more words than this may be a heading.
const HEADING: usize = 6;

fn check(analysis: &Analysis, settings: &Settings, earlier: &Earlier) -> Vec<Diagnostic> {
    let min_words = settings.options.repeated_quotation.min_words;
    let body = body_start(analysis);
    let mut found: Vec<Diagnostic> = Vec::new();
    for (again, first) in earlier.again().filter(|(again, _)| again.here() && again.place.span.start >= body) {
        let Some(quotation) = analysis.quotations.get(again.quotation) else { continue };
        let Some(speaker) = analysis.speaker_of(quotation).filter(|speaker| speaker.name == *first.speaker) else {
            continue;
        };
        // Where one of the two is left open, nobody knows what it repeats.
        let open = |span: Span| {
            let next = analysis.quotations.partition_point(|other| other.span.start < span.start);
            analysis.quotations.get(next).is_some_and(|other| other.close.is_none() && !other.carried_on)
        };
        if is_heading(analysis, again.place.span) || open(quotation.span) || open(again.place.span) {
            continue;
        }
        let comparison = Comparison::new(&first.text, content(quotation).of(analysis.text));
        // A piece that the lead gives and a later paragraph gives in full is as long as it likes.
        let piece = first.text.trim_start().starts_with(char::is_lowercase);
        if piece && !comparison.same() && comparison.shorter() == folded_words(&first.text).count() {
            continue;
        }
        let enough = if comparison.same() { min_words } else { min_words.max(WITHIN) };
        let within = comparison.changed == 0 && comparison.equal == comparison.shorter();
        if !within || comparison.equal < enough || found.last().is_some_and(|last| last.span == quotation.span) {
            continue;
        }
        let again_words = quoted_content(analysis, quotation);
        found.push(Diagnostic {
            related: vec![again.label("quoted here first")],
            help: Some("take one of the two out".to_owned()),
            ..RULE.finding(
                quotation.span,
                format!("{again_words} of {} is quoted twice", first_words(&speaker.name)),
                "quoted again",
            )
        });
    }
    found
}

/// Whether a quotation is all of a short paragraph: a heading that the text below takes up.
fn is_heading(analysis: &Analysis, quotation: Span) -> bool {
    let paragraph = paragraph(analysis, quotation.start);
    paragraph.end <= quotation.end + 1
        && paragraph.start == quotation.start
        && words(paragraph.of(analysis.text)) <= HEADING
}
