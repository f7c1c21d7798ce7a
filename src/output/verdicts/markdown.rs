//! Verdicts in Markdown: a table a draft.

use std::io::{self, Write};

use super::{credit, place, verdict};
use crate::analysis::Analysis;
use crate::output::changes::{markdown_code, markdown_words};
use crate::output::markdown::escape;
use crate::verification::{Verdict, Verification};

pub(super) fn draft(
    out: &mut impl Write,
    path: &str,
    analysis: &Analysis<'_>,
    found: &[Verification],
) -> io::Result<()> {
    writeln!(out, "### {}\n", markdown_code(path))?;
    if found.is_empty() {
        return writeln!(out, "No quotations.\n");
    }
    writeln!(out, "| line | verdict | who | words | source |\n|--:|---|---|---|---|")?;
    for found in found {
        let speaker = found.speaker.as_deref().unwrap_or("no speaker");
        let words = match found.verdict {
            Verdict::Close => markdown_words(&found.difference()),
            _ => escape(&found.words),
        };
        let mut source: Vec<String> = found
            .passage
            .iter()
            .map(|passage| format!("{}, {}", escape(&place(passage)), escape(&credit(found, passage))))
            .collect();
        source.extend(found.earliest.as_ref().map(|earliest| {
            let speaker = earliest.speaker.as_deref().unwrap_or("nobody there");
            format!("first in {}, given to {}", escape(&place(earliest)), escape(speaker))
        }));
        let (line, source) = (analysis.line(found.span), source.join("; "));
        writeln!(out, "| {line} | {} | {} | {words} | {source} |", verdict(found), escape(speaker))?;
    }
    writeln!(out)
}
