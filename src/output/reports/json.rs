//! JSON and JSON Lines: the fields that programs read, as documented; offsets are bytes into the file, or into the
//! extracted text of a zipped format, which `text` then holds, and each place has its `paragraph`.

use std::io::{self, Write};

use serde::Serialize;

use super::digits::{self, BELOW};
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

/// The bytes that are not written in a text as they are, or not always.
static ODD: [bool; 256] = {
    let mut odd = [true; 256];
    let mut byte = b' ';
    while byte < 0x7f {
        odd[byte as usize] = byte == b'"' || byte == b'\\';
        byte += 1;
    }
    odd
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
        let mut json = Vec::with_capacity(room(draft.analysis));
        json.push(b'{');
        document(&mut json, draft)?;
        out.write_all(&json)
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

fn line(draft: &Draft<'_>) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(room(draft.analysis));
    write!(out, "{{\"schema\":{SCHEMA},")?;
    document(&mut out, draft)?;
    out.push(b'\n');
    Ok(out)
}

/// About how many bytes a draft takes, rather more than fewer, so that what is written need not be moved.
fn room(analysis: &Analysis<'_>) -> usize {
    let mentions = analysis.speakers.iter().map(|speaker| speaker.mentions.len()).sum::<usize>();
    256 + analysis.quotations.len() * 96
        + analysis.attributions.len() * 272
        + analysis.speakers.len() * 144
        + mentions * 32
}

/// The fields of a draft and the bracket that ends it. They are set down by hand: most of a report is numbers in few
/// shapes, which takes four times as long by way of serde.
fn document(out: &mut Vec<u8>, draft: &Draft<'_>) -> io::Result<()> {
    let Draft { path, analysis, .. } = *draft;
    let zipped = analysis.document.filter(|document| document.kind.is_zipped());
    let mut json = Json { analysis, zipped: zipped.is_some(), out };
    json.raw("\"path\":");
    json.text(path)?;
    if let Some(document) = zipped {
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
    /// Whether each place has its paragraph.
    zipped: bool,
    out: &'a mut Vec<u8>,
}

impl Json<'_> {
    fn quotation(&mut self, index: usize, quotation: &Quotation) -> io::Result<()> {
        self.begin(b'q', index);
        self.raw(",\"span\"");
        self.span(b':', quotation.span);
        self.raw(",\"kind\":\"");
        self.raw(quotation.kind.name());
        self.raw("\",\"attribution\":");
        self.optional(quotation.attribution, |json, index| json.id(b'a', index));
        self.raw("}");
        Ok(())
    }

    fn attribution(&mut self, index: usize, attribution: &Attribution) -> io::Result<()> {
        self.begin(b'a', index);
        self.raw(",\"kind\":\"");
        self.raw(attribution.kind.name());
        self.raw("\",\"content\":");
        self.spans(attribution.content.iter().copied());
        self.raw(",\"cue\"");
        self.optional_span(attribution.cue);
        self.raw(",\"source\"");
        self.optional_span(attribution.source);
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
        self.begin(b's', index);
        self.raw(",\"name\":");
        self.text(&speaker.name)?;
        self.raw(",\"kind\":\"");
        self.raw(speaker.kind.name());
        self.raw("\",\"aliases\":");
        self.list(&speaker.aliases, |json, alias| json.text(alias))?;
        match speaker.gender {
            Some(gender) => {
                self.raw(",\"gender\":\"");
                self.raw(gender.name());
                self.raw("\",\"description\":");
            }
            None => self.raw(",\"gender\":null,\"description\":"),
        }
        match &speaker.description {
            Some(description) => self.text(description)?,
            None => self.raw("null"),
        }
        self.raw(",\"mentions\":");
        self.spans(speaker.mentions.iter().map(|mention| mention.span));
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

    fn optional_span(&mut self, span: Option<Span>) {
        match span {
            Some(span) => self.span(b':', span),
            None => self.raw(":null"),
        }
    }

    /// Most of a report is spans, so what stands before each is set down with it.
    fn spans(&mut self, spans: impl Iterator<Item = Span>) {
        let mut before = b'[';
        for span in spans {
            self.span(before, span);
            before = b',';
        }
        if before == b'[' {
            self.raw("[");
        }
        self.raw("]");
    }

    /// A span in one piece with the byte before it.
    fn span(&mut self, before: u8, span: Span) {
        let place = self.analysis.in_source(span);
        let line = self.zipped.then(|| self.analysis.line(span));
        // Lines are no more than bytes.
        if place.end >= BELOW {
            return self.long_span(before, place, line);
        }
        digits::write::<64>(self.out, |piece| {
            piece.put(&[before]);
            piece.put(b"{\"start\":");
            piece.numbers(place.start, b",\"end\":", place.end);
            if let Some(line) = line {
                piece.put(b",\"paragraph\":");
                piece.number(line);
            }
            piece.put(b"}");
        });
    }

    #[cold]
    fn long_span(&mut self, before: u8, Span { start, end }: Span, line: Option<usize>) {
        let line = line.map(|line| format!(",\"paragraph\":{line}")).unwrap_or_default();
        self.raw(&format!("{}{{\"start\":{start},\"end\":{end}{line}}}", char::from(before)));
    }

    /// The beginning of something with an id.
    fn begin(&mut self, kind: u8, index: usize) {
        if index + 1 >= BELOW {
            self.raw("{\"id\":");
            return self.id(kind, index);
        }
        digits::write::<24>(self.out, |piece| {
            piece.put(b"{\"id\":\"");
            piece.put(&[kind]);
            piece.number(index + 1);
            piece.put(b"\"");
        });
    }

    /// "q1", "a1", "s1": the kind's letter and the index counted from one.
    fn id(&mut self, kind: u8, index: usize) {
        if index + 1 >= BELOW {
            return self.raw(&format!("\"{}{}\"", char::from(kind), index + 1));
        }
        digits::write::<12>(self.out, |piece| {
            piece.put(&[b'"', kind]);
            piece.number(index + 1);
            piece.put(b"\"");
        });
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        if text.bytes().any(|byte| ODD[usize::from(byte)]) {
            return self.value(text);
        }
        self.raw("\"");
        self.raw(text);
        self.raw("\"");
        Ok(())
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        json::write(self.out, value)
    }

    #[inline]
    fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }
}
