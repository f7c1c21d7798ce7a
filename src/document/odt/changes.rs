//! The tracked changes of an OpenDocument text, which stand before it: names of insertions, and what was deleted.

use rustc_hash::FxHashMap;

use super::NAMESPACES;
use crate::document::xml::{Node, Tag, Xml};
use crate::error::Error;

/// One change.
#[derive(Debug, Default)]
struct Region {
    insertion: bool,
    /// The words of the paragraphs that a deletion took out.
    deleted: Vec<String>,
}

/// Every change, by its name.
#[derive(Debug, Default)]
pub(super) struct Changes {
    regions: FxHashMap<String, Region>,
}

impl Changes {
    pub(super) fn read(part: &str, source: &str) -> Result<Self, Error> {
        let mut changes = Self::default();
        if !source.contains("changed-region") {
            return Ok(changes);
        }
        let mut xml = Xml::new(part, source, NAMESPACES);
        let mut current: Option<(String, Region)> = None;
        // Who made a change and when is no part of what was deleted.
        let (mut deletion, mut info) = (false, false);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => match (tag.name.local, &mut current) {
                    ("changed-region", _) => {
                        current = Some((tag.attribute("id").unwrap_or_default(), Region::default()));
                    }
                    ("insertion", Some((_, region))) => region.insertion = true,
                    ("deletion", Some(_)) => deletion = true,
                    ("change-info", Some(_)) => info = true,
                    ("p" | "h", Some((_, region))) if deletion && !info => region.deleted.push(String::new()),
                    ("s" | "tab" | "line-break", Some((_, region))) => {
                        if let Some(last) = region.deleted.last_mut() {
                            last.push(' ');
                        }
                    }
                    _ => {}
                },
                Node::End(name, _) => match name.local {
                    "tracked-changes" => return Ok(changes),
                    "changed-region" => changes.regions.extend(current.take()),
                    "deletion" => deletion = false,
                    "change-info" => info = false,
                    _ => {}
                },
                Node::Text(words, _) => {
                    let last = current.as_mut().filter(|_| deletion && !info);
                    if let Some(last) = last.and_then(|(_, region)| region.deleted.last_mut()) {
                        last.push_str(&words.replace(['\n', '\r', '\t'], " "));
                    }
                }
            }
        }
        Ok(changes)
    }

    /// The name of the insertion that a mark in the text begins or ends.
    pub(super) fn insertion(&self, tag: &Tag<'_>) -> Option<String> {
        let name = tag.attribute("change-id")?;
        self.regions.get(&name).is_some_and(|region| region.insertion).then_some(name)
    }

    /// The words of the paragraphs that were deleted at a mark in the text.
    pub(super) fn deletion(&self, tag: &Tag<'_>) -> &[String] {
        let region = tag.attribute("change-id").and_then(|name| self.regions.get(&name));
        region.map_or(&[], |region| &region.deleted)
    }
}
