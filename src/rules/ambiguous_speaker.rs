//! Words that two people fit equally well: by a description, or by standing between them.

use crate::analysis::Analysis;
use crate::attribution::{Attribution, SourceForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};
use crate::speakers::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

use super::rivals::{is_another_nearer, labels, names, rival_people, rivals, side_by_side};
use super::surroundings::{attributions_in, between, is_whole_sentence, paragraph, paragraph_number};
use super::wording::{either, quoted, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-speaker",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A quotation that two or more speakers fit equally well",
    details: "\
Reports a description that fits two people of the draft (\"the senator\" with two senators in play), and a quotation \
without a cue that stands between two speakers. The message names them. Quotations in a row that share one doubt are \
one finding. Doubtful pronouns have a rule of their own, `ambiguous-pronoun`.

The writer knows who spoke; the reader has to guess, and half of the readers guess wrong.

Accepted are descriptions that fit one person only, among them those of four words or more and those of several \
people at once, descriptions of the one who was named last, and quotations that go on after a speaker was named or are no whole sentence.

AP's way with dialogue, a new paragraph for each speaker, and the Guardian's, the speaker named at the beginning or \
after the first sentence, both keep this from happening; Chicago too starts a new paragraph when the speaker changes.",
    flagged: &[
        "Lena Holt and Omar Reyes left the hearing together. ⟦\"It was a disgrace.\"⟧",
        "Sen. Lena Holt and Sen. Omar Reyes voted against the bill. \
         \"It will bankrupt the counties,\" ⟦the senator⟧ said.",
        "Deputy mayor Ruth Abara sat beside deputy mayor Ivan Lunt on Monday. \
         \"The accounts are in order,\" ⟦the deputy mayor⟧ said.",
    ],
    accepted: &[
        "\"It was a disgrace,\" Lena Holt said as she and Omar Reyes left the hearing.",
        "Sen. Lena Holt met the farmers of Dunmore on Monday. \"It will bankrupt the counties,\" the senator said.",
        "Sen. Lena Holt and Mayor Omar Reyes spoke last. \"It will bankrupt the counties,\" the senator said.",
        "Lena Holt said the audit was thorough. \"It would be reckless to ignore it.\"",
        "\"It was long,\" Lena Holt said. \"It was also a disgrace.\"",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut doubts: Vec<(Option<Span>, Vec<usize>)> = Vec::new();
    for attribution in &analysis.attributions {
        let described = attribution.source_form == Some(SourceForm::Description);
        if !described && !attribution.inherited {
            continue;
        }
        let mut rivals = joined_people(analysis, attribution).unwrap_or_else(|| rival_people(analysis, attribution));
        if rivals.is_empty() || attribution.inherited && inherits_doubt(analysis, attribution, &rivals) {
            continue;
        }
        if !is_certain(analysis, attribution, &rivals) {
            continue;
        }
        let Some(span) = doubtful_span(analysis, attribution) else { continue };
        let speakers = either(&names(analysis, &rivals));
        let diagnostic = if attribution.inherited {
            let words = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
            let words = words.map_or_else(|| quoted(span.of(analysis.text)), |words| quoted_content(analysis, words));
            Diagnostic {
                help: Some("say who speaks beside the quotation".to_owned()),
                ..RULE.finding(span, format!("the speaker of {words} may be {speakers}"), "which of them says this?")
            }
        } else {
            Diagnostic {
                help: Some("put the name in place of the description".to_owned()),
                ..RULE.finding(span, format!("{} may be {speakers}", quoted(span.of(analysis.text))), "which of them?")
            }
        };
        let related = labels(analysis, &rivals, span);
        rivals.sort_unstable();
        let doubt = (attribution.source, rivals);
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
            found.push(Diagnostic { related, ..diagnostic });
        }
    }
    found
}

/// The attribution's own source; where it has none of its own, the quotation.
fn doubtful_span(analysis: &Analysis, attribution: &Attribution) -> Option<Span> {
    if !attribution.inherited && attribution.source.is_some() {
        return attribution.source;
    }
    let quotation = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
    quotation.map(|quotation| quotation.span).or_else(|| attribution.content.first().copied())
}

/// A description of more words than this tells people apart.
const LONGEST_DESCRIPTION: usize = 3;

/// Whether the doubt is the reader's too: words that are certainly speech, or a short description of one person.
fn is_certain(analysis: &Analysis, attribution: &Attribution, rivals: &[usize]) -> bool {
    if attribution.inherited {
        let quotation = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
        return quotation.is_some_and(|quotation| {
            is_whole_sentence(analysis, quotation) && side_by_side(analysis, rivals, quotation.span).is_some()
        });
    }
    let Some(source) = attribution.source else { return false };
    let description = source.of(analysis.text).to_lowercase();
    let words: Vec<&str> = description.split_whitespace().collect();
    let several = words.last().is_some_and(|word| word.ends_with('s') || word.ends_with("men"));
    // "the mayor's son" is of one mayor.
    let of_somebody = description.contains(['\'', '’']);
    !several
        && !of_somebody
        && are_equally_near(analysis, source, rivals)
        && words.len() <= LONGEST_DESCRIPTION
        && rivals.iter().all(|&rival| is_called(analysis, rival, words.last().copied().unwrap_or_default()))
        && !spoke_last(analysis, attribution, source, rivals)
}

/// Whether the draft speaks of all rivals equally far above, and of nobody else nearer. Who was named in this paragraph
/// or in the one above, alone, is still in mind.
fn are_equally_near(analysis: &Analysis, source: Span, rivals: &[usize]) -> bool {
    let Some(here) = paragraph_number(analysis, source.start) else { return false };
    let mut apart: Vec<usize> = rivals
        .iter()
        .filter_map(|&rival| {
            let mentions = &analysis.speakers.get(rival)?.mentions;
            let before = mentions.partition_point(|mention| mention.span.end <= source.start);
            // What a description further up means is no surer.
            let sure = |mention: &&Mention| mention.form != MentionForm::Description;
            let last = mentions[..before].iter().rfind(sure)?;
            Some(here - paragraph_number(analysis, last.span.start)?)
        })
        .collect();
    apart.sort_unstable();
    let equal = match apart.as_slice() {
        [nearest, next, ..] => nearest == next || *nearest > 1 && next - nearest < 2,
        _ => false,
    };
    equal && !is_another_nearer(analysis, source, source, rivals)
}

/// "Holt and Reyes left. “It was a disgrace.”": the two of a group that took over words which one of them spoke.
fn joined_people(analysis: &Analysis, attribution: &Attribution) -> Option<Vec<usize>> {
    let group = analysis.speakers.get(attribution.speaker.filter(|_| attribution.inherited)?)?;
    let source = attribution.source.filter(|_| group.kind == SpeakerKind::Group)?;
    // Two who spoke together go on together.
    let spoke = |other: &Attribution| other.cue.is_some() && other.source == attribution.source;
    if attributions_in(analysis, paragraph(analysis, source.start)).any(spoke) {
        return Some(Vec::new());
    }
    let named = |speaker: &Speaker| {
        let mut mentions = speaker.mentions.iter().map(|mention| mention.span);
        speaker.kind == SpeakerKind::Person && mentions.any(|mention| source.contains(mention))
    };
    let people = analysis.speakers.iter().enumerate().filter(|(_, speaker)| named(speaker)).map(|(at, _)| at);
    Some(people.collect())
}

/// Words around a name that may say who it is.
const BESIDE: usize = 6;

/// Whether the draft calls somebody by this role, in full or shortened ("Sen."), beside the name.
fn is_called(analysis: &Analysis, speaker: usize, role: &str) -> bool {
    let Some(speaker) = analysis.speakers.get(speaker) else { return false };
    let is_role = |word: &str| {
        let bare = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        bare == role || bare.len() > 2 && word.contains('.') && role.starts_with(&bare)
    };
    let described = speaker.description.iter().any(|words| words.split_whitespace().any(is_role));
    described
        || speaker.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun).any(|mention| {
            let paragraph = paragraph(analysis, mention.span.start);
            let before = between(analysis, paragraph.start, mention.span.start).split_whitespace().rev().take(BESIDE);
            let behind = between(analysis, mention.span.end, paragraph.end).split_whitespace().take(BESIDE);
            mention.span.of(analysis.text).split_whitespace().chain(before).chain(behind).any(is_role)
        })
}

/// Whether one of the rivals speaks in the same paragraph above: the description goes on with that one.
fn spoke_last(analysis: &Analysis, attribution: &Attribution, source: Span, rivals: &[usize]) -> bool {
    let paragraph = paragraph(analysis, source.start);
    attributions_in(analysis, paragraph)
        .filter(|other| !std::ptr::eq(*other, attribution))
        .filter(|other| other.source.is_some_and(|other| paragraph.contains(other) && other.end <= source.start))
        .any(|other| other.speaker.is_some_and(|speaker| rivals.contains(&speaker)))
}

/// Whether the doubt is that of the attribution inherited from, which is reported there.
fn inherits_doubt(analysis: &Analysis, attribution: &Attribution, doubtful: &[usize]) -> bool {
    attribution.source.is_some()
        && analysis.attributions.iter().any(|other| {
            !other.inherited && other.source == attribution.source && {
                let others = rivals(other);
                doubtful.iter().all(|speaker| others.contains(speaker))
            }
        })
}
