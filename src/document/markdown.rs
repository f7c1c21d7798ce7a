//! Markdown: CommonMark with GitHub's tables, footnotes, task lists and struck-out words.
//!
//! Left out are front matter, code blocks, images, comments, the targets of links, marks of footnotes and struck-out
//! words. Code in the line keeps its words and loses its marks. Entities and escapes are read as what they stand for.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::markup::{Markup, Role};
use super::{Document, Kind, ParagraphKind};
use crate::error::Error;
use crate::text::Span;

/// The document in a source in Markdown.
///
/// # Errors
///
/// Elements that stand in each other deeper than people write them.
pub(super) fn read(source: String) -> Result<Document, Error> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let start = front_matter(&source);
    let mut markup = Markup::new(&source);
    let mut pages = html::Reader::default();
    for (event, range) in Parser::new_ext(&source[start..], options).into_offset_iter() {
        let span = Span::new(start + range.start, start + range.end);
        read_event(&mut markup, &mut pages, event, span)?;
    }
    let read = markup.finish();
    Ok(Document::of_markup(Kind::Markdown, source, read))
}

fn read_event(markup: &mut Markup, pages: &mut html::Reader, event: Event, span: Span) -> Result<(), Error> {
    match event {
        Event::Start(tag) => {
            if let Some((name, role)) = opened(&tag) {
                markup.open(name, role, Span::new(span.start, span.start))?;
            }
        }
        Event::End(tag) => {
            if let Some(name) = closed(tag) {
                markup.close(name, Span::new(span.end, span.end));
            }
        }
        Event::Text(words) if *words == *span.of(markup.source) => markup.text(span),
        Event::Text(words) => markup.put(&words, span),
        Event::Code(_) => {
            markup.open("#code", Role::Code, Span::new(span.start, span.start))?;
            markup.text(span);
            markup.close("#code", Span::new(span.end, span.end));
        }
        Event::Html(_) | Event::InlineHtml(_) => pages.read(markup, span)?,
        Event::SoftBreak | Event::HardBreak => markup.put(" ", span),
        Event::Rule => markup.end_paragraph(),
        Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
    }
    Ok(())
}

/// The element that a tag begins. The names are none of HTML's, with whose elements they stand on one stack.
fn opened(tag: &Tag) -> Option<(&'static str, Role)> {
    Some(match tag {
        Tag::Paragraph => ("#p", Role::Block),
        Tag::Heading { .. } => ("#heading", Role::Kind(ParagraphKind::Heading)),
        Tag::BlockQuote(None) => ("#blockquote", Role::Kind(ParagraphKind::BlockQuotation)),
        // "[!"#block"]": nobody's words but the writer's.
        Tag::BlockQuote(Some(_)) => ("#blockquote", Role::Kind(ParagraphKind::Body)),
        Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => ("#pre", Role::SkippedBlock),
        Tag::List(_) => ("#list", Role::Block),
        Tag::Item => ("#item", Role::Kind(ParagraphKind::ListItem)),
        Tag::FootnoteDefinition(_) => ("#footnote", Role::Kind(ParagraphKind::Footnote)),
        Tag::TableCell => ("#cell", Role::Kind(ParagraphKind::Cell)),
        Tag::Strikethrough => ("#struck", Role::Skipped),
        Tag::Image { .. } => ("#image", Role::Skipped),
        Tag::MetadataBlock(_) => ("#metadata", Role::SkippedBlock),
        Tag::HtmlBlock | Tag::Table(_) | Tag::TableHead | Tag::TableRow => ("#block", Role::Block),
        _ => return None,
    })
}

fn closed(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "#p",
        TagEnd::Heading(_) => "#heading",
        TagEnd::BlockQuote(_) => "#blockquote",
        TagEnd::CodeBlock => "#pre",
        TagEnd::List(_) => "#list",
        TagEnd::Item => "#item",
        TagEnd::FootnoteDefinition => "#footnote",
        TagEnd::TableCell => "#cell",
        TagEnd::Strikethrough => "#struck",
        TagEnd::Image => "#image",
        TagEnd::MetadataBlock(_) => "#metadata",
        TagEnd::HtmlBlock | TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow => "#block",
        _ => return None,
    })
}

/// Where the draft begins behind its front matter: YAML between lines of `---`, TOML between lines of `+++`.
fn front_matter(source: &str) -> usize {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = source[start..].split_inclusive('\n');
    let Some(fence) = lines.next().map(str::trim_end).filter(|line| ["---", "+++"].contains(line)) else {
        return start;
    };
    let mut at = source[start..].find('\n').map_or(source.len(), |end| start + end + 1);
    for (number, line) in lines.enumerate() {
        at += line.len();
        let line = line.trim_end();
        if line == fence || fence == "---" && line == "..." {
            return at;
        }
        // A rule above a paragraph, not front matter.
        if number == 0 && line.is_empty() {
            return start;
        }
    }
    start
}
