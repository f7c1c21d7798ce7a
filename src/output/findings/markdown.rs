//! Markdown for a comment or the summary of a job: what it all comes to, then a table of the findings.

use std::io;

use super::{Draft, End, FindingsFormat, Format, Setting};
use crate::output::columns::Unit;
use crate::output::count::count;
use crate::output::markdown::escape;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "markdown",
    summary: "A table in Markdown, for comments and the summaries of jobs",
    begin: |setting| Box::new(Markdown { setting, rows: Vec::new(), left_out: 0 }),
};

/// How many findings are listed. Comments and summaries are limited in size, GitHub's to a mebibyte.
const LISTED: usize = 500;

struct Markdown {
    setting: Setting,
    rows: Vec<String>,
    left_out: usize,
}

impl Format for Markdown {
    fn draft(&mut self, _out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let path = escape(&self.setting.folders.in_project(draft.path));
        for found in draft.found {
            if self.rows.len() == LISTED {
                self.left_out += 1;
                continue;
            }
            let (start, _) = draft.places(found.span, Unit::Characters);
            let (severity, rule, message) = (found.severity, found.rule, escape(&found.message));
            self.rows.push(format!("| {path}:{}:{} | {severity} | `{rule}` | {message} |", start.line, start.column));
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, end: &End) -> io::Result<()> {
        writeln!(out, "## whosaid\n\n{}", end.summary)?;
        if !end.complete {
            writeln!(out, "\nSome drafts could not be read: see the log.")?;
        }
        if !self.rows.is_empty() {
            writeln!(out, "\n| Place | Severity | Rule | Finding |\n|---|---|---|---|")?;
        }
        for row in &self.rows {
            writeln!(out, "{row}")?;
        }
        if self.left_out > 0 {
            writeln!(out, "\n{} more.", count(self.left_out, "finding"))?;
        }
        Ok(())
    }
}
