//! Verbs told from nouns, adjectives and adverbs of the same form.

use super::Tag;
use super::context::{CLOSED, Context};
use crate::grammar::Classes;

/// The tag of a word that can be a verb; none where it is something else here.
pub(super) fn tag(context: &Context<'_>) -> Option<Tag> {
    if describes(context) {
        return None;
    }
    match context.content {
        Some(Tag::Modal | Tag::To) if context.is(Classes::VERB_BASE) => return Some(Tag::Base),
        Some(Tag::Auxiliary) => {
            if let Some(tag) = helped(context) {
                return tag;
            }
        }
        _ => {}
    }
    // "a third say", "47 percent say", but "one message"
    if context.before == Some(Tag::Number)
        && context.classes.all(Classes::VERB_BASE | Classes::CUE)
        && !context.counts_one()
        && context.next.reported()
    {
        return Some(Tag::Base);
    }
    match () {
        () if context.noun_is_due() => where_noun_is_due(context),
        () if context.is(Classes::VERB_ING) => ing(context),
        () if context.before == Some(Tag::Preposition) => {
            // "in pledged votes", but "by pledged to"
            let before_noun = context.next.noun() && !context.next.is(CLOSED | Classes::VERB);
            let participle =
                context.is(Classes::VERB_PAST) && !context.noun() && !context.is(Classes::ADJECTIVE) && !before_noun;
            participle.then_some(Tag::Participle)
        }
        () if context.is(Classes::VERB_PAST) => past(context),
        () if context.is(Classes::VERB_PARTICIPLE) && !context.is(Classes::VERB_BASE) => {
            (!context.is(Classes::ADJECTIVE)).then_some(Tag::Participle)
        }
        () if context.is(Classes::VERB_THIRD) => third(context),
        () if context.is(Classes::VERB_BASE) => base(context),
        () => None,
    }
}

/// "she further announced", "demanded detailed analyses": an adverb or a participle that goes with what is behind it.
fn describes(context: &Context<'_>) -> bool {
    let next = &context.next;
    let adverb = context.is(Classes::ADVERB) && next.is(Classes::VERB_PAST | Classes::VERB_THIRD) && !next.noun();
    let behind_verb = matches!(context.before, Some(Tag::Past | Tag::Third | Tag::Base | Tag::Ing));
    let participle =
        context.is(Classes::VERB_PARTICIPLE) && (next.noun() || next.is(Classes::ADJECTIVE)) && !next.is(CLOSED);
    adverb || behind_verb && participle
}

/// Behind an auxiliary: "has said", "is saying", "did say"; the outer option says whether that decides it.
fn helped(context: &Context<'_>) -> Option<Option<Tag>> {
    let (noun, adjective) = (context.noun(), context.is(Classes::ADJECTIVE));
    match () {
        () if context.is(Classes::VERB_PARTICIPLE) => Some(Some(Tag::Participle)),
        () if context.is(Classes::VERB_ING) && !(noun && context.next.is(Classes::PREPOSITION)) => Some(Some(Tag::Ing)),
        () if noun || adjective => Some(None),
        () if context.is(Classes::VERB_BASE) => Some(Some(Tag::Base)),
        () => None,
    }
}

/// "the proposed plan", "his claims"; but "Her calling it", "four said".
fn where_noun_is_due(context: &Context<'_>) -> Option<Tag> {
    let next = &context.next;
    if context.noun() {
        return None;
    }
    // "Section 4 says"
    if context.before == Some(Tag::Number) && context.is(Classes::VERB_THIRD) && !context.is(Classes::ADJECTIVE) {
        return Some(Tag::Third);
    }
    if context.is(Classes::VERB_ING) {
        return (context.before == Some(Tag::Possessive) && !next.nominal()).then_some(Tag::Ing);
    }
    let counted = matches!(context.before, Some(Tag::Number | Tag::Adjective)) && !context.is(Classes::ADJECTIVE);
    let reports = context.is(Classes::CUE) && next.reported();
    (counted && context.is(Classes::VERB_PAST) && (!next.nominal() || reports)).then_some(Tag::Past)
}

fn ing(context: &Context<'_>) -> Option<Tag> {
    // "Holt, acting political director of the harbour,"
    let only = context.is(Classes::ADJECTIVE) && !context.is(Classes::CUE);
    let opens = only && matches!(context.before, None | Some(Tag::Comma));
    if opens && (context.next.is(Classes::PERSON) || context.next.is(Classes::ADJECTIVE)) && !context.next.plural() {
        return None;
    }
    // "after saying in a speech that"
    let said = context.is(Classes::SAYING) && context.behind(Classes::SUBORDINATOR);
    let noun = context.noun()
        && (context.before == Some(Tag::Preposition) || context.first)
        && !context.next.reported()
        && !said;
    (!noun).then_some(Tag::Ing)
}

fn past(context: &Context<'_>) -> Option<Tag> {
    let subject = matches!(context.content, Some(Tag::Pronoun | Tag::Relative | Tag::Proper));
    // "the train left at six", but "the left"
    let loose = context.before == Some(Tag::Noun)
        && (context.next.is(Classes::PREPOSITION | Classes::ADVERB | Classes::TIME) || context.next.end());
    if context.noun() && !context.next.reported() && !subject && !loose {
        return None;
    }
    let by = context.next.is(Classes::PREPOSITION) && context.is(Classes::VERB_PARTICIPLE) && context.content.is_none();
    Some(if by { Tag::Participle } else { Tag::Past })
}

/// "Holt claims he", but "the claims were".
fn third(context: &Context<'_>) -> Option<Tag> {
    let next = &context.next;
    let subject = has_subject(context);
    let sure = !context.noun() || matches!(context.content, Some(Tag::Pronoun | Tag::Relative));
    let before_verb = next.is(Classes::AUXILIARY | Classes::MODAL | Classes::VERB_PAST);
    // "Republican claims of"
    let before_preposition = next.is(Classes::PREPOSITION) && (!context.is(Classes::CUE) || next.word("of"));
    // "in Democratic states, like Ohio", "in swing states where"
    let one_of_many = context.noun()
        && context.before == Some(Tag::Proper)
        && context.behind(Classes::ADJECTIVE)
        && !context.behind(Classes::GIVEN);
    let named = matches!(context.content, Some(Tag::Proper | Tag::Quantifier))
        && !before_verb
        && !before_preposition
        && !one_of_many;
    let behind_quotation = context.before == Some(Tag::Quotation) && context.is(Classes::CUE);
    let behind_adverb = matches!(context.before, Some(Tag::Adverb | Tag::Close)) && subject;
    let credit = matches!(context.content, Some(Tag::Noun | Tag::Comma))
        && (next.comma() || next.end())
        && context.is(Classes::SAYING);
    // "the report states that", but "the swing states that"
    let said = next.reported()
        && subject
        && (context.content != Some(Tag::Noun) || context.speaks() || next.cue() || next.introduces())
        && !(context.content == Some(Tag::Noun) && context.noun() && context.bare());
    // "training yields a profit": no noun stands before an article
    let governs = context.before == Some(Tag::Noun)
        && !context.plural()
        && next.is(Classes::DETERMINER | Classes::POSSESSIVE)
        && !next.is(Classes::RELATIVE | Classes::QUANTIFIER | Classes::PREPOSITION | Classes::ADVERB);
    let verb = sure || governs || named || behind_adverb || behind_quotation || credit || said;
    // "Holt — a teacher — says he"
    let resumed = context.content == Some(Tag::Dash) && said && context.is(Classes::CUE);
    (verb && (!context.first || resumed)).then_some(Tag::Third)
}

/// "officials say he", but "the police say was".
fn base(context: &Context<'_>) -> Option<Tag> {
    let next = &context.next;
    let subject = has_subject(context);
    let only = !context.noun() && !context.is(Classes::ADJECTIVE);
    let likely = matches!(context.content, Some(Tag::Pronoun | Tag::Relative | Tag::Quantifier));
    let topic = context.plural()
        && context.is(Classes::CUE)
        && context.before == Some(Tag::Noun)
        && next.is(Classes::PREPOSITION);
    // "players talk about", but "harbour master Holm"
    let joined = match context.content {
        Some(Tag::Comma | Tag::Proper) => false,
        Some(Tag::Noun) => context.plural(),
        _ => true,
    };
    // "and state Senator Holt"
    let titled = next.capital
        && context.noun()
        && (matches!(context.content, Some(Tag::Conjunction | Tag::Comma)) || !context.is(Classes::CUE));
    let reports = next.reported() && !context.is(Classes::ADJECTIVE) && !titled;
    let verb = likely
        || topic
        || only && (subject || context.first && !next.number())
        || reports && (context.first && !next.capital || subject && joined);
    verb.then_some(Tag::Base)
}

/// Whether what stands before can be or can end a subject.
fn has_subject(context: &Context<'_>) -> bool {
    matches!(
        context.content,
        Some(
            Tag::Pronoun
                | Tag::Relative
                | Tag::Proper
                | Tag::Noun
                | Tag::Quantifier
                | Tag::Time
                | Tag::Number
                | Tag::Close
                | Tag::Quotation
                | Tag::Comma
                | Tag::Conjunction
                | Tag::That
                | Tag::Dash
        )
    )
}
