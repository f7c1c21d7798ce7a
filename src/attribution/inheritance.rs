//! Quotations without a cue of their own: they belong to whoever spoke last, where nothing breaks the line.

use super::spoken::{Features, spoken};
use super::{Attribution, AttributionKind, Decision, Memory, Sentence, SourceForm};
use crate::clauses::Clauses;
use crate::phrases::{Phrase, PhraseKind};
use crate::quotations::QuotationKind;
use crate::sentences::View;
use crate::tags::Tag;
use crate::text::Span;

/// Who would be the source of a quotation without a cue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heir {
    source: Span,
    head: Span,
    form: SourceForm,
    paragraph: u32,
}

/// Gives the quotations that no report covers to the one who spoke last, where they are spoken at all.
pub fn decide(view: View<'_>, sentences: &[Sentence], quotations: &mut [Decision], memory: &mut Memory) {
    for at in 0..quotations.len() {
        let decision = quotations[at];
        if let Some(attribution) = decision.attribution {
            memory.last = heir(&memory.attributions[attribution], memory.paragraph).or(memory.last);
            continue;
        }
        let features = Features::of(view, sentences, &decision);
        let continued = view.quotations[decision.quotation].continues;
        if continued.is_none() && !spoken(&features) {
            quotations[at].kind = features.kind();
            continue;
        }
        quotations[at].kind = QuotationKind::Speech;
        let found = match continued {
            Some(_) => memory.last.map(|heir| (heir, "continued-quotation", 0.95)),
            None => source(view, sentences, quotations, at, memory, &features),
        };
        let Some((heir, sieve, confidence)) = found else { continue };
        memory.last = Some(Heir { paragraph: memory.paragraph, ..heir });
        quotations[at].attribution = Some(memory.attributions.len());
        memory.attributions.push(Attribution {
            kind: if features.alone { AttributionKind::Direct } else { AttributionKind::Mixed },
            content: vec![view.quotations[decision.quotation].span],
            quotations: vec![decision.quotation],
            cue: None,
            source: Some(heir.source),
            source_head: Some(heir.head),
            source_form: Some(heir.form),
            second_cue: None,
            inherited: true,
            sieve,
            confidence,
            speaker: None,
            candidates: Vec::new(),
        });
    }
    // A paragraph that reports without quoting hands on its last source.
    let last = sentences.iter().flat_map(|sentence| &sentence.reports).filter(|report| report.speech).next_back();
    if let (true, Some(report)) = (quotations.is_empty(), last) {
        let attribution = memory.attributions.iter().rev().find(|attribution| attribution.cue == Some(report.cue));
        if let Some(heir) = attribution.and_then(|attribution| heir(attribution, memory.paragraph)) {
            memory.last = Some(heir);
        }
    }
}

fn heir(attribution: &Attribution, paragraph: u32) -> Option<Heir> {
    Some(Heir {
        source: attribution.source?,
        head: attribution.source_head?,
        form: attribution.source_form?,
        paragraph,
    })
}

/// The source that a quotation inherits: the last in the paragraph, the next one that goes on with it, the subject of
/// the sentence before, the last of the paragraph before.
fn source(
    view: View<'_>,
    sentences: &[Sentence],
    quotations: &[Decision],
    at: usize,
    memory: &Memory,
    features: &Features,
) -> Option<(Heir, &'static str, f32)> {
    let decision = quotations[at];
    let here = memory.paragraph;
    let of = |attribution: usize| heir(&memory.attributions[attribution], here);
    let before = reported_before(sentences, decision.sentence, decision.phrase, memory, here);
    let quoted_before = quotations[..at].iter().rev().find_map(|other| other.attribution).and_then(of);
    if let Some(heir) = before.filter(|_| features.alone || quoted_before.is_none()).or(quoted_before) {
        return Some((heir, "inherited-in-paragraph", if features.alone { 0.92 } else { 0.8 }));
    }
    if let Some(heir) = subject_before(view, sentences, decision.sentence, decision.phrase, here) {
        return Some((heir, "inherited-subject", 0.75));
    }
    let after = quotations[at + 1..].iter().find_map(|other| other.attribution).and_then(of);
    if let (Some(heir), true) = (after, features.alone || decision.sentence == 0) {
        return Some((heir, "inherited-from-next", 0.8));
    }
    memory.last.filter(|heir| here - heir.paragraph <= 2).map(|heir| (heir, "inherited-from-paragraph", 0.7))
}

/// The last report of the paragraph before a place.
fn reported_before(
    sentences: &[Sentence],
    sentence: usize,
    phrase: usize,
    memory: &Memory,
    paragraph: u32,
) -> Option<Heir> {
    let reports = sentences[..=sentence]
        .iter()
        .enumerate()
        .flat_map(|(number, sentence)| sentence.reports.iter().map(move |report| (number, report)));
    let before = reports.filter(|(number, report)| report.speech && (*number < sentence || report.at < phrase));
    let cue = before.last()?.1.cue;
    let attribution = memory.attributions.iter().rev().find(|attribution| attribution.cue == Some(cue))?;
    heir(attribution, paragraph)
}

/// The subject of the sentence before, or of this one: a person who may speak.
fn subject_before(
    view: View<'_>,
    sentences: &[Sentence],
    sentence: usize,
    phrase: usize,
    paragraph: u32,
) -> Option<Heir> {
    let here = subject_in(view, &sentences[sentence].phrases[..phrase]);
    let before = || sentences[..sentence].iter().rev().find_map(|sentence| subject_in(view, &sentence.phrases));
    here.or_else(before).map(|(source, head, form)| Heir { source, head, form, paragraph })
}

fn subject_in(view: View<'_>, phrases: &[Phrase]) -> Option<(Span, Span, SourceForm)> {
    let clauses = Clauses { view, phrases };
    (0..phrases.len()).find_map(|at| {
        clauses.verb(at).filter(|verb| verb.is_finite() && !verb.passive)?;
        let subject = clauses.subject(at).filter(|subject| !subject.relative)?;
        let PhraseKind::Noun(noun) = phrases[subject.noun].kind else { return None };
        let form = match noun.tag {
            Tag::Proper => SourceForm::Name,
            Tag::Pronoun => SourceForm::Pronoun,
            _ if noun.classes.any(crate::grammar::Classes::PERSON) => SourceForm::Description,
            _ => return None,
        };
        Some((subject.span, phrases[subject.noun].span, form))
    })
}
