//! `whosaid diff`: what a revision changed in who says what.

use std::io;
use std::path::{Path, PathBuf};

use clap::ColorChoice;

use super::arguments::{DiffArguments, Inputs};
use super::output::Output;
use super::profiles::Profiles;
use super::screen::Screen;
use super::{Outcome, Stop, files, git, revisions};
use crate::analysis::Analysis;
use crate::document::Document;
use crate::error::Error;
use crate::output::changes::{ChangesWriter, Draft, Fate};
use crate::revision::{self, Entry, Renamed, renames};
use crate::settings::file::SettingsFile;

/// One draft of one side.
struct Version {
    /// What it is called in the output.
    path: String,
    /// By what it is found on the other side.
    key: String,
    entries: Vec<Entry>,
}

/// Two versions of one draft; one of a draft that came or went.
type Pair = (Option<Version>, Option<Version>);

/// Writes the changes. Stops where a side cannot be found, or the output cannot be opened or written.
pub(super) fn diff(arguments: &DiffArguments, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let file = arguments.report.output_file.as_deref();
    let mut output = Output::open(file, color)?;
    let mut writer = ChangesWriter::new(arguments.report.output_format, output.look);
    let formats = &arguments.formats;
    let mut profiles = Profiles::new(&formats.settings, formats.flags(SettingsFile::default()))?;
    let pairs = match arguments.revisions.as_slice() {
        [range, paths @ ..] if let Some(range) = git::range(range) => {
            let here = [PathBuf::from(".")];
            let paths = if paths.is_empty() { &here } else { paths };
            in_git(&range?, paths, &mut profiles, screen)?
        }
        [old, new] => on_disk([old, new], arguments, &mut profiles, &mut output, screen)?,
        _ => {
            return Err(Error::new(
                "diff takes two files, two folders, or two revisions of git and paths: `main..HEAD drafts`",
            )
            .into());
        }
    };
    writer.begin(&mut output)?;
    let mut changed = false;
    for pair in told_renames(pairs) {
        changed |= write(&mut writer, &mut output, &pair)?;
    }
    writer.end(&mut output)?;
    output.finish()?;
    Ok(if changed && !arguments.report.exit_zero { Outcome::Findings } else { Outcome::Clean })
}

/// Writes what became of one draft; says whether anything did.
fn write(writer: &mut ChangesWriter, output: &mut Output, (old, new): &Pair) -> io::Result<bool> {
    let Some(one) = new.as_ref().or(old.as_ref()) else { return Ok(false) };
    let draft = Draft {
        was: old.as_ref().filter(|old| new.is_some() && old.key != one.key).map(|old| old.path.as_str()),
        fate: match (old, new) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Dropped,
            _ => Fate::Kept,
        },
        ..Draft::new(&one.path, entries(old), entries(new))
    };
    writer.draft(output, &draft)?;
    Ok(draft.changed())
}

fn entries(version: &Option<Version>) -> &[Entry] {
    version.as_ref().map_or(&[], |version| version.entries.as_slice())
}

/// Drafts that went and drafts that came under another name become pairs; in the order of their paths.
fn told_renames(pairs: Vec<Pair>) -> Vec<Pair> {
    let (mut told, mut gone, mut came) = (Vec::new(), Vec::new(), Vec::new());
    for pair in pairs {
        match pair {
            (Some(old), None) => gone.push(Some(old)),
            (None, Some(new)) => came.push(Some(new)),
            pair => told.push(pair),
        }
    }
    let pairs = renames(&gone.iter().map(entries).collect::<Vec<_>>(), &came.iter().map(entries).collect::<Vec<_>>());
    for Renamed { old, new } in pairs {
        told.push((gone[old].take(), came[new].take()));
    }
    told.extend(gone.into_iter().flatten().map(|old| (Some(old), None)));
    told.extend(came.into_iter().flatten().map(|new| (None, Some(new))));
    told.sort_by(|one, other| path(one).cmp(path(other)));
    told
}

fn path(pair: &Pair) -> &str {
    pair.1.as_ref().or(pair.0.as_ref()).map(|version| version.path.as_str()).unwrap_or_default()
}

/// Two files, or two folders whose drafts have the same paths.
fn on_disk(
    [old, new]: [&Path; 2],
    DiffArguments { formats, report, .. }: &DiffArguments,
    profiles: &mut Profiles,
    output: &mut Output,
    screen: &mut Screen,
) -> Result<Vec<Pair>, Stop> {
    for path in [old, new] {
        if path.as_os_str() != "-" {
            std::fs::metadata(path).map_err(|error| files::failure(&error).at(path))?;
        }
    }
    let folders = old.is_dir();
    if folders != new.is_dir() {
        return Err(Error::new(format!(
            "{} and {} are a file and a folder: give two of a kind",
            old.display(),
            new.display()
        ))
        .into());
    }
    let mut side = |root: &Path| -> Result<Vec<Version>, Stop> {
        let inputs = Inputs { paths: vec![root.to_owned()], stdin_filename: None, formats: formats.clone() };
        let inputs = files::find_in(&inputs, profiles, report.output_file.as_deref(), screen);
        let mut versions = Vec::new();
        revisions::each(&inputs, output, screen, |_, input, entries| {
            let key = if folders { relative(&input.path, root) } else { String::new() };
            versions.push(Version { path: input.name(), key, entries });
            Ok(())
        })?;
        Ok(versions)
    };
    let (old, new) = (side(old)?, side(new)?);
    Ok(paired(old, new))
}

fn relative(path: &Path, root: &Path) -> String {
    let root = root.strip_prefix(".").unwrap_or(root);
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

/// Versions of the same key become pairs.
fn paired(old: Vec<Version>, new: Vec<Version>) -> Vec<Pair> {
    let mut waiting: Vec<Option<Version>> = new.into_iter().map(Some).collect();
    let keys: rustc_hash::FxHashMap<String, usize> =
        waiting.iter().flatten().enumerate().map(|(number, version)| (version.key.clone(), number)).collect();
    let mut pairs: Vec<Pair> = old
        .into_iter()
        .map(|old| {
            let new = keys.get(&old.key).and_then(|number| waiting[*number].take());
            (Some(old), new)
        })
        .collect();
    pairs.extend(waiting.into_iter().flatten().map(|new| (None, Some(new))));
    pairs
}

/// The drafts below the paths that differ between two revisions.
fn in_git(
    range: &git::Range,
    paths: &[PathBuf],
    profiles: &mut Profiles,
    screen: &mut Screen,
) -> Result<Vec<Pair>, Stop> {
    let prefix = git::prefix()?;
    let named: Vec<String> = paths.iter().map(|path| format!("{prefix}{}", path.display())).collect();
    let mut pairs = Vec::new();
    for git::Changed { old, new } in range.changed(paths)? {
        let mut version = |path: Option<String>, read: &dyn Fn(&str) -> Result<Vec<u8>, Error>| {
            let path = path?;
            let shown = path.strip_prefix(&prefix).unwrap_or(&path).to_owned();
            // The settings are those that lie about now.
            let below = Path::new(&path).strip_prefix(&prefix).map(Path::to_owned);
            let here = below.unwrap_or_else(|_| Path::new(&"../".repeat(prefix.matches('/').count())).join(&path));
            let Some((place, profile)) = profiles.of(&here, screen) else { return Some(Err(())) };
            let reading = profile.reading();
            let is_draft = || reading.kind_of(&here).is_some();
            let wanted = profile.includes(&place).unwrap_or_else(is_draft) && !profile.excludes(&place);
            if !wanted && !named.contains(&path) {
                return None;
            }
            let documents = read(&path).and_then(|bytes| {
                let kind = reading.kind(&here, &bytes);
                Document::read(bytes, kind, reading)
            });
            match documents {
                Ok(documents) => {
                    let entries = documents.iter().flat_map(|document| {
                        let analysis = Analysis::of_document(document, profile.grammar(), profile.known());
                        revision::entries(&analysis)
                    });
                    Some(Ok(Version { entries: entries.collect(), key: path, path: shown }))
                }
                Err(error) => {
                    screen.error(&error.at(&shown));
                    Some(Err(()))
                }
            }
        };
        let old = version(old, &|path| range.read_old(path));
        let new = version(new, &|path| range.read_new(path));
        // What could not be read on one side is neither new nor gone.
        if let (Ok(old), Ok(new)) = (old.transpose(), new.transpose())
            && (old.is_some() || new.is_some())
        {
            pairs.push((old, new));
        }
    }
    Ok(pairs)
}
