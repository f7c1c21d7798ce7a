//! Plain text: blocks between blank lines, hard-wrapped or one line each; as it comes by e-mail, with `>` before the
//! lines of others; with underscores for italics, as Project Gutenberg writes them; and as transcripts.

use memchr::{memchr, memchr_iter, memmem};

use super::prose::Prose;
use super::{Comment, Document, Kind, Paragraph, ParagraphKind, comments, set_off, transcript};
use crate::text::Span;

/// The shortest line, in bytes, that a hard-wrapped paragraph is taken to be filled to.
const SHORTEST_FILL: usize = 45;
/// The longest line that somebody wraps by hand or editor; longer ones are paragraphs of their own.
const LONGEST_FILL: usize = 110;
/// A long word, in bytes, with the blank before it.
const WORD: usize = 16;
/// Lines that stand so many blanks further right than the text around them are set off from it.
const INDENT: usize = 2;

/// A draft in plain text.
pub(super) fn read(text: String) -> Document {
    let header = header(&text);
    let quoted = quoted_lines(&text);
    let mut comments = Vec::new();
    let reading = Lines { text: &text, start: header, letter: header > 0 || quoted.most };
    if !quoted.any && !has_italics(&text) {
        let mut paragraphs = Vec::new();
        reading.each(&mut comments, |block, kind| {
            let span = block.first().map_or(Span::default(), |line| line.to(block[block.len() - 1]));
            add(&text, &mut paragraphs, span, kind);
        });
        transcript::turns(&text, &mut paragraphs);
        comments::complete(&text, &mut comments, |comment| comment.span);
        return Document { kind: Kind::Plain, paragraphs, comments, source: text, ..Document::default() };
    }
    let mut prose = Prose::with_capacity(text.len());
    reading.each(&mut comments, |lines, kind| {
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                prose.put("\n", Span::new(lines[number - 1].end, line.start));
            }
            copy(&text, *line, &mut prose);
        }
        prose.end(ParagraphKind::Body);
        let (readable, paragraphs) = prose.parts();
        if let Some(last) = paragraphs.pop() {
            add(readable, paragraphs, last.span, kind);
        }
    });
    comments::complete(&text, &mut comments, |comment| prose.append(&text, comment.span));
    let (readable, map, mut paragraphs) = prose.finish();
    transcript::turns(&readable, &mut paragraphs);
    Document {
        kind: Kind::Plain,
        readable: Some(readable),
        map,
        paragraphs,
        comments,
        source: text,
        ..Document::default()
    }
}

/// The paragraphs of a text that is read as it is, in order, without the blanks around them.
///
/// Lines of one block are one paragraph where the block is filled as by hard wrapping: each line but the last
/// is so long that the next line's first word had no room. Otherwise each line is a paragraph. A line of comments is
/// none, and ends the one before.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    Lines { text, start: 0, letter: false }.each(&mut Vec::new(), |block, kind| {
        let span = block.first().map_or(Span::default(), |line| line.to(block[block.len() - 1]));
        add(text, &mut paragraphs, span, kind);
    });
    transcript::turns(text, &mut paragraphs);
    paragraphs
}

/// The encoding that the header of a letter declares.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(2048))?;
    let head = head.get(..memmem::find(head, b"\n\n").or_else(|| memmem::find(head, b"\r\n\r\n"))?)?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let kind = head.lines().find(|line| line.starts_with("content-type:"))?;
    let label = kind.split("charset=").nth(1)?.trim_matches(['"', ' ']);
    Some(label.split([';', '"', ' ']).next()?.to_owned())
}

fn add(text: &str, paragraphs: &mut Vec<Paragraph>, span: Span, kind: ParagraphKind) {
    let same = kind == ParagraphKind::BlockQuotation && paragraphs.last().is_some_and(|last| last.kind == kind);
    paragraphs.push(Paragraph::new(span, kind));
    if kind == ParagraphKind::BlockQuotation {
        set_off::block_quotation(text, paragraphs, same);
    }
}

// ---- lines and blocks

/// A line without the blanks around it and the marks of quoted lines before it.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span,
    /// How many `>` stand before it.
    depth: usize,
    /// How many blanks stand before it.
    indent: usize,
}

/// The lines of a text from an offset on.
#[derive(Debug, Clone, Copy)]
struct Lines<'t> {
    text: &'t str,
    start: usize,
    /// Whether quoted lines are a letter that is answered, and not a quotation.
    letter: bool,
}

impl Lines<'_> {
    /// Hands on each paragraph: its lines, and what it is. Comments that have a line of their own are no part of any.
    fn each(self, comments: &mut Vec<Comment>, mut take: impl FnMut(&[Span], ParagraphKind)) {
        let (mut block, mut spans) = (Vec::new(), Vec::new());
        let mut start = self.start;
        // Whether the text before, which is not indented, leads in to what is.
        let mut leads_in = false;
        for end in
            memchr_iter(b'\n', &self.text.as_bytes()[start..]).map(|end| end + self.start).chain([self.text.len()])
        {
            let whole = Span::new(start, end);
            start = end + 1;
            if whole.is_empty() {
                self.flush(&mut block, &mut spans, &mut leads_in, &mut take);
                continue;
            }
            let line = line(self.text, whole);
            let here = comments::on_line(self.text, line.span);
            let ends = line.span.is_empty()
                || !here.is_empty()
                || block.last().is_some_and(|before: &Line| before.depth != line.depth);
            if ends {
                self.flush(&mut block, &mut spans, &mut leads_in, &mut take);
            }
            if !line.span.is_empty() && here.is_empty() {
                block.push(line);
            }
            comments.extend(here);
        }
        self.flush(&mut block, &mut spans, &mut leads_in, &mut take);
    }

    /// Hands on the paragraphs of a block and empties it. `spans` is room for its lines.
    fn flush(
        self,
        block: &mut Vec<Line>,
        spans: &mut Vec<Span>,
        leads_in: &mut bool,
        take: &mut impl FnMut(&[Span], ParagraphKind),
    ) {
        let (Some(first), Some(last)) = (block.first(), block.last()) else { return };
        let indented = block.iter().all(|line| line.indent >= INDENT);
        let quoted = first.depth > 0 && !self.letter || indented && *leads_in;
        let kind = if quoted { ParagraphKind::BlockQuotation } else { ParagraphKind::Body };
        *leads_in = indented && *leads_in || last.span.of(self.text).ends_with(':');
        let width = width(block);
        spans.clear();
        spans.extend(block.iter().map(|line| line.span));
        let mut from = 0;
        for at in 1..=spans.len() {
            if at == spans.len() || !wraps(self.text, spans[at - 1], spans[at], width) {
                take(&spans[from..at], kind);
                from = at;
            }
        }
        block.clear();
    }
}

fn line(text: &str, span: Span) -> Line {
    let outer = trimmed(text, span);
    let mut depth = 0;
    let mut start = outer.start;
    while let Some(rest) = text[start..outer.end].strip_prefix('>') {
        depth += 1;
        start = outer.end - rest.trim_start().len();
    }
    if depth == 0 {
        return Line { span: outer, depth, indent: outer.start - span.start };
    }
    // One blank behind the marks belongs to them.
    let marks = outer.start + text[outer.start..start].trim_end().len();
    let inner = trimmed(text, Span::new(start, outer.end));
    Line { span: inner, depth, indent: inner.start.saturating_sub(marks + 1) }
}

/// The width that the lines of a block are filled to. One line that stands out by no more than a word was mended since
/// the block was wrapped.
fn width(block: &[Line]) -> usize {
    let (mut longest, mut second) = (0, 0);
    for length in block.iter().map(|line| line.span.len()) {
        second = second.max(length.min(longest));
        longest = longest.max(length);
    }
    if block.len() > 2 && longest - second <= WORD { second } else { longest }
}

/// Whether a line of a filled block goes on in the next one: it has no room for its first word, or was mended since and
/// stops in the middle of a sentence.
fn wraps(text: &str, line: Span, next: Span, width: usize) -> bool {
    let first_word = next.of(text).split_whitespace().next().map_or(0, str::len);
    let full = line.len() + 1 + first_word + 4 > width;
    let stops = || line.of(text).ends_with(|c: char| !c.is_alphanumeric() && c != ',');
    let goes_on = || next.of(text).starts_with(char::is_lowercase) && !stops();
    (SHORTEST_FILL..=LONGEST_FILL).contains(&width) && (full || goes_on())
}

fn trimmed(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let words = span.of(text);
    // Most lines have no blanks around them.
    if let ([first, ..], [.., last]) = (words.as_bytes(), words.as_bytes())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return span;
    }
    let start = span.start + (words.len() - words.trim_start_matches(blank).len());
    let end = span.end - (words.len() - words.trim_end_matches(blank).len());
    Span::new(start, end.max(start))
}

// ---- letters

#[derive(Debug, Clone, Copy)]
struct Quoted {
    any: bool,
    /// Whether most lines that hold words are quoted.
    most: bool,
}

fn quoted_lines(text: &str) -> Quoted {
    if memchr(b'>', text.as_bytes()).is_none() {
        return Quoted { any: false, most: false };
    }
    let (mut quoted, mut all) = (0usize, 0usize);
    for line in text.lines().map(str::trim_start).filter(|line| !line.is_empty()) {
        all += 1;
        quoted += usize::from(line.starts_with('>'));
    }
    Quoted { any: quoted > 0, most: quoted * 2 > all }
}

/// Where the text of a letter begins behind its header; 0 where there is none.
fn header(text: &str) -> usize {
    let mut at = 0;
    let mut fields = 0;
    let mut letter = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        at += line.len();
        if words.is_empty() {
            return if fields > 1 && letter { at } else { 0 };
        }
        let name = words.split_once(": ").or_else(|| words.split_once(':').filter(|(_, rest)| rest.is_empty()));
        match name.map(|(name, _)| name) {
            Some(name) if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
                fields += 1;
                letter |= matches!(name, "From" | "Subject" | "Message-ID" | "Return-Path");
            }
            // A long field goes on in the next line.
            _ if fields > 0 && words.starts_with([' ', '\t']) => {}
            _ => return 0,
        }
    }
    0
}

// ---- italics

/// Whether a text has an underscore that stands for italics.
fn has_italics(text: &str) -> bool {
    memchr_iter(b'_', text.as_bytes()).any(|at| is_italics(text, at))
}

/// Whether the underscore at an offset begins or ends words: not one inside of a word, none of a line of them.
fn is_italics(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at + 1..].chars().next();
    let inner = |c: Option<char>| c.is_some_and(|c| c != '_' && !c.is_whitespace());
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    before != Some('_') && behind != Some('_') && (inner(before) || inner(behind)) && !(part(before) && part(behind))
}

/// Copies a line without the underscores that stand for italics.
fn copy(text: &str, line: Span, prose: &mut Prose) {
    let mut start = line.start;
    for at in memchr_iter(b'_', line.of(text).as_bytes()).map(|at| line.start + at) {
        if is_italics(text, at) {
            prose.copy(text, Span::new(start, at));
            start = at + 1;
        }
    }
    prose.copy(text, Span::new(start, line.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_wrapped_lines_from_paragraphs() {
        let words = |text: &str| {
            paragraphs(text).iter().map(|paragraph| paragraph.span.of(text).lines().count()).collect::<Vec<_>>()
        };
        assert_eq!(words("One.\n\nTwo.\r\n\r\n\n  Three. "), [1, 1, 1], "should split at blank lines");
        assert_eq!(words("A headline\nBy Lena Holt\nARDEN — It rained."), [1, 1, 1], "should keep short lines apart");
        let wrapped = "The council voted on Tuesday to close the last of the town's\nlibraries, a step that readers had fought since the spring and\nthat staff had feared.";
        assert_eq!(words(wrapped), [3], "should join wrapped lines");
        let shorter = wrapped.replace("close the last of the town's", "close");
        assert_eq!(words(&shorter), [3], "a line that was mended since should go on");
        let longer = wrapped.replace("a step that", "a long step that");
        assert_eq!(words(&longer), [3], "and not set the width of the others");
        let commented = format!("<!-- whosaid: ignore[x] -->\n{wrapped}\n<!-- a note --> Two.");
        assert_eq!(words(&commented), [3, 1], "should leave out lines of comments alone");
        assert_eq!(words(""), [0; 0], "should find nothing in nothing");
    }

    fn kinds(text: &str) -> Vec<(ParagraphKind, String)> {
        let document = read(text.to_owned());
        let words = |paragraph: &Paragraph| (paragraph.kind, paragraph.span.of(document.text()).to_owned());
        document.paragraphs().iter().map(words).collect()
    }

    #[test]
    fn quoted_lines_are_a_quotation_or_a_letter() {
        use ParagraphKind::{BlockQuotation, Body};
        assert_eq!(
            kinds("It rained. She wrote:\n\n> I was promised\n> a stage.\n\nIt rained on. It did not stop."),
            [
                (Body, "It rained. She wrote:".to_owned()),
                (BlockQuotation, "I was promised".to_owned()),
                (BlockQuotation, "a stage.".to_owned()),
                (Body, "It rained on. It did not stop.".to_owned())
            ]
        );
        assert_eq!(
            kinds("From: a@b.example\nSubject: no\n\nHere.\n\n> “It is over,” said Holt.\n>> Is it?\n"),
            [(Body, "Here.".to_owned()), (Body, "“It is over,” said Holt.".to_owned()), (Body, "Is it?".to_owned())]
        );
        assert_eq!(
            kinds("She wrote:\n\n    I was promised a stage.\n\n    And a hall.\n\nIt rained."),
            [
                (Body, "She wrote:".to_owned()),
                (BlockQuotation, "I was promised a stage.".to_owned()),
                (BlockQuotation, "And a hall.".to_owned()),
                (Body, "It rained.".to_owned())
            ]
        );
    }

    #[test]
    fn underscores_for_italics_are_left_out() {
        let document = read("“_No_,” she said, “I will _not_ open a_file_name or sign ____.”".to_owned());
        assert_eq!(document.text().trim_end(), "“No,” she said, “I will not open a_file_name or sign ____.”");
        let words = document.paragraphs()[0].span;
        let quotation = Span::new(words.start, words.start + "“No,”".len());
        assert_eq!(document.in_source(quotation).of(document.source()), "“_No_,”");
    }

    #[test]
    fn comments_have_lines_of_their_own() {
        let text = "It rained.\n<!-- whosaid: ignore[x] why -->\nIt poured.";
        let document = read(text.to_owned());
        assert_eq!(document.paragraphs().len(), 2, "a comment should be no paragraph");
        let words: Vec<_> = document.comments().iter().map(|comment| comment.words.of(text)).collect();
        assert_eq!(words, ["whosaid: ignore[x] why"]);
    }
}
