//! Names to rows: full names first, then the short ones, which may stand before the full one does.

use super::table::{Entry, Table, gender_of, kind_of};
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Bearer, MentionKind, Name};
use crate::text::Span;

/// Links every name.
pub fn link(table: &mut Table<'_>) {
    let full = |name: &Name| name.words > 1;
    for pass in [true, false] {
        for at in 0..table.references.len() {
            let MentionKind::Name(name) = &table.references[at].kind else { continue };
            if full(name) != pass {
                continue;
            }
            let entry = find(table, name, at).unwrap_or_else(|| {
                let words = name.span.of(table.text);
                table.add(words, kind_of(name))
            });
            table.links[at] = Some(entry);
            learn(table, entry, name, at);
        }
    }
    for at in 0..table.references.len() {
        apposed(table, at);
    }
    table.introduce();
}

/// "the fire chief, Lindiwe Carrasco", "Lindiwe Carrasco, the fire chief": both are one.
fn apposed(table: &mut Table<'_>, at: usize) {
    let Some(apposition) = table.references[at].apposition else { return };
    let within = |behind: &usize| table.references[*behind].span.start == apposition.start;
    let Some(other) = (at + 1..table.references.len().min(at + 6)).find(within) else { return };
    let (name, description) = match (&table.references[at].kind, &table.references[other].kind) {
        (MentionKind::Name(_), MentionKind::Description) => (at, other),
        (MentionKind::Description, MentionKind::Name(_)) => (other, at),
        _ => return,
    };
    let Some(entry) = table.links[name] else { return };
    let plural = table.references[description].plural;
    if plural || table.entries[entry].kind != SpeakerKind::Person {
        return;
    }
    table.links[description] = Some(entry);
    if description == at {
        let words = bare(table.text, table.references[at].span);
        describe(&mut table.entries[entry], words);
        table.entries[entry].description = Some(words);
        if table.entries[entry].gender.is_none() {
            table.entries[entry].gender = gender_of(table.references[description].classes);
        }
    }
}

/// Keeps the words of a description, by which another may refer to the same.
fn describe(row: &mut Entry<'_>, words: &str) {
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.') {
        let word = word.trim_end_matches('.').to_lowercase();
        if word.len() > 1 && !row.roles.contains(&word) {
            row.roles.push(word);
        }
    }
}

/// The row that a name belongs to.
fn find(table: &Table<'_>, name: &Name, at: usize) -> Option<usize> {
    let words = name.span.of(table.text);
    let parts: Vec<&str> = words.split_whitespace().collect();
    let fits = |entry: usize| {
        let row = &table.entries[entry];
        fits(row.name, &parts, row.kind, name) && agrees(row.gender, gender_of(name.gender))
    };
    let possible = possible(table, &parts, name);
    let exact = possible.iter().copied().find(|entry| table.entries[*entry].name == words && fits(*entry));
    let found: Vec<usize> = match exact {
        Some(entry) => vec![entry],
        None => possible.into_iter().filter(|entry| fits(*entry)).collect(),
    };
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

/// The rows worth looking at for a name: those that share a word, and for a possible acronym those last named.
fn possible(table: &Table<'_>, parts: &[&str], name: &Name) -> Vec<usize> {
    let mut possible = table.with_words(parts);
    if parts.len() == 1 && name.bearer == Bearer::Organisation {
        let first = parts[0].chars().next();
        possible.extend(table.latest().filter(|entry| table.entries[*entry].name.chars().next() == first));
    }
    if let [single] = parts
        && let Some((_, behind)) = single.split_once('-')
    {
        possible.extend(table.with_words(&[behind]));
    }
    possible.sort_unstable();
    possible.dedup();
    possible
}

/// Whether a name of these parts can be another form of a known name.
fn fits(known: &str, parts: &[&str], kind: SpeakerKind, name: &Name) -> bool {
    let known_parts: Vec<&str> = known.split_whitespace().collect();
    let (Some(last), Some(first)) = (parts.last(), parts.first()) else { return false };
    let (Some(known_last), Some(known_first)) = (known_parts.last(), known_parts.first()) else { return false };
    if kind == SpeakerKind::Organisation {
        if matches!(name.bearer, Bearer::Person) {
            return false;
        }
        // "the Corran Water Company", "Corran Water"; "the Democratic National Committee", "the DNC"
        let opening = known_parts.len() > parts.len() && known_parts[..parts.len()] == *parts && parts.len() > 1;
        return known == parts.join(" ") || opening || parts.len() == 1 && is_acronym(last, &known_parts);
    }
    if name.bearer == Bearer::Organisation {
        return known == parts.join(" ");
    }
    if parts.len() == 1 {
        let surname = last == known_last || known_last.len() > last.len() && particle_dropped(known_last, last);
        let given = last == known_first && !name.titled && known_parts.len() > 1;
        return surname || given && name.bearer != Bearer::Place;
    }
    let same_last = last == known_last;
    let same_first = first == known_first || initial(first, known_first) || initial(known_first, first);
    // Middle names, initials and nicknames come and go.
    known_parts.len() > 1 && same_last && same_first
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

fn is_acronym(short: &str, known: &[&str]) -> bool {
    let letters: String = known.iter().filter_map(|part| part.chars().next().filter(|c| c.is_uppercase())).collect();
    short.len() > 1 && letters == short.replace('.', "")
}

fn agrees(known: Option<Gender>, said: Option<Gender>) -> bool {
    known.is_none() || said.is_none() || known == said
}

/// What a mention by name adds to its row.
fn learn<'a>(table: &mut Table<'a>, entry: usize, name: &Name, at: usize) {
    let reference = &table.references[at];
    let text = table.text;
    let row = &mut table.entries[entry];
    let words = name.span.of(text);
    if words.len() > row.name.len() && (name.words > 1 || !row.name.contains(' ')) {
        row.name = words;
    }
    if row.gender.is_none() {
        row.gender = gender_of(name.gender);
    }
    if name.bearer == Bearer::Person && row.kind == SpeakerKind::Organisation && name.titled {
        row.kind = SpeakerKind::Person;
    }
    let role = name.role.map(|role| role.of(text)).filter(|_| !name.honoured);
    let apposed = reference
        .apposition
        .map(|span| bare(text, span))
        .filter(|words| words.len() > 3 || words.chars().any(char::is_alphabetic));
    if (row.description.is_none() || apposed.is_some() && row.roles.is_empty())
        && let Some(description) = apposed.or(role)
    {
        row.description = Some(description);
    }
    for words in role.into_iter().chain(apposed) {
        describe(row, words);
    }
    if reference.classes.any(Classes::PLURAL) && name.words > 1 && name.bearer == Bearer::Organisation {
        row.plural = true;
    }
}

/// A description without its article or possessive.
pub fn bare(text: &str, span: Span) -> &str {
    let words = span.of(text);
    let openers = ["the ", "a ", "an ", "her ", "his ", "its ", "their ", "my ", "our "];
    let opener =
        openers.iter().find(|opener| words.get(..opener.len()).is_some_and(|start| start.eq_ignore_ascii_case(opener)));
    opener.map_or(words, |opener| &words[opener.len()..])
}
