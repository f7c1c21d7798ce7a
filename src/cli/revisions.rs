//! Drafts as entries: what is kept of each to compare it with another revision.

use std::io;

use super::drafts;
use super::files::Input;
use super::output::Output;
use super::screen::Screen;
use crate::revision::{Entry, entries};

/// Hands each file on, in order, with its entries; the documents of one file follow each other. What cannot be
/// read is told on the screen and left out. Fails where the output does.
pub(super) fn each(
    inputs: &[Input],
    output: &mut Output,
    screen: &mut Screen,
    mut take: impl FnMut(&mut Output, &Input, Vec<Entry>) -> io::Result<()>,
) -> io::Result<()> {
    let mut gathered: Option<(Input, Vec<Entry>)> = None;
    drafts::each(inputs, output, screen, |output, input, _, analysis| {
        if let Some((last, found)) = &mut gathered
            && (last.standard, &last.path) == (input.standard, &input.path)
        {
            found.extend(entries(analysis));
            return Ok(());
        }
        match gathered.replace((input.clone(), entries(analysis))) {
            Some((input, entries)) => take(output, &input, entries),
            None => Ok(()),
        }
    })?;
    match gathered {
        Some((input, entries)) => take(output, &input, entries),
        None => Ok(()),
    }
}
