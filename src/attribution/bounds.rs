//! How far a report reaches: what a cue reports ends where another cue takes over.

use super::Report;
use super::reports::is_fronted;
use crate::clauses::Clauses;
use crate::phrases::PhraseKind;

/// Ends what a cue reports where another cue takes over.
pub(super) fn bound(clauses: Clauses<'_>, reports: &mut [Report]) {
    if reports.len() < 2 {
        return;
    }
    let comma = |at: usize| matches!(clauses.kind(at), Some(PhraseKind::Comma));
    let joint = |at: usize| matches!(clauses.kind(at), Some(PhraseKind::Conjunction | PhraseKind::Subordinator));
    let dash = |at: usize| clauses.kind(at) == Some(PhraseKind::Dash);
    // "21 percent said “likely” and 14 percent said …": no verb between, nothing that goes on.
    let bare = |from: usize, to: usize| (from + 1..to).all(|at| !clauses.verb(at).is_some_and(|verb| verb.is_finite()));
    let last_dash = |at: usize| dash(at) && !(at + 1..clauses.phrases.len()).any(dash);
    let finite = |at: usize| clauses.verb(at).is_some_and(|verb| verb.is_finite());
    let fronted = is_fronted(clauses);
    for inner in 0..reports.len() {
        let mut end: Option<usize> = None;
        for outer in 0..reports.len() {
            let (first, second) = (&reports[inner], &reports[outer]);
            let mark = second.entry.is_none() && clauses.verb(second.at).is_none();
            if second.at <= first.at || !(first.within(second.at) || !mark && first.reaches(second.at)) {
                continue;
            }
            let start = second.source.first;
            // "…, but at least one said"
            let joints = (first.at + 1..start)
                .rev()
                .find(|at| clauses.kind(*at) != Some(PhraseKind::Adverb))
                .map_or(start, |at| at + 1);
            let stop = match () {
                // "said that … and called it …"
                () if !second.source.beside
                    && second.source.noun == first.source.noun
                    && !second.source.relative
                    && first.clauses.iter().all(|(from, _)| *from < second.at) =>
                {
                    Some(second.at)
                }
                // "An official who asked not to be named said …"
                () if first.source.relative && !second.source.relative && second.source.noun == first.source.noun => {
                    Some(second.at)
                }
                // "Holt said that Reyes praised …, pointing to …": what hangs on the main clause ends what is inside.
                () if second.dangling
                    && !second.source.beside
                    && comma(second.at - 1)
                    && second.source.noun < first.source.first =>
                {
                    Some(second.at - 1)
                }
                // "Holt, who said …, told …"
                () if start < first.source.first && !second.source.relative => Some(second.at),
                // "Holt, noting the cost, said …"
                () if start < first.at && finite(second.at) && second.source.beside && !second.source.relative => {
                    Some(second.at)
                }
                // "Holt said …; Reyes said …"
                () if start > first.at + 1
                    && clauses.kind(start - 1) == Some(PhraseKind::Semicolon)
                    && second.source.beside =>
                {
                    Some(start - 1)
                }
                // "While Holt said …, Reyes said …"
                () if fronted && start > first.at && comma(start - 1) && second.source.beside => Some(start - 1),
                // "with polls showing Holt ahead, Reyes says"
                () if first.dangling
                    && !second.dangling
                    && start > first.at
                    && comma(start - 1)
                    && second.source.beside =>
                {
                    Some(start - 1)
                }
                // "Holt and Reyes agreed that … — Holt calling it …"
                () if second.dangling && second.source.beside && start > first.at + 1 && dash(start - 1) => {
                    Some(start - 1)
                }
                // "Holt agreed that …, with Reyes calling it …"
                () if second.dangling
                    && second.source.beside
                    && start > first.at + 2
                    && clauses.kind(start - 1) == Some(PhraseKind::Preposition(None))
                    && comma(start - 2) =>
                {
                    Some(start - 2)
                }
                // "Holt said …, but Reyes said …"; "…, with Reyes calling it …"
                () if joints > first.at + 1
                    && joint(joints - 1)
                    && (comma(joints - 2)
                        || dash(joints - 2)
                        || second.dangling
                        || !first.statement
                        || first.entry.is_some() && first.entry == second.entry
                        || bare(first.at, joints))
                    && (second.speech || second.dangling || last_dash(joints - 2))
                    && second.source.beside =>
                {
                    Some(joints - 2 + usize::from(!comma(joints - 2)))
                }
                () => None,
            };
            end = end.into_iter().chain(stop).min();
        }
        if let Some(end) = end {
            let report = &mut reports[inner];
            for (from, to) in &mut report.clauses {
                *to = (*to).min(end.max(*from));
            }
            report.clauses.retain(|(from, to)| from < to);
            let quoted = !report.quotations.is_empty();
            report.quotations.retain(|quotation| *quotation < end);
            // What reaches far for quoted words, and has none left, reports nothing.
            if report.loose && quoted && report.quotations.is_empty() {
                report.clauses.clear();
            }
        }
    }
}
