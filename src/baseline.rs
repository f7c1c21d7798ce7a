//! A baseline: the findings that are known and let be, so that an old draft shows only what is new.
//!
//! It is JSON, a finding a line, in the order of paths and rules, so that two branches merge as text does. A finding is
//! known by its draft and its fingerprint (rule, folded words, occurrence), whatever its line. One whose draft is gone
//! is looked for in the other drafts: it may have been renamed.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint::{fingerprints, subject};

/// Raised when a field is renamed or changes its meaning.
const SCHEMA: u32 = 1;

/// So many characters of a finding's words are kept for those who read the file.
const WORDS: usize = 60;

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The draft, relative to the baseline's folder, parted by `/`.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The words that it is about, for people.
    pub words: String,
    /// What it is known by.
    pub fingerprint: String,
    /// The other draft, where it comes of comparing two: without that one it cannot be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    schema: u32,
    findings: Vec<Entry>,
}

/// The findings that are known, and which of them were found again.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
    found: Vec<bool>,
    /// By fingerprint, the entries in their order.
    places: FxHashMap<String, Vec<usize>>,
    /// The paths of drafts that are gone.
    gone: BTreeSet<String>,
}

impl Baseline {
    /// Reads a baseline. `is_there` tells of a draft's path whether there is such a file.
    ///
    /// # Errors
    ///
    /// What is no baseline of this version, with its line; the caller adds the file.
    pub fn read(text: &str, is_there: impl Fn(&str) -> bool) -> Result<Self, Error> {
        let file: BaselineFile = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            Error::new(format!("no baseline: {reason}")).on_line(error.line()).on_column(error.column())
        })?;
        if file.schema != SCHEMA {
            let reason =
                format!("a baseline of version {}, not {SCHEMA}: write it anew with --write-baseline", file.schema);
            return Err(Error::new(reason));
        }
        Ok(Self::new(file.findings, is_there))
    }

    /// A baseline of these findings.
    pub fn new(mut entries: Vec<Entry>, is_there: impl Fn(&str) -> bool) -> Self {
        entries.sort();
        entries.dedup_by(|one, other| is_same(one, other));
        let mut baseline = Self { found: vec![false; entries.len()], ..Self::default() };
        for (at, entry) in entries.iter().enumerate() {
            baseline.places.entry(entry.fingerprint.clone()).or_default().push(at);
        }
        let paths = entries.iter().flat_map(|entry| [Some(entry.path.as_str()), entry.beside.as_deref()]);
        let paths: BTreeSet<&str> = paths.flatten().collect();
        baseline.gone = paths.into_iter().filter(|path| !is_there(path)).map(str::to_owned).collect();
        baseline.entries = entries;
        baseline
    }

    /// Whether a finding is known, by the path of its draft as entries have it, and its fingerprint.
    pub fn knows(&self, path: &str, fingerprint: &str) -> bool {
        self.place(path, fingerprint).is_some()
    }

    /// The same, remembering that it was found. One whose draft was renamed has the new path from now on.
    pub fn find(&mut self, path: &str, fingerprint: &str) -> bool {
        let Some(place) = self.place(path, fingerprint) else { return false };
        self.found[place] = true;
        path.clone_into(&mut self.entries[place].path);
        true
    }

    fn place(&self, path: &str, fingerprint: &str) -> Option<usize> {
        let places = self.places.get(fingerprint)?;
        let own = places.iter().find(|place| self.entries[**place].path == path);
        own.or_else(|| {
            places.iter().find(|place| !self.found[**place] && self.gone.contains(&self.entries[**place].path))
        })
        .copied()
    }

    /// The entries that were not found, of those that `is_looked_for` says were looked for; and those of drafts that
    /// are gone. One that comes of two drafts is so only where `is_checked` says that the other one was checked, or it is
    /// gone.
    pub fn stale(&self, is_looked_for: impl Fn(&Entry) -> bool, is_checked: impl Fn(&str) -> bool) -> Vec<&Entry> {
        let compared =
            |entry: &Entry| entry.beside.as_deref().is_none_or(|other| self.gone.contains(other) || is_checked(other));
        let looked_for = |entry: &Entry| self.gone.contains(&entry.path) || is_looked_for(entry) && compared(entry);
        let all = self.entries.iter().zip(&self.found);
        all.filter(|(entry, found)| !**found && looked_for(entry)).map(|(entry, _)| entry).collect()
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file with these entries, a finding a line.
    pub fn write(mut entries: Vec<Entry>) -> String {
        entries.sort();
        entries.dedup_by(|one, other| is_same(one, other));
        let mut text = format!("{{\"schema\":{SCHEMA},\"findings\":[\n");
        for (at, entry) in entries.iter().enumerate() {
            // Texts alone: there is nothing that JSON could not write.
            text += &serde_json::to_string(entry).unwrap_or_default();
            text += if at + 1 < entries.len() { ",\n" } else { "\n" };
        }
        text + "]}\n"
    }
}

/// Whether two entries are about one finding.
fn is_same(one: &Entry, other: &Entry) -> bool {
    one.path == other.path && one.fingerprint == other.fingerprint
}

/// The findings of a draft as entries, under its path. `beside` gives the path that entries have for the other
/// draft, where a finding comes of comparing two.
pub fn entries(
    path: &str,
    analysis: &Analysis,
    found: &[Diagnostic],
    beside: impl Fn(&Diagnostic) -> Option<String>,
) -> Vec<Entry> {
    let entry = |(diagnostic, fingerprint): (&Diagnostic, String)| {
        let subject = subject(analysis, diagnostic.span).of(analysis.text);
        Entry {
            path: path.to_owned(),
            rule: diagnostic.rule.to_owned(),
            words: shortened(subject),
            fingerprint,
            beside: beside(diagnostic),
        }
    };
    found.iter().zip(fingerprints(analysis, found)).map(entry).collect()
}

/// The first words of a text, on one line.
fn shortened(text: &str) -> String {
    let mut kept = String::new();
    for word in text.split_whitespace() {
        if !kept.is_empty() && kept.chars().count() + word.chars().count() >= WORDS {
            return kept + " …";
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.extend(word.chars().take(WORDS));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, fingerprint: &str) -> Entry {
        let [path, rule, words, fingerprint] = [path, "missing-speaker", "“We lost”", fingerprint].map(str::to_owned);
        Entry { path, rule, words, fingerprint, beside: None }
    }

    #[test]
    fn what_is_written_is_read_in_order() {
        let text = Baseline::write(vec![entry("b.txt", "2"), entry("a.txt", "1"), entry("a.txt", "1")]);
        assert_eq!(text.lines().count(), 4, "each finding should stand once, on a line of its own: {text}");
        let read = Baseline::read(&text, |_| true).expect("it should be read");
        assert_eq!(read.entries(), [entry("a.txt", "1"), entry("b.txt", "2")]);
        assert_eq!(Baseline::write(read.entries().to_vec()), text, "writing should change nothing");
    }

    #[test]
    fn what_was_looked_for_and_not_found_is_stale() {
        let mut baseline = Baseline::new(vec![entry("a.txt", "1"), entry("a.txt", "2"), entry("b.txt", "3")], |_| true);
        assert!(baseline.find("a.txt", "1") && !baseline.find("a.txt", "3"));
        let stale = baseline.stale(|entry| entry.path == "a.txt", |_| true);
        assert_eq!(stale, [&entry("a.txt", "2")]);
    }

    #[test]
    fn what_two_drafts_make_needs_both_to_be_stale() {
        let entry = Entry { beside: Some("a.txt".to_owned()), ..entry("b.txt", "1") };
        let baseline = Baseline::new(vec![entry.clone()], |_| true);
        assert!(baseline.stale(|_| true, |_| false).is_empty(), "the other draft should have been checked");
        assert_eq!(baseline.stale(|_| true, |path| path == "a.txt"), [&entry]);
        let baseline = Baseline::new(vec![entry.clone()], |path| path == "b.txt");
        assert_eq!(baseline.stale(|_| true, |_| false), [&entry], "with a draft that is gone it is so");
        let text = Baseline::write(vec![entry.clone()]);
        assert_eq!(Baseline::read(&text, |_| true).expect("it should be read").entries(), [entry]);
    }

    #[test]
    fn a_renamed_draft_keeps_its_findings() {
        let mut baseline = Baseline::new(vec![entry("old.txt", "1"), entry("gone.txt", "2")], |_| false);
        assert!(baseline.find("new.txt", "1"), "the finding should be known under the new name");
        assert!(!baseline.find("copy.txt", "1"), "and in no second draft");
        assert_eq!(baseline.stale(|_| false, |_| false), [&entry("gone.txt", "2")]);
        assert_eq!(baseline.entries()[1].path, "new.txt");
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let refusal = |text: &str| Baseline::read(text, |_| true).expect_err("it should be refused").to_string();
        assert_eq!(
            refusal("{\"schema\":1,\n\"findngs\":[]}"),
            "2:9: no baseline: unknown field `findngs`, expected `schema` or `findings`"
        );
        assert_eq!(
            refusal("{\"schema\":9,\"findings\":[]}"),
            "a baseline of version 9, not 1: write it anew with --write-baseline"
        );
    }
}
