//! A pronoun for a source, and two people whom it may mean.

use crate::analysis::Analysis;
use crate::attribution::SourceForm;
use crate::diagnostic::{Diagnostic, Severity};
use crate::settings::{On, Settings};
use crate::speakers::Gender;

use super::joint::{Joint, Named};
use super::rivals::{labels, names, rivals};
use super::wording::{either, quoted};
use super::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-pronoun",
    severity: Severity::Warning,
    on: On::Always,
    summary: "A pronoun for a source that may mean two or more people",
    details: "\
Reports a pronoun to which words are credited where two or more people of its gender and number, or of a gender that \
the draft doesn't give, are equally near. The message names them.

\"She said\" after a sentence about two women credits one of them with the words of the other for half of the readers.

Accepted are pronouns of which gender, number or the flow of the text leaves one reading: the person who spoke last, \
the subject of the sentence before, whom a third person speaks of. So the people have to stand side by side (\"Lena Holt \
and Maria Reyes\"), in the same paragraph or the one above, with nobody else of that gender named near.

All style guides want a pronoun to have one clear antecedent; Chicago says so in its chapter on grammar. AP repeats \
the last name where a pronoun would leave a doubt.",
    flagged: &[
        "Lena Holt and Maria Reyes met in Geneva on Friday. \"We are close to an agreement,\" ⟦she⟧ said.",
        "Tom Achterberg and Omar Reyes met at the yard on Friday. \"We will launch in April,\" ⟦he⟧ said.",
        "Judge Alan Pryce and prosecutor David Munro left by the same door. ⟦He⟧ said: \"The verdict will stand.\"",
        "Neither Tom Achterberg, the yard's manager, nor Omar Reyes came to court. \"I have a cold,\" ⟦he⟧ wrote.",
        "The prize went to Lena Holt and her sister, Maria Reyes.\n\nThe hall stood up. \"We never thought we would win,\" \
         ⟦she⟧ said.",
        "The school was led by Ann Lister. \"It is a good one,\" Lister said.\n\nMany came.\n\n\
         Among them were Lena Holt and Maria Reyes.\n\n\"Nobody asked us,\" ⟦she⟧ said.",
        "Many came.\n\nAmong them were Lena Holt and Maria Reyes.\n\n\"Nobody asked us,\" ⟦she⟧ said.",
    ],
    accepted: &[
        "Lena Holt met Omar Reyes in Geneva. \"We are close to an agreement,\" she said.",
        "\"We are close to an agreement,\" Lena Holt said. \"It needs one more night,\" she added.",
        "Lena Holt and Maria Reyes met in Geneva. \"We are close to an agreement,\" Holt said.",
        "Lena Holt arrived late on Friday. \"The trains were full,\" she said. Maria Reyes had waited for an hour.",
        "Lena Holt and Maria Reyes met in Geneva. \"We are close to an agreement,\" they said in a joint statement.",
        "The judge fined Lena Holt and Maria Reyes. \"You should know better,\" she said.",
        "Lena Holt smiled and then thanked Maria Reyes. \"We are close to an agreement,\" she said.",
    ],
    settings: "",
    check: Check::Draft(check),
};

fn check(analysis: &Analysis, _settings: &Settings) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    // What is inherited from a pronoun is in doubt where the pronoun is, and reported there.
    let own = analysis.attributions.iter().filter(|it| it.source_form == Some(SourceForm::Pronoun) && !it.inherited);
    let mut pronouns = own.filter_map(|it| Some((it, it.source?, gender(it.source?.of(analysis.text))?))).peekable();
    if pronouns.peek().is_none() {
        return found;
    }
    let named = Named::of(analysis);
    let mut doubts: Vec<Joint> = Vec::new();
    for (attribution, pronoun, gender) in pronouns {
        let Some(joint) = named.before(analysis, pronoun.start, Some(gender)) else { continue };
        // Whom the flow of the text leads to is no doubt of the reader's. One doubt is reported once.
        let candidates = attribution.candidates.iter().map(|candidate| candidate.speaker);
        let mut likely: Vec<usize> = attribution.speaker.into_iter().chain(candidates).collect();
        // Of a tie only those who are tied.
        if attribution.speaker.is_none() {
            likely = rivals(attribution);
        }
        let subject = joint.opens_its_sentence(analysis) || !joint.follows_somebody(analysis);
        if !subject || !likely.iter().all(|speaker| joint.people.contains(speaker)) || doubts.contains(&joint) {
            continue;
        }
        let message =
            format!("{} may be {}", quoted(pronoun.of(analysis.text)), either(&names(analysis, &joint.people)));
        found.push(Diagnostic {
            related: labels(analysis, &joint.people, pronoun),
            help: Some("put the name in place of the pronoun".to_owned()),
            ..RULE.finding(pronoun, message, "which of them?")
        });
        doubts.push(joint);
    }
    found
}

/// The gender that a pronoun for one person gives.
fn gender(pronoun: &str) -> Option<Gender> {
    match pronoun.to_lowercase().as_str() {
        "she" | "her" => Some(Gender::Female),
        "he" | "him" => Some(Gender::Male),
        _ => None,
    }
}
