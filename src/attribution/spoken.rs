//! Spoken or not: whether a quotation holds somebody's words, or is a title, a term, a slogan.
//!
//! It is a decision of its own, before any speaker is looked for: signs speak for and against, each with a weight.

use super::{Decision, Sentence, inheritance};
use crate::clauses::Clauses;
use crate::grammar::Classes;
use crate::phrases::{Form, Phrase, PhraseKind};
use crate::quotations::QuotationKind;
use crate::sentences::View;
use crate::text::Span;
use crate::tokens::{Token, TokenKind};

/// Something that speaks for or against a quotation being somebody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It is or carries on a quotation over paragraphs.
    Carried,
    /// It is a sentence of its own.
    Alone,
    /// It begins its sentence.
    First,
    /// It has one word, and is no sentence of its own.
    OneWord,
    /// It has four words or more.
    FourWords,
    /// It has seven words or more.
    SevenWords,
    /// It has twelve words or more.
    TwelveWords,
    /// It begins with a capital.
    Capital,
    /// It begins with a capital, right behind a noun phrase or a preposition: "the “Dust” tour".
    Proper,
    /// A full stop, a question mark or an exclamation mark ends it inside its marks.
    Ended,
    /// A comma ends it inside its marks.
    Comma,
    /// Most of its words have capitals.
    Titled,
    /// Most of its words have capitals, and no verb, colon or "that" introduces it: "on “Dust Tonight”".
    Name,
    /// It holds "I", "we", "you".
    Personal,
    /// It holds a verb that can stand with a subject.
    Clause,
    /// An article or a possessive stands right before it.
    BehindArticle,
    /// A possessive stands right before it: "the network’s “Dust”".
    BehindPossessive,
    /// A verb stands right before it.
    BehindVerb,
    /// A verb that can be a cue stands right before it.
    BehindCue,
    /// The last verb before it is a participle: "and blaming the “dust”".
    Participle,
    /// A noun follows it right away: "her “Dust” tour".
    BeforeNoun,
    /// A verb follows it right away.
    BeforeVerb,
    /// A verb follows it right away, and it has three words at most: "“Dust” is a hit".
    Subject,
    /// "so-called", "known as", "the term" stands right before it.
    Named,
    /// Its clause has a subject that may speak, and no cue reports it.
    Governed,
    /// It ends the sentence.
    Last,
    /// A report stands before it in the paragraph.
    Company,
    /// A report stands before it in its sentence.
    Reported,
    /// A cue that takes quotations stands beside it.
    Beside,
    /// It stands in what a cue reports.
    Within,
    /// Its pattern is among the surest.
    Sure,
    /// Its pattern gives way to others.
    Loose,
    /// Its cue often is none.
    Weak,
    /// Its cue is an infinitive: "to show the “Dust”".
    Infinitive,
    /// More than five phrases stand between it and its cue.
    Far,
    /// Another verb stands between it and its cue.
    Embedded,
    /// Its source is of no kind that is known to speak.
    Mute,
    /// Its source stands away from its cue.
    Apart,
}

/// Each sign with its name in output, and what it adds to the logarithm of the odds: of a quotation that no cue reports,
/// and of one that a cue does. The weights are those of two logistic regressions over the quotations of all 840 articles of
/// annotated news, rounded (docs/accuracy.md tells how they were fitted and what to expect of other articles).
const SIGNS: [(Sign, &str, f32, f32); 38] = [
    (Sign::Carried, "carried", 5.0, 5.0),
    (Sign::Alone, "alone", 1.0, 0.0),
    (Sign::First, "first", 1.0, 0.9),
    (Sign::OneWord, "one-word", -0.9, -0.5),
    (Sign::FourWords, "four-words", 0.6, 0.5),
    (Sign::SevenWords, "seven-words", 0.4, 0.4),
    (Sign::TwelveWords, "twelve-words", 0.6, 0.3),
    (Sign::Capital, "capital", -0.3, -0.1),
    (Sign::Proper, "proper", -0.8, -0.3),
    (Sign::Ended, "ended", 0.7, 0.2),
    (Sign::Comma, "comma", 0.2, -0.4),
    (Sign::Titled, "titled", -0.7, -1.2),
    (Sign::Name, "name", -0.9, -1.1),
    (Sign::Personal, "personal", 0.6, 0.7),
    (Sign::Clause, "clause", 0.4, 0.2),
    (Sign::BehindArticle, "behind-article", 0.5, 0.1),
    (Sign::BehindPossessive, "behind-possessive", -0.8, -0.7),
    (Sign::BehindVerb, "behind-verb", 0.3, 0.3),
    (Sign::BehindCue, "behind-cue", 0.5, 0.3),
    (Sign::Participle, "participle", 0.7, -0.1),
    (Sign::BeforeNoun, "before-noun", -0.1, -0.7),
    (Sign::BeforeVerb, "before-verb", -0.5, 0.2),
    (Sign::Subject, "subject", -0.8, 0.1),
    (Sign::Named, "named", -0.1, -0.6),
    (Sign::Governed, "governed", 1.1, 0.0),
    (Sign::Last, "last", 0.1, 0.0),
    (Sign::Company, "company", 1.6, 0.0),
    (Sign::Reported, "reported", -0.3, -0.2),
    (Sign::Beside, "beside", 0.0, -0.3),
    (Sign::Within, "within", 0.0, 0.3),
    (Sign::Sure, "sure", 0.0, 0.8),
    (Sign::Loose, "loose", 0.0, -0.4),
    (Sign::Weak, "weak", 0.0, -0.9),
    (Sign::Infinitive, "infinitive", 0.0, -1.4),
    (Sign::Far, "far", 0.0, -0.8),
    (Sign::Embedded, "embedded", 0.0, 0.4),
    (Sign::Mute, "mute", 0.0, -1.3),
    (Sign::Apart, "apart", 0.0, -0.4),
];

/// What speaks for somebody's words where no sign does: the logarithm of the odds.
const BIAS: (f32, f32) = (-1.9, 3.2);

/// How likely words must be somebody's to get a speaker: to give a scare quote to somebody is worse than to leave words
/// alone.
const ENOUGH: f32 = 0.64;

/// How many sentences back a report keeps a quotation company.
const NEAR: usize = 40;

/// The signs of one quotation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs(u64);

impl Signs {
    fn note(&mut self, sign: Sign, is: bool) {
        self.0 |= u64::from(is) << sign as u64;
    }

    /// Whether a sign is there.
    pub fn has(self, sign: Sign) -> bool {
        self.0 >> sign as u64 & 1 == 1
    }

    /// The signs that are there, each with its name and weight.
    pub fn present(self) -> impl Iterator<Item = (&'static str, f32)> {
        let covered = self.covered();
        let mut left = self.0;
        // Each sign has the place of its bit in the table.
        std::iter::from_fn(move || {
            let (_, name, uncovered, under) = SIGNS.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some((*name, if covered { *under } else { *uncovered }))
        })
    }

    /// Whether a cue reports it.
    fn covered(self) -> bool {
        self.has(Sign::Beside) || self.has(Sign::Within)
    }

    /// What speaks for somebody's words before any sign does.
    pub fn bias(self) -> f32 {
        if self.covered() { BIAS.1 } else { BIAS.0 }
    }

    /// How likely the words are somebody's, from 0 to 1.
    pub fn likelihood(self) -> f32 {
        let odds = self.bias() + self.present().map(|(_, weight)| weight).sum::<f32>();
        1.0 / (1.0 + (-odds).exp())
    }

    /// Whether the words are somebody's.
    pub fn spoken(self) -> bool {
        self.likelihood() > ENOUGH
    }

    /// The kind of a quotation that is not spoken.
    pub fn kind(self) -> QuotationKind {
        if self.has(Sign::Titled) { QuotationKind::Title } else { QuotationKind::Term }
    }

    /// The signs of one quotation of a paragraph whose reports are read.
    pub fn of(view: View<'_>, sentences: &[Sentence], decision: &Decision) -> Self {
        let mut signs = Self::default();
        let joint = |kind: PhraseKind| {
            matches!(kind, PhraseKind::Stop | PhraseKind::Quotation(_) | PhraseKind::Comma | PhraseKind::Conjunction)
        };
        let phrases = sentences[decision.sentence].phrases;
        signs.note(Sign::Alone, phrases.iter().all(|phrase| joint(phrase.kind)));
        signs.words(view, decision);
        signs.place(view, &sentences[decision.sentence], decision);
        let company = sentences[..=decision.sentence].iter().rev().take(NEAR);
        signs.note(Sign::Company, company.into_iter().any(|sentence| !sentence.reports.is_empty()));
        signs.cue(view, &sentences[decision.sentence], decision);
        signs
    }

    /// What its words look like.
    fn words(&mut self, view: View<'_>, decision: &Decision) {
        let quotation = &view.quotations[decision.quotation];
        let words = quotation.words();
        let number = u32::try_from(decision.quotation).unwrap_or_default();
        let capital = |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let small = |word: &str| word.len() <= 3 && word.chars().all(char::is_lowercase);
        let (mut count, mut capitals, mut title) = (0, 0, true);
        let (mut personal, mut clause) = (false, false);
        for tokens in tokens_in(view, words).chunk_by(|one, next| one.end == next.start) {
            // ". . ." is one token of three words.
            let spaced = tokens.iter().any(|token| token.kind == TokenKind::Ellipsis);
            count += if spaced { word_of(view, tokens).split_whitespace().count() } else { 1 };
            if title {
                let mut titled = |word: &str| {
                    let capital = capital(word);
                    capitals += usize::from(capital);
                    capital || small(word)
                };
                let word = word_of(view, tokens);
                title = if spaced { word.split_whitespace().all(titled) } else { titled(word) };
            }
            if !personal || !clause {
                let known = known(view, tokens);
                personal |= known.any(Classes::SUBJECT_PRONOUN | Classes::OBJECT_PRONOUN);
                clause |= known.any(Classes::AUXILIARY | Classes::MODAL);
            } else if !title && count >= 12 {
                // A title is one to its last word, and no sign counts farther than this.
                break;
            }
        }
        let last = view.last_character(number);
        self.note(Sign::Carried, quotation.carried_on || quotation.continues.is_some());
        self.note(Sign::OneWord, count <= 1 && !self.has(Sign::Alone));
        self.note(Sign::FourWords, count >= 4);
        self.note(Sign::SevenWords, count >= 7);
        self.note(Sign::TwelveWords, count >= 12);
        self.note(Sign::Capital, view.first_character(number).is_some_and(char::is_uppercase));
        self.note(Sign::Ended, last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…')));
        self.note(Sign::Comma, last == Some(','));
        self.note(Sign::Titled, capitals > 1 && title);
        self.note(Sign::Personal, personal);
        self.note(Sign::Clause, clause);
    }

    /// Where it stands in its sentence.
    fn place(&mut self, view: View<'_>, sentence: &Sentence, decision: &Decision) {
        let (phrases, at) = (sentence.phrases, decision.phrase);
        let before = at.checked_sub(1).map(|at| &phrases[at]);
        let after = phrases.get(at + 1).map(|phrase| phrase.kind);
        let word = before.map(|phrase| sentence.pieces[phrase.pieces().end - 1].classes).unwrap_or_default();
        let introduces =
            |phrase: &Phrase| matches!(phrase.kind, PhraseKind::Verb(_) | PhraseKind::Colon | PhraseKind::That);
        let beside = |phrase: &Phrase| {
            matches!(phrase.kind, PhraseKind::Noun(_) | PhraseKind::Other | PhraseKind::Preposition(_))
        };
        let possessive =
            |phrase: &Phrase| phrase.noun().is_some_and(|noun| noun.possessive() == Some(phrase.pieces().end - 1));
        let closed = self.has(Sign::Comma) || self.has(Sign::Ended);
        let verb = phrases[..at].iter().rev().find_map(Phrase::verb);
        let governed = || inheritance::governing_subject(view, &phrases[..at]).is_some();
        self.note(Sign::First, at == 0);
        self.note(Sign::Proper, self.has(Sign::Capital) && before.is_some_and(beside));
        self.note(Sign::Name, self.has(Sign::Titled) && before.is_some_and(|phrase| !introduces(phrase)));
        self.note(Sign::BehindArticle, word.any(Classes::DETERMINER | Classes::POSSESSIVE));
        self.note(Sign::BehindVerb, before.is_some_and(|phrase| phrase.verb().is_some()));
        self.note(Sign::BehindCue, before.and_then(Phrase::verb).is_some_and(|verb| verb.cue.is_some()));
        self.note(Sign::BehindPossessive, before.is_some_and(possessive));
        self.note(Sign::Participle, verb.is_some_and(|verb| verb.form == Form::Ing));
        self.note(Sign::BeforeNoun, matches!(after, Some(PhraseKind::Noun(_))) && !closed);
        self.note(Sign::BeforeVerb, matches!(after, Some(PhraseKind::Verb(_))) && !closed);
        self.note(Sign::Subject, self.has(Sign::BeforeVerb) && !self.has(Sign::FourWords));
        self.note(Sign::Named, word.any(Classes::SCARE));
        self.note(Sign::Governed, decision.reports.is_none() && !self.has(Sign::Alone) && governed());
        self.note(Sign::Last, phrases[at + 1..].iter().all(|phrase| matches!(phrase.kind, PhraseKind::Stop)));
        self.note(Sign::Reported, sentence.reports.iter().any(|report| report.at < at));
    }

    /// What is known of the cue that reports it.
    fn cue(&mut self, view: View<'_>, sentence: &Sentence, decision: &Decision) {
        let at = decision.phrase;
        let Some((best, _)) = decision.reports else { return };
        let report = &sentence.reports[best];
        let clauses = Clauses { view, phrases: sentence.phrases };
        let verb = clauses.verb(report.at);
        let (from, to) = (report.at.min(at) + 1, report.at.max(at));
        let noun = sentence.phrases[report.source.noun].noun();
        self.note(Sign::Beside, report.quotations.contains(&at));
        self.note(Sign::Within, !report.quotations.contains(&at));
        self.note(Sign::Sure, report.confidence >= 0.9);
        self.note(Sign::Loose, report.loose);
        self.note(Sign::Weak, verb.is_some_and(|verb| !verb.is_strong_cue(view)));
        self.note(Sign::Infinitive, verb.is_some_and(|verb| verb.form == Form::Infinitive));
        self.note(Sign::Far, to.saturating_sub(from) > 5);
        self.note(Sign::Embedded, (from..to).any(|at| clauses.verb(at).is_some()));
        self.note(Sign::Mute, noun.is_some_and(|noun| !noun.can_speak()));
        self.note(Sign::Apart, !report.source.beside);
    }
}

/// The tokens at a span of the paragraph.
fn tokens_in(view: View<'_>, span: Span) -> &[Token] {
    let before = |end: usize| view.tokens.partition_point(|token| (token.start as usize) < end);
    &view.tokens[before(span.start)..before(span.end)]
}

/// The word that these tokens are.
fn word_of<'a>(view: View<'a>, tokens: &[Token]) -> &'a str {
    tokens[0].span().to(tokens[tokens.len() - 1].span()).of(view.text)
}

/// What the lexicon knows of the runs of letters and digits in a word: of "I’ve", "I" and "ve".
fn known(view: View<'_>, tokens: &[Token]) -> Classes {
    // Most words are one such run, perhaps with marks behind it, and have been looked up.
    let (first, marks) = (tokens[0], &tokens[1..]);
    let plain = || first.plain || first.span().of(view.text).as_bytes().iter().all(u8::is_ascii_alphanumeric);
    let mark = |mark: &Token| matches!(mark.kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark(_));
    if marks.iter().all(mark) && plain() {
        return first.lower;
    }
    let lexicon = &view.grammar.lexicon;
    let word = word_of(view, tokens);
    let runs = word.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.fold(Classes::NONE, |known, run| known | lexicon.word(lexicon.id(run)).lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_has_its_place_in_the_table() {
        for (place, (sign, name, ..)) in SIGNS.iter().enumerate() {
            assert_eq!(*sign as usize, place, "{name} should stand where its bit does");
        }
    }
}
