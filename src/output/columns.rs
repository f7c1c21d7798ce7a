//! Lines and columns in the units that each reader counts.

use crate::analysis::Analysis;
use crate::text::{Place, Span, lines_around};

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

/// Where a span of the source begins and ends: line and column.
pub(crate) fn places(analysis: &Analysis, span: Span, unit: Unit) -> (Place, Place) {
    (place(analysis, span.start, unit), place(analysis, span.end, unit))
}

fn place(analysis: &Analysis, offset: usize, unit: Unit) -> Place {
    let source = analysis.source();
    let place = analysis.lines().place(source, offset);
    let start = lines_around(source, Span::new(offset, offset)).start;
    let before = Span::new(start, offset).of(source);
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
