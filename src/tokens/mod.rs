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
    /// Whether it is known to have no characters but letters of ASCII.
    pub plain: bool,
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
            plain: false,
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
    /// Which tokens of the paragraph that was read last are marks: indices into its tokens.
    pub marks: Vec<usize>,
}

/// Appends the tokens of `text[span]` to `tokens`, and tells how many of them are words or numbers.
pub fn read(text: &str, span: Span, grammar: &Grammar, room: &mut Room, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let first = tokens.len();
    let mut count = 0;
    room.keys.clear();
    room.marks.clear();
    // What no offset of a token reaches is not read.
    let end = text.floor_char_boundary(span.end.min(u32::MAX as usize));
    let (Some(words), Some(mut rest)) = (text.get(span.start..end), bytes.get(span.start..)) else { return 0 };
    let beyond = rest.len() - words.len();
    while rest.len() > beyond {
        let at = bytes.len() - rest.len();
        let byte = rest[0];
        // Most tokens are words, and most words are plain.
        if byte.is_ascii_alphabetic()
            && let Some(word) = plain::word(rest, rest.len() - beyond)
        {
            let (mut length, mut key, mut plain) = (word.length, word.key, true);
            if word.behind == b'.' && joined::abbreviates(&text[..end], at..at + length + 1, grammar) {
                length += 1;
                key = Key::at(text, at, at + length);
                plain = false;
            }
            tokens.push(Token { plain, ..unknown(at, length, TokenKind::Word, word.case) });
            room.keys.push(key);
            count += 1;
            rest = &rest[length + usize::from(word.behind == b' ')..];
            continue;
        }
        let here = &rest[..rest.len() - beyond];
        let (length, kind, case, key) = match Shape::of(byte) {
            Shape::Space => {
                rest = &rest[1..];
                continue;
            }
            Shape::Alone(kind) => (1, kind, Case::Lower, Key::NONE),
            Shape::Joint if plain::is_full_stop(here) => (1, TokenKind::Stop, Case::Lower, Key::NONE),
            Shape::Joint if let Some(kind) = plain::typographic(here) => (3, kind, Case::Lower, Key::NONE),
            Shape::Joint if let Some(length) = plain::possessive(&bytes[span.start..at], here) => {
                (length, TokenKind::Possessive, Case::Lower, Key::of("'s"))
            }
            Shape::Digit if let Some(length) = plain::number(here) => {
                (length, TokenKind::Number, Case::Lower, Key::at(text, at, at + length))
            }
            _ => match other(text, Span::new(span.start, end), at, grammar) {
                Ok(token) => token,
                Err(blank) => {
                    rest = &rest[blank..];
                    continue;
                }
            },
        };
        if matches!(kind, TokenKind::Mark(_)) {
            room.marks.push(tokens.len() - first);
        }
        count += usize::from(matches!(kind, TokenKind::Word | TokenKind::Number));
        tokens.push(unknown(at, length, kind, case));
        room.keys.push(key);
        rest = &rest[length..];
        // Most have one blank behind them.
        rest = rest.strip_prefix(b" ").unwrap_or(rest);
    }
    look_up(grammar, room, &mut tokens[first..]);
    count
}

/// A token that has not been looked up.
fn unknown(start: usize, length: usize, kind: TokenKind, case: Case) -> Token {
    Token {
        // No token is read that ends farther.
        start: start as u32,
        end: (start + length) as u32,
        word: UNKNOWN,
        kind,
        case,
        plain: false,
        lower: Classes::NONE,
        classes: Classes::NONE,
    }
}

/// The token of `text[span]` that begins at an offset where its first bytes do not tell it: its length, what it is and how
/// it is written, and what it is looked up by. Or else the length of white space.
#[inline(never)]
fn other(text: &str, span: Span, at: usize, grammar: &Grammar) -> Result<(usize, TokenKind, Case, Key), usize> {
    let rest = &text[at..span.end];
    let Some(first) = rest.chars().next().filter(|c| !c.is_whitespace() && *c != '\u{feff}') else {
        return Err(rest.chars().next().map_or(1, char::len_utf8));
    };
    let before = text[span.start..at].chars().next_back();
    let (after, kind) = joined::token(rest, first, before, grammar);
    // A parser that takes nothing would never end.
    let length = if after.len() == rest.len() { first.len_utf8() } else { rest.len() - after.len() };
    let case = if kind == TokenKind::Word { joined::case_of(&rest[..length], grammar) } else { Case::Lower };
    Ok((length, kind, case, key(text, kind, at, at + length)))
}

/// Finds the tokens in the lexicon, the classes of a name only where they have a capital.
fn look_up(grammar: &Grammar, room: &mut Room, tokens: &mut [Token]) {
    let numbers = grammar.lexicon.with_keys(&room.keys, &mut room.slots);
    for (token, number) in tokens.iter_mut().zip(numbers) {
        token.word = number;
        // A symbol has a number alone.
        if token.kind != TokenKind::Symbol {
            let classes = grammar.lexicon.classes(number);
            token.lower = classes[0];
            token.classes = classes[usize::from(token.is_capital())];
        }
    }
}

/// What a token from `start` to `end` is looked up by in the lexicon.
fn key(text: &str, kind: TokenKind, start: usize, end: usize) -> Key {
    match kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Possessive | TokenKind::Symbol => Key::at(text, start, end),
        _ => Key::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_what_the_whole_grammar_makes_of_a_token() {
        let grammar = Grammar::builtin();
        let starts =
            ["a", "I", "US", "iPhone", "Holt", "www", "abcdefg", "Unbelievably", "ABCDEFGHI", "don", "7", "1,234.5"];
        let ends = [
            "", " x", "'s x", "’s", "'S, ", "’ x", "'", "'re x", "’t x", "-x", "- x", ". X", ".x.", "...", ", ", "é",
            "5 ", "%", ":30", ": x", "_", "—x", "” x", "’sé",
        ];
        for (start, end) in starts.iter().flat_map(|start| ends.map(|end| (start, end))) {
            let text = format!("{start}{end}  Much more stands behind.");
            let span = Span::new(0, start.len() + end.len());
            let (mut room, mut tokens) = (Room::default(), Vec::new());
            read(&text, span, grammar, &mut room, &mut tokens);
            for token in tokens {
                let told = (token.span().len(), token.kind, token.case, token.word);
                let whole = other(&text, span, token.start as usize, grammar)
                    .map(|(length, kind, case, key)| (length, kind, case, grammar.lexicon.with_key(key)));
                assert_eq!(Ok(told), whole, "{:?} in {text:?} should be the same token", token.span().of(&text));
            }
        }
    }
}
