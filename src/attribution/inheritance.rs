//! Quotations without a cue of their own: they belong to whoever spoke last, where nothing breaks the line.
//!
//! The last report that stands in no other clause decides; a lead-in ("She wrote:") decides for the next paragraph; where
//! nobody was reported, the subject of the sentence before is the speaker.

use super::choice;
use super::spoken::Sign;
use super::{Attribution, AttributionKind, Decision, Memory, Reasons, Report, Sentence, SourceForm};
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
    /// The words that name who spoke.
    pub source: Span,
    /// The verb that leads in to the words, or that governs the clause in which they stand.
    pub cue: Option<Span>,
    head: Span,
    form: SourceForm,
    paragraph: u32,
    /// The sieve that found it.
    pub sieve: &'static str,
    /// How often the sieve is right, from 0 to 1.
    pub confidence: f32,
}

/// How many sentences back in its paragraph a quotation looks for its source.
const NEAR: usize = 40;
/// The farthest paragraph, counted back, that a quotation inherits from.
const REACH: u32 = 2;

/// Gives the quotations that no report covers to the one who spoke last, where they are spoken at all.
/// `goes_on` tells whether the next paragraph may hold quotations.
pub fn decide(view: View<'_>, sentences: &[Sentence], quotations: &mut [Decision], goes_on: bool, memory: &mut Memory) {
    for at in 0..quotations.len() {
        let decision = quotations[at];
        let continued = view.quotations[decision.quotation].continues;
        if memory.reasons.is_some() {
            let reasons = reasons(view, sentences, quotations, at, memory);
            memory.reasons.get_or_insert_default().push(reasons);
        }
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
        let Some(heir) = heirs(view, sentences, quotations, at, memory, &mut |_| true) else { continue };
        memory.last = Some(Heir {
            paragraph: memory.paragraph,
            sieve: "inherited-from-paragraph",
            confidence: 0.67,
            cue: None,
            ..heir
        });
        quotations[at].attribution = Some(memory.attributions.len());
        memory.attributions.push(Attribution {
            kind: if signs.has(Sign::Alone) { AttributionKind::Direct } else { AttributionKind::Mixed },
            content: vec![view.quotations[decision.quotation].span],
            quotations: vec![decision.quotation],
            cue: heir.cue,
            cue_entry: None,
            source: Some(heir.source),
            source_head: Some(heir.head),
            source_form: Some(heir.form),
            second: None,
            relayed: None,
            inherited: true,
            turn: None,
            sieve: heir.sieve,
            confidence: heir.confidence * signs.likelihood(),
            speaker: None,
            candidates: Vec::new(),
        });
    }
    credit_above(view, sentences, memory);
    memory.ended = quotations.last().filter(|last| ends(sentences, last)).map(|last| last.quotation);
    hand_on(view, sentences, goes_on && quotations.is_empty(), memory);
}

/// Whether a quotation is the last of its paragraph's words, and a sentence of its own.
fn ends(sentences: &[Sentence], decision: &Decision) -> bool {
    decision.sentence + 1 == sentences.len() && decision.signs.has(Sign::Alone) && decision.signs.has(Sign::Last)
}

/// "— Lena Holt, mayor of Arden", in a paragraph of its own: the quotation that ends the paragraph above is hers.
fn credit_above(view: View<'_>, sentences: &[Sentence], memory: &mut Memory) {
    let (Some(quotation), [sentence]) = (memory.ended, sentences) else { return };
    let [dash, credit, rest @ ..] = sentence.phrases else { return };
    // "retired clockmaker" is no clause.
    let clause = |verb: &crate::phrases::Verb| verb.is_finite() && !verb.classes.any(Classes::VERB_PARTICIPLE);
    let verb = rest.iter().any(|phrase| phrase.verb().is_some_and(clause));
    let name = credit.noun().is_some_and(|noun| noun.tag == Tag::Proper || noun.classes.any(Classes::ROLE));
    if dash.kind != PhraseKind::Dash || !name || verb || rest.len() > LONGEST_CREDIT {
        return;
    }
    let form = if credit.noun().is_some_and(|noun| noun.tag == Tag::Proper) {
        SourceForm::Name
    } else {
        SourceForm::Description
    };
    let known = memory.attributions.iter().rposition(|attribution| attribution.quotations.contains(&quotation));
    if known.is_some_and(|at| !memory.attributions[at].inherited) {
        return;
    }
    let attribution = Attribution {
        kind: AttributionKind::Direct,
        content: vec![view.quotations[quotation].span],
        quotations: vec![quotation],
        cue: Some(dash.span),
        cue_entry: None,
        source: Some(credit.span),
        source_head: Some(credit.span),
        source_form: Some(form),
        second: None,
        relayed: None,
        inherited: false,
        turn: None,
        sieve: "credit-below",
        confidence: 0.85,
        speaker: None,
        candidates: Vec::new(),
    };
    match known {
        Some(at) => memory.attributions[at] = attribution,
        None => {
            memory.credited.push((quotation, memory.attributions.len()));
            memory.attributions.push(attribution);
        }
    }
}

/// How many phrases may say who the name in a credit is.
const LONGEST_CREDIT: usize = 8;

/// The attribution of the quotation before, where no more than a comma or a conjunction stands between.
fn sibling(sentences: &[Sentence], quotations: &[Decision], at: usize) -> Option<usize> {
    let (this, before) = (quotations[at], quotations[at.checked_sub(1)?]);
    let between = &sentences[this.sentence].phrases.get(before.phrase + 1..this.phrase)?;
    let joined = between.iter().all(|phrase| matches!(phrase.kind, PhraseKind::Comma | PhraseKind::Conjunction));
    before.attribution.filter(|_| this.sentence == before.sentence && joined)
}

/// What the paragraph leaves for the next: its lead-in, its last report, or the `subject` of its last sentence.
fn hand_on(view: View<'_>, sentences: &[Sentence], subject: bool, memory: &mut Memory) {
    let here = memory.paragraph;
    let last_in = |(number, sentence)| main_reports(sentence).last().map(|report| (number, report));
    let last = sentences.iter().enumerate().rev().find_map(last_in);
    if let Some((number, report)) = last {
        memory.last = Some(of_report(report, sentences[number].form(report), here, "inherited-from-paragraph", 0.67));
    }
    let Some(sentence) = sentences.last() else { return };
    let lead_in = sentence.phrases.last().is_some_and(|phrase| matches!(phrase.kind, PhraseKind::Colon));
    if lead_in {
        let reports = last.is_some_and(|(number, _)| number + 1 == sentences.len());
        let subject = subject_in(view, sentence.phrases).or_else(|| opening_noun(view, sentence.phrases));
        if let (false, Some(subject)) = (reports, subject) {
            memory.last = Some(Heir { paragraph: here, sieve: "lead-in", confidence: 0.71, ..subject });
        } else if let Some(last) = &mut memory.last {
            last.sieve = "lead-in";
            last.confidence = 0.8;
        }
        let mut verbs = sentence.phrases.iter().filter(|phrase| phrase.verb().is_some_and(|verb| verb.cue.is_some()));
        if let (Some(last), Some(verb)) = (&mut memory.last, verbs.next_back()) {
            last.cue = Some(verb.span);
        }
    } else if subject
        && last.is_none()
        && let Some(subject) = subject_in(view, sentence.phrases)
    {
        memory.subject = Some(Heir { paragraph: here, sieve: "inherited-subject", confidence: 0.4, ..subject });
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
        cue: None,
        head: attribution.source_head?,
        form: attribution.source_form?,
        paragraph,
        sieve,
        confidence,
    })
}

fn of_report(report: &Report, form: SourceForm, paragraph: u32, sieve: &'static str, confidence: f32) -> Heir {
    Heir { source: report.source.span, cue: None, head: report.head, form, paragraph, sieve, confidence }
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

/// Why a quotation is about to be decided as it will be.
fn reasons(view: View<'_>, sentences: &[Sentence], quotations: &[Decision], at: usize, memory: &Memory) -> Reasons {
    let decision = quotations[at];
    let mut considered = Vec::new();
    if decision.attribution.is_none() {
        heirs(view, sentences, quotations, at, memory, &mut |heir: &Heir| {
            considered.push(*heir);
            false
        });
    }
    Reasons {
        quotation: decision.quotation,
        signs: decision.signs,
        reports: choice::considered(&sentences[decision.sentence].reports, decision.phrase),
        heirs: considered,
    }
}

/// The source that a quotation inherits, the first of these that there is and that `take` accepts: that of the piece
/// it carries on, the last one in its sentence, its clause's subject, the last in the paragraph, that of an earlier
/// quotation there, the subject of the sentence before, a lead-in, the next in the paragraph, the last of the
/// paragraphs before.
fn heirs(
    view: View<'_>,
    sentences: &[Sentence],
    quotations: &[Decision],
    at: usize,
    memory: &Memory,
    take: &mut dyn FnMut(&Heir) -> bool,
) -> Option<Heir> {
    let decision = quotations[at];
    let here = memory.paragraph;
    let alone = decision.signs.has(Sign::Alone);
    let carried = || {
        let before = view.quotations[decision.quotation].continues?;
        let attribution = &memory.attributions[view.quotations[before].attribution?];
        heir(attribution, here, "continued-quotation", 0.70)
    };
    let report_in = |number: usize| {
        let sentence: &Sentence = &sentences[number];
        let before = |report: &&Report| number < decision.sentence || report.at < decision.phrase;
        // "“…,” Holt said, after Reyes had warned that …": who is quoted goes on.
        let quoted = main_reports(sentence).any(|report| !report.quotations.is_empty());
        let reports = main_reports(sentence).filter(before).filter(|report| !quoted || !report.aside);
        reports.last().map(|report| of_report(report, sentence.form(report), here, "inherited-in-paragraph", 0.97))
    };
    let in_sentence = || report_in(decision.sentence);
    // A quoted piece of a clause is, before all, its subject's: "She wants them “to go”".
    let own = || {
        let clause = &sentences[decision.sentence].phrases[..decision.phrase];
        let subject = if alone { None } else { governing_subject(view, clause) };
        subject.map(|subject| Heir { paragraph: here, sieve: "governing-subject", confidence: 0.78, ..subject })
    };
    let in_paragraph = || (0..decision.sentence).rev().take(NEAR).find_map(report_in);
    // An earlier quotation of the paragraph has inherited already.
    let earlier = || {
        let attribution = quotations[..at].iter().rev().find_map(|other| other.attribution)?;
        let attribution = &memory.attributions[attribution];
        heir(attribution, here, attribution.sieve, attribution.confidence)
    };
    let subject = || {
        let subject = subject_before(view, sentences, decision.sentence, decision.phrase).filter(|_| alone)?;
        Some(Heir { paragraph: here, sieve: "inherited-subject", confidence: 0.4, ..subject })
    };
    let lead_in = || memory.last.filter(|last| last.sieve == "lead-in" && here - last.paragraph == 1);
    let after = || {
        let attribution = quotations[at + 1..].iter().find_map(|other| other.attribution)?;
        let opens = alone || decision.sentence == 0;
        opens.then(|| heir(&memory.attributions[attribution], here, "inherited-from-next", 0.66)).flatten()
    };
    // A quoted piece of a clause of the writer's is nobody's of another paragraph.
    let subject_above = || {
        let newer = |subject: &Heir| memory.last.is_none_or(|last| last.paragraph < subject.paragraph);
        memory.subject.filter(|subject| alone && here - subject.paragraph == 1 && newer(subject))
    };
    let above = || memory.last.filter(|last| alone && here - last.paragraph <= REACH);
    let sieves: [&dyn Fn() -> Option<Heir>; 10] =
        [&carried, &in_sentence, &own, &in_paragraph, &earlier, &subject, &lead_in, &after, &subject_above, &above];
    sieves.into_iter().filter_map(|sieve| sieve()).find(|heir| take(heir))
}

/// The subject of the sentence before, or of this one: a person who may speak.
fn subject_before(view: View<'_>, sentences: &[Sentence], sentence: usize, phrase: usize) -> Option<Heir> {
    let here = subject_in(view, &sentences[sentence].phrases[..phrase]);
    here.or_else(|| {
        sentences[..sentence].iter().rev().take(NEAR).find_map(|sentence| subject_in(view, sentence.phrases))
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
pub(super) fn governing_subject(view: View<'_>, phrases: &[Phrase]) -> Option<Heir> {
    let clauses = Clauses { view, phrases };
    let verb =
        (0..phrases.len()).rev().find(|at| clauses.verb(*at).is_some_and(|verb| verb.is_finite() && !verb.passive))?;
    let subject = clauses.subject(verb)?;
    // "Unless Reyes quits, “we lose”": a clause that only leads in governs nothing behind its comma.
    let leads_in = subject.first == 1 && (clauses.kind(0) == Some(PhraseKind::Subordinator) || clauses.opens_clause(0));
    if leads_in && phrases.last().is_some_and(|phrase| phrase.kind == PhraseKind::Comma) {
        return None;
    }
    let noun = phrases[subject.noun].noun().filter(|noun| !noun.classes.any(Classes::NOBODY))?;
    let form = match noun.tag {
        Tag::Proper => SourceForm::Name,
        Tag::Pronoun if !noun.classes.any(Classes::OBJECT_PRONOUN) => SourceForm::Pronoun,
        _ if noun.classes.any(Classes::PERSON) => SourceForm::Description,
        _ => return None,
    };
    Some(Heir { cue: Some(phrases[verb].span), ..of_subject(subject, phrases, form) })
}

/// "Transcript as follows:": the noun phrase that opens a lead-in without a verb.
fn opening_noun(view: View<'_>, phrases: &[Phrase]) -> Option<Heir> {
    let (subject, _) = Clauses { view, phrases }.starting_at(0)?;
    Some(of_subject(subject, phrases, SourceForm::Description))
}

fn of_subject(subject: Subject, phrases: &[Phrase], form: SourceForm) -> Heir {
    Heir {
        source: subject.span,
        cue: None,
        head: phrases[subject.noun].span,
        form,
        paragraph: 0,
        sieve: "inherited-subject",
        confidence: 0.6,
    }
}
