//! Both revisions side by side on a page that needs nothing else: no script, no font, no other file.

use std::io::{self, Write};

use askama::Template;

use super::{Fate, Totals, telling};
use crate::revision::{Entry, Piece, Wording, side_by_side};

pub(super) fn begin(out: &mut impl Write) -> io::Result<()> {
    write(out, &Head)
}

pub(super) fn draft(out: &mut impl Write, draft: &super::Draft<'_>) -> io::Result<()> {
    write(out, &Draft::new(draft))
}

pub(super) fn end(out: &mut impl Write, totals: &Totals) -> io::Result<()> {
    write(out, &Foot { totals: telling::totals(totals) })
}

fn write(out: &mut impl Write, template: &impl Template) -> io::Result<()> {
    Template::write_into(template, out)?;
    out.write_all(b"\n")
}

#[derive(Template)]
#[template(path = "changes-head.html")]
struct Head;

#[derive(Template)]
#[template(path = "changes-foot.html")]
struct Foot {
    totals: String,
}

#[derive(Template)]
#[template(path = "changes-draft.html")]
struct Draft<'a> {
    path: &'a str,
    was: Option<&'a str>,
    fate: String,
    note: Option<&'static str>,
    rows: Vec<Row>,
}

/// One attribution in both revisions.
struct Row {
    changed: bool,
    kinds: String,
    old: Option<Cell>,
    new: Option<Cell>,
}

struct Cell {
    line: Option<usize>,
    who: String,
    /// Runs of words, each with whether it is new here or gone.
    words: Vec<(bool, String)>,
}

impl<'a> Draft<'a> {
    fn new(draft: &super::Draft<'a>) -> Self {
        let row = |change: &crate::revision::Change| {
            let (old, new) = draft.entries(change);
            let pieces = telling::words(old, new);
            // A draft that came or went as a whole is not marked word by word.
            let mark = draft.fate == Fate::Kept;
            Row {
                changed: !change.kinds.is_empty() && mark,
                kinds: if mark { telling::kinds(change) } else { String::new() },
                old: old.map(|entry| Cell::new(entry, &pieces, Wording::Added, mark)),
                new: new.map(|entry| Cell::new(entry, &pieces, Wording::Removed, mark)),
            }
        };
        Self {
            path: draft.path,
            was: draft.was,
            fate: telling::fate(draft),
            note: (draft.other_grammar && !draft.changes.is_empty()).then_some(telling::OTHER_GRAMMAR),
            rows: if draft.fate == Fate::Kept && draft.changes.is_empty() {
                Vec::new()
            } else {
                side_by_side(draft.old, draft.new).iter().map(row).collect()
            },
        }
    }
}

impl Cell {
    /// One side; the pieces that stand only on the other are left out.
    fn new(entry: &Entry, pieces: &[Piece], other: Wording, mark: bool) -> Self {
        let here = pieces.iter().filter(|piece| piece.wording != other);
        Self {
            line: telling::line(Some(entry)),
            who: telling::who(None, Some(entry)),
            words: here.map(|piece| (mark && piece.wording != Wording::Kept, piece.text.clone())).collect(),
        }
    }
}
