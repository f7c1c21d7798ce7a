//! Word's DOCX: the body, then footnotes and endnotes; text boxes behind the paragraph that holds them.
//!
//! Runs of one paragraph are one text, however often Word splits it. Left out are comments, hidden text, field codes,
//! headers and footers. The extracted text has one paragraph a line, so that the line is the paragraph's number.

mod annotate;
mod body;
mod styles;

use super::archive::{Archive, resolve};
use super::extract::Extracted;
use super::xml::{Namespace, Node, Xml};
use super::{Document, Kind, TrackedChanges};
use crate::error::Error;

pub use annotate::{Note, annotate};

/// Word's own elements, in both its namespaces, and those that hold alternatives.
const NAMESPACES: &[Namespace] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
];

/// The document in a DOCX file.
///
/// # Errors
///
/// Bytes that are no archive, or none of Word's; XML that is damaged or beyond what drafts need.
pub(super) fn read(bytes: &[u8], changes: TrackedChanges) -> Result<Document, Error> {
    let mut archive = Archive::open(bytes)?;
    let parts = Parts::find(&mut archive)?;
    let extracted = extract(&mut archive, &parts, changes)?;
    Ok(extracted.document(Kind::Docx))
}

/// The text of all parts.
fn extract(archive: &mut Archive<'_>, parts: &Parts, changes: TrackedChanges) -> Result<Extracted, Error> {
    let styles = archive.text(&parts.beside("styles.xml"))?.unwrap_or_default();
    let styles = styles::read(&parts.beside("styles.xml"), &styles)?;
    let mut extracted = Extracted::new(changes);
    let body = archive.needed(&parts.document)?;
    body::read(&parts.document, &body, body::Part::Body, &styles, &mut extracted)?;
    for (name, part) in
        [("footnotes.xml", body::Part::Notes("footnote")), ("endnotes.xml", body::Part::Notes("endnote"))]
    {
        let name = parts.beside(name);
        if let Some(text) = archive.text(&name)? {
            body::read(&name, &text, part, &styles, &mut extracted)?;
        }
    }
    Ok(extracted)
}

/// Where the parts of a Word document are.
#[derive(Debug)]
struct Parts {
    /// The document itself, `word/document.xml` in every file seen.
    document: String,
}

impl Parts {
    fn find(archive: &mut Archive<'_>) -> Result<Self, Error> {
        const ROOT: &str = "_rels/.rels";
        let Some(relations) = archive.text(ROOT)? else {
            return Err(Error::new("no DOCX: the archive has no _rels/.rels; save the draft as DOCX"));
        };
        let mut xml = Xml::new(ROOT, &relations, NAMESPACES);
        while let Some(node) = xml.next()? {
            let Node::Start(tag) = node else { continue };
            let kind = tag.attribute("Type").unwrap_or_default();
            if tag.name.local == "Relationship" && kind.ends_with("/officeDocument") {
                let document = resolve("", &tag.attribute("Target").unwrap_or_default())?;
                return Ok(Self { document });
            }
        }
        Err(Error::new("no DOCX: the archive names no document; save the draft as DOCX"))
    }

    /// The path of a part that stands beside the document.
    fn beside(&self, name: &str) -> String {
        let folder = self.document.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
    }
}
