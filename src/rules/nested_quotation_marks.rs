//! A quotation inside a quotation in the marks of the outer one.

use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::settings::{On, Settings};

use super::marks::{Shape, Strokes, ends, mark};
use super::wording::quoted_content;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "nested-quotation-marks",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A quotation inside a quotation that uses the outer one's mark",
    details: "\
Reports the opening mark of a quotation that stands in another one and has the same kind of mark: double in double, \
single in single. The fix gives it the other kind; it needs a look, since the outer quotation may end there after all.

The second mark looks like the end of the first quotation. The reader takes the speaker's words for the writer's.

Accepted are single marks in double ones and double in single ones, and two quotations that stand one behind the other.

AP and Chicago put double marks outside and single ones inside; the Guardian does so too, other British houses the \
other way round. All change the kind of mark from one level to the next.",
    flagged: &[
        "“He told me ⟦“⟧no” and left the room,” Lena Holt said.",
        "\"They called it ⟦\"⟧a disgrace to the town,\" and I agree,\" said Omar Reyes.",
        "‘My mother said ⟦‘⟧never’ and meant it,’ Ruth Abara said.",
    ],
    accepted: &[
        "“He told me ‘no’ and left the room,” Lena Holt said.",
        "'They called it \"a disgrace to the town\", and I agree,' said Omar Reyes.",
        "\"No,\" Lena Holt said. \"Never.\"",
        "“It leaks,” Lena Holt said, “and it is ‘safe’.”",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for inner in analysis.quotations.iter().filter(|inner| inner.close.is_some()) {
        let Some(outer) = inner.inside.and_then(|outer| analysis.quotations.get(outer)) else { continue };
        let (open, around) = (inner.open.of(analysis.text), outer.open.of(analysis.text));
        let Some(strokes) = Strokes::of(open).filter(|strokes| Strokes::of(around) == Some(*strokes)) else { continue };
        let Some(shape) = Shape::of(open).filter(|_| outer.close.is_some()) else { continue };
        let edits = ends(inner)
            .map(|(span, end)| Edit { span, replacement: mark(shape, strokes.other(), end).to_owned() })
            .collect();
        found.push(Diagnostic {
            related: vec![Label::new(outer.open, "the outer quotation opens here")],
            help: Some(format!("put the inner quotation in {} marks", strokes.other().name())),
            fix: Some(Fix { applicability: Applicability::Unsafe, edits }),
            ..RULE.finding(
                inner.open,
                format!(
                    "{} stands in {kind} marks inside of {kind} marks",
                    quoted_content(analysis, inner),
                    kind = strokes.name(),
                ),
                "the mark of the outer quotation",
            )
        });
    }
    found
}
