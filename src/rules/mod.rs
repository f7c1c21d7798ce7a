//! The rules: what can be wrong with who said what. One rule a file; a new one is its file and two lines here.

mod comparison;
mod earlier;
mod joint;
mod marks;
mod options;
mod rivals;
mod surroundings;
mod wording;

mod altered_quotation;
mod ambiguous_pronoun;
mod ambiguous_speaker;
mod conflicting_attribution;
mod continued_quotation;
mod duplicate_attribution;
mod inconsistent_name;
mod late_attribution;
mod late_introduction;
mod loaded_cue;
mod missing_speaker;
mod mixed_quotation_marks;
mod mixed_tense;
mod nested_quotation_marks;
mod quotation_fragment;
mod quotation_punctuation;
mod repeated_quotation;
mod second_hand;
mod shared_surname;
mod unclosed_quotation;
mod unknown_speaker;
mod unlisted_speaker;
mod unnamed_source;
mod unopened_quotation;
mod unspeakable_cue;
mod untagged_dialogue;
mod unused_ignore;
mod unverified_quotation;

#[cfg(test)]
mod tests;

use serde::Deserialize;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::ignores::{self, Ignore};
use crate::settings::options::Options;
use crate::settings::roster::Listed;
use crate::settings::{On, RuleDefault, Selection, Settings, unknown_rule};
use crate::text::Span;
use crate::verification::Sources;

pub use earlier::Earlier;
pub use options::RuleOption;
pub use unverified_quotation::SOURCE;

/// Every rule, grouped as the reference groups them: who said it, the same words again, the marks, the cue.
pub const RULES: &[Rule] = &[
    missing_speaker::RULE,
    ambiguous_speaker::RULE,
    ambiguous_pronoun::RULE,
    unknown_speaker::RULE,
    late_introduction::RULE,
    inconsistent_name::RULE,
    shared_surname::RULE,
    unnamed_source::RULE,
    second_hand::RULE,
    late_attribution::RULE,
    unlisted_speaker::RULE,
    duplicate_attribution::RULE,
    conflicting_attribution::RULE,
    repeated_quotation::RULE,
    altered_quotation::RULE,
    unverified_quotation::RULE,
    unclosed_quotation::RULE,
    unopened_quotation::RULE,
    continued_quotation::RULE,
    mixed_quotation_marks::RULE,
    nested_quotation_marks::RULE,
    quotation_punctuation::RULE,
    quotation_fragment::RULE,
    loaded_cue::RULE,
    mixed_tense::RULE,
    unspeakable_cue::RULE,
    untagged_dialogue::RULE,
    unused_ignore::RULE,
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
    /// What has to be set for the examples, as in a settings file; empty where nothing has.
    pub settings: &'static str,
    /// How it is found.
    pub check: Check,
}

/// How a rule looks at drafts.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// At one draft alone.
    Draft(fn(&Analysis, &Settings) -> Vec<Diagnostic>),
    /// At one draft, and at what it quotes that it has quoted before.
    Again(fn(&Analysis, &Settings, &Earlier) -> Vec<Diagnostic>),
    /// At one draft, and at what it quotes that was quoted before, in it or in the drafts before it.
    Drafts(fn(&Analysis, &Settings, &Earlier) -> Vec<Diagnostic>),
    /// At one draft, which a path names, and at what was said before anybody wrote it.
    Sources(fn(&Analysis, &str, &dyn Sources) -> Vec<Diagnostic>),
    /// At the comments of one draft, once it is known what they have silenced.
    Ignores(fn(&Analysis, &Settings, &[Ignore]) -> Vec<Diagnostic>),
}

/// Every finding of the selected rules in one draft that no comment of it silences, in the order of their places, then
/// of their names.
///
/// `path` names the draft to the findings in later ones; `earlier` is the same value for all drafts of a run.
pub fn check(analysis: &Analysis, path: &str, settings: &Settings, earlier: &mut Earlier) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let across = |rule: &&Rule| matches!(rule.check, Check::Again(_) | Check::Drafts(_));
    if RULES.iter().filter(across).any(|rule| settings.severity(rule.name).is_some()) {
        earlier.read(analysis, path);
    }
    for rule in RULES {
        let Some(severity) = settings.severity(rule.name) else { continue };
        let diagnostics = match rule.check {
            Check::Draft(check) => check(analysis, settings),
            Check::Again(check) | Check::Drafts(check) => check(analysis, settings, earlier),
            Check::Sources(check) => match earlier.sources() {
                Some(sources) => check(analysis, path, sources),
                None => continue,
            },
            Check::Ignores(_) => continue,
        };
        found.extend(diagnostics.into_iter().map(|diagnostic| Diagnostic { severity, ..diagnostic }));
    }
    let mut ignores = ignores::read(analysis);
    // Each comment is asked, so that none that would silence a finding counts as unused.
    found.retain(|diagnostic| {
        ignores.iter_mut().filter_map(|ignore| ignore.silences(analysis, diagnostic).then_some(())).count() == 0
    });
    for rule in RULES {
        if let (Check::Ignores(check), Some(severity)) = (rule.check, settings.severity(rule.name)) {
            let diagnostics = check(analysis, settings, &ignores);
            found.extend(diagnostics.into_iter().map(|diagnostic| Diagnostic { severity, ..diagnostic }));
        }
    }
    found.sort_by_key(|diagnostic| (analysis.in_source(diagnostic.span), diagnostic.rule));
    found
}

/// Whether a rule is selected that asks what sources hold.
pub fn asks_sources(settings: &Settings) -> bool {
    RULES.iter().any(|rule| matches!(rule.check, Check::Sources(_)) && settings.severity(rule.name).is_some())
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
    Settings::new(&defaults(), selection)
}

/// What is known of every rule before anybody sets it.
pub fn defaults() -> Vec<RuleDefault> {
    RULES.iter().map(|rule| RuleDefault { name: rule.name, severity: rule.severity, on: rule.on }).collect()
}

/// What the examples of a rule may set.
/// Whether a rule compares drafts, so that what it finds in one depends on the others of the run.
pub fn compares(name: &str) -> bool {
    RULES.iter().any(|rule| rule.name == name && matches!(rule.check, Check::Drafts(_)))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Given {
    rules: Options,
    roster: Vec<Listed>,
}

impl Rule {
    /// The settings for its examples: this rule alone, and what they set.
    ///
    /// # Errors
    ///
    /// What they set can't be read.
    pub fn example_settings(&self) -> Result<Settings, Error> {
        let given: Given = toml::from_str(self.settings).map_err(|error| Error::new(error.to_string()))?;
        let select = [self.name.to_owned()];
        let mut settings = settings(Selection { select: &select, ..Selection::default() })?;
        (settings.options, settings.roster) = (given.rules, given.roster);
        Ok(settings)
    }

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
