//! Lines and columns in the units that each reader counts.

use crate::analysis::Analysis;
use crate::text::Span;
use crate::text::{Place, lines_around};

/// What a column counts; lines and columns begin at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Characters: Unicode code points.
    Characters,
    /// UTF-16 code units, of which a character beyond U+FFFF takes two.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

/// Line and column of an offset.
pub(crate) fn place(analysis: &Analysis, offset: usize, unit: Unit) -> Place {
    let place = analysis.lines.place(analysis.text, offset);
    let start = lines_around(analysis.text, Span::new(offset, offset)).start;
    let before = Span::new(start, offset).of(analysis.text);
    let column = match unit {
        Unit::Characters => place.column,
        // Characters that take two units are those that take four bytes.
        Unit::Utf16 => place.column + before.bytes().filter(|&byte| byte >= 0xf0).count(),
        Unit::Bytes => before.len() + 1,
    };
    Place { column, ..place }
}

#[cfg(test)]
mod tests {
    use super::{Unit, place};
    use crate::analysis::Analysis;

    #[test]
    fn each_unit_counts_in_its_own_way() {
        let analysis = Analysis::new("one\n“𐐀 e\u{301}” x");
        let at = analysis.text.find('x').unwrap_or_default();
        let columns = [Unit::Characters, Unit::Utf16, Unit::Bytes].map(|unit| place(&analysis, at, unit));
        assert_eq!(columns.map(|place| place.line), [2, 2, 2]);
        assert_eq!(columns.map(|place| place.column), [8, 9, 16], "characters, UTF-16 units, bytes");
    }
}
