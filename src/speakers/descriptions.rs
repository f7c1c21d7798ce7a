//! Descriptions to rows: "the senator" by title and role, the rest as unnamed people, groups, bodies and documents.

use super::names::bare;
use super::table::{Table, gender_of};
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Article, Mention as Reference};
use crate::text::Span;

/// How many paragraphs back a description reaches for somebody whose role it doesn't name.
const REACH: u32 = 2;

/// Links a description. Only those that speak make a row of their own.
pub fn link(table: &mut Table<'_>, at: usize, source: Option<Span>) {
    // Said of a name beside it.
    if table.links[at].is_some() {
        table.touch(at);
        return;
    }
    let reference = &table.references[at];
    if !reference.classes.any(Classes::ROLE) && source.is_none() {
        return;
    }
    let definite = matches!(reference.article, Article::Definite | Article::Possessive | Article::None);
    let person = reference.classes.any(Classes::PERSON) && !is_plural(reference);
    if definite && person && reference.article != Article::None {
        let scored = scored(table, at);
        if let Some(&(best, top)) = scored.first() {
            let rivals: Vec<(usize, f32)> = scored[1..]
                .iter()
                .map(|(entry, score)| (*entry, score / top))
                .filter(|(_, ratio)| *ratio > 0.5)
                .collect();
            let tied = rivals.first().is_some_and(|(_, ratio)| *ratio > 0.97);
            if tied && source.is_some() {
                let mut all = vec![(best, 1.0)];
                all.extend(rivals);
                table.doubt(at, all);
                return;
            }
            table.link(at, best);
            table.doubt(at, rivals);
            return;
        }
    }
    let name = bare(
        table.text,
        source.map_or(
            reference.span,
            |source| if source.start == reference.span.start { source } else { reference.span },
        ),
    );
    let kind = kind(reference);
    let words: Vec<&str> = name.split_whitespace().take(1).collect();
    let known = table.with_words(&words).into_iter().find(|entry| {
        let entry = &table.entries[*entry];
        entry.kind == kind
            && entry.description.is_none()
            && entry.name.eq_ignore_ascii_case(name)
            && reference.article != Article::Indefinite
    });
    let entry = known.unwrap_or_else(|| {
        let entry = table.add(name, kind);
        table.entries[entry].plural = is_plural(reference);
        table.entries[entry].gender = gender_of(reference.classes);
        let head = reference.head.of(table.text).to_lowercase();
        table.entries[entry].roles.push(head);
        entry
    });
    table.link(at, entry);
}

/// People whom a definite description can mean, the likeliest first.
fn scored(table: &Table<'_>, at: usize) -> Vec<(usize, f32)> {
    let reference = &table.references[at];
    let words: Vec<String> = reference
        .span
        .of(table.text)
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.len() > 1)
        .map(str::to_lowercase)
        .collect();
    let head = reference.head.of(table.text).to_lowercase();
    let gender = gender_of(reference.classes);
    let mut scored: Vec<(usize, f32)> = table
        .recent()
        .iter()
        .copied()
        .chain(table.ahead(at))
        .filter_map(|number| {
            let entry = &table.entries[number];
            if !matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Anonymous)
                || entry.plural
                || !agrees(entry.gender, gender)
            {
                return None;
            }
            let same_head = entry.roles.iter().any(|role| same_role(role, &head));
            let modifiers = words.iter().filter(|word| **word != head && entry.roles.contains(word)).count();
            let generic = reference.classes.any(Classes::PERSON) && modifiers > 0;
            if !same_head && !generic {
                return None;
            }
            // Somebody who was not named yet is named behind, if at all.
            let near = match entry.last {
                Some(last) => 1.0 / (1.0 + (reference.sentence.saturating_sub(last.sentence)) as f32 * 0.06),
                None => 0.5,
            };
            let fit = if same_head { 1.0 } else { 0.6 } + 0.3 * modifiers as f32;
            Some((number, fit * near))
        })
        .collect();
    scored.sort_by(|(one, first), (other, second)| second.total_cmp(first).then(one.cmp(other)));
    // "the man", "the official" with nobody of that role: whoever was spoken of last, where it is one person.
    if scored.is_empty() {
        scored.extend(last_person(table, reference).map(|entry| (entry, 1.0)));
    }
    scored
}

/// The one person of the last paragraphs, where there is but one whom the description can mean.
fn last_person(table: &Table<'_>, reference: &Reference) -> Option<usize> {
    let gender = gender_of(reference.classes);
    let mut found = table.recent().iter().map(|entry| (*entry, &table.entries[*entry])).filter(|(_, entry)| {
        entry.kind == SpeakerKind::Person
            && agrees(entry.gender, gender)
            && entry.spoke.is_some()
            && entry.last.is_some_and(|last| reference.paragraph.saturating_sub(last.paragraph) < REACH)
    });
    let (entry, _) = found.next()?;
    found.next().is_none().then_some(entry)
}

/// "Sen." and "senator", "spokeswoman" and "spokesman".
fn same_role(one: &str, other: &str) -> bool {
    one == other
        || one.len() >= 3 && other.starts_with(one)
        || other.len() >= 3 && one.starts_with(other) && one.len() - other.len() <= 5
}

fn agrees(known: Option<Gender>, said: Option<Gender>) -> bool {
    known.is_none() || said.is_none() || known == said
}

fn is_plural(reference: &Reference) -> bool {
    reference.plural
}

fn kind(reference: &Reference) -> SpeakerKind {
    match () {
        () if reference.classes.any(Classes::PERSON) && !is_plural(reference) => SpeakerKind::Anonymous,
        () if reference.classes.any(Classes::GROUP | Classes::PERSON) => SpeakerKind::Group,
        () if reference.classes.any(Classes::DOCUMENT) => SpeakerKind::Document,
        () if reference.classes.any(Classes::BODY) => SpeakerKind::Organisation,
        () if is_plural(reference) => SpeakerKind::Group,
        () => SpeakerKind::Unknown,
    }
}
