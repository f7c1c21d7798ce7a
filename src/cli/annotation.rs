//! `check --annotate OUT.docx`: a copy of a Word draft with each finding as a comment.

use std::path::{Path, PathBuf};

use super::Stop;
use super::files::Input;
use super::output;
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::docx::{Note, annotate};
use crate::document::{Kind, TrackedChanges};
use crate::error::Error;

/// A copy under way.
#[derive(Debug)]
pub(super) struct Annotation {
    out: PathBuf,
    path: PathBuf,
    /// The bytes of the draft: it may change on the disk while it is checked.
    bytes: Vec<u8>,
    changes: TrackedChanges,
    notes: Vec<Note>,
}

impl Annotation {
    /// Stops where there is not one draft, where it is no DOCX, and where the copy would replace it.
    pub(super) fn begin(out: &Path, inputs: &[Input]) -> Result<Self, Stop> {
        let refused = |reason: String| Stop::Refused(Error::new(format!("--annotate {}: {reason}", out.display())));
        let [input] = inputs else {
            return Err(refused(format!("it takes one DOCX draft, not {}", inputs.len())));
        };
        if input.standard {
            return Err(refused("it takes a DOCX draft in a file, not standard input".to_owned()));
        }
        if std::fs::canonicalize(out).is_ok_and(|out| std::fs::canonicalize(&input.path).is_ok_and(|path| path == out))
        {
            return Err(refused("it would replace the draft itself; name another file".to_owned()));
        }
        let bytes = input.bytes().map_err(|error| Stop::Refused(error.at(&input.path)))?;
        let reading = input.profile.reading();
        let kind = reading.kind(&input.path, &bytes);
        if kind != Kind::Docx {
            return Err(refused(format!("{} is {}; only a DOCX draft takes comments", input.name(), kind.name())));
        }
        let changes = reading.tracked_changes;
        Ok(Self { out: out.to_owned(), path: input.path.clone(), bytes, changes, notes: Vec::new() })
    }

    /// Takes in the findings in the draft.
    pub(super) fn add(&mut self, analysis: &Analysis<'_>, found: &[Diagnostic]) {
        self.notes.extend(found.iter().map(|diagnostic| {
            let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
            let related = diagnostic.related.iter().map(|label| match &label.elsewhere {
                Some(place) => format!("\n{} at {}", label.message, place.path),
                None => {
                    format!("\n{}: {}", label.message, crate::output::line::one_line(label.span.of(analysis.text)))
                }
            });
            let related: String = related.collect();
            Note {
                span: analysis.in_source(diagnostic.span),
                words: format!("{} [{}]{related}{help}", diagnostic.message, diagnostic.rule),
            }
        }));
    }

    /// Writes the copy, replacing what stood there at the end.
    pub(super) fn finish(self) -> Result<(), Stop> {
        let bytes =
            annotate(&self.bytes, self.changes, &self.notes).map_err(|error| Stop::Refused(error.at(&self.path)))?;
        output::replace(&self.out, &bytes).map_err(Stop::Refused)
    }
}
