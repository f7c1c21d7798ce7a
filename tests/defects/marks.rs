//! Faults of the marks.

use whosaid::analysis::Analysis;
use whosaid::text::Span;

use super::Planted;
use super::draft::*;

/// `“We lost,” she said.` becomes `“We lost she said.`
pub fn dropped_closing_mark(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    // With another mark in the paragraph the quotation may as well end there.
    let alone =
        outer(analysis).filter(|(_, quotation)| is_alone(analysis, quotation) && is_double(analysis, quotation));
    alone
        .filter(|(_, quotation)| !quotation.carried_on && !next_paragraph(analysis, quotation).starts_with(['"', '“']))
        .filter_map(|(_, quotation)| {
            let text = without(text, quotation.close?);
            Some(Planted { rule: "unclosed-quotation", text, span: quotation.open })
        })
        .collect()
}

/// `“We lost,” she said.` becomes `We lost,” she said.`
pub fn dropped_opening_mark(analysis: &Analysis) -> Vec<Planted> {
    let alone = outer(analysis).filter(|(_, quotation)| {
        is_alone(analysis, quotation) && is_double(analysis, quotation) && quotation.continues.is_none()
    });
    alone
        .filter(|(_, quotation)| !is_left_open_above(analysis, quotation))
        .filter_map(|(_, quotation)| {
            let close = quotation.close?;
            let gone = quotation.open.len();
            let span = Span::new(close.start - gone, close.end - gone);
            Some(Planted { rule: "unopened-quotation", text: without(analysis.text, quotation.open), span })
        })
        .collect()
}

/// `“We lost,”` becomes `"We lost,"` where all other marks are curly, and the other way round.
pub fn mixed_marks(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    let pairs = outer(analysis).count();
    outer(analysis)
        .filter(|(_, quotation)| pairs > 2 && is_double(analysis, quotation))
        .filter_map(|(_, quotation)| {
            let close = quotation.close?;
            let (open, end) = if quotation.open.of(text) == "“" { ("\"", "\"") } else { ("“", "”") };
            let changed = format!(
                "{}{open}{}{end}{}",
                &text[..quotation.open.start],
                quotation.words().of(text),
                &text[close.end..]
            );
            let span = Span::new(quotation.open.start, quotation.open.start + open.len());
            Some(Planted { rule: "mixed-quotation-marks", text: changed, span })
        })
        .collect()
}

/// The second paragraph of a quotation over two loses its mark.
pub fn dropped_reopening_mark(analysis: &Analysis) -> Vec<Planted> {
    let last_of_two = outer(analysis).filter(|(number, quotation)| {
        let further = analysis.quotations.iter().any(|other| other.continues == Some(*number));
        quotation.continues.is_some() && !further && quotation.close.is_some()
    });
    last_of_two
        .filter(|(_, quotation)| quotation.words().of(analysis.text).split(' ').count() > 6)
        .filter_map(|(_, quotation)| {
            let before = analysis.quotations.get(quotation.continues?)?;
            let text = without(analysis.text, quotation.open);
            Some(Planted { rule: "continued-quotation", text, span: before.open })
        })
        .collect()
}

/// The first paragraph of a quotation over two is closed.
pub fn closed_too_soon(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    outer(analysis)
        .filter_map(|(_, quotation)| {
            let before = analysis.quotations.get(quotation.continues?)?;
            let whole = paragraph(analysis, quotation)? == quotation.span;
            let told = attribution(analysis, before)?.cue.is_some();
            let mark = if before.open.of(text) == "“" { "”" } else { "\"" };
            let span = Span::new(before.span.end, before.span.end + mark.len());
            (whole && told).then(|| Planted {
                rule: "continued-quotation",
                text: inserted(text, before.span.end, mark),
                span,
            })
        })
        .collect()
}

/// ‘…’ inside of “…” becomes “…”.
pub fn nested_alike(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    let shapes = [
        "“My grandfather called it ⟦“⟧the old gate” until he died,” {A} said.",
        "{A} told the council: “There is a sign that says ⟦“⟧keep out” in red paint.”",
        "“You can read ⟦“⟧this way up” on the box,” said {A}. “Nobody did.”",
    ]
    .map(str::to_owned);
    let made = with_shapes(analysis, "nested-quotation-marks", &shapes);
    let nested = analysis.quotations.iter().filter(|inner| inner.inside.is_some());
    nested
        .filter_map(|inner| {
            let outer = analysis.quotations.get(inner.inside?)?;
            let close = inner.close?;
            let mark = if outer.open.of(text) == "“" { ("“", "”") } else { ("\"", "\"") };
            // Where both end at once, nobody can tell which mark is whose.
            let apart = outer.close?.start > close.end + 3 && inner.open.start > outer.open.end;
            let single = matches!(inner.open.of(text), "'" | "‘") && matches!(outer.open.of(text), "\"" | "“");
            let changed = format!(
                "{}{}{}{}{}",
                &text[..inner.open.start],
                mark.0,
                inner.words().of(text),
                mark.1,
                &text[close.end..]
            );
            let span = Span::new(inner.open.start, inner.open.start + mark.0.len());
            (apart && single).then_some(Planted { rule: "nested-quotation-marks", text: changed, span })
        })
        .chain(made)
        .collect()
}

/// A speech over two paragraphs: closed at the end of the first, or not opened again at the head of the second.
pub fn speech_over_paragraphs(analysis: &Analysis) -> Vec<Planted> {
    let shapes = crossed(
        &["{A} told the court on Friday: ", "“It was late,” {A} said. ", "{A} shook her head and said, "],
        &[
            "“{S}.⟦”⟧¶“We sat on the stairs until the boat came, and then we sang.”",
            "⟦“⟧{S}.¶We sat on the stairs until the boat came, and then we sang.”",
            "“{S}.⟦”⟧¶“We sat on the stairs until the boat came.¶“Then we sang.”",
        ],
    );
    with_shapes(analysis, "continued-quotation", &shapes)
}
