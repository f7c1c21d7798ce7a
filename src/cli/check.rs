//! `whosaid check`: what is wrong with who said what.

use std::fmt;
use std::io::Write;

use anstyle::Style;
use clap::ColorChoice;

use super::arguments::CheckArguments;
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, Stop, drafts, files, flags};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::count::{count, thousands};
use crate::output::findings::{self, FindingsFormat};
use crate::rules::{self, Earlier};

/// Writes the findings, and says whether any is bad enough to fail. Stops at a rule that is not known, and where the
/// output cannot be opened or written.
pub(super) fn check(arguments: &CheckArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let flags = flags::of_check(arguments)?;
    let file = arguments.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let inputs = files::find_with(&arguments.inputs, flags, file, screen)?;
    let format = arguments.output_format;
    let mut tally = Tally::default();
    // Rules run draft after draft, since some compare a draft with those before it.
    let mut earlier = Earlier::default();
    let mut fails = false;
    drafts::each(&inputs, &mut output, screen, |output, input, path, analysis| {
        let found = rules::check(analysis, path, &input.settings, &mut earlier);
        tally.add(&found);
        fails |= found.iter().any(|diagnostic| input.settings.fails(diagnostic.severity));
        let color = output.look.color;
        findings::write(output, format, color, path, analysis, &found)
    })?;
    if format == FindingsFormat::Text && tally.drafts > 0 {
        let strong = if output.look.color { Style::new().bold() } else { Style::new() };
        writeln!(output, "{strong}{tally}{strong:#}")?;
    }
    output.finish()?;
    Ok(if fails && !arguments.exit_zero { Outcome::Findings } else { Outcome::Clean })
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
