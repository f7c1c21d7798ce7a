//! A line a finding, as editors and `grep` read it: `path:line:column: severity[rule] message`.

use std::io;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_INFO_STYLE, DEFAULT_WARNING_STYLE};
use anstyle::Style;

use crate::diagnostic::{Diagnostic, Severity};
use crate::output::columns::Unit;
use crate::text::Place;

use super::{Draft, FindingsFormat, Format, plain};

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "concise",
    summary: "A line a finding: `path:line:column: severity[rule] message`",
    begin: |setting| Box::new(Concise { color: setting.color }),
};

struct Concise {
    color: bool,
}

impl Format for Concise {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let path = plain(draft.path);
        for Diagnostic { rule, severity, message, span, .. } in draft.found {
            let (Place { line, column }, _) = draft.places(*span, Unit::Characters);
            let style = if self.color { style(*severity) } else { Style::new() };
            writeln!(out, "{path}:{line}:{column}: {style}{severity}[{rule}]{style:#} {}", plain(message))?;
        }
        Ok(())
    }
}

/// The colour that a severity has wherever it is named.
pub(super) fn style(severity: Severity) -> Style {
    match severity {
        Severity::Info => DEFAULT_INFO_STYLE,
        Severity::Warning => DEFAULT_WARNING_STYLE,
        Severity::Error => DEFAULT_ERROR_STYLE,
    }
}
