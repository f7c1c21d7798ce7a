//! A paragraph without the insides of its quotations, cut into sentences.

use std::ops::Range;

use crate::grammar::{Classes, Grammar, Phrase};
use crate::quotations::Quotation;
use crate::tokens::{Token, TokenKind};

/// A token outside of quotations, or one that stands for a quotation as a whole.
pub type Piece = Token;

/// The longest sentence, in pieces, that is read as one; what is longer is no prose.
const LONGEST: usize = 400;

/// Appends the pieces of a paragraph. `first` is the index of its first quotation in `quotations`.
pub fn pieces(tokens: &[Token], quotations: &[Quotation], first: usize, pieces: &mut Vec<Piece>) {
    let outer = quotations.iter().enumerate().skip(first).filter(|(_, quotation)| quotation.inside.is_none());
    let before =
        |from: usize, offset: usize| from + tokens[from..].partition_point(|token| (token.start as usize) < offset);
    let mut at = 0;
    for (number, Quotation { span, .. }) in outer {
        let start = before(at, span.start);
        pieces.extend_from_slice(&tokens[at..start]);
        at = before(start, span.end);
        // One of blanks alone behind the last word has no place.
        if start < tokens.len() {
            pieces.push(Token::of_quotation(*span, number));
        }
    }
    pieces.extend_from_slice(&tokens[at..]);
}

/// What is needed to look at pieces.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The draft.
    pub text: &'a str,
    /// The paragraph's tokens.
    pub tokens: &'a [Token],
    /// The draft's quotations so far.
    pub quotations: &'a [Quotation],
    /// The language.
    pub grammar: &'a Grammar,
}

impl<'a> View<'a> {
    /// The longest phrase of the grammar of one of these classes that begins at a piece: its length and the phrase.
    #[inline]
    pub fn long_phrase(&self, pieces: &[Piece], at: usize, wanted: Classes) -> Option<(usize, &'a Phrase)> {
        let phrases = self.phrases_at(pieces, at, wanted);
        if phrases.is_empty() { None } else { phrase_among(phrases, pieces, at, wanted) }
    }

    /// The phrases of the grammar whose first word is that of a piece; none where surely none of these classes begins there.
    // Asked of every other word, and answered at once for most.
    #[inline(always)]
    pub fn phrases_at(&self, pieces: &[Piece], at: usize, wanted: Classes) -> &'a [Phrase] {
        let token = &pieces[at];
        // Most words open none.
        if !token.lower.any(Classes::PHRASE) {
            return &[];
        }
        let word = self.grammar.lexicon.word(token.word);
        match pieces.get(at + 1) {
            // And most that open one have a word behind them that none goes on with.
            Some(next) if word.opens.any(wanted) => self.grammar.lexicon.phrases(word, next.word),
            _ => &[],
        }
    }

    /// The last letter or mark of punctuation of the words in a quotation.
    pub fn last_character(&self, quotation: u32) -> Option<char> {
        let closing = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '”' | '"' | ')' | ']' | '_' | '*');
        self.quotations[quotation as usize].words().of(self.text).trim_end_matches(closing).chars().next_back()
    }

    /// The first letter or digit of the words in a quotation.
    pub fn first_character(&self, quotation: u32) -> Option<char> {
        self.quotations[quotation as usize].words().of(self.text).chars().find(|c| c.is_alphanumeric())
    }
}

/// The first of these phrases that is of one of these classes and begins at a piece: its length and the phrase.
#[inline(never)]
pub fn phrase_among<'a>(
    phrases: &'a [Phrase],
    pieces: &[Piece],
    at: usize,
    wanted: Classes,
) -> Option<(usize, &'a Phrase)> {
    let (first, behind) = pieces[at..].split_first()?;
    let next = behind.first()?.token()?.word;
    let found = phrases.iter().find(|phrase| {
        phrase.classes.any(wanted)
            && phrase.rest.first() == Some(&next)
            && (!phrase.capital || first.is_capital())
            && phrase.rest.len() <= behind.len()
            && phrase.rest.iter().zip(behind).all(|(word, piece)| piece.word == *word && piece.token().is_some())
    })?;
    Some((1 + found.rest.len(), found))
}

/// Appends the sentences of a paragraph, whose pieces are those from `first` on, as ranges of all pieces.
pub fn sentences(view: View<'_>, pieces: &[Piece], first: usize, sentences: &mut Vec<Range<usize>>) {
    let mut start = first;
    let mut depth = 0usize;
    let mut at = first;
    while at < pieces.len() {
        // Most pieces are words that end nothing.
        let reach = pieces.len().min(start + LONGEST);
        let told = pieces[at..reach].iter().position(|piece| !goes_on(piece));
        at = told.map_or(reach - 1, |told| at + told);
        let may_end = match pieces[at].kind {
            TokenKind::Open => {
                depth += 1;
                false
            }
            TokenKind::Close => {
                depth = depth.saturating_sub(1);
                false
            }
            TokenKind::Stop | TokenKind::Ellipsis | TokenKind::Quotation => true,
            // A word that may end one.
            _ => told.is_some(),
        };
        if at + 1 == reach || may_end && ends(view, pieces, at, depth > 0) {
            sentences.push(start..at + 1);
            start = at + 1;
            depth = 0;
        }
        at += 1;
    }
}

/// Whether a piece is one that neither ends a sentence nor opens or closes brackets.
fn goes_on(piece: &Piece) -> bool {
    match piece.kind {
        TokenKind::Word => !piece.classes.any(Classes::MAY_END),
        TokenKind::Stop | TokenKind::Ellipsis | TokenKind::Quotation | TokenKind::Open | TokenKind::Close => false,
        _ => true,
    }
}

/// Whether a sentence ends behind this piece, which is not the last.
fn ends(view: View<'_>, pieces: &[Piece], at: usize, in_brackets: bool) -> bool {
    let next = &pieces[at + 1];
    if let Some(quotation) = pieces[at].quotation() {
        return match view.last_character(quotation) {
            Some('.') => begins(view, next, true) && !credited(view, &pieces[at + 1..], true),
            Some('?' | '!' | '…' | '—' | '-') => {
                begins(view, next, true) && !credited(view, &pieces[at + 1..], false)
            }
            Some(',') => false,
            _ => next.quotation().is_some(),
        };
    }
    match pieces[at].kind {
        TokenKind::Stop => !in_brackets && begins(view, next, true),
        TokenKind::Ellipsis => next.quotation().is_none() && begins(view, next, false),
        // An abbreviation that may end one.
        _ => opens_sentence(next),
    }
}

/// Whether a sentence can begin with this piece.
fn begins(view: View<'_>, next: &Piece, after_stop: bool) -> bool {
    match next.kind {
        TokenKind::Word => {
            next.is_capital() || (after_stop && next.case == crate::tokens::Case::Lower && starts_handle(view, next))
        }
        TokenKind::Number | TokenKind::Quotation => true,
        TokenKind::Open | TokenKind::Symbol => after_stop,
        _ => false,
    }
}

fn starts_handle(view: View<'_>, token: &Token) -> bool {
    token.span().of(view.text).starts_with(['@', '#'])
}

/// Whether the word is one that opens sentences rather than going on with a name: "The", "He", "But".
fn opens_sentence(next: &Piece) -> bool {
    let opener = Classes::DETERMINER
        .with(Classes::SUBJECT_PRONOUN)
        .with(Classes::POSSESSIVE)
        .with(Classes::SUBORDINATOR)
        .with(Classes::PREPOSITION)
        .with(Classes::CONJUNCTION)
        .with(Classes::ADVERB);
    next.is_capital() && next.lower.any(opener)
}

/// Whether a credit follows a quotation that ends like a sentence: `"Why?" Holt asked.` In the whole of it there is a name and
/// a reporting verb with nothing reported behind. After a full stop it must be the whole of the sentence.
fn credited(view: View<'_>, rest: &[Piece], after_full_stop: bool) -> bool {
    // `"Why?" she asked`, but `"Why?" She asked twice`
    let opener = Classes::SUBJECT_PRONOUN.with(Classes::DETERMINER).with(Classes::POSSESSIVE);
    let fresh =
        rest.first().is_some_and(|piece| piece.is_capital() && piece.span().len() > 1 && piece.lower.any(opener));
    if fresh {
        return false;
    }
    let mut subject = false;
    for (at, piece) in rest.iter().enumerate().take(12) {
        let Some(token) = piece.token() else { return false };
        let classes = piece.classes;
        let word = view.grammar.lexicon.word(token.word);
        if token.kind != TokenKind::Word && !matches!(token.kind, TokenKind::Number | TokenKind::Possessive) {
            return false;
        }
        let plain_past = classes.any(Classes::VERB_PAST.with(Classes::VERB_THIRD)) && !(token.is_capital() && at > 0);
        if subject && plain_past {
            let long = view.long_phrase(rest, at, Classes::CUE);
            let (length, cue) = long.map_or((1, word.cue), |(length, phrase)| (length, phrase.cue));
            let Some(cue) = cue.map(|cue| &view.grammar.lexicon.cues[cue as usize]) else { return false };
            let quotes = cue.frames.any(crate::grammar::Frames::QUOTATION);
            let behind = rest.get(at + length).and_then(|piece| piece.token());
            // `"We lost." Holt says, "We won."`
            let next_quoted =
                after_full_stop && rest.get(at + length + 1).is_some_and(|next| next.quotation().is_some());
            let alone =
                behind.is_none_or(|token| matches!(token.kind, TokenKind::Stop | TokenKind::Comma)) && !next_quoted;
            let loose =
                behind.is_some_and(|token| token.classes.any(Classes::TIME | Classes::ADVERB | Classes::PREPOSITION));
            let to_somebody = rest.get(at + length).is_some_and(|piece| piece.classes.any(Classes::OBJECT_PRONOUN));
            let told = cue.frames.any(crate::grammar::Frames::ADDRESSEE) && !after_full_stop;
            return quotes && (alone || told || (!after_full_stop && !cue.weak && (loose || to_somebody)));
        }
        if classes.any(Classes::AUXILIARY | Classes::MODAL | Classes::RELATIVE) {
            return false;
        }
        subject = true;
    }
    false
}
