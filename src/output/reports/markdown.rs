//! Markdown: per draft a table of speakers and a list of what was said.

use std::io;

use super::voices::{Passage, Voices};
use super::{Draft, Format, ReportFormat, Writes};
use crate::output::markdown::escape;

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "markdown",
    summary: "For notes and tickets: tables and lists",
    writes: Writes::Stream(|_| Box::new(Markdown { begun: false })),
};

struct Markdown {
    begun: bool,
}

impl Format for Markdown {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(out)?;
        }
        write(out, draft)
    }
}

fn write(out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
    let Draft { path, analysis, .. } = *draft;
    let voices = Voices::new(analysis);
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

    let mut passages: Vec<(Passage, &str)> = Vec::new();
    for voice in &voices.speakers {
        passages.extend(voice.passages.iter().map(|&passage| (passage, voice.speaker.name.as_ref())));
    }
    passages.extend(voices.unattributed.iter().map(|&passage| (passage, "unattributed")));
    passages.extend(voices.nobody.iter().map(|&passage| (passage, "nobody's words")));
    passages.sort_by_key(|(passage, _)| passage.span);
    writeln!(out)?;
    if passages.is_empty() {
        return writeln!(out, "No quotations.");
    }
    for (passage, speaker) in passages {
        let line = analysis.line(passage.span);
        let words = escape(passage.span.of(analysis.text));
        let reported = if passage.reported { " (reported)" } else { "" };
        writeln!(out, "- Line {line}, {}{reported}: {words}", escape(speaker))?;
    }
    Ok(())
}
