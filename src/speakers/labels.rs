//! Labels of a transcript to rows. Labels stand in capitals, so "REYES:" is the Marisol Reyes whom the draft names,
//! whatever the case; and where "Q:" and "A:" name nobody, who asks and who answers tells who they are.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::SpeakerKind;
use super::fitting::{agrees, said_gender};
use super::table::Table;
use super::words::Words;
use crate::mentions::{Label, Name};

/// Links every label, the fullest first. To be called once the names of the draft have their rows.
pub fn link(table: &mut Table<'_>) {
    let labels = table.labels;
    if labels.is_empty() {
        return;
    }
    let mut rows = Rows::default();
    for row in 0..table.entries.len() {
        rows.add(table, row);
    }
    let (mut letters, mut named) = (Vec::new(), Vec::new());
    for label in labels {
        let Some(name) = table.name(&table.references[label.mention]) else { continue };
        if name.span.of(table.text).chars().nth(1).is_none() {
            letters.push(*label);
        } else {
            named.push((*label, name));
        }
    }
    // "MARISOL REYES" before "REYES".
    named.sort_by_key(|(_, name)| std::cmp::Reverse(name.words));
    for (label, name) in &named {
        let row = rows.find(table, name).unwrap_or_else(|| {
            // Capitals tell nothing here: "STRAND" is no acronym.
            let row = table.add_called(name.span.of(table.text), SpeakerKind::Person);
            rows.add(table, row);
            row
        });
        learn(table, label.mention, row, name);
    }
    let asked = |label: &Label| label.words.of(table.text).trim_end_matches(|c: char| c != '?' && !c.is_alphanumeric());
    let asks = |label: &Label| asked(label).ends_with('?');
    let asking = who_asks(letters.iter().map(|label| (letter(table, label), asks(label))));
    let people = named.iter().filter_map(|(label, _)| Some((table.row(label.mention)?, asks(label))));
    let pair = match (&named[..], labels.first()) {
        ([], Some(first)) => [None, introduced(table, first)],
        _ => who_asks(people).map_or([None; 2], |pair| pair.map(Some)),
    };
    let mut unnamed: FxHashMap<&str, usize> = FxHashMap::default();
    for label in letters {
        let letter = letter(table, &label);
        let place = asking.and_then(|asking| asking.iter().position(|other| *other == letter));
        let row = place.and_then(|place| pair[place]);
        let row = row.unwrap_or_else(|| {
            *unnamed.entry(letter).or_insert_with(|| table.add_called(letter, SpeakerKind::Anonymous))
        });
        table.set_row(label.mention, row);
    }
}

fn letter<'a>(table: &Table<'a>, label: &Label) -> &'a str {
    table.references[label.mention].span.of(table.text)
}

/// Of two who speak by turns the one who asks more of theirs, and the other. Turns are told by who speaks and whether
/// they ask.
fn who_asks<K: Copy + PartialEq>(turns: impl Iterator<Item = (K, bool)>) -> Option<[K; 2]> {
    let mut two: Vec<(K, usize, usize)> = Vec::new();
    for (who, asks) in turns {
        let known = two.iter().position(|(other, ..)| *other == who);
        let at = known.unwrap_or(two.len());
        if at == 2 {
            return None;
        }
        if known.is_none() {
            two.push((who, 0, 0));
        }
        two[at].1 += usize::from(asks);
        two[at].2 += 1;
    }
    let [(one, asked, turns), (other, other_asked, other_turns)] = two[..] else { return None };
    match (asked * other_turns).cmp(&(other_asked * turns)) {
        std::cmp::Ordering::Greater => Some([one, other]),
        std::cmp::Ordering::Less => Some([other, one]),
        std::cmp::Ordering::Equal => None,
    }
}

/// The one person whom the draft names above its first turn. A byline names nobody who is asked: it stands behind a
/// preposition in a paragraph where nobody does anything.
fn introduced(table: &Table<'_>, first: &Label) -> Option<usize> {
    let above = &table.references[..first.mention];
    let mut one = None;
    let mut from = 0;
    for paragraph in above.chunk_by(|one, other| one.paragraph == other.paragraph) {
        let acts = paragraph.iter().any(|reference| reference.subject);
        for (at, reference) in (from..).zip(paragraph) {
            let person = |row: &usize| table.entries[*row].kind == SpeakerKind::Person && table.entries[*row].named;
            let row = table.row(at).filter(|_| acts || !reference.oblique).filter(person);
            if row.is_some() && one.is_some() && one != row {
                return None;
            }
            one = one.or(row);
        }
        from += paragraph.len();
    }
    one
}

/// What a label adds to its row: a fuller name, a gender.
fn learn<'a>(table: &mut Table<'a>, at: usize, row: usize, name: &Name) {
    let words: &'a str = name.span.of(table.text);
    table.set_row(at, row);
    let row = &mut table.entries[row];
    row.named = true;
    row.named_at(at);
    row.gender = row.gender.or(said_gender(name));
    let words = Words::of(words);
    if row.known.is_none() && words.count > row.name.count {
        row.name = words;
    }
}

/// How well a label fits a name, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The same words.
    Whole,
    /// The surname, or first and last name without those between.
    Surname,
    /// The given name.
    Given,
}

/// How many people of a name are looked at for a label that doesn't give the whole of it.
const NAMESAKES: usize = 64;

/// Rows by their names and by the words of these, without case.
#[derive(Default)]
struct Rows(FxHashMap<String, Vec<usize>>);

impl Rows {
    fn add(&mut self, table: &Table<'_>, row: usize) {
        let entry = &table.entries[row];
        if matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Organisation) {
            for name in names(table, row) {
                let words: Vec<Cow<'_, str>> = name.split_whitespace().map(folded).collect();
                for key in words.iter().map(Cow::to_string).chain([words.join(" ")]) {
                    let rows = self.0.entry(key).or_default();
                    if rows.last() != Some(&row) {
                        rows.push(row);
                    }
                }
            }
        }
    }

    /// The one row whose name a label fits best; none where several do.
    fn find(&self, table: &Table<'_>, name: &Name) -> Option<usize> {
        let words: Vec<Cow<'_, str>> = name.span.of(table.text).split_whitespace().map(folded).collect();
        let whole = self.0.get(&words.join(" ")).filter(|_| words.len() > 1);
        let rows = whole.or_else(|| self.0.get(words.last()?.as_ref()))?;
        let may_be = |row: &&usize| agrees(table.entries[**row].gender, said_gender(name));
        let fits: Vec<(Fit, usize)> = rows
            .iter()
            .take(NAMESAKES)
            .filter(may_be)
            .filter_map(|&row| {
                let kind = table.entries[row].kind;
                Some((names(table, row).filter_map(|known| fit(&words, known, kind)).min()?, row))
            })
            .collect();
        let best = fits.iter().map(|(fit, _)| *fit).min()?;
        let mut rows: Vec<usize> = fits.iter().filter(|(fit, _)| *fit == best).map(|(_, row)| *row).collect();
        // Whom the draft names comes before whom only a roster does.
        if rows.iter().any(|row| table.entries[*row].named) {
            rows.retain(|row| table.entries[*row].named);
        }
        if let [one] = rows[..] { Some(one) } else { None }
    }
}

/// All names that a row is known by.
fn names<'a>(table: &Table<'a>, row: usize) -> impl Iterator<Item = &'a str> {
    let entry = &table.entries[row];
    let aliases = entry.known.into_iter().flat_map(|known| known.aliases.iter().map(String::as_str));
    std::iter::once(entry.name.whole).chain(aliases)
}

fn fit(label: &[Cow<'_, str>], known: &str, kind: SpeakerKind) -> Option<Fit> {
    let known: Vec<Cow<'_, str>> = known.split_whitespace().map(folded).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return None };
    let between = label.len() > 1 && known.len() > 1 && label.first() == Some(first) && label.last() == Some(last);
    match () {
        () if known == label => Some(Fit::Whole),
        () if kind != SpeakerKind::Person => None,
        () if known.ends_with(label) || known.len() == 1 && label.ends_with(&known) || between => Some(Fit::Surname),
        () if label == [first.clone()] => Some(Fit::Given),
        () => None,
    }
}

/// A word of a name without case, dots and curls.
fn folded(word: &str) -> Cow<'_, str> {
    let word = word.trim_end_matches('.');
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}
