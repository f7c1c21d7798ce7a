//! Quotation to source: patterns first, then one sieve a file.

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
    /// The words that name who spoke. An inherited attribution has those of the one that it inherits from.
    pub source: Option<Span>,
    /// The form of the source.
    pub source_form: Option<SourceForm>,
    /// A second cue that credits the same quotation again, in place.
    pub second_cue: Option<Span>,
    /// Whether the source was taken over from another sentence.
    pub inherited: bool,
    /// The pattern or sieve that decided it.
    pub sieve: &'static str,
    /// From 0 to 1.
    pub confidence: f32,
    /// Whom the source refers to: an index into `Analysis::speakers`.
    pub speaker: Option<usize>,
    /// Who else it might be, the likeliest first.
    pub candidates: Vec<Candidate>,
}
