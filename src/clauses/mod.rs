//! Clauses: the subject of each verb group, across appositives, relative clauses, coordination and participles, and the
//! whole of a noun phrase.

mod described;
mod extent;
mod subjects;

use crate::grammar::{Classes, Key, Kinds};
use crate::phrases::{Form, Phrase, PhraseKind, Verb};
use crate::sentences::View;
use crate::tags::Tag;
use crate::text::Span;

/// Who does what a verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The noun phrase that is its head: index into the sentence's phrases.
    pub noun: usize,
    /// The whole noun phrase: with title, party, age and appositives, without relative clauses.
    pub span: Span,
    /// The first phrase of it.
    pub first: usize,
    /// Whether it stands beside its verb, with no more than an insertion between.
    pub beside: bool,
    /// Whether the verb stands in a relative clause on it.
    pub relative: bool,
}

/// How far the search follows coordinated and embedded verbs.
const DEPTH: usize = 4;

/// A sentence, ready to be asked for subjects.
#[derive(Clone, Copy)]
pub struct Clauses<'a> {
    /// What stands behind the phrases.
    pub view: View<'a>,
    /// The phrases of the sentence.
    pub phrases: &'a [Phrase],
}

impl<'a> Clauses<'a> {
    /// The subject of the verb group at `verb`.
    pub fn subject(&self, verb: usize) -> Option<Subject> {
        self.subject_within(verb, DEPTH)
    }

    /// The subject of the sentence's first verb that stands in no other clause, before the phrase at `limit`.
    pub fn main_subject(&self, limit: usize) -> Option<Subject> {
        (0..limit).find_map(|at| {
            self.verb(at).filter(|verb| verb.is_finite())?;
            let subject = self.subject(at).filter(|subject| !subject.relative && subject.beside)?;
            let embedded = subject.first.checked_sub(1).is_some_and(|before| {
                matches!(
                    self.phrases[before].kind,
                    PhraseKind::That | PhraseKind::Subordinator | PhraseKind::Relative | PhraseKind::Preposition(_)
                )
            });
            (!embedded).then_some(subject)
        })
    }

    /// Whether what stands at `at`, a preposition most often, can open a clause: "after", "as".
    pub fn opens_clause(&self, at: usize) -> bool {
        let Phrase { kind, kinds, span, .. } = &self.phrases[at];
        if matches!(kind, PhraseKind::Preposition(_)) {
            return kinds.any(Kinds::OPENER);
        }
        let lexicon = &self.view.grammar.lexicon;
        lexicon.word(lexicon.with_key(Key::at(self.view.text, span.start, span.end))).lower.any(Classes::SUBORDINATOR)
    }

    fn begins_clause(&self, at: usize) -> bool {
        const BEGINS: Kinds = Kinds::COMMA
            .with(Kinds::CONJUNCTION)
            .with(Kinds::THAT)
            .with(Kinds::SUBORDINATOR)
            .with(Kinds::QUOTATION)
            .with(Kinds::COLON)
            .with(Kinds::SEMICOLON)
            .with(Kinds::DASH)
            .with(Kinds::STOP)
            .with(Kinds::ADVERB)
            .with(Kinds::OTHER);
        self.phrases[at].kinds.any(BEGINS)
            || self.verb(at).is_some_and(|verb| verb.is_strong_cue(self.view))
            || matches!(self.phrases[at].kind, PhraseKind::Preposition(None)) && self.opens_clause(at)
    }

    /// The comma before the one at `end`, in the same clause.
    fn comma_before(&self, end: usize) -> Option<usize> {
        let mut at = end;
        loop {
            at = at.checked_sub(1)?;
            match self.phrases[at].kind {
                PhraseKind::Comma => return Some(at),
                PhraseKind::Close => at = self.opening(at)?,
                PhraseKind::Semicolon | PhraseKind::Stop => return None,
                _ => {}
            }
        }
    }

    /// Whether a comma stands at a phrase, on its own or inside of marks.
    pub fn ends_with_comma(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(PhraseKind::Comma) => true,
            Some(PhraseKind::Quotation(quotation)) => self.view.last_character(quotation) == Some(','),
            _ => false,
        }
    }

    fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|at| matches!(self.phrases[*at].kind, PhraseKind::Open))
    }

    fn opening_dash(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|at| matches!(self.phrases[*at].kind, PhraseKind::Dash))
    }

    fn skip_brackets(&self, last: usize) -> Option<usize> {
        match self.phrases[last].kind {
            PhraseKind::Close => self.opening(last)?.checked_sub(1),
            _ => Some(last),
        }
    }

    /// Whether a verb is a participle behind the noun that it describes: "a report published Wednesday".
    fn is_reduced(&self, at: usize) -> bool {
        let participle = |verb: &Verb| {
            matches!(verb.form, Form::Ing | Form::Participle)
                || !verb.helped
                    && (verb.form != Form::Infinitive && verb.classes.any(Classes::VERB_PARTICIPLE | Classes::VERB_ING))
        };
        self.verb(at).is_some_and(participle)
            && at > 0
            && matches!(self.phrases[at - 1].kind, PhraseKind::Noun(noun) if !matches!(noun.tag, Tag::Pronoun | Tag::ObjectPronoun))
    }

    /// Whether a verb behind a plural is a participle that says which: "reporters gathered outside".
    pub fn describes(&self, at: usize) -> bool {
        let plural = |at: usize| self.phrases[at].noun().is_some_and(|noun| noun.plural && !noun.determined);
        let ends = self.kind(at + 1).is_none_or(|kind| {
            matches!(kind, PhraseKind::Preposition(None) | PhraseKind::Adverb | PhraseKind::Comma | PhraseKind::Stop)
        });
        let finite = self.verb(at).is_some_and(|verb| verb.is_finite() && verb.cue.is_none());
        finite && ends && at > 0 && plural(at - 1) && self.is_reduced(at)
    }

    fn is_noun_or_close(&self, at: usize) -> bool {
        matches!(self.phrases[at].kind, PhraseKind::Noun(_) | PhraseKind::Close)
    }

    fn is_and(&self, at: usize) -> bool {
        let words = self.phrases[at].span.of(self.view.text);
        words.eq_ignore_ascii_case("and") || words == "&" || words.eq_ignore_ascii_case("or")
    }

    /// The kind of the phrase at `at`, where there is one.
    pub fn kind(&self, at: usize) -> Option<PhraseKind> {
        self.phrases.get(at).map(|phrase| phrase.kind)
    }

    /// The verb group at `at`, where there is one.
    pub fn verb(&self, at: usize) -> Option<&'a Verb> {
        self.phrases.get(at).and_then(Phrase::verb)
    }
}
