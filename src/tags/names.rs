//! Words with a capital: a name, or a plain word that begins a sentence or stands in a headline.

use super::Tag;
use super::context::{CLOSED, Context};
use crate::grammar::Classes;
use crate::tokens::{Case, Token};

/// Classes that a name can have.
const NAMED: Classes = Classes::GIVEN
    .with(Classes::TITLE)
    .with(Classes::ORGANISATION)
    .with(Classes::PLACE)
    .with(Classes::METONYM)
    .with(Classes::ENDING)
    .with(Classes::ADJECTIVE);

/// The tag of a word with a capital where it is a name or a time; none where it is a plain word.
/// `upper` are the classes that it has as a name.
pub(super) fn tag(context: &Context<'_>, upper: Classes, token: &Token, titled: bool) -> Option<Tag> {
    if (context.first || titled) && is_subject_of_next(context) {
        return Some(Tag::Proper);
    }
    if upper.any(Classes::TIME) {
        // "April Dawes said", but not "in April Dawes said".
        let given = upper.any(Classes::GIVEN) && context.next.capital && context.before != Some(Tag::Preposition);
        return Some(if given { Tag::Proper } else { Tag::Time });
    }
    let name =
        if context.first || titled { opens(context, upper, token, titled) } else { stands_inside(context, token) };
    name.then_some(Tag::Proper)
}

/// "Trump called", "Jolly said": what stands before a finite verb and can be no subject else is a name.
fn is_subject_of_next(context: &Context<'_>) -> bool {
    let next = &context.next;
    let other = Classes::NOUN
        | Classes::PLURAL
        | Classes::ADVERB
        | Classes::ADJECTIVE
        | Classes::VERB_ING
        | Classes::VERB_PARTICIPLE;
    let only_verb = context.is(Classes::VERB) && !context.is(other);
    let before_verb =
        next.is(Classes::VERB_PAST | Classes::VERB_THIRD | Classes::AUXILIARY | Classes::MODAL) && !next.capital;
    let closed = CLOSED | Classes::ADVERB | Classes::PLURAL | Classes::PERSON | Classes::NUMBER;
    let only_adjective = context.is(Classes::ADJECTIVE) && !context.is(closed);
    let before_cue = next.is(Classes::CUE) && next.is(Classes::VERB_PAST | Classes::VERB_THIRD) && !next.capital;
    let before_adverb = next.is(Classes::ADVERB) && !next.is(Classes::PREPOSITION | Classes::NOUN | Classes::ADJECTIVE);
    only_verb && (before_verb || before_adverb || next.possessive() || next.comma()) || only_adjective && before_cue
}

/// At the start of a sentence, or in a headline, a capital says little.
fn opens(context: &Context<'_>, upper: Classes, token: &Token, titled: bool) -> bool {
    let closed = context.is(CLOSED);
    let unknown = context.classes.without(Classes::PHRASE | Classes::CUE).is_empty();
    let plain = context.is(Classes::VERB | Classes::ADVERB);
    let named = upper.any(NAMED) && !closed && (context.next.capital || unknown || !plain);
    let given = upper.any(Classes::GIVEN) && !closed && !context.is(Classes::ADVERB);
    let acronym = is_acronym(token) && !closed && !titled;
    unknown || named || given || acronym
}

/// Inside a sentence a capital makes a name of all but the words of closed classes.
fn stands_inside(context: &Context<'_>, token: &Token) -> bool {
    // "the WHO"
    let named = !context.is(Classes::SUBJECT_PRONOUN) || context.before == Some(Tag::Determiner);
    !context.is(CLOSED) || is_acronym(token) && named
}

fn is_acronym(token: &Token) -> bool {
    token.case == Case::Upper && token.end - token.start > 1
}
