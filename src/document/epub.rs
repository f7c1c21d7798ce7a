//! EPUB: each chapter a document, in the order in which the book is read.

use rustc_hash::FxHashMap;

use super::archive::{Archive, resolve};
use super::xml::{Namespace, Node, Xml};
use super::{Document, html};
use crate::error::Error;

/// Elements are told by their local names: the files of a book mix no vocabularies.
const NAMESPACES: &[Namespace] = &[];

const CONTAINER: &str = "META-INF/container.xml";

/// The chapters of a book that have any words, without its table of contents.
///
/// # Errors
///
/// Bytes that are no archive, or none of a book; parts that are damaged, missing, or beyond what books need.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Error> {
    let mut archive = Archive::open(bytes)?;
    let Some(container) = archive.text(CONTAINER)? else {
        return Err(Error::new(format!("no EPUB: the archive has no {CONTAINER}; save the book as EPUB")));
    };
    let package = package(&container)?;
    let text = archive.needed(&package)?;
    // All of it is unpacked before any is read: a book that is too long is refused at once.
    let mut pages = Vec::new();
    for path in spine(&package, &text)? {
        let page = archive.needed(&path)?;
        pages.push((path, page));
    }
    let mut chapters = Vec::new();
    for (path, chapter) in pages {
        if chapter.contains("<!ENTITY") {
            return Err(Error::new(format!("{path}: it makes up entities, which no draft needs")));
        }
        let document = html::read_chapter(&chapter).map_err(|error| Error::new(format!("{path}: {error}")))?;
        if !document.paragraphs.is_empty() {
            chapters.push(Document { part: Some(path), ..document });
        }
    }
    Ok(chapters)
}

/// The path of the package, the file that lists all others.
fn package(container: &str) -> Result<String, Error> {
    let mut xml = Xml::new(CONTAINER, container, NAMESPACES);
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        if tag.name.local == "rootfile" {
            return resolve("", &tag.attribute("full-path").unwrap_or_default());
        }
    }
    Err(Error::new(format!("no EPUB: {CONTAINER} names no book; save the book as EPUB")))
}

/// The paths of the chapters in reading order.
fn spine(part: &str, package: &str) -> Result<Vec<String>, Error> {
    let mut files: FxHashMap<String, String> = FxHashMap::default();
    let mut chapters = Vec::new();
    let mut xml = Xml::new(part, package, NAMESPACES);
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default();
        match tag.name.local {
            "item" => {
                let contents = attribute("properties").split_whitespace().any(|property| property == "nav");
                if !contents {
                    files.insert(attribute("id"), resolve(part, &unescaped(&attribute("href")))?);
                }
            }
            // Items stand before the spine that refers to them.
            "itemref" => chapters.extend(files.get(&attribute("idref")).cloned()),
            _ => {}
        }
    }
    Ok(chapters)
}

/// A reference with its `%20` and the like as what they stand for.
fn unescaped(reference: &str) -> String {
    let mut bytes = Vec::with_capacity(reference.len());
    let mut rest = reference.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| byte == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &behind[2..];
            }
            None => {
                bytes.push(byte);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
