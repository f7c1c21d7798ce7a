//! Words that somebody spoke, and no word on who.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::quotations::QuotationKind;
use crate::settings::Settings;

use super::wording::quoted_content;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "missing-speaker",
    severity: Severity::Error,
    on: true,
    summary: "A spoken quotation whose speaker the text gives nowhere",
    details: "\
Reports a quotation of somebody's words that has no cue of its own and stands beside nobody from whom it could take \
its speaker. A quotation carried on over several paragraphs is one quotation, and is reported at its first paragraph.

A reader who cannot tell who speaks cannot judge the words, and an editor cannot check them. Most often a paragraph \
was moved or a sentence cut, and the speaker went with it.

Accepted are quotations that follow a sentence about their speaker, the further parts of a quotation whose speaker is \
named once, and marks around nobody's words: terms and scare quotes, titles and nicknames, slogans and signs.

The Guardian's guide asks that the speaker be introduced at the beginning or after the first sentence of a quotation. \
AP gives the words of each person a paragraph of their own, so that a paragraph may not depend on one further up. \
Chicago lets a run of dialogue go without tags only while the alternation of two speakers leaves no doubt.",
    flagged: &[
        "The council voted 6-3 on Tuesday to close the pool in Ash Street.\n\n\
         ⟦\"We were never asked what it would cost our children.\"⟧\n\n\
         The pool opened in 1974.",
        "The ferry stopped running in March. ⟦“Nobody told us it was coming.”⟧ \
         Most people on the island now wait for the weekly supply boat.",
        "The mill closed on Friday after 112 years.\n\n\
         ⟦\"My father worked here, and his father before him.⟧\n\n\
         \"There is nothing else in this valley.\"\n\n\
         The gates were locked at noon.",
        "Rain had fallen for nine days when the levee gave way. \
         ⟦\"It sounded like a train coming through the kitchen.\"⟧ By dawn the water stood at the windows.",
    ],
    accepted: &[
        "\"The dam is brittle,\" said Lena Holt, who led the audit.",
        "Lena Holt has opposed the plan from the start. \"It is reckless.\"",
        "The city's so-called \"efficiency drive\" cost 40 jobs.",
        "A sign at the gates read \"Closed until further notice\".",
        "Her second novel, \"Dust\", was published in May.",
        "\"I was there when the wall came down. Nobody ran.\n\n\"We thought it was thunder,\" Omar Reyes said.",
        "\"The dam is brittle,\" Lena Holt said. \"It will not last the winter.\"",
    ],
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let quotations = &analysis.quotations;
    // The first piece of the chain that each quotation belongs to, and whether any piece has a speaker.
    let mut first: Vec<usize> = (0..quotations.len()).collect();
    let mut attributed = vec![false; quotations.len()];
    for (index, quotation) in quotations.iter().enumerate() {
        if let Some(&piece) = quotation.continues.filter(|&piece| piece < index).and_then(|piece| first.get(piece)) {
            first[index] = piece;
        }
        attributed[first[index]] |= quotation.attribution.is_some();
    }
    let missing = quotations.iter().enumerate().filter(|&(index, quotation)| {
        first[index] == index
            && !attributed[index]
            && quotation.kind == QuotationKind::Speech
            && quotation.inside.is_none()
    });
    missing
        .map(|(_, quotation)| Diagnostic {
            help: Some("say who speaks beside the quotation, or in the sentence before it".to_owned()),
            ..RULE.finding(
                quotation.span,
                format!("nobody is given as the speaker of {}", quoted_content(analysis, quotation)),
                "who says this?",
            )
        })
        .collect()
}
