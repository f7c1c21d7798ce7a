//! The same words, and two people who are said to have spoken them.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::attribution::{Attribution, AttributionKind};
use crate::diagnostic::{Diagnostic, Elsewhere, Label, Severity};
use crate::folding::{folded, hash, words};
use crate::quotations::Quotation;
use crate::settings::{On, Settings};
use crate::speakers::{Speaker, SpeakerKind};

use super::earlier::{Credited, Earlier};
use super::rivals::{is_full_name, may_be_one, rivals};
use super::surroundings::is_title_case;
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
titles; the same name in full and in short (\"Lena Holt\", \"Holt\"); organisations and speakers of whom the draft \
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
    check: Check::Drafts(check),
};

fn check(analysis: &Analysis, path: &str, settings: &Settings, earlier: &mut Earlier) -> Vec<Diagnostic> {
    let path: Arc<str> = path.into();
    let draft = earlier.drafts;
    earlier.drafts += 1;
    let mut found = Vec::new();
    for quotation in analysis.quotations.iter().filter(|quotation| quotation.inside.is_none()) {
        let Some((attribution, speaker)) = credited(analysis, quotation) else { continue };
        let words_quoted = content(quotation).of(analysis.text);
        if words(words_quoted) < settings.options.conflicting_attribution.min_words || is_title_case(words_quoted) {
            continue;
        }
        let key = hash(folded(words_quoted));
        let Some(first) = earlier.credited.get(&key) else {
            let credited = Credited {
                draft,
                path: Arc::clone(&path),
                span: quotation.span,
                source: analysis.in_source(quotation.span),
                place: analysis.place(quotation.span),
                speaker: speaker.name.as_str().into(),
            };
            earlier.credited.insert(key, credited);
            continue;
        };
        let is_first = |name: &str| may_be_one(name, &first.speaker);
        let doubtful = || {
            rivals(attribution)
                .iter()
                .filter_map(|&rival| analysis.speakers.get(rival))
                .any(|rival| is_first(&rival.name))
        };
        if is_first(&speaker.name) || speaker.aliases.iter().any(|alias| is_first(alias)) || doubtful() {
            continue;
        }
        found.push(conflict(analysis, quotation, speaker, first, first.draft == draft));
    }
    found
}

fn conflict(
    analysis: &Analysis,
    quotation: &Quotation,
    speaker: &Speaker,
    first: &Credited,
    same_draft: bool,
) -> Diagnostic {
    let words = quoted_content(analysis, quotation);
    let (first_speaker, speaker) = (first_words(&first.speaker), first_words(&speaker.name));
    let elsewhere = (!same_draft).then(|| Elsewhere { path: first.path.as_ref().to_owned(), place: first.place });
    let span = if same_draft { first.span } else { first.source };
    Diagnostic {
        related: vec![Label { span, message: format!("credited to {first_speaker} first"), elsewhere }],
        help: Some("find out whose words they are, and correct the other credit".to_owned()),
        ..RULE.finding(
            quotation.span,
            format!("{words} is credited to {speaker}, and before to {first_speaker}"),
            format!("credited to {speaker}"),
        )
    }
}

/// The attribution of a quotation by a cue of its own to a person known by full name: an organisation may be its
/// spokesman, a surname anybody of that name.
fn credited<'a>(analysis: &'a Analysis, quotation: &Quotation) -> Option<(&'a Attribution, &'a Speaker)> {
    let attribution = analysis.attributions.get(quotation.attribution?)?;
    let speaker = analysis.speakers.get(attribution.speaker?)?;
    let named = speaker.kind == SpeakerKind::Person && is_full_name(&speaker.name) && !attribution.inherited;
    let quoted = matches!(attribution.kind, AttributionKind::Direct | AttributionKind::Mixed);
    (named && quoted).then_some((attribution, speaker))
}
