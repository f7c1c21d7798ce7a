//! A draft's words on one line of somebody else's: folded, made harmless, shortened.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The words on one line: white space of any kind and length becomes one space, characters that would move the
/// cursor or turn the reading direction become U+FFFD.
pub(crate) fn one_line(words: &str) -> Cow<'_, str> {
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == BYTE_ORDER_MARK);
    if !words.contains("  ") && words.chars().all(|c| c == ' ' || is_harmless(c)) {
        return Cow::Borrowed(words);
    }
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|&c| c != BYTE_ORDER_MARK).map(harmless));
    }
    Cow::Owned(line)
}

/// The words on one line of at most `width` cells. What is cut off becomes "…", at a word's end where one is near;
/// the closing mark `close`, with which the words end, is kept.
pub(crate) fn shorten<'w>(words: &'w str, close: &str, width: usize) -> Cow<'w, str> {
    let line = one_line(words);
    if line.width() <= width {
        return line;
    }
    let room = width.saturating_sub(close.width() + 1);
    let cut = cut(&line, room);
    Cow::Owned(format!("{}…{close}", line.get(..cut).unwrap_or_default()))
}

/// The character, or U+FFFD where it would move the cursor or turn the reading direction.
pub(crate) fn harmless(c: char) -> char {
    if is_harmless(c) { c } else { char::REPLACEMENT_CHARACTER }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

fn is_harmless(c: char) -> bool {
    !c.is_control()
        && (c == ' ' || !c.is_whitespace())
        && !matches!(c, BYTE_ORDER_MARK | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The offset up to which a line fits into `room` cells; behind a word where that gives away less than a third.
fn cut(line: &str, room: usize) -> usize {
    let mut used = 0;
    let mut word_end = (0, 0);
    let mut end = line.len();
    for (at, c) in line.char_indices() {
        if c == ' ' {
            word_end = (at, used);
        }
        used += c.width().unwrap_or_default();
        if used > room {
            end = at;
            break;
        }
    }
    let (at, cells) = word_end;
    let end = if cells * 3 >= room * 2 { at } else { end };
    line.get(..end).map_or(0, |kept| kept.trim_end_matches([' ', ',', ';', ':', '—', '–']).len())
}

#[cfg(test)]
mod tests {
    use super::{one_line, shorten};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn white_space_is_folded_and_controls_are_replaced() {
        assert_eq!(one_line("plain words"), "plain words");
        assert_eq!(one_line("\u{feff}  over\r\n\ttwo\u{2028}lines \u{85}\n"), "over two lines");
        assert_eq!(one_line("a\u{1b}[31mb\u{202e}c\u{7f}d"), "a�[31mb�c�d");
        assert_eq!(one_line("no\u{a0}break"), "no break");
    }

    #[test]
    fn long_words_are_cut_and_keep_their_mark() {
        assert_eq!(shorten("“One two three.”", "”", 16), "“One two three.”");
        assert_eq!(shorten("“One two, three four.”", "”", 12), "“One two…”");
        assert_eq!(shorten("“Onetwothreefour.”", "”", 10), "“Onetwot…”");
        assert_eq!(shorten("「一二三四五六七八九十」", "」", 12), "「一二三…」");
        assert_eq!(shorten("“anything”", "”", 0), "…”");
    }

    #[test]
    fn a_shortened_line_fits() {
        let words = "“Cafe\u{301}, 東京, 👩‍👩‍👧 and “more” of the same, and so on: forever.”";
        for width in 3..80 {
            let line = shorten(words, "”", width);
            assert!(line.width() <= width, "{line} should fit into {width}");
        }
    }
}
