//! Drafts as entries: what is kept of each to compare it with another revision.

use std::io;

use super::drafts;
use super::files::Input;
use super::output::Output;
use super::screen::Screen;
use crate::revision::{Entry, entries};

/// Hands each draft on, in order, with its path and entries. What cannot be read is told on the screen and left out.
/// Fails where the output does.
pub(super) fn each(
    inputs: &[Input],
    output: &mut Output,
    screen: &mut Screen,
    mut take: impl FnMut(&mut Output, &str, Vec<Entry>) -> io::Result<()>,
) -> io::Result<()> {
    drafts::each(inputs, output, screen, |output, path, analysis| take(output, path, entries(analysis)))
}
