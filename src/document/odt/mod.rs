//! OpenDocument text, as LibreOffice writes it: paragraphs in their order, text boxes behind the paragraph that holds
//! them, notes behind all.
//!
//! Left out are comments and hidden text. The extracted text has one paragraph a line, as that of DOCX.

mod changes;
mod styles;

use super::archive::Archive;
use super::extract::{Change, Extracted, Fragment};
use super::xml::{Namespace, Node, Tag, Xml};
use super::{Document, Kind, ParagraphKind, TrackedChanges};
use crate::error::Error;
use crate::text::Span;
use changes::Changes;
use styles::Styles;

const NAMESPACES: &[Namespace] = &[
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
];

const CONTENT: &str = "content.xml";

/// The document in an ODT file.
///
/// # Errors
///
/// Bytes that are no archive, or none of OpenDocument; XML that is damaged or beyond what drafts need.
pub(super) fn read(bytes: &[u8], changes: TrackedChanges) -> Result<Document, Error> {
    let mut archive = Archive::open(bytes)?;
    let Some(content) = archive.text(CONTENT)? else {
        return Err(Error::new("no ODT: the archive has no content.xml; save the draft as ODT"));
    };
    let mut styles = Styles::default();
    styles.read("styles.xml", &archive.text("styles.xml")?.unwrap_or_default())?;
    styles.read(CONTENT, &content)?;
    let mut body = Body {
        styles: &styles,
        changes: &Changes::read(CONTENT, &content)?,
        extracted: Extracted::new(changes),
        open: Vec::new(),
        waiting: Vec::new(),
        notes: Vec::new(),
        contexts: Vec::new(),
        spans: Vec::new(),
        inserted: Vec::new(),
        depth: 0,
        skipped: None,
        text: false,
    };
    let mut xml = Xml::new(CONTENT, &content, NAMESPACES);
    while let Some(node) = xml.next()? {
        body.node(node);
    }
    Ok(body.extracted.document(Kind::Odt))
}

/// A paragraph that is open; one in a note or a text box stands in another.
#[derive(Debug, Default)]
struct Open {
    fragments: Vec<Fragment>,
    kind: Option<ParagraphKind>,
    hidden: bool,
    /// Whether a blank would be one too many: at the start, and behind a blank.
    blank: bool,
}

struct Body<'b> {
    styles: &'b Styles,
    changes: &'b Changes,
    extracted: Extracted,
    open: Vec<Open>,
    /// Paragraphs of text boxes, until the one around them ends.
    waiting: Vec<(Vec<Fragment>, ParagraphKind)>,
    /// Paragraphs of notes, until the text ends.
    notes: Vec<Vec<Fragment>>,
    /// What the elements around make of paragraphs, each with how deep it stands.
    contexts: Vec<(usize, ParagraphKind)>,
    /// Whether the text spans around are hidden.
    spans: Vec<bool>,
    /// The insertions that are open, by their names.
    inserted: Vec<String>,
    depth: usize,
    skipped: Option<usize>,
    /// Whether the body of the document is open.
    text: bool,
}

impl Body<'_> {
    fn node(&mut self, node: Node<'_>) {
        match node {
            Node::Start(tag) => {
                self.depth += 1;
                if self.skipped.is_none() {
                    self.start(&tag);
                }
            }
            Node::End(name, _) => {
                if self.skipped == Some(self.depth) {
                    self.skipped = None;
                } else if self.skipped.is_none() {
                    self.end(name.space, name.local);
                }
                self.depth -= 1;
            }
            Node::Text(words, span) if self.skipped.is_none() => self.words(&words, span),
            Node::Text(..) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let style = || tag.attribute("style-name").unwrap_or_default();
        match (tag.name.space, tag.name.local) {
            ("office", "text") => self.text = true,
            ("text", "p") => {
                let kind = self.styles.kind(&style());
                let hidden = self.styles.is_hidden(&style());
                self.open.push(Open { kind, hidden, blank: true, ..Open::default() });
            }
            ("text", "h") => {
                self.open.push(Open { kind: Some(ParagraphKind::Heading), blank: true, ..Open::default() });
            }
            ("text", "span") => self.spans.push(self.styles.is_hidden(&style())),
            ("text", "list-item") => self.contexts.push((self.depth, ParagraphKind::ListItem)),
            ("table", "table-cell") => self.contexts.push((self.depth, ParagraphKind::Cell)),
            ("text", "note-body") => self.contexts.push((self.depth, ParagraphKind::Footnote)),
            ("text", "s") => {
                let count = tag.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                self.put(&" ".repeat(count.min(LONGEST_GAP)), tag.span);
            }
            ("text", "tab" | "line-break") => self.put(" ", tag.span),
            ("text", "change-start") => self.inserted.extend(self.changes.insertion(tag)),
            ("text", "change-end") => {
                if let Some(name) = self.changes.insertion(tag) {
                    self.inserted.retain(|open| *open != name);
                }
            }
            ("text", "change") => self.deletion(tag),
            // Changes stand before the text, comments in it; the number of a note is no word of the text.
            ("text", "tracked-changes" | "note-citation" | "hidden-text" | "hidden-paragraph" | "ruby-text")
            | ("office", "annotation" | "annotation-end" | "forms")
            | ("draw", "object" | "image") => self.skipped = Some(self.depth),
            _ => {}
        }
    }

    fn end(&mut self, space: &str, local: &str) {
        match (space, local) {
            ("office", "text") => {
                self.text = false;
                for fragments in self.notes.drain(..) {
                    self.extracted.paragraph(&fragments, ParagraphKind::Footnote);
                }
            }
            ("text", "p" | "h") => self.end_paragraph(),
            ("text", "span") => {
                self.spans.pop();
            }
            _ => {}
        }
        if self.contexts.last().is_some_and(|(depth, _)| *depth == self.depth) {
            self.contexts.pop();
        }
    }

    /// Words as they stand in the XML: runs of white space are one space.
    fn words(&mut self, words: &str, span: Span) {
        let Some(open) = self.open.last_mut() else { return };
        let mut read = String::with_capacity(words.len());
        for c in words.chars() {
            let blank = matches!(c, ' ' | '\n' | '\r' | '\t');
            if !(blank && open.blank) {
                read.push(if blank { ' ' } else { c });
            }
            open.blank = blank;
        }
        self.put(&read, span);
    }

    fn put(&mut self, words: &str, span: Span) {
        let change = if self.inserted.is_empty() { Change::None } else { Change::Inserted };
        self.fragment(words, span, change);
    }

    fn fragment(&mut self, words: &str, span: Span, change: Change) {
        let hidden = self.spans.iter().any(|hidden| *hidden);
        if let Some(open) = self.open.last_mut().filter(|open| self.text && !open.hidden && !hidden) {
            let words = words.to_owned();
            open.fragments.push(Fragment { words, change, run: 0, xml: span, element: None });
        }
    }

    /// The place where something was deleted.
    fn deletion(&mut self, tag: &Tag<'_>) {
        let changes = self.changes;
        for (number, words) in changes.deletion(tag).iter().enumerate() {
            if number > 0 && self.extracted.changes == TrackedChanges::Reject && self.open.len() == 1 {
                self.end_paragraph();
                self.open.push(Open::default());
            } else if number > 0 {
                self.fragment(" ", tag.span, Change::Deleted);
            }
            self.fragment(words, tag.span, Change::Deleted);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let around = self.contexts.last().map(|(_, kind)| *kind);
        let kind = if around == Some(ParagraphKind::Footnote) { around } else { open.kind.or(around) };
        let kind = kind.unwrap_or_default();
        if kind == ParagraphKind::Footnote {
            self.notes.push(open.fragments);
        } else if !self.open.is_empty() {
            self.waiting.push((open.fragments, kind));
        } else {
            self.extracted.paragraph(&open.fragments, kind);
            for (fragments, kind) in self.waiting.drain(..) {
                self.extracted.paragraph(&fragments, kind);
            }
        }
    }
}

/// The most blanks that one element stands for here.
const LONGEST_GAP: usize = 100;
