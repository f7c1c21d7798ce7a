//! What a run comes to, on one line.

use std::fmt;

use super::count::{count, thousands};
use super::reports::voices::spoken;
use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};

/// What all drafts come to. Prints as "3 drafts, 1,204 words, 45 quotations, 93% attributed, 2 errors, 1 warning".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many drafts were read.
    pub drafts: usize,
    /// Their words.
    pub words: usize,
    /// The quotations in them that are somebody's words; one that runs over paragraphs counts once.
    pub quotations: usize,
    /// Those of them whose speaker is known.
    pub attributed: usize,
    /// What was found; none where nothing was looked for.
    pub found: Option<Found>,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Of [`Severity::Error`].
    pub errors: usize,
    /// Of [`Severity::Warning`].
    pub warnings: usize,
    /// Of [`Severity::Info`].
    pub infos: usize,
}

impl Summary {
    /// Counts a draft.
    pub fn add(&mut self, analysis: &Analysis) {
        let (quotations, attributed) = spoken(analysis);
        self.drafts += 1;
        self.words += analysis.words;
        self.quotations += quotations;
        self.attributed += attributed;
    }

    /// Counts what another summary counted; neither has looked for findings.
    pub fn add_all(&mut self, other: &Self) {
        self.drafts += other.drafts;
        self.words += other.words;
        self.quotations += other.quotations;
        self.attributed += other.attributed;
    }

    /// Counts the findings of a draft.
    pub fn add_found(&mut self, found: &[Diagnostic]) {
        let tally = self.found.get_or_insert_default();
        for diagnostic in found {
            match diagnostic.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Info => tally.infos += 1,
            }
        }
    }

    /// The severity of the worst finding; none where there is no finding.
    pub fn worst(&self) -> Option<Severity> {
        let Found { errors, warnings, infos } = self.found.unwrap_or_default();
        let by_severity = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Info, infos)];
        by_severity.into_iter().find(|&(_, number)| number > 0).map(|(severity, _)| severity)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if self.errors > 0 {
            parts.push(count(self.errors, "error"));
        }
        if self.warnings > 0 {
            parts.push(count(self.warnings, "warning"));
        }
        if self.infos > 0 {
            parts.push(format!("{} info", thousands(self.infos)));
        }
        f.write_str(&if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", count(self.drafts, "draft"), count(self.words, "word"))?;
        write!(f, ", {}", count(self.quotations, "quotation"))?;
        // Rounded down: 100% is said only where no quotation lacks its speaker.
        if let Some(share) = (self.attributed * 100).checked_div(self.quotations) {
            write!(f, ", {share}% attributed")?;
        }
        match self.found {
            Some(found) => write!(f, ", {found}"),
            None => Ok(()),
        }
    }
}
