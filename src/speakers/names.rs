//! Names to rows: full names first, then the short ones, which may stand before the full one does.

use super::SpeakerKind;
use super::fitting::{agrees, is_capitals, may_be, said_gender};
use super::index::Word;
use super::labels;
use super::rows::{At, Entry, gender_of, kind_of};
use super::table::Table;
use super::words::{Words, behind_hyphen};
use crate::grammar::Classes;
use crate::mentions::{Article, Bearer, Mention as Reference, MentionKind, Name};
use crate::text::Span;

/// A reference by name.
struct Named<'a> {
    at: usize,
    name: &'a Name,
    words: Words<'a>,
    /// The last of its words.
    last: Word,
}

/// Links every name: the full ones, then the short ones whose row stands before them, then the rest; the labels of a
/// transcript last.
pub fn link(table: &mut Table<'_>) {
    let (references, text) = (table.references, table.text);
    let mut names = Vec::with_capacity(table.names.len());
    let (mut capitals, mut apposed_to) = (Vec::new(), Vec::with_capacity(references.len() / 8));
    let mut labels = table.labels.iter().peekable();
    for (at, reference) in references.iter().enumerate() {
        if labels.next_if(|label| label.mention == at).is_some() {
            continue;
        }
        if let Some(name) = table.name(reference) {
            let whole = name.span.of(text);
            let words = if name.span == name.last { Words::one(whole) } else { Words::of(whole) };
            names.push(Named { at, name, words, last: table.index.word(words.last) });
        } else if may_be_surname(reference, text) {
            capitals.push(at);
        }
        if reference.apposition.is_some() {
            apposed_to.push(at);
        }
    }
    let mut found = Found { rows: Vec::new(), latest: Vec::with_capacity(names.len()) };
    for pass in [Pass::Full, Pass::Behind, Pass::Ahead] {
        found.latest.clear();
        for named in &names {
            if let Some(entry) = table.row(named.at) {
                found.pass(entry, named.at);
            } else if pass != Pass::Full || named.name.words > 1 || named.name.shared.is_some() {
                name(table, named, pass, &mut found);
            }
        }
    }
    for at in capitals {
        surname(table, at);
    }
    for at in &apposed_to {
        called(table, *at);
    }
    for at in apposed_to {
        apposed(table, at);
    }
    labels::link(table);
    table.introduce();
}

/// In which order names are linked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Names of several words.
    Full,
    /// Single names behind a name that they can be short for.
    Behind,
    /// All others.
    Ahead,
}

/// Links a name, if it is its turn.
fn name<'a>(table: &mut Table<'a>, named: &Named<'a>, pass: Pass, found: &mut Found) {
    let entry = match find(table, named, found) {
        // Whoever is called so only before the full name may be somebody else of that name.
        Some(entry)
            if pass == Pass::Behind && table.entries[entry].first.is_none_or(|first| first.index() > named.at) =>
        {
            return;
        }
        None if pass == Pass::Behind => return,
        Some(entry) => entry,
        None => {
            let entry = table.add_named(named.words, named.last, kind_of(named.name));
            table.entries[entry].place = named.name.bearer == Bearer::Place;
            entry
        }
    };
    table.entries[entry].named = true;
    table.set_row(named.at, entry);
    found.pass(entry, named.at);
    learn(table, entry, named);
}

/// What is kept from one name to the next, of those that are gone through in their order.
struct Found {
    /// The rows that a name fits.
    rows: Vec<usize>,
    /// Of each row the last reference by name that was passed.
    latest: Vec<Option<At>>,
}

impl Found {
    /// Passes a reference to a row.
    fn pass(&mut self, entry: usize, at: usize) {
        if entry >= self.latest.len() {
            self.latest.resize(entry + 1, None);
        }
        self.latest[entry] = Some(At::new(at));
    }

    /// Of the rows that a name fits, the one last named before it, else the first named behind.
    fn nearest(&self, table: &Table<'_>) -> Option<usize> {
        let latest = |entry: usize| Some((self.latest.get(entry).copied().flatten()?, entry));
        let before = self.rows.iter().filter_map(|entry| latest(*entry)).max();
        // Those that were not passed are named behind, if at all.
        let first = |entry: usize| Some((table.entries[entry].first?, entry));
        let nearest = before.or_else(|| self.rows.iter().filter_map(|entry| first(*entry)).min());
        nearest.map(|(_, entry)| entry)
    }
}

/// Whether a reference is a word that is no name, but with a capital.
fn may_be_surname(reference: &Reference, text: &str) -> bool {
    if reference.article != Article::None || reference.kind != MentionKind::Description {
        return false;
    }
    // Nearly all begin with a small letter of ASCII.
    let lower = text.as_bytes().get(reference.span.start).is_none_or(u8::is_ascii_lowercase);
    !lower && {
        let words = reference.span.of(text);
        words.starts_with(char::is_uppercase) && !words.contains(char::is_whitespace)
    }
}

/// "Strand said": a word that is no name, but with a capital and somebody's surname.
fn surname(table: &mut Table<'_>, at: usize) {
    let words = table.references[at].span.of(table.text);
    let bears = |row: &Entry<'_>| row.named && row.kind == SpeakerKind::Person && row.name.last == words;
    let first = table.with_word(words).find(|entry| bears(&table.entries[*entry]));
    if let Some(entry) = first {
        table.set_row(at, entry);
    }
}

/// "a fishmonger named Luis Okoro": no more than a participle between.
fn called(table: &mut Table<'_>, at: usize) {
    let (Some(said), Some(name)) = (table.references.get(at), table.references.get(at + 1)) else { return };
    let names = said.kind == MentionKind::Description && name.is_name();
    let person = said.classes.any(Classes::PERSON) && !said.plural;
    if !names || !person || name.span.start < said.span.end || name.span.end > said.end {
        return;
    }
    let Some(entry) = table.row(at + 1).filter(|entry| table.entries[*entry].kind == SpeakerKind::Person) else {
        return;
    };
    if said.apposition.is_some_and(|name| name.start == table.references[at + 1].span.start) {
        table.set_row(at, entry);
        let words = said.words(table.text, said.span.end);
        table.describe(entry, words);
        table.entries[entry].description.get_or_insert(words);
        // "her neighbor, a fishmonger named Luis Okoro"
        let beside = |before: &usize| {
            let before = &table.references[*before];
            let single = before.classes.any(Classes::PERSON) && !before.plural;
            before.kind == MentionKind::Description
                && single
                && before.end <= said.span.start
                && table.text[before.end..said.span.start].trim() == ","
        };
        let before = (at.saturating_sub(4)..at).rev().find(beside);
        if let Some(before) = before {
            table.set_row(before, entry);
        }
    }
}

/// "the fire chief, Lindiwe Carrasco", "Lindiwe Carrasco, the fire chief": both are one.
fn apposed(table: &mut Table<'_>, at: usize) {
    let Some(apposition) = table.references[at].apposition else { return };
    let within = |behind: &usize| table.references[*behind].span.start == apposition.start;
    let candidates = at + 1..table.references.len().min(at + 8);
    // A possessor shares its first byte with the noun phrase that it stands in, which comes behind it.
    let Some(other) = candidates.filter(within).max_by_key(|other| table.references[*other].span.end) else { return };
    let (name, description) = match (&table.references[at].kind, &table.references[other].kind) {
        (MentionKind::Name(_), MentionKind::Description) => (at, other),
        (MentionKind::Description, MentionKind::Name(_)) => (other, at),
        _ => return,
    };
    let Some(entry) = table.row(name) else { return };
    // "a farmer from her district, Rolf Okoro", "a case, Holt v. Oduya"
    let within = (at.saturating_sub(2)..at).any(|before| table.references[before].end >= table.references[at].span.end);
    let said = &table.references[description];
    let row = &mut table.entries[entry];
    let body = said.classes.any(Classes::BODY) && !said.classes.any(Classes::PERSON);
    let person = row.kind == SpeakerKind::Person && (row.name.count > 1 || row.gender.is_some());
    let strict = description == other || within || said.article == Article::Indefinite || person;
    if strict && !body && !says_who(said, row.kind) {
        // "It was the verdict of the host, Lena Holt": the words are hers, and she is no verdict.
        if said.classes.any(Classes::NOUN_CUE) && said.end > said.span.end {
            table.set_row(description, entry);
        }
        return;
    }
    let plain = row.kind == SpeakerKind::Person && row.gender.is_none() && row.name.count < 2;
    match row.kind {
        SpeakerKind::Organisation if body || description == at => {}
        // "Amberline, the phone company"
        SpeakerKind::Person if body && plain => row.kind = SpeakerKind::Organisation,
        SpeakerKind::Person if !said.plural && (!body || description != at) => {}
        _ => return,
    }
    table.set_row(description, entry);
    let words = said.words(table.text, said.end);
    table.describe(entry, words);
    if description == at {
        table.entries[entry].description = Some(words);
        if table.entries[entry].gender.is_none() {
            table.entries[entry].gender = gender_of(said.classes);
        }
    }
}

/// Whether an appositive can say who somebody is: "a lawyer", but not "a job", and of a person not "a memo". A word that
/// nobody knows may.
fn says_who(reference: &Reference, kind: SpeakerKind) -> bool {
    let role = if kind == SpeakerKind::Person { Classes::PERSON } else { Classes::ROLE };
    reference.classes.any(role | Classes::TITLE)
        || !reference.classes.any(Classes::NOUN | Classes::PLURAL | Classes::ROLE)
}

/// The row that a name belongs to.
fn find(table: &Table<'_>, named: &Named<'_>, found: &mut Found) -> Option<usize> {
    let Named { name, words, .. } = named;
    found.rows.clear();
    // Whether a row is the very one; else it is kept where it may be.
    let mut is = |entry: &usize| {
        let row = &table.entries[*entry];
        let alias = row.known.is_some_and(|known| known.aliases.iter().any(|alias| alias == words.whole));
        let may_be = alias || may_be(table, row, words, name);
        let exact = alias || may_be && row.name.whole == words.whole;
        if may_be && !exact {
            found.rows.push(*entry);
        }
        exact
    };
    // Those that share its last word, which is the only one of most: the very one, if there is any, is among them.
    if let Some(exact) = table.index.named(named.last).find(&mut is) {
        return Some(exact);
    }
    if words.count == 1 {
        let mut exact: Option<usize> = None;
        // For a possible acronym those last named.
        if matches!(name.bearer, Bearer::Organisation | Bearer::Determined) && is_capitals(words.whole) {
            let first = words.whole.bytes().next();
            let begins = |entry: &usize| {
                let row = &table.entries[*entry];
                row.kind == SpeakerKind::Organisation && row.name.whole.bytes().next() == first
            };
            exact = table.latest().filter(begins).find(&mut is);
        }
        if let Some(behind) = behind_hyphen(words.whole) {
            exact = exact.or_else(|| table.with_word(behind).find(&mut is));
        }
        // A longer form of a name may be the very one though it was found by the shorter.
        if exact.is_some() {
            return exact;
        }
    }
    let rows = &mut found.rows;
    // "Dame Harriet": with some titles goes the given name.
    if rows.is_empty() && name.titled && name.given && name.words == 1 {
        let first = |entry: &usize| {
            let row = &table.entries[*entry];
            let person = row.kind == SpeakerKind::Person && row.name.count > 1;
            person && row.name.first == words.whole && agrees(row.gender, said_gender(name))
        };
        rows.extend(table.with_word(words.whole).filter(first));
    }
    // "Carver" is the man rather than the gallery that he founded.
    if rows.iter().any(|entry| table.entries[*entry].kind == SpeakerKind::Person) {
        rows.retain(|entry| table.entries[*entry].kind == SpeakerKind::Person);
    }
    // Whom the draft names comes before whom only a roster does.
    if rows.iter().any(|entry| table.entries[*entry].named) {
        rows.retain(|entry| table.entries[*entry].named);
    }
    // A row may be found twice, by two of its words.
    match rows.split_first() {
        Some((one, others)) if others.iter().all(|other| other == one) => Some(*one),
        _ => found.nearest(table),
    }
}

/// What a mention by name adds to its row.
fn learn<'a>(table: &mut Table<'a>, entry: usize, named: &Named<'a>) {
    let Named { at, name, words, .. } = *named;
    let reference = &table.references[at];
    let text = table.text;
    let row = &mut table.entries[entry];
    row.named_at(at);
    row.status |= name.told.within(Classes::MARRIED | Classes::UNMARRIED);
    if name.style.is_some() && row.styled.is_none() {
        row.styled = Some(name);
    }
    let longer = words.whole.len() > row.name.whole.len();
    if row.known.is_none() && longer && (name.words > 1 || !row.name.whole.contains(' ')) {
        row.name = words;
    }
    if row.gender.is_none() && row.kind == SpeakerKind::Person {
        row.gender = if row.name.count > 1 { said_gender(name) } else { gender_of(name.gender) };
    }
    if name.bearer == Bearer::Person && row.kind == SpeakerKind::Organisation && name.titled {
        row.kind = SpeakerKind::Person;
    }
    let several = row.kind == SpeakerKind::Group;
    let role = name.role.map(|role| role.of(text)).filter(|_| !name.honoured && !several);
    let apposition = reference.apposition.filter(|apposition| {
        let starts = |other: &&Reference| other.span.start == apposition.start;
        let body = row.kind == SpeakerKind::Organisation;
        // "Amberline, a phone company"
        let firm = row.name.count < 2 && row.gender.is_none();
        let says_who = |other: &Reference| match other.classes.any(Classes::BODY) && (body || firm) {
            true => true,
            false => !body && says_who(other, row.kind),
        };
        table.references[at + 1..]
            .iter()
            .take(8)
            .filter(starts)
            .max_by_key(|other| other.span.end)
            .map_or(!body, |other| says_who(other) || !body && ends_with_role(&table.references[at + 1..], *apposition))
    });
    let apposed = apposition
        .map(|span| {
            let other = table.references[at + 1..].iter().take(8).find(|other| other.span.start == span.start);
            other.map_or(span.of(text), |other| other.words(text, span.end))
        })
        .filter(|words| words.len() > 3 || words.chars().any(char::is_alphabetic));
    // "Senator Holt, Democrat of Ohio": the office says more than the party.
    let party = apposition.is_some_and(|span| {
        let other = table.references[at + 1..].iter().take(8).find(|other| other.span.start == span.start);
        other.is_some_and(|other| other.classes.any(Classes::PARTY))
    });
    let said = if party { role.or(apposed) } else { apposed.or(role) };
    if (row.description.is_none() || apposed.is_some() && row.roles.is_empty())
        && let Some(description) = said
    {
        row.description = Some(description);
    }
    if reference.classes.any(Classes::PLURAL) && name.words > 1 && name.bearer == Bearer::Organisation {
        row.plural = true;
    }
    for words in role.into_iter().chain(apposed) {
        table.describe(entry, words);
    }
}

/// "Arden University of Music professor": what ends with a role is one, whatever it begins with.
fn ends_with_role(behind: &[Reference], apposition: Span) -> bool {
    let mut last = behind.iter().take(8).filter(|other| other.span.end == apposition.end);
    last.any(|other| other.classes.any(Classes::PERSON) && !other.plural && !other.is_name())
}

/// Whether two names may be one person's: the same words, the end of the other, first and last alike ("Lena M. Holt"),
/// or a letter apart ("Calderón"). Case and the dots of abbreviations don't count.
pub fn may_be_one(one: &str, other: &str) -> bool {
    let lower = |name: &str| -> Vec<String> {
        let words = name.split_whitespace().map(|word| word.trim_end_matches('.').to_lowercase());
        words.filter(|word| !word.is_empty()).collect()
    };
    let (one, other) = (lower(one), lower(other));
    let (Some((first, last)), Some((other_first, other_last))) = (ends(&one), ends(&other)) else { return false };
    one.ends_with(&other)
        || other.ends_with(&one)
        || first == other_first && (last == other_last || last.len() > 4 && strsim::osa_distance(last, other_last) < 2)
}

fn ends(words: &[String]) -> Option<(&str, &str)> {
    Some((words.first()?, words.last()?))
}
