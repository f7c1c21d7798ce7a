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
speech in single marks where the draft puts speech in double ones, double marks where it puts all speech in single ones, \
and curly marks that face the wrong way (”…”). One finding a draft marks the first of them \
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
        "“The dam is brittle,” Lena Holt said. ⟦”⟧It leaks.”",
        "‘It leaks,’ Lena Holt said. ‘Look,’ she said. It had cost her ⟦“⟧everything”. ‘All of it,’ she said.",
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
    let turned = if style == MarkStyle::Straight { None } else { turned(analysis) };
    shapes(analysis, style).into_iter().chain(turned).chain(strokes(analysis)).collect()
}

/// Curly marks that face the wrong way, ”…” or “…“, in a draft that turns most of them the right way. Beside a straight
/// one they change over with it.
fn turned(analysis: &Analysis) -> Option<Diagnostic> {
    let quotations = analysis.quotations.iter().filter(|quotation| {
        let curly = |mark: Span| Shape::of(mark.of(analysis.text)) == Some(Shape::Curly);
        curly(quotation.open) && quotation.close.is_none_or(curly)
    });
    let (mut right, mut edits) = (0, Vec::new());
    for (span, end) in quotations.flat_map(ends) {
        let wanted = mark(Shape::Curly, Strokes::of(span.of(analysis.text))?, end);
        if span.of(analysis.text) == wanted {
            right += 1;
        } else {
            edits.push((span, wanted.to_owned()));
        }
    }
    edits.sort_unstable();
    let rare = edits.len() < right;
    let message = "curly marks that face the wrong way".to_owned();
    finding(edits, message, "faces the wrong way", "turn them round".to_owned()).filter(|_| rare)
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
    if double == 0 && single >= ENOUGH {
        return pieces(analysis, body);
    }
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
        let inner =
            inside(analysis, quotation).filter(|inner| Strokes::of(inner.open.of(analysis.text)) == Some(wanted));
        for (span, end) in inner.flat_map(ends) {
            edits.push((span, mark(shape, rarer, end).to_owned()));
        }
    }
    edits.sort_unstable();
    edits.dedup();
    let certain = finding(
        edits,
        format!("speech in {} marks among speech in {} ones", rarer.name(), wanted.name()),
        rarer.name(),
        format!("put all speech in {} marks", wanted.name()),
    );
    let style = wanted == Strokes::Single && single >= ENOUGH;
    certain.or_else(|| if style { pieces(analysis, body) } else { None })
}

/// So much speech in single marks is a style.
const ENOUGH: usize = 3;

/// Pieces of speech in double marks, where all whole speech stands in single ones. (The other way round single marks
/// may stand around terms.)
fn pieces(analysis: &Analysis, body: usize) -> Option<Diagnostic> {
    let double = |quotation: &&Quotation| {
        quotation.inside.is_none()
            && quotation.close.is_some()
            && quotation.span.start >= body
            && Strokes::of(quotation.open.of(analysis.text)) == Some(Strokes::Double)
    };
    let mut edits = Vec::new();
    for quotation in analysis.quotations.iter().filter(double) {
        let shape = Shape::of(quotation.open.of(analysis.text))?;
        // What stands inside would have to change over too.
        if inside(analysis, quotation).next().is_some() {
            return None;
        }
        edits.extend(ends(quotation).map(|(span, end)| (span, mark(shape, Strokes::Single, end).to_owned())));
    }
    let message = "double marks among speech in single ones".to_owned();
    finding(edits, message, Strokes::Double.name(), "put all of it in single marks".to_owned())
}

/// The quotations inside of one.
fn inside<'a>(analysis: &'a Analysis, outer: &Quotation) -> impl Iterator<Item = &'a Quotation> {
    let span = outer.span;
    let first = analysis.quotations.partition_point(|it| it.span.start <= span.start);
    let here = analysis.quotations[first..].iter().take_while(move |it| it.span.start < span.end);
    here.filter(move |it| it.inside.is_some() && span.contains(it.span))
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
