//! Spoken or not: whether a quotation that no cue reports holds somebody's words, or is a title, a term, a slogan.

use super::{Decision, Sentence};
use crate::grammar::Classes;
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
    /// It ends with a comma inside.
    pub comma: bool,
    /// Most of its words have capitals.
    pub titled: bool,
    /// It is a sentence of its own.
    pub alone: bool,
    /// It begins its sentence.
    pub first: bool,
    /// An article, a possessive, an adjective or a noun stands right before it.
    pub in_noun_phrase: bool,
    /// An article or a possessive stands right before it.
    pub article: bool,
    /// A verb stands right before it.
    pub behind_verb: bool,
    /// A preposition stands right before it.
    pub behind_preposition: bool,
    /// A noun follows it right away: "her “Dust” tour".
    pub before_noun: bool,
    /// "so-called", "known as", "the term"
    pub named: bool,
    /// It holds "I", "we", "you".
    pub personal: bool,
    /// It holds a verb that can stand with a subject.
    pub clause: bool,
    /// A report stands before it in the paragraph.
    pub company: bool,
    /// A report stands before it in its sentence.
    pub reported: bool,
    /// It is or carries on a quotation over paragraphs.
    pub long: bool,
}

/// How many sentences back a report keeps a quotation company.
const NEAR: usize = 40;

impl Features {
    /// The features of one quotation.
    pub fn of(view: View<'_>, sentences: &[Sentence], decision: &Decision) -> Features {
        let quotation = &view.quotations[decision.quotation];
        let words = quotation.words().of(view.text);
        let number = u32::try_from(decision.quotation).unwrap_or_default();
        let sentence = &sentences[decision.sentence];
        let phrases = &sentence.phrases;
        let others = phrases
            .iter()
            .filter(|phrase| {
                !matches!(
                    phrase.kind,
                    PhraseKind::Stop | PhraseKind::Quotation(_) | PhraseKind::Comma | PhraseKind::Conjunction
                )
            })
            .count();
        let kind = |at: usize| phrases.get(at).map(|phrase| phrase.kind);
        let before = decision.phrase.checked_sub(1).and_then(kind);
        let after = kind(decision.phrase + 1);
        let before_word = decision
            .phrase
            .checked_sub(1)
            .map(|at| phrases[at].pieces.end - 1)
            .map(|at| view.classes(sentence.pieces[at]))
            .unwrap_or_default();
        let capitals = words
            .split_whitespace()
            .filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
            .count();
        let small = |word: &&str| word.len() <= 3 && word.chars().all(char::is_lowercase);
        let count = words.split_whitespace().count();
        let small = words.split_whitespace().filter(small).count();
        let last = view.last_character(number);
        let lexicon = &view.grammar.lexicon;
        let known = |class: Classes| {
            words.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon.word(lexicon.id(word)).lower.any(class))
        };
        Features {
            words: count,
            capital: view.first_character(number).is_some_and(char::is_uppercase),
            ended: last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…')),
            comma: last == Some(','),
            titled: capitals > 1 && capitals + small >= count,
            alone: others == 0,
            first: decision.phrase == 0,
            in_noun_phrase: matches!(before, Some(PhraseKind::Noun(_) | PhraseKind::Other)),
            article: before_word.any(Classes::DETERMINER | Classes::POSSESSIVE),
            behind_verb: matches!(before, Some(PhraseKind::Verb(_))),
            behind_preposition: matches!(before, Some(PhraseKind::Preposition(_))),
            before_noun: matches!(after, Some(PhraseKind::Noun(_))) && !matches!(last, Some(',' | '.' | '!' | '?')),
            named: before_word.any(Classes::SCARE),
            personal: known(Classes::SUBJECT_PRONOUN | Classes::OBJECT_PRONOUN),
            clause: known(Classes::AUXILIARY | Classes::MODAL),
            company: sentences[..=decision.sentence]
                .iter()
                .rev()
                .take(NEAR)
                .any(|sentence| !sentence.reports.is_empty()),
            reported: sentence.reports.iter().any(|report| report.at < decision.phrase),
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
    features.words > 0 && weight(features) > 0.0
}

/// What speaks for somebody's words, against nought. The weights are those of a logistic regression over quotations
/// without a cue in annotated news, rounded (docs/accuracy.md); only `named` and `long` were set by hand.
fn weight(features: &Features) -> f32 {
    let mut weight = -1.1;
    let mut add = |is: bool, more: f32| weight += if is { more } else { 0.0 };
    add(features.long, 5.0);
    add(features.alone, 1.5);
    add(features.first, 0.8);
    add(features.behind_verb, 1.2);
    add(features.personal, 0.9);
    add(features.clause, 0.6);
    add(features.company, 0.8);
    add(features.reported, -0.7);
    add(features.ended, 0.7);
    add(features.capital, -0.9);
    add(features.titled, -0.6);
    add(features.article, 0.4);
    add(features.in_noun_phrase, 0.2);
    add(features.words <= 1, -0.6);
    add(features.words >= 4, 0.4);
    add(features.words >= 12, 0.6);
    add(features.before_noun, -0.3);
    add(features.named, -2.5);
    weight
}
