//! What revisions changed in who said what, one format a file; each draft is written as soon as it is known.

mod github;
mod html;
mod json;
mod markdown;
mod telling;
mod text;

use std::io::{self, Write};

use super::reports::Look;
use crate::revision::{Change, ChangeKind, Entry, changes};

/// How changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangesFormat {
    /// For people at a terminal.
    Text,
    /// One JSON document.
    Json,
    /// JSON Lines: one object a draft.
    Jsonl,
    /// Annotations of GitHub Actions.
    Github,
    /// For a comment on a pull request.
    Markdown,
    /// A page with both revisions side by side.
    Html,
}

impl ChangesFormat {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Text, Self::Json, Self::Jsonl, Self::Github, Self::Markdown, Self::Html];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// What it is for, in a few words.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Text => "For reading at a terminal",
            Self::Json => "One JSON document for all drafts",
            Self::Jsonl => "JSON Lines: one object a draft that changed",
            Self::Github => "Annotations of GitHub Actions",
            Self::Markdown => "For a comment on a pull request",
            Self::Html => "A page with both revisions side by side",
        }
    }
}

/// What became of a draft as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is in both revisions, perhaps under another path.
    Kept,
    /// It is new, or was never recorded.
    Added,
    /// It is gone.
    Dropped,
}

impl Fate {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }
}

/// One draft in two revisions.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// Its path in the new revision; of one that is gone, in the old.
    pub path: &'a str,
    /// Its path in the old revision, where that is another.
    pub was: Option<&'a str>,
    /// What became of it.
    pub fate: Fate,
    /// Whether the old entries were recorded with another grammar, which may be why they differ.
    pub other_grammar: bool,
    /// Who said what in the old revision.
    pub old: &'a [Entry],
    /// Who says what in the new one.
    pub new: &'a [Entry],
    /// The changes between them, in order.
    pub changes: Vec<Change>,
}

impl<'a> Draft<'a> {
    /// A draft that is in both revisions under one path.
    pub fn new(path: &'a str, old: &'a [Entry], new: &'a [Entry]) -> Self {
        Self { path, was: None, fate: Fate::Kept, other_grammar: false, old, new, changes: changes(old, new) }
    }

    /// Whether there is anything to tell of it.
    pub fn changed(&self) -> bool {
        self.fate != Fate::Kept || self.was.is_some() || !self.changes.is_empty()
    }

    fn entries(&self, change: &Change) -> (Option<&Entry>, Option<&Entry>) {
        let entry = |number: Option<usize>, entries| number.and_then(|number| <[Entry]>::get(entries, number));
        (entry(change.old, self.old), entry(change.new, self.new))
    }
}

/// What all drafts come to.
#[derive(Debug, Clone, Default)]
struct Totals {
    drafts: usize,
    added: usize,
    dropped: usize,
    renamed: usize,
    changed: usize,
    changes: usize,
    /// For each kind of [`ChangeKind::ALL`] how many changes are of it.
    kinds: [usize; ChangeKind::ALL.len()],
}

impl Totals {
    fn add(&mut self, draft: &Draft<'_>) {
        self.drafts += 1;
        self.renamed += usize::from(draft.was.is_some());
        match draft.fate {
            Fate::Added => self.added += 1,
            Fate::Dropped => self.dropped += 1,
            Fate::Kept => {
                self.changed += usize::from(!draft.changes.is_empty());
                self.changes += draft.changes.len();
                for kind in draft.changes.iter().flat_map(|change| &change.kinds) {
                    let place = ChangeKind::ALL.iter().position(|other| other == kind);
                    if let Some(number) = place.and_then(|place| self.kinds.get_mut(place)) {
                        *number += 1;
                    }
                }
            }
        }
    }
}

/// A report of changes under way: `begin`, then a `draft` for each, then `end`, all into the same output.
#[derive(Debug)]
pub struct ChangesWriter {
    format: ChangesFormat,
    look: Look,
    totals: Totals,
    annotations: github::Annotations,
    begun: bool,
}

impl ChangesWriter {
    /// A report of no draft yet. The look is for `ChangesFormat::Text` only.
    pub fn new(format: ChangesFormat, look: Look) -> Self {
        Self { format, look, totals: Totals::default(), annotations: github::Annotations::default(), begun: false }
    }

    /// Writes what stands before the first draft. Fails where `out` does.
    pub fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            ChangesFormat::Json => json::begin(out),
            ChangesFormat::Html => html::begin(out),
            _ => Ok(()),
        }
    }

    /// Writes one draft, if it changed. Fails where `out` does.
    pub fn draft(&mut self, out: &mut impl Write, draft: &Draft<'_>) -> io::Result<()> {
        self.totals.add(draft);
        if !draft.changed() {
            return Ok(());
        }
        let first = !std::mem::replace(&mut self.begun, true);
        match self.format {
            ChangesFormat::Text => text::draft(out, self.look, draft),
            ChangesFormat::Json => json::draft(out, first, draft),
            ChangesFormat::Jsonl => json::line(out, draft),
            ChangesFormat::Markdown => markdown::draft(out, first, draft),
            ChangesFormat::Html => html::draft(out, draft),
            ChangesFormat::Github => {
                self.annotations.add(draft);
                Ok(())
            }
        }
    }

    /// Writes what stands behind the last draft. Fails where `out` does.
    pub fn end(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            ChangesFormat::Text => text::end(out, self.look, &self.totals),
            ChangesFormat::Json => json::end(out),
            ChangesFormat::Jsonl => Ok(()),
            ChangesFormat::Github => self.annotations.write(out),
            ChangesFormat::Markdown => markdown::end(out, &self.totals),
            ChangesFormat::Html => html::end(out, &self.totals),
        }
    }
}

pub(crate) use json::Piece as PieceJson;
pub(crate) use markdown::{code as markdown_code, words as markdown_words};
pub use text::change as write_change;
pub(crate) use text::words as write_words;
