//! The XML of a Word document's body or notes becomes paragraphs of fragments.

use super::NAMESPACES;
use super::styles::Styles;
use crate::document::ParagraphKind;
use crate::document::extract::{Change, Extracted, Fragment, Run};
use crate::document::xml::{Node, Tag, Xml};
use crate::error::Error;
use crate::text::Span;

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The document itself.
    Body,
    /// Footnotes or endnotes: the name of the element that each is.
    Notes(&'static str),
}

/// Reads a part, appending its paragraphs to what was extracted.
pub(super) fn read(
    name: &str,
    source: &str,
    part: Part,
    styles: &Styles,
    extracted: &mut Extracted,
) -> Result<(), Error> {
    let mut body = Body {
        part,
        styles,
        extracted,
        open: Vec::new(),
        joined: Vec::new(),
        waiting: Vec::new(),
        runs: Vec::new(),
        depth: 0,
        skipped: None,
        properties: 0,
        inserted: 0,
        deleted: 0,
        cells: 0,
        element: None,
        anchor: None,
    };
    let mut xml = Xml::new(name, source, NAMESPACES);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => {
                body.depth += 1;
                if body.skipped.is_none() {
                    body.start(&tag);
                }
            }
            Node::End(name, span) => {
                if body.skipped == Some(body.depth) {
                    body.skipped = None;
                } else if body.skipped.is_none() {
                    body.end(if name.space == "w" { name.local } else { "" }, span);
                }
                body.depth -= 1;
            }
            Node::Text(words, span) => {
                if body.skipped.is_none() && body.element.is_some() {
                    let words = words.replace(['\n', '\r'], " ");
                    body.words(words, span, body.element);
                }
            }
        }
    }
    body.finish();
    Ok(())
}

/// A paragraph that is open; one in a text box stands in another.
#[derive(Debug, Default)]
struct Open {
    fragments: Vec<Fragment>,
    kind: Option<ParagraphKind>,
    list: bool,
    mark: Change,
}

/// A run that is open.
#[derive(Debug)]
struct OpenRun {
    /// Its index.
    run: usize,
    /// How deep it stands.
    depth: usize,
    hidden: bool,
}

struct Body<'b> {
    part: Part,
    styles: &'b Styles,
    extracted: &'b mut Extracted,
    open: Vec<Open>,
    /// What stands before the open paragraph in one whose mark was taken out.
    joined: Vec<Fragment>,
    /// Paragraphs of text boxes, until the one around them ends.
    waiting: Vec<(Vec<Fragment>, ParagraphKind)>,
    runs: Vec<OpenRun>,
    depth: usize,
    /// How deep the element stands that is being left out.
    skipped: Option<usize>,
    /// How many elements of properties are open.
    properties: usize,
    inserted: usize,
    deleted: usize,
    cells: usize,
    /// The start tag of the text element that is open.
    element: Option<Span>,
    /// The run of the body that the open note belongs to.
    anchor: Option<usize>,
}

impl Body<'_> {
    fn start(&mut self, tag: &Tag<'_>) {
        if tag.name.space == "mc" && tag.name.local == "Fallback" {
            // The same again, for programs that cannot show it.
            self.skipped = Some(self.depth);
        }
        if tag.name.space != "w" {
            return;
        }
        match tag.name.local {
            "pPr" | "rPr" | "tblPr" | "trPr" | "tcPr" | "sectPr" => {
                self.properties += 1;
                if let Some(open) = self.runs.last().filter(|open| open.depth + 1 == self.depth) {
                    self.extracted.runs[open.run].properties = Some(tag.span);
                }
                return;
            }
            // What the properties were before a change.
            "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" => {
                self.skipped = Some(self.depth);
                return;
            }
            _ if self.properties > 0 => return self.property(tag),
            "p" => self.open.push(Open::default()),
            "r" => {
                let anchor = match self.part {
                    Part::Body => self.runs.first().map(|outer| outer.run),
                    Part::Notes(_) => self.anchor,
                };
                self.runs.push(OpenRun { run: self.extracted.runs.len(), depth: self.depth, hidden: false });
                self.extracted.runs.push(Run { xml: tag.span, anchor, ..Run::default() });
                return;
            }
            "t" | "delText" => self.element = Some(tag.span),
            "ins" | "moveTo" => self.inserted += 1,
            "del" | "moveFrom" => self.deleted += 1,
            "tc" => self.cells += 1,
            "tab" | "ptab" | "br" | "cr" => self.words(" ".to_owned(), tag.span, None),
            "noBreakHyphen" => self.words("\u{2011}".to_owned(), tag.span, None),
            "footnoteReference" | "endnoteReference" => self.reference(tag),
            // Phonetic guides, field codes; notes that only draw the line above notes.
            "rt" | "instrText" | "delInstrText" => self.skipped = Some(self.depth),
            "footnote" | "endnote" => self.note(tag),
            _ => {}
        }
        self.content(tag.span);
    }

    fn end(&mut self, name: &str, span: Span) {
        match name {
            "pPr" | "tblPr" | "trPr" | "tcPr" | "sectPr" => self.properties -= 1,
            "rPr" => {
                self.properties -= 1;
                // The properties of a run stand right in it.
                if let Some(open) = self.runs.last().filter(|open| open.depth + 1 == self.depth) {
                    let run = &mut self.extracted.runs[open.run];
                    run.properties = run.properties.map(|start| Span::new(start.start, span.end));
                }
                return;
            }
            _ if self.properties > 0 => {}
            "p" => self.end_paragraph(),
            "r" => {
                if let Some(open) = self.runs.pop() {
                    let run = &mut self.extracted.runs[open.run];
                    run.xml = Span::new(run.xml.start, span.end);
                }
            }
            "t" | "delText" => self.element = None,
            "ins" | "moveTo" => self.inserted = self.inserted.saturating_sub(1),
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "tc" => self.cells = self.cells.saturating_sub(1),
            _ => {}
        }
        self.content(span);
    }

    /// Notes an element that stands right in a run.
    fn content(&mut self, span: Span) {
        if let Some(open) = self.runs.last().filter(|open| open.depth + 1 == self.depth && self.properties == 0) {
            let content = &mut self.extracted.runs[open.run].content;
            *content = Some(content.map_or(span, |before| before.to(span)));
        }
    }

    /// A property of the open paragraph or run.
    fn property(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        let of_run = self.runs.len() >= self.open.len();
        if let Some(run) = self.runs.last_mut().filter(|_| of_run) {
            match tag.name.local {
                "vanish" => run.hidden |= tag.is_on(),
                "rStyle" => run.hidden |= self.styles.is_hidden(&value()),
                _ => {}
            }
            return;
        }
        // The properties of a paragraph hold those of its mark.
        let Some(paragraph) = self.open.last_mut() else { return };
        match tag.name.local {
            "pStyle" => paragraph.kind = self.styles.kind(&value()),
            "numPr" => paragraph.list = true,
            "ins" | "moveTo" => paragraph.mark = Change::Inserted,
            "del" | "moveFrom" => paragraph.mark = Change::Deleted,
            _ => {}
        }
    }

    fn words(&mut self, words: String, xml: Span, element: Option<Span>) {
        let Some(run) = self.runs.last().filter(|run| !run.hidden).map(|run| run.run) else { return };
        let change = match (self.deleted, self.inserted) {
            (1.., _) => Change::Deleted,
            (_, 1..) => Change::Inserted,
            _ => Change::None,
        };
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.fragments.push(Fragment { words, change, run, xml, element });
        }
    }

    fn reference(&mut self, tag: &Tag<'_>) {
        let kind = if tag.name.local == "footnoteReference" { "footnote" } else { "endnote" };
        if let (Some(run), Some(id)) = (self.runs.first(), tag.attribute("id")) {
            self.extracted.references.push((kind, id, run.run));
        }
    }

    fn note(&mut self, tag: &Tag<'_>) {
        if tag.attribute("type").is_some_and(|kind| kind != "normal") {
            self.skipped = Some(self.depth);
            return;
        }
        let id = tag.attribute("id");
        let mut references = self.extracted.references.iter();
        let found = references.find(|(kind, note, _)| *kind == tag.name.local && Some(note) == id.as_ref());
        self.anchor = found.map(|(_, _, run)| *run);
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        let kind = match self.part {
            Part::Notes(_) => ParagraphKind::Footnote,
            Part::Body if paragraph.kind.is_none() && paragraph.list => ParagraphKind::ListItem,
            Part::Body if paragraph.kind.is_none() && self.cells > 0 => ParagraphKind::Cell,
            Part::Body => paragraph.kind.unwrap_or_default(),
        };
        if !self.open.is_empty() {
            self.waiting.push((paragraph.fragments, kind));
            return;
        }
        self.joined.append(&mut paragraph.fragments);
        if self.extracted.joins(paragraph.mark) {
            return;
        }
        self.extracted.paragraph(&std::mem::take(&mut self.joined), kind);
        self.end_waiting();
    }

    /// Adds a paragraph that nothing followed.
    fn finish(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        if !joined.is_empty() {
            self.extracted.paragraph(&joined, ParagraphKind::Body);
        }
        self.end_waiting();
    }

    /// Adds the paragraphs that waited.
    fn end_waiting(&mut self) {
        for (fragments, kind) in self.waiting.drain(..) {
            self.extracted.paragraph(&fragments, kind);
        }
    }
}
