//! What a word is tagged by: its classes, the tags before it, the word behind it.

use super::Tag;
use crate::grammar::Classes;
use crate::sentences::{Piece, View};
use crate::tokens::{Token, TokenKind};

/// Words that take a noun phrase or a clause behind a verb: what tells "claims he" from "claims were".
const AFTER_VERB: Classes = Classes::DETERMINER
    .with(Classes::POSSESSIVE)
    .with(Classes::SUBJECT_PRONOUN)
    .with(Classes::OBJECT_PRONOUN)
    .with(Classes::RELATIVE)
    .with(Classes::QUANTIFIER);

/// "how", "whether": they open a clause and are nothing else.
fn opens_clause(classes: Classes) -> bool {
    classes.any(Classes::SUBORDINATOR) && !classes.any(Classes::PREPOSITION | Classes::ADVERB)
}

/// The closed classes: words that are no names and no nouns.
pub(super) const CLOSED: Classes = Classes::DETERMINER
    .with(Classes::POSSESSIVE)
    .with(Classes::SUBJECT_PRONOUN)
    .with(Classes::OBJECT_PRONOUN)
    .with(Classes::PREPOSITION)
    .with(Classes::CONJUNCTION)
    .with(Classes::SUBORDINATOR)
    .with(Classes::RELATIVE)
    .with(Classes::AUXILIARY)
    .with(Classes::NEGATION);

/// A piece among those of its sentence.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// What stands behind the pieces.
    pub view: &'a View<'a>,
    /// The pieces of the sentence.
    pub pieces: &'a [Piece],
    /// Which of them it is.
    pub at: usize,
}

impl Place<'_> {
    /// The classes of the word so many pieces further right; none where there is none.
    fn classes(&self, right: usize) -> Classes {
        self.pieces.get(self.at + right).map(|piece| piece.classes).unwrap_or_default()
    }

    /// Whether a quotation stands so many pieces further right.
    fn quotation(&self, right: usize) -> bool {
        self.pieces.get(self.at + right).is_some_and(|piece| piece.quotation().is_some())
    }

    /// The kind of the token so many pieces further right.
    fn kind(&self, right: usize) -> Option<TokenKind> {
        self.pieces.get(self.at + right).and_then(|piece| piece.token()).map(|token| token.kind)
    }
}

/// One word in its place. What few words need is looked at only where it is asked for.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Where it stands.
    pub place: Place<'a>,
    /// The word.
    pub token: &'a Token,
    /// Its classes without those of a name.
    pub classes: Classes,
    /// The tag before it.
    pub before: Option<Tag>,
    /// The last tag before it that is no adverb and no negation.
    pub content: Option<Tag>,
    /// What stands behind it.
    pub next: Next<'a>,
    /// Whether it begins its sentence, or what follows a colon or a dash.
    pub first: bool,
    /// Whether there is at most one tag before it.
    pub alone: bool,
}

impl<'a> Context<'a> {
    /// Whether it has one of these classes.
    pub fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// The word as written.
    pub fn words(&self) -> &'a str {
        self.token.span().of(self.place.view.text)
    }

    /// Whether it is this word.
    pub fn word(&self, word: &str) -> bool {
        (self.token.end - self.token.start) as usize == word.len() && self.words().eq_ignore_ascii_case(word)
    }

    /// Whether it can be a noun.
    pub fn noun(&self) -> bool {
        self.is(Classes::NOUN | Classes::PLURAL)
    }

    /// Whether a noun is due here.
    pub fn noun_is_due(&self) -> bool {
        self.before.is_some_and(Tag::before_noun)
    }

    /// Whether the word before it is a plural.
    pub fn plural(&self) -> bool {
        self.behind(Classes::PLURAL)
    }

    /// Whether the word before it is a noun for somebody or something that speaks.
    pub fn speaks(&self) -> bool {
        self.behind(Classes::ROLE | Classes::NOUN_CUE)
    }

    /// Whether the noun before it can be no subject, being one thing of a kind without an article: "in swing states".
    pub fn bare(&self) -> bool {
        const GOES_ON: Classes = Classes::NOUN.with(Classes::ADJECTIVE);
        const OPENS: Classes =
            Classes::DETERMINER.with(Classes::POSSESSIVE).with(Classes::NUMBER).with(Classes::QUANTIFIER);
        let Place { pieces, at, .. } = self.place;
        let one = |at: usize| pieces[at].lower.any(Classes::NOUN) && !pieces[at].lower.any(Classes::PLURAL);
        let Some(before) = at.checked_sub(1).filter(|at| one(*at) && !pieces[*at].is_capital()) else { return false };
        let opening = (before.saturating_sub(4)..before)
            .rev()
            .find(|at| !pieces[*at].lower.any(GOES_ON) || pieces[*at].is_capital() || pieces[*at].lower.any(OPENS));
        opening.is_some_and(|at| {
            let piece = &pieces[at];
            !piece.lower.any(OPENS)
                && !piece.is_capital()
                && piece.kind == TokenKind::Word
                && piece.lower.any(Classes::VERB | Classes::PREPOSITION | Classes::AUXILIARY | Classes::CONJUNCTION)
        })
    }

    /// Whether "one" stands before it.
    pub fn counts_one(&self) -> bool {
        let Place { view, pieces, at } = self.place;
        at.checked_sub(1).is_some_and(|before| pieces[before].span().of(view.text).eq_ignore_ascii_case("one"))
    }

    /// Whether the word before it has one of these classes.
    pub fn behind(&self, classes: Classes) -> bool {
        let Place { pieces, at, .. } = self.place;
        at.checked_sub(1).is_some_and(|before| pieces[before].classes.any(classes))
    }
}

/// What stands behind a word.
#[derive(Clone, Copy)]
pub(super) struct Next<'a> {
    /// Where the word itself stands.
    place: Place<'a>,
    /// Its classes without those of a name.
    pub classes: Classes,
    /// A word with a capital.
    pub capital: bool,
    /// The kind of its token; none at the end and before a quotation.
    kind: Option<TokenKind>,
}

impl<'a> Next<'a> {
    /// What stands behind the piece at a place.
    pub fn of(place: Place<'a>) -> Self {
        let next = place.pieces.get(place.at + 1).and_then(|piece| piece.token());
        let Some(token) = next else { return Next { place, classes: Classes::NONE, capital: false, kind: None } };
        Next {
            place,
            classes: token.lower,
            capital: token.is_capital() && token.kind == TokenKind::Word,
            kind: Some(token.kind),
        }
    }

    /// Whether it has one of these classes.
    pub fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// Digits.
    pub fn number(&self) -> bool {
        self.kind == Some(TokenKind::Number)
    }

    /// A comma.
    pub fn comma(&self) -> bool {
        self.kind == Some(TokenKind::Comma)
    }

    /// "'s"
    pub fn possessive(&self) -> bool {
        self.kind == Some(TokenKind::Possessive)
    }

    /// The end of the sentence or of a bracket.
    pub fn end(&self) -> bool {
        match self.kind {
            Some(kind) => matches!(kind, TokenKind::Stop | TokenKind::Semicolon | TokenKind::Close),
            None => !self.place.quotation(1),
        }
    }

    /// A comma or a colon with a quotation behind: "one sign read, “…”".
    pub fn introduces(&self) -> bool {
        matches!(self.kind, Some(TokenKind::Comma | TokenKind::Colon)) && self.place.quotation(2)
    }

    /// The word and what is behind it are a cue of several words: "sets out".
    pub fn cue(&self) -> bool {
        let Place { view, pieces, at } = self.place;
        self.kind.is_some() && view.long_phrase(pieces, at, Classes::CUE).is_some()
    }

    /// It can be a verb that reports what stands behind it: "notes that".
    pub fn reports(&self) -> bool {
        let here = self.place.classes(1);
        if !here.any(Classes::CUE) || !here.any(Classes::VERB_THIRD | Classes::VERB_PAST) {
            return false;
        }
        let behind = self.place.classes(2);
        let quoted = match self.place.kind(2) {
            None => self.place.quotation(2),
            Some(TokenKind::Colon) => true,
            Some(TokenKind::Comma) => self.place.quotation(3),
            Some(_) => false,
        };
        quoted || behind.any(AFTER_VERB) || opens_clause(behind)
    }

    /// It can be the base of a verb that reports what stands behind it: "call it".
    pub fn calls(&self) -> bool {
        self.classes.all(Classes::VERB_BASE | Classes::CUE) && self.place.classes(2).any(AFTER_VERB)
    }

    /// Whether it is this word.
    pub fn word(&self, word: &str) -> bool {
        let Place { view, pieces, at } = self.place;
        pieces.get(at + 1).is_some_and(|next| next.span().of(view.text) == word)
    }

    /// Whether it can go on with a noun phrase.
    pub fn nominal(&self) -> bool {
        let name = self.capital && !self.is(CLOSED);
        name || self.number()
            || self.noun()
            || self.is(Classes::ADJECTIVE | Classes::TIME | Classes::NUMBER)
            || self.unknown()
    }

    /// Whether it can be a noun.
    pub fn noun(&self) -> bool {
        self.is(Classes::NOUN | Classes::PLURAL)
    }

    /// Whether it can be no noun but a plural.
    pub fn plural(&self) -> bool {
        self.is(Classes::PLURAL) && !self.is(Classes::NOUN)
    }

    /// Whether it can stand behind a verb that reports.
    pub fn reported(&self) -> bool {
        self.is(AFTER_VERB)
            || opens_clause(self.classes)
            || self.capital
            || self.number()
            || self.place.quotation(1)
            || self.introduces()
            || self.cue()
    }

    /// Whether the lexicon lacks it: a noun or an adjective, most likely.
    fn unknown(&self) -> bool {
        self.classes.is_empty() && self.kind.is_some() && !self.comma() && !self.end()
    }
}
