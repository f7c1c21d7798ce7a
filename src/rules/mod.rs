//! The rules: what can be wrong with who said what. One rule a file; a new one is its file and two lines here.

mod earlier;
mod rivals;
mod surroundings;
mod wording;

mod ambiguous_pronoun;
mod ambiguous_speaker;
mod conflicting_attribution;
mod duplicate_attribution;
mod late_introduction;
mod missing_speaker;
mod unclosed_quotation;
mod unopened_quotation;

#[cfg(test)]
mod tests;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::settings::{On, RuleDefault, Selection, Settings, unknown_rule};
use crate::text::Span;

pub use earlier::Earlier;

/// Every rule, grouped as the reference groups them: who said it, the same words again, the marks.
pub const RULES: &[Rule] = &[
    missing_speaker::RULE,
    ambiguous_speaker::RULE,
    ambiguous_pronoun::RULE,
    late_introduction::RULE,
    duplicate_attribution::RULE,
    conflicting_attribution::RULE,
    unclosed_quotation::RULE,
    unopened_quotation::RULE,
];

/// One fault that drafts can have: how it is found, and everything that is said about it anywhere.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The name of the fault, in kebab case; reads well after "allow".
    pub name: &'static str,
    /// How bad a finding is unless somebody sets it.
    pub severity: Severity,
    /// When it runs unasked.
    pub on: On,
    /// One sentence: what it reports.
    pub summary: &'static str,
    /// Paragraphs of plain text: what it reports, why, what it accepts, and what style guides say.
    pub details: &'static str,
    /// Drafts with the fault; `⟦` and `⟧` stand around each span that is marked.
    pub flagged: &'static [&'static str],
    /// Drafts near the fault that are left alone.
    pub accepted: &'static [&'static str],
    /// How it is found.
    pub check: Check,
}

/// How a rule looks at drafts.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// At one draft alone.
    Draft(fn(&Analysis, &Settings) -> Vec<Diagnostic>),
    /// At one draft, by its path, and at what the drafts before it held.
    Drafts(fn(&Analysis, &str, &Settings, &mut Earlier) -> Vec<Diagnostic>),
}

/// Every finding of the selected rules in one draft, in the order of their places, then of their names.
///
/// `path` names the draft to the findings in later ones; `earlier` is the same value for all drafts of a run.
pub fn check(analysis: &Analysis, path: &str, settings: &Settings, earlier: &mut Earlier) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        let Some(severity) = settings.severity(rule.name) else { continue };
        let diagnostics = match rule.check {
            Check::Draft(check) => check(analysis, settings),
            Check::Drafts(check) => check(analysis, path, settings, earlier),
        };
        found.extend(diagnostics.into_iter().map(|diagnostic| Diagnostic { severity, ..diagnostic }));
    }
    found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.rule));
    found
}

/// The rule of this name.
///
/// # Errors
///
/// A name that is no rule's; the reason gives the nearest that is.
pub fn rule(name: &str) -> Result<&'static Rule, Error> {
    RULES.iter().find(|rule| rule.name == name).ok_or_else(|| unknown_rule(name, RULES.iter().map(|rule| rule.name)))
}

/// The settings for a selection among [`RULES`].
///
/// # Errors
///
/// As [`Settings::new`].
pub fn settings(selection: Selection) -> Result<Settings, Error> {
    let defaults: Vec<_> =
        RULES.iter().map(|rule| RuleDefault { name: rule.name, severity: rule.severity, on: rule.on }).collect();
    Settings::new(&defaults, selection)
}

impl Rule {
    /// A finding of this rule that says nothing yet of other places and of help.
    fn finding(&self, span: Span, message: String, label: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule: self.name,
            severity: self.severity,
            message,
            span,
            label: label.into(),
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }
}
