//! `whosaid snapshot`: who said what is recorded, held against later drafts, and accepted.

mod review;
mod store;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::ColorChoice;

use self::store::{Place, Store};
use super::arguments::{Inputs, SnapshotArguments, SnapshotCommand, SnapshotTestArguments, Snapshots};
use super::files::Input;
use super::output::Output;
use super::profiles::Profiles;
use super::screen::Screen;
use super::{Outcome, Stop, files, revisions};
use crate::error::Error;
use crate::output::changes::{ChangesFormat, ChangesWriter, Draft, Fate};
use crate::output::count::count;
use crate::revision::snapshot::Snapshot;
use crate::revision::{Entry, Renamed, renames};
use crate::settings::file::SettingsFile;
use crate::settings::profile::Profile;

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

/// A draft as it was read just now.
struct Current {
    place: Place,
    entries: Vec<Entry>,
    /// The fingerprint of the grammar that it was read with.
    grammar: String,
}

impl Current {
    fn snapshot(&self, was: Option<String>) -> Snapshot {
        let Self { place, entries, grammar } = self;
        Snapshot { draft: place.name.clone(), grammar: grammar.clone(), was, entries: entries.clone() }
    }
}

/// A snapshot whose draft is gone.
struct Orphan {
    place: Place,
    snapshot: Snapshot,
}

/// What a run gathers while drafts go by.
struct Gathered {
    profiles: Profiles,
    /// The paths of the run, each with the places where snapshots of its drafts lie.
    stores: Vec<(PathBuf, Store)>,
    /// The fingerprint of each grammar that drafts are read with.
    grammars: Vec<(Arc<Profile>, String)>,
    unrecorded: Vec<Current>,
    errors: Vec<Error>,
}

impl Gathered {
    /// Stops at flags that cannot be understood.
    fn new(snapshots: &Snapshots, screen: &mut Screen) -> Result<Self, Stop> {
        let Inputs { paths, formats, .. } = &snapshots.inputs;
        let flags = SettingsFile { snapshots: snapshots.snapshots.clone(), ..SettingsFile::default() };
        let mut profiles = Profiles::new(&formats.settings, formats.flags(flags))?;
        let mut stores = Vec::new();
        for path in paths {
            for profile in files::profiles_below(path, &mut profiles, screen) {
                let store = (path.clone(), Store::of(&profile));
                if !stores.contains(&store) {
                    stores.push(store);
                }
            }
        }
        Ok(Self { profiles, stores, grammars: Vec::new(), unrecorded: Vec::new(), errors: Vec::new() })
    }

    /// The snapshots of everything that the paths name, pending ones too, sorted.
    fn below(&mut self) -> Vec<Place> {
        let mut found: Vec<Place> =
            self.stores.iter().flat_map(|(path, store)| store.below(path, &mut self.errors)).collect();
        found.sort();
        found.dedup_by(|one, other| one.snapshot == other.snapshot);
        found
    }

    /// Where a draft's snapshot lies, if it can be told.
    fn place(&mut self, input: &Input) -> Option<Place> {
        let place = Store::of(&input.profile).place(&input.path);
        place.map_err(|error| self.errors.push(error)).ok()
    }

    /// Where a draft's snapshot lies, and the snapshot, if it can be told.
    fn recorded(&mut self, input: &Input) -> Option<(Place, Option<Snapshot>)> {
        let place = self.place(input)?;
        let accepted = place.accepted().map_err(|error| self.errors.push(error)).ok()?;
        Some((place, accepted))
    }

    /// The fingerprint of the grammar that a draft is read with.
    fn grammar(&mut self, profile: &Arc<Profile>) -> String {
        if let Some((_, known)) = self.grammars.iter().find(|(known, _)| Arc::ptr_eq(known, profile)) {
            return known.clone();
        }
        let grammar = profile.grammar_fingerprint();
        self.grammars.push((Arc::clone(profile), grammar.clone()));
        grammar
    }

    fn keep(&mut self, result: Result<(), Error>) -> bool {
        result.map_err(|error| self.errors.push(error)).is_ok()
    }

    /// The snapshots below the paths whose drafts are gone.
    fn orphans(&mut self) -> Vec<Orphan> {
        let mut orphans = Vec::new();
        for place in self.below().into_iter().filter(|place| place.is_orphan() && store::is_ours(&place.snapshot)) {
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
    let mut gathered = Gathered::new(snapshots, screen)?;
    let mut output = Output::standard(color);
    let inputs = files::find_in(&snapshots.inputs, &mut gathered.profiles, None, screen);
    refuse_standard(&inputs)?;
    let (mut recorded, mut unchanged) = (0, 0);
    revisions::each(&inputs, &mut output, screen, |output, input, entries| {
        let Some(place) = gathered.place(input) else { return Ok(()) };
        // What can't be understood is recorded anew.
        let old = place.accepted().ok().flatten();
        let is_new = !place.snapshot.exists();
        let number = entries.len();
        let read = Current { place, entries, grammar: gathered.grammar(&input.profile) };
        let (snapshot, place) = (read.snapshot(None), read.place.clone());
        let same = old.is_some_and(|old| old == unplaced(&snapshot));
        if same || gathered.keep(store::write(&place.snapshot, &snapshot)) {
            gathered.keep(store::remove(&place.pending()));
            recorded += 1;
            unchanged += usize::from(same);
            if !same {
                writeln!(output, "{}: {}", input.name(), count(number, "attribution"))?;
            }
            if is_new {
                gathered.unrecorded.push(read);
            }
        }
        Ok(())
    })?;
    let orphans = gathered.orphans();
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
    let mut gathered = Gathered::new(snapshots, screen)?;
    let file = report.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let inputs = files::find_in(&snapshots.inputs, &mut gathered.profiles, file, screen);
    let mut writer = ChangesWriter::new(report.output_format, output.look);
    writer.begin(&mut output)?;
    let mut changed = false;
    revisions::each(&inputs, &mut output, screen, |output, input, entries| {
        let Some((place, snapshot)) = gathered.recorded(input) else { return Ok(()) };
        let read = Current { place, entries, grammar: gathered.grammar(&input.profile) };
        let Some(snapshot) = snapshot else {
            gathered.unrecorded.push(read);
            return Ok(());
        };
        changed |= held(&mut gathered, &mut writer, output, &read, &snapshot, None, *no_pending)?;
        Ok(())
    })?;
    let mut orphans: Vec<Option<Orphan>> = gathered.orphans().into_iter().map(Some).collect();
    let known: Vec<&Orphan> = orphans.iter().flatten().collect();
    let known: Vec<&[Entry]> = known.iter().map(|orphan| orphan.snapshot.entries.as_slice()).collect();
    let new: Vec<&[Entry]> = gathered.unrecorded.iter().map(|draft| draft.entries.as_slice()).collect();
    let renamed = renames(&known, &new);
    for (number, read) in std::mem::take(&mut gathered.unrecorded).into_iter().enumerate() {
        let was = renamed.iter().find(|renamed| renamed.new == number);
        changed = true;
        if let Some(Orphan { place: was, snapshot }) = was.and_then(|renamed| orphans[renamed.old].take()) {
            held(&mut gathered, &mut writer, &mut output, &read, &snapshot, Some(&was), *no_pending)?;
            continue;
        }
        let path = read.place.path();
        writer.draft(&mut output, &Draft { fate: Fate::Added, ..Draft::new(&path, &[], &read.entries) })?;
        if !no_pending {
            gathered.keep(store::write(&read.place.pending(), &read.snapshot(None)));
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
fn held(
    gathered: &mut Gathered,
    writer: &mut ChangesWriter,
    output: &mut Output,
    read: &Current,
    snapshot: &Snapshot,
    was: Option<&Place>,
    no_pending: bool,
) -> io::Result<bool> {
    let (path, was_path) = (read.place.path(), was.map(Place::path));
    let draft = Draft {
        was: was_path.as_deref(),
        other_grammar: snapshot.grammar != read.grammar,
        ..Draft::new(&path, &snapshot.entries, &read.entries)
    };
    let changed = draft.changed();
    writer.draft(output, &draft)?;
    if !changed {
        gathered.keep(store::remove(&read.place.pending()));
    } else if !no_pending {
        let was = was.map(|was| read.place.sees(was));
        gathered.keep(store::write(&read.place.pending(), &read.snapshot(was)));
    }
    Ok(changed)
}

/// Takes everything that is pending.
fn accept(snapshots: &Snapshots, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let mut gathered = Gathered::new(snapshots, screen)?;
    let mut output = Output::standard(color);
    let mut accepted = 0;
    for place in gathered.below() {
        match place.waiting() {
            Ok(Some(pending)) => {
                let settled = settle(&place, pending);
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
fn settle(place: &Place, pending: Snapshot) -> Result<(), Error> {
    let was = pending.was.as_deref().map(|was| place.seen(was)).transpose()?;
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
    let mut gathered = Gathered::new(snapshots, screen)?;
    let mut output = Output::standard(color);
    let mut pruned = 0;
    let places = gathered.below();
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
fn refuse_standard(inputs: &[Input]) -> Result<(), Error> {
    if inputs.iter().any(|input| input.standard && input.path.as_os_str() == "-") {
        return Err(Error::new("standard input has no place for a snapshot: give it a name with --stdin-filename"));
    }
    Ok(())
}
