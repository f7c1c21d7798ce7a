//! One part of speech for each piece of a sentence, from the lexicon's classes and the neighbours.

use crate::grammar::Classes;
use crate::sentences::{Piece, View};
use crate::tokens::{Token, TokenKind};

/// A part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// the
    Determiner,
    /// her (house)
    Possessive,
    /// she
    Pronoun,
    /// them
    ObjectPronoun,
    /// some, alone
    Quantifier,
    /// 61, two
    Number,
    /// local
    Adjective,
    /// house
    Noun,
    /// Holt
    Proper,
    /// Friday
    Time,
    /// said
    Past,
    /// says
    Third,
    /// say
    Base,
    /// written
    Participle,
    /// saying
    Ing,
    /// has, was
    Auxiliary,
    /// would
    Modal,
    /// to (go)
    To,
    /// also
    Adverb,
    /// not
    Negation,
    /// of
    Preposition,
    /// and
    Conjunction,
    /// because, whether
    Subordinator,
    /// who, which
    Relative,
    /// that, before a clause
    That,
    /// 's
    PossessiveEnd,
    /// A quotation
    Quotation,
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
    /// . ? ! …
    Stop,
    /// Anything else
    Other,
}

impl Tag {
    /// Whether it can end a noun phrase.
    pub fn is_nominal(self) -> bool {
        matches!(
            self,
            Tag::Noun | Tag::Proper | Tag::Time | Tag::Number | Tag::Pronoun | Tag::ObjectPronoun | Tag::Quantifier
        )
    }

    fn before_noun(self) -> bool {
        matches!(self, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Number | Tag::PossessiveEnd)
    }
}

/// Words that take a noun phrase or a clause behind a verb: what tells "claims he" from "claims were".
const AFTER_VERB: Classes = Classes::DETERMINER
    .with(Classes::POSSESSIVE)
    .with(Classes::SUBJECT_PRONOUN)
    .with(Classes::OBJECT_PRONOUN)
    .with(Classes::RELATIVE)
    .with(Classes::QUANTIFIER);

/// What can stand behind "will", "can", "need" where they help another verb.
const HELPED: Classes = Classes::VERB_BASE
    .with(Classes::AUXILIARY)
    .with(Classes::ADVERB)
    .with(Classes::NEGATION)
    .with(Classes::SUBJECT_PRONOUN)
    .with(Classes::PREPOSITION)
    .with(Classes::DETERMINER);

const CLOSED: Classes = Classes::DETERMINER
    .with(Classes::POSSESSIVE)
    .with(Classes::SUBJECT_PRONOUN)
    .with(Classes::OBJECT_PRONOUN)
    .with(Classes::PREPOSITION)
    .with(Classes::CONJUNCTION)
    .with(Classes::SUBORDINATOR)
    .with(Classes::RELATIVE)
    .with(Classes::AUXILIARY)
    .with(Classes::NEGATION);

/// The tags of one sentence, one a piece.
pub fn tag(view: View<'_>, pieces: &[Piece], tags: &mut Vec<Tag>) {
    tags.clear();
    let titled = is_title_case(view, pieces);
    for at in 0..pieces.len() {
        if at < tags.len() {
            continue;
        }
        if let Some(length) = long_adverb(view, pieces, at) {
            tags.extend(std::iter::repeat_n(Tag::Adverb, length));
            continue;
        }
        let tag = match view.token(pieces[at]) {
            None => Tag::Quotation,
            Some(token) => tag_token(view, pieces, at, token, tags, titled),
        };
        tags.push(tag);
    }
}

/// How many pieces an adverb of several words has that begins here: "in fact".
fn long_adverb(view: View<'_>, pieces: &[Piece], at: usize) -> Option<usize> {
    let adverb = |phrase: &crate::grammar::Phrase| phrase.classes.any(Classes::ADVERB);
    let (length, _) = view.long_phrase(pieces, at, adverb)?;
    // "in response to" opens a noun phrase.
    let goes_on = pieces.get(at + length).is_some_and(|next| ["to", "of"].contains(&view.span(*next).of(view.text)));
    (!goes_on).then_some(length)
}

/// Whether most long words have capitals, as in many headlines.
pub fn is_title_case(view: View<'_>, pieces: &[Piece]) -> bool {
    let (mut long, mut capital) = (0, 0);
    for token in pieces.iter().filter_map(|piece| view.token(*piece)) {
        if token.kind == TokenKind::Word && token.end - token.start >= 4 {
            long += 1;
            capital += usize::from(token.is_capital());
        }
    }
    long >= 3 && capital * 10 >= long * 8
}

fn tag_token(view: View<'_>, pieces: &[Piece], at: usize, token: &Token, tags: &[Tag], titled: bool) -> Tag {
    match token.kind {
        TokenKind::Number => return Tag::Number,
        TokenKind::Stop | TokenKind::Ellipsis => return Tag::Stop,
        TokenKind::Comma => return Tag::Comma,
        TokenKind::Colon => return Tag::Colon,
        TokenKind::Semicolon => return Tag::Semicolon,
        TokenKind::Dash => return Tag::Dash,
        TokenKind::Open => return Tag::Open,
        TokenKind::Close => return Tag::Close,
        TokenKind::Mark(_) | TokenKind::Symbol => return Tag::Other,
        TokenKind::Possessive | TokenKind::Word => {}
    }
    let word = view.grammar.lexicon.word(token.word);
    let before = tags.last().copied();
    let next = Next::of(view, pieces, at + 1);
    if token.kind == TokenKind::Possessive {
        return possessive_end(before, next);
    }
    let first = at == 0 || matches!(before, Some(Tag::Stop | Tag::Colon | Tag::Dash));
    if token.is_capital() {
        let named = word.upper.any(
            Classes::GIVEN
                | Classes::TITLE
                | Classes::ORGANISATION
                | Classes::PLACE
                | Classes::METONYM
                | Classes::ENDING
                | Classes::ADJECTIVE,
        );
        let closed = word.lower.any(CLOSED);
        let known = !word.lower.without(Classes::PHRASE | Classes::CUE).is_empty();
        // "Trump called": what stands before a finite verb and is no noun, adverb or adjective is a name.
        let only_verb = word.lower.any(Classes::VERB)
            && !word.lower.any(
                Classes::NOUN
                    | Classes::PLURAL
                    | Classes::ADVERB
                    | Classes::ADJECTIVE
                    | Classes::VERB_ING
                    | Classes::VERB_PARTICIPLE,
            );
        let verb_behind =
            next.classes.any(Classes::VERB_PAST | Classes::VERB_THIRD | Classes::AUXILIARY | Classes::MODAL)
                && !next.capital;
        let described = word.lower.any(Classes::ADJECTIVE)
            && !word.lower.any(CLOSED | Classes::ADVERB | Classes::PLURAL | Classes::PERSON | Classes::NUMBER);
        if first
            && described
            && next.classes.any(Classes::CUE)
            && next.classes.any(Classes::VERB_PAST | Classes::VERB_THIRD)
            && !next.capital
        {
            return Tag::Proper;
        }
        if first && only_verb && (verb_behind || next.possessive || next.comma) {
            return Tag::Proper;
        }
        if word.upper.any(Classes::TIME)
            && !(word.upper.any(Classes::GIVEN) && next.capital && before != Some(Tag::Preposition))
        {
            return Tag::Time;
        }
        let as_name = if first || titled {
            (named && !closed && (next.capital || !known || !word.lower.any(Classes::VERB | Classes::ADVERB)))
                || !known
                || (word.upper.any(Classes::GIVEN) && !closed && !word.lower.any(Classes::ADVERB))
                || (token.case == crate::tokens::Case::Upper && !closed && !titled && token.end - token.start > 1)
        } else {
            !closed
                || token.case == crate::tokens::Case::Upper
                    && token.end - token.start > 1
                    && !word.lower.any(Classes::SUBJECT_PRONOUN)
        };
        if as_name {
            return Tag::Proper;
        }
    }
    let cue = view
        .long_phrase(pieces, at, |phrase| phrase.cue.is_some() && !phrase.classes.any(Classes::PREPOSITION))
        .is_some();
    tag_word(word.lower, token, view, tags, Next { cue, ..next }, first, at)
}

fn possessive_end(before: Option<Tag>, next: Next) -> Tag {
    let is_verb = match before {
        Some(Tag::Pronoun | Tag::That | Tag::Subordinator | Tag::Relative | Tag::Adverb) => true,
        Some(Tag::Proper | Tag::Noun) => {
            next.classes.any(Classes::DETERMINER | Classes::NEGATION)
                || next.classes.any(Classes::VERB_ING) && !next.classes.any(Classes::NOUN)
        }
        _ => false,
    };
    if is_verb { Tag::Auxiliary } else { Tag::PossessiveEnd }
}

/// What stands behind a word.
#[derive(Debug, Clone, Copy)]
struct Next {
    classes: Classes,
    capital: bool,
    number: bool,
    quotation: bool,
    comma: bool,
    possessive: bool,
    end: bool,
    /// The word opens a cue of several words: "sets out".
    cue: bool,
}

impl Next {
    fn of(view: View<'_>, pieces: &[Piece], at: usize) -> Next {
        let none = Next {
            classes: Classes::NONE,
            capital: false,
            number: false,
            quotation: false,
            comma: false,
            possessive: false,
            end: true,
            cue: false,
        };
        let Some(piece) = pieces.get(at) else { return none };
        match view.token(*piece) {
            None => Next { quotation: true, end: false, ..none },
            Some(token) => Next {
                classes: view.grammar.lexicon.word(token.word).lower,
                capital: token.is_capital() && token.kind == TokenKind::Word,
                number: token.kind == TokenKind::Number,
                comma: token.kind == TokenKind::Comma,
                possessive: token.kind == TokenKind::Possessive,
                end: matches!(token.kind, TokenKind::Stop | TokenKind::Semicolon | TokenKind::Close),
                ..none
            },
        }
    }

    /// Whether it can go on with a noun phrase.
    fn nominal(self) -> bool {
        self.capital && !self.classes.any(CLOSED)
            || self.number
            || self.classes.any(Classes::NOUN | Classes::PLURAL | Classes::ADJECTIVE | Classes::TIME | Classes::NUMBER)
            || self.unknown()
    }

    /// Whether the lexicon lacks it: a noun or an adjective, most likely.
    fn unknown(self) -> bool {
        self.classes.is_empty() && !self.comma && !self.end && !self.quotation
    }

    /// Whether it can stand behind a verb that reports.
    fn reported(self) -> bool {
        self.cue || self.classes.any(AFTER_VERB) || self.capital || self.quotation || self.number
    }
}

fn tag_word(c: Classes, token: &Token, view: View<'_>, tags: &[Tag], next: Next, first: bool, at: usize) -> Tag {
    let before = tags.last().copied();
    let content = tags.iter().rev().copied().find(|tag| !matches!(tag, Tag::Adverb | Tag::Negation));
    let words = token.span().of(view.text);
    // "Anneke de Wit"
    if c.any(Classes::PARTICLE)
        && before == Some(Tag::Proper)
        && (next.capital || next.classes.any(Classes::PARTICLE))
        && !c.any(Classes::CONJUNCTION)
    {
        return Tag::Proper;
    }
    // "three other researchers"
    let second = matches!(before, Some(Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Quantifier));
    if second && c.any(Classes::DETERMINER) && c.any(Classes::QUANTIFIER | Classes::ADJECTIVE) && next.nominal() {
        return Tag::Adjective;
    }
    if c.any(Classes::RELATIVE) && !words.eq_ignore_ascii_case("that") {
        return if words.eq_ignore_ascii_case("whose") { Tag::Possessive } else { Tag::Relative };
    }
    if words.eq_ignore_ascii_case("that") {
        return that(before, next, tags);
    }
    if words.eq_ignore_ascii_case("to") {
        let verb = next.classes.any(Classes::VERB_BASE | Classes::AUXILIARY)
            || next.classes.any(Classes::ADVERB) && !next.classes.any(Classes::NOUN | Classes::PREPOSITION);
        return if verb && !next.capital { Tag::To } else { Tag::Preposition };
    }
    if c.any(Classes::NEGATION) && !c.any(Classes::CONJUNCTION) {
        return Tag::Negation;
    }
    if c.any(Classes::MODAL)
        && !(c.any(Classes::NOUN | Classes::VERB)
            && (before.is_some_and(Tag::before_noun) || !next.classes.any(HELPED)))
    {
        return Tag::Modal;
    }
    if c.any(Classes::AUXILIARY) {
        return Tag::Auxiliary;
    }
    if c.any(Classes::POSSESSIVE) {
        let object = c.any(Classes::OBJECT_PRONOUN)
            && !next.nominal()
            && !next.classes.any(Classes::VERB_ING | Classes::VERB_PARTICIPLE)
            || c.any(Classes::OBJECT_PRONOUN) && next.classes.any(CLOSED);
        return if object { Tag::ObjectPronoun } else { Tag::Possessive };
    }
    let existential = !c.any(Classes::ADVERB) || next.classes.any(Classes::AUXILIARY | Classes::MODAL);
    if c.any(Classes::SUBJECT_PRONOUN) && !c.any(Classes::NUMBER) && existential {
        return Tag::Pronoun;
    }
    if c.any(Classes::OBJECT_PRONOUN | Classes::REFLEXIVE) && !c.any(Classes::NUMBER) {
        return Tag::ObjectPronoun;
    }
    if c.any(Classes::DETERMINER | Classes::QUANTIFIER) && !c.any(Classes::CONJUNCTION) {
        let article = !c.any(Classes::QUANTIFIER | Classes::PREPOSITION | Classes::ADVERB);
        return match () {
            () if article
                || next.nominal()
                || next.classes.any(Classes::VERB_PARTICIPLE | Classes::VERB_ING)
                    && !next.classes.any(Classes::VERB_PAST) =>
            {
                Tag::Determiner
            }
            () if c.any(Classes::ADVERB) && !c.any(Classes::QUANTIFIER) => Tag::Adverb,
            () => Tag::Quantifier,
        };
    }
    if c.any(Classes::SUBORDINATOR) {
        let clause = next.classes.any(Classes::SUBJECT_PRONOUN) && !next.number;
        if !c.any(Classes::PREPOSITION | Classes::ADVERB) || clause {
            return Tag::Subordinator;
        }
    }
    if c.any(Classes::CONJUNCTION)
        && !(c.any(Classes::ADVERB)
            && !first
            && !next.classes.any(Classes::SUBJECT_PRONOUN)
            && before != Some(Tag::Comma))
    {
        return Tag::Conjunction;
    }
    let opens = first || matches!(before, Some(Tag::Comma | Tag::Conjunction | Tag::That));
    if opens
        && c.all(Classes::PREPOSITION | Classes::ADVERB)
        && (next.number || next.classes.any(Classes::NUMBER))
        && words.len() > 3
    {
        return Tag::Adverb;
    }
    if c.any(Classes::PREPOSITION) && !c.any(Classes::VERB_BASE | Classes::NOUN) {
        let object = next.nominal() || next.reported() || next.classes.any(Classes::VERB_ING | Classes::SUBORDINATOR);
        return if !c.any(Classes::ADVERB) || object && !(before == Some(Tag::Comma) && next.comma) {
            Tag::Preposition
        } else {
            Tag::Adverb
        };
    }
    open_class(c, words, before, content, next, first, view, at)
}

#[allow(clippy::too_many_arguments)]
fn open_class(
    c: Classes,
    words: &str,
    before: Option<Tag>,
    content: Option<Tag>,
    next: Next,
    first: bool,
    view: View<'_>,
    _at: usize,
) -> Tag {
    let c =
        if c.without(Classes::PHRASE | Classes::NEVER_ENDS | Classes::MAY_END).is_empty() { guess(words) } else { c };
    let _ = view;
    let noun = c.any(Classes::NOUN | Classes::PLURAL);
    if c.any(Classes::TIME) {
        return Tag::Time;
    }
    if c.any(Classes::NUMBER) {
        return Tag::Number;
    }
    let verb = c.any(Classes::VERB);
    if verb && let Some(tag) = verb_tag(c, before, content, next, first) {
        return tag;
    }
    let nominal_before = before.is_some_and(Tag::before_noun);
    if c.any(Classes::ADVERB) {
        let other = c.any(Classes::ADJECTIVE) && next.nominal() && !next.classes.any(Classes::VERB_PAST)
            || noun && nominal_before;
        if !other {
            return Tag::Adverb;
        }
    }
    if c.any(Classes::PREPOSITION) && !nominal_before {
        return Tag::Preposition;
    }
    let compound = noun && c.any(Classes::PERSON) && matches!(before, Some(Tag::Noun | Tag::Proper));
    if c.any(Classes::ADJECTIVE) && (!noun || next.nominal()) && !compound {
        return Tag::Adjective;
    }
    if verb && !noun {
        // A participle or an -ing form before a noun.
        return if next.nominal() { Tag::Adjective } else { Tag::Noun };
    }
    Tag::Noun
}

/// The verb that the word is here; none where it is something else.
fn verb_tag(c: Classes, before: Option<Tag>, content: Option<Tag>, next: Next, first: bool) -> Option<Tag> {
    let noun = c.any(Classes::NOUN | Classes::PLURAL);
    let adjective = c.any(Classes::ADJECTIVE);
    let base = c.any(Classes::VERB_BASE);
    // "she further announced"
    let adverb = c.any(Classes::ADVERB)
        && next.classes.any(Classes::VERB_PAST | Classes::VERB_THIRD)
        && !next.classes.any(Classes::NOUN | Classes::PLURAL);
    // "demanded detailed analyses"
    let describes = matches!(before, Some(Tag::Past | Tag::Third | Tag::Base | Tag::Ing))
        && c.any(Classes::VERB_PARTICIPLE)
        && next.classes.any(Classes::NOUN | Classes::PLURAL | Classes::ADJECTIVE)
        && !next.classes.any(CLOSED);
    if adverb || describes {
        return None;
    }
    match content {
        Some(Tag::Modal | Tag::To) if base => return Some(Tag::Base),
        Some(Tag::Auxiliary) if c.any(Classes::VERB_PARTICIPLE) => return Some(Tag::Participle),
        Some(Tag::Auxiliary) if c.any(Classes::VERB_ING) && !(noun && next.classes.any(Classes::PREPOSITION)) => {
            return Some(Tag::Ing);
        }
        Some(Tag::Auxiliary) if base && !noun && !adjective => return Some(Tag::Base),
        Some(Tag::Auxiliary) if adjective || noun => return base.then_some(Tag::Base).filter(|_| !adjective && !noun),
        _ => {}
    }
    if before == Some(Tag::Number) && base && c.any(Classes::CUE) && next.reported() {
        return Some(Tag::Base);
    }
    if before.is_some_and(Tag::before_noun) {
        // "the proposed plan", "his claims"; but "Her calling it"
        return if c.any(Classes::VERB_ING) && before == Some(Tag::Possessive) && !noun && !next.nominal() {
            Some(Tag::Ing)
        } else if !noun
            && !adjective
            && c.any(Classes::VERB_PAST)
            && matches!(before, Some(Tag::Number | Tag::Adjective))
            && !next.nominal()
        {
            Some(Tag::Past)
        } else if !noun
            && !adjective
            && c.any(Classes::VERB_PAST)
            && c.any(Classes::CUE)
            && matches!(before, Some(Tag::Adjective | Tag::Number))
            && next.reported()
        {
            Some(Tag::Past)
        } else {
            None
        };
    }
    if c.any(Classes::VERB_ING) {
        return (!(noun && before == Some(Tag::Preposition) && !next.reported())
            && !(noun && first && !next.reported()))
        .then_some(Tag::Ing);
    }
    if before == Some(Tag::Preposition) {
        return if noun || adjective {
            None
        } else if c.any(Classes::VERB_PAST) {
            Some(Tag::Participle)
        } else {
            None
        };
    }
    if c.any(Classes::VERB_PAST) {
        if noun && !next.reported() && !matches!(content, Some(Tag::Pronoun | Tag::Relative | Tag::Proper)) {
            return None;
        }
        let by = next.classes.any(Classes::PREPOSITION) && c.any(Classes::VERB_PARTICIPLE) && content.is_none();
        return Some(if by { Tag::Participle } else { Tag::Past });
    }
    if c.any(Classes::VERB_PARTICIPLE) && !base {
        return (!adjective).then_some(Tag::Participle);
    }
    let subject = matches!(
        content,
        Some(
            Tag::Pronoun
                | Tag::Relative
                | Tag::Proper
                | Tag::Noun
                | Tag::Quantifier
                | Tag::Time
                | Tag::Number
                | Tag::Close
                | Tag::Quotation
                | Tag::Comma
                | Tag::Conjunction
                | Tag::That
                | Tag::Dash
        )
    );
    if c.any(Classes::VERB_THIRD) {
        let sure = !noun || matches!(content, Some(Tag::Pronoun | Tag::Relative));
        let likely = matches!(content, Some(Tag::Proper | Tag::Quantifier))
            && !next.classes.any(Classes::AUXILIARY | Classes::MODAL | Classes::VERB_PAST)
            && !(next.classes.any(Classes::PREPOSITION) && !c.any(Classes::CUE))
            || next.reported() && subject
            || matches!(before, Some(Tag::Adverb | Tag::Close)) && subject
            || matches!(content, Some(Tag::Noun | Tag::Comma)) && (next.comma || next.end) && c.any(Classes::SAYING);
        return (sure && !first || likely && !first).then_some(Tag::Third);
    }
    if base {
        let sure = !noun && !adjective && subject;
        let likely = matches!(content, Some(Tag::Pronoun | Tag::Relative | Tag::Quantifier))
            || subject && next.reported() && !adjective && content != Some(Tag::Comma) && content != Some(Tag::Proper);
        return (sure || likely || first && !noun && !adjective || first && next.reported() && !adjective)
            .then_some(Tag::Base);
    }
    None
}

fn that(before: Option<Tag>, next: Next, tags: &[Tag]) -> Tag {
    let verb_next = next.classes.any(Classes::AUXILIARY | Classes::MODAL)
        || next.classes.any(Classes::FINITE) && !next.classes.any(Classes::NOUN | Classes::PLURAL | Classes::ADJECTIVE);
    match before {
        Some(Tag::Preposition) => {
            if next.nominal() {
                Tag::Determiner
            } else {
                Tag::Quantifier
            }
        }
        Some(Tag::Noun | Tag::Proper | Tag::Time | Tag::Number | Tag::Quantifier) if verb_next => Tag::Relative,
        None | Some(Tag::Conjunction | Tag::Comma) if verb_next && tags.len() < 2 => Tag::Quantifier,
        None if next.nominal() => Tag::Determiner,
        _ => Tag::That,
    }
}

/// What the shape of an unknown word tells.
fn guess(words: &str) -> Classes {
    let ends = |end: &str| words.len() > end.len() + 2 && words.ends_with(end);
    match () {
        () if words.contains('-') => Classes::ADJECTIVE | Classes::NOUN,
        () if ends("ly") => Classes::ADVERB,
        () if ends("ing") => Classes::VERB_ING | Classes::NOUN,
        () if ends("ed") => Classes::VERB_PAST | Classes::VERB_PARTICIPLE,
        () if ["ous", "ful", "ical", "able", "ible", "less", "ish", "ian", "ese"].iter().any(|end| ends(end)) => {
            Classes::ADJECTIVE
        }
        () if ends("ss") || ends("us") || ends("is") => Classes::NOUN,
        () if ends("s") => Classes::PLURAL,
        () => Classes::NOUN,
    }
}
