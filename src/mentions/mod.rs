//! Mentions: every noun phrase outside of quotations that can refer to somebody.

mod complements;
mod names;

pub use names::{Bearer, Name};

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
    /// What an appositive behind it says: "the mayor of Arden".
    pub apposition: Option<Span>,
}

impl Mention {
    /// Whether it is a name.
    pub const fn is_name(&self) -> bool {
        matches!(self.kind, MentionKind::Name(_))
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
            apposition: None,
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
                    ..base.clone()
                });
            }
        }
        match noun.tag {
            Tag::Pronoun | Tag::ObjectPronoun => mentions.push(Mention { kind: MentionKind::Pronoun, ..base }),
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
                }
                let kind = name.map_or(MentionKind::Description, MentionKind::Name);
                let apposition = clauses.apposition(at);
                mentions.push(Mention { kind, apposition, whole: base.span, ..base });
            }
            // "one said", "a third": but no age and no sum
            Tag::Number
                if subject && !view.span(pieces[noun.head]).of(view.text).starts_with(|c: char| !c.is_alphabetic()) =>
            {
                mentions.push(base);
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
                        article: Article::None,
                        plural: false,
                        subject: false,
                        ..base.clone()
                    });
                }
                let apposition = clauses.apposition(at).or_else(|| complements::named_behind(clauses, last));
                mentions.push(Mention { apposition, ..base });
            }
        }
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
    let first = view.span(pieces[phrase.pieces.start]).of(view.text);
    let definite =
        ["the", "this", "that", "these", "those", "both"].iter().any(|word| first.eq_ignore_ascii_case(word));
    if definite { Article::Definite } else { Article::Indefinite }
}
