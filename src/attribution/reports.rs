//! The patterns at work: every report in a sentence, and which of them each quotation belongs to.

use super::matching::{Capture, matches};
use super::{Attribution, AttributionKind, Considered, Credit, Decision, Memory, Sentence, Verdict};
use crate::clauses::{Clauses, Subject};
use crate::grammar::{Anchor, Classes, CueKind, Frames, Kinds, Pattern};
use crate::phrases::{Form, Phrase, PhraseKind, Verb};
use crate::quotations::QuotationKind;
use crate::sentences::View;
use crate::tags::Tag;
use crate::text::Span;

/// One cue with its source and what it reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The pattern that found it.
    pub pattern: &'static str,
    /// The pattern's rank: the lower, the surer.
    pub rank: usize,
    /// The cue's words.
    pub cue: Span,
    /// Its entry in the lexicon; none where only its place makes it a cue.
    pub entry: Option<u16>,
    /// The phrase that the cue is.
    pub at: usize,
    /// Who speaks.
    pub source: Subject,
    /// The words of the source's head.
    pub head: Span,
    /// Quotations beside the cue: phrases.
    pub quotations: Vec<usize>,
    /// Reported stretches: ranges of phrases.
    pub clauses: Vec<(usize, usize)>,
    /// Whether it gives way to any report inside of what it reports.
    pub loose: bool,
    /// How often the pattern is right about the source of quoted words, from 0 to 1.
    pub confidence: f32,
    /// The same of reported words without marks.
    pub indirect: f32,
    /// Whether the cue is one of speech.
    pub speech: bool,
    /// Whether its cue is a preposition: "according to".
    pub cited: bool,
    /// Whether it stands in a clause that says when or why: "after Holt said …".
    pub aside: bool,
    /// Whether it reports a clause with a verb of its own, rather than a phrase: "that …", but not "of …".
    pub statement: bool,
    /// Whether its cue is a participle: "with Reyes calling it …".
    pub dangling: bool,
    /// Whether a comma stands before its source, so that it begins a clause of its own: "…, he said, “…”".
    pub fresh: bool,
}

impl Report {
    /// Whether the quotation at a phrase is among what is reported.
    pub fn covers(&self, phrase: usize) -> bool {
        self.quotations.contains(&phrase) || self.within(phrase)
    }

    /// Whether a phrase stands in what is reported.
    pub fn within(&self, phrase: usize) -> bool {
        self.clauses.iter().any(|(from, to)| (*from..*to).contains(&phrase))
    }
}

/// All reports of a sentence.
pub fn read(clauses: Clauses<'_>, headline: bool) -> Vec<Report> {
    let mut reports = Vec::new();
    let quoted = clauses.phrases.iter().any(|phrase| matches!(phrase.kind, PhraseKind::Quotation(_)));
    for (at, phrase) in clauses.phrases.iter().enumerate() {
        let anchor = match &phrase.kind {
            PhraseKind::Verb(verb) if verb.cue.is_some() => Anchor::Verb,
            PhraseKind::Verb(_) if quoted => Anchor::UnknownVerb,
            PhraseKind::Noun(noun) if noun.classes.any(crate::grammar::Classes::NOUN_CUE) && noun.tag == Tag::Noun => {
                Anchor::Noun
            }
            PhraseKind::Preposition(Some(_)) => Anchor::Preposition,
            PhraseKind::Colon if quoted || headline => Anchor::Colon,
            PhraseKind::Dash if quoted => Anchor::Dash,
            _ => continue,
        };
        if let Some(report) = report(clauses, at, phrase, anchor) {
            reports.push(report);
        }
    }
    bound(clauses, &mut reports);
    reports
}

/// Ends what a cue reports where another cue takes over.
fn bound(clauses: Clauses<'_>, reports: &mut [Report]) {
    let comma = |at: usize| clauses.kind(at) == Some(PhraseKind::Comma);
    let joint = |at: usize| matches!(clauses.kind(at), Some(PhraseKind::Conjunction | PhraseKind::Subordinator));
    let dash = |at: usize| clauses.kind(at) == Some(PhraseKind::Dash);
    // "21 percent said “likely” and 14 percent said …": no verb between, nothing that goes on.
    let bare = |from: usize, to: usize| (from + 1..to).all(|at| !clauses.verb(at).is_some_and(|verb| verb.is_finite()));
    let fronted = is_fronted(clauses);
    for inner in 0..reports.len() {
        let mut end: Option<usize> = None;
        for outer in 0..reports.len() {
            let (first, second) = (&reports[inner], &reports[outer]);
            if second.at <= first.at || !first.within(second.at) {
                continue;
            }
            let start = second.source.first;
            let stop = match () {
                // "said that … and called it …"
                () if !second.source.beside
                    && second.source.noun == first.source.noun
                    && !second.source.relative
                    && first.clauses.iter().all(|(from, _)| *from < second.at) =>
                {
                    Some(second.at)
                }
                // "Holt, who said …, told …"
                () if start < first.source.first && !second.source.relative => Some(second.at),
                // "While Holt said …, Reyes said …"
                () if fronted && start > first.at && comma(start - 1) && second.source.beside => Some(start - 1),
                // "with polls showing Holt ahead, Reyes says"
                () if first.dangling
                    && !second.dangling
                    && start > first.at
                    && comma(start - 1)
                    && second.source.beside =>
                {
                    Some(start - 1)
                }
                // "Holt agreed that …, with Reyes calling it …"
                () if second.dangling
                    && second.source.beside
                    && start > first.at + 2
                    && clauses.kind(start - 1) == Some(PhraseKind::Preposition(None))
                    && comma(start - 2) =>
                {
                    Some(start - 2)
                }
                // "Holt said …, but Reyes said …"; "…, with Reyes calling it …"
                () if start > first.at + 1
                    && joint(start - 1)
                    && (comma(start - 2)
                        || dash(start - 2)
                        || second.dangling
                        || !first.statement
                        || bare(first.at, start))
                    && (second.speech || second.dangling)
                    && second.source.beside =>
                {
                    Some(start - 2 + usize::from(!comma(start - 2)))
                }
                () => None,
            };
            end = end.into_iter().chain(stop).min();
        }
        if let Some(end) = end {
            let report = &mut reports[inner];
            for (from, to) in &mut report.clauses {
                *to = (*to).min(end.max(*from));
            }
            report.clauses.retain(|(from, to)| from < to);
            report.quotations.retain(|quotation| *quotation < end);
        }
    }
}

/// Whether the sentence begins with a clause that says when or why: "While Holt waited, …".
fn is_fronted(clauses: Clauses<'_>) -> bool {
    match clauses.kind(0) {
        Some(PhraseKind::Subordinator) => true,
        Some(PhraseKind::Preposition(None)) => clauses.opens_clause(0),
        Some(PhraseKind::Verb(verb)) => !verb.is_finite(),
        _ => false,
    }
}

fn report(clauses: Clauses<'_>, at: usize, phrase: &Phrase, anchor: Anchor) -> Option<Report> {
    let view = clauses.view;
    let verb = phrase.verb();
    let entry = cue_number(view, phrase, anchor);
    let frames = entry.map(|entry| view.grammar.lexicon.cues[usize::from(entry)].frames).unwrap_or_default();
    let mut passive = verb.is_some_and(|verb| verb.passive && verb.tail == 0);
    let subject = if verb.is_some() && !passive { clauses.subject(at) } else { None };
    // "when asked by a reporter"
    let agent = clauses.phrases.get(at + 1).is_some_and(|next| next.span.of(view.text) == "by");
    passive |= agent
        && subject.is_none()
        && verb.is_some_and(|verb| verb.classes.any(Classes::VERB_PARTICIPLE) && !verb.helped);
    let (before, after) = (kinds(&clauses.phrases[..at]), kinds(&clauses.phrases[at + 1..]));
    let introduces = is_fronted(clauses)
        && matches!(clauses.kind(at + 1), Some(PhraseKind::Comma | PhraseKind::Colon))
        && matches!(clauses.kind(at + 2), Some(PhraseKind::Quotation(_)));
    for (rank, pattern) in view.grammar.patterns.iter().enumerate() {
        let takes = pattern.frames.is_empty() || frames.any(pattern.frames);
        if !takes || frames.any(pattern.without) || pattern.passive != passive {
            continue;
        }
        for shape in pattern.shapes.iter().filter(|shape| shape.anchor == anchor) {
            if !before.all(shape.needs_before) || !after.all(shape.needs_after) {
                continue;
            }
            let Some(capture) = matches(clauses, shape, at, subject) else { continue };
            // A verb with its subject before it has none behind.
            let inverted = capture.source.is_some_and(|source| source.noun > at && subject != Some(source));
            // "adding a plug for himself": only a finite verb has its subject behind it.
            if inverted && !passive && verb.is_some_and(|verb| !verb.is_finite()) {
                continue;
            }
            if inverted && subject.is_some_and(|subject| subject.beside) && !passive {
                continue;
            }
            // "When Holt shouted “No,” Reyes said: “Yes.”": what is introduced is the cue's, not what went before.
            if introduces && capture.quotations.first().is_some_and(|quotation| *quotation < at) {
                continue;
            }
            if let Some(report) = fitting(clauses, at, phrase, pattern, rank, capture) {
                return Some(Report { entry, ..report });
            }
        }
    }
    None
}

/// The kinds of phrases among these that a shape can need.
fn kinds(phrases: &[Phrase]) -> Kinds {
    let kind = |phrase: &Phrase| match phrase.kind {
        PhraseKind::Quotation(_) => Kinds::QUOTATION,
        PhraseKind::Comma => Kinds::COMMA,
        PhraseKind::Colon => Kinds::COLON,
        PhraseKind::Semicolon => Kinds::SEMICOLON,
        PhraseKind::Dash => Kinds::DASH,
        PhraseKind::Conjunction => Kinds::CONJUNCTION,
        PhraseKind::Relative => Kinds::RELATIVE,
        PhraseKind::That => Kinds::THAT,
        PhraseKind::Subordinator => Kinds::SUBORDINATOR,
        PhraseKind::Verb(_) => Kinds::VERB,
        _ => Kinds::NONE,
    };
    phrases.iter().fold(Kinds::NONE, |kinds, phrase| kinds.with(kind(phrase)))
}

fn cue_number(view: View<'_>, phrase: &Phrase, anchor: Anchor) -> Option<u16> {
    match (&phrase.kind, anchor) {
        (PhraseKind::Verb(verb), Anchor::Verb) => verb.cue,
        (PhraseKind::Noun(_), Anchor::Noun) => {
            // The head is the last word of the phrase.
            let words = phrase.span.of(view.text).split_whitespace().next_back()?;
            view.grammar.lexicon.word(view.grammar.lexicon.id(words)).noun_cue
        }
        (PhraseKind::Preposition(cue), Anchor::Preposition) => *cue,
        _ => None,
    }
}

/// The report that a capture makes, where it has a source that can speak.
fn fitting(
    clauses: Clauses<'_>,
    at: usize,
    phrase: &Phrase,
    pattern: &Pattern,
    rank: usize,
    capture: Capture,
) -> Option<Report> {
    let view = clauses.view;
    let source = match (capture.source, &phrase.kind) {
        (Some(source), _) => source,
        (None, PhraseKind::Noun(_)) => possessor(clauses, at)?,
        _ => return None,
    };
    let noun = clauses.phrases[source.noun].noun()?;
    let cited = matches!(phrase.kind, PhraseKind::Preposition(_));
    if noun.tag == Tag::Time || noun.tag == Tag::ObjectPronoun && !cited {
        return None;
    }
    // "Nobody says …": the words are nobody's.
    if noun.classes.any(Classes::NOBODY) && source.beside {
        return None;
    }
    // "“secret” — a lower level": a credit behind a dash or before a colon names somebody.
    let credit = matches!(phrase.kind, PhraseKind::Dash | PhraseKind::Colon) && noun.tag == Tag::Quantifier
        || phrase.kind == PhraseKind::Dash && !noun.can_speak();
    if credit {
        return None;
    }
    let verb = phrase.verb();
    let cue = verb.and_then(|verb| verb.cue_of(view));
    let weak = cue.is_some_and(|cue| cue.weak) || capture.anchor == Some(Anchor::UnknownVerb);
    // A weak cue and a mere object need somebody who can speak; beside a quotation anybody may.
    let sure = verb.is_none() || !capture.quotations.is_empty() && (!pattern.loose || !weak);
    // "He hammered a nail": without quoted words only speech has a mere object.
    if pattern.loose && capture.quotations.is_empty() && cue.is_some_and(|cue| cue.kind != CueKind::Speech) {
        return None;
    }
    if (weak || pattern.loose) && !sure && !noun.can_speak() {
        return None;
    }
    // "“…,” denounced her record": where the cue can have an object, only who can speak stands behind it.
    let transitive = cue.is_none_or(|cue| cue.kind != CueKind::Speech || cue.frames.any(Frames::OBJECT));
    let mute = !noun.can_speak() && (transitive || noun.possessive_pronoun);
    if source.noun > at && source.beside && verb.is_some() && !pattern.passive && mute {
        return None;
    }
    if capture.quotations.is_empty() && capture.clauses.is_empty() {
        return None;
    }
    Some(Report {
        pattern: pattern.name,
        rank,
        cue: cue_span(view, phrase, verb),
        entry: None,
        at,
        source,
        head: clauses.phrases[source.noun].span,
        quotations: capture.quotations,
        clauses: capture.clauses,
        loose: pattern.loose,
        confidence: pattern.confidence,
        indirect: pattern.indirect,
        speech: cue.is_none_or(|cue| cue.kind == CueKind::Speech),
        cited,
        statement: pattern.frames.is_empty()
            || pattern.frames.any(Frames::THAT)
            || pattern.frames.any(Frames::CLAUSE)
            || pattern.frames.any(Frames::ADDRESSEE),
        dangling: verb.is_some_and(|verb| verb.form == Form::Ing),
        aside: cited || subordinate(clauses, source.first),
        fresh: source.first.checked_sub(1).is_some_and(|before| ends_clause(clauses, before)),
    })
}

/// Whether a comma stands at a phrase, on its own or inside of marks.
fn ends_clause(clauses: Clauses<'_>, at: usize) -> bool {
    match clauses.kind(at) {
        Some(PhraseKind::Comma) => true,
        Some(PhraseKind::Quotation(quotation)) => clauses.view.last_character(quotation) == Some(','),
        _ => false,
    }
}

/// Whether the clause that begins at a phrase says when or why something happens.
fn subordinate(clauses: Clauses<'_>, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|before| match clauses.kind(before) {
        Some(PhraseKind::Subordinator) => true,
        Some(PhraseKind::Preposition(None)) => clauses.opens_clause(before),
        _ => false,
    })
}

/// The words of a cue. Of "her answer" it is the noun.
fn cue_span(view: View<'_>, phrase: &Phrase, verb: Option<&Verb>) -> Span {
    match (&phrase.kind, verb) {
        (PhraseKind::Noun(_), _) => {
            let words = phrase.span.of(view.text);
            let start = words.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            Span::new(phrase.span.start + start, phrase.span.end)
        }
        _ => phrase.span,
    }
}

/// "Holt" in "Holt's answer", "her" in "her answer".
fn possessor(clauses: Clauses<'_>, at: usize) -> Option<Subject> {
    let phrase = &clauses.phrases[at];
    let noun = phrase.noun()?;
    let words = phrase.span.of(clauses.view.text);
    let length = if noun.possessive_pronoun {
        words.find(char::is_whitespace)?
    } else {
        noun.possessive?;
        let end =
            words.rfind("'s").map(|end| end + "'s".len()).or_else(|| words.rfind("’s").map(|end| end + "’s".len()));
        end.or_else(|| words.find(['\'', '’']).map(|end| end + words[end..].chars().next().map_or(1, char::len_utf8)))?
    };
    let span = Span::new(phrase.span.start, phrase.span.start + length);
    Some(Subject { noun: at, span, first: at, beside: true, relative: false })
}

/// Gives each quotation the report that it belongs to, and appends the attributions of the paragraph.
pub fn decide(view: View<'_>, sentences: &[Sentence], quotations: &mut [Decision], memory: &mut Memory) {
    for (number, sentence) in sentences.iter().enumerate() {
        let mut claimed: Vec<Vec<usize>> = vec![Vec::new(); sentence.reports.len()];
        let mut second: Vec<Option<Credit>> = vec![None; sentence.reports.len()];
        let mut relayed: Vec<Option<Credit>> = vec![None; sentence.reports.len()];
        for (at, decision) in
            quotations.iter().enumerate().filter(|(_, decision)| decision.sentence == number && decision.signs.spoken())
        {
            let Some((best, twice)) = decision.reports else { continue };
            claimed[best].push(at);
            second[best] = second[best].or_else(|| twice.map(|other| credit(&sentence.reports[other])));
            let inner = relayed_by(&sentence.reports, best, decision.phrase);
            relayed[best] = relayed[best].or_else(|| inner.map(|inner| credit(&sentence.reports[inner])));
        }
        let credits = claimed.iter().zip(second.into_iter().zip(relayed));
        for (report, (claimed, (second, relayed))) in sentence.reports.iter().zip(credits) {
            if claimed.is_empty() && (!report.quotations.is_empty() || !reported(report)) {
                continue;
            }
            let attribution =
                Attribution { second, relayed, ..attribution(view, sentence, report, claimed, quotations) };
            for at in claimed {
                quotations[*at].attribution = Some(memory.attributions.len());
                quotations[*at].kind = QuotationKind::Speech;
            }
            memory.attributions.push(attribution);
        }
    }
}

/// Whether a report without quotations is one of indirect speech.
fn reported(report: &Report) -> bool {
    report.clauses.iter().any(|(from, to)| to > from)
}

/// The report in which another one stands, so far as the words at `phrase` go: that one gives way.
fn outer<'a>(reports: &'a [Report], inner: &Report, phrase: usize) -> Option<&'a Report> {
    let beside = inner.quotations.contains(&phrase) && !inner.loose;
    reports.iter().filter(|outer| outer.covers(phrase)).find(|outer| {
        // "Asked what he believed, Holt said, “…”": a credit of its own is in no other clause.
        let credited = inner.fresh && !outer.cited && inner.source.beside && beside && outer.at < inner.at;
        let gives_way = outer.loose && !inner.loose || credited;
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
    let beside = |at: usize| reports[at].quotations.contains(&phrase);
    let spoken = |at: usize| reports[at].speech && reports[best].speech;
    // `Holt said: "…," she said`: a cue on either side.
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
    let mut content: Vec<Span> =
        report.clauses.iter().filter_map(|(from, to)| clause_span(sentence, *from, *to)).collect();
    let mut direct = !claimed.is_empty();
    for at in claimed {
        let decision = &quotations[*at];
        let span = view.quotations[decision.quotation].span;
        direct &= report.quotations.contains(&decision.phrase);
        if !content.iter().any(|other| other.contains(span)) {
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
