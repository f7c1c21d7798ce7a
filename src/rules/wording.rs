//! How findings speak of words and people: quoted words cut to a length that a message can carry, lists of names.

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::quotations::Quotation;
use crate::text::Span;

/// Messages quote so many characters at most.
const LONGEST: usize = 40;

/// The first words of a text, in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", first_words(text))
}

/// The first words of what stands between a quotation's marks, in quotation marks.
pub(super) fn quoted_content(analysis: &Analysis, quotation: &Quotation) -> String {
    quoted(content(quotation).of(analysis.text))
}

/// The first words that an attribution credits, in quotation marks.
pub(super) fn credited_words(analysis: &Analysis, attribution: &Attribution) -> String {
    match attribution.quotations.first().and_then(|&at| analysis.quotations.get(at)) {
        Some(quotation) => quoted_content(analysis, quotation),
        None => quoted(attribution.content.first().map_or("", |span| span.of(analysis.text))),
    }
}

/// The last words of a text, in quotation marks.
pub(super) fn quoted_end(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    let mut words = text.split_whitespace().rev().peekable();
    while let Some(word) = words.next_if(|word| length + word.chars().count() < LONGEST || length == 0) {
        length += word.chars().count() + 1;
        kept.push(word);
    }
    let cut = if words.peek().is_some() { "…" } else { "" };
    kept.reverse();
    format!("“{cut}{}”", printable(bare_end(&kept.join(" "))))
}

/// What stands between a quotation's marks.
pub(super) fn content(quotation: &Quotation) -> Span {
    Span::new(quotation.open.end, quotation.close.map_or(quotation.span.end, |close| close.start))
}

/// "Holt", "Holt or Reyes", "Holt, Reyes or Abara".
pub(super) fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => first_words(name),
        [names @ .., last] => {
            let names: Vec<_> = names.iter().map(|name| first_words(name)).collect();
            format!("{} or {}", names.join(", "), first_words(last))
        }
    }
}

/// The first words of a text in one line, with `…` where something is left out.
pub(super) fn first_words(text: &str) -> String {
    let mut kept = String::new();
    let mut length = 0;
    let mut words = text.split_whitespace();
    for word in words.by_ref() {
        let characters = word.chars().count();
        if length == 0 && characters > LONGEST {
            // A word longer than a message is cut within.
            kept.extend(word.chars().take(LONGEST));
            return printable(&kept) + "…";
        }
        if length + characters >= LONGEST && length > 0 {
            return printable(bare_end(&kept)) + "…";
        }
        if length > 0 {
            kept.push(' ');
        }
        kept.push_str(word);
        length += characters + 1;
    }
    printable(bare_end(&kept))
}

/// A text without the comma or full stop at its end.
fn bare_end(text: &str) -> &str {
    text.trim_end_matches([',', '.', ';', ':', '-', '–', '—', ' '])
}

/// A text in which nothing can steer a terminal or turn the direction of writing.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            character if character.is_control() => char::REPLACEMENT_CHARACTER,
            character => character,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_whole_and_long_ones_end_at_a_word() {
        assert_eq!(quoted("We lost,"), "“We lost”");
        assert_eq!(quoted("Did we\n   lose?"), "“Did we lose?”");
        assert_eq!(
            quoted("The dam will not last the winter, whatever they say"),
            "“The dam will not last the winter…”"
        );
        assert_eq!(quoted(&"a".repeat(100)), format!("“{}…”", "a".repeat(40)));
    }

    #[test]
    fn the_end_of_a_text_starts_at_a_word() {
        assert_eq!(quoted_end("We lost,"), "“We lost”");
        assert_eq!(
            quoted_end("Omar Reyes farms near Corran. We lost everything that we had,"),
            "“…Corran. We lost everything that we had”"
        );
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(quoted("red \u{1b}[31m\u{202e}alert"), "“red �[31m�alert”");
    }

    #[test]
    fn names_are_listed() {
        assert_eq!(either(&["Holt", "Reyes", "Abara"]), "Holt, Reyes or Abara");
    }
}
