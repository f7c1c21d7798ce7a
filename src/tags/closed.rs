//! Words of the closed classes: articles, pronouns, auxiliaries, prepositions, conjunctions.

use super::Tag;
use super::context::{CLOSED, Context};
use crate::grammar::Classes;

/// What can stand behind "will", "can", "need" where they help another verb.
const HELPED: Classes = Classes::VERB_BASE
    .with(Classes::AUXILIARY)
    .with(Classes::ADVERB)
    .with(Classes::NEGATION)
    .with(Classes::SUBJECT_PRONOUN)
    .with(Classes::PREPOSITION)
    .with(Classes::DETERMINER);

/// The classes that this module tells apart.
const KNOWN: Classes =
    CLOSED.with(Classes::PARTICLE).with(Classes::MODAL).with(Classes::REFLEXIVE).with(Classes::QUANTIFIER);

/// The tag of a word of a closed class; none where it is of an open one here.
pub(super) fn tag(context: &Context<'_>) -> Option<Tag> {
    if !context.is(KNOWN) {
        return None;
    }
    name_part(context)
        .or_else(|| relative_or_to(context))
        .or_else(|| helper(context))
        .or_else(|| pronoun(context))
        .or_else(|| determiner(context))
        .or_else(|| joint(context))
        .or_else(|| preposition(context))
}

/// "'s", as a verb or as the end of a possessor.
pub(super) fn possessive_end(context: &Context<'_>) -> Tag {
    let next = &context.next;
    let verb = match context.before {
        Some(Tag::Pronoun | Tag::That | Tag::Subordinator | Tag::Relative | Tag::Adverb) => true,
        Some(Tag::Proper | Tag::Noun) => {
            next.is(Classes::DETERMINER | Classes::NEGATION) && !next.capital && !next.is(Classes::RELATIVE)
                || next.is(Classes::VERB_ING) && !next.is(Classes::NOUN)
        }
        _ => false,
    };
    if verb { Tag::Auxiliary } else { Tag::PossessiveEnd }
}

/// "Anneke de Wit"
fn name_part(context: &Context<'_>) -> Option<Tag> {
    let goes_on = context.next.capital || context.next.is(Classes::PARTICLE);
    let particle = context.is(Classes::PARTICLE) && !context.is(Classes::CONJUNCTION);
    // "de Wit said", but "the van Holt drove"
    let only = || context.classes.within(Classes::SPEECH) == Classes::PARTICLE && !context.first;
    (particle && goes_on && (context.before == Some(Tag::Proper) || only())).then_some(Tag::Proper)
}

fn relative_or_to(context: &Context<'_>) -> Option<Tag> {
    if context.word("that") {
        return Some(that(context));
    }
    if context.word("to") {
        let next = &context.next;
        let adverb = next.is(Classes::ADVERB) && !next.is(Classes::NOUN | Classes::PREPOSITION);
        let verb = (next.is(Classes::VERB_BASE | Classes::AUXILIARY) || adverb) && !next.capital;
        return Some(if verb { Tag::To } else { Tag::Preposition });
    }
    if context.is(Classes::RELATIVE) {
        return Some(if context.word("whose") { Tag::Possessive } else { Tag::Relative });
    }
    None
}

fn that(context: &Context<'_>) -> Tag {
    let next = &context.next;
    let finite = next.is(Classes::FINITE) && !next.noun() && !next.is(Classes::ADJECTIVE) && !next.capital;
    let before_verb = next.is(Classes::AUXILIARY | Classes::MODAL) || finite;
    match context.before {
        Some(Tag::Preposition) if next.nominal() => Tag::Determiner,
        Some(Tag::Preposition) => Tag::Quantifier,
        Some(Tag::Noun | Tag::Proper | Tag::Time | Tag::Number | Tag::Quantifier) if before_verb => Tag::Relative,
        None | Some(Tag::Conjunction | Tag::Comma) if before_verb && context.alone => Tag::Quantifier,
        None if next.nominal() => Tag::Determiner,
        _ => Tag::That,
    }
}

/// Negation, modals, auxiliaries.
fn helper(context: &Context<'_>) -> Option<Tag> {
    // "neither man"
    let counts = context.is(Classes::DETERMINER) && context.next.nominal();
    if context.is(Classes::NEGATION) && !context.is(Classes::CONJUNCTION) && !counts {
        return Some(Tag::Negation);
    }
    // "the will", "they need votes"
    let other = context.is(Classes::NOUN | Classes::VERB) && (context.noun_is_due() || !context.next.is(HELPED));
    if context.is(Classes::MODAL) && !other {
        return Some(Tag::Modal);
    }
    context.is(Classes::AUXILIARY).then_some(Tag::Auxiliary)
}

fn pronoun(context: &Context<'_>) -> Option<Tag> {
    let next = &context.next;
    if context.is(Classes::POSSESSIVE) {
        // "told her that", but "her brother", "her having left"
        let bare = !next.nominal() && !next.is(Classes::VERB_ING | Classes::VERB_PARTICIPLE);
        let object = context.is(Classes::OBJECT_PRONOUN) && (bare || next.is(CLOSED));
        return Some(if object { Tag::ObjectPronoun } else { Tag::Possessive });
    }
    if context.is(Classes::NUMBER) {
        return None;
    }
    // "there is"
    let existential = !context.is(Classes::ADVERB) || next.is(Classes::AUXILIARY | Classes::MODAL);
    if context.is(Classes::SUBJECT_PRONOUN) && existential {
        return Some(Tag::Pronoun);
    }
    context.is(Classes::OBJECT_PRONOUN | Classes::REFLEXIVE).then_some(Tag::ObjectPronoun)
}

fn determiner(context: &Context<'_>) -> Option<Tag> {
    if !context.is(Classes::DETERMINER | Classes::QUANTIFIER) || context.is(Classes::CONJUNCTION) {
        return None;
    }
    let next = &context.next;
    // "three other researchers"
    let second = matches!(context.before, Some(Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Quantifier));
    if second
        && context.is(Classes::DETERMINER)
        && context.is(Classes::QUANTIFIER | Classes::ADJECTIVE)
        && next.nominal()
    {
        return Some(Tag::Adjective);
    }
    // "Holt and Reyes both stressed that"
    let shared = context.is(Classes::QUANTIFIER)
        && matches!(context.before, Some(Tag::Noun | Tag::Proper | Tag::Pronoun))
        && next.is(Classes::VERB_PAST)
        && next.is(Classes::CUE)
        && !next.noun();
    let article = !context.is(Classes::QUANTIFIER | Classes::PREPOSITION | Classes::ADVERB);
    let participle = next.is(Classes::VERB_PARTICIPLE | Classes::VERB_ING) && !next.is(Classes::VERB_PAST);
    // "Some call it"
    let calls = context.first && context.is(Classes::QUANTIFIER) && next.calls();
    // "this makes sense": no plural follows; "those who", "those around her"
    let alone = context.word("this") && next.is(Classes::VERB_THIRD)
        || next.is(Classes::RELATIVE | Classes::PREPOSITION) && context.word("those");
    Some(match () {
        () if alone || shared || calls => Tag::Quantifier,
        () if article || next.nominal() || participle => Tag::Determiner,
        () if context.is(Classes::ADVERB) && !context.is(Classes::QUANTIFIER) => Tag::Adverb,
        () => Tag::Quantifier,
    })
}

/// Subordinators and conjunctions.
fn joint(context: &Context<'_>) -> Option<Tag> {
    let before_clause = context.next.is(Classes::SUBJECT_PRONOUN);
    let only = !context.is(Classes::PREPOSITION | Classes::ADVERB);
    if context.is(Classes::SUBORDINATOR) && (only || before_clause && !context.next.number()) {
        return Some(Tag::Subordinator);
    }
    // "so fast", "yet again"
    let apart = context.first || before_clause || context.before == Some(Tag::Comma);
    (context.is(Classes::CONJUNCTION) && (!context.is(Classes::ADVERB) || apart)).then_some(Tag::Conjunction)
}

fn preposition(context: &Context<'_>) -> Option<Tag> {
    let next = &context.next;
    // "About four in 10 said"
    let opens = context.first || matches!(context.before, Some(Tag::Comma | Tag::Conjunction | Tag::That));
    let counted = next.number() || next.is(Classes::NUMBER);
    let both = context.classes.all(Classes::PREPOSITION | Classes::ADVERB);
    if opens && both && counted && context.token.span().len() > 3 {
        return Some(Tag::Adverb);
    }
    // "outside the hall", "past a gate", but "an outside firm", "the past"
    let noun = context.is(Classes::VERB_BASE | Classes::NOUN)
        && (context.noun_is_due() || !next.is(Classes::DETERMINER | Classes::POSSESSIVE));
    if !context.is(Classes::PREPOSITION) || noun {
        return None;
    }
    let object = next.nominal() || next.reported() || next.is(Classes::VERB_ING | Classes::SUBORDINATOR);
    let aside = context.before == Some(Tag::Comma) && next.comma();
    Some(if !context.is(Classes::ADVERB) || object && !aside { Tag::Preposition } else { Tag::Adverb })
}
