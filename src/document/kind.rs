//! The formats of drafts: how one is told, and which reader reads it.

use std::path::Path;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Deserialize;

use super::encoding::decode;
use super::{Document, LONGEST, docx, epub, html, markdown, odt, plain};
use crate::error::Error;

/// A format of drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Text as it is.
    #[default]
    Plain,
    /// CommonMark with GitHub's additions.
    Markdown,
    /// A web page, or a piece of one.
    Html,
    /// A document of Word.
    Docx,
    /// A document of OpenDocument.
    Odt,
    /// An electronic book.
    Epub,
}

impl Kind {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Plain, Self::Markdown, Self::Html, Self::Docx, Self::Odt, Self::Epub];

    /// Its name on the command line and in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Epub => "epub",
        }
    }

    /// The endings of its files, without the dot, in small letters.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Docx => &["docx"],
            Self::Odt => &["odt"],
            Self::Epub => &["epub"],
        }
    }

    /// Whether its files are archives, so that spans count in the extracted text.
    pub const fn is_zipped(self) -> bool {
        matches!(self, Self::Docx | Self::Odt | Self::Epub)
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Error::new(format!("`{name}` is no format: {}", names())))
    }
}

/// What is done with tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrackedChanges {
    /// As if all were accepted.
    #[default]
    Accept,
    /// As if all were rejected.
    Reject,
    /// Read as if accepted; what is shown has both, as `[-deleted-]` and `{+inserted+}`.
    Show,
}

impl TrackedChanges {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Reject, Self::Show];

    /// Its name on the command line and in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Show => "show",
        }
    }
}

impl FromStr for TrackedChanges {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|way| way.name() == name)
            .ok_or_else(|| Error::new(format!("`{name}` is no way with tracked changes: accept, reject or show")))
    }
}

/// How files are read: what flags and settings may say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The formats of files by their endings, without the dot; before those of [`Kind::extensions`].
    pub format_of: Vec<(String, Kind)>,
    /// What is done with tracked changes.
    pub tracked_changes: TrackedChanges,
}

impl Reading {
    /// The format that a file's ending stands for.
    pub fn kind_of(&self, path: &Path) -> Option<Kind> {
        let ending = path.extension()?.to_str()?;
        let given = self.format_of.iter().rev().find(|(given, _)| ending.eq_ignore_ascii_case(given));
        given.map(|(_, kind)| *kind).or_else(|| {
            Kind::ALL.into_iter().find(|kind| kind.extensions().iter().any(|known| ending.eq_ignore_ascii_case(known)))
        })
    }

    /// The format of a file: by its ending, and where that says nothing, by how it begins.
    pub fn kind(&self, path: &Path, bytes: &[u8]) -> Kind {
        self.kind_of(path).unwrap_or_else(|| of_content(bytes))
    }
}

/// The format that a file's first bytes speak for.
fn of_content(bytes: &[u8]) -> Kind {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    // The names of the files in an archive stand in it as they are.
    let holds = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    if head.starts_with(b"PK\x03\x04") {
        return if holds("META-INF/container.xml") {
            Kind::Epub
        } else if !holds("word/document.xml") && holds("content.xml") {
            Kind::Odt
        } else {
            Kind::Docx
        };
    }
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|tag| text.starts_with(tag));
    if page { Kind::Html } else { Kind::Plain }
}

/// The documents in a file of this kind.
pub(super) fn read(bytes: Vec<u8>, kind: Kind, reading: &Reading) -> Result<Vec<Document>, Error> {
    if bytes.len() as u64 > LONGEST {
        return Err(too_long());
    }
    foreign(&bytes, kind)?;
    match kind {
        Kind::Plain => {
            let (text, encoding) = decode(bytes, plain::declared)?;
            Ok(vec![Document { encoding, ..plain::read(text) }])
        }
        Kind::Markdown => {
            let (text, encoding) = decode(bytes, |_| None)?;
            Ok(vec![Document { encoding, ..markdown::read(text)? }])
        }
        Kind::Html => {
            let (text, encoding) = decode(bytes, html::declared)?;
            Ok(vec![Document { encoding, ..html::read(text)? }])
        }
        Kind::Docx => Ok(vec![docx::read(&bytes, reading.tracked_changes)?]),
        Kind::Odt => Ok(vec![odt::read(&bytes, reading.tracked_changes)?]),
        Kind::Epub => epub::read(&bytes),
    }
}

/// Fails for files that writers take for drafts and that are none, whatever their ending says.
fn foreign(bytes: &[u8], kind: Kind) -> Result<(), Error> {
    let reason = match bytes {
        [] if kind.is_zipped() => "the file is empty",
        // A compound file: Word wrote them before DOCX, and wraps a DOCX with a password in one.
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Word file, or one locked with a password; save it as DOCX without one",
        [b'{', b'\\', b'r', b't', b'f', ..] => "RTF is not read; save the draft as DOCX",
        [b'P', b'K', 3, 4, ..] if !kind.is_zipped() => {
            "an archive, as DOCX, ODT and EPUB are; name it so, or say it with --format-of"
        }
        [b'%', b'P', b'D', b'F', b'-', ..] => "PDF is not read; save the draft as DOCX or text",
        _ => return Ok(()),
    };
    Err(Error::new(reason))
}

/// The error for a file longer than [`LONGEST`].
pub fn too_long() -> Error {
    Error::new(format!("longer than {} MB, the most that is read of a draft; split it", LONGEST >> 20))
}
