//! What looks like a subject or a verb and only describes what stands before it.

use super::Clauses;
use crate::grammar::{Classes, Key};
use crate::phrases::{Phrase, PhraseKind};
use crate::tags::Tag;

impl Clauses<'_> {
    /// "Holt, a critic of the plan said": the name before what an indefinite article says of it, though no comma closes it.
    pub(super) fn unclosed(&self, head: usize) -> Option<usize> {
        let comma = head.checked_sub(1).filter(|at| matches!(self.phrases[*at].kind, PhraseKind::Comma))?;
        let words = self.phrases[head].span.of(self.view.text);
        let noun = self.phrases[head].noun()?;
        if !(words.starts_with("a ") || words.starts_with("an ")) || !noun.classes.any(Classes::PERSON) {
            return None;
        }
        let last = self.skip_brackets(comma.checked_sub(1)?)?;
        let name = self.phrases[last].noun().filter(|name| name.tag == Tag::Proper && !name.determined)?;
        let bounded = last == 0 || self.begins_clause(last - 1);
        (bounded && name.can_speak()).then_some(last)
    }

    /// "about half of voters", "over 40 percent": no preposition stands before a number.
    pub(super) fn is_rough(&self, head: usize) -> bool {
        let counted = self.phrases[head].noun().is_some_and(|noun| matches!(noun.tag, Tag::Quantifier | Tag::Number));
        let span = self.phrases[head - 1].span;
        let lexicon = &self.view.grammar.lexicon;
        let word = lexicon.word(lexicon.with_key(Key::at(self.view.text, span.start, span.end)));
        counted && word.lower.any(Classes::ADVERB)
    }

    /// "the people killed in the flood": a participle that only describes the noun before it, as no object follows and another
    /// verb has that noun.
    pub(super) fn is_described(&self, at: usize) -> bool {
        let Some(verb) = self.verb(at) else { return false };
        let after = matches!(self.kind(at + 1), Some(PhraseKind::Preposition(None)))
            || self.phrases.get(at + 1).and_then(Phrase::noun).is_some_and(|noun| noun.tag == Tag::Time);
        if !after
            || verb.helped
            || !verb.classes.all(Classes::VERB_PAST | Classes::VERB_PARTICIPLE)
            || !self.is_reduced(at)
        {
            return false;
        }
        let head = self.head_of(at - 1);
        let first = self.joined(head);
        let before = head.checked_sub(1).filter(|_| first == head);
        let conjunction = before.filter(|at| matches!(self.kind(*at), Some(PhraseKind::Conjunction)));
        let object = |at: usize| self.verb(at).is_some_and(|verb| !verb.is_strong_cue(self.view) || !verb.is_finite());
        before.is_some_and(object)
            || before
                .is_some_and(|at| matches!(self.kind(at), Some(PhraseKind::Preposition(_))) && !self.opens_clause(at))
            || conjunction
                .and_then(|at| at.checked_sub(1))
                .is_some_and(|at| self.head_of(at).checked_sub(1).is_some_and(object))
    }

    /// "was heard on tape telling": a verb of speech behind something that cannot speak and stands behind a preposition.
    pub(super) fn is_spoken_on(&self, verb: usize, before: usize) -> bool {
        let speaks = self.verb(verb).is_some_and(|verb| verb.is_strong_cue(self.view) && verb.is_speech(self.view));
        let noun = self.phrases[before].noun();
        let carries = noun.is_some_and(|noun| noun.classes.any(Classes::NOUN_CUE | Classes::DOCUMENT));
        let preposition =
            before.checked_sub(1).is_some_and(|at| matches!(self.kind(at), Some(PhraseKind::Preposition(None))));
        speaks && !carries && preposition && self.head_of(before) == before
    }
}
