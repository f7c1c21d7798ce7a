//! Words, numbers, punctuation and marks of a paragraph.
//!
//! ```text
//! token     = word | number | link | mark | dash | ellipsis | punctuation
//! word      = letter { letter | digit | hyphen letter | apostrophe letter | "." letter "." } [ "." ]
//!             the last "." where the lexicon knows the abbreviation, or behind a single capital
//! ending    = "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "n't"         a token of its own behind a word
//! number    = [ currency ] digit { digit | ("," | "." | ":") digit | letter } [ "%" ]
//! link      = ("http" | "www.") { not space }
//! mark      = '"' | "“" | "”" | "'" | "‘" | "’" | "«" | "»" | "„" | "‚" | "''" | "‘‘" | "’’" | "``"
//! ```

mod joined;
mod plain;

use crate::grammar::{Classes, Grammar, Key, Slot, UNKNOWN};
use crate::text::Span;
use plain::Shape;

/// A word or a mark of punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Offset of its first byte in the draft.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
    /// Number of the word in the lexicon; of a quotation, its index in the draft's quotations.
    pub word: u32,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// The classes that the lexicon gives the word, without those of a name.
    pub lower: Classes,
    /// The classes that the lexicon gives it as it is written here.
    pub classes: Classes,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// With a byte of its own for the kind, to ask for one is a single comparison.
#[repr(u8)]
pub enum TokenKind {
    /// Letters: a word, an abbreviation, a contraction.
    Word,
    /// Digits, perhaps with letters: "61", "20th", "$1.5".
    Number,
    /// "'s" behind a word, or the apostrophe of "the voters' will".
    Possessive,
    /// . ? !
    Stop,
    /// … or three full stops
    Ellipsis,
    /// ,
    Comma,
    /// :
    Colon,
    /// ;
    Semicolon,
    /// — – -- or a hyphen between spaces
    Dash,
    /// ( or [
    Open,
    /// ) or ]
    Close,
    /// A mark that may be one of quotation.
    Mark(Glyph),
    /// Anything else.
    Symbol,
    /// A quotation as a whole, among the pieces of a sentence.
    Quotation,
}

/// The shapes of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// "
    Double,
    /// “
    DoubleOpen,
    /// ”
    DoubleClose,
    /// '
    Single,
    /// ‘
    SingleOpen,
    /// ’
    SingleClose,
    /// ''
    Doubled,
    /// ‘‘ or ``
    DoubledOpen,
    /// ’’
    DoubledClose,
    /// «
    GuillemetOpen,
    /// »
    GuillemetClose,
    /// „
    Low,
    /// ‚
    LowSingle,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// No letter has case, or none is a capital first.
    Lower,
    /// The first letter is a capital.
    Capital,
    /// Two or more letters, all capitals.
    Upper,
}

impl Token {
    /// Its bytes in the draft.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// What stands for a whole quotation, which has this number.
    pub fn of_quotation(span: Span, number: usize) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: small(span.start),
            end: small(span.end),
            word: small(number),
            kind: TokenKind::Quotation,
            case: Case::Lower,
            lower: Classes::NONE,
            classes: Classes::NONE,
        }
    }

    /// The token, where it is none that stands for a quotation.
    pub fn token(&self) -> Option<&Self> {
        (self.kind != TokenKind::Quotation).then_some(self)
    }

    /// The quotation that it stands for: index into the draft's quotations.
    pub fn quotation(&self) -> Option<u32> {
        (self.kind == TokenKind::Quotation).then_some(self.word)
    }

    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// Whether it is written with a capital.
    pub fn is_capital(&self) -> bool {
        self.case != Case::Lower
    }
}

/// Room for the reading of a paragraph, kept for the next one.
#[derive(Debug, Default)]
pub struct Room {
    keys: Vec<Key>,
    slots: Vec<Slot>,
}

/// Appends the tokens of `text[span]` to `tokens`, and tells how many of them are words or numbers.
pub fn read(text: &str, span: Span, grammar: &Grammar, room: &mut Room, tokens: &mut Vec<Token>) -> usize {
    let words = span.of(text);
    let bytes = words.as_bytes();
    let first = tokens.len();
    let mut count = 0;
    room.keys.clear();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = span.start + at;
        let shape = Shape::of(byte);
        // Most tokens are words, and most words are plain.
        let plain = matches!(shape, Shape::Letter).then(|| plain::word(text.as_bytes(), start, span.end)).flatten();
        let (length, kind, case, key) = match shape {
            _ if let Some(word) = plain => {
                let length = word.length;
                let abbreviation =
                    bytes.get(at + length) == Some(&b'.') && joined::abbreviates(words, at..at + length + 1, grammar);
                let key = if abbreviation { Key::at(text, start, start + length + 1) } else { word.key };
                (length + usize::from(abbreviation), TokenKind::Word, word.case, key)
            }
            Shape::Space => {
                at += 1;
                continue;
            }
            Shape::Alone(kind) => (1, kind, Case::Lower, Key::NONE),
            Shape::Joint if plain::is_full_stop(&bytes[at..]) => (1, TokenKind::Stop, Case::Lower, Key::NONE),
            Shape::Joint if let Some(kind) = plain::typographic(&bytes[at..]) => (3, kind, Case::Lower, Key::NONE),
            _ => {
                let rest = &words[at..];
                let Some(first) = rest.chars().next() else { break };
                if first.is_whitespace() || first == '\u{feff}' {
                    at += first.len_utf8();
                    continue;
                }
                let before = words[..at].chars().next_back();
                let (after, kind) = joined::token(rest, first, before, grammar);
                // A parser that takes nothing would never end.
                let length = if after.len() == rest.len() { first.len_utf8() } else { rest.len() - after.len() };
                let case =
                    if kind == TokenKind::Word { joined::case_of(&rest[..length], grammar) } else { Case::Lower };
                (length, kind, case, key(text, kind, start, start + length))
            }
        };
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        count += usize::from(matches!(kind, TokenKind::Word | TokenKind::Number));
        tokens.push(Token {
            start: offset(start),
            end: offset(start + length),
            word: UNKNOWN,
            kind,
            case,
            lower: Classes::NONE,
            classes: Classes::NONE,
        });
        room.keys.push(key);
        at += length;
        // Most words have one blank behind them.
        at += usize::from(bytes.get(at) == Some(&b' '));
    }
    look_up(grammar, room, &mut tokens[first..]);
    count
}

/// Finds the tokens in the lexicon. One short loop after the other: what is looked up stands far apart in memory, and
/// while one word waits for it the next ones can begin.
fn look_up(grammar: &Grammar, room: &mut Room, tokens: &mut [Token]) {
    let mut words = tokens.iter_mut();
    grammar.lexicon.with_keys(&room.keys, &mut room.slots, |number| {
        if let Some(token) = words.next() {
            token.word = number;
        }
    });
    for token in tokens {
        let (lower, upper) = grammar.lexicon.classes(token.word);
        let word = !matches!(token.kind, TokenKind::Symbol);
        token.lower = lower.only_if(word);
        token.classes = token.lower | upper.only_if(word & token.is_capital());
    }
}

/// What a token from `start` to `end` is looked up by in the lexicon.
fn key(text: &str, kind: TokenKind, start: usize, end: usize) -> Key {
    match kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Possessive | TokenKind::Symbol => Key::at(text, start, end),
        _ => Key::NONE,
    }
}
