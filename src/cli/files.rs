//! Paths become drafts: folders are walked, doubles are dropped, bytes are read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use ignore::{DirEntry, WalkBuilder};
use rustc_hash::FxHashSet;

use super::arguments::Inputs;
use super::profiles::Profiles;
use super::screen::Screen;
use super::{Outcome, Stop};
use crate::analysis::Analysis;
use crate::document::{Document, Kind, LONGEST, Reading, too_long};
use crate::error::Error;
use crate::output::count::count;
use crate::settings::Settings;
use crate::settings::file::SettingsFile;
use crate::settings::profile::Profile;

/// A draft to read.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// What it is called in the output.
    pub(super) path: PathBuf,
    /// Whether it is standard input.
    pub(super) standard: bool,
    /// Where it lies: its absolute path.
    pub(super) place: PathBuf,
    /// What is set for the drafts of its folder.
    pub(super) profile: Arc<Profile>,
    /// What its findings are made by.
    pub(super) settings: Arc<Settings>,
}

impl Input {
    /// Its path as people read it.
    pub(super) fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// What is known of one of its documents.
    pub(super) fn analysis<'t>(&'t self, document: &'t Document) -> Analysis<'t> {
        Analysis::of_document(document, self.profile.grammar(), self.profile.known())
    }

    /// Its size in bytes, where it is known before reading; a hint.
    pub(super) fn size(&self) -> u64 {
        if self.standard {
            return 0;
        }
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }

    /// Its documents. Fails where it cannot be read or is no draft.
    pub(super) fn read(&self) -> Result<Vec<Document>, Error> {
        let reading = self.profile.reading();
        let documents = self.bytes().and_then(|bytes| {
            let kind = reading.kind(&self.path, &bytes);
            Document::read(bytes, kind, reading)
        });
        documents.map_err(|error| error.at(&self.path))
    }

    /// Its bytes, no more than a draft may have.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Error> {
        let all = if self.standard { all_of(io::stdin().lock(), 0) } else { self.file() };
        match all {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(too_long()),
            Err(error) => Err(failure(&error)),
        }
    }

    /// The bytes of its file; none where they are too many.
    fn file(&self) -> io::Result<Option<Vec<u8>>> {
        let file = File::open(&self.path)?;
        let size = file.metadata()?.len();
        if size > LONGEST { Ok(None) } else { all_of(file, size) }
    }
}

/// All bytes that can be read, about so many; none where they are more than a draft may have.
fn all_of(from: impl Read, size: u64) -> io::Result<Option<Vec<u8>>> {
    // One byte more, so that the end is met without more room.
    let mut bytes = Vec::with_capacity(usize::try_from(size).map_or(0, |size| size + 1));
    let length = from.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok((length as u64 <= LONGEST).then_some(bytes))
}

/// The drafts that the paths name, sorted, each once, without the file that the output goes to. What cannot be
/// found or understood is told on the screen. Stops at flags that cannot be understood.
pub(super) fn find(inputs: &Inputs, output: Option<&Path>, screen: &mut Screen) -> Result<Vec<Input>, Stop> {
    let mut profiles = Profiles::new(&inputs.formats.settings, inputs.formats.flags(SettingsFile::default()))?;
    Ok(find_in(inputs, &mut profiles, output, screen))
}

/// The same by these settings.
pub(super) fn find_in(
    inputs: &Inputs,
    profiles: &mut Profiles,
    output: Option<&Path>,
    screen: &mut Screen,
) -> Vec<Input> {
    let mut found = named(&inputs.paths, screen);
    for standard in found.iter_mut().filter(|found| found.from == From::Standard) {
        standard.path = inputs.stdin_filename.clone().unwrap_or_else(|| standard.path.clone());
    }
    found.sort_by_cached_key(|found| (in_order(&found.path), found.from));
    let doubles = inputs.paths.len() > 1 || found.iter().any(|found| found.link);
    let mut found = profiled(found, profiles, screen);
    if doubles {
        each_once(&mut found);
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

/// The files that these paths name as sources, sorted, each once. What the settings leave out as a draft is a source all
/// the same. What cannot be found or understood is told on the screen.
pub(super) fn find_sources(paths: &[PathBuf], profiles: &mut Profiles, screen: &mut Screen) -> Vec<Input> {
    let mut found = named(paths, screen);
    found.sort_by_cached_key(|found| (in_order(&found.path), found.from));
    let mut inputs: Vec<Input> = Vec::with_capacity(found.len());
    for Found { path, from, .. } in found {
        let Some(input) = settled(path, profiles, screen) else { continue };
        if from == From::Name || input.profile.reading().kind_of(&input.path).is_some() {
            inputs.push(input);
        }
    }
    each_once(&mut inputs);
    if inputs.is_empty() && screen.outcome() == Outcome::Clean {
        let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
        screen.warning(&format!("no sources in {}", paths.join(", ")));
    }
    inputs
}

/// All that is set for the drafts of a path: for a file, or for a folder and those below it.
pub(super) fn profiles_below(path: &Path, profiles: &mut Profiles, screen: &mut Screen) -> Vec<Arc<Profile>> {
    let mut found: Vec<Arc<Profile>> = Vec::new();
    let mut take = |draft: &Path| {
        let profile = profiles.of(draft, screen).map(|(_, profile)| profile);
        found.extend(profile.filter(|profile| !found.iter().any(|known| Arc::ptr_eq(known, profile))));
    };
    if !path.is_dir() {
        take(plain(path));
        return found;
    }
    for entry in WalkBuilder::new(path).require_git(false).build().flatten() {
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            take(&plain(entry.path()).join("draft"));
        }
    }
    found
}

/// What paths name, before anything is known of it.
fn named(paths: &[PathBuf], screen: &mut Screen) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Found { path: path.clone(), from: From::Standard, link: false });
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut found, screen),
            Ok(_) => found.push(Found { path: plain(path).to_owned(), from: From::Name, link: path.is_symlink() }),
            Err(error) => screen.error(&failure(&error).at(path)),
        }
    }
    found
}

/// What puts a path in order, folder by folder. Paths themselves are taken apart each time that two are compared.
fn in_order(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    // A folder comes before what has a longer name.
    bytes.map(|byte| if std::path::is_separator(char::from(*byte)) { 0 } else { *byte }).collect()
}

/// One file can have many names: `a.txt`, `./a.txt`, a link to it. The file comes before a link to it.
fn each_once(inputs: &mut Vec<Input>) {
    let identity = |input: &Input| match fs::canonicalize(&input.path) {
        Ok(path) if !input.standard => (input.standard, path),
        _ => (input.standard, input.path.clone()),
    };
    let files: FxHashSet<_> = inputs.iter().filter(|input| !input.path.is_symlink()).map(identity).collect();
    let mut seen = FxHashSet::default();
    inputs.retain(|input| {
        let identity = identity(input);
        let known = input.path.is_symlink() && files.contains(&identity);
        !known && seen.insert(identity)
    });
}

/// A file before it is known what is set for it.
struct Found {
    path: PathBuf,
    from: From,
    /// Whether it is a link: the file behind it may have another name among them.
    link: bool,
}

/// How a file was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    /// It was named.
    Name,
    /// It lies in a folder that was named.
    Folder,
    /// It is standard input, under the name that it was given.
    Standard,
}

/// The files that are drafts by the settings that hold for each, with these.
fn profiled(found: Vec<Found>, profiles: &mut Profiles, screen: &mut Screen) -> Vec<Input> {
    let mut inputs = Vec::with_capacity(found.len());
    let mut unsettled = 0;
    for Found { path, from, .. } in found {
        let draft = from != From::Folder || Reading::default().kind_of(&path).is_some();
        let Some(input) = settled(path, profiles, screen) else {
            unsettled += usize::from(draft);
            continue;
        };
        let profile = &input.profile;
        let excluded = (from == From::Folder || profile.force_exclude()) && profile.excludes(&input.place);
        let is_draft = || profile.reading().kind_of(&input.path).is_some();
        let included = from != From::Folder || profile.includes(&input.place).unwrap_or_else(is_draft);
        if included && !excluded {
            inputs.push(Input { standard: from == From::Standard, ..input });
        }
    }
    if unsettled > 0 {
        let drafts = count(unsettled, "draft");
        screen.error(&Error::new(format!("{drafts} left unread, whose settings cannot be understood")));
    }
    inputs
}

/// A file with what is set for it; nothing where its settings cannot be understood.
pub(super) fn settled(path: PathBuf, profiles: &mut Profiles, screen: &mut Screen) -> Option<Input> {
    let (place, profile) = profiles.of(&path, screen)?;
    match profile.settings(&place) {
        Ok(settings) => Some(Input { path, standard: false, place, profile, settings }),
        Err(error) => {
            screen.error(&error.at(&path));
            None
        }
    }
}

/// The absolute path of a file or a folder, without links and dots where it is there.
pub(super) fn place(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// A path as people know it: relative where it lies below the current folder.
pub(super) fn near(path: &Path) -> PathBuf {
    let below = path.strip_prefix(place(Path::new("."))).unwrap_or(path);
    if below.as_os_str().is_empty() { PathBuf::from(".") } else { below.to_owned() }
}

/// When a file was changed last, and how long it is; none where it is not there.
pub(super) type State = Option<(SystemTime, u64)>;

/// The state of a file now.
pub(super) fn state(path: &Path) -> State {
    fs::metadata(path).and_then(|metadata| Ok((metadata.modified()?, metadata.len()))).ok()
}

/// A path as people write it.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
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

fn walk(folder: &Path, found: &mut Vec<Found>, screen: &mut Screen) {
    // A folder of drafts need not be a repository to have its `.gitignore` read.
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file || leads_to_file(&entry) {
                    let (path, link) = (plain(entry.path()).to_owned(), entry.path_is_symlink());
                    found.push(Found { path, from: From::Folder, link });
                }
            }
            Err(error) => screen.error(&unwalkable(error)),
        }
    }
}

/// Whether an entry of a folder is a link to a file, or to nothing, which is told where it is read. Links to folders
/// are not followed: they may lead round in a ring.
fn leads_to_file(entry: &DirEntry) -> bool {
    let behind = || fs::metadata(entry.path()).map_or(true, |target| target.is_file());
    entry.path_is_symlink() && behind()
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

/// Why a folder cannot be searched.
pub(super) fn unwalkable(error: ignore::Error) -> Error {
    match error {
        ignore::Error::WithDepth { err, .. } => unwalkable(*err),
        ignore::Error::WithPath { path, err } => unwalkable(*err).at(path.strip_prefix(".").unwrap_or(&path)),
        ignore::Error::Io(error) => failure(&error),
        error => Error::new(error.to_string()),
    }
}
