//! Names: which words of a noun phrase are the name, and what the others say of its bearer.
//!
//! ```text
//! phrase = { adjective | noun | place | organisation } { title } name [ suffix ]
//! name   = { given | initial | capitalised | particle | nickname }
//! ```

use std::ops::Range;

use crate::grammar::Classes;
use crate::sentences::{Piece, View};
use crate::tags::Tag;
use crate::text::Span;
use crate::tokens::{Case, TokenKind};

/// A name in a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The name itself, without title and suffix.
    pub span: Span,
    /// Its last word: the surname of a person.
    pub last: Span,
    /// How many words it has.
    pub words: usize,
    /// Person, organisation or place.
    pub bearer: Bearer,
    /// The classes of titles, given names and roles around it: they tell the gender.
    pub gender: Classes,
    /// The gender that titles and roles alone tell: a single given name may be somebody's surname.
    pub told: Classes,
    /// Whether its first word is a given name.
    pub given: bool,
    /// The words before the name that say who it is: "Hamas spokesman", without article.
    pub role: Option<Span>,
    /// Whether a title or an honorific stands before it.
    pub titled: bool,
    /// Whether what stands before it is no more than an honorific: "Mr."
    pub honoured: bool,
    /// The name with a title that stays with it where it is all that the draft gives: "Prince Harald", "Mrs. Holt".
    pub style: Option<Span>,
    /// The surname that a single given name shares with the name joined to it: of "Luis and Mara Okoro".
    pub shared: Option<Span>,
}

impl Name {
    /// Lets the name of an organisation go on over a preposition, up to the last of `words` more.
    pub(super) fn extend(&mut self, rest: Span, last: Span, words: usize) {
        self.span = self.span.to(rest);
        self.last = last;
        self.words += words + 1;
        self.bearer = Bearer::Organisation;
    }
}

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// A person, certainly: a given name, a title or a role stands before.
    Person,
    /// An organisation.
    Organisation,
    /// A place, which may stand for a government.
    Place,
    /// Several people: "Americans".
    People,
    /// A capitalised word behind "the": an organisation, unless it is somebody's surname.
    Determined,
    /// A capitalised word: a surname, an organisation.
    Unclear,
}

/// What a word can be that stands before a name, or opens it and is none of it.
const OPENS: Classes = Classes::TITLE
    .with(Classes::HONORIFIC)
    .with(Classes::PERSON)
    .with(Classes::ADJECTIVE)
    .with(Classes::PLACE)
    .with(Classes::ORGANISATION)
    .with(Classes::ENDING);

/// Reads the name in the pieces of a noun phrase; none where there is none.
pub fn read(view: View<'_>, pieces: &[Piece], tags: &[Tag], range: Range<usize>) -> Option<Name> {
    let end = (range.start..range.end).rev().find(|at| tags[*at] == Tag::Proper)? + 1;
    let mut start = end - 1;
    while start > range.start && matches!(tags[start - 1], Tag::Proper | Tag::Quotation) {
        start -= 1;
    }
    let run = start..end;
    let classes = |at: usize| pieces[at].classes;
    let upper = |at: usize| pieces[at].token().map(|token| view.grammar.lexicon.upper(token.word)).unwrap_or_default();
    // What no word of the run is need not be looked for.
    let (uppers, both) = run.clone().fold((Classes::NONE, Classes::NONE), |(uppers, both), at| {
        let upper = upper(at);
        (uppers | upper, both | upper | classes(at))
    });
    let ending = uppers.any(Classes::ENDING)
        || both.any(Classes::BODY) && (start + 1..end).any(|at| classes(at).any(Classes::BODY));
    // Most names have no words but these.
    let (first, ends) = (upper(run.start), upper(end - 1));
    let upper = |at: usize| match at {
        _ if at == start => first,
        _ if at + 1 == end => ends,
        _ => upper(at),
    };
    // "Rand Paul" is no think tank; "Team Holt" is no Holt.
    let personal = run.len() > 1 && first.any(Classes::GIVEN);
    let team = run.len() == 2 && classes(run.start).any(Classes::GROUP | Classes::BODY) && !first.any(Classes::TITLE);
    let organisation = ending || team || !personal && uppers.any(Classes::ORGANISATION);
    let opened = range.start < start && tags[range.start] == Tag::Determiner;
    // "the Royal Arden Museum": what would be a title is a part of the name.
    let body = run.len() > 1 && ends.any(Classes::ENDING) && !ends.any(Classes::GIVEN);
    let suffixes = match both.any(Classes::SUFFIX) {
        true => run.clone().rev().take_while(|at| *at > run.start && classes(*at).any(Classes::SUFFIX)).count(),
        false => 0,
    };
    let name_end = run.end - suffixes;
    // The last title, role or nationality before the name opens it.
    let mut name_start = run.start;
    let mut titled = false;
    let mut honoured = false;
    let mut styled: Option<usize> = None;
    let mut status = Classes::NONE;
    let mut gender = Classes::NONE;
    let before = if both.any(OPENS) { run.start..name_end.saturating_sub(1) } else { 0..0 };
    // "Ohio-based Lena Holt"
    while name_start + 1 < name_end && is_participle(view, &pieces[name_start]) {
        name_start += 1;
    }
    for at in before {
        let here = classes(at);
        // "Dean Holt", "Rep. Earl Holt": what can be either is a given name where only a surname follows.
        let either = upper(at).all(Classes::TITLE | Classes::GIVEN)
            && name_end - at == 2
            && !upper(at + 1).any(Classes::GIVEN)
            && (titled || !upper(at).any(Classes::STYLE));
        let given = upper(at).any(Classes::GIVEN) && (either || !upper(at).any(Classes::TITLE));
        let titles = upper(at).any(Classes::TITLE | Classes::HONORIFIC) && !either;
        if body && (opened || !first.any(Classes::TITLE)) {
            break;
        }
        // "the Lutheran World Kitchen" is no Lutheran.
        let role = here.any(Classes::PERSON) && !given;
        let person = || upper(at + 1).any(Classes::GIVEN | Classes::TITLE) || classes(at + 1).is_empty();
        if titles || role && (!opened || person()) {
            name_start = at + 1;
            titled = true;
            honoured = upper(at).any(Classes::HONORIFIC);
            styled = upper(at).any(Classes::STYLE).then_some(at);
            status |= upper(at).within(Classes::MARRIED | Classes::UNMARRIED);
            gender |= gendered(upper(at) | here);
        } else if (upper(at).any(Classes::ADJECTIVE)
            || upper(at).any(Classes::PLACE | Classes::ORGANISATION | Classes::ENDING))
            && !given
            && name_end - at > 2
            && at == name_start
            && !organisation
            && (upper(at + 1).any(Classes::GIVEN | Classes::TITLE) || !opened && classes(at + 1).is_empty())
        {
            name_start = at + 1;
        }
    }
    if both.any(Classes::PHRASE)
        && let Some(phrase_end) = long_title(view, pieces, run.start, name_end)
    {
        name_start = name_start.max(phrase_end);
        titled = true;
    }
    let lower_role = start > range.start
        && (range.start..start)
            .rev()
            .take_while(|at| matches!(tags[*at], Tag::Noun | Tag::Adjective))
            .any(|at| classes(at).any(Classes::PERSON));
    let given = upper(name_start).any(Classes::GIVEN);
    if lower_role {
        for at in (range.start..start).filter(|at| classes(*at).any(Classes::PERSON)) {
            gender |= gendered(classes(at).without(Classes::GIVEN));
        }
    }
    let told = gender;
    // "Mrs. Clifford" is a woman, though Clifford is a man's name.
    if !gender.any(Classes::MALE | Classes::FEMALE) && (given || !titled) {
        gender |=
            gendered(upper(name_start)).without(if given { Classes::NONE } else { Classes::MALE | Classes::FEMALE });
    }
    let single = name_end - name_start == 1;
    let token = pieces[name_end - 1].token()?;
    let acronym = single && token.case == Case::Upper && token.end - token.start <= 6;
    let definite = opened && pieces[range.start].classes.any(Classes::DETERMINER);
    let determined =
        definite && pieces[range.start].classes.all(Classes::DEFINITE | Classes::OPENER) && !lower_role && !titled;
    let place = upper(name_end - 1).any(Classes::PLACE | Classes::METONYM) && !given && !titled && !lower_role
        || both.any(Classes::PHRASE) && known_place(view, pieces, name_start, name_end);
    let bearer = match () {
        () if titled || lower_role => Bearer::Person,
        () if organisation || acronym => Bearer::Organisation,
        () if single && is_people(view, token.span().of(view.text)) => Bearer::People,
        () if place => Bearer::Place,
        () if given && !single => Bearer::Person,
        () if determined && single => Bearer::Determined,
        () if determined => Bearer::Organisation,
        () => Bearer::Unclear,
    };
    // "the Lutheran World Kitchen", "— Evening Lantern": what opens the name of an organisation is a part of it.
    let opens = |at: usize| {
        let capital = pieces[at].is_capital();
        let adjective = tags[at] == Tag::Adjective && matches!(bearer, Bearer::Organisation) && !single;
        // "in Ohio, Our Farms Council has"
        let own = tags[at] == Tag::Possessive && at > 0 && matches!(bearer, Bearer::Organisation) && !single;
        let time = tags[at] == Tag::Time && classes(at).any(Classes::TIME) && at > 0 && !upper(at).any(Classes::TIME);
        capital && (adjective || own || time)
    };
    if name_start == run.start {
        while name_start > range.start && opens(name_start - 1) {
            name_start -= 1;
        }
    }
    // "that year's editor": what only determines or dates says nothing of who it is.
    let says = |at: &usize| {
        let dates = matches!(tags[*at], Tag::Determiner | Tag::Possessive | Tag::Quantifier | Tag::Number | Tag::Time);
        !dates && !classes(*at).any(Classes::RELATIVE)
    };
    let known = |at: usize| {
        let all = classes(at) | upper(at);
        all.any(Classes::PERSON | Classes::TITLE | Classes::HONORIFIC | Classes::BODY | Classes::GROUP)
            || all.is_empty() && tags[at] == Tag::Noun
    };
    let role = (range.start..name_start)
        .find(says)
        .filter(|first| {
            (*first..name_start).any(known) && (known(name_start - 1) || !pieces[name_start - 1].is_capital())
        })
        .map(|first| pieces[first].span().to(pieces[name_start - 1].span()));
    Some(Name {
        span: pieces[name_start].span().to(pieces[name_end - 1].span()),
        last: pieces[name_end - 1].span(),
        words: name_end - name_start,
        bearer,
        gender,
        told: told | status,
        given,
        role,
        titled,
        honoured,
        shared: None,
        style: styled.filter(|_| single).map(|at| pieces[at].span().to(pieces[name_end - 1].span())),
    })
}

/// Whether the capitalised words of a noun phrase are titles and nothing else: "the Attorney General", and where it
/// opens a sentence "Captain".
pub fn is_title(view: View<'_>, pieces: &[Piece], tags: &[Tag], range: Range<usize>, opens: bool) -> bool {
    let alone = opens && range.len() == 1 && pieces[range.start].classes.any(Classes::PERSON);
    let opened = alone || matches!(tags[range.start], Tag::Determiner | Tag::Possessive | Tag::Adjective);
    let title = |at: usize| {
        let upper = view.grammar.lexicon.upper(pieces[at].word);
        upper.any(Classes::TITLE) && !upper.any(Classes::GIVEN | Classes::ORGANISATION | Classes::PLACE)
    };
    let named = || range.clone().filter(|at| tags[*at] == Tag::Proper);
    opened && named().next_back() == Some(range.end - 1) && named().all(title)
}

/// Whether a noun phrase means a member of a party or a people: "a Republican", "one Arden Democrat".
pub fn is_member(view: View<'_>, pieces: &[Piece], tags: &[Tag], range: Range<usize>) -> bool {
    let last = range.end - 1;
    let opened = matches!(tags[range.start], Tag::Determiner | Tag::Number | Tag::Quantifier);
    if !opened || tags[last] != Tag::Proper || !pieces[last].classes.any(Classes::PERSON) {
        return false;
    }
    let upper = |at: usize| view.grammar.lexicon.word(pieces[at].word).upper;
    let named = Classes::GIVEN | Classes::TITLE | Classes::ORGANISATION | Classes::PLURAL;
    let kind = pieces[last].classes | upper(last);
    kind.any(Classes::PARTY | Classes::ADJECTIVE)
        && !kind.any(named)
        && !range.clone().any(|at| upper(at).any(Classes::GIVEN | Classes::TITLE))
}

/// "Ohio-based": a participle behind a hyphen.
fn is_participle(view: View<'_>, piece: &Piece) -> bool {
    let lexicon = &view.grammar.lexicon;
    let words = piece.span().of(view.text);
    let behind = memchr::memrchr(b'-', words.as_bytes()).map(|hyphen| &words[hyphen + 1..]);
    behind.is_some_and(|word| {
        word.starts_with(char::is_lowercase) && lexicon.word(lexicon.id(word)).lower.any(Classes::VERB_PARTICIPLE)
    })
}

/// "Americans", "Republicans": the plural of what is an adjective or a role.
fn is_people(view: View<'_>, words: &str) -> bool {
    let lexicon = &view.grammar.lexicon;
    let word = |words: &str| lexicon.word(lexicon.id(words));
    words.strip_suffix('s').filter(|one| one.len() > 3).is_some_and(|one| {
        let (one, all) = (word(one), word(words));
        let name = all.upper.any(Classes::GIVEN | Classes::PLACE | Classes::ORGANISATION | Classes::ENDING);
        !name && (one.upper.any(Classes::ADJECTIVE) || one.lower.any(Classes::PERSON))
    })
}

fn gendered(classes: Classes) -> Classes {
    match (classes.any(Classes::MALE), classes.any(Classes::FEMALE)) {
        (true, false) => Classes::MALE,
        (false, true) => Classes::FEMALE,
        _ => Classes::NONE,
    }
}

/// The end of a title of several words that opens the run: "Vice President".
fn long_title(view: View<'_>, pieces: &[Piece], start: usize, end: usize) -> Option<usize> {
    (start..end).rev().find_map(|at| known_phrase(view, pieces, at, end, Classes::TITLE)).filter(|behind| *behind < end)
}

fn known_place(view: View<'_>, pieces: &[Piece], start: usize, end: usize) -> bool {
    known_phrase(view, pieces, start, end, Classes::PLACE | Classes::METONYM) == Some(end)
}

/// The end of a phrase of several words that begins at a piece and is over by `end`.
pub(super) fn known_phrase(view: View<'_>, pieces: &[Piece], at: usize, end: usize, wanted: Classes) -> Option<usize> {
    let token = &pieces[at];
    let lexicon = &view.grammar.lexicon;
    // Most words open none.
    if !token.lower.any(Classes::PHRASE) {
        return None;
    }
    let word = lexicon.word(token.word);
    if !word.opens.any(wanted) {
        return None;
    }
    let phrases = lexicon.phrases(word, pieces.get(at + 1)?.word);
    let found = phrases.iter().find(|phrase| {
        phrase.classes.any(wanted)
            && at + phrase.rest.len() < end
            && phrase
                .rest
                .iter()
                .zip(at + 1..)
                .all(|(word, at)| pieces[at].kind == TokenKind::Word && pieces[at].word == *word)
    })?;
    Some(at + 1 + found.rest.len())
}
