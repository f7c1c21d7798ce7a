//! `whosaid rules` and `whosaid rule NAME`: what can be found, and what is said about it.

use std::io::{self, Write};

use anstyle::Style;
use clap::ColorChoice;
use unicode_width::UnicodeWidthStr;

use super::output::Output;
use super::{Outcome, Stop};
use crate::output::reference::{self, ReferenceFormat, told};
use crate::rules::{self, RULES};

/// Writes all rules. Stops where the output does.
pub(super) fn list(format: ReferenceFormat, color: ColorChoice) -> Result<Outcome, Stop> {
    let mut output = Output::standard(color);
    let color = output.look.color;
    reference::write(&mut output, format, color, RULES)?;
    output.finish()?;
    Ok(Outcome::Clean)
}

/// Writes everything that is said about a rule. Stops at a name that is no rule's, and where the output does.
pub(super) fn explain(name: &str, color: ColorChoice) -> Result<Outcome, Stop> {
    let rule = rules::rule(name)?;
    let mut output = Output::standard(color);
    let strong = strong(&output);
    writeln!(output, "{strong}{}{strong:#} ({}, {})\n", rule.name, rule.severity, rule.on.name())?;
    paragraphs(&mut output, rule.summary, 0)?;
    writeln!(output)?;
    paragraphs(&mut output, rule.details, 0)?;
    let options = rule.options();
    if !options.is_empty() {
        writeln!(output, "\n{strong}Options{strong:#}, under [rules.{}] in a settings file:", rule.name)?;
        for option in &options {
            paragraphs(&mut output, &format!("{} = {}: {}", option.name, option.default, told(option)), 4)?;
        }
    }
    if !rule.settings.is_empty() {
        writeln!(output, "\n{strong}The examples have these settings:{strong:#}")?;
        for line in rule.settings.lines() {
            writeln!(output, "    {line}")?;
        }
    }
    for (heading, examples) in [("Reported:", rule.flagged), ("Accepted:", rule.accepted)] {
        if !examples.is_empty() {
            writeln!(output, "\n{strong}{heading}{strong:#}")?;
        }
        for (at, example) in examples.iter().enumerate() {
            if at > 0 {
                writeln!(output, "\n    --\n")?;
            }
            paragraphs(&mut output, example, 4)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Clean)
}

fn strong(output: &Output) -> Style {
    if output.look.color { Style::new().bold() } else { Style::new() }
}

/// Writes paragraphs, parted by empty lines, in lines no longer than the terminal's.
fn paragraphs(output: &mut Output, text: &str, indent: usize) -> io::Result<()> {
    let width = output.look.width.saturating_sub(indent);
    for (at, paragraph) in text.split("\n\n").enumerate() {
        if at > 0 {
            writeln!(output)?;
        }
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            if used == 0 {
                write!(output, "{:indent$}{word}", "")?;
            } else if used + 1 + word.width() > width {
                write!(output, "\n{:indent$}{word}", "")?;
                used = 0;
            } else {
                write!(output, " {word}")?;
                used += 1;
            }
            used += word.width();
        }
        writeln!(output)?;
    }
    Ok(())
}
