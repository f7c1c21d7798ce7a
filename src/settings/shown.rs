//! What holds for a draft, written as a settings file.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::diagnostic::Severity;

use super::Settings;
use super::file::Variety;
use super::options::Options;
use super::profile::Profile;
use super::roster::Listed;

/// The keys in the order in which TOML needs them: tables last.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Shown<'s> {
    select: Vec<&'static str>,
    fail_on: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    include: Option<&'s [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    exclude: &'s [String],
    force_exclude: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snapshots: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    severity: BTreeMap<&'static str, Severity>,
    rules: &'s Options,
    #[serde(skip_serializing_if = "<[Listed]>::is_empty")]
    roster: &'s [Listed],
}

/// What holds for a draft, as a settings file that says the same of it; grammar left out. Paths are absolute.
pub fn show(profile: &Profile, settings: &Settings, draft: &Path) -> String {
    let text = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
    let shown = Shown {
        select: settings.selected().collect(),
        fail_on: settings.fail_on,
        language: profile.language(draft).map(Variety::name),
        include: profile.include(),
        exclude: &profile.exclude(),
        force_exclude: profile.force_exclude(),
        baseline: profile.baseline().map(text),
        snapshots: profile.snapshots().map(|(folder, _)| text(folder)),
        sources: profile.sources().map_or_else(Vec::new, |(paths, _)| paths.into_iter().map(text).collect()),
        severity: settings.selected().filter_map(|rule| Some((rule, settings.severity(rule)?))).collect(),
        rules: &settings.options,
        roster: &settings.roster,
    };
    // Nothing in it is a value that TOML cannot write.
    toml::to_string_pretty(&shown).unwrap_or_default()
}
