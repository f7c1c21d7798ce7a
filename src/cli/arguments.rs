//! The arguments, and their help.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;
use crate::document::{Kind, Reading, TrackedChanges};
use crate::error::Error;
use crate::output::findings::FindingsFormat;
use crate::output::reports::ReportFormat;

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
    #[arg(long, value_name = "FORMAT", default_value = "text")]
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

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) output_format: FindingsFormat,

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

impl ValueEnum for ReportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.summary()))
    }
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
