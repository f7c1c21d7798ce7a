//! Random text put through the writer of each format comes back the same, and each span lies on its words.

#[allow(dead_code, reason = "shared with the tests that need all of it")]
mod archives;

use archives::{docx_with, epub_with, odt_with, paragraphs, read};
use proptest::prelude::*;
use whosaid::document::docx::{Note, annotate};
use whosaid::document::{Document, Kind, TrackedChanges};
use whosaid::text::Span;

/// Paragraphs of words with single blanks between them: letters, marks, and everything that markup is made of.
fn text() -> impl Strategy<Value = Vec<String>> {
    let word = "[a-zA-Z“”‘’é€語𝄞0-9.,:;!?&<>*_`#+=~|$(){}\\[\\]\\\\/\"'-]{1,9}";
    let words = prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "));
    prop::collection::vec(words, 1..5)
}

/// The only document in bytes.
fn one(bytes: &[u8], kind: Kind) -> Document {
    let mut documents = read(bytes, kind).expect("what was written should be read");
    assert_eq!(documents.len(), 1, "there should be one document");
    documents.remove(0)
}

/// The paragraphs come back, and each character of the readable text stands where it was written: `written` gives what a
/// character looks like in the source.
fn holds(document: &Document, expected: &[String], written: impl Fn(char) -> Vec<String>) {
    assert_eq!(paragraphs(document), expected, "of {:?}", document.source());
    for paragraph in document.paragraphs() {
        for (at, c) in paragraph.span.of(document.text()).char_indices() {
            let start = paragraph.span.start + at;
            let place = document.in_source(Span::new(start, start + c.len_utf8()));
            let there = place.of(document.source());
            let ways = written(c);
            assert!(ways.iter().any(|way| way == there), "{c:?} should not be {there:?} in {:?}", document.source());
        }
        let whole = document.in_source(paragraph.span);
        assert!(!whole.of(document.source()).is_empty(), "a paragraph should stand in the source");
    }
}

fn as_it_is(c: char) -> Vec<String> {
    vec![c.to_string()]
}

fn markdown(text: &[String]) -> String {
    let escape = |paragraph: &String| -> String {
        paragraph.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect()
    };
    text.iter().map(escape).collect::<Vec<_>>().join("\n\n")
}

/// Some characters as entities, the others as they are where they may be; a tag between two words now and then.
fn html(text: &[String], odd: usize) -> String {
    let escape = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '“' => "&ldquo;".to_owned(),
        ' ' => "\n <b></b> ".to_owned(),
        c if u32::from(c) as usize % 7 == odd => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    };
    text.iter().map(|paragraph| format!("<p>{}", paragraph.chars().map(escape).collect::<String>())).collect()
}

fn xml(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Runs of a few characters each.
fn docx(text: &[String], length: usize) -> Vec<u8> {
    let run = |words: &[char]| {
        let words: String = words.iter().collect();
        format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(&words))
    };
    let paragraph = |words: &String| {
        let words: Vec<char> = words.chars().collect();
        format!("<w:p>{}</w:p>", words.chunks(length).map(run).collect::<String>())
    };
    docx_with(&text.iter().map(paragraph).collect::<String>(), &[])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn plain(text in text()) {
        // What plain text has a meaning for is left out: quoted lines, italics, labels of a transcript are no matter here.
        let text: Vec<String> = text.iter().map(|it| it.replace(['_', '>'], "-")).collect();
        let source = text.join("\r\n\r\n");
        holds(&one(source.as_bytes(), Kind::Plain), &text, as_it_is);
    }

    #[test]
    fn plain_by_mail(text in text()) {
        let text: Vec<String> = text.iter().map(|it| it.replace(['_', '>'], "-")).collect();
        let source: String = text.iter().map(|it| format!("> {it}\n>\n")).collect();
        let document = one(format!("From: a@b.example\nSubject: c\n\n{source}").as_bytes(), Kind::Plain);
        holds(&document, &text, as_it_is);
    }

    #[test]
    fn plain_in_utf_16(text in text()) {
        let text: Vec<String> = text.iter().map(|it| it.replace(['_', '>'], "-")).collect();
        let source = text.join("\n\n");
        let bytes: Vec<u8> = [0xFE, 0xFF].into_iter().chain(source.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let document = one(&bytes, Kind::Plain);
        holds(&document, &text, as_it_is);
        prop_assert_eq!(document.bytes(document.source()), Ok(bytes));
    }

    #[test]
    fn markdown_escaped(text in text()) {
        let source = markdown(&text);
        holds(&one(source.as_bytes(), Kind::Markdown), &text, |c| vec![c.to_string(), format!("\\{c}")]);
    }

    #[test]
    fn html_with_entities(text in text(), odd in 0usize..7) {
        let source = html(&text, odd);
        let ways = |c: char| {
            let mut ways = vec![c.to_string(), format!("&#{};", u32::from(c))];
            ways.extend(match c {
                '&' => vec!["&amp;".to_owned()],
                '<' => vec!["&lt;".to_owned()],
                '>' => vec!["&gt;".to_owned()],
                '“' => vec!["&ldquo;".to_owned()],
                ' ' => vec!["\n ".to_owned(), "\n <b></b> ".to_owned()],
                _ => vec![],
            });
            ways
        };
        holds(&one(source.as_bytes(), Kind::Html), &text, ways);
    }

    #[test]
    fn word(text in text(), length in 1usize..8, from in 0usize..200, to in 0usize..200) {
        let bytes = docx(&text, length);
        let document = one(&bytes, Kind::Docx);
        holds(&document, &text, as_it_is);
        // A comment on any words stands on just these, and changes none.
        let source = document.source();
        let (from, to) = (source.floor_char_boundary(from.min(source.len())), source.floor_char_boundary(to.min(source.len())));
        let span = Span::new(from.min(to), from.max(to));
        let words = span.of(source);
        prop_assume!(!words.is_empty() && !words.contains('\n'));
        let note = Note { span, words: "<no> & “yes”".to_owned() };
        let copy = annotate(&bytes, TrackedChanges::Accept, &[note]).expect("it should be annotated");
        let read_again = one(&copy, Kind::Docx);
        prop_assert_eq!(read_again.source(), source);
        let body = archives::parts(&copy).into_iter().find(|(name, _)| name == "word/document.xml").expect("a body").1;
        let body = String::from_utf8(body).expect("a body should be UTF-8");
        let held = body.split("<w:commentRangeStart w:id=\"0\"/>").nth(1).expect("a comment should begin");
        let held = held.split("<w:commentRangeEnd").next().expect("a comment should end");
        let inside = docx_with(&format!("<w:p>{held}</w:p>"), &[]);
        let inside = one(&inside, Kind::Docx);
        prop_assert_eq!(inside.source().trim_end_matches('\n'), words);
    }

    #[test]
    fn open_document(text in text()) {
        let paragraphs: String = text.iter().map(|it| format!("<text:p>{}</text:p>\n", xml(it).replace(' ', "\n<text:span/>"))).collect();
        holds(&one(&odt_with("", &paragraphs), Kind::Odt), &text, as_it_is);
    }

    #[test]
    fn book(text in text()) {
        let chapter: String = text.iter().map(|it| format!("<p>{}<i/></p>\n", xml(it))).collect();
        holds(&one(&epub_with(&[&chapter], &[0]), Kind::Epub), &text, as_it_is);
    }
}
