#![no_main]
mod hold;
mod packed;

use whosaid::document::docx::{Note, annotate};
use whosaid::document::{Document, Kind, Reading, TrackedChanges};
use whosaid::text::Span;

// An archive as it is, or the body of a document: a fuzzer finds no way through the checksums of an archive.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hold::hold(bytes, Kind::Docx);
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    let bytes = packed::docx(body);
    hold::hold(&bytes, Kind::Docx);
    let Ok(documents) = Document::read(bytes.clone(), Kind::Docx, &Reading::default()) else { return };
    let source = documents[0].source();
    // Comments on every second word: the copy is read as the same.
    let mut notes = Vec::new();
    let mut at = 0;
    for (number, word) in source.split_inclusive(' ').enumerate() {
        if number % 2 == 0 && !word.trim().is_empty() {
            notes.push(Note { span: Span::new(at, at + word.trim_end().len()), words: "no".to_owned() });
        }
        at += word.len();
    }
    let copy = annotate(&bytes, TrackedChanges::Accept, &notes).expect("what is read should be annotated");
    let again = Document::read(copy, Kind::Docx, &Reading::default()).expect("the copy should be read");
    assert_eq!(again[0].source(), source, "the copy should be read as the same");
});
