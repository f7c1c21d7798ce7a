//! Matches the shapes of a pattern around a cue in a sentence.

use crate::clauses::{Clauses, Subject};
use crate::grammar::{Anchor, Frames, Part, Shape};
use crate::phrases::{Form, PhraseKind};
use crate::tags::Tag;

/// What a shape found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Capture {
    /// What the shape hangs on.
    pub anchor: Option<Anchor>,
    /// Who speaks.
    pub source: Option<Subject>,
    /// Quotations that stand where the shape asks for one: phrases.
    pub quotations: Vec<usize>,
    /// Stretches of the sentence that are reported: ranges of phrases.
    pub clauses: Vec<(usize, usize)>,
}

/// Matches one shape at an anchor: the phrase at `at`.
pub fn matches(clauses: Clauses<'_>, shape: &Shape, at: usize, subject: Option<Subject>) -> Option<Capture> {
    let mut matcher = Matcher {
        clauses,
        anchor: at,
        subject,
        capture: Capture { anchor: Some(shape.anchor), ..Capture::default() },
        leftwards: true,
    };
    let verb = matches!(shape.anchor, Anchor::Verb | Anchor::UnknownVerb);
    if !verb {
        matcher.subject = None;
    }
    let left = isize::try_from(at).ok()? - 1;
    if !matcher.sequence(&shape.before, &Rest::Nothing, left) {
        return None;
    }
    matcher.leftwards = false;
    if !matcher.sequence(&shape.after, &Rest::Nothing, left + 2) {
        return None;
    }
    matcher.capture.quotations.sort_unstable();
    matcher.capture.clauses.retain(|(from, to)| from < to);
    matcher.capture.clauses.sort_unstable();
    Some(matcher.capture)
}

struct Matcher<'a> {
    clauses: Clauses<'a>,
    anchor: usize,
    subject: Option<Subject>,
    capture: Capture,
    leftwards: bool,
}

/// What is still to be matched behind the sequence at hand.
enum Rest<'a> {
    Nothing,
    Then(&'a [Part], &'a Rest<'a>),
    Again(&'a Part, isize, &'a Rest<'a>),
}

impl Matcher<'_> {
    fn sequence(&mut self, parts: &[Part], rest: &Rest<'_>, at: isize) -> bool {
        let Some((part, behind)) = parts.split_first() else {
            return match rest {
                Rest::Nothing => true,
                Rest::Then(parts, rest) => self.sequence(parts, rest, at),
                Rest::Again(part, from, rest) => {
                    at != *from && self.sequence(std::slice::from_ref(part), &Rest::Again(part, at, rest), at)
                        || self.sequence(&[], rest, at)
                }
            };
        };
        let then = Rest::Then(behind, rest);
        match part {
            Part::Optional(part) => {
                self.kept(|matcher| matcher.sequence(std::slice::from_ref(part), &then, at))
                    || self.sequence(behind, rest, at)
            }
            Part::Repeated(part) => {
                self.kept(|matcher| matcher.sequence(std::slice::from_ref(part), &Rest::Again(part, at, &then), at))
                    || self.sequence(behind, rest, at)
            }
            Part::Choice(sequences) => {
                sequences.iter().any(|sequence| self.kept(|matcher| matcher.sequence(sequence, &then, at)))
            }
            Part::Clause
            | Part::Statement
            | Part::Infinitive
            | Part::Predicate
            | Part::Question
            | Part::Object
            | Part::Gap => self.stretch(part, behind, rest, at),
            // A source that stands elsewhere leaves nothing to be matched before it.
            Part::Source if self.leftwards && !behind.is_empty() && self.stands_elsewhere(at) => false,
            _ => self.kept(|matcher| match matcher.atom(part, at) {
                Some(next) => matcher.sequence(behind, rest, next),
                None => false,
            }),
        }
    }

    /// Takes back what was captured where the attempt fails.
    fn kept(&mut self, attempt: impl FnOnce(&mut Self) -> bool) -> bool {
        let (source, quotations, clauses) =
            (self.capture.source, self.capture.quotations.len(), self.capture.clauses.len());
        let done = attempt(self);
        if !done {
            self.capture.source = source;
            self.capture.quotations.truncate(quotations);
            self.capture.clauses.truncate(clauses);
        }
        done
    }

    /// Any stretch, the shortest first.
    fn stretch(&mut self, part: &Part, behind: &[Part], rest: &Rest<'_>, from: isize) -> bool {
        let step = if self.leftwards { -1 } else { 1 };
        let mut at = from;
        loop {
            let done = self.kept(|matcher| {
                if matches!(part, Part::Gap) {
                    return matcher.sequence(behind, rest, at);
                }
                let (start, end) = if matcher.leftwards { (at + 1, from + 1) } else { (from, at) };
                let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else {
                    return matcher.sequence(behind, rest, at);
                };
                matcher.capture.clauses.push((start, end));
                // Whether it is a statement costs the most to tell, and few ends are left to ask it for.
                matcher.begins_as(part, start, end)
                    && matcher.sequence(behind, rest, at)
                    && (*part != Part::Statement || matcher.is_statement(start, end))
            });
            if done {
                return true;
            }
            match self.kind(at) {
                None | Some(PhraseKind::Stop) => return false,
                Some(_) => at += step,
            }
        }
    }

    /// Whether a stretch is what the part asks for.
    fn begins_as(&self, part: &Part, start: usize, end: usize) -> bool {
        let first = self.clauses.kind(start).filter(|_| start < end);
        match part {
            Part::Infinitive => matches!(first, Some(PhraseKind::Verb(verb)) if verb.form == Form::Infinitive),
            Part::Predicate => matches!(first, Some(PhraseKind::Verb(verb)) if verb.is_finite()),
            Part::Question => first == Some(PhraseKind::Subordinator),
            Part::Object => matches!(first, Some(PhraseKind::Noun(_))),
            _ => true,
        }
    }

    /// Whether a stretch has a subject and a verb of its own, or quoted words that may hold them.
    fn is_statement(&self, start: usize, end: usize) -> bool {
        let opens = match self.clauses.kind(start) {
            Some(PhraseKind::Verb(verb)) => verb.form == Form::Ing,
            Some(PhraseKind::Comma | PhraseKind::Conjunction) | None => false,
            Some(_) => true,
        };
        // "25 miles, and two ambulances have been delayed" is none: its first noun phrase is no subject.
        let cut_off = matches!(self.clauses.kind(start), Some(PhraseKind::Noun(_)))
            && self.clauses.kind(start + 1) == Some(PhraseKind::Comma)
            && !matches!(self.clauses.kind(start + 2), Some(PhraseKind::Noun(_)));
        let own = |at: usize| {
            self.clauses.verb(at).is_some_and(|verb| verb.is_finite())
                && self.clauses.subject(at).is_some_and(|subject| {
                    subject.noun >= start && !subject.relative && (!cut_off || subject.first == start)
                })
        };
        // "said leaving was easier": what is done is the subject.
        let doing = matches!(self.clauses.kind(start), Some(PhraseKind::Verb(verb)) if verb.form == Form::Ing);
        let finite = |at: usize| self.clauses.verb(at).is_some_and(|verb| verb.is_finite());
        opens
            && (start..end).any(|at| {
                matches!(self.clauses.kind(at), Some(PhraseKind::Quotation(_))) || own(at) || doing && finite(at)
            })
    }

    fn kind(&self, at: isize) -> Option<PhraseKind> {
        usize::try_from(at).ok().and_then(|at| self.clauses.kind(at))
    }

    /// The place behind (or, leftwards, before) one part at `at`.
    fn atom(&mut self, part: &Part, at: isize) -> Option<isize> {
        let step = if self.leftwards { -1 } else { 1 };
        let kind = self.kind(at);
        let is = |wanted: bool| wanted.then_some(at + step);
        match part {
            Part::Begin => (at < 0 || matches!(kind, Some(PhraseKind::Stop | PhraseKind::Colon))).then_some(at),
            Part::End => matches!(kind, None | Some(PhraseKind::Stop)).then_some(at),
            Part::Quotation => {
                let Some(PhraseKind::Quotation(_)) = kind else { return None };
                self.capture.quotations.push(usize::try_from(at).ok()?);
                Some(at + step)
            }
            Part::Quoted => is(matches!(kind, Some(PhraseKind::Quotation(_)))),
            Part::Credited => self.credited(at),
            Part::Source => self.source(at),
            Part::MainSource => {
                let limit = usize::try_from(at + 1).ok().filter(|_| self.leftwards)?;
                let subject = self.clauses.main_subject(limit)?;
                self.capture.source = Some(subject);
                isize::try_from(subject.first).ok().map(|first| first - 1)
            }
            Part::Words => is(matches!(
                kind,
                Some(
                    PhraseKind::Noun(_)
                        | PhraseKind::Preposition(_)
                        | PhraseKind::Adverb
                        | PhraseKind::Other
                        | PhraseKind::Conjunction
                        | PhraseKind::Comma
                )
            )),
            Part::Addressee => self.addressee(at),
            Part::Noun => is(matches!(kind, Some(PhraseKind::Noun(_)))),
            Part::Adverbial => self.adverbial(at),
            Part::Verb => is(matches!(kind, Some(PhraseKind::Verb(_)))),
            Part::Preposition => is(matches!(kind, Some(PhraseKind::Preposition(_)))),
            Part::Comma => is(kind == Some(PhraseKind::Comma)),
            Part::Colon => is(kind == Some(PhraseKind::Colon)),
            Part::Semicolon => is(kind == Some(PhraseKind::Semicolon)),
            Part::Dash => is(kind == Some(PhraseKind::Dash)),
            Part::Bracket => is(matches!(kind, Some(PhraseKind::Open | PhraseKind::Close))),
            Part::Stop => is(kind == Some(PhraseKind::Stop)),
            Part::Conjunction => is(kind == Some(PhraseKind::Conjunction)),
            Part::That => is(kind == Some(PhraseKind::That)),
            Part::Relative => is(kind == Some(PhraseKind::Relative)),
            Part::Subordinator => is(kind == Some(PhraseKind::Subordinator)),
            Part::Word(word) => {
                let phrase = self.clauses.phrases.get(usize::try_from(at).ok()?)?;
                is(is_word(phrase.span.of(self.clauses.view.text), word))
            }
            Part::Choice(_)
            | Part::Optional(_)
            | Part::Repeated(_)
            | Part::Clause
            | Part::Statement
            | Part::Infinitive
            | Part::Predicate
            | Part::Question
            | Part::Object
            | Part::Gap => None,
        }
    }

    /// Whether the subject of the anchor stands in another clause.
    fn stands_elsewhere(&self, at: isize) -> bool {
        usize::try_from(at + 1) == Ok(self.anchor) && self.subject.is_some_and(|subject| !subject.beside)
    }

    /// A quotation that a credit can follow, with the comma behind it; leftwards only.
    fn credited(&mut self, at: isize) -> Option<isize> {
        let comma = self.kind(at) == Some(PhraseKind::Comma);
        let at = if comma { at - 1 } else { at };
        let Some(PhraseKind::Quotation(quotation)) = self.kind(at).filter(|_| self.leftwards) else { return None };
        let ends = self.clauses.view.last_character(quotation).is_some_and(|c| matches!(c, ',' | '?' | '!'));
        if !comma && !ends {
            return None;
        }
        self.capture.quotations.push(usize::try_from(at).ok()?);
        Some(at - 1)
    }

    fn source(&mut self, at: isize) -> Option<isize> {
        if !self.leftwards {
            let (subject, last) = self.clauses.starting_at(usize::try_from(at).ok()?)?;
            self.capture.source = Some(subject);
            return isize::try_from(last + 1).ok();
        }
        // Before a verb, its subject; elsewhere the noun phrase that stands here.
        let behind = usize::try_from(at + 1).ok()?;
        let subject = if behind == self.anchor && self.subject.is_some() {
            self.subject
        } else if self.clauses.verb(behind).is_some() {
            self.clauses.subject(behind)
        } else {
            usize::try_from(at).ok().and_then(|at| self.clauses.ending_at(at))
        }?;
        self.capture.source = Some(subject);
        if subject.beside { isize::try_from(subject.first).ok().map(|first| first - 1) } else { Some(at) }
    }

    /// A noun phrase, perhaps behind "to" or "with", that no verb follows.
    fn addressee(&self, at: isize) -> Option<isize> {
        let mut here = usize::try_from(at).ok()?;
        if self.leftwards {
            return None;
        }
        if let Some(PhraseKind::Preposition(None)) = self.clauses.kind(here) {
            here += 1;
        } else if !self.addressed() {
            return None;
        }
        let noun = *self.clauses.phrases.get(here)?.noun()?;
        if noun.tag == Tag::Time {
            return None;
        }
        // "accused Reyes of theft": the theft is none of his name.
        let of = self.clauses.verb(self.anchor).is_some_and(|verb| verb.takes(self.clauses.view, Frames::OF));
        if of {
            return isize::try_from(here + 1).ok();
        }
        let (_, last) = self.clauses.starting_at(here).unwrap_or((
            Subject { noun: here, span: self.clauses.phrases[here].span, first: here, beside: true, relative: false },
            here,
        ));
        let subject = self.clauses.verb(last + 1).is_some_and(|verb| verb.is_finite());
        if subject { None } else { isize::try_from(last + 1).ok() }
    }

    /// Whether the cue can have a bare noun phrase for the one who is told: "told Reyes", but not "wrote a letter".
    fn addressed(&self) -> bool {
        let takes = |frame| self.clauses.verb(self.anchor).is_none_or(|verb| verb.takes(self.clauses.view, frame));
        takes(Frames::ADDRESSEE)
            || takes(Frames::ADDRESSEE_INFINITIVE)
            || takes(Frames::OF)
            || !takes(Frames::QUOTATION)
    }

    fn adverbial(&self, at: isize) -> Option<isize> {
        let step = if self.leftwards { -1 } else { 1 };
        match self.kind(at)? {
            PhraseKind::Adverb => Some(at + step),
            PhraseKind::Noun(noun) if noun.is_time() => Some(at + step),
            PhraseKind::Preposition(None) if !self.leftwards => match self.kind(at + 1) {
                Some(PhraseKind::Noun(_)) => Some(at + 2),
                _ => None,
            },
            PhraseKind::Noun(_) if self.leftwards => match self.kind(at - 1) {
                Some(PhraseKind::Preposition(None)) => Some(at - 2),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether words are the one that a pattern asks for, in lower case there.
fn is_word(words: &str, asked: &str) -> bool {
    words.eq_ignore_ascii_case(asked) || !words.is_ascii() && words.to_lowercase() == asked
}
