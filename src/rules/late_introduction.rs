//! A speaker who is called by a short name before the draft says who they are.

use rustc_hash::FxHashMap;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::folding::words;
use crate::grammar::Classes;
use crate::settings::{On, Settings};
use crate::speakers::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

use super::surroundings::{body_start, is_inside, paragraph_number};
use super::wording::{first_words, quoted};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "late-introduction",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A speaker called by a short name before the draft gives the full name or says who they are",
    details: "\
Reports the first mention of a person who speaks in the draft where it is by short name alone and the full name, or \
who they are, comes only later: \"Qassem said\" five paragraphs above \"Hazem Qassem, a spokesman\". The introduction \
is shown.

The reader meets a stranger. As a rule paragraphs changed places, and the introduction went down with its own.

Accepted are headlines and what stands below them, names inside quotations, short names that say at once who it is \
(\"Weil, who grows barley\") or that two people of the draft bear, an introduction in the same paragraph, people who \
are never introduced at all, and the names known to everyone: those that the settings list as `known-names`, and short names that the \
roster lists.

AP gives first and last name on first reference, with a title or a description, and the last name alone from then on; \
the Guardian and most newspapers do the same.",
    flagged: &[
        "Talks stall over prisoner lists\n\n\
         The lists were incomplete, ⟦Qassem⟧ said on Sunday.\n\n\
         The talks were to resume within a week.\n\n\
         Hazem Qassem, a spokesman for the movement, said the delay was \"not of our making\".",
        "The bridge will stay shut until June, ⟦Abara⟧ said on Tuesday.\n\n\
         Ruth Abara, the county engineer, said two piers had cracked.",
        "\"We lost the whole crop,\" ⟦Weil⟧ said.\n\n\
         It was the third dry spring in a row.\n\n\
         Jonas Weil, who grows barley near Corran, has sold half of his land.",
    ],
    accepted: &[
        "Holt: dam will not last the winter\n\n\
         Lena Holt, who led the audit, said the dam was brittle. Holt said it would not last.",
        "Jonas Weil, who grows barley near Corran, lost the whole crop. \"It was a dry spring,\" Weil said.",
        "\"Ask Weil, he was there,\" said Petra Anders, who chairs the co-operative.\n\n\
         Jonas Weil, who grows barley near Corran, said it was a dry spring.",
        "The bridge will stay shut until June, Abara said on Tuesday. Abara said two piers had cracked.",
        "Weil, who grows barley near Corran, said the crop was lost.\n\n\
         It was the third dry spring for Jonas Weil.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let body = body_start(analysis);
    let mut speaks = vec![false; analysis.speakers.len()];
    for speaker in analysis.attributions.iter().filter_map(|attribution| attribution.speaker) {
        if let Some(speaks) = speaks.get_mut(speaker) {
            *speaks = true;
        }
    }
    let quoted_spans: Vec<_> = analysis
        .quotations
        .iter()
        .filter(|quotation| quotation.inside.is_none())
        .map(|quotation| quotation.span)
        .collect();
    let (sources, bearers) = (sources(analysis), bearers(analysis));
    let mut found = Vec::new();
    for (speaker, _) in
        analysis.speakers.iter().zip(speaks).filter(|&(speaker, speaks)| speaks && speaker.kind == SpeakerKind::Person)
    {
        // A pronoun names nobody; what is quoted or stands in the headline is not where a reader is introduced.
        let mut mentions = speaker.mentions.iter().filter(|mention| {
            mention.form != MentionForm::Pronoun
                && mention.span.start >= body
                && !is_inside(&quoted_spans, mention.span)
        });
        // What ends with the whole name, "10:35PM Lena Holt", is no short one.
        let short = |mention: &&Mention| {
            let words = mention.span.of(analysis.text);
            mention.form == MentionForm::ShortName && !introduces(mention) && !words.ends_with(speaker.name.as_ref())
        };
        let Some(first) = mentions.next().filter(short) else { continue };
        let Some(introduction) = mentions.find(|mention| introduces(mention)) else { continue };
        // Within one paragraph the reader need not wait.
        if paragraph_number(analysis, first.span.start) == paragraph_number(analysis, introduction.span.start) {
            continue;
        }
        let short = first.span.of(analysis.text);
        let bearers = short.split_whitespace().next_back().and_then(|last| bearers.get(last));
        let shared = bearers.is_some_and(|&bearers| bearers > 1);
        // Only who speaks has to be introduced at once.
        let behind = sources.partition_point(|source| source.start <= first.span.start);
        let speaks = behind.checked_sub(1).and_then(|last| sources.get(last)).is_some_and(|it| {
            // Further words beside the name say who it is: "Weil, who grows barley".
            it.overlaps(first.span) && words(it.of(analysis.text)) <= words(short)
        });
        let first_word = short.split_whitespace().next().unwrap_or_default();
        // "Most Republicans": several people, whatever they are taken for.
        let lexicon = &analysis.grammar.lexicon;
        let several = lexicon.word(lexicon.id(first_word)).lower.any(Classes::QUANTIFIER.with(Classes::DETERMINER));
        if several || shared || !speaks || says_who(analysis, first.span) || known(speaker, short, settings) {
            continue;
        }
        let mut diagnostic = RULE.finding(
            first.span,
            format!("{} stands before the draft introduces {}", quoted(short), first_words(&speaker.name)),
            "first mention, by short name",
        );
        diagnostic.related.push(Label::new(introduction.span, "introduced here"));
        diagnostic.help = Some("give the full name and who it is here, and the short name from then on".to_owned());
        found.push(diagnostic);
    }
    found
}

fn introduces(mention: &Mention) -> bool {
    mention.introduces || mention.form == MentionForm::FullName
}

/// The sources that words of their own are credited to, in order.
fn sources(analysis: &Analysis) -> Vec<Span> {
    let own = analysis.attributions.iter().filter(|attribution| !attribution.inherited);
    let mut sources: Vec<Span> = own.filter_map(|attribution| attribution.source).collect();
    sources.sort_unstable();
    sources
}

/// How many speakers bear each word of a name: "Holt" may be Lena Holt or Tom Holt.
fn bearers<'a>(analysis: &'a Analysis) -> FxHashMap<&'a str, usize> {
    let mut bearers: FxHashMap<&'a str, usize> = FxHashMap::default();
    for word in analysis.speakers.iter().flat_map(|speaker| speaker.name.split_whitespace()) {
        *bearers.entry(word).or_default() += 1;
    }
    bearers
}

/// Whether a clause or an appositive behind a name says who it is: ", who grows barley", ", a farmer".
fn says_who(analysis: &Analysis, name: Span) -> bool {
    let behind = analysis.text.get(name.end..).unwrap_or_default();
    let next = behind.strip_prefix(',').and_then(|behind| behind.split_whitespace().next());
    next.is_some_and(|word| matches!(word, "who" | "whose" | "a" | "an" | "the"))
}

/// Whether the settings list the name as known to everyone, or the roster lists the short name as one of the person's.
fn known(speaker: &Speaker, short: &str, settings: &Settings) -> bool {
    let names = || speaker.aliases.iter().map(AsRef::as_ref).chain([speaker.name.as_ref(), short]);
    let known_names = &settings.options.late_introduction.known_names;
    known_names.iter().any(|known| names().any(|name| name.to_lowercase() == known.to_lowercase()))
        || settings.roster.iter().any(|listed| listed.is_called(short))
}
