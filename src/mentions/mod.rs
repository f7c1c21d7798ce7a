//! Mentions: every noun phrase outside of quotations that can refer to somebody.

mod complements;
mod labels;
mod names;

pub use labels::{Label, label};
pub use names::{Bearer, Name};

use std::ops::Range;

use crate::clauses::Clauses;
use crate::grammar::Classes;
use crate::phrases::{Noun, Phrase, PhraseKind};
use crate::sentences::{Piece, View};
use crate::tags::Tag;
use crate::text::Span;

/// One noun phrase that refers to somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The noun phrase, without appositives.
    pub span: Span,
    /// The noun phrase with what says which one is meant: "a person briefed on the inquiry".
    pub whole: Span,
    /// What it is.
    pub kind: MentionKind,
    /// The words of its head or name.
    pub head: Span,
    /// The classes of its head.
    pub classes: Classes,
    /// Several people.
    pub plural: bool,
    /// Whether an article or a possessive opens it: "the senator", "a senator".
    pub article: Article,
    /// The number of its paragraph.
    pub paragraph: u32,
    /// The number of its sentence in the draft.
    pub sentence: u32,
    /// Whether a finite verb follows it: a subject.
    pub subject: bool,
    /// Whether it stands behind a preposition, or owns something: "to Holt", "Holt's".
    pub oblique: bool,
    /// What an appositive behind it says: "the mayor of Arden".
    pub apposition: Option<Span>,
    /// Where the words begin that say who it is: behind "the", "her own".
    pub bare: usize,
    /// Which one of several it says: "the first", "another".
    pub which: Which,
    /// The word that says that they were it once: "former".
    pub former: Option<Span>,
    /// Whether it is the subject of a clause that opens its sentence and leads to another: "After he left, Holt said …".
    pub fronted: bool,
}

/// Which one of several a description says that it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// It doesn't say.
    Any,
    /// The first of them is nought.
    Nth(usize),
    /// the other
    Other,
    /// the two
    Pair,
}

impl Mention {
    /// Whether it is a name.
    pub const fn is_name(&self) -> bool {
        matches!(self.kind, MentionKind::Name(_))
    }

    /// Its words up to `end`, without "the", "her own".
    pub fn words<'t>(&self, text: &'t str, end: usize) -> &'t str {
        text.get(self.bare..end).unwrap_or_default()
    }
}

/// What opens a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// No article.
    None,
    /// the, this, that
    Definite,
    /// a, an, one, some
    Indefinite,
    /// her, Holt's
    Possessive,
}

/// What a mention is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionKind {
    /// A name, perhaps with a title or a description before it.
    Name(Name),
    /// she, they
    Pronoun,
    /// the senator
    Description,
}

/// Appends the mentions of one sentence.
pub fn read(
    view: View<'_>,
    pieces: &[Piece],
    tags: &[Tag],
    phrases: &[Phrase],
    paragraph: u32,
    sentence: u32,
    mentions: &mut Vec<Mention>,
) {
    let clauses = Clauses { view, phrases };
    for (at, phrase) in phrases.iter().enumerate() {
        let PhraseKind::Noun(noun) = &phrase.kind else { continue };
        let last = complements::last(clauses, at);
        let subject = is_subject(phrases, at, last);
        let oblique = at.checked_sub(1).is_some_and(|at| matches!(phrases[at].kind, PhraseKind::Preposition(None)));
        let base = Mention {
            span: phrase.span,
            whole: phrase.span.to(phrases[last].span),
            kind: MentionKind::Description,
            head: view.span(pieces[noun.head]),
            classes: noun.classes,
            plural: noun.plural || noun.classes.all(Classes::PLURAL.with(Classes::PERSON)),
            article: article(view, pieces, noun, phrase, true),
            paragraph,
            sentence,
            subject,
            oblique,
            apposition: None,
            bare: opened(view, pieces, phrase.pieces.start..noun.head),
            which: which(view, pieces, noun, phrase),
            former: phrase
                .pieces
                .clone()
                .find(|at| view.classes(pieces[*at]).any(Classes::FORMER))
                .map(|at| view.span(pieces[at])),
            fronted: subject
                && at == 1
                && matches!(phrases[0].kind, PhraseKind::Subordinator | PhraseKind::Preposition(None)),
        };
        // "Holt's office", "the card's message": the possessor is a mention of its own.
        if let Some(end) = noun.possessive {
            let span = view.span(pieces[phrase.pieces.start]).to(view.span(pieces[end - 1]));
            let head = view.span(pieces[end - 1]);
            let classes = view.classes(pieces[end - 1]);
            let named = tags[end - 1] == Tag::Proper;
            let name = named.then(|| names::read(view, pieces, tags, phrase.pieces.start..end)).flatten();
            let speaks =
                tags[end - 1] == Tag::Noun && (classes.any(Classes::ROLE) || noun.classes.any(Classes::NOUN_CUE));
            let kind = name.map(MentionKind::Name).or(speaks.then_some(MentionKind::Description));
            if let Some(kind) = kind {
                let definite = noun.determined && article(view, pieces, noun, phrase, false) == Article::Definite;
                let article = if definite { Article::Definite } else { Article::None };
                let plural = classes.any(Classes::PLURAL) && !classes.any(Classes::NOUN) && name.is_none();
                let subject = false;
                mentions.push(Mention {
                    span,
                    whole: span,
                    kind,
                    head,
                    classes,
                    article,
                    plural,
                    subject,
                    oblique: true,
                    bare: opened(view, pieces, phrase.pieces.start..end - 1),
                    ..base.clone()
                });
            }
        }
        match noun.tag {
            Tag::Pronoun | Tag::ObjectPronoun => mentions.push(Mention { kind: MentionKind::Pronoun, ..base }),
            // "the Admiral": a title alone is no name.
            Tag::Proper if names::is_title(view, pieces, tags, phrase.pieces.start..phrase.pieces.end, at == 0) => {
                let apposition = clauses.apposition(at).or_else(|| complements::named_behind(clauses, last));
                let article = if noun.determined { base.article } else { Article::Definite };
                mentions.push(Mention { classes: noun.classes | Classes::PERSON, apposition, article, ..base });
            }
            Tag::Proper => {
                let start = noun.possessive.map_or(phrase.pieces.start, |end| end + 1).min(noun.head);
                let mut name = names::read(view, pieces, tags, start..phrase.pieces.end);
                // "Prince Harald of Osterby"
                if let (Some(name), Some(place)) = (&mut name, complements::seat(clauses, at))
                    && name.titled
                    && name.given
                    && name.words == 1
                {
                    name.span = name.span.to(place);
                    name.style = name.style.map(|style| style.to(place));
                }
                // "former secretary of state Lena Holt"
                if let Some(name) = &mut name {
                    name.shared = complements::shared_surname(clauses, at, name, tags, pieces);
                    name.role = complements::long_role(clauses, at, name).or(name.role);
                }
                let kind = name.map_or(MentionKind::Description, MentionKind::Name);
                let apposition = clauses.apposition(at);
                mentions.push(Mention { kind, apposition, whole: base.span, ..base });
            }
            // "one said", "a third": but no age and no sum
            Tag::Number if !view.span(pieces[noun.head]).of(view.text).starts_with(|c: char| !c.is_alphabetic()) => {
                let apposition = complements::named_behind(clauses, last);
                if subject || apposition.is_some() || base.which == Which::Pair {
                    mentions.push(Mention { apposition, ..base });
                }
            }
            Tag::Time | Tag::Number => {}
            _ => {
                // "her", in "her answer"
                if noun.possessive_pronoun {
                    let first = view.span(pieces[phrase.pieces.start]);
                    let classes = view.classes(pieces[phrase.pieces.start]);
                    mentions.push(Mention {
                        span: first,
                        whole: first,
                        head: first,
                        kind: MentionKind::Pronoun,
                        classes,
                        article: Article::Possessive,
                        plural: false,
                        subject: false,
                        oblique: true,
                        ..base.clone()
                    });
                }
                // "to be president, Holt said" is no appositive.
                let predicate = !noun.determined
                    && at
                        .checked_sub(1)
                        .is_some_and(|before| phrases[before].verb().is_some_and(|verb| verb.cue.is_none()));
                let apposition = clauses
                    .apposition(at)
                    .or_else(|| complements::named_behind(clauses, last))
                    .filter(|_| !predicate)
                    .or_else(|| complements::called(clauses, at))
                    .or_else(|| complements::joined_role(clauses, at, tags, pieces));
                mentions.push(Mention { apposition, ..base });
            }
        }
    }
}

/// Where the words of a noun phrase begin that say who it is.
fn opened(view: View<'_>, pieces: &[Piece], range: Range<usize>) -> usize {
    let first = range.clone().find(|at| !view.classes(pieces[*at]).any(Classes::OPENER)).unwrap_or(range.end);
    view.span(pieces[first]).start
}

/// Which one of several a noun phrase means.
fn which(view: View<'_>, pieces: &[Piece], noun: &Noun, phrase: &Phrase) -> Which {
    let range = phrase.pieces.start..=noun.head;
    let Some(first) = range.clone().find(|at| !view.classes(pieces[*at]).any(Classes::OPENER)) else {
        return Which::Any;
    };
    let classes = view.classes(pieces[first]);
    let alone = first == noun.head;
    match view.token(pieces[first]).map(|token| view.grammar.lexicon.ordinal(token.word)) {
        Some(Some(place)) => Which::Nth(place),
        _ if first > phrase.pieces.start && !alone && classes.any(Classes::DETERMINER) => Which::Other,
        _ if alone && noun.determined && classes.any(Classes::PAIR) => Which::Pair,
        _ => Which::Any,
    }
}

/// Whether the noun phrase from `at` to `last` is a subject: a finite verb follows, or an insertion that no verb and no
/// preposition before it governs.
fn is_subject(phrases: &[Phrase], at: usize, last: usize) -> bool {
    // "“No,” said Holt"
    let mut first = at;
    while first >= 2
        && phrases[first - 1].kind == PhraseKind::Comma
        && matches!(phrases[first - 2].kind, PhraseKind::Noun(_))
    {
        // "told her lawyer, Simon Fakhoury,": what governs the first governs both.
        first -= 2;
    }
    let quoted = first >= 2
        && phrases[first - 1].verb().is_some_and(|verb| verb.cue.is_some())
        && matches!(phrases[first - 2].kind, PhraseKind::Quotation(_));
    if quoted {
        return true;
    }
    let next = phrases[last + 1..].iter().find(|next| !matches!(next.kind, PhraseKind::Adverb));
    match next.map(|next| next.kind) {
        Some(PhraseKind::Verb(verb)) => verb.is_finite(),
        Some(PhraseKind::Comma) => !first
            .checked_sub(1)
            .is_some_and(|before| matches!(phrases[before].kind, PhraseKind::Verb(_) | PhraseKind::Preposition(_))),
        _ => false,
    }
}

fn article(view: View<'_>, pieces: &[Piece], noun: &Noun, phrase: &Phrase, possessed: bool) -> Article {
    if possessed && noun.possessive.is_some() || noun.possessive_pronoun {
        return Article::Possessive;
    }
    if !noun.determined {
        return Article::None;
    }
    let definite = view.classes(pieces[phrase.pieces.start]).any(Classes::DEFINITE);
    if definite { Article::Definite } else { Article::Indefinite }
}
