//! One part of speech for each piece of a sentence, from the lexicon's classes and the neighbours.
//!
//! A word with a capital may be a name; a word of a closed class (article, pronoun, conjunction) is told by its class;
//! of the rest, a verb is told from a noun by what stands around it.

mod closed;
mod context;
mod names;
mod open;
mod verbs;

use crate::grammar::Classes;
use crate::sentences::{Piece, View};
use crate::tokens::{Token, TokenKind};
use context::{Context, Next, Place};

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

    /// Whether a noun is due behind it.
    fn before_noun(self) -> bool {
        matches!(self, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Number | Tag::PossessiveEnd)
    }
}

/// Appends the tags of one sentence, one a piece.
pub fn tag(view: View<'_>, pieces: &[Piece], tags: &mut Vec<Tag>) {
    tags.reserve(pieces.len());
    let first = tags.len();
    let titled = is_title_case(view, pieces);
    // The last tag that is no adverb and no negation.
    let mut content = None;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let tag = match view.token(*piece) {
            None => Tag::Quotation,
            Some(token) => {
                if let Some(length) = long_adverb(view, pieces, at, token) {
                    tags.extend(std::iter::repeat_n(Tag::Adverb, length));
                    at += length;
                    continue;
                }
                let place = Place { view, pieces, at };
                let before = tags[first..].last().copied();
                // "Johnson & Johnson"
                let joins =
                    token.kind == TokenKind::Symbol && before == Some(Tag::Proper) && token.span().of(view.text) == "&";
                match punctuation(token).or_else(|| certain(view, token, before)) {
                    _ if joins => Tag::Proper,
                    Some(tag) => tag,
                    None => word(place, token, &tags[first..], content, titled),
                }
            }
        };
        if !matches!(tag, Tag::Adverb | Tag::Negation) {
            content = Some(tag);
        }
        tags.push(tag);
        at += 1;
    }
}

/// Whether most long words have capitals, as in many headlines.
pub fn is_title_case(view: View<'_>, pieces: &[Piece]) -> bool {
    let (mut long, mut small) = (0, 0);
    for token in pieces.iter().filter_map(|piece| view.token(*piece)) {
        if token.kind == TokenKind::Word && token.end - token.start >= 4 {
            long += 1;
            small += usize::from(!token.is_capital());
            // Most sentences have too many among their first words.
            if small * 10 > pieces.len() {
                return false;
            }
        }
    }
    long >= 4 && small * 10 <= long
}

/// How many pieces an adverb of several words has that begins with a token: "in fact".
fn long_adverb(view: View<'_>, pieces: &[Piece], at: usize, token: &Token) -> Option<usize> {
    if !token.lower.any(Classes::PHRASE) {
        return None;
    }
    let (length, _) = view.long_phrase(pieces, at, Classes::ADVERB)?;
    // "in response to" opens a noun phrase.
    let goes_on = pieces.get(at + length).is_some_and(|next| ["to", "of"].contains(&view.span(*next).of(view.text)));
    (!goes_on).then_some(length)
}

fn punctuation(token: &Token) -> Option<Tag> {
    Some(match token.kind {
        TokenKind::Number => Tag::Number,
        TokenKind::Stop | TokenKind::Ellipsis => Tag::Stop,
        TokenKind::Comma => Tag::Comma,
        TokenKind::Colon => Tag::Colon,
        TokenKind::Semicolon => Tag::Semicolon,
        TokenKind::Dash => Tag::Dash,
        TokenKind::Open => Tag::Open,
        TokenKind::Close => Tag::Close,
        TokenKind::Mark(_) | TokenKind::Symbol => Tag::Other,
        TokenKind::Possessive | TokenKind::Word => return None,
    })
}

/// The tag of a small word that is one thing only, whatever stands behind it: every other word of a text. All of these
/// `closed` and `open` would tell too, as a test shows.
fn certain(view: View<'_>, token: &Token, before: Option<Tag>) -> Option<Tag> {
    const NOUN: Classes = Classes::NOUN.with(Classes::PLURAL);
    const OBJECT: Classes = Classes::OBJECT_PRONOUN.with(Classes::REFLEXIVE);
    const NO_HELPER: Classes = Classes::PARTICLE.with(Classes::RELATIVE).with(Classes::NEGATION).with(Classes::MODAL);
    if token.is_capital() || token.kind != TokenKind::Word {
        return None;
    }
    let classes = token.lower.within(Classes::SPEECH);
    match classes {
        Classes::NOUN | Classes::PLURAL | NOUN => Some(Tag::Noun),
        // "this makes sense"
        Classes::DETERMINER => (token.span().len() != "this".len()).then_some(Tag::Determiner),
        // "to go"
        Classes::PREPOSITION => (token.span().of(view.text) != "to").then_some(Tag::Preposition),
        Classes::CONJUNCTION => Some(Tag::Conjunction),
        Classes::SUBJECT_PRONOUN => Some(Tag::Pronoun),
        Classes::OBJECT_PRONOUN | Classes::REFLEXIVE | OBJECT => Some(Tag::ObjectPronoun),
        Classes::POSSESSIVE => Some(Tag::Possessive),
        Classes::NEGATION => Some(Tag::Negation),
        Classes::SUBORDINATOR => Some(Tag::Subordinator),
        Classes::MODAL => Some(Tag::Modal),
        // "the wounded were", "the very poor are"
        Classes::ADJECTIVE | Classes::ADVERB if before.is_some_and(open::makes_head) => None,
        Classes::ADJECTIVE => Some(Tag::Adjective),
        Classes::ADVERB => Some(Tag::Adverb),
        _ => (classes.any(Classes::AUXILIARY) && !classes.any(NO_HELPER)).then_some(Tag::Auxiliary),
    }
}

fn word(place: Place<'_>, token: &Token, tags: &[Tag], content: Option<Tag>, titled: bool) -> Tag {
    let before = tags.last().copied();
    let context = Context {
        place,
        token,
        classes: token.lower,
        before,
        content,
        next: Next::of(place),
        first: place.at == 0 || matches!(before, Some(Tag::Stop | Tag::Colon | Tag::Dash)),
        alone: tags.len() < 2,
    };
    if token.kind == TokenKind::Possessive {
        return closed::possessive_end(&context);
    }
    let name = if token.is_capital() {
        let upper = place.view.grammar.lexicon.word(token.word).upper;
        names::tag(&context, upper, token, titled)
    } else {
        None
    };
    name.or_else(|| closed::tag(&context)).unwrap_or_else(|| open::tag(&context))
}
