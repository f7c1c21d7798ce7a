//! `check --watch`: checks again whenever a draft or its settings are saved.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use clap::ColorChoice;
use notify::{EventKind, RecursiveMode, Watcher};
use rustc_hash::{FxHashMap, FxHashSet};

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
    let mut watched: FxHashSet<PathBuf> = FxHashSet::default();
    for path in &arguments.inputs.paths {
        let place = place(path);
        // What is saved under another name and renamed is a change of its folder, not of the file.
        let (folder, depth) = match place.parent() {
            Some(folder) if !place.is_dir() => (folder, RecursiveMode::NonRecursive),
            _ => (place.as_path(), RecursiveMode::Recursive),
        };
        if watched.insert(folder.to_owned()) {
            watcher.watch(folder, depth).map_err(|error| unwatchable(&error).at(path))?;
        }
    }
    loop {
        let mut stdout = io::stdout();
        if stdout.is_terminal() {
            stdout.write_all(CLEAR)?;
            stdout.flush()?;
        }
        let mut screen = Screen::new(color);
        let done = check::once(arguments, color, &mut screen)?;
        screen.note("watching for changes; Ctrl-C ends");
        for folder in done.files.iter().filter_map(|(path, _)| path.parent()) {
            // Settings may lie above the drafts.
            if !watched.iter().any(|known| folder.starts_with(known)) && watched.insert(folder.to_owned()) {
                watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| unwatchable(&error).at(folder))?;
            }
        }
        let output = arguments.output_file.as_deref().map(place);
        if !wait(&events, &done.files.into_iter().collect(), output.as_deref()) {
            return Ok(done.outcome);
        }
    }
}

/// Waits for a change, and until nothing has changed for a moment; whether there will be any more.
fn wait(events: &Events, states: &FxHashMap<PathBuf, State>, output: Option<&Path>) -> bool {
    let changes = |event: &notify::Result<notify::Event>| match event {
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
        Ok(event) => event.paths.iter().any(|path| output != Some(path) && matters(path, states)),
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

/// Whether a file that was touched may change what is found: one that is not as it was before it was read, or a new
/// draft or settings file.
fn matters(path: &Path, states: &FxHashMap<PathBuf, State>) -> bool {
    if let Some(known) = states.get(path) {
        return state(path) != *known;
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let new = NAMES.contains(&name) || !name.starts_with('.') && Reading::default().kind_of(path).is_some();
    new && path.exists()
}

fn unwatchable(error: &notify::Error) -> Error {
    let reason = error.to_string();
    Error::new(format!("cannot watch: {}", reason.split(" about [").next().unwrap_or_default()))
}
