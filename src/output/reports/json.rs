//! JSON and JSON Lines: the fields that programs read, as documented; offsets are bytes into the file, or into the
//! extracted text of a zipped format, which `text` then holds.

use std::fmt;
use std::io;

use serde::{Serialize, Serializer};

use super::{Draft, Format, ReportFormat, Writes};
use crate::document::Document;
use crate::output::json::{self, List, Range};
use crate::text::Span;

/// Raised when a field is renamed or removed.
const SCHEMA: u32 = 1;

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "json",
    summary: "For programs: one JSON document for all drafts",
    writes: Writes::Stream(|_| Box::new(Json { documents: List::default() })),
};

pub(super) const LINES: ReportFormat = ReportFormat {
    name: "jsonl",
    summary: "For programs: one JSON object a line and draft",
    writes: Writes::Stream(|_| Box::new(Lines)),
};

struct Json {
    documents: List,
}

impl Format for Json {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{{\"schema\":{SCHEMA},\"documents\":[")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        self.documents.element(out, &Record::new(None, draft))
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

struct Lines;

impl Format for Lines {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        json::write(out, &Record::new(Some(SCHEMA), draft))?;
        out.write_all(b"\n")
    }
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
    fn new(schema: Option<u32>, draft: &Draft<'a>) -> Self {
        let Draft { path, analysis } = *draft;
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
