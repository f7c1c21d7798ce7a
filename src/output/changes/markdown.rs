//! Changes in Markdown, fit for a comment on a pull request.

use std::io::{self, Write};

use super::text::spaced;
use super::{Draft, Fate, Totals, telling};
use crate::output::line::one_line;
use crate::output::markdown::escape;
use crate::revision::{Piece, Wording};

pub(super) fn draft(out: &mut impl Write, first: bool, draft: &Draft<'_>) -> io::Result<()> {
    if first {
        writeln!(out, "## Who said what: changes\n")?;
    }
    let was = draft.was.map(|was| format!(", was {}", code(was))).unwrap_or_default();
    writeln!(out, "### {}{was}: {}\n", code(draft.path), telling::fate(draft))?;
    if draft.other_grammar && !draft.changes.is_empty() {
        writeln!(out, "_{}_\n", telling::OTHER_GRAMMAR)?;
    }
    if draft.fate != Fate::Kept || draft.changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "| line | change | who | words |\n|--:|---|---|---|")?;
    for change in &draft.changes {
        let (old, new) = draft.entries(change);
        let line = telling::line(new).map(|line| line.to_string()).unwrap_or_default();
        let words = words(&telling::words(old, new));
        let who = escape(&telling::who(old, new));
        writeln!(out, "| {line} | {} | {who} | {words} |", telling::kinds(change))?;
    }
    writeln!(out)
}

pub(super) fn end(out: &mut impl Write, totals: &Totals) -> io::Result<()> {
    writeln!(out, "{}", telling::totals(totals))
}

/// Words in a cell of a table, what went and what came marked.
pub(crate) fn words(pieces: &[Piece]) -> String {
    pieces.iter().map(marked).collect()
}

fn marked(piece: &Piece) -> String {
    let text = spaced(&piece.text, &escape(&piece.text));
    match piece.wording {
        Wording::Kept => text,
        Wording::Removed => format!("<del>{text}</del>"),
        Wording::Added => format!("<ins>{text}</ins>"),
    }
}

/// A path as code; no path that people give their drafts has a backtick.
pub(crate) fn code(path: &str) -> String {
    format!("`{}`", one_line(path).replace('`', "'"))
}
