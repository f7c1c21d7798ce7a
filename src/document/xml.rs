//! The XML inside of archives, node by node with places. Entities that a file makes up are refused, not expanded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::text::Span;

/// The most elements that may stand in each other; Word nests a few dozen.
const DEEPEST: usize = 1000;

/// A namespace, and the short name that it is known by here.
pub(super) type Namespace = (&'static str, &'static str);

/// The name of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name<'s> {
    /// The short name of its namespace; empty for one that is not known.
    pub(super) space: &'static str,
    /// The name in it.
    pub(super) local: &'s str,
}

/// A start tag. An element without content has one too, with an end behind it.
#[derive(Debug, Clone)]
pub(super) struct Tag<'s> {
    pub(super) name: Name<'s>,
    /// Its place.
    pub(super) span: Span,
    start: BytesStart<'s>,
}

impl Tag<'_> {
    /// The value of an attribute, whatever its namespace.
    pub(super) fn attribute(&self, local: &str) -> Option<String> {
        let attribute = self.start.attributes().filter_map(Result::ok).find(|attribute| {
            let name = attribute.key.local_name();
            AsRef::<str>::as_ref(&name) == local
        })?;
        let value: &str = attribute.value.as_ref();
        Some(unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned))
    }

    /// Whether a switch such as `<w:vanish/>` is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// One node of a document.
#[derive(Debug, Clone)]
pub(super) enum Node<'s> {
    /// An element begins.
    Start(Tag<'s>),
    /// An element ends, with the place of its end tag.
    End(Name<'s>, Span),
    /// Words, or one entity.
    Text(Cow<'s, str>, Span),
}

/// A document, read node by node.
#[derive(Debug)]
pub(super) struct Xml<'s> {
    /// What the document is called in errors.
    part: &'s str,
    source: &'s str,
    reader: Reader<&'s [u8]>,
    namespaces: &'static [Namespace],
    prefixes: Vec<(String, &'static str)>,
    depth: usize,
    /// The end of an element without content.
    waiting: Option<Node<'s>>,
}

impl<'s> Xml<'s> {
    pub(super) fn new(part: &'s str, source: &'s str, namespaces: &'static [Namespace]) -> Self {
        let reader = Reader::from_str(source);
        Self { part, source, reader, namespaces, prefixes: Vec::new(), depth: 0, waiting: None }
    }

    /// The next node; none at the end. Fails where the document is not well-formed, nests too deeply or makes up
    /// entities.
    pub(super) fn next(&mut self) -> Result<Option<Node<'s>>, Error> {
        if let Some(node) = self.waiting.take() {
            return Ok(Some(node));
        }
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|error| self.malformed(&error))?;
            let span = Span::new(start, self.position());
            let node = match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        let reason = format!("{}: more than {DEEPEST} elements in each other", self.part);
                        return Err(Error::new(format!("{reason}; no draft has so many")));
                    }
                    Node::Start(self.tag(tag, span))
                }
                Event::Empty(tag) => {
                    let tag = self.tag(tag, span);
                    self.waiting = Some(Node::End(tag.name, span));
                    Node::Start(tag)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End(self.name(span), span)
                }
                Event::Text(words) => Node::Text(words.into_inner(), span),
                Event::CData(words) => Node::Text(words.into_inner(), span),
                Event::GeneralRef(reference) => {
                    let known = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(Cow::Owned(c.to_string())),
                        _ => resolve_predefined_entity(&reference).map(Cow::Borrowed),
                    };
                    let Some(words) = known else {
                        let name = reference.into_inner();
                        return Err(Error::new(format!("{}: the entity &{name}; is not one of XML's own", self.part)));
                    };
                    Node::Text(words, span)
                }
                Event::DocType(words) if words.contains("<!ENTITY") => {
                    return Err(Error::new(format!("{}: it makes up entities, which no draft needs", self.part)));
                }
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof => return Ok(None),
            };
            return Ok(Some(node));
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn malformed(&self, error: &quick_xml::Error) -> Error {
        let at = self.reader.error_position();
        Error::new(format!("{}: no XML at byte {at}: {error}; save the draft anew", self.part))
    }

    fn tag(&mut self, start: BytesStart<'s>, span: Span) -> Tag<'s> {
        if start.attributes_raw().contains("xmlns") {
            for attribute in start.attributes().filter_map(Result::ok) {
                let key: &str = attribute.key.as_ref();
                let Some(prefix) = key.strip_prefix("xmlns") else { continue };
                let prefix = prefix.trim_start_matches(':');
                let value: &str = attribute.value.as_ref();
                if let Some((_, short)) = self.namespaces.iter().find(|(uri, _)| *uri == value) {
                    self.prefixes.push((prefix.to_owned(), short));
                }
            }
        }
        Tag { name: self.name(span), span, start }
    }

    /// The name in the tag at a span.
    fn name(&self, tag: Span) -> Name<'s> {
        let tag = tag.of(self.source).trim_start_matches(['<', '/']);
        let name = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let space = self.prefixes.iter().rev().find(|(known, _)| known == prefix).map_or("", |(_, short)| short);
        Name { space, local }
    }
}
