//! The view at a terminal: each draft's speakers with their words, then what nobody is known to have said.

use std::io;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::voices::{Passage, Voice, Voices};
use super::{Draft, Format, Look, ReportFormat, Writes};
use crate::analysis::Analysis;
use crate::output::count::count;
use crate::output::line::{one_line, shorten};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "text",
    summary: "For reading at a terminal",
    writes: Writes::Stream(|look| Box::new(Text { look })),
};

struct Text {
    look: Look,
}

impl Format for Text {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let voices = Voices::new(draft.analysis);
        let mut view = View::new(out, self.look, draft.analysis);
        view.title(draft.path)?;
        for voice in &voices.speakers {
            view.voice(voice)?;
        }
        view.list("Nobody's words:", view.strong, &voices.nobody)?;
        view.list("Unattributed:", view.warn, &voices.unattributed)?;
        if voices.speakers.is_empty() && voices.nobody.is_empty() && voices.unattributed.is_empty() {
            view.nothing()?;
        }
        writeln!(view.out)
    }
}

/// The spaces before a speaker.
const INDENT: usize = 2;

/// How many cells the cue of a report may take.
const LONGEST_CUE: usize = 16;

struct View<'a> {
    out: &'a mut dyn io::Write,
    analysis: &'a Analysis<'a>,
    look: Look,
    strong: Style,
    dim: Style,
    warn: Style,
    /// How many digits the longest line number has.
    digits: usize,
}

impl<'a> View<'a> {
    fn new(out: &'a mut dyn io::Write, look: Look, analysis: &'a Analysis<'a>) -> Self {
        let last = analysis.lines().line(analysis.source().len());
        Self {
            out,
            analysis,
            look,
            strong: style(look, Style::new().bold()),
            dim: style(look, Style::new().dimmed()),
            warn: style(look, AnsiColor::Yellow.on_default().bold()),
            digits: last.to_string().len().max(3),
        }
    }

    /// The path, and the draft's first line, which is its headline more often than not.
    fn title(&mut self, path: &str) -> io::Result<()> {
        let Self { strong, dim, look, .. } = *self;
        // A path is never cut: people copy it.
        writeln!(self.out, "{strong}{}{strong:#}", one_line(path))?;
        let text = self.analysis.text;
        if let Some(first) = text.lines().map(one_line).find(|line| !line.is_empty()) {
            writeln!(self.out, "{dim}{}{dim:#}", shorten(&first, "", look.width))?;
        }
        Ok(())
    }

    /// A speaker, and under it what it says.
    fn voice(&mut self, voice: &Voice<'_>) -> io::Result<()> {
        let Self { strong, dim, .. } = *self;
        let room = self.look.width.saturating_sub(INDENT);
        let name = shorten(&voice.speaker.name, "", room);
        let description = title_in_small(voice.speaker.description.as_deref().unwrap_or_default());
        let description = shorten(&description, "", room);
        let said = said(voice);

        writeln!(self.out)?;
        write!(self.out, "{:INDENT$}{strong}{name}{strong:#}", "")?;
        let mut used = name.width();
        let beside = !description.is_empty() && used + 2 + description.width() + 2 + said.width() <= room;
        if beside {
            write!(self.out, "{dim}, {description}{dim:#}")?;
            used += 2 + description.width();
        }
        if used + 2 + said.width() <= room {
            let gap = room - used - said.width();
            writeln!(self.out, "{:gap$}{dim}{said}{dim:#}", "")?;
        } else {
            writeln!(self.out, "\n{:INDENT$}{dim}{}{dim:#}", "", shorten(&said, "", room))?;
        }
        if !beside && !description.is_empty() {
            writeln!(self.out, "{:INDENT$}{dim}{description}{dim:#}", "")?;
        }
        for passage in &voice.passages {
            self.passage(passage)?;
        }
        Ok(())
    }

    /// Passages of no speaker.
    fn list(&mut self, heading: &str, style: Style, passages: &[Passage]) -> io::Result<()> {
        if passages.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n{:INDENT$}{style}{heading}{style:#}", "")?;
        for passage in passages {
            self.passage(passage)?;
        }
        Ok(())
    }

    /// A line number and as much of the words as fits.
    fn passage(&mut self, passage: &Passage) -> io::Result<()> {
        let Self { dim, digits, .. } = *self;
        let line = self.analysis.line(passage.span);
        let words = passage.span.of(self.analysis.text);
        let close = passage.close.map_or("", |close| close.of(self.analysis.text));
        let verb = passage.cue.map_or("", |cue| cue.of(self.analysis.text));
        // A cue of many words would leave no room for what it reports.
        let verb = shorten(verb, "", LONGEST_CUE);
        let gap = usize::from(!verb.is_empty());
        let used = INDENT + digits + 2 + verb.width() + gap;
        let words = shorten(words, close, self.look.width.saturating_sub(used));
        write!(self.out, "{:INDENT$}{dim}{line:>digits$}", "")?;
        if passage.reported {
            writeln!(self.out, "  {verb}{:gap$}{words}{dim:#}", "")
        } else {
            writeln!(self.out, "{dim:#}  {words}")
        }
    }

    fn nothing(&mut self) -> io::Result<()> {
        let dim = self.dim;
        writeln!(self.out, "\n{:INDENT$}{dim}No quotations.{dim:#}", "")
    }
}

/// A title that stands before a name has a capital, behind it none: "Adeleke, councillor".
fn title_in_small(description: &str) -> String {
    let mut characters = description.chars();
    match characters.next() {
        Some(first) if first.is_uppercase() && characters.as_str().chars().all(char::is_lowercase) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => description.to_owned(),
    }
}

/// "3 quotations, 54 words, 1 report"
fn said(voice: &Voice<'_>) -> String {
    let mut parts = Vec::new();
    if voice.quotations > 0 {
        parts.push(count(voice.quotations, "quotation"));
        parts.push(count(voice.words, "word"));
    }
    if voice.reports() > 0 {
        parts.push(count(voice.reports(), "report"));
    }
    parts.join(", ")
}

fn style(look: Look, style: Style) -> Style {
    if look.color { style } else { Style::new() }
}
