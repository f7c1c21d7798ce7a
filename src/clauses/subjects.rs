//! Whose verb it is. The search goes leftwards from the verb, because what stands next to it decides most often, and what
//! stands farther left matters only where that is a comma, a conjunction, a relative pronoun or nothing.

use super::{Clauses, DEPTH, Subject};
use crate::grammar::{Classes, Frames};
use crate::phrases::{Form, Phrase, PhraseKind};
use crate::tags::Tag;

impl Clauses<'_> {
    pub(super) fn subject_within(&self, verb: usize, depth: usize) -> Option<Subject> {
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
                // "Those polled said": the participle says who.
                PhraseKind::Verb(_)
                    if at + 1 == verb && at > 0 && self.is_noun_or_close(at - 1) && self.is_reduced(at) =>
                {
                    let subject = self.touching(at - 1, at)?;
                    return Some(Subject { span: subject.span.to(self.phrases[at].span), ..subject });
                }
                // "a report published Wednesday said"
                PhraseKind::Verb(_) if self.is_reduced(at) => {}
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Time && at > 0 && matches!(self.kind(at - 1), Some(PhraseKind::Comma)) => {}
                // "Holt at the time said"
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Time
                        && at > 1
                        && matches!(self.kind(at - 1), Some(PhraseKind::Preposition(None)))
                        && self.is_noun_or_close(at - 2) =>
                {
                    at -= 1;
                }
                // "Ford itself said", "Holt and Reyes both said", "Holt first said"
                PhraseKind::Noun(noun) if noun.classes.any(Classes::REFLEXIVE) => {}
                PhraseKind::Noun(noun)
                    if noun.classes.any(Classes::ORDINAL)
                        && noun.tag == Tag::Number
                        && self.phrases[at].pieces().len() == 1
                        && at > 0
                        && self.is_noun_or_close(at - 1) => {}
                PhraseKind::Noun(noun)
                    if noun.tag == Tag::Quantifier
                        && self.phrases[at].pieces().len() == 1
                        && at > 0
                        && self.is_noun_or_close(at - 1) => {}
                // "Those who wrote to her said"
                PhraseKind::Noun(noun) if noun.tag == Tag::ObjectPronoun => return self.before_relative(at),
                PhraseKind::Noun(_) => return self.touching(at, verb - 1),
                PhraseKind::Close => at = self.opening(at)?,
                PhraseKind::Comma => {
                    return self.across_insertion(at).or_else(|| self.coordinated(verb, at, depth));
                }
                // "Holt, star of “Dust,” said": the comma stands inside the marks.
                PhraseKind::Quotation(_) if self.ends_with_comma(at) => return self.across_insertion(at),
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
            if self.is_rough(head) {
                let span = self.phrases[head].span.to(self.phrases[self.end_of(head, limit)].span);
                return Some(Subject { noun: head, span, first: head, beside: true, relative: false });
            }
            if !self.opens_clause(head - 1) {
                // "Voters who have heard directly from Holt said"
                if let Some(antecedent) = self.before_relative(head - 1) {
                    return Some(antecedent);
                }
                // "Officials briefed on the matter said": of two verbs in a row the first describes.
                if let Some(described) = head.checked_sub(2).filter(|at| self.is_reduced(*at)) {
                    let subject = self.ending_at(described - 1)?;
                    return Some(Subject { span: subject.span.to(self.phrases[last].span), ..subject });
                }
                // "… and in a statement said"
                let joint =
                    head.checked_sub(2).filter(|joint| matches!(self.phrases[*joint].kind, PhraseKind::Conjunction));
                return joint.and_then(|joint| self.coordinated(limit + 1, joint, DEPTH - 1));
            }
        }
        // "Republicans who praised his bid warned": the object of a relative clause is no subject.
        let before = head.checked_sub(1).filter(|before| self.verb(*before).is_some());
        let bare = |before: &usize| {
            self.verb(*before).is_some_and(|verb| verb.is_finite() && verb.takes(self.view, Frames::CLAUSE))
        };
        if let Some(before) = before.filter(|before| !bare(before)) {
            let clause =
                (0..before).rev().take(8).take_while(|at| !matches!(self.phrases[*at].kind, PhraseKind::Comma));
            let relative = clause.into_iter().find(|at| matches!(self.phrases[*at].kind, PhraseKind::Relative));
            if let Some(antecedent) = relative.and_then(|relative| self.antecedent(relative)) {
                return Some(Subject { beside: true, relative: false, ..antecedent });
            }
        }
        if let Some(name) = self.unclosed(head) {
            let span = self.phrases[name].span.to(self.phrases[last].span);
            return Some(Subject { noun: name, span, first: name, beside: true, relative: false });
        }
        let first = self.joined(head);
        let span = self.phrases[first].span.to(self.phrases[self.end_of(head, limit)].span);
        Some(Subject { noun: head, span, first, beside: true, relative: false })
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
            // "closed the pier, her aide, Tad Reyes, said": only a name has more than one thing said of it.
            if found.is_some() && self.phrases[head].noun().is_some_and(|noun| noun.tag != Tag::Proper) {
                break;
            }
            if bounded && !chain {
                found = Some((head, last));
                // "Holt, the chair of the board, a lawyer, said": a name before may be what all are said of.
                let described =
                    self.phrases[head].noun().is_some_and(|noun| noun.determined || noun.tag != Tag::Proper);
                if head == 0 || !matches!(self.kind(head - 1), Some(PhraseKind::Comma)) || !described {
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
        let finite = |at: &usize| self.verb(*at).is_some_and(|other| other.is_finite()) && !self.is_described(*at);
        let alike = |at: &usize| self.verb(*at).is_some_and(|other| other.past == this.past);
        let cue = |at: &usize| self.verb(*at).is_some_and(|other| other.is_strong_cue(self.view) && !other.passive);
        // "Asked whether Reyes would stay, Holt nodded and said": the clause that begins behind the comma.
        let own = earlier().find(finite).and_then(|at| self.subject_within(at, depth)).filter(|subject| {
            let fresh =
                subject.first.checked_sub(1).is_some_and(|at| matches!(self.phrases[at].kind, PhraseKind::Comma));
            subject.beside && !subject.relative && fresh && matches!(self.kind(joint), Some(PhraseKind::Conjunction))
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
        // "Holt remembers thinking", "Holt kept saying": one chain of verbs has one subject.
        if let Some(chain) = before.filter(|before| self.verb(*before).is_some_and(|verb| verb.is_finite())) {
            return self.subject_within(chain, depth);
        }
        if let Some(before) = before
            && let PhraseKind::Noun(noun) = self.phrases[before].kind
            && !noun.is_time()
            && noun.tag != Tag::ObjectPronoun
            && (noun.can_speak() || !self.is_spoken_on(verb, before))
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
                    // "held a rally in which she blasted it, calling it …": who does both stands nearest.
                    let setting = subject.first > 1
                        && self.phrases[subject.first - 1].span.of(self.view.text) == "which"
                        && self.phrases[subject.first - 2].kind == PhraseKind::Preposition(None);
                    let embedded = subject.relative
                        || subject.first > 0
                            && !setting
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
            && matches!(self.kind(verb - 1), Some(PhraseKind::Comma))
            && let Some(subject) = self.ending_at(verb - 2)
            && (subject.first == 0 || self.begins_clause(subject.first - 1))
        {
            return Some(Subject { beside: false, ..subject });
        }
        // Before its clause: the first noun phrase behind the next comma.
        // The comma may stand inside of marks: "Calling it “a rout,” Holt left".
        let mut commas = (verb..self.phrases.len()).filter(|at| self.ends_with_comma(*at)).take(3);
        commas.find_map(|comma| {
            let (subject, _) = self.starting_at(comma + 1)?;
            let speaks = self.phrases[subject.noun].noun().is_some_and(|noun| noun.can_speak());
            speaks.then_some(Subject { beside: false, ..subject })
        })
    }

    /// "Holt issued a statement saying", "Holt e-mailed supporters saying": who put the words that `object` carries, or told
    /// them to it.
    fn issuer(&self, object: Subject, depth: usize) -> Option<Subject> {
        let before = object.first.checked_sub(1)?;
        let at = if matches!(self.kind(before), Some(PhraseKind::Preposition(None))) {
            before.checked_sub(1)?
        } else {
            before
        };
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
                PhraseKind::Verb(_) if self.is_described(at) => {}
                PhraseKind::Verb(other) => {
                    // "asked Reyes to say", but "used the speech to say" and "vowed to say"; "texted Reyes to say" is
                    // no order.
                    let told = self.phrases.get(at + 1).and_then(Phrase::noun);
                    let order = !other.takes(self.view, Frames::ADDRESSEE)
                        || other.takes(self.view, Frames::ADDRESSEE_INFINITIVE);
                    if at + 1 < verb
                        && !other.passive
                        && other.tail == 0
                        && order
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
                    // "Holt likes to say": one chain of verbs. "It is fair to say": nobody says it.
                    let chain = at + 1 == verb;
                    let subject = self.subject_within(at, depth)?;
                    let thing = self.phrases[subject.noun].noun().is_some_and(|noun| noun.classes.any(Classes::THING));
                    if thing && other.classes.any(Classes::BEING) {
                        return None;
                    }
                    return Some(Subject { beside: subject.beside && chain, ..subject });
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
            let joined =
                at.checked_sub(1).is_some_and(|before| matches!(self.phrases[before].kind, PhraseKind::Conjunction));
            matches!(self.phrases[*at].kind, PhraseKind::Relative) && !joined
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
        // With a comma the clause is said of the whole; without, of the nearest that can speak, which is no name then:
        // "a voter from Ohio who said".
        let named = noun.tag == Tag::Proper && !noun.determined;
        let head = if comma || !noun.can_speak() || named { self.head_of(last) } else { last };
        // "with help from Holt, who said"
        let mute = !self.phrases[head].noun().is_some_and(|noun| noun.can_speak());
        let head = if comma && mute && noun.can_speak() { last } else { head };
        let head = if comma { self.described(head) } else { head };
        let span = self.phrases[head].span.to(self.phrases[self.end_of(head, last)].span);
        Some(Subject { noun: head, span, first: head, beside: false, relative: true })
    }

    /// "Holt, the mayor, who said": the name that the appositive at `head` is said of.
    fn described(&self, head: usize) -> usize {
        let before = head.checked_sub(2).filter(|_| matches!(self.kind(head - 1), Some(PhraseKind::Comma)));
        match before.and_then(|before| self.phrases[before].noun().map(|noun| (before, noun))) {
            Some((before, noun))
                if noun.tag == Tag::Proper && self.phrases[head].noun().is_some_and(|noun| noun.determined) =>
            {
                self.head_of(before)
            }
            _ => head,
        }
    }
}
