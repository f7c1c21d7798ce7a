//! A quotation of somebody whom the draft does not name.

use crate::analysis::Analysis;
use crate::attribution::{AttributionKind, SourceForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};
use crate::speakers::SpeakerKind;

use super::wording::{quoted, quoted_content};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unnamed-source",
    severity: Severity::Info,
    on: On::Asked,
    summary: "A quotation given to a source without a name",
    details: "\
Reports the source of a quotation where it is somebody whom the draft does not name: \"a person familiar with the \
matter\", \"officials\", \"one of the two\".

Words that nobody stands for cannot be checked by the reader. Whoever edits the draft should know who said them, and \
why the name is kept back.

Accepted are sources whom the draft names anywhere, organisations, documents, and what is reported without marks. It \
is off unless asked for, since an unnamed source may have good reasons.

AP takes anonymous sources for information, not opinion, from those in a position to know, and wants the reason given; \
the Guardian asks that they be used sparingly, and warns of the anonymous pejorative quotation.",
    flagged: &[
        "\"The list was longer,\" ⟦a person familiar with the matter⟧ said.",
        "\"We were told on Friday,\" said ⟦one official⟧, who asked not to be named.",
        "⟦Officials⟧ called the plan \"a first step\".",
    ],
    accepted: &[
        "\"The list was longer,\" Lena Holt said.",
        "A spokesman, Omar Reyes, came out at noon. \"We were told on Friday,\" the spokesman said.",
        "\"The list was longer,\" the report said.",
        "Officials said the plan was a first step.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in analysis.attributions.iter().filter(|it| it.kind != AttributionKind::Indirect && !it.inherited) {
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let Some((speaker, source)) = speaker.zip(attribution.source) else { continue };
        let unnamed = match speaker.kind {
            SpeakerKind::Anonymous => true,
            SpeakerKind::Group => attribution.source_form == Some(SourceForm::Description),
            _ => false,
        };
        let words = attribution.quotations.first().and_then(|&at| analysis.quotations.get(at));
        let Some(words) = words.filter(|_| unnamed && found.last().is_none_or(|last| last.span != source)) else {
            continue;
        };
        found.push(Diagnostic {
            help: Some("name the source, or say why it goes unnamed".to_owned()),
            ..RULE.finding(
                source,
                format!(
                    "{} is quoted without a name: {}",
                    quoted(source.of(analysis.text)),
                    quoted_content(analysis, words)
                ),
                "who is this?",
            )
        });
    }
    found
}
