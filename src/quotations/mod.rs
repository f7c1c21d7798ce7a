//! Quotations: marks, their pairing, nesting and continuation over paragraphs.

use crate::text::Span;

/// Whose words a quotation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// Words that somebody said, wrote or thought.
    Speech,
    /// A term or a scare quote: nobody's words.
    Term,
    /// The title of a work, or a nickname.
    Title,
    /// A slogan, a sign, an inscription.
    Slogan,
}

impl QuotationKind {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Term => "term",
            Self::Title => "title",
            Self::Slogan => "slogan",
        }
    }
}

/// A span of text with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to behind the closing one; where that is missing, to the end of the paragraph.
    pub span: Span,
    /// The opening mark.
    pub open: Span,
    /// The closing mark; none where it is missing, or where the next paragraph re-opens the quotation.
    pub close: Option<Span>,
    /// Whether the next paragraph re-opens it, so that no closing mark is due.
    pub carried_on: bool,
    /// The quotation of the paragraph before that this one carries on.
    pub continues: Option<usize>,
    /// The quotation that it stands in.
    pub inside: Option<usize>,
    /// Whose words it holds.
    pub kind: QuotationKind,
    /// Its attribution, an index into `Analysis::attributions`.
    pub attribution: Option<usize>,
}

/// A closing mark with no opening one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StrayMark {
    /// The mark.
    pub span: Span,
}
