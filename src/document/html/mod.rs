//! HTML: pages, pieces of pages, and the chapters of electronic books, read as browsers read them.
//!
//! Tags come from the tokenizer of the HTML standard, each with its place; what they mean for paragraphs is in
//! `elements`, what becomes of the words in `markup`. Entities are decoded one by one, so that each has its place.

mod elements;
mod entities;

use std::cell::Cell;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Readable, StringReader, Tokenizer};

use super::markup::Markup;
use super::{Document, Kind};
use crate::error::Error;
use crate::text::Span;
use elements::Attributes;
use entities::Entities;

/// The most attributes that an element may have; pages that people make have a dozen. The tokenizer calls itself for
/// each attribute of a tag, so that more of them would overflow the stack.
const MOST_ATTRIBUTES: usize = 250;

/// The document in a source in HTML.
///
/// # Errors
///
/// Elements that stand in each other deeper, or have more attributes, than people write them.
pub(super) fn read(source: String) -> Result<Document, Error> {
    let mut markup = Markup::new(&source);
    let mut reader = Reader { xml: is_xml(&source), ..Reader::default() };
    reader.read(&mut markup, Span::new(0, source.len()))?;
    let read = markup.finish();
    Ok(Document::of_markup(Kind::Html, source, read))
}

/// The document in a chapter of a book: its text without markup, which is its own source.
///
/// # Errors
///
/// As [`read`].
pub(super) fn read_chapter(source: &str) -> Result<Document, Error> {
    let mut markup = Markup::new(source);
    let mut reader = Reader { xml: true, ..Reader::default() };
    reader.read(&mut markup, Span::new(0, source.len()))?;
    let (text, _, paragraphs, _) = markup.finish();
    Ok(Document { kind: Kind::Epub, source: text, paragraphs, ..Document::default() })
}

/// The encoding that a page declares in its first kilobyte, as browsers look for it.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(1024))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let xml = head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()?.split("encoding=").nth(1));
    let meta = || head.split("<meta").skip(1).find_map(|tag| tag.split('>').next()?.split("charset=").nth(1));
    let label = xml.or_else(meta)?.trim_start_matches(['"', '\'', ' ']);
    let label: String = label.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    Some(label).filter(|label| !label.is_empty())
}

fn is_xml(source: &str) -> bool {
    source.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
}

/// Reads HTML into markup, all of it or the pieces that stand in Markdown.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// Whether `<a/>` closes itself.
    pub(super) xml: bool,
    entities: Entities,
}

impl Reader {
    /// Reads the HTML at a span of the source.
    pub(super) fn read(&mut self, markup: &mut Markup, span: Span) -> Result<(), Error> {
        let source = span.of(markup.source);
        let ended = Cell::new(false);
        let mut page = Page {
            markup,
            entities: &mut self.entities,
            xml: self.xml,
            from: span.start,
            tag: Tag::default(),
            attributes: 0,
            broken: false,
            failed: None,
        };
        // What the callback returns is the next token: there is one where the reading fails, and it ends there.
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, place: html5gum::Span<usize>| {
            page.event(event, place);
            ended.set(page.failed.is_some());
            page.failed.is_some().then_some(())
        });
        emitter.naively_switch_states(!self.xml);
        let _ = Tokenizer::new_with_emitter(Ending { source: source.to_reader(), ended: &ended }, emitter).next();
        page.failed.map_or(Ok(()), Err)
    }
}

/// A source that ends where the reading has failed, though that be within a tag.
struct Ending<'s> {
    source: StringReader<'s>,
    ended: &'s Cell<bool>,
}

impl html5gum::Reader for Ending<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if self.ended.get() { Ok(None) } else { self.source.read_byte() }
    }

    fn try_read_string(&mut self, words: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        if self.ended.get() { Ok(false) } else { self.source.try_read_string(words, case_sensitive) }
    }

    fn read_until<'b>(&'b mut self, ends: &[u8], character: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Infallible> {
        if self.ended.get() { Ok(None) } else { self.source.read_until(ends, character) }
    }
}

/// A start tag under way.
#[derive(Debug, Default)]
struct Tag {
    name: Vec<u8>,
    start: usize,
    attribute: Vec<u8>,
    attributes: Attributes,
}

struct Page<'p, 's> {
    markup: &'p mut Markup<'s>,
    entities: &'p mut Entities,
    xml: bool,
    /// Where the HTML begins in the source.
    from: usize,
    tag: Tag,
    /// How many attributes the tag under way has, be it one that starts or ends an element.
    attributes: usize,
    /// Whether nothing but blanks stands behind a line break: a second one ends the paragraph.
    broken: bool,
    failed: Option<Error>,
}

impl Page<'_, '_> {
    fn event(&mut self, event: CallbackEvent<'_>, place: html5gum::Span<usize>) {
        if self.failed.is_some() {
            return;
        }
        let span = Span::new(self.from + place.start, self.from + place.end);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.name.clear();
                self.tag.name.extend_from_slice(name);
                self.tag.start = span.start;
                self.attributes = 0;
                self.tag.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes += 1;
                if self.attributes > MOST_ATTRIBUTES {
                    let reason = format!("more than {MOST_ATTRIBUTES} attributes in one element; no draft has so many");
                    self.failed = Some(self.markup.fault(reason, span));
                }
                self.tag.attribute.clear();
                self.tag.attribute.extend_from_slice(name);
                self.tag.attributes.read(&self.tag.attribute, b"");
            }
            CallbackEvent::AttributeValue { value } => self.tag.attributes.read(&self.tag.attribute, value),
            CallbackEvent::CloseStartTag { self_closing } => {
                let span = Span::new(self.tag.start, span.end);
                self.attributes = 0;
                if let Err(error) = self.start_tag(span, self_closing) {
                    self.failed = Some(error);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.attributes = 0;
                // As browsers do: `</br>` is a line break, and `</p>` without a start an empty paragraph.
                if name == b"p" {
                    self.markup.end_paragraph();
                }
                self.markup.close(name, span);
            }
            CallbackEvent::String { .. } => self.text(span),
            CallbackEvent::Comment { .. } => self.markup.comment(span),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start_tag(&mut self, span: Span, self_closing: bool) -> Result<(), Error> {
        let tag = std::mem::take(&mut self.tag.name);
        let opened = self.opened(&tag, span, self_closing);
        self.tag.name = tag;
        opened
    }

    fn opened(&mut self, name: &[u8], span: Span, self_closing: bool) -> Result<(), Error> {
        match name {
            b"br" => {
                if self.broken {
                    self.markup.end_paragraph();
                }
                self.broken = true;
                self.markup.put(" ", span);
                return Ok(());
            }
            b"hr" => self.markup.end_paragraph(),
            _ => {}
        }
        self.broken = false;
        if elements::is_void(name) {
            return Ok(());
        }
        let role = self.tag.attributes.role(elements::role(name));
        let paragraph: &[(&str, &[&str])] = if role.is_block() { &[("p", &elements::SCOPES)] } else { &[] };
        for (closed, within) in paragraph.iter().chain(elements::closes(name)) {
            self.markup.close_before(closed, within, Span::new(span.start, span.start));
        }
        self.markup.open(name, role, span)?;
        if self.xml && self_closing {
            self.markup.close(name, Span::new(span.end, span.end));
        }
        Ok(())
    }

    /// Words between tags, entity by entity.
    fn text(&mut self, span: Span) {
        let raw = span.of(self.markup.source);
        if !raw.trim_ascii().is_empty() {
            self.broken = false;
        }
        let mut start = 0;
        for at in memchr::memchr_iter(b'&', raw.as_bytes()) {
            if at < start {
                continue;
            }
            let Some((words, length)) = self.entities.decode(&raw[at..]) else { continue };
            self.markup.text(Span::new(span.start + start, span.start + at));
            self.markup.put(words, Span::new(span.start + at, span.start + at + length));
            start = at + length;
        }
        self.markup.text(Span::new(span.start + start, span.end));
    }
}
