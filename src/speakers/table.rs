//! The draft's table of people, organisations, documents and unnamed sources, while it is being made.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::trace::Tracing;
use super::{Gender, Known, Mention, MentionForm, Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::grammar::Classes;
use crate::mentions::{Bearer, Label, Mention as Reference, MentionKind, Name};
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
    pub roles: Vec<Cow<'a, str>>,
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

impl Entry<'_> {
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
    /// Those of them that are the labels of a transcript, in order.
    pub labels: &'a [Label],
    /// The rows.
    pub entries: Vec<Entry<'a>>,
    /// The row of each reference.
    pub links: Vec<Option<usize>>,
    /// The rows with names, each behind its first reference, in the order of these.
    introduced: Vec<(usize, usize)>,
    /// For each word of a name its latest row: an index into `named_alike`.
    by_word: FxHashMap<&'a str, usize>,
    /// Rows by their words, each with the one before it that has the same word.
    named_alike: Vec<(usize, Option<usize>)>,
    /// The rows last referred to, the latest last.
    recent: Vec<usize>,
    /// The joint speakers.
    groups: Vec<usize>,
    /// The last sentence whose first subject is known.
    opened: Option<u32>,
    rivals: FxHashMap<usize, Vec<(usize, f32)>>,
    unsure: FxHashMap<usize, f32>,
    /// What is kept of one reference, where somebody asks how it was resolved.
    pub tracing: Option<Tracing>,
}

impl<'a> Table<'a> {
    /// A table for these references, with a row for everybody known.
    pub fn new(text: &'a str, references: &'a [Reference], labels: &'a [Label], known: &'a [Known]) -> Self {
        let mut table = Self {
            text,
            references,
            labels,
            // A third of the references of a draft of news are to somebody new.
            entries: Vec::with_capacity(known.len() + references.len() / 3),
            links: vec![None; references.len()],
            introduced: Vec::new(),
            by_word: FxHashMap::with_capacity_and_hasher(references.len() / 2, FxBuildHasher),
            named_alike: Vec::with_capacity(references.len() / 2),
            recent: Vec::new(),
            groups: Vec::new(),
            opened: None,
            rivals: FxHashMap::default(),
            unsure: FxHashMap::default(),
            tracing: None,
        };
        for known in known {
            let entry = table.add(&known.name, known.kind);
            for alias in &known.aliases {
                table.index(alias, entry);
            }
            let row = &mut table.entries[entry];
            row.known = Some(known);
            row.gender = known.gender;
            row.description = known.description.as_deref();
            if let Some(description) = &known.description {
                describe(row, description);
            }
        }
        table
    }

    /// Whether a reference is a label.
    pub fn is_label(&self, reference: usize) -> bool {
        self.labels.binary_search_by_key(&reference, |label| label.mention).is_ok()
    }

    /// The rows whose name holds one of these words, or a word that ends like it behind a particle ("al-Hayya"):
    /// of each word the latest, few enough to look at each.
    pub fn with_words(&self, words: &[&str]) -> Vec<usize> {
        let mut found: Vec<usize> = words.iter().flat_map(|word| self.with_word(word).take(4 * RECENT)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The rows whose name holds this word, the latest first.
    fn with_word(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        let latest = self.by_word.get(word).map(|at| self.named_alike[*at]);
        let before = |(_, before): &(usize, Option<usize>)| before.map(|at| self.named_alike[at]);
        std::iter::successors(latest, before).map(|(row, _)| row)
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

    /// The rows last referred to, few enough to look at each.
    pub fn recent(&self) -> &[usize] {
        &self.recent
    }

    /// Adds a row.
    pub fn add(&mut self, name: &'a str, kind: SpeakerKind) -> usize {
        self.index(name, self.entries.len());
        self.entries.push(Entry {
            name,
            kind,
            gender: None,
            presumed: false,
            description: None,
            roles: Vec::new(),
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
        });
        self.entries.len() - 1
    }

    /// Lets a row be found by each word of a name.
    fn index(&mut self, name: &'a str, entry: usize) {
        for word in name.split_whitespace() {
            let behind = word.split_once('-').map(|(_, behind)| behind);
            for word in std::iter::once(word).chain(behind) {
                let before = self.by_word.insert(word, self.named_alike.len());
                self.named_alike.push((entry, before));
            }
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
        let mention = &self.references[reference];
        if let Some(entry) = self.links[reference] {
            let opens = mention.subject && self.opened.replace(mention.sentence) != Some(mention.sentence);
            let again = self.entries[entry].last.is_some_and(|last| last.sentence == mention.sentence && last.subject);
            let seen = Seen {
                sentence: mention.sentence,
                paragraph: mention.paragraph,
                subject: mention.subject || again,
                oblique: mention.oblique && !again,
                opens: again && self.entries[entry].last.is_some_and(|last| last.opens) || opens,
                reference,
            };
            self.entries[entry].last = Some(seen);
            if self.recent.last() != Some(&entry) {
                self.recent.retain(|other| *other != entry);
                if self.recent.len() >= RECENT {
                    self.recent.remove(0);
                }
                self.recent.push(entry);
            }
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
    pub fn joint(&mut self, source: Span) -> Option<usize> {
        let from = self.references.partition_point(|reference| reference.span.start < source.start);
        let inside = (from..self.references.len()).take_while(|at| self.references[*at].span.end <= source.end);
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

    /// The name to give: of a joint speaker the full names of all.
    pub fn name_of(&self, entry: &Entry<'a>) -> String {
        match entry.members.split_last() {
            Some((last, others)) if !others.is_empty() => {
                let others: Vec<String> = others.iter().map(|member| tidy(self.entries[*member].name)).collect();
                format!("{} and {}", others.join(", "), tidy(self.entries[*last].name))
            }
            _ => tidy(self.styled(entry).unwrap_or(entry.name)),
        }
    }

    /// A single name with the title that goes with it: a given name that has no other beside it ("Aunt Ruta"), or a
    /// surname that somebody else in the draft has too ("Mrs. Holt").
    fn styled(&self, entry: &Entry<'a>) -> Option<&'a str> {
        let name = entry.styled.filter(|name| name.span.of(self.text) == entry.name)?;
        let shared = || {
            let others = self.with_word(name.last.of(self.text)).map(|other| &self.entries[other]);
            others.filter(|other| other.named && other.kind == SpeakerKind::Person).nth(1).is_some()
        };
        let stays = if name.honoured { shared() } else { name.given };
        name.style.filter(|_| stays).map(|style| style.of(self.text))
    }

    /// The finished table: rows that somebody speaks as, and people with names; and the place in it of each row.
    pub fn speakers(self, attributions: &mut [Attribution]) -> (Vec<Speaker>, Vec<Option<usize>>) {
        let (mentions, ends) = self.mentions();
        let of = |entry: usize| &mentions[entry.checked_sub(1).map_or(0, |before| ends[before])..ends[entry]];
        let mut needed: Vec<bool> = self
            .entries
            .iter()
            .map(|entry| entry.named && matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Organisation))
            .collect();
        for attribution in attributions.iter() {
            let candidates = attribution.candidates.iter().map(|candidate| candidate.speaker);
            for speaker in attribution.speaker.into_iter().chain(candidates) {
                needed[speaker] = true;
            }
        }
        let mut order: Vec<usize> = (0..self.entries.len()).filter(|entry| needed[*entry]).collect();
        let first =
            |entry: &usize| of(*entry).first().map_or(usize::MAX, |reference| self.references[*reference].span.start);
        order.sort_by_key(first);
        let mut places = vec![None; self.entries.len()];
        for (place, entry) in order.iter().enumerate() {
            places[*entry] = Some(place);
        }
        for attribution in attributions {
            attribution.speaker = attribution.speaker.and_then(|entry| places[entry]);
            for credit in attribution.credits_mut() {
                credit.speaker = credit.speaker.and_then(|entry| places[entry]);
            }
            for candidate in &mut attribution.candidates {
                // Candidates are needed, so they have a place.
                candidate.speaker = places[candidate.speaker].unwrap_or(candidate.speaker);
            }
        }
        (order.into_iter().map(|entry| self.speaker(&self.entries[entry], of(entry))).collect(), places)
    }

    /// The references that are linked, by their rows; and for each row where its references end among them.
    fn mentions(&self) -> (Vec<usize>, Vec<usize>) {
        let linked = || self.links.iter().enumerate().filter_map(|(reference, row)| Some((reference, (*row)?)));
        // Each row's place begins where the rows before it end, and has moved to its own end once it is filled.
        let mut ends = vec![0; self.entries.len()];
        for (_, row) in linked() {
            ends[row] += 1;
        }
        let mut count = 0;
        for end in &mut ends {
            count += std::mem::replace(end, count);
        }
        let mut mentions = vec![0; count];
        for (reference, row) in linked() {
            mentions[ends[row]] = reference;
            ends[row] += 1;
        }
        (mentions, ends)
    }

    fn speaker(&self, entry: &Entry<'a>, mentions: &[usize]) -> Speaker {
        let full = self.name_of(entry);
        let mut aliases: Vec<Cow<'_, str>> = Vec::new();
        let mentions = mentions
            .iter()
            .map(|reference| {
                let mention = &self.references[*reference];
                // "REYES:", "Q:" stand for a name.
                if let MentionKind::Name(name) = &mention.kind
                    && !self.is_label(*reference)
                {
                    let words = one_line(name.span.of(self.text));
                    if words != full && !aliases.contains(&words) {
                        aliases.push(words);
                    }
                }
                Mention { span: mention.span, form: form(mention, entry, self.text), introduces: introduces(mention) }
            })
            .collect();
        Speaker {
            name: full,
            kind: entry.kind,
            aliases: aliases.into_iter().map(Cow::into_owned).collect(),
            gender: entry.gender.or_else(|| entry.leaning()),
            description: entry.description.map(tidy),
            mentions,
        }
    }
}

/// Keeps the words of a description, by which another may refer to the same.
pub fn describe<'a>(row: &mut Entry<'a>, words: &'a str) {
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.') {
        let word = word.trim_end_matches('.');
        let small = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let word = if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        if word.len() > 1 && !row.roles.contains(&word) {
            row.roles.push(word);
        }
    }
}

/// A name or a description on one line.
fn tidy(words: &str) -> String {
    one_line(words).into_owned()
}

fn one_line(words: &str) -> Cow<'_, str> {
    // A name that is wrapped, or set with other spaces than one, is rare.
    let plain = words.is_ascii() && !words.contains("  ") && !words.bytes().any(|byte| byte < b' ');
    if plain && words.trim_ascii().len() == words.len() {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
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
        Bearer::Organisation | Bearer::Place | Bearer::Determined => SpeakerKind::Organisation,
        Bearer::People => SpeakerKind::Group,
    }
}
