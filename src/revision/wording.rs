//! What became of some words: which stayed, which went, which came.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// They stand in both.
    Kept,
    /// They stand in the old words only.
    Removed,
    /// They stand in the new words only.
    Added,
}

/// A run of words with the spaces and marks between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub wording: Wording,
    /// The words.
    pub text: String,
}

/// The difference of two texts, word by word. What is kept and removed makes the old text, what is kept and added the
/// new one; between two kept runs, what is removed stands before what is added.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (split(old), split(new));
    let mut steps: Vec<(Wording, &str)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        for change in op.iter_changes(&old, &new) {
            let wording = match change.tag() {
                ChangeTag::Equal => Wording::Kept,
                ChangeTag::Delete => Wording::Removed,
                ChangeTag::Insert => Wording::Added,
            };
            steps.push((wording, change.value()));
        }
    }
    gathered(&steps)
}

/// The steps as few pieces: a space between two changes belongs to both, so that changed words read as a phrase.
fn gathered(steps: &[(Wording, &str)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let mut at = 0;
    while let Some(&(wording, text)) = steps.get(at) {
        at += 1;
        match wording {
            Wording::Removed => removed.push_str(text),
            Wording::Added => added.push_str(text),
            Wording::Kept => {
                let behind = steps.get(at).is_some_and(|(wording, _)| *wording != Wording::Kept);
                if text == " " && behind && !removed.is_empty() && !added.is_empty() {
                    removed.push_str(text);
                    added.push_str(text);
                    continue;
                }
                flush(&mut pieces, &mut removed, &mut added);
                match pieces.last_mut() {
                    Some(last) if last.wording == Wording::Kept => last.text.push_str(text),
                    _ => pieces.push(Piece { wording, text: text.to_owned() }),
                }
            }
        }
    }
    flush(&mut pieces, &mut removed, &mut added);
    pieces
}

fn flush(pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    for (wording, text) in [(Wording::Removed, removed), (Wording::Added, added)] {
        if !text.is_empty() {
            pieces.push(Piece { wording, text: std::mem::take(text) });
        }
    }
}

/// Words, and single characters between them. An apostrophe, a hyphen, a comma or a full stop between two letters or
/// digits is part of the word.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() { word(rest) } else { first.len_utf8() };
        let (part, behind) = rest.split_at(length);
        parts.push(part);
        rest = behind;
    }
    parts
}

fn word(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let joins = matches!(character, '\'' | '’' | '-' | '.' | ',')
            && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !character.is_alphanumeric() && !joins {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let piece = |piece: &Piece| match piece.wording {
            Wording::Kept => piece.text.clone(),
            Wording::Removed => format!("[-{}-]", piece.text),
            Wording::Added => format!("{{+{}+}}", piece.text),
        };
        difference(old, new).iter().map(piece).collect()
    }

    #[test]
    fn words_are_compared_without_the_marks_beside_them() {
        assert_eq!(shown("“We lost,”", "“We lost.”"), "“We lost[-,-]{+.+}”");
        assert_eq!(shown("“We don't know.”", "“We know.”"), "“We [-don't -]know.”");
        assert_eq!(shown("It cost $1,500", "It cost $1,800"), "It cost $[-1,500-]{+1,800+}");
    }

    #[test]
    fn changed_words_that_touch_read_as_a_phrase() {
        assert_eq!(shown("It will not hold", "It cannot ever hold"), "It [-will not-]{+cannot ever+} hold");
        assert_eq!(shown("", "New"), "{+New+}");
        assert_eq!(shown("Same", "Same"), "Same");
    }
}
