//! Character references: what `&ldquo;`, `&#8220;` and `&amp` stand for.

use html5gum::{Token, Tokenizer};
use rustc_hash::FxHashMap;

/// The longest name of an entity is shorter.
const LONGEST: usize = 40;
/// A draft has a few dozen different ones; of more, the rest is decoded anew each time.
const KEPT: usize = 1024;

/// Entities that were decoded before: decoding one takes a tokenizer of its own.
#[derive(Debug, Default)]
pub(super) struct Entities {
    known: FxHashMap<String, Option<(String, usize)>>,
}

impl Entities {
    /// What the entity that a text begins with stands for, and its length; none where `&` is only itself.
    pub(super) fn decode(&mut self, text: &str) -> Option<(&str, usize)> {
        let body = text.get(1..)?;
        let name = body.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let end = 1 + name + usize::from(body.as_bytes().get(name) == Some(&b';'));
        let reference = text.get(..end)?;
        if !self.known.contains_key(reference) {
            if self.known.len() >= KEPT {
                self.known.clear();
            }
            self.known.insert(reference.to_owned(), decoded(reference));
        }
        self.known.get(reference)?.as_ref().map(|(words, length)| (words.as_str(), *length))
    }
}

fn decoded(reference: &str) -> Option<(String, usize)> {
    let mut words = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(text) = token {
            words.push_str(&String::from_utf8_lossy(&text.value));
        }
    }
    // "&ampx" is "&x": what stands behind the entity is no part of it.
    let mut behind = 0;
    for (number, (a, b)) in words.bytes().rev().zip(reference.bytes().rev()).enumerate() {
        if a != b {
            break;
        }
        behind = number + 1;
    }
    let length = reference.len() - behind;
    match words.len() - behind {
        _ if length == 0 => None,
        // "&#59;" ends with what it stands for; its semicolon is its own.
        0 => Some((words, reference.len())),
        end => {
            words.truncate(end);
            Some((words, length))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Entities;

    #[test]
    fn entities_stand_for_characters() {
        let mut entities = Entities::default();
        for (text, expected) in [
            ("&ldquo;We", Some(("“", 7))),
            ("&#8220;We", Some(("“", 7))),
            ("&#x201C; We", Some(("“", 8))),
            ("&#147;We", Some(("“", 6))),
            ("&amp;amp;", Some(("&", 5))),
            ("&ampx;", Some(("&", 4))),
            ("&copy 2026", Some(("©", 5))),
            ("&#59;", Some((";", 5))),
            ("&semi;", Some((";", 6))),
            ("&notit;", Some(("¬", 4))),
            ("&nonsense;", None),
            ("& so on", None),
            ("&", None),
            ("&#;", None),
        ] {
            assert_eq!(entities.decode(text), expected, "of {text}");
        }
    }
}
