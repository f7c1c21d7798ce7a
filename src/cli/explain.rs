//! `whosaid explain FILE:LINE`: why the quotations there were decided as they were.

use std::path::PathBuf;

use clap::ColorChoice;

use super::arguments::ExplainArguments;
use super::files::{self, Input};
use super::output::Output;
use super::profiles::Profiles;
use super::screen::Screen;
use super::{Outcome, Stop};
use crate::analysis::Analysis;
use crate::error::Error;
use crate::output::explanation::Explanation;
use crate::settings::file::SettingsFile;

/// Writes the explanation. Stops where the place is none, the draft cannot be read or has no quotation there.
pub(super) fn explain(arguments: &ExplainArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let (path, line) = place(&arguments.place)?;
    let mut profiles = Profiles::new(&arguments.settings, SettingsFile::default())?;
    // What is wrong with its settings has been told.
    let Some(input) = files::settled(path, &mut profiles, screen) else { return Ok(Outcome::Failed) };
    let input = Input { standard: input.path.as_os_str() == "-", ..input };
    let documents = input.read()?;
    let (grammar, known) = (input.profile.grammar(), input.profile.known());
    let found = documents.iter().map(|document| {
        let (analysis, reasons) = Analysis::with_reasons(document, grammar, known);
        Explanation::of(&input.name(), line, &analysis, &reasons, known)
    });
    // A book has many documents, each with a first line: the first that has a quotation there is meant.
    let explanation = found.reduce(Result::or).unwrap_or_else(|| Err(Error::new("the file holds no draft")));
    let explanation = explanation.map_err(|error| error.at(&input.path))?;
    let mut output = Output::standard(color);
    let look = output.look;
    explanation.write(&mut output, look, arguments.output_format)?;
    output.finish()?;
    Ok(Outcome::Clean)
}

/// `FILE:LINE`, or `FILE:LINE:COLUMN` as findings name places.
fn place(words: &str) -> Result<(PathBuf, usize), Error> {
    let number = |words: &str| words.parse().ok().filter(|line: &usize| *line > 0);
    let parted = |words: &str| words.rsplit_once(':').and_then(|(path, line)| Some((path.to_owned(), number(line)?)));
    let (path, line) = parted(words).ok_or_else(|| {
        Error::new(format!("`{words}` names no place: it should be a file, a colon and a line, as in draft.txt:12"))
    })?;
    Ok(match parted(&path) {
        Some((path, line)) => (path.into(), line),
        None => (path.into(), line),
    })
}
