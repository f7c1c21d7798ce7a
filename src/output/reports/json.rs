//! JSON and JSON Lines: the fields that programs read, as documented; offsets are bytes into the file, or into the
//! extracted text of a zipped format, which `text` then holds, and each place has its `paragraph`.

use std::io;

use serde::Serialize;

use super::{Draft, Format, ReportFormat, Writes};
use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::document::Document;
use crate::output::json::{self, List};
use crate::quotations::Quotation;
use crate::speakers::Speaker;
use crate::text::Span;

/// Raised when a field is renamed or removed.
const SCHEMA: u32 = 1;

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "json",
    summary: "For programs: one JSON document for all drafts",
    writes: Writes::Stream(|_| Box::new(Whole { documents: List::default() })),
};

pub(super) const LINES: ReportFormat = ReportFormat {
    name: "jsonl",
    summary: "For programs: one JSON object a line and draft",
    writes: Writes::Each(line),
};

struct Whole {
    documents: List,
}

impl Format for Whole {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{{\"schema\":{SCHEMA},\"documents\":[")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        self.documents.next(out)?;
        let mut json = b"{".to_vec();
        document(&mut json, draft)?;
        out.write_all(&json)
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

fn line(draft: &Draft<'_>) -> io::Result<Vec<u8>> {
    let mut out = format!("{{\"schema\":{SCHEMA},").into_bytes();
    document(&mut out, draft)?;
    out.push(b'\n');
    Ok(out)
}

/// The fields of a draft and the bracket that ends it. They are set down by hand: most of a report is numbers in few
/// shapes, which takes four times as long by way of serde.
fn document(out: &mut Vec<u8>, draft: &Draft<'_>) -> io::Result<()> {
    let Draft { path, analysis, .. } = *draft;
    let mut json = Json { analysis, out };
    json.raw("\"path\":");
    json.text(path)?;
    if let Some(document) = analysis.document.filter(|document| document.kind.is_zipped()) {
        json.raw(",\"text\":");
        json.text(Document::source(document))?;
    }
    json.raw(",\"quotations\":");
    json.list(analysis.quotations.iter().enumerate(), |json, (index, found)| json.quotation(index, found))?;
    json.raw(",\"attributions\":");
    json.list(analysis.attributions.iter().enumerate(), |json, (index, found)| json.attribution(index, found))?;
    json.raw(",\"speakers\":");
    json.list(analysis.speakers.iter().enumerate(), |json, (index, found)| json.speaker(index, found))?;
    json.raw("}");
    Ok(())
}

/// JSON as it is written, without spaces.
struct Json<'a> {
    analysis: &'a Analysis<'a>,
    out: &'a mut Vec<u8>,
}

impl Json<'_> {
    fn quotation(&mut self, index: usize, quotation: &Quotation) -> io::Result<()> {
        self.raw("{\"id\":");
        self.id(b'q', index);
        self.raw(",\"span\":");
        self.span(quotation.span);
        self.name(",\"kind\":", quotation.kind.name());
        self.raw(",\"attribution\":");
        self.optional(quotation.attribution, |json, index| json.id(b'a', index));
        self.raw("}");
        Ok(())
    }

    fn attribution(&mut self, index: usize, attribution: &Attribution) -> io::Result<()> {
        self.raw("{\"id\":");
        self.id(b'a', index);
        self.name(",\"kind\":", attribution.kind.name());
        self.raw(",\"content\":");
        self.spans(attribution.content.iter().copied())?;
        self.raw(",\"cue\":");
        self.optional(attribution.cue, Self::span);
        self.raw(",\"source\":");
        self.optional(attribution.source, Self::span);
        self.raw(",\"speaker\":");
        self.optional(attribution.speaker, |json, index| json.id(b's', index));
        self.raw(",\"sieve\":");
        self.text(attribution.sieve)?;
        self.raw(",\"confidence\":");
        self.value(&attribution.confidence)?;
        self.raw(",\"candidates\":");
        self.list(&attribution.candidates, |json, candidate| {
            json.raw("{\"speaker\":");
            json.id(b's', candidate.speaker);
            json.raw(",\"confidence\":");
            json.value(&candidate.confidence)?;
            json.raw("}");
            Ok(())
        })?;
        self.raw("}");
        Ok(())
    }

    fn speaker(&mut self, index: usize, speaker: &Speaker) -> io::Result<()> {
        self.raw("{\"id\":");
        self.id(b's', index);
        self.raw(",\"name\":");
        self.text(&speaker.name)?;
        self.name(",\"kind\":", speaker.kind.name());
        self.raw(",\"aliases\":");
        self.list(&speaker.aliases, |json, alias| json.text(alias))?;
        match speaker.gender {
            Some(gender) => self.name(",\"gender\":", gender.name()),
            None => self.raw(",\"gender\":null"),
        }
        self.raw(",\"description\":");
        match &speaker.description {
            Some(description) => self.text(description)?,
            None => self.raw("null"),
        }
        self.raw(",\"mentions\":");
        self.spans(speaker.mentions.iter().map(|mention| mention.span))?;
        self.raw("}");
        Ok(())
    }

    fn list<T>(
        &mut self,
        things: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.raw("[");
        for (index, thing) in things.into_iter().enumerate() {
            if index > 0 {
                self.raw(",");
            }
            each(self, thing)?;
        }
        self.raw("]");
        Ok(())
    }

    fn optional<T>(&mut self, thing: Option<T>, each: impl FnOnce(&mut Self, T)) {
        match thing {
            Some(thing) => each(self, thing),
            None => self.raw("null"),
        }
    }

    fn spans(&mut self, spans: impl Iterator<Item = Span>) -> io::Result<()> {
        self.list(spans, |json, span| {
            json.span(span);
            Ok(())
        })
    }

    /// Most of a report is spans, so each is set down in one piece.
    fn span(&mut self, span: Span) {
        let place = self.analysis.in_source(span);
        let mut piece = Backwards::new();
        piece.put(b"}");
        if self.analysis.document.is_some_and(|document| document.kind.is_zipped()) {
            piece.number(self.analysis.line(span));
            piece.put(b",\"paragraph\":");
        }
        piece.number(place.end);
        piece.put(b",\"end\":");
        piece.number(place.start);
        piece.put(b"{\"start\":");
        self.out.extend_from_slice(piece.bytes());
    }

    /// "q1", "a1", "s1": the kind's letter and the index counted from one.
    fn id(&mut self, kind: u8, index: usize) {
        let mut piece = Backwards::new();
        piece.put(b"\"");
        piece.number(index + 1);
        piece.put(&[b'"', kind]);
        self.out.extend_from_slice(piece.bytes());
    }

    /// A key, and a name of the program's own: nothing in it needs an escape.
    fn name(&mut self, key: &str, name: &str) {
        self.raw(key);
        self.raw("\"");
        self.raw(name);
        self.raw("\"");
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let plain = |byte: u8| (b' '..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
        if text.bytes().all(plain) {
            self.name("", text);
            return Ok(());
        }
        self.value(text)
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        json::write(self.out, value)
    }

    fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }
}

/// A short piece of JSON that is written from its end to its start, as the digits of a number become known.
struct Backwards {
    bytes: [u8; Backwards::ROOM],
    at: usize,
}

impl Backwards {
    /// Three numbers of twenty digits, and what stands around them.
    const ROOM: usize = 128;

    fn new() -> Self {
        Self { bytes: [0; Self::ROOM], at: Self::ROOM }
    }

    fn put<const LENGTH: usize>(&mut self, words: &[u8; LENGTH]) {
        let end = self.at;
        self.at -= LENGTH;
        self.bytes[self.at..end].copy_from_slice(words);
    }

    fn number(&mut self, mut number: usize) {
        loop {
            // A digit is less than ten.
            self.put(&[b'0' + (number % 10) as u8]);
            number /= 10;
            if number == 0 {
                return;
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[self.at..]
    }
}
