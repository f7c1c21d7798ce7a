//! Pronouns to rows, by nearness, agreement and who speaks.

use super::descriptions;
use super::table::{Entry, Table};
use super::trace::{Weight, weigh};
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

/// How many paragraphs back a pronoun reaches.
const REACH: u32 = 4;
/// A rival that comes this near to the likeliest is worth keeping.
const KEPT: f32 = 0.5;
/// What each paragraph between takes from a weight.
const BY_PARAGRAPHS: [f32; REACH as usize + 1] = powers(0.5);
/// What each sentence between takes from a weight, up to a dozen.
const BY_SENTENCES: [f32; 13] = powers(0.86);

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

/// Links a pronoun to the likeliest row, and says which others come near.
pub fn link(table: &mut Table<'_>, at: usize, source: Option<Span>) {
    let person = person(table.references[at].classes);
    let words = source;
    let source = source.is_some();
    match person {
        // "one said", "nobody at the company would say"
        Person::Nobody => {
            let somebody = Classes::ROLE.with(Classes::QUANTIFIER).with(Classes::NUMBER);
            if let Some(words) = words.filter(|_| table.references[at].classes.any(somebody)) {
                descriptions::link(table, at, Some(words));
            }
            return;
        }
        Person::Writer => {
            if source {
                let several = table.references[at].classes.any(Classes::SEVERAL);
                let words = if several { "we" } else { "I" };
                let known = table.called(words, |row| row.name.whole == words);
                let entry = known.unwrap_or_else(|| table.add(words, SpeakerKind::Person));
                table.link(at, entry);
            }
            return;
        }
        _ => {}
    }
    let fronted = if table.references[at].fronted { main_subject(table, at, person) } else { None };
    let behind = named_behind(table, at);
    let may = |entry, _: &Entry<'_>| Some(entry) != fronted;
    let mut scored = weigh(table, at, "pronoun", table.recent(at, REACH), may, |entry, row, weight| {
        score(table, row, at, person, behind.contains(&entry), weight);
    });
    if let Some(entry) = fronted {
        scored.retain(|(other, _)| *other != entry);
        scored.insert(0, (entry, scored.first().map_or(1.0, |(_, top)| top * 1.5)));
    }
    if scored.is_empty() && source {
        scored.extend(ahead(table, at, person).map(|entry| (entry, 0.5)));
    }
    let Some(&(best, top)) = scored.first() else { return };
    let rivals: Vec<(usize, f32)> = scored[1..]
        .iter()
        .map(|(entry, score)| (*entry, score / top))
        .filter(|(_, ratio)| *ratio >= KEPT)
        .take(4)
        .collect();
    if let Person::Single(gender) = person {
        let row = &mut table.entries[best];
        row.leans[usize::from(gender == Gender::Female)] += 1;
        if row.gender.is_none()
            && row.leans[usize::from(gender == Gender::Male)] == 0
            && row.kind == SpeakerKind::Person
            && rivals.is_empty()
        {
            row.gender = Some(gender);
            row.presumed = true;
        }
    }
    let tied = rivals.first().is_some_and(|(_, ratio)| *ratio > 0.99);
    if tied && source {
        let mut all = vec![(best, 1.0)];
        all.extend(rivals);
        table.doubt(at, all);
        return;
    }
    table.link(at, best);
    if !rivals.is_empty() {
        table.doubt(at, rivals);
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

/// How well a row fits a pronoun; `behind` is whether it is named behind it in its clause.
fn score(table: &Table<'_>, entry: &Entry<'_>, at: usize, person: Person, behind: bool, weight: &mut Weight) {
    let pronoun = &table.references[at];
    let Some(last) = entry.last else { return weight.never("not named yet") };
    let Some(apart) = pronoun.paragraph.checked_sub(last.paragraph).filter(|apart| *apart <= REACH) else {
        return weight.never("too far back");
    };
    agree(entry, person, weight);
    if weight.score <= 0.0 {
        return;
    }
    let sentences = pronoun.sentence.saturating_sub(last.sentence);
    // Halved for each paragraph, by a seventh for each sentence; subjects and speakers stay in mind.
    weight.times("paragraphs between", BY_PARAGRAPHS[(apart as usize).min(BY_PARAGRAPHS.len() - 1)]);
    weight.times("sentences between", BY_SENTENCES[(sentences as usize).min(BY_SENTENCES.len() - 1)]);
    let is_subject = last.subject || joined_to_subject(table, last.reference);
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
    if behind {
        weight.times("named behind in the same clause", 0.1);
    }
    if sentences == 0 && last.subject && is_object(pronoun) && is_nearest_subject(table, last.reference, at) {
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

/// The rows named behind a pronoun that is a subject, with no more than words between.
fn named_behind(table: &Table<'_>, at: usize) -> Vec<usize> {
    let pronoun = &table.references[at];
    let mut end = pronoun.span.end;
    let behind = (at + 1..table.references.len()).filter(|_| pronoun.subject).take_while(|next| {
        let next = &table.references[*next];
        next.sentence == pronoun.sentence && next.span.start >= pronoun.span.end && {
            let between = table.text.get(end..next.span.start).unwrap_or_default();
            end = next.span.start;
            // The first byte of “ and — is that of few others.
            let mark = |byte: u8| matches!(byte, b',' | b';' | b':' | b'"' | 0xe2);
            !between.bytes().any(mark) || !between.contains([',', ';', ':', '“', '"', '—'])
        }
    });
    behind.filter(|next| table.references[*next].is_name()).filter_map(|next| table.links[next]).collect()
}

/// Whether no other subject stands between a subject and what comes behind it in the sentence.
fn is_nearest_subject(table: &Table<'_>, subject: usize, at: usize) -> bool {
    !table.references[subject + 1..at].iter().any(|between| between.subject)
}

/// Agreement in gender, number and animacy.
fn agree(entry: &Entry<'_>, person: Person, weight: &mut Weight) {
    match person {
        Person::Single(gender) => {
            // A person without a name is the writer.
            let people = match entry.kind {
                SpeakerKind::Person => entry.named,
                SpeakerKind::Anonymous => !entry.plural,
                _ => false,
            };
            match entry.gender {
                _ if !people => weight.never("no single person"),
                Some(known) if known == gender => weight.times("same gender", 1.0),
                Some(_) => weight.never("another gender"),
                None if entry.leans[usize::from(gender == Gender::Male)] > 0 => weight.times("called otherwise", 0.2),
                None if entry.leans[usize::from(gender == Gender::Female)] > 0 => weight.times("called so before", 0.8),
                None if entry.kind == SpeakerKind::Anonymous => weight.times("unnamed, gender not known", 0.4),
                None => weight.times("gender not known", 0.45),
            }
        }
        Person::Thing => {
            if !matches!(entry.kind, SpeakerKind::Organisation | SpeakerKind::Document) || entry.plural {
                weight.never("no thing");
            }
        }
        Person::Several => match entry.kind {
            SpeakerKind::Group => {}
            SpeakerKind::Organisation => weight.times("an organisation", 0.7),
            SpeakerKind::Anonymous if entry.plural => {}
            _ => weight.never("no group"),
        },
        Person::Writer | Person::Nobody => weight.never("the writer"),
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
    let behind = (at + 1..table.references.len())
        .take_while(|next| table.references[*next].sentence == pronoun.sentence)
        .find(|next| {
            let next = &table.references[*next];
            let between = table.text.get(pronoun.span.end..next.span.start).unwrap_or_default();
            next.subject && between.trim_end().ends_with(',')
        })?;
    let entry = table.links[behind].filter(|_| table.references[behind].is_name())?;
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
            let entry = table.links[at + 1 + behind]?;
            let row = &table.entries[entry];
            (row.kind == SpeakerKind::Person && row.gender.is_none_or(|known| known == gender)).then_some(entry)
        })
}
