//! One JSON document: the number of the schema, and the findings with the fields of JSON Lines.

use std::io;

use super::jsonl::{SCHEMA, records};
use super::{Draft, End, FindingsFormat, Format};
use crate::output::json::List;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "json",
    summary: "For programs: one JSON document",
    begin: |_| Box::new(Json { findings: List::default() }),
};

struct Json {
    findings: List,
}

impl Format for Json {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{{\"schema\":{SCHEMA},\"findings\":[")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        for record in records(draft) {
            self.findings.element(out, &record)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, _end: &End) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}
