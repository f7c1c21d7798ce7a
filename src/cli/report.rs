//! `whosaid report`: who says what.

use clap::ColorChoice;

use super::arguments::ReportArguments;
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, Stop, drafts, files};
use crate::output::reports::ReportWriter;
use crate::rules;
use crate::settings::Selection;

/// Writes the report. Stops where its file cannot be opened or written.
pub(super) fn report(arguments: &ReportArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let inputs = files::find(&arguments.inputs, file, screen);
    let settings = rules::settings(Selection::default())?;
    let mut report = ReportWriter::new(arguments.output_format, output.look).with_findings(settings);
    report.begin(&mut output)?;
    drafts::each(&inputs, &arguments.inputs.reading(), &mut output, screen, |output, path, analysis| {
        report.draft(output, path, analysis)
    })?;
    report.end(&mut output)?;
    output.finish()?;
    Ok(Outcome::Clean)
}
