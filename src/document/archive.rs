//! The archives that Word, OpenDocument and EPUB files are, read within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding::decode;
use super::{LONGEST, html};
use crate::error::Error;

/// The most files an archive may hold; a long book has a few hundred.
const MOST_PARTS: usize = 10_000;
/// How much longer a part may be than what it is packed in. Text packs to a third, Word's XML to a thirtieth.
const DENSEST: u64 = 100;
/// Parts shorter than this may be packed as tightly as they like.
const SMALL: u64 = 1 << 20;

/// An archive in memory.
#[derive(Debug)]
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Fails where the bytes are no archive, or one with more files than a draft has or with a path out of it.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        if entries(bytes) > MOST_PARTS {
            return Err(Error::new(format!("the archive holds more than {MOST_PARTS} files; no draft does")));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        for name in zip.file_names() {
            let name = name.map_err(|error| damaged(&error))?;
            if name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..") {
                return Err(Error::new(format!("the archive holds a path out of it, {name}; no draft does")));
            }
        }
        Ok(Self { zip, left: LONGEST })
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let (text, _) = decode(bytes, html::declared).map_err(|error| Error::new(format!("{name}: {error}")))?;
        Ok(Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned)))
    }

    /// The text of a part that has to be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Error> {
        self.text(name)?.ok_or_else(|| Error::new(format!("the archive has no {name}; save the draft anew")))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Error::new("the file is locked with a password; save it without one"));
            }
            Err(error) => return Err(damaged(&error)),
        };
        let packed = file.compressed_size().max(1);
        let most = self.left.min((packed.saturating_mul(DENSEST)).max(SMALL));
        let mut bytes = Vec::new();
        // What the archive says of lengths may be a lie: what is read is counted.
        let length = file.take(most + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        if length as u64 > most {
            let bound = if most == self.left {
                format!("{name}: the archive unpacks to more than {} MB", LONGEST >> 20)
            } else {
                format!("{name} unpacks to more than {DENSEST} times its size")
            };
            return Err(Error::new(format!("{bound}; no draft does")));
        }
        self.left -= length as u64;
        Ok(Some(bytes))
    }
}

/// The number of files in the archive, as its end says.
fn entries(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(66_000);
    let end = memchr::memmem::rfind(bytes.get(tail..).unwrap_or_default(), b"PK\x05\x06").map(|at| tail + at);
    let count = end.and_then(|at| bytes.get(at + 10..at + 12)).and_then(|count| count.try_into().ok());
    // 65,535 stands for "more than that".
    count.map_or(0, |count| usize::from(u16::from_le_bytes(count)))
}

/// The path that a reference in one part of an archive means, from its root. Fails where that lies outside.
pub(super) fn resolve(from: &str, reference: &str) -> Result<String, Error> {
    let outside = || Error::new(format!("{from} refers to {reference}, a path out of the archive"));
    let reference = reference.split(['#', '?']).next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let start = if reference.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

fn damaged(error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the archive cannot be read: {error}; save the draft anew"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_stay_in_the_archive() {
        assert_eq!(resolve("EPUB/content.opf", "text/../ch1.xhtml#a").as_deref(), Ok("EPUB/ch1.xhtml"));
        assert_eq!(resolve("_rels/.rels", "/word/document.xml").as_deref(), Ok("word/document.xml"));
        let outside = resolve("EPUB/content.opf", "../../etc/passwd").expect_err("it should be refused");
        assert_eq!(outside.to_string(), "EPUB/content.opf refers to ../../etc/passwd, a path out of the archive");
    }
}
