//! Which report a quotation belongs to, and what it then says.

use super::{Attribution, AttributionKind, Considered, Credit, Decision, Memory, Report, Sentence, Verdict};
use crate::phrases::{Phrase, PhraseKind};
use crate::quotations::QuotationKind;
use crate::sentences::View;
use crate::text::Span;

/// Gives each quotation the report that it belongs to, and appends the attributions of the paragraph.
pub fn decide(view: View<'_>, sentences: &[Sentence], quotations: &mut [Decision], memory: &mut Memory) {
    let mut claimed = std::mem::take(&mut memory.claimed);
    let mut next = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        let first = next;
        next += quotations[first..].iter().take_while(|decision| decision.sentence == number).count();
        for (own, report) in sentence.reports.iter().enumerate() {
            let is_its = |at: &usize| {
                let decision = &quotations[*at];
                decision.reports.is_some_and(|(best, _)| best == own) && decision.signs.spoken()
            };
            claimed.clear();
            claimed.extend((first..next).filter(is_its));
            if claimed.is_empty()
                && (!report.quotations.is_empty()
                    || !reported(report)
                    || sentence.reports.iter().any(|outer| told_by(outer, report)))
            {
                continue;
            }
            let credited = |other: Option<usize>| other.map(|other| credit(&sentence.reports[other]));
            let twice = |at: &usize| quotations[*at].reports.and_then(|(_, twice)| twice);
            let inner = |at: &usize| relayed_by(&sentence.reports, own, quotations[*at].phrase);
            let mut attribution = attribution(view, sentence, report, &claimed, quotations);
            attribution.second = credited(claimed.iter().find_map(twice));
            attribution.relayed = credited(claimed.iter().find_map(inner));
            for at in &claimed {
                quotations[*at].attribution = Some(memory.attributions.len());
                quotations[*at].kind = QuotationKind::Speech;
            }
            memory.attributions.push(attribution);
        }
    }
    memory.claimed = claimed;
}

/// Whether a report without quotations is one of indirect speech.
fn reported(report: &Report) -> bool {
    report.clauses.iter().any(|(from, to)| to > from)
}

/// Whether a report without marks is part of what another one reports: in "Holt said Reyes had told her it leaked" the words
/// are Holt's, and the draft says nothing of Reyes. A claim that is spoken of ("Reyes said Holt's claim that it leaked was
/// late") was made all the same, and so was what a relative clause or "according to" tells of.
fn told_by(outer: &Report, inner: &Report) -> bool {
    outer.speech
        && outer.statement
        && !outer.cited
        && !inner.cited
        && !inner.fresh
        && !inner.related
        && !inner.within(outer.at)
        && inner.source.noun != inner.at
        && inner.source.beside
        && outer.at < inner.source.first
        && outer.at < inner.at
        && outer.within(inner.source.first)
        && outer.within(inner.at)
        && outer.source.noun != inner.source.noun
}

/// The report in which another one stands, so far as the words at `phrase` go: that one gives way.
fn outer<'a>(reports: &'a [Report], inner: &Report, phrase: usize) -> Option<&'a Report> {
    let beside = inner.quotations.contains(&phrase) && !inner.loose;
    reports.iter().filter(|outer| outer.covers(phrase)).find(|outer| {
        // "Asked what he believed, Holt said, “…”": a credit of its own is in no other clause.
        let credited = inner.fresh && !outer.cited && inner.source.beside && beside && outer.at < inner.at;
        // "Holt said, per a translator, that it “leaks”": the words are Holt's, whoever passes them on.
        let passed_on = outer.cited && inner.speech && inner.at < outer.at && outer.at < phrase;
        let gives_way = outer.loose && !inner.loose || credited || passed_on;
        outer.at != inner.at
            && outer.within(inner.at)
            && !gives_way
            && (!inner.within(outer.at)
                || outer.cited && !inner.cited && !beside
                || outer.rank < inner.rank && !inner.cited)
    })
}

/// The report that a quotation belongs to, and another that credits it in place.
pub fn choose(reports: &[Report], phrase: usize) -> Option<(usize, Option<usize>)> {
    let covering = || (0..reports.len()).filter(|at| reports[*at].covers(phrase));
    let best = covering()
        .filter(|at| outer(reports, &reports[*at], phrase).is_none())
        .min_by_key(|at| (reports[*at].rank, reports[*at].at.abs_diff(phrase)))?;
    // What "according to" reports is a clause, be it all in marks.
    let whole = |report: &Report| report.cited && report.clauses.iter().any(|(from, _)| *from == phrase);
    let beside = |at: usize| reports[at].quotations.contains(&phrase) || whole(&reports[at]);
    let spoken = |at: usize| reports[at].speech && reports[best].speech;
    // `Holt said: "…," she said`, `According to Holt, "…," she said`: a cue on either side.
    let around = |at: usize| beside(at) && beside(best) && (reports[at].at > phrase) != (reports[best].at > phrase);
    // `"…," said Holt, Holt said`: a cue behind a cue.
    let behind = |at: usize| beside(at) && reports[best].within(reports[at].at) && reports[at].at > phrase;
    let twice = covering().find(|&at| at != best && spoken(at) && (around(at) || behind(at)));
    Some((best, twice))
}

/// "Holt said Reyes had told her “…”": the report within the one that a quotation belongs to, of another source.
fn relayed_by(reports: &[Report], outer: usize, phrase: usize) -> Option<usize> {
    let report = &reports[outer];
    (0..reports.len()).find(|&at| {
        let inner = &reports[at];
        at != outer
            && inner.speech
            && report.speech
            && inner.quotations.contains(&phrase)
            && report.within(inner.at)
            && inner.source.noun != report.source.noun
    })
}

/// The reports that cover a quotation, each with what became of it.
pub fn considered(reports: &[Report], phrase: usize) -> Vec<Considered> {
    let best = choose(reports, phrase).map(|(best, _)| best);
    let covering = (0..reports.len()).filter(|at| reports[*at].covers(phrase));
    covering
        .map(|at| {
            let report = &reports[at];
            let verdict = match outer(reports, report, phrase) {
                _ if best == Some(at) => Verdict::Chosen,
                Some(outer) => Verdict::Inside(outer.cue),
                None => Verdict::LessSure,
            };
            Considered {
                sieve: report.pattern,
                cue: report.cue,
                source: report.source.span,
                confidence: report.confidence,
                verdict,
            }
        })
        .collect()
}

fn credit(report: &Report) -> Credit {
    Credit { cue: report.cue, source: report.source.span, source_head: report.head, speaker: None }
}

fn attribution(
    view: View<'_>,
    sentence: &Sentence,
    report: &Report,
    claimed: &[usize],
    quotations: &[Decision],
) -> Attribution {
    let mut content = Vec::with_capacity(report.clauses.len() + claimed.len());
    content.extend(report.clauses.iter().filter_map(|(from, to)| clause_span(sentence, *from, *to)));
    let mut direct = !claimed.is_empty();
    for at in claimed {
        let decision = &quotations[*at];
        let span = view.quotations[decision.quotation].span;
        direct &= report.quotations.contains(&decision.phrase);
        if !content.iter().any(|other: &Span| other.contains(span)) {
            content.push(span);
        }
    }
    content.sort_unstable();
    // Of several quotations the first tells how likely they are spoken at all.
    let likelihood = claimed.first().map_or(1.0, |at| quotations[*at].signs.likelihood());
    let kind = match () {
        () if claimed.is_empty() => AttributionKind::Indirect,
        () if direct && report.clauses.is_empty() => AttributionKind::Direct,
        () => AttributionKind::Mixed,
    };
    Attribution {
        kind,
        content,
        quotations: claimed.iter().map(|at| quotations[*at].quotation).collect(),
        cue: Some(report.cue),
        cue_entry: report.entry,
        source: Some(report.source.span),
        source_head: Some(report.head),
        source_form: Some(sentence.form(report)),
        second: None,
        relayed: None,
        inherited: false,
        turn: None,
        sieve: report.pattern,
        confidence: if claimed.is_empty() { report.indirect } else { report.confidence * likelihood },
        speaker: None,
        candidates: Vec::new(),
    }
}

/// The bytes of a reported stretch, without the commas and conjunctions at its ends.
fn clause_span(sentence: &Sentence, from: usize, to: usize) -> Option<Span> {
    let outer = |phrase: &Phrase| {
        matches!(phrase.kind, PhraseKind::Comma | PhraseKind::Stop | PhraseKind::Colon | PhraseKind::Semicolon)
    };
    let words = &sentence.phrases[from..to];
    let first = words.iter().position(|phrase| !outer(phrase) && phrase.kind != PhraseKind::That)?;
    let last = words.iter().rposition(|phrase| !outer(phrase) && phrase.kind != PhraseKind::Conjunction)?;
    Some(words[first].span.to(words[last].span))
}
