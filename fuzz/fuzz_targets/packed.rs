//! Archives around what is fed.
#![allow(dead_code, reason = "each target packs one kind")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub fn docx(body: &str) -> Vec<u8> {
    let namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    zipped(&[
        ("[Content_Types].xml", "<Types></Types>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
        ),
        ("word/document.xml", &format!("<w:document {namespace}><w:body>{body}</w:body></w:document>")),
    ])
}

pub fn odt(text: &str) -> Vec<u8> {
    let namespaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"";
    let content = format!(
        "<office:document-content {namespaces}><office:body><office:text>{text}</office:text></office:body>\
         </office:document-content>"
    );
    zipped(&[("content.xml", &content)])
}

pub fn epub(chapter: &str) -> Vec<u8> {
    zipped(&[
        ("META-INF/container.xml", "<container><rootfile full-path=\"c.opf\"/></container>"),
        ("c.opf", "<package><item id=\"a\" href=\"a.xhtml\"/><itemref idref=\"a\"/></package>"),
        ("a.xhtml", chapter),
    ])
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in parts {
        writer.start_file(*name, options).expect("a part should begin");
        writer.write_all(text.as_bytes()).expect("a part should be written");
    }
    writer.finish().expect("an archive should end").into_inner()
}
