//! The arguments, and their help.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use super::fix::FixArguments;
use super::help::{CompletionsArguments, ManArguments};
use super::known::BaselineArguments;
use super::profiles::SettingsArguments;
use super::settings::{InitArguments, SettingsCommand};
use crate::diagnostic::Severity;
use crate::document::{Kind, TrackedChanges};
use crate::error::Error;
use crate::output::changes::ChangesFormat;
use crate::output::explanation::ExplanationFormat;
use crate::output::findings::{self, FindingsFormat};
use crate::output::reference::ReferenceFormat;
use crate::output::reports::{self, ReportFormat};
use crate::output::verdicts::VerdictsFormat;
use crate::settings::file::SettingsFile;

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
    Snapshot(SnapshotArguments),
    Diff(DiffArguments),
    Verify(VerifyArguments),
    Explain(ExplainArguments),
    /// List the rules that `check` knows
    ///
    /// A line a rule: its name, how bad its findings are, whether it runs unasked, and what it reports. `whosaid rule
    /// NAME` says all of one; `check` chooses among them with --select, --ignore and --extend-select.
    Rules {
        /// How the rules are listed
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output_format: ReferenceFormat,
    },
    /// Explain a rule: what it reports, why, and what it accepts
    Rule {
        /// The rule's name, such as `missing-speaker`
        name: String,
    },
    Init(InitArguments),
    Settings(SettingsCommand),
    Completions(CompletionsArguments),
    Man(ManArguments),
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

    /// Leave rules out in some files, as in `opinion/:missing-speaker`
    #[arg(long, value_name = "PAIRS", value_delimiter = ',')]
    pub(super) per_file_ignores: Vec<String>,
    /// Files and folders that hold what was said, for `unverified-quotation`
    #[arg(long, value_name = "SOURCES", value_delimiter = ',')]
    pub(super) sources: Vec<String>,

    /// How findings are written; `text`, but `github` in GitHub Actions, where nothing is said
    #[arg(long, value_name = "FORMAT", value_parser = findings_format())]
    pub(super) output_format: Option<FindingsFormat>,

    /// Write the findings to this file, replacing it at the end
    #[arg(long, short, value_name = "FILE", alias = "output")]
    pub(super) output_file: Option<PathBuf>,

    /// Write a copy of the DOCX draft to this file, each finding a comment on its words
    #[arg(long, value_name = "OUT.docx")]
    pub(super) annotate: Option<PathBuf>,

    /// The least severity that makes the exit status 1; `warning` unless the settings say otherwise
    #[arg(long, value_name = "SEVERITY")]
    pub(super) fail_on: Option<Severity>,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,

    /// Count the findings of each rule instead of writing them
    #[arg(long)]
    pub(super) statistics: bool,

    /// Check again whenever a draft or its settings are saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["write_baseline", "show_files", "show_settings"])]
    pub(super) watch: bool,

    /// List the drafts that would be checked, and check none
    #[arg(long)]
    pub(super) show_files: bool,

    /// Show the settings that hold for the drafts, and check none
    #[arg(long, conflicts_with = "show_files")]
    pub(super) show_settings: bool,

    #[command(flatten)]
    pub(super) fix: FixArguments,

    #[command(flatten)]
    pub(super) baseline: BaselineArguments,
}

/// Record who says what, and tell what changed since.
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  whosaid snapshot record drafts   Write down who says what, as drafts/snapshots/*.snap
  whosaid snapshot test drafts     Tell what changed since; for CI
  whosaid snapshot review drafts   Go through the changes one by one"
)]
pub(super) struct SnapshotArguments {
    #[command(subcommand)]
    pub(super) command: SnapshotCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum SnapshotCommand {
    /// Write a snapshot of each draft, a text file that people can review
    Record(Snapshots),
    /// Tell what changed since the snapshots, and leave it pending as `.snap.new`
    #[command(after_help = "\
Exit status:
  0  everything is as it was recorded
  1  something changed, is new, is gone or goes by another name
  2  something could not be read or understood, even beside good drafts")]
    Test(SnapshotTestArguments),
    /// Go through the pending changes one by one: accept, reject, skip, or accept all
    Review(Snapshots),
    /// Take everything that is pending
    Accept(Snapshots),
    /// Remove the snapshots of drafts that are gone
    Prune(Snapshots),
}

#[derive(Debug, Args)]
pub(super) struct Snapshots {
    #[command(flatten)]
    pub(super) inputs: Inputs,

    /// Keep the snapshots of all drafts below the current folder in this one, not beside each draft
    #[arg(long, value_name = "FOLDER")]
    pub(super) snapshots: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct SnapshotTestArguments {
    #[command(flatten)]
    pub(super) snapshots: Snapshots,

    #[command(flatten)]
    pub(super) report: ChangesReport,

    /// Write no `.snap.new` files
    #[arg(long)]
    pub(super) no_pending: bool,
}

/// Tell what a revision changed in who says what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid diff old.txt new.txt            Two files, or two folders
  whosaid diff main..HEAD drafts          Two revisions of a folder in git
  whosaid diff --output-format html --output-file changes.html old new

Exit status:
  0  nothing changed
  1  something changed
  2  something could not be read or understood, even beside good drafts")]
pub(super) struct DiffArguments {
    /// Two files or two folders, the older first; or two revisions of git, `OLD..NEW`, and the paths to compare
    #[arg(required = true, value_name = "OLD NEW")]
    pub(super) revisions: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) formats: Formats,

    #[command(flatten)]
    pub(super) report: ChangesReport,
}

/// Hold every quotation against transcripts, press releases, court files and earlier stories.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid verify draft.txt --against hearing.txt release.docx   Is it what they said?
  whosaid verify drafts --against archive                       Where was it said first, and by whom?
  whosaid verify drafts                                         Against the `sources` of the settings

Exit status:
  0  a source holds every quotation, and gives none to another speaker
  1  a quotation is close or absent, or a source gives it to another
  2  something could not be read, even beside good drafts")]
pub(super) struct VerifyArguments {
    #[command(flatten)]
    pub(super) inputs: Inputs,

    /// Files and folders that hold what was said, in any format that drafts may have [default: `sources` in the settings]
    #[arg(long, value_name = "SOURCE", num_args = 1..)]
    pub(super) against: Vec<PathBuf>,

    /// Keep the index of the sources in this folder [default: .whosaid-cache here, or beside the settings that name them]
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub(super) cache: Option<PathBuf>,

    /// Make the index in memory and keep nothing
    #[arg(long)]
    pub(super) no_cache: bool,

    /// How verdicts are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) output_format: VerdictsFormat,

    /// Write the verdicts to this file, replacing it at the end
    #[arg(long, short, value_name = "FILE", alias = "output")]
    pub(super) output_file: Option<PathBuf>,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,
}

#[derive(Debug, Args)]
pub(super) struct ChangesReport {
    /// How changes are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) output_format: ChangesFormat,

    /// Write the changes to this file, replacing it at the end
    #[arg(long, short, value_name = "FILE", alias = "output")]
    pub(super) output_file: Option<PathBuf>,

    /// Exit with 0 whatever changed
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

    #[command(flatten)]
    pub(super) settings: SettingsArguments,
}

#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Drafts, folders of drafts, or `-` for standard input
    ///
    /// In a folder, plain text, Markdown, HTML, DOCX, ODT and EPUB files are drafts by their endings, unless hidden or
    /// ignored by a `.gitignore` or `.ignore` file; so are links to such files. A file that is named here is read whatever
    /// it is called.
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// What standard input is called in the output; settings and format are those of a file of that name
    #[arg(long, value_name = "PATH", display_order = 99)]
    pub(super) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(super) formats: Formats,
}

/// Which files are read, and how.
#[derive(Debug, Clone, Args)]
pub(super) struct Formats {
    /// Read files of this ending as this kind: plain, markdown, html, docx, odt, epub
    #[arg(long, value_name = "EXT=KIND", value_delimiter = ',', value_parser = format_of, display_order = 98)]
    pub(super) format_of: Vec<(String, Kind)>,

    /// What is done with tracked changes; `accept` unless the settings say otherwise
    #[arg(long, value_name = "WAY", display_order = 98)]
    pub(super) tracked_changes: Option<TrackedChanges>,

    /// Leave out the files and folders that this pattern of a `.gitignore` matches
    #[arg(long, value_name = "PATTERN", help_heading = "Settings", display_order = 91)]
    pub(super) exclude: Vec<String>,

    /// Of the files in folders, read those that this pattern of a `.gitignore` matches
    #[arg(long, value_name = "PATTERN", help_heading = "Settings", display_order = 91)]
    pub(super) include: Vec<String>,

    /// Leave out what the settings exclude even where it is named here
    #[arg(long, help_heading = "Settings", display_order = 91)]
    pub(super) force_exclude: bool,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,
}

impl Formats {
    /// What the flags say of files, in the words of a settings file, beside what they say of other things.
    pub(super) fn flags(&self, flags: SettingsFile) -> SettingsFile {
        let patterns = |patterns: &[String]| (!patterns.is_empty()).then(|| patterns.to_owned());
        SettingsFile {
            extend_exclude: self.exclude.clone(),
            include: patterns(&self.include),
            force_exclude: self.force_exclude.then_some(true),
            format_of: self.format_of.iter().cloned().collect(),
            tracked_changes: self.tracked_changes,
            ..flags
        }
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

impl ValueEnum for ChangesFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.summary()))
    }
}

impl ValueEnum for VerdictsFormat {
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
