//! The draft's table of people, organisations, documents and unnamed sources, while it is being made.

use std::cell::RefCell;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::trace::Tracing;
use super::words::{Initials, Words, parts, roles};
use super::{Gender, Known, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Bearer, Label, Mention as Reference, MentionKind, Mentions, Name};
use crate::text::Span;

/// One row.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The fullest name; of the unnamed, their description.
    pub name: Words<'a>,
    /// What it is.
    pub kind: SpeakerKind,
    /// The gender, where known.
    pub gender: Option<Gender>,
    /// Whether the gender was only concluded from a pronoun.
    pub presumed: bool,
    /// Who they are.
    pub description: Option<&'a str>,
    /// The first letters of the words that a description of them may use: title, role, appositive.
    pub roles: Initials,
    /// The last of what says so: an index into the table's `told`.
    told: Option<u32>,
    /// Several people.
    pub plural: bool,
    /// The name with the title that goes with it: "Prince Harald".
    pub styled: Option<&'a Name>,
    /// Whether a draft calls her "Mrs." or "Miss".
    pub status: Classes,
    /// The first reference to it by name.
    pub first: Option<usize>,
    /// How often it is named.
    pub named_times: u32,
    /// How often "he" and "she" were taken to mean a person whose gender nothing else tells.
    pub leans: [u32; 2],
    /// Whether it is a place that stands for a government.
    pub place: bool,
    /// Whether it has a name.
    pub named: bool,
    /// The rows that a joint speaker consists of.
    pub members: Vec<usize>,
    /// The last reference to it so far.
    pub last: Option<Seen>,
    /// Whether it has spoken.
    pub spoke: Option<u32>,
    /// Who it is, where that is known before the draft is read.
    pub known: Option<&'a Known>,
}

impl<'a> Entry<'a> {
    fn new(name: &'a str, kind: SpeakerKind) -> Self {
        Self {
            name: Words::of(name),
            kind,
            gender: None,
            presumed: false,
            description: None,
            roles: Initials::NONE,
            told: None,
            plural: kind == SpeakerKind::Group,
            styled: None,
            status: Classes::NONE,
            first: None,
            named_times: 0,
            leans: [0; 2],
            place: false,
            named: false,
            members: Vec::new(),
            last: None,
            spoke: None,
            known: None,
        }
    }

    /// The gender that pronouns give somebody, where they agree and are several.
    pub fn leaning(&self) -> Option<Gender> {
        match self.leans {
            _ if self.kind != SpeakerKind::Person => None,
            [male, 0] if male > 1 => Some(Gender::Male),
            [0, female] if female > 1 => Some(Gender::Female),
            _ => None,
        }
    }
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
    /// Behind a preposition, or as an owner.
    pub oblique: bool,
    /// As the first subject of its sentence.
    pub opens: bool,
    /// The reference.
    pub reference: usize,
}

/// How many a joint speaker consists of, at most.
const MEMBERS: usize = 6;
/// How many rows a pronoun or a description chooses from.
const RECENT: usize = 48;

/// The table.
#[derive(Debug)]
pub struct Table<'a> {
    /// The draft.
    pub text: &'a str,
    /// All references, in order.
    pub references: &'a [Reference],
    /// The names among them.
    pub names: &'a [Name],
    /// Those of the references that are the labels of a transcript, in order.
    pub labels: &'a [Label],
    /// The rows.
    pub entries: Vec<Entry<'a>>,
    /// The row of each reference.
    pub links: Vec<Option<usize>>,
    /// The rows with names, each behind its first reference, in the order of these.
    introduced: Vec<(usize, usize)>,
    /// The rows of names by each of their words.
    by_word: Chains<'a>,
    /// The rows of all others by their first word.
    by_first: Chains<'a>,
    /// What rows are told to be, each with what the row was told before.
    told: Vec<(&'a str, Option<u32>)>,
    /// The rows last referred to, the latest last.
    recent: Vec<usize>,
    /// The joint speakers.
    groups: Vec<usize>,
    /// The last sentence whose first subject is known.
    opened: Option<u32>,
    rivals: FxHashMap<usize, Vec<(usize, f32)>>,
    unsure: FxHashMap<usize, f32>,
    /// What is kept of one reference, where somebody asks how it was resolved.
    pub tracing: RefCell<Option<Tracing>>,
}

/// Rows by a word, of each word the latest first.
#[derive(Debug)]
struct Chains<'a> {
    /// The latest of each word: an index into `rows`.
    latest: FxHashMap<&'a str, u32>,
    /// The rows, each with the one before it that has the same word.
    rows: Vec<(u32, Option<u32>)>,
}

impl<'a> Chains<'a> {
    fn with_capacity(words: usize) -> Self {
        Self { latest: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher), rows: Vec::with_capacity(words) }
    }

    fn add(&mut self, word: &'a str, row: usize) {
        let before = self.latest.insert(word, short(self.rows.len()));
        self.rows.push((short(row), before));
    }

    /// The latest rows of a word, few enough to look at each.
    fn of(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        let at = |at: u32| self.rows[at as usize];
        let latest = self.latest.get(word).map(|latest| at(*latest));
        std::iter::successors(latest, move |(_, before)| before.map(at)).map(|(row, _)| row as usize).take(4 * RECENT)
    }
}

/// An index of a row; a draft has fewer than four thousand million.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl<'a> Table<'a> {
    /// A table for these references, with a row for everybody known.
    pub fn new(text: &'a str, mentions: &'a Mentions, known: &'a [Known]) -> Self {
        let references = &mentions.all;
        let mut table = Self {
            text,
            references,
            names: &mentions.names,
            labels: &mentions.labels,
            // A third of the references of a draft of news are to somebody new.
            entries: Vec::with_capacity(known.len() + references.len() / 3),
            links: vec![None; references.len()],
            introduced: Vec::new(),
            by_word: Chains::with_capacity(references.len() / 4),
            by_first: Chains::with_capacity(references.len() / 8),
            told: Vec::with_capacity(references.len() / 4),
            recent: Vec::new(),
            groups: Vec::new(),
            opened: None,
            rivals: FxHashMap::default(),
            unsure: FxHashMap::default(),
            tracing: RefCell::default(),
        };
        for known in known {
            let entry = table.add_named(&known.name, known.kind);
            for alias in &known.aliases {
                table.index(alias, entry);
            }
            let row = &mut table.entries[entry];
            row.known = Some(known);
            row.gender = known.gender;
            row.description = known.description.as_deref();
            if let Some(description) = &known.description {
                table.describe(entry, description);
            }
        }
        table
    }

    /// Whether a reference is a label.
    pub fn is_label(&self, reference: usize) -> bool {
        self.labels.binary_search_by_key(&reference, |label| label.mention).is_ok()
    }

    /// The rows of names that hold this word, or one that ends so behind a particle ("al-Hayya"): the latest first.
    pub fn with_word(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        self.by_word.of(word)
    }

    /// The first row, of those that have the first word of this name, that is the one.
    pub fn called(&self, name: &str, is: impl Fn(&Entry<'a>) -> bool) -> Option<usize> {
        let first = parts(name).next()?;
        let is = |entry: &usize| is(&self.entries[*entry]);
        // All names come before whom only a description makes a row.
        self.by_word.of(first).filter(is).last().or_else(|| self.by_first.of(first).filter(is).last())
    }

    /// The rows that are first named behind a reference, the next ones only.
    pub fn ahead(&self, reference: usize) -> impl Iterator<Item = usize> + '_ {
        let next = self.introduced.partition_point(|(first, _)| *first <= reference);
        self.introduced[next..].iter().take(RECENT).map(|(_, entry)| *entry)
    }

    /// Remembers where each row is first named; to be called once all names are linked.
    pub fn introduce(&mut self) {
        let mut known = vec![false; self.entries.len()];
        for (reference, entry) in self.links.iter().enumerate().filter_map(|(at, entry)| entry.map(|entry| (at, entry)))
        {
            if !std::mem::replace(&mut known[entry], true) {
                self.introduced.push((reference, entry));
            }
        }
    }

    /// The rows last added, few enough to look at each.
    pub fn latest(&self) -> impl Iterator<Item = usize> + use<> {
        self.entries.len().saturating_sub(4 * RECENT)..self.entries.len()
    }

    /// The rows last referred to before a reference and at most `reach` paragraphs from it, few enough to look at each;
    /// where that is traced, all of them.
    pub fn recent(&self, reference: usize, reach: u32) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let reach = if self.is_traced(reference) { u32::MAX } else { reach };
        let far = self.references[reference].paragraph.saturating_sub(reach);
        let before = |entry: &usize| self.entries[*entry].last.is_some_and(|last| last.paragraph < far);
        let first = if far > 0 { self.recent.partition_point(before) } else { 0 };
        self.recent[first..].iter().copied()
    }

    /// Whether somebody asks how a reference is resolved.
    pub fn is_traced(&self, reference: usize) -> bool {
        self.tracing.borrow().as_ref().is_some_and(|tracing| tracing.reference == reference)
    }

    /// Adds the row of a name.
    pub fn add_named(&mut self, name: &'a str, kind: SpeakerKind) -> usize {
        self.index(name, self.entries.len());
        self.entries.push(Entry::new(name, kind));
        self.entries.len() - 1
    }

    /// Adds the row of somebody whom a draft doesn't name.
    pub fn add(&mut self, name: &'a str, kind: SpeakerKind) -> usize {
        let row = Entry::new(name, kind);
        self.by_first.add(row.name.first, self.entries.len());
        self.entries.push(row);
        self.entries.len() - 1
    }

    /// Lets a row be found by each word of a name.
    fn index(&mut self, name: &'a str, entry: usize) {
        for word in parts(name) {
            self.by_word.add(word, entry);
            if let Some(hyphen) = word.bytes().position(|byte| byte == b'-') {
                self.by_word.add(&word[hyphen + 1..], entry);
            }
        }
    }

    /// Keeps the words of a description, by which another may refer to the same.
    pub fn describe(&mut self, entry: usize, words: &'a str) {
        let said = roles(words).fold(Initials::NONE, |all, role| all.with(Initials::of(role)));
        if said.is_empty() || self.told(&self.entries[entry]).any(|told| told == words) {
            return;
        }
        let row = &mut self.entries[entry];
        row.roles = row.roles.with(said);
        let before = row.told.replace(short(self.told.len()));
        self.told.push((words, before));
    }

    /// What a row is told to be, the last first.
    fn told(&self, row: &Entry<'a>) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        let at = |at: u32| self.told[at as usize];
        std::iter::successors(row.told.map(at), move |(_, before)| before.map(at)).map(|(words, _)| words)
    }

    /// Whether a word that a row is told to be is such, where one of these first letters is its own.
    pub fn has_role(&self, row: &Entry<'a>, initials: Initials, is: impl Fn(&str) -> bool) -> bool {
        row.roles.any(initials) && self.told(row).flat_map(roles).any(is)
    }

    /// The name that a reference is.
    pub fn name(&self, reference: &Reference) -> Option<&'a Name> {
        match reference.kind {
            MentionKind::Name(number) => self.names.get(number as usize),
            _ => None,
        }
    }

    /// Whether a row is the writer of the draft: "I", "we".
    pub fn is_writer(&self, entry: usize) -> bool {
        let row = &self.entries[entry];
        row.kind == SpeakerKind::Person && !row.named
    }

    /// Says that a reference is to this row, and remembers that it was seen here.
    pub fn link(&mut self, reference: usize, entry: usize) {
        self.links[reference] = Some(entry);
        self.touch(reference);
    }

    /// Remembers that the row of a reference was seen here.
    pub fn touch(&mut self, reference: usize) {
        let Some(entry) = self.links[reference] else { return };
        let mention = &self.references[reference];
        let opens = mention.subject && self.opened.replace(mention.sentence) != Some(mention.sentence);
        let row = &mut self.entries[entry];
        let again = row.last.filter(|last| last.sentence == mention.sentence && last.subject);
        let seen = Seen {
            sentence: mention.sentence,
            paragraph: mention.paragraph,
            subject: mention.subject || again.is_some(),
            oblique: mention.oblique && again.is_none(),
            opens: again.is_some_and(|last| last.opens) || opens,
            reference,
        };
        let before = row.last.replace(seen);
        if self.recent.last() == Some(&entry) {
            return;
        }
        // What was seen lately stands near the end, what was never seen stands nowhere.
        let place = before.and_then(|_| self.recent.iter().rposition(|other| *other == entry));
        if let Some(place) = place.or((self.recent.len() >= RECENT).then_some(0)) {
            self.recent.remove(place);
        }
        self.recent.push(entry);
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
            self.rivals.insert(reference, rivals);
        }
    }

    /// The row that a reference is to. A source of several names is a row of its own.
    pub fn resolved(&mut self, reference: usize, source: Option<Span>) -> Option<usize> {
        if let Some(joint) = source.and_then(|source| self.joint(source)) {
            return Some(joint);
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

    /// "Holt and Reyes": a group, found again by who is in it.
    fn joint(&mut self, source: Span) -> Option<usize> {
        let from = self.references.partition_point(|reference| reference.span.start < source.start);
        let within = |at: usize| self.references.get(at).is_some_and(|reference| reference.span.end <= source.end);
        // Most sources hold one name.
        if !within(from) || !within(from + 1) {
            return None;
        }
        let inside = (from..self.references.len()).take_while(|at| within(*at));
        let mut members: Vec<usize> = Vec::new();
        let mut before: Option<usize> = None;
        let mut joined = false;
        for at in inside.take(MEMBERS * 2) {
            let reference = &self.references[at];
            let Some(entry) = self.links[at].filter(|_| reference.kind != MentionKind::Pronoun) else { continue };
            let between =
                before.map_or("", |before| &self.text[before.min(reference.span.start)..reference.span.start]);
            let and = between.split_whitespace().any(|word| word == "and" || word == "&");
            let alike = members.first().is_none_or(|first| self.entries[*first].kind == self.entries[entry].kind);
            // "the architects Holt and Reyes": the names say who they are.
            if !joined && before.is_some() && between.trim().is_empty() {
                members.clear();
            }
            if members.is_empty() || alike && and || alike && between.trim() == "," {
                joined |= and;
                if !members.contains(&entry) {
                    members.push(entry);
                }
            }
            before = Some(reference.span.end);
        }
        if !joined || members.len() < 2 {
            return None;
        }
        members.truncate(MEMBERS);
        Some(self.group(source.of(self.text), members))
    }

    /// The two people of whom the draft spoke last, in the order of their first names.
    pub fn last_two(&self) -> Option<[usize; 2]> {
        let mut people = self.recent.iter().rev().copied().filter(|entry| {
            let row = &self.entries[*entry];
            row.kind == SpeakerKind::Person && row.named
        });
        let mut pair = [people.next()?, people.next()?];
        pair.sort_by_key(|entry| self.entries[*entry].first);
        Some(pair)
    }

    /// The row of several that are known each.
    pub fn group(&mut self, name: &'a str, members: Vec<usize>) -> usize {
        let same = |entry: &usize| {
            let known = &self.entries[*entry].members;
            known.len() == members.len() && members.iter().all(|member| known.contains(member))
        };
        let known = self.groups.iter().rev().take(RECENT).copied().find(|entry| same(entry));
        known.unwrap_or_else(|| {
            let entry = self.add(name, SpeakerKind::Group);
            self.entries[entry].members = members;
            self.groups.push(entry);
            entry
        })
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
        Bearer::Organisation | Bearer::Place | Bearer::Determined => SpeakerKind::Organisation,
        Bearer::People => SpeakerKind::Group,
    }
}
