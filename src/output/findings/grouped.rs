//! Findings under the name of their draft, in columns: for a look over many drafts.

use std::io;

use anstyle::Style;

use super::concise::style;
use super::{Draft, FindingsFormat, Format, plain};
use crate::output::columns::Unit;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "grouped",
    summary: "For people: under the name of each draft, a line a finding",
    begin: |setting| Box::new(Grouped { color: setting.color, begun: false }),
};

struct Grouped {
    color: bool,
    begun: bool,
}

impl Format for Grouped {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        if draft.found.is_empty() {
            return Ok(());
        }
        if std::mem::replace(&mut self.begun, true) {
            writeln!(out)?;
        }
        let strong = if self.color { Style::new().bold() } else { Style::new() };
        writeln!(out, "{strong}{}{strong:#}", plain(draft.path))?;
        let places: Vec<String> = draft
            .found
            .iter()
            .map(|found| draft.places(found.span, Unit::Characters).0)
            .map(|place| format!("{}:{}", place.line, place.column))
            .collect();
        let width = places.iter().map(String::len).max().unwrap_or_default();
        let longest = draft.found.iter().map(|found| found.rule.len()).max().unwrap_or_default();
        for (found, place) in draft.found.iter().zip(places) {
            let style = if self.color { style(found.severity) } else { Style::new() };
            let (severity, rule, message) = (found.severity, found.rule, plain(&found.message));
            writeln!(out, "  {place:>width$}  {style}{severity:<7}{style:#}  {rule:<longest$}  {message}")?;
        }
        Ok(())
    }
}
