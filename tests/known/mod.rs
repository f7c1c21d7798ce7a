//! Expectations that are known to fail today: a list beside the tests that only shrinks.
//!
//! A test collects its mismatches and hands them to [`settle`]. What fails and is not on the list fails the test; so
//! does what is on the list and no longer fails. `WHOSAID_UPDATE=1` writes the list anew. The whole report, mismatch
//! by mismatch and counted, is in the target folder after each run; the test names the file where it fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// One expectation that does not hold.
pub struct Mismatch {
    /// What the list calls it: the file and the expectation, with a tab between them.
    pub key: String,
    /// Where the expectation stands: `grammar/cues.toml:12`.
    pub place: String,
    /// In what way it fails, in a few words.
    pub kind: &'static str,
    /// What was expected and what was found, on one line.
    pub details: String,
}

impl Mismatch {
    fn file(&self) -> &str {
        self.place.split(':').next().unwrap_or_default()
    }
}

/// Fails where the mismatches are not those of the list `tests/NAME-known.txt`.
pub fn settle(name: &str, checked: usize, mismatches: &[Mismatch]) {
    let report_path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-report.txt"));
    let counts = counts(checked, mismatches);
    let lines: String = mismatches.iter().map(line).collect();
    fs::write(&report_path, format!("{counts}\n{lines}")).expect("the report should be writable");

    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{name}-known.txt"));
    let wrong: BTreeSet<&str> = mismatches.iter().map(|mismatch| mismatch.key.as_str()).collect();
    if std::env::var_os("WHOSAID_UPDATE").is_some_and(|update| !update.is_empty()) {
        let written: String = wrong.iter().map(|key| format!("{key}\n")).collect();
        fs::write(&list, written).expect("the list should be writable");
        return;
    }
    let list = fs::read_to_string(&list).unwrap_or_default();
    let known: BTreeSet<&str> = list.lines().collect();
    let new: String = mismatches.iter().filter(|mismatch| !known.contains(mismatch.key.as_str())).map(line).collect();
    let settled: String = known.difference(&wrong).map(|key| format!("{key}\n")).collect();
    assert!(
        new.is_empty() && settled.is_empty(),
        "what fails should be what tests/{name}-known.txt lists\n\n\
         fails and is not listed:\n{new}\n\
         is listed and holds, or is gone; `WHOSAID_UPDATE=1 cargo test --test {name}` takes it off:\n{settled}\n\
         {counts}\nthe whole report: {}",
        report_path.display()
    );
}

fn line(mismatch: &Mismatch) -> String {
    format!("{} {}: {}\n", mismatch.place, mismatch.kind, mismatch.details)
}

/// How many expectations fail, by the first way in which each does, and all mismatches by file and kind.
fn counts(checked: usize, mismatches: &[Mismatch]) -> String {
    let mut firsts: BTreeMap<&str, &str> = BTreeMap::new();
    let mut files: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for mismatch in mismatches {
        firsts.entry(&mismatch.key).or_insert(mismatch.kind);
        *files.entry(mismatch.file()).or_default().entry(mismatch.kind).or_default() += 1;
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in firsts.values() {
        *kinds.entry(kind).or_default() += 1;
    }
    let mut counts = format!("{} of {checked} fail\n", firsts.len());
    for (kind, count) in kinds {
        let _ = writeln!(counts, "{count:6} {kind}");
    }
    counts.push_str("mismatches by file\n");
    for (file, kinds) in files {
        let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let _ = writeln!(counts, "  {file}: {}", kinds.join(", "));
    }
    counts
}
