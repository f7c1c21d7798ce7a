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
    /// It as a set, with what patterns tell apart besides.
    fn kinds(&self) -> Kinds {
        let cue = |kinds: Kinds, is_cue: bool| if is_cue { kinds.with(Kinds::CUE) } else { kinds };
        match self {
            Self::Noun(noun) => cue(Kinds::NOUN, noun.tag == Tag::Noun && noun.classes.any(Classes::NOUN_CUE)),
            Self::Verb(verb) => {
                let form = match verb.form {
                    Form::Finite => Kinds::VERB.with(Kinds::FINITE),
                    Form::Infinitive => Kinds::VERB.with(Kinds::INFINITIVE),
                    Form::Ing => Kinds::VERB.with(Kinds::DOING),
                    Form::Participle => Kinds::VERB,
                };
                cue(form, verb.cue.is_some())
            }
            Self::Preposition(known) => cue(Kinds::PREPOSITION, known.is_some()),
            Self::Quotation(_) => Kinds::QUOTATION,
            Self::Adverb => Kinds::ADVERB,
            Self::Conjunction => Kinds::CONJUNCTION,
            Self::Subordinator => Kinds::SUBORDINATOR,
            Self::That => Kinds::THAT,
            Self::Relative => Kinds::RELATIVE,
            Self::Comma => Kinds::COMMA,
            Self::Colon => Kinds::COLON,
            Self::Semicolon => Kinds::SEMICOLON,
            Self::Dash => Kinds::DASH,
            Self::Open | Self::Close => Kinds::BRACKET,
            Self::Stop => Kinds::STOP,
            Self::Other => Kinds::OTHER,
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

impl Verb {
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
        let (kind, end) = phrase(view, pieces, tags, at);
        let span = pieces[at].span().to(pieces[end - 1].span());
        let kinds = match kind {
            // "because" and "as" open no question.
            PhraseKind::Subordinator if !pieces[at].lower.any(Classes::PREPOSITION) => {
                Kinds::SUBORDINATOR.with(Kinds::QUESTION)
            }
            PhraseKind::Preposition(_) if end == at + 1 && pieces[at].lower.any(Classes::SUBORDINATOR) => {
                kind.kinds().with(Kinds::OPENER)
            }
            _ => kind.kinds(),
        };
        phrases.push(Phrase { kind, kinds, pieces: (short(at), short(end)), span });
        at = end;
    }
}

fn phrase(view: View<'_>, pieces: &[Piece], tags: &[Tag], at: usize) -> (PhraseKind, usize) {
    if let Some((length, phrase)) = view.long_phrase(pieces, at, Classes::PREPOSITION) {
        return (PhraseKind::Preposition(phrase.cue), at + length);
    }
    let kind = match tags[at] {
        Tag::Quotation => pieces[at].quotation().map_or(PhraseKind::Other, PhraseKind::Quotation),
        Tag::Preposition => PhraseKind::Preposition(preposition_cue(view, &pieces[at])),
        Tag::Subordinator => match preposition_cue(view, &pieces[at]) {
            None => PhraseKind::Subordinator,
            cue => PhraseKind::Preposition(cue),
        },
        Tag::Conjunction => PhraseKind::Conjunction,
        Tag::That => PhraseKind::That,
        Tag::Relative => PhraseKind::Relative,
        Tag::Comma => PhraseKind::Comma,
        Tag::Colon => PhraseKind::Colon,
        Tag::Semicolon => PhraseKind::Semicolon,
        Tag::Dash => PhraseKind::Dash,
        Tag::Open => PhraseKind::Open,
        Tag::Close => PhraseKind::Close,
        Tag::Stop => PhraseKind::Stop,
        tag => {
            if tag.opens_verb_group()
                && let Some((verb, end)) = verb_group(view, pieces, tags, at)
            {
                return (PhraseKind::Verb(verb), end);
            }
            if let Some((noun, end)) = noun_phrase(view, pieces, tags, at) {
                return (PhraseKind::Noun(noun), end);
            }
            if matches!(tag, Tag::Adverb | Tag::Negation) { PhraseKind::Adverb } else { PhraseKind::Other }
        }
    };
    (kind, at + 1)
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
    while at < tags.len() {
        match tags[at] {
            Tag::Adverb if view.long_phrase(pieces, at, Classes::PREPOSITION).is_some() => {
                break;
            }
            Tag::Adverb => {}
            Tag::Negation => verb.negated = true,
            // "not to act"
            Tag::To if at == start || helper.is_none() && !infinitive => infinitive = true,
            Tag::Modal | Tag::Auxiliary => {
                helper = Some(at);
                verb.helped = true;
            }
            Tag::Past | Tag::Third | Tag::Base | Tag::Participle | Tag::Ing => {
                main = Some(at);
            }
            _ => break,
        }
        at += 1;
        if main.is_some() {
            break;
        }
    }
    let head = match (main, helper) {
        (Some(head), _) => head,
        (None, Some(head)) => head,
        (None, None) => return None,
    };
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
    let verb = pieces[head].classes.any(Classes::VERB);
    (verb.then(|| view.grammar.lexicon.word(pieces[head].word).cue).flatten(), 0)
}

fn noun_phrase(view: View<'_>, pieces: &[Piece], tags: &[Tag], start: usize) -> Option<(Noun, usize)> {
    let alone = |tag: Tag| Noun {
        head: short(start),
        classes: pieces[start].classes,
        tag,
        determined: false,
        possessive: None,
        possessive_pronoun: false,
        plural: pieces[start].classes.any(Classes::PLURAL),
    };
    match tags[start] {
        Tag::Pronoun | Tag::ObjectPronoun => return Some((alone(tags[start]), start + 1)),
        _ => {}
    }
    let mut head: Option<usize> = None;
    let mut possessive = None;
    let mut at = start;
    while at < tags.len() {
        let tag = tags[at];
        let piece = &pieces[at];
        let last = (at > start).then(|| tags[at - 1]);
        let go_on = match tag {
            Tag::Determiner | Tag::Possessive => {
                at == start
                    || matches!(last, Some(Tag::Determiner | Tag::Quantifier | Tag::PossessiveEnd))
                        && possessive.is_none()
            }
            Tag::Quantifier => at == start || last == Some(Tag::Determiner),
            Tag::Number => {
                // "in 2012 Holt", "Boeing 747", but not "Holt 2012", "Holt first", "Ohio 10 months ago"
                let named = last == Some(Tag::Proper) && head.is_some();
                let apart = is_year(view, piece)
                    || tags.get(at + 1) == Some(&Tag::Time)
                    || piece.kind == TokenKind::Word && !piece.is_capital();
                !(named && apart || matches!(last, Some(Tag::Pronoun | Tag::Noun)))
            }
            Tag::Adjective => match last {
                None => true,
                // "the state party chairwoman"
                Some(Tag::Noun) => {
                    piece.classes.any(Classes::NOUN)
                        && tags.get(at + 1) == Some(&Tag::Noun)
                        && pieces[at + 1].classes.any(Classes::PERSON)
                }
                Some(Tag::Time | Tag::Quantifier) => false,
                Some(Tag::Proper) => {
                    tags.get(at + 1).is_some_and(|next| matches!(next, Tag::Noun | Tag::Proper | Tag::Adjective))
                }
                _ => true,
            },
            Tag::Ing | Tag::Participle => {
                // "the growing crisis", "a proposed law"
                matches!(last, Some(Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::PossessiveEnd))
                    && tags.get(at + 1).is_some_and(|next| matches!(next, Tag::Noun | Tag::Adjective | Tag::Proper))
            }
            Tag::Noun => {
                !matches!(last, Some(Tag::Time))
                    || head.is_none()
                    || last == Some(Tag::Time)
                        && tags[start..at]
                            .iter()
                            .all(|tag| matches!(tag, Tag::Determiner | Tag::Time | Tag::Adjective | Tag::Number))
            }
            Tag::Proper => !closes_before_name(pieces, tags, start, at),
            Tag::Time => match last {
                None
                | Some(
                    Tag::Determiner
                    | Tag::Possessive
                    | Tag::Adjective
                    | Tag::Number
                    | Tag::Time
                    | Tag::PossessiveEnd
                    | Tag::Quantifier,
                ) => true,
                // "Monday night", but not "Holt Tuesday"
                Some(Tag::Proper | Tag::Noun) => false,
                _ => false,
            },
            Tag::PossessiveEnd => head.is_some(),
            Tag::Adverb => {
                matches!(last, Some(Tag::Determiner | Tag::Possessive))
                    && tags
                        .get(at + 1)
                        .is_some_and(|next| matches!(next, Tag::Adjective | Tag::Participle | Tag::Number))
            }
            // A nickname stands inside a name.
            Tag::Quotation => {
                last == Some(Tag::Proper)
                    && tags.get(at + 1) == Some(&Tag::Proper)
                    && pieces[at].span().len() < 30
                    && !view.last_character_of(&pieces[at]).is_some_and(|c| ",.?!".contains(c))
            }
            Tag::Conjunction => last == Some(Tag::Proper) && piece.span().of(view.text) == "&",
            _ => false,
        };
        if !go_on {
            break;
        }
        match tag {
            Tag::PossessiveEnd => possessive = Some(at),
            _ if tag.is_nominal() || tag == Tag::Noun => head = Some(at),
            _ => {}
        }
        at += 1;
    }
    // "the", "former": without a head, the last adjective is one ("the poor"); a lone adjective is none.
    let head = match head {
        Some(head) => head,
        None if at > start + 1 && matches!(tags[start], Tag::Determiner | Tag::Possessive) => at - 1,
        None if at > start
            && matches!(tags[start], Tag::Quantifier | Tag::Determiner)
            && tags[start] == Tag::Quantifier =>
        {
            start
        }
        None => return None,
    };
    // A possessor at the end with nothing possessed ("Holt's," at a bakery) is a noun phrase all the same.
    let classes = pieces[head].classes;
    let possessive_pronoun = tags[start] == Tag::Possessive;
    let noun = Noun {
        head: short(head),
        classes,
        tag: tags[head],
        determined: matches!(tags[start], Tag::Determiner | Tag::Possessive | Tag::Quantifier),
        possessive: possessive.filter(|end| *end < at).map(short),
        possessive_pronoun,
        plural: classes.any(Classes::PLURAL) && !classes.any(Classes::NOUN) && tags[head] != Tag::Proper,
    };
    Some((noun, at.max(head + 1)))
}

/// "told supporters | Holt would", "on the night | Holt": a plural, a time or a possessed noun without a role ends before a name.
fn closes_before_name(pieces: &[Piece], tags: &[Tag], start: usize, at: usize) -> bool {
    if at == start {
        return false;
    }
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
        Tag::Quantifier => true,
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
