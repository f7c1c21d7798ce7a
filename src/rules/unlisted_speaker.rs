//! A speaker who is not on the roster.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};
use crate::speakers::{SpeakerKind, may_be_one};

use super::wording::first_words;
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unlisted-speaker",
    severity: Severity::Warning,
    on: On::WithRoster,
    summary: "A speaker who is not on the roster",
    details: "\
Reports the source of a person's first words where the settings have a roster and the person is not on it. Without a \
roster it reports nothing.

A roster names those who may be quoted, or whose names have been checked. A name that is not on it may be misspelt, or \
somebody whom nobody has called.

Accepted are people on the roster, by name, by alias, and by a form that may be short for the name; organisations, \
documents and those without a name.",
    flagged: &[
        "\"The dam is brittle,\" Lena Holt said. \"We were never told,\" said ⟦Omar Reyes⟧.",
        "\"It leaks,\" said ⟦Lena Hold⟧.",
        "\"We were never told,\" said ⟦Omar Reyes⟧. \"Nobody was,\" Reyes said.",
    ],
    accepted: &[
        "\"The dam is brittle,\" Lena Holt said. \"It leaks,\" Holt said.",
        "\"The dam is brittle,\" said the mayor of Arden, Lena M. Holt.",
        "\"The dam is brittle,\" the report said.",
        "Omar Reyes left at noon. \"The dam is brittle,\" said Lena Holt.",
    ],
    settings: "[[roster]]\nname = \"Lena Holt\"\npronouns = \"she\"\ndescription = \"mayor of Arden\"",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let mut told = vec![settings.roster.is_empty(); analysis.speakers.len()];
    let mut found = Vec::new();
    for attribution in &analysis.attributions {
        let Some((number, source)) = attribution.speaker.zip(attribution.source) else { continue };
        let Some(speaker) = analysis.speakers.get(number).filter(|speaker| speaker.kind == SpeakerKind::Person) else {
            continue;
        };
        if std::mem::replace(&mut told[number], true) {
            continue;
        }
        let known = |name: &str| {
            settings.roster.iter().flat_map(|listed| listed.names()).any(|listed| is_listed_as(listed, name))
        };
        if known(&speaker.name) || speaker.aliases.iter().any(|alias| known(alias)) {
            continue;
        }
        found.push(Diagnostic {
            help: Some("put them on the roster, or correct the name".to_owned()),
            ..RULE.finding(source, format!("{} is not on the roster", first_words(&speaker.name)), "not on the roster")
        });
    }
    found
}

/// Whether a name is a listed one or may be another form of it. A letter more or less is a slip that the roster finds.
fn is_listed_as(listed: &str, name: &str) -> bool {
    let last = |name: &str| name.split_whitespace().next_back().map(str::to_lowercase);
    listed.to_lowercase() == name.to_lowercase() || may_be_one(listed, name) && last(listed) == last(name)
}
