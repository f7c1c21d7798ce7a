//! Descriptions to rows: "the senator" by title and role, the rest as unnamed people, groups, bodies and documents.

use super::names::bare;
use super::table::{Table, describe, gender_of};
use super::trace::weigh;
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Article, Mention as Reference};
use crate::text::Span;

/// How many paragraphs back a description reaches for somebody whose role it doesn't name.
const REACH: u32 = 2;
/// How many paragraphs back "the company" finds what has that noun in its name or its description.
const FAR: u32 = 12;

/// Links a description. Only those that speak make a row of their own.
pub fn link(table: &mut Table<'_>, at: usize, source: Option<Span>) {
    // Said of a name beside it.
    if table.links[at].is_some() {
        table.touch(at);
        return;
    }
    let reference = &table.references[at];
    let role = reference.classes.any(Classes::ROLE);
    if !role && source.is_none() {
        return;
    }
    // "Her explanation: …": the words are hers.
    let owner = at.checked_sub(1).filter(|owner| table.references[*owner].span.start == reference.span.start);
    if !role
        && reference.classes.any(Classes::NOUN_CUE)
        && let Some(entry) = owner.and_then(|owner| table.links[owner])
    {
        table.link(at, entry);
        return;
    }
    let person = reference.classes.any(Classes::PERSON) && !is_plural(reference);
    if let Some(entry) = counted(table, at) {
        table.link(at, entry);
        return;
    }
    let definite = matches!(reference.article, Article::Definite | Article::Possessive) && !new(table, at);
    if definite && person {
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
    if definite && let Some(entry) = thing(table, at) {
        table.link(at, entry);
        return;
    }
    // "the county's roads department": a possessor alone is nobody new.
    let possessor = table.references.get(at + 1).is_some_and(|next| next.span.start == reference.span.start);
    if possessor && source.is_none() {
        return;
    }
    let words = match source.filter(|source| source.start == reference.span.start) {
        Some(source)
            if source.end > reference.whole.end
                && !source.of(table.text).contains(',')
                && !(reference.classes.any(Classes::DOCUMENT) && names_release(table, at, source)) =>
        {
            source
        }
        _ => reference.whole,
    };
    let name = bare(table.text, words);
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
        if role {
            describe(&mut table.entries[entry], reference.span.of(table.text));
        }
        entry
    });
    table.link(at, entry);
}

/// "a statement released by his lawyers": a document goes by its noun, not by who sent it.
fn names_release(table: &Table<'_>, at: usize, source: Span) -> bool {
    let behind = Span::new(table.references[at].whole.end, source.end).of(table.text);
    behind.split_whitespace().skip(1).any(|word| word == "by")
}

/// Whether a description says that it means another one: "the other official", "a second".
fn new(table: &Table<'_>, at: usize) -> bool {
    let words = bare(table.text, table.references[at].span);
    words.split_whitespace().next().is_some_and(|first| first.eq_ignore_ascii_case("other"))
}

/// "the first official": the first one of that role; "the second": the second.
fn counted(table: &Table<'_>, at: usize) -> Option<usize> {
    let reference = &table.references[at];
    if reference.article != Article::Definite || is_plural(reference) {
        return None;
    }
    let place = ordinal(bare(table.text, reference.span).split_whitespace().next()?)?;
    let head = reference.head.of(table.text).to_lowercase();
    let mut alike: Vec<usize> = table
        .recent()
        .iter()
        .copied()
        .filter(|entry| {
            let row = &table.entries[*entry];
            !row.named && !row.plural && row.roles.iter().any(|role| same_role(role, &head))
        })
        .collect();
    alike.sort_unstable();
    alike.get(place).copied()
}

fn ordinal(word: &str) -> Option<usize> {
    ["first", "second", "third"].iter().position(|ordinal| word.eq_ignore_ascii_case(ordinal))
}

/// An organisation, a document or a group that a definite description means: named before by the same noun.
fn thing(table: &Table<'_>, at: usize) -> Option<usize> {
    let reference = &table.references[at];
    let kind = kind(reference);
    if !matches!(kind, SpeakerKind::Organisation | SpeakerKind::Document | SpeakerKind::Group) {
        return None;
    }
    let head = reference.head.of(table.text).to_lowercase();
    let words = bare(table.text, reference.span);
    let said: Vec<String> = words.split_whitespace().map(str::to_lowercase).filter(|word| *word != head).collect();
    let fits = |entry: usize| {
        let row = &table.entries[entry];
        let last = row.last.filter(|last| reference.paragraph.saturating_sub(last.paragraph) <= FAR)?;
        let alike = row.kind == kind && row.plural == is_plural(reference);
        let has = |word: &str| {
            row.roles.iter().any(|role| role == word)
                || row.named && row.name.split_whitespace().any(|part| part.eq_ignore_ascii_case(word))
        };
        (alike && has(&head) && said.iter().all(|word| has(word))).then_some((last.sentence, entry))
    };
    let found = table.recent().iter().filter_map(|entry| fits(*entry)).max();
    found.map(|(_, entry)| entry)
}

/// People whom a definite description can mean, the likeliest first.
fn scored(table: &mut Table<'_>, at: usize) -> Vec<(usize, f32)> {
    let references = table.references;
    let reference = &references[at];
    let words: Vec<String> = bare(table.text, reference.span)
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.len() > 1)
        .map(str::to_lowercase)
        .collect();
    let head = reference.head.of(table.text).to_lowercase();
    let gender = gender_of(reference.classes);
    let rows: Vec<usize> = table.recent().iter().copied().chain(table.ahead(at)).collect();
    let mut scored = weigh(table, at, "description", &rows, |table, number, weight| {
        let reference = &table.references[at];
        let entry = &table.entries[number];
        if !matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Anonymous) || entry.plural {
            return weight.never("no single person");
        }
        if !agrees(entry.gender, gender) {
            return weight.never("another gender");
        }
        let same_head = entry.roles.iter().any(|role| same_role(role, &head));
        let modifiers = words.iter().filter(|word| **word != head && entry.roles.contains(word)).count();
        let generic = reference.article == Article::Definite && modifiers > 0 && modifiers + 1 == words.len();
        match (same_head, generic) {
            (true, _) => weight.times("the same role", 1.0 + 0.3 * modifiers as f32),
            (_, true) => weight.times("the same words before another noun", 0.6 + 0.3 * modifiers as f32),
            _ => return weight.never("another role"),
        }
        // Somebody who was not named yet is named behind, if at all.
        match entry.last {
            Some(last) => {
                let sentences = reference.sentence.saturating_sub(last.sentence);
                weight.times("sentences between", 1.0 / (1.0 + sentences as f32 * 0.06));
            }
            None => weight.times("named only behind", 0.5),
        }
    });
    // "the man", "the official" with nobody of that role: whoever was spoken of last, where it is one person.
    if scored.is_empty() && reference.article == Article::Definite {
        let unnamed = reference.classes.any(Classes::PERSON).then(|| quantified(table, reference)).flatten();
        scored.extend(unnamed.or_else(|| last_person(table, reference)).map(|entry| (entry, 1.0)));
    }
    scored
}

/// "One of them said … The person said …": the last who spoke without a role.
fn quantified(table: &Table<'_>, reference: &Reference) -> Option<usize> {
    table.recent().iter().rev().copied().find(|entry| {
        let row = &table.entries[*entry];
        row.kind == SpeakerKind::Anonymous
            && !row.plural
            && row.roles.is_empty()
            && row.spoke.is_some()
            && row.last.is_some_and(|last| reference.paragraph.saturating_sub(last.paragraph) < REACH)
    })
}

/// The one person of the last paragraphs, where there is but one whom the description can mean.
fn last_person(table: &Table<'_>, reference: &Reference) -> Option<usize> {
    let gender = gender_of(reference.classes);
    let mut found = table.recent().iter().map(|entry| (*entry, &table.entries[*entry])).filter(|(_, entry)| {
        entry.kind == SpeakerKind::Person
            && agrees(entry.gender, gender)
            && entry.roles.is_empty()
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
        // "one", "another", "nobody"
        () if reference.classes.any(Classes::NUMBER | Classes::QUANTIFIER) => SpeakerKind::Anonymous,
        () => SpeakerKind::Unknown,
    }
}
