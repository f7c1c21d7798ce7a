//! Quotations without a cue of their own: they belong to whoever spoke last, where nothing breaks the line.
//!
//! The last report that stands in no other clause decides; a lead-in ("She wrote:") decides for the next paragraph; where
//! nobody was reported, the subject of the sentence before is the speaker.

use super::spoken::{Sign, Signs};
use super::{Attribution, AttributionKind, Decision, Memory, Report, Sentence, SourceForm};
use crate::clauses::{Clauses, Subject};
use crate::grammar::Classes;
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
    sieve: &'static str,
    confidence: f32,
}

/// How many sentences back in its paragraph a quotation looks for its source.
const NEAR: usize = 40;
/// The farthest paragraph, counted back, that a quotation inherits from.
const REACH: u32 = 2;

/// Gives the quotations that no report covers to the one who spoke last, where they are spoken at all.
pub fn decide(view: View<'_>, sentences: &[Sentence], quotations: &mut [Decision], memory: &mut Memory) {
    for at in 0..quotations.len() {
        let decision = quotations[at];
        let continued = view.quotations[decision.quotation].continues;
        if let Some(attribution) = decision.attribution {
            if let Some(before) = continued {
                hand_back(view, before, attribution, memory);
            }
            continue;
        }
        if let Some(attribution) = sibling(sentences, quotations, at) {
            // "“A,” “B” and “C”": one report holds them all.
            quotations[at].attribution = Some(attribution);
            quotations[at].kind = QuotationKind::Speech;
            let attribution = &mut memory.attributions[attribution];
            attribution.content.push(view.quotations[decision.quotation].span);
            attribution.quotations.push(decision.quotation);
            continue;
        }
        let signs = decision.signs;
        if continued.is_none() && !signs.spoken() {
            quotations[at].kind = signs.kind();
            continue;
        }
        quotations[at].kind = QuotationKind::Speech;
        let carried = continued.and_then(|before| view.quotations[before].attribution).and_then(|attribution| {
            let attribution = &memory.attributions[attribution];
            heir(attribution, memory.paragraph, "continued-quotation", 0.85)
        });
        let Some(heir) = carried.or_else(|| source(view, sentences, quotations, at, memory, signs)) else {
            continue;
        };
        memory.last =
            Some(Heir { paragraph: memory.paragraph, sieve: "inherited-from-paragraph", confidence: 0.66, ..heir });
        quotations[at].attribution = Some(memory.attributions.len());
        memory.attributions.push(Attribution {
            kind: if signs.has(Sign::Alone) { AttributionKind::Direct } else { AttributionKind::Mixed },
            content: vec![view.quotations[decision.quotation].span],
            quotations: vec![decision.quotation],
            cue: None,
            source: Some(heir.source),
            source_head: Some(heir.head),
            source_form: Some(heir.form),
            second: None,
            inherited: true,
            sieve: heir.sieve,
            confidence: heir.confidence,
            speaker: None,
            candidates: Vec::new(),
        });
    }
    hand_on(view, sentences, quotations.is_empty(), memory);
}

/// The attribution of the quotation before, where no more than a comma or a conjunction stands between.
fn sibling(sentences: &[Sentence], quotations: &[Decision], at: usize) -> Option<usize> {
    let (this, before) = (quotations[at], quotations[at.checked_sub(1)?]);
    let between = &sentences[this.sentence].phrases.get(before.phrase + 1..this.phrase)?;
    let joined = between.iter().all(|phrase| matches!(phrase.kind, PhraseKind::Comma | PhraseKind::Conjunction));
    before.attribution.filter(|_| this.sentence == before.sentence && joined)
}

/// What the paragraph leaves for the next: its lead-in, its last report, or the subject of its last sentence.
fn hand_on(view: View<'_>, sentences: &[Sentence], unquoted: bool, memory: &mut Memory) {
    let here = memory.paragraph;
    let last = sentences
        .iter()
        .enumerate()
        .flat_map(|(number, sentence)| main_reports(sentence).map(move |report| (number, report)))
        .last();
    if let Some((number, report)) = last {
        memory.last = Some(of_report(report, sentences[number].form(report), here, "inherited-from-paragraph", 0.66));
    }
    let Some(sentence) = sentences.last() else { return };
    let lead_in = sentence.phrases.last().is_some_and(|phrase| phrase.kind == PhraseKind::Colon);
    if lead_in {
        let reports = last.is_some_and(|(number, _)| number + 1 == sentences.len());
        let subject = subject_in(view, &sentence.phrases).or_else(|| opening_noun(view, &sentence.phrases));
        if let (false, Some(subject)) = (reports, subject) {
            memory.last = Some(Heir { paragraph: here, sieve: "lead-in", confidence: 0.71, ..subject });
        } else if let Some(last) = &mut memory.last {
            last.sieve = "lead-in";
            last.confidence = 0.8;
        }
    } else if let (true, true, Some(subject)) = (unquoted, last.is_none(), subject_in(view, &sentence.phrases)) {
        memory.subject = Some(Heir { paragraph: here, sieve: "inherited-subject", confidence: 0.5, ..subject });
    }
}

/// Where a carried-on quotation is credited only in a later paragraph, the pieces before belong to the same source.
fn hand_back(view: View<'_>, mut piece: usize, credit: usize, memory: &mut Memory) {
    let credit = memory.attributions[credit].clone();
    loop {
        let Some(attribution) = view.quotations[piece].attribution.map(|at| &mut memory.attributions[at]) else {
            return;
        };
        if !attribution.inherited {
            return;
        }
        attribution.source = credit.source;
        attribution.source_head = credit.source_head;
        attribution.source_form = credit.source_form;
        attribution.sieve = "continued-quotation";
        attribution.confidence = 0.9;
        let Some(before) = view.quotations[piece].continues else { return };
        piece = before;
    }
}

fn heir(attribution: &Attribution, paragraph: u32, sieve: &'static str, confidence: f32) -> Option<Heir> {
    Some(Heir {
        source: attribution.source?,
        head: attribution.source_head?,
        form: attribution.source_form?,
        paragraph,
        sieve,
        confidence,
    })
}

fn of_report(report: &Report, form: SourceForm, paragraph: u32, sieve: &'static str, confidence: f32) -> Heir {
    Heir { source: report.source.span, head: report.head, form, paragraph, sieve, confidence }
}

/// The reports of a sentence that say who speaks in the paragraph: of speech, in no other report, in no relative clause.
fn main_reports<'a>(sentence: &'a Sentence<'_>) -> impl Iterator<Item = &'a Report> {
    sentence.reports.iter().filter(|report| {
        let embedded = sentence
            .reports
            .iter()
            .any(|other| other.at != report.at && other.within(report.at) && !report.within(other.at));
        let aside = report.source.relative && report.quotations.is_empty();
        report.speech && !embedded && !aside
    })
}

/// The source that a quotation inherits: the last in the paragraph, the subject of the sentence before, the next one in
/// the paragraph, the last of the paragraph before.
fn source(
    view: View<'_>,
    sentences: &[Sentence],
    quotations: &[Decision],
    at: usize,
    memory: &Memory,
    signs: Signs,
) -> Option<Heir> {
    let decision = quotations[at];
    let here = memory.paragraph;
    let report_in = |number: usize| {
        let sentence: &Sentence = &sentences[number];
        let before = |report: &&Report| number < decision.sentence || report.at < decision.phrase;
        // "“…,” Holt said, after Reyes had warned that …": who is quoted goes on.
        let quoted = main_reports(sentence).any(|report| !report.quotations.is_empty());
        let reports = main_reports(sentence).filter(before).filter(|report| !quoted || !report.aside);
        reports.last().map(|report| of_report(report, sentence.form(report), here, "inherited-in-paragraph", 0.96))
    };
    // A quoted piece of a clause is, before all, its subject's: "She wants them “to go”".
    let own = || {
        let clause = &sentences[decision.sentence].phrases[..decision.phrase];
        let subject = if signs.has(Sign::Alone) { None } else { governing_subject(view, clause) };
        subject.map(|subject| Heir { paragraph: here, sieve: "governing-subject", confidence: 0.67, ..subject })
    };
    let before = report_in(decision.sentence)
        .or_else(own)
        .or_else(|| (0..decision.sentence).rev().take(NEAR).find_map(report_in));
    if before.is_some() {
        return before;
    }
    // An earlier quotation of the paragraph has inherited already.
    let earlier = quotations[..at].iter().rev().find_map(|other| other.attribution);
    if let Some(attribution) = earlier {
        let attribution = &memory.attributions[attribution];
        return heir(attribution, here, attribution.sieve, attribution.confidence);
    }
    let subject =
        subject_before(view, sentences, decision.sentence, decision.phrase).filter(|_| signs.has(Sign::Alone));
    if let Some(subject) = subject {
        return Some(Heir { paragraph: here, sieve: "inherited-subject", confidence: 0.5, ..subject });
    }
    let lead_in = memory.last.filter(|last| last.sieve == "lead-in" && here - last.paragraph == 1);
    if lead_in.is_some() {
        return lead_in;
    }
    let after = quotations[at + 1..].iter().find_map(|other| other.attribution);
    if let (Some(attribution), true) = (after, signs.has(Sign::Alone) || decision.sentence == 0) {
        return heir(&memory.attributions[attribution], here, "inherited-from-next", 0.75);
    }
    // A quoted piece of a clause of the writer's is nobody's of another paragraph.
    if !signs.has(Sign::Alone) {
        return None;
    }
    let newer = |subject: &Heir| memory.last.is_none_or(|last| last.paragraph < subject.paragraph);
    let subject = memory.subject.filter(|subject| here - subject.paragraph == 1 && newer(subject));
    subject.or(memory.last.filter(|last| here - last.paragraph <= REACH))
}

/// The subject of the sentence before, or of this one: a person who may speak.
fn subject_before(view: View<'_>, sentences: &[Sentence], sentence: usize, phrase: usize) -> Option<Heir> {
    let here = subject_in(view, &sentences[sentence].phrases[..phrase]);
    here.or_else(|| {
        sentences[..sentence].iter().rev().take(NEAR).find_map(|sentence| subject_in(view, &sentence.phrases))
    })
}

/// The subject of the main clause, where it is somebody who may speak.
fn subject_in(view: View<'_>, phrases: &[Phrase]) -> Option<Heir> {
    let subject = Clauses { view, phrases }.main_subject(phrases.len())?;
    let noun = phrases[subject.noun].noun().filter(|noun| !noun.classes.any(Classes::NOBODY))?;
    let form = match noun.tag {
        Tag::Proper => SourceForm::Name,
        // Not "it", not "there".
        Tag::Pronoun if noun.classes.any(Classes::OBJECT_PRONOUN | Classes::ADVERB) => return None,
        Tag::Pronoun => SourceForm::Pronoun,
        _ if noun.classes.any(Classes::ROLE) => SourceForm::Description,
        _ => return None,
    };
    Some(of_subject(subject, phrases, form))
}

/// The subject of the last verb, where it is somebody who may speak.
fn governing_subject(view: View<'_>, phrases: &[Phrase]) -> Option<Heir> {
    let clauses = Clauses { view, phrases };
    let verb =
        (0..phrases.len()).rev().find(|at| clauses.verb(*at).is_some_and(|verb| verb.is_finite() && !verb.passive))?;
    let subject = clauses.subject(verb)?;
    let noun = phrases[subject.noun].noun().filter(|noun| !noun.classes.any(Classes::NOBODY))?;
    let form = match noun.tag {
        Tag::Proper => SourceForm::Name,
        Tag::Pronoun if !noun.classes.any(Classes::OBJECT_PRONOUN) => SourceForm::Pronoun,
        _ if noun.classes.any(Classes::PERSON) => SourceForm::Description,
        _ => return None,
    };
    Some(of_subject(subject, phrases, form))
}

/// "Transcript as follows:": the noun phrase that opens a lead-in without a verb.
fn opening_noun(view: View<'_>, phrases: &[Phrase]) -> Option<Heir> {
    let (subject, _) = Clauses { view, phrases }.starting_at(0)?;
    Some(of_subject(subject, phrases, SourceForm::Description))
}

fn of_subject(subject: Subject, phrases: &[Phrase], form: SourceForm) -> Heir {
    Heir {
        source: subject.span,
        head: phrases[subject.noun].span,
        form,
        paragraph: 0,
        sieve: "inherited-subject",
        confidence: 0.6,
    }
}
