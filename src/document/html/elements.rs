//! What the elements of HTML mean for the words in them.

use crate::document::ParagraphKind;
use crate::document::markup::Role;

/// What an element is by its name.
pub(super) fn role(name: &[u8]) -> Role {
    match name {
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Kind(ParagraphKind::Heading),
        b"blockquote" => Role::Kind(ParagraphKind::BlockQuotation),
        b"li" | b"dd" => Role::Kind(ParagraphKind::ListItem),
        b"td" | b"th" => Role::Kind(ParagraphKind::Cell),
        b"caption" | b"figcaption" => Role::Kind(ParagraphKind::Caption),
        b"q" => Role::Quotation,
        b"code" | b"kbd" | b"samp" | b"tt" | b"var" => Role::Code,
        b"del" | b"s" | b"strike" | b"rt" | b"rp" | b"script" | b"style" | b"template" | b"title" | b"svg"
        | b"math" | b"button" | b"canvas" => Role::Skipped,
        b"pre" | b"nav" | b"head" | b"noscript" | b"iframe" | b"object" | b"applet" | b"select" | b"textarea"
        | b"audio" | b"video" | b"noembed" | b"noframes" | b"datalist" => Role::SkippedBlock,
        b"address" | b"article" | b"aside" | b"body" | b"center" | b"details" | b"dialog" | b"dir" | b"div" | b"dl"
        | b"dt" | b"fieldset" | b"figure" | b"footer" | b"form" | b"header" | b"hgroup" | b"html" | b"legend"
        | b"main" | b"menu" | b"ol" | b"optgroup" | b"option" | b"p" | b"section" | b"summary" | b"table"
        | b"tbody" | b"tfoot" | b"thead" | b"tr" | b"ul" => Role::Block,
        _ => Role::Inline,
    }
}

/// Whether an element has no end tag.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// The elements that keep a paragraph around them open when a block begins in them.
pub(super) const SCOPES: [&str; 8] = ["td", "th", "caption", "table", "button", "object", "template", "html"];

/// The elements that a start tag closes, each with those in which it doesn't.
pub(super) fn closes(name: &[u8]) -> &'static [(&'static str, &'static [&'static str])] {
    match name {
        b"li" => &[("li", &["ul", "ol", "menu", "dir"])],
        b"dt" | b"dd" => &[("dt", &["dl"]), ("dd", &["dl"])],
        b"td" | b"th" => &[("td", &["table"]), ("th", &["table"])],
        b"tr" | b"tbody" | b"tfoot" => &[("tr", &["table"])],
        b"body" => &[("head", &[])],
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
            const WITHIN: &[&str] = &["div", "section", "article", "td", "th", "li", "blockquote"];
            &[("h1", WITHIN), ("h2", WITHIN), ("h3", WITHIN), ("h4", WITHIN), ("h5", WITHIN), ("h6", WITHIN)]
        }
        _ => &[],
    }
}

/// What the attributes of a tag say of its words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attributes {
    hidden: bool,
    footnote: bool,
}

impl Attributes {
    /// Takes in one attribute; the value is empty where there is none or it is not read yet.
    pub(super) fn read(&mut self, name: &[u8], value: &[u8]) {
        let value = || String::from_utf8_lossy(value).to_ascii_lowercase();
        match name {
            b"hidden" => self.hidden = true,
            b"style" => {
                let style: String = value().split_whitespace().collect();
                self.hidden |= style.contains("display:none") || style.contains("visibility:hidden");
            }
            b"class" => {
                for class in value().split_whitespace() {
                    // Out of sight, and the marks of footnotes as pandoc and LibreOffice write them.
                    self.hidden |= matches!(
                        class,
                        "sr-only"
                            | "visually-hidden"
                            | "screen-reader-text"
                            | "footnote-ref"
                            | "footnote-back"
                            | "footnote-backref"
                            | "sdfootnoteanc"
                            | "sdfootnotesym"
                    );
                    self.footnote |= matches!(class, "footnotes" | "footnote");
                }
            }
            b"role" | b"epub:type" => match value().as_str() {
                "doc-noteref" | "doc-backlink" | "noteref" | "backlink" => self.hidden = true,
                "doc-footnote" | "doc-endnotes" | "footnote" | "footnotes" | "endnote" | "endnotes" => {
                    self.footnote = true;
                }
                _ => {}
            },
            b"id" => self.footnote |= value().starts_with("sdfootnote"),
            _ => {}
        }
    }

    /// The role of an element with these attributes.
    pub(super) fn role(self, role: Role) -> Role {
        let block = role.is_block();
        match (self.hidden, self.footnote && block) {
            (true, _) if block => Role::SkippedBlock,
            (true, _) => Role::Skipped,
            (_, true) => Role::Kind(ParagraphKind::Footnote),
            _ => role,
        }
    }
}
