//! What decided an attribution and how sure that is, in words for those who never heard of sieves.

use serde::Serialize;

use crate::grammar::Grammar;

/// Words, and what part they play in an example: "quotation", "cue", "source" or none.
type Part = (String, &'static str);

/// Why a speaker was given some words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Why {
    words: String,
    /// A sentence of the same build.
    example: Vec<Part>,
}

/// What a sieve did. A pattern is explained by its first example.
pub(super) fn why(sieve: &str) -> Why {
    let patterns = &Grammar::builtin().patterns;
    if let Some(pattern) = patterns.iter().find(|pattern| pattern.name == sieve) {
        let example = pattern.examples.examples.first().map_or("", |example| example);
        return Why { words: "The sentence is built like this one:".to_owned(), example: parts(example) };
    }
    let words = match sieve {
        "alternation" => "Nobody is named beside these words; in this conversation the speakers take turns.",
        "continued-quotation" => "The quotation runs over several paragraphs, and one of them says whose it is.",
        "credit-below" => "The line below the quotation is a dash and this speaker.",
        "governing-subject" => "The quoted words are part of a sentence about this speaker.",
        "inherited-in-paragraph" => {
            "Nobody is named beside these words; the speaker was named just before, in this paragraph."
        }
        "inherited-from-paragraph" => "Nobody is named beside these words; this speaker spoke last before them.",
        "inherited-from-next" => "Nobody is named beside these words; the quotation beside them is this speaker’s.",
        "inherited-subject" => "Nobody is named beside these words; the sentence before is about this speaker.",
        "lead-in" => "The sentence before leads in to these words.",
        "transcript-turn" => "The draft is a transcript, and this turn is headed by the speaker.",
        other => return Why { words: format!("Decided by “{other}”."), example: Vec::new() },
    };
    Why { words: words.to_owned(), example: Vec::new() }
}

/// The words of an example and their roles: `<content>`, `{cue}`, `[source]`.
fn parts(example: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = example;
    let mut role = "";
    while let Some(at) = rest.find(['<', '>', '{', '}', '[', ']']) {
        let (words, mark) = (&rest[..at], rest.as_bytes()[at]);
        if !words.is_empty() {
            parts.push((words.to_owned(), role));
        }
        role = match mark {
            b'<' => "quotation",
            b'{' => "cue",
            b'[' => "source",
            _ => "",
        };
        rest = &rest[at + 1..];
    }
    if !rest.is_empty() {
        parts.push((rest.to_owned(), role));
    }
    parts
}

/// How sure an attribution is, in a word or two, each from this many percent on.
pub(super) const SURENESS: [(u8, &str); 5] =
    [(93, "Almost certain"), (82, "Very likely"), (65, "Likely"), (50, "Unsure"), (0, "A guess")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_explained_by_an_example() {
        for pattern in &Grammar::builtin().patterns {
            let why = why(pattern.name);
            let roles: Vec<_> = why.example.iter().map(|(_, role)| *role).collect();
            assert!(roles.contains(&"source"), "the example of {} should show its source", pattern.name);
            assert!(why.example.iter().all(|(words, _)| !words.contains(['<', '{', '['])), "{}", pattern.name);
        }
    }

    #[test]
    fn examples_are_taken_apart() {
        let parts = parts("<“No,”> {said} [Holt].");
        let shown: Vec<_> = parts.iter().map(|(words, role)| (words.as_str(), *role)).collect();
        assert_eq!(
            shown,
            [("“No,”", "quotation"), (" ", ""), ("said", "cue"), (" ", ""), ("Holt", "source"), (".", "")]
        );
    }
}
