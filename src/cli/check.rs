//! `whosaid check`: what is wrong with who said what.

use std::io::Write;
use std::path::PathBuf;

use clap::ColorChoice;

use super::annotation::Annotation;
use super::arguments::CheckArguments;
use super::files::{Input, State};
use super::job::JobSummary;
use super::known::KnownFindings;
use super::output::Output;
use super::profiles::Profiles;
use super::screen::Screen;
use super::sources::Archives;
use super::{Outcome, Stop, drafts, environment, files, fix, flags, settings, watch};
use crate::output::findings::{self, End, FindingsFormat, FindingsWriter, Setting};
use crate::output::line::one_line;
use crate::output::statistics::Statistics;
use crate::output::summary::{Found, Summary};
use crate::rules::{self, Earlier};

/// What a check comes to.
#[derive(Debug)]
pub(super) struct Done {
    /// How it went.
    pub(super) outcome: Outcome,
    /// What was read, by absolute paths, and its state just before: drafts, settings, the baseline,
    /// sources.
    pub(super) files: Vec<(PathBuf, State)>,
    /// The files and folders that sources were looked for in, by absolute paths.
    pub(super) sources: Vec<PathBuf>,
}

impl From<Outcome> for Done {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, files: Vec::new(), sources: Vec::new() }
    }
}

/// Writes the findings, and says whether any is bad enough to fail. Stops at a rule that is not known, and where the
/// output cannot be opened or written.
pub(super) fn check(arguments: &CheckArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    if arguments.watch {
        return watch::watch(arguments, color);
    }
    Ok(once(arguments, color, screen)?.outcome)
}

/// Does what `check` was asked for, one time.
pub(super) fn once(arguments: &CheckArguments, color: ColorChoice, screen: &mut Screen) -> Result<Done, Stop> {
    let flags = flags::of_check(arguments)?;
    let mut profiles = Profiles::new(&arguments.inputs.formats.settings, arguments.inputs.formats.flags(flags))?;
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let inputs = files::find_in(&arguments.inputs, &mut profiles, file, screen);
    if arguments.show_files {
        inputs.iter().try_for_each(|input| writeln!(output, "{}", one_line(&input.name())))?;
        output.finish()?;
        return Ok(Outcome::Clean.into());
    }
    if arguments.show_settings {
        settings::show(&mut output, &inputs)?;
        output.finish()?;
        return Ok(Outcome::Clean.into());
    }
    let mut known = KnownFindings::open(&arguments.baseline, &mut profiles, screen)?;
    let archives = Archives::open(&inputs, &mut profiles, screen)?;
    if arguments.fix.change()
        && let Some(outcome) = fix::change(&arguments.fix, &inputs, known.as_ref(), &archives, &mut output, screen)?
    {
        output.finish()?;
        return Ok(outcome.into());
    }
    // What is saved from now on may have been read already.
    let drafts = inputs.iter().map(|input| input.place.clone());
    let beside = profiles.files().into_iter().chain(known.iter().map(|known| files::place(known.path())));
    let files = drafts.chain(beside).map(|path| (path.clone(), files::state(&path)));
    let files = files.chain(archives.watched().flat_map(|watched| watched.files.clone())).collect();
    let sources = archives.watched().flat_map(|watched| watched.named.clone()).collect();
    let fails = findings(arguments, &inputs, &archives, &mut known, output, screen)?;
    archives.tell(screen);
    if let Some(known) = known {
        known.finish(screen)?;
    }
    let outcome = if fails && !arguments.exit_zero { Outcome::Findings } else { Outcome::Clean };
    Ok(Done { outcome, files, sources })
}

/// Writes the findings that are not known; whether any is bad enough to fail.
fn findings(
    arguments: &CheckArguments,
    inputs: &[Input],
    archives: &Archives,
    known: &mut Option<KnownFindings>,
    mut output: Output,
    screen: &mut Screen,
) -> Result<bool, Stop> {
    let github = environment::in_github_actions();
    // What is read by people there is what they see on the page of the job.
    let usual = if github && arguments.output_file.is_none() { "github" } else { "text" };
    let format = arguments.output_format.or_else(|| FindingsFormat::named(usual)).unwrap_or(findings::FORMATS[0]);
    let setting = Setting { color: output.look.color, folders: environment::folders() };
    let mut annotation = arguments.annotate.as_deref().map(|out| Annotation::begin(out, inputs)).transpose()?;
    let mut job = JobSummary::begin(format, &setting);
    let mut statistics = arguments.statistics.then(Statistics::default);
    let mut writer = FindingsWriter::new(format, setting);
    let mut summary = Summary { found: Some(Found::default()), ..Summary::default() };
    // Rules run draft after draft, since some compare a draft with those before it.
    let mut earlier = Earlier::default();
    let mut fails = false;
    if statistics.is_none() {
        writer.begin(&mut output)?;
    }
    drafts::each(inputs, &mut output, screen, |output, input, path, analysis| {
        earlier.hold_against(archives.of(input));
        let mut found = rules::check(analysis, path, &input.settings, &mut earlier);
        if let Some(known) = known {
            found = known.take(input, analysis, found);
        }
        fails |= found.iter().any(|diagnostic| input.settings.fails(diagnostic.severity));
        summary.add(analysis);
        summary.add_found(&found);
        if let Some(annotation) = &mut annotation {
            annotation.add(analysis, &found);
        }
        job.draft(path, analysis, &found)?;
        match &mut statistics {
            Some(statistics) => {
                statistics.add(&found);
                Ok(())
            }
            None => writer.draft(output, path, analysis, &found),
        }
    })?;
    let end = End { summary, complete: screen.outcome() == Outcome::Clean };
    match statistics {
        Some(statistics) if format.name.starts_with("json") => statistics.json(&mut output)?,
        Some(statistics) => {
            let color = output.look.color;
            statistics.text(&mut output, color)?;
            writeln!(output, "{}", end.summary)?;
        }
        None => writer.end(&mut output, &end)?,
    }
    output.finish()?;
    if let Some(annotation) = annotation.filter(|_| end.summary.drafts > 0) {
        annotation.finish()?;
    }
    job.finish(&end)?;
    screen.summary(&end.summary);
    Ok(fails)
}
