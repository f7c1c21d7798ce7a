//! Annotations of GitHub Actions: `::error file=…,line=…,col=…::message`, the worst first.
//!
//! GitHub shows ten of each severity in a step and drops the rest without a word, so no more are written, and a line
//! counts those left out: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use std::collections::BTreeMap;
use std::io;

use super::{Draft, End, FindingsFormat, Format, Setting};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::columns::Unit;
use crate::output::count::count;
use crate::output::workflow::{data, property};

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "github",
    summary: "Annotations of GitHub Actions; taken by itself there",
    begin: |setting| Box::new(Github { setting, annotations: BTreeMap::new() }),
};

/// How many of each severity GitHub shows.
const SHOWN: usize = 10;

struct Github {
    setting: Setting,
    annotations: BTreeMap<Severity, Annotations>,
}

#[derive(Default)]
struct Annotations {
    shown: Vec<String>,
    left_out: usize,
}

impl Format for Github {
    fn draft(&mut self, _out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        for found in draft.found {
            let annotations = self.annotations.entry(found.severity).or_default();
            if annotations.shown.len() < SHOWN {
                annotations.shown.push(annotation(&self.setting, draft, found));
            } else {
                annotations.left_out += 1;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        for annotation in self.annotations.values().rev().flat_map(|annotations| &annotations.shown) {
            writeln!(out, "{annotation}")?;
        }
        for (severity, Annotations { left_out, .. }) in self.annotations.iter().rev().filter(|(_, of)| of.left_out > 0)
        {
            let more = count(*left_out, &format!("more {}", command(*severity)));
            writeln!(out, "{more} without an annotation: GitHub shows {SHOWN} of each kind")?;
        }
        Ok(())
    }
}

fn annotation(setting: &Setting, draft: &Draft<'_>, found: &Diagnostic) -> String {
    let (start, end) = draft.places(found.span, Unit::Characters);
    let command = command(found.severity);
    let file = property(&setting.folders.in_project(draft.path));
    let mut line = format!("::{command} title=whosaid ({}),file={file},line={}", found.rule, start.line);
    // Columns are for spans within one line.
    line += &if start.line == end.line {
        format!(",endLine={},col={},endColumn={}", end.line, start.column, end.column)
    } else {
        format!(",endLine={}", end.line)
    };
    let help = found.help.as_deref().map(|help| format!("%0Ahelp: {}", data(help))).unwrap_or_default();
    format!("{line}::{}{help}", data(&found.message))
}

/// What GitHub calls a severity.
fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}
