//! Names to rows: full names first, then the short ones, which may stand before the full one does.

use super::table::{Entry, Table, gender_of, kind_of};
use super::words::{Words, parts};
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Article, Bearer, Mention as Reference, MentionKind, Name};

/// Links every name: the full ones, then the short ones whose row stands before them, then the rest.
pub fn link(table: &mut Table<'_>) {
    let references = table.references;
    let (mut full, mut single) = (Vec::new(), Vec::with_capacity(table.names.len()));
    let (mut capitals, mut apposed_to) = (Vec::new(), Vec::new());
    for (at, reference) in references.iter().enumerate() {
        if let Some(name) = table.name(reference) {
            let names = if name.words > 1 || name.shared.is_some() { &mut full } else { &mut single };
            names.push((at, name));
        } else if may_be_surname(reference, table.text) {
            capitals.push(at);
        }
        if reference.apposition.is_some() {
            apposed_to.push(at);
        }
    }
    let mut fitting = Vec::new();
    for (pass, names) in [(Pass::Full, &full), (Pass::Behind, &single), (Pass::Ahead, &single)] {
        for &(at, name) in names {
            if table.links[at].is_some() {
                continue;
            }
            let entry = match find(table, name, at, &mut fitting) {
                // Whoever is called so only before the full name may be somebody else of that name.
                Some(entry) if pass == Pass::Behind && table.entries[entry].first.is_none_or(|first| first > at) => {
                    continue;
                }
                None if pass == Pass::Behind => continue,
                Some(entry) => entry,
                None => {
                    let entry = table.add_named(name.span.of(table.text), kind_of(name));
                    table.entries[entry].place = name.bearer == Bearer::Place;
                    entry
                }
            };
            table.entries[entry].named = true;
            table.links[at] = Some(entry);
            learn(table, entry, name, at);
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

/// Whether a reference is a word that is no name, but with a capital.
fn may_be_surname(reference: &Reference, text: &str) -> bool {
    if reference.article != Article::None || reference.kind != MentionKind::Description {
        return false;
    }
    let words = reference.span.of(text);
    words.starts_with(char::is_uppercase) && !words.contains(char::is_whitespace)
}

/// "Strand said": a word that is no name, but with a capital and somebody's surname.
fn surname(table: &mut Table<'_>, at: usize) {
    let words = table.references[at].span.of(table.text);
    let bears = |row: &Entry<'_>| row.named && row.kind == SpeakerKind::Person && row.name.last == words;
    table.links[at] = table.with_word(words).filter(|entry| bears(&table.entries[*entry])).last();
}

/// "a fishmonger named Luis Okoro": no more than a participle between.
fn called(table: &mut Table<'_>, at: usize) {
    let (Some(said), Some(name)) = (table.references.get(at), table.references.get(at + 1)) else { return };
    let names = said.kind == MentionKind::Description && name.is_name();
    let person = said.classes.any(Classes::PERSON) && !said.plural;
    if !names || !person || name.span.start < said.span.end || name.span.end > said.end {
        return;
    }
    let Some(entry) = table.links[at + 1].filter(|entry| table.entries[*entry].kind == SpeakerKind::Person) else {
        return;
    };
    if said.apposition.is_some_and(|name| name.start == table.references[at + 1].span.start) {
        table.links[at] = Some(entry);
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
            table.links[before] = Some(entry);
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
    let Some(entry) = table.links[name] else { return };
    // "a farmer from her district, Rolf Okoro", "a case, Holt v. Oduya"
    let within = (at.saturating_sub(2)..at).any(|before| table.references[before].end >= table.references[at].span.end);
    let indefinite = table.references[description].article == Article::Indefinite;
    if (description == other || within || indefinite) && !says_who(&table.references[description]) {
        return;
    }
    let said = &table.references[description];
    let row = &mut table.entries[entry];
    let body = said.classes.any(Classes::BODY) && !said.classes.any(Classes::PERSON);
    let plain = row.kind == SpeakerKind::Person && row.gender.is_none() && row.name.count < 2;
    match row.kind {
        SpeakerKind::Organisation if body || description == at => {}
        // "Amberline, the phone company"
        SpeakerKind::Person if body && plain => row.kind = SpeakerKind::Organisation,
        SpeakerKind::Person if !said.plural && (!body || description != at) => {}
        _ => return,
    }
    table.links[description] = Some(entry);
    let words = said.words(table.text, said.end);
    table.describe(entry, words);
    if description == at {
        table.entries[entry].description = Some(words);
        if table.entries[entry].gender.is_none() {
            table.entries[entry].gender = gender_of(said.classes);
        }
    }
}

/// Whether an appositive can say who somebody is: "a lawyer", but not "a job". A word that nobody knows may.
fn says_who(reference: &Reference) -> bool {
    reference.classes.any(Classes::ROLE | Classes::TITLE) || !reference.classes.any(Classes::NOUN | Classes::PLURAL)
}

/// The row that a name belongs to; `fitting` is room for those that it may.
fn find(table: &Table<'_>, name: &Name, at: usize, fitting: &mut Vec<usize>) -> Option<usize> {
    let words = Words::of(name.span.of(table.text));
    fitting.clear();
    let mut exact: Option<usize> = None;
    for entry in possible(table, &words, name) {
        let row = &table.entries[entry];
        let alias = row.known.is_some_and(|known| known.aliases.iter().any(|alias| alias == words.whole));
        if alias || may_be(table, row, &words, name) {
            if alias || row.name.whole == words.whole {
                exact = Some(exact.map_or(entry, |first| first.min(entry)));
            }
            if !fitting.contains(&entry) {
                fitting.push(entry);
            }
        }
    }
    if exact.is_some() {
        return exact;
    }
    let found = fitting;
    // "Dame Harriet": with some titles goes the given name.
    if found.is_empty() && name.titled && name.given && name.words == 1 {
        let first = |entry: &usize| {
            let row = &table.entries[*entry];
            row.kind == SpeakerKind::Person && row.name.first == words.whole
        };
        found.extend(table.with_word(words.whole).filter(first));
    }
    // "Carver" is the man rather than the gallery that he founded.
    if found.iter().any(|entry| table.entries[*entry].kind == SpeakerKind::Person) {
        found.retain(|entry| table.entries[*entry].kind == SpeakerKind::Person);
    }
    // Whom the draft names comes before whom only a roster does.
    if found.iter().any(|entry| table.entries[*entry].named) {
        found.retain(|entry| table.entries[*entry].named);
    }
    match found[..] {
        [] => None,
        [one] => Some(one),
        // Of several the one last named before, else the first named behind.
        _ => {
            let before =
                (0..at).rev().find_map(|reference| table.links[reference].filter(|entry| found.contains(entry)));
            before.or_else(|| {
                (at + 1..table.references.len())
                    .find_map(|reference| table.links[reference].filter(|entry| found.contains(entry)))
            })
        }
    }
}

/// The gender that a name tells beside a fuller one: of a single word, which may be a surname, only its title's.
fn said_gender(name: &Name) -> Option<Gender> {
    gender_of(if name.words > 1 { name.gender } else { name.told })
}

/// The rows worth looking at for a name: those that share its last word, which is the only one of most, and for a possible
/// acronym those last named.
fn possible<'t>(table: &'t Table<'_>, words: &Words<'t>, name: &Name) -> impl Iterator<Item = usize> + 't {
    let single = words.count == 1;
    let initials = single
        && matches!(name.bearer, Bearer::Organisation | Bearer::Determined)
        && words.whole.chars().all(|c| c == '.' || c.is_uppercase());
    let first = words.whole.chars().next().filter(|_| initials);
    let begins = move |entry: &usize| {
        let row = &table.entries[*entry];
        row.kind == SpeakerKind::Organisation && row.name.whole.chars().next() == first
    };
    let behind = words.whole.split_once('-').filter(|_| single).map(|(_, behind)| behind);
    let acronyms = first.into_iter().flat_map(|_| table.latest()).filter(begins);
    table.with_word(words.last).chain(acronyms).chain(behind.into_iter().flat_map(|behind| table.with_word(behind)))
}

/// Whether a row may be meant by a name.
fn may_be(table: &Table<'_>, row: &Entry<'_>, words: &Words<'_>, name: &Name) -> bool {
    if let Some(surname) = name.shared {
        return row.name.whole == words.whole || row.name.parts().eq([words.whole, surname.of(table.text)]);
    }
    fits(&row.name, words, row.kind, name)
        && agrees(row.gender, said_gender(name))
        && !(row.status | name.told).all(Classes::MARRIED | Classes::UNMARRIED)
}

/// Whether a name of these words can be another form of a known name.
fn fits(known: &Words<'_>, words: &Words<'_>, kind: SpeakerKind, name: &Name) -> bool {
    if known.count == 0 || words.count == 0 {
        return false;
    }
    let several = known.count > 1;
    let single = words.count == 1;
    let same_words = || words.are_on_line(known.whole);
    if kind == SpeakerKind::Organisation {
        if matches!(name.bearer, Bearer::Person) {
            return false;
        }
        // "the Corran Water Company", "Corran Water"; "the Democratic National Committee", "the DNC"
        let opening = || known.parts().zip(words.parts()).all(|(known, word)| known == word);
        // "Lumenor Systems", "Lumenor"
        let short = single
            && words.first == known.first
            && several
            && !name.given
            && name.bearer != Bearer::Place
            && words.first.len() > 3;
        return same_words()
            || short
            || !single && known.count > words.count && opening()
            || single && is_acronym(words.last, known.whole);
    }
    let same_last = words.last == known.last;
    if name.bearer == Bearer::Organisation && !(single && same_last && several) {
        return same_words();
    }
    if single {
        let surname = same_last || known.last.len() > words.last.len() && particle_dropped(known.last, words.last);
        let given = words.last == known.first && !name.titled && several;
        return surname || given && name.bearer != Bearer::Place;
    }
    let same_first =
        || words.first == known.first || initial(words.first, known.first) || initial(known.first, words.first);
    // Middle names, initials and nicknames come and go.
    several && same_last && same_first()
}

/// "al-Hayya" and "Hayya".
fn particle_dropped(known: &str, short: &str) -> bool {
    known.strip_suffix(short).is_some_and(|before| {
        before.ends_with('-') && before.chars().next().is_some_and(char::is_lowercase) || before.ends_with("l-")
    })
}

fn initial(short: &str, full: &str) -> bool {
    short.len() == 2 && short.ends_with('.') && full.starts_with(&short[..1])
}

fn is_acronym(short: &str, known: &str) -> bool {
    let letters = parts(known).filter_map(|part| part.chars().next().filter(|c| c.is_uppercase()));
    short.len() > 1 && letters.eq(short.chars().filter(|c| *c != '.'))
}

fn agrees(known: Option<Gender>, said: Option<Gender>) -> bool {
    known.is_none() || said.is_none() || known == said
}

/// What a mention by name adds to its row.
fn learn<'a>(table: &mut Table<'a>, entry: usize, name: &'a Name, at: usize) {
    let reference = &table.references[at];
    let text = table.text;
    let row = &mut table.entries[entry];
    row.first = Some(row.first.map_or(at, |first| first.min(at)));
    row.named_times += 1;
    row.status |= name.told.within(Classes::MARRIED | Classes::UNMARRIED);
    if name.style.is_some() && row.styled.is_none() {
        row.styled = Some(name);
    }
    let words = name.span.of(text);
    if row.known.is_none() && words.len() > row.name.whole.len() && (name.words > 1 || !row.name.whole.contains(' ')) {
        row.name = Words::of(words);
    }
    if row.gender.is_none() {
        row.gender = if row.name.count > 1 { said_gender(name) } else { gender_of(name.gender) };
    }
    if name.bearer == Bearer::Person && row.kind == SpeakerKind::Organisation && name.titled {
        row.kind = SpeakerKind::Person;
    }
    let role = name.role.map(|role| role.of(text)).filter(|_| !name.honoured);
    let apposition = reference.apposition.filter(|apposition| {
        let starts = |other: &&Reference| other.span.start == apposition.start;
        let body = row.kind == SpeakerKind::Organisation;
        let says_who = |other: &Reference| says_who(other) && (!body || other.classes.any(Classes::BODY));
        table.references[at + 1..]
            .iter()
            .take(8)
            .filter(starts)
            .max_by_key(|other| other.span.end)
            .map_or(!body, says_who)
    });
    let apposed = apposition
        .map(|span| {
            let other = table.references[at + 1..].iter().take(8).find(|other| other.span.start == span.start);
            other.map_or(span.of(text), |other| other.words(text, span.end))
        })
        .filter(|words| words.len() > 3 || words.chars().any(char::is_alphabetic));
    if (row.description.is_none() || apposed.is_some() && row.roles.is_empty())
        && let Some(description) = apposed.or(role)
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
