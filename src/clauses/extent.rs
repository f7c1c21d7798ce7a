//! The whole of a noun phrase: what belongs to its head on either side, appositives among it.

use super::{Clauses, Subject};
use crate::grammar::Classes;
use crate::phrases::{Form, Phrase, PhraseKind};
use crate::tags::Tag;
use crate::text::Span;

/// The first byte of a hyphen that doesn't break and of a dash.
const FIRST_OF_HYPHENS: u8 = "‑".as_bytes()[0];

impl Clauses<'_> {
    /// The whole noun phrase whose last part is `last`, read leftwards: "the mayor of Arden", "Holt and Reyes".
    pub fn ending_at(&self, last: usize) -> Option<Subject> {
        let last = self.skip_brackets(last)?;
        self.phrases[last].noun()?;
        let head = self.head_of(last);
        let first = self.joined(head);
        let span = self.phrases[first].span.to(self.phrases[self.end_of(head, last)].span);
        Some(Subject { noun: head, span, first, beside: true, relative: false })
    }

    /// The whole noun phrase that begins at `head`, read rightwards, and the last phrase of it.
    pub fn starting_at(&self, head: usize) -> Option<(Subject, usize)> {
        let noun = self.phrases.get(head)?.noun()?;
        let told = head
            .checked_sub(1)
            .is_some_and(|before| matches!(self.phrases[before].kind, PhraseKind::Preposition(Some(_))));
        // "one of the workers"
        let counted = noun.tag == Tag::Number && matches!(self.kind(head + 1), Some(PhraseKind::Preposition(None)));
        // "said one, Paulo Ngata"
        let named = noun.tag == Tag::Number
            && matches!(self.kind(head + 1), Some(PhraseKind::Comma))
            && self.phrases.get(head + 2).and_then(Phrase::noun).is_some_and(|name| name.tag == Tag::Proper);
        if noun.is_time() && !counted && !named || noun.tag == Tag::ObjectPronoun && !told {
            return None;
        }
        let mut last = self.end_of(head, self.phrases.len() - 1);
        if matches!(self.kind(last + 1), Some(PhraseKind::Conjunction)) && self.is_and(last + 1) {
            // "said Holt and Reyes", but not "said Holt and Reyes agreed"
            if let Some(joined) = self.phrases.get(last + 2).and_then(Phrase::noun) {
                let ended = self.end_of(last + 2, self.phrases.len() - 1);
                if joined.can_speak() && self.verb(ended + 1).is_none() {
                    last = ended;
                }
            }
        }
        let span = self.phrases[head].span.to(self.phrases[last].span);
        Some((Subject { noun: head, span, first: head, beside: true, relative: false }, last))
    }

    /// What an appositive says of the noun phrase at `head`: "the mayor of Arden", "a lawyer".
    #[inline]
    pub fn apposition(&self, head: usize) -> Option<Span> {
        // Most noun phrases have no comma behind them.
        matches!(self.kind(head + 1), Some(PhraseKind::Comma)).then(|| self.apposed_to(head)).flatten()
    }

    fn apposed_to(&self, head: usize) -> Option<Span> {
        let mut at = head + 1;
        // An age stands before what matters.
        while matches!(self.kind(at), Some(PhraseKind::Comma)) {
            let noun = self.phrases.get(at + 1)?.noun()?;
            if !self.is_apposed(head, at + 1, noun.is_time()) {
                return None;
            }
            // "Holt, R-Ohio, a former teacher,": neither a party nor "Jr." says who it is.
            if !noun.is_time() && !noun.classes.any(Classes::SUFFIX) && !self.is_party(at + 1) {
                let last = self.with_joined(at + 1, self.end_of(at + 1, self.phrases.len() - 1));
                let last =
                    (at + 1..=last).find(|at| matches!(self.kind(*at + 1), Some(PhraseKind::Comma))).unwrap_or(last);
                return Some(self.phrases[at + 1].span.to(self.phrases[last].span));
            }
            at += 2;
        }
        None
    }

    /// The end of an appositive from `first` to `last` with what "and" joins to it: "chair of Ports | and Harbours", "an
    /// economist | and former adviser to Holt".
    fn with_joined(&self, first: usize, last: usize) -> usize {
        let Some(joined) = self.phrases.get(last + 2).and_then(Phrase::noun) else { return last };
        let and = matches!(self.kind(last + 1), Some(PhraseKind::Conjunction)) && self.is_and(last + 1);
        let end = self.end_of(last + 2, self.phrases.len() - 1);
        let closed = matches!(self.kind(end + 1), None | Some(PhraseKind::Comma | PhraseKind::Stop));
        let fits = match last == first {
            true => joined.classes.any(Classes::PERSON) && joined.tag == Tag::Noun && !joined.plural,
            false => !joined.is_time() && !matches!(joined.tag, Tag::Pronoun | Tag::ObjectPronoun),
        };
        if and && closed && fits { end } else { last }
    }

    /// The head of the noun phrase that ends at `last`: leftwards over "of Arden", "familiar with", "briefed on".
    pub(super) fn head_of(&self, last: usize) -> usize {
        let mut head = last;
        while head >= 2
            && matches!(self.phrases[head - 1].kind, PhraseKind::Preposition(None))
            && !self.opens_clause(head - 1)
        {
            let mut before = head - 2;
            // "officials in the bureau and at the ministry"
            if matches!(self.kind(before), Some(PhraseKind::Conjunction))
                && before >= 3
                && self.phrases[before - 1].noun().is_some()
                && matches!(self.kind(before - 2), Some(PhraseKind::Preposition(None)))
            {
                head = before - 1;
                continue;
            }
            let reduced = |at: usize| match self.phrases[at].kind {
                PhraseKind::Other | PhraseKind::Adverb => true,
                PhraseKind::Verb(verb) => {
                    matches!(verb.form, Form::Ing | Form::Participle)
                        || !verb.helped
                            && (verb.form != Form::Finite
                                || verb.classes.any(Classes::VERB_PARTICIPLE) && !verb.is_strong_cue(self.view))
                }
                _ => false,
            };
            if reduced(before) && before >= 1 && self.phrases[before - 1].noun().is_some() {
                before -= 1;
            }
            match self.phrases[before].kind {
                PhraseKind::Noun(noun) if noun.tag != Tag::ObjectPronoun => head = before,
                PhraseKind::Close => match self.opening(before).and_then(|open| open.checked_sub(1)) {
                    Some(inner) if self.phrases[inner].noun().is_some() => head = inner,
                    _ => break,
                },
                _ => break,
            }
        }
        head
    }

    /// The first phrase of a joint subject whose last member is at `head`: "Holt, Reyes and Boone".
    pub(super) fn joined(&self, head: usize) -> usize {
        let mut first = head;
        if head < 2 || !matches!(self.kind(head - 1), Some(PhraseKind::Conjunction)) || !self.is_and(head - 1) {
            return first;
        }
        let mut last = head - 2;
        if matches!(self.kind(last), Some(PhraseKind::Comma)) && last > 0 {
            last -= 1;
        }
        loop {
            let Some(noun) = self.phrases[last].noun() else { return first };
            let other = self.head_of(last);
            let free = other == 0
                || other == 1 && matches!(self.kind(0), Some(PhraseKind::Conjunction))
                || matches!(
                    self.phrases[other - 1].kind,
                    PhraseKind::Comma
                        | PhraseKind::That
                        | PhraseKind::Subordinator
                        | PhraseKind::Quotation(_)
                        | PhraseKind::Stop
                        | PhraseKind::Dash
                        | PhraseKind::Adverb
                );
            if !free || noun.is_time() || !noun.can_speak() {
                return first;
            }
            // "In Ohio, Holt and Reyes": the comma ends what went before.
            first = other;
            let listed = other >= 2
                && matches!(self.kind(other - 1), Some(PhraseKind::Comma))
                && self.phrases[other - 2].noun().is_some_and(|noun| noun.tag == Tag::Proper);
            if !listed
                || other < 2
                || self.head_of(other - 2) > 0
                    && !matches!(self.kind(self.head_of(other - 2) - 1), Some(PhraseKind::Comma))
            {
                return first;
            }
            last = other - 2;
        }
    }

    /// The last phrase that belongs to the noun phrase at `head`, no farther than `limit`: prepositions, brackets, ages, appositives.
    pub(super) fn end_of(&self, head: usize, limit: usize) -> usize {
        let limit = limit.min(self.phrases.len() - 1);
        let mut last = head;
        loop {
            let at = last + 1;
            if at > limit {
                return last;
            }
            let noun_at = |at: usize| (at <= limit).then(|| self.phrases[at].noun()).flatten();
            last = match self.phrases[at].kind {
                PhraseKind::Preposition(None) => match noun_at(at + 1) {
                    Some(noun) if !noun.is_time() && self.attaches(head, at) => at + 1,
                    _ => return last,
                },
                PhraseKind::Other | PhraseKind::Adverb
                    if self.kind(at + 1).is_some_and(|kind| matches!(kind, PhraseKind::Preposition(None)))
                        && noun_at(at + 2).is_some() =>
                {
                    at + 2
                }
                // "a person briefed on the plan"
                PhraseKind::Verb(_)
                    if self.is_reduced(at)
                        && self.phrases[head].noun().is_some_and(|noun| noun.tag == Tag::Noun)
                        && matches!(self.kind(at + 1), Some(PhraseKind::Preposition(None)))
                        && noun_at(at + 2).is_some_and(|noun| !noun.is_time()) =>
                {
                    at + 2
                }
                PhraseKind::Open => match (at..=limit).find(|at| matches!(self.phrases[*at].kind, PhraseKind::Close)) {
                    Some(close) if close - at <= 8 => close,
                    _ => return last,
                },
                PhraseKind::Comma => match noun_at(at + 1) {
                    Some(noun) if self.is_apposed(head, at + 1, noun.is_time()) => {
                        self.end_of(at + 1, limit).max(at + 1)
                    }
                    _ => return last,
                },
                _ => return last,
            };
        }
    }

    /// Whether the preposition at `at` goes with the noun before it rather than with the verb.
    fn attaches(&self, head: usize, at: usize) -> bool {
        let words = self.phrases[at].span.of(self.view.text);
        let noun = self.phrases[head].noun();
        let name_or_pronoun =
            noun.is_some_and(|noun| matches!(noun.tag, Tag::Proper | Tag::Pronoun) && !noun.determined);
        // "said a spokesman in a statement": where the words were said is none of the source.
        let said =
            self.phrases.get(at + 1).and_then(Phrase::noun).is_some_and(|noun| noun.classes.any(Classes::NOUN_CUE));
        let when = || self.opens_clause(at) || words.eq_ignore_ascii_case("during");
        words.eq_ignore_ascii_case("of") || !name_or_pronoun && !said && !when()
    }

    /// Whether the noun phrase at `at`, behind a comma, says what the one at `head` is.
    fn is_apposed(&self, head: usize, at: usize, number: bool) -> bool {
        let Some(noun) = self.phrases[at].noun() else { return false };
        let Some(of) = self.phrases[head].noun() else { return false };
        if matches!(of.tag, Tag::Pronoun | Tag::Quantifier) {
            return false;
        }
        if number {
            // An age stands between commas or at the end.
            return noun.tag == Tag::Number
                && self.phrases[at].span.len() <= 3
                && self.kind(at + 1).is_none_or(|kind| matches!(kind, PhraseKind::Comma | PhraseKind::Stop));
        }
        if noun.classes.any(Classes::SUFFIX) || self.is_party(at) {
            return true;
        }
        // "According to Holt, the mayor left": what a fronted phrase is followed by is the subject, or closed by a comma.
        let fronted = head == 1 && matches!(self.kind(0), Some(PhraseKind::Preposition(_)))
            || head > 1
                && matches!(self.kind(head - 1), Some(PhraseKind::Preposition(Some(_))))
                && !matches!(self.kind(self.end_of(at, self.phrases.len() - 1) + 1), None | Some(PhraseKind::Stop));
        if fronted && !matches!(self.kind(self.end_of(at, self.phrases.len() - 1) + 1), Some(PhraseKind::Comma)) {
            return false;
        }
        let role = noun.classes.any(Classes::PERSON | Classes::TITLE | Classes::GROUP | Classes::BODY);
        let says_what = role
            || noun.determined && noun.tag != Tag::Proper
            || of.tag != Tag::Proper && noun.tag == Tag::Proper && of.classes.any(Classes::ROLE);
        if !says_what || matches!(noun.tag, Tag::Pronoun | Tag::ObjectPronoun) || self.is_whose(&self.phrases[at]) {
            return false;
        }
        let end = self.end_of(at, self.phrases.len() - 1);
        // "Holt, the author of “Dust,” said": what says who she is cannot be taken whole.
        let title = |at: usize| matches!(self.kind(at), Some(PhraseKind::Quotation(_)));
        if matches!(self.kind(end + 1), Some(PhraseKind::Preposition(None))) && title(end + 2) {
            return false;
        }
        // "said Holt, the mayor said": a verb behind it makes it a subject of its own, but not in "Amberline, a firm founded in
        // 1999, has".
        !self.verb(end + 1).is_some_and(|verb| verb.is_finite()) || self.is_resumed(end + 1)
    }

    /// Whether a verb can be a participle, and the clause that it would be the verb of has another one behind its comma.
    fn is_resumed(&self, at: usize) -> bool {
        let participle = self
            .verb(at)
            .is_some_and(|verb| !verb.helped && verb.classes.any(Classes::VERB_PARTICIPLE) && verb.cue.is_none());
        let governs = matches!(self.kind(at + 1), Some(PhraseKind::Preposition(None)));
        let finite = |at: usize| self.verb(at).is_some_and(|verb| verb.is_finite());
        let mut behind = (at + 1..self.phrases.len()).take_while(|at| !finite(*at));
        participle && governs && behind.any(|at| matches!(self.kind(at), Some(PhraseKind::Comma)) && finite(at + 1))
    }

    /// "whose lawyers", which opens a relative clause.
    pub(super) fn is_whose(&self, phrase: &Phrase) -> bool {
        phrase.span.of(self.view.text).get(.."whose".len()).is_some_and(|word| word.eq_ignore_ascii_case("whose"))
    }

    /// "R-Ohio", "Lab."
    fn is_party(&self, at: usize) -> bool {
        let words = self.phrases[at].span.of(self.view.text);
        let lexicon = &self.view.grammar.lexicon;
        // Few noun phrases have a hyphen, whose first byte is quickly found.
        memchr::memchr2(b'-', FIRST_OF_HYPHENS, words.as_bytes()).is_some()
            && words
                .split_once(['-', '‑', '–'])
                .is_some_and(|(label, _)| lexicon.word(lexicon.id(label)).upper.any(Classes::PARTY))
    }
}
