//! The styles of an OpenDocument text: what kind of paragraph each makes, and whether its text is hidden.

use rustc_hash::FxHashMap;

use super::NAMESPACES;
use crate::document::ParagraphKind;
use crate::document::styles::{DEEPEST, kind};
use crate::document::xml::{Node, Xml};
use crate::error::Error;

#[derive(Debug, Clone, Default)]
struct Style {
    kind: Option<ParagraphKind>,
    hidden: bool,
    parent: Option<String>,
}

/// Every style, by its name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
}

impl Styles {
    /// Takes in the styles of a part.
    pub(super) fn read(&mut self, part: &str, source: &str) -> Result<(), Error> {
        let mut xml = Xml::new(part, source, NAMESPACES);
        let mut current: Option<(String, Style)> = None;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) if tag.name.space == "office" && tag.name.local == "body" => return Ok(()),
                Node::Start(tag) if tag.name.space == "style" => match (tag.name.local, &mut current) {
                    ("style", _) => {
                        // The name has "_20_" for a space.
                        let name = tag.attribute("name").unwrap_or_default();
                        let parent = tag.attribute("parent-style-name");
                        let of = |name: &str| kind(&name.replace("_20_", " "));
                        let kind = of(&name).or_else(|| parent.as_deref().and_then(of));
                        current = Some((name, Style { kind, parent, hidden: false }));
                    }
                    ("text-properties", Some((_, style))) => {
                        style.hidden = tag.attribute("display").as_deref() == Some("none");
                    }
                    _ => {}
                },
                Node::End(name, _) if name.space == "style" && name.local == "style" => {
                    self.styles.extend(current.take());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The kind of paragraph that a style makes.
    pub(super) fn kind(&self, style: &str) -> Option<ParagraphKind> {
        self.line(style).find_map(|style| style.kind)
    }

    /// Whether a style hides its text.
    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.line(style).any(|style| style.hidden)
    }

    /// A style and its parents.
    fn line(&self, style: &str) -> impl Iterator<Item = &Style> {
        let parent = |style: &&Style| style.parent.as_ref().and_then(|name| self.styles.get(name));
        std::iter::successors(self.styles.get(style), parent).take(DEEPEST)
    }
}
