//! A quotation that is opened and never closed.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::folding::words;
use crate::quotations::Quotation;
use crate::settings::{On, Settings};

use super::continued_quotation::is_closed_below;
use super::surroundings::{holds_its_credit, next_paragraph};
use super::wording::{content, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unclosed-quotation",
    severity: Severity::Error,
    on: On::Always,
    summary: "A quotation that is opened and not closed",
    details: "\
Reports an opening mark with no closing one in its paragraph, unless the next paragraph opens with a mark and carries \
the quotation on.

Without the closing mark the reader cannot see where the speaker's words end and the writer's begin.

Accepted are quotations over several paragraphs of which each opens with a mark, a quotation that the next paragraph \
goes on with and closes (`continued-quotation` reports it), apostrophes, decades (the '90s), \
inches and feet, and the dashes that open speech in some fiction.

AP, Chicago and the Guardian share the convention: a quotation that goes on in the next paragraph is not closed at the \
end of the first, the next is opened with a mark, and only the last one is closed.",
    flagged: &[
        "Lena Holt was blunt. ⟦\"⟧The dam will not last the winter, she said.\n\nThe audit took a year.",
        "⟦“⟧We lost everything, said Omar Reyes, who farms 40 acres near Corran.\n\nHis barn is gone.",
        "\"The dam is brittle,\" Lena Holt said. ⟦\"⟧It will not last the winter.\n\nHolt led the audit.",
        "'It leaks,' Lena Holt said. She added: ⟦'⟧We would ask anyone with footage to come forward.",
        "⟦“⟧The road is shut, said Ruth Abara.\n\n“It is steep,” Omar Reyes said.",
        "Lena Holt wrote to them. ⟦“⟧The road is shut, she said.\n\n“It is steep,” Omar Reyes said.",
    ],
    accepted: &[
        "\"The dam will not last the winter,\" Lena Holt said.",
        "\"I was there when the wall came down. Nobody ran.\n\n\"We thought it was thunder,\" Omar Reyes said.",
        "The '90s were kind to the harbour, Lena Holt said.",
        "The guard is 6'2\" and the door is 5'10\", Omar Reyes said.",
        "\"He yelled 'stop,'\" Lena Holt said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    analysis
        .quotations
        .iter()
        // A mark left open within a quotation is most often an apostrophe.
        .filter(|quotation| quotation.close.is_none() && quotation.inside.is_none())
        .filter(|quotation| {
            // "“The road is shut, said Ruth Abara." ends there, however the next paragraph begins.
            !quotation.carried_on && is_certain(analysis, quotation)
                || quotation.carried_on && is_double(analysis, quotation) && holds_its_credit(analysis, quotation)
        })
        .map(|quotation| Diagnostic {
            help: Some(
                "close it where the speaker's words end, or re-open it in the next paragraph if they go on there"
                    .to_owned(),
            ),
            ..RULE.finding(
                quotation.open,
                format!("{} is opened and never closed", quoted_content(analysis, quotation)),
                "opened here",
            )
        })
        .collect()
}

fn is_double(analysis: &Analysis, quotation: &Quotation) -> bool {
    matches!(quotation.open.of(analysis.text), "\"" | "“")
}

/// Whether a mark opens words that are prose and that no later paragraph takes up again.
fn is_certain(analysis: &Analysis, quotation: &Quotation) -> bool {
    let open = quotation.open.of(analysis.text);
    // Speech that a dash or an indent opens ends with its line.
    let by_line = matches!(open, "" | "-" | "–" | "—" | "―" | ">");
    let spoken = content(quotation).of(analysis.text).trim_start();
    let markup = spoken.starts_with(['<', '>', '=', '{']);
    let reopened = next_paragraph(analysis, quotation.span.start).starts_with(open);
    !by_line && !markup && !reopened && words(spoken) > 0 && !is_closed_below(analysis, quotation)
}
