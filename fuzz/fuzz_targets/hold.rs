//! What has to hold of whatever is read.

use whosaid::analysis::Analysis;
use whosaid::document::{Document, Kind, Reading, TrackedChanges};

/// Reads bytes as this kind, with tracked changes in every way, and checks each place.
pub fn hold(bytes: &[u8], kind: Kind) {
    for tracked_changes in TrackedChanges::ALL {
        let reading = Reading { tracked_changes, ..Reading::default() };
        let Ok(documents) = Document::read(bytes.to_vec(), kind, &reading) else { continue };
        for document in &documents {
            places(document);
        }
        if !kind.is_zipped() {
            return;
        }
    }
}

fn places(document: &Document) {
    let (text, source) = (document.text(), document.source());
    let mut end = 0;
    for paragraph in document.paragraphs() {
        assert!(paragraph.span.start >= end, "paragraphs should follow each other");
        end = paragraph.span.end;
        assert!(!paragraph.span.of(text).trim().is_empty(), "a paragraph should hold words");
        if let Some(words) = paragraph.set_off {
            assert!(paragraph.span.contains(words), "set-off words should stand in their paragraph");
        }
    }
    let analysis = Analysis::of(document);
    for quotation in &analysis.quotations {
        let place = document.in_source(quotation.span);
        assert!(source.get(place.start..place.end).is_some(), "{place:?} should lie in the source");
    }
    for comment in document.comments() {
        assert!(comment.span.of(source).contains(comment.words.of(source)), "a comment should hold its words");
    }
}
