//! A tagged sentence in phrases: noun phrases, verb groups, and what joins them.

use std::ops::Range;

use crate::grammar::{Classes, Cue, CueKind, Frames, Kinds};
use crate::sentences::{Piece, View};
use crate::tags::Tag;
use crate::text::Span;
use crate::tokens::TokenKind;

/// One phrase of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// What it is.
    pub kind: PhraseKind,
    /// The same as a set, which is quicker to ask.
    pub kinds: Kinds,
    /// Its pieces: a sentence has few.
    pieces: (u16, u16),
    /// Its bytes in the draft.
    pub span: Span,
}

/// The kinds of phrases.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(u8)]
pub enum PhraseKind {
    /// A noun phrase without what follows its head.
    Noun(Noun),
    /// A verb with its auxiliaries, adverbs and negation.
    Verb(Verb),
    /// A quotation: index into the draft's quotations.
    Quotation(u32),
    /// An adverb.
    Adverb,
    /// A preposition; of several words it may be a cue.
    Preposition(Option<u16>),
    /// and, but, or
    Conjunction,
    /// because, whether
    Subordinator,
    /// that, before a clause
    That,
    /// who, which
    Relative,
    /// ,
    Comma,
    /// :
    Colon,
    /// ;
    Semicolon,
    /// —
    Dash,
    /// (
    Open,
    /// )
    Close,
    /// . ? !
    Stop,
    /// Anything else.
    Other,
}

impl PhraseKind {
    /// What a tag is that makes a phrase alone, and the same as a set.
    const fn alone(tag: Tag) -> (Self, Kinds) {
        match tag {
            Tag::Adverb | Tag::Negation => (Self::Adverb, Kinds::ADVERB),
            Tag::Conjunction => (Self::Conjunction, Kinds::CONJUNCTION),
            Tag::That => (Self::That, Kinds::THAT),
            Tag::Relative => (Self::Relative, Kinds::RELATIVE),
            Tag::Comma => (Self::Comma, Kinds::COMMA),
            Tag::Colon => (Self::Colon, Kinds::COLON),
            Tag::Semicolon => (Self::Semicolon, Kinds::SEMICOLON),
            Tag::Dash => (Self::Dash, Kinds::DASH),
            Tag::Open => (Self::Open, Kinds::BRACKET),
            Tag::Close => (Self::Close, Kinds::BRACKET),
            Tag::Stop => (Self::Stop, Kinds::STOP),
            _ => (Self::Other, Kinds::OTHER),
        }
    }
}

/// What is known of a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// The piece of its head.
    head: u16,
    /// The classes of its head, as it is written.
    pub classes: Classes,
    /// The kind of its head.
    pub tag: Tag,
    /// Whether it begins with an article, a possessive or a quantifier.
    pub determined: bool,
    /// The piece of the "'s" in it.
    possessive: Option<u16>,
    /// Whether it begins with "her", "their".
    pub possessive_pronoun: bool,
    /// Several.
    pub plural: bool,
    /// Whether one of its words says that they were it once: "former".
    pub former: bool,
}

impl Noun {
    /// The piece of its head: the last noun or name.
    pub fn head(&self) -> usize {
        usize::from(self.head)
    }

    /// The piece of the "'s" in it: what stands before is the possessor.
    pub fn possessive(&self) -> Option<usize> {
        self.possessive.map(usize::from)
    }

    /// Whether it is one that can speak: a name, a pronoun, a role, a quantity of people.
    pub fn can_speak(&self) -> bool {
        matches!(self.tag, Tag::Proper | Tag::Pronoun | Tag::Quantifier) || self.classes.any(Classes::ROLE)
    }

    /// Whether it is a day, a time, an age.
    pub fn is_time(&self) -> bool {
        self.tag == Tag::Time || self.tag == Tag::Number && !self.determined
    }
}

/// The form of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// said, says, has said, would say
    Finite,
    /// to say
    Infinitive,
    /// saying
    Ing,
    /// told, behind a noun
    Participle,
}

/// What is known of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// Finite or not.
    pub form: Form,
    /// Past, rather than present.
    pub past: bool,
    /// was told
    pub passive: bool,
    /// would not say, declined
    pub negated: bool,
    /// The reporting verb: index into the lexicon's cues.
    pub cue: Option<u16>,
    /// Has an auxiliary or a modal.
    pub helped: bool,
    /// Words behind the main verb that belong to the cue: "point out".
    pub tail: u8,
    /// The classes of its main verb.
    pub classes: Classes,
    /// A base form without auxiliary or "to": "say", joined to "to go" or "will go".
    pub base: bool,
}

impl Phrase {
    /// Its pieces: indices into the sentence's pieces.
    pub fn pieces(&self) -> Range<usize> {
        usize::from(self.pieces.0)..usize::from(self.pieces.1)
    }

    /// The phrase of these pieces.
    #[inline]
    fn of(pieces: &[Piece], range: Range<usize>, kind: PhraseKind, kinds: Kinds) -> Self {
        let span = Span::new(pieces[range.start].span().start, pieces[range.end - 1].span().end);
        Self { kind, kinds, pieces: (short(range.start), short(range.end)), span }
    }

    /// The noun phrase, where it is one.
    pub fn noun(&self) -> Option<&Noun> {
        match &self.kind {
            PhraseKind::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    /// The verb group, where it is one.
    pub fn verb(&self) -> Option<&Verb> {
        match &self.kind {
            PhraseKind::Verb(verb) => Some(verb),
            _ => None,
        }
    }
}

impl Noun {
    /// It as a set, with what patterns tell apart besides.
    fn kinds(&self) -> Kinds {
        let cue = self.tag == Tag::Noun && self.classes.any(Classes::NOUN_CUE);
        Kinds::NOUN.with(Kinds::CUE.only_if(cue))
    }
}

impl Verb {
    /// It as a set, with what patterns tell apart besides.
    fn kinds(&self) -> Kinds {
        let form = match self.form {
            Form::Finite => Kinds::VERB.with(Kinds::FINITE),
            Form::Infinitive => Kinds::VERB.with(Kinds::INFINITIVE),
            Form::Ing => Kinds::VERB.with(Kinds::DOING),
            Form::Participle => Kinds::VERB,
        };
        form.with(Kinds::CUE.only_if(self.cue.is_some()))
    }

    /// The cue that the verb is, where it is one.
    pub fn cue_of<'a>(&self, view: View<'a>) -> Option<&'a Cue> {
        self.cue.map(|cue| &view.grammar.lexicon.cues[cue as usize])
    }

    /// Whether it is a finite form.
    pub fn is_finite(&self) -> bool {
        self.form == Form::Finite
    }

    /// Whether it reports speech or thought wherever its frames fit.
    pub fn is_strong_cue(&self, view: View<'_>) -> bool {
        self.cue_of(view).is_some_and(|cue| !cue.weak)
    }

    /// Whether it is a verb of speech with one of these frames.
    pub fn takes(&self, view: View<'_>, frames: Frames) -> bool {
        self.cue_of(view).is_some_and(|cue| cue.frames.any(frames))
    }

    /// Whether it says rather than thinks or judges.
    pub fn is_speech(&self, view: View<'_>) -> bool {
        self.cue_of(view).is_some_and(|cue| cue.kind == CueKind::Speech)
    }
}

/// A place in a sentence in two bytes: no sentence has so many pieces.
fn short(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Appends the phrases of a tagged sentence.
pub fn read(view: View<'_>, pieces: &[Piece], tags: &[Tag], phrases: &mut Vec<Phrase>) {
    let mut at = 0;
    while at < pieces.len() {
        at = phrase(view, pieces, tags, at, phrases);
    }
}

/// Appends the phrase that begins at a piece, and tells where it ends. The commonest are asked for first.
fn phrase(view: View<'_>, pieces: &[Piece], tags: &[Tag], at: usize, phrases: &mut Vec<Phrase>) -> usize {
    let tag = tags[at];
    if tag.opens_noun_phrase()
        && let Some((noun, end)) = noun_phrase(view, pieces, tags, at)
    {
        phrases.push(Phrase::of(pieces, at..end, PhraseKind::Noun(noun), noun.kinds()));
        return end;
    }
    // What opens a preposition of several words has one of these tags.
    if matches!(tag, Tag::Preposition | Tag::Adverb)
        && let Some((length, phrase)) = view.long_phrase(pieces, at, Classes::PREPOSITION)
    {
        phrases.push(preposition(pieces, at..at + length, phrase.cue));
        return at + length;
    }
    if tag.opens_verb_group()
        && let Some((verb, end)) = verb_group(view, pieces, tags, at)
    {
        phrases.push(Phrase::of(pieces, at..end, PhraseKind::Verb(verb), verb.kinds()));
        return end;
    }
    let (kind, kinds) = PhraseKind::alone(tag);
    let single = at..at + 1;
    phrases.push(match tag {
        Tag::Pronoun | Tag::ObjectPronoun => {
            let noun = pronoun(pieces, at, tag);
            Phrase::of(pieces, single, PhraseKind::Noun(noun), noun.kinds())
        }
        Tag::Preposition => preposition(pieces, single, preposition_cue(view, &pieces[at])),
        Tag::Subordinator => match preposition_cue(view, &pieces[at]) {
            None => {
                // "because" and "as" open no question.
                let asks = !pieces[at].lower.any(Classes::PREPOSITION);
                let kinds = Kinds::SUBORDINATOR.with(Kinds::QUESTION.only_if(asks));
                Phrase::of(pieces, single, PhraseKind::Subordinator, kinds)
            }
            cue => preposition(pieces, single, cue),
        },
        Tag::Quotation if let Some(quotation) = pieces[at].quotation() => {
            Phrase::of(pieces, single, PhraseKind::Quotation(quotation), Kinds::QUOTATION)
        }
        _ => Phrase::of(pieces, single, kind, kinds),
    });
    at + 1
}

fn preposition(pieces: &[Piece], range: Range<usize>, cue: Option<u16>) -> Phrase {
    // "after Holt left"
    let opens = range.len() == 1 && pieces[range.start].lower.any(Classes::SUBORDINATOR);
    let kinds = Kinds::PREPOSITION.with(Kinds::CUE.only_if(cue.is_some())).with(Kinds::OPENER.only_if(opens));
    Phrase::of(pieces, range, PhraseKind::Preposition(cue), kinds)
}

/// The cue that a single preposition is: "per".
fn preposition_cue(view: View<'_>, piece: &Piece) -> Option<u16> {
    let reports = piece.lower.all(Classes::PREPOSITION | Classes::CUE) && !piece.lower.any(Classes::VERB);
    reports.then(|| view.grammar.lexicon.word(piece.word).cue).flatten()
}

fn verb_group(view: View<'_>, pieces: &[Piece], tags: &[Tag], start: usize) -> Option<(Verb, usize)> {
    let mut verb = Verb {
        form: Form::Finite,
        past: false,
        passive: false,
        negated: false,
        cue: None,
        helped: false,
        tail: 0,
        classes: Classes::NONE,
        base: false,
    };
    let mut at = start;
    let mut helper: Option<usize> = None;
    let mut infinitive = false;
    let mut main = None;
    while let Some(tag) = tags.get(at) {
        match tag {
            Tag::Past | Tag::Third | Tag::Base | Tag::Participle | Tag::Ing => {
                main = Some(at);
                break;
            }
            Tag::Modal | Tag::Auxiliary => {
                helper = Some(at);
                verb.helped = true;
            }
            Tag::Adverb if view.long_phrase(pieces, at, Classes::PREPOSITION).is_some() => break,
            Tag::Adverb => {}
            Tag::Negation => verb.negated = true,
            // "not to act"
            Tag::To if at == start || helper.is_none() && !infinitive => infinitive = true,
            _ => break,
        }
        at += 1;
    }
    let head = main.or(helper)?;
    at = head + 1;
    verb.classes = pieces[head].classes;
    verb.base = tags[head] == Tag::Base && !verb.helped && !infinitive;
    let helped_by = |class: Classes| helper.is_some_and(|at| pieces[at].classes.any(class));
    verb.form = match tags[head] {
        _ if infinitive => Form::Infinitive,
        _ if verb.helped && !starts_with_ing(view, pieces, tags, start, head) => Form::Finite,
        Tag::Ing => Form::Ing,
        Tag::Participle if !verb.helped => Form::Participle,
        _ if verb.helped => Form::Ing,
        _ => Form::Finite,
    };
    verb.past = tags[head] == Tag::Past || helped_by(Classes::PAST_HELPER);
    let (cue, tail) = cue_at(view, pieces, head);
    // "had this to say" is a cue, "had" is none.
    if main.is_some() || tail > 0 {
        verb.cue = cue;
        verb.tail = u8::try_from(tail).unwrap_or(u8::MAX);
        at += tail;
    }
    // "he’s said it leaks": what is told to nobody has no passive with a person for its subject.
    let has = helper.is_some_and(|at| pieces[at].kind == TokenKind::Possessive)
        && verb.takes(view, Frames::CLAUSE)
        && !verb.takes(view, Frames::ADDRESSEE);
    verb.passive = helped_by(Classes::BEING) && tags[head] == Tag::Participle && !has || verb.form == Form::Participle;
    if tags.get(at) == Some(&Tag::Negation) {
        verb.negated = true;
        at += 1;
    }
    Some((verb, at))
}

fn starts_with_ing(view: View<'_>, pieces: &[Piece], tags: &[Tag], start: usize, head: usize) -> bool {
    (start..head)
        .find(|at| matches!(tags[*at], Tag::Auxiliary | Tag::Modal))
        .is_some_and(|at| pieces[at].span().of(view.text).ends_with("ing"))
}

/// The cue at a verb, and how many words behind it belong to it.
fn cue_at(view: View<'_>, pieces: &[Piece], head: usize) -> (Option<u16>, usize) {
    if let Some((length, phrase)) = view.long_phrase(pieces, head, Classes::CUE) {
        return (phrase.cue, length - 1);
    }
    let cue = pieces[head].classes.any(Classes::VERB) && pieces[head].lower.any(Classes::CUE);
    (cue.then(|| view.grammar.lexicon.word(pieces[head].word).cue).flatten(), 0)
}

fn pronoun(pieces: &[Piece], at: usize, tag: Tag) -> Noun {
    let classes = pieces[at].classes;
    Noun {
        head: short(at),
        classes,
        tag,
        determined: false,
        possessive: None,
        possessive_pronoun: false,
        plural: classes.any(Classes::PLURAL),
        former: classes.any(Classes::FORMER),
    }
}

/// The noun phrase that begins with a tag that opens one, and where it ends.
fn noun_phrase(view: View<'_>, pieces: &[Piece], tags: &[Tag], start: usize) -> Option<(Noun, usize)> {
    let mut last = tags[start];
    let mut head = last.is_nominal().then_some(start);
    let mut possessive = None;
    let mut all = pieces[start].classes;
    let mut at = start + 1;
    while let Some(&tag) = tags.get(at) {
        match JOINS[last as usize][tag as usize] {
            Join::Yes => {}
            Join::Perhaps if goes_on(view, pieces, tags, start..at, possessive.is_some()) => {}
            _ => break,
        }
        if tag == Tag::PossessiveEnd {
            possessive = Some(at);
        } else if tag.is_nominal() {
            head = Some(at);
        }
        all |= pieces[at].classes;
        last = tag;
        at += 1;
    }
    let opened = matches!(tags[start], Tag::Determiner | Tag::Possessive);
    // Without a head, the last adjective is one ("the poor"); "the" alone and a lone adjective are none.
    let head = head.or((opened && at > start + 1).then_some(at - 1))?;
    // A possessor at the end with nothing possessed ("Holt's," at a bakery) is a noun phrase all the same.
    let classes = pieces[head].classes;
    let noun = Noun {
        head: short(head),
        classes,
        tag: tags[head],
        determined: opened || tags[start] == Tag::Quantifier,
        possessive: possessive.map(short),
        possessive_pronoun: tags[start] == Tag::Possessive,
        plural: classes.any(Classes::PLURAL) && !classes.any(Classes::NOUN) && tags[head] != Tag::Proper,
        former: all.any(Classes::FORMER),
    };
    Some((noun, at))
}

/// Whether a noun phrase goes on with a tag behind another.
#[derive(Clone, Copy)]
enum Join {
    No,
    /// Where what stands around them allows it.
    Perhaps,
    Yes,
}

/// Whether a noun phrase goes on with a tag behind another, for all of them: nothing foretells which tag is next, and a table
/// asks no question.
const JOINS: [[Join; Tag::ALL.len()]; Tag::ALL.len()] = {
    let mut joins = [[Join::No; Tag::ALL.len()]; Tag::ALL.len()];
    let mut at = 0;
    while at < Tag::ALL.len().pow(2) {
        let (last, tag) = (Tag::ALL[at / Tag::ALL.len()], Tag::ALL[at % Tag::ALL.len()]);
        joins[last as usize][tag as usize] = join(last, tag);
        at += 1;
    }
    joins
};

const fn join(last: Tag, tag: Tag) -> Join {
    match (tag, last) {
        (Tag::Determiner | Tag::Possessive, Tag::Determiner | Tag::Quantifier) => Join::Perhaps,
        (Tag::Quantifier, Tag::Determiner) => Join::Yes,
        // "in 2012 Holt", "Boeing 747"
        (Tag::Number, Tag::Noun) => Join::No,
        (Tag::Number, Tag::Proper) => Join::Perhaps,
        (Tag::Adjective, Tag::Noun | Tag::Proper) => Join::Perhaps,
        (Tag::Adjective, Tag::Time | Tag::Quantifier) => Join::No,
        (Tag::Noun, Tag::Time) | (Tag::Proper, Tag::Noun | Tag::Time) => Join::Perhaps,
        (Tag::Proper, Tag::Quantifier) => Join::No,
        // "Monday night", but not "Holt Tuesday"
        (Tag::Time, Tag::Proper | Tag::Noun | Tag::Adverb | Tag::Ing | Tag::Participle) => Join::No,
        (Tag::Time, Tag::Quotation | Tag::Conjunction) => Join::No,
        (Tag::Number | Tag::Adjective | Tag::Noun | Tag::Proper | Tag::Time, _) => Join::Yes,
        (Tag::PossessiveEnd, last) if last.is_nominal() => Join::Yes,
        (Tag::PossessiveEnd, _) => Join::Perhaps,
        (Tag::Ing | Tag::Participle, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::PossessiveEnd) => {
            Join::Perhaps
        }
        (Tag::Adverb, Tag::Determiner | Tag::Possessive) => Join::Perhaps,
        (Tag::Quotation | Tag::Conjunction, Tag::Proper) => Join::Perhaps,
        _ => Join::No,
    }
}

/// Whether the noun phrase of these pieces goes on with the tag behind them, where the last of its tags alone doesn't tell.
/// `possessed` says whether there is a "'s" in it.
fn goes_on(view: View<'_>, pieces: &[Piece], tags: &[Tag], range: Range<usize>, possessed: bool) -> bool {
    let at = range.end;
    let (piece, last, next) = (&pieces[at], tags[at - 1], tags.get(at + 1));
    match tags[at] {
        Tag::Determiner | Tag::Possessive => !possessed,
        Tag::Number => {
            // "Boeing 747", but not "Holt 2012", "Holt first", "Ohio 10 months ago"
            let apart = is_year(view, piece)
                || next == Some(&Tag::Time)
                || piece.kind == TokenKind::Word && !piece.is_capital();
            !apart
        }
        Tag::Adjective if last == Tag::Proper => matches!(next, Some(Tag::Noun | Tag::Proper | Tag::Adjective)),
        // "the state party chairwoman"
        Tag::Adjective => {
            next == Some(&Tag::Noun) && piece.classes.any(Classes::NOUN) && pieces[at + 1].classes.any(Classes::PERSON)
        }
        // "the growing crisis", "a proposed law"
        Tag::Ing | Tag::Participle => matches!(next, Some(Tag::Noun | Tag::Adjective | Tag::Proper)),
        Tag::Noun => {
            tags[range].iter().all(|tag| matches!(tag, Tag::Determiner | Tag::Time | Tag::Adjective | Tag::Number))
        }
        Tag::Proper => !closes_before_name(pieces, tags, range.start, at),
        Tag::PossessiveEnd => tags[range].iter().any(|tag| tag.is_nominal()),
        Tag::Adverb => matches!(next, Some(Tag::Adjective | Tag::Participle | Tag::Number)),
        // A nickname stands inside a name.
        Tag::Quotation => {
            next == Some(&Tag::Proper)
                && piece.span().len() < 30
                && !view.last_character_of(piece).is_some_and(|c| ",.?!".contains(c))
        }
        Tag::Conjunction => piece.span().of(view.text) == "&",
        _ => false,
    }
}

/// "told supporters | Holt would", "on the night | Holt": a plural, a time or a possessed noun without a role ends before a name.
fn closes_before_name(pieces: &[Piece], tags: &[Tag], start: usize, at: usize) -> bool {
    match tags[at - 1] {
        Tag::Noun => {
            let classes = pieces[at - 1].classes;
            let capital = pieces[at - 1].is_capital();
            let plural = classes.any(Classes::PLURAL) && !classes.any(Classes::NOUN) && !capital;
            // "at the convention | Sen. Holt said"
            let titled = pieces[at].classes.any(Classes::TITLE) && !capital && !classes.any(Classes::ROLE);
            // "in the meantime | Holt has", "a hazard | Holt saw", but "the designer Holt has"
            let behind = (at..tags.len()).find(|at| tags[*at] != Tag::Proper).map(|at| tags[at]);
            let verb = matches!(behind, Some(Tag::Past | Tag::Third | Tag::Auxiliary | Tag::Modal));
            let determined = matches!(tags[start], Tag::Determiner | Tag::Possessive | Tag::Quantifier);
            let loose = determined && classes.any(Classes::NOUN);
            plural || titled || verb && loose && !capital && !classes.any(Classes::ROLE)
        }
        Tag::Time => tags[start..at].contains(&Tag::Determiner) || !tags[start..at].iter().all(|tag| *tag == Tag::Time),
        _ => false,
    }
}

fn is_year(view: View<'_>, piece: &Piece) -> bool {
    let words = piece.span().of(view.text);
    words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit())
}

impl View<'_> {
    /// The last letter or mark of punctuation of the words in a quotation, given as a piece.
    fn last_character_of(&self, piece: &Piece) -> Option<char> {
        piece.quotation().and_then(|number| self.last_character(number))
    }
}
