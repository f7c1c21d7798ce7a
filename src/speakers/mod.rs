//! Source to speaker: the draft's table of people, organisations, documents and unnamed sources.

mod descriptions;
mod dialogue;
mod doubts;
mod finished;
mod fitting;
mod index;
mod known;
mod labels;
mod names;
mod pronouns;
mod recent;
mod rows;
mod table;
mod trace;
mod words;

use std::borrow::Cow;

pub use known::Known;
pub use names::may_be_one;
pub use trace::{Trace, Weighed};

use crate::attribution::{Attribution, Candidate, SourceForm};
use crate::grammar::Classes;
use crate::mentions::{Mention as Reference, MentionKind, Mentions};
use crate::text::Span;
use dialogue::Dialogue;
use table::Table;

/// What a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// An organisation, an office, a place that stands for a government.
    Organisation,
    /// Several people: "Holt and Reyes", "fans".
    Group,
    /// A document that speaks: "the memo".
    Document,
    /// A person whom the draft doesn't name: "a neighbour", "an official".
    Anonymous,
    /// Nobody knows.
    Unknown,
}

impl SpeakerKind {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Document => "document",
            Self::Anonymous => "anonymous",
            Self::Unknown => "unknown",
        }
    }
}

/// The gender that a text gives a speaker by pronoun, honorific, role or given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// he
    Male,
    /// she
    Female,
    /// it; or they, of one person
    Neutral,
}

impl Gender {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Neutral => "neutral",
        }
    }
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// "Lena Holt", "Hamas"
    FullName,
    /// "Holt", "Mr. Holt", "Lena"
    ShortName,
    /// "she"
    Pronoun,
    /// "the senator"
    Description,
}

/// One reference to a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// How it refers.
    pub form: MentionForm,
    /// Whether the mention itself says who it is: a title, a role or an appositive beside the name.
    pub introduces: bool,
}

/// Somebody whom the draft mentions. Names and descriptions are the draft's own words, but where these are wrapped, or
/// somebody else's: of several, of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker<'t> {
    /// The fullest name, without title; for the unnamed their description.
    pub name: Cow<'t, str>,
    /// Person, organisation, …
    pub kind: SpeakerKind,
    /// The other names that the draft uses, in order of their first mention.
    pub aliases: Vec<Cow<'t, str>>,
    /// The gender, where the draft gives it.
    pub gender: Option<Gender>,
    /// Who they are, in the draft's words: "deputy head of the political bureau".
    pub description: Option<Cow<'t, str>>,
    /// Every mention, in order.
    pub mentions: Vec<Mention>,
}

/// The table of speakers of a draft, from its mentions in order; fills in the speaker of each attribution, and
/// who else it might be. `known` are people whom a draft need not introduce.
///
/// Names come first, because a name may stand before its full form does; pronouns and descriptions then refer to them
/// in the order of the text.
pub fn resolve<'t>(
    text: &'t str,
    mentions: &Mentions,
    attributions: &mut [Attribution],
    known: &[Known],
) -> Vec<Speaker<'t>> {
    let mut table = Table::new(text, mentions, known);
    link(&mut table, attributions);
    table.speakers(text, attributions).0
}

/// How the source of one attribution found its speaker; none where it has no source. `attributions` are those that
/// `resolve` has filled in, from the same mentions and the same known people.
///
/// The table is made once more, so that keeping the features costs nothing where nobody asks for them.
pub fn explain(
    text: &str,
    mentions: &Mentions,
    attributions: &[Attribution],
    known: &[Known],
    number: usize,
) -> Option<Trace> {
    let asked = attributions.get(number)?;
    let reference = reference(&mentions.all, 0, asked.source_head?, asked.source?)?;
    let mut attributions = attributions.to_vec();
    let mut table = Table::new(text, mentions, known);
    table.tracing.replace(Some(trace::Tracing::of(reference)));
    link(&mut table, &mut attributions);
    let chosen = attributions.get(number)?.speaker;
    let (mut trace, rows) = trace::finish(&mut table, chosen)?;
    let (_, places) = table.speakers(text, &mut attributions);
    for (candidate, row) in trace.candidates.iter_mut().zip(rows) {
        candidate.speaker = places.get(row).copied().flatten();
    }
    Some(trace)
}

/// How much a pronoun with rivals takes from the confidence in an attribution: its source is right all the same. Set so
/// that confidence is the share of right attributions (docs/accuracy.md).
const DOUBT: f32 = 0.35;

/// Links every reference, and gives each attribution the rows of its speaker and its rivals.
fn link(table: &mut Table<'_>, attributions: &mut [Attribution]) {
    let references = table.references;
    names::link(table);
    let sources = sources(references, attributions);
    let mut spoke = 0;
    let mut scored = Vec::new();
    let mut dialogue = Dialogue::of(attributions);
    for (at, reference) in references.iter().enumerate() {
        dialogue.before(at, table);
        let speaks = sources.get(spoke).filter(|(reference, _)| *reference == at);
        let source = speaks.and_then(|(_, number)| attributions[*number].source);
        match reference.kind {
            MentionKind::Name(_) => table.touch(at),
            MentionKind::Pronoun => pronouns::link(table, at, source, &mut scored),
            // Said of a name beside it.
            MentionKind::Description if table.row(at).is_some() => table.touch(at),
            // Only those that speak, and people by their roles, are anybody.
            MentionKind::Description if source.is_none() && !reference.classes.any(Classes::ROLE) => {}
            MentionKind::Description => descriptions::link(table, at, source, &mut scored),
        }
        // Several attributions may have one source.
        while let Some((_, number)) = sources.get(spoke).filter(|(reference, _)| *reference == at) {
            table.speaks(at);
            dialogue.source(*number, table.row(at));
            spoke += 1;
        }
    }
    for (reference, number) in sources {
        let attribution = &mut attributions[number];
        attribution.speaker = table.resolved(reference, attribution.source);
        attribution.candidates = table
            .doubts
            .rivals(reference)
            .iter()
            .map(|(speaker, ratio)| Candidate { speaker: *speaker, confidence: attribution.confidence * ratio })
            .collect();
        for credit in attribution.credits_mut() {
            credit.speaker = self::reference(references, reference, credit.source_head, credit.source)
                .and_then(|at| table.resolved(at, Some(credit.source)));
        }
        if attribution.source_form == Some(SourceForm::Pronoun) {
            attribution.confidence *= 1.0 - DOUBT * (1.0 - table.doubts.certainty(reference));
        }
    }
}

/// The reference that each attribution's source is, in the order of the references.
fn sources(references: &[Reference], attributions: &[Attribution]) -> Vec<(usize, usize)> {
    let mut sources = Vec::with_capacity(attributions.len());
    let mut near = 0;
    for (number, attribution) in attributions.iter().enumerate() {
        if let (Some(head), Some(source)) = (attribution.source_head, attribution.source)
            && let Some(reference) = reference(references, near, head, source)
        {
            sources.push((reference, number));
            near = reference;
        }
    }
    sources.sort_unstable();
    sources
}

/// The reference that a source is, given with the noun phrase that is its head; looked for from the reference `near`.
fn reference(references: &[Reference], near: usize, head: Span, source: Span) -> Option<usize> {
    // A possessor ("Holt's answer") shares its first byte with the noun phrase that it stands in.
    let at = first_from(references, near, head.start);
    let here = || (at..references.len()).take_while(|at| references[*at].span.start == head.start);
    let exact = here().find(|at| references[*at].span == source || references[*at].span.end == source.end);
    // "Holt" of "Holt's answer"
    let owner = || here().find(|at| source.end < head.end && references[*at].span.end <= source.end);
    exact.or_else(owner).or_else(|| here().find(|at| references[*at].span == head)).or_else(|| here().next())
}

/// The first reference that doesn't begin before an offset. It is looked for step by step from the reference `near`: what
/// stands together in a long draft is found without going through all of it.
fn first_from(references: &[Reference], near: usize, offset: usize) -> usize {
    let before = |at: usize| references[at].span.start < offset;
    let mut at = near.min(references.len());
    while at > 0 && !before(at - 1) {
        at -= 1;
    }
    while at < references.len() && before(at) {
        at += 1;
    }
    at
}
