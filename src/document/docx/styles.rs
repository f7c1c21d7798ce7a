//! The styles of a Word document: what kind of paragraph each makes, and whether its text is hidden.

use rustc_hash::FxHashMap;

use super::NAMESPACES;
use crate::document::ParagraphKind;
use crate::document::styles::{DEEPEST, kind};
use crate::document::xml::{Node, Xml};
use crate::error::Error;

/// What a style says.
#[derive(Debug, Clone, Default)]
struct Style {
    kind: Option<ParagraphKind>,
    hidden: bool,
    based_on: Option<String>,
}

/// Every style, by its identifier.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
}

impl Styles {
    /// The kind of paragraph that a style makes.
    pub(super) fn kind(&self, style: &str) -> Option<ParagraphKind> {
        self.line(style).find_map(|style| style.kind)
    }

    /// Whether a style hides its text.
    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.line(style).any(|style| style.hidden)
    }

    /// A style and those that it is based on.
    fn line(&self, style: &str) -> impl Iterator<Item = &Style> {
        let based_on = |style: &&Style| style.based_on.as_ref().and_then(|name| self.styles.get(name));
        std::iter::successors(self.styles.get(style), based_on).take(DEEPEST)
    }
}

pub(super) fn read(part: &str, source: &str) -> Result<Styles, Error> {
    let mut styles = Styles::default();
    let mut xml = Xml::new(part, source, NAMESPACES);
    let mut current: Option<(String, Style)> = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) if tag.name.space == "w" => match (tag.name.local, &mut current) {
                ("style", _) => {
                    let name = tag.attribute("styleId").unwrap_or_default();
                    let kind = kind(&name);
                    current = Some((name, Style { kind, ..Style::default() }));
                }
                ("name", Some((_, style))) => {
                    style.kind = style.kind.or_else(|| kind(&tag.attribute("val").unwrap_or_default()));
                }
                ("basedOn", Some((_, style))) => style.based_on = tag.attribute("val"),
                ("vanish", Some((_, style))) => style.hidden = tag.is_on(),
                _ => {}
            },
            Node::End(name, _) if name.space == "w" && name.local == "style" => styles.styles.extend(current.take()),
            _ => {}
        }
    }
    Ok(styles)
}
