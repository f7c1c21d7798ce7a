//! Whose verb it is: the subject of each verb group, across appositives, relative clauses, coordination and participles.
//!
//! The search goes leftwards from the verb, because what stands next to it decides most often, and what stands
//! farther left matters only where that is a comma, a conjunction, a relative pronoun or nothing.

use crate::grammar::{Classes, Frames};
use crate::phrases::{Form, Phrase, PhraseKind};
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
            && self.kind(head + 1) == Some(PhraseKind::Comma)
            && self.phrases.get(head + 2).and_then(Phrase::noun).is_some_and(|name| name.tag == Tag::Proper);
        if noun.is_time() && !counted && !named || noun.tag == Tag::ObjectPronoun && !told {
            return None;
        }
        let mut last = self.end_of(head, self.phrases.len() - 1);
        if self.kind(last + 1) == Some(PhraseKind::Conjunction) && self.is_and(last + 1) {
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
    pub fn apposition(&self, head: usize) -> Option<Span> {
        let mut at = head + 1;
        // An age stands before what matters.
        while self.kind(at) == Some(PhraseKind::Comma) {
            let noun = self.phrases.get(at + 1)?.noun()?;
            if !self.is_apposed(head, at + 1, noun.is_time()) {
                return None;
            }
            if !noun.is_time() {
                let last = self.end_of(at + 1, self.phrases.len() - 1);
                let last = (at + 1..=last).find(|at| self.kind(*at + 1) == Some(PhraseKind::Comma)).unwrap_or(last);
                return Some(self.phrases[at + 1].span.to(self.phrases[last].span));
            }
            at += 2;
        }
        None
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<Subject> {
        let depth = depth.checked_sub(1)?;
        match self.verb(verb)?.form {
            Form::Finite => self.finite(verb, depth).map(|subject| self.whole_credit(subject)),
            Form::Infinitive => self.controller(verb, depth),
            Form::Ing => self.participial(verb, depth),
            Form::Participle => None,
        }
    }

    fn finite(&self, verb: usize, depth: usize) -> Option<Subject> {
        let mut at = verb;
        loop {
            at = at.checked_sub(1)?;
            match self.phrases[at].kind {
                PhraseKind::Adverb | PhraseKind::Other => {}
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Time
                        && at > 0
                        && (self.is_noun_or_close(at - 1) || self.is_reduced(at - 1)) => {}
                // "a report published Wednesday said"
                PhraseKind::Verb(_) if self.is_reduced(at) => {}
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Time && at > 0 && self.kind(at - 1) == Some(PhraseKind::Comma) => {}
                // "Holt at the time said"
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Time
                        && at > 1
                        && self.kind(at - 1) == Some(PhraseKind::Preposition(None))
                        && self.is_noun_or_close(at - 2) =>
                {
                    at -= 1;
                }
                // "Ford itself said", "Holt and Reyes both said"
                PhraseKind::Noun(noun) if noun.classes.any(Classes::REFLEXIVE) => {}
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Quantifier
                        && self.phrases[at].pieces.len() == 1
                        && at > 0
                        && self.is_noun_or_close(at - 1) => {}
                PhraseKind::Noun(noun) if noun.tag == Tag::ObjectPronoun => return None,
                PhraseKind::Noun(_) => return self.touching(at, verb - 1),
                PhraseKind::Close => at = self.opening(at)?,
                PhraseKind::Comma => {
                    return self.across_insertion(at).or_else(|| self.coordinated(verb, at, depth));
                }
                // "Holt, star of “Dust,” said": the comma stands inside the marks.
                PhraseKind::Quotation(quotation) if self.view.last_character(quotation) == Some(',') => {
                    return self.across_insertion(at);
                }
                PhraseKind::Dash => at = self.opening_dash(at)?,
                PhraseKind::Relative => return self.antecedent(at),
                PhraseKind::Conjunction => return self.coordinated(verb, at, depth),
                // "A man who was there and who left said"
                PhraseKind::Verb(_) => return self.before_relative(at),
                _ => return None,
            }
        }
    }

    /// "“…,” two lawyers of the Institute for Peace and Justice wrote": behind a quotation that a credit can follow,
    /// all that stands before the verb is the subject.
    fn whole_credit(&self, subject: Subject) -> Subject {
        let nominal = |at: usize| {
            matches!(
                self.phrases[at].kind,
                PhraseKind::Noun(_) | PhraseKind::Preposition(None) | PhraseKind::Conjunction
            )
        };
        let start = (0..subject.first).rev().find(|at| !nominal(*at)).map(|at| (at, self.phrases[at].kind));
        let Some((before, PhraseKind::Quotation(quotation))) = start else { return subject };
        let credited = self.view.last_character(quotation).is_some_and(|c| matches!(c, ',' | '?' | '!'));
        let first = self.phrases[before + 1].noun();
        if !credited || !subject.beside || !first.is_some_and(|noun| noun.can_speak() && !noun.is_time()) {
            return subject;
        }
        let span = self.phrases[before + 1].span.to(subject.span);
        Subject { noun: before + 1, first: before + 1, span, ..subject }
    }

    /// The subject whose last phrase is at `last`, right before the verb.
    fn touching(&self, last: usize, limit: usize) -> Option<Subject> {
        let head = self.head_of(last);
        if head > 0 && matches!(self.phrases[head - 1].kind, PhraseKind::Preposition(_)) {
            // A phrase with a preposition that belongs to no noun is no subject; "after Holt said" is a clause.
            if !self.opens_clause(head - 1) {
                // "… and in a statement said"
                let joint = head.checked_sub(2).filter(|joint| self.phrases[*joint].kind == PhraseKind::Conjunction);
                return joint.and_then(|joint| self.coordinated(limit + 1, joint, DEPTH - 1));
            }
        }
        // "Republicans who praised his bid warned": the object of a relative clause is no subject.
        let before = head.checked_sub(1).filter(|before| self.verb(*before).is_some());
        let bare = |before: &usize| {
            self.verb(*before).is_some_and(|verb| verb.is_finite() && verb.takes(self.view, Frames::CLAUSE))
        };
        if let Some(before) = before.filter(|before| !bare(before)) {
            let clause = (0..before).rev().take(8).take_while(|at| self.phrases[*at].kind != PhraseKind::Comma);
            let relative = clause.into_iter().find(|at| self.phrases[*at].kind == PhraseKind::Relative);
            if let Some(antecedent) = relative.and_then(|relative| self.antecedent(relative)) {
                return Some(Subject { beside: true, relative: false, ..antecedent });
            }
        }
        let first = self.joined(head);
        let span = self.phrases[first].span.to(self.phrases[self.end_of(head, limit)].span);
        Some(Subject { noun: head, span, first, beside: true, relative: false })
    }

    /// Whether the preposition at `at` can open a clause: "after", "as".
    pub fn opens_clause(&self, at: usize) -> bool {
        let words = self.phrases[at].span.of(self.view.text);
        let lexicon = &self.view.grammar.lexicon;
        lexicon.word(lexicon.id(words)).lower.any(Classes::SUBORDINATOR)
    }

    /// "Holt, 61, its chair, said": the noun phrase before the insertions that end at the comma `comma`.
    fn across_insertion(&self, comma: usize) -> Option<Subject> {
        let mut end = comma;
        let mut found: Option<(usize, usize)> = None;
        for _ in 0..6 {
            let Some(start) = self.comma_before(end) else { break };
            let segment = &self.phrases[start + 1..end];
            if !self.is_insertion(segment) {
                break;
            }
            let Some(last) = start.checked_sub(1).and_then(|last| self.skip_brackets(last)) else { break };
            let Some(noun) = self.phrases[last].noun() else { break };
            let head = self.head_of(last);
            let chain = noun.is_time();
            let bounded = head == 0 || self.begins_clause(head - 1);
            if bounded && !chain {
                found = Some((head, last));
                // "Holt, the chair of the board, a lawyer, said": a name before may be what all are said of.
                let described =
                    self.phrases[head].noun().is_some_and(|noun| noun.determined || noun.tag != Tag::Proper);
                if head == 0 || self.kind(head - 1) != Some(PhraseKind::Comma) || !described {
                    break;
                }
            }
            end = start;
        }
        let (head, last) = found?;
        let first = self.joined(head);
        let end = self.end_of(head, comma.saturating_sub(1)).max(last.min(self.end_of(head, last)));
        let span = self.phrases[first].span.to(self.phrases[end].span);
        Some(Subject { noun: head, span, first, beside: true, relative: false })
    }

    /// Whether what stands between two commas only says more of what is before: an age, an appositive, a relative clause,
    /// a participle, a phrase with a preposition.
    fn is_insertion(&self, segment: &[Phrase]) -> bool {
        let Some(first) = segment.iter().find(|phrase| !matches!(phrase.kind, PhraseKind::Adverb)) else {
            return !segment.is_empty();
        };
        let clause = segment.iter().any(|phrase| phrase.verb().is_some_and(|verb| verb.is_finite()));
        match first.kind {
            PhraseKind::Relative | PhraseKind::Subordinator => true,
            PhraseKind::Preposition(_) => true,
            PhraseKind::Noun(noun) => {
                let whose = noun.possessive_pronoun && self.is_whose(first);
                whose
                    || !clause
                    || noun.tag == Tag::Number
                    || segment.iter().any(|phrase| matches!(phrase.kind, PhraseKind::Relative))
            }
            PhraseKind::Verb(verb) => !verb.is_finite() || verb.passive || verb.classes.any(Classes::VERB_PARTICIPLE),
            PhraseKind::Other | PhraseKind::Conjunction => !clause,
            _ => false,
        }
    }

    /// The subject of the verb that this one is joined to.
    fn coordinated(&self, verb: usize, joint: usize, depth: usize) -> Option<Subject> {
        let this = self.verb(verb)?;
        let earlier = || {
            (0..joint)
                .rev()
                .take_while(|at| !matches!(self.phrases[*at].kind, PhraseKind::Semicolon | PhraseKind::Stop))
        };
        let finite = |at: &usize| self.verb(*at).is_some_and(|other| other.is_finite());
        let alike = |at: &usize| self.verb(*at).is_some_and(|other| other.past == this.past);
        let cue = |at: &usize| self.verb(*at).is_some_and(|other| other.is_strong_cue(self.view) && !other.passive);
        // "Asked whether Reyes would stay, Holt nodded and said": the clause that begins behind the comma.
        let own = earlier().find(finite).and_then(|at| self.subject_within(at, depth)).filter(|subject| {
            let fresh = subject.first.checked_sub(1).is_some_and(|at| self.phrases[at].kind == PhraseKind::Comma);
            subject.beside && !subject.relative && fresh && self.kind(joint) == Some(PhraseKind::Conjunction)
        });
        if let Some(subject) = own {
            return Some(Subject { beside: false, ..subject });
        }
        let candidates = earlier()
            .filter(finite)
            .filter(alike)
            .filter(cue)
            .chain(earlier().filter(finite).filter(alike))
            .chain(earlier().filter(finite));
        for at in candidates.take(6) {
            if let Some(subject) = self.subject_within(at, depth) {
                return Some(Subject { beside: false, ..subject });
            }
        }
        None
    }

    /// "He left, calling it …"; "By calling it …, he …": the subject of the main clause.
    fn participial(&self, verb: usize, depth: usize) -> Option<Subject> {
        let before = verb.checked_sub(1);
        if let Some(before) = before
            && let PhraseKind::Noun(noun) = self.phrases[before].kind
            && !noun.is_time()
            && noun.tag != Tag::ObjectPronoun
        {
            let beside = self.ending_at(before)?;
            return Some(self.issuer(beside, depth).unwrap_or(beside));
        }
        let mut main = None;
        for at in (0..verb).rev() {
            match self.phrases[at].kind {
                PhraseKind::Semicolon | PhraseKind::Stop => break,
                PhraseKind::Verb(other) if other.is_finite() => {
                    let Some(subject) = self.subject_within(at, depth) else { continue };
                    let embedded = subject.relative
                        || subject.first > 0
                            && matches!(
                                self.phrases[subject.first - 1].kind,
                                PhraseKind::That
                                    | PhraseKind::Subordinator
                                    | PhraseKind::Relative
                                    | PhraseKind::Preposition(_)
                            );
                    let bare = subject.first > 0 && self.verb(subject.first - 1).is_some();
                    main = main.or(Some(subject));
                    // "It was a rout, as Holt agreed, saying …"
                    let empty =
                        self.phrases[subject.noun].noun().is_some_and(|noun| noun.classes.any(Classes::OBJECT_PRONOUN));
                    if empty && main != Some(subject) {
                        break;
                    }
                    if !embedded && !bare {
                        main = Some(subject);
                        break;
                    }
                }
                _ => {}
            }
        }
        if let Some(subject) = main {
            return Some(Subject { beside: false, ..subject });
        }
        // "Holt, citing the cost, said": the noun phrase that the insertion is said of.
        if verb >= 2
            && self.kind(verb - 1) == Some(PhraseKind::Comma)
            && let Some(subject) = self.ending_at(verb - 2)
            && (subject.first == 0 || self.begins_clause(subject.first - 1))
        {
            return Some(Subject { beside: false, ..subject });
        }
        // Before its clause: the first noun phrase behind the next comma.
        let comma = (verb..self.phrases.len()).find(|at| self.phrases[*at].kind == PhraseKind::Comma)?;
        let (subject, _) = self.starting_at(comma + 1)?;
        self.phrases[subject.noun]
            .noun()
            .is_some_and(|noun| noun.can_speak())
            .then_some(Subject { beside: false, ..subject })
    }

    /// "Holt issued a statement saying", "Holt e-mailed supporters saying": who put the words that `object` carries, or told
    /// them to it.
    fn issuer(&self, object: Subject, depth: usize) -> Option<Subject> {
        let before = object.first.checked_sub(1)?;
        let at = if self.kind(before) == Some(PhraseKind::Preposition(None)) { before.checked_sub(1)? } else { before };
        let verb = self.verb(at)?;
        let noun = self.phrases[object.noun].noun()?;
        let carries = noun.classes.any(Classes::NOUN_CUE | Classes::DOCUMENT) && noun.tag != Tag::Proper;
        let told = verb.is_speech(self.view) && noun.classes.any(Classes::PERSON | Classes::GROUP);
        if verb.passive || !carries && !told {
            return None;
        }
        let subject = self.subject_within(at, depth)?;
        let speaks = self.phrases[subject.noun].noun().is_some_and(|noun| noun.can_speak());
        speaks.then_some(Subject { beside: false, relative: false, ..subject })
    }

    /// "went on to say", "asked Reyes to say": who is to do it.
    fn controller(&self, verb: usize, depth: usize) -> Option<Subject> {
        for at in (0..verb).rev() {
            match self.phrases[at].kind {
                PhraseKind::Semicolon | PhraseKind::Stop => return None,
                PhraseKind::Verb(other) => {
                    // "asked Reyes to say", but "used the speech to say" and "vowed to say"
                    let told = self.phrases.get(at + 1).and_then(Phrase::noun);
                    if at + 1 < verb
                        && !other.passive
                        && told.is_some_and(|noun| noun.can_speak() || noun.tag == Tag::ObjectPronoun)
                    {
                        let addressee = &self.phrases[at + 1];
                        return Some(Subject {
                            noun: at + 1,
                            span: addressee.span,
                            first: at + 1,
                            beside: false,
                            relative: false,
                        });
                    }
                    return self.subject_within(at, depth).map(|subject| Subject { beside: false, ..subject });
                }
                _ => {}
            }
        }
        None
    }

    /// The noun phrase before the relative clauses that end at `last`.
    fn before_relative(&self, last: usize) -> Option<Subject> {
        let mut clause = (0..last).rev().take_while(|at| {
            !matches!(
                self.phrases[*at].kind,
                PhraseKind::Comma | PhraseKind::Stop | PhraseKind::Semicolon | PhraseKind::Quotation(_)
            )
        });
        let relative = clause.find(|at| {
            let joined = at.checked_sub(1).is_some_and(|before| self.phrases[before].kind == PhraseKind::Conjunction);
            self.phrases[*at].kind == PhraseKind::Relative && !joined
        })?;
        self.antecedent(relative).map(|subject| Subject { beside: true, relative: false, ..subject })
    }

    /// The noun phrase that a relative pronoun stands for.
    fn antecedent(&self, relative: usize) -> Option<Subject> {
        let mut last = relative.checked_sub(1)?;
        let comma = matches!(self.phrases[last].kind, PhraseKind::Comma | PhraseKind::Dash);
        if comma {
            last = last.checked_sub(1)?;
        }
        let last = self.skip_brackets(last)?;
        let noun = self.phrases[last].noun()?;
        // With a comma the clause is said of the whole; without, of the nearest that can speak.
        let head = if comma || !noun.can_speak() { self.head_of(last) } else { last };
        // "with help from Holt, who said"
        let mute = !self.phrases[head].noun().is_some_and(|noun| noun.can_speak());
        let head = if comma && mute && noun.can_speak() { last } else { head };
        let head = if comma { self.described(head) } else { head };
        let span = self.phrases[head].span.to(self.phrases[self.end_of(head, last)].span);
        Some(Subject { noun: head, span, first: head, beside: false, relative: true })
    }

    /// "Holt, the mayor, who said": the name that the appositive at `head` is said of.
    fn described(&self, head: usize) -> usize {
        let before = head.checked_sub(2).filter(|_| self.kind(head - 1) == Some(PhraseKind::Comma));
        match before.and_then(|before| self.phrases[before].noun().map(|noun| (before, noun))) {
            Some((before, noun))
                if noun.tag == Tag::Proper && self.phrases[head].noun().is_some_and(|noun| noun.determined) =>
            {
                self.head_of(before)
            }
            _ => head,
        }
    }

    /// The head of the noun phrase that ends at `last`: leftwards over "of Arden", "familiar with", "briefed on".
    fn head_of(&self, last: usize) -> usize {
        let mut head = last;
        while head >= 2
            && matches!(self.phrases[head - 1].kind, PhraseKind::Preposition(None))
            && !self.opens_clause(head - 1)
        {
            let mut before = head - 2;
            // "officials in the bureau and at the ministry"
            if self.kind(before) == Some(PhraseKind::Conjunction)
                && before >= 3
                && self.phrases[before - 1].noun().is_some()
                && self.kind(before - 2) == Some(PhraseKind::Preposition(None))
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
    fn joined(&self, head: usize) -> usize {
        let mut first = head;
        if head < 2 || self.kind(head - 1) != Some(PhraseKind::Conjunction) || !self.is_and(head - 1) {
            return first;
        }
        let mut last = head - 2;
        if self.kind(last) == Some(PhraseKind::Comma) && last > 0 {
            last -= 1;
        }
        loop {
            let Some(noun) = self.phrases[last].noun() else { return first };
            let other = self.head_of(last);
            let free = other == 0
                || matches!(
                    self.phrases[other - 1].kind,
                    PhraseKind::Comma
                        | PhraseKind::That
                        | PhraseKind::Subordinator
                        | PhraseKind::Quotation(_)
                        | PhraseKind::Stop
                        | PhraseKind::Adverb
                );
            if !free || noun.is_time() || !noun.can_speak() {
                return first;
            }
            // "In Ohio, Holt and Reyes": the comma ends what went before.
            first = other;
            let listed = other >= 2
                && self.kind(other - 1) == Some(PhraseKind::Comma)
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
    fn end_of(&self, head: usize, limit: usize) -> usize {
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
                PhraseKind::Open => match (at..=limit).find(|at| self.phrases[*at].kind == PhraseKind::Close) {
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
        let fronted = head == 1 && matches!(self.kind(0), Some(PhraseKind::Preposition(_)));
        if fronted && self.kind(self.end_of(at, self.phrases.len() - 1) + 1) != Some(PhraseKind::Comma) {
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
        // "said Holt, the mayor said": a verb behind it makes it a subject of its own.
        !self.verb(end + 1).is_some_and(|verb| verb.is_finite())
    }

    /// "whose lawyers", which opens a relative clause.
    fn is_whose(&self, phrase: &Phrase) -> bool {
        phrase.span.of(self.view.text).get(.."whose".len()).is_some_and(|word| word.eq_ignore_ascii_case("whose"))
    }

    /// "R-Ohio", "Lab."
    fn is_party(&self, at: usize) -> bool {
        let words = self.phrases[at].span.of(self.view.text);
        let lexicon = &self.view.grammar.lexicon;
        let label = words.split(['-', '‑', '–']).next().unwrap_or(words);
        label.len() < words.len() && lexicon.word(lexicon.id(label)).upper.any(Classes::PARTY)
    }

    fn begins_clause(&self, at: usize) -> bool {
        matches!(
            self.phrases[at].kind,
            PhraseKind::Comma
                | PhraseKind::Conjunction
                | PhraseKind::That
                | PhraseKind::Subordinator
                | PhraseKind::Quotation(_)
                | PhraseKind::Colon
                | PhraseKind::Semicolon
                | PhraseKind::Dash
                | PhraseKind::Stop
                | PhraseKind::Adverb
                | PhraseKind::Other
        ) || self.verb(at).is_some_and(|verb| verb.is_strong_cue(self.view))
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

    fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|at| self.phrases[*at].kind == PhraseKind::Open)
    }

    fn opening_dash(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|at| self.phrases[*at].kind == PhraseKind::Dash)
    }

    fn skip_brackets(&self, last: usize) -> Option<usize> {
        match self.phrases[last].kind {
            PhraseKind::Close => self.opening(last)?.checked_sub(1),
            _ => Some(last),
        }
    }

    /// Whether a verb is a participle behind the noun that it describes: "a report published Wednesday".
    fn is_reduced(&self, at: usize) -> bool {
        let participle = |verb: &crate::phrases::Verb| {
            matches!(verb.form, Form::Ing | Form::Participle)
                || !verb.helped
                    && (verb.form != Form::Infinitive && verb.classes.any(Classes::VERB_PARTICIPLE | Classes::VERB_ING))
        };
        self.verb(at).is_some_and(participle)
            && at > 0
            && matches!(self.phrases[at - 1].kind, PhraseKind::Noun(noun) if !matches!(noun.tag, Tag::Pronoun | Tag::ObjectPronoun))
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
    pub fn verb(&self, at: usize) -> Option<&'a crate::phrases::Verb> {
        self.phrases.get(at).and_then(Phrase::verb)
    }
}
