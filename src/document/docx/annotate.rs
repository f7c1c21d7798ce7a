//! A copy of a Word document with comments: the XML of the body gets their ends, a run being split where one begins or
//! ends inside of it; all other parts stay byte for byte as they were.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Archive, NAMESPACES, Node, Parts, Xml, extract};
use crate::document::TrackedChanges;
use crate::document::extract::{Extracted, Piece, Run};
use crate::error::Error;
use crate::text::Span;

/// A comment to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words it is about, in the source of the document.
    pub span: Span,
    /// What it says, a paragraph a line.
    pub words: String,
}

/// Who the comments are by.
const AUTHOR: &str = "whosaid";

/// The bytes of a DOCX file with these comments, read with these tracked changes.
///
/// A comment in a footnote or a text box stands at its place in the body: Word has no comments in them.
///
/// # Errors
///
/// As when the file is read.
pub fn annotate(bytes: &[u8], changes: TrackedChanges, notes: &[Note]) -> Result<Vec<u8>, Error> {
    let mut archive = Archive::open(bytes)?;
    let parts = Parts::find(&mut archive)?;
    let extracted = extract(&mut archive, &parts, changes)?;
    if notes.is_empty() {
        return Ok(bytes.to_vec());
    }
    let body = archive.needed(&parts.document)?;
    let comments_name = parts.beside("comments.xml");
    let comments = archive.text(&comments_name)?;
    let first = comments.as_deref().map_or(Ok(0), |comments| free_number(&comments_name, comments))?;
    let prefix = prefix(&body);

    let mut marks = Marks { extracted: &extracted, body: &body, prefix, inserted: BTreeMap::new() };
    let mut written = String::new();
    for (number, note) in notes.iter().enumerate() {
        let number = first + number;
        marks.comment(note.span, number);
        comment(&mut written, number, &note.words);
    }
    let mut changed: Vec<(String, String)> = vec![(parts.document.clone(), marks.written())];
    match comments {
        Some(comments) => changed.push((comments_name, with_comments(&comments, &written)?)),
        None => {
            let content_types = archive.needed("[Content_Types].xml")?;
            changed.push(("[Content_Types].xml".to_owned(), with_content_type(&content_types, &comments_name)?));
            let (folder, name) = parts.document.rsplit_once('/').unwrap_or(("", &parts.document));
            let relations = format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned();
            let before = archive.text(&relations)?;
            changed.push((relations, with_relation(before.as_deref())?));
            changed.push((comments_name, format!("{COMMENTS_START}{written}{COMMENTS_END}")));
        }
    }
    copy(bytes, &changed)
}

const COMMENTS_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";
const COMMENTS_END: &str = "</w:comments>";

/// Comments carry their own namespace, so that they fit into whatever is there.
fn comment(out: &mut String, number: usize, words: &str) {
    let _ = write!(
        out,
        "<w:comment xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" w:id=\"{number}\" \
         w:author=\"{AUTHOR}\" w:initials=\"ws\">"
    );
    for line in words.lines() {
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        let _ = write!(out, "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(&line));
    }
    out.push_str("</w:comment>");
}

/// The first number that no comment has.
fn free_number(part: &str, comments: &str) -> Result<usize, Error> {
    let mut xml = Xml::new(part, comments, NAMESPACES);
    let mut free = 0;
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        if tag.name.local == "comment" {
            let number: Option<usize> = tag.attribute("id").and_then(|id| id.parse().ok());
            free = number.map_or(free, |number| free.max(number + 1));
        }
    }
    Ok(free)
}

/// The prefix of Word's elements in the body, with its colon.
fn prefix(body: &str) -> &str {
    let root = body.find("document").unwrap_or_default();
    let start = body[..root].rfind('<').map_or(root, |at| at + 1);
    &body[start..root]
}

/// What is inserted at a place of the body, by the order in which it stands there.
#[derive(Debug, Default)]
struct Insertion {
    /// A run of which a text element is split, one that is split between elements; none where nothing is.
    split: Option<Split>,
    ends: String,
    starts: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Split {
    run: usize,
    inside_text: bool,
}

struct Marks<'a> {
    extracted: &'a Extracted,
    body: &'a str,
    prefix: &'a str,
    inserted: BTreeMap<usize, Insertion>,
}

impl Marks<'_> {
    /// Puts the two ends and the mark of a comment around words of the extracted text.
    fn comment(&mut self, span: Span, number: usize) {
        let pieces = &self.extracted.pieces;
        let first = pieces.partition_point(|piece| piece.text.end <= span.start);
        let behind = pieces.partition_point(|piece| piece.text.start < span.end.max(span.start + 1));
        let Some((first, last)) = pieces.get(first).zip(behind.checked_sub(1).and_then(|last| pieces.get(last))) else {
            return;
        };
        let w = self.prefix;
        let start = format!("<{w}commentRangeStart {w}id=\"{number}\"/>");
        let end =
            format!("<{w}commentRangeEnd {w}id=\"{number}\"/><{w}r><{w}commentReference {w}id=\"{number}\"/></{w}r>");
        let (first, last) = (*first, *last);
        let (at, split) = self.before(first, span.start.max(first.text.start) - first.text.start);
        let insertion = self.inserted.entry(at).or_default();
        insertion.split = insertion.split.or(split);
        insertion.starts.push_str(&start);
        let (at, split) = self.behind(last, last.text.end - span.end.clamp(last.text.start, last.text.end));
        let insertion = self.inserted.entry(at).or_default();
        insertion.split = insertion.split.or(split);
        insertion.ends.push_str(&end);
    }

    /// Where the body is cut so that a comment begins behind so many bytes of a piece.
    fn before(&self, piece: Piece, bytes: usize) -> (usize, Option<Split>) {
        let run = self.extracted.runs[piece.run];
        if let Some(anchor) = run.anchor {
            return (self.extracted.runs[anchor].xml.start, None);
        }
        let content = run.content.unwrap_or(run.xml);
        let element = piece.element.unwrap_or(piece.xml);
        if bytes == 0 && element.start == content.start && piece.xml.start <= element.end {
            return (run.xml.start, None);
        }
        match piece.element {
            Some(_) => (cut(piece, bytes), Some(Split { run: piece.run, inside_text: true })),
            None => (piece.xml.start, Some(Split { run: piece.run, inside_text: false })),
        }
    }

    /// Where the body is cut so that a comment ends before the last so many bytes of a piece.
    fn behind(&self, piece: Piece, bytes: usize) -> (usize, Option<Split>) {
        let run = self.extracted.runs[piece.run];
        if let Some(anchor) = run.anchor {
            return (self.extracted.runs[anchor].xml.end, None);
        }
        let content = run.content.unwrap_or(run.xml);
        let rest = self.body.get(piece.xml.end..content.end).unwrap_or_default();
        let closes = rest.is_empty() || rest.starts_with("</") && rest.find('>') == Some(rest.len() - 1);
        if bytes == 0 && closes {
            return (run.xml.end, None);
        }
        let kept = piece.text.len() - bytes;
        match piece.element {
            Some(_) => (cut(piece, kept), Some(Split { run: piece.run, inside_text: true })),
            None => (piece.xml.end, Some(Split { run: piece.run, inside_text: false })),
        }
    }

    /// The body with everything inserted.
    fn written(self) -> String {
        let w = self.prefix;
        let mut out = String::with_capacity(self.body.len() + self.inserted.len() * 200);
        let mut at = 0;
        let kept = self.kept_blanks();
        let mut blanks = kept.iter().peekable();
        for (&place, insertion) in &self.inserted {
            while let Some(&&blank) = blanks.peek().filter(|blank| ***blank <= place) {
                out.push_str(&self.body[at..blank]);
                out.push_str(" xml:space=\"preserve\"");
                at = blank;
                blanks.next();
            }
            out.push_str(&self.body[at..place]);
            at = place;
            let Some(split) = insertion.split else {
                out.push_str(&insertion.ends);
                out.push_str(&insertion.starts);
                continue;
            };
            let element = if self.is_deleted(split.run, place) { "delText" } else { "t" };
            if split.inside_text {
                let _ = write!(out, "</{w}{element}>");
            }
            let _ = write!(out, "</{w}r>{}{}", insertion.ends, insertion.starts);
            let Run { xml, properties, .. } = self.extracted.runs[split.run];
            let properties = properties.map_or("", |properties| properties.of(self.body));
            // The start tag as it is: it may have attributes.
            let tag = xml.of(self.body).find('>').map_or("", |end| &xml.of(self.body)[..=end]);
            let _ = write!(out, "{tag}{properties}");
            if split.inside_text {
                let _ = write!(out, "<{w}{element} xml:space=\"preserve\">");
            }
        }
        out.push_str(&self.body[at..]);
        out
    }

    /// Where a start tag of text that is split ends and does not say yet that its blanks are kept.
    fn kept_blanks(&self) -> Vec<usize> {
        let split = |piece: &&Piece| {
            self.inserted
                .range(piece.xml.start..=piece.xml.end)
                .any(|(_, insertion)| insertion.split.is_some_and(|split| split.inside_text && split.run == piece.run))
        };
        let elements = self.extracted.pieces.iter().filter(|piece| self.extracted.runs[piece.run].anchor.is_none());
        let elements = elements.filter(split).filter_map(|piece| piece.element);
        let silent = elements.filter(|element| !element.of(self.body).contains("xml:space"));
        let mut ends: Vec<usize> = silent.map(|element| element.end - 1).collect();
        ends.dedup();
        ends
    }

    /// Whether the text element that is split at a place is one of deleted words.
    fn is_deleted(&self, run: usize, place: usize) -> bool {
        let start = self.extracted.runs[run].xml.start;
        let tag = self.body.get(start..place).and_then(|before| before.rfind('<').map(|at| &before[at..]));
        tag.is_some_and(|tag| tag.split(['>', ' ']).next().unwrap_or_default().ends_with("delText"))
    }
}

/// The place in the XML behind so many bytes of a piece's words.
fn cut(piece: Piece, bytes: usize) -> usize {
    if piece.xml.len() == piece.text.len() {
        piece.xml.start + bytes
    } else if bytes == 0 {
        piece.xml.start
    } else {
        piece.xml.end
    }
}

fn with_comments(comments: &str, written: &str) -> Result<String, Error> {
    insert_before_end(comments, "comments", written)
}

fn with_content_type(types: &str, name: &str) -> Result<String, Error> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
    let written = format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    insert_before_end(types, "Types", &written)
}

fn with_relation(relations: Option<&str>) -> Result<String, Error> {
    const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
    let written = format!("<Relationship Id=\"rIdWhosaidComments\" Type=\"{kind}\" Target=\"comments.xml\"/>");
    insert_before_end(relations.unwrap_or(EMPTY), "Relationships", &written)
}

/// Puts words before the end tag of the outermost element.
fn insert_before_end(xml: &str, element: &str, words: &str) -> Result<String, Error> {
    let trimmed = xml.trim_end();
    if let Some(end) = trimmed.rfind("</").filter(|end| trimmed[*end..].contains(element)) {
        return Ok(format!("{}{words}{}", &xml[..end], &xml[end..]));
    }
    // An element without content: `<w:comments …/>`.
    let start = trimmed.rfind('<').filter(|start| trimmed[*start..].contains(element) && trimmed.ends_with("/>"));
    let start = start.ok_or_else(|| Error::new(format!("the archive has no end of {element}; save the draft anew")))?;
    let name = trimmed[start + 1..].split([' ', '/', '>']).next().unwrap_or_default();
    Ok(format!("{}>{words}</{name}>", trimmed.trim_end_matches("/>")))
}

/// The archive with these parts in place of its own, or besides; the others are copied as they are packed.
fn copy(bytes: &[u8], changed: &[(String, String)]) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::new(format!("the archive cannot be copied: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let put = |writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str| {
        writer.start_file(name, options).map_err(|error| failed(&error))?;
        writer.write_all(text.as_bytes()).map_err(|error| failed(&error))
    };
    let mut written = Vec::new();
    for number in 0..archive.len() {
        let file = archive.by_index_raw(number).map_err(|error| failed(&error))?;
        let name = file.name().map_err(|error| failed(&error))?.into_owned();
        match changed.iter().find(|(changed, _)| *changed == name) {
            Some((_, text)) => put(&mut writer, &name, text)?,
            None => writer.raw_copy_file(file).map_err(|error| failed(&error))?,
        }
        written.push(name);
    }
    for (name, text) in changed.iter().filter(|(name, _)| !written.contains(name)) {
        put(&mut writer, name, text)?;
    }
    Ok(writer.finish().map_err(|error| failed(&error))?.into_inner())
}
