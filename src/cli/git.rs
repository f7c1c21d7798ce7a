//! Revisions of drafts, asked of the `git` program.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;

/// Two revisions of the repository that the current folder is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    old: String,
    new: String,
}

/// A file that differs between two revisions; its paths count from the top of the repository, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    /// Its path in the old revision; none where it is new.
    pub(super) old: Option<String>,
    /// Its path in the new one; none where it is gone.
    pub(super) new: Option<String>,
}

/// What `OLD..NEW` and `OLD...NEW` name, where that is no file; none for what is no range. A side that is left out is
/// `HEAD`; with three dots the old revision is where both parted.
pub(super) fn range(argument: &Path) -> Option<Result<Range, Error>> {
    let text = argument.to_str().filter(|_| !argument.exists())?;
    let (old, new) = text.split_once("..")?;
    // `../old.txt` is a path that is missing.
    if new.starts_with(['/', '\\']) || old.ends_with(['/', '\\']) {
        return None;
    }
    let read = || {
        let parting = new.strip_prefix('.');
        let old = commit(old)?;
        let new = commit(parting.unwrap_or(new))?;
        let old = if parting.is_some() { line(&run(["merge-base", &old, &new])?) } else { old };
        Ok(Range { old, new })
    };
    Some(read())
}

/// The hash of a commit.
fn commit(name: &str) -> Result<String, Error> {
    let name = if name.is_empty() { "HEAD" } else { name };
    run(["rev-parse", "--show-toplevel"])?;
    run(["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
        .map(|hash| line(&hash))
        .map_err(|_| Error::new(format!("`{name}` is no revision of this git repository")))
}

impl Range {
    /// The files below these paths that differ. Fails where git does.
    pub(super) fn changed(&self, paths: &[PathBuf]) -> Result<Vec<Changed>, Error> {
        let mut arguments: Vec<&OsStr> =
            ["diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", &self.old, &self.new, "--"]
                .map(OsStr::new)
                .to_vec();
        arguments.extend(paths.iter().map(|path| path.as_os_str()));
        let listed = run(arguments)?;
        let listed = String::from_utf8_lossy(&listed);
        let mut fields = listed.split('\0').filter(|field| !field.is_empty());
        let mut changed = Vec::new();
        while let (Some(status), Some(path)) = (fields.next(), fields.next()) {
            let path = path.to_owned();
            changed.push(match status.chars().next() {
                Some('A') => Changed { old: None, new: Some(path) },
                Some('D') => Changed { old: Some(path), new: None },
                Some('R' | 'C') => Changed { old: Some(path), new: fields.next().map(str::to_owned) },
                _ => Changed { old: Some(path.clone()), new: Some(path) },
            });
        }
        Ok(changed)
    }

    /// The bytes of a file in the old revision. Fails where git does.
    pub(super) fn read_old(&self, path: &str) -> Result<Vec<u8>, Error> {
        bytes(&self.old, path)
    }

    /// The bytes of a file in the new revision. Fails where git does.
    pub(super) fn read_new(&self, path: &str) -> Result<Vec<u8>, Error> {
        bytes(&self.new, path)
    }
}

/// The current folder, from the top of the repository: empty, or with a `/` at its end.
pub(super) fn prefix() -> Result<String, Error> {
    run(["rev-parse", "--show-prefix"]).map(|prefix| line(&prefix))
}

fn bytes(revision: &str, path: &str) -> Result<Vec<u8>, Error> {
    run(["cat-file", "blob", &format!("{revision}:{path}")]).map_err(|error| error.at(path))
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end_matches(['\n', '\r']).to_owned()
}

/// What git writes. Fails where git is not there, or where it refuses; the reason is its own.
fn run(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Vec<u8>, Error> {
    let output = Command::new("git").args(arguments).stdin(Stdio::null()).output().map_err(|error| {
        let reason =
            if error.kind() == io::ErrorKind::NotFound { "it is not installed".to_owned() } else { error.to_string() };
        Error::new(format!("git cannot be run: {reason}"))
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it failed without a word");
    Err(Error::new(format!("git: {}", said.trim_start_matches("fatal: "))))
}
