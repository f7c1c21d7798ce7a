//! Sources on disk: found, read, and indexed once. The index lies in a folder that may be thrown away at any time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::files::{self, Input, State, failure, near};
use super::output::replace;
use super::profiles::Profiles;
use super::screen::Screen;
use crate::analysis::Analysis;
use crate::document::Document;
use crate::error::Error;
use crate::rules;
use crate::settings::profile::Profile;
use crate::verification::index::{Bytes, Checksum, Segment, SegmentBuilder};
use crate::verification::{self, Library, Source, SourceText, Texts, Verification};

/// What the folder of the index is called.
pub(super) const CACHE: &str = ".whosaid-cache";
/// The ending of a segment.
const ENDING: &str = "index";
/// The bytes of files that make up a segment, more or less: the memory that a thread needs is some times as much.
const SEGMENT: u64 = 16 << 20;
/// How many segments smaller than a quarter of that may lie about before they are made one.
const SMALL: usize = 16;
/// How many documents are kept in memory that were read again to show a passage.
const KEPT: usize = 8;

/// Sources, and where each of them lies.
pub(super) struct Sources {
    library: Library,
    /// The file that each source of the library stands in, without links and dots.
    places: Vec<PathBuf>,
    /// The files and folders that were named, and the files that were found in them, as they were before they were read.
    watched: Watched,
    errors: Mutex<Vec<Error>>,
}

/// What may change while somebody watches; absolute paths.
#[derive(Debug, Default, Clone)]
pub(super) struct Watched {
    /// The files and folders that were named.
    pub(super) named: Vec<PathBuf>,
    /// The files, each as it was just before it was read.
    pub(super) files: Vec<(PathBuf, State)>,
}

impl Sources {
    /// Finds, reads and indexes what these paths name. What cannot be read is told on the screen and left out. Without a
    /// folder for it the index is made in memory, and so it is where the folder cannot be written. Stops where one is
    /// standard input.
    pub(super) fn open(
        paths: &[PathBuf],
        profiles: &mut Profiles,
        cache: Option<&Path>,
        screen: &mut Screen,
    ) -> Result<Self, Error> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Error::new("sources are files and folders: standard input is none"));
        }
        let inputs = files::find_sources(paths, profiles, screen);
        let watched = Watched {
            named: paths.iter().map(|path| files::place(path)).collect(),
            files: inputs.iter().map(|input| (input.place.clone(), files::state(&input.place))).collect(),
        };
        Ok(Self { watched, ..Self::read(&inputs, cache, screen) })
    }

    fn read(inputs: &[Input], cache: Option<&Path>, screen: &mut Screen) -> Self {
        let mut keys: Vec<Option<(u64, u64)>> = Vec::with_capacity(inputs.len());
        screen.begin(inputs.len());
        for window in inputs.chunks(64) {
            let found: Vec<Result<(u64, u64), Error>> = window.par_iter().with_max_len(1).map(key).collect();
            for key in found {
                keys.push(key.map_err(|error| screen.error(&error)).ok());
            }
            screen.advance(window.len());
        }
        screen.end();
        let mut shelf = Shelf::open(cache, &keys.iter().flatten().map(|(key, _)| *key).collect());
        let mut waiting: Vec<(usize, u64)> = Vec::new();
        let mut known = FxHashSet::default();
        for (number, found) in keys.iter().enumerate() {
            let Some((key, size)) = *found else { continue };
            if !shelf.holds(key) && known.insert(key) {
                waiting.push((number, size));
            }
        }
        screen.begin(waiting.len());
        let threads = rayon::current_num_threads();
        let batches = batches(&waiting);
        for round in batches.chunks(threads.max(1)) {
            let made: Vec<(Vec<u8>, Vec<Error>)> =
                round.par_iter().with_max_len(1).map(|batch| segment(inputs, batch)).collect();
            for (bytes, errors) in made {
                errors.iter().for_each(|error| screen.error(error));
                if let Err(error) = shelf.add(bytes) {
                    screen.warning(&format!("the index cannot be kept: {error}"));
                }
            }
            screen.advance(round.iter().map(|batch| batch.len()).sum());
        }
        screen.end();
        shelf.library(inputs, &keys)
    }

    /// How the quotations of a draft fare; a draft is no source of itself. Fails where the index cannot be read.
    fn held(&self, analysis: &Analysis<'_>, path: &str) -> Result<Vec<Verification>, Error> {
        let file = fs::canonicalize(path).ok();
        let skip = |source: usize| file.is_some() && self.places.get(source) == file.as_ref();
        verification::verify(analysis, &self.library, &skip).map_err(|error| {
            Error::new(format!("cannot be verified: {error}; remove the index and try again")).at(path)
        })
    }

    /// What could not be verified since this was asked last.
    pub(super) fn errors(&self) -> Vec<Error> {
        std::mem::take(&mut *self.errors.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What the drafts of a check are held against, each list of sources opened once.
#[derive(Default)]
pub(super) struct Archives(Vec<(Vec<PathBuf>, Arc<Sources>)>);

impl Archives {
    /// Opens the sources that the settings of these drafts name, where a rule asks for them. Their index lies beside the
    /// settings. Stops where one is standard input.
    pub(super) fn open(inputs: &[Input], profiles: &mut Profiles, screen: &mut Screen) -> Result<Self, Error> {
        let asking = inputs.iter().filter(|input| rules::asks_sources(&input.settings));
        Self::open_for(asking, profiles, |folder| Some(near(folder).join(CACHE)), screen)
    }

    /// Opens the sources that the settings of these drafts name; `cache` gives the folder of their index for that of the
    /// settings. Stops where one is standard input.
    pub(super) fn open_for<'i>(
        inputs: impl Iterator<Item = &'i Input>,
        profiles: &mut Profiles,
        cache: impl Fn(&Path) -> Option<PathBuf>,
        screen: &mut Screen,
    ) -> Result<Self, Error> {
        let mut archives = Self::default();
        for input in inputs {
            let Some((paths, folder)) = input.profile.sources() else { continue };
            if archives.0.iter().all(|(known, _)| *known != paths) {
                let named: Vec<PathBuf> = paths.iter().map(|path| near(path)).collect();
                let sources = Sources::open(&named, profiles, cache(folder).as_deref(), screen)?;
                archives.0.push((paths, Arc::new(sources)));
            }
        }
        Ok(archives)
    }

    /// What a draft is held against.
    pub(super) fn of(&self, input: &Input) -> Option<Arc<dyn verification::Sources>> {
        let (paths, _) = input.profile.sources()?;
        let (_, sources) = self.0.iter().find(|(known, _)| *known == paths)?;
        Some(Arc::<Sources>::clone(sources))
    }

    /// What may change of them.
    pub(super) fn watched(&self) -> impl Iterator<Item = &Watched> {
        self.0.iter().map(|(_, sources)| &sources.watched)
    }

    /// Tells what could not be verified.
    pub(super) fn tell(&self, screen: &mut Screen) {
        self.0.iter().flat_map(|(_, sources)| sources.errors()).for_each(|error| screen.error(&error));
    }
}

impl verification::Sources for Sources {
    fn verify(&self, analysis: &Analysis<'_>, path: &str) -> Vec<Verification> {
        self.held(analysis, path).unwrap_or_else(|error| {
            self.errors.lock().unwrap_or_else(PoisonError::into_inner).push(error);
            Vec::new()
        })
    }
}

/// What a file is known by, and its size: the checksum of its contents and of how they are read.
fn key(input: &Input) -> Result<(u64, u64), Error> {
    let bytes = input.bytes().map_err(|error| error.at(&input.path))?;
    Ok((key_of(input, &bytes), bytes.len() as u64))
}

fn key_of(input: &Input, bytes: &[u8]) -> u64 {
    let reading = input.profile.reading();
    let mut checksum = Checksum::default();
    checksum.add(bytes);
    checksum.add(reading.kind(&input.path, bytes).name().as_bytes());
    checksum.add(reading.tracked_changes.name().as_bytes());
    checksum.value()
}

/// Files in groups that make a segment each.
fn batches(waiting: &[(usize, u64)]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut full = SEGMENT;
    for (number, size) in waiting {
        if full + size > SEGMENT {
            batches.push(Vec::new());
            full = 0;
        }
        full += size;
        if let Some(batch) = batches.last_mut() {
            batch.push(*number);
        }
    }
    batches
}

/// The index of some files.
fn segment(inputs: &[Input], batch: &[usize]) -> (Vec<u8>, Vec<Error>) {
    let mut builder = SegmentBuilder::default();
    let mut errors = Vec::new();
    for input in batch.iter().map(|number| &inputs[*number]) {
        let documents = input.bytes().and_then(|bytes| {
            let reading = input.profile.reading();
            // The file may have changed since it was looked at.
            let (kind, key) = (reading.kind(&input.path, &bytes), key_of(input, &bytes));
            Ok((key, Document::read(bytes, kind, reading)?))
        });
        match documents {
            Ok((key, documents)) => {
                let texts: Vec<&str> = documents.iter().map(Document::text).collect();
                let date = texts.first().and_then(|text| dated_text(text)).unwrap_or_default();
                builder.file(key, date, &texts);
            }
            Err(error) => errors.push(error.at(&input.path)),
        }
    }
    (builder.finish(), errors)
}

/// The segments of a run: those that were kept, and those that were made now.
struct Shelf {
    folder: Option<PathBuf>,
    segments: Vec<Segment>,
    /// The segment and the number there of each file that is wanted, by its key.
    files: FxHashMap<u64, (usize, usize)>,
}

impl Shelf {
    /// Opens what is kept of these files. What is damaged, of another version or of no use is left alone, or removed.
    fn open(folder: Option<&Path>, wanted: &FxHashSet<u64>) -> Self {
        let mut shelf = Self { folder: folder.map(Path::to_owned), segments: Vec::new(), files: FxHashMap::default() };
        let mut paths: Vec<PathBuf> = folder
            .and_then(|folder| fs::read_dir(folder).ok())
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
            .collect();
        paths.sort();
        let opened: Vec<(PathBuf, io::Result<Segment>)> = paths
            .into_par_iter()
            .map(|path| {
                let segment = OnDisk::open(&path).and_then(Segment::open);
                (path, segment)
            })
            .collect();
        let mut small = Vec::new();
        for (path, segment) in opened {
            let segment = match segment {
                Ok(segment) => segment,
                Err(error) => {
                    // What is not sound is made anew; another run may have removed it already.
                    if error.kind() == io::ErrorKind::InvalidData {
                        let _ = fs::remove_file(&path);
                    }
                    continue;
                }
            };
            let all_wanted = segment.files().all(|(key, _, _)| wanted.contains(&key));
            let size = fs::metadata(&path).map_or(0, |metadata| metadata.len());
            if all_wanted && size < SEGMENT / 4 {
                small.push((path, segment));
            } else if segment.files().any(|(key, _, _)| wanted.contains(&key)) {
                shelf.keep(segment, wanted);
            }
        }
        if small.len() > SMALL {
            // Many small ones, from many runs with a new file each, are made one: what they held is read again.
            small.iter().for_each(|(path, _)| drop(fs::remove_file(path)));
        } else {
            small.into_iter().for_each(|(_, segment)| shelf.keep(segment, wanted));
        }
        shelf
    }

    fn holds(&self, key: u64) -> bool {
        self.files.contains_key(&key)
    }

    fn keep(&mut self, segment: Segment, wanted: &FxHashSet<u64>) {
        let number = self.segments.len();
        for (file, (key, _, _)) in segment.files().enumerate() {
            if wanted.contains(&key) {
                self.files.entry(key).or_insert((number, file));
            }
        }
        self.segments.push(segment);
    }

    /// Takes a segment that was made now, and keeps it for later runs. Fails where it cannot be kept; it is used all the
    /// same.
    fn add(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let kept = self.folder.clone().map_or(Ok(None), |folder| kept(&folder, &bytes).map(Some));
        let (opened, result) = match kept {
            Ok(Some(path)) => match OnDisk::open(&path).and_then(Segment::open) {
                Ok(segment) => (Some(segment), Ok(())),
                // Another run has removed it again.
                Err(_) => (Segment::open(bytes).ok(), Ok(())),
            },
            Ok(None) => (Segment::open(bytes).ok(), Ok(())),
            Err(error) => (Segment::open(bytes).ok(), Err(error)),
        };
        if let Some(segment) = opened {
            let all = segment.files().map(|(key, _, _)| key).collect();
            self.keep(segment, &all);
        }
        if result.is_err() {
            self.folder = None;
        }
        result
    }

    fn library(self, inputs: &[Input], keys: &[Option<(u64, u64)>]) -> Sources {
        let tables: Vec<Vec<(u64, u32, std::ops::Range<usize>)>> =
            self.segments.iter().map(|segment| segment.files().collect()).collect();
        let mut found: Vec<(Source, usize, usize)> = Vec::new();
        let mut taken = FxHashSet::default();
        for (number, (input, key)) in inputs.iter().zip(keys).enumerate() {
            let Some((segment, file)) = key.and_then(|(key, _)| self.files.get(&key).copied()) else { continue };
            // Of two files with the same contents the first stands for both.
            if !taken.insert((segment, file)) {
                continue;
            }
            let Some((_, date, documents)) = tables.get(segment).and_then(|files| files.get(file)) else { continue };
            let name = input.name();
            let date = dated_path(&name).unwrap_or(*date);
            for (part, document) in documents.clone().enumerate() {
                found.push((Source { name: name.clone(), date, segment, document }, number, part));
            }
        }
        found.sort_by(|(one, _, one_part), (other, _, other_part)| {
            (Library::order(one), one_part).cmp(&(Library::order(other), other_part))
        });
        let mut sources = Vec::with_capacity(found.len());
        let mut files = Vec::with_capacity(found.len());
        for (source, number, part) in found {
            sources.push(source);
            files.push((inputs[number].clone(), part));
        }
        let places =
            files.iter().map(|(input, _)| fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone()));
        let places = places.collect();
        let texts = OnDiskTexts { files, kept: Mutex::default() };
        let library = Library::new(self.segments, sources, Box::new(texts));
        Sources { library, places, watched: Watched::default(), errors: Mutex::default() }
    }
}

/// Keeps a segment under a name that its contents give it; says where.
fn kept(folder: &Path, bytes: &[u8]) -> Result<PathBuf, Error> {
    if !folder.is_dir() {
        fs::create_dir_all(folder).map_err(|error| failure(&error).at(folder))?;
        // Neither git nor a backup wants what can be made again.
        replace(&folder.join(".gitignore"), b"*\n")?;
        let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# whosaid keeps the index of sources here. It may be removed.\n";
        replace(&folder.join("CACHEDIR.TAG"), tag.as_bytes())?;
    }
    let path = folder.join(format!("{:016x}.{ENDING}", Checksum::of(bytes)));
    replace(&path, bytes)?;
    Ok(path)
}

/// A file that is read a little at a time.
struct OnDisk {
    file: File,
    length: u64,
}

impl OnDisk {
    fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self { file, length })
    }
}

impl Bytes for OnDisk {
    fn length(&self) -> io::Result<u64> {
        Ok(self.length)
    }

    #[cfg(unix)]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        while !buffer.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            buffer = &mut buffer[read..];
            offset += read as u64;
        }
        Ok(())
    }
}

/// The documents of sources, read again where a passage is shown; the last ones are kept.
struct OnDiskTexts {
    /// For each source its file, and its number among the documents there.
    files: Vec<(Input, usize)>,
    kept: Mutex<Vec<(usize, Option<Arc<SourceText>>)>>,
}

impl Texts for OnDiskTexts {
    fn text(&self, source: usize) -> Option<Arc<SourceText>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = kept.iter().position(|(number, _)| *number == source) {
            let found = kept.remove(at);
            let text = found.1.clone();
            kept.push(found);
            return text;
        }
        let (input, part) = self.files.get(source)?;
        let document = input.read().ok().and_then(|documents| documents.into_iter().nth(*part));
        let text = document
            .map(|document| Arc::new(SourceText::with_knowledge(document, Arc::<Profile>::clone(&input.profile))));
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((source, text.clone()));
        text
    }
}

/// The day that a path names: "2024-03-05", "2024/03/05", "20240305". The last of several.
fn dated_path(path: &str) -> Option<u32> {
    (0..path.len())
        .rev()
        .filter(|at| path.is_char_boundary(*at))
        .find_map(|at| day(&path[at..], &path[..at], &['-', '/', '_', '.', '\\']))
}

/// How much of a text is searched for its day, in bytes.
const HEAD: usize = 600;

/// The day that the head of a text names: "2024-03-05".
fn dated_text(text: &str) -> Option<u32> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let dated =
        |at: usize| day(&head[at..], &head[..at], &['-']).filter(|_| head.as_bytes().get(at + 4) == Some(&b'-'));
    (0..head.len()).filter(|at| head.is_char_boundary(*at)).find_map(dated)
}

/// The day as yyyymmdd that a text begins with, where no digit stands before or behind it.
fn day(text: &str, before: &str, separators: &[char]) -> Option<u32> {
    let digits = |text: &str, number: usize| -> Option<u32> {
        text.get(..number).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let separated = |text: &'_ str| text.starts_with(separators);
    if before.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let year = digits(text, 4)?;
    let rest = &text[4..];
    let gap = usize::from(separated(rest));
    let month = digits(&rest[gap..], 2)?;
    let rest = &rest[gap + 2..];
    if separated(rest) != (gap == 1) {
        return None;
    }
    let day = digits(&rest[gap..], 2)?;
    let behind = &rest[gap + 2..];
    let is = (1500..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (is && !behind.starts_with(|c: char| c.is_ascii_digit())).then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_paths_and_texts() {
        assert_eq!(dated_path("archive/2024/03/05/story.txt"), Some(20_240_305));
        assert_eq!(dated_path("archive/2023/2024-03-05-story.txt"), Some(20_240_305));
        assert_eq!(dated_path("20240305.txt"), Some(20_240_305));
        assert_eq!(dated_path("a/2024-13-05.txt"), None);
        assert_eq!(dated_path("ü/1202403055.txt"), None);
        assert_eq!(dated_text("CORRAN, 2024-03-05\n\nIt rained."), Some(20_240_305));
        assert_eq!(dated_text("Call 20240305 now"), None);
    }
}
