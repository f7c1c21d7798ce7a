//! The same words, and two people who are said to have spoken them.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::folding::words;
use crate::settings::{On, Settings};
use crate::speakers::may_be_one;

use super::earlier::{Earlier, credited, is_by_name};
use super::rivals::{is_full_name, rivals};
use super::wording::{content, first_words, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "conflicting-attribution",
    severity: Severity::Error,
    on: On::Always,
    summary: "The same words credited to different speakers, in one draft or in several checked together",
    details: "\
Reports a quotation whose words an earlier one credits to somebody else, in the same draft or in one checked before it \
in the same run. Case, marks, punctuation and spaces don't count. The later quotation is marked, the earlier shown.

One of the two credits is wrong, or one of the speakers repeats the other and the draft doesn't say so. Either way \
somebody is given words that they may not have spoken.

Accepted are quotations of fewer than `min-words` words (five unless set), which two people may well have in common; \
titles; a part of a longer quotation; in two drafts, credits by pronoun; the same name in full and in short (\"Lena Holt\", \"Holt\"); organisations and speakers of whom the draft \
leaves open who they are.

The Guardian's guide wants readers to be confident that words in quotation marks are those of the speaker, and quotes \
taken from elsewhere to say where they come from. AP never alters a quotation, and credits it to the one who spoke.",
    flagged: &[
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         Parents were not convinced.\n\n\
         ⟦\"We will not close this school while I am mayor,\"⟧ Omar Reyes said.",
        "Ruth Abara said the ministry \"had no knowledge of the second shipment\".\n\n\
         The ministry, Ivan Lunt said, ⟦“had no knowledge of the second shipment”⟧.",
        "\"It's the worst harvest in thirty years,\" said Jonas Weil, who grows barley near Corran.\n\n\
         At the co-operative the mood was no better. \
         ⟦“It’s the worst harvest in thirty years!”⟧ said its chair, Petra Anders.",
        "\"He kept asking for water,\" Susan Peel said.\n\n\"We do not want money,\" said Martin Peel. \"No,\" Peel said.\n\n\
         ⟦\"He kept asking for water,\"⟧ Martin Peel told reporters.",
    ],
    accepted: &[
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         It was a promise. \"We will not close this school while I am mayor,\" Holt had said.",
        "\"I have no comment,\" said Lena Holt.\n\n\"I have no comment,\" said Omar Reyes.",
        "\"We will not close this school while I am mayor,\" Lena Holt said.\n\n\
         \"We will close this school before she is mayor,\" Omar Reyes said.",
        "\"The money was never in the account,\" a bank official said.\n\n\
         \"The money was never in the account,\" Lena Holt said.",
        "\"We will not close this school,\" Lena Holt said, \"while I am mayor.\"",
    ],
    settings: "",
    check: Check::Drafts(check),
};

fn check(analysis: &Analysis, settings: &Settings, earlier: &Earlier) -> Vec<Diagnostic> {
    let min_words = settings.options.conflicting_attribution.min_words;
    let mut found: Vec<Diagnostic> = Vec::new();
    for (again, first) in earlier.again().filter(|(again, first)| again.same && first.credited) {
        let Some(quotation) = analysis.quotations.get(again.quotation) else { continue };
        let Some((attribution, speaker)) = credited(analysis, quotation) else { continue };
        // In another draft, what a pronoun means is one doubt more.
        let by_name = first.by_name && is_by_name(attribution);
        if !again.here() && !by_name {
            continue;
        }
        let is_first = |name: &str| may_be_one(name, &first.speaker);
        let doubtful = || {
            rivals(attribution)
                .iter()
                .filter_map(|&rival| analysis.speakers.get(rival))
                .any(|rival| is_first(&rival.name))
        };
        // "Peel" is short for another Peel as well.
        let alias = || speaker.aliases.iter().any(|alias| is_full_name(alias) && is_first(alias));
        if is_first(&speaker.name) || alias() || doubtful() {
            continue;
        }
        let known = found.last().is_some_and(|last| last.span == quotation.span);
        if known || words(content(quotation).of(analysis.text)) < min_words {
            continue;
        }
        let quoted = quoted_content(analysis, quotation);
        let (first_speaker, speaker) = (first_words(&first.speaker), first_words(&speaker.name));
        found.push(Diagnostic {
            related: vec![again.label(format!("credited to {first_speaker} first"))],
            help: Some("find out whose words they are, and correct the other credit".to_owned()),
            ..RULE.finding(
                quotation.span,
                format!("{quoted} is credited to {speaker}, and before to {first_speaker}"),
                format!("credited to {speaker}"),
            )
        });
    }
    found
}
