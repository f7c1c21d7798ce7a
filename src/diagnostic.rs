//! A finding: what is wrong, where, what else to look at, and what could be done.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::text::{Place, Span};

/// How bad a finding is, from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth a look.
    Warning,
    /// Wrong, or unfit to print.
    Error,
}

impl Severity {
    /// Its name in output and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.name() == name)
            .ok_or_else(|| Error::new(format!("`{name}` is no severity: info, warning or error")))
    }
}

/// Another place that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The words.
    pub span: Span,
    /// What they are, in a few words.
    pub message: String,
    /// Where they stand if not in the draft of the finding; `span` then counts in the source of that other draft.
    pub elsewhere: Option<Elsewhere>,
}

impl Label {
    /// A label in the draft of the finding.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), elsewhere: None }
    }
}

/// A place in another draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The other draft, as it was named to the run.
    pub path: String,
    /// Line and column of the label's first character in it.
    pub place: Place,
}

/// Whether a fix may be applied without a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// Changes no words and no meaning.
    Safe,
    /// Needs a look.
    Unsafe,
}

/// One replacement of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there instead.
    pub replacement: String,
}

/// What would mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Safe or not.
    pub applicability: Applicability,
    /// The edits, in order, none overlapping another.
    pub edits: Vec<Edit>,
}

/// One finding of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// A sentence without a full stop that names the people and quotes the words.
    pub message: String,
    /// What it is about.
    pub span: Span,
    /// What the marked words are, in a few words.
    pub label: String,
    /// The other places.
    pub related: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// What would mend it.
    pub fix: Option<Fix>,
}
