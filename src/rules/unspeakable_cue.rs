//! A verb that is no way to speak, in the place of a cue.

use crate::analysis::Analysis;
use crate::attribution::AttributionKind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};

use super::surroundings::last_character;
use super::wording::{credited_words, quoted};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unspeakable-cue",
    severity: Severity::Info,
    on: On::Asked,
    summary: "A cue that is no way to speak",
    details: "\
Reports a verb in the place of a cue that makes no words: \"Yes,\" he smiled. The list is data: the verbs of \
`grammar/cues.toml` with `wordless = true`. `allow` takes out those that the house accepts.

Nobody can smile, nod or shrug a sentence. The reader knows what is meant and still hears a writer who was tired of \
\"said\".

Accepted are ways to use the voice (whispered, hissed, sighed) and a gesture in a sentence of its own: \"Yes.\" He \
smiled. It is off unless asked for, since much fiction does it on purpose.

AP and the Guardian prefer \"said\"; Chicago would part the gesture from the words with a full stop.",
    flagged: &[
        "\"I knew that you would come,\" Lena Holt ⟦smiled⟧.",
        "“It is only money,” ⟦shrugged⟧ Omar Reyes.",
        "\"Same time tomorrow,\" ⟦nodded⟧ the barber.",
    ],
    accepted: &[
        "\"I knew that you would come,\" Lena Holt said with a smile.",
        "\"I knew that you would come.\" Lena Holt smiled.",
        "“It is only money,” sighed Omar Reyes.",
        "Lena Holt nodded. \"Same time tomorrow,\" she said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let allow = &settings.options.unspeakable_cue.allow;
    let mut found = Vec::new();
    for attribution in analysis.attributions.iter().filter(|it| it.kind != AttributionKind::Indirect) {
        let Some((entry, cue)) = analysis.cue(attribution).zip(attribution.cue) else { continue };
        // "Yes." He smiled: a sentence of its own.
        let parted = attribution
            .quotations
            .iter()
            .filter_map(|&at| analysis.quotations.get(at))
            .any(|quotation| quotation.span.end <= cue.start && last_character(analysis, quotation) == Some('.'));
        if parted || !entry.wordless || allow.iter().any(|allowed| allowed.eq_ignore_ascii_case(&entry.words)) {
            continue;
        }
        let cue_words = quoted(cue.of(analysis.text));
        found.push(Diagnostic {
            help: Some("write “said”, and give the gesture a sentence of its own".to_owned()),
            ..RULE.finding(
                cue,
                format!("{cue_words} is no way to say {}", credited_words(analysis, attribution)),
                "no way to speak",
            )
        });
    }
    found
}
