//! GitLab's Code Quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use serde::Serialize;

use super::{Draft, End, FindingsFormat, Format, Setting};
use crate::diagnostic::Severity;
use crate::fingerprint::fingerprints;
use crate::folding::hash;
use crate::output::columns::Unit;
use crate::output::json::List;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "gitlab",
    summary: "GitLab's Code Quality report",
    begin: |setting| Box::new(Gitlab { setting, findings: List::default() }),
};

struct Gitlab {
    setting: Setting,
    findings: List,
}

impl Format for Gitlab {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let path = self.setting.folders.in_project(draft.path);
        for (found, fingerprint) in draft.found.iter().zip(fingerprints(draft.analysis, draft.found)) {
            let (start, end) = draft.places(found.span, Unit::Characters);
            let severity = match found.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            let record = Record {
                description: &found.message,
                check_name: found.rule,
                // Ours tells findings apart within a draft; GitLab shows one of those that have the same.
                fingerprint: format!("{:016x}", hash(path.chars().chain(['\0']).chain(fingerprint.chars()))),
                severity,
                location: Location { path: &path, lines: Lines { begin: start.line, end: end.line } },
            };
            self.findings.element(out, &record)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

#[derive(Serialize)]
struct Record<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}
