//! Where snapshots lie: `snapshots/a.txt.snap` beside the draft `a.txt`, or in one folder for all drafts below another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use crate::cli::files::{failure, near};
use crate::cli::output::replace;
use crate::error::Error;
use crate::revision::snapshot::{self, Snapshot};
use crate::settings::profile::Profile;

/// The folder beside the drafts.
const FOLDER: &str = "snapshots";
/// The ending of a snapshot.
const ENDING: &str = ".snap";
/// What follows that on one that waits to be accepted.
const PENDING: &str = ".new";

/// Where the snapshots of some drafts lie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Store {
    /// Beside each draft.
    Beside,
    /// In one folder, in folders like those of the drafts below another folder.
    Apart {
        /// Holds the snapshots.
        folder: PathBuf,
        /// Holds the drafts; absolute.
        root: PathBuf,
    },
}

/// One draft and its snapshot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The draft, as people call it.
    pub(super) draft: PathBuf,
    /// The accepted snapshot.
    pub(super) snapshot: PathBuf,
    /// The draft's path from the folder that the snapshots belong to, with `/`.
    pub(super) name: String,
    /// Where it and its like lie.
    store: Store,
}

impl Store {
    /// Where the snapshots lie by these settings.
    pub(super) fn of(profile: &Profile) -> Self {
        match profile.snapshots() {
            Some((folder, root)) => Self::Apart { folder: near(&folder), root: absolute(root) },
            None => Self::Beside,
        }
    }

    /// Where the snapshot of a draft lies. Fails for a draft that does not lie where drafts should.
    pub(super) fn place(&self, draft: &Path) -> Result<Place, Error> {
        let name = match self {
            Self::Beside => draft.file_name().map(PathBuf::from).unwrap_or_default(),
            Self::Apart { root, .. } => absolute(draft).strip_prefix(root).map(Path::to_owned).map_err(|_| {
                let reason = format!("lies outside {}, whose drafts the snapshots are for", root.display());
                Error::new(reason).at(draft)
            })?,
        };
        let folder = match self {
            Self::Beside => draft.parent().unwrap_or(Path::new("")).join(FOLDER),
            Self::Apart { folder, .. } => folder.clone(),
        };
        let snapshot = with_ending(&folder.join(&name), ENDING);
        let name = name.to_string_lossy().replace('\\', "/");
        Ok(Place { draft: draft.to_owned(), snapshot, name, store: self.clone() })
    }

    /// The snapshots of everything that this path names, pending ones too: of a folder all below it, of a draft its own.
    /// What cannot be searched is added to `errors`.
    pub(super) fn below(&self, path: &Path, errors: &mut Vec<Error>) -> Vec<Place> {
        let mut found = Vec::new();
        match self {
            _ if !path.is_dir() => match self.place(path.strip_prefix(".").unwrap_or(path)) {
                Ok(place) => found.push(place),
                Err(error) => errors.push(error),
            },
            Self::Beside => walk(path, errors, |file| found.extend(self.of_snapshot(file))),
            Self::Apart { folder, .. } => {
                let within = absolute(path);
                walk(folder, errors, |file| {
                    let place = self.of_snapshot(file);
                    found.extend(place.filter(|place| absolute(&place.draft).starts_with(&within)));
                });
            }
        }
        found
    }

    /// The draft that a snapshot or a pending one is of, by its name.
    fn of_snapshot(&self, file: &Path) -> Option<Place> {
        let name = file.file_name()?.to_str()?;
        let name = name.strip_suffix(PENDING).unwrap_or(name).strip_suffix(ENDING)?;
        let folder = file.parent()?;
        let draft = match self {
            Self::Beside => {
                let beside = folder.file_name().is_some_and(|name| name == FOLDER);
                beside.then(|| folder.parent().unwrap_or(Path::new("")).join(name))?
            }
            Self::Apart { folder: all, root } => near(&root.join(folder.strip_prefix(all).ok()?).join(name)),
        };
        self.place(draft.strip_prefix(".").unwrap_or(&draft)).ok()
    }
}

impl Place {
    /// Its path as people read it.
    pub(super) fn path(&self) -> String {
        self.draft.to_string_lossy().into_owned()
    }

    /// What waits to be accepted.
    pub(super) fn pending(&self) -> PathBuf {
        with_ending(&self.snapshot, PENDING)
    }

    /// Another draft's path as seen from the folder that this snapshot belongs to, with `/`.
    pub(super) fn sees(&self, other: &Place) -> String {
        let (root, other) = (absolute(&self.root()), absolute(&other.draft));
        let common = root.components().zip(other.components()).take_while(|(one, two)| one == two).count();
        let up = root.components().skip(common).map(|_| "..".to_owned());
        let down = other.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// Where the snapshot of a draft lies that this one [sees](Self::sees) under this path. Fails for one that lies where
    /// no drafts should.
    pub(super) fn seen(&self, path: &str) -> Result<Place, Error> {
        let draft = near(&self.root().join(path));
        self.store.place(draft.strip_prefix(".").unwrap_or(&draft))
    }

    /// The folder that the names of its drafts count from.
    fn root(&self) -> PathBuf {
        match &self.store {
            Store::Beside => self.draft.parent().unwrap_or(Path::new("")).to_owned(),
            Store::Apart { root, .. } => root.clone(),
        }
    }

    /// The accepted snapshot; none where there is none. Fails where it cannot be read or understood.
    pub(super) fn accepted(&self) -> Result<Option<Snapshot>, Error> {
        read(&self.snapshot)
    }

    /// The pending snapshot; none where there is none. Fails where it cannot be read or understood.
    pub(super) fn waiting(&self) -> Result<Option<Snapshot>, Error> {
        read(&self.pending())
    }

    /// Whether the draft is gone.
    pub(super) fn is_orphan(&self) -> bool {
        !self.draft.exists()
    }
}

/// A snapshot; none where the file is not there. Fails where it cannot be read or understood.
pub(super) fn read(path: &Path) -> Result<Option<Snapshot>, Error> {
    match text(path)? {
        Some(text) => snapshot::parse(&text).map(Some).map_err(|error| error.at(path)),
        None => Ok(None),
    }
}

/// Whether a file is one of our snapshots, in order or not: no other file is ever replaced or removed.
pub(super) fn is_ours(path: &Path) -> bool {
    matches!(text(path), Ok(Some(text)) if snapshot::is_snapshot(&text))
}

fn text(path: &Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        Ok(bytes) => {
            String::from_utf8(bytes).map(Some).map_err(|_| Error::new("not a snapshot: it is not UTF-8").at(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failure(&error).at(path)),
    }
}

/// Writes a snapshot, whole or not at all. Fails where it cannot, and where the file is another program's.
pub(super) fn write(path: &Path, snapshot: &Snapshot) -> Result<(), Error> {
    if path.exists() && !is_ours(path) {
        return Err(Error::new("not a snapshot of whosaid, and not replaced: move it away").at(path));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failure(&error).at(folder))?;
    }
    replace(path, snapshot::text(snapshot).as_bytes())
}

/// Removes a snapshot, and the folders that are empty then. What is gone already, or another program's, is let be.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    if !is_ours(path) {
        return Ok(());
    }
    fs::remove_file(path).map_err(|error| failure(&error).at(path))?;
    let mut folder = path.parent();
    // A folder that is not empty stays, and so do those above it.
    while let Some(empty) = folder.filter(|folder| fs::remove_dir(folder).is_ok()) {
        folder = empty.parent().filter(|_| empty.file_name().is_none_or(|name| name != FOLDER));
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// The path from the root of the file system, whether anything is there or not; links to folders are followed.
fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
    folder.zip(path.file_name()).map_or(path.clone(), |(folder, name)| folder.join(name))
}

/// Goes through the snapshots below a folder. One in a folder that git ignores is passed over; a pending one is found
/// though git ignores it, as desks are told to let it.
fn walk(folder: &Path, errors: &mut Vec<Error>, mut take: impl FnMut(&Path)) {
    if !folder.exists() {
        return;
    }
    let mut snapshots = OverrideBuilder::new(folder);
    for ending in [ENDING.to_owned(), format!("{ENDING}{PENDING}")] {
        // A star and letters are always a glob.
        let _ = snapshots.add(&format!("*{ending}"));
    }
    let snapshots = snapshots.build().unwrap_or_else(|_| Override::empty());
    for entry in WalkBuilder::new(folder).require_git(false).overrides(snapshots).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => take(entry.path()),
            Ok(_) => {}
            Err(error) => errors.push(crate::cli::files::unwalkable(error)),
        }
    }
}
