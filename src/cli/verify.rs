//! `whosaid verify`: quotations held against their sources.

use clap::ColorChoice;

use super::arguments::VerifyArguments;
use super::output::Output;
use super::profiles::Profiles;
use super::screen::Screen;
use super::sources::Sources;
use super::{Outcome, Stop, drafts, files};
use crate::output::verdicts::VerdictsWriter;
use crate::settings::file::SettingsFile;
use crate::verification::{Sources as _, Verification};

/// Writes the verdicts. Stops where a source is none, and where the output cannot be opened or written.
pub(super) fn verify(arguments: &VerifyArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let cache = Some(arguments.cache.as_path()).filter(|_| !arguments.no_cache);
    let formats = &arguments.inputs.formats;
    let mut profiles = Profiles::new(&formats.settings, formats.flags(SettingsFile::default()))?;
    let sources = Sources::open(&arguments.against, &mut profiles, cache, screen)?;
    let inputs = files::find_in(&arguments.inputs, &mut profiles, file, screen);
    let mut writer = VerdictsWriter::new(arguments.output_format, output.look);
    writer.begin(&mut output)?;
    let mut fails = false;
    drafts::each(&inputs, &mut output, screen, |output, _, path, analysis| {
        let found = sources.verify(analysis, path);
        fails |= found.iter().any(Verification::fails);
        writer.draft(output, path, analysis, &found)
    })?;
    writer.end(&mut output)?;
    output.finish()?;
    sources.errors().iter().for_each(|error| screen.error(error));
    Ok(if fails && !arguments.exit_zero { Outcome::Findings } else { Outcome::Clean })
}
