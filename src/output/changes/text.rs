//! Changes at a terminal: each draft's attributions that changed, with the words that went and came.

use std::io::{self, Write};

use anstyle::{AnsiColor, Effects, Style};

use super::{Draft, Fate, Look, Totals, telling};
use crate::output::line::{one_line, shorten};
use crate::revision::{Change, Piece, Wording};

/// The spaces before words.
const INDENT: usize = 7;
/// How many characters of unchanged words stand beside a change.
const AROUND: usize = 40;

pub(super) fn draft(out: &mut impl Write, look: Look, draft: &Draft<'_>) -> io::Result<()> {
    let (strong, dim) = (style(look, Style::new().bold()), style(look, Style::new().dimmed()));
    write!(out, "{strong}{}{strong:#}", one_line(draft.path))?;
    if let Some(was) = draft.was {
        write!(out, ", was {}", one_line(was))?;
    }
    writeln!(out, ": {}", telling::fate(draft))?;
    if draft.other_grammar && !draft.changes.is_empty() {
        writeln!(out, "  {dim}{}{dim:#}", telling::OTHER_GRAMMAR)?;
    }
    if draft.fate == Fate::Kept {
        for change in &draft.changes {
            self::change(out, look, draft, change)?;
        }
    }
    writeln!(out)
}

/// One change: its line, what it is, who speaks, and the words below.
pub fn change(out: &mut impl Write, look: Look, draft: &Draft<'_>, change: &Change) -> io::Result<()> {
    let (old, new) = draft.entries(change);
    let warn = style(look, AnsiColor::Yellow.on_default().bold());
    let line = telling::line(new).map_or_else(|| "-".to_owned(), |line| line.to_string());
    let who = telling::who(old, new);
    writeln!(out, "{line:>5}  {warn}{}{warn:#} · {}", telling::kinds(change), one_line(&who))?;
    writeln!(out, "{:INDENT$}{}", "", words(look, &telling::words(old, new)))
}

/// What all drafts come to.
pub(super) fn end(out: &mut impl Write, look: Look, totals: &Totals) -> io::Result<()> {
    let strong = style(look, Style::new().bold());
    writeln!(out, "{strong}{}{strong:#}", telling::totals(totals))
}

/// The words on one line: what went in red, or in `[-…-]`; what came in green, or in `{+…+}`.
pub(crate) fn words(look: Look, pieces: &[Piece]) -> String {
    let width = look.width.saturating_sub(INDENT).max(AROUND);
    if let [piece] = pieces {
        return shorten(&piece.text, "”", width).into_owned();
    }
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let color = match piece.wording {
            Wording::Kept => {
                line.push_str(&around(&piece.text, at == 0, at + 1 == pieces.len()));
                continue;
            }
            Wording::Removed => AnsiColor::Red.on_default().effects(Effects::STRIKETHROUGH),
            Wording::Added => AnsiColor::Green.on_default().effects(Effects::UNDERLINE),
        };
        let text = spaced(&piece.text, &one_line(&piece.text));
        line += &match (look.color, piece.wording) {
            (true, _) => format!("{color}{text}{color:#}"),
            (false, Wording::Removed) => format!("[-{text}-]"),
            (false, _) => format!("{{+{text}+}}"),
        };
    }
    line
}

/// The unchanged words nearest to the changes.
fn around(text: &str, first: bool, last: bool) -> String {
    let text = spaced(text, &one_line(text));
    let length = text.chars().count();
    let ends = usize::from(!first) + usize::from(!last);
    if length <= AROUND * ends + AROUND / 2 {
        return text;
    }
    let head = |text: &str| -> String {
        let end = text.char_indices().take(AROUND).filter(|(_, c)| *c == ' ').last().map_or(AROUND, |(at, _)| at);
        text.chars().take(text[..end.min(text.len())].chars().count()).collect()
    };
    let tail = |text: &str| -> String {
        let from = text.char_indices().rev().take(AROUND).filter(|(_, c)| *c == ' ').last().map_or(0, |(at, _)| at + 1);
        text[from..].to_owned()
    };
    match (first, last) {
        (true, _) => format!("…{}", tail(&text)),
        (_, true) => format!("{}…", head(&text)),
        _ => format!("{} … {}", head(&text), tail(&text)),
    }
}

/// Words as they are shown, with the spaces that they had at their ends.
pub(super) fn spaced(text: &str, shown: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    if shown.is_empty() {
        return space(!text.is_empty()).to_owned();
    }
    format!("{}{shown}{}", space(text.starts_with(' ')), space(text.ends_with(' ')))
}

fn style(look: Look, style: Style) -> Style {
    if look.color { style } else { Style::new() }
}
