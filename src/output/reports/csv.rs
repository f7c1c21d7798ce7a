//! CSV for spreadsheets: one row a quotation, safe to open.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::analysis::Analysis;
use crate::output::line::one_line;

/// The names of the columns.
pub(super) fn begin(out: &mut impl Write) -> io::Result<()> {
    rows(out, |table| {
        table.write_record([
            "path",
            "line",
            "speaker",
            "description",
            "kind",
            "cue",
            "quotation",
            "confidence",
            "sieve",
        ])
    })
}

/// The quotations of one draft.
pub(super) fn draft(out: &mut impl Write, path: &str, analysis: &Analysis<'_>) -> io::Result<()> {
    let path = cell(path);
    rows(out, |table| {
        for quotation in &analysis.quotations {
            let attribution = quotation.attribution.and_then(|index| analysis.attributions.get(index));
            let speaker = analysis.speaker_of(quotation);
            let description = speaker.and_then(|speaker| speaker.description.as_deref());
            let cue = attribution.and_then(|attribution| attribution.cue);
            let confidence = attribution.map(|attribution| attribution.confidence.to_string());
            table.write_record([
                path.as_ref(),
                &analysis.line(quotation.span).to_string(),
                &cell(speaker.map_or("", |speaker| &speaker.name)),
                &cell(description.unwrap_or_default()),
                quotation.kind.name(),
                &cell(cue.map_or("", |cue| cue.of(analysis.text))),
                &cell(quotation.span.of(analysis.text)),
                confidence.as_deref().unwrap_or_default(),
                attribution.map_or("", |attribution| attribution.sieve),
            ])?;
        }
        Ok(())
    })
}

fn rows<W: Write>(out: &mut W, write: impl FnOnce(&mut csv::Writer<&mut W>) -> csv::Result<()>) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    write(&mut table).map_err(|error| match error.into_kind() {
        // The kind of the inner error tells a closed pipe from a full disk.
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })?;
    table.flush()
}

/// Words as a cell: on one line, and never taken for a formula.
fn cell(words: &str) -> Cow<'_, str> {
    let words = one_line(words);
    if words.starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{words}")) } else { words }
}
