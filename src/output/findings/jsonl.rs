//! JSON Lines: one object a finding; offsets are bytes, lines and columns count from one, columns in characters.

use std::io;

use serde::Serialize;

use super::{Draft, FindingsFormat, Format};
use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label};
use crate::fingerprint::fingerprints;
use crate::output::columns::Unit;
use crate::output::json;
use crate::places::in_paragraph;
use crate::text::Span;

/// Raised when a field is renamed or changes its meaning; new fields don't raise it.
pub(super) const SCHEMA: u32 = 1;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "jsonl",
    summary: "For programs: one JSON object a line and finding",
    begin: |_| Box::new(Lines),
};

struct Lines;

impl Format for Lines {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        for record in records(draft) {
            json::write(out, &FindingRecord { schema: Some(SCHEMA), ..record })?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// The findings of a draft as records without the schema's number.
pub(super) fn records<'a>(draft: &Draft<'a>) -> Vec<FindingRecord<'a>> {
    let fingerprints = fingerprints(draft.analysis, draft.found);
    draft.found.iter().zip(fingerprints).map(|(found, fingerprint)| record(draft, found, fingerprint)).collect()
}

fn record<'a>(draft: &Draft<'a>, found: &'a Diagnostic, fingerprint: String) -> FindingRecord<'a> {
    let (start, end) = draft.places(found.span, Unit::Characters);
    let place = in_paragraph(draft.analysis, found.span);
    FindingRecord {
        schema: None,
        rule: found.rule,
        severity: found.severity.name(),
        message: &found.message,
        path: draft.path,
        span: SpanRecord::new(draft.analysis, found.span),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        paragraph: place.map(|place| place.paragraph),
        sentence: place.map(|place| place.sentence),
        related: found.related.iter().map(|label| LabelRecord::new(draft.analysis, label)).collect(),
        help: found.help.as_deref(),
        fix: found.fix.as_ref().map(|fix| FixRecord::new(draft.analysis, fix)),
        fingerprint,
    }
}

/// The schema's number is there where the record stands alone.
#[derive(Serialize)]
pub(super) struct FindingRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    path: &'a str,
    span: SpanRecord,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// Of a zipped format; the span counts in the extracted text, whose lines are paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<usize>,
    related: Vec<LabelRecord<'a>>,
    help: Option<&'a str>,
    fix: Option<FixRecord<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct SpanRecord {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
}

impl SpanRecord {
    /// A span of the readable text, where it stands in the source.
    fn new(analysis: &Analysis, span: Span) -> Self {
        let paragraph = in_paragraph(analysis, span).map(|place| place.paragraph);
        let Span { start, end } = analysis.in_source(span);
        Self { start, end, paragraph }
    }
}

/// The last three fields are there only where the label stands in another draft; its span counts in that one.
#[derive(Serialize)]
struct LabelRecord<'a> {
    span: SpanRecord,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl<'a> LabelRecord<'a> {
    fn new(analysis: &Analysis, label: &'a Label) -> Self {
        let elsewhere = label.elsewhere.as_ref();
        Self {
            // One in another draft counts in its source already.
            span: match elsewhere {
                None => SpanRecord::new(analysis, label.span),
                Some(_) => SpanRecord { start: label.span.start, end: label.span.end, paragraph: None },
            },
            message: &label.message,
            path: elsewhere.map(|elsewhere| elsewhere.path.as_str()),
            line: elsewhere.map(|elsewhere| elsewhere.place.line),
            column: elsewhere.map(|elsewhere| elsewhere.place.column),
        }
    }
}

#[derive(Serialize)]
struct FixRecord<'a> {
    applicability: &'static str,
    edits: Vec<EditRecord<'a>>,
}

impl<'a> FixRecord<'a> {
    fn new(analysis: &Analysis, fix: &'a Fix) -> Self {
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        };
        Self { applicability, edits: fix.edits.iter().map(|edit| EditRecord::new(analysis, edit)).collect() }
    }
}

#[derive(Serialize)]
struct EditRecord<'a> {
    span: SpanRecord,
    replacement: &'a str,
}

impl<'a> EditRecord<'a> {
    fn new(analysis: &Analysis, edit: &'a Edit) -> Self {
        Self { span: SpanRecord::new(analysis, edit.span), replacement: &edit.replacement }
    }
}
