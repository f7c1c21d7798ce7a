//! JSON as every format writes it: compact, and safe to split into lines.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

/// Writes a value on one line, without the line end. Fails where `out` does.
pub(crate) fn write(out: &mut dyn io::Write, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, OneLine)).map_err(io::Error::from)
}

/// The elements of a list, each on a line of its own, written as they become known.
#[derive(Debug, Default)]
pub(crate) struct List {
    begun: bool,
}

impl List {
    /// Writes what stands before the next element. Fails where `out` does.
    pub(crate) fn next(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if std::mem::replace(&mut self.begun, true) { b",\n" } else { b"\n" })
    }

    /// Writes the next element. Fails where `out` does.
    pub(crate) fn element(&mut self, out: &mut dyn io::Write, value: &impl Serialize) -> io::Result<()> {
        self.next(out)?;
        write(out, value)
    }
}

/// Compact JSON that also escapes the line ends beyond ASCII, at which many programs would split a line, and the
/// control characters at which a terminal may act.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}')) {
            let (before, from) = rest.split_at(at);
            CompactFormatter.write_string_fragment(out, before)?;
            let mut after = from.chars();
            if let Some(odd) = after.next() {
                write!(out, "\\u{:04x}", u32::from(odd))?;
            }
            rest = after.as_str();
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}
