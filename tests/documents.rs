//! What each reader makes of what programs write: markup, tracked changes, hidden words, notes, encodings.

#[allow(dead_code, reason = "shared with the tests that need all of it")]
mod archives;

use std::path::Path;

use archives::{docx_with, epub_with, odt_with, paragraphs, read, read_with, word_part};
use whosaid::analysis::Analysis;
use whosaid::document::docx::{Note, annotate};
use whosaid::document::{Document, Kind, ParagraphKind, Reading, TrackedChanges};
use whosaid::text::Span;

fn one(bytes: &[u8], kind: Kind) -> Document {
    read(bytes, kind).expect("it should be read").remove(0)
}

/// The kind and the words of each paragraph.
fn kinds(document: &Document) -> Vec<(ParagraphKind, &str)> {
    document.paragraphs().iter().map(|it| (it.kind, it.span.of(document.text()))).collect()
}

/// The quotations with their speakers, and the source of each.
fn said(document: &Document) -> Vec<(String, String, String)> {
    let analysis = Analysis::of(document);
    let outer = analysis.quotations.iter().filter(|quotation| quotation.inside.is_none());
    outer
        .map(|quotation| {
            let speaker = analysis.speaker_of(quotation).map_or("?", |speaker| speaker.name.as_ref());
            let source = analysis.in_source(quotation.span).of(document.source());
            (speaker.to_owned(), quotation.span.of(analysis.text).to_owned(), source.to_owned())
        })
        .collect()
}

// ---- Markdown

#[test]
fn markdown_keeps_words_and_leaves_markup_out() {
    let source = "---\ntitle: “x\n---\n\n# The *dam* vote #\n\n“We **lost** &amp; *how*\\*,” said [Lena Holt](http://x.example \"t\")[^1].\n\
                  It \"rained\" `in \"code\"` and\\\non.\n\n```\n“code\n```\n\n![“alt](x.png)\n\n- “Yes,” said Omar Reyes.\n- [x] Done\n\n\
                  | a | “b” |\n|---|---|\n| c | d |\n\n<!-- whosaid: ignore -->\n\n[^1]: ~~Old~~ A note.\n";
    let document = one(source.as_bytes(), Kind::Markdown);
    use ParagraphKind::{Body, Cell, Footnote, Heading, ListItem};
    assert_eq!(
        kinds(&document),
        [
            (Heading, "The dam vote"),
            (Body, "“We lost & how*,” said Lena Holt. It \"rained\" in code and on."),
            (ListItem, "“Yes,” said Omar Reyes."),
            (ListItem, "Done"),
            (Cell, "a"),
            (Cell, "“b”"),
            (Cell, "c"),
            (Cell, "d"),
            (Footnote, "A note."),
        ]
    );
    let said = said(&document);
    assert_eq!(said[0].2, "“We **lost** &amp; *how*\\*,”", "a span should lie on its words in the source");
    assert_eq!(document.comments().len(), 1);
    assert_eq!(document.comments()[0].words.of(document.source()), "whosaid: ignore");
}

#[test]
fn front_matter_is_at_the_top_only() {
    for (source, words) in [
        ("+++\na = '“'\n+++\nYes.", vec!["Yes."]),
        ("\u{feff}---\r\na: b\r\n...\r\nYes.\r\n", vec!["Yes."]),
        ("Yes.\n\n---\nno: front matter\n\n---\n\nNo.", vec!["Yes.", "no: front matter", "No."]),
        ("---\n\nYes.\n\n---\n\nNo.", vec!["Yes.", "No."]),
        ("---\nnever closed", vec!["never closed"]),
    ] {
        assert_eq!(paragraphs(&one(source.as_bytes(), Kind::Markdown)), words, "of {source:?}");
    }
}

#[test]
fn block_quotations_have_their_source_before_or_behind() {
    let source = "Lena Holt is gone. In a letter she wrote:\n\n> I was *promised* a stage.\n>\n> I am in Lisbon.\n\nThe board sighed.\n\n\
                  > The stage is coming.\n>\n> — Omar Reyes, chair\n\n> [!NOTE]\n> Nobody says this.\n";
    let document = one(source.as_bytes(), Kind::Markdown);
    let said = said(&document);
    let said: Vec<_> = said.iter().map(|(who, words, _)| (who.as_str(), words.as_str())).collect();
    assert_eq!(
        said,
        [
            ("Lena Holt", "I was promised a stage."),
            ("Lena Holt", "I am in Lisbon."),
            ("Omar Reyes", "The stage is coming."),
        ]
    );
}

// ---- HTML

#[test]
fn html_is_read_as_browsers_read_it() {
    let source = "<!doctype html><head><title>“x</title><style>p{}</style><script>“</script></head><nav><p>“Menu</nav>\
                  <h1>The <i>dam</i></h1><p>One &ldquo;two&rdquo;&nbsp;three<p>Four <b>five\n  six</b><li>seven<li>eight\
                  <div hidden>“no</div><p style='Display: None'>“no<p>nine<br>ten<br><br>eleven<span class=sr-only>“no</span>\
                  <pre>“no</pre><table><tr><td>a<td>b</table><!-- c --><p>a &amp b &lt;i&gt; &#8220;c&#x201D; &unknown; d</b></p>\
                  <blockquote><p>Said.</blockquote>tail";
    let document = one(source.as_bytes(), Kind::Html);
    use ParagraphKind::{BlockQuotation, Body, Cell, Heading, ListItem};
    let expected = [
        (Heading, "The dam"),
        (Body, "One “two”\u{a0}three"),
        (Body, "Four five six"),
        (ListItem, "seven"),
        (ListItem, "eight"),
        (ListItem, "nine ten"),
        (ListItem, "eleven"),
        (Cell, "a"),
        (Cell, "b"),
        (ListItem, "a & b <i> “c” &unknown; d"),
        (BlockQuotation, "Said."),
        (ListItem, "tail"),
    ];
    assert_eq!(kinds(&document), expected);
    let found = said(&one("<p><q>We <em>lost</em></q>, said Lena&nbsp;Holt.".as_bytes(), Kind::Html));
    assert_eq!(found[0].1, "“We lost”");
    assert_eq!(found[0].2, "<q>We <em>lost</em></q>", "the tags of a quotation are its marks");
}

#[test]
fn pages_say_their_encoding() {
    for bytes in [
        &b"<meta charset=windows-1252><p>caf\xe9 \x93x\x94"[..],
        b"<meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\"><p>caf\xe9 \x93x\x94",
        b"<?xml version=\"1.0\" encoding='windows-1252'?><p>caf\xe9 \x93x\x94</p>",
    ] {
        let document = one(bytes, Kind::Html);
        assert_eq!((paragraphs(&document)[0], document.encoding.name()), ("café “x”", "windows-1252"));
        assert_eq!(document.bytes(document.source()).as_deref(), Ok(bytes), "it should be written as it was");
    }
}

#[test]
fn edits_are_written_in_the_encoding_of_the_file() {
    let text = "\"Yes,\" said Lena Holt.\r\n“No,” said Omar Reyes.\r\n";
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let document = one(&wide, Kind::Plain);
    assert_eq!(document.source(), text, "line ends should stay");
    let edited = text.replace('"', "“");
    let expected: Vec<u8> = [0xFF, 0xFE].into_iter().chain(edited.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(document.bytes(&edited), Ok(expected));
    let zipped = one(&docx_with("", &[]), Kind::Docx).bytes("").expect_err("it should be refused");
    assert_eq!(zipped.to_string(), "docx files are read and not written");
}

// ---- Word

/// A run with these properties and words.
fn run(properties: &str, words: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn word_runs_are_one_text() {
    let body = format!(
        "<w:p>{}{}<w:proofErr w:type=\"spellStart\"/>{}{}</w:p><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/>\
         <w:noBreakHyphen/><w:t>c &amp; d</w:t></w:r></w:p><w:p/>",
        run("<w:b/>", "“"),
        run("", "We lo"),
        run("", "st,”"),
        run("<w:i/>", " said Lena Holt.")
    );
    let document = one(&docx_with(&body, &[]), Kind::Docx);
    assert_eq!(paragraphs(&document), ["“We lost,” said Lena Holt.", "a b \u{2011}c & d"]);
    assert_eq!(said(&document)[0].0, "Lena Holt");
}

#[test]
fn word_leaves_out_what_is_hidden() {
    let styles = word_part(
        "styles",
        "<w:style w:styleId=\"Ghost\"><w:name w:val=\"ghost\"/><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style>\
         <w:style w:styleId=\"Mein\"><w:basedOn w:val=\"Zitat\"/></w:style>",
    );
    let body = format!(
        "<w:p>{}{}{}{}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>“PAGE</w:instrText></w:r>\
         <w:r><w:commentReference w:id=\"0\"/></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Mein\"/></w:pPr>{}</w:p>\
         <w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
        run("", "Seen"),
        run("<w:vanish/>", "no"),
        run("<w:vanish w:val=\"0\"/>", " too"),
        run("<w:rStyle w:val=\"Ghost\"/>", "no"),
        run("", "Quoted."),
        run("", "Cell")
    );
    let comments = word_part("comments", "<w:comment w:id=\"0\"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:comment>");
    let bytes = docx_with(&body, &[("word/styles.xml", &styles), ("word/comments.xml", &comments)]);
    let document = one(&bytes, Kind::Docx);
    use ParagraphKind::{BlockQuotation, Body, Cell};
    assert_eq!(kinds(&document), [(Body, "Seen too"), (BlockQuotation, "Quoted."), (Cell, "Cell")]);
}

#[test]
fn tracked_changes_are_accepted_rejected_or_shown() {
    let body = format!(
        "<w:p>{}<w:del w:id=\"1\"><w:r><w:delText>won</w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>{}</w:p>\
         <w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>\
         <w:p><w:moveFrom w:id=\"4\">{}</w:moveFrom><w:moveTo w:id=\"5\">{}</w:moveTo></w:p>",
        run("", "“We "),
        run("", "lost"),
        run("", ",” said Lena Holt."),
        run("", "One "),
        run("", "two."),
        run("", "old"),
        run("", "new")
    );
    let bytes = docx_with(&body, &[]);
    let with = |changes| read_with(&bytes, Kind::Docx, changes).expect("it should be read").remove(0);
    let accepted = with(TrackedChanges::Accept);
    assert_eq!(paragraphs(&accepted), ["“We lost,” said Lena Holt.", "One two.", "new"]);
    let rejected = with(TrackedChanges::Reject);
    assert_eq!(paragraphs(&rejected), ["“We won,” said Lena Holt.", "One", "two.", "old"]);
    let shown = with(TrackedChanges::Show);
    assert_eq!(paragraphs(&shown), paragraphs(&accepted), "they should be read as accepted");
    assert_eq!(shown.source(), "“We [-won-]{+lost+},” said Lena Holt.\nOne two.\n[-old-]{+new+}\n");
    assert_eq!(said(&shown)[0].2, "“We [-won-]{+lost+},”");
}

#[test]
fn odt_changes_are_accepted_rejected_or_shown() {
    let text = "<text:tracked-changes><text:changed-region xml:id=\"c1\"><text:deletion><office:change-info><text:p>no</text:p>\
         </office:change-info><text:p>won</text:p></text:deletion></text:changed-region><text:changed-region xml:id=\"c2\">\
         <text:insertion/></text:changed-region></text:tracked-changes><text:p>“We <text:change text:change-id=\"c1\"/>\
         <text:change-start text:change-id=\"c2\"/>lost<text:change-end text:change-id=\"c2\"/>,” said Lena Holt.</text:p>";
    let bytes = odt_with("", text);
    let with = |changes| read_with(&bytes, Kind::Odt, changes).expect("it should be read").remove(0);
    assert_eq!(paragraphs(&with(TrackedChanges::Accept)), ["“We lost,” said Lena Holt."]);
    assert_eq!(paragraphs(&with(TrackedChanges::Reject)), ["“We won,” said Lena Holt."]);
    let shown = with(TrackedChanges::Show);
    assert_eq!(paragraphs(&shown), ["“We lost,” said Lena Holt."]);
    assert_eq!(shown.source().trim_end(), "“We [-won-]{+lost+},” said Lena Holt.");
}

#[test]
fn odt_is_read_with_its_notes_and_without_what_is_hidden() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
                  <style:style style:name=\"P1\" style:parent-style-name=\"Quotations\"/>";
    let text = "<text:h>The  dam</text:h><text:p> One<text:s text:c=\"2\"/><text:span text:style-name=\"T1\">no</text:span>two\n \
                <text:span>three</text:span><office:annotation><text:p>no</text:p></office:annotation><text:note>\
                <text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>.\
                </text:p><text:p text:style-name=\"P1\">Quoted.</text:p><text:list><text:list-item><text:p>Item</text:p>\
                </text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Cell</text:p>\
                </table:table-cell></table:table-row></table:table>";
    let document = one(&odt_with(styles, text), Kind::Odt);
    use ParagraphKind::{BlockQuotation, Body, Cell, Footnote, Heading, ListItem};
    assert_eq!(
        kinds(&document),
        [
            (Heading, "The dam"),
            (Body, "One  two three."),
            (BlockQuotation, "Quoted."),
            (ListItem, "Item"),
            (Cell, "Cell"),
            (Footnote, "A note."),
        ]
    );
}

#[test]
fn word_text_boxes_and_notes_are_read_and_commented_on_in_the_body() {
    let boxed = |words: &str| format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run("", words));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent></w:r>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        run("", "Before "),
        boxed("In the box."),
        boxed("In the box."),
        run("", "behind.")
    );
    let notes = word_part(
        "footnotes",
        &format!(
            "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p>{}</w:p></w:footnote><w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote>",
            run("", "no"),
            run("", "In the note.")
        ),
    );
    let bytes = docx_with(&body, &[("word/footnotes.xml", &notes)]);
    let document = one(&bytes, Kind::Docx);
    assert_eq!(paragraphs(&document), ["Before behind.", "In the box.", "In the note."]);
    let comments: Vec<Note> = ["box", "note", "fore"]
        .iter()
        .map(|words| {
            let start = document.source().find(words).expect("the words should be there");
            Note { span: Span::new(start, start + words.len()), words: (*words).to_owned() }
        })
        .collect();
    let copy = annotate(&bytes, TrackedChanges::Accept, &comments).expect("it should be annotated");
    let parts = archives::parts(&copy);
    let part = |name: &str| {
        let bytes = &parts.iter().find(|(part, _)| part == name).expect("the part should be there").1;
        String::from_utf8(bytes.clone()).expect("a part should be UTF-8")
    };
    let written = part("word/document.xml");
    assert!(written.contains("<w:t xml:space=\"preserve\">Be</w:t></w:r><w:commentRangeStart w:id=\"2\"/><w:r><w:t xml:space=\"preserve\">fore</w:t></w:r><w:commentRangeEnd w:id=\"2\"/>"), "{written}");
    assert!(written.contains("<w:commentRangeStart w:id=\"0\"/><w:r><mc:AlternateContent>"), "{written}");
    assert!(written.contains("<w:commentRangeStart w:id=\"1\"/><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd w:id=\"1\"/>"), "{written}");
    assert_eq!(part("word/footnotes.xml"), notes, "notes should be as they were");
    assert!(part("[Content_Types].xml").contains("/word/comments.xml"));
    assert!(part("word/_rels/document.xml.rels").contains("comments.xml"));
    assert_eq!(one(&copy, Kind::Docx).source(), document.source());
}

// ---- EPUB

#[test]
fn chapters_are_documents_in_reading_order() {
    let bytes = epub_with(&["<p>Two, “yes”.</p>", "<h1>One</h1><p>A&amp;B<br/>C</p>", "<p> </p>"], &[1, 2, 0]);
    let documents = read(&bytes, Kind::Epub).expect("it should be read");
    let found: Vec<_> = documents.iter().map(|it| (it.part.as_deref().unwrap_or_default(), paragraphs(it))).collect();
    assert_eq!(
        found,
        [("EPUB/text/ch 1.xhtml", vec!["One", "A&B C"]), ("EPUB/text/ch 0.xhtml", vec!["Two, “yes”."]),],
        "chapters without words should be left out"
    );
}

// ---- which format

#[test]
fn formats_are_told_by_ending_then_by_content() {
    let mut reading = Reading::default();
    let docx = docx_with("", &[]);
    let odt = odt_with("", "");
    let epub = epub_with(&[], &[]);
    for (path, bytes, kind) in [
        ("a.md", &b"<html>"[..], Kind::Markdown),
        ("a.TXT", b"<html>", Kind::Plain),
        ("a", b"\xef\xbb\xbf <!DOCTYPE html>", Kind::Html),
        ("a.xml", b"<?xml version='1.0'?>", Kind::Html),
        ("a", b"<p>maybe", Kind::Plain),
        ("a.tmp", docx.as_slice(), Kind::Docx),
        ("a", odt.as_slice(), Kind::Odt),
        ("a", epub.as_slice(), Kind::Epub),
    ] {
        assert_eq!(reading.kind(Path::new(path), bytes), kind, "of {path}");
    }
    reading.format_of.push(("txt".to_owned(), Kind::Markdown));
    assert_eq!(reading.kind(Path::new("a.txt"), b""), Kind::Markdown, "what is given should win");
}
