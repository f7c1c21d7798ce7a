//! The draft's table of people, organisations, documents and unnamed sources, while it is being made.

use std::cell::RefCell;

use super::doubts::Doubts;
use super::index::{Index, LATEST, Word};
use super::recent::{Recent, Referred};
use super::rows::{At, Entry, Seen};
use super::trace::Tracing;
use super::words::{Beginning, Initials, Sought, Words, behind_hyphen, roles};
use super::{Known, SpeakerKind, first_from};
use crate::mentions::{Label, Mention as Reference, MentionKind, Mentions, Name};
use crate::text::Span;

/// How many a joint speaker consists of, at most.
const MEMBERS: usize = 6;
/// How many rows that are first named behind a reference are looked at, and how many joint speakers.
const NEXT: usize = 48;

/// A word that a row is told to be, and the one before it of the same row.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    word: &'a str,
    beginning: Beginning,
    before: Option<At>,
}

/// A row with its first reference. What it is told to be doesn't change once all names are linked.
#[derive(Debug, Clone, Copy)]
struct Introduced {
    reference: At,
    row: At,
    /// The first letters of what it is told to be.
    roles: Initials,
}

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
    /// The rows by the words of their names.
    pub index: Index<'a>,
    /// The row of each reference.
    links: Vec<Option<At>>,
    /// The rows with names, in the order of their first references.
    introduced: Vec<Introduced>,
    /// The words that rows are told to be.
    told: Vec<Told<'a>>,
    /// The rows last referred to.
    recent: Recent,
    /// The joint speakers, and who each consists of.
    groups: Vec<(usize, Vec<usize>)>,
    /// The last sentence whose first subject is known.
    opened: Option<u32>,
    /// Of which references it is in doubt to whom they are.
    pub doubts: Doubts,
    /// What is kept of one reference, where somebody asks how it was resolved.
    pub tracing: RefCell<Option<Tracing>>,
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
            // A third of the references of a draft of news are to somebody new, in some half of them.
            entries: Vec::with_capacity(known.len() + references.len() / 2),
            index: Index::with_capacity(references.len() / 3),
            links: vec![None; references.len()],
            introduced: Vec::new(),
            told: Vec::with_capacity(references.len() / 3),
            recent: Recent::new(),
            groups: Vec::new(),
            opened: None,
            doubts: Doubts::default(),
            tracing: RefCell::default(),
        };
        for known in known {
            let name = Words::of(&known.name);
            let last = table.index.word(name.last);
            let entry = table.add_named(name, last, known.kind);
            for alias in &known.aliases {
                let alias = Words::of(alias);
                let last = table.index.word(alias.last);
                table.call(alias, last, entry);
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

    /// The row of a reference.
    pub fn row(&self, reference: usize) -> Option<usize> {
        self.links[reference].map(At::index)
    }

    /// The rows of the references, in their order.
    pub fn rows(&self) -> impl Iterator<Item = Option<usize>> + '_ {
        self.links.iter().map(|row| row.map(At::index))
    }

    /// Says that a reference is to this row.
    pub fn set_row(&mut self, reference: usize, entry: usize) {
        self.links[reference] = Some(At::new(entry));
    }

    /// Whether a reference is a label.
    pub fn is_label(&self, reference: usize) -> bool {
        self.labels.binary_search_by_key(&reference, |label| label.mention).is_ok()
    }

    /// The rows of names that hold this word, or one that ends so behind a particle ("al-Hayya"): the latest, in
    /// the order in which they were added.
    pub fn with_word(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        self.index.known(word).into_iter().flat_map(|word| self.index.named(word))
    }

    /// The first row, of those that have the first word of this name, that is the one; `first` is that word.
    pub fn called(&self, name: &Words<'_>, first: Word, is: impl Fn(&Entry<'a>) -> bool) -> Option<usize> {
        if name.count == 0 {
            return None;
        }
        let is = |entry: &usize| is(&self.entries[*entry]);
        // All names come before whom only a description makes a row.
        self.index.named(first).find(is).or_else(|| self.index.unnamed(first, name.whole.len()).find(is))
    }

    /// Of the rows that are first named behind a reference, the next ones only, those that may be meant by the first letters
    /// of what they are told to be; where that is traced, all of them.
    pub fn ahead(&self, reference: usize, may: impl Fn(Initials) -> bool) -> impl Iterator<Item = usize> {
        let traced = self.is_traced(reference);
        let next = self.introduced.partition_point(|introduced| introduced.reference.index() <= reference);
        let ahead = self.introduced[next..].iter().take(NEXT);
        ahead.filter(move |introduced| traced || may(introduced.roles)).map(|introduced| introduced.row.index())
    }

    /// Remembers where each row is first named; to be called once all names are linked.
    pub fn introduce(&mut self) {
        let mut known = vec![false; self.entries.len()];
        self.introduced.reserve(known.len());
        for (reference, entry) in self.links.iter().enumerate() {
            if let Some(entry) = entry.map(At::index)
                && !std::mem::replace(&mut known[entry], true)
            {
                let roles = self.entries[entry].roles;
                self.introduced.push(Introduced { reference: At::new(reference), row: At::new(entry), roles });
            }
        }
    }

    /// The rows last added, few enough to look at each.
    pub fn latest(&self) -> impl Iterator<Item = usize> + use<> {
        self.entries.len().saturating_sub(LATEST)..self.entries.len()
    }

    /// The rows last referred to before a reference and at most `reach` paragraphs from it, few enough to look at each, the
    /// latest first; where that is traced, all of them.
    pub fn recent(&self, reference: usize, reach: u32) -> impl Iterator<Item = usize> + '_ {
        self.recent_within(reference, reach).map(|referred| referred.row.index())
    }

    /// Those of them that may be meant; where that is traced, all of them.
    pub fn recent_that(
        &self,
        reference: usize,
        reach: u32,
        may: impl Fn(&Referred) -> bool,
    ) -> impl Iterator<Item = usize> {
        let traced = self.is_traced(reference);
        let recent = self.recent_within(reference, reach);
        recent.filter(move |referred| traced || may(referred)).map(|referred| referred.row.index())
    }

    fn recent_within(&self, reference: usize, reach: u32) -> impl Iterator<Item = &Referred> {
        let reach = if self.is_traced(reference) { u32::MAX } else { reach };
        let far = self.references[reference].paragraph.saturating_sub(reach);
        self.recent.latest_first().take_while(move |referred| referred.paragraph >= far)
    }

    /// Whether somebody asks how a reference is resolved.
    pub fn is_traced(&self, reference: usize) -> bool {
        self.tracing.borrow().as_ref().is_some_and(|tracing| tracing.reference == reference)
    }

    /// Adds the row of a name; `last` is the last of its words.
    pub fn add_named(&mut self, name: Words<'a>, last: Word, kind: SpeakerKind) -> usize {
        self.call(name, last, self.entries.len());
        self.entries.push(Entry::new(name, kind));
        self.entries.len() - 1
    }

    /// Adds the row of somebody whom a draft doesn't name; `first` is the first word of what it calls them.
    pub fn add(&mut self, name: Words<'a>, first: Word, kind: SpeakerKind) -> usize {
        self.index.add_unnamed(first, self.entries.len(), name.whole.len());
        self.entries.push(Entry::new(name, kind));
        self.entries.len() - 1
    }

    /// Adds the row of somebody whom a draft doesn't name, from what it calls them.
    pub fn add_called(&mut self, name: &'a str, kind: SpeakerKind) -> usize {
        let name = Words::of(name);
        let first = self.index.word(name.first);
        self.add(name, first, kind)
    }

    /// Lets a row be found by each word of a name, of which `last` is the last.
    fn call(&mut self, name: Words<'a>, last: Word, entry: usize) {
        let add = |index: &mut Index<'a>, word: Word, part: &'a str| {
            index.add_named(word, entry);
            if let Some(behind) = behind_hyphen(part) {
                let word = index.word(behind);
                index.add_named(word, entry);
            }
        };
        // All but the last, which is known already and the only one of most.
        if name.count > 1 {
            for part in name.parts().take(name.count as usize - 1) {
                let word = self.index.word(part);
                add(&mut self.index, word, part);
            }
        }
        if name.count > 0 {
            add(&mut self.index, last, name.last);
        }
    }

    /// Keeps the words of a description, by which another may refer to the same.
    pub fn describe(&mut self, entry: usize, words: &'a str) {
        for word in roles(words) {
            let (initial, beginning) = (Initials::of(word), Beginning::of(word));
            let row = &mut self.entries[entry];
            // What it is told often is kept once: whom a long draft is about is looked at for every description.
            let same = |told: &Told<'_>| told.beginning == beginning && told.word == word;
            if row.roles.any(initial) && told(&self.told, row).any(same) {
                continue;
            }
            row.roles = row.roles.with(initial);
            let before = row.told.replace(At::new(self.told.len()));
            self.told.push(Told { word, beginning, before });
        }
    }

    /// Whether a row is told to be this.
    pub fn is_told(&self, row: &Entry<'a>, word: &Sought<'_>) -> bool {
        row.roles.any(word.initial)
            && told(&self.told, row).any(|told| told.beginning == word.beginning && word.is(told.word))
    }

    /// Whether a row is told to be this, or another form of it.
    pub fn has_role(&self, row: &Entry<'a>, word: &Sought<'_>) -> bool {
        row.roles.any(word.initial)
            && told(&self.told, row).any(|told| told.beginning == word.beginning && word.is_role(told.word))
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
        self.set_row(reference, entry);
        self.touch(reference);
    }

    /// Remembers that the row of a reference was seen here.
    pub fn touch(&mut self, reference: usize) {
        let Some(at) = self.links[reference] else { return };
        let mention = &self.references[reference];
        let opens = mention.subject && self.opened.replace(mention.sentence) != Some(mention.sentence);
        let again = self.entries[at.index()].last.filter(|last| last.sentence == mention.sentence && last.subject);
        let seen = Seen {
            sentence: mention.sentence,
            paragraph: mention.paragraph,
            reference: At::new(reference),
            subject: mention.subject || again.is_some(),
            oblique: mention.oblique && again.is_none(),
            opens: again.is_some_and(|last| last.opens) || opens,
        };
        self.saw(at, seen);
    }

    /// Remembers that a row was seen, later than any other.
    fn saw(&mut self, at: At, seen: Seen) {
        let row = &mut self.entries[at.index()];
        row.last = Some(seen);
        let (place, left) = self.recent.refer(row.recent, Referred::new(at, row, seen.paragraph));
        row.recent = Some(place);
        if let Some(left) = left {
            self.entries[left.index()].recent = None;
        }
    }

    /// Remembers that a row speaks in a paragraph of its own that doesn't name it, before the reference `next`.
    pub fn takes_turn(&mut self, row: usize, paragraph: u32, next: usize) {
        let next = &self.references[next];
        // Each turn passes for a sentence.
        let sentence = next.sentence.saturating_sub(next.paragraph.saturating_sub(paragraph).max(1));
        let Some(last) = self.entries[row].last else { return };
        self.entries[row].spoke = Some(paragraph);
        self.saw(At::new(row), Seen { sentence, paragraph, subject: true, oblique: false, opens: false, ..last });
    }

    /// Remembers that the row of a reference speaks.
    pub fn speaks(&mut self, reference: usize) {
        let paragraph = self.references[reference].paragraph;
        if let Some(entry) = self.row(reference) {
            self.entries[entry].spoke = Some(paragraph);
        }
    }

    /// The row that a reference is to. A source of several names is a row of its own.
    pub fn resolved(&mut self, reference: usize, source: Option<Span>) -> Option<usize> {
        if let Some(joint) = source.and_then(|source| self.joint(reference, source)) {
            return Some(joint);
        }
        self.row(reference)
    }

    /// "Holt and Reyes": a group, found again by who is in it; `near` is a reference in it.
    fn joint(&mut self, near: usize, source: Span) -> Option<usize> {
        let from = first_from(self.references, near, source.start);
        let within = |at: usize| self.references.get(at).is_some_and(|reference| reference.span.end <= source.end);
        // Most sources hold one name.
        if !within(from) || !within(from + 1) {
            return None;
        }
        let inside = (from..self.references.len()).take_while(|at| within(*at));
        let mut members: Vec<usize> = Vec::new();
        let mut before: Option<usize> = None;
        let (mut joined, mut refused) = (false, false);
        // Whether what stands before is no member, or is one by name.
        let (mut apart, mut by_name) = (false, false);
        for at in inside.take(MEMBERS * 2) {
            let reference = &self.references[at];
            let Some(entry) = self.row(at).filter(|_| reference.kind != MentionKind::Pronoun) else { continue };
            let between =
                before.map_or("", |before| &self.text[before.min(reference.span.start)..reference.span.start]);
            let joint = ["and", "&"].iter().find_map(|joint| between.trim().strip_suffix(joint)).map(str::trim_end);
            // "Holt, an aide to Oduya and Reyes": Reyes is joined to Oduya. "Holt of Arden and Reyes": to Holt.
            let and = joint.is_some_and(|before| before.ends_with(',') || !apart && !ends_in_letter(before));
            let alike = members.first().is_none_or(|first| self.entries[*first].kind == self.entries[entry].kind);
            // "the architects Holt and Reyes": the names say who they are.
            if !joined && before.is_some() && between.trim().is_empty() {
                members.clear();
            }
            refused |= apart && joint == Some("");
            if members.is_empty() || alike && and || alike && between.trim() == "," {
                joined |= and;
                (apart, by_name) = (false, reference.is_name());
                if !members.contains(&entry) {
                    members.push(entry);
                }
            } else {
                apart = !(by_name && between.trim() == "of");
                by_name = false;
            }
            before = Some(reference.span.end);
        }
        if !joined || members.len() < 2 {
            // Of "Holt, an aide to Oduya and Reyes" it is Holt.
            return members.first().copied().filter(|first| refused && self.row(from) == Some(*first));
        }
        members.truncate(MEMBERS);
        Some(self.group(source.of(self.text), members))
    }

    /// The two people of whom the draft spoke last, in the order of their first names.
    pub fn last_two(&self) -> Option<[usize; 2]> {
        let mut people = self.recent.latest_first().map(|referred| referred.row.index()).filter(|entry| {
            let row = &self.entries[*entry];
            row.kind == SpeakerKind::Person && row.named
        });
        let mut pair = [people.next()?, people.next()?];
        pair.sort_by_key(|entry| self.entries[*entry].first);
        Some(pair)
    }

    /// The row of several that are known each.
    pub fn group(&mut self, name: &'a str, members: Vec<usize>) -> usize {
        let same = |known: &[usize]| known.len() == members.len() && members.iter().all(|one| known.contains(one));
        let known = self.groups.iter().rev().take(NEXT).find(|(_, known)| same(known));
        if let Some((entry, _)) = known {
            return *entry;
        }
        let entry = self.add_called(name, SpeakerKind::Group);
        self.entries[entry].group = Some(At::new(self.groups.len()));
        self.groups.push((entry, members));
        entry
    }

    /// The rows that a joint speaker consists of.
    pub fn members(&self, entry: &Entry<'_>) -> &[usize] {
        entry.group.map_or(&[], |group| &self.groups[group.index()].1)
    }
}

/// What a row is told to be, the last first.
fn told<'w, 'a>(words: &'w [Told<'a>], row: &Entry<'_>) -> impl Iterator<Item = &'w Told<'a>> + use<'w, 'a> {
    let at = |at: At| &words[at.index()];
    std::iter::successors(row.told.map(at), move |told| told.before.map(at))
}

/// Whether a word stands before "and", so that it is that word which is joined.
fn ends_in_letter(before: &str) -> bool {
    before.ends_with(char::is_alphabetic)
}
