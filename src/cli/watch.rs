//! `check --watch`: checks again whenever a draft, its settings or a source is saved.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use clap::ColorChoice;
use notify::{EventKind, RecursiveMode, Watcher};
use rustc_hash::FxHashMap;

use super::arguments::CheckArguments;
use super::check;
use super::files::{State, place, state};
use super::profiles::NAMES;
use super::screen::Screen;
use super::{Outcome, Stop};
use crate::document::Reading;
use crate::error::Error;

/// Editors save in several steps; so long after the last of them the drafts are read.
const QUIET: Duration = Duration::from_millis(60);

/// Clears a terminal, what has scrolled away included, and goes to its top.
const CLEAR: &[u8] = b"\x1b[2J\x1b[3J\x1b[H";

type Events = Receiver<notify::Result<notify::Event>>;

/// Checks, and checks again after each change, until somebody ends the program. Stops where it cannot watch, and at
/// what a single check stops at.
pub(super) fn watch(arguments: &CheckArguments, color: ColorChoice) -> Result<Outcome, Stop> {
    if arguments.inputs.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::new("--watch takes files and folders, not standard input").into());
    }
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| unwatchable(&error))?;
    let mut watched: Vec<(PathBuf, RecursiveMode)> = Vec::new();
    let mut watch = |folder: &Path, depth: RecursiveMode| {
        let covers = |(known, mode): &(PathBuf, RecursiveMode)| match mode {
            RecursiveMode::Recursive => folder.starts_with(known),
            RecursiveMode::NonRecursive => depth == RecursiveMode::NonRecursive && folder == known,
        };
        let new = !watched.iter().any(covers);
        if new {
            watched.push((folder.to_owned(), depth));
            watcher.watch(folder, depth).map_err(|error| unwatchable(&error))?;
        }
        Ok::<bool, Error>(new)
    };
    for path in &arguments.inputs.paths {
        let place = place(path);
        let (folder, depth) = holder(&place);
        watch(folder, depth).map_err(|error| error.at(path))?;
    }
    loop {
        let mut stdout = io::stdout();
        if stdout.is_terminal() {
            stdout.write_all(CLEAR)?;
            stdout.flush()?;
        }
        let mut screen = Screen::new(color);
        let done = check::once(arguments, color, &mut screen)?;
        let mut new = false;
        for folder in done.files.iter().filter_map(|(path, _)| path.parent()) {
            // Settings may lie above the drafts, sources anywhere.
            new |= watch(folder, RecursiveMode::NonRecursive).map_err(|error| error.at(folder))?;
        }
        for source in done.sources.iter().filter(|source| source.exists()) {
            let (folder, depth) = holder(source);
            new |= watch(folder, depth).map_err(|error| error.at(source))?;
        }
        let output = arguments.output_file.as_deref().map(place);
        let known = Known {
            files: done.files.into_iter().collect(),
            named: arguments.inputs.paths.iter().map(|path| place(path)).chain(done.sources).collect(),
        };
        // What was saved between being read and being watched.
        if new && known.files.iter().any(|(path, known)| state(path) != *known) {
            continue;
        }
        screen.note("watching for changes; Ctrl-C ends");
        if !wait(&events, &known, output.as_deref()) {
            return Ok(done.outcome);
        }
    }
}

/// What to watch for changes of a file or a folder: what is saved under another name and renamed is a change of its
/// folder, not of the file.
fn holder(place: &Path) -> (&Path, RecursiveMode) {
    match place.parent() {
        Some(folder) if !place.is_dir() => (folder, RecursiveMode::NonRecursive),
        _ => (place, RecursiveMode::Recursive),
    }
}

/// Waits for a change, and until nothing has changed for a moment; whether there will be any more.
fn wait(events: &Events, known: &Known, output: Option<&Path>) -> bool {
    let changes = |event: &notify::Result<notify::Event>| match event {
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
        Ok(event) => event.paths.iter().any(|path| output != Some(path) && matters(path, known)),
        Err(_) => false,
    };
    loop {
        match events.recv() {
            Ok(event) if changes(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while events.recv_timeout(QUIET).is_ok() {}
    true
}

/// What a check has read.
struct Known {
    /// The files, and their states just before.
    files: FxHashMap<PathBuf, State>,
    /// Where drafts and sources were looked for; absolute.
    named: Vec<PathBuf>,
}

/// Whether a file that was touched may change what is found: one that is not as it was before it was read, or a new
/// draft, source or settings file. Beside the settings anything may come and go.
fn matters(path: &Path, known: &Known) -> bool {
    if let Some(known) = known.files.get(path) {
        return state(path) != *known;
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let named = || known.named.iter().any(|named| path.starts_with(named));
    let text = || !name.starts_with('.') && Reading::default().kind_of(path).is_some();
    let new = NAMES.contains(&name) || text() && named();
    new && path.exists()
}

fn unwatchable(error: &notify::Error) -> Error {
    let reason = error.to_string();
    Error::new(format!("cannot watch: {}", reason.split(" about [").next().unwrap_or_default()))
}
