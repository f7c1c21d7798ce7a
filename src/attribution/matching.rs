//! Matches the shapes of a pattern around a cue in a sentence.

use std::slice;

use crate::clauses::{Clauses, Subject};
use crate::grammar::{Frames, Kinds, Part, Shape, Step, Stretch};
use crate::phrases::{Form, Phrase, PhraseKind};
use crate::tags::Tag;

/// What a shape found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Capture {
    /// Who speaks.
    pub source: Option<Subject>,
    /// Quotations that stand where the shape asks for one: phrases.
    pub quotations: Vec<usize>,
    /// Stretches of the sentence that are reported: ranges of phrases.
    pub clauses: Vec<(usize, usize)>,
}

/// A cue, and all that shapes are matched around.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The sentence.
    pub clauses: Clauses<'a>,
    /// The kinds of its phrases, with an edge on either side: those of the phrase at `n` stand at `n + 1`.
    pub kinds: &'a [Kinds],
    /// The phrase that the cue is.
    pub anchor: usize,
    /// The subject of a verb in the active voice, where it has one; nothing is known of that of another cue.
    pub subject: Option<Option<Subject>>,
}

/// The kinds of the phrases of a sentence, with an edge on either side.
pub fn kinds(phrases: &[Phrase], kinds: &mut Vec<Kinds>) {
    kinds.clear();
    kinds.push(Kinds::EDGE);
    kinds.extend(phrases.iter().map(|phrase| phrase.kinds));
    kinds.push(Kinds::EDGE);
}

/// Matches one shape at a cue, and tells whether it fits; what it finds is put into `capture`.
pub fn matches(site: &Site<'_>, shape: &Shape, capture: &mut Capture) -> bool {
    capture.source = None;
    capture.quotations.clear();
    capture.clauses.clear();
    let mut matcher = Matcher { site, capture, leftwards: true };
    let before = match (&shape.before[..], site.subject) {
        // Most often only the subject is asked for, wherever it stands.
        ([Step { part: Part::Source, .. }], Some(subject)) => {
            matcher.capture.source = subject;
            subject.is_some()
        }
        (steps, _) => matcher.sequence(steps, &Rest::Nothing, site.anchor),
    };
    if !before {
        return false;
    }
    matcher.leftwards = false;
    if !matcher.sequence(&shape.after, &Rest::Nothing, site.anchor + 2) {
        return false;
    }
    capture.quotations.sort_unstable();
    capture.clauses.retain(|(from, to)| from < to);
    capture.clauses.sort_unstable();
    true
}

/// No statement begins with one of these.
const NO_START: Kinds = Kinds::COMMA.with(Kinds::CONJUNCTION).with(Kinds::EDGE);
/// No stretch has one of these in it.
const NO_PART: Kinds = Kinds::STOP.with(Kinds::EDGE);

/// A matcher goes from place to place. Place nought is the edge before the sentence, and the phrase at `n` stands at
/// the place `n + 1`.
struct Matcher<'a> {
    site: &'a Site<'a>,
    capture: &'a mut Capture,
    leftwards: bool,
}

/// What is still to be matched behind the sequence at hand.
enum Rest<'a> {
    Nothing,
    Then(&'a [Step], &'a Rest<'a>),
    Again(&'a Step, usize, &'a Rest<'a>),
}

/// What was captured before an attempt.
struct Captured(Option<Subject>, usize, usize);

impl Matcher<'_> {
    /// Whether the steps fit from `at` on, and the rest behind them. Where they do not, nothing of them is captured.
    fn sequence<'r>(&mut self, mut steps: &'r [Step], mut rest: &'r Rest<'r>, mut at: usize) -> bool {
        loop {
            let Some((step, behind)) = steps.split_first() else {
                match rest {
                    Rest::Nothing => return true,
                    Rest::Then(next, behind) => {
                        steps = next;
                        rest = behind;
                    }
                    Rest::Again(step, from, behind) => {
                        if at != *from && self.sequence(slice::from_ref(step), &Rest::Again(step, at, behind), at) {
                            return true;
                        }
                        rest = behind;
                    }
                }
                continue;
            };
            let here = self.here(at);
            if !step.opens.any(here) {
                return false;
            }
            match &step.part {
                // What can begin here is one of these phrases.
                Part::Phrase(_) => at = self.next(at),
                Part::Before(_) => {}
                // What captures nothing is matched on the spot.
                Part::Optional(part) | Part::Repeated(part) if part.is_plain() => {
                    let then = if matches!(step.part, Part::Repeated(_)) { steps } else { behind };
                    let next = self.plain(&part.part, at).filter(|next| *next != at);
                    if next.is_some_and(|next| self.sequence(then, rest, next)) {
                        return true;
                    }
                }
                Part::Optional(step) => {
                    if self.one(step, &Rest::Then(behind, rest), at, here) {
                        return true;
                    }
                }
                Part::Repeated(step) => {
                    if self.one(step, &Rest::Again(step, at, &Rest::Then(behind, rest)), at, here) {
                        return true;
                    }
                }
                Part::Choice(_) => return self.one(step, &Rest::Then(behind, rest), at, here),
                Part::Stretch(stretch) => return self.stretch(*stretch, behind, rest, at),
                // A source that stands elsewhere leaves nothing to be matched before it.
                Part::Source if self.leftwards && !behind.is_empty() && self.stands_elsewhere(at) => return false,
                Part::Source | Part::MainSource | Part::Quotation | Part::Credited => {
                    let captured = self.captured();
                    let next = self.capturing(&step.part, at);
                    let fits = next.is_some_and(|next| self.sequence(behind, rest, next));
                    if !fits {
                        self.take_back(captured);
                    }
                    return fits;
                }
                part => match self.plain(part, at) {
                    Some(next) => at = next,
                    None => return false,
                },
            }
            steps = behind;
        }
    }

    /// Whether one step fits at `at`, where phrases of these kinds stand, and the rest behind it.
    fn one(&mut self, step: &Step, rest: &Rest<'_>, at: usize, here: Kinds) -> bool {
        match &step.part {
            Part::Choice(sequences) => {
                sequences.iter().any(|steps| begins(steps, here) && self.sequence(steps, rest, at))
            }
            _ => {
                let steps = slice::from_ref(step);
                begins(steps, here) && self.sequence(steps, rest, at)
            }
        }
    }

    fn captured(&self) -> Captured {
        Captured(self.capture.source, self.capture.quotations.len(), self.capture.clauses.len())
    }

    fn take_back(&mut self, Captured(source, quotations, clauses): Captured) {
        self.capture.source = source;
        self.capture.quotations.truncate(quotations);
        self.capture.clauses.truncate(clauses);
    }

    /// Any stretch, the shortest first.
    fn stretch(&mut self, stretch: Stretch, behind: &[Step], rest: &Rest<'_>, from: usize) -> bool {
        let opens = behind.first().map_or(Kinds::ALL, |step| step.opens);
        let mut at = from;
        loop {
            let here = self.here(at);
            if here.any(opens) && self.ends(stretch, from, at, behind, rest) {
                return true;
            }
            if here.any(NO_PART) {
                return false;
            }
            at = self.next(at);
            // Most phrases neither end it nor must end it.
            while !self.here(at).any(opens.with(NO_PART)) {
                at = self.next(at);
            }
        }
    }

    /// Whether a stretch that begins at `from` ends before `at`.
    fn ends(&mut self, stretch: Stretch, from: usize, at: usize, behind: &[Step], rest: &Rest<'_>) -> bool {
        if stretch == Stretch::Gap {
            return self.sequence(behind, rest, at);
        }
        let (start, end) = if self.leftwards { (at, from) } else { (from - 1, at - 1) };
        if matches!(stretch, Stretch::From(kinds) if start == end || !kinds.any(self.here(start + 1))) {
            return false;
        }
        let captured = self.captured();
        self.capture.clauses.push((start, end));
        // Whether it is a statement costs the most to tell, and few ends are left to ask it for.
        let fits = self.sequence(behind, rest, at) && (stretch != Stretch::Statement || self.is_statement(start, end));
        if !fits {
            self.take_back(captured);
        }
        fits
    }

    /// Whether the phrases from `start` to `end` have a subject and a verb of their own, or quoted words that may hold
    /// them.
    fn is_statement(&self, start: usize, end: usize) -> bool {
        let here = |phrase: usize| self.here(phrase + 1);
        let first = here(start);
        // "said leaving was easier": what is done is the subject.
        let doing = self.site.clauses.verb(start).is_some_and(|verb| verb.form == Form::Ing);
        if first.any(NO_START) || first.any(Kinds::VERB) && !doing {
            return false;
        }
        // "25 miles, and two ambulances have been delayed" is none: its first noun phrase is no subject.
        let cut_off = first.any(Kinds::NOUN) && here(start + 1).any(Kinds::COMMA) && !here(start + 2).any(Kinds::NOUN);
        let own = |verb: usize| {
            self.site.clauses.subject(verb).is_some_and(|subject| {
                subject.noun >= start && !subject.relative && (!cut_off || subject.first == start)
            })
        };
        (start..end).any(|at| here(at).any(Kinds::QUOTATION) || here(at).any(Kinds::FINITE) && (doing || own(at)))
    }

    /// The kinds of what stands at a place.
    fn here(&self, at: usize) -> Kinds {
        self.site.kinds.get(at).copied().unwrap_or(Kinds::EDGE)
    }

    /// The phrase at a place.
    fn phrase(&self, at: usize) -> Option<&Phrase> {
        at.checked_sub(1).and_then(|at| self.site.clauses.phrases.get(at))
    }

    /// The place behind (or, leftwards, before) this one.
    fn next(&self, at: usize) -> usize {
        if self.leftwards { at - 1 } else { at + 1 }
    }

    /// The place behind (or, leftwards, before) one part at `at` that captures nothing.
    fn plain(&self, part: &Part, at: usize) -> Option<usize> {
        match part {
            Part::Phrase(kinds) => kinds.any(self.here(at)).then(|| self.next(at)),
            Part::Before(kinds) => kinds.any(self.here(at)).then_some(at),
            Part::Aside => self.opens_insertion(at).then_some(at),
            Part::Addressee => self.addressee(at),
            Part::Adverbial => self.adverbial(at),
            Part::Word(word) => {
                let words = self.phrase(at)?.span.of(self.site.clauses.view.text);
                is_word(words, word).then(|| self.next(at))
            }
            _ => None,
        }
    }

    /// The same of a part that does.
    fn capturing(&mut self, part: &Part, at: usize) -> Option<usize> {
        match part {
            Part::Quotation if self.here(at).any(Kinds::QUOTATION) => {
                self.capture.quotations.push(at - 1);
                Some(self.next(at))
            }
            Part::Credited => self.credited(at),
            Part::Source => self.source(at),
            Part::MainSource if self.leftwards => {
                let subject = self.site.clauses.main_subject(at)?;
                self.capture.source = Some(subject);
                Some(subject.first)
            }
            _ => None,
        }
    }

    /// Whether the subject of the anchor, whose clause ends at a place, stands in another clause.
    fn stands_elsewhere(&self, at: usize) -> bool {
        at == self.site.anchor && self.site.subject.flatten().is_some_and(|subject| !subject.beside)
    }

    /// Whether the anchor stands in an insertion that the dash or the bracket at a place opens; leftwards only.
    fn opens_insertion(&self, at: usize) -> bool {
        let (clauses, anchor) = (self.site.clauses, self.site.anchor);
        let Some(opening) = at.checked_sub(1).filter(|_| self.leftwards) else { return false };
        let dash = |at: &usize| clauses.kind(*at) == Some(PhraseKind::Dash);
        match clauses.kind(opening) {
            Some(PhraseKind::Open) => !(opening..anchor).any(|at| clauses.kind(at) == Some(PhraseKind::Close)),
            // One dash alone opens nothing.
            Some(PhraseKind::Dash) => {
                let before = (0..opening).filter(dash).count();
                before % 2 == 0
                    && !(opening + 1..anchor).any(|at| dash(&at))
                    && (anchor..clauses.phrases.len()).any(|at| dash(&at))
            }
            _ => false,
        }
    }

    /// A quotation that a credit can follow, with the comma behind it; leftwards only.
    fn credited(&mut self, at: usize) -> Option<usize> {
        let comma = self.here(at).any(Kinds::COMMA);
        let at = if comma { at.checked_sub(1)? } else { at };
        let Some(PhraseKind::Quotation(quotation)) =
            self.phrase(at).filter(|_| self.leftwards).map(|phrase| phrase.kind)
        else {
            return None;
        };
        let ends = self.site.clauses.view.last_character(quotation).is_some_and(|c| matches!(c, ',' | '?' | '!'));
        if !comma && !ends {
            return None;
        }
        self.capture.quotations.push(at - 1);
        Some(at - 1)
    }

    fn source(&mut self, at: usize) -> Option<usize> {
        let clauses = self.site.clauses;
        if !self.leftwards {
            let (subject, last) = clauses.starting_at(at - 1)?;
            self.capture.source = Some(subject);
            return Some(last + 2);
        }
        // Before a verb, its subject; elsewhere the noun phrase that stands here. The phrase behind has the number of
        // this place.
        let subject = match self.site.subject.filter(|_| at == self.site.anchor) {
            Some(subject) => subject,
            None if clauses.verb(at).is_some() => {
                clauses.verb(at).filter(|verb| !verb.passive).and(clauses.subject(at))
            }
            None => at.checked_sub(1).and_then(|last| clauses.ending_at(last)),
        }?;
        self.capture.source = Some(subject);
        Some(if subject.beside { subject.first } else { at })
    }

    /// A noun phrase, perhaps behind "to" or "with", that no verb follows; rightwards only.
    fn addressee(&self, at: usize) -> Option<usize> {
        if self.leftwards {
            return None;
        }
        let clauses = self.site.clauses;
        let mut here = at - 1;
        if let PhraseKind::Preposition(None) = self.phrase(at)?.kind {
            here += 1;
        } else if !self.addressed() {
            return None;
        }
        let phrase = clauses.phrases.get(here)?;
        if phrase.noun()?.tag == Tag::Time {
            return None;
        }
        // "accused Reyes of theft": the theft is none of his name.
        let of = clauses.verb(self.site.anchor).is_some_and(|verb| verb.takes(clauses.view, Frames::OF));
        if of {
            return Some(here + 2);
        }
        let last = clauses.starting_at(here).map_or(here, |(_, last)| last);
        // "told reporters gathered outside": a participle that says which.
        if clauses.describes(last + 1) {
            return Some(last + 3);
        }
        let subject = clauses.verb(last + 1).is_some_and(|verb| verb.is_finite());
        (!subject).then_some(last + 2)
    }

    /// Whether the cue can have a bare noun phrase for the one who is told: "told Reyes", but not "wrote a letter".
    fn addressed(&self) -> bool {
        let clauses = self.site.clauses;
        let takes = |frame| clauses.verb(self.site.anchor).is_none_or(|verb| verb.takes(clauses.view, frame));
        takes(Frames::ADDRESSEE.with(Frames::ADDRESSEE_INFINITIVE).with(Frames::OF)) || !takes(Frames::QUOTATION)
    }

    fn adverbial(&self, at: usize) -> Option<usize> {
        let preposition =
            |at: usize| self.phrase(at).is_some_and(|phrase| matches!(phrase.kind, PhraseKind::Preposition(None)));
        match &self.phrase(at)?.kind {
            PhraseKind::Adverb => Some(self.next(at)),
            PhraseKind::Noun(noun) if noun.is_time() => Some(self.next(at)),
            PhraseKind::Preposition(None) if !self.leftwards && self.here(at + 1).any(Kinds::NOUN) => Some(at + 2),
            PhraseKind::Noun(_) if self.leftwards && preposition(at - 1) => Some(at - 2),
            _ => None,
        }
    }
}

/// Whether steps can begin with what stands somewhere.
fn begins(steps: &[Step], here: Kinds) -> bool {
    steps.first().is_none_or(|step| step.opens.any(here))
}

/// Whether words are the one that a pattern asks for, in lower case there.
fn is_word(words: &str, asked: &str) -> bool {
    words.eq_ignore_ascii_case(asked)
        || !asked.is_ascii() && words.chars().flat_map(char::to_lowercase).eq(asked.chars())
}
