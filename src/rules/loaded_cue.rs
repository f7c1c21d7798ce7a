//! A cue that judges the words it reports.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};

use super::wording::{credited_words, quoted};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "loaded-cue",
    severity: Severity::Info,
    on: On::Asked,
    summary: "A cue that judges the words it reports",
    details: "\
Reports a cue by which the writer takes sides: \"claimed\" doubts, \"admitted\" convicts, \"boasted\" mocks, \"slammed\" \
shouts. The list is data: the verbs of `grammar/cues.toml` with `loaded = true`. `allow` takes out those that the house \
accepts, by the form that a dictionary lists.

\"Said\" leaves the judgement to the reader. Any other verb has to be true: nobody admits what they never denied.

Accepted are cues that only describe the saying: said, told, wrote, asked, added, whispered. It is off unless asked \
for, since a loaded verb may be the right one.

AP prefers \"said\" throughout; the Guardian warns of \"claimed\", which implies disbelief, and of \"admitted\"; Chicago \
leaves it to the writer's ear.",
    flagged: &[
        "\"The dam is safe,\" ⟦claimed⟧ Lena Holt.",
        "Omar Reyes ⟦admitted⟧ that he had seen the map.",
        "Ruth Abara ⟦slammed⟧ the plan as \"a joke\".",
    ],
    accepted: &[
        "\"The dam is safe,\" said Lena Holt.",
        "Omar Reyes added that he had seen the map.",
        "The admitted patients were sent home, Lena Holt said.",
        "\"I claimed nothing,\" Lena Holt said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let allow = &settings.options.loaded_cue.allow;
    let mut found: Vec<Diagnostic> = Vec::new();
    for attribution in &analysis.attributions {
        let Some((entry, cue)) = analysis.cue(attribution).zip(attribution.cue) else { continue };
        let known = found.iter().rev().take(4).any(|other| other.span == cue);
        if !entry.loaded || known || allow.iter().any(|allowed| allowed.eq_ignore_ascii_case(&entry.words)) {
            continue;
        }
        let cue_words = quoted(cue.of(analysis.text));
        found.push(Diagnostic {
            help: Some("write “said” unless the judgement is yours to make".to_owned()),
            ..RULE.finding(cue, format!("{cue_words} judges {}", credited_words(analysis, attribution)), "a loaded cue")
        });
    }
    found
}
