//! Verdicts at a terminal: each quotation with the passage that it is held against.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Look, credit, place, verdict};
use crate::analysis::Analysis;
use crate::output::changes::write_words;
use crate::output::line::{one_line, shorten};
use crate::verification::{Credit, Verdict, Verification};

/// The spaces before words.
const INDENT: usize = 7;

pub(super) fn draft(
    out: &mut impl Write,
    look: Look,
    path: &str,
    analysis: &Analysis<'_>,
    found: &[Verification],
) -> io::Result<()> {
    let strong = style(look, Style::new().bold());
    writeln!(out, "{strong}{}{strong:#}", one_line(path))?;
    for found in found {
        quotation(out, look, analysis, found)?;
    }
    writeln!(out)
}

fn quotation(out: &mut impl Write, look: Look, analysis: &Analysis<'_>, found: &Verification) -> io::Result<()> {
    let color = match found.verdict {
        Verdict::Verbatim | Verdict::Edited => AnsiColor::Green,
        Verdict::Close => AnsiColor::Yellow,
        Verdict::Absent => AnsiColor::Red,
    };
    let (color, warn) = (style(look, color.on_default().bold()), style(look, AnsiColor::Yellow.on_default().bold()));
    let width = look.width.saturating_sub(INDENT);
    let line = analysis.line(found.span);
    let speaker = found.speaker.as_deref().unwrap_or("no speaker");
    writeln!(out, "{line:>5}  {color}{}{color:#} · {}", verdict(found), one_line(speaker))?;
    let difference = found.difference();
    if found.verdict == Verdict::Close {
        writeln!(out, "{:INDENT$}{}", "", write_words(look, &difference))?;
    } else {
        writeln!(out, "{:INDENT$}{}", "", shorten(&format!("“{}”", found.words), "”", width))?;
    }
    if let Some(passage) = &found.passage {
        let warn = if found.credit == Credit::Other { warn } else { Style::new() };
        writeln!(
            out,
            "{:INDENT$}{}, {warn}{}{warn:#}",
            "",
            one_line(&place(passage)),
            one_line(&credit(found, passage))
        )?;
        if found.verdict == Verdict::Close {
            writeln!(out, "{:INDENT$}{}", "", shorten(&passage.context, "", width))?;
        }
    }
    if let Some(earliest) = &found.earliest {
        let speaker = earliest.speaker.as_deref().unwrap_or("nobody there");
        writeln!(out, "{:INDENT$}first in {}, given to {}", "", one_line(&place(earliest)), one_line(speaker))?;
    }
    Ok(())
}

pub(super) fn end(out: &mut impl Write, look: Look, totals: &str) -> io::Result<()> {
    let strong = style(look, Style::new().bold());
    writeln!(out, "{strong}{totals}{strong:#}")
}

fn style(look: Look, style: Style) -> Style {
    if look.color { style } else { Style::new() }
}
