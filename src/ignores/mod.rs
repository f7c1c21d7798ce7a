//! What comments to whosaid silence: `<!-- whosaid: ignore[missing-speaker] a chorus -->`.
//!
//! ```text
//! comment = "<!--" "whosaid:" ( "ignore" | "ignore-file" ) "[" rule { "," rule } "]" { word } "-->"
//! ```
//!
//! In a line of its own a comment holds for the next paragraph, beside other text for its line, and `ignore-file` for
//! the whole draft. In plain text it stands in a line of its own.

mod add;

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::{Comment, Kind};
use crate::text::{Span, lines_around};

pub use add::add;

/// The name that stands for every rule.
const ALL: &str = "all";

/// One comment to whosaid.
#[derive(Debug, Clone)]
pub struct Ignore<'t> {
    /// The comment, in the readable text.
    pub span: Span,
    /// The rules that it names.
    pub names: Vec<Name<'t>>,
    /// What keeps it from meaning anything.
    pub fault: Option<Fault<'t>>,
    scope: Scope,
}

/// A rule that a comment names.
#[derive(Debug, Clone, Copy)]
pub struct Name<'t> {
    /// The name as it is written.
    pub word: &'t str,
    /// Where, in the readable text.
    pub span: Span,
    /// Whether it has silenced anything.
    pub used: bool,
}

/// What is wrong with a comment as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault<'t> {
    /// It asks for something else than to ignore.
    Unknown(&'t str),
    /// It names no rule.
    NoRule,
    /// In plain text, words stand beside it.
    NotAlone,
}

/// The words that begin a comment.
pub const VERBS: [&str; 2] = ["ignore", "ignore-file"];

/// What a comment holds for.
#[derive(Debug, Clone, Copy)]
enum Scope {
    File,
    /// A line of the source.
    Line(Span),
    /// A paragraph of the readable text.
    Paragraph(Span),
    Nothing,
}

/// The comments to whosaid in a draft, in order.
pub fn read<'t>(analysis: &Analysis<'t>) -> Vec<Ignore<'t>> {
    analysis.comments().iter().filter_map(|comment| ignore(analysis, comment)).collect()
}

impl Ignore<'_> {
    /// Whether it silences a finding; the name that does so is marked as used.
    pub fn silences(&mut self, analysis: &Analysis, diagnostic: &Diagnostic) -> bool {
        let holds = match self.scope {
            Scope::File => true,
            Scope::Line(line) => touches(line, analysis.in_source(diagnostic.span)),
            Scope::Paragraph(paragraph) => touches(paragraph, diagnostic.span),
            Scope::Nothing => false,
        };
        let named = |name: &&mut Name| name.word == diagnostic.rule || name.word == ALL;
        match self.names.iter_mut().find(named) {
            Some(name) if holds && self.fault.is_none() => {
                name.used = true;
                true
            }
            _ => false,
        }
    }
}

fn ignore<'t>(analysis: &Analysis<'t>, comment: &Comment) -> Option<Ignore<'t>> {
    let span = comment.readable?;
    let source = analysis.source();
    let said = comment.words.of(source);
    let rest = said.strip_prefix("whosaid:")?.trim_start();
    let verb = rest.split(|c: char| c.is_whitespace() || c == '[').next().unwrap_or_default();
    let names = rest.get(verb.len()..).unwrap_or_default().trim_start();
    let names = names.strip_prefix('[').and_then(|names| names.split_once(']')).map_or("", |(names, _)| names);
    // The comment stands in the readable text as it does in the source.
    let offset =
        |words: &str| span.start + (comment.words.start - comment.span.start) + (said.len() - tail(said, words));
    let names: Vec<Name<'t>> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|word| Name { word, span: Span::new(offset(word), offset(word) + word.len()), used: false })
        .collect();
    let alone = is_alone(source, comment.span);
    let plain = analysis.document.is_none_or(|document| document.kind == Kind::Plain);
    let scope = match verb {
        "ignore-file" => Scope::File,
        _ if alone => {
            let next = analysis.paragraphs.iter().find(|next| analysis.in_source(next.span).start >= comment.span.end);
            next.map_or(Scope::Nothing, |next| Scope::Paragraph(next.span))
        }
        _ => Scope::Line(lines_around(source, comment.span)),
    };
    let fault = match () {
        () if !VERBS.contains(&verb) => Some(Fault::Unknown(verb)),
        () if names.is_empty() => Some(Fault::NoRule),
        () if plain && !alone => Some(Fault::NotAlone),
        () => None,
    };
    Some(Ignore { span, names, fault, scope })
}

/// How many bytes of `text` there are from the first byte of `words`, a part of it, to its end.
fn tail(text: &str, words: &str) -> usize {
    (text.as_ptr() as usize + text.len()).saturating_sub(words.as_ptr() as usize)
}

/// Whether only comments stand on the lines of a comment.
fn is_alone(source: &str, comment: Span) -> bool {
    let line = lines_around(source, comment);
    let mut rest =
        Span::new(line.start, comment.start).of(source).to_owned() + Span::new(comment.end, line.end).of(source);
    while let Some((start, end)) =
        rest.find("<!--").and_then(|start| Some((start, start + rest[start..].find("-->")? + 3)))
    {
        rest.replace_range(start..end, "");
    }
    rest.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
}

/// Whether two spans share a byte, or one is empty and stands in the other.
fn touches(one: Span, other: Span) -> bool {
    one.overlaps(other) || other.is_empty() && one.start <= other.start && other.start <= one.end
}
