//! Straight and curly marks, or single and double ones, in one draft.

use crate::analysis::Analysis;
use crate::attribution::AttributionKind;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::folding::words;
use crate::quotations::Quotation;
use crate::settings::options::MarkStyle;
use crate::settings::{On, Settings};
use crate::text::Span;

use super::marks::{End, Shape, Strokes, ends, mark};
use super::surroundings::body_start;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "mixed-quotation-marks",
    severity: Severity::Warning,
    on: On::Always,
    summary: "Straight and curly marks, or single and double ones, in one draft",
    details: "\
Reports the marks of which a draft has fewer: straight ones (\\\"…\\\") among curly ones (“…”) or the other way round, \
and speech in single marks where the draft puts speech in double ones. One finding a draft marks the first of them \
and shows the others. With `style` set, marks of the other shape are reported even where the draft has no others. \
The fix is safe: it changes marks, and no words.

Two styles in one text are the trace of two hands: a paragraph was pasted from an email or a wire.

Accepted are apostrophes of either shape, primes, marks in code and markup, single marks inside of double ones, single \
marks around terms and in headlines, and the marks of other traditions („…“, «…», ``…'').

AP and the Guardian leave the shape to the house's system and want one throughout; Chicago prints curly marks only.",
    flagged: &[
        "“The dam is brittle,” Lena Holt said. “It leaks.”\n\n⟦\"⟧We were never told,\" said Omar Reyes.",
        "\"The dam is brittle,\" Lena Holt said. \"It leaks.\"\n\n\"We were never told,⟦”⟧ said Omar Reyes.",
        "“The dam is brittle,” Lena Holt said. “It leaks.”\n\n⟦‘⟧We were never told,’ said Omar Reyes.",
        "“They called it ⟦'⟧safe',” Lena Holt said. “It leaks.”",
    ],
    accepted: &[
        "“The dam's brittle,” Lena Holt said. “It leaks.”",
        "\"The dam’s brittle,\" Lena Holt said. \"It leaks.\"",
        "“They called it ‘safe’,” Lena Holt said. “It leaks.”",
        "Dam 'will not last'\n\n\"The dam is brittle,\" Lena Holt said. \"It will not last.\"",
        "“The board is 12\" wide,” Omar Reyes said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

/// A draft of more paragraphs than this has a headline, if its first paragraph is short.
const LONG_DRAFT: usize = 6;
const LONGEST_HEADLINE: usize = 18;
/// Labels shown besides the first mark.
const SHOWN: usize = 4;

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let style = settings.options.mixed_quotation_marks.style;
    shapes(analysis, style).into_iter().chain(strokes(analysis)).collect()
}

/// Straight among curly, or the other way round.
fn shapes(analysis: &Analysis, style: MarkStyle) -> Option<Diagnostic> {
    // Headlines come from another hand, and often from another system.
    let body = if style == MarkStyle::Majority { body_start(analysis).max(headline_end(analysis)) } else { 0 };
    let marks: Vec<(Span, End, Shape, Strokes)> = analysis
        .quotations
        .iter()
        .filter(|quotation| quotation.span.start >= body)
        .flat_map(ends)
        .filter_map(|(span, end)| {
            let mark = span.of(analysis.text);
            Some((span, end, Shape::of(mark)?, Strokes::of(mark)?))
        })
        .collect();
    let count = |shape: Shape| marks.iter().filter(|mark| mark.2 == shape).count();
    let (straight, curly) = (count(Shape::Straight), count(Shape::Curly));
    let wanted = match style {
        MarkStyle::Straight => Shape::Straight,
        MarkStyle::Curly => Shape::Curly,
        MarkStyle::Majority if straight == curly => marks.iter().min_by_key(|mark| mark.0)?.2,
        MarkStyle::Majority if straight > curly => Shape::Straight,
        MarkStyle::Majority => Shape::Curly,
    };
    let mut edits: Vec<(Span, String)> = marks
        .iter()
        .filter(|mark| mark.2 != wanted)
        .map(|&(span, end, _, strokes)| (span, mark(wanted, strokes, end).to_owned()))
        .collect();
    edits.sort_unstable();
    let other = if wanted == Shape::Curly { Shape::Straight } else { Shape::Curly };
    let message = match style {
        MarkStyle::Majority => format!("{} marks among {} ones", other.name(), wanted.name()),
        _ => format!("{} marks where the house has {} ones", other.name(), wanted.name()),
    };
    finding(edits, message, other.name(), format!("make all marks {}", wanted.name()))
}

/// Speech in single marks where most speech stands in double ones, or the other way round.
fn strokes(analysis: &Analysis) -> Option<Diagnostic> {
    let body = body_start(analysis);
    let spoken = |strokes: Strokes| {
        analysis.quotations.iter().filter(move |quotation| {
            quotation.inside.is_none()
                && quotation.span.start >= body
                && Strokes::of(quotation.open.of(analysis.text)) == Some(strokes)
                && is_spoken(analysis, quotation)
        })
    };
    // The rarer ones have to be beyond doubt: a heading is no speech.
    let cued = |quotation: &&Quotation| {
        let attribution = quotation.attribution.and_then(|at| analysis.attributions.get(at));
        attribution.is_some_and(|it| it.cue.is_some() && !it.inherited)
    };
    let (single, double) = (spoken(Strokes::Single).count(), spoken(Strokes::Double).count());
    if single == 0 || double == 0 || single == double {
        return None;
    }
    let (rarer, wanted) =
        if single < double { (Strokes::Single, Strokes::Double) } else { (Strokes::Double, Strokes::Single) };
    let mut edits = Vec::new();
    for quotation in spoken(rarer).filter(cued) {
        let shape = Shape::of(quotation.open.of(analysis.text))?;
        edits.extend(ends(quotation).map(|(span, end)| (span, mark(shape, wanted, end).to_owned())));
        // What stands inside changes over too.
        let inner = analysis.quotations.iter().filter(|inner| {
            quotation.span.contains(inner.span)
                && inner.inside.is_some()
                && Strokes::of(inner.open.of(analysis.text)) == Some(wanted)
        });
        for (span, end) in inner.flat_map(ends) {
            edits.push((span, mark(shape, rarer, end).to_owned()));
        }
    }
    edits.sort_unstable();
    edits.dedup();
    finding(
        edits,
        format!("speech in {} marks among speech in {} ones", rarer.name(), wanted.name()),
        rarer.name(),
        format!("put all speech in {} marks", wanted.name()),
    )
}

/// The end of a first paragraph that can be nothing but a headline; the start of the draft where it has none.
fn headline_end(analysis: &Analysis) -> usize {
    let long = analysis.paragraphs.len() > LONG_DRAFT;
    let first = analysis.paragraphs.first().map(|paragraph| paragraph.span).filter(|_| long);
    first.filter(|first| words(first.of(analysis.text)) <= LONGEST_HEADLINE).map_or(0, |first| first.end)
}

/// Whether a quotation is certainly speech: credited, and no piece of a sentence.
fn is_spoken(analysis: &Analysis, quotation: &Quotation) -> bool {
    let attribution = quotation.attribution.and_then(|at| analysis.attributions.get(at));
    quotation.close.is_some()
        && attribution.is_some_and(|it| it.kind == AttributionKind::Direct)
        && quotation.words().of(analysis.text).trim_end().ends_with([',', '.', '?', '!'])
}

fn finding(edits: Vec<(Span, String)>, message: String, rarer: &str, help: String) -> Option<Diagnostic> {
    let &(first, _) = edits.first()?;
    let others = edits.iter().skip(1).take(SHOWN);
    Some(Diagnostic {
        related: others.map(|(span, _)| Label::new(*span, rarer)).collect(),
        help: Some(help),
        fix: Some(Fix {
            applicability: Applicability::Safe,
            edits: edits.into_iter().map(|(span, replacement)| Edit { span, replacement }).collect(),
        }),
        ..RULE.finding(first, message, rarer)
    })
}
