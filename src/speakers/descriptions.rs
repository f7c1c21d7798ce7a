//! Descriptions to rows: "the senator" by title and role, the rest as unnamed people, groups, bodies and documents.

use super::SpeakerKind;
use super::fitting::agrees;
use super::rows::{Entry, Seen, gender_of};
use super::table::Table;
use super::trace::{Scored, Weight, weigh};
use super::words::{Initials, Sought, Words, asking, parts};
use crate::grammar::Classes;
use crate::mentions::{Article, Mention as Reference, MentionKind, Which};
use crate::text::Span;

/// How many paragraphs back a description reaches for somebody whose role it doesn't name.
const REACH: u32 = 2;
/// How often somebody is named whom a draft is about.
const OFTEN: u32 = 3;
/// How many paragraphs back "the company" finds what has that noun in its name or its description.
const FAR: u32 = 12;

/// Links a description that is a source or has a role; `scored` is room to weigh rows in. Only these make a row of their own.
pub fn link(table: &mut Table<'_>, at: usize, source: Option<Span>, scored: &mut Scored) {
    let reference = &table.references[at];
    let role = reference.classes.any(Classes::ROLE);
    // "Her explanation: …": the words are hers.
    let owner = at.checked_sub(1).filter(|owner| table.references[*owner].span.start == reference.span.start);
    if !role
        && reference.classes.any(Classes::NOUN_CUE)
        && let Some(entry) = owner.and_then(|owner| table.row(owner))
    {
        table.link(at, entry);
        return;
    }
    let person = reference.classes.any(Classes::PERSON) && !is_plural(reference);
    if let Some(entry) = counted(table, at).or_else(|| pair(table, at)) {
        table.link(at, entry);
        return;
    }
    let definite =
        matches!(reference.article, Article::Definite | Article::Possessive) && reference.which != Which::Other;
    if definite && person {
        score(table, at, source.is_some(), scored);
        if let Some((&(best, top), others)) = scored.split_first() {
            let rivals = others.iter().map(|(entry, score)| (*entry, score / top)).filter(|(_, ratio)| *ratio > 0.5);
            let alone = rivals.clone().next().is_none();
            let tied = source.is_some() && rivals.clone().next().is_some_and(|(_, ratio)| ratio > 0.97);
            if source.is_some() {
                table.doubts.add(at, tied.then_some((best, 1.0)).into_iter().chain(rivals));
            }
            if !tied {
                let whole = reference.end == reference.span.end;
                if alone && (source.is_some() || whole && table.entries[best].named_times >= OFTEN) {
                    introduce(table, at, best, source.is_some());
                }
                table.link(at, best);
            }
            return;
        }
    }
    if definite && let Some(entry) = thing(table, at, source.is_some(), scored) {
        table.link(at, entry);
        return;
    }
    // "the county's roads department": a possessor alone is nobody new.
    let possessor = table.references.get(at + 1).is_some_and(|next| next.span.start == reference.span.start);
    if possessor && source.is_none() {
        return;
    }
    let end = match source.filter(|source| source.start == reference.span.start) {
        Some(source)
            if source.end > reference.end
                && !source.of(table.text).contains(',')
                && !ends_loosely(table, at, source) =>
        {
            source.end
        }
        _ => reference.end,
    };
    let (kind, words) = (kind(reference), reference.words(table.text, end));
    // Only things are known again by the words of their names.
    let name = if kind == SpeakerKind::Anonymous { Words::beginning(words) } else { Words::of(words) };
    let first = table.index.word(name.first);
    let same = |row: &Entry<'_>| {
        row.kind == kind && row.description.is_none() && row.name.whole.eq_ignore_ascii_case(name.whole)
    };
    let known = (reference.article != Article::Indefinite).then(|| table.called(&name, first, same)).flatten();
    let entry = known.unwrap_or_else(|| {
        let entry = table.add(name, first, kind);
        table.entries[entry].plural = is_plural(reference);
        table.entries[entry].gender = gender_of(reference.classes);
        if role {
            table.describe(entry, reference.span.of(table.text));
        }
        entry
    });
    table.link(at, entry);
}

/// "Holt rose. The billionaire said …": somebody of whom the draft says nothing else is what it calls them, where they were
/// spoken of just before.
fn introduce(table: &mut Table<'_>, at: usize, entry: usize, speaks: bool) {
    let reference = &table.references[at];
    let row = &mut table.entries[entry];
    let says = reference.article == Article::Definite && !reference.classes.any(Classes::ANYBODY);
    let before = row.last.is_some_and(|last| {
        last.subject
            && reference.sentence.saturating_sub(last.sentence) <= 2
            && reference.paragraph.saturating_sub(last.paragraph) < REACH
    });
    if says
        && before
        && (speaks || reference.subject)
        && row.named
        && row.kind == SpeakerKind::Person
        && row.description.is_none()
    {
        row.description = Some(reference.words(table.text, reference.end));
    }
}

/// "a voice on it", "the card's": what ends with a pronoun or as a possessor says nothing more of who it is.
fn ends_loosely(table: &Table<'_>, at: usize, source: Span) -> bool {
    let end = table.references[at].end;
    let possessor = source.end - end <= "’s".len();
    let behind = table.references[at + 1..].iter().take_while(|next| next.span.start < source.end);
    possessor || behind.last().is_some_and(|next| next.kind == MentionKind::Pronoun && next.span.end == source.end)
}

/// "the first official": the first one of that role; "the second": the second.
fn counted(table: &Table<'_>, at: usize) -> Option<usize> {
    let reference = &table.references[at];
    let Which::Nth(place) = reference.which else { return None };
    if reference.article != Article::Definite || is_plural(reference) {
        return None;
    }
    let head = Sought::new(reference.head.of(table.text));
    let is = |row: &Entry<'_>| !row.named && !row.plural && table.has_role(row, &head);
    let mut alike: Vec<usize> = table.recent(at, u32::MAX).filter(|entry| is(&table.entries[*entry])).collect();
    alike.sort_unstable();
    alike.get(place as usize).copied()
}

/// "the two", "both": the two people of whom the draft spoke last, as one speaker.
fn pair(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let reference = &table.references[at];
    if reference.which != Which::Pair || !reference.subject {
        return None;
    }
    let members = table.last_two()?;
    let words = reference.span.of(table.text);
    Some(table.group(words, members.to_vec()))
}

/// An organisation, a document or a group that a definite description means: named before by the same noun, or the one
/// organisation of which the draft spoke last.
fn thing(table: &Table<'_>, at: usize, speaks: bool, scored: &mut Scored) -> Option<usize> {
    let reference = &table.references[at];
    let kind = kind(reference);
    if !matches!(kind, SpeakerKind::Organisation | SpeakerKind::Document | SpeakerKind::Group) {
        return None;
    }
    let head = Sought::new(reference.head.of(table.text));
    let said = || parts(reference.words(table.text, reference.span.end)).filter(|word| !head.is(word));
    let bare = speaks
        && reference.classes.any(Classes::ANYBODY)
        && reference.article == Article::Definite
        && kind == SpeakerKind::Organisation
        && said().next().is_none();
    let named = |row: &Entry<'_>| row.named && !row.place;
    let may = |_, row: &Entry<'_>, _| {
        let word = row.roles.with(row.name.initials).any(head.initial);
        row.plural == is_plural(reference) && (word || bare && named(row))
    };
    let weights = |_, row: &Entry<'_>, weight: &mut Weight<'_>| {
        let Some(last) = row.last.filter(|last| reference.paragraph.saturating_sub(last.paragraph) <= FAR) else {
            return weight.never("too far back");
        };
        if row.kind != kind || row.plural != is_plural(reference) {
            return weight.never("no such thing");
        }
        let has = |word: &Sought<'_>| {
            table.is_told(row, word)
                || row.name.initials.any(word.initial) && row.name.parts().any(|part| word.is_part(part))
        };
        let near = reference.paragraph - last.paragraph < REACH;
        match (has(&head) && said().all(|word| has(&Sought::new(word))), named(row)) {
            (true, _) => weight.times("the same noun", 1.0),
            (false, true) if bare && near => weight.times("a named organisation near", 0.7),
            _ => return weight.never("another noun"),
        }
        let sentences = reference.sentence.saturating_sub(last.sentence);
        weight.times("sentences between", 1.0 / (1.0 + sentences as f32 * 0.1));
    };
    let rows = table.recent_that(at, FAR, |referred| referred.kind == kind);
    weigh(table, at, "description", rows, may, weights, scored);
    scored.first().map(|(entry, _)| *entry)
}

/// Puts into `scored` the people whom a definite description can mean, the likeliest first.
fn score(table: &Table<'_>, at: usize, speaks: bool, scored: &mut Scored) {
    let reference = &table.references[at];
    let said = reference.words(table.text, reference.span.end);
    let words = || asking(said);
    let count = || words().count();
    let head = Sought::new(reference.head.of(table.text));
    let gender = gender_of(reference.classes);
    let former = reference.former.map(|former| Sought::new(former.of(table.text)));
    let definite = reference.article == Article::Definite;
    let anybody = reference.classes.any(Classes::ANYBODY);
    // "the Arden Democrat": most of a draft may be of one party.
    let party = reference.classes.any(Classes::PARTY);
    // Another noun can only be the same person's where the words before it are.
    let initial = |all: Initials, word| all.with(Initials::of(word));
    let initials = if definite && anybody { words().fold(head.initial, initial) } else { head.initial };
    let anybody_near = party || speaks && definite;
    let may_be = |roles: Initials| anybody_near || roles.any(initials);
    // Who was seen already may be first named behind: "The mayor spoke. … the mayor, Lena Holt".
    let ahead = table.ahead(at, may_be).filter(|row| table.entries[*row].recent.is_none());
    let rows = table.recent_that(at, u32::MAX, |referred| may_be(referred.roles)).chain(ahead);
    let may = |_, row: &Entry<'_>, _| {
        row.roles.any(initials)
            || party && row.named
            || speaks && definite && row.named && row.roles.is_empty() && row.last.is_some()
    };
    let weights = |_, entry: &Entry<'_>, weight: &mut Weight<'_>| {
        if !matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Anonymous) || entry.plural {
            return weight.never("no single person");
        }
        if !agrees(entry.gender, gender) {
            return weight.never("another gender");
        }
        let has = |word: &Sought<'_>| table.is_told(entry, word);
        let same_head = table.has_role(entry, &head);
        let modifies = |word: &&str| entry.roles.any(Initials::of(word)) && has(&Sought::new(word)) && !head.is(word);
        let modifiers = words().filter(modifies).count();
        let generic = definite && anybody && modifiers > 0 && modifiers + 1 == count();
        // "the former president" of whom no role is known yet: the subject of the sentence before.
        let before = entry.last.is_some_and(|last| {
            let here = party || last.paragraph == reference.paragraph;
            last.subject && here && last.sentence + 1 == reference.sentence
        });
        let untold = definite && entry.named && before && (party || speaks && entry.roles.is_empty());
        match (same_head, generic) {
            (true, _) if !party || modifiers > 0 => weight.times("the same role", 1.0 + 0.3 * modifiers as f32),
            _ if untold => weight.times("subject of the sentence before", 0.5),
            (_, true) => weight.times("the same words before another noun", 0.6 + 0.3 * modifiers as f32),
            _ => return weight.never("another role"),
        }
        if same_head && former.as_ref().is_some_and(|former| !has(former)) {
            weight.times("not former", 0.5);
        }
        // "Holt said that she spoke with Reyes and that the senator agreed": who opens a sentence is named otherwise no more.
        let again = |last: &Seen| {
            let before = &table.references[last.reference.index()];
            last.sentence == reference.sentence && before.subject && before.is_name() && !before.fronted
        };
        if speaks && entry.last.as_ref().is_some_and(again) && reference.subject {
            return weight.never("subject of the same sentence");
        }
        // Somebody who was not named yet is named behind, if at all.
        match entry.last {
            Some(last) if !speaks && reference.paragraph.saturating_sub(last.paragraph) > REACH => {
                weight.never("too far back");
            }
            Some(last) => {
                let sentences = reference.sentence.saturating_sub(last.sentence);
                weight.times("sentences between", 1.0 / (1.0 + sentences as f32 * 0.06));
            }
            None => weight.times("named only behind", 0.5),
        }
    };
    weigh(table, at, "description", rows, may, weights, scored);
    if scored.is_empty() && definite && !party && (speaks || count() > 1) {
        let unnamed = anybody.then(|| last_unnamed(table, at)).flatten();
        if unnamed.is_some() || !anybody || count() == 1 {
            let one = unnamed.or_else(|| protagonist(table, at, speaks, scored));
            scored.clear();
            scored.extend(one.map(|entry| (entry, 1.0)));
        }
    }
}

/// "A member of the council said … The official said …": the unnamed person who spoke last.
fn last_unnamed(table: &Table<'_>, at: usize) -> Option<usize> {
    let reference = &table.references[at];
    table.recent(at, u32::MAX).find(|entry| {
        let row = &table.entries[*entry];
        row.kind == SpeakerKind::Anonymous
            && !row.plural
            && agrees(row.gender, gender_of(reference.classes))
            && row.spoke.is_some()
            && row.last.is_some_and(|last| reference.paragraph.saturating_sub(last.paragraph) < REACH)
    })
}

/// "the actor", "the man" with nobody of that role: whoever the draft speaks of just here, where it is clearly one person.
fn protagonist(table: &Table<'_>, at: usize, speaks: bool, scored: &mut Scored) -> Option<usize> {
    let reference = &table.references[at];
    // "the attorney general of Ohio" says itself who it is; "this reporter" writes.
    let whole = reference.end == reference.span.end && reference.bare > reference.span.start;
    if !whole || !speaks && reference.oblique {
        return None;
    }
    let gender = gender_of(reference.classes);
    let words = || parts(reference.words(table.text, reference.span.end)).map(Sought::new);
    let may = |_, row: &Entry<'_>, _| row.kind == SpeakerKind::Person && row.named;
    let weights = |_, row: &Entry<'_>, weight: &mut Weight<'_>| {
        if row.kind != SpeakerKind::Person || !row.named {
            return weight.never("no single person");
        }
        if !agrees(row.gender, gender) {
            return weight.never("another gender");
        }
        let Some(last) = row.last.filter(|last| reference.paragraph.saturating_sub(last.paragraph) < REACH) else {
            return weight.never("too far back");
        };
        // "Holt said the senator had left": who is the subject of the sentence is named otherwise no more.
        if last.sentence == reference.sentence && last.subject {
            return weight.never("subject of the same sentence");
        }
        if words().any(|word| table.is_told(row, &word)) {
            weight.times("a word in common", 3.0);
        } else if !row.roles.is_empty() {
            return weight.never("another role");
        }
        let often = row.named_times >= OFTEN;
        if !(often || speaks && row.spoke.is_some()) {
            return weight.never("hardly spoken of");
        }
        if often {
            weight.times("often named", 1.5);
        }
        if row.spoke.is_some() {
            weight.times("has spoken", 1.5);
        }
        if last.subject && reference.sentence.saturating_sub(last.sentence) <= 1 {
            weight.times("subject of the sentence before", 1.5);
        }
    };
    weigh(table, at, "description", table.recent(at, REACH - 1), may, weights, scored);
    match scored[..] {
        [(one, _)] => Some(one),
        [(one, first), (_, second), ..] if first >= if speaks { 1.5 } else { 2.0 } * second => Some(one),
        _ => None,
    }
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
        () if reference.classes.any(Classes::SEVERAL) => SpeakerKind::Group,
        () if reference.classes.any(Classes::NUMBER | Classes::QUANTIFIER) => SpeakerKind::Anonymous,
        () => SpeakerKind::Unknown,
    }
}
