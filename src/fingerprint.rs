//! What stays of a finding while the draft changes around it: rule, words and occurrence, never line or message.

use rustc_hash::FxHashMap;

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::folding::{folded, hash};
use crate::text::{Span, lines_around};

/// The fingerprints of the findings of one draft, in their order: sixteen hexadecimal digits each.
///
/// Two findings of one rule about the same words differ by their occurrence, counted in the order given.
pub fn fingerprints(analysis: &Analysis, found: &[Diagnostic]) -> Vec<String> {
    let mut occurrences: FxHashMap<u64, usize> = FxHashMap::default();
    found
        .iter()
        .map(|diagnostic| {
            let words = folded(subject(analysis, diagnostic.span).of(analysis.text));
            let key = hash(diagnostic.rule.chars().chain(['\0']).chain(words));
            let occurrence = occurrences.entry(key).or_default();
            *occurrence += 1;
            format!("{:016x}", hash(format!("{key:016x}\0{occurrence}").chars()))
        })
        .collect()
}

/// The words that a finding is about: the quotation that holds its span, or that the marked cue or source credits.
///
/// A stray mark has no words of its own: it stands for those before it on its line.
pub(crate) fn subject(analysis: &Analysis, span: Span) -> Span {
    let holder = analysis.quotations.iter().find(|quotation| quotation.span.contains(span));
    if let Some(quotation) = holder {
        return quotation.span;
    }
    let credited = analysis.attributions.iter().find(|attribution| {
        [attribution.second.map(|second| second.cue), attribution.cue, attribution.source]
            .into_iter()
            .flatten()
            .any(|part| part.overlaps(span))
    });
    let quotation = credited.and_then(|attribution| analysis.quotations.get(*attribution.quotations.first()?));
    if let Some(quotation) = quotation {
        return quotation.span;
    }
    if folded(span.of(analysis.text)).next().is_some() {
        return span;
    }
    Span::new(lines_around(analysis.text, span).start, span.end)
}
