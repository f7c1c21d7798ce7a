//! Pronouns to rows, by nearness, agreement and who speaks.

use std::cell::Cell;

use super::descriptions;
use super::rows::{Entry, Pronouns};
use super::table::Table;
use super::trace::{Scored, Weight, weigh};
use super::words::Words;
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Article, Mention as Reference, MentionKind};
use crate::text::Span;

/// What a pronoun asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Person {
    /// he, she
    Single(Gender),
    /// it
    Thing,
    /// they
    Several,
    /// I, we: the writer
    Writer,
    /// one, who, somebody
    Nobody,
}

impl Person {
    /// As a set of pronouns.
    fn pronouns(self) -> Pronouns {
        match self {
            Self::Single(gender) => Pronouns::single(gender),
            Self::Thing => Pronouns::IT,
            Self::Several => Pronouns::THEY,
            Self::Writer | Self::Nobody => Pronouns::NONE,
        }
    }

    /// Why a row that doesn't agree can't be meant.
    fn disagreement(self, row: &Entry<'_>) -> &'static str {
        match self {
            Self::Single(_) if Pronouns::of(&Entry { gender: None, ..row.clone() }).any(self.pronouns()) => {
                "another gender"
            }
            Self::Single(_) => "no single person",
            Self::Thing => "no thing",
            Self::Several => "no group",
            Self::Writer | Self::Nobody => "the writer",
        }
    }
}

/// How many paragraphs back a pronoun reaches.
const REACH: u32 = 4;
/// A rival that comes this near to the likeliest is worth keeping.
const KEPT: f32 = 0.5;
/// What each paragraph between takes from a weight.
const BY_PARAGRAPHS: [f32; REACH as usize + 1] = powers(0.5);
/// What each sentence between takes from a weight, up to a dozen.
const BY_SENTENCES: [f32; 13] = powers(0.86);

/// More than speaks for a row in all where it was referred to neither in the sentence of a pronoun nor in the one before:
/// "first subject of its sentence", "spoke just before", "often named".
const MOST: f32 = 2.0;

/// The powers of a number from the noughth, by squaring.
const fn powers<const COUNT: usize>(of: f32) -> [f32; COUNT] {
    let mut powers = [1.0; COUNT];
    let mut at = 0;
    while at < COUNT {
        let (mut left, mut square) = (at, of);
        while left > 0 {
            if left % 2 == 1 {
                powers[at] *= square;
            }
            left /= 2;
            square *= square;
        }
        at += 1;
    }
    powers
}

/// Links a pronoun to the likeliest row, and of a source says which others come near; `scored` is room to weigh rows in.
pub fn link(table: &mut Table<'_>, at: usize, source: Option<Span>, scored: &mut Scored) {
    let person = person(table.references[at].classes);
    let words = source;
    let source = source.is_some();
    match person {
        // "one said", "nobody at the company would say"
        Person::Nobody => {
            let somebody = Classes::ROLE.with(Classes::QUANTIFIER).with(Classes::NUMBER);
            if let Some(words) = words.filter(|_| table.references[at].classes.any(somebody)) {
                descriptions::link(table, at, Some(words), scored);
            }
            return;
        }
        Person::Writer => {
            if source {
                let several = table.references[at].classes.any(Classes::SEVERAL);
                let words = Words::of(if several { "we" } else { "I" });
                let first = table.index.word(words.first);
                let known = table.called(&words, first, |row| row.name.whole == words.whole);
                let entry = known.unwrap_or_else(|| table.add(words, first, SpeakerKind::Person));
                table.link(at, entry);
            }
            return;
        }
        _ => {}
    }
    let fronted = if table.references[at].fronted { main_subject(table, at, person) } else { None };
    // Rows come from the latest on: behind one that is too far back, all are.
    let far = Cell::new(false);
    let may = |entry, row: &Entry<'_>, enough| {
        far.set(!may_reach(&table.references[at], row, enough));
        !far.get() && Some(entry) != fronted
    };
    let pronouns = person.pronouns();
    let recent = table.recent_that(at, REACH, |referred| referred.pronouns.any(pronouns)).take_while(|_| !far.get());
    let is_name = |next: usize| table.references[next].is_name();
    let names = table.references[at].subject && rest_of_sentence(table, at).any(is_name);
    let named_behind = |entry| {
        let named = |next| table.row(next) == Some(entry) && is_name(next);
        // What stands between need not be read for who isn't named.
        names && rest_of_sentence(table, at).any(named) && behind(table, at).any(named)
    };
    let weights = |entry, row: &Entry<'_>, weight: &mut Weight<'_>| {
        score(table, row, at, person, weight, || named_behind(entry));
    };
    weigh(table, at, "pronoun", recent, may, weights, scored);
    if let Some(entry) = fronted {
        scored.retain(|(other, _)| *other != entry);
        scored.insert(0, (entry, scored.first().map_or(1.0, |(_, top)| top * 1.5)));
    }
    if scored.is_empty() && source {
        scored.extend(ahead(table, at, person).map(|entry| (entry, 0.5)));
    }
    let Some((&(best, top), others)) = scored.split_first() else { return };
    let rivals = others.iter().map(|(entry, score)| (*entry, score / top)).filter(|(_, ratio)| *ratio >= KEPT).take(4);
    let nearest = rivals.clone().next();
    if let Person::Single(gender) = person {
        let row = &mut table.entries[best];
        row.leans[usize::from(gender == Gender::Female)] += 1;
        if row.gender.is_none()
            && row.leans[usize::from(gender == Gender::Male)] == 0
            && row.kind == SpeakerKind::Person
            && nearest.is_none()
        {
            row.gender = Some(gender);
        }
    }
    let tied = source && nearest.is_some_and(|(_, ratio)| ratio > 0.99);
    if source {
        table.doubts.add(at, tied.then_some((best, 1.0)).into_iter().chain(rivals));
    }
    if !tied {
        table.link(at, best);
    }
}

fn person(classes: Classes) -> Person {
    match () {
        () if classes.any(Classes::MALE) => Person::Single(Gender::Male),
        () if classes.any(Classes::FEMALE) => Person::Single(Gender::Female),
        () if classes.any(Classes::THING) => Person::Thing,
        () if classes.any(Classes::WRITER) => Person::Writer,
        () if classes.any(Classes::SEVERAL) => Person::Several,
        () => Person::Nobody,
    }
}

/// Whether the score of a row can be enough, as far as its place tells: most stand too far back.
fn may_reach(pronoun: &Reference, entry: &Entry<'_>, enough: f32) -> bool {
    let Some(last) = entry.last else { return false };
    let apart = pronoun.paragraph.saturating_sub(last.paragraph);
    let sentences = pronoun.sentence.saturating_sub(last.sentence);
    sentences == 0
        || apart == 0 && sentences == 1
        || nearness(apart, sentences).iter().product::<f32>() * MOST >= enough
}

/// What paragraphs and sentences between take from a weight: it is halved for each paragraph, and loses a seventh for each
/// sentence.
fn nearness(apart: u32, sentences: u32) -> [f32; 2] {
    let by = |powers: &[f32], count: u32| powers[(count as usize).min(powers.len() - 1)];
    [by(&BY_PARAGRAPHS, apart), by(&BY_SENTENCES, sentences)]
}

/// How well a row fits a pronoun; `behind` is whether it is named behind it in its clause.
fn score(
    table: &Table<'_>,
    entry: &Entry<'_>,
    at: usize,
    person: Person,
    weight: &mut Weight<'_>,
    behind: impl Fn() -> bool,
) {
    let pronoun = &table.references[at];
    let Some(last) = entry.last else { return weight.never("not named yet") };
    let Some(apart) = pronoun.paragraph.checked_sub(last.paragraph).filter(|apart| *apart <= REACH) else {
        return weight.never("too far back");
    };
    if !Pronouns::of(entry).any(person.pronouns()) {
        return weight.never(person.disagreement(entry));
    }
    agree(entry, person, weight);
    let sentences = pronoun.sentence.saturating_sub(last.sentence);
    // Subjects and speakers stay in mind.
    let [by_paragraphs, by_sentences] = nearness(apart, sentences);
    weight.times("paragraphs between", by_paragraphs);
    weight.times("sentences between", by_sentences);
    let is_subject = last.subject || joined_to_subject(table, last.reference.index());
    match (is_subject, last.oblique) {
        (true, _) => {}
        (false, false) => weight.times("was an object", 0.72),
        (false, true) => weight.times("stood behind a preposition", 0.62),
    }
    // "The study, which the college paid for, is blunt. It says …"
    if last.opens {
        weight.times("first subject of its sentence", 1.15);
    }
    match entry.spoke {
        Some(paragraph) if pronoun.paragraph - paragraph.min(pronoun.paragraph) <= 1 => {
            weight.times("spoke just before", 1.25);
        }
        Some(_) => weight.times("has spoken", 1.05),
        None => {}
    }
    // "The chief shook his head. “No,” he said.": the subject of the sentence before.
    if apart == 0 && sentences <= 1 && is_subject {
        weight.times("subject of the sentence before", 1.5);
    }
    // "Holt, who once called Reyes brittle, said she agreed": the subject of the sentence itself.
    if sentences == 0 && last.opens && pronoun.subject {
        weight.times("subject of the same sentence", 1.4);
    }
    // Whom the draft is about comes to mind first.
    if entry.named_times > 2 {
        weight.times("often named", 1.0 + 0.06 * (entry.named_times.min(8) - 2) as f32);
    }
    // "he told Reyes", "he said Reyes left": the name behind is somebody else's.
    if behind() {
        weight.times("named behind in the same clause", 0.1);
    }
    if sentences == 0 && last.subject && is_object(pronoun) && is_nearest_subject(table, last.reference.index(), at) {
        weight.times("subject of the same clause", 0.15);
    }
}

/// "him", "to her", but not "himself" and not "his".
fn is_object(pronoun: &Reference) -> bool {
    !pronoun.subject
        && pronoun.classes.any(Classes::OBJECT_PRONOUN)
        && !pronoun.classes.any(Classes::REFLEXIVE)
        && pronoun.kind == MentionKind::Pronoun
        && pronoun.article != Article::Possessive
}

/// The references behind a pronoun in its sentence.
fn rest_of_sentence(table: &Table<'_>, at: usize) -> impl Iterator<Item = usize> {
    let references = table.references;
    (at + 1..references.len()).take_while(move |next| references[*next].sentence == references[at].sentence)
}

/// The references behind a pronoun that is a subject, with no more than words between.
fn behind(table: &Table<'_>, at: usize) -> impl Iterator<Item = usize> {
    let pronoun = &table.references[at];
    let mut end = pronoun.span.end;
    rest_of_sentence(table, at).take_while(move |next| {
        let next = table.references[*next].span;
        next.start >= pronoun.span.end && {
            let between = table.text.get(end..next.start).unwrap_or_default();
            end = next.start;
            // The first byte of “ and — is that of few others.
            let mark = |byte: u8| matches!(byte, b',' | b';' | b':' | b'"' | 0xe2);
            !between.bytes().any(mark) || !between.contains([',', ';', ':', '“', '"', '—'])
        }
    })
}

/// Whether no other subject stands between a subject and what comes behind it in the sentence.
fn is_nearest_subject(table: &Table<'_>, subject: usize, at: usize) -> bool {
    !table.references[subject + 1..at].iter().any(|between| between.subject)
}

/// How well a row agrees that can be meant.
fn agree(entry: &Entry<'_>, person: Person, weight: &mut Weight<'_>) {
    match (person, entry.gender) {
        (Person::Single(_), Some(_)) => weight.times("same gender", 1.0),
        (Person::Single(gender), None) => {
            let [otherwise, so] =
                [Gender::Male, Gender::Female].map(|leant| entry.leans[usize::from(gender == leant)] > 0);
            match () {
                () if otherwise => weight.times("called otherwise", 0.2),
                () if so => weight.times("called so before", 0.8),
                () if entry.kind == SpeakerKind::Anonymous => weight.times("unnamed, gender not known", 0.4),
                () => weight.times("gender not known", 0.45),
            }
        }
        (Person::Several, _) if entry.kind == SpeakerKind::Organisation => weight.times("an organisation", 0.7),
        _ => {}
    }
}

/// "Holt and Reyes walked": what is joined to a subject is one.
fn joined_to_subject(table: &Table<'_>, reference: usize) -> bool {
    let this = &table.references[reference];
    table.references.get(reference + 1).is_some_and(|next| {
        next.subject && this.span.end <= next.span.start && table.text[this.span.end..next.span.start].trim() == "and"
    })
}

/// "After he left, Holt said …": the subject of the clause that a fronted one leads to, where it is named.
fn main_subject(table: &Table<'_>, at: usize, person: Person) -> Option<usize> {
    let Person::Single(gender) = person else { return None };
    let pronoun = &table.references[at];
    let behind = rest_of_sentence(table, at).find(|next| {
        let next = &table.references[*next];
        let between = table.text.get(pronoun.span.end..next.span.start).unwrap_or_default();
        next.subject && between.trim_end().ends_with(',')
    })?;
    let entry = table.row(behind).filter(|_| table.references[behind].is_name())?;
    let row = &table.entries[entry];
    (row.kind == SpeakerKind::Person && row.gender.is_none_or(|known| known == gender)).then_some(entry)
}

/// A person who is named only behind the pronoun: "“I lost,” he said. Boone, 40, …".
fn ahead(table: &Table<'_>, at: usize, person: Person) -> Option<usize> {
    let Person::Single(gender) = person else { return None };
    let pronoun = &table.references[at];
    table.references[at + 1..]
        .iter()
        .enumerate()
        .take_while(|(_, next)| next.paragraph <= pronoun.paragraph + 2)
        .find_map(|(behind, _)| {
            let entry = table.row(at + 1 + behind)?;
            let row = &table.entries[entry];
            (row.kind == SpeakerKind::Person && row.gender.is_none_or(|known| known == gender)).then_some(entry)
        })
}
