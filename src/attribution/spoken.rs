//! Spoken or not: whether a quotation that no cue reports holds somebody's words, or is a title, a term, a slogan.

use super::{Decision, Sentence};
use crate::phrases::PhraseKind;
use crate::quotations::QuotationKind;
use crate::sentences::View;

/// What speaks for and against a quotation being somebody's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features {
    /// How many words it has.
    pub words: usize,
    /// It begins with a capital.
    pub capital: bool,
    /// It ends with a full stop, a question mark, an exclamation mark inside.
    pub ended: bool,
    /// Most of its words have capitals.
    pub titled: bool,
    /// It is a sentence of its own.
    pub alone: bool,
    /// It begins its sentence.
    pub first: bool,
    /// An article, an adjective or a noun stands right before it.
    pub in_noun_phrase: bool,
    /// "so-called", "known as", "the term"
    pub named: bool,
    /// Another quotation or a report stands before it in the paragraph.
    pub company: bool,
    /// It is or carries on a quotation over paragraphs.
    pub long: bool,
}

impl Features {
    /// The features of one quotation.
    pub fn of(view: View<'_>, sentences: &[Sentence], decision: &Decision) -> Features {
        let quotation = &view.quotations[decision.quotation];
        let words = quotation.words().of(view.text);
        let number = u32::try_from(decision.quotation).unwrap_or_default();
        let phrases = &sentences[decision.sentence].phrases;
        let others = phrases
            .iter()
            .filter(|phrase| !matches!(phrase.kind, PhraseKind::Stop | PhraseKind::Quotation(_) | PhraseKind::Comma))
            .count();
        let before = decision.phrase.checked_sub(1).map(|at| phrases[at].kind);
        let capitals = words
            .split_whitespace()
            .filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
            .count();
        let count = words.split_whitespace().count();
        Features {
            words: count,
            capital: view.first_character(number).is_some_and(char::is_uppercase),
            ended: view.last_character(number).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…')),
            titled: count > 1 && capitals * 4 >= count * 3,
            alone: others == 0,
            first: decision.phrase == 0,
            in_noun_phrase: matches!(before, Some(PhraseKind::Noun(_) | PhraseKind::Other)),
            named: false,
            company: sentences[..=decision.sentence].iter().any(|sentence| !sentence.reports.is_empty()),
            long: quotation.carried_on || quotation.continues.is_some(),
        }
    }

    /// The kind of a quotation that is not spoken.
    pub fn kind(&self) -> QuotationKind {
        if self.titled { QuotationKind::Title } else { QuotationKind::Term }
    }
}

/// Whether the words are somebody's.
pub fn spoken(features: &Features) -> bool {
    weight(features) > 0.0
}

fn weight(features: &Features) -> f32 {
    let mut weight = -1.0;
    let mut add = |is: bool, more: f32| weight += if is { more } else { 0.0 };
    add(features.long, 5.0);
    add(features.alone, 3.0);
    add(features.words >= 4, 1.0);
    add(features.words >= 7, 1.0);
    add(features.words <= 2, -1.0);
    add(features.ended, 0.7);
    add(features.capital && features.ended, 0.7);
    add(features.titled, -1.5);
    add(features.in_noun_phrase, -0.8);
    add(features.company, 0.6);
    weight
}
