//! Snapshots: who said what in a draft, as a text that people review and that merges as text.
//!
//! ```text
//! snapshot  = "whosaid snapshot 1" { header } { blank { blank } entry }
//! header    = "draft: " path | "grammar: " fingerprint | "was: " path
//! entry     = [ "speaker: " name ] "kind: " kind [ "cue: " words ] "words: " words { "  " words }
//! ```
//!
//! Every sentence of the words has a line of its own, so that a change shows where it is. An entry says nothing of its
//! place or its number: entries that come and go elsewhere leave it as it is.

use std::fmt::Write;

use super::{Entry, EntryKind};
use crate::error::Error;

/// The first line of every snapshot.
const TITLE: &str = "whosaid snapshot ";
/// Raised when the format changes so that older programs can't read it.
const VERSION: &str = "1";

/// What was recorded of one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The draft's path from the folder that the snapshots belong to, with `/`.
    pub draft: String,
    /// The fingerprint of the grammar that read it.
    pub grammar: String,
    /// The path that the draft had when it was last recorded, where that is another. Only a pending snapshot has it.
    pub was: Option<String>,
    /// Who said what, in order.
    pub entries: Vec<Entry>,
}

/// Whether a file is one of our snapshots: other programs name theirs alike.
pub fn is_snapshot(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with(TITLE)
}

/// The text of a snapshot. [`parse`] reads it back as it was, but for the places of the entries.
pub fn text(snapshot: &Snapshot) -> String {
    let Snapshot { draft, grammar, was, entries } = snapshot;
    let mut text = format!("{TITLE}{VERSION}\ndraft: {draft}\ngrammar: {grammar}\n");
    if let Some(was) = was {
        // Writing to a text never fails.
        let _ = writeln!(text, "was: {was}");
    }
    for entry in entries {
        text.push('\n');
        for (name, value) in
            [("speaker", entry.speaker.as_deref()), ("kind", Some(entry.kind.name())), ("cue", entry.cue.as_deref())]
        {
            if let Some(value) = value {
                let _ = writeln!(text, "{name}: {value}");
            }
        }
        for (number, sentence) in sentences(&entry.words).into_iter().enumerate() {
            let _ = writeln!(text, "{}{sentence}", if number == 0 { "words: " } else { "  " });
        }
    }
    text
}

/// The words cut behind what ends a sentence, as it seems: a line may be long or short, it only has to stay the same.
fn sentences(words: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in words.match_indices(' ') {
        let before = words[start..at].trim_end_matches(['”', '"', '’', '\'', '»', ')']);
        if before.ends_with(['.', '?', '!', '…']) && at + 1 < words.len() {
            sentences.push(&words[start..at]);
            start = at + 1;
        }
    }
    sentences.push(&words[start..]);
    sentences
}

/// Reads a snapshot. Carriage returns at line ends don't count.
///
/// # Errors
///
/// What is no snapshot, or none of this version; a line that is no field, a field that is unknown, misplaced, given
/// twice or missing; an unresolved merge. Each names its line.
pub fn parse(text: &str) -> Result<Snapshot, Error> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate().map(|(at, line)| (at + 1, line)).peekable();
    let title = lines.next().map(|(_, line)| line).unwrap_or_default();
    match title.strip_prefix(TITLE) {
        Some(VERSION) => {}
        Some(version) => {
            let reason = format!("snapshot version `{version}` is unknown; record it anew, or use a newer whosaid");
            return Err(Error::new(reason).on_line(1));
        }
        None => return Err(Error::new(format!("not a snapshot: it should begin with `{TITLE}{VERSION}`")).on_line(1)),
    }
    let mut blocks: Vec<Vec<Field<'_>>> = vec![Vec::new()];
    for (number, line) in lines {
        let refuse = |reason: &str| Error::new(reason).on_line(number);
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
            return Err(refuse("a merge is not resolved here; resolve it, or record the draft anew"));
        }
        let Some(block) = blocks.last_mut() else { break };
        if line.trim().is_empty() {
            if !block.is_empty() || blocks.len() == 1 {
                blocks.push(Vec::new());
            }
        } else if let Some(more) = line.strip_prefix("  ") {
            let field = block.last_mut().filter(|field| field.name == "words");
            let field = field.ok_or_else(|| refuse("only words go on in an indented line"))?;
            field.value.push(' ');
            field.value.push_str(more.trim());
        } else {
            let (name, value) = line.split_once(':').ok_or_else(|| refuse("not a field: `name: value`"))?;
            if block.iter().any(|field| field.name == name) {
                return Err(refuse(&format!("`{name}` is given twice; a blank line separates entries")));
            }
            block.push(Field { name, value: value.trim().to_owned(), line: number });
        }
    }
    let mut blocks = blocks.into_iter();
    let (draft, grammar, was) = header(blocks.next().unwrap_or_default())?;
    let entries = blocks.filter(|block| !block.is_empty()).map(entry).collect::<Result<Vec<_>, _>>()?;
    Ok(Snapshot { draft, grammar, was, entries })
}

/// One line `name: value`.
struct Field<'t> {
    name: &'t str,
    value: String,
    line: usize,
}

fn header(fields: Vec<Field<'_>>) -> Result<(String, String, Option<String>), Error> {
    let last = fields.last().map_or(1, |field| field.line);
    let (mut draft, mut grammar, mut was) = (None, None, None);
    for field in fields {
        match field.name {
            "draft" => draft = Some(field.value),
            "grammar" => grammar = Some(field.value),
            "was" => was = Some(field.value),
            name => return Err(unknown(name, &["draft", "grammar", "was"]).on_line(field.line)),
        }
    }
    let draft = draft.filter(|draft| !draft.is_empty()).ok_or_else(|| missing("draft", last))?;
    Ok((draft, grammar.ok_or_else(|| missing("grammar", last))?, was))
}

fn entry(fields: Vec<Field<'_>>) -> Result<Entry, Error> {
    let last = fields.last().map_or(1, |field| field.line);
    let (mut speaker, mut kind, mut cue, mut words) = (None, None, None, None);
    for field in fields {
        if field.value.is_empty() {
            return Err(Error::new(format!("`{}` is empty", field.name)).on_line(field.line));
        }
        match field.name {
            "speaker" => speaker = Some(field.value),
            "cue" => cue = Some(field.value),
            "words" => words = Some(field.value),
            "kind" => {
                let known = EntryKind::ALL.into_iter().find(|kind| kind.name() == field.value);
                let names = EntryKind::ALL.map(EntryKind::name);
                kind = Some(known.ok_or_else(|| {
                    Error::new(format!("`{}` is no kind: {}", field.value, names.join(", "))).on_line(field.line)
                })?);
            }
            name => return Err(unknown(name, &["speaker", "kind", "cue", "words"]).on_line(field.line)),
        }
    }
    let kind = kind.ok_or_else(|| missing("kind", last))?;
    let words = words.ok_or_else(|| missing("words", last))?;
    Ok(Entry { speaker, kind, cue, words, place: None })
}

fn unknown(name: &str, known: &[&str]) -> Error {
    let nearest = known.iter().min_by_key(|known| strsim::osa_distance(name, known)).copied().unwrap_or_default();
    Error::new(format!("`{name}` is no field here; the nearest is `{nearest}`"))
}

fn missing(name: &str, line: usize) -> Error {
    Error::new(format!("`{name}` is missing")).on_line(line)
}
