//! Annotations of GitHub Actions: one a change, on its line of the new revision.

use std::io::{self, Write};

use super::{Draft, Fate, telling};
use crate::output::count::count;
use crate::output::line::one_line;
use crate::output::workflow::{data, property};
use crate::revision::{Piece, Wording};

/// How many annotations of one severity GitHub shows of a step.
const SHOWN: usize = 10;

/// The annotations so far: those that will be shown, and how many won't.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    shown: Vec<String>,
    left_out: usize,
}

impl Annotations {
    pub(super) fn add(&mut self, draft: &Draft<'_>) {
        let file = property(draft.path);
        if draft.fate != Fate::Kept || draft.changes.is_empty() {
            let was = draft.was.map(|was| format!("was {was}, ")).unwrap_or_default();
            self.push(|| format!("::warning title=whosaid,file={file}::{}", data(&(was + &telling::fate(draft)))));
            return;
        }
        for change in &draft.changes {
            let (old, new) = draft.entries(change);
            self.push(|| {
                let line = telling::line(new).map(|line| format!(",line={line}")).unwrap_or_default();
                let (kinds, who) = (telling::kinds(change), telling::who(old, new));
                let words: String = telling::words(old, new).iter().map(marked).collect();
                let message = format!("{kinds} · {who}: {words}");
                format!("::error title=whosaid ({kinds}),file={file}{line}::{}", data(&one_line(&message)))
            });
        }
    }

    fn push(&mut self, annotation: impl FnOnce() -> String) {
        if self.shown.len() < SHOWN {
            self.shown.push(annotation());
        } else {
            self.left_out += 1;
        }
    }

    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for annotation in &self.shown {
            writeln!(out, "{annotation}")?;
        }
        if self.left_out > 0 {
            writeln!(out, "{} more without an annotation", count(self.left_out, "change"))?;
        }
        Ok(())
    }
}

fn marked(piece: &Piece) -> String {
    match piece.wording {
        Wording::Kept => piece.text.clone(),
        Wording::Removed => format!("[-{}-]", piece.text),
        Wording::Added => format!("{{+{}+}}", piece.text),
    }
}
