//! A line a finding, as editors and `grep` read it: `path:line:column: severity[rule] message`.

use std::io;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_INFO_STYLE, DEFAULT_WARNING_STYLE};
use anstyle::Style;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};

use super::plain;

pub(super) fn write(
    out: &mut dyn io::Write,
    color: bool,
    path: &str,
    analysis: &Analysis,
    found: &[Diagnostic],
) -> io::Result<()> {
    let path = plain(path);
    for Diagnostic { rule, severity, message, span, .. } in found {
        let place = analysis.place(*span);
        let style = if color { style(*severity) } else { Style::new() };
        let message = plain(message);
        writeln!(out, "{path}:{}:{}: {style}{severity}[{rule}]{style:#} {message}", place.line, place.column)?;
    }
    Ok(())
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Info => DEFAULT_INFO_STYLE,
        Severity::Warning => DEFAULT_WARNING_STYLE,
        Severity::Error => DEFAULT_ERROR_STYLE,
    }
}
