//! A long quotation before the reader learns who speaks.

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::folding::words;
use crate::quotations::Quotation;
use crate::settings::{On, Settings};
use crate::text::Span;

use super::surroundings::{paragraph, paragraph_number};
use super::wording::{first_words, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "late-attribution",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A long quotation before the reader learns who speaks",
    details: "\
Reports a quotation, or several in a row, that runs for more than `max-words` words (60 unless set) before the draft \
says whose words they are. All paragraphs of a quotation that runs over several count.

The reader listens to a voice without a face, or to the wrong one, and has to start again at the name.

Accepted are quotations whose speaker is mentioned in the same paragraph or the one above before they begin, a speaker \
who spoke last, and a quotation that is credited after its first sentence.

AP puts the credit behind the first sentence of a quotation of several; the Guardian asks that the speaker be \
introduced before it or after its first sentence; Chicago breaks a long speech early for its tag.",
    flagged: &[
        "The dam was raised in 1954.\n\n\
         ⟦\"We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. Nobody \
         had told us that it would be warm. We waited for an hour, and then the lamps went out. One of us sang a hymn, \
         and the others counted the beats of the pump, which had been slow all week and was slower now than any of us \
         could remember,\"⟧ said Omar Reyes, who kept the sluice.",
        "The dam was raised in 1954.\n\n\
         ⟦“We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. Nobody \
         had told us that it would be warm.⟧\n\n\
         “We waited for an hour, and then the lamps went out. One of us sang a hymn, and the others counted the beats \
         of the pump, which had been slow all week and was slower now than any of us could remember,” said Omar Reyes.",
        "Lena Holt closed the hearing.\n\nIt had lasted for nine days.\n\n\
         ⟦‘We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. Nobody \
         had told us that it would be warm. We waited for an hour, and then the lamps went out. One of us sang a hymn, \
         and the others counted the beats of the pump, which had been slow all week and was slower now than any of us \
         could remember,’⟧ Omar Reyes told the judge.",
    ],
    accepted: &[
        "The dam was raised in 1954.\n\n\
         \"We went down at noon with two lamps and a rope,\" said Omar Reyes. \"The water stood at the third step, and \
         it was warm. Nobody had told us that it would be warm. We waited for an hour, and then the lamps went out. \
         One of us sang a hymn, and the others counted the beats of the pump, which had been slow all week and was \
         slower now than any of us could remember.\"",
        "\"We were never told,\" said Omar Reyes.\n\n\
         \"We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. Nobody \
         had told us that it would be warm. We waited for an hour, and then the lamps went out. One of us sang a hymn, \
         and the others counted the beats of the pump, which had been slow all week and was slower now than any of us \
         could remember,\" Reyes said.",
        "Omar Reyes kept the sluice.\n\n\
         \"We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. Nobody \
         had told us that it would be warm. We waited for an hour, and then the lamps went out. One of us sang a hymn, \
         and the others counted the beats of the pump, which had been slow all week and was slower now than any of us \
         could remember,\" he said.",
        "The dam was raised in 1954. \"We went down at noon with two lamps and a rope,\" said Omar Reyes.",
        "\"We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. Nobody \
         had told us that it would be warm. We waited for an hour, and then the lamps went out. One of us sang a hymn, \
         and the others counted the beats of the pump, which had been slow all week and was slower now than any of us \
         could remember.\"\n\n\"You sang,\" said Lena Holt.\n\n\"I hummed,\" said Omar Reyes.\n\n\"Loudly.\"\n\n\
         \"Softly.\"\n\n\"In tune?\"\n\n\"In the dark.\"\n\n\"So no.\"",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let max_words = settings.options.late_attribution.max_words;
    let mut found = Vec::new();
    let mut at = 0;
    let credited = credited(analysis);
    while let Some(&(first, attribution, source)) = credited.get(at) {
        // All in a row that are credited by one source behind them.
        let waiting = credited[at..]
            .iter()
            .take_while(|(quotation, _, other)| *other == source && quotation.span.end <= source.start);
        let (mut number, mut heard) = (0, 0);
        for (quotation, _, _) in waiting {
            number += 1;
            heard += words(quotation.words().of(analysis.text));
        }
        at += number.max(1);
        if heard > max_words && !is_known(analysis, first, attribution, at - number.max(1), &credited) {
            let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
            let name = speaker.map_or_else(|| source.of(analysis.text), |speaker| speaker.name.as_ref());
            found.push(Diagnostic {
                related: vec![Label::new(source, "the speaker")],
                help: Some("name the speaker before the quotation or behind its first sentence".to_owned()),
                ..RULE.finding(
                    first.span,
                    format!(
                        "{} runs for {heard} words before the reader learns that {} speaks",
                        quoted_content(analysis, first),
                        first_words(name)
                    ),
                    "who speaks?",
                )
            });
        }
    }
    found
}

/// The quotations with an attribution, and its source. A piece of a quotation over several paragraphs that has none has
/// that of the next piece.
fn credited<'a>(analysis: &'a Analysis) -> Vec<(&'a Quotation, &'a Attribution, Span)> {
    let mut of: Vec<Option<usize>> = analysis.quotations.iter().map(|quotation| quotation.attribution).collect();
    for (number, quotation) in analysis.quotations.iter().enumerate().rev() {
        if let Some(before) = quotation.continues.filter(|&before| before < number && of[before].is_none()) {
            of[before] = of[number];
        }
    }
    let outer = analysis.quotations.iter().zip(of).filter(|(quotation, _)| quotation.inside.is_none());
    outer
        .filter_map(|(quotation, attribution)| {
            // The turns of a dialogue tell who speaks.
            let attribution = analysis.attributions.get(attribution?).filter(|it| it.turn.is_none())?;
            Some((quotation, attribution, attribution.source?))
        })
        .collect()
}

/// Whether the reader knows already who speaks: the one who spoke last, or who was just mentioned.
fn is_known(
    analysis: &Analysis,
    first: &Quotation,
    attribution: &Attribution,
    at: usize,
    credited: &[(&Quotation, &Attribution, Span)],
) -> bool {
    let Some((number, speaker)) = attribution.speaker.and_then(|it| Some((it, analysis.speakers.get(it)?))) else {
        return true;
    };
    let spoke_last = at.checked_sub(1).is_some_and(|before| credited[before].1.speaker == Some(number));
    let here = paragraph_number(analysis, first.span.start).unwrap_or_default();
    let above = analysis.paragraphs.get(here.saturating_sub(1)).map_or(Span::default(), |above| above.span);
    let start = above.start.min(paragraph(analysis, first.span.start).start);
    let mentioned = speaker.mentions.iter().any(|it| it.span.start >= start && it.span.end <= first.span.start);
    let led_in = above.of(analysis.text).trim_end().ends_with(':');
    spoke_last || mentioned || led_in
}
