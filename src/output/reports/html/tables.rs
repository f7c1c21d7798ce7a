//! Sources over all drafts: how much of what is quoted is whose, and which of them are men, women, unnamed.

use crate::speakers::{Gender, SpeakerKind};

use super::Page;
use super::people::{Person, Said};

/// A share of all quoted words.
#[derive(Debug, PartialEq)]
pub(super) struct Share {
    pub(super) label: &'static str,
    /// What tells it from the others beside its colour.
    pub(super) class: &'static str,
    pub(super) words: usize,
    /// In percent, rounded.
    pub(super) percent: usize,
    /// Where it begins on a bar of a thousand, and how long it is there.
    pub(super) start: usize,
    pub(super) length: usize,
}

/// The shares of women, men and the others, those of nothing left out.
pub(super) fn by_gender(page: &Page) -> Vec<Share> {
    let mut sums = [
        ("Women", "women", 0),
        ("Men", "men", 0),
        ("People called “they”", "they", 0),
        ("People whose gender the text does not give", "unsaid", 0),
        ("Organisations, groups, documents", "bodies", 0),
        ("Speaker not given", "nobody", 0),
    ];
    for person in &page.people.all {
        sums[group(person)].2 += person.said.words;
    }
    let all: usize = page.drafts.iter().map(|draft| draft.quoted).sum();
    let given: usize = sums.iter().map(|(_, _, words)| words).sum();
    sums[5].2 = all.saturating_sub(given);
    let mut start = 0;
    let shares = sums.into_iter().filter(|(_, _, words)| *words > 0).map(|(label, class, words)| {
        let length = of(words, all, 1000);
        let share = Share { label, class, words, percent: of(words, all, 100), start, length };
        start += length;
        share
    });
    shares.collect()
}

fn group(person: &Person) -> usize {
    match (person.kind, person.gender) {
        (SpeakerKind::Organisation | SpeakerKind::Group | SpeakerKind::Document, _) => 4,
        (_, Some(Gender::Female)) => 0,
        (_, Some(Gender::Male)) => 1,
        (_, Some(Gender::Neutral)) => 2,
        (_, None) => 3,
    }
}

/// What people say whom no draft names, and how many they are.
pub(super) fn unnamed(page: &Page) -> (usize, Said) {
    let mut said = Said::default();
    let unnamed = page.people.all.iter().filter(|person| is_unnamed(person));
    let number = unnamed.map(|person| said.add(person.said)).count();
    (number, said)
}

/// Whether readers cannot know who it is. A council or a report needs no name to be known.
pub(super) fn is_unnamed(person: &Person) -> bool {
    match person.kind {
        SpeakerKind::Anonymous | SpeakerKind::Unknown => true,
        SpeakerKind::Group => !person.named,
        SpeakerKind::Person | SpeakerKind::Organisation | SpeakerKind::Document => false,
    }
}

/// A part of a whole in so many, rounded.
pub(super) fn of(part: usize, whole: usize, so_many: usize) -> usize {
    (part * so_many + whole / 2).checked_div(whole).unwrap_or_default()
}
