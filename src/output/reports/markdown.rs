//! Markdown: per draft a table of speakers and a list of quotations.

use std::io::{self, Write};

use super::voices::{Passage, Voices};
use crate::analysis::Analysis;
use crate::output::line::one_line;

pub(super) fn draft(
    out: &mut impl Write,
    first: bool,
    path: &str,
    analysis: &Analysis<'_>,
    voices: &Voices<'_>,
) -> io::Result<()> {
    if !first {
        writeln!(out)?;
    }
    writeln!(out, "## {}", escape(path))?;

    if !voices.speakers.is_empty() {
        writeln!(out, "\n| Speaker | Description | Quotations | Words | Reported |")?;
        writeln!(out, "|---|---|--:|--:|--:|")?;
    }
    for voice in &voices.speakers {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            escape(&voice.speaker.name),
            escape(voice.speaker.description.as_deref().unwrap_or_default()),
            voice.quotations,
            voice.words,
            voice.reports(),
        )?;
    }

    let mut quotations: Vec<(Passage, &str)> = Vec::new();
    for voice in &voices.speakers {
        let quoted = voice.passages.iter().filter(|passage| !passage.reported);
        quotations.extend(quoted.map(|&passage| (passage, voice.speaker.name.as_str())));
    }
    quotations.extend(voices.unattributed.iter().map(|&passage| (passage, "unattributed")));
    quotations.extend(voices.nobody.iter().map(|&passage| (passage, "nobody's words")));
    quotations.sort_by_key(|(passage, _)| passage.span);
    writeln!(out)?;
    if quotations.is_empty() {
        return writeln!(out, "No quotations.");
    }
    for (passage, speaker) in quotations {
        let line = analysis.line(passage.span);
        let words = escape(passage.span.of(analysis.text));
        writeln!(out, "- Line {line}, {}: {words}", escape(speaker))?;
    }
    Ok(())
}

/// Words on one line that Markdown takes for nothing but words, in a cell too.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in one_line(words).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '$') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
