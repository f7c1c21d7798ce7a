//! Nearly the same words of the same speaker, quoted in two ways.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};
use crate::speakers::{SpeakerKind, may_be_one};

use super::comparison::Comparison;
use super::earlier::Earlier;
use super::rivals::is_full_name;
use super::wording::{content, first_words, printable};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "altered-quotation",
    severity: Severity::Error,
    on: On::Always,
    summary: "Nearly the same words of the same speaker, quoted twice with differences",
    details: "\
Reports a quotation that nearly repeats an earlier one of the same speaker, in the same draft or in one checked before \
it in the same run. The message shows the words that differ: ‹earlier → later›, ‹+ only later›, ‹- only earlier›.

One of the two is not what was said. A word was changed in the editing, or the quotation was written down twice from \
memory.

Accepted are quotations of fewer than `min-words` words (six unless set), a quotation that begins later or ends sooner \
than the other, words in [square brackets] and cuts marked by an ellipsis, and quotations that have less than three \
quarters of their words in common: the speaker may well have said both.

AP and the Guardian say the same: quotations are never altered, not even to mend a slip of grammar; what is left out \
is marked. Chicago allows the silent change of little more than the first letter and the final stop.",
    flagged: &[
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         Parents were not convinced.\n\n\
         ⟦\"We will never close this school while I am mayor,\"⟧ Holt had said.",
        "“The barn went first, and then the house,” said Omar Reyes. “We have nothing.”\n\n\
         Reyes was told to wait. ⟦“The barn went first, and then the horses,”⟧ he said.",
        "Ruth Abara told the court that she \"had no knowledge at all of the second shipment\".\n\n\
         The shipment left Arden in May. Abara ⟦\"had no knowledge of the second shipment\"⟧, she said.",
    ],
    accepted: &[
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         \"We will not close this school,\" Holt had said in May.",
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         \"We will not close … while I am mayor,\" Holt was quoted as saying.",
        "\"We will not close this school while I am mayor,\" Lena Holt said on Monday.\n\n\
         \"We will not close [the academy] while I am mayor,\" Holt was quoted as saying.",
        "\"We will not close this school while I am mayor,\" Lena Holt said.\n\n\
         \"We will close this school before she is mayor,\" Omar Reyes said.",
        "\"We have four weeks of water,\" Lena Holt said.\n\n\"We have four weeks of rain behind us,\" Holt said.",
    ],
    settings: "",
    check: Check::Drafts(check),
};

/// So many words in common make a quotation of another draft the same one.
const ELSEWHERE: usize = 7;

fn check(analysis: &Analysis, settings: &Settings, earlier: &Earlier) -> Vec<Diagnostic> {
    let min_words = settings.options.altered_quotation.min_words;
    let mut found: Vec<Diagnostic> = Vec::new();
    for (again, first) in earlier.again().filter(|(again, _)| !again.same) {
        let Some(quotation) = analysis.quotations.get(again.quotation) else { continue };
        let Some(speaker) = analysis.speaker_of(quotation) else { continue };
        // In another draft a surname may be anybody's.
        let person = speaker.kind == SpeakerKind::Person && is_full_name(&speaker.name);
        let same = if again.here() {
            *speaker.name == *first.speaker
        } else {
            person && may_be_one(&speaker.name, &first.speaker)
        };
        if !same {
            continue;
        }
        let comparison = Comparison::new(&first.text, content(quotation).of(analysis.text));
        // Across drafts a few words may be a speaker's way of putting things.
        if !is_altered(&comparison, min_words) || !again.here() && comparison.equal < ELSEWHERE {
            continue;
        }
        // What the draft has already said again is reported once.
        if found.last().is_some_and(|last| last.span == quotation.span) {
            continue;
        }
        found.push(Diagnostic {
            related: vec![again.label("quoted so first")],
            help: Some("find out what was said, and quote it so both times".to_owned()),
            ..RULE.finding(
                quotation.span,
                format!("{} is quoted in two ways: “{}”", first_words(&speaker.name), printable(&comparison.shown())),
                "quoted differently",
            )
        });
    }
    found
}

fn is_altered(comparison: &Comparison, min_words: usize) -> bool {
    let core = comparison.equal + comparison.changed;
    comparison.changed > 0
        && comparison.joined
        && core >= min_words
        && comparison.changed * 3 <= comparison.equal
        && core * 4 >= comparison.shorter() * 3
}
