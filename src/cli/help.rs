//! `whosaid completions` and `whosaid man`: help for shells and for `man`.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ColorChoice, CommandFactory};
use clap_complete::Shell;

use super::arguments::Arguments;
use super::output::{Output, unwritable};
use super::{Outcome, Stop};

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid completions bash > ~/.local/share/bash-completion/completions/whosaid
  whosaid completions zsh > ~/.zfunc/_whosaid
  whosaid completions fish > ~/.config/fish/completions/whosaid.fish")]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

/// Print the manual page, or write one for each command into a folder.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid man | man -l -                       Read it
  whosaid man ~/.local/share/man/man1          Install it: whosaid.1, whosaid-check.1, …")]
pub(super) struct ManArguments {
    /// The folder; it must be there
    folder: Option<PathBuf>,
}

/// Writes the completions. Stops where the output does.
pub(super) fn completions(arguments: &CompletionsArguments, color: ColorChoice) -> Result<Outcome, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "whosaid", &mut script);
    let mut output = Output::standard(color);
    output.write_all(&script)?;
    output.finish()?;
    Ok(Outcome::Clean)
}

/// Writes the manual page or pages. Stops where they cannot be written.
pub(super) fn man(arguments: &ManArguments, color: ColorChoice) -> Result<Outcome, Stop> {
    if let Some(folder) = &arguments.folder {
        clap_mangen::generate_to(Arguments::command(), folder).map_err(|error| unwritable(&error).at(folder))?;
        return Ok(Outcome::Clean);
    }
    let mut output = Output::standard(color);
    clap_mangen::Man::new(Arguments::command()).render(&mut output)?;
    output.finish()?;
    Ok(Outcome::Clean)
}
