//! Tokens that their first bytes tell: most words, and marks of one byte.

use super::{Case, Glyph, TokenKind};
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
        b',' => Shape::Alone(TokenKind::Comma),
        b';' => Shape::Alone(TokenKind::Semicolon),
        b'!' | b'?' => Shape::Alone(TokenKind::Stop),
        b'(' | b'[' | b'{' => Shape::Alone(TokenKind::Open),
        b')' | b']' | b'}' => Shape::Alone(TokenKind::Close),
        b'"' => Shape::Alone(TokenKind::Mark(Glyph::Double)),
        _ => Shape::Other,
    }
}

/// A word of ASCII letters and digits.
pub struct PlainWord {
    /// How many bytes it has.
    pub length: usize,
    /// How it is written.
    pub case: Case,
    /// What it is looked up by.
    pub key: Key,
}

/// The word of ASCII letters and digits at `start`, where a letter stands; it ends before `end`. None where what follows
/// may belong to it, and near the end of the text.
#[inline]
pub fn word(text: &[u8], start: usize, end: usize) -> Option<PlainWord> {
    let first = eight(text, start)?;
    let mut length = letters(first);
    let mut more = length;
    while more == 8 {
        more = letters(eight(text, start + length)?);
        length += more;
    }
    let behind = text.get(start + length).filter(|_| start + length < end);
    if start + length > end || behind.is_some_and(|byte| joins(*byte)) && !ends_word(&text[start..end], length) {
        return None;
    }
    let case = if first & SMALL != 0 { Case::Lower } else { with_capital(&text[start + 1..start + length]) };
    let key = Key::of_letters(first, length).unwrap_or_else(|| Key::of_long(&text[start..start + length]));
    Some(PlainWord { length, case, key })
}

/// The bit of a letter of ASCII that makes it a small one.
const SMALL: u64 = (b'a' - b'A') as u64;

/// The eight bytes at `start`, the first the lowest: most words are no longer. None where there are fewer.
#[inline]
fn eight(text: &[u8], start: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*text.get(start..)?.first_chunk()?))
}

/// How many of eight bytes are letters and digits of ASCII, from the first on.
#[inline]
fn letters(bytes: u64) -> usize {
    let each = |byte: u8| u64::from_ne_bytes([byte; 8]);
    let highest = each(0x80);
    // Without their highest bits no sum of two passes into the next byte; that bit then tells what is in a range.
    let low = bytes & !highest;
    let within = |bytes: u64, from: u8, to: u8| (bytes + each(0x80 - from)) & !(bytes + each(0x7f - to));
    let letters = within(low | each(b'a' - b'A'), b'a', b'z') | within(low, b'0', b'9');
    let others = !(letters & !bytes) & highest;
    others.trailing_zeros() as usize / 8
}

/// How a word is written that begins with a capital, before these letters and digits.
fn with_capital(rest: &[u8]) -> Case {
    // Most have a small letter right behind it.
    let small = rest.iter().any(u8::is_ascii_lowercase);
    if !small && rest.iter().any(u8::is_ascii_uppercase) { Case::Upper } else { Case::Capital }
}

/// Whether a byte behind a word can go on with it.
fn joins(byte: u8) -> bool {
    // "http://"
    matches!(Shape::of(byte), Shape::Joint) || byte == b':'
}

/// Whether a joint behind a word of this length surely ends it: a full stop, but not that of "U.S."; a dash or a double
/// quotation mark outside of ASCII.
fn ends_word(bytes: &[u8], length: usize) -> bool {
    match bytes[length..] {
        [b'.', ..] => length > 1 && !bytes.starts_with(b"www."),
        ref behind => typographic(behind).is_some(),
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
