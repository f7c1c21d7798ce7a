//! Matches the shapes of a pattern around a cue in a sentence.

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
    kinds.extend(phrases.iter().map(kinds_of));
    kinds.push(Kinds::EDGE);
}

fn kinds_of(phrase: &Phrase) -> Kinds {
    match &phrase.kind {
        PhraseKind::Noun(_) => Kinds::NOUN,
        PhraseKind::Verb(verb) => match verb.form {
            Form::Finite => Kinds::VERB.with(Kinds::FINITE),
            Form::Infinitive => Kinds::VERB.with(Kinds::INFINITIVE),
            Form::Ing | Form::Participle => Kinds::VERB,
        },
        PhraseKind::Quotation(_) => Kinds::QUOTATION,
        PhraseKind::Adverb => Kinds::ADVERB,
        PhraseKind::Preposition(_) => Kinds::PREPOSITION,
        PhraseKind::Conjunction => Kinds::CONJUNCTION,
        PhraseKind::Subordinator => Kinds::SUBORDINATOR,
        PhraseKind::That => Kinds::THAT,
        PhraseKind::Relative => Kinds::RELATIVE,
        PhraseKind::Comma => Kinds::COMMA,
        PhraseKind::Colon => Kinds::COLON,
        PhraseKind::Semicolon => Kinds::SEMICOLON,
        PhraseKind::Dash => Kinds::DASH,
        PhraseKind::Open | PhraseKind::Close => Kinds::BRACKET,
        PhraseKind::Stop => Kinds::STOP,
        PhraseKind::Other => Kinds::OTHER,
    }
}

/// Matches one shape at a cue, and tells whether it fits; what it finds is put into `capture`.
pub fn matches(site: Site<'_>, shape: &Shape, capture: &mut Capture) -> bool {
    capture.source = None;
    capture.quotations.clear();
    capture.clauses.clear();
    let Ok(anchor) = isize::try_from(site.anchor) else { return false };
    let mut matcher = Matcher { site, capture, leftwards: true };
    if !matcher.sequence(&shape.before, &Rest::Nothing, anchor - 1) {
        return false;
    }
    matcher.leftwards = false;
    if !matcher.sequence(&shape.after, &Rest::Nothing, anchor + 1) {
        return false;
    }
    capture.quotations.sort_unstable();
    capture.clauses.retain(|(from, to)| from < to);
    capture.clauses.sort_unstable();
    true
}

/// No statement begins with one of these.
const NO_START: Kinds = Kinds::COMMA.with(Kinds::CONJUNCTION).with(Kinds::EDGE);

struct Matcher<'a, 'c> {
    site: Site<'a>,
    capture: &'c mut Capture,
    leftwards: bool,
}

/// What is still to be matched behind the sequence at hand.
enum Rest<'a> {
    Nothing,
    Then(&'a [Step], &'a Rest<'a>),
    Again(&'a Step, isize, &'a Rest<'a>),
}

/// What was captured before an attempt.
struct Captured(Option<Subject>, usize, usize);

impl Matcher<'_, '_> {
    /// Whether the steps fit from `at` on, and the rest behind them. Where they do not, nothing of them is captured.
    fn sequence(&mut self, steps: &[Step], rest: &Rest<'_>, at: isize) -> bool {
        let Some((step, behind)) = steps.split_first() else {
            return match rest {
                Rest::Nothing => true,
                Rest::Then(steps, rest) => self.sequence(steps, rest, at),
                Rest::Again(step, from, rest) => {
                    at != *from && self.sequence(std::slice::from_ref(step), &Rest::Again(step, at, rest), at)
                        || self.sequence(&[], rest, at)
                }
            };
        };
        if !step.opens.any(self.here(at)) {
            return false;
        }
        match &step.part {
            Part::Optional(step) => {
                self.sequence(std::slice::from_ref(step), &Rest::Then(behind, rest), at)
                    || self.sequence(behind, rest, at)
            }
            Part::Repeated(step) => {
                self.sequence(std::slice::from_ref(step), &Rest::Again(step, at, &Rest::Then(behind, rest)), at)
                    || self.sequence(behind, rest, at)
            }
            Part::Choice(sequences) => {
                sequences.iter().any(|sequence| self.sequence(sequence, &Rest::Then(behind, rest), at))
            }
            Part::Stretch(stretch) => self.stretch(*stretch, behind, rest, at),
            // A source that stands elsewhere leaves nothing to be matched before it.
            Part::Source if self.leftwards && !behind.is_empty() && self.stands_elsewhere(at) => false,
            Part::Source | Part::MainSource | Part::Quotation | Part::Credited => {
                let captured = self.captured();
                let done = match self.capturing(&step.part, at) {
                    Some(next) => self.sequence(behind, rest, next),
                    None => false,
                };
                if !done {
                    self.take_back(captured);
                }
                done
            }
            part => match self.plain(part, at) {
                Some(next) => self.sequence(behind, rest, next),
                None => false,
            },
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
    fn stretch(&mut self, stretch: Stretch, behind: &[Step], rest: &Rest<'_>, from: isize) -> bool {
        let opens = behind.first().map_or(Kinds::ALL, |step| step.opens);
        let mut at = from;
        loop {
            let here = self.here(at);
            if opens.any(here) && self.ends(stretch, from, at, behind, rest) {
                return true;
            }
            if here.any(Kinds::EDGE.with(Kinds::STOP)) {
                return false;
            }
            at += self.step();
        }
    }

    /// Whether a stretch that begins at `from` ends before `at`.
    fn ends(&mut self, stretch: Stretch, from: isize, at: isize, behind: &[Step], rest: &Rest<'_>) -> bool {
        if stretch == Stretch::Gap {
            return self.sequence(behind, rest, at);
        }
        let (start, end) = if self.leftwards { (at + 1, from + 1) } else { (from, at) };
        if matches!(stretch, Stretch::From(kinds) if start == end || !kinds.any(self.here(start))) {
            return false;
        }
        let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else { return false };
        let captured = self.captured();
        self.capture.clauses.push((start, end));
        // Whether it is a statement costs the most to tell, and few ends are left to ask it for.
        let done = self.sequence(behind, rest, at) && (stretch != Stretch::Statement || self.is_statement(start, end));
        if !done {
            self.take_back(captured);
        }
        done
    }

    /// Whether a stretch has a subject and a verb of its own, or quoted words that may hold them.
    fn is_statement(&self, start: usize, end: usize) -> bool {
        let here = |at: usize| self.site.kinds.get(at + 1).copied().unwrap_or(Kinds::EDGE);
        let first = here(start);
        // "said leaving was easier": what is done is the subject.
        let doing = self.site.clauses.verb(start).is_some_and(|verb| verb.form == Form::Ing);
        if first.any(NO_START) || first.any(Kinds::VERB) && !doing {
            return false;
        }
        // "25 miles, and two ambulances have been delayed" is none: its first noun phrase is no subject.
        let cut_off = first.any(Kinds::NOUN) && here(start + 1).any(Kinds::COMMA) && !here(start + 2).any(Kinds::NOUN);
        let own = |at: usize| {
            self.site.clauses.subject(at).is_some_and(|subject| {
                subject.noun >= start && !subject.relative && (!cut_off || subject.first == start)
            })
        };
        (start..end).any(|at| here(at).any(Kinds::QUOTATION) || here(at).any(Kinds::FINITE) && (doing || own(at)))
    }

    /// The kinds of the phrase at a place.
    fn here(&self, at: isize) -> Kinds {
        usize::try_from(at + 1).ok().and_then(|at| self.site.kinds.get(at)).copied().unwrap_or(Kinds::EDGE)
    }

    fn kind(&self, at: isize) -> Option<PhraseKind> {
        usize::try_from(at).ok().and_then(|at| self.site.clauses.kind(at))
    }

    /// The way in which the sentence is read.
    fn step(&self) -> isize {
        if self.leftwards { -1 } else { 1 }
    }

    /// The place behind (or, leftwards, before) one part at `at` that captures nothing.
    fn plain(&self, part: &Part, at: isize) -> Option<isize> {
        match part {
            Part::Phrase(kinds) => kinds.any(self.here(at)).then_some(at + self.step()),
            Part::Before(kinds) => kinds.any(self.here(at)).then_some(at),
            Part::Addressee => self.addressee(at),
            Part::Adverbial => self.adverbial(at),
            Part::Word(word) => {
                let phrase = self.site.clauses.phrases.get(usize::try_from(at).ok()?)?;
                is_word(phrase.span.of(self.site.clauses.view.text), word).then_some(at + self.step())
            }
            _ => None,
        }
    }

    /// The same of a part that does.
    fn capturing(&mut self, part: &Part, at: isize) -> Option<isize> {
        match part {
            Part::Quotation => {
                self.here(at).any(Kinds::QUOTATION).then_some(())?;
                self.capture.quotations.push(usize::try_from(at).ok()?);
                Some(at + self.step())
            }
            Part::Credited => self.credited(at),
            Part::Source => self.source(at),
            Part::MainSource => {
                let limit = usize::try_from(at + 1).ok().filter(|_| self.leftwards)?;
                let subject = self.site.clauses.main_subject(limit)?;
                self.capture.source = Some(subject);
                isize::try_from(subject.first).ok().map(|first| first - 1)
            }
            _ => None,
        }
    }

    /// Whether the subject of the anchor stands in another clause.
    fn stands_elsewhere(&self, at: isize) -> bool {
        usize::try_from(at + 1) == Ok(self.site.anchor)
            && self.site.subject.flatten().is_some_and(|subject| !subject.beside)
    }

    /// A quotation that a credit can follow, with the comma behind it; leftwards only.
    fn credited(&mut self, at: isize) -> Option<isize> {
        let comma = self.here(at).any(Kinds::COMMA);
        let at = if comma { at - 1 } else { at };
        let Some(PhraseKind::Quotation(quotation)) = self.kind(at).filter(|_| self.leftwards) else { return None };
        let ends = self.site.clauses.view.last_character(quotation).is_some_and(|c| matches!(c, ',' | '?' | '!'));
        if !comma && !ends {
            return None;
        }
        self.capture.quotations.push(usize::try_from(at).ok()?);
        Some(at - 1)
    }

    fn source(&mut self, at: isize) -> Option<isize> {
        if !self.leftwards {
            let (subject, last) = self.site.clauses.starting_at(usize::try_from(at).ok()?)?;
            self.capture.source = Some(subject);
            return isize::try_from(last + 1).ok();
        }
        // Before a verb, its subject; elsewhere the noun phrase that stands here.
        let behind = usize::try_from(at + 1).ok()?;
        let subject = match self.site.subject.filter(|_| behind == self.site.anchor) {
            Some(subject) => subject,
            None if self.site.clauses.verb(behind).is_some() => self.site.clauses.subject(behind),
            None => usize::try_from(at).ok().and_then(|at| self.site.clauses.ending_at(at)),
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
        if let Some(PhraseKind::Preposition(None)) = self.site.clauses.kind(here) {
            here += 1;
        } else if !self.addressed() {
            return None;
        }
        let noun = *self.site.clauses.phrases.get(here)?.noun()?;
        if noun.tag == Tag::Time {
            return None;
        }
        // "accused Reyes of theft": the theft is none of his name.
        let of =
            self.site.clauses.verb(self.site.anchor).is_some_and(|verb| verb.takes(self.site.clauses.view, Frames::OF));
        if of {
            return isize::try_from(here + 1).ok();
        }
        let (_, last) = self.site.clauses.starting_at(here).unwrap_or((
            Subject {
                noun: here,
                span: self.site.clauses.phrases[here].span,
                first: here,
                beside: true,
                relative: false,
            },
            here,
        ));
        let subject = self.site.clauses.verb(last + 1).is_some_and(|verb| verb.is_finite());
        if subject { None } else { isize::try_from(last + 1).ok() }
    }

    /// Whether the cue can have a bare noun phrase for the one who is told: "told Reyes", but not "wrote a letter".
    fn addressed(&self) -> bool {
        let takes = |frame| {
            self.site.clauses.verb(self.site.anchor).is_none_or(|verb| verb.takes(self.site.clauses.view, frame))
        };
        takes(Frames::ADDRESSEE)
            || takes(Frames::ADDRESSEE_INFINITIVE)
            || takes(Frames::OF)
            || !takes(Frames::QUOTATION)
    }

    fn adverbial(&self, at: isize) -> Option<isize> {
        match self.kind(at)? {
            PhraseKind::Adverb => Some(at + self.step()),
            PhraseKind::Noun(noun) if noun.is_time() => Some(at + self.step()),
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
    words.eq_ignore_ascii_case(asked)
        || !asked.is_ascii() && words.chars().flat_map(char::to_lowercase).eq(asked.chars())
}
