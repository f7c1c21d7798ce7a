//! The command line: arguments, files, exit codes. The only place that reads files and writes to the terminal.

mod annotation;
mod arguments;
mod check;
mod diff;
mod drafts;
mod environment;
mod explain;
mod files;
mod fix;
mod flags;
mod git;
mod help;
mod job;
mod known;
mod output;
mod profiles;
mod report;
mod revisions;
mod rules;
mod screen;
mod settings;
mod snapshot;
mod sources;
mod verify;
mod watch;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use self::arguments::{Arguments, Command};
use self::screen::Screen;
use crate::error::Error;

/// Runs the program on the arguments that it was started with, and says how it went:
/// 0 nothing to report, 1 findings, 2 something that could not be read, parsed or understood.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            let status = u8::try_from(usage.exit_code()).unwrap_or(Outcome::Failed as u8);
            // Help goes to standard output, which may be closed by now: nothing is left to be done about it.
            let _ = usage.print();
            return status.into();
        }
    };
    let mut screen = Screen::new(arguments.color);
    let done = match &arguments.command {
        Command::Report(report) => report::report(report, arguments.color, &mut screen),
        Command::Check(check) => check::check(check, arguments.color, &mut screen),
        Command::Snapshot(snapshot) => snapshot::snapshot(snapshot, arguments.color, &mut screen),
        Command::Diff(diff) => diff::diff(diff, arguments.color, &mut screen),
        Command::Verify(verify) => verify::verify(verify, arguments.color, &mut screen),
        Command::Explain(place) => explain::explain(place, arguments.color, &mut screen),
        Command::Rules { output_format } => rules::list(*output_format, arguments.color),
        Command::Rule { name } => rules::explain(name, arguments.color),
        Command::Init(init) => settings::init(init, arguments.color),
        Command::Settings(command) => settings::settings(command, arguments.color, &mut screen),
        Command::Completions(completions) => help::completions(completions, arguments.color),
        Command::Man(man) => help::man(man, arguments.color),
    };
    let outcome = match done {
        Ok(outcome) => outcome,
        // Whoever read the output has seen enough: `whosaid report | head`.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Stop::Output(error)) => {
            screen.error(&output::unwritable(&error));
            Outcome::Failed
        }
        Err(Stop::Refused(error)) => {
            screen.error(&error);
            Outcome::Failed
        }
    };
    (outcome.max(screen.outcome()) as u8).into()
}

/// What keeps a command from going on.
#[derive(Debug)]
enum Stop {
    /// It was asked for something that it cannot understand or do.
    Refused(Error),
    /// Its output cannot be written.
    Output(io::Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// How a run went, from the best; the number is the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing at or above the failing severity.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// Anything that could not be read, parsed or understood, even beside good drafts.
    Failed = 2,
}
