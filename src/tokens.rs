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

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while, take_while1};
use nom::combinator::{opt, recognize};
use nom::multi::many0_count;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use std::ops::Range;

use crate::grammar::{Classes, Grammar, Key, UNKNOWN};
use crate::text::Span;

/// A word or a mark of punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Offset of its first byte in the draft.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
    /// Number of the word in the lexicon.
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

    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// Whether it is written with a capital.
    pub fn is_capital(&self) -> bool {
        self.case != Case::Lower
    }
}

/// Appends the tokens of `text[span]` to `tokens`.
pub fn read(text: &str, span: Span, grammar: &Grammar, tokens: &mut Vec<Token>) {
    let words = span.of(text);
    let bytes = words.as_bytes();
    let first = tokens.len();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (length, kind, case) = match SHAPES[usize::from(byte)] {
            Shape::Space => {
                at += 1;
                continue;
            }
            Shape::Alone(kind) => (1, kind, Case::Lower),
            Shape::Small | Shape::Capital if let Some((length, case)) = plain_word(&bytes[at..]) => {
                let abbreviation =
                    bytes.get(at + length) == Some(&b'.') && abbreviates(words, at..at + length + 1, grammar);
                (length + usize::from(abbreviation), TokenKind::Word, case)
            }
            Shape::Joint if is_full_stop(&bytes[at..]) => (1, TokenKind::Stop, Case::Lower),
            _ => {
                let rest = &words[at..];
                let Some(first) = rest.chars().next() else { return };
                if first.is_whitespace() || first == '\u{feff}' {
                    at += first.len_utf8();
                    continue;
                }
                let before = words[..at].chars().next_back();
                let (after, kind) = token(rest, first, before, grammar);
                // A parser that takes nothing would never end.
                let length = if after.len() == rest.len() { first.len_utf8() } else { rest.len() - after.len() };
                let case = if kind == TokenKind::Word { case_of(&rest[..length], grammar) } else { Case::Lower };
                (length, kind, case)
            }
        };
        let offset = |at: usize| u32::try_from(span.start + at).unwrap_or(u32::MAX);
        tokens.push(Token {
            start: offset(at),
            end: offset(at + length),
            word: UNKNOWN,
            kind,
            case,
            lower: Classes::NONE,
            classes: Classes::NONE,
        });
        at += length;
        // Most words have one blank behind them.
        at += usize::from(bytes.get(at) == Some(&b' '));
    }
    look_up(text, grammar, &mut tokens[first..]);
}

/// Finds the tokens in the lexicon. One short loop after the other: what is looked up stands far apart in memory, and
/// while one word waits for it the next ones can begin.
fn look_up(text: &str, grammar: &Grammar, tokens: &mut [Token]) {
    let key = |token: &Token| match token.kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Possessive | TokenKind::Symbol => {
            Key::at(text, token.start as usize, token.end as usize)
        }
        _ => Key::NONE,
    };
    let keys: Vec<Key> = tokens.iter().map(key).collect();
    for (token, key) in tokens.iter_mut().zip(keys) {
        token.word = grammar.lexicon.with_key(key);
    }
    for token in tokens.iter_mut().filter(|token| token.kind != TokenKind::Symbol) {
        let known = grammar.lexicon.word(token.word);
        token.lower = known.lower;
        token.classes = if token.is_capital() { known.lower | known.upper } else { known.lower };
    }
}

/// What one byte tells of the token that it begins: all of it, for most.
#[derive(Clone, Copy)]
enum Shape {
    /// White space.
    Space,
    /// A small letter.
    Small,
    /// A capital.
    Capital,
    /// A digit: a part of a word, or the start of a number.
    Digit,
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

const fn shape(byte: u8) -> Shape {
    match byte {
        b' ' | b'\t'..=b'\r' => Shape::Space,
        b'a'..=b'z' => Shape::Small,
        b'A'..=b'Z' => Shape::Capital,
        b'0'..=b'9' => Shape::Digit,
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

/// What a byte inside of a word is: a set, so that a word is one loop without a branch for each kind.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut at = 0;
    while at < parts.len() {
        parts[at] = match SHAPES[at] {
            Shape::Small => SMALL,
            Shape::Capital => CAPITAL,
            Shape::Digit => DIGIT,
            Shape::Joint => JOINT,
            // "http://"
            Shape::Other if at == b':' as usize => JOINT,
            _ => 0,
        };
        at += 1;
    }
    parts
};

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
const JOINT: u8 = 8;

/// The length and the case of a word of ASCII letters and digits at the start, which is a letter; none where what follows
/// may belong to it.
fn plain_word(bytes: &[u8]) -> Option<(usize, Case)> {
    let (first, behind) = bytes.split_first()?;
    let mut kinds = 0;
    let mut end = 0;
    let mut length = 1;
    for byte in behind {
        let part = PARTS[usize::from(*byte)];
        if part & (SMALL | CAPITAL | DIGIT) == 0 {
            end = part;
            break;
        }
        kinds |= part;
        length += 1;
    }
    if end == JOINT && !ends_word(bytes, length) {
        return None;
    }
    let case = match (PARTS[usize::from(*first)], kinds & (SMALL | CAPITAL)) {
        (CAPITAL, CAPITAL) => Case::Upper,
        (CAPITAL, _) => Case::Capital,
        _ => Case::Lower,
    };
    Some((length, case))
}

/// Whether a joint behind a word of this length surely ends it: a full stop, but not that of "U.S."; a dash or a double
/// quotation mark outside of ASCII.
fn ends_word(bytes: &[u8], length: usize) -> bool {
    match bytes[length..] {
        [b'.', ..] => length > 1 && !bytes.starts_with(b"www."),
        [0xe2, 0x80, 0x93..=0x95 | 0x9c | 0x9d | 0xa6, ..] => true,
        _ => false,
    }
}

/// Whether a full stop stands at the start, and no ellipsis.
fn is_full_stop(bytes: &[u8]) -> bool {
    bytes.starts_with(b".") && !bytes.starts_with(b"..") && !bytes.starts_with(b". . .")
}

fn case_of(word: &str, grammar: &Grammar) -> Case {
    // "al-Hayya" is a name: a particle, then a capital.
    if let Some((particle, rest)) = word.split_once(['-', '\'', '’']) {
        let known = || grammar.lexicon.word(grammar.lexicon.id(particle)).lower.any(Classes::PARTICLE);
        if rest.starts_with(char::is_uppercase) && particle.len() <= 3 && known() {
            return Case::Capital;
        }
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => {
            let mut more = letters.peekable();
            if more.peek().is_some() && more.all(char::is_uppercase) { Case::Upper } else { Case::Capital }
        }
        _ => Case::Lower,
    }
}

fn token<'a>(rest: &'a str, first: char, before: Option<char>, grammar: &Grammar) -> (&'a str, TokenKind) {
    // What cannot be an apostrophe is told by itself.
    if !matches!(first, '\'' | '’')
        && let Some((length, glyph)) = mark(rest, first)
    {
        return (&rest[length..], TokenKind::Mark(glyph));
    }
    let attached = before.is_some_and(|c| c.is_alphanumeric() || c == '.');
    if attached && (rest.starts_with("n't") || rest.starts_with("n’t")) {
        return (&rest["n".len() + first_mark_len(rest)..], TokenKind::Word);
    }
    if first.is_alphabetic() || matches!(first, '@' | '#') {
        return (word(rest, first, grammar), TokenKind::Word);
    }
    if first.is_ascii_digit() || matches!(first, '$' | '£' | '€') {
        return number(rest)
            .map_or((&rest[first.len_utf8()..], TokenKind::Symbol), |(after, _)| (after, TokenKind::Number));
    }
    if attached
        && matches!(first, '\'' | '’')
        && let Some((after, kind)) = ending(rest)
    {
        return (after, kind);
    }
    // Behind a word, three single marks close the inner quotation first.
    if rest.starts_with("'''") && before.is_some_and(|c| !c.is_whitespace()) {
        return (&rest[1..], TokenKind::Mark(Glyph::Single));
    }
    if let Some((length, glyph)) = mark(rest, first) {
        return (&rest[length..], TokenKind::Mark(glyph));
    }
    let dash = dash(rest).map(|(after, _)| (after, TokenKind::Dash));
    let ellipsis = || ellipsis(rest).map(|(after, _)| (after, TokenKind::Ellipsis));
    let found = dash.or_else(|_| ellipsis());
    found.unwrap_or_else(|_| (&rest[first.len_utf8()..], punctuation(first, rest, before)))
}

/// The length of the apostrophe and the "t" behind an "n".
fn first_mark_len(rest: &str) -> usize {
    rest[1..].chars().take(2).map(char::len_utf8).sum()
}

fn punctuation(first: char, rest: &str, before: Option<char>) -> TokenKind {
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match first {
        '.' | '!' | '?' => TokenKind::Stop,
        ',' => TokenKind::Comma,
        ':' => TokenKind::Colon,
        ';' => TokenKind::Semicolon,
        '(' | '[' | '{' => TokenKind::Open,
        ')' | ']' | '}' => TokenKind::Close,
        '-' if spaced(before) && spaced(rest[1..].chars().next()) => TokenKind::Dash,
        _ => TokenKind::Symbol,
    }
}

/// How many bytes of letters and digits stand at the start.
fn word_part(rest: &str) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    // A letter outside of ASCII may follow, or a mark that combines with the last one.
    match rest.as_bytes().get(plain) {
        Some(b'_' | 0x80..) => rest.find(|c| !is_word_part(c)).unwrap_or(rest.len()),
        _ => plain,
    }
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining(c)
}

/// Marks that combine with the letter before them stay with it.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{ad}')
}

/// What is left behind the word at the start of `rest`.
fn word<'a>(rest: &'a str, first: char, grammar: &Grammar) -> &'a str {
    if matches!(first, 'h' | 'w')
        && let Ok((after, _)) = link(rest)
    {
        return after;
    }
    let mut at = first.len_utf8();
    let mut letters = 1;
    loop {
        let part = word_part(&rest[at..]);
        letters += part;
        at += part;
        let mut next = rest[at..].chars();
        let (Some(joint), follower) = (next.next(), next.next()) else { break };
        let joins = match joint {
            '-' | '‑' => follower.is_some_and(char::is_alphanumeric),
            '\'' | '’' => follower.is_some_and(char::is_alphabetic) && ending(&rest[at..]).is_none(),
            // "U.S.", "a.m.": one letter, a stop, one letter, a stop.
            '.' => letters == 1 && follower.is_some_and(char::is_alphabetic) && next.next() == Some('.'),
            _ => false,
        };
        if !joins {
            break;
        }
        letters = 0;
        at += joint.len_utf8();
    }
    // "don't" is "do" and "n't".
    let mut tail = rest[at..].chars();
    if at > 1 && rest[..at].ends_with('n') && matches!(tail.next(), Some('\'' | '’')) && tail.next() == Some('t') {
        let more = tail.next().is_some_and(char::is_alphanumeric);
        if !more {
            return &rest[at - 1..];
        }
    }
    if rest[at..].starts_with('.') {
        let single_capital = letters == 1 && first.is_uppercase() && at == first.len_utf8();
        let dotted = rest[..at].contains('.');
        // Of "R-Ky." the part behind the hyphen is the abbreviation.
        let part = rest[..at].rfind('-').map_or(0, |hyphen| hyphen + 1);
        if single_capital && first != 'I' || dotted || abbreviates(rest, part..at + 1, grammar) {
            return &rest[at + 1..];
        }
    }
    &rest[at..]
}

/// Whether the word at `range`, which ends with a full stop, is an abbreviation. It has no hyphen.
fn abbreviates(words: &str, range: Range<usize>, grammar: &Grammar) -> bool {
    let known = grammar.lexicon.word(grammar.lexicon.with_key(Key::at(words, range.start, range.end)));
    let (whole, behind) = (&words[range.clone()], &words[range.end..]);
    let capital = whole.starts_with(char::is_uppercase);
    let classes = if capital { known.lower | known.upper } else { known.lower };
    if !classes.any(Classes::NEVER_ENDS | Classes::MAY_END) {
        return false;
    }
    // "vote no." ends a sentence, "no. 5" does not.
    let bare = whole.trim_end_matches('.');
    let bare = grammar.lexicon.word(grammar.lexicon.id(bare)).lower.without(Classes::PHRASE);
    bare.is_empty() || capital || behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn link(rest: &str) -> IResult<&str, &str, ()> {
    recognize((alt((tag("http://"), tag("https://"), tag("www."))), is_not(" \t\r\n\"“”‘’<>()[],"))).parse(rest)
}

/// Behind a number: its first digits stand at the start of `rest`, perhaps after a currency.
fn number(rest: &str) -> IResult<&str, &str, ()> {
    let digits = || take_while1(|c: char| c.is_ascii_digit());
    let group = recognize((alt((tag(","), tag("."), tag(":"))), digits()));
    let tail = recognize((tag("-"), take_while1(char::is_alphanumeric)));
    recognize((
        opt(alt((tag("$"), tag("£"), tag("€")))),
        digits(),
        many0_count(group),
        take_while(is_word_part),
        many0_count(tail),
        opt(tag("%")),
    ))
    .parse(rest)
}

fn ending(rest: &str) -> Option<(&str, TokenKind)> {
    let (after, letters): (&str, &str) =
        preceded(alt((tag::<&str, &str, ()>("'"), tag("’"))), take_while1(char::is_alphabetic)).parse(rest).ok()?;
    match letters {
        "s" | "S" => Some((after, TokenKind::Possessive)),
        "re" | "ve" | "ll" | "d" | "m" | "t" => Some((after, TokenKind::Word)),
        _ => None,
    }
}

fn dash(rest: &str) -> IResult<&str, &str, ()> {
    alt((recognize((tag("--"), take_while(|c| c == '-'))), tag("—"), tag("–"), tag("―"))).parse(rest)
}

fn ellipsis(rest: &str) -> IResult<&str, &str, ()> {
    alt((tag("…"), recognize((tag(".."), take_while(|c| c == '.'))), tag(". . ."))).parse(rest)
}

/// The length of the mark at the start of `rest`, whose first character is `first`, and its shape.
fn mark(rest: &str, first: char) -> Option<(usize, Glyph)> {
    let twice = |single, double| {
        let length = first.len_utf8();
        let again = rest[length..].starts_with(first);
        if again { (2 * length, double) } else { (length, single) }
    };
    Some(match first {
        '\'' => twice(Glyph::Single, Glyph::Doubled),
        '‘' => twice(Glyph::SingleOpen, Glyph::DoubledOpen),
        '’' => twice(Glyph::SingleClose, Glyph::DoubledClose),
        '`' if rest.starts_with("``") => (2, Glyph::DoubledOpen),
        '"' => (1, Glyph::Double),
        '“' => (first.len_utf8(), Glyph::DoubleOpen),
        '”' => (first.len_utf8(), Glyph::DoubleClose),
        '«' => (first.len_utf8(), Glyph::GuillemetOpen),
        '»' => (first.len_utf8(), Glyph::GuillemetClose),
        '„' => (first.len_utf8(), Glyph::Low),
        '‚' => (first.len_utf8(), Glyph::LowSingle),
        _ => return None,
    })
}
