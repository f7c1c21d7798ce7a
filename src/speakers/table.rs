//! The draft's table of people, organisations, documents and unnamed sources, while it is being made.

use rustc_hash::FxHashMap;

use super::{Gender, Mention, MentionForm, Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::grammar::{Classes, Grammar};
use crate::mentions::{Bearer, Mention as Reference, MentionKind, Name};
use crate::text::Span;

/// One row.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The fullest name; of the unnamed, their description.
    pub name: &'a str,
    /// What it is.
    pub kind: SpeakerKind,
    /// The gender, where known.
    pub gender: Option<Gender>,
    /// Whether the gender was only concluded from a pronoun.
    pub presumed: bool,
    /// Who they are.
    pub description: Option<&'a str>,
    /// Words that a description of them may use, in lower case: title, role, appositive.
    pub roles: Vec<String>,
    /// Several people.
    pub plural: bool,
    /// The last reference to it so far.
    pub last: Option<Seen>,
    /// Whether it has spoken.
    pub spoke: Option<u32>,
    /// The members of a joint speaker.
    pub members: usize,
}

/// Where an entry was last referred to.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The number of the sentence.
    pub sentence: u32,
    /// The number of the paragraph.
    pub paragraph: u32,
    /// As a subject.
    pub subject: bool,
    /// The reference.
    pub reference: usize,
}

/// The table.
#[derive(Debug)]
pub struct Table<'a> {
    /// The draft.
    pub text: &'a str,
    /// The language.
    pub grammar: &'a Grammar,
    /// All references, in order.
    pub references: &'a [Reference],
    /// The rows.
    pub entries: Vec<Entry<'a>>,
    /// The row of each reference.
    pub links: Vec<Option<usize>>,
    rivals: FxHashMap<usize, Vec<(usize, f32)>>,
    unsure: FxHashMap<usize, f32>,
}

impl<'a> Table<'a> {
    /// An empty table for these references.
    pub fn new(text: &'a str, grammar: &'a Grammar, references: &'a [Reference]) -> Self {
        Self {
            text,
            grammar,
            references,
            entries: Vec::new(),
            links: vec![None; references.len()],
            rivals: FxHashMap::default(),
            unsure: FxHashMap::default(),
        }
    }

    /// Adds a row.
    pub fn add(&mut self, name: &'a str, kind: SpeakerKind) -> usize {
        self.entries.push(Entry {
            name,
            kind,
            gender: None,
            presumed: false,
            description: None,
            roles: Vec::new(),
            plural: kind == SpeakerKind::Group,
            last: None,
            spoke: None,
            members: 1,
        });
        self.entries.len() - 1
    }

    /// Says that a reference is to this row, and remembers that it was seen here.
    pub fn link(&mut self, reference: usize, entry: usize) {
        self.links[reference] = Some(entry);
        self.touch(reference);
    }

    /// Remembers that the row of a reference was seen here.
    pub fn touch(&mut self, reference: usize) {
        let mention = &self.references[reference];
        if let Some(entry) = self.links[reference] {
            let again = self.entries[entry].last.is_some_and(|last| last.sentence == mention.sentence && last.subject);
            let seen = Seen {
                sentence: mention.sentence,
                paragraph: mention.paragraph,
                subject: mention.subject || again,
                reference,
            };
            self.entries[entry].last = Some(seen);
        }
    }

    /// Remembers that the row of a reference speaks.
    pub fn speaks(&mut self, reference: usize) {
        let paragraph = self.references[reference].paragraph;
        if let Some(entry) = self.links[reference] {
            self.entries[entry].spoke = Some(paragraph);
        }
    }

    /// Says who else a reference might be to, each with how near it comes to the likeliest, from 0 to 1.
    pub fn doubt(&mut self, reference: usize, rivals: Vec<(usize, f32)>) {
        if let Some((_, nearest)) = rivals.first() {
            self.unsure.insert(reference, 1.0 - nearest * 0.4);
        }
        self.rivals.insert(reference, rivals);
    }

    /// The row that a reference is to. A source of several names is a row of its own.
    pub fn resolved(&mut self, reference: usize, source: Option<Span>) -> Option<usize> {
        let joint = source.filter(|source| source.start < self.references[reference].span.start);
        if let Some(source) = joint {
            return Some(self.joint(source, reference));
        }
        self.links[reference]
    }

    /// Who else it might be.
    pub fn rivals(&self, reference: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        self.rivals.get(&reference).into_iter().flatten().copied()
    }

    /// How sure the link of a reference is, from 0 to 1.
    pub fn certainty(&self, reference: usize) -> f32 {
        self.unsure.get(&reference).copied().unwrap_or(1.0)
    }

    /// Whether a reference is by this word class.
    pub fn word_is(&self, reference: usize, class: Classes) -> bool {
        self.references[reference].classes.any(class)
    }

    /// "Holt and Reyes": a group, found again by its words.
    fn joint(&mut self, source: Span, _last: usize) -> usize {
        let name = source.of(self.text);
        if let Some(known) =
            self.entries.iter().position(|entry| entry.kind == SpeakerKind::Group && entry.name == name)
        {
            return known;
        }
        self.add(name, SpeakerKind::Group)
    }

    /// The finished table: rows that somebody speaks as, and people with names.
    pub fn speakers(self, attributions: &mut [Attribution]) -> Vec<Speaker> {
        let mut mentions: Vec<Vec<usize>> = vec![Vec::new(); self.entries.len()];
        for (reference, entry) in self.links.iter().enumerate() {
            if let Some(entry) = entry {
                mentions[*entry].push(reference);
            }
        }
        let mut needed: Vec<bool> = self
            .entries
            .iter()
            .map(|entry| matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Organisation))
            .collect();
        let named = |attribution: &Attribution| {
            attribution
                .speaker
                .into_iter()
                .chain(attribution.candidates.iter().map(|candidate| candidate.speaker))
                .collect::<Vec<_>>()
        };
        for attribution in attributions.iter() {
            for speaker in named(attribution) {
                needed[speaker] = true;
            }
        }
        let mut order: Vec<usize> = (0..self.entries.len()).filter(|entry| needed[*entry]).collect();
        let first = |entry: &usize| {
            mentions[*entry].first().map_or(usize::MAX, |reference| self.references[*reference].span.start)
        };
        order.sort_by_key(first);
        let mut places = vec![usize::MAX; self.entries.len()];
        for (place, entry) in order.iter().enumerate() {
            places[*entry] = place;
        }
        for attribution in attributions {
            attribution.speaker = attribution.speaker.map(|entry| places[entry]);
            for candidate in &mut attribution.candidates {
                candidate.speaker = places[candidate.speaker];
            }
        }
        order.into_iter().map(|entry| self.speaker(&self.entries[entry], &mentions[entry])).collect()
    }

    fn speaker(&self, entry: &Entry<'_>, mentions: &[usize]) -> Speaker {
        let mut aliases: Vec<String> = Vec::new();
        let mentions = mentions
            .iter()
            .map(|reference| {
                let mention = &self.references[*reference];
                if let MentionKind::Name(name) = &mention.kind {
                    let words = name.span.of(self.text);
                    if words != entry.name && !aliases.iter().any(|alias| alias == words) {
                        aliases.push(words.to_owned());
                    }
                }
                Mention { span: mention.span, form: form(mention, entry, self.text), introduces: introduces(mention) }
            })
            .collect();
        Speaker {
            name: entry.name.to_owned(),
            kind: entry.kind,
            aliases,
            gender: entry.gender,
            description: entry.description.map(tidy),
            mentions,
        }
    }
}

/// A description on one line.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn form(mention: &Reference, entry: &Entry<'_>, text: &str) -> MentionForm {
    match &mention.kind {
        MentionKind::Pronoun => MentionForm::Pronoun,
        MentionKind::Description => MentionForm::Description,
        MentionKind::Name(name) if name.words > 1 || name.span.of(text) == entry.name => MentionForm::FullName,
        MentionKind::Name(_) => MentionForm::ShortName,
    }
}

/// Whether a mention says who somebody is: by a role or an appositive beside the name.
fn introduces(mention: &Reference) -> bool {
    match &mention.kind {
        MentionKind::Name(name) => mention.apposition.is_some() || name.role.is_some() && !name.honoured,
        _ => false,
    }
}

/// The gender that a set of word classes tells.
pub fn gender_of(classes: Classes) -> Option<Gender> {
    match (classes.any(Classes::MALE), classes.any(Classes::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// What bears a name, as a kind of speaker.
pub fn kind_of(name: &Name) -> SpeakerKind {
    match name.bearer {
        Bearer::Person | Bearer::Unclear => SpeakerKind::Person,
        Bearer::Organisation | Bearer::Place => SpeakerKind::Organisation,
    }
}
