//! Turns of a transcript: "REYES: I was at the wheel." The label is the source, whatever else the words could inherit.

use super::{Attribution, AttributionKind, Decision, Memory, SourceForm};
use crate::quotations::{Quotation, QuotationKind};
use crate::text::Span;

/// Gives the words of a turn to its label. `label` is all that stands before the words, the colon included.
pub fn decide(text: &str, label: Span, quotations: &[Quotation], decisions: &mut [Decision], memory: &mut Memory) {
    let words = label.of(text).trim_end();
    let source = Span::new(label.start, label.start + words.trim_end_matches(':').trim_end().len());
    let turn = decisions.iter_mut().find(|decision| quotations[decision.quotation].span.start >= label.end);
    let Some(decision) = turn.filter(|decision| quotations[decision.quotation].is_set_off()) else { return };
    let fresh = Attribution {
        kind: AttributionKind::Direct,
        content: vec![quotations[decision.quotation].span],
        quotations: vec![decision.quotation],
        // The label says it; no word of the writer does.
        cue: None,
        cue_entry: None,
        source: Some(source),
        source_head: Some(source),
        source_form: Some(SourceForm::Name),
        second: None,
        relayed: None,
        inherited: false,
        turn: None,
        sieve: "transcript-turn",
        confidence: 0.97,
        speaker: None,
        candidates: Vec::new(),
    };
    decision.kind = QuotationKind::Speech;
    match decision.attribution {
        Some(at) => memory.attributions[at] = fresh,
        None => {
            decision.attribution = Some(memory.attributions.len());
            memory.attributions.push(fresh);
        }
    }
}
