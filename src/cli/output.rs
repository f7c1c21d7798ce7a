//! Where the output goes: standard output, or a file that is written beside and then renamed.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use clap::ColorChoice;

use super::files;
use super::screen::choice;
use crate::error::Error;
use crate::output::reports::Look;

/// What kept the output from being written.
pub(super) fn unwritable(error: &io::Error) -> Error {
    Error::new(format!("cannot write: {}", files::failure(error)))
}

/// Writes a file beside its place and renames it at the end.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = || {
        let (mut file, replacement) = Replacement::begin(path)?;
        file.write_all(bytes)?;
        replacement.finish()
    };
    written().map_err(|error| unwritable(&error).at(path))
}

/// Gathers what is written until it is delivered.
pub(super) struct Output {
    /// How text for people is set out there.
    pub(super) look: Look,
    gathered: Vec<u8>,
    sink: Box<dyn Write>,
    replacement: Option<Replacement>,
}

/// The longest line that is easy to read, in terminal cells.
const WIDEST: usize = 100;

/// The width of a terminal that does not say.
const USUAL: usize = 80;

impl Output {
    /// Opens a file, or else standard output, which a dash stands for too. Fails where the file cannot be written.
    pub(super) fn open(file: Option<&Path>, color: ColorChoice) -> Result<Self, Error> {
        match file {
            Some(path) if !is_standard(path) => Self::file(path, color).map_err(|error| unwritable(&error).at(path)),
            _ => Ok(Self::standard(color)),
        }
    }

    /// Standard output.
    pub(super) fn standard(color: ColorChoice) -> Self {
        let stdout = io::stdout();
        let choice = match choice(color) {
            anstream::ColorChoice::Auto => AutoStream::choice(&stdout),
            chosen => chosen,
        };
        let width = if stdout.is_terminal() {
            terminal_size::terminal_size_of(&stdout)
                .map_or(USUAL, |(terminal_size::Width(width), _)| usize::from(width).min(WIDEST))
        } else {
            USUAL
        };
        let color = choice != anstream::ColorChoice::Never;
        // What is plain goes out as it is: a stream that takes colours away would change the draft's own bytes.
        let sink: Box<dyn Write> =
            if color { Box::new(AutoStream::new(stdout.lock(), choice)) } else { Box::new(stdout.lock()) };
        Self { look: Look { color, width }, gathered: Vec::new(), sink, replacement: None }
    }

    fn file(path: &Path, color: ColorChoice) -> io::Result<Self> {
        let (sink, replacement) = match fs::metadata(path) {
            // A device or a pipe must not be replaced by a file.
            Ok(metadata) if !metadata.is_file() => (File::options().write(true).open(path)?, None),
            // Links in a ring, a folder that may not be looked into.
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {
                let (file, replacement) = Replacement::begin(path)?;
                (file, Some(replacement))
            }
        };
        Ok(Self {
            look: Look { color: color == ColorChoice::Always, width: USUAL },
            gathered: Vec::new(),
            sink: Box::new(sink),
            replacement,
        })
    }

    /// How many bytes wait to be delivered.
    pub(super) fn waiting(&self) -> usize {
        self.gathered.len()
    }

    /// Sends on what was gathered.
    pub(super) fn deliver(&mut self) -> io::Result<()> {
        self.sink.write_all(&self.gathered)?;
        self.gathered.clear();
        self.sink.flush()
    }

    /// Delivers the rest; the file, if it is one, stands there from now on.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.deliver()?;
        match self.replacement {
            Some(replacement) => replacement.finish(),
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.write(bytes)
    }

    /// Nothing: what is gathered is delivered between drafts, where it does not tear a progress bar.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a path means standard output. Where that goes to a file, the name of the device leads to the file, which
/// must not be replaced: others write to it as well.
fn is_standard(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|known| path == Path::new(known))
}

/// How many links may lead to each other; systems allow about as many.
const LINKS: usize = 40;

/// What a link points to in the end, whether it is there or not: a link stays a link.
fn behind_links(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&target) else { break };
        target = target.parent().map_or(next.clone(), |folder| folder.join(&next));
    }
    target
}

/// A file under another name until it is complete; gone if it never is.
struct Replacement {
    written: PathBuf,
    target: PathBuf,
}

impl Replacement {
    fn begin(path: &Path) -> io::Result<(File, Self)> {
        let target = behind_links(path);
        // The folder may let a file be replaced that itself may not be written.
        if target.exists() {
            File::options().write(true).open(&target)?;
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let written = target.with_file_name(format!(".{name}.{}", std::process::id()));
        let file = File::create(&written)?;
        let replacement = Self { written, target };
        if let Ok(metadata) = fs::metadata(&replacement.target) {
            file.set_permissions(metadata.permissions())?;
        }
        Ok((file, replacement))
    }

    fn finish(self) -> io::Result<()> {
        fs::rename(&self.written, &self.target)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // After the renaming there is nothing left to remove, which is no fault.
        let _ = fs::remove_file(&self.written);
    }
}
