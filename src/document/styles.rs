//! What the names of paragraph styles say, in Word and in OpenDocument.

use super::ParagraphKind;

/// How many styles may be based on each other; Word allows eleven.
pub(super) const DEEPEST: usize = 16;

/// The kind that a style's name speaks for: Word keeps the English names of its own styles in every language, and
/// LibreOffice and pandoc have names of their own.
pub(super) fn kind(name: &str) -> Option<ParagraphKind> {
    let name: String = name.to_lowercase().split([' ', '_', '-']).collect();
    let starts = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if starts(&["heading", "title", "subtitle"]) {
        Some(ParagraphKind::Heading)
    } else if starts(&["quote", "intensequote", "quotation", "blocktext", "blockquot"]) {
        Some(ParagraphKind::BlockQuotation)
    } else if name.ends_with("caption") {
        Some(ParagraphKind::Caption)
    } else if starts(&["list"]) {
        Some(ParagraphKind::ListItem)
    } else {
        None
    }
}
