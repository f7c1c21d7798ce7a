//! Findings as compilers print them: the message, the place, the lines with the words underlined, and help.

use std::io;

use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{AnnotationKind, Level, Message, Renderer, Snippet};
use anstyle::Style;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Elsewhere, Label, Severity};
use crate::output::columns::Unit;
use crate::places::in_paragraph;
use crate::text::{Place, Span};

use super::excerpt::{excerpt, marked_part};
use super::{Draft, FindingsFormat, Format, plain};

/// Wider than any excerpt: lines are cut before the renderer sees them.
const UNCUT: usize = 1_000_000;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "text",
    summary: "For people: the words underlined where they stand, as compilers print errors",
    begin: |setting| Box::new(Text { color: setting.color }),
};

struct Text {
    color: bool,
}

impl Format for Text {
    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() }.term_width(UNCUT);
        let style = if self.color { DEFAULT_LINE_NUM_STYLE } else { Style::new() };
        let path = plain(draft.path);
        for diagnostic in draft.found {
            let (rendered, indent) = render(&renderer, draft.analysis, diagnostic);
            let (title, rest) = rendered.split_once('\n').unwrap_or((&rendered, ""));
            // The renderer would count the column in the lines as they are cut.
            let place = match in_paragraph(draft.analysis, diagnostic.span) {
                Some(place) => format!("{path}, paragraph {}, sentence {}", place.paragraph, place.sentence),
                None => {
                    let (Place { line, column }, _) = draft.places(diagnostic.span, Unit::Characters);
                    format!("{path}:{line}:{column}")
                }
            };
            writeln!(out, "{title}\n{:indent$}{style}-->{style:#} {place}\n{rest}\n", "")?;
        }
        Ok(())
    }
}

/// Title, lines and notes of a finding; and how far the line numbers indent it.
fn render(renderer: &Renderer, analysis: &Analysis, diagnostic: &Diagnostic) -> (String, usize) {
    let here = || diagnostic.related.iter().filter(|label| label.elsewhere.is_none());
    let (source, lines) = (analysis.source(), analysis.lines());
    let part = |span: Span| marked_part(source, lines, analysis.in_source(span));
    let primary = part(diagnostic.span);
    let marked: Vec<_> = std::iter::once(primary).chain(here().map(|label| part(label.span))).collect();
    let excerpt = excerpt(source, lines, &marked);
    let mut snippet = Snippet::source(excerpt.source.as_str())
        .line_start(excerpt.line)
        .annotation(AnnotationKind::Primary.span(excerpt.range(primary)).label(plain(&diagnostic.label)));
    for label in here() {
        snippet = snippet
            .annotation(AnnotationKind::Context.span(excerpt.range(part(label.span))).label(plain(&label.message)));
    }
    let title = level(diagnostic.severity).primary_title(plain(&diagnostic.message)).id(diagnostic.rule);
    let notes = diagnostic.related.iter().filter_map(note);
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(plain(help)));
    let report = [title.element(snippet).elements(notes.chain(help))];
    let last_line = excerpt.line + excerpt.source.matches('\n').count();
    (renderer.render(&report), last_line.to_string().len())
}

/// A note on a label that stands in another draft.
fn note<'n>(label: &Label) -> Option<Message<'n>> {
    let Elsewhere { path, place } = label.elsewhere.as_ref()?;
    let words = format!("{} at {path}:{}:{}", label.message, place.line, place.column);
    Some(Level::NOTE.message(plain(&words)))
}

fn level<'n>(severity: Severity) -> Level<'n> {
    match severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}
