//! A bare surname for a source that two people of the draft bear.

use crate::analysis::Analysis;
use crate::attribution::SourceForm;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};
use crate::speakers::{Mention, MentionForm, SpeakerKind, may_be_one};

use super::rivals::{is_full_name, labels, names};
use super::surroundings::paragraph_above;
use super::wording::{either, quoted};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-surname",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A bare surname for a source that two people of the draft bear",
    details: "\
Reports a source that is a surname and no more where the draft has just named two people of that surname, in the same \
paragraph or the one above; and where two of that surname have spoken, and it stands alone for the first time. The \
message names them.

\"Holt said\" in a story of Lena Holt and her brother Tom is a guess. The writer knows which one is meant.

Accepted are a surname of which only one bearer was named lately, a surname with a title or a first name (Mr. Holt, Lena Holt), and names that may be two forms of one \
person's.

AP uses first and last name on later references where two people share a surname; the Guardian does so too, or gives \
the first name alone in a story about a family.",
    flagged: &[
        "Lena Holt and her brother, Tom Holt, run the mill. \"It leaks,\" ⟦Holt⟧ said.",
        "\"It leaks,\" said Lena Holt. Tom Holt, her brother, was not asked.\n\n⟦Holt⟧ said the mill would close.",
        "Lena Holt said it leaks. Tom Holt said it does not.\n\nIt rained.\n\nIt rained again.\n\n\"Wait,\" ⟦Holt⟧ said.",
        "Judge Ana Reyes sent Omar Reyes home. They are not related. \"I was surprised,\" ⟦Reyes⟧ said.",
    ],
    accepted: &[
        "Lena Holt and her brother, Tom Holt, run the mill. \"It leaks,\" Tom Holt said.",
        "Lena Holt and her brother, Tom Holt, run the mill. \"It leaks,\" Mr. Holt said.",
        "Lena Holt and Omar Reyes run the mill. \"It leaks,\" Holt said.",
        "Tom Holt built the mill.\n\nIt burned down.\n\nLena Holt runs it now. \"It leaks,\" Holt said.",
        "Lena Holt runs the mill. Lena M. Holt was born in Arden. \"It leaks,\" Holt said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut bearers: rustc_hash::FxHashMap<&str, Vec<usize>> = rustc_hash::FxHashMap::default();
    for (number, speaker) in analysis.speakers.iter().enumerate() {
        if speaker.kind == SpeakerKind::Person
            && is_full_name(&speaker.name)
            && let Some(surname) = speaker.name.split_whitespace().next_back()
        {
            bearers.entry(surname).or_default().push(number);
        }
    }
    let spoke = first_words_of(analysis);
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in analysis.attributions.iter().filter(|it| !it.inherited) {
        let Some(source) = attribution.source.filter(|_| attribution.source_form == Some(SourceForm::Name)) else {
            continue;
        };
        let surname = source.of(analysis.text);
        let Some(people) = bearers.get(bare(surname)) else { continue };
        let mut apart: Vec<usize> = Vec::new();
        for &person in people {
            let name = &analysis.speakers[person].name;
            if !apart.iter().any(|&other| may_be_one(&analysis.speakers[other].name, name)) {
                apart.push(person);
            }
        }
        // Who is named in this paragraph or the one above, alone, is still in mind.
        let start = paragraph_above(analysis, source.start);
        let by_name = |mention: &&Mention| {
            let form = matches!(mention.form, MentionForm::FullName | MentionForm::ShortName);
            let name = bare(mention.span.of(analysis.text));
            // "Mrs. Holt", not "her husband Tom".
            form && name != bare(surname) && name.ends_with(bare(surname))
        };
        let named = |person: usize| {
            let mentions = &analysis.speakers[person].mentions;
            let before = mentions.partition_point(|mention| mention.span.end <= source.start);
            mentions[..before].iter().rfind(by_name)
        };
        let near = |person: usize| named(person).is_some_and(|mention| mention.span.start >= start);
        // What the surname alone has meant before it means again.
        let taken = |person: usize| {
            let mut mentions = analysis.speakers[person].mentions.iter().take_while(|it| it.span.end <= source.start);
            mentions.any(|mention| mention.span.of(analysis.text) == surname)
        };
        if apart.iter().any(|&person| near(person)) {
            apart.retain(|&person| near(person));
        } else if apart.iter().any(|&person| taken(person)) {
            continue;
        } else {
            // Of two who have spoken neither is, and who is meant has to be guessed.
            apart.retain(|&person| spoke[person].is_some_and(|spoke| spoke < source.start));
        }
        if apart.len() < 2 || found.last().is_some_and(|last| last.span == source) {
            continue;
        }
        found.push(Diagnostic {
            related: labels(analysis, &apart, source),
            help: Some("give the first name too".to_owned()),
            ..RULE.finding(
                source,
                format!("{} may be {}", quoted(surname), either(&names(analysis, &apart))),
                "which of them?",
            )
        });
    }
    found
}

/// Where each speaker was first given words by a name that is more than a surname; none where they never were.
fn first_words_of(analysis: &Analysis) -> Vec<Option<usize>> {
    let mut first = vec![None; analysis.speakers.len()];
    for attribution in analysis.attributions.iter().filter(|it| !it.inherited) {
        let source = attribution.source.filter(|source| source.of(analysis.text).contains(' '));
        if let Some((speaker, source)) = attribution.speaker.zip(source)
            && let Some(first @ None) = first.get_mut(speaker)
        {
            *first = Some(source.end);
        }
    }
    first
}

/// A name without the end of a possessive.
fn bare(name: &str) -> &str {
    name.trim_end_matches("'s").trim_end_matches("’s")
}
