//! `check --fix`, `--diff` and `--add-ignore`: drafts that are changed. Each is written beside and then renamed.

use std::io::{self, Write};

use clap::Args;
use rayon::prelude::*;
use similar::TextDiff;

use super::files::Input;
use super::known::KnownFindings;
use super::output::{Output, replace};
use super::screen::Screen;
use super::sources::Archives;
use super::{Outcome, Stop, drafts};
use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::Document;
use crate::error::Error;
use crate::output::count::count;
use crate::rules::{self, Earlier};
use crate::{fixes, ignores};

/// What is changed in drafts.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct FixArguments {
    /// Mend what can be mended without a look; quoted words are never changed
    #[arg(long, help_heading = "Changing drafts")]
    pub(super) fix: bool,

    /// Mend what needs a look, too
    #[arg(long, help_heading = "Changing drafts")]
    pub(super) unsafe_fixes: bool,

    /// Show what --fix would change, and change nothing
    #[arg(long, help_heading = "Changing drafts")]
    pub(super) diff: bool,

    /// Write a comment that silences it above each finding
    #[arg(long, value_name = "WHY", help_heading = "Changing drafts", conflicts_with_all = ["fix", "diff"])]
    pub(super) add_ignore: Option<String>,
}

impl FixArguments {
    /// Whether anything is to be changed or shown as changed.
    pub(super) fn change(&self) -> bool {
        self.fix || self.diff || self.add_ignore.is_some()
    }
}

/// A draft that is changed twenty times over has fixes that undo each other.
const ROUNDS: usize = 20;

/// A draft before and after.
struct Changed {
    before: Document,
    after: Document,
    /// How many findings were mended or silenced.
    number: usize,
    /// How many could be, were the format one that is written.
    left: usize,
}

/// Changes drafts, or shows what would be changed. The outcome is there where nothing is left to be checked: after
/// showing, and for standard input, whose changed text is the output.
pub(super) fn change(
    arguments: &FixArguments,
    inputs: &[Input],
    known: Option<&KnownFindings>,
    archives: &Archives,
    output: &mut Output,
    screen: &mut Screen,
) -> Result<Option<Outcome>, Stop> {
    let why = arguments.add_ignore.as_deref().unwrap_or_default();
    if why.contains("-->") || why.contains(['\n', '\r']) {
        return Err(Error::new("--add-ignore takes one line without `-->`").into());
    }
    let standard = inputs.iter().any(|input| input.standard);
    if standard && inputs.len() > 1 && !arguments.diff {
        return Err(Error::new("standard input is mended alone: name no other drafts beside `-`").into());
    }
    let (mut findings, mut drafts, mut differences) = (0, 0, 0);
    let mut earlier = Earlier::default();
    // Changed drafts are kept no longer than until they are written.
    for window in inputs.chunks(rayon::current_num_threads() * 16) {
        let changed = changed_in(window, arguments, known, archives, &mut earlier);
        for (input, changed) in window.iter().zip(changed) {
            let changed = match changed {
                Ok(Some(changed)) => changed,
                Ok(None) => continue,
                // Where the drafts are checked afterwards they are read again, and told of then.
                Err(error) if arguments.diff || standard => {
                    screen.error(&error);
                    continue;
                }
                Err(_) => continue,
            };
            if changed.left > 0 {
                let kind = changed.before.kind.name();
                let findings = count(changed.left, "finding");
                screen.warning(&format!(
                    "{}: {findings} to mend by hand: {kind} files are read and not written",
                    input.name()
                ));
            }
            if arguments.diff {
                differences += usize::from(changed.number > 0);
                difference(output, &input.name(), &changed)?;
            } else if standard {
                output
                    .write_all(&changed.after.bytes(changed.after.source()).map_err(|error| error.at(&input.path))?)?;
                return Ok(Some(remaining(input, &changed.after, known, archives)));
            } else if changed.number > 0 {
                // One that may not be written keeps no other from being mended, nor from being checked.
                match written(input, &changed.after) {
                    Ok(()) => {
                        findings += changed.number;
                        drafts += 1;
                    }
                    Err(error) => screen.error(&error),
                }
            }
        }
        if output.waiting() > 0 {
            output.deliver()?;
        }
    }
    if arguments.diff {
        return Ok(Some(if differences > 0 { Outcome::Findings } else { Outcome::Clean }));
    }
    if drafts > 0 {
        let done = if arguments.add_ignore.is_some() { "silenced" } else { "mended" };
        screen.note(&format!("{} {done} in {}", count(findings, "finding"), count(drafts, "draft")));
    }
    Ok(if standard { Some(Outcome::Clean) } else { None })
}

/// The drafts of a window, changed. A comment is written for what a run over all drafts finds; what comparing drafts
/// brings out has no fix.
fn changed_in(
    window: &[Input],
    arguments: &FixArguments,
    known: Option<&KnownFindings>,
    archives: &Archives,
    earlier: &mut Earlier,
) -> Vec<Result<Option<Changed>, Error>> {
    let files: Vec<Result<Vec<Document>, Error>> = window.par_iter().with_max_len(1).map(Input::read).collect();
    let mut first: Vec<Option<Vec<Diagnostic>>> = vec![None; window.len()];
    if arguments.add_ignore.is_some() {
        let read = window.par_iter().zip(&files).with_max_len(1);
        let analyses: Vec<Vec<Analysis<'_>>> = read.map(|(input, file)| drafts::analyses(input, file)).collect();
        for ((input, analyses), first) in window.iter().zip(&analyses).zip(&mut first) {
            earlier.hold_against(archives.of(input));
            for analysis in analyses {
                let found = rules::check(analysis, &drafts::name(input, analysis), &input.settings, earlier);
                *first = Some(unknown(input, analysis, known, found));
            }
        }
    }
    let work = window.par_iter().zip(files).zip(first).with_max_len(1);
    work.map(|((input, file), first)| changed(input, file?, first, arguments, known, archives)).collect()
}

/// A draft changed as often as there is something to change; none where its file holds several. `first` is what was
/// found in it, if that is known.
fn changed(
    input: &Input,
    mut documents: Vec<Document>,
    mut first: Option<Vec<Diagnostic>>,
    arguments: &FixArguments,
    known: Option<&KnownFindings>,
    archives: &Archives,
) -> Result<Option<Changed>, Error> {
    let (Some(before), true) = (documents.pop(), documents.is_empty()) else { return Ok(None) };
    let mut changed = Changed { after: before.clone(), before, number: 0, left: 0 };
    for _ in 0..ROUNDS {
        let analysis = input.analysis(&changed.after);
        let found = first.take().unwrap_or_else(|| found(input, &analysis, known, archives));
        if changed.before.kind.is_zipped() {
            changed.left = found.iter().filter(|diagnostic| mends(diagnostic, arguments)).count();
            break;
        }
        let (source, number) = match &arguments.add_ignore {
            Some(why) => match ignores::add(&analysis, &found, why) {
                Some(source) => (source, found.len()),
                None => break,
            },
            None => match fixes::mend(&analysis, &found, arguments.unsafe_fixes) {
                Some(mended) => (mended.source, mended.fixes),
                None => break,
            },
        };
        let bytes = changed.after.bytes(&source).map_err(|error| error.at(&input.path))?;
        let after = Document::read(bytes, changed.before.kind, input.profile.reading());
        let Some(after) = after.map_err(|error| error.at(&input.path))?.pop() else { break };
        changed.after = after;
        changed.number += number;
    }
    Ok(Some(changed))
}

/// Writes a changed draft in place of its file.
fn written(input: &Input, after: &Document) -> Result<(), Error> {
    let bytes = after.bytes(after.source()).map_err(|error| error.at(&input.path))?;
    replace(&input.path, &bytes)
}

fn mends(diagnostic: &Diagnostic, arguments: &FixArguments) -> bool {
    let safe = |applicability| applicability == Applicability::Safe || arguments.unsafe_fixes;
    arguments.add_ignore.is_some() || diagnostic.fix.as_ref().is_some_and(|fix| safe(fix.applicability))
}

/// What is found in one draft alone, and not known.
fn found(input: &Input, analysis: &Analysis, known: Option<&KnownFindings>, archives: &Archives) -> Vec<Diagnostic> {
    let mut earlier = Earlier::default();
    earlier.hold_against(archives.of(input));
    let found = rules::check(analysis, &input.name(), &input.settings, &mut earlier);
    unknown(input, analysis, known, found)
}

fn unknown(
    input: &Input,
    analysis: &Analysis,
    known: Option<&KnownFindings>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    match known {
        Some(known) => known.unknown(input, analysis, found),
        None => found,
    }
}

/// How a draft does once it is changed.
fn remaining(input: &Input, after: &Document, known: Option<&KnownFindings>, archives: &Archives) -> Outcome {
    let found = found(input, &input.analysis(after), known, archives);
    let fails = found.iter().any(|diagnostic| input.settings.fails(diagnostic.severity));
    if fails { Outcome::Findings } else { Outcome::Clean }
}

fn difference(output: &mut Output, name: &str, changed: &Changed) -> io::Result<()> {
    let diff = TextDiff::from_lines(changed.before.source(), changed.after.source());
    diff.unified_diff().header(name, name).to_writer(output)
}
