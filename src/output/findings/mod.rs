//! What `check` prints: findings, one format a file. A new one is its file, `mod` and a line in [`FORMATS`].

mod checkstyle;
mod concise;
mod excerpt;
mod github;
mod gitlab;
mod grouped;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod text;

use std::fmt;
use std::io;

use annotate_snippets::normalize_untrusted_str;

use super::columns::{self, Unit};
use super::paths::Folders;
use super::summary::Summary;
use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{Place, Span};

/// Every format, as help lists them.
pub static FORMATS: [FindingsFormat; 12] = [
    text::FORMAT,
    concise::FORMAT,
    grouped::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    checkstyle::FORMAT,
    junit::FORMAT,
    rdjson::FORMAT,
    markdown::FORMAT,
];

/// How findings are written.
#[derive(Clone, Copy)]
pub struct FindingsFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// Begins an output in it.
    begin: fn(Setting) -> Box<dyn Format>,
}

impl FindingsFormat {
    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.iter().find(|format| format.name == name).copied()
    }
}

impl fmt::Debug for FindingsFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What formats go by besides the drafts.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Whether to write colours, in the formats for people.
    pub color: bool,
    /// Where the drafts stand, for the formats of hosts and editors.
    pub folders: Folders,
}

/// Findings under way: `begin`, then a `draft` for each, then `end`, all into the same output.
pub struct FindingsWriter(Box<dyn Format>);

impl FindingsWriter {
    /// Findings of no draft yet.
    pub fn new(format: FindingsFormat, setting: Setting) -> Self {
        Self((format.begin)(setting))
    }

    /// Writes what stands before the first draft. Fails where `out` does.
    pub fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.begin(out)
    }

    /// Writes the findings of one draft, in the order given. `path` is how the draft is named to the reader,
    /// `analysis` that which the findings were made from. Fails where `out` does.
    pub fn draft(
        &mut self,
        out: &mut dyn io::Write,
        path: &str,
        analysis: &Analysis,
        found: &[Diagnostic],
    ) -> io::Result<()> {
        self.0.draft(out, &Draft { path, analysis, found })
    }

    /// Writes what stands behind the last draft. Fails where `out` does.
    pub fn end(&mut self, out: &mut dyn io::Write, end: &End) -> io::Result<()> {
        self.0.end(out, end)
    }
}

/// How the run ended.
#[derive(Debug, Clone, Default)]
pub struct End {
    /// What all drafts come to.
    pub summary: Summary,
    /// Whether every draft could be read.
    pub complete: bool,
}

/// A format at work.
trait Format {
    /// What stands before the first draft.
    fn begin(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    /// One draft, with or without findings.
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()>;

    /// What stands behind the last draft.
    fn end(&mut self, _out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        Ok(())
    }
}

/// One draft and what was found in it.
#[derive(Clone, Copy)]
struct Draft<'a> {
    path: &'a str,
    analysis: &'a Analysis<'a>,
    found: &'a [Diagnostic],
}

impl Draft<'_> {
    /// Where a span of the readable text begins and ends in the source.
    fn places(&self, span: Span, unit: Unit) -> (Place, Place) {
        columns::places(self.analysis, self.analysis.in_source(span), unit)
    }

    /// A fix as one replacement in the source, for readers that take each edit for a fix of its own: the text between
    /// the edits is put back as it is.
    fn merged(&self, fix: &Fix) -> Option<(Span, String)> {
        let source = |span| self.analysis.in_source(span);
        let whole = source(fix.edits.first()?.span).to(source(fix.edits.last()?.span));
        let mut replacement = String::new();
        let mut at = whole.start;
        for edit in &fix.edits {
            let span = source(edit.span);
            replacement += Span::new(at, span.start).of(self.analysis.source());
            replacement += &edit.replacement;
            at = span.end;
        }
        Some((whole, replacement))
    }
}

/// A text in one line in which nothing can steer a terminal, for the formats for people.
fn plain(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character == '\n' { ' ' } else { harmless(character) }).collect();
    normalize_untrusted_str(&text)
}

/// What stands for a character that the renderer lets through though a terminal may act on it; as long in UTF-8.
const fn harmless(character: char) -> char {
    match character {
        '\u{80}'..='\u{9f}' => '¤',
        '\u{2028}' | '\u{2029}' => char::REPLACEMENT_CHARACTER,
        character => character,
    }
}
