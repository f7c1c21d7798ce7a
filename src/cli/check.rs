//! `whosaid check`: what is wrong with who said what.

use clap::ColorChoice;

use super::annotation::Annotation;
use super::arguments::CheckArguments;
use super::job::JobSummary;
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, Stop, drafts, environment, files};
use crate::output::findings::{self, End, FindingsFormat, FindingsWriter, Setting};
use crate::output::summary::{Found, Summary};
use crate::rules::{self, Earlier};
use crate::settings::Selection;

/// Writes the findings, and says whether any is bad enough to fail. Stops at a rule that is not known, and where the
/// output cannot be opened or written.
pub(super) fn check(arguments: &CheckArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let CheckArguments { select, ignore, extend_select, .. } = arguments;
    let mut settings = rules::settings(Selection { select, ignore, extend_select })?;
    settings.fail_on = arguments.fail_on;
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let inputs = files::find(&arguments.inputs, file, screen);
    let github = environment::in_github_actions();
    // What is read by people there is what they see on the page of the job.
    let usual = if github && file.is_none() { "github" } else { "text" };
    let format = arguments.output_format.or_else(|| FindingsFormat::named(usual)).unwrap_or(findings::FORMATS[0]);
    let setting = Setting { color: output.look.color, folders: environment::folders() };
    let reading = arguments.inputs.reading();
    let mut annotation =
        arguments.annotate.as_deref().map(|out| Annotation::begin(out, &inputs, &reading)).transpose()?;
    let mut job = JobSummary::begin(format, &setting);
    let mut writer = FindingsWriter::new(format, setting);
    let mut summary = Summary { found: Some(Found::default()), ..Summary::default() };
    // Rules run draft after draft, since some compare a draft with those before it.
    let mut earlier = Earlier::default();
    writer.begin(&mut output)?;
    drafts::each(&inputs, &reading, &mut output, screen, |output, path, analysis| {
        let found = rules::check(analysis, path, &settings, &mut earlier);
        summary.add(analysis);
        summary.add_found(&found);
        if let Some(annotation) = &mut annotation {
            annotation.add(analysis, &found);
        }
        job.draft(path, analysis, &found)?;
        writer.draft(output, path, analysis, &found)
    })?;
    let end = End { summary, complete: screen.outcome() == Outcome::Clean };
    writer.end(&mut output, &end)?;
    output.finish()?;
    if let Some(annotation) = annotation.filter(|_| end.summary.drafts > 0) {
        annotation.finish()?;
    }
    job.finish(&end)?;
    screen.summary(&end.summary);
    let fails = end.summary.worst().is_some_and(|worst| settings.fails(worst)) && !arguments.exit_zero;
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}
