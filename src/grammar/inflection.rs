//! The regular forms of English verbs and nouns, derived from the base form.

/// Third person, past, participle and -ing form of a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbForms {
    /// says
    pub third: String,
    /// said
    pub past: String,
    /// said
    pub participle: String,
    /// saying
    pub ing: String,
}

/// The regular forms of `base`; `double` repeats the last consonant ("refer", "referred").
pub fn regular_verb(base: &str, double: bool) -> VerbForms {
    let ends_in_y = ends_in_consonant_y(base);
    let past = if ends_in_y {
        format!("{}ied", &base[..base.len() - 1])
    } else if base.ends_with('e') {
        format!("{base}d")
    } else {
        format!("{}ed", doubled(base, double))
    };
    let ing = if let Some(stem) = base.strip_suffix("ie") {
        format!("{stem}ying")
    } else if base.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| base.ends_with(end)) {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{}ing", doubled(base, double))
    };
    VerbForms { third: with_s(base), participle: past.clone(), past, ing }
}

/// The regular plural of a noun.
pub fn regular_plural(noun: &str) -> String {
    with_s(noun)
}

fn with_s(base: &str) -> String {
    if ends_in_consonant_y(base) {
        format!("{}ies", &base[..base.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end)) || ends_in_consonant_o(base) {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn doubled(base: &str, double: bool) -> String {
    match base.chars().last() {
        Some(last) if double || is_short_and_closed(base) => format!("{base}{last}"),
        _ => base.to_owned(),
    }
}

/// One syllable that ends in one vowel and one consonant: "quip", "stop", not "look", "snow".
fn is_short_and_closed(base: &str) -> bool {
    let mut letters = base.chars().rev();
    let (Some(last), Some(vowel), Some(before)) = (letters.next(), letters.next(), letters.next()) else {
        return false;
    };
    // The "u" of "quip" is none that counts.
    let glide = vowel != 'u' && before == 'u' && base[..base.len() - 3 + 1].ends_with("qu");
    let vowels = base.chars().filter(|c| is_vowel(*c)).count() - usize::from(glide);
    vowels == 1 && is_vowel(vowel) && (!is_vowel(before) || glide) && !is_vowel(last) && !"wxy".contains(last)
}

fn ends_in_consonant_y(base: &str) -> bool {
    ends_in_consonant_and(base, 'y')
}

fn ends_in_consonant_o(base: &str) -> bool {
    ends_in_consonant_and(base, 'o')
}

fn ends_in_consonant_and(base: &str, last: char) -> bool {
    let mut letters = base.chars().rev();
    letters.next() == Some(last) && letters.next().is_some_and(|before| !is_vowel(before))
}

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derives_regular_forms() {
        let cases = [
            ("add", false, "adds added adding"),
            ("argue", false, "argues argued arguing"),
            ("quip", false, "quips quipped quipping"),
            ("refer", true, "refers referred referring"),
            ("reply", false, "replies replied replying"),
            ("stress", false, "stresses stressed stressing"),
            ("veto", false, "vetoes vetoed vetoing"),
            ("agree", false, "agrees agreed agreeing"),
            ("lie", false, "lies lied lying"),
            ("explain", false, "explains explained explaining"),
            ("answer", false, "answers answered answering"),
            ("vow", false, "vows vowed vowing"),
        ];
        for (base, double, forms) in cases {
            let made = regular_verb(base, double);
            assert_eq!(format!("{} {} {}", made.third, made.past, made.ing), forms, "should inflect {base}");
        }
    }
}
