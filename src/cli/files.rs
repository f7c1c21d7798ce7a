//! Paths become drafts: folders are walked, doubles are dropped, bytes are read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rustc_hash::FxHashSet;

use super::Outcome;
use super::arguments::Inputs;
use super::screen::Screen;
use crate::document::{Document, Kind, LONGEST, Reading, too_long};
use crate::error::Error;

/// A draft to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Input {
    /// What it is called in the output.
    pub(super) path: PathBuf,
    /// Whether it is standard input.
    pub(super) standard: bool,
}

impl Input {
    /// Its path as people read it.
    pub(super) fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Its size in bytes, where it is known before reading; a hint.
    pub(super) fn size(&self) -> u64 {
        if self.standard {
            return 0;
        }
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }

    /// Its documents. Fails where it cannot be read or is no draft.
    pub(super) fn read(&self, reading: &Reading) -> Result<Vec<Document>, Error> {
        let documents = self.bytes().and_then(|bytes| {
            let kind = reading.kind(&self.path, &bytes);
            Document::read(bytes, kind, reading)
        });
        documents.map_err(|error| error.at(&self.path))
    }

    /// Its bytes, no more than a draft may have.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Error> {
        if self.size() > LONGEST {
            return Err(too_long());
        }
        let mut bytes = Vec::new();
        let read = if self.standard {
            io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)
        } else {
            File::open(&self.path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
        };
        match read {
            Ok(length) if length as u64 > LONGEST => Err(too_long()),
            Ok(_) => Ok(bytes),
            Err(error) => Err(failure(&error)),
        }
    }
}

/// The drafts that the paths name, sorted, each once, without the file that the output goes to. What cannot be
/// found is told on the screen.
pub(super) fn find(inputs: &Inputs, output: Option<&Path>, screen: &mut Screen) -> Vec<Input> {
    let reading = inputs.reading();
    let mut found = Vec::new();
    for path in &inputs.paths {
        if path.as_os_str() == "-" {
            found.push(Input { path: inputs.stdin_filename.clone().unwrap_or_else(|| path.clone()), standard: true });
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &reading, &mut found, screen),
            Ok(_) => found.push(file(path)),
            Err(error) => screen.error(&failure(&error).at(path)),
        }
    }
    found.sort_unstable();
    if inputs.paths.len() > 1 {
        // One file can have many names: `a.txt`, `./a.txt`, a link to it.
        let mut seen = FxHashSet::default();
        found.retain(|input| {
            let identity = match fs::canonicalize(&input.path) {
                Ok(path) if !input.standard => path,
                _ => input.path.clone(),
            };
            seen.insert((input.standard, identity))
        });
    }
    if let Some(output) = output.and_then(|output| fs::canonicalize(output).ok()) {
        // Yesterday's report must not be read as a draft today.
        let folder = output.is_dir();
        found.retain(|input| {
            if !folder && input.path.file_name() != output.file_name() {
                return true;
            }
            // In a folder that files are written to, those of yesterday have their annotations beside them.
            let written =
                |path: &Path| path == output || path.starts_with(&output) && path.with_extension("ann").exists();
            !fs::canonicalize(&input.path).is_ok_and(|path| written(&path))
        });
    }
    if found.is_empty() && screen.outcome() == Outcome::Clean {
        let paths: Vec<_> = inputs.paths.iter().map(|path| path.to_string_lossy()).collect();
        screen.warning(&format!(
            "no drafts in {}: in a folder, files ending in {} are read",
            paths.join(", "),
            endings()
        ));
    }
    found
}

/// What went wrong with a file, in words that name no error number.
pub(super) fn failure(error: &io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let message = error.to_string();
            let reason = message.split(" (os error").next().unwrap_or_default();
            reason.to_lowercase()
        }
    };
    Error::new(reason)
}

fn file(path: &Path) -> Input {
    Input { path: path.strip_prefix(".").unwrap_or(path).to_owned(), standard: false }
}

fn walk(folder: &Path, reading: &Reading, found: &mut Vec<Input>, screen: &mut Screen) {
    // A folder of drafts need not be a repository to have its `.gitignore` read.
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && reading.kind_of(entry.path()).is_some() {
                    found.push(file(entry.path()));
                }
            }
            Err(error) => screen.error(&unwalkable(error)),
        }
    }
}

/// The endings of drafts, for people.
fn endings() -> String {
    Kind::ALL
        .iter()
        .flat_map(|kind| kind.extensions())
        .map(|ending| format!(".{ending}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn unwalkable(error: ignore::Error) -> Error {
    match error {
        ignore::Error::WithDepth { err, .. } => unwalkable(*err),
        ignore::Error::WithPath { path, err } => unwalkable(*err).at(path.strip_prefix(".").unwrap_or(&path)),
        ignore::Error::Io(error) => failure(&error),
        error => Error::new(error.to_string()),
    }
}
