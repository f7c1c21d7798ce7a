//! Words that two people fit equally well: by a description, or by standing between them.

use std::cell::OnceCell;

use crate::analysis::Analysis;
use crate::attribution::{Attribution, SourceForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::grammar::Classes;
use crate::quotations::Quotation;
use crate::settings::{On, Settings};
use crate::speakers::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

use super::joint::{Joint, Named};
use super::rivals::{is_another_nearer, labels, names, rival_people, rivals};
use super::surroundings::{
    attributions_in, between, class_before, is_whole_sentence, paragraph, paragraph_number, quotations_in,
};
use super::wording::{either, quoted, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-speaker",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A quotation that two or more speakers fit equally well",
    details: "\
Reports a description that fits two people of the draft (\"the senator\" with two senators in play), and a quotation \
without a cue that follows two people at once, named together or reported side by side in one sentence, or that stands \
alone between the paragraphs of two speakers. The message names them. Quotations in a row that share one doubt are one \
finding. Doubtful pronouns have a rule of their own, `ambiguous-pronoun`.

The writer knows who spoke; the reader has to guess, and half of the readers guess wrong.

Accepted are descriptions that fit one person only, among them those of four words or more and those of several \
people at once, descriptions of the one who was named last, and quotations that go on after a speaker was named \
or are no whole sentence.

AP's way with dialogue, a new paragraph for each speaker, and the Guardian's, the speaker named at the beginning or \
after the first sentence, both keep this from happening; Chicago too starts a new paragraph when the speaker changes.",
    flagged: &[
        "Lena Holt and Omar Reyes left the hearing together. ⟦\"It was a disgrace.\"⟧",
        "Sen. Lena Holt and Sen. Omar Reyes voted against the bill. \
         \"It will bankrupt the counties,\" ⟦the senator⟧ said.",
        "Lena Holt said the dam was unsafe, and Omar Reyes said it was not. ⟦\"Nobody will pay for a new one.\"⟧",
        "\"The dam is brittle,\" Lena Holt said.\n\n\
         ⟦\"Nobody asked the people who live below it.\"⟧\n\n\
         \"It was built to last a hundred years,\" Omar Reyes said.",
        "Two lawyers, Lena Holt and Omar Reyes, came to the court. \"There is no case,\" ⟦the lawyer⟧ said.",
        "Deputy mayor Ruth Abara sat beside deputy mayor Ivan Lunt on Monday. \
         \"The accounts are in order,\" ⟦the deputy mayor⟧ said.",
    ],
    accepted: &[
        "\"It was a disgrace,\" Lena Holt said as she and Omar Reyes left the hearing.",
        "Sen. Lena Holt met the farmers of Dunmore on Monday. \"It will bankrupt the counties,\" the senator said.",
        "Sen. Lena Holt and Mayor Omar Reyes spoke last. \"It will bankrupt the counties,\" the senator said.",
        "Lena Holt said the audit was thorough. \"It would be reckless to ignore it.\"",
        "Lena Holt said that Omar Reyes said it was unsafe. \"Nobody will pay for a new one.\"",
        "\"It was long,\" Lena Holt said. \"It was also a disgrace.\"",
        "\"The dam is brittle,\" Lena Holt said.\n\n\
         \"You have said so for years.\"\n\n\
         \"And for years nobody has listened,\" Holt told Omar Reyes.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut doubts: Vec<(Option<Span>, Vec<usize>)> = Vec::new();
    let named = OnceCell::new();
    let named = || named.get_or_init(|| Named::of(analysis));
    for attribution in &analysis.attributions {
        let described = attribution.source_form == Some(SourceForm::Description) && !attribution.inherited;
        let rivals = match () {
            () if described => described_people(analysis, attribution, named),
            () if attribution.inherited => people_before(analysis, attribution, named),
            () => None,
        };
        let Some((mut rivals, span)) = rivals.zip(doubtful_span(analysis, attribution)) else { continue };
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

/// The people whom a short description of one person means equally well.
fn described_people<'n>(
    analysis: &Analysis,
    attribution: &Attribution,
    named: impl Fn() -> &'n Named,
) -> Option<Vec<usize>> {
    let source = attribution.source?;
    let description = source.of(analysis.text).to_lowercase();
    let words: Vec<&str> = description.split_whitespace().collect();
    let role = *words.last()?;
    let several = role.ends_with('s') || role.ends_with("men");
    // "the mayor's son" is of one mayor.
    let of_somebody = description.contains(['\'', '’']);
    if several || of_somebody || words.len() > LONGEST_DESCRIPTION {
        return None;
    }
    let called = |rivals: &[usize]| rivals.iter().all(|&rival| is_called(analysis, rival, role));
    let mut rivals = rival_people(analysis, attribution);
    if rivals.is_empty() {
        rivals = called_together(analysis, named().before(analysis, source.start, None)?, role)?;
    } else if !called(&rivals) {
        return None;
    }
    (are_equally_near(analysis, source, &rivals) && !spoke_last(analysis, attribution, source, &rivals))
        .then_some(rivals)
}

/// "Senators Holt and Reyes", "two senators, Holt and Reyes": those of whom one word says what they are.
fn called_together(analysis: &Analysis, joint: Joint, role: &str) -> Option<Vec<usize>> {
    let start = paragraph(analysis, joint.span.start).start;
    let lead = between(analysis, start, joint.span.start).split_whitespace().rev().take(BESIDE);
    let first = joint.span.of(analysis.text).split_whitespace().take(1);
    let plural = lead.chain(first).any(|word| {
        let bare = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        bare.strip_prefix(role).is_some_and(|ending| matches!(ending, "s" | "es"))
    });
    plural.then_some(joint.people)
}

/// The people who fit words without a cue equally well: named together before them, of whom none has spoken.
fn people_before<'n>(
    analysis: &Analysis,
    attribution: &Attribution,
    named: impl Fn() -> &'n Named,
) -> Option<Vec<usize>> {
    let quotation = analysis.quotations.get(*attribution.quotations.first()?)?;
    if !is_whole_sentence(analysis, quotation) {
        return None;
    }
    let rivals = both_reported(analysis, attribution, quotation).or_else(|| between_two(analysis, quotation));
    if rivals.is_some() {
        return rivals;
    }
    let rivals = match joined_people(analysis, attribution) {
        Some(people) => people,
        None => rival_people(analysis, attribution),
    };
    if rivals.is_empty() || inherits_doubt(analysis, attribution, &rivals) {
        return None;
    }
    let joint = named().before(analysis, quotation.span.start, None)?;
    let all = rivals.iter().all(|rival| joint.people.contains(rival));
    (all && joint.opens_its_sentence(analysis)).then_some(joint.people)
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

/// "Holt said it leaked, and Reyes said it did not. “Nobody will pay.”": the two whom the sentence before reports.
fn both_reported(analysis: &Analysis, attribution: &Attribution, quotation: &Quotation) -> Option<Vec<usize>> {
    let paragraph = paragraph(analysis, quotation.span.start);
    let before = between(analysis, paragraph.start, quotation.span.start).trim_end();
    let start = before.trim_end_matches(['.', '!', '?']).rfind(['.', '!', '?']).map_or(0, |stop| stop + 1);
    let sentence = Span::new(paragraph.start + start, paragraph.start + before.len());
    let inherits = attribution.source.is_some_and(|source| sentence.contains(source));
    let mut reports = attributions_in(analysis, sentence).filter(|it| !it.inherited && it.cue.is_some());
    let (one, other) = reports.next().zip(reports.next())?;
    let (first, second) = one.source.zip(other.source)?;
    let joined = first.end < second.start && class_before(analysis, second.start).any(Classes::CONJUNCTION);
    let unquoted = quotations_in(analysis, paragraph).next().is_some_and(|it| it.span == quotation.span);
    let named = [one, other].iter().all(|report| report.source_form == Some(SourceForm::Name));
    let people = vec![one.speaker?, other.speaker?];
    let persons = people.iter().all(|&at| analysis.speakers[at].kind == SpeakerKind::Person);
    (inherits && joined && unquoted && named && persons && people[0] != people[1] && reports.next().is_none())
        .then_some(people)
}

/// A paragraph that is nothing but the quotation, between those of two speakers: either may say it. Where the same one
/// speaks above and below, it is the other's turn, as dialogue goes. Where the paragraph above ends with what was said, it
/// goes on here, and `continued-quotation` speaks of the mark.
fn between_two(analysis: &Analysis, quotation: &Quotation) -> Option<Vec<usize>> {
    let here = paragraph_number(analysis, quotation.span.start)?;
    let alone = analysis.paragraphs.get(here)?.span == quotation.span;
    if !alone || quotation.close.is_none() || quotation.continues.is_some() || quotation.carried_on {
        return None;
    }
    let credited = |number: usize| {
        let paragraph = analysis.paragraphs.get(number)?.span;
        // What is left open above goes on here.
        let closed = quotations_in(analysis, paragraph).all(|it| it.close.is_some() && !it.carried_on);
        let mut credits = attributions_in(analysis, paragraph).filter(|it| !it.quotations.is_empty());
        let (credit, more) = (credits.next()?, credits.any(|it| !it.inherited));
        let person = analysis.speakers.get(credit.speaker?)?.kind == SpeakerKind::Person;
        (closed && !more && person && !credit.inherited).then_some(credit)
    };
    let last = analysis.paragraphs.get(here.checked_sub(1)?)?.span;
    if quotations_in(analysis, last).any(|it| it.span.end == last.end) {
        return None;
    }
    let (above, below) = (credited(here.checked_sub(1)?)?, credited(here + 1)?);
    let named = [above, below].iter().all(|credit| credit.source_form == Some(SourceForm::Name));
    let people = vec![above.speaker?, below.speaker?];
    (named && people[0] != people[1]).then_some(people)
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
