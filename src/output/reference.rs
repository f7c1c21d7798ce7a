//! The reference of the rules: a line each, or a page of Markdown that says all of them.

use std::io;

use anstyle::Style;

use crate::rules::{Rule, RuleOption};

/// How the rules are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ReferenceFormat {
    /// A line a rule: name, severity, whether it runs unasked, what it reports
    #[default]
    Text,
    /// A page: everything that `whosaid rule` says of each
    Markdown,
}

/// Writes these rules.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn io::Write, format: ReferenceFormat, color: bool, rules: &[Rule]) -> io::Result<()> {
    match format {
        ReferenceFormat::Text => list(out, color, rules),
        ReferenceFormat::Markdown => page(out, rules),
    }
}

fn list(out: &mut dyn io::Write, color: bool, rules: &[Rule]) -> io::Result<()> {
    let strong = if color { Style::new().bold() } else { Style::new() };
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for Rule { name, severity, on, summary, .. } in rules {
        let gap = width - name.len();
        writeln!(out, "{strong}{name}{strong:#}{:gap$}  {severity:<7}  {:<13}  {summary}", "", on.name())?;
    }
    Ok(())
}

fn page(out: &mut dyn io::Write, rules: &[Rule]) -> io::Result<()> {
    writeln!(out, "# Rules\n\n{INTRODUCTION}\n\n| rule | severity | | reports |\n|---|---|---|---|")?;
    for Rule { name, severity, on, summary, .. } in rules {
        writeln!(out, "| [`{name}`](#{name}) | {severity} | {} | {summary} |", on.name())?;
    }
    for rule in rules {
        writeln!(
            out,
            "\n## {}\n\n{}, {}. {}.",
            rule.name,
            capital(rule.severity.name()),
            rule.on.name(),
            rule.summary
        )?;
        writeln!(out, "\n{}", prose(rule.details))?;
        let options = rule.options();
        if !options.is_empty() {
            writeln!(out, "\nOptions, under `[rules.{}]`:\n", rule.name)?;
            for option in &options {
                writeln!(out, "- `{} = {}`: {}", option.name, option.default, told(option))?;
            }
        }
        if !rule.settings.is_empty() {
            writeln!(out, "\nThe examples have these settings:\n\n```toml\n{}\n```", rule.settings)?;
        }
        for (heading, examples) in [("Reported:", rule.flagged), ("Accepted:", rule.accepted)] {
            writeln!(out, "\n{heading}\n\n```text\n{}\n```", examples.join("\n\n---\n\n"))?;
        }
    }
    Ok(())
}

const INTRODUCTION: &str = "\
What `whosaid check` can find. `--select`, `--ignore` and `--extend-select` choose among the rules by their names; a \
settings file sets how bad each is, and their options. Rules that are off run when they are asked for. `⟦` and `⟧` stand \
around the words that a finding marks; `---` parts one draft from the next.

`whosaid rules --output-format markdown` wrote this page.";

/// What an option does, and the words that it takes.
pub(crate) fn told(option: &RuleOption) -> String {
    let values: Vec<String> =
        option.values.iter().map(|(value, meaning)| format!("`\"{value}\"`: {}", bare(meaning))).collect();
    match values.is_empty() {
        true => option.summary.clone(),
        false => format!("{} {}.", option.summary, values.join("; ")),
    }
}

fn bare(sentence: &str) -> &str {
    sentence.strip_suffix('.').unwrap_or(sentence)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Plain text as Markdown: what would be markup there is escaped.
fn prose(text: &str) -> String {
    text.replace('*', "\\*").replace('[', "\\[").replace('<', "\\<")
}
