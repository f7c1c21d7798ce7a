//! The XML of Checkstyle, which many review tools read: <https://checkstyle.org/result_reports.html>.

use std::io;

use super::{Draft, End, FindingsFormat, Format, Setting, plain};
use crate::output::columns::Unit;
use crate::output::xml;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "checkstyle",
    summary: "The XML of Checkstyle",
    begin: |setting| Box::new(Checkstyle { setting }),
};

struct Checkstyle {
    setting: Setting,
}

impl Format for Checkstyle {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        // The version is that of the format.
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        if draft.found.is_empty() {
            return Ok(());
        }
        writeln!(out, "  <file name=\"{}\">", xml::attribute(&self.setting.folders.in_project(draft.path)))?;
        for found in draft.found {
            let (start, _) = draft.places(found.span, Unit::Characters);
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"whosaid.{}\"/>",
                start.line,
                start.column,
                found.severity,
                xml::attribute(&plain(&found.message)),
                found.rule,
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn end(&mut self, out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}
