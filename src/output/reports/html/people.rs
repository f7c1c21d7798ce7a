//! Everybody who speaks in the drafts of a page: one person over all of them, by name, ranked by how much they say.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::output::reports::voices::Voice;
use crate::speakers::{Gender, MentionForm, Speaker, SpeakerKind};

/// Somebody who speaks.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) kind: SpeakerKind,
    pub(super) gender: Option<Gender>,
    pub(super) description: Option<String>,
    /// Whether a draft gives a name, and not only a description.
    pub(super) named: bool,
    pub(super) said: Said,
    /// What they say in each draft in which they speak, in the order of the drafts.
    pub(super) drafts: Vec<(usize, Said)>,
}

impl Person {
    /// The name as it stands in a list: a description opens with a capital there.
    pub(super) fn title(&self) -> String {
        let mut characters = self.name.chars();
        match characters.next() {
            Some(first) if !self.named => first.to_uppercase().chain(characters).collect(),
            _ => self.name.clone(),
        }
    }
}

/// How much somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Said {
    pub(super) quotations: usize,
    /// Words inside of quotation marks.
    pub(super) words: usize,
    /// What is reported without marks.
    pub(super) reports: usize,
}

impl Said {
    pub(super) fn add(&mut self, more: Self) {
        self.quotations += more.quotations;
        self.words += more.words;
        self.reports += more.reports;
    }
}

/// All of them, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) all: Vec<Person>,
    by_name: FxHashMap<(SpeakerKind, String), usize>,
}

impl People {
    /// The person that a speaker of a draft is: a new one, or one whom an earlier draft calls by the same name.
    /// The unnamed are never the same in two drafts, nor are two speakers of one draft.
    pub(super) fn add(&mut self, draft: usize, voice: &Voice<'_>) -> usize {
        let Voice { speaker, .. } = *voice;
        let said = Said { quotations: voice.quotations, words: voice.words, reports: voice.reports() };
        let key = (speaker.kind, speaker.name.to_string());
        let elsewhere = |at: &usize| self.all[*at].drafts.last().is_none_or(|(last, _)| *last != draft);
        let known = self.by_name.get(&key).copied().filter(|at| is_named(speaker) && elsewhere(at));
        let at = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.all.push(Person {
                name: speaker.name.to_string(),
                kind: speaker.kind,
                gender: None,
                description: None,
                named: is_named(speaker),
                said: Said::default(),
                drafts: Vec::new(),
            });
            if is_named(speaker) {
                self.by_name.insert(key, at);
            }
        }
        let person = &mut self.all[at];
        person.gender = person.gender.or(speaker.gender);
        person.description = person.description.take().or_else(|| Some(speaker.description.as_ref()?.to_string()));
        person.said.add(said);
        person.drafts.push((draft, said));
        at
    }

    /// Them in the order in which they are shown: the most quotations first, then the most words, then the first met.
    pub(super) fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.all.len()).collect();
        ranked.sort_by_key(|at| (Reverse(self.all[*at].said), *at));
        ranked
    }
}

fn is_named(speaker: &Speaker) -> bool {
    let names = |form| matches!(form, MentionForm::FullName | MentionForm::ShortName);
    let unnamed = matches!(speaker.kind, SpeakerKind::Anonymous | SpeakerKind::Unknown);
    !unnamed && speaker.mentions.iter().any(|mention| names(mention.form))
}

/// A rank as a letter: A, B, … Z, AA, AB, …
pub(super) fn letter(rank: usize) -> String {
    let last = char::from(b'A' + u8::try_from(rank % 26).unwrap_or_default());
    if rank < 26 { last.to_string() } else { format!("{}{last}", letter(rank / 26 - 1)) }
}

/// What the page calls a kind of speaker.
pub(super) const fn kind(person: &Person) -> &'static str {
    match person.kind {
        SpeakerKind::Person => match person.gender {
            Some(Gender::Female) => "woman",
            Some(Gender::Male) => "man",
            _ => "person",
        },
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Group => "group",
        SpeakerKind::Document => "document",
        SpeakerKind::Anonymous => "not named",
        SpeakerKind::Unknown => "not known who",
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn every_rank_has_a_letter_of_its_own() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
