//! Drafts as entries: what is kept of each to compare it with another revision.

use std::io;

use super::arguments::Formats;
use super::drafts;
use super::files::Input;
use super::output::Output;
use super::screen::Screen;
use crate::revision::{Entry, entries};

/// Hands each file on, in order, with its path and entries; the documents of one file follow each other. What cannot be
/// read is told on the screen and left out. Fails where the output does.
pub(super) fn each(
    inputs: &[Input],
    formats: &Formats,
    output: &mut Output,
    screen: &mut Screen,
    mut take: impl FnMut(&mut Output, &str, Vec<Entry>) -> io::Result<()>,
) -> io::Result<()> {
    let mut gathered: Option<(String, Vec<Entry>)> = None;
    drafts::each(inputs, &formats.reading(), output, screen, |output, path, analysis| {
        let part = analysis.document.and_then(|document| document.part.as_deref());
        let file = part.and_then(|part| path.strip_suffix(part)?.strip_suffix('/')).unwrap_or(path);
        if let Some((last, found)) = &mut gathered
            && last == file
        {
            found.extend(entries(analysis));
            return Ok(());
        }
        match gathered.replace((file.to_owned(), entries(analysis))) {
            Some((path, entries)) => take(output, &path, entries),
            None => Ok(()),
        }
    })?;
    match gathered {
        Some((path, entries)) => take(output, &path, entries),
        None => Ok(()),
    }
}
