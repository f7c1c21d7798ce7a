//! One speaker's name in two spellings.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::grammar::{Classes, Lexicon};
use crate::settings::{On, Settings};
use crate::speakers::{Mention, MentionForm, SpeakerKind};
use crate::text::Span;

use super::surroundings::is_inside;
use super::wording::first_words;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "inconsistent-name",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A name that the draft spells in two ways",
    details: "\
Reports the rarer form of a given name or surname that the draft spells in two ways: \"Mohammed Ali\" and \"Mohammad \
Ali\", \"McKay\" and \"MacKay\", \"Calderón\" and \"Calderon\"; and a short form without its particle (\"Hayya\") where \
the draft has it with the particle as well (\"al-Hayya said\").

A surname that never has a first name is reported where it is a letter away from one that has: \"Brant\" in a draft on \
Louise Brandt.

One of the two is wrong, and the person will notice. A search of the archive finds half of the story.

Accepted are two people whose names are a consonant apart (Maria and Marta Reyes, Holt and Bolt), short names, names in \
quotations, and particles dropped throughout.

AP, Chicago and the Guardian spell a name as its bearer does, and one way throughout.",
    flagged: &[
        "\"It leaks,\" said Mohammed Darwish. Mohammed Darwish led the audit. ⟦Mohammad⟧ Darwish was born in Arden.",
        "\"It leaks,\" said Ewan McKellan. McKellan led the audit. \"It is brittle,\" ⟦MacKellan⟧ said.",
        "\"It leaks,\" said Felipe Calderón. Calderón led the audit. Felipe ⟦Calderon⟧ was born in Arden.",
        "\"It leaks,\" said Kaya Lind. Lind led the audit. \"It is brittle,\" said Kaya ⟦Lynd⟧.",
        "\"It leaks,\" said Gil Van Horn. Van Horn led the audit. \"It is brittle,\" Van ⟦Horne⟧ said.",
        "\"It leaks,\" said Norman Tibbs. Tibbs led the audit. \"It is brittle,\" Mr ⟦Tibs⟧ said.",
        "\"It leaks,\" said Louise Brandt. Brandt led the audit. \"It is brittle,\" ⟦Brant⟧ said.",
        "Ian Froome led the audit. \"It leaks,\" Mr. Froome said. \"It is brittle,\" Mr. ⟦Froom⟧ added.",
        "Margaret Dunmore led the audit. \"It leaks,\" Dunmore said. Mrs. ⟦Dunmoor⟧ had seen it in May.",
        "\"It leaks,\" said Khalil al-Hayya. \"It is brittle,\" al-Hayya said. Later ⟦Hayya⟧ said it would hold.",
    ],
    accepted: &[
        "\"It leaks,\" said Khalil al-Hayya. \"It is brittle,\" Hayya said. Hayya led the audit.",
        "\"It leaks,\" said Maria Reyes. \"It is brittle,\" said Marta Reyes.",
        "\"It leaks,\" said Lena Holt. \"It is brittle,\" said Lena Bolt.",
        "\"It leaks,\" said Khalil al-Hayya. \"It is brittle,\" al-Hayya said.",
        "\"It leaks,\" said Tom Holt. \"It is brittle,\" said Tim Holt.",
        "\"It leaks,\" said Lena Walker. \"It is brittle,\" said Tom Waller. Walker and Waller led the audit.",
        "McBRIDE: We begin.\n\nHOLT: I object.\n\nSEN. MCBRIDE: To what?",
    ],
    settings: "",
    check: Check::Draft(check),
};

/// Shorter words have many neighbours that are other names.
const SHORTEST: usize = 5;
/// Of surnames one letter apart, where one never has a first name or both have the same.
const SHORTEST_SURNAME: usize = 4;

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let words = words(analysis);
    let mut alike: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, word) in words.iter().enumerate() {
        alike.entry(skeleton(word.text)).or_default().push(at);
    }
    let mut found: Vec<Diagnostic> = Vec::new();
    for (at, one) in words.iter().enumerate() {
        let others = alike.get(&skeleton(one.text)).into_iter().flatten().filter(|&&other| other > at);
        for other in others.map(|&other| &words[other]) {
            if !are_one_name(one, other) {
                continue;
            }
            // The rarer form; of two as rare the later one.
            let (rarer, usual) = if one.places.len() < other.places.len() { (one, other) } else { (other, one) };
            let (Some(span), Some(first)) = (rarer.places.first(), usual.places.first()) else { continue };
            if found.iter().any(|diagnostic| diagnostic.span == *span) {
                continue;
            }
            found.push(respelled(*span, *first, rarer.text, usual.text));
        }
    }
    for (stray, usual) in slips(analysis, &words) {
        if let (Some(span), Some(first)) = (stray.places.first(), usual.places.first())
            && !found.iter().any(|diagnostic| diagnostic.span == *span)
        {
            found.push(respelled(*span, *first, stray.text, usual.text));
        }
    }
    found.extend(particles(&words, &analysis.grammar.lexicon));
    found.sort_by_key(|diagnostic| diagnostic.span);
    found
}

/// A form at a place, and the one that the draft has more often, with its first place.
fn respelled(span: Span, first: Span, rarer: &str, usual: &str) -> Diagnostic {
    Diagnostic {
        related: vec![Label::new(first, "spelled so first")],
        help: Some("find out how the name is spelled, and spell it so throughout".to_owned()),
        ..RULE.finding(
            span,
            format!("“{}” is also spelled “{}”", first_words(rarer), first_words(usual)),
            "another spelling",
        )
    }
}

/// Surnames of nobody, each with the one surname that it is a letter away from: "Brant" in a draft on Louise Brandt. A
/// draft gives everybody's first name once, so that a surname that never has one is either known to everyone or a slip.
fn slips<'w, 't>(analysis: &Analysis, words: &'w [NameWord<'t>]) -> Vec<(&'w NameWord<'t>, &'w NameWord<'t>)> {
    let surnames = || words.iter().filter(|word| word.surname);
    // Words a letter apart have one of their forms without a letter in common.
    let mut named: FxHashMap<String, Vec<&NameWord>> = FxHashMap::default();
    for word in surnames().filter(|word| !word.beside.is_empty()) {
        for form in without_a_letter(word.text) {
            named.entry(form).or_default().push(word);
        }
    }
    // "David and Jeanne Heidler wrote": a given name is a surname where words are credited to it.
    let lexicon = &analysis.grammar.lexicon;
    let given = |word: &NameWord| lexicon.word(lexicon.id(word.text)).upper.any(Classes::GIVEN);
    let sources: FxHashSet<Span> = analysis.attributions.iter().filter_map(|attribution| attribution.source).collect();
    let strays = surnames().filter(|word| {
        word.beside.is_empty() && (!given(word) || word.places.iter().any(|place| sources.contains(place)))
    });
    strays
        .filter_map(|stray| {
            let mut near: Vec<&NameWord> = Vec::new();
            for &other in without_a_letter(stray.text).iter().filter_map(|form| named.get(form)).flatten().take(MANY) {
                let new = near.iter().all(|known| known.text != other.text);
                if new && is_slip(stray.text, other.text) && stray.places.len() <= other.places.len() {
                    near.push(other);
                }
            }
            Some((stray, near.pop().filter(|_| near.is_empty())?))
        })
        .collect()
}

/// So many surnames are held against one.
const MANY: usize = 64;

/// Whether one name is another with a letter changed, dropped, put in or swapped, and not one derived from it.
fn is_slip(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    // "Israeli" is of Israel, not a slip of it.
    let derived = longer.starts_with(shorter) && !longer.ends_with('e');
    // A short name with another letter in it is another name.
    let short = one.len() == other.len() && one.chars().count() < SHORTEST;
    one.chars().next() == other.chars().next() && strsim::osa_distance(one, other) == 1 && !derived && !short
}

/// A word, and what is left of it without each one of its letters but the first.
fn without_a_letter(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |left_out: usize| letters.iter().enumerate().filter(move |(at, _)| *at != left_out).map(|it| *it.1);
    let shorter = (1..letters.len().min(LONGEST)).map(|at| without(at).collect::<String>());
    shorter.chain([word.to_owned()]).collect()
}

/// No name has more letters.
const LONGEST: usize = 40;

/// Short forms with the particle where there are some without it.
fn particles(words: &[NameWord], lexicon: &Lexicon) -> Vec<Diagnostic> {
    // "al-Hayya", not "Anti-Trump"
    let particle = |word: &str| lexicon.word(lexicon.id(word)).lower.any(Classes::PARTICLE);
    let surnames = || words.iter().filter(|word| word.surname && !word.alone.is_empty());
    let mut bare: FxHashMap<&str, &NameWord> = FxHashMap::default();
    bare.extend(surnames().map(|word| (word.text, word)));
    let pairs = surnames().filter_map(|whole| {
        let (_, behind) = whole.text.split_once('-').filter(|(before, _)| particle(before))?;
        Some((whole, *bare.get(behind)?))
    });
    pairs
        .filter_map(|(whole, short)| {
            let (rarer, usual) = if short.alone.len() <= whole.alone.len() { (short, whole) } else { (whole, short) };
            let (span, first) = (rarer.alone.first()?, usual.alone.first()?);
            Some(Diagnostic {
                related: vec![Label::new(*first, "written so first")],
                help: Some("write the short name with its particle throughout, or throughout without it".to_owned()),
                ..RULE.finding(
                    *span,
                    format!("“{}” is also written “{}”", first_words(rarer.text), first_words(usual.text)),
                    "another short form",
                )
            })
        })
        .collect()
}

/// A word of people's names.
struct NameWord<'t> {
    text: &'t str,
    /// Whether it is the last word of a name.
    surname: bool,
    /// Where it stands, in order.
    places: Vec<Span>,
    /// Of these, where it is all that stands of the name.
    alone: Vec<Span>,
    /// The words that stand beside it: of a surname the given names, of a given name the surnames.
    beside: Vec<&'t str>,
}

/// The given names and surnames of people, outside of quotations, in the order of their first places.
fn words<'t>(analysis: &Analysis<'t>) -> Vec<NameWord<'t>> {
    let quoted: Vec<Span> = analysis.quotations.iter().filter(|it| it.inside.is_none()).map(|it| it.span).collect();
    let people = analysis.speakers.iter().filter(|speaker| speaker.kind == SpeakerKind::Person);
    let named = |mention: &&Mention| matches!(mention.form, MentionForm::FullName | MentionForm::ShortName);
    let mut mentions: Vec<Span> = people
        .flat_map(|speaker| speaker.mentions.iter().filter(named))
        .map(|mention| mention.span)
        .filter(|span| !is_inside(&quoted, *span))
        .collect();
    mentions.sort_unstable();
    let lexicon = &analysis.grammar.lexicon;
    let mut words: Vec<NameWord<'t>> = Vec::new();
    let mut numbers: FxHashMap<(&str, bool), usize> = FxHashMap::default();
    for span in mentions {
        let name = name_words(analysis.text, span);
        let Some((&last, given)) = name.split_last() else { continue };
        // "Mrs Holt" says no given name.
        let first = given.last().copied().filter(|first| !is_title(lexicon, first.of(analysis.text)));
        for (word, surname, beside) in
            [Some((last, true, first)), first.map(|first| (first, false, Some(last)))].into_iter().flatten()
        {
            let text = word.of(analysis.text);
            let number = *numbers.entry((text, surname)).or_insert_with(|| {
                words.push(NameWord { text, surname, places: Vec::new(), alone: Vec::new(), beside: Vec::new() });
                words.len() - 1
            });
            words[number].places.push(word);
            words[number].alone.extend(first.is_none().then_some(word));
            words[number].beside.extend(beside.map(|beside| beside.of(analysis.text)));
        }
    }
    words.retain(|word| word.text.chars().count() >= if word.surname { SHORTEST_SURNAME } else { SHORTEST });
    words
}

/// Whether a word is a title before a name.
fn is_title(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.word(lexicon.id(word)).upper.any(Classes::TITLE | Classes::HONORIFIC)
}

/// The words of a name at the end of a mention, behind title and description: runs of letters, with a capital each.
fn name_words(text: &str, mention: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut at = mention.start;
    for word in mention.of(text).split(char::is_whitespace) {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let bare = word.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(['\'', '’', ',']);
        let letters = bare.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’'));
        let particle = bare.split_once('-').is_some_and(|(_, behind)| behind.starts_with(char::is_uppercase));
        if bare.is_empty() || !letters || !(particle || bare.starts_with(char::is_uppercase)) {
            words.clear();
        } else {
            words.push(Span::new(start, start + bare.len()));
        }
    }
    words
}

/// Whether two words of one skeleton are one name in two spellings, borne by one person.
fn are_one_name(one: &NameWord, other: &NameWord) -> bool {
    // Don Regan and Ronald Reagan
    let apart =
        || !one.beside.is_empty() && !other.beside.is_empty() && one.beside.iter().all(|it| !other.beside.contains(it));
    // A given name alone is no sign of the person.
    let alone = || !one.surname && (one.beside.is_empty() || other.beside.is_empty());
    let long = || [one, other].iter().all(|word| word.text.chars().count() >= SHORTEST);
    // "Kaya Lind" and "Kaya Lynd"
    let same = || one.surname && one.beside.iter().any(|it| other.beside.contains(it));
    one.surname == other.surname && is_respelled(one.text, other.text) && !apart() && !alone() && (long() || same())
}

/// Whether two words of one skeleton are spellings of one name, and not one and what is derived from it: Israel, Israeli.
fn is_respelled(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let doubled = || longer.chars().next_back() == shorter.chars().next_back();
    // "Al-Awlaki" begins a sentence.
    let first_letter = || one.chars().skip(1).eq(other.chars().skip(1)) && one.to_lowercase() == other.to_lowercase();
    // A label in capitals, "MCBRIDE:", has no case of its own.
    let in_capitals = || one.to_uppercase() == other || other.to_uppercase() == one;
    one != other
        && !first_letter()
        && !in_capitals()
        && skeleton(one) == skeleton(other)
        && strsim::osa_distance(one, other) <= 2
        && (!longer.starts_with(shorter) || doubled() || longer.strip_prefix(shorter) == Some("e"))
}

/// The consonants of a name, each once in a row, with the first letter whatever it is.
fn skeleton(word: &str) -> String {
    let lower = word.to_lowercase().replace("mac", "mc");
    let mut kept = String::new();
    let letters = lower.chars().map(plain).filter(|letter| letter.is_alphabetic());
    for (at, letter) in letters.enumerate() {
        let vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if (at == 0 || !vowel) && !kept.ends_with(letter) {
            kept.push(letter);
        }
    }
    kept
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' => 'u',
        'ç' | 'ć' | 'č' => 'c',
        'ñ' | 'ń' | 'ň' => 'n',
        'š' | 'ś' | 'ş' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'ř' => 'r',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_told_from_other_names() {
        let cases = [
            ("Mohammed", "Mohammad", true),
            ("McKellan", "MacKellan", true),
            ("Calderón", "Calderon", true),
            ("Qassem", "Qasem", true),
            ("Quinnell", "Quinell", true),
            ("Maria", "Marta", false),
            ("Christ", "Christie", false),
            ("Froome", "Froom", true),
            ("Israel", "Israeli", false),
        ];
        for (one, other, same) in cases {
            assert_eq!(is_respelled(one, other), same, "{one} and {other}: whether they are one name");
        }
    }
}
