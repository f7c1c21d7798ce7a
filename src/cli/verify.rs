//! `whosaid verify`: quotations held against their sources.

use std::path::PathBuf;

use clap::ColorChoice;

use super::arguments::VerifyArguments;
use super::files::near;
use super::output::Output;
use super::profiles::Profiles;
use super::screen::Screen;
use super::sources::{Archives, CACHE, Sources};
use super::{Outcome, Stop, drafts, files};
use crate::error::Error;
use crate::output::verdicts::VerdictsWriter;
use crate::settings::file::SettingsFile;
use crate::verification::{Sources as _, Verification};

/// Writes the verdicts. Stops where a source is none, and where the output cannot be opened or written.
pub(super) fn verify(arguments: &VerifyArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let cache = |near: PathBuf| (!arguments.no_cache).then(|| arguments.cache.clone().unwrap_or(near));
    let formats = &arguments.inputs.formats;
    let mut profiles = Profiles::new(&formats.settings, formats.flags(SettingsFile::default()))?;
    let given = if arguments.against.is_empty() {
        None
    } else {
        let cache = cache(PathBuf::from(CACHE));
        Some(Sources::open(&arguments.against, &mut profiles, cache.as_deref(), screen)?)
    };
    let mut inputs = files::find_in(&arguments.inputs, &mut profiles, file, screen);
    let archives = if given.is_some() {
        Archives::default()
    } else {
        inputs.retain(|input| {
            let sourced = input.profile.sources().is_some();
            if !sourced {
                let reason = "there is nothing to hold it against: name sources with --against, or as `sources` in the \
                              settings";
                screen.error(&Error::new(reason).at(&input.path));
            }
            sourced
        });
        Archives::open_for(inputs.iter(), &mut profiles, |folder| cache(near(folder).join(CACHE)), screen)?
    };
    let mut writer = VerdictsWriter::new(arguments.output_format, output.look);
    writer.begin(&mut output)?;
    let mut fails = false;
    drafts::each(&inputs, &mut output, screen, |output, input, path, analysis| {
        let found = match &given {
            Some(sources) => sources.verify(analysis, path),
            None => archives.of(input).map_or_else(Vec::new, |sources| sources.verify(analysis, path)),
        };
        fails |= found.iter().any(Verification::fails);
        writer.draft(output, path, analysis, &found)
    })?;
    writer.end(&mut output)?;
    output.finish()?;
    given.iter().flat_map(Sources::errors).for_each(|error| screen.error(&error));
    archives.tell(screen);
    Ok(if fails && !arguments.exit_zero { Outcome::Findings } else { Outcome::Clean })
}
