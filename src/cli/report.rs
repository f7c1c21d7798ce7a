//! `whosaid report`: who says what.

use std::io;

use clap::ColorChoice;

use super::arguments::ReportArguments;
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, drafts, files};
use crate::output::reports::ReportWriter;

/// Writes the report. Fails where the output does.
pub(super) fn report(arguments: &ReportArguments, color: ColorChoice, screen: &mut Screen) -> io::Result<Outcome> {
    let inputs = files::find(&arguments.inputs, arguments.output_file.as_deref(), screen);
    let mut output = match Output::open(arguments.output_file.as_deref(), color) {
        Ok(output) => output,
        Err(error) => {
            screen.error(&error);
            return Ok(Outcome::Failed);
        }
    };
    let mut report = ReportWriter::new(arguments.output_format, output.look);
    report.begin(&mut output)?;
    drafts::each(&inputs, &mut output, screen, |output, path, analysis| report.draft(output, path, analysis))?;
    report.end(&mut output)?;
    output.finish()?;
    Ok(Outcome::Clean)
}
