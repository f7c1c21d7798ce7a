//! Mentions: every noun phrase outside of quotations that can refer to somebody.

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
        let subject =
            phrases[at + 1..].iter().find(|next| !matches!(next.kind, PhraseKind::Adverb)).is_some_and(|next| {
                next.verb().is_some_and(|verb| verb.is_finite()) || matches!(next.kind, PhraseKind::Comma)
            });
        let base = Mention {
            span: phrase.span,
            kind: MentionKind::Description,
            head: view.span(pieces[noun.head]),
            classes: noun.classes,
            plural: noun.plural,
            article: article(view, pieces, noun, phrase),
            paragraph,
            sentence,
            subject,
            apposition: None,
        };
        // "Holt's office": the possessor is a mention of its own.
        if let Some(end) = noun.possessive {
            let span = view.span(pieces[phrase.pieces.start]).to(view.span(pieces[end - 1]));
            if let Some(name) = names::read(view, pieces, tags, phrase.pieces.start..end) {
                let head = view.span(pieces[end - 1]);
                mentions.push(Mention {
                    span,
                    kind: MentionKind::Name(name),
                    head,
                    article: Article::None,
                    plural: false,
                    ..base.clone()
                });
            }
        }
        match noun.tag {
            Tag::Pronoun | Tag::ObjectPronoun => mentions.push(Mention { kind: MentionKind::Pronoun, ..base }),
            Tag::Proper => {
                let start = noun.possessive.map_or(phrase.pieces.start, |end| end + 1).min(noun.head);
                let kind = names::read(view, pieces, tags, start..phrase.pieces.end)
                    .map_or(MentionKind::Description, MentionKind::Name);
                let apposition = clauses.apposition(at);
                mentions.push(Mention { kind, apposition, ..base });
            }
            Tag::Time | Tag::Number => {}
            _ => {
                // "her", in "her answer"
                if noun.possessive_pronoun {
                    let first = view.span(pieces[phrase.pieces.start]);
                    let classes = view.classes(pieces[phrase.pieces.start]);
                    mentions.push(Mention {
                        span: first,
                        head: first,
                        kind: MentionKind::Pronoun,
                        classes,
                        article: Article::None,
                        plural: false,
                        subject: false,
                        ..base.clone()
                    });
                }
                let apposition = clauses.apposition(at);
                mentions.push(Mention { apposition, ..base });
            }
        }
    }
}

fn article(view: View<'_>, pieces: &[Piece], noun: &Noun, phrase: &Phrase) -> Article {
    if noun.possessive.is_some() || noun.possessive_pronoun {
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
