//! Whether a name can be another form of one that is known.

use super::rows::{Entry, gender_of};
use super::table::Table;
use super::words::{Words, parts};
use super::{Gender, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Bearer, Name};

/// Whether a row may be meant by a name.
pub fn may_be(table: &Table<'_>, row: &Entry<'_>, words: &Words<'_>, name: &Name) -> bool {
    if let Some(surname) = name.shared {
        return row.name.whole == words.whole || row.name.parts().eq([words.whole, surname.of(table.text)]);
    }
    fits(&row.name, words, (row.kind, row.place), name)
        && agrees(row.gender, said_gender(name))
        && !(row.status | name.told).all(Classes::MARRIED | Classes::UNMARRIED)
}

/// Whether a name of these words can be another form of a known name.
fn fits(known: &Words<'_>, words: &Words<'_>, (kind, place): (SpeakerKind, bool), name: &Name) -> bool {
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
        // "Arden Water Council", "the Water Council"
        let end = || {
            let shorter = !single && ends_with(known.whole, words.whole);
            !place && name.bearer != Bearer::Place && (shorter || several && ends_with(words.whole, known.whole))
        };
        return same_words()
            || short
            || end()
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
    // Middle names, initials and nicknames come and go; a surname may have two words: "de Wit", "Luisa Okoro Reyes".
    let particle = || words.first.starts_with(char::is_lowercase);
    let fuller = || if name.given { ends_with(words.whole, known.whole) } else { ends_with(known.whole, words.whole) };
    several && same_last && (same_first() || particle() || fuller())
}

/// Whether one name is the last words of another.
fn ends_with(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some_and(|before| before.ends_with(char::is_whitespace))
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

/// Whether two genders are the same, or one isn't known.
pub fn agrees(known: Option<Gender>, said: Option<Gender>) -> bool {
    known.is_none() || said.is_none() || known == said
}

/// The gender that a name tells beside a fuller one: of a single word, which may be a surname, only its title's.
pub fn said_gender(name: &Name) -> Option<Gender> {
    gender_of(if name.words > 1 { name.gender } else { name.told })
}

/// Whether a word can be an acronym.
pub fn is_capitals(word: &str) -> bool {
    word.chars().all(|c| c == '.' || c.is_uppercase())
}
