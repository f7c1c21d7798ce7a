//! Words of the open classes: nouns, adjectives, adverbs, and the verbs that `verbs` tells from them.

use super::context::Context;
use super::{Tag, verbs};
use crate::grammar::Classes;

/// The tag of a word that is of no closed class here.
pub(super) fn tag(context: &Context<'_>) -> Tag {
    let unknown = context.classes.without(Classes::PHRASE | Classes::NEVER_ENDS | Classes::MAY_END).is_empty();
    let guessed;
    let context = if unknown {
        guessed = Context { classes: guess(context.words()), ..*context };
        &guessed
    } else {
        context
    };
    let next = &context.next;
    if context.is(Classes::TIME) {
        return Tag::Time;
    }
    // "it was first reported by", but "the first reported case"
    if context.is(Classes::ORDINAL)
        && !context.noun_is_due()
        && next.is(Classes::VERB_PAST | Classes::VERB_PARTICIPLE)
        && !next.noun()
    {
        return Tag::Adverb;
    }
    if context.is(Classes::NUMBER) {
        return Tag::Number;
    }
    let verb = context.is(Classes::VERB);
    if verb && let Some(tag) = verbs::tag(context) {
        return tag;
    }
    // "the well was dry", "the ruling notes that"
    let head = context.before.is_some_and(makes_head);
    let verb_behind = || next.is(Classes::AUXILIARY | Classes::MODAL) || next.reports();
    if head && context.is(Classes::ADVERB | Classes::ADJECTIVE | Classes::NOUN) && verb_behind() {
        return Tag::Noun;
    }
    if context.is(Classes::ADVERB) {
        let adjective = context.is(Classes::ADJECTIVE) && next.nominal() && !next.is(Classes::VERB_PAST);
        // "a yearly poll", but "a newly built pier"
        let before_noun = (next.capital || next.noun())
            && !next.is(Classes::ADJECTIVE | Classes::VERB_PARTICIPLE | Classes::VERB_ING);
        let adjective = adjective || before_noun && matches!(context.before, Some(Tag::Determiner | Tag::Possessive));
        let noun = context.noun() && context.noun_is_due();
        if before_noun && adjective && !noun {
            return Tag::Adjective;
        }
        if !adjective && !noun {
            return Tag::Adverb;
        }
    }
    if context.is(Classes::PREPOSITION) && !context.noun_is_due() {
        return Tag::Preposition;
    }
    // "law enforcement official"
    let compound =
        context.noun() && context.is(Classes::PERSON) && matches!(context.before, Some(Tag::Noun | Tag::Proper));
    if context.is(Classes::ADJECTIVE) && (!context.noun() || next.nominal()) && !compound {
        return Tag::Adjective;
    }
    // A participle or an -ing form before a noun.
    if verb && !context.noun() && next.nominal() { Tag::Adjective } else { Tag::Noun }
}

/// Whether what stands behind a tag can be a noun though it is none elsewhere: "the poor".
pub(super) fn makes_head(before: Tag) -> bool {
    matches!(before, Tag::Determiner | Tag::Possessive | Tag::PossessiveEnd)
}

/// What the shape of an unknown word tells.
fn guess(words: &str) -> Classes {
    let ends = |ends: &[&str]| ends.iter().any(|end| words.len() > end.len() + 2 && words.ends_with(end));
    match () {
        () if words.contains('-') => Classes::ADJECTIVE | Classes::NOUN,
        () if ends(&["ly"]) => Classes::ADVERB,
        () if ends(&["ing"]) => Classes::VERB_ING | Classes::NOUN,
        () if ends(&["ed"]) => Classes::VERB_PAST | Classes::VERB_PARTICIPLE,
        () if ends(&["ous", "ful", "ical", "able", "ible", "less", "ish", "ian", "ese"]) => Classes::ADJECTIVE,
        () if ends(&["ss", "us", "is"]) => Classes::NOUN,
        () if ends(&["s"]) => Classes::PLURAL,
        () => Classes::NOUN,
    }
}
