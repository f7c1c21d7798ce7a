//! What is known of one draft, read-only: all that rules and outputs see.

use crate::attribution::Attribution;
use crate::grammar::Grammar;
use crate::quotations::{Quotation, StrayMark};
use crate::speakers::Speaker;
use crate::text::{LineIndex, Span};

/// One draft, analysed. Indices into `quotations`, `attributions` and `speakers` name things in it.
#[derive(Debug, Clone)]
pub struct Analysis<'t> {
    /// The draft as it is in the file, UTF-8; all spans are byte offsets into it.
    pub text: &'t str,
    /// Where its lines start.
    pub lines: LineIndex,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Span>,
    /// Every quotation, nested ones too, in the order of their first bytes.
    pub quotations: Vec<Quotation>,
    /// Closing marks that close nothing, in order.
    pub stray_marks: Vec<StrayMark>,
    /// Every attribution, in the order of their content.
    pub attributions: Vec<Attribution>,
    /// Everybody whom the draft mentions as speaking or as a person, in the order of their first mention.
    pub speakers: Vec<Speaker>,
    /// How many words the draft has.
    pub words: usize,
}

impl<'t> Analysis<'t> {
    /// Reads a draft with the grammar built into the program. Never fails, whatever the text.
    pub fn new(text: &'t str) -> Self {
        Self::with_grammar(text, Grammar::builtin())
    }

    /// Reads a draft with this grammar.
    pub fn with_grammar(text: &'t str, _grammar: &Grammar) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
            paragraphs: Vec::new(),
            quotations: Vec::new(),
            stray_marks: Vec::new(),
            attributions: Vec::new(),
            speakers: Vec::new(),
            words: 0,
        }
    }

    /// The speaker of a quotation, where one is known.
    pub fn speaker_of(&self, quotation: &Quotation) -> Option<&Speaker> {
        let attribution = self.attributions.get(quotation.attribution?)?;
        self.speakers.get(attribution.speaker?)
    }
}
