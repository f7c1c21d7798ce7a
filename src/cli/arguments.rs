//! The arguments, and their help.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;
use crate::document::{Kind, Reading, TrackedChanges};
use crate::error::Error;
use crate::output::explanation::ExplanationFormat;
use crate::output::findings::{self, FindingsFormat};
use crate::output::reports::{self, ReportFormat};

/// Tells an editor who said what in a draft, and what is wrong with it.
#[derive(Debug, Parser)]
#[command(
    name = "whosaid",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  whosaid report draft.txt        Who says what in a draft
  whosaid check                   What is wrong with that, in every draft of this folder
  whosaid rule missing-speaker    What a rule reports, and why"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// When to write in colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 100)]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Report(ReportArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    /// List the rules that `check` knows
    Rules,
    /// Explain a rule: what it reports, why, and what it accepts
    Rule {
        /// The rule's name, such as `missing-speaker`
        name: String,
    },
}

/// Tell who says what in each draft.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid report draft.txt                    The speakers of a draft and their words
  whosaid report --output-format csv drafts   One row a quotation, for a spreadsheet
  pbpaste | whosaid report -                  What is on the clipboard

Exit status:
  0  every draft was read
  2  something could not be read, even beside good drafts")]
pub(super) struct ReportArguments {
    #[command(flatten)]
    pub(super) inputs: Inputs,

    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = report_format())]
    pub(super) output_format: ReportFormat,

    /// Write the report to this file, replacing it at the end
    #[arg(long, short, value_name = "FILE", alias = "output")]
    pub(super) output_file: Option<PathBuf>,
}

/// Tell what is wrong with who said what in each draft.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid check                                      Every draft in this folder
  whosaid check --select missing-speaker draft.txt   One rule on one draft
  whosaid check --fail-on error --output-format concise drafts

Exit status:
  0  nothing as bad as --fail-on
  1  findings
  2  something could not be read or understood, even beside good drafts")]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) inputs: Inputs,

    /// Run these rules and no others; `all` stands for every rule
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,

    /// Leave these rules out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,

    /// Run these rules besides those that run anyway
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) extend_select: Vec<String>,

    /// How findings are written; `text`, but `github` in GitHub Actions, where nothing is said
    #[arg(long, value_name = "FORMAT", value_parser = findings_format())]
    pub(super) output_format: Option<FindingsFormat>,

    /// Write the findings to this file, replacing it at the end
    #[arg(long, short, value_name = "FILE", alias = "output")]
    pub(super) output_file: Option<PathBuf>,

    /// Write a copy of the DOCX draft to this file, each finding a comment on its words
    #[arg(long, value_name = "OUT.docx")]
    pub(super) annotate: Option<PathBuf>,

    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub(super) fail_on: Severity,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,
}

/// Tell why the quotations of a line were given to whom they were.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid explain draft.txt:12                        What decided about line 12
  whosaid explain --output-format json draft.txt:12   The same for a program

Exit status:
  0  explained
  2  no such file, line or quotation")]
pub(super) struct ExplainArguments {
    /// The place: a file, or `-` for standard input, and a line
    #[arg(value_name = "FILE:LINE")]
    pub(super) place: String,

    /// How the explanation is written: text, json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) output_format: ExplanationFormat,
}

impl ExplainArguments {
    /// How the file is read.
    pub(super) fn reading(&self) -> Reading {
        Reading::default()
    }
}

#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Drafts, folders of drafts, or `-` for standard input
    ///
    /// In a folder, plain text, Markdown, HTML, DOCX, ODT and EPUB files are drafts by their endings, unless hidden or
    /// ignored by a `.gitignore` or `.ignore` file. A file that is named here is read whatever it is called.
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// What standard input is called in the output, and by its ending what format it has
    #[arg(long, value_name = "PATH", display_order = 99)]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Read files of this ending as this kind: plain, markdown, html, docx, odt, epub
    #[arg(long, value_name = "EXT=KIND", value_delimiter = ',', value_parser = format_of, display_order = 98)]
    pub(super) format_of: Vec<(String, Kind)>,

    /// What is done with tracked changes
    #[arg(long, value_name = "WAY", default_value = "accept", display_order = 98)]
    pub(super) tracked_changes: TrackedChanges,
}

impl Inputs {
    /// How the files are read.
    pub(super) fn reading(&self) -> Reading {
        Reading { format_of: self.format_of.clone(), tracked_changes: self.tracked_changes }
    }
}

/// `EXT=KIND`, with or without the dot.
fn format_of(words: &str) -> Result<(String, Kind), String> {
    let (ending, kind) = words.split_once('=').ok_or("it should be an ending, `=` and a format, as in `adoc=plain`")?;
    let kind = kind.parse().map_err(|error: Error| error.to_string())?;
    Ok((ending.trim_start_matches('.').to_owned(), kind))
}

/// The formats of `report` by their names.
fn report_format() -> impl TypedValueParser<Value = ReportFormat> {
    let names = reports::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(names).try_map(|name| ReportFormat::named(&name).ok_or("no format"))
}

/// The formats of `check` by their names.
fn findings_format() -> impl TypedValueParser<Value = FindingsFormat> {
    let names = findings::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(names).try_map(|name| FindingsFormat::named(&name).ok_or("no format"))
}

impl ValueEnum for Severity {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Error, Self::Warning, Self::Info]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for TrackedChanges {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Accept => "Read as if all were accepted",
            Self::Reject => "Read as if all were rejected",
            Self::Show => "Read as if accepted, and shown: [-deleted-] {+inserted+}",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }
}
