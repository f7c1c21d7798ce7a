//! The diagnostic format of reviewdog, whose columns count bytes:
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use std::io;

use serde::Serialize;

use super::{Draft, End, FindingsFormat, Format, Setting};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::columns::{self, Unit};
use crate::output::json::List;
use crate::text::{Place, Span};

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "rdjson",
    summary: "The diagnostic format of reviewdog",
    begin: |setting| Box::new(Rdjson { setting, diagnostics: List::default() }),
};

struct Rdjson {
    setting: Setting,
    diagnostics: List,
}

impl Format for Rdjson {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"{\"source\":{\"name\":\"whosaid\"},\"diagnostics\":[")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let path = self.setting.folders.in_project(draft.path);
        for found in draft.found {
            self.diagnostics.element(out, &record(draft, &path, found))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

fn record<'a>(draft: &Draft<'a>, path: &'a str, found: &'a Diagnostic) -> Record<'a> {
    let message = match &found.help {
        Some(help) => format!("{}\nhelp: {help}", found.message),
        None => found.message.clone(),
    };
    let severity = match found.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let suggestion = found.fix.as_ref().and_then(|fix| draft.merged(fix));
    Record {
        message,
        location: Location { path, range: range(draft, draft.analysis.in_source(found.span)) },
        severity,
        code: Code { value: found.rule },
        suggestions: suggestion
            .map(|(span, text)| Suggestion { range: range(draft, span), text })
            .into_iter()
            .collect(),
    }
}

/// The range of a span of the source.
fn range(draft: &Draft<'_>, span: Span) -> Range {
    let (start, end) = columns::places(draft.analysis, span, Unit::Bytes);
    Range { start: start.into(), end: end.into() }
}

#[derive(Serialize)]
struct Record<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

/// The end is behind the last character.
#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl From<Place> for Position {
    fn from(Place { line, column }: Place) -> Self {
        Self { line, column }
    }
}
