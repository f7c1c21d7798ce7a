//! JUnit's XML as Jenkins and others read it (`junit-10.xsd` of the xUnit plugin): a draft is a suite, a finding a test
//! that failed. What is only worth knowing passes, and says so in its output.

use std::io;

use super::{Draft, End, FindingsFormat, Format, Setting, plain};
use crate::diagnostic::Severity;
use crate::output::columns::Unit;
use crate::output::xml;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "junit",
    summary: "The XML of JUnit: a suite a draft, a failed test a finding",
    begin: |setting| Box::new(Junit { setting }),
};

struct Junit {
    setting: Setting,
}

impl Format for Junit {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whosaid\">")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let path = xml::attribute(&self.setting.folders.in_project(draft.path));
        let failures = draft.found.iter().filter(|found| found.severity > Severity::Info).count();
        let tests = draft.found.len().max(1);
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
        if draft.found.is_empty() {
            writeln!(out, "    <testcase name=\"no findings\" classname=\"{path}\"/>")?;
        }
        for found in draft.found {
            let (start, _) = draft.places(found.span, Unit::Characters);
            let (line, column, rule) = (start.line, start.column, found.rule);
            let message = plain(&found.message);
            let help = found.help.as_deref().map(|help| format!("\nhelp: {}", plain(help))).unwrap_or_default();
            let place = xml::text(&format!("{}:{line}:{column}: {message}{help}", plain(draft.path)));
            writeln!(out, "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{path}\">")?;
            if found.severity > Severity::Info {
                let (severity, message) = (found.severity, xml::attribute(&message));
                writeln!(out, "      <failure type=\"{severity}\" message=\"{message}\">{place}</failure>")?;
            } else {
                writeln!(out, "      <system-out>{place}</system-out>")?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn end(&mut self, out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}
