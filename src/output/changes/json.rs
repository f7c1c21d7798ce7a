//! JSON and JSON Lines: what programs read of changes.

use std::io::{self, Write};

use serde::Serialize;

use super::telling;
use crate::output::json;
use crate::revision::{self, Wording};

/// Raised when a field is renamed or removed.
const SCHEMA: u32 = 1;

pub(super) fn begin(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA},\"drafts\":[")
}

/// One draft as an element of the list.
pub(super) fn draft(out: &mut impl Write, first: bool, draft: &super::Draft<'_>) -> io::Result<()> {
    out.write_all(if first { b"\n" } else { b",\n" })?;
    json::write(out, &Draft::new(None, draft))
}

pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\n]}\n")
}

/// One draft as a line of its own.
pub(super) fn line(out: &mut impl Write, draft: &super::Draft<'_>) -> io::Result<()> {
    json::write(out, &Draft::new(Some(SCHEMA), draft))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Draft<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    path: &'a str,
    was: Option<&'a str>,
    fate: &'static str,
    other_grammar: bool,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    kinds: Vec<&'static str>,
    old: Option<Entry<'a>>,
    new: Option<Entry<'a>>,
    words: Vec<Piece>,
}

#[derive(Serialize)]
struct Entry<'a> {
    /// Counted from one, among the attributions of its revision.
    number: usize,
    speaker: Option<&'a str>,
    kind: &'static str,
    cue: Option<&'a str>,
    words: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

/// A run of words, and what became of it.
#[derive(Serialize)]
pub(crate) struct Piece {
    wording: &'static str,
    text: String,
}

impl<'a> Draft<'a> {
    fn new(schema: Option<u32>, draft: &'a super::Draft<'a>) -> Self {
        let super::Draft { path, was, fate, other_grammar, .. } = *draft;
        let changes = draft.changes.iter().map(|change| {
            let (old, new) = draft.entries(change);
            Change {
                kinds: change.kinds.iter().map(|kind| kind.name()).collect(),
                old: change.old.zip(old).map(|(number, entry)| Entry::new(number, entry)),
                new: change.new.zip(new).map(|(number, entry)| Entry::new(number, entry)),
                words: telling::words(old, new).into_iter().map(Piece::from).collect(),
            }
        });
        Self { schema, path, was, fate: fate.name(), other_grammar, changes: changes.collect() }
    }
}

impl<'a> Entry<'a> {
    fn new(number: usize, entry: &'a revision::Entry) -> Self {
        Self {
            number: number + 1,
            speaker: entry.speaker.as_deref(),
            kind: entry.kind.name(),
            cue: entry.cue.as_deref(),
            words: &entry.words,
            line: entry.place.map(|place| place.line),
            column: entry.place.map(|place| place.column),
        }
    }
}

impl From<revision::Piece> for Piece {
    fn from(piece: revision::Piece) -> Self {
        let wording = match piece.wording {
            Wording::Kept => "kept",
            Wording::Removed => "removed",
            Wording::Added => "added",
        };
        Self { wording, text: piece.text }
    }
}
