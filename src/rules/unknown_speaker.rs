//! A pronoun or a description for a source that can mean nobody in the draft.

use crate::analysis::Analysis;
use crate::attribution::{Attribution, SourceForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::grammar::Classes;
use crate::settings::{On, Settings};
use crate::speakers::{Gender, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

use super::surroundings::{between, paragraph, paragraph_above};
use super::wording::quoted;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unknown-speaker",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A pronoun or a description for a source that can mean nobody in the draft",
    details: "\
Reports \"he\" or \"she\" for a source where the draft has spoken of nobody of that gender and introduces nobody later, \
\"they\" where it has spoken of nobody at all, and \"the man\", \"the woman\", \"the official\" where nobody was called so before.

The sentence points back at a person who is not there. Most often the paragraph that brought them in was cut.

Accepted are pronouns with somebody of that gender anywhere before, or named in the next sentences; descriptions that \
say who it is (\"the mayor\", \"the bank's spokesman\", \"the man who sold the boat\"), and sources of several people.

All style guides want a pronoun to have an antecedent; AP gives the full identification on first reference.",
    flagged: &[
        "The dam was raised in 1954. \"It leaks,\" ⟦she⟧ said.",
        "The ferry stopped running in March.\n\n\"Nobody told us,\" ⟦he⟧ said.\n\nThe boats are for sale.",
        "The ferry stopped running in March. \"It was too old,\" ⟦the official⟧ said.",
        "The ferry stopped running in March. According to ⟦the official⟧, it was too old.",
        "Tom Achterberg built the dam. \"It leaks,\" ⟦she⟧ said.",
        "The ferry stopped running in March. ⟦They⟧ said it was too old.",
    ],
    accepted: &[
        "Lena Holt led the audit. \"It leaks,\" she said.",
        "\"It leaks,\" she said. Lena Holt has led audits for 20 years.",
        "Sasha Munro led the audit. \"It leaks,\" she said.",
        "The workers left at noon. They said the ferry was too old.",
        "An official came at noon. \"It was too old,\" the official said.",
        "\"It was too old,\" the mayor said.",
        "\"It was too old,\" the bank's spokesman said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in analysis.attributions.iter().filter(|it| !it.inherited && it.cue.is_some()) {
        let Some(source) = attribution.source else { continue };
        let unknown = match attribution.source_form {
            Some(SourceForm::Pronoun) => is_lost_pronoun(analysis, attribution, source),
            Some(SourceForm::Description) => is_lost_description(analysis, attribution, source),
            _ => false,
        };
        if unknown && found.last().is_none_or(|last| last.span != source) {
            let words = quoted(source.of(analysis.text));
            found.push(Diagnostic {
                help: Some("name the speaker, or introduce them before".to_owned()),
                ..RULE.finding(source, format!("{words} can mean nobody in the draft"), "who is this?")
            });
        }
    }
    found
}

fn is_lost_pronoun(analysis: &Analysis, attribution: &Attribution, source: Span) -> bool {
    let Some(pronoun) = Meant::by(source.of(analysis.text)) else { return false };
    let known = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
    let known = known.is_some_and(|speaker| speaker.kind != SpeakerKind::Unknown && is_named(speaker));
    !known
        && attribution.candidates.is_empty()
        && !analysis.speakers.iter().any(|it| is_before(it, source) && pronoun.fits(it))
        && !is_name_near(analysis, source, pronoun)
}

/// Whom a pronoun can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    /// he, she
    One(Gender),
    /// they: several, an organisation, somebody of no gender
    Anybody,
}

impl Meant {
    fn by(pronoun: &str) -> Option<Self> {
        match pronoun.to_lowercase().as_str() {
            "she" => Some(Self::One(Gender::Female)),
            "he" => Some(Self::One(Gender::Male)),
            "they" => Some(Self::Anybody),
            _ => None,
        }
    }

    fn fits(self, speaker: &Speaker) -> bool {
        match self {
            Self::One(gender) => {
                matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Anonymous)
                    && speaker.gender.is_none_or(|known| known == gender)
            }
            Self::Anybody => true,
        }
    }
}

/// Whether a given name that fits a pronoun stands in this paragraph or the one above, in whatever part of a sentence.
fn is_name_near(analysis: &Analysis, source: Span, pronoun: Meant) -> bool {
    let lexicon = &analysis.grammar.lexicon;
    let given = |word: &str| {
        let classes = lexicon.word(lexicon.id(word)).upper;
        let other = match pronoun {
            Meant::One(Gender::Female) => classes.any(Classes::MALE) && !classes.any(Classes::FEMALE),
            Meant::One(Gender::Male) => classes.any(Classes::FEMALE) && !classes.any(Classes::MALE),
            _ => false,
        };
        classes.any(Classes::GIVEN) && !other && word.starts_with(char::is_uppercase)
    };
    between(analysis, paragraph_above(analysis, source.start), source.start).split_whitespace().any(given)
}

/// Whether a mention other than a pronoun refers to a speaker.
fn is_named(speaker: &Speaker) -> bool {
    speaker.mentions.iter().any(|mention| mention.form != MentionForm::Pronoun)
}

/// Whether somebody is mentioned before some words.
fn is_before(speaker: &Speaker, source: Span) -> bool {
    speaker.mentions.first().is_some_and(|mention| mention.span.start < source.start)
}

fn is_lost_description(analysis: &Analysis, attribution: &Attribution, source: Span) -> bool {
    let Some(speaker) = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker)) else { return false };
    let words: Vec<&str> = source.of(analysis.text).split_whitespace().collect();
    let [article, noun] = words[..] else { return false };
    let vague = analysis.grammar.lexicon.word(analysis.grammar.lexicon.id(noun)).lower.any(Classes::ANYBODY);
    let first = speaker.mentions.first().is_some_and(|mention| mention.span.start == source.start);
    article.eq_ignore_ascii_case("the")
        && vague
        && first
        && speaker.kind == SpeakerKind::Anonymous
        && attribution.candidates.is_empty()
        && is_bare(analysis, attribution, source)
        && !is_anybody_near(analysis, source)
}

/// Whether nothing that follows a source says who it is: the cue, a stop, or the end of the paragraph.
fn is_bare(analysis: &Analysis, attribution: &Attribution, source: Span) -> bool {
    let behind = between(analysis, source.end, paragraph(analysis, source.start).end);
    let cue = attribution
        .cue
        .is_some_and(|cue| cue.start >= source.end && between(analysis, source.end, cue.start).trim().is_empty());
    let rest = behind.trim_start_matches(',').trim_start();
    let told = ["who", "whose", "in", "a", "an", "the"].iter().any(|word| rest.split(' ').next() == Some(word));
    cue || behind.trim().is_empty() || behind.starts_with(['.', ',', ';']) && !told
}

/// Whether somebody without a name is spoken of in this paragraph or the one above.
fn is_anybody_near(analysis: &Analysis, source: Span) -> bool {
    let start = paragraph_above(analysis, source.start);
    let unnamed = analysis.speakers.iter().filter(|it| matches!(it.kind, SpeakerKind::Anonymous | SpeakerKind::Group));
    unnamed.flat_map(|speaker| &speaker.mentions).any(|it| it.span.start >= start && it.span.end <= source.start)
}
