//! `whosaid report`: who says what.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::ColorChoice;

use super::arguments::ReportArguments;
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, Stop, drafts, files, output};
use crate::analysis::Analysis;
use crate::error::Error;
use crate::output::reports::{File, FolderWriter, ReportWriter};
use crate::output::summary::Summary;

/// Writes the report. Stops where its file cannot be opened or written.
pub(super) fn report(arguments: &ReportArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let file = arguments.output_file.as_deref();
    if let (Some(folder), Some(report)) = (file, arguments.output_format.folder()) {
        return files_of(arguments, folder, report, color, screen);
    }
    let mut output = Output::open(file, color)?;
    let inputs = files::find(&arguments.inputs, file, screen)?;
    let mut report = ReportWriter::new(arguments.output_format, output.look);
    let mut summary = Summary::default();
    if let Some(writer) = arguments.output_format.each() {
        let one = |path: &str, analysis: &Analysis<'_>| {
            let mut summary = Summary::default();
            summary.add(analysis);
            (summary, writer.draft(path, analysis))
        };
        drafts::each_made(&inputs, &mut output, screen, one, |output, (one, written)| {
            summary.add_all(&one);
            output.write_all(&written?)
        })?;
    } else {
        report.begin(&mut output)?;
        drafts::each(&inputs, &mut output, screen, |output, input, path, analysis| {
            summary.add(analysis);
            report.draft(output, path, analysis, Some(&input.settings))
        })?;
        report.end(&mut output)?;
    }
    output.finish()?;
    screen.summary(&summary);
    Ok(Outcome::Clean)
}

/// Writes the files of a report into a folder, each replaced as a whole. Stops where one cannot be written.
fn files_of(
    arguments: &ReportArguments,
    folder: &Path,
    mut report: FolderWriter,
    color: ColorChoice,
    screen: &mut Screen,
) -> Result<Outcome, Stop> {
    if folder.is_file() {
        let name = arguments.output_format.name;
        return Err(Error::new(format!("is a file; `{name}` makes a folder: name another")).at(folder).into());
    }
    let inputs = files::find(&arguments.inputs, Some(folder), screen)?;
    let mut output = Output::standard(color);
    let mut summary = Summary::default();
    let mut failed = None;
    drafts::each(&inputs, &mut output, screen, |_, _, path, analysis| {
        summary.add(analysis);
        let written = report.draft(path, analysis).iter().try_for_each(|file| write(folder, file));
        failed = failed.take().or(written.err());
        Ok(())
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    report.end().iter().try_for_each(|file| write(folder, file))?;
    screen.summary(&summary);
    Ok(Outcome::Clean)
}

fn write(folder: &Path, File { name, content }: &File) -> Result<(), Error> {
    let path = folder.join(name);
    // Drafts of a folder have theirs below it.
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.map_err(|error| output::unwritable(&error).at(&path))?;
    output::replace(&path, content.as_bytes())
}
