//! What follows a noun and says which one is meant.
//!
//! ```text
//! complement = { preposition noun | participle [ preposition ] noun | relative verb [ noun ] { preposition noun } }
//! ```

use crate::clauses::Clauses;
use crate::grammar::{Classes, Kinds};
use crate::phrases::{Form, Noun, Phrase, PhraseKind};
use crate::sentences::Piece;
use crate::tags::Tag;
use crate::text::Span;

use super::{Name, names};

/// How many phrases a complement may have.
const LONGEST: usize = 9;

/// What a complement can begin with.
const BEGINS: Kinds = Kinds::PREPOSITION.with(Kinds::OTHER).with(Kinds::VERB).with(Kinds::RELATIVE);

/// Whether a noun phrase with a phrase of these kinds behind it may have complements.
pub fn may_have(noun: &Noun, behind: Kinds) -> bool {
    let describes = match noun.tag {
        Tag::Noun => noun.classes.any(Classes::ROLE),
        tag => matches!(tag, Tag::Quantifier | Tag::Adjective | Tag::Number),
    };
    describes && behind.any(BEGINS)
}

/// The last phrase of the noun phrase at `head` with its complements.
pub fn last(clauses: &Clauses<'_>, head: usize) -> usize {
    let noun = clauses.phrases[head].noun();
    let behind = clauses.phrases.get(head + 1).map_or(Kinds::EDGE, |phrase| phrase.kinds);
    if !noun.is_some_and(|noun| may_have(noun, behind)) {
        return head;
    }
    let mut last = head;
    while last - head < LONGEST {
        let Some(next) = part(clauses, head, last + 1) else { break };
        last = next;
    }
    last
}

/// The last phrase of the part of a complement that begins at `at`.
fn part(clauses: &Clauses<'_>, head: usize, at: usize) -> Option<usize> {
    let noun = |at: usize| clauses.phrases.get(at).and_then(Phrase::noun).filter(|noun| !noun.is_time());
    // A document is told apart by its kind: "the statement", whoever released it.
    let document = clauses.phrases[head].noun()?.classes.any(Classes::DOCUMENT);
    match clauses.kind(at)? {
        PhraseKind::Preposition(None) => {
            let object = noun(at + 1)?;
            let of = clauses.phrases[at].span.of(clauses.view.text).eq_ignore_ascii_case("of");
            // "a spokesman in a statement": where it was said.
            let said = object.classes.any(Classes::NOUN_CUE | Classes::DOCUMENT) && !of;
            let pronoun = matches!(object.tag, Tag::Pronoun | Tag::ObjectPronoun) && !of;
            // "a survey published on Sunday by the Courier", but "the statement" whoever released it
            let (behind, by) =
                (at > head + 1, clauses.phrases[at].span.of(clauses.view.text).eq_ignore_ascii_case("by"));
            (!said && !pronoun && (of || !document || behind || by) && !clauses.opens_clause(at)).then_some(at + 1)
        }
        // "familiar with the matter"
        PhraseKind::Other if matches!(clauses.kind(at + 1), Some(PhraseKind::Preposition(None))) => {
            noun(at + 2).map(|_| at + 2)
        }
        PhraseKind::Verb(verb) => {
            // "a fishmonger named Luis Okoro, a weaver, lost …"
            let participle = !verb.helped && verb.form == Form::Finite && verb.classes.any(Classes::VERB_PARTICIPLE);
            let proper = noun(at + 1).is_some_and(|noun| noun.tag == Tag::Proper);
            let closed = clauses.kind(at + 2) == Some(PhraseKind::Comma)
                && clauses.verb(at + 3).is_some_and(|verb| verb.is_finite());
            let governed = head.checked_sub(1).is_some_and(|before| match clauses.phrases[before].kind {
                PhraseKind::Verb(verb) => verb.cue.is_none(),
                PhraseKind::Preposition(None) => !clauses.opens_clause(before),
                _ => false,
            });
            let naming = verb.classes.any(Classes::NAMING);
            let named = participle && proper && (closed || governed || naming);
            let reduced = matches!(verb.form, Form::Participle)
                || named
                || verb.form == Form::Finite
                    && !verb.helped
                    && verb.classes.any(Classes::VERB_PARTICIPLE)
                    && (verb.cue.is_none() || matches!(clauses.kind(at + 1), Some(PhraseKind::Preposition(None))))
                    // "the union issued a statement saying": what has an object is no participle.
                    && noun(at + 1).is_none_or(|object| object.is_time())
                    && later_verb(clauses, at);
            let behind = match clauses.kind(at + 1) {
                Some(PhraseKind::Preposition(None)) => at + 2,
                _ => at + 1,
            };
            let timed = clauses.phrases.get(behind).and_then(Phrase::noun).is_some_and(|noun| noun.tag == Tag::Time);
            let stands = noun(behind).is_some() || document && timed && behind > at + 1;
            (reduced && at == head + 1 && stands).then_some(behind)
        }
        PhraseKind::Relative if at == head + 1 && !document => {
            clauses.verb(at + 1)?;
            let mut last = at + 1;
            if noun(last + 1).is_some_and(|noun| noun.tag != Tag::Pronoun) {
                last += 1;
            }
            let whole = last > at + 1
                || !matches!(
                    clauses.kind(last + 1),
                    Some(
                        PhraseKind::Preposition(_)
                            | PhraseKind::Adverb
                            | PhraseKind::That
                            | PhraseKind::Noun(_)
                            | PhraseKind::Other
                    )
                );
            whole.then_some(last)
        }
        _ => None,
    }
}

/// Whether a finite verb follows before the next comma: then the one at `at` can be a participle.
fn later_verb(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.phrases[at + 1..]
        .iter()
        .take(LONGEST)
        .take_while(|phrase| {
            !matches!(
                phrase.kind,
                PhraseKind::Comma | PhraseKind::Conjunction | PhraseKind::Semicolon | PhraseKind::Stop
            )
        })
        .any(|phrase| phrase.verb().is_some_and(|verb| verb.is_finite()))
}

/// The name behind a participle: "a fishmonger named Luis Okoro".
pub fn called(clauses: &Clauses<'_>, head: usize) -> Option<Span> {
    let verb = clauses.verb(head + 1)?;
    let name = clauses.phrases.get(head + 2)?;
    let participle = !verb.helped && verb.classes.any(Classes::NAMING);
    (participle && name.noun()?.tag == Tag::Proper).then_some(name.span)
}

/// The piece with which the name begins in the noun phrase at `at`, where what stands before it ends a role that reaches over
/// "of": "former secretary of state | Lena Holt", "Secretary of State | Holt", "mayor of Arden | Lena Holt".
pub fn office(clauses: &Clauses<'_>, at: usize, pieces: &[Piece]) -> Option<usize> {
    let of = at.checked_sub(1).filter(|of| matches!(clauses.kind(*of), Some(PhraseKind::Preposition(None))))?;
    let role = clauses.phrases.get(of.checked_sub(1)?)?.noun()?;
    let name = clauses.phrases.get(at)?;
    let noun = name.noun().filter(|noun| noun.tag == Tag::Proper && !noun.determined && noun.possessive().is_none())?;
    let joins = clauses.phrases[of].span.of(clauses.view.text) == "of";
    let person = role.classes.any(Classes::PERSON | Classes::TITLE) && !role.plural;
    if !joins || !person || role.possessive().is_some() || noun.plural {
        return None;
    }
    let range = name.pieces();
    let known = names::known_phrase(clauses.view, pieces, role.head(), range.end, Classes::TITLE);
    if let Some(behind) = known.filter(|behind| *behind > range.start && *behind < range.end) {
        return Some(behind);
    }
    let upper = |at: usize| clauses.view.grammar.lexicon.word(pieces[at].word).upper;
    let first = range.clone().find(|at| pieces[*at].is_capital())?;
    // "president of nearby Arden College"
    if upper(range.end - 1).any(Classes::ENDING | Classes::ORGANISATION) {
        return None;
    }
    if first > range.start {
        // "mother of the hostage Lena Holt": who has a role of their own is somebody else.
        let own = (range.start..first).any(|at| pieces[at].lower.any(Classes::PERSON));
        return (!own && first + 1 < range.end && upper(first).any(Classes::GIVEN)).then_some(first);
    }
    let places = Classes::PLACE | Classes::METONYM;
    let place = names::known_phrase(clauses.view, pieces, first, range.end, places);
    let mut start = place.unwrap_or(first);
    let plain = |at: usize| {
        !upper(at).any(Classes::GIVEN)
            && !pieces[at].classes.any(Classes::PERSON | Classes::TITLE)
            && (upper(at).any(Classes::PLACE)
                || pieces[at].lower.any(Classes::NOUN | Classes::PLURAL | Classes::ADJECTIVE))
    };
    while start < range.end && plain(start) {
        start += 1;
    }
    (start > first && start + 1 < range.end && upper(start).any(Classes::GIVEN)).then_some(start)
}

/// The name of whom two roles without an article are said: "radio host and comedian Luis Okoro".
pub fn joined_role(clauses: &Clauses<'_>, head: usize, tags: &[Tag], pieces: &[Piece]) -> Option<Span> {
    let noun = clauses.phrases[head].noun()?;
    let role = noun.classes.any(Classes::PERSON) && !noun.plural && !noun.determined && noun.possessive().is_none();
    if !role || !matches!(clauses.kind(head + 1), Some(PhraseKind::Conjunction)) {
        return None;
    }
    let name = clauses.phrases.get(head + 2)?;
    let proper = name.noun()?.tag == Tag::Proper;
    let named = || names::read(clauses.view, pieces, tags, name.pieces());
    (proper && named().is_some_and(|name| name.role.is_some() && !name.titled)).then_some(name.span)
}

/// The surname that a given name shares with the name behind "and": of "Luis and Mara Okoro".
pub fn shared_surname(clauses: &Clauses<'_>, head: usize, name: &Name, tags: &[Tag], pieces: &[Piece]) -> Option<Span> {
    let joined = name.words == 1 && name.given && matches!(clauses.kind(head + 1), Some(PhraseKind::Conjunction));
    let other = clauses.phrases.get(head + 2).filter(|_| joined)?;
    other.noun().filter(|other| other.tag == Tag::Proper)?;
    let other = names::read(clauses.view, pieces, tags, other.pieces())?;
    (other.words == 2 && other.given && !other.titled).then_some(other.last)
}

/// The name that stands in commas behind the phrase at `last`: "a farmer from her district, Rolf Castañeda,".
pub fn named_behind(clauses: &Clauses<'_>, last: usize) -> Option<Span> {
    if !matches!(clauses.kind(last + 1), Some(PhraseKind::Comma)) {
        return None;
    }
    let name = clauses.phrases.get(last + 2)?;
    let proper = name.noun()?.tag == Tag::Proper;
    // "one of those clients, Bronwen Okoro, whose husband died"
    let closed = matches!(clauses.kind(last + 3), None | Some(PhraseKind::Comma | PhraseKind::Stop));
    (proper && closed).then_some(name.span)
}

/// Who the one named at `head` is said to be behind "who is", "who served as": "Lena Holt, who was the mayor of Arden, said …".
pub fn predicate(clauses: &Clauses<'_>, head: usize) -> Option<Span> {
    let comma = matches!(clauses.kind(head + 1), Some(PhraseKind::Comma));
    if !comma || !matches!(clauses.kind(head + 2), Some(PhraseKind::Relative)) {
        return None;
    }
    let verb = clauses.verb(head + 3)?;
    let says = verb.is_finite() && !verb.negated && !verb.passive && verb.cue.is_none();
    let is = says && verb.classes.any(Classes::BEING);
    let serves = clauses.phrases.get(head + 4).is_some_and(|phrase| phrase.span.of(clauses.view.text) == "as");
    let at = head + 4 + usize::from(!is && says && serves);
    let role = clauses.phrases.get(at)?.noun().filter(|_| is || at > head + 4)?;
    let person = role.tag == Tag::Noun && role.classes.any(Classes::PERSON) && !role.plural;
    person.then(|| clauses.phrases[at].span.to(clauses.phrases[last(clauses, at)].span))
}

/// The rest of the name of an organisation at `head`: of "the Club for Growth" the last of its phrases.
pub fn rest(clauses: &Clauses<'_>, head: usize) -> Option<usize> {
    let noun = clauses.phrases[head].noun()?;
    let (joint, object) = (clauses.phrases.get(head + 1)?, clauses.phrases.get(head + 2)?.noun()?);
    let joins =
        matches!(joint.kind, PhraseKind::Preposition(None)) && matches!(joint.span.of(clauses.view.text), "of" | "for");
    let named = object.tag == Tag::Proper && !object.determined && object.possessive().is_none();
    let person = object.classes.any(Classes::GIVEN | Classes::TITLE | Classes::PERSON);
    (joins && noun.classes.any(Classes::ENDING) && named && !person).then_some(head + 2)
}

/// "of Osterby" behind the name at `head`: the words behind the preposition.
pub fn seat(clauses: &Clauses<'_>, head: usize) -> Option<Span> {
    let of = clauses.phrases.get(head + 1)?;
    let place = clauses.phrases.get(head + 2)?;
    let joins = matches!(of.kind, PhraseKind::Preposition(None)) && of.span.of(clauses.view.text) == "of";
    (joins && place.noun()?.tag == Tag::Proper).then_some(place.span)
}
