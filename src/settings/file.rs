//! The keys of a settings file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::document::{Kind, TrackedChanges};
use crate::grammar::Supplement;

use super::options::Options;
use super::roster::Listed;

/// A settings file: `whosaid.toml` or `.whosaid.toml`. It holds for the drafts in its folder and below.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SettingsFile {
    /// Another settings file, relative to this one, that this one builds on. What is set here wins; roster, grammar,
    /// overrides, `ignore` and what begins with `extend` are added to what is there.
    pub extend: Option<String>,
    /// Run these rules and no others; `all` stands for every rule.
    pub select: Option<Vec<Selector>>,
    /// Run these rules besides those that run anyway.
    pub extend_select: Vec<Selector>,
    /// Leave these rules out.
    pub ignore: Vec<Selector>,
    /// How bad the findings of a rule are.
    pub severity: BTreeMap<RuleName, Severity>,
    /// The least severity that makes the exit status 1; `warning` unless set.
    pub fail_on: Option<Severity>,
    /// The options of the rules, each in a table of its own: `[rules.late-attribution]`.
    pub rules: Options,
    /// The variety of English that drafts are written in. With `en-GB`, `quotation-punctuation` follows the British
    /// convention unless its option `style` says otherwise.
    pub language: Option<Variety>,
    /// The formats of files by their endings: `adoc = "plain"`.
    pub format_of: BTreeMap<String, Kind>,
    /// What is done with tracked changes; `accept` unless set.
    pub tracked_changes: Option<TrackedChanges>,
    /// Which files in a folder are drafts, as patterns of a `.gitignore`; unless set, those of a known ending.
    pub include: Option<Vec<String>>,
    /// Which files and folders are left out, as patterns of a `.gitignore`.
    pub exclude: Option<Vec<String>>,
    /// What is left out besides.
    pub extend_exclude: Vec<String>,
    /// Whether `exclude` also holds for files that are named on the command line.
    pub force_exclude: Option<bool>,
    /// The people and organisations whom drafts may quote.
    pub roster: Vec<Listed>,
    /// Settings for some of the drafts only. Of several that hold for a draft, the later ones win.
    pub overrides: Vec<Override>,
    /// The file with the findings that are known and let be; `whosaid-baseline.json` unless set.
    pub baseline: Option<String>,
    /// The folder that snapshots of attributions are kept in; `snapshots` beside the drafts unless set.
    pub snapshots: Option<String>,
    /// Files and folders that hold what speakers really said, against which quotations are held.
    pub sources: Option<Vec<String>>,
    /// What is added to the grammar.
    #[serde(skip)]
    pub grammar: Grammar,
    /// `[rules]` as it is written, to be laid over that of another file.
    #[serde(skip)]
    pub written_rules: toml::Table,
}

/// Settings for the drafts that a pattern matches.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// The drafts, as patterns of a `.gitignore`.
    pub files: Vec<String>,
    /// Run these rules and no others; `all` stands for every rule.
    pub select: Option<Vec<Selector>>,
    /// Run these rules besides those that run anyway.
    pub extend_select: Vec<Selector>,
    /// Leave these rules out.
    pub ignore: Vec<Selector>,
    /// How bad the findings of a rule are.
    pub severity: BTreeMap<RuleName, Severity>,
    /// The options of the rules.
    pub rules: Options,
    /// The variety of English that these drafts are written in.
    pub language: Option<Variety>,
    /// `rules` as it is written.
    #[serde(skip)]
    pub written_rules: toml::Table,
}

/// What is added to the grammar.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    /// Files in the grammar's own form, relative to the settings file.
    pub files: Vec<GrammarFile>,
    /// What stands in the settings file itself.
    pub inline: Vec<Supplement>,
}

/// The name of a grammar file, and the line on which the settings give it.
#[derive(Debug, Clone)]
pub struct GrammarFile {
    /// Its path, relative to the settings file.
    pub path: String,
    /// The line, from one.
    pub line: usize,
}

/// The name of a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RuleName(pub String);

/// The name of a rule, or `all`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Selector(pub String);

/// A variety of English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Variety {
    /// American
    #[serde(rename = "en-US")]
    American,
    /// British
    #[serde(rename = "en-GB")]
    British,
}

impl Variety {
    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::American => "en-US",
            Self::British => "en-GB",
        }
    }
}
