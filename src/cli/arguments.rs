//! The arguments, and their help.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

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
  whosaid report draft.txt             Who says what in a draft
  whosaid report --output-format csv   A table of all quotations in this folder"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// When to write in colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Report(ReportArguments),
}

/// Tell who says what in each draft.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid report draft.txt                    The speakers of a draft and their words
  whosaid report --output-format csv drafts   One row a quotation, for a spreadsheet
  pbpaste | whosaid report -                  What is on the clipboard

Exit status: 0, or 2 where something could not be read.")]
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

#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Drafts, folders of drafts, or `-` for standard input
    ///
    /// In a folder, `.txt` and `.text` files are drafts, unless hidden or ignored by a `.gitignore` or `.ignore`
    /// file. A file that is named here is read whatever it is called.
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// What standard input is called in the output
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
}

impl ValueEnum for ReportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.summary()))
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
