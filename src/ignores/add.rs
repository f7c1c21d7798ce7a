//! Comments written into a draft that silence what is found there today.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::Kind;
use crate::text::{Span, lines_around};

/// The source of a draft with a comment for each finding that has none, or none where nothing is to be silenced. `why`
/// stands in each.
pub fn add(analysis: &Analysis, found: &[Diagnostic], why: &str) -> Option<String> {
    let source = analysis.source();
    let mut rules: BTreeMap<Place, BTreeSet<&str>> = BTreeMap::new();
    for diagnostic in found {
        if let Some(place) = place(analysis, diagnostic.span) {
            rules.entry(place).or_default().insert(diagnostic.rule);
        }
    }
    if rules.is_empty() {
        return None;
    }
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = String::with_capacity(source.len() + rules.len() * 60);
    let mut behind = 0;
    for (Place { offset, form }, rules) in rules {
        text.push_str(source.get(behind..offset)?);
        behind = offset;
        let names: Vec<&str> = rules.into_iter().collect();
        let comment = format!("<!-- whosaid: ignore[{}] {why}", names.join(", "));
        let comment = comment.trim_end();
        match form {
            Form::Above => text += &format!("{comment} -->{line_end}"),
            Form::Behind => text += &format!(" {comment} -->"),
            Form::Before => text += &format!("{comment} -->"),
        }
    }
    text.push_str(source.get(behind..)?);
    Some(text)
}

/// Where a comment goes, in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    offset: usize,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// In a line of its own above the paragraph.
    Above,
    /// At the end of a line.
    Behind,
    /// Right before the words.
    Before,
}

/// Where the comment for a finding goes; none for a finding outside of all paragraphs.
fn place(analysis: &Analysis, span: Span) -> Option<Place> {
    let source = analysis.source();
    let at = analysis.paragraphs.partition_point(|paragraph| paragraph.span.start <= span.start).checked_sub(1)?;
    let paragraph = analysis.paragraphs.get(at)?.span;
    if span.start > paragraph.end {
        return None;
    }
    let (paragraph, span) = (analysis.in_source(paragraph), analysis.in_source(span));
    let line = lines_around(source, Span::new(paragraph.start, paragraph.start));
    let indent = Span::new(line.start, paragraph.start).of(source);
    let above = || {
        // A byte order mark stays in front.
        let mark = if indent.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Place { offset: line.start + mark, form: Form::Above }
    };
    match analysis.document.map_or(Kind::Plain, |document| document.kind) {
        Kind::Html => Some(Place { offset: span.start, form: Form::Before }),
        // In lists, block quotations and tables a line of its own would end them.
        Kind::Markdown if !indent.trim_start_matches('\u{feff}').is_empty() || line.of(source).starts_with('|') => {
            let line = lines_around(source, Span::new(span.start, span.start)).of(source);
            let start = lines_around(source, Span::new(span.start, span.start)).start;
            let words = line.trim_end();
            let words = words.strip_suffix('|').filter(|_| words.trim_start().starts_with('|')).unwrap_or(words);
            Some(Place { offset: start + words.trim_end().len(), form: Form::Behind })
        }
        _ => Some(above()),
    }
}
