//! Archives for tests: Word, OpenDocument and EPUB files made of parts, and what is in one.

use std::io::{Cursor, Read, Write};

use whosaid::document::Document;
use whosaid::document::{Kind, Reading, TrackedChanges};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// An archive of these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        writer.start_file(*name, options).expect("a part should begin");
        writer.write_all(text.as_bytes()).expect("a part should be written");
    }
    writer.finish().expect("an archive should end").into_inner()
}

/// The parts of an archive, in order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive should be readable");
    (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).expect("a part should be readable");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a part should unpack");
            (file.name().expect("a part should have a name").into_owned(), bytes)
        })
        .collect()
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

/// A Word file with this body, and other parts beside it.
pub fn docx_with(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Target=\"word/document.xml\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let mut all = vec![("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", &document)];
    all.extend(others);
    zipped(&all)
}

/// A part of a Word file with Word's namespaces: `<w:NAME …>…</w:NAME>`.
#[allow(dead_code, reason = "not every test that makes archives makes such parts")]
pub fn word_part(name: &str, content: &str) -> String {
    format!("<w:{name} {W}>{content}</w:{name}>")
}

/// An OpenDocument file with this text and these automatic styles.
pub fn odt_with(styles: &str, text: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

/// A book with these chapters, each the inside of a body; `spine` gives their order.
pub fn epub_with(chapters: &[&str], spine: &[usize]) -> Vec<u8> {
    let files: Vec<(String, String)> = chapters
        .iter()
        .enumerate()
        .map(|(number, chapter)| {
            let page = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head>\
                 <title/></head><body>{chapter}</body></html>"
            );
            (format!("EPUB/text/ch {number}.xhtml"), page)
        })
        .collect();
    let items: String = (0..chapters.len())
        .map(|number| {
            format!("<item id=\"c{number}\" href=\"text/ch%20{number}.xhtml\" media-type=\"application/xhtml+xml\"/>")
        })
        .collect();
    let refs: String = spine.iter().map(|number| format!("<itemref idref=\"c{number}\"/>")).collect();
    let package = format!("<package><manifest>{items}</manifest><spine>{refs}</spine></package>");
    let container = "<container><rootfiles><rootfile full-path=\"EPUB/content.opf\"/></rootfiles></container>";
    let mut parts: Vec<(&str, &str)> = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("EPUB/content.opf", &package),
    ];
    parts.extend(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    zipped(&parts)
}

/// The documents in bytes, or what is said against them.
pub fn read(bytes: &[u8], kind: Kind) -> Result<Vec<Document>, String> {
    read_with(bytes, kind, TrackedChanges::Accept)
}

/// The same with tracked changes taken so.
pub fn read_with(bytes: &[u8], kind: Kind, tracked_changes: TrackedChanges) -> Result<Vec<Document>, String> {
    let reading = Reading { tracked_changes, ..Reading::default() };
    Document::read(bytes.to_vec(), kind, &reading).map_err(|error| error.to_string())
}

/// The words of each paragraph.
pub fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().iter().map(|paragraph| paragraph.span.of(document.text())).collect()
}
