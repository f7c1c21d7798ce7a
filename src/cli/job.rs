//! The summary of a job in GitHub Actions: Markdown that is added to the file which GitHub names.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use super::output::unwritable;
use super::{Stop, environment};
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::output::findings::{End, FindingsFormat, FindingsWriter, Setting};

/// A summary that is gathered while findings are written; nothing where nobody asks for one.
pub(super) struct JobSummary(Option<Gathered>);

struct Gathered {
    path: PathBuf,
    writer: FindingsWriter,
    text: Vec<u8>,
}

impl JobSummary {
    /// Begins one for annotations of GitHub Actions, where the step has a file for it.
    pub(super) fn begin(format: FindingsFormat, setting: &Setting) -> Self {
        let path = environment::step_summary().filter(|_| format.name == "github");
        let markdown = FindingsFormat::named("markdown");
        Self(path.zip(markdown).map(|(path, markdown)| Gathered {
            path,
            writer: FindingsWriter::new(markdown, setting.clone()),
            text: Vec::new(),
        }))
    }

    /// Adds a draft.
    pub(super) fn draft(&mut self, path: &str, analysis: &Analysis, found: &[Diagnostic]) -> io::Result<()> {
        match &mut self.0 {
            Some(Gathered { writer, text, .. }) => writer.draft(text, path, analysis, found),
            None => Ok(()),
        }
    }

    /// Adds it to the file. Stops where that cannot be written.
    pub(super) fn finish(self, end: &End) -> Result<(), Stop> {
        let Some(Gathered { path, mut writer, mut text }) = self.0 else { return Ok(()) };
        writer.end(&mut text, end)?;
        // Other steps may have written before.
        let written = File::options().append(true).create(true).open(&path).and_then(|mut file| file.write_all(&text));
        written.map_err(|error| Stop::Refused(unwritable(&error).at(&path)))
    }
}
