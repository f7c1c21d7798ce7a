//! How quotations fare against their sources, one format a file; each draft is written as soon as it is known.

mod json;
mod markdown;
mod text;

use std::io::{self, Write};

use super::count::count;
use super::reports::Look;
use crate::analysis::Analysis;
use crate::verification::{Credit, Passage, Verdict, Verification};

/// How verdicts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerdictsFormat {
    /// For people at a terminal.
    Text,
    /// One JSON document.
    Json,
    /// JSON Lines: one object a draft.
    Jsonl,
    /// For notes and tickets.
    Markdown,
}

impl VerdictsFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Text, Self::Json, Self::Jsonl, Self::Markdown];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
        }
    }

    /// What it is for, in a few words.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Text => "For reading at a terminal",
            Self::Json => "One JSON document for all drafts",
            Self::Jsonl => "JSON Lines: one object a draft",
            Self::Markdown => "For notes and tickets",
        }
    }
}

/// What all drafts come to.
#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    drafts: usize,
    quotations: usize,
    /// By the order of [`Verdict::ALL`].
    verdicts: [usize; Verdict::ALL.len()],
    /// Given to another by the source.
    others: usize,
}

impl Totals {
    fn add(&mut self, found: &[Verification]) {
        self.drafts += 1;
        self.quotations += found.len();
        self.others += found.iter().filter(|found| found.credit == Credit::Other).count();
        for (number, verdict) in self.verdicts.iter_mut().zip(Verdict::ALL) {
            *number += found.iter().filter(|found| found.verdict == verdict).count();
        }
    }

    /// "2 drafts, 12 quotations: 10 verbatim, 2 close, 1 given to another".
    fn told(&self) -> String {
        let verdicts = self.verdicts.iter().zip(Verdict::ALL).filter(|(number, _)| **number > 0);
        let mut parts: Vec<String> = verdicts.map(|(number, verdict)| format!("{number} {}", verdict.name())).collect();
        if self.others > 0 {
            parts.push(format!("{} given to another speaker", self.others));
        }
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        format!("{}, {}{parts}", count(self.drafts, "draft"), count(self.quotations, "quotation"))
    }
}

/// A report of verdicts under way: `begin`, then a `draft` for each, then `end`, all into the same output.
#[derive(Debug)]
pub struct VerdictsWriter {
    format: VerdictsFormat,
    look: Look,
    totals: Totals,
}

impl VerdictsWriter {
    /// A report of no draft yet. The look is for `VerdictsFormat::Text` only.
    pub fn new(format: VerdictsFormat, look: Look) -> Self {
        Self { format, look, totals: Totals::default() }
    }

    /// Writes what stands before the first draft. Fails where `out` does.
    pub fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        if self.format == VerdictsFormat::Json { json::begin(out) } else { Ok(()) }
    }

    /// Writes one draft. Fails where `out` does.
    pub fn draft(
        &mut self,
        out: &mut impl Write,
        path: &str,
        analysis: &Analysis<'_>,
        found: &[Verification],
    ) -> io::Result<()> {
        let first = self.totals.drafts == 0;
        self.totals.add(found);
        match self.format {
            VerdictsFormat::Text => text::draft(out, self.look, path, analysis, found),
            VerdictsFormat::Json => json::draft(out, first, path, analysis, found),
            VerdictsFormat::Jsonl => json::line(out, path, analysis, found),
            VerdictsFormat::Markdown => markdown::draft(out, path, analysis, found),
        }
    }

    /// Writes what stands behind the last draft. Fails where `out` does.
    pub fn end(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            VerdictsFormat::Text => text::end(out, self.look, &self.totals.told()),
            VerdictsFormat::Json => json::end(out),
            VerdictsFormat::Jsonl => Ok(()),
            VerdictsFormat::Markdown => writeln!(out, "{}", self.totals.told()),
        }
    }
}

/// "close: a negation is lost", "edited: brackets, case".
fn verdict(found: &Verification) -> String {
    let edits = found.edits.iter().map(|edit| edit.name());
    let notes: Vec<&str> = edits.chain(found.faults.iter().map(|fault| fault.title())).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(": {}", notes.join(", ")) };
    format!("{}{notes}", found.verdict.name())
}

/// "hearing.txt:12:4 (2024-03-05)".
fn place(passage: &Passage) -> String {
    let place = match passage.paragraph {
        None => format!(":{}:{}", passage.place.line, passage.place.column),
        Some(paragraph) => format!(", paragraph {paragraph}"),
    };
    let day = day(passage.date).map(|day| format!(" ({day})")).unwrap_or_default();
    format!("{}{place}{day}", passage.path)
}

/// "2024-03-05".
fn day(date: u32) -> Option<String> {
    (date > 0).then(|| format!("{:04}-{:02}-{:02}", date / 10_000, date / 100 % 100, date % 100))
}

/// "given to Lena Holt", "given to Omar Reyes, not to Lena Holt".
fn credit(found: &Verification, passage: &Passage) -> String {
    match (&passage.speaker, found.credit, &found.speaker) {
        (Some(speaker), Credit::Other, Some(draft)) => format!("given to {speaker}, not to {draft}"),
        (Some(speaker), _, _) => format!("given to {speaker}"),
        (None, _, _) => "given to nobody there".to_owned(),
    }
}
