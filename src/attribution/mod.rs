//! Quotation to source: patterns first, then one sieve a file.

pub mod alternation;
mod bounds;
mod choice;
mod inheritance;
mod matching;
mod reports;
mod spoken;
pub mod turns;

pub use inheritance::Heir;
pub use reports::Report;
pub use spoken::{Sign, Signs};

use std::ops::Range;

use crate::clauses::Clauses;
use crate::phrases::{Phrase, PhraseKind};
use crate::quotations::{Quotation, QuotationKind};
use crate::sentences::{Piece, View};
use crate::text::Span;

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributionKind {
    /// Whole sentences in quotation marks.
    Direct,
    /// Quoted pieces inside a clause of the writer's.
    Mixed,
    /// No quotation marks.
    Indirect,
}

impl AttributionKind {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// What form the source takes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceForm {
    /// A name, with or without a title or a description.
    Name,
    /// "she", "they", "who".
    Pronoun,
    /// "the senator", "a person familiar with the matter".
    Description,
}

/// Somebody else who might be the speaker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Index into `Analysis::speakers`.
    pub speaker: usize,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Another cue that gives a quotation to somebody, beside the one that it is given by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    /// Its cue; it stands before or behind the attribution's own.
    pub cue: Span,
    /// The words that name who spoke.
    pub source: Span,
    /// The noun phrase that is the head of the source.
    pub source_head: Span,
    /// Whom the source refers to: an index into `Analysis::speakers`.
    pub speaker: Option<usize>,
}

/// One relation of content, cue, source and speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Direct, mixed or indirect.
    pub kind: AttributionKind,
    /// What is attributed, in order: quotations with their marks, and the reported clause around them.
    pub content: Vec<Span>,
    /// The quotations in it: indices into `Analysis::quotations`.
    pub quotations: Vec<usize>,
    /// The word or words that signal it.
    pub cue: Option<Span>,
    /// The cue's entry in the lexicon; none where only its place makes it a cue.
    pub cue_entry: Option<u16>,
    /// The words that name who spoke. An inherited attribution has those of the one that it inherits from.
    pub source: Option<Span>,
    /// The noun phrase that is the head of the source, without what follows it.
    pub source_head: Option<Span>,
    /// The form of the source.
    pub source_form: Option<SourceForm>,
    /// A second credit of the same quotation, in place.
    pub second: Option<Credit>,
    /// Who, by what the source reports, spoke the words: "Reyes" in "Holt said Reyes had told her “…”".
    pub relayed: Option<Credit>,
    /// Whether the source was taken over from another sentence.
    pub inherited: bool,
    /// Where it is a turn of a conversation that names nobody: the number of its paragraph.
    pub turn: Option<u32>,
    /// The pattern or sieve that decided it.
    pub sieve: &'static str,
    /// From 0 to 1.
    pub confidence: f32,
    /// Whom the source refers to: an index into `Analysis::speakers`.
    pub speaker: Option<usize>,
    /// Who else it might be, the likeliest first.
    pub candidates: Vec<Candidate>,
}

impl Attribution {
    /// Its credits beside its own: the second one in place, and the one that its source reports.
    pub fn credits_mut(&mut self) -> impl Iterator<Item = &mut Credit> {
        self.second.iter_mut().chain(self.relayed.iter_mut())
    }
}

/// One sentence as the sieves see it.
#[derive(Debug, Clone, Default)]
pub struct Sentence<'a> {
    /// Its pieces.
    pub pieces: &'a [Piece],
    /// Its phrases.
    pub phrases: &'a [Phrase],
    /// What is reported in it.
    pub reports: Vec<Report>,
}

impl Sentence<'_> {
    /// The form of a report's source.
    fn form(&self, report: &Report) -> SourceForm {
        use crate::tags::Tag;
        match self.phrases[report.source.noun].noun().map(|noun| (noun.tag, noun.possessive_pronoun)) {
            Some((Tag::Proper, _)) => SourceForm::Name,
            Some((Tag::Pronoun, _) | (_, true)) => SourceForm::Pronoun,
            _ => SourceForm::Description,
        }
    }
}

/// What the reading of a draft remembers from paragraph to paragraph.
#[derive(Debug, Default)]
pub struct Memory {
    /// The attributions so far.
    pub attributions: Vec<Attribution>,
    /// Who spoke last.
    last: Option<inheritance::Heir>,
    /// The subject of the last sentence of a paragraph in which nobody speaks.
    subject: Option<inheritance::Heir>,
    /// Quotations that were nobody's until the paragraph below gave them an attribution.
    pub credited: Vec<(usize, usize)>,
    /// The quotation that ended the last paragraph, a sentence of its own.
    ended: Option<usize>,
    paragraph: u32,
    room: reports::Room,
    /// Room for the quotations of one report.
    claimed: Vec<usize>,
    /// Why each quotation was decided as it was, where somebody wants to know.
    pub reasons: Option<Vec<Reasons>>,
}

impl Memory {
    /// Remembers nothing yet, and has room for so many attributions; where there is a list for it, it will keep why each
    /// quotation was decided as it was.
    pub fn with_capacity(attributions: usize, reasons: Option<Vec<Reasons>>) -> Self {
        Self { attributions: Vec::with_capacity(attributions), reasons, ..Self::default() }
    }
}

/// Why a quotation was decided as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// Index into the draft's quotations.
    pub quotation: usize,
    /// What speaks for and against its being somebody's words.
    pub signs: Signs,
    /// The reports that cover it, in the order of their cues.
    pub reports: Vec<Considered>,
    /// Where no report does: whom it could inherit its source from, the nearest first.
    pub heirs: Vec<Heir>,
}

/// A report that covers a quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Considered {
    /// The pattern that found it.
    pub sieve: &'static str,
    /// Its cue.
    pub cue: Span,
    /// Its source.
    pub source: Span,
    /// How often its pattern is right, from 0 to 1.
    pub confidence: f32,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The quotation is its.
    Chosen,
    /// It stands in what another report reports: that one's cue.
    Inside(Span),
    /// Another report's pattern is surer, or nearer.
    LessSure,
}

/// Attributes the quotations and the reported clauses of one paragraph, or of one batch of a long one. `goes_on` tells
/// whether the next one may hold quotations, which could be those of somebody who is spoken of here.
pub fn attribute(
    view: View<'_>,
    sentences: &mut [Sentence],
    quotations: &mut [Decision],
    goes_on: bool,
    memory: &mut Memory,
) {
    for (number, sentence) in sentences.iter_mut().enumerate() {
        let clauses = Clauses { view, phrases: sentence.phrases };
        sentence.reports = reports::read(clauses, number == 0 && memory.paragraph == 0, &mut memory.room);
        bounds::bound(clauses, &mut sentence.reports);
    }
    for decision in quotations.iter_mut() {
        decision.reports = choice::choose(&sentences[decision.sentence].reports, decision.phrase);
        decision.signs = Signs::of(view, sentences, decision);
    }
    choice::decide(view, sentences, quotations, memory);
    inheritance::decide(view, sentences, quotations, goes_on, memory);
    memory.paragraph += 1;
    for sentence in sentences {
        memory.room.take_back(std::mem::take(&mut sentence.reports));
    }
}

/// Every report in one sentence, those too that no quotation takes up.
pub fn reports_of(clauses: Clauses<'_>) -> Vec<Report> {
    let mut reports = reports::read(clauses, false, &mut reports::Room::default());
    bounds::bound(clauses, &mut reports);
    reports
}

/// What is decided of one quotation of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// Index into the draft's quotations.
    pub quotation: usize,
    /// Its sentence in the paragraph.
    pub sentence: usize,
    /// Its phrase in the sentence.
    pub phrase: usize,
    /// Its attribution.
    pub attribution: Option<usize>,
    /// Whose words it holds.
    pub kind: QuotationKind,
    /// The report that it belongs to, and another that credits it in place: indices into those of its sentence.
    pub reports: Option<(usize, Option<usize>)>,
    /// What speaks for and against its being somebody's words.
    pub signs: Signs,
}

/// The quotations of these sentences, undecided: those that are phrases of their own, and the numbers of those that stand
/// inside of a name. `numbers` are all quotations of the paragraph.
pub fn undecided(
    sentences: &[Sentence],
    quotations: &[Quotation],
    numbers: Range<usize>,
) -> (Vec<Decision>, Vec<usize>) {
    let (mut decisions, mut nicknames) = (Vec::with_capacity(numbers.len()), Vec::new());
    for number in numbers.filter(|number| quotations[*number].inside.is_none()) {
        let start = quotations[number].span.start;
        let begins = |sentence: &Sentence| sentence.pieces.first().is_some_and(|piece| piece.span().start <= start);
        let Some(sentence) = sentences.partition_point(begins).checked_sub(1) else { continue };
        let Sentence { pieces, phrases, .. } = &sentences[sentence];
        let piece = pieces.partition_point(|piece| piece.span().start < start);
        let stands = |piece: &Piece| piece.quotation().is_some_and(|other| other as usize == number);
        if !pieces.get(piece).is_some_and(stands) {
            continue;
        }
        let phrase = phrases.partition_point(|phrase| phrase.span.start < start);
        match phrases.get(phrase) {
            Some(Phrase { kind: PhraseKind::Quotation(_), span, .. }) if span.start == start => {
                decisions.push(Decision {
                    quotation: number,
                    sentence,
                    phrase,
                    attribution: None,
                    kind: quotations[number].kind,
                    reports: None,
                    signs: Signs::default(),
                });
            }
            _ => nicknames.push(number),
        }
    }
    (decisions, nicknames)
}
