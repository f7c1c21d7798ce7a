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
use crate::sentences::{Piece, View, phrase_among};
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
    /// All, in their order.
    pub const ALL: [Tag; 35] = [
        Tag::Determiner,
        Tag::Possessive,
        Tag::Pronoun,
        Tag::ObjectPronoun,
        Tag::Quantifier,
        Tag::Number,
        Tag::Adjective,
        Tag::Noun,
        Tag::Proper,
        Tag::Time,
        Tag::Past,
        Tag::Third,
        Tag::Base,
        Tag::Participle,
        Tag::Ing,
        Tag::Auxiliary,
        Tag::Modal,
        Tag::To,
        Tag::Adverb,
        Tag::Negation,
        Tag::Preposition,
        Tag::Conjunction,
        Tag::Subordinator,
        Tag::Relative,
        Tag::That,
        Tag::PossessiveEnd,
        Tag::Quotation,
        Tag::Comma,
        Tag::Colon,
        Tag::Semicolon,
        Tag::Dash,
        Tag::Open,
        Tag::Close,
        Tag::Stop,
        Tag::Other,
    ];

    /// Whether it can end a noun phrase.
    pub const fn is_nominal(self) -> bool {
        matches!(
            self,
            Tag::Noun | Tag::Proper | Tag::Time | Tag::Number | Tag::Pronoun | Tag::ObjectPronoun | Tag::Quantifier
        )
    }

    /// Whether a noun phrase can begin with it that may have more than one word.
    pub fn opens_noun_phrase(self) -> bool {
        matches!(
            self,
            Tag::Determiner
                | Tag::Possessive
                | Tag::Quantifier
                | Tag::Number
                | Tag::Adjective
                | Tag::Noun
                | Tag::Proper
                | Tag::Time
        )
    }

    /// Whether a verb group can begin with it.
    pub fn opens_verb_group(self) -> bool {
        matches!(
            self,
            Tag::Adverb
                | Tag::Negation
                | Tag::To
                | Tag::Modal
                | Tag::Auxiliary
                | Tag::Past
                | Tag::Third
                | Tag::Base
                | Tag::Participle
                | Tag::Ing
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
    let titled = is_title_case(pieces);
    // The tag before, and the last one that is no adverb and no negation.
    let (mut before, mut content) = (None, None);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if let Some((tag, length)) = several(view, pieces, at) {
            tags.extend(std::iter::repeat_n(tag, length));
            before = Some(tag);
            content = if tag == Tag::Adverb { content } else { before };
            at += length;
            continue;
        }
        // Most pieces are words.
        let alone = match piece.kind {
            _ if piece.kind != TokenKind::Word => punctuation(piece),
            _ if piece.is_capital() => certain_name(piece, titled || opens(at, before)),
            _ => certain(view, piece, before),
        };
        let tag = match alone {
            // "Johnson & Johnson"
            Some(Tag::Other) if before == Some(Tag::Proper) && piece.span().of(view.text) == "&" => Tag::Proper,
            Some(tag) => tag,
            None => word(Place { view: &view, pieces, at }, piece, before, content, titled),
        };
        if !matches!(tag, Tag::Adverb | Tag::Negation) {
            content = Some(tag);
        }
        before = Some(tag);
        tags.push(tag);
        at += 1;
    }
}

/// Whether most long words have capitals, as in many headlines.
pub fn is_title_case(pieces: &[Piece]) -> bool {
    let (mut long, mut small) = (0, 0);
    for token in pieces {
        if token.kind == TokenKind::Word && token.end - token.start >= 4 {
            long += 1;
            small += usize::from(!token.is_capital());
            // Most sentences have too many among their first words.
            if small * 10 > pieces.len() {
                return false;
            }
        }
    }
    long >= 4 && small * 10 <= long || long == 3 && small == 0
}

/// The tag and the number of the pieces of what has several words and begins with a piece: "in fact", "according to".
fn several(view: View<'_>, pieces: &[Piece], at: usize) -> Option<(Tag, usize)> {
    let phrases = view.phrases_at(pieces, at, Classes::ADVERB.with(Classes::PREPOSITION));
    if phrases.is_empty() {
        return None;
    }
    if let Some((length, _)) = phrase_among(phrases, pieces, at, Classes::ADVERB) {
        // "in response to" opens a noun phrase.
        let goes_on = pieces.get(at + length).is_some_and(|next| ["to", "of"].contains(&next.span().of(view.text)));
        if !goes_on {
            return Some((Tag::Adverb, length));
        }
    }
    // "according to court papers": no verb follows.
    let (length, _) = phrase_among(phrases, pieces, at, Classes::PREPOSITION)?;
    Some((Tag::Preposition, length))
}

/// Whether a word with this tag before it begins its sentence, or what follows a colon or a dash.
fn opens(at: usize, before: Option<Tag>) -> bool {
    at == 0 || matches!(before, Some(Tag::Stop | Tag::Colon | Tag::Dash))
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
        TokenKind::Quotation => Tag::Quotation,
        TokenKind::Possessive | TokenKind::Word => return None,
    })
}

/// The tag of a word with a capital that is a name whatever stands behind it, as `names` would tell too. `loose` says that a
/// capital says little here.
fn certain_name(token: &Token, loose: bool) -> Option<Tag> {
    const OTHER: Classes = context::CLOSED.with(Classes::TIME);
    (!loose && !token.classes.any(OTHER)).then_some(Tag::Proper)
}

/// The tag of a small word that is one thing only, whatever stands behind it: every other word of a text. All of these
/// `closed` and `open` would tell too, as a test shows.
fn certain(view: View<'_>, token: &Token, before: Option<Tag>) -> Option<Tag> {
    const NOUN: Classes = Classes::NOUN.with(Classes::PLURAL);
    const OBJECT: Classes = Classes::OBJECT_PRONOUN.with(Classes::REFLEXIVE);
    const NO_HELPER: Classes = Classes::PARTICLE.with(Classes::RELATIVE).with(Classes::NEGATION).with(Classes::MODAL);
    let classes = token.lower.within(Classes::SPEECH);
    let Some(class) = classes.single() else {
        return match classes {
            NOUN => Some(Tag::Noun),
            OBJECT => Some(Tag::ObjectPronoun),
            _ => (classes.any(Classes::AUXILIARY) && !classes.any(NO_HELPER)).then_some(Tag::Auxiliary),
        };
    };
    let tag = SINGLE[class]?;
    let length = token.end - token.start;
    // "this makes sense"; "to go"; "the wounded were", "the very poor are"
    let determines = (tag == Tag::Determiner) & (length == 4);
    let head = matches!(tag, Tag::Adjective | Tag::Adverb) & before.is_some_and(open::makes_head);
    let to = (tag == Tag::Preposition) & (length == 2) && token.span().of(view.text) == "to";
    (!(determines | head | to)).then_some(tag)
}

/// The tags of words of a single class, by the place of that class.
const SINGLE: [Option<Tag>; Classes::COUNT] = {
    let mut tags = [None; Classes::COUNT];
    let mut at = 0;
    while at < Classes::COUNT {
        tags[at] = single(Classes::at(at));
        at += 1;
    }
    tags
};

const fn single(class: Classes) -> Option<Tag> {
    Some(match class {
        Classes::NOUN | Classes::PLURAL => Tag::Noun,
        Classes::DETERMINER => Tag::Determiner,
        Classes::PREPOSITION => Tag::Preposition,
        Classes::CONJUNCTION => Tag::Conjunction,
        Classes::SUBJECT_PRONOUN => Tag::Pronoun,
        Classes::OBJECT_PRONOUN | Classes::REFLEXIVE => Tag::ObjectPronoun,
        Classes::POSSESSIVE => Tag::Possessive,
        Classes::NEGATION => Tag::Negation,
        Classes::SUBORDINATOR => Tag::Subordinator,
        Classes::MODAL => Tag::Modal,
        Classes::AUXILIARY => Tag::Auxiliary,
        Classes::ADJECTIVE => Tag::Adjective,
        Classes::ADVERB => Tag::Adverb,
        _ => return None,
    })
}

fn word(place: Place<'_>, token: &Token, before: Option<Tag>, content: Option<Tag>, titled: bool) -> Tag {
    let context = Context {
        place,
        token,
        classes: token.lower,
        before,
        content,
        next: Next::of(place),
        first: opens(place.at, before),
        alone: place.at < 2,
    };
    if token.kind == TokenKind::Possessive {
        return closed::possessive_end(&context);
    }
    let name = if token.is_capital() {
        let upper = place.view.grammar.lexicon.upper(token.word);
        names::tag(&context, upper, token, titled)
    } else {
        None
    };
    name.or_else(|| closed::tag(&context)).unwrap_or_else(|| open::tag(&context))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;
    use crate::text::Span;
    use crate::tokens::Room;

    /// The tag that a piece has by what stands around it, whatever it is alone.
    fn told(view: View<'_>, pieces: &[Piece], at: usize) -> Tag {
        let mut before: Vec<Tag> = Vec::new();
        tag(view, &pieces[..at], &mut before);
        let content = before.iter().rev().find(|tag| !matches!(tag, Tag::Adverb | Tag::Negation)).copied();
        word(Place { view: &view, pieces, at }, &pieces[at], before.last().copied(), content, false)
    }

    #[test]
    fn what_is_certain_is_what_its_place_tells() {
        let grammar = Grammar::builtin();
        let around = [
            "", "she", "the", "her", "Holt’s", "of", "said", "was", "would", "that", "and", ",", "nine", "poor",
            "Holt", "not", "going", "because", "houses", "voted",
        ];
        let words = [
            "the",
            "a",
            "of",
            "at",
            "from",
            "and",
            "he",
            "they",
            "them",
            "himself",
            "their",
            "not",
            "because",
            "would",
            "should",
            "poor",
            "political",
            "soon",
            "quickly",
            "is",
            "was",
            "been",
            "has",
            "house",
            "spokesmen",
            "this",
            "to",
            "whether",
            "it",
            "Holt",
            "Ohio",
            "April",
            "Who",
        ];
        let mut certain_of = 0;
        for before in around {
            for behind in around {
                for middle in words {
                    let text = format!("{before} {middle} {behind} . . .");
                    let mut pieces = Vec::new();
                    crate::tokens::read(&text, Span::new(0, text.len()), grammar, &mut Room::default(), &mut pieces);
                    let view = View { text: &text, tokens: &pieces, quotations: &[], grammar };
                    let at =
                        pieces.iter().position(|piece| piece.span().of(&text) == middle).expect("should stand there");
                    let mut tags = Vec::new();
                    tag(view, &pieces[..at], &mut tags);
                    let before = tags.last().copied();
                    let certain = match pieces[at].is_capital() {
                        true => certain_name(&pieces[at], opens(at, before)),
                        false => certain(view, &pieces[at], before),
                    };
                    if let Some(certain) = certain {
                        certain_of += 1;
                        assert_eq!(
                            certain,
                            told(view, &pieces, at),
                            "{middle} in {text:?} should be tagged by its place"
                        );
                    }
                }
            }
        }
        assert!(certain_of > 5_000, "most of these words should be certain, not {certain_of}");
    }
}
