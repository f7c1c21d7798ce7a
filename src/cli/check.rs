//! `whosaid check`: what is wrong with who said what.

use std::fmt;
use std::io::Write;

use anstyle::Style;
use clap::ColorChoice;

use super::annotation::Annotation;
use super::arguments::CheckArguments;
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, Stop, drafts, files};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::count::{count, thousands};
use crate::output::findings::{self, FindingsFormat};
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
    let format = arguments.output_format;
    let reading = arguments.inputs.reading();
    let mut annotation =
        arguments.annotate.as_deref().map(|out| Annotation::begin(out, &inputs, &reading)).transpose()?;
    let mut tally = Tally::default();
    // Rules run draft after draft, since some compare a draft with those before it.
    let mut earlier = Earlier::default();
    drafts::each(&inputs, &reading, &mut output, screen, |output, path, analysis| {
        let found = rules::check(analysis, path, &settings, &mut earlier);
        tally.add(&found);
        if let Some(annotation) = &mut annotation {
            annotation.add(analysis, &found);
        }
        let color = output.look.color;
        findings::write(output, format, color, path, analysis, &found)
    })?;
    if format == FindingsFormat::Text && tally.drafts > 0 {
        let strong = if output.look.color { Style::new().bold() } else { Style::new() };
        writeln!(output, "{strong}{tally}{strong:#}")?;
    }
    output.finish()?;
    if let Some(annotation) = annotation.filter(|_| tally.drafts > 0) {
        annotation.finish()?;
    }
    let fails = tally.worst().is_some_and(|worst| settings.fails(worst)) && !arguments.exit_zero;
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

/// What all findings come to. Prints as "3 drafts, 2 errors, 1 warning".
#[derive(Debug, Default)]
struct Tally {
    drafts: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl Tally {
    fn add(&mut self, found: &[Diagnostic]) {
        self.drafts += 1;
        for diagnostic in found {
            match diagnostic.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
        }
    }

    fn worst(&self) -> Option<Severity> {
        let by_severity =
            [(Severity::Error, self.errors), (Severity::Warning, self.warnings), (Severity::Info, self.infos)];
        by_severity.into_iter().find(|&(_, number)| number > 0).map(|(severity, _)| severity)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&count(self.drafts, "draft"))?;
        if self.errors > 0 {
            write!(f, ", {}", count(self.errors, "error"))?;
        }
        if self.warnings > 0 {
            write!(f, ", {}", count(self.warnings, "warning"))?;
        }
        if self.infos > 0 {
            write!(f, ", {} info", thousands(self.infos))?;
        }
        if self.worst().is_none() {
            f.write_str(", no findings")?;
        }
        Ok(())
    }
}
