//! Words that somebody spoke, and no word on who.

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::diagnostic::{Diagnostic, Severity};
use crate::folding::words;
use crate::quotations::{Quotation, QuotationKind};
use crate::settings::{On, Settings};
use crate::speakers::{Speaker, SpeakerKind};
use crate::text::Span;

use super::surroundings::{
    between, holds_its_credit, is_whole_sentence, last_character, next_paragraph, paragraph, paragraph_number,
    quotations_in,
};
use super::wording::quoted_content;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "missing-speaker",
    severity: Severity::Error,
    on: On::Always,
    summary: "A spoken quotation whose speaker the text gives nowhere",
    details: "\
Reports a quotation of somebody's words that has no cue of its own and stands beside nobody from whom it could take \
its speaker, or is parted from the speaker by a paragraph on something else. A quotation carried on over several \
paragraphs is one quotation, and is reported at its first paragraph.

A reader who cannot tell who speaks cannot judge the words, and an editor cannot check them. Most often a paragraph \
was moved or a sentence cut, and the speaker went with it.

Accepted are quotations that follow a sentence about their speaker, the further parts of a quotation whose speaker is \
named once, and marks around nobody's words: terms and scare quotes, titles and nicknames, slogans and signs. Only \
whole sentences of four words or more are reported, and none with its source in brackets or behind a dash, and no \
block quotation: many are notes of the writer's own.

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
        "\"We have got nine votes,\" said Ray Trujillo.\n\nThe package includes nine miles of road.\n\n\
         ⟦\"It is the worst deal in the history of this town.\"⟧\n\nThe council votes on Monday.",
        "Nobody was hurt. About forty people spent the night in the church hall.\n\n\
         ⟦\"We could feel the heat through the windows.\"⟧\n\nThe vicar put the kettle on.",
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
        "What we read today: \"The rain fell for nine days and nobody counted them.\" [The Herald]",
        "What we read today: \"The rain fell for nine days and nobody counted them.\" It began on Monday. [The Herald]",
        "\"Nobody told us that it was coming down.\" — Omar Reyes, farmer",
        "\"Never again.\"\n\nThe ferry stopped running in March.",
        "The ferry stopped running in March.\n\n> Timetables are printed in June and may change.\n\nMost people wait.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let quotations = &analysis.quotations;
    // The first piece of the chain that each quotation belongs to, and whether any piece has a speaker.
    let mut first: Vec<usize> = (0..quotations.len()).collect();
    let mut attributed = vec![false; quotations.len()];
    let speaks = speaks(analysis);
    for (index, quotation) in quotations.iter().enumerate() {
        if let Some(&piece) = quotation.continues.filter(|&piece| piece < index).and_then(|piece| first.get(piece)) {
            first[index] = piece;
        }
        attributed[first[index]] |=
            quotation.attribution.is_some_and(|attribution| is_heard(analysis, quotation, attribution, &speaks));
    }
    let missing = quotations.iter().enumerate().filter(|&(index, quotation)| {
        first[index] == index
            && !attributed[index]
            && quotation.kind == QuotationKind::Speech
            && !quotation.is_set_off()
            && quotation.inside.is_none()
            && is_whole_sentence(analysis, quotation)
            && !is_credited_unread(analysis, quotation)
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

/// Whether an attribution gives a speaker: by a cue, or from a person, or from somebody who speaks elsewhere. That a
/// council or a mill is what the sentence before is about makes no speaker of it, nor of a crowd where the quotation has
/// its paragraph to itself.
fn is_heard(analysis: &Analysis, quotation: &Quotation, attribution: usize, speaks: &[bool]) -> bool {
    let Some(attribution) = analysis.attributions.get(attribution) else { return false };
    let Some(speaker) = attribution.speaker else { return true };
    // Of two who are named either may speak, which `ambiguous-speaker` says.
    let named = |source: Span| source.of(analysis.text).split(' ').skip(1).any(|it| it.starts_with(char::is_uppercase));
    let alone =
        || paragraph(analysis, quotation.span.start) == quotation.span && !attribution.source.is_some_and(named);
    let thing = |speaker: &Speaker| match speaker.kind {
        SpeakerKind::Organisation | SpeakerKind::Unknown => true,
        SpeakerKind::Group => alone(),
        _ => false,
    };
    let spoken = || speaks.get(speaker).is_some_and(|&speaks| speaks);
    let person = || !analysis.speakers.get(speaker).is_some_and(thing);
    !attribution.inherited || (spoken() || person()) && !is_far(analysis, quotation, attribution)
}

/// A paragraph of no more words than this is a pause in what is said.
const LONGEST_BEAT: usize = 5;

/// Whether a whole paragraph without a word on who speaks parts a quotation that has its own to itself from where it
/// takes its speaker.
fn is_far(analysis: &Analysis, quotation: &Quotation, attribution: &Attribution) -> bool {
    let (Some(source), Some(speaker)) = (attribution.source, attribution.speaker) else { return false };
    let number = |offset: usize| paragraph_number(analysis, offset).unwrap_or_default();
    let (from, here) = (number(source.start), number(quotation.span.start));
    let alone = paragraph(analysis, quotation.span.start) == quotation.span;
    if !alone || source.end > quotation.span.start || from + 1 >= here {
        return false;
    }
    let above = analysis.paragraphs[here - 1].span;
    let mentions = analysis.speakers.get(speaker).map_or(&[][..], |speaker| &speaker.mentions);
    let first = mentions.partition_point(|mention| mention.span.start < above.start);
    let mentioned = mentions.get(first).is_some_and(|mention| mention.span.end <= above.end);
    // "She pauses." is a beat, and the same voice goes on.
    let tells = words(above.of(analysis.text)) > LONGEST_BEAT;
    tells && quotations_in(analysis, above).next().is_none() && !mentioned
}

/// Who speaks by a cue of their own somewhere in the draft.
fn speaks(analysis: &Analysis) -> Vec<bool> {
    let mut speaks = vec![false; analysis.speakers.len()];
    let own = analysis.attributions.iter().filter(|attribution| attribution.cue.is_some());
    for speaker in own.filter_map(|attribution| attribution.speaker) {
        if let Some(speaks) = speaks.get_mut(speaker) {
            *speaks = true;
        }
    }
    speaks
}

/// A quotation at the top of a draft with fewer words than this is its headline.
const SHORTEST_LEAD: usize = 12;

/// Whether the text says who speaks in a way that isn't read: a source before a colon, in brackets or behind a dash, or
/// another quotation that ends in a comma, behind which a speaker follows. Where the closing mark is missing, so may be
/// the speaker behind it.
fn is_credited_unread(analysis: &Analysis, quotation: &Quotation) -> bool {
    let paragraph = paragraph(analysis, quotation.span.start);
    let behind = between(analysis, quotation.span.end, paragraph.end).trim_start();
    // "… from the report." It runs to ninety pages. [The Herald]
    let in_brackets = behind.trim_end().ends_with(']');
    let behind = if behind.is_empty() { next_paragraph(analysis, quotation.span.start) } else { behind };
    let above = analysis.text.get(..quotation.span.start).unwrap_or_default().trim_end();
    in_brackets
        || behind.starts_with(['[', '(', '-', '–', '—', '―', '~'])
        || above.ends_with(':')
        // A short quotation at the top is a headline.
        || above.is_empty() && words(quotation.span.of(analysis.text)) < SHORTEST_LEAD
        || quotation.close.is_none() && (!quotation.carried_on || holds_its_credit(analysis, quotation))
        || quotations_in(analysis, paragraph).any(|other| last_character(analysis, other) == Some(','))
}
