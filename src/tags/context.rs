//! What a word is tagged by: its classes, the tags before it, the word behind it.

use super::Tag;
use crate::grammar::Classes;
use crate::sentences::{Piece, View};
use crate::tokens::TokenKind;

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

/// One word in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The word as written.
    pub words: &'a str,
    /// Its classes without those of a name.
    pub classes: Classes,
    /// The tag before it.
    pub before: Option<Tag>,
    /// The last tag before it that is no adverb and no negation.
    pub content: Option<Tag>,
    /// What stands behind it.
    pub next: Next,
    /// Whether it begins its sentence, or what follows a colon or a dash.
    pub first: bool,
    /// Whether the word before it is a plural.
    pub plural: bool,
    /// Whether the word before it is a noun for somebody or something that speaks.
    pub speaks: bool,
    /// Whether there is at most one tag before it.
    pub alone: bool,
}

impl Context<'_> {
    /// Whether it has one of these classes.
    pub fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// Whether it is this word.
    pub fn word(&self, word: &str) -> bool {
        self.words.eq_ignore_ascii_case(word)
    }

    /// Whether it can be a noun.
    pub fn noun(&self) -> bool {
        self.is(Classes::NOUN | Classes::PLURAL)
    }

    /// Whether a noun is due here.
    pub fn noun_is_due(&self) -> bool {
        self.before.is_some_and(Tag::before_noun)
    }
}

/// What stands behind a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Next {
    /// Its classes without those of a name.
    pub classes: Classes,
    /// A word with a capital.
    pub capital: bool,
    /// Digits.
    pub number: bool,
    /// A quotation.
    pub quotation: bool,
    /// A comma.
    pub comma: bool,
    /// "'s"
    pub possessive: bool,
    /// The end of the sentence or of a bracket.
    pub end: bool,
    /// It can be a verb that reports what stands behind it: "notes that".
    pub reports: bool,
    /// A comma or a colon with a quotation behind: "one sign read, “…”".
    pub introduces: bool,
    /// The word and what is behind it are a cue of several words: "sets out".
    pub cue: bool,
}

/// Whether the piece at `at` can be a reporting verb with what it reports behind it.
fn reports(view: View<'_>, pieces: &[Piece], at: usize) -> bool {
    let classes = |at: usize| pieces.get(at).map(|piece| view.classes(*piece)).unwrap_or_default();
    let here = classes(at);
    if !here.any(Classes::CUE) || !here.any(Classes::VERB_THIRD | Classes::VERB_PAST) {
        return false;
    }
    let behind = classes(at + 1);
    let quoted = pieces.get(at + 1).is_some_and(|piece| match view.token(*piece) {
        None => true,
        Some(token) => {
            token.kind == TokenKind::Colon
                || token.kind == TokenKind::Comma && pieces.get(at + 2).is_some_and(|next| view.token(*next).is_none())
        }
    });
    quoted || behind.any(AFTER_VERB) || opens_clause(behind)
}

impl Next {
    /// What stands behind the piece at `at`.
    pub fn of(view: View<'_>, pieces: &[Piece], at: usize) -> Next {
        let Some(next) = pieces.get(at + 1) else { return Next { end: true, ..Next::default() } };
        let Some(token) = view.token(*next) else { return Next { quotation: true, ..Next::default() } };
        Next {
            classes: token.lower,
            capital: token.is_capital() && token.kind == TokenKind::Word,
            number: token.kind == TokenKind::Number,
            quotation: false,
            comma: token.kind == TokenKind::Comma,
            possessive: token.kind == TokenKind::Possessive,
            end: matches!(token.kind, TokenKind::Stop | TokenKind::Semicolon | TokenKind::Close),
            introduces: matches!(token.kind, TokenKind::Comma | TokenKind::Colon)
                && pieces.get(at + 2).is_some_and(|piece| view.token(*piece).is_none()),
            reports: reports(view, pieces, at + 1),
            cue: view.long_phrase(pieces, at, Classes::CUE).is_some(),
        }
    }

    /// Whether it has one of these classes.
    pub fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// Whether it can go on with a noun phrase.
    pub fn nominal(&self) -> bool {
        let name = self.capital && !self.is(CLOSED);
        name || self.number
            || self.noun()
            || self.is(Classes::ADJECTIVE | Classes::TIME | Classes::NUMBER)
            || self.unknown()
    }

    /// Whether it can be a noun.
    pub fn noun(&self) -> bool {
        self.is(Classes::NOUN | Classes::PLURAL)
    }

    /// Whether it can stand behind a verb that reports.
    pub fn reported(&self) -> bool {
        self.cue
            || self.introduces
            || self.is(AFTER_VERB)
            || opens_clause(self.classes)
            || self.capital
            || self.quotation
            || self.number
    }

    /// Whether the lexicon lacks it: a noun or an adjective, most likely.
    fn unknown(&self) -> bool {
        self.classes.is_empty() && !self.comma && !self.end && !self.quotation
    }
}
