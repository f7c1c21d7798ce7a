//! Pronouns to rows, by nearness, agreement and who speaks.

use super::descriptions;
use super::table::{Entry, Table};
use super::trace::{Weight, weigh};
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
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

/// Links a pronoun to the likeliest row, and says which others come near.
pub fn link(table: &mut Table<'_>, at: usize, source: Option<Span>) {
    let person = person(table.references[at].span.of(table.text));
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
                let words =
                    if table.references[at].span.of(table.text).to_lowercase().starts_with('w') { "we" } else { "I" };
                let known = table.with_words(&[words]).into_iter().find(|entry| table.entries[*entry].name == words);
                let entry = known.unwrap_or_else(|| table.add(words, SpeakerKind::Person));
                table.link(at, entry);
            }
            return;
        }
        _ => {}
    }
    let rows = table.recent().to_vec();
    let mut scored = weigh(table, at, "pronoun", &rows, |table, entry, weight| score(table, entry, at, person, weight));
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
        if row.gender.is_none() && row.kind == SpeakerKind::Person && rivals.is_empty() {
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

fn person(words: &str) -> Person {
    match words.to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Person::Single(Gender::Male),
        "she" | "her" | "hers" | "herself" => Person::Single(Gender::Female),
        "it" | "its" => Person::Thing,
        "they" | "them" | "their" => Person::Several,
        "i" | "me" | "my" | "we" | "us" | "our" => Person::Writer,
        _ => Person::Nobody,
    }
}

/// How well a row fits a pronoun.
fn score(table: &Table<'_>, entry: usize, at: usize, person: Person, weight: &mut Weight) {
    let pronoun = &table.references[at];
    let entry = &table.entries[entry];
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
    weight.times("paragraphs between", 0.5f32.powi(i32::try_from(apart).unwrap_or(9)));
    weight.times("sentences between", 0.86f32.powi(i32::try_from(sentences.min(12)).unwrap_or(9)));
    let is_subject = last.subject || joined_to_subject(table, last.reference);
    if !is_subject {
        weight.times("was no subject", 0.72);
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
                None if entry.kind == SpeakerKind::Anonymous => weight.times("unnamed, gender not known", 0.6),
                None => weight.times("gender not known", 0.8),
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
