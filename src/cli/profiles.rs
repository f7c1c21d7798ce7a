//! Which settings hold for a draft: the nearest settings file above it, what that one builds on, and the flags.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rustc_hash::FxHashMap;

use super::Stop;
use super::files::{failure, place};
use super::screen::Screen;
use crate::error::Error;
use crate::grammar::Supplement;
use crate::rules;
use crate::settings::file::{GrammarFile, SettingsFile};
use crate::settings::profile::{Layer, Profile};
use crate::settings::reading;

/// What a settings file may be called, the likelier first.
pub(super) const NAMES: [&str; 2] = ["whosaid.toml", ".whosaid.toml"];

/// Where the settings come from.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct SettingsArguments {
    /// Take this settings file instead of the nearest ones; or set one key, as in `fail-on="error"`
    #[arg(long, value_name = "CONFIG", help_heading = "Settings", display_order = 90)]
    pub(super) config: Vec<String>,

    /// Read no settings files
    #[arg(long, help_heading = "Settings", display_order = 90)]
    pub(super) isolated: bool,
}

/// The settings of all drafts of a run, each file read once.
#[derive(Debug)]
pub(super) struct Profiles {
    isolated: bool,
    /// The settings file that stands for all others.
    chosen: Option<PathBuf>,
    /// What lies over every settings file: `--config KEY=VALUE`, then the flags.
    upper: Vec<Layer>,
    /// Where each folder lies, as it is named, and what holds there; nothing where that cannot be understood.
    folders: FxHashMap<PathBuf, (PathBuf, Option<Arc<Profile>>)>,
    /// What holds by settings file, none for no file.
    files: FxHashMap<Option<PathBuf>, Option<Arc<Profile>>>,
}

impl Profiles {
    /// Takes what the command line says. Stops at what of it cannot be understood.
    pub(super) fn new(arguments: &SettingsArguments, flags: SettingsFile) -> Result<Self, Stop> {
        let mut profiles = Self {
            isolated: arguments.isolated,
            chosen: None,
            upper: Vec::new(),
            folders: FxHashMap::default(),
            files: FxHashMap::default(),
        };
        for config in &arguments.config {
            let path = Path::new(config);
            if path.is_file() {
                if profiles.chosen.replace(path.to_owned()).is_some() {
                    return Err(
                        Error::new("--config takes one file: name those that it builds on with `extend`").into()
                    );
                }
            } else if config.contains('=') {
                let file = reading::read(config, &names()).map_err(|errors| refused(config, &errors))?;
                profiles.upper.push(flags_layer(file));
            } else {
                return Err(failure(&std::io::ErrorKind::NotFound.into()).at(path).into());
            }
        }
        profiles.upper.push(flags_layer(flags));
        Ok(profiles)
    }

    /// The settings files that were read, by absolute paths.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let found = self.folders.values().filter_map(|(_, profile)| profile.as_ref());
        let mut files: Vec<PathBuf> = found.flat_map(|profile| profile.paths().map(place)).collect();
        // Those that could not be understood are worth a look as well.
        files.extend(self.files.keys().flatten().map(|path| place(path)));
        files.sort();
        files.dedup();
        files
    }

    /// Whether nothing is taken from where the drafts lie.
    pub(super) fn is_isolated(&self) -> bool {
        self.isolated
    }

    /// The absolute path of a draft, and what holds in its folder; nothing where that cannot be understood, which is
    /// told once.
    pub(super) fn of(&mut self, draft: &Path, screen: &mut Screen) -> Option<(PathBuf, Arc<Profile>)> {
        let folder = draft.parent().unwrap_or(Path::new(""));
        let (place, profile) = match self.folders.get(folder) {
            Some(known) => known.clone(),
            None => {
                let place = place(folder);
                let profile = self.in_folder(&place, screen);
                self.folders.insert(folder.to_owned(), (place.clone(), profile.clone()));
                (place, profile)
            }
        };
        Some((place.join(draft.file_name().unwrap_or_default()), profile?))
    }

    fn in_folder(&mut self, folder: &Path, screen: &mut Screen) -> Option<Arc<Profile>> {
        let file = match &self.chosen {
            Some(chosen) => Some(chosen.clone()),
            None if self.isolated => None,
            None => nearest(folder),
        };
        if let Some(known) = self.files.get(&file) {
            return known.clone();
        }
        let read = self.read(file.as_deref()).map_err(|errors| errors.iter().for_each(|error| screen.error(error)));
        let read = read.ok().map(Arc::new);
        self.files.insert(file, read.clone());
        read
    }

    fn read(&self, file: Option<&Path>) -> Result<Profile, Vec<Error>> {
        let mut layers = Vec::new();
        if let Some(path) = file {
            // Patterns of a file that was asked for hold where it was asked for.
            let root = self.chosen.as_ref().map(|_| place(Path::new(".")));
            read_layers(path, root.as_deref(), &mut layers)?;
        }
        layers.extend(self.upper.iter().cloned());
        Profile::new(&rules::defaults(), layers).map_err(|error| vec![error])
    }
}

/// The names of all rules.
pub(super) fn names() -> Vec<&'static str> {
    rules::RULES.iter().map(|rule| rule.name).collect()
}

/// The nearest settings file in a folder or above it.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let found = folder
        .ancestors()
        .find_map(|folder| NAMES.map(|name| folder.join(name)).into_iter().find(|path| is_settings(path)))?;
    // As people know it: relative where it stands below.
    let here = place(Path::new("."));
    Some(found.strip_prefix(&here).map_or(found.clone(), Path::to_owned))
}

/// Whether there are settings of that name. A link to nothing is no settings file, but somebody wanted one there.
fn is_settings(path: &Path) -> bool {
    path.is_file() || path.is_symlink() && !path.exists()
}

fn flags_layer(file: SettingsFile) -> Layer {
    let here = place(Path::new("."));
    Layer { path: PathBuf::new(), folder: here.clone(), root: here, file, supplements: Vec::new() }
}

/// The first error of what `--config` says, without the place in it.
fn refused(config: &str, errors: &[Error]) -> Stop {
    let reasons: Vec<&str> = errors.iter().map(Error::reason).collect();
    Stop::Refused(Error::new(format!("--config {config}: {}", reasons.join("; "))))
}

/// Reads a settings file behind those that it builds on.
fn read_layers(path: &Path, root: Option<&Path>, layers: &mut Vec<Layer>) -> Result<(), Vec<Error>> {
    let mut chain: Vec<(PathBuf, Layer)> = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next.take() {
        let said_in = |reason: String| match chain.last() {
            Some((_, layer)) => vec![Error::new(reason).at(&layer.path)],
            None => vec![Error::new(reason)],
        };
        let text = fs::read_to_string(&path);
        let text = text.map_err(|error| said_in(format!("cannot read {}: {}", path.display(), failure(&error))))?;
        let identity = place(&path);
        if chain.iter().any(|(known, _)| *known == identity) {
            return Err(said_in(format!("`extend` leads back to {}", path.display())));
        }
        let layer = layer(&path, &text, root)?;
        next = layer.file.extend.as_ref().map(|base| beside(&path, base));
        chain.push((identity, layer));
    }
    layers.extend(chain.into_iter().rev().map(|(_, layer)| layer));
    Ok(())
}

/// One settings file, with the grammar files that it names.
fn layer(path: &Path, text: &str, root: Option<&Path>) -> Result<Layer, Vec<Error>> {
    let all_at = |errors: Vec<Error>| errors.into_iter().map(|error| error.at(path)).collect::<Vec<_>>();
    let mut file = reading::read(text, &names()).map_err(all_at)?;
    let mut supplements = Vec::new();
    let mut faults = Vec::new();
    for GrammarFile { path: named, line } in &file.grammar.files {
        let grammar_path = beside(path, named);
        match fs::read_to_string(&grammar_path) {
            Ok(text) => match Supplement::read(&grammar_path, &text) {
                Ok(supplement) => supplements.push(supplement),
                Err(error) => faults.push(error),
            },
            Err(error) => {
                let reason = format!("cannot read {}: {}", grammar_path.display(), failure(&error));
                faults.push(Error::new(reason).at(path).on_line(*line));
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let inline = std::mem::take(&mut file.grammar.inline);
    supplements.extend(inline.into_iter().map(|supplement| Supplement { path: path.to_owned(), ..supplement }));
    let folder = place(path.parent().unwrap_or(Path::new("")));
    let root = root.map_or_else(|| folder.clone(), Path::to_owned);
    Ok(Layer { path: path.to_owned(), folder, root, file, supplements })
}

/// A path that a file gives relative to itself.
fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().map_or_else(|| PathBuf::from(path), |folder| folder.join(path))
}
