//! How often each rule finds something.

use std::io;

use anstyle::Style;
use serde::Serialize;

use super::count::thousands;
use crate::diagnostic::{Diagnostic, Severity};

/// How many findings of each rule there are.
#[derive(Debug, Clone, Default)]
pub struct Statistics(Vec<Count>);

/// The findings of one rule and severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Count {
    rule: &'static str,
    severity: Severity,
    /// How many findings.
    count: usize,
    /// How many of them can be mended with `--fix`, `--unsafe-fixes` included.
    fixable: usize,
}

impl Statistics {
    /// Counts the findings of a draft.
    pub fn add(&mut self, found: &[Diagnostic]) {
        for Diagnostic { rule, severity, fix, .. } in found {
            let fixable = usize::from(fix.is_some());
            match self.0.iter_mut().find(|known| known.rule == *rule && known.severity == *severity) {
                Some(known) => {
                    known.count += 1;
                    known.fixable += fixable;
                }
                None => self.0.push(Count { rule, severity: *severity, count: 1, fixable }),
            }
        }
    }

    /// A line a rule, the most frequent first. Fails where `out` does.
    pub fn text(mut self, out: &mut dyn io::Write, color: bool) -> io::Result<()> {
        self.sort();
        let strong = if color { Style::new().bold() } else { Style::new() };
        let counts: Vec<String> = self.0.iter().map(|count| thousands(count.count)).collect();
        let width = counts.iter().map(String::len).max().unwrap_or_default();
        for (Count { rule, severity, fixable, .. }, count) in self.0.iter().zip(&counts) {
            write!(out, "{count:>width$}  {severity:<7}  {strong}{rule}{strong:#}")?;
            if *fixable > 0 {
                write!(out, "  ({} to mend)", thousands(*fixable))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// For programs: an array of objects with `rule`, `severity`, `count` and `fixable`. Fails where `out` does.
    pub fn json(mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.sort();
        serde_json::to_writer(&mut *out, &self.0)?;
        out.write_all(b"\n")
    }

    fn sort(&mut self) {
        self.0.sort_by(|one, other| other.count.cmp(&one.count).then(one.rule.cmp(other.rule)));
    }
}
