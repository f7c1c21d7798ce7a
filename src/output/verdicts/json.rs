//! JSON and JSON Lines: what programs read of verdicts.

use std::io::{self, Write};

use serde::Serialize;

use super::day;
use crate::analysis::Analysis;
use crate::output::changes::PieceJson;
use crate::output::json;
use crate::verification::{self, Verification};

/// Raised when a field is renamed or removed.
const SCHEMA: u32 = 1;

pub(super) fn begin(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA},\"drafts\":[")
}

/// One draft as an element of the list.
pub(super) fn draft(
    out: &mut impl Write,
    first: bool,
    path: &str,
    analysis: &Analysis<'_>,
    found: &[Verification],
) -> io::Result<()> {
    out.write_all(if first { b"\n" } else { b",\n" })?;
    json::write(out, &Draft::new(None, path, analysis, found))
}

pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\n]}\n")
}

/// One draft as a line of its own.
pub(super) fn line(
    out: &mut impl Write,
    path: &str,
    analysis: &Analysis<'_>,
    found: &[Verification],
) -> io::Result<()> {
    json::write(out, &Draft::new(Some(SCHEMA), path, analysis, found))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Draft<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    path: &'a str,
    quotations: Vec<Quotation<'a>>,
}

#[derive(Serialize)]
struct Quotation<'a> {
    /// As `report` numbers them.
    ids: Vec<String>,
    span: Range,
    line: usize,
    column: usize,
    words: &'a str,
    speaker: Option<&'a str>,
    verdict: &'static str,
    edits: Vec<&'static str>,
    faults: Vec<&'static str>,
    credit: &'static str,
    passage: Option<Passage<'a>>,
    /// From the passage to the draft.
    difference: Vec<PieceJson>,
    earliest: Option<Passage<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Passage<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    /// Where the file has no lines that people see.
    paragraph: Option<usize>,
    date: Option<String>,
    words: &'a str,
    context: &'a str,
    speaker: Option<&'a str>,
}

impl<'a> Draft<'a> {
    fn new(schema: Option<u32>, path: &'a str, analysis: &Analysis<'_>, found: &'a [Verification]) -> Self {
        let quotations = found.iter().map(|found| Quotation::new(analysis, found)).collect();
        Self { schema, path, quotations }
    }
}

impl<'a> Quotation<'a> {
    fn new(analysis: &Analysis<'_>, found: &'a Verification) -> Self {
        let span = analysis.in_source(found.span);
        let place = analysis.place(found.span);
        Self {
            ids: found.quotations.iter().map(|number| format!("q{}", number + 1)).collect(),
            span: Range { start: span.start, end: span.end },
            line: place.line,
            column: place.column,
            words: &found.words,
            speaker: found.speaker.as_deref(),
            verdict: found.verdict.name(),
            edits: found.edits.iter().map(|edit| edit.name()).collect(),
            faults: found.faults.iter().map(|fault| fault.name()).collect(),
            credit: found.credit.name(),
            passage: found.passage.as_ref().map(Passage::new),
            difference: found.difference().into_iter().map(PieceJson::from).collect(),
            earliest: found.earliest().map(Passage::new),
        }
    }
}

impl<'a> Passage<'a> {
    fn new(passage: &'a verification::Passage) -> Self {
        Self {
            path: &passage.path,
            line: passage.place.line,
            column: passage.place.column,
            paragraph: passage.paragraph,
            date: day(passage.date),
            words: &passage.words,
            context: &passage.context,
            speaker: passage.speaker.as_deref(),
        }
    }
}
