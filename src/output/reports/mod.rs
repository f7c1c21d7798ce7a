//! Reports of who said what, one format a file: each draft is written as soon as it is known, so that output streams.
//! Only the page waits for the last draft, because it names each speaker by their rank among all of them. A new
//! format is its file, `mod` and a line in [`FORMATS`].

mod brat;
mod csv;
mod digits;
mod html;
mod json;
mod markdown;
mod tei;
mod text;
pub(in crate::output) mod voices;

use std::fmt;
use std::io;

use super::line::one_line;
use crate::analysis::Analysis;
use crate::settings::Settings;

/// Every format, as help lists them.
pub static FORMATS: [ReportFormat; 8] =
    [text::FORMAT, json::FORMAT, json::LINES, csv::FORMAT, markdown::FORMAT, html::FORMAT, tei::FORMAT, brat::FORMAT];

/// How a report is written.
#[derive(Clone, Copy)]
pub struct ReportFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// What it makes of the drafts.
    writes: Writes,
}

/// What a format makes of drafts.
#[derive(Clone, Copy)]
enum Writes {
    /// One stream for all.
    Stream(fn(Look) -> Box<dyn Format>),
    /// A stream in which each draft stands for itself.
    Each(fn(&Draft<'_>) -> io::Result<Vec<u8>>),
    /// Files of their own for each.
    Folder(fn() -> Box<dyn Folder>),
}

impl ReportFormat {
    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.iter().find(|format| format.name == name).copied()
    }

    /// A report of no draft yet as files in a folder, for the formats that make such.
    pub fn folder(self) -> Option<FolderWriter> {
        match self.writes {
            Writes::Stream(_) | Writes::Each(_) => None,
            Writes::Folder(begin) => Some(FolderWriter(begin())),
        }
    }

    /// Where each draft stands for itself: what writes one, so that several can be written at once.
    pub fn each(self) -> Option<DraftWriter> {
        match self.writes {
            Writes::Each(write) => Some(DraftWriter(write)),
            Writes::Stream(_) | Writes::Folder(_) => None,
        }
    }
}

impl fmt::Debug for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// How text is set out for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to write colours and weights.
    pub color: bool,
    /// The longest line, in terminal cells.
    pub width: usize,
}

/// A report under way: `begin`, then a `draft` for each, then `end`, all into the same output.
pub struct ReportWriter(Box<dyn Format>);

impl ReportWriter {
    /// A report of no draft yet. The look is for formats for people only. Of a format that makes a folder the files
    /// are written one after the other, each under its name.
    pub fn new(format: ReportFormat, look: Look) -> Self {
        match format.writes {
            Writes::Stream(begin) => Self(begin(look)),
            Writes::Each(write) => Self(Box::new(Alone(write))),
            Writes::Folder(begin) => Self(Box::new(Listed(begin()))),
        }
    }

    /// Writes what stands before the first draft. Fails where `out` does.
    pub fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.begin(out)
    }

    /// Writes one draft. By the settings a format finds what is wrong with it, if it has a place for that; without
    /// settings none looks for anything. Fails where `out` does.
    pub fn draft(
        &mut self,
        out: &mut dyn io::Write,
        path: &str,
        analysis: &Analysis<'_>,
        settings: Option<&Settings>,
    ) -> io::Result<()> {
        self.0.draft(out, &Draft { path, analysis, settings })
    }

    /// Writes what stands behind the last draft. Fails where `out` does.
    pub fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.end(out)
    }
}

/// Writes drafts of which each stands for itself.
#[derive(Clone, Copy)]
pub struct DraftWriter(fn(&Draft<'_>) -> io::Result<Vec<u8>>);

impl DraftWriter {
    /// What stands in the report for one draft. Fails where a value cannot be written as the format wants it.
    pub fn draft(self, path: &str, analysis: &Analysis<'_>) -> io::Result<Vec<u8>> {
        (self.0)(&Draft { path, analysis, settings: None })
    }
}

/// A report under way that is files in a folder: a `draft` for each, then `end`.
pub struct FolderWriter(Box<dyn Folder>);

impl FolderWriter {
    /// The files of one draft.
    pub fn draft(&mut self, path: &str, analysis: &Analysis<'_>) -> Vec<File> {
        self.0.draft(&Draft { path, analysis, settings: None })
    }

    /// The files that stand beside those of all drafts.
    pub fn end(&mut self) -> Vec<File> {
        self.0.end()
    }
}

/// A file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder, with `/`; never one that leads out of it.
    pub name: String,
    /// What it holds.
    pub content: String,
}

/// A format of several files at work.
trait Folder {
    /// The files of one draft.
    fn draft(&mut self, draft: &Draft<'_>) -> Vec<File>;

    /// The files beside them.
    fn end(&mut self) -> Vec<File>;
}

/// A format at work.
trait Format {
    /// What stands before the first draft.
    fn begin(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    /// One draft.
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()>;

    /// What stands behind the last draft.
    fn end(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// Drafts that stand for themselves, on a stream.
struct Alone(fn(&Draft<'_>) -> io::Result<Vec<u8>>);

impl Format for Alone {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        out.write_all(&(self.0)(draft)?)
    }
}

/// The files of a folder on a stream.
struct Listed(Box<dyn Folder>);

impl Format for Listed {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        self.0.draft(draft).iter().try_for_each(|file| listed(out, file))
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.end().iter().try_for_each(|file| listed(out, file))
    }
}

/// A file under its name, as people look at it: controls are replaced, so that none steers the terminal.
fn listed(out: &mut dyn io::Write, File { name, content }: &File) -> io::Result<()> {
    let harmless = |c: char| if c.is_control() && !"\n\t".contains(c) { char::REPLACEMENT_CHARACTER } else { c };
    let content: String = content.replace("\r\n", "\n").chars().map(harmless).collect();
    let end = if content.is_empty() || content.ends_with('\n') { "" } else { "\n" };
    write!(out, "==> {} <==\n{content}{end}\n", one_line(name))
}

/// One draft.
#[derive(Clone, Copy)]
struct Draft<'a> {
    path: &'a str,
    analysis: &'a Analysis<'a>,
    /// By which findings are made; none where nobody asks for them.
    settings: Option<&'a Settings>,
}

#[cfg(test)]
mod tests;
