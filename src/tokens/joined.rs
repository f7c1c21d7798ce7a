//! Tokens that what stands around them tells: words with joints, abbreviations, numbers, links, apostrophes and dashes.

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while, take_while1};
use nom::combinator::{opt, recognize};
use nom::multi::many0_count;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use std::ops::Range;

use super::{Case, Glyph, TokenKind};
use crate::grammar::{Classes, Grammar, Key};

/// How a word is written.
pub fn case_of(word: &str, grammar: &Grammar) -> Case {
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

/// The token at the start of `rest`, whose first character is `first`: what is left behind it, and its kind. `before` is
/// the character before it.
pub fn token<'a>(rest: &'a str, first: char, before: Option<char>, grammar: &Grammar) -> (&'a str, TokenKind) {
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
pub fn abbreviates(words: &str, range: Range<usize>, grammar: &Grammar) -> bool {
    let key = Key::at(words, range.start, range.end);
    if !grammar.lexicon.may_abbreviate(key) {
        return false;
    }
    let known = grammar.lexicon.word(grammar.lexicon.with_key(key));
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
