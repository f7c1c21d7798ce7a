//! Quotations: marks, their pairing, nesting and continuation over paragraphs.

mod pairing;

use crate::text::Span;
use crate::tokens::{Glyph, Token, TokenKind};
use pairing::{Marked, Role};

/// Whose words a quotation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// Words that somebody said, wrote or thought.
    Speech,
    /// A term or a scare quote: nobody's words.
    Term,
    /// The title of a work, or a nickname.
    Title,
    /// A slogan, a sign, an inscription.
    Slogan,
}

impl QuotationKind {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Term => "term",
            Self::Title => "title",
            Self::Slogan => "slogan",
        }
    }
}

/// A span of text with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to behind the closing one; where that is missing, to the end of the paragraph.
    pub span: Span,
    /// The opening mark; empty, before the first word, for words that are set off without marks.
    pub open: Span,
    /// The closing mark; none where it is missing, or where the next paragraph re-opens the quotation.
    pub close: Option<Span>,
    /// Whether the next paragraph re-opens it, so that no closing mark is due.
    pub carried_on: bool,
    /// The quotation of the paragraph before that this one carries on.
    pub continues: Option<usize>,
    /// The quotation that it stands in.
    pub inside: Option<usize>,
    /// Whose words it holds.
    pub kind: QuotationKind,
    /// Its attribution, an index into `Analysis::attributions`.
    pub attribution: Option<usize>,
}

impl Quotation {
    /// Whether its words are set off by something else than marks: a block quotation, a turn of a transcript.
    pub fn is_set_off(&self) -> bool {
        self.open.is_empty()
    }

    /// The words between its marks.
    pub fn words(&self) -> Span {
        Span::new(self.open.end, self.close.map_or(self.span.end, |close| close.start).max(self.open.end))
    }
}

/// A closing mark with no opening one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StrayMark {
    /// The mark.
    pub span: Span,
}

/// Finds the quotations of a draft, paragraph after paragraph.
#[derive(Debug, Default)]
pub struct Finder {
    /// Every quotation so far, in the order of their opening marks.
    pub quotations: Vec<Quotation>,
    /// Every stray mark so far.
    pub stray_marks: Vec<StrayMark>,
    /// Room for the quotations of a paragraph that are open at one place.
    open: Vec<usize>,
    room: pairing::Room,
}

impl Finder {
    /// Finds the quotations of one paragraph, appends them, and turns the marks that are none into apostrophes. `marks`
    /// tells which of its tokens are marks. `next` is the text behind the paragraph: it tells whether a quotation is
    /// carried on.
    pub fn paragraph(&mut self, text: &str, paragraph: Span, next: &str, tokens: &mut [Token], marks: &[usize]) {
        if marks.is_empty() {
            return;
        }
        let reopened = opens(next);
        let marked = Marked { text, span: paragraph, tokens, reopened };
        let Finder { quotations, stray_marks, open, room } = self;
        let roles = pairing::roles(marked, marks, room);
        let first = quotations.len();
        open.clear();
        for (&at, &role) in marks.iter().zip(roles) {
            let mark = tokens[at].span();
            if role == Role::Reopen {
                // What was open ends where the new one begins.
                for quotation in open.drain(..) {
                    quotations[quotation].span.end = trimmed_end(text, mark.start);
                }
            }
            match role {
                Role::Open | Role::Reopen => {
                    let inside = open.last().copied();
                    open.push(quotations.len());
                    quotations.push(opened(mark, paragraph.end, inside));
                }
                Role::Close => {
                    // An inner quotation left open closes with the outer one.
                    while open.len() > 1 && !closes(text, &quotations[open[open.len() - 1]], tokens[at].kind) {
                        if let Some(inner) = open.pop() {
                            quotations[inner].span.end = mark.start;
                        }
                    }
                    if let Some(quotation) = open.pop() {
                        quotations[quotation].close = Some(mark);
                        quotations[quotation].span.end = mark.end;
                    }
                }
                Role::Stray => stray_marks.push(StrayMark { span: mark }),
                Role::NoMark => tokens[at].kind = apostrophe(tokens, at),
            }
        }
        if let Some(&outermost) = open.first() {
            quotations[outermost].carried_on = reopened;
        }
        let carried =
            first.checked_sub(1).map(|last| self.outermost(last)).filter(|last| self.quotations[*last].carried_on);
        if let (Some(before), Some(quotation)) = (carried, self.quotations.get_mut(first))
            && quotation.span.start == paragraph.start
            && before < first
        {
            quotation.continues = Some(before);
        }
    }

    /// Adds the quotation of words that the paragraph sets off without marks; those found from `first` on in the same
    /// paragraph stand in it where it holds them. `goes_on`: it carries on the set-off words of the paragraph before.
    pub fn set_off(&mut self, words: Span, first: usize, goes_on: bool) {
        let at = first + self.quotations[first..].partition_point(|quotation| quotation.span.start < words.start);
        for quotation in &mut self.quotations[at..] {
            match &mut quotation.inside {
                Some(inside) if *inside >= at => *inside += 1,
                Some(_) => {}
                inside if words.contains(quotation.span) => *inside = Some(at),
                _ => {}
            }
        }
        let before = first.checked_sub(1).filter(|_| goes_on).map(|last| self.outermost(last));
        let before = before.filter(|before| self.quotations[*before].is_set_off());
        if let Some(before) = before {
            self.quotations[before].carried_on = true;
            self.quotations[before].close = None;
        }
        self.quotations.insert(
            at,
            Quotation {
                close: Some(Span::new(words.end, words.end)),
                continues: before,
                ..opened(Span::new(words.start, words.start), words.end, None)
            },
        );
    }

    fn outermost(&self, mut quotation: usize) -> usize {
        while let Some(outer) = self.quotations[quotation].inside {
            quotation = outer;
        }
        quotation
    }
}

fn opened(mark: Span, end: usize, inside: Option<usize>) -> Quotation {
    Quotation {
        span: Span::new(mark.start, end),
        open: mark,
        close: None,
        carried_on: false,
        continues: None,
        inside,
        kind: QuotationKind::Speech,
        attribution: None,
    }
}

/// Whether a text begins with a mark that can open a quotation.
fn opens(text: &str) -> bool {
    let text = text.trim_start();
    ["“", "\"", "‘‘", "``", "''", "‘", "«", "„"].iter().any(|mark| text.starts_with(mark))
        || text.starts_with('\'') && text[1..].starts_with(char::is_uppercase)
}

fn closes(text: &str, quotation: &Quotation, mark: TokenKind) -> bool {
    let single = |words: &str| matches!(words, "'" | "‘" | "‚");
    let mark_is_single = matches!(mark, TokenKind::Mark(Glyph::Single | Glyph::SingleOpen | Glyph::SingleClose));
    single(quotation.open.of(text)) == mark_is_single
}

/// "the voters' will": the apostrophe makes a possessive; elsewhere it is a symbol.
fn apostrophe(tokens: &[Token], at: usize) -> TokenKind {
    let possessive = at > 0 && tokens[at - 1].kind == TokenKind::Word && tokens[at - 1].end == tokens[at].start;
    if possessive { TokenKind::Possessive } else { TokenKind::Symbol }
}

fn trimmed_end(text: &str, end: usize) -> usize {
    text[..end].trim_end().len()
}
