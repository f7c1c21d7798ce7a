//! One speaker's name in two spellings.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::settings::{On, Settings};
use crate::speakers::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

use super::wording::first_words;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "inconsistent-name",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A name that the draft spells in two ways",
    details: "\
Reports the rarer form of a name that the draft spells in two ways: \"Mohammed Ali\" and \"Mohammad Ali\", \"McKay\" and \
\"MacKay\", \"Calderón\" and \"Calderon\"; and a short form without the particle (\"Hayya\") where the draft has it with \
the particle too (\"al-Hayya\").

One of the two is wrong, and the person will notice. A search of the archive finds half of the story.

Accepted are two people whose names are a consonant apart (Maria and Marta Reyes, Holt and Bolt), short names, names in \
quotations, and particles dropped throughout.

AP, Chicago and the Guardian spell a name as its bearer does, and one way throughout.",
    flagged: &[
        "\"It leaks,\" said Mohammed Darwish. Mohammed Darwish led the audit. ⟦Mohammad Darwish⟧ was born in Arden.",
        "\"It leaks,\" said Ewan McKellan. McKellan led the audit. \"It is brittle,\" ⟦MacKellan⟧ said.",
        "\"It leaks,\" said Felipe Calderón. Calderón led the audit. ⟦Felipe Calderon⟧ was born in Arden.",
    ],
    accepted: &[
        "\"It leaks,\" said Maria Reyes. \"It is brittle,\" said Marta Reyes.",
        "\"It leaks,\" said Lena Holt. \"It is brittle,\" said Lena Bolt.",
        "\"It leaks,\" said Khalil al-Hayya. \"It is brittle,\" al-Hayya said.",
        "\"It leaks,\" said Tom Holt. \"It is brittle,\" said Tim Holt.",
    ],
    settings: "",
    check: Check::Draft(check),
};

/// Shorter words have many neighbours that are other names.
const SHORTEST: usize = 5;

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let quoted: Vec<Span> = analysis.quotations.iter().filter(|it| it.inside.is_none()).map(|it| it.span).collect();
    let forms = forms(analysis, &quoted);
    let mut found: Vec<Diagnostic> = Vec::new();
    for (at, (one, uses)) in forms.iter().enumerate() {
        for (other, other_uses) in &forms[at + 1..] {
            if !are_spellings(one, other) {
                continue;
            }
            // The rarer form; of two as rare the later one.
            let rarer_first = uses.len() < other_uses.len();
            let (rarer, rare, usual, frequent) =
                if rarer_first { (one, uses, other, other_uses) } else { (other, other_uses, one, uses) };
            let (Some(span), Some(first)) = (rare.first(), frequent.first()) else { continue };
            if found.iter().any(|diagnostic| diagnostic.span == *span) {
                continue;
            }
            found.push(Diagnostic {
                related: vec![Label::new(*first, "spelled so first")],
                help: Some("find out how the name is spelled, and spell it so throughout".to_owned()),
                ..RULE.finding(
                    *span,
                    format!("“{}” is also spelled “{}”", first_words(rarer), first_words(usual)),
                    "another spelling",
                )
            });
        }
    }
    found.sort_by_key(|diagnostic| diagnostic.span);
    found
}

/// Every form of a person's name outside of quotations, with its places, in the order of their first.
fn forms<'t>(analysis: &Analysis<'t>, quoted: &[Span]) -> Vec<(&'t str, Vec<Span>)> {
    let mut forms: Vec<(&str, Vec<Span>)> = Vec::new();
    let people = analysis.speakers.iter().filter(|speaker| speaker.kind == SpeakerKind::Person);
    let named = |mention: &&Mention| matches!(mention.form, MentionForm::FullName | MentionForm::ShortName);
    let mut mentions: Vec<Span> = people
        .flat_map(|speaker: &Speaker| speaker.mentions.iter().filter(named))
        .map(|mention| mention.span)
        .collect();
    mentions.sort_unstable();
    let mut numbers: rustc_hash::FxHashMap<&str, usize> = rustc_hash::FxHashMap::default();
    for span in mentions {
        let behind = quoted.partition_point(|other| other.start <= span.start);
        if behind.checked_sub(1).and_then(|last| quoted.get(last)).is_some_and(|other| other.contains(span)) {
            continue;
        }
        let form = span.of(analysis.text);
        let number = *numbers.entry(form).or_insert_with(|| {
            forms.push((form, Vec::new()));
            forms.len() - 1
        });
        forms[number].1.push(span);
    }
    forms
}

/// Whether two names are one in two spellings: all words alike but one, which is spelled in two ways; or a surname
/// alone beside another spelling of it.
fn are_spellings(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else { return false };
    if one.len() != other.len() {
        let alone = one.len() == 1 || other.len() == 1;
        return alone && is_respelled(last, other_last);
    }
    let mut differing = one.iter().zip(&other).filter(|(one, other)| one != other);
    match (differing.next(), differing.next()) {
        (Some((word, other_word)), None) => is_respelled(word, other_word),
        _ => false,
    }
}

/// Whether two words are spellings of one name: they differ in vowels, accents, doubled letters, case or an
/// apostrophe, or as "Mc" and "Mac" do.
fn is_respelled(one: &str, other: &str) -> bool {
    let long = |word: &str| word.chars().count() >= SHORTEST;
    let parted = |word: &str| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word).to_owned();
    let (one, other) = (parted(one), parted(other));
    one != other
        && long(&one)
        && long(&other)
        && strsim::osa_distance(&one, &other) <= 2
        && skeleton(&one) == skeleton(&other)
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
            ("Mohammed Ali", "Mohammad Ali", true),
            ("Ewan McKellan", "Ewan MacKellan", true),
            ("Felipe Calderón", "Calderon", true),
            ("Hazem Qassem", "Hazem Qasem", true),
            ("Maria Reyes", "Marta Reyes", false),
            ("Tom Holt", "Tim Holt", false),
            ("Lena Holt", "Lena Bolt", false),
            ("Lena Holt's", "Lena Holt", false),
        ];
        for (one, other, same) in cases {
            assert_eq!(are_spellings(one, other), same, "{one} and {other}: whether they are one name");
        }
    }
}
