//! `whosaid init` and `whosaid settings`: a settings file to begin with, what holds for a draft, and the JSON Schema.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};

use super::files::{self, Input, failure};
use super::output::{self, Output};
use super::profiles::{NAMES, Profiles, SettingsArguments, names};
use super::screen::Screen;
use super::{Outcome, Stop};
use crate::error::Error;
use crate::settings::file::SettingsFile;
use crate::settings::{TEMPLATE, reading, shown};

/// Write a settings file to begin with, every line explained and commented out.
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder that the settings are for
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Show the settings that hold for a draft, or describe the settings file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whosaid settings --show draft.txt               What holds for a draft, and from which files
  whosaid settings --schema > whosaid.schema.json For editors that check and complete TOML")]
pub(super) struct SettingsCommand {
    /// Show what holds for a draft or a folder, as a settings file; so it does unasked
    #[arg(long, conflicts_with = "schema")]
    show: bool,

    /// Print the JSON Schema of settings files
    #[arg(long)]
    schema: bool,

    /// Drafts or folders
    #[arg(default_value = ".", conflicts_with = "schema")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    settings: SettingsArguments,
}

/// Writes a settings file. Stops where there is one.
pub(super) fn init(arguments: &InitArguments, color: ColorChoice) -> Result<Outcome, Stop> {
    let folder = arguments.folder.strip_prefix(".").unwrap_or(&arguments.folder);
    for name in NAMES {
        let path = folder.join(name);
        if path.exists() {
            return Err(Error::new("there are settings already; nothing was written").at(path).into());
        }
    }
    let path = folder.join(NAMES[0]);
    create(&path).map_err(|error| output::unwritable(&error).at(&path))?;
    let mut output = Output::standard(color);
    writeln!(output, "{}: written; everything in it is commented out", path.display())?;
    output.finish()?;
    Ok(Outcome::Clean)
}

/// Writes the file where there is none, and nothing of it where not all can be written.
fn create(path: &Path) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(TEMPLATE.as_bytes()).inspect_err(|_| drop(fs::remove_file(path)))
}

/// Writes what holds for drafts, or the schema. Stops at arguments that cannot be understood.
pub(super) fn settings(arguments: &SettingsCommand, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    if arguments.schema {
        let mut output = Output::standard(color);
        output.write_all(schema().as_bytes())?;
        output.finish()?;
        return Ok(Outcome::Clean);
    }
    let mut found = Vec::new();
    let mut profiles = Profiles::new(&arguments.settings, SettingsFile::default())?;
    for path in &arguments.paths {
        match fs::metadata(path) {
            Ok(metadata) => {
                // What holds in a folder is what holds for a draft in it that nothing else is said of.
                let draft = if metadata.is_dir() { path.join("draft.txt") } else { path.clone() };
                found.extend(
                    files::settled(draft, &mut profiles, screen).map(|input| Input { path: path.clone(), ..input }),
                );
            }
            Err(error) => screen.error(&failure(&error).at(path)),
        }
    }
    let mut output = Output::standard(color);
    show(&mut output, &found)?;
    output.finish()?;
    Ok(Outcome::Clean)
}

/// Writes what holds for each of these drafts, once where it is the same. Fails where the output does.
pub(super) fn show(output: &mut Output, inputs: &[Input]) -> io::Result<()> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for input in inputs {
        let files: Vec<String> = input.profile.paths().map(|path| path.display().to_string()).collect();
        let from = if files.is_empty() { "no settings file".to_owned() } else { files.join(", ") };
        let text = format!("# From {from}\n{}", shown::show(&input.profile, &input.settings, &input.place));
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(input.name()),
            None => groups.push((text, vec![input.name()])),
        }
    }
    for (at, (text, names)) in groups.iter().enumerate() {
        if at > 0 {
            writeln!(output)?;
        }
        for name in names {
            writeln!(output, "# {name}")?;
        }
        output.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// The JSON Schema of settings files, as it is printed and kept in `docs/`.
fn schema() -> String {
    let schema = reading::schema(&names());
    serde_json::to_string_pretty(schema.as_value()).unwrap_or_default() + "\n"
}
