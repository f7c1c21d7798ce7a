//! Reports of who said what, one format a file: each draft is written as soon as it is known, so that output streams.

mod csv;
mod json;
mod markdown;
mod text;
mod voices;

use std::io::{self, Write};

use self::voices::Voices;
use crate::analysis::Analysis;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// For people at a terminal.
    Text,
    /// One JSON document.
    Json,
    /// JSON Lines: one object a draft.
    Jsonl,
    /// For spreadsheets: a row a quotation.
    Csv,
    /// For notes and tickets.
    Markdown,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Text, Self::Json, Self::Jsonl, Self::Csv, Self::Markdown];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
        }
    }

    /// What it is for, in a few words.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Text => "For reading at a terminal",
            Self::Json => "One JSON document for all drafts",
            Self::Jsonl => "JSON Lines: one object a draft",
            Self::Csv => "For spreadsheets: one row a quotation",
            Self::Markdown => "For notes and tickets: tables and lists",
        }
    }
}

/// How text is set out for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to write colours and weights.
    pub color: bool,
    /// The longest line, in terminal cells.
    pub width: usize,
}

/// What all drafts of a report come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Totals {
    drafts: usize,
    words: usize,
    quotations: usize,
    attributed: usize,
}

/// A report under way: `begin`, then a `draft` for each, then `end`, all into the same output.
#[derive(Debug)]
pub struct ReportWriter {
    format: ReportFormat,
    look: Look,
    totals: Totals,
}

impl ReportWriter {
    /// A report of no draft yet. The look is for `ReportFormat::Text` only.
    pub fn new(format: ReportFormat, look: Look) -> Self {
        Self { format, look, totals: Totals::default() }
    }

    /// Writes what stands before the first draft. Fails where `out` does.
    pub fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            ReportFormat::Json => json::begin(out),
            ReportFormat::Csv => csv::begin(out),
            ReportFormat::Text | ReportFormat::Jsonl | ReportFormat::Markdown => Ok(()),
        }
    }

    /// Writes one draft. Fails where `out` does.
    pub fn draft(&mut self, out: &mut impl Write, path: &str, analysis: &Analysis<'_>) -> io::Result<()> {
        let first = self.totals.drafts == 0;
        self.totals.drafts += 1;
        match self.format {
            ReportFormat::Json => json::draft(out, first, path, analysis),
            ReportFormat::Jsonl => json::line(out, path, analysis),
            ReportFormat::Csv => csv::draft(out, path, analysis),
            ReportFormat::Markdown => markdown::draft(out, first, path, analysis, &Voices::new(analysis)),
            ReportFormat::Text => {
                let voices = Voices::new(analysis);
                self.totals.words += analysis.words;
                self.totals.quotations += voices.quotations();
                self.totals.attributed += voices.attributed();
                text::draft(out, self.look, path, analysis, &voices)
            }
        }
    }

    /// Writes what stands behind the last draft. Fails where `out` does.
    pub fn end(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            ReportFormat::Json => json::end(out),
            ReportFormat::Text => text::end(out, self.look, self.totals),
            ReportFormat::Jsonl | ReportFormat::Csv | ReportFormat::Markdown => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
