//! What a run looks for: the rules and how bad each is, their options, and from what severity on the run fails.

pub mod file;
pub mod options;
pub mod patterns;
pub mod profile;
pub mod reading;
pub mod roster;
pub mod shown;

use crate::diagnostic::Severity;
use crate::error::{Error, nearest};

use self::options::Options;
use self::roster::Listed;

/// The name that stands for every rule.
pub const ALL: &str = "all";

/// A settings file to begin with, in which everything is commented out.
pub const TEMPLATE: &str = include_str!("template.toml");

/// What is known of a rule before anybody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleDefault {
    /// Its name.
    pub name: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// When it runs unasked.
    pub on: On,
}

/// When a rule runs that nobody has named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// In every run.
    Always,
    /// In every run; without a roster there is nothing that it could find.
    WithRoster,
    /// In every run; without sources there is nothing that it could find.
    WithSources,
    /// Only when it is asked for.
    Asked,
}

impl On {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Always => "on",
            Self::WithRoster => "with a roster",
            Self::WithSources => "with sources",
            Self::Asked => "off",
        }
    }
}

/// The rules that somebody asked for, by name or as [`ALL`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'s> {
    /// Run these and no others; empty: those that run unasked.
    pub select: &'s [String],
    /// Leave these out.
    pub ignore: &'s [String],
    /// Run these besides.
    pub extend_select: &'s [String],
}

/// What a run looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    selected: Vec<(&'static str, Severity)>,
    /// The options of the rules.
    pub options: Options,
    /// The people whom the newsroom knows; empty where it keeps no list.
    pub roster: Vec<Listed>,
    /// The least severity at which a finding fails the run.
    pub fail_on: Severity,
}

impl Settings {
    /// Settings in which these rules are selected and everything else is as it comes.
    ///
    /// A name says more than [`ALL`]: `ignore` of all with `select` of one rule leaves that rule.
    /// Among names, `ignore` wins.
    ///
    /// # Errors
    ///
    /// A name that is no rule's; the reason gives the nearest that is.
    pub fn new(rules: &[RuleDefault], selection: Selection) -> Result<Self, Error> {
        let Selection { select, ignore, extend_select } = selection;
        for name in select.iter().chain(ignore).chain(extend_select) {
            known_rule(name, rules)?;
        }
        let mut settings = Self::unasked(rules);
        settings.apply(rules, selection);
        Ok(settings)
    }

    /// Settings in which nobody has asked for anything.
    fn unasked(rules: &[RuleDefault]) -> Self {
        let selected =
            rules.iter().filter(|rule| rule.on != On::Asked).map(|rule| (rule.name, rule.severity)).collect();
        Self { selected, options: Options::default(), roster: Vec::new(), fail_on: Severity::Warning }
    }

    /// Lays a selection over those before it.
    fn apply(&mut self, rules: &[RuleDefault], Selection { select, ignore, extend_select }: Selection) {
        let named = |names: &[String], rule: &RuleDefault| names.iter().any(|name| name == rule.name);
        let all = |names: &[String]| names.iter().any(|name| name == ALL);
        let stays = |rule: &RuleDefault| select.is_empty() && self.severity(rule.name).is_some();
        let selected = |rule: &&RuleDefault| {
            let unasked = !all(ignore) && (all(select) || all(extend_select) || stays(rule));
            (unasked || named(select, rule) || named(extend_select, rule)) && !named(ignore, rule)
        };
        self.selected = rules
            .iter()
            .filter(selected)
            .map(|rule| (rule.name, self.severity(rule.name).unwrap_or(rule.severity)))
            .collect();
    }

    /// How bad the findings of this rule are; none where it isn't selected.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.selected.iter().find(|(name, _)| *name == rule).map(|&(_, severity)| severity)
    }

    /// The names of the selected rules.
    pub fn selected(&self) -> impl Iterator<Item = &'static str> {
        self.selected.iter().map(|&(name, _)| name)
    }

    /// Whether a finding of this severity fails the run.
    pub fn fails(&self, severity: Severity) -> bool {
        severity >= self.fail_on
    }
}

/// Whether a name is a rule's or [`ALL`].
///
/// # Errors
///
/// It is not; the reason gives the nearest that is.
pub fn known_rule(name: &str, rules: &[RuleDefault]) -> Result<(), Error> {
    if name == ALL || rules.iter().any(|rule| rule.name == name) {
        return Ok(());
    }
    Err(unknown_rule(name, rules.iter().map(|rule| rule.name)))
}

/// The error for a name that is no rule's, with the nearest of those that are.
pub fn unknown_rule<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Error {
    Error::new(format!("`{name}` is no rule{}", nearest(name, known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &[RuleDefault] = &[
        RuleDefault { name: "missing-speaker", severity: Severity::Error, on: On::Always },
        RuleDefault { name: "ambiguous-speaker", severity: Severity::Warning, on: On::Always },
        RuleDefault { name: "unnamed-source", severity: Severity::Info, on: On::Asked },
    ];

    fn selected(select: &[&str], ignore: &[&str], extend_select: &[&str]) -> Vec<&'static str> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (select, ignore, extend_select) = (owned(select), owned(ignore), owned(extend_select));
        let selection = Selection { select: &select, ignore: &ignore, extend_select: &extend_select };
        Settings::new(RULES, selection).expect("the names should be known").selected().collect()
    }

    #[test]
    fn names_and_all_select() {
        let cases: &[([&[&str]; 3], &[&str])] = &[
            ([&[], &[], &[]], &["missing-speaker", "ambiguous-speaker"]),
            ([&["all"], &[], &[]], &["missing-speaker", "ambiguous-speaker", "unnamed-source"]),
            ([&["unnamed-source"], &[], &[]], &["unnamed-source"]),
            ([&[], &[], &["unnamed-source"]], &["missing-speaker", "ambiguous-speaker", "unnamed-source"]),
            ([&[], &["missing-speaker"], &[]], &["ambiguous-speaker"]),
            ([&["all"], &["missing-speaker"], &[]], &["ambiguous-speaker", "unnamed-source"]),
            ([&[], &["all"], &["missing-speaker"]], &["missing-speaker"]),
            ([&["missing-speaker"], &["missing-speaker"], &[]], &[]),
        ];
        for ([select, ignore, extend_select], expected) in cases {
            let found = selected(select, ignore, extend_select);
            assert_eq!(
                found, *expected,
                "--select {select:?} --ignore {ignore:?} --extend-select {extend_select:?} should select these"
            );
        }
    }

    #[test]
    fn an_unknown_rule_is_answered_with_the_nearest() {
        let select = ["mising-speaker".to_owned()];
        let error = Settings::new(RULES, Selection { select: &select, ..Selection::default() });
        let reason = error.expect_err("the name should be refused").to_string();
        assert_eq!(reason, "`mising-speaker` is no rule; the nearest is `missing-speaker`");
    }

    #[test]
    fn warnings_fail_unasked_and_information_never_does() {
        let settings = Settings::new(RULES, Selection::default()).expect("no name should be no error");
        let failing = [Severity::Info, Severity::Warning, Severity::Error].map(|severity| settings.fails(severity));
        assert_eq!(failing, [false, true, true], "the failing severities should be warning and error");
    }
}
