//! CSV for spreadsheets (RFC 4180): one row a quotation, also where it runs over paragraphs; safe to open.

use std::io;

use super::voices::{Passage, whole};
use super::{Draft, Format, ReportFormat, Writes};
use crate::analysis::Analysis;
use crate::folding::words;
use crate::output::line::one_line;
use crate::quotations::Quotation;
use crate::text::{Span, lines_around};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "csv",
    summary: "For spreadsheets: one row a quotation",
    writes: Writes::Stream(|_| Box::new(Csv)),
};

const COLUMNS: [&str; 13] = [
    "path",
    "line",
    "column",
    "speaker",
    "description",
    "speaker kind",
    "kind",
    "cue",
    "quotation",
    "words",
    "context",
    "confidence",
    "sieve",
];

struct Csv;

impl Format for Csv {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        // By this spreadsheets know UTF-8.
        out.write_all("\u{feff}".as_bytes())?;
        rows(out, |table| table.write_record(COLUMNS))
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        let passages = whole(draft.analysis);
        let quotations = draft.analysis.quotations.iter().zip(&passages);
        rows(out, |table| {
            for (quotation, passage) in
                quotations.filter_map(|(quotation, passage)| Some((quotation, passage.as_ref()?)))
            {
                table.write_record(row(draft, quotation, passage))?;
            }
            Ok(())
        })
    }
}

/// A row of a quotation, in the order of [`COLUMNS`].
fn row(draft: &Draft<'_>, quotation: &Quotation, passage: &Passage) -> [String; COLUMNS.len()] {
    let analysis = draft.analysis;
    let attribution = quotation.attribution.and_then(|index| analysis.attributions.get(index));
    let speaker = analysis.speaker_of(quotation);
    let description = speaker.and_then(|speaker| speaker.description.as_deref());
    let cue = attribution.and_then(|attribution| attribution.cue);
    let place = analysis.place(passage.span);
    let quoted = passage.span.of(analysis.text);
    [
        cell(draft.path),
        place.line.to_string(),
        place.column.to_string(),
        cell(speaker.map_or("", |speaker| &speaker.name)),
        cell(description.unwrap_or_default()),
        speaker.map_or("", |speaker| speaker.kind.name()).to_owned(),
        quotation.kind.name().to_owned(),
        cell(cue.map_or("", |cue| cue.of(analysis.text))),
        cell(quoted),
        words(quoted).to_string(),
        cell(&context(analysis, passage.span)),
        attribution.map(|attribution| attribution.confidence.to_string()).unwrap_or_default(),
        attribution.map_or("", |attribution| attribution.sieve).to_owned(),
    ]
}

/// Bytes of context on either side of a quotation.
const BESIDE: usize = 160;

/// What stands around a quotation on its lines, cut at spaces where it is long; "[…]" stands for the quotation.
fn context(analysis: &Analysis, span: Span) -> String {
    let text = analysis.text;
    let around = lines_around(text, span);
    let mut before = Span::new(around.start, span.start).of(text);
    let mut behind = Span::new(span.end, around.end).of(text);
    let mut open = "";
    let mut close = "";
    if before.len() > BESIDE {
        let cut = before.get(before.ceil_char_boundary(before.len() - BESIDE)..).unwrap_or_default();
        before = cut.split_once(' ').map_or(cut, |(_, words)| words);
        open = "… ";
    }
    if behind.len() > BESIDE {
        let cut = behind.get(..behind.floor_char_boundary(BESIDE)).unwrap_or_default();
        behind = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
        close = " …";
    }
    format!("{open}{before}[…]{behind}{close}")
}

fn rows<'o>(
    out: &'o mut dyn io::Write,
    write: impl FnOnce(&mut csv::Writer<&'o mut dyn io::Write>) -> csv::Result<()>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    write(&mut table).map_err(|error| match error.into_kind() {
        // The kind of the inner error tells a closed pipe from a full disk.
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })?;
    table.flush()
}

/// Words as a cell: on one line, and never taken for a formula.
fn cell(words: &str) -> String {
    let words = one_line(words);
    // The wide forms are taken for the narrow ones in East Asian settings.
    let formula = words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{words}") } else { words.into_owned() }
}
