//! Transcripts: paragraphs that begin with who speaks, `REYES:`, and are otherwise that person's words.
//!
//! ```text
//! turn  = label ":" words
//! label = capitals { " " capitals }      "REYES", "MS. REYES", "McBRIDE", "THE COURT", "Q", "SPEAKER 1"
//!       | name { " " name }              "Lena Holt"
//! ```
//!
//! One such paragraph may be anything, "UPDATE: …". So labels count where several stand together.

use super::{Paragraph, ParagraphKind};
use crate::text::Span;

/// The longest label, in words and in bytes.
const LONGEST_LABEL: (usize, usize) = (4, 40);

/// What may open a surname in small letters is shorter than this, in bytes: "Mc", "Mac", "Fitz".
const LONGEST_OPENING: usize = 5;

/// A paragraph that may be a turn.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    paragraph: usize,
    label: Span,
    words: Span,
    capitals: bool,
}

/// Makes turns of the paragraphs that are.
pub(super) fn turns(text: &str, paragraphs: &mut [Paragraph]) {
    let body = paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.kind == ParagraphKind::Body);
    let candidates: Vec<Candidate> =
        body.filter_map(|(number, paragraph)| candidate(text, number, paragraph.span)).collect();
    for capitals in [true, false] {
        let alike: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.capitals == capitals).collect();
        if !are_turns(text, &alike, capitals) {
            continue;
        }
        for candidate in alike {
            let turn = &mut paragraphs[candidate.paragraph];
            turn.kind = ParagraphKind::Turn;
            // Words that have their marks are a quotation as it is.
            let marked = candidate.words.of(text).starts_with(['“', '"', '‘', '«', '„', '\'', '`']);
            turn.set_off = Some(candidate.words).filter(|_| !marked);
        }
    }
}

fn candidate(text: &str, paragraph: usize, span: Span) -> Option<Candidate> {
    let words = span.of(text);
    let head = words.get(..words.floor_char_boundary(LONGEST_LABEL.1))?;
    let colon = memchr::memchr(b':', head.as_bytes())?;
    let label = &head[..colon];
    let said = words[colon + 1..].trim_start();
    let capitals = label.split(' ').all(is_in_capitals);
    let named = |word: &str| word.starts_with(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    let part = |word: &str| word.chars().all(|c| c.is_alphanumeric() || ".'’-".contains(c));
    let is_label = label.starts_with(char::is_uppercase)
        && label.split(' ').count() <= LONGEST_LABEL.0
        && label.split(' ').all(|word| part(word) && (capitals && !word.is_empty() || named(word)));
    let blank = words[colon + 1..].starts_with([' ', '\t', '\n', '\r']);
    // "Holt: 1,769" is a count of votes.
    let speaks = blank && said.contains(char::is_alphabetic);
    (is_label && speaks).then(|| Candidate {
        paragraph,
        label: Span::new(span.start, span.start + colon),
        words: Span::new(span.end - said.len(), span.end),
        capitals,
    })
}

/// Whether a word is in capitals. What opens a surname often isn't: "McBRIDE".
fn is_in_capitals(word: &str) -> bool {
    let behind =
        word.rfind(char::is_lowercase).map_or(word, |last| word[last..].trim_start_matches(char::is_lowercase));
    let opening = word.len() - behind.len();
    opening == 0 || opening < LONGEST_OPENING && behind.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Whether labels are those of a transcript: two speakers one behind the other; where they are not in capitals, each
/// of them twice.
fn are_turns(text: &str, candidates: &[&Candidate], capitals: bool) -> bool {
    let label = |candidate: &Candidate| candidate.label.of(text).trim_end_matches('.');
    let answered = candidates
        .windows(2)
        .any(|pair| pair[0].paragraph + 1 == pair[1].paragraph && label(pair[0]) != label(pair[1]));
    let mut labels: Vec<&str> = candidates.iter().map(|candidate| label(candidate)).collect();
    labels.sort_unstable();
    let twice = labels.chunk_by(|one, other| one == other).filter(|alike| alike.len() > 1).count();
    answered && (capitals || twice > 1)
}
