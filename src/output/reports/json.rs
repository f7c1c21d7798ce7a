//! JSON and JSON Lines: the fields that programs read, as documented; offsets are bytes into the file, or into the
//! extracted text of a zipped format, which `text` then holds.

use std::fmt;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};

use crate::analysis::Analysis;
use crate::document::Document;
use crate::text::Span;

/// Raised when a field is renamed or removed.
const SCHEMA: u32 = 1;

/// One draft as a line of its own.
pub(super) fn line(out: &mut impl Write, path: &str, analysis: &Analysis<'_>) -> io::Result<()> {
    write(out, &Record::new(Some(SCHEMA), path, analysis))?;
    out.write_all(b"\n")
}

pub(super) fn begin(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA},\"documents\":[")
}

/// One draft as an element of the list.
pub(super) fn draft(out: &mut impl Write, first: bool, path: &str, analysis: &Analysis<'_>) -> io::Result<()> {
    out.write_all(if first { b"\n" } else { b",\n" })?;
    write(out, &Record::new(None, path, analysis))
}

pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\n]}\n")
}

fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, OneLine)).map_err(io::Error::from)
}

#[derive(Serialize)]
struct Record<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    quotations: Vec<Quotation>,
    attributions: Vec<Attribution<'a>>,
    speakers: Vec<Speaker<'a>>,
}

#[derive(Serialize)]
struct Quotation {
    id: Id,
    span: Range,
    kind: &'static str,
    attribution: Option<Id>,
}

#[derive(Serialize)]
struct Attribution<'a> {
    id: Id,
    kind: &'static str,
    content: Vec<Range>,
    cue: Option<Range>,
    source: Option<Range>,
    speaker: Option<Id>,
    sieve: &'a str,
    confidence: f32,
    candidates: Vec<Candidate>,
}

#[derive(Serialize)]
struct Candidate {
    speaker: Id,
    confidence: f32,
}

#[derive(Serialize)]
struct Speaker<'a> {
    id: Id,
    name: &'a str,
    kind: &'static str,
    aliases: &'a [String],
    gender: Option<&'static str>,
    description: Option<&'a str>,
    mentions: Vec<Range>,
}

#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

impl From<Span> for Range {
    fn from(Span { start, end }: Span) -> Self {
        Self { start, end }
    }
}

/// "q1", "a1", "s1": the kind's letter and the index counted from one.
struct Id(char, usize);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1 + 1)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'a> Record<'a> {
    fn new(schema: Option<u32>, path: &'a str, analysis: &'a Analysis<'_>) -> Self {
        let range = |span: Span| Range::from(analysis.in_source(span));
        let quotations = analysis.quotations.iter().enumerate();
        let attributions = analysis.attributions.iter().enumerate();
        let speakers = analysis.speakers.iter().enumerate();
        Self {
            schema,
            path,
            text: analysis.document.filter(|document| document.kind.is_zipped()).map(Document::source),
            quotations: quotations
                .map(|(index, quotation)| Quotation {
                    id: Id('q', index),
                    span: range(quotation.span),
                    kind: quotation.kind.name(),
                    attribution: quotation.attribution.map(|index| Id('a', index)),
                })
                .collect(),
            attributions: attributions
                .map(|(index, attribution)| Attribution {
                    id: Id('a', index),
                    kind: attribution.kind.name(),
                    content: attribution.content.iter().copied().map(range).collect(),
                    cue: attribution.cue.map(range),
                    source: attribution.source.map(range),
                    speaker: attribution.speaker.map(|index| Id('s', index)),
                    sieve: attribution.sieve,
                    confidence: attribution.confidence,
                    candidates: attribution
                        .candidates
                        .iter()
                        .map(|candidate| Candidate {
                            speaker: Id('s', candidate.speaker),
                            confidence: candidate.confidence,
                        })
                        .collect(),
                })
                .collect(),
            speakers: speakers
                .map(|(index, speaker)| Speaker {
                    id: Id('s', index),
                    name: &speaker.name,
                    kind: speaker.kind.name(),
                    aliases: &speaker.aliases,
                    gender: speaker.gender.map(|gender| gender.name()),
                    description: speaker.description.as_deref(),
                    mentions: speaker.mentions.iter().map(|mention| range(mention.span)).collect(),
                })
                .collect(),
        }
    }
}

/// Compact JSON that also escapes the line ends beyond ASCII, at which many programs would split a line.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
            let (before, from) = rest.split_at(at);
            CompactFormatter.write_string_fragment(out, before)?;
            let mut after = from.chars();
            if let Some(end) = after.next() {
                write!(out, "\\u{:04x}", u32::from(end))?;
            }
            rest = after.as_str();
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}
