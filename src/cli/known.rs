//! The baseline of a run: which findings are known and let be, and which entries are so no longer.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rustc_hash::FxHashMap;

use super::Stop;
use super::files::{Input, failure, place};
use super::output::replace;
use super::profiles::Profiles;
use super::screen::Screen;
use crate::analysis::Analysis;
use crate::baseline::{Baseline, Entry, entries};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint::fingerprints;
use crate::output::count::{count, counted};
use crate::rules;
use crate::settings::Settings;

/// What the baseline is called unless somebody says otherwise.
const NAME: &str = "whosaid-baseline.json";

/// So many stale entries are told one by one.
const TOLD: usize = 10;

/// Findings that are known and let be.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct BaselineArguments {
    /// Let be the findings that this file holds [default: whosaid-baseline.json, if there is one]
    #[arg(long, value_name = "FILE", help_heading = "Old drafts")]
    baseline: Option<PathBuf>,

    /// Write all findings into the baseline, so that from now on only new ones show
    #[arg(long, help_heading = "Old drafts", conflicts_with_all = ["prune_baseline", "fix", "diff", "add_ignore"])]
    write_baseline: bool,

    /// Take out of the baseline what is found no longer
    #[arg(long, help_heading = "Old drafts")]
    prune_baseline: bool,
}

/// The baseline under way.
#[derive(Debug)]
pub(super) struct KnownFindings {
    /// The file as it is named, and the absolute folder that paths in it are relative to.
    path: PathBuf,
    folder: PathBuf,
    baseline: Baseline,
    task: Task,
    found: Vec<Entry>,
    /// The drafts that were checked, by their paths in the baseline, and by what.
    checked: FxHashMap<String, Arc<Settings>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Read,
    Write,
    Prune,
}

impl KnownFindings {
    /// The baseline that is asked for or lies here; none where there is none. Stops at one that cannot be read.
    pub(super) fn open(
        arguments: &BaselineArguments,
        profiles: &mut Profiles,
        screen: &mut Screen,
    ) -> Result<Option<Self>, Stop> {
        let task = match () {
            () if arguments.write_baseline => Task::Write,
            () if arguments.prune_baseline => Task::Prune,
            () => Task::Read,
        };
        // What holds here names the file for the whole run.
        let set = || profiles.of(Path::new(NAME), screen).and_then(|(_, profile)| profile.baseline());
        let named = arguments.baseline.clone().or_else(set);
        let path = named.clone().unwrap_or_else(|| PathBuf::from(NAME));
        let wanted = task != Task::Read || named.is_some() || !profiles.is_isolated() && path.exists();
        if !wanted {
            return Ok(None);
        }
        let folder = place(path.parent().unwrap_or(Path::new("")));
        let is_there = |draft: &str| folder.join(draft).exists();
        let baseline = match fs::read_to_string(&path) {
            Ok(text) => Baseline::read(&text, is_there).map_err(|error| error.at(&path)),
            Err(error) => Err(failure(&error).at(&path)),
        };
        let baseline = match baseline {
            // What is written anew need not have been there or right.
            Err(_) if task == Task::Write => Baseline::default(),
            baseline => baseline?,
        };
        Ok(Some(Self { path, folder, baseline, task, found: Vec::new(), checked: FxHashMap::default() }))
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The findings of a draft that are not known.
    pub(super) fn unknown(&self, input: &Input, analysis: &Analysis, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let path = self.path_of(input, analysis);
        let mut fingerprints = fingerprints(analysis, &found).into_iter();
        found.retain(|_| fingerprints.next().is_some_and(|fingerprint| !self.baseline.knows(&path, &fingerprint)));
        found
    }

    /// The same, remembering what was found and that this draft was checked.
    pub(super) fn take(&mut self, input: &Input, analysis: &Analysis, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let path = self.path_of(input, analysis);
        let here = entries(&path, analysis, &found, |diagnostic| self.beside(diagnostic));
        self.checked.insert(path.clone(), Arc::clone(&input.settings));
        if self.task == Task::Write {
            self.found.extend(here);
            return Vec::new();
        }
        let mut here = here.iter();
        found.retain(|_| here.next().is_some_and(|entry| !self.baseline.find(&path, &entry.fingerprint)));
        found
    }

    /// Writes what is to be written, and tells of stale entries. Fails where the file cannot be written.
    pub(super) fn finish(self, screen: &mut Screen) -> Result<(), Error> {
        let is_looked_for = |entry: &Entry| {
            let settings = self.checked.get(&entry.path);
            settings
                .is_some_and(|settings| settings.severity(&entry.rule).is_some() || rules::rule(&entry.rule).is_err())
        };
        let stale = self.baseline.stale(is_looked_for, |path| self.checked.contains_key(path));
        match self.task {
            Task::Write => {
                // What this run did not look for stays.
                let kept = self.baseline.entries().iter().filter(|entry| !stale.contains(entry));
                let drafts = self.checked.len();
                let found = self.found.len();
                self.write(kept.cloned().chain(self.found.iter().cloned()).collect())?;
                let found = count(found, "finding");
                screen.note(&format!("{}: {found} of {} written", self.path.display(), count(drafts, "draft")));
            }
            Task::Prune => {
                let kept = self.baseline.entries().iter().filter(|entry| !stale.contains(entry));
                self.write(kept.cloned().collect())?;
                let stale = counted(stale.len(), "stale entry", "stale entries");
                screen.note(&format!("{}: {stale} taken out", self.path.display()));
            }
            Task::Read => {
                for entry in stale.iter().take(TOLD) {
                    let Entry { path, rule, words, .. } = entry;
                    let reason =
                        format!("stale: {rule} is not found in {path} any more, on {words}; see --prune-baseline");
                    screen.error(&Error::new(reason).at(&self.path));
                }
                if stale.len() > TOLD {
                    let more = counted(stale.len() - TOLD, "more entry", "more entries");
                    screen.error(&Error::new(format!("stale: {more}")).at(&self.path));
                }
            }
        }
        Ok(())
    }

    fn write(&self, entries: Vec<Entry>) -> Result<(), Error> {
        let text = Baseline::write(entries);
        if fs::read_to_string(&self.path).is_ok_and(|written| written == text) {
            return Ok(());
        }
        replace(&self.path, text.as_bytes())
    }

    /// The other draft of a finding that comes of comparing two, by its path in entries.
    fn beside(&self, diagnostic: &Diagnostic) -> Option<String> {
        let mut related = diagnostic.related.iter().filter(|_| rules::compares(diagnostic.rule));
        let other = related.find_map(|label| label.elsewhere.as_ref())?;
        Some(relative(&place(Path::new(&other.path)), &self.folder))
    }

    /// The path of a draft as entries have it.
    fn path_of(&self, input: &Input, analysis: &Analysis) -> String {
        let path = relative(&input.place, &self.folder);
        let part = analysis.document.and_then(|document| document.part.as_deref());
        part.map_or_else(|| path.clone(), |part| format!("{path}/{part}"))
    }
}

/// A path relative to a folder, both absolute, parted by `/`.
fn relative(path: &Path, folder: &Path) -> String {
    let (mut path, mut folder) = (path.components().peekable(), folder.components().peekable());
    while path.peek().is_some() && path.peek() == folder.peek() {
        path.next();
        folder.next();
    }
    let up = folder.map(|_| "..".to_owned());
    let down = path.map(|part| match part {
        Component::Normal(name) => name.to_string_lossy().into_owned(),
        other => other.as_os_str().to_string_lossy().into_owned(),
    });
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_baseline() {
        let relative = |path: &str, folder: &str| relative(Path::new(path), Path::new(folder));
        assert_eq!(relative("/desk/a.txt", "/desk"), "a.txt");
        assert_eq!(relative("/desk/old/a.txt", "/desk"), "old/a.txt");
        assert_eq!(relative("/desk/a.txt", "/desk/old/b"), "../../a.txt");
    }
}
