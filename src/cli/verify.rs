//! `whosaid verify`: quotations held against their sources.

use std::fs;

use clap::ColorChoice;

use super::arguments::{Inputs, VerifyArguments};
use super::output::Output;
use super::screen::Screen;
use super::sources::Sources;
use super::{Outcome, Stop, drafts, files};
use crate::error::Error;
use crate::output::verdicts::VerdictsWriter;
use crate::verification::{self, Verification};

/// Writes the verdicts. Stops where there is no source, and where the output cannot be opened or written.
pub(super) fn verify(arguments: &VerifyArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let reading = arguments.inputs.reading();
    if arguments.against.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::new("sources are files and folders: standard input is none").into());
    }
    let against =
        Inputs { paths: arguments.against.clone(), stdin_filename: None, formats: arguments.inputs.formats.clone() };
    let against = files::find(&against, file, screen);
    let cache = Some(arguments.cache.as_path()).filter(|_| !arguments.no_cache);
    let sources = Sources::open(&against, &reading, cache, screen);
    let inputs = files::find(&arguments.inputs, file, screen);
    let mut writer = VerdictsWriter::new(arguments.output_format, output.look);
    writer.begin(&mut output)?;
    let mut fails = false;
    let mut errors = Vec::new();
    drafts::each(&inputs, &reading, &mut output, screen, |output, path, analysis| {
        let place = fs::canonicalize(path).ok();
        let skip = |source: usize| place.as_ref().is_some_and(|place| sources.is_in(source, place));
        let found = match verification::verify(analysis, &sources.library, &skip) {
            Ok(found) => found,
            Err(error) => {
                errors
                    .push(Error::new(format!("cannot be verified: {error}; remove the index and try again")).at(path));
                return Ok(());
            }
        };
        fails |= found.iter().any(Verification::fails);
        writer.draft(output, path, analysis, &found)
    })?;
    writer.end(&mut output)?;
    output.finish()?;
    errors.iter().for_each(|error| screen.error(error));
    Ok(if fails && !arguments.exit_zero { Outcome::Findings } else { Outcome::Clean })
}
