//! Commands that GitHub Actions reads from what a step writes: `::error file=…,line=…::message`.

/// The message of a command. Line ends have an escape of their own; nothing else may steer the terminal that shows it.
pub(crate) fn data(words: &str) -> String {
    let steers = |c: char| c.is_control() && !"\r\n".contains(c) || matches!(c, '\u{2028}' | '\u{2029}');
    words.replace(steers, "\u{fffd}").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property.
pub(crate) fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}
