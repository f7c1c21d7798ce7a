//! Text as XML 1.0 may hold it.

use quick_xml::escape::escape;

/// Words between tags: what XML reads as markup is escaped, what it may not hold becomes U+FFFD.
pub(crate) fn text(words: &str) -> String {
    let clean: String = words.chars().map(|c| if is_allowed(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
    // A bare carriage return would be read as a line feed.
    escape(clean.as_str()).replace('\r', "&#13;")
}

/// Words as the value of an attribute, between double quotes: line ends and tabs are kept as well.
pub(crate) fn attribute(words: &str) -> String {
    text(words).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// The characters of XML 1.0, without those that it discourages: <https://www.w3.org/TR/xml/#charsets>.
fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => true,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => false,
        // The last two of each plane are no characters.
        c => u32::from(c) & 0xfffe != 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::{attribute, text};

    #[test]
    fn markup_is_escaped_and_what_cannot_stand_is_replaced() {
        assert_eq!(text("a <b> & \"c\"\n"), "a &lt;b&gt; &amp; &quot;c&quot;\n");
        assert_eq!(text("\u{1b}[31m\u{0}\u{fffe}\u{1ffff}\u{9b}"), "�[31m����");
        assert_eq!(text("👩‍👩‍👧 e\u{301}\r\n"), "👩‍👩‍👧 e\u{301}&#13;\n");
        assert_eq!(attribute("a\n\tb"), "a&#10;&#9;b");
    }
}
