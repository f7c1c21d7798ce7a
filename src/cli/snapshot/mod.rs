//! `whosaid snapshot`: who said what is recorded, held against later drafts, and accepted.

mod review;
mod store;

use std::io::{self, Write};

use clap::ColorChoice;

use self::store::{Place, Store};
use super::arguments::{SnapshotArguments, SnapshotCommand, SnapshotTestArguments, Snapshots};
use super::output::Output;
use super::screen::Screen;
use super::{Outcome, Stop, files, revisions};
use crate::error::Error;
use crate::grammar::Grammar;
use crate::output::changes::{ChangesFormat, ChangesWriter, Draft, Fate};
use crate::output::count::count;
use crate::revision::snapshot::Snapshot;
use crate::revision::{Entry, Renamed, renames};

/// Runs one of the commands. Stops where the output cannot be opened or written.
pub(super) fn snapshot(
    arguments: &SnapshotArguments,
    color: ColorChoice,
    screen: &mut Screen,
) -> Result<Outcome, Stop> {
    match &arguments.command {
        SnapshotCommand::Record(snapshots) => record(snapshots, color, screen),
        SnapshotCommand::Test(test) => self::test(test, color, screen),
        SnapshotCommand::Review(snapshots) => review::review(snapshots, color, screen),
        SnapshotCommand::Accept(snapshots) => accept(snapshots, color, screen),
        SnapshotCommand::Prune(snapshots) => prune(snapshots, color, screen),
    }
}

/// A draft that has no snapshot under its name.
struct Unrecorded {
    place: Place,
    entries: Vec<Entry>,
}

/// A snapshot whose draft is gone.
struct Orphan {
    place: Place,
    snapshot: Snapshot,
}

/// What a run gathers while drafts go by.
struct Gathered {
    store: Store,
    grammar: String,
    unrecorded: Vec<Unrecorded>,
    errors: Vec<Error>,
}

impl Gathered {
    fn new(snapshots: &Snapshots) -> Self {
        let store = Store::new(snapshots.snapshots.as_deref());
        Self { store, grammar: Grammar::fingerprint(), unrecorded: Vec::new(), errors: Vec::new() }
    }

    /// Where a draft's snapshot lies, and the snapshot, if it can be told.
    fn recorded(&mut self, path: &str) -> Option<(Place, Option<Snapshot>)> {
        let recorded = self.store.place(path.as_ref()).and_then(|place| place.accepted().map(|found| (place, found)));
        recorded.map_err(|error| self.errors.push(error)).ok()
    }

    fn snapshot(&self, place: &Place, entries: Vec<Entry>, was: Option<String>) -> Snapshot {
        Snapshot { draft: place.name.clone(), grammar: self.grammar.clone(), was, entries }
    }

    fn keep(&mut self, result: Result<(), Error>) -> bool {
        result.map_err(|error| self.errors.push(error)).is_ok()
    }

    /// The snapshots below the paths whose drafts are gone.
    fn orphans(&mut self, snapshots: &Snapshots) -> Vec<Orphan> {
        let places = self.store.below(&snapshots.inputs.paths, &mut self.errors);
        let mut orphans = Vec::new();
        for place in places.into_iter().filter(|place| place.is_orphan() && store::is_ours(&place.snapshot)) {
            match place.accepted() {
                Ok(Some(snapshot)) => orphans.push(Orphan { place, snapshot }),
                Ok(None) => {}
                Err(error) => self.errors.push(error),
            }
        }
        orphans
    }

    /// Which of the drafts without a snapshot are orphans under another name.
    fn renamed(&self, orphans: &[Orphan]) -> Vec<Renamed> {
        let old: Vec<&[Entry]> = orphans.iter().map(|orphan| orphan.snapshot.entries.as_slice()).collect();
        let new: Vec<&[Entry]> = self.unrecorded.iter().map(|draft| draft.entries.as_slice()).collect();
        renames(&old, &new)
    }

    fn tell(self, screen: &mut Screen) {
        for error in &self.errors {
            screen.error(error);
        }
    }
}

/// Writes a snapshot of each draft.
fn record(snapshots: &Snapshots, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let mut gathered = Gathered::new(snapshots);
    let mut output = Output::standard(color);
    let inputs = files::find(&snapshots.inputs, None, screen);
    refuse_standard(&inputs)?;
    let (mut recorded, mut unchanged) = (0, 0);
    revisions::each(&inputs, &snapshots.inputs.formats, &mut output, screen, |output, path, entries| {
        let place = match gathered.store.place(path.as_ref()) {
            Ok(place) => place,
            Err(error) => {
                gathered.errors.push(error);
                return Ok(());
            }
        };
        // What can't be understood is recorded anew.
        let old = place.accepted().ok().flatten();
        let is_new = !place.snapshot.exists();
        let number = entries.len();
        let snapshot = gathered.snapshot(&place, entries, None);
        let same = old.is_some_and(|old| old == unplaced(&snapshot));
        if same || gathered.keep(store::write(&place.snapshot, &snapshot)) {
            gathered.keep(store::remove(&place.pending()));
            recorded += 1;
            unchanged += usize::from(same);
            if !same {
                writeln!(output, "{path}: {}", count(number, "attribution"))?;
            }
            if is_new {
                gathered.unrecorded.push(Unrecorded { place, entries: snapshot.entries });
            }
        }
        Ok(())
    })?;
    let orphans = gathered.orphans(snapshots);
    for Renamed { old, new } in gathered.renamed(&orphans) {
        let (old, new) = (&orphans[old].place, gathered.unrecorded[new].place.path());
        writeln!(output, "{new}: was {}", old.path())?;
        gathered.keep(store::remove(&old.snapshot));
        gathered.keep(store::remove(&old.pending()));
    }
    writeln!(output, "{} recorded, {unchanged} unchanged", count(recorded, "draft"))?;
    output.finish()?;
    gathered.tell(screen);
    Ok(Outcome::Clean)
}

/// A snapshot as it would be read back.
fn unplaced(snapshot: &Snapshot) -> Snapshot {
    let entries = snapshot.entries.iter().map(|entry| Entry { place: None, ..entry.clone() }).collect();
    Snapshot { entries, ..snapshot.clone() }
}

/// Holds each draft against its snapshot.
fn test(arguments: &SnapshotTestArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let SnapshotTestArguments { snapshots, report, no_pending } = arguments;
    let mut gathered = Gathered::new(snapshots);
    let file = report.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let inputs = files::find(&snapshots.inputs, file, screen);
    let mut writer = ChangesWriter::new(report.output_format, output.look);
    writer.begin(&mut output)?;
    let mut changed = false;
    revisions::each(&inputs, &snapshots.inputs.formats, &mut output, screen, |output, path, entries| {
        let Some((place, snapshot)) = gathered.recorded(path) else { return Ok(()) };
        let Some(snapshot) = snapshot else {
            gathered.unrecorded.push(Unrecorded { place, entries });
            return Ok(());
        };
        changed |= held(&mut gathered, &mut writer, output, &place, &snapshot, entries, None, *no_pending)?;
        Ok(())
    })?;
    let mut orphans: Vec<Option<Orphan>> = gathered.orphans(snapshots).into_iter().map(Some).collect();
    let known: Vec<&Orphan> = orphans.iter().flatten().collect();
    let known: Vec<&[Entry]> = known.iter().map(|orphan| orphan.snapshot.entries.as_slice()).collect();
    let new: Vec<&[Entry]> = gathered.unrecorded.iter().map(|draft| draft.entries.as_slice()).collect();
    let renamed = renames(&known, &new);
    for (number, Unrecorded { place, entries }) in std::mem::take(&mut gathered.unrecorded).into_iter().enumerate() {
        let was = renamed.iter().find(|renamed| renamed.new == number);
        changed = true;
        if let Some(Orphan { place: was, snapshot }) = was.and_then(|renamed| orphans[renamed.old].take()) {
            held(&mut gathered, &mut writer, &mut output, &place, &snapshot, entries, Some(&was), *no_pending)?;
            continue;
        }
        let path = place.path();
        writer.draft(&mut output, &Draft { fate: Fate::Added, ..Draft::new(&path, &[], &entries) })?;
        let snapshot = gathered.snapshot(&place, entries, None);
        if !no_pending {
            gathered.keep(store::write(&place.pending(), &snapshot));
        }
    }
    for Orphan { place, snapshot } in orphans.into_iter().flatten() {
        changed = true;
        let path = place.path();
        writer.draft(&mut output, &Draft { fate: Fate::Dropped, ..Draft::new(&path, &snapshot.entries, &[]) })?;
    }
    writer.end(&mut output)?;
    if changed && report.output_format == ChangesFormat::Text {
        writeln!(
            output,
            "`whosaid snapshot review` goes through what is pending, `accept` takes it, `prune` removes what is gone"
        )?;
    }
    output.finish()?;
    gathered.tell(screen);
    Ok(if changed && !report.exit_zero { Outcome::Findings } else { Outcome::Clean })
}

/// Holds one draft against its snapshot, under this name or another; says whether anything changed.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of `test`, for drafts that kept their name and those that did not"
)]
fn held(
    gathered: &mut Gathered,
    writer: &mut ChangesWriter,
    output: &mut Output,
    place: &Place,
    snapshot: &Snapshot,
    entries: Vec<Entry>,
    was: Option<&Place>,
    no_pending: bool,
) -> io::Result<bool> {
    let (path, was_path) = (place.path(), was.map(Place::path));
    let draft = Draft {
        was: was_path.as_deref(),
        other_grammar: snapshot.grammar != gathered.grammar,
        ..Draft::new(&path, &snapshot.entries, &entries)
    };
    let changed = draft.changed();
    writer.draft(output, &draft)?;
    if !changed {
        gathered.keep(store::remove(&place.pending()));
    } else if !no_pending {
        let was = was.map(|was| place.sees(was));
        let pending = gathered.snapshot(place, entries, was);
        gathered.keep(store::write(&place.pending(), &pending));
    }
    Ok(changed)
}

/// Takes everything that is pending.
fn accept(snapshots: &Snapshots, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let mut gathered = Gathered::new(snapshots);
    let mut output = Output::standard(color);
    let mut accepted = 0;
    for place in gathered.store.below(&snapshots.inputs.paths, &mut gathered.errors) {
        match place.waiting() {
            Ok(Some(pending)) => {
                let settled = settle(&gathered.store, &place, pending);
                if gathered.keep(settled) {
                    accepted += 1;
                    writeln!(output, "{}: accepted", place.path())?;
                }
            }
            Ok(None) => {}
            Err(error) => gathered.errors.push(error),
        }
    }
    writeln!(output, "{} accepted", count(accepted, "draft"))?;
    output.finish()?;
    gathered.tell(screen);
    Ok(Outcome::Clean)
}

/// Makes a pending snapshot the accepted one. Fails where it cannot be written.
fn settle(store: &Store, place: &Place, pending: Snapshot) -> Result<(), Error> {
    let was = pending.was.as_deref().map(|was| store.seen(place, was)).transpose()?;
    store::write(&place.snapshot, &Snapshot { was: None, ..pending })?;
    store::remove(&place.pending())?;
    // The draft of that name may have come back.
    match was.filter(Place::is_orphan) {
        Some(was) => store::remove(&was.snapshot).and_then(|()| store::remove(&was.pending())),
        None => Ok(()),
    }
}

/// Removes the snapshots of drafts that are gone.
fn prune(snapshots: &Snapshots, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let mut gathered = Gathered::new(snapshots);
    let mut output = Output::standard(color);
    let mut pruned = 0;
    let places = gathered.store.below(&snapshots.inputs.paths, &mut gathered.errors);
    for place in places.iter().filter(|place| place.is_orphan()) {
        for file in [&place.snapshot, &place.pending()] {
            if store::is_ours(file) && gathered.keep(store::remove(file)) {
                pruned += 1;
                writeln!(output, "{}: removed", file.display())?;
            }
        }
    }
    writeln!(output, "{} removed", count(pruned, "snapshot"))?;
    output.finish()?;
    gathered.tell(screen);
    Ok(Outcome::Clean)
}

/// Standard input without a name is no draft that could be found again.
fn refuse_standard(inputs: &[files::Input]) -> Result<(), Error> {
    if inputs.iter().any(|input| input.standard && input.path.as_os_str() == "-") {
        return Err(Error::new("standard input has no place for a snapshot: give it a name with --stdin-filename"));
    }
    Ok(())
}
