//! What no draft is: bombs, mazes, paths out of archives. Each is refused with its reason, in bounded time and memory.

#[allow(dead_code, reason = "shared with the tests that need all of it")]
mod archives;

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use archives::{docx_with, epub_with, odt_with, read, zipped};
use whosaid::document::{Kind, ParagraphKind};

fn refusal(bytes: &[u8], kind: Kind) -> String {
    read(bytes, kind).map(|_| ()).expect_err("it should be refused")
}

#[test]
fn a_million_elements_in_each_other_are_refused() {
    // Each has a number of its own, so that they don't pack like a bomb.
    let many = |open: &str, close: &str| -> String {
        let opened: String = (0..1_000_000).map(|number| format!("<{open} n=\"{number}\">")).collect();
        opened + &close.repeat(if close.is_empty() { 0 } else { 100_000 })
    };
    let deep = |open: &str| refusal(many(open, "").as_bytes(), Kind::Html);
    let said = "1: more than 1000 elements in each other; no draft has so many";
    assert_eq!(deep("div"), said);
    assert_eq!(deep("b"), said);
    let said = "word/document.xml: more than 1000 elements in each other; no draft has so many";
    assert_eq!(refusal(&docx_with(&many("w:sdt", "</w:sdt>"), &[]), Kind::Docx), said);
    let said = "content.xml: more than 1000 elements in each other; no draft has so many";
    assert_eq!(refusal(&odt_with("", &many("text:section", "</text:section>")), Kind::Odt), said);
    let said = "EPUB/text/ch 0.xhtml: 1: more than 1000 elements in each other; no draft has so many";
    assert_eq!(refusal(&epub_with(&[&many("div", "")], &[0]), Kind::Epub), said);
}

#[test]
fn a_million_marks_of_markdown_are_read_or_refused() {
    for marks in ["> ", "*", "[", "- ", "`", "<b>", "_a", "![", "~~", "&"] {
        // What nests too deeply is refused; everything else is only words.
        match read(marks.repeat(1_000_000).as_bytes(), Kind::Markdown) {
            Ok(documents) => assert_eq!(documents.len(), 1),
            Err(reason) => assert!(reason.contains("in each other"), "{marks}: {reason}"),
        }
    }
}

#[test]
fn tags_that_end_nothing_cost_nothing() {
    let page = format!("{}{}{}", "<i>".repeat(900), "</x></p>".repeat(500_000), "<p>Yes.");
    let documents = read(page.as_bytes(), Kind::Html).expect("it should be read");
    assert_eq!(archives::paragraphs(&documents[0]), ["Yes."]);
}

/// The tokenizer goes one call deeper with each; threads have the smallest stacks.
#[test]
fn a_tag_of_a_million_attributes_is_refused() {
    for tag in ["p", "/p", "custom-element"] {
        let page = format!("<p>No.\n<{tag} {}>Yes.", "a=\"1\" ".repeat(1_000_000));
        let said = "2: more than 250 attributes in one element; no draft has so many";
        assert_eq!(refusal(page.as_bytes(), Kind::Html), said);
        assert_eq!(refusal(page.as_bytes(), Kind::Markdown), said);
    }
    let bare = format!("<p {}>Yes.", "a ".repeat(250));
    let documents = read(bare.as_bytes(), Kind::Html).expect("it should be read");
    assert_eq!(archives::paragraphs(&documents[0]), ["Yes."]);
}

#[test]
fn what_is_no_draft_is_named() {
    let old = "an old Word file, or one locked with a password; save it as DOCX without one";
    for (bytes, said) in [
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"[..], old),
        (b"{\\rtf1 No.}", "RTF is not read; save the draft as DOCX"),
        (b"%PDF-1.7", "PDF is not read; save the draft as DOCX or text"),
    ] {
        for kind in Kind::ALL {
            assert_eq!(refusal(bytes, kind), said, "as {}", kind.name());
        }
    }
    for kind in [Kind::Plain, Kind::Markdown, Kind::Html] {
        let said = "an archive, as DOCX, ODT and EPUB are; name it so, or say it with --format-of";
        assert_eq!(refusal(&docx_with("<w:p/>", &[]), kind), said);
    }
    assert_eq!(refusal(b"", Kind::Docx), "the file is empty");
    assert!(read(b"", Kind::Plain).is_ok(), "an empty text has nothing to say");
}

/// A hundred thousand turns of one transcript.
#[test]
fn a_long_transcript_takes_no_longer_than_its_length() {
    let turn = |number: usize| format!("{}: We lost {number}?\n\n", ["HOLT", "REYES"][number % 2]);
    let text: String = (0..100_000).map(turn).collect();
    let documents = read(text.as_bytes(), Kind::Plain).expect("it should be read");
    let turns = documents[0].paragraphs().iter().filter(|paragraph| paragraph.kind == ParagraphKind::Turn);
    assert_eq!(turns.count(), 100_000);
}

#[test]
fn bombs_are_refused() {
    // Three megabytes that pack to three kilobytes.
    let bomb = "<w:p/>".repeat(1 << 19);
    let said = refusal(&docx_with(&bomb, &[]), Kind::Docx);
    assert_eq!(said, "word/document.xml unpacks to more than 100 times its size; no draft does");
    // Many parts, each within bounds.
    let words: String = (0..1_300_000).map(|number| format!("{number} ")).collect();
    let chapter = format!("<p>{words}</p>");
    let chapters: Vec<&str> = vec![&chapter; 8];
    let said = refusal(&epub_with(&chapters, &[0, 1, 2, 3, 4, 5, 6, 7]), Kind::Epub);
    assert_eq!(said, "EPUB/text/ch 7.xhtml: the archive unpacks to more than 64 MB; no draft does");
    let names: Vec<String> = (0..10_001).map(|number| format!("word/{number}.xml")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(refusal(&zipped(&parts), Kind::Docx), "the archive holds more than 10000 files; no draft does");
}

#[test]
fn entities_are_not_expanded() {
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    let document = format!(
        "{entities}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">&b;</w:document>"
    );
    let relations =
        "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let bytes = zipped(&[("_rels/.rels", relations), ("word/document.xml", &document)]);
    assert_eq!(refusal(&bytes, Kind::Docx), "word/document.xml: it makes up entities, which no draft needs");
    let content = format!("{entities}<text>&b;</text>");
    let bytes = zipped(&[("content.xml", &content)]);
    assert_eq!(refusal(&bytes, Kind::Odt), "content.xml: it makes up entities, which no draft needs");
    let bytes = epub_with(&[&content], &[0]);
    assert_eq!(refusal(&bytes, Kind::Epub), "EPUB/text/ch 0.xhtml: it makes up entities, which no draft needs");
    // An external one is not looked up.
    let text = "<text:p>&file;</text:p>";
    assert_eq!(refusal(&odt_with("", text), Kind::Odt), "content.xml: the entity &file; is not one of XML's own");
}

#[test]
fn paths_stay_in_the_archive() {
    let bytes = zipped(&[("../../etc/passwd", "x"), ("content.xml", "<x/>")]);
    assert_eq!(refusal(&bytes, Kind::Odt), "the archive holds a path out of it, ../../etc/passwd; no draft does");
    let container = "<container><rootfile full-path=\"c.opf\"/></container>";
    let package = "<package><item id=\"a\" href=\"%2e%2e/%2e%2e/etc/passwd\"/><itemref idref=\"a\"/></package>";
    let bytes = zipped(&[("META-INF/container.xml", container), ("c.opf", package)]);
    assert_eq!(refusal(&bytes, Kind::Epub), "c.opf refers to ../../etc/passwd, a path out of the archive");
}

#[test]
fn damaged_and_foreign_archives_are_refused() {
    for (kind, foreign) in [
        (Kind::Docx, "no DOCX: the archive has no _rels/.rels; save the draft as DOCX"),
        (Kind::Odt, "no ODT: the archive has no content.xml; save the draft as ODT"),
        (Kind::Epub, "no EPUB: the archive has no META-INF/container.xml; save the book as EPUB"),
    ] {
        assert_eq!(refusal(&zipped(&[("a.txt", "x")]), kind), foreign);
        let said = refusal(b"no archive at all", kind);
        assert!(said.starts_with("the archive cannot be read: "), "{said}");
        let whole = if kind == Kind::Docx { docx_with("<w:p/>", &[]) } else { odt_with("", "<text:p/>") };
        let said = refusal(&whole[..whole.len() / 2], kind);
        assert!(said.starts_with("the archive cannot be read: "), "{said}");
    }
    let said = refusal(&docx_with("<w:p>", &[]), Kind::Docx);
    assert!(said.starts_with("word/document.xml: no XML at byte "), "{said}");
}

/// A file of 200 MB is refused before it is read, and a draft beside it is read all the same.
#[test]
fn long_files_are_refused_beside_good_ones() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder should be made");
    for name in ["long.txt", "long.docx", "long.html"] {
        let file = File::create(folder.join(name)).expect("a file should be made");
        file.set_len(200_000_000).expect("a file should take its length");
    }
    fs::write(folder.join("a.txt"), "“We lost,” said Lena Holt.\n").expect("a file should be written");
    let run = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(["check", "--output-format", "concise"])
        .current_dir(&folder)
        .output()
        .expect("the program should run");
    let messages = String::from_utf8(run.stderr).expect("messages should be UTF-8");
    let said = |name: &str| format!("error: {name}: longer than 64 MB, the most that is read of a draft; split it\n");
    assert_eq!(messages, [said("long.docx"), said("long.html"), said("long.txt")].concat());
    assert_eq!(run.status.code(), Some(2));
    fs::remove_dir_all(&folder).expect("the folder should go");
}
