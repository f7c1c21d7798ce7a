//! Mentions: every noun phrase outside of quotations that can refer to somebody.

mod complements;
mod labels;
mod names;

pub use labels::{Label, label};
pub use names::{Bearer, Name};

use crate::clauses::Clauses;
use crate::grammar::{Classes, Kinds};
use crate::phrases::{Noun, Phrase, PhraseKind};
use crate::sentences::{Piece, View};
use crate::tags::Tag;
use crate::text::Span;

/// The mentions of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// All, in order.
    pub all: Vec<Mention>,
    /// The names among them. They stand apart because most mentions are none, and a name is large.
    pub names: Vec<Name>,
    /// The labels of a transcript's turns among them, in order.
    pub labels: Vec<Label>,
}

impl Mentions {
    /// No mentions yet, with room for so many.
    pub fn with_capacity(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), names: Vec::with_capacity(count / 4), labels: Vec::new() }
    }

    /// Keeps a name, for a mention that is one.
    fn named(&mut self, name: Name) -> MentionKind {
        self.names.push(name);
        MentionKind::Name(u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX))
    }
}

/// One noun phrase that refers to somebody or something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The noun phrase, without appositives.
    pub span: Span,
    /// Where the noun phrase ends with what says which one is meant: "a person briefed on the inquiry".
    pub end: usize,
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
    Nth(u32),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// A name, perhaps with a title or a description before it: index into [`Mentions::names`].
    Name(u32),
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
    mentions: &mut Mentions,
) {
    let clauses = Clauses { view, phrases };
    let kinds = |at: usize| phrases.get(at).map_or(Kinds::EDGE, |phrase| phrase.kinds);
    // The phrase that ends the name before it.
    let mut rest = None;
    for (at, phrase) in phrases.iter().enumerate() {
        let PhraseKind::Noun(noun) = &phrase.kind else { continue };
        if noun.tag == Tag::Time && noun.possessive().is_none() || rest == Some(at) {
            continue;
        }
        // These alone tell of most noun phrases what they are not.
        let (before, behind) = (at.checked_sub(1).map_or(Kinds::EDGE, kinds), kinds(at + 1));
        let last = if complements::may_have(noun, behind) { complements::last(&clauses, at) } else { at };
        let subject = is_subject(phrases, at, last);
        let oblique = is_preposition(before);
        let span = |at: usize| pieces[at].span();
        let opened = opened(pieces, phrase);
        let former = if noun.former { former(pieces, phrase) } else { None };
        let base = Mention {
            span: phrase.span,
            end: phrases[last].span.end,
            kind: MentionKind::Description,
            head: span(noun.head()),
            classes: noun.classes,
            plural: noun.plural
                || noun.classes.all(Classes::PLURAL.with(Classes::PERSON))
                || is_those(pieces[phrase.pieces().start].lower),
            article: article(pieces, noun, phrase, true),
            paragraph,
            sentence,
            subject,
            oblique,
            apposition: None,
            bare: span(opened.min(noun.head())).start,
            which: which(view, pieces, noun, phrase, opened),
            former: former.map(span),
            fronted: subject && at == 1 && (oblique || before.any(Kinds::SUBORDINATOR)),
        };
        // "Holt's office", "the card's message": the possessor is a mention of its own.
        if let Some(end) = noun.possessive() {
            let head = span(end - 1);
            let classes = pieces[end - 1].classes;
            let named = tags[end - 1] == Tag::Proper;
            let name = named.then(|| names::read(view, pieces, tags, phrase.pieces().start..end)).flatten();
            let speaks =
                tags[end - 1] == Tag::Noun && (classes.any(Classes::ROLE) || noun.classes.any(Classes::NOUN_CUE));
            let plural = classes.any(Classes::PLURAL) && !classes.any(Classes::NOUN) && name.is_none();
            let kind = name.map(|name| mentions.named(name)).or(speaks.then_some(MentionKind::Description));
            if let Some(kind) = kind {
                let definite = noun.determined && article(pieces, noun, phrase, false) == Article::Definite;
                let article = if definite { Article::Definite } else { Article::None };
                mentions.all.push(Mention {
                    span: span(phrase.pieces().start).to(head),
                    end: head.end,
                    kind,
                    head,
                    classes,
                    article,
                    plural,
                    subject: false,
                    oblique: true,
                    bare: span(opened.min(end - 1)).start,
                    ..base
                });
            }
        }
        // Most have no comma behind them.
        let comma = behind.any(Kinds::COMMA);
        let apposition = || if comma { clauses.apposition(at) } else { None };
        let named_behind = || complements::named_behind(&clauses, last);
        // "former secretary of state Lena Holt"
        let office = match is_preposition(behind) && noun.classes.any(Classes::PERSON | Classes::TITLE) {
            true => complements::office(&clauses, at + 2, pieces),
            false => None,
        };
        if let Some(name) = office {
            let article = if noun.determined { base.article } else { Article::Definite };
            mentions.all.push(Mention {
                end: span(name - 1).end,
                classes: noun.classes | Classes::PERSON,
                apposition: Some(phrases[at + 2].span),
                article,
                ..base
            });
            continue;
        }
        match noun.tag {
            Tag::Pronoun | Tag::ObjectPronoun => mentions.all.push(Mention { kind: MentionKind::Pronoun, ..base }),
            // "the Admiral": a title alone is no name.
            Tag::Proper
                if names::is_title(view, pieces, tags, phrase.pieces(), at == 0)
                    || names::is_member(view, pieces, tags, phrase.pieces()) =>
            {
                let apposition = apposition().or_else(named_behind);
                let article = match tags[phrase.pieces().start] {
                    Tag::Number => Article::Indefinite,
                    _ if noun.determined => base.article,
                    _ => Article::Definite,
                };
                mentions.all.push(Mention { classes: noun.classes | Classes::PERSON, apposition, article, ..base });
            }
            Tag::Proper => {
                let start = noun.possessive().map_or(phrase.pieces().start, |end| end + 1).min(noun.head());
                let office = if oblique { complements::office(&clauses, at, pieces) } else { None };
                let mut name = names::read(view, pieces, tags, office.unwrap_or(start)..phrase.pieces().end);
                // "Prince Harald of Osterby"
                if let Some(name) = &mut name
                    && (name.titled && name.given && name.words == 1)
                    && let Some(place) = complements::seat(&clauses, at)
                {
                    name.span = name.span.to(place);
                    name.style = name.style.map(|style| style.to(place));
                }
                if let Some(name) = &mut name {
                    if behind.any(Kinds::CONJUNCTION) {
                        name.shared = complements::shared_surname(&clauses, at, name, tags, pieces);
                    }
                    if let Some(first) = office {
                        let role = &phrases[at - 2];
                        let words = self::opened(pieces, role).min(role.pieces().end - 1);
                        name.role = Some(span(words).to(span(first - 1)));
                        (name.titled, name.honoured, name.bearer) = (true, false, Bearer::Person);
                    }
                    // "the Club for Growth"
                    if matches!(name.bearer, Bearer::Organisation | Bearer::Determined)
                        && let Some(end) = complements::rest(&clauses, at)
                    {
                        rest = Some(end);
                        name.extend(
                            phrases[end].span,
                            span(phrases[end].pieces().end - 1),
                            phrases[end].pieces().len(),
                        );
                    }
                }
                let told = name.is_some_and(|name| name.role.is_some());
                let kind = name.map_or(MentionKind::Description, |name| mentions.named(name));
                let predicate = || if comma && !told { complements::predicate(&clauses, at) } else { None };
                // "Representative Lena Holt of Ohio, the party chairwoman,"
                let seated = || complements::seat(&clauses, at).and_then(|_| clauses.apposition(at + 2));
                // The place itself is no chairwoman.
                let place = comma
                    && at.checked_sub(2).is_some_and(|of| {
                        complements::seat(&clauses, of).is_some()
                            && phrases[of].noun().is_some_and(|noun| noun.tag == Tag::Proper)
                    });
                let said = if place { None } else { apposition().or_else(predicate).or_else(seated) };
                let mention = Mention { kind, apposition: said, end: base.span.end, ..base };
                mentions.all.push(match rest.filter(|end| *end > at) {
                    Some(end) => {
                        let subject = is_subject(phrases, at, end);
                        Mention { apposition: clauses.apposition(end), subject, ..mention }
                    }
                    None => mention,
                });
            }
            // "one said", "a third": but no age and no sum
            Tag::Number if !base.head.of(view.text).starts_with(|c: char| !c.is_alphabetic()) => {
                let apposition = named_behind();
                if subject || apposition.is_some() || base.which == Which::Pair {
                    mentions.all.push(Mention { apposition, ..base });
                }
            }
            Tag::Time | Tag::Number => {}
            _ => {
                // "her", in "her answer"
                if noun.possessive_pronoun {
                    let first = span(phrase.pieces().start);
                    let classes = pieces[phrase.pieces().start].classes;
                    mentions.all.push(Mention {
                        span: first,
                        end: first.end,
                        head: first,
                        kind: MentionKind::Pronoun,
                        classes,
                        article: Article::Possessive,
                        plural: false,
                        subject: false,
                        oblique: true,
                        ..base
                    });
                }
                // "to be president, Holt said" is no appositive.
                let predicate = !noun.determined && before.any(Kinds::VERB) && !before.any(Kinds::CUE);
                let joined_role = || complements::joined_role(&clauses, at, tags, pieces);
                let apposition = apposition()
                    .or_else(named_behind)
                    .filter(|_| !predicate)
                    .or_else(|| if behind.any(Kinds::VERB) { complements::called(&clauses, at) } else { None })
                    .or_else(|| if behind.any(Kinds::CONJUNCTION) { joined_role() } else { None });
                mentions.all.push(Mention { apposition, ..base });
            }
        }
    }
}

/// "those polled"
fn is_those(classes: Classes) -> bool {
    classes.all(Classes::DEFINITE.with(Classes::SEVERAL)) && !classes.any(Classes::PAIR)
}

/// The piece of a noun phrase with which the words begin that say who it is, or its end.
fn opened(pieces: &[Piece], phrase: &Phrase) -> usize {
    phrase.pieces().find(|at| !pieces[*at].classes.any(Classes::OPENER)).unwrap_or(phrase.pieces().end)
}

/// The piece of "former" in a noun phrase.
fn former(pieces: &[Piece], phrase: &Phrase) -> Option<usize> {
    phrase.pieces().find(|at| pieces[*at].classes.any(Classes::FORMER))
}

/// Which one of several a noun phrase means; `first` is the piece with which its own words begin.
fn which(view: View<'_>, pieces: &[Piece], noun: &Noun, phrase: &Phrase, first: usize) -> Which {
    if first > noun.head() {
        return Which::Any;
    }
    let classes = pieces[first].classes;
    let alone = first == noun.head();
    let ordinal = || {
        let counts = pieces[first].lower.any(Classes::ORDINAL);
        let place = counts.then(|| view.grammar.lexicon.ordinal(pieces[first].word)).flatten()?;
        u32::try_from(place).ok()
    };
    match ordinal() {
        Some(place) => Which::Nth(place),
        _ if classes.any(Classes::DETERMINER) && first > phrase.pieces().start && !alone => Which::Other,
        _ if classes.any(Classes::PAIR) && alone && noun.determined => Which::Pair,
        _ => Which::Any,
    }
}

/// A preposition that is no cue.
fn is_preposition(kinds: Kinds) -> bool {
    kinds.any(Kinds::PREPOSITION) && !kinds.any(Kinds::CUE)
}

/// Whether the noun phrase from `at` to `last` is a subject: a finite verb follows, or an insertion that no verb and no
/// preposition before it governs.
fn is_subject(phrases: &[Phrase], at: usize, last: usize) -> bool {
    let next = phrases[last + 1..].iter().map(|next| next.kinds).find(|next| !next.any(Kinds::ADVERB));
    let next = next.unwrap_or(Kinds::EDGE);
    if next.any(Kinds::FINITE) {
        return true;
    }
    // "told her lawyer, Simon Fakhoury,": what governs the first governs both.
    let mut first = at;
    while first >= 2 && phrases[first - 1].kinds.any(Kinds::COMMA) && phrases[first - 2].kinds.any(Kinds::NOUN) {
        first -= 2;
    }
    let before = first.checked_sub(1).map_or(Kinds::EDGE, |before| phrases[before].kinds);
    let governed = before.any(Kinds::VERB.with(Kinds::PREPOSITION));
    // "“No,” said Holt"
    let quoted = || first >= 2 && phrases[first - 2].kinds.any(Kinds::QUOTATION);
    next.any(Kinds::COMMA) && !governed || before.all(Kinds::VERB.with(Kinds::CUE)) && quoted()
}

fn article(pieces: &[Piece], noun: &Noun, phrase: &Phrase, possessed: bool) -> Article {
    if possessed && noun.possessive().is_some() || noun.possessive_pronoun {
        return Article::Possessive;
    }
    if !noun.determined {
        return Article::None;
    }
    let definite = pieces[phrase.pieces().start].classes.any(Classes::DEFINITE);
    if definite { Article::Definite } else { Article::Indefinite }
}
