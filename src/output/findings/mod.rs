//! What `check` prints: findings, one format a file.

mod concise;
mod excerpt;
mod jsonl;
mod text;

use std::io;

use annotate_snippets::normalize_untrusted_str;

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;

/// How findings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FindingsFormat {
    /// For people: the words underlined where they stand, as compilers print errors.
    #[default]
    Text,
    /// A line a finding: `path:line:column: severity[rule] message`
    Concise,
    /// For programs: a JSON object a line and finding
    Jsonl,
}

/// Writes the findings of one draft, in the order given; nothing where there are none.
///
/// `path` is how the draft is named to the reader, `analysis` that which the findings were made from. Colours are
/// written only in the formats for people, and only where `color` asks for them.
///
/// # Errors
///
/// Those of `out`.
pub fn write(
    out: &mut dyn io::Write,
    format: FindingsFormat,
    color: bool,
    path: &str,
    analysis: &Analysis,
    found: &[Diagnostic],
) -> io::Result<()> {
    match format {
        FindingsFormat::Text => text::write(out, color, path, analysis, found),
        FindingsFormat::Concise => concise::write(out, color, path, analysis, found),
        FindingsFormat::Jsonl => jsonl::write(out, path, analysis, found),
    }
}

/// A text in one line in which nothing can steer a terminal, for the formats for people.
fn plain(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character == '\n' { ' ' } else { harmless(character) }).collect();
    normalize_untrusted_str(&text)
}

/// What stands for a character that the renderer lets through though a terminal may act on it; as long in UTF-8.
const fn harmless(character: char) -> char {
    match character {
        '\u{80}'..='\u{9f}' => '¤',
        '\u{2028}' | '\u{2029}' => char::REPLACEMENT_CHARACTER,
        character => character,
    }
}
