//! Words that two people fit equally well: by a description, or by standing between them.

use crate::analysis::Analysis;
use crate::attribution::{Attribution, SourceForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::Settings;
use crate::text::Span;

use super::rivals::{labels, names, rivals};
use super::wording::{either, quoted, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-speaker",
    severity: Severity::Warning,
    on: true,
    summary: "A quotation that two or more speakers fit equally well",
    details: "\
Reports a description that fits two people of the draft (\"the senator\" with two senators in play), and a quotation \
without a cue that stands between two speakers. The message names them. Quotations in a row that share one doubt are \
one finding. Doubtful pronouns have a rule of their own, `ambiguous-pronoun`.

The writer knows who spoke; the reader has to guess, and half of the readers guess wrong.

Accepted are descriptions that fit one person only, and quotations that go on after a speaker was named.

AP's way with dialogue, a new paragraph for each speaker, and the Guardian's, the speaker named at the beginning or \
after the first sentence, both keep this from happening; Chicago too starts a new paragraph when the speaker changes.",
    flagged: &[
        "Lena Holt and Omar Reyes left the hearing together. ⟦\"It was a disgrace.\"⟧",
        "Sen. Lena Holt and Sen. Omar Reyes voted against the bill. \
         \"It will bankrupt the counties,\" ⟦the senator⟧ said.",
        "Deputy mayor Ruth Abara sat beside deputy mayor Ivan Lunt on Monday. \
         \"The accounts are in order,\" ⟦the deputy mayor⟧ said.",
    ],
    accepted: &[
        "\"It was a disgrace,\" Lena Holt said as she and Omar Reyes left the hearing.",
        "Sen. Lena Holt met the farmers of Dunmore on Monday. \"It will bankrupt the counties,\" the senator said.",
        "Sen. Lena Holt and Mayor Omar Reyes spoke last. \"It will bankrupt the counties,\" the senator said.",
        "Lena Holt said the audit was thorough. \"It would be reckless to ignore it.\"",
        "\"It was long,\" Lena Holt said. \"It was also a disgrace.\"",
    ],
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut doubts: Vec<(Option<Span>, Vec<usize>)> = Vec::new();
    for attribution in &analysis.attributions {
        let described = attribution.source_form == Some(SourceForm::Description);
        if !described && !attribution.inherited {
            continue;
        }
        let mut rivals = rivals(attribution);
        if rivals.is_empty() || attribution.inherited && inherits_doubt(analysis, attribution, &rivals) {
            continue;
        }
        let Some(span) = doubtful_span(analysis, attribution) else { continue };
        let speakers = either(&names(analysis, &rivals));
        let diagnostic = if attribution.inherited {
            let words = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
            let words = words.map_or_else(|| quoted(span.of(analysis.text)), |words| quoted_content(analysis, words));
            Diagnostic {
                help: Some("say who speaks beside the quotation".to_owned()),
                ..RULE.finding(span, format!("the speaker of {words} may be {speakers}"), "which of them says this?")
            }
        } else {
            Diagnostic {
                help: Some("put the name in place of the description".to_owned()),
                ..RULE.finding(span, format!("{} may be {speakers}", quoted(span.of(analysis.text))), "which of them?")
            }
        };
        let related = labels(analysis, &rivals, span);
        rivals.sort_unstable();
        let doubt = (attribution.source, rivals);
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
            found.push(Diagnostic { related, ..diagnostic });
        }
    }
    found
}

/// The attribution's own source; where it has none of its own, the quotation.
fn doubtful_span(analysis: &Analysis, attribution: &Attribution) -> Option<Span> {
    if !attribution.inherited && attribution.source.is_some() {
        return attribution.source;
    }
    let quotation = attribution.quotations.first().and_then(|&index| analysis.quotations.get(index));
    quotation.map(|quotation| quotation.span).or_else(|| attribution.content.first().copied())
}

/// Whether the doubt is that of the attribution inherited from, which is reported there.
fn inherits_doubt(analysis: &Analysis, attribution: &Attribution, doubtful: &[usize]) -> bool {
    attribution.source.is_some()
        && analysis.attributions.iter().any(|other| {
            !other.inherited && other.source == attribution.source && {
                let others = rivals(other);
                doubtful.iter().all(|speaker| others.contains(speaker))
            }
        })
}
