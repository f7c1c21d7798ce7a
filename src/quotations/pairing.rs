//! Pairs marks: the cheapest reading of a paragraph in which each mark opens, closes, or is no mark of quotation.
//!
//! ```text
//! paragraph = { text | quotation | stray }
//! quotation = open { text | quotation } ( close | end of paragraph )
//! open      = double | single | guillemet | low        close = the like
//! ```
//!
//! Each role of a mark costs what its neighbours make unlikely: a mark before a space seldom opens, one behind a
//! space seldom closes. The search runs over the open quotations (two levels at most) from mark to mark, so that
//! one stray mark costs its own price and shifts nothing behind it.

use memchr::{memchr, memrchr};

use crate::grammar::Classes;
use crate::text::Span;
use crate::tokens::{Glyph, Token, TokenKind};

/// What a mark turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Opens a quotation.
    Open,
    /// Closes the innermost quotation.
    Close,
    /// Leaves the open quotations unclosed and opens one.
    Reopen,
    /// An apostrophe, a prime, a mark in code.
    NoMark,
    /// Closes nothing.
    Stray,
}

/// The families of marks: a quotation closes with a mark of the family that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double = 1,
    Single = 2,
    Guillemet = 3,
    Low = 4,
}

/// Marks that are paired at once; longer runs are cut, so that memory stays bounded.
const WINDOW: usize = 4096;

/// Levels of quotations: none, or an outer family and perhaps an inner one. `outer + 5 * inner`.
const STATES: usize = 25;
const NEVER: u32 = u32::MAX / 4;

/// A quotation that nobody closes, within the paragraph or at its end.
const UNCLOSED: u32 = 14;
/// One that the next paragraph re-opens.
const CARRIED_ON: u32 = 4;
/// A closing mark with nothing to close.
const STRAY: u32 = 15;

/// The paragraph whose marks are paired.
#[derive(Clone, Copy)]
pub struct Marked<'a> {
    /// The draft.
    pub text: &'a str,
    /// The paragraph.
    pub span: Span,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Whether the next paragraph begins with an opening mark.
    pub reopened: bool,
}

/// Room for the pairing of a paragraph, kept for the next one.
#[derive(Debug, Default)]
pub struct Room {
    roles: Vec<Role>,
    prices: Vec<Price>,
}

/// The role of each mark, given as an index into the paragraph's tokens.
pub fn roles<'r>(paragraph: Marked<'_>, marks: &[usize], room: &'r mut Room) -> &'r [Role] {
    let Room { roles, prices } = room;
    roles.clear();
    let mut state = 0;
    for (number, window) in marks.chunks(WINDOW).enumerate() {
        let last = (number + 1) * WINDOW >= marks.len();
        prices.clear();
        prices.extend(window.iter().map(|at| Price::of(paragraph, *at)));
        state = pair(prices, last, paragraph.reopened, state, roles);
    }
    roles
}

/// Pairs a run of marks from a state; `last` says that the paragraph ends behind it, `reopened` that the next one begins
/// with an opening mark. Returns the state behind it.
fn pair(prices: &[Price], last: bool, reopened: bool, from: usize, roles: &mut Vec<Role>) -> usize {
    if from == 0 && last && obvious(prices, roles) {
        return 0;
    }
    let mut costs = [NEVER; STATES];
    costs[from] = 0;
    let mut steps: Vec<[(u8, Role); STATES]> = Vec::with_capacity(prices.len());
    for price in prices {
        let mut next = [NEVER; STATES];
        let mut step = [(0u8, Role::NoMark); STATES];
        for (state, &cost) in costs.iter().enumerate() {
            if cost >= NEVER {
                continue;
            }
            price.moves(state, |role, to, more| {
                if cost + more < next[to] {
                    next[to] = cost + more;
                    // States are fewer than 256.
                    step[to] = (u8::try_from(state).unwrap_or_default(), role);
                }
            });
        }
        costs = next;
        steps.push(step);
    }
    if last {
        for (state, cost) in costs.iter_mut().enumerate() {
            *cost += match state {
                0 => 0,
                1..5 if reopened => CARRIED_ON,
                1..5 => UNCLOSED,
                _ => 2 * UNCLOSED,
            };
        }
    }
    let mut state = (0..STATES).min_by_key(|state| costs[*state]).unwrap_or_default();
    let best = state;
    let from = roles.len();
    for step in steps.iter().rev() {
        let (before, role) = step[state];
        roles.push(role);
        state = before as usize;
    }
    roles[from..].reverse();
    best
}

/// Pairs the marks of a paragraph where at each mark one move costs less than every other there, and no more than the mark
/// costs in any state: then no other reading can be as cheap. Most paragraphs are so. Otherwise appends no roles.
fn obvious(prices: &[Price], roles: &mut Vec<Role>) -> bool {
    let first = roles.len();
    let mut state = 0;
    for price in prices {
        let (mut best, mut rival) = ((Role::NoMark, state, NEVER), NEVER);
        price.moves(state, |role, to, cost| {
            if cost < best.2 {
                rival = best.2;
                best = (role, to, cost);
            } else {
                rival = rival.min(cost);
            }
        });
        if best.2 > price.least() || best.2 >= rival {
            roles.truncate(first);
            return false;
        }
        roles.push(best.0);
        state = best.1;
    }
    if state != 0 {
        roles.truncate(first);
    }
    state == 0
}

/// What each role of one mark costs.
#[derive(Debug)]
struct Price {
    opens: [Option<Family>; 2],
    closes: [Option<Family>; 2],
    open: u32,
    close: u32,
    /// As an apostrophe or a prime, where nothing of its family is open, and where something is.
    no_mark: u32,
    no_mark_inside: u32,
}

impl Price {
    fn of(paragraph: Marked<'_>, at: usize) -> Price {
        let Marked { text, span, tokens, .. } = paragraph;
        let token = tokens[at];
        let TokenKind::Mark(glyph) = token.kind else {
            return Price {
                opens: [None; 2],
                closes: [None; 2],
                open: NEVER,
                close: NEVER,
                no_mark: 0,
                no_mark_inside: 0,
            };
        };
        let bytes = text.as_bytes();
        let before = text[span.start..token.start as usize].chars().next_back();
        let after = text[token.end as usize..span.end].chars().next();
        let (open_here, close_here) = (opening_cost(before, after), closing_cost(before, after));
        let (opens, closes, open_glyph, close_glyph) = match glyph {
            Glyph::Double | Glyph::Doubled => ([Some(Family::Double), None], [Some(Family::Double), None], 1, 1),
            Glyph::DoubleOpen => ([Some(Family::Double), None], [Some(Family::Low), Some(Family::Double)], 0, 8),
            Glyph::DoubledOpen => ([Some(Family::Double), None], [Some(Family::Double), None], 0, 6),
            Glyph::DoubleClose | Glyph::DoubledClose => {
                ([Some(Family::Double), None], [Some(Family::Double), Some(Family::Low)], 7, 0)
            }
            Glyph::Single => ([Some(Family::Single), None], [Some(Family::Single), None], 2, 2),
            Glyph::SingleOpen => ([Some(Family::Single), None], [Some(Family::Single), None], 0, 8),
            Glyph::SingleClose => ([Some(Family::Single), None], [Some(Family::Single), None], 8, 1),
            Glyph::GuillemetOpen => ([Some(Family::Guillemet), None], [Some(Family::Guillemet), None], 0, 6),
            Glyph::GuillemetClose => ([Some(Family::Guillemet), None], [Some(Family::Guillemet), None], 6, 0),
            Glyph::Low => ([Some(Family::Low), None], [None, None], 0, NEVER),
            Glyph::LowSingle => ([Some(Family::Single), None], [None, None], 0, NEVER),
        };
        let single = opens[0] == Some(Family::Single);
        let in_markup = glyph == Glyph::Double && in_attribute(bytes, token.start as usize);
        let inches = matches!(glyph, Glyph::Double | Glyph::DoubleClose) && before.is_some_and(|c| c.is_ascii_digit());
        let (no_mark, no_mark_inside) = match () {
            () if in_markup => (0, 0),
            () if inches => (3, 9),
            () if single => apostrophe_cost(tokens, at, before, after),
            () => (STRAY + 10, STRAY + 10),
        };
        let (open, close) = if in_markup { (NEVER, NEVER) } else { (open_glyph + open_here, close_glyph + close_here) };
        Price { opens, closes, open, close, no_mark, no_mark_inside }
    }

    /// No role in any state costs less.
    fn least(&self) -> u32 {
        // A closing glyph of another family is up to eight cheaper there.
        let close = if self.closes.contains(&Some(Family::Low)) { self.close.saturating_sub(8) } else { self.close };
        let stray = self.close.min(8) + STRAY;
        self.open.min(close).min(stray).min(self.no_mark).min(self.no_mark_inside)
    }

    /// Hands on the roles that the mark can have in a state: role, state behind it, cost.
    #[inline]
    fn moves(&self, state: usize, mut take: impl FnMut(Role, usize, u32)) {
        let mut take = |role, to, cost| {
            if cost < NEVER {
                take(role, to, cost);
            }
        };
        let (outer, inner) = (state % 5, state / 5);
        let innermost = if inner > 0 { inner } else { outer };
        if let Some(family) = self.opens[0] {
            let family = family as usize;
            if outer == 0 {
                take(Role::Open, family, self.open);
            } else if inner == 0 {
                // The outer mark again inside a quotation is rare.
                let again = if family == outer { 9 } else { 0 };
                take(Role::Open, outer + 5 * family, self.open + again);
                take(Role::Reopen, family, self.open + UNCLOSED);
            } else {
                take(Role::Reopen, family, self.open + 2 * UNCLOSED);
            }
        }
        let closes = || self.closes.iter().flatten();
        if let Some(family) = closes().find(|family| **family as usize == innermost) {
            let below = if inner > 0 { outer } else { 0 };
            // A glyph that only passes for a closing one in this family is as good as any where it is the first choice.
            let close = if *family == Family::Low { self.close.saturating_sub(8) } else { self.close };
            take(Role::Close, below, close);
        }
        let single = closes().any(|family| *family == Family::Single);
        if single || self.no_mark < STRAY {
            let inside = [outer, inner].contains(&(Family::Single as usize))
                || self.opens[0] != Some(Family::Single) && outer > 0;
            take(Role::NoMark, state, if inside { self.no_mark_inside } else { self.no_mark });
        } else {
            take(Role::Stray, state, self.close.min(8) + STRAY);
        }
        if inner > 0 && inner != outer && closes().any(|family| *family as usize == outer) {
            // The inner quotation was never closed.
            take(Role::Close, 0, self.close + UNCLOSED);
        }
    }
}

fn opening_cost(before: Option<char>, after: Option<char>) -> u32 {
    let left = match before {
        None => 0,
        Some(c)
            if c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '>' | '\u{feff}' | '_' | '*') =>
        {
            0
        }
        Some('“' | '"' | '‘' | '\'' | '«' | '„' | '`') => 1,
        Some(':' | '…' | '.' | ',') => 5,
        Some(_) => 8,
    };
    let right = match after {
        None => 10,
        Some(c) if c.is_whitespace() => 7,
        Some(',' | '.' | ';' | ':' | '?' | '!' | ')') => 5,
        Some(_) => 0,
    };
    left + right
}

fn closing_cost(before: Option<char>, after: Option<char>) -> u32 {
    let left = match before {
        None => 12,
        Some(c) if c.is_whitespace() => 7,
        Some('(' | '[' | '“' | '‘') => 6,
        Some(_) => 0,
    };
    let right = match after {
        Some(c) if c.is_alphanumeric() => 7,
        Some('“' | '‘') => 2,
        _ => 0,
    };
    left + right
}

/// The cost of a single mark as an apostrophe: outside of single quotation marks, and inside.
fn apostrophe_cost(tokens: &[Token], at: usize, before: Option<char>, after: Option<char>) -> (u32, u32) {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let next_word = tokens.get(at + 1).map(|token| token.classes).unwrap_or_default();
    match (letter(before), letter(after)) {
        (true, true) => (0, 0),
        // A decade, or an elision: 'Tis, '90s.
        (false, true) if after.is_some_and(|c| c.is_ascii_digit()) => (1, 2),
        (false, true) if next_word.any(Classes::ELISION) => (1, 2),
        // "The officer added: 'We would ask": words are led in, whether they are closed or not.
        (false, true) if after.is_some_and(char::is_uppercase) && is_led_in(tokens, at) => (STRAY + 4, 8),
        (false, true) => (6, 8),
        // voters', workin', six feet: 6'
        (true, false) => match before {
            Some('s' | 'S') if next_word.any(Classes::NOUN | Classes::PLURAL | Classes::ADJECTIVE) => (1, 2),
            Some('s' | 'S' | 'n' | 'z' | 'x') => (2, 5),
            Some(c) if c.is_ascii_digit() => (2, 5),
            _ => (7, 9),
        },
        (false, false) => (9, 9),
    }
}

/// Whether a colon or a comma stands before a mark.
fn is_led_in(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|token| matches!(token.kind, TokenKind::Colon | TokenKind::Comma))
}

/// Whether a straight mark belongs to an attribute in markup: `name="value"`.
fn in_attribute(bytes: &[u8], at: usize) -> bool {
    if at > 0 && bytes[at - 1] == b'=' {
        return true;
    }
    // The closing one: the nearest mark before it opens an attribute, on the same line unless the tag ends here.
    let ends_tag = bytes.get(at + 1) == Some(&b'>');
    let line = &bytes[at.saturating_sub(400)..at];
    memrchr(b'"', line).is_some_and(|open| {
        open > 1
            && line[open - 1] == b'='
            && line[open - 2].is_ascii_alphabetic()
            && (ends_tag || memchr(b'\n', &line[open..]).is_none())
    })
}
