//! Tokens that their first bytes tell: most words and numbers, and marks of one byte.

use super::{Case, Glyph, TokenKind};
use crate::eights::{self, HIGHEST, each};
use crate::grammar::Key;

/// What one byte tells of the token that it begins: all of it, for most.
#[derive(Clone, Copy)]
pub enum Shape {
    /// White space.
    Space,
    /// A letter of ASCII.
    Letter,
    /// What can go on with a word, or end it as an abbreviation or a contraction.
    Joint,
    /// A digit of ASCII.
    Digit,
    /// A token of one byte, whatever stands around it.
    Alone(TokenKind),
    /// Only what stands around it can tell.
    Other,
}

/// The shapes of all bytes.
const SHAPES: [Shape; 256] = {
    let mut shapes = [Shape::Other; 256];
    let mut at = 0;
    while at < shapes.len() {
        // The index is a byte.
        shapes[at] = shape(at as u8);
        at += 1;
    }
    shapes
};

impl Shape {
    /// What a byte tells.
    pub fn of(byte: u8) -> Shape {
        SHAPES[usize::from(byte)]
    }
}

const fn shape(byte: u8) -> Shape {
    match byte {
        b' ' | b'\t'..=b'\r' => Shape::Space,
        b'a'..=b'z' | b'A'..=b'Z' => Shape::Letter,
        b'-' | b'\'' | b'.' | b'_' | 0x80.. => Shape::Joint,
        b'0'..=b'9' => Shape::Digit,
        b',' => Shape::Alone(TokenKind::Comma),
        b':' => Shape::Alone(TokenKind::Colon),
        b';' => Shape::Alone(TokenKind::Semicolon),
        b'!' | b'?' => Shape::Alone(TokenKind::Stop),
        b'(' | b'[' | b'{' => Shape::Alone(TokenKind::Open),
        b')' | b']' | b'}' => Shape::Alone(TokenKind::Close),
        b'"' => Shape::Alone(TokenKind::Mark(Glyph::Double)),
        _ => Shape::Other,
    }
}

/// A word of ASCII letters.
pub struct PlainWord {
    /// How many bytes it has.
    pub length: usize,
    /// How it is written.
    pub case: Case,
    /// What it is looked up by.
    pub key: Key,
    /// The byte behind it; a line end where nothing is.
    pub behind: u8,
}

/// The word of ASCII letters at the start of `text`, where a letter stands; it ends in the first `end` bytes. None where what
/// follows may belong to it, and near the end of the text.
#[inline]
pub fn word(text: &[u8], end: usize) -> Option<PlainWord> {
    let first = u64::from_le_bytes(*text.first_chunk()?);
    let mut length = letters(first);
    let (case, key) = if length < 8 {
        (case_of(first, length), Key::of_letters(first, length))
    } else {
        length = long(text)?;
        let word = &text[..length];
        (case_of_long(word), Key::of_long(word))
    };
    // Most have one blank behind them.
    let blank = length < end && text[length] == b' ';
    let behind = if blank { b' ' } else { behind(&text[..end], length)? };
    Some(PlainWord { length, case, key, behind })
}

/// How a word of up to seven letters is written, the first of them in the lowest byte.
#[inline]
fn case_of(letters: u64, length: usize) -> Case {
    // Most have a small letter in the first two places. What else stands behind a word mostly has the same bit.
    if letters & 0x2020 == 0 && length > 1 {
        let behind = u64::MAX << (8 * length);
        return if letters & each(SMALL) & !behind == 0 { Case::Upper } else { Case::Capital };
    }
    if letters & u64::from(SMALL) == 0 { Case::Capital } else { Case::Lower }
}

/// How a longer word of letters is written.
fn case_of_long(word: &[u8]) -> Case {
    let small = |letter: &u8| letter & SMALL != 0;
    match word.iter().position(small) {
        Some(0) => Case::Lower,
        Some(_) => Case::Capital,
        None => Case::Upper,
    }
}

/// The length of the word at the start, whose first eight bytes are letters. None near the end of the text.
#[inline(never)]
fn long(text: &[u8]) -> Option<usize> {
    let mut length = 8;
    loop {
        let more = letters(u64::from_le_bytes(*text[length..].first_chunk()?));
        length += more;
        if more < 8 {
            return Some(length);
        }
    }
}

/// The byte behind a word of this length at the start; a line end where nothing is. None where what follows may belong
/// to it.
#[inline(never)]
fn behind(bytes: &[u8], length: usize) -> Option<u8> {
    let Some(byte) = bytes.get(length) else { return (bytes.len() == length).then_some(b'\n') };
    (!joins(*byte) || ends_word(bytes, length)).then_some(*byte)
}

/// The bit of a letter of ASCII that makes it a small one.
const SMALL: u8 = b'a' - b'A';

/// How many of eight bytes are letters of ASCII, from the first on.
#[inline]
fn letters(bytes: u64) -> usize {
    let letters = eights::within(bytes & !HIGHEST | each(SMALL), b'a', b'z');
    let others = (bytes | !letters) & HIGHEST;
    others.trailing_zeros() as usize / 8
}

/// Whether a byte behind letters can go on with a word.
fn joins(byte: u8) -> bool {
    // "http://"
    matches!(Shape::of(byte), Shape::Joint | Shape::Digit) || byte == b':'
}

/// Whether a joint behind a word of this length surely ends it: a full stop, but not that of "U.S."; a dash or a double
/// quotation mark outside of ASCII; an apostrophe with an "s", or with no letter behind it.
fn ends_word(bytes: &[u8], length: usize) -> bool {
    let behind = &bytes[length..];
    if behind[0] == b'.' {
        return length > 1 && !bytes.starts_with(b"www.");
    }
    let closes = |mark: usize| behind.get(mark).is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
    typographic(behind).is_some() || ending(behind).is_some() || apostrophe(behind).is_some_and(closes)
}

/// The length of the apostrophe at the start.
fn apostrophe(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\'', ..] => Some(1),
        [0xe2, 0x80, 0x99, ..] => Some(3),
        _ => None,
    }
}

/// The length of the apostrophe and the "s" at the start, where no letter can follow.
fn ending(bytes: &[u8]) -> Option<usize> {
    let mark = apostrophe(bytes)?;
    let more = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let ends = matches!(bytes.get(mark), Some(b's' | b'S')) && !bytes.get(mark + 1).is_some_and(more);
    ends.then_some(mark + 1)
}

/// The length of the "'s" at the start, where it stands behind a word, and no letter can follow.
pub fn possessive(before: &[u8], bytes: &[u8]) -> Option<usize> {
    let attached = before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.');
    ending(bytes).filter(|_| attached)
}

/// The length of the number at the start, where a digit stands. None where letters may belong to it.
pub fn number(bytes: &[u8]) -> Option<usize> {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut length = 1;
    loop {
        match bytes.get(length) {
            Some(b'0'..=b'9') => length += 1,
            Some(b',' | b'.' | b':') if digit(length + 1) => length += 2,
            Some(b'%') => return Some(length + 1),
            Some(b'-') if bytes.get(length + 1).is_some_and(|c| c.is_ascii_alphanumeric() || !c.is_ascii()) => {
                return None;
            }
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..) => return None,
            _ => return Some(length),
        }
    }
}

/// The dash, the ellipsis or the curly double mark of three bytes at the start.
pub fn typographic(bytes: &[u8]) -> Option<TokenKind> {
    match bytes {
        [0xe2, 0x80, 0x9c, ..] => Some(TokenKind::Mark(Glyph::DoubleOpen)),
        [0xe2, 0x80, 0x9d, ..] => Some(TokenKind::Mark(Glyph::DoubleClose)),
        [0xe2, 0x80, 0x93..=0x95, ..] => Some(TokenKind::Dash),
        [0xe2, 0x80, 0xa6, ..] => Some(TokenKind::Ellipsis),
        _ => None,
    }
}

/// Whether a full stop stands at the start, and no ellipsis.
pub fn is_full_stop(bytes: &[u8]) -> bool {
    bytes.starts_with(b".") && !bytes.starts_with(b"..") && !bytes.starts_with(b". . .")
}
