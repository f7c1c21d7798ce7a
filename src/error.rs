//! The one error type: what could not be read or understood, where, and why.

use std::fmt;
use std::path::{Path, PathBuf};

/// What could not be read, parsed or understood. Prints as `path:line:column: reason`, leaving out what is
/// not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    path: Option<PathBuf>,
    line: Option<usize>,
    column: Option<usize>,
    reason: String,
}

impl Error {
    /// An error with a reason alone: a short sentence without a full stop.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { path: None, line: None, column: None, reason: reason.into() }
    }

    /// The same error, said of this file.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_owned());
        self
    }

    /// The same error, said of this line, counted from one.
    #[must_use]
    pub fn on_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same error, said of this column of its line, counted from one in characters.
    #[must_use]
    pub fn on_column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// The line it is about, counted from one, where it is known.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Line and column, where they are known: errors of one file are told in this order.
    pub fn place(&self) -> (Option<usize>, Option<usize>) {
        (self.line, self.column)
    }

    /// The reason alone, without the place.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
        }
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if let Some(column) = self.column {
            write!(f, "{column}:")?;
        }
        if self.path.is_some() || self.line.is_some() {
            f.write_str(" ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Error {}

/// What an error says of a name that is not known: "; the nearest is `select`". Empty where nothing is known.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let nearest = known.min_by_key(|known| strsim::osa_distance(name, known));
    nearest.map(|nearest| format!("; the nearest is `{nearest}`")).unwrap_or_default()
}
