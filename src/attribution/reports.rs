//! The patterns at work: every report in a sentence.

use super::matching::{Capture, Site, kinds, matches};
use crate::clauses::{Clauses, Subject};
use crate::grammar::{Anchor, Classes, CueKind, Frames, Key, Kinds, Pattern, Side};
use crate::phrases::{Form, Phrase, PhraseKind};
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
    /// Whether it begins a clause of its own, behind a comma or a bracket: "…, he said, “…”".
    pub fresh: bool,
    /// Whether a relative pronoun stands before its source: "…, which he said was late".
    pub related: bool,
}

impl Report {
    /// Whether the quotation at a phrase is among what is reported.
    pub fn covers(&self, phrase: usize) -> bool {
        self.quotations.contains(&phrase) || self.within(phrase)
    }

    /// Whether a quotation that is reported stands behind a phrase that stands behind the cue.
    pub(super) fn reaches(&self, phrase: usize) -> bool {
        self.at < phrase && self.quotations.iter().any(|quotation| *quotation > phrase)
    }

    /// Whether a phrase stands in what is reported.
    pub fn within(&self, phrase: usize) -> bool {
        self.clauses.iter().any(|(from, to)| (*from..*to).contains(&phrase))
    }
}

/// Room for the reading of a sentence, kept for the next one.
#[derive(Debug, Default)]
pub struct Room {
    kinds: Vec<Kinds>,
    /// The kinds of all phrases from one place on, the last place first.
    behind: Vec<Kinds>,
    capture: Capture,
    /// Empty lists with room for reports.
    spare: Vec<Vec<Report>>,
}

impl Room {
    /// Takes a list of reports back that is no longer needed.
    pub fn take_back(&mut self, mut reports: Vec<Report>) {
        if reports.capacity() > 0 {
            reports.clear();
            self.spare.push(reports);
        }
    }
}

/// All reports of a sentence.
pub fn read(clauses: Clauses<'_>, headline: bool, room: &mut Room) -> Vec<Report> {
    let mut reports = Vec::new();
    let Room { kinds, behind, capture, spare } = room;
    // Most sentences have no cue.
    let all = clauses.phrases.iter().fold(Kinds::NONE, |all, phrase| all.with(phrase.kinds));
    let quoted = all.any(Kinds::QUOTATION);
    let anchors = match (quoted, headline) {
        (true, _) => Kinds::CUE.with(Kinds::VERB).with(Kinds::COLON).with(Kinds::DASH),
        (false, true) => Kinds::CUE.with(Kinds::COLON),
        (false, false) => Kinds::CUE,
    };
    if !all.any(anchors) {
        return reports;
    }
    self::kinds(clauses.phrases, kinds);
    let mut all = Kinds::NONE;
    behind.clear();
    behind.extend(kinds.iter().rev().map(|kinds| {
        all = all.with(*kinds);
        all
    }));
    let mut before = Kinds::NONE;
    for (at, phrase) in clauses.phrases.iter().enumerate() {
        before = before.with(kinds[at]);
        if !phrase.kinds.any(anchors) {
            continue;
        }
        let anchor = match &phrase.kind {
            PhraseKind::Verb(verb) if verb.cue.is_some() => Anchor::Verb,
            PhraseKind::Verb(_) => Anchor::UnknownVerb,
            PhraseKind::Noun(_) => Anchor::Noun,
            PhraseKind::Preposition(_) => Anchor::Preposition,
            PhraseKind::Colon => Anchor::Colon,
            PhraseKind::Dash => Anchor::Dash,
            _ => continue,
        };
        let sides = (
            Side { beside: kinds[at], all: before },
            Side { beside: kinds[at + 2], all: behind[clauses.phrases.len() - 1 - at] },
        );
        if let Some(report) = report(clauses, kinds, at, anchor, sides, capture) {
            if reports.is_empty() {
                reports = spare.pop().unwrap_or_default();
            }
            reports.push(report);
        }
    }
    reports
}

/// Whether the sentence begins with a clause that says when or why: "While Holt waited, …".
pub(super) fn is_fronted(clauses: Clauses<'_>) -> bool {
    match clauses.kind(0) {
        Some(PhraseKind::Subordinator) => true,
        Some(PhraseKind::Preposition(None)) => clauses.opens_clause(0),
        Some(PhraseKind::Verb(verb)) => !verb.is_finite(),
        _ => false,
    }
}

fn report(
    clauses: Clauses<'_>,
    kinds: &[Kinds],
    at: usize,
    anchor: Anchor,
    (before, behind): (Side, Side),
    capture: &mut Capture,
) -> Option<Report> {
    let view = clauses.view;
    let phrase = &clauses.phrases[at];
    let verb = phrase.verb();
    let entry = cue_number(view, phrase, anchor);
    let active = verb.is_some_and(|verb| !verb.passive || verb.tail > 0);
    let subject = || active.then(|| clauses.subject(at));
    // "when asked by a reporter"; "a bridge called “a folly” by Reyes"
    let participle = verb.is_some_and(|verb| verb.classes.any(Classes::VERB_PARTICIPLE) && !verb.helped);
    let by = |at: usize| clauses.phrases.get(at).is_some_and(|next| next.span.of(view.text) == "by");
    let quoted = |at: usize| matches!(clauses.kind(at), Some(PhraseKind::Quotation(_))) && by(at + 1);
    let named = || quoted(at + 1) || clauses.kind(at + 1) == Some(PhraseKind::Preposition(None)) && quoted(at + 2);
    let agent = participle && (by(at + 1) && subject().flatten().is_none() || named());
    let passive = verb.is_some() && !active || agent;
    let mut asked = None;
    for table in view.grammar.shapes.tables(anchor, passive) {
        let shapes = table.fitting(entry, before, behind);
        if shapes.is_empty() {
            continue;
        }
        // Where no shape is left, nobody asks for the subject.
        let site = Site { clauses, kinds, anchor: at, subject: *asked.get_or_insert_with(subject) };
        let subject = site.subject.flatten();
        for tried in shapes {
            if tried.has_subject && site.subject == Some(None) {
                continue;
            }
            let pattern = &view.grammar.patterns[tried.rank];
            if !matches(&site, &pattern.shapes[tried.shape], capture) {
                continue;
            }
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
            if capture.quotations.first().is_some_and(|quotation| *quotation < at) && introduces(clauses, at) {
                continue;
            }
            let report = fitting(clauses, at, phrase, entry, (pattern, tried.rank), capture);
            if report.is_some() {
                return report;
            }
        }
    }
    None
}

/// Whether a cue behind a fronted clause stands right before a quotation: "Asked why, Holt said: “…”".
fn introduces(clauses: Clauses<'_>, at: usize) -> bool {
    matches!(clauses.kind(at + 1), Some(PhraseKind::Comma | PhraseKind::Colon))
        && matches!(clauses.kind(at + 2), Some(PhraseKind::Quotation(_)))
        && is_fronted(clauses)
}

fn cue_number(view: View<'_>, phrase: &Phrase, anchor: Anchor) -> Option<u16> {
    match (&phrase.kind, anchor) {
        (PhraseKind::Verb(verb), Anchor::Verb) => verb.cue,
        (PhraseKind::Noun(_), Anchor::Noun) => {
            let head = last_word(view, phrase);
            let lexicon = &view.grammar.lexicon;
            lexicon.word(lexicon.with_key(Key::at(view.text, head.start, head.end))).noun_cue
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
    entry: Option<u16>,
    (pattern, rank): (&Pattern, usize),
    capture: &mut Capture,
) -> Option<Report> {
    let view = clauses.view;
    // "Recalling the storm, Holt began …": the words that somebody reports end before the clause of that somebody.
    if let Some(source) = capture.source.filter(|source| source.noun > at) {
        for (from, to) in &mut capture.clauses {
            if (*from..*to).contains(&source.noun) {
                *to = source.first.max(*from);
            }
        }
        capture.clauses.retain(|(from, to)| from < to);
    }
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
    // "seated according to age": without a comma a bare thing is no source.
    let measure =
        !noun.can_speak() && !noun.determined && !noun.plural && clauses.phrases[source.noun].pieces().len() == 1;
    if cited && measure && at.checked_sub(1).is_some_and(|before| clauses.kind(before) != Some(PhraseKind::Comma)) {
        return None;
    }
    // "“secret” — a lower level": a credit behind a dash or before a colon names somebody.
    let credit = matches!(phrase.kind, PhraseKind::Dash | PhraseKind::Colon) && noun.tag == Tag::Quantifier
        || matches!(phrase.kind, PhraseKind::Dash) && !noun.can_speak();
    if credit {
        return None;
    }
    let verb = phrase.verb();
    let cue = verb.and_then(|verb| verb.cue_of(view));
    let weak = verb.is_some() && cue.is_none_or(|cue| cue.weak);
    // A weak cue and a mere object need somebody who can speak; beside a quotation anybody may.
    let sure = verb.is_none() || !capture.quotations.is_empty() && (!pattern.loose || !weak);
    // "He hammered a nail": without quoted words only speech has a mere object.
    if pattern.loose && capture.quotations.is_empty() && cue.is_some_and(|cue| cue.kind != CueKind::Speech) {
        return None;
    }
    if (weak || pattern.loose) && !sure && !noun.can_speak() {
        return None;
    }
    // "denied them a win": who is kept from it is told nothing.
    let kept = |at: usize| {
        let two = clauses.phrases[at].noun().zip(clauses.phrases.get(at + 1).and_then(Phrase::noun));
        two.is_some_and(|(first, _)| first.tag == Tag::ObjectPronoun)
    };
    if pattern.loose && capture.quotations.is_empty() && capture.clauses.first().is_some_and(|(from, _)| kept(*from)) {
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
    let opening = capture.quotations.first().and_then(|quotation| quotation.checked_sub(1));
    let bracketed = opening.is_some_and(|before| clauses.kind(before) == Some(PhraseKind::Open));
    Some(Report {
        pattern: pattern.name,
        rank,
        cue: cue_span(view, phrase),
        entry,
        at,
        source,
        head: clauses.phrases[source.noun].span,
        quotations: capture.quotations.clone(),
        clauses: capture.clauses.clone(),
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
        related: source.first.checked_sub(1).is_some_and(|before| clauses.kind(before) == Some(PhraseKind::Relative)),
        fresh: source.first.min(at).checked_sub(1).is_some_and(|before| clauses.ends_with_comma(before)) || bracketed,
    })
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
fn cue_span(view: View<'_>, phrase: &Phrase) -> Span {
    match phrase.kind {
        PhraseKind::Noun(_) => last_word(view, phrase),
        _ => phrase.span,
    }
}

/// The last word of a phrase: of a noun phrase, its head.
fn last_word(view: View<'_>, phrase: &Phrase) -> Span {
    let before = phrase.span.of(view.text).trim_end_matches(|c: char| !c.is_whitespace());
    Span::new(phrase.span.start + before.len(), phrase.span.end)
}

/// "Holt" in "Holt's answer", "her" in "her answer".
fn possessor(clauses: Clauses<'_>, at: usize) -> Option<Subject> {
    let phrase = &clauses.phrases[at];
    let noun = phrase.noun()?;
    let words = phrase.span.of(clauses.view.text);
    let length = if noun.possessive_pronoun {
        words.find(char::is_whitespace)?
    } else {
        noun.possessive()?;
        let end =
            words.rfind("'s").map(|end| end + "'s".len()).or_else(|| words.rfind("’s").map(|end| end + "’s".len()));
        end.or_else(|| words.find(['\'', '’']).map(|end| end + words[end..].chars().next().map_or(1, char::len_utf8)))?
    };
    let span = Span::new(phrase.span.start, phrase.span.start + length);
    Some(Subject { noun: at, span, first: at, beside: true, relative: false })
}
