//! Reports of who said what, one format a file: each draft is written as soon as it is known, so that output streams.
//! Only the page waits for the last draft, because it names each speaker by their rank among all of them.

mod csv;
mod html;
mod json;
mod markdown;
mod text;
mod voices;

use std::io::{self, Write};

use self::html::Page;
use self::voices::Voices;
use crate::analysis::Analysis;
use crate::rules::{self, Earlier};
use crate::settings::Settings;

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
    /// For a browser: one page that needs nothing else.
    Html,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Text, Self::Json, Self::Jsonl, Self::Csv, Self::Markdown, Self::Html];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Html => "html",
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
            Self::Html => "For a browser: one page with the drafts, their speakers and what is wrong",
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
    page: Page,
    /// By which findings are made, for the formats that show them.
    settings: Option<Settings>,
    earlier: Earlier,
}

impl ReportWriter {
    /// A report of no draft yet. The look is for `ReportFormat::Text` only.
    pub fn new(format: ReportFormat, look: Look) -> Self {
        Self {
            format,
            look,
            totals: Totals::default(),
            page: Page::default(),
            settings: None,
            earlier: Earlier::default(),
        }
    }

    /// The report with what these settings find wrong, where the format has a place for it.
    #[must_use]
    pub fn with_findings(self, settings: Settings) -> Self {
        Self { settings: Some(settings), ..self }
    }

    /// Writes what stands before the first draft. Fails where `out` does.
    pub fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            ReportFormat::Json => json::begin(out),
            ReportFormat::Csv => csv::begin(out),
            ReportFormat::Text | ReportFormat::Jsonl | ReportFormat::Markdown | ReportFormat::Html => Ok(()),
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
            ReportFormat::Html => {
                let settings = self.settings.as_ref();
                let found = settings.map(|settings| rules::check(analysis, path, settings, &mut self.earlier));
                self.page.add(path, analysis, &Voices::new(analysis), &found.unwrap_or_default());
                Ok(())
            }
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
            ReportFormat::Html => self.page.write(out),
            ReportFormat::Jsonl | ReportFormat::Csv | ReportFormat::Markdown => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
