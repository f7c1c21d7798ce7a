//! One article in every format: the same speakers, quotations and findings in each, each span in its place.

#[allow(dead_code, reason = "shared with the tests that need all of it")]
mod archives;

use std::fs;
use std::path::{Path, PathBuf};

use archives::{parts, read};
use whosaid::analysis::Analysis;
use whosaid::document::docx::{Note, annotate};
use whosaid::document::{Document, Kind, Reading, TrackedChanges};
use whosaid::rules::{Earlier, check, settings};
use whosaid::settings::Selection;
use whosaid::text::Span;

/// The files, the format that each is told to have, and its encoding.
const FILES: [(&str, Kind, &str); 13] = [
    ("article.md", Kind::Markdown, "UTF-8"),
    ("article.html", Kind::Html, "UTF-8"),
    ("article.docx", Kind::Docx, "UTF-8"),
    ("article.odt", Kind::Odt, "UTF-8"),
    ("article.epub", Kind::Epub, "UTF-8"),
    ("article.txt", Kind::Plain, "UTF-8"),
    ("article-libreoffice.html", Kind::Html, "UTF-8"),
    ("article-libreoffice.docx", Kind::Docx, "UTF-8"),
    ("article-libreoffice.odt", Kind::Odt, "UTF-8"),
    ("article-crlf.txt", Kind::Plain, "UTF-8"),
    ("article-utf16.txt", Kind::Plain, "UTF-16LE"),
    ("article-1252.txt", Kind::Plain, "windows-1252"),
    ("article-email.txt", Kind::Plain, "UTF-8"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).expect("the article should be there")
}

/// The documents of a file that hold any quotation.
fn documents(name: &str) -> (Kind, Vec<Document>) {
    let bytes = bytes(name);
    let reading = Reading::default();
    let kind = reading.kind(Path::new(name), &bytes);
    (kind, Document::read(bytes, kind, &reading).expect("the article should be read"))
}

#[test]
fn the_article_is_the_same_in_every_format() {
    let list = fs::read_to_string(folder().join("article.said")).expect("the list should be there");
    let expected: Vec<(String, String)> =
        list.lines().filter_map(|line| line.split_once('\t')).map(|(a, b)| (a.to_owned(), letters(b))).collect();
    let mut faults = Vec::new();
    for (name, kind, encoding) in FILES {
        let (told, documents) = documents(name);
        assert_eq!((told, documents[0].encoding.name()), (kind, encoding), "of {name}");
        let mut found = Vec::new();
        let mut findings = Vec::new();
        for document in &documents {
            let analysis = Analysis::of(document);
            for quotation in analysis.quotations.iter().filter(|quotation| quotation.inside.is_none()) {
                let speaker = analysis.speaker_of(quotation).map_or("?", |speaker| speaker.name.as_ref());
                found.push((speaker.to_owned(), letters(quotation.words().of(analysis.text))));
            }
            let settings = settings(Selection::default()).expect("the settings should stand");
            for finding in check(&analysis, name, &settings, &mut Earlier::default()) {
                findings.push((format!("! {}", finding.rule), letters(finding.span.of(analysis.text))));
            }
        }
        found.extend(findings);
        let same = found.len() == expected.len()
            && found
                .iter()
                .zip(&expected)
                .all(|((who, words), (expected_who, begin))| who == expected_who && words.starts_with(begin.as_str()));
        if !same {
            let found: Vec<_> = found.iter().map(|(who, words)| format!("  {who}: {words}")).collect();
            faults.push(format!("{name} should be read as article.said lists, not as\n{}", found.join("\n")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn spans_lie_on_their_words_in_the_source() {
    for (name, kind, _) in FILES {
        for document in documents(name).1 {
            let analysis = Analysis::of(&document);
            let mut spans: Vec<Span> =
                analysis.quotations.iter().flat_map(|it| [it.span, it.open, it.words()]).collect();
            for attribution in &analysis.attributions {
                spans.extend(&attribution.content);
                spans.extend(attribution.cue.into_iter().chain(attribution.source));
            }
            spans.extend(analysis.speakers.iter().flat_map(|speaker| &speaker.mentions).map(|mention| mention.span));
            assert!(spans.len() > 20 || kind == Kind::Epub, "{name} should have many spans");
            for span in spans {
                let words = span.of(analysis.text);
                let source = document.source();
                let place = document.in_source(span);
                let there = source.get(place.start..place.end).expect("a span should lie in the source");
                assert_eq!(bare(there, kind), letters(words), "of {name}: {there:?} should be {words:?}");
                // The ends are exact: neither markup nor blanks stand at them.
                assert_eq!(ends(there, kind), ends(words, Kind::Plain), "of {name}: {there:?} should be {words:?}");
            }
        }
    }
}

/// The letters of a piece of source, without its markup.
fn bare(source: &str, kind: Kind) -> String {
    let mut text = source.to_owned();
    if kind == Kind::Html {
        while let (Some(start), Some(end)) = (text.find('<'), text.find('>')) {
            text.replace_range(start..=end, "");
        }
    }
    letters(&text.replace("[^1]", ""))
}

/// The first and the last character that is read.
fn ends(text: &str, kind: Kind) -> (Option<char>, Option<char>) {
    let markup = |c: char| kind == Kind::Markdown && c == '*';
    (text.chars().find(|c| !markup(*c)), text.chars().rev().find(|c| !markup(*c)))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

// ---- comments in Word

/// The findings in an article in Word, as comments.
fn annotated(name: &str) -> (Vec<u8>, Vec<u8>, Vec<Note>) {
    let bytes = bytes(name);
    let documents = read(&bytes, Kind::Docx).expect("the article should be read");
    let analysis = Analysis::of(&documents[0]);
    let settings = settings(Selection::default()).expect("the settings should stand");
    let found = check(&analysis, name, &settings, &mut Earlier::default());
    let notes: Vec<Note> = found
        .iter()
        .map(|finding| Note {
            span: analysis.in_source(finding.span),
            words: format!("{}\nsecond & last", finding.message),
        })
        .collect();
    assert_eq!(notes.len(), 2, "{name} should have two findings");
    let annotated = annotate(&bytes, TrackedChanges::Accept, &notes).expect("the article should be annotated");
    (bytes, annotated, notes)
}

#[test]
fn annotation_changes_nothing_else() {
    for name in ["article.docx", "article-libreoffice.docx"] {
        let (before, after, _) = annotated(name);
        let (old, new) = (parts(&before), parts(&after));
        let with = |parts: &[(String, Vec<u8>)], name: &str| {
            parts.iter().find(|(part, _)| part == name).map(|(_, bytes)| bytes.clone())
        };
        let touched = ["word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"];
        for (part, bytes) in &old {
            let kept = with(&new, part).expect("every part should still be there");
            assert!(kept == *bytes || touched.contains(&part.as_str()), "{part} of {name} should be as it was");
        }
        // What was there is still there, in its order: the copy only adds.
        for part in touched {
            let Some(before) = with(&old, part) else { continue };
            let after = with(&new, part).expect("every part should still be there");
            let mut rest = after.iter();
            // pandoc's empty element gets an end tag.
            let before: Vec<u8> =
                before.into_iter().filter(|byte| part != "word/comments.xml" || *byte != b'/').collect();
            assert!(before.iter().all(|byte| rest.any(|other| other == byte)), "{part} of {name} should only grow");
        }
        let read_again = read(&after, Kind::Docx).expect("the copy should be read");
        assert_eq!(read_again[0].text(), read(&before, Kind::Docx).expect("it was read")[0].text());
    }
}

#[test]
fn comments_stand_around_their_words() {
    for name in ["article.docx", "article-libreoffice.docx"] {
        let (_, after, notes) = annotated(name);
        let document = read(&after, Kind::Docx).expect("the copy should be read").remove(0);
        let body = parts(&after).into_iter().find(|(part, _)| part == "word/document.xml").expect("a body").1;
        let body = String::from_utf8(body).expect("a body should be UTF-8");
        for (number, note) in notes.iter().enumerate() {
            let start =
                body.find(&format!("<w:commentRangeStart w:id=\"{number}\"/>")).expect("a comment should begin");
            let end = body.find(&format!("<w:commentRangeEnd w:id=\"{number}\"/>")).expect("a comment should end");
            let words = archives::docx_with(&format!("<w:p>{}</w:p>", &body[start..end]), &[]);
            let words = read(&words, Kind::Docx).expect("what a comment holds should be runs").remove(0);
            assert_eq!(words.text().trim_end(), note.span.of(document.source()), "of {name}");
        }
    }
}

/// LibreOffice opens the copy and shows each comment on its words. Needs `soffice`, which `.ci/run` installs.
#[test]
fn libreoffice_shows_the_comments() {
    let office = std::process::Command::new("soffice").arg("--version").output();
    if office.is_err() {
        assert!(std::env::var_os("CI").is_none(), "soffice should be installed where CI is set");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libreoffice");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder should be made");
    for name in ["article.docx", "article-libreoffice.docx"] {
        let (_, annotated, notes) = annotated(name);
        fs::write(folder.join(name), annotated).expect("the copy should be written");
        let status = std::process::Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
            .args(["--headless", "--convert-to", "odt", "--outdir"])
            .arg(&folder)
            .arg(folder.join(name))
            .output()
            .expect("soffice should run");
        assert!(status.status.success(), "soffice should convert {name}: {status:?}");
        let odt = fs::read(folder.join(name).with_extension("odt")).expect("soffice should have written");
        let content = parts(&odt).into_iter().find(|(part, _)| part == "content.xml").expect("a content").1;
        let content = String::from_utf8(content).expect("content should be UTF-8");
        let text = read(&archives::docx_with("", &[]), Kind::Docx).map(|_| ()).and(read(&bytes(name), Kind::Docx));
        let text = text.expect("the article should be read").remove(0);
        let comments: Vec<&str> = content.split("<office:annotation ").skip(1).collect();
        assert_eq!(comments.len(), notes.len(), "LibreOffice should have every comment of {name}");
        for (comment, note) in comments.iter().zip(&notes) {
            let (inside, behind) = comment.split_once("</office:annotation>").expect("a comment should end");
            let held = behind.split("<office:annotation-end").next().expect("a comment should end somewhere");
            assert!(letters(&tagless(inside)).contains(&letters(&note.words)), "{inside} should say {:?}", note.words);
            assert!(inside.contains("whosaid"), "{inside} should be by whosaid");
            assert_eq!(tagless(held), note.span.of(text.source()), "the comment should stand on its words");
        }
    }
}

/// XML without its tags and entities.
fn tagless(xml: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", "\"")
}
