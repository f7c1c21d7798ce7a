//! A comment that silences nothing.

use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::error::nearest;
use crate::ignores::{Fault, Ignore, Name, VERBS};
use crate::settings::{ALL, On, Settings};
use crate::text::{Span, lines_around};

use super::{Check, RULES, Rule, compares};

pub(super) const RULE: Rule = Rule {
    name: "unused-ignore",
    severity: Severity::Warning,
    on: On::Always,
    summary: "An ignore comment that silences nothing, or names no known rule",
    details: "\
Reports a comment of the form <!-- whosaid: ignore[rule] why --> that silences no finding: the words were mended since, \
the rule is misspelled, or the comment stands in the wrong place.

A comment that silences nothing today may hide a new fault tomorrow.

A comment in a line of its own holds for the next paragraph; beside other text, in Markdown and HTML, for its line; and \
ignore-file for the whole draft. Several rules are parted by commas. Nothing is reported of rules that do not run, nor of \
those that compare drafts: what such a comment silences may be found in a run over more of them.",
    flagged: &[
        "⟦<!-- whosaid: ignore[mising-speaker] a chorus -->⟧\n\n“We lost,” Lena Holt said.",
        "⟦<!-- whosaid: ignore -->⟧\n\n“We lost,” Lena Holt said.",
        "⟦<!-- whosaid: ingore[missing-speaker] -->⟧\n\n“We lost,” Lena Holt said.",
        "“We lost,” Lena Holt said. ⟦<!-- whosaid: ignore[missing-speaker] -->⟧",
        "⟦<!-- whosaid: ignore-file[unused-ignore] -->⟧\n\n“We lost,” Lena Holt said.",
    ],
    accepted: &[
        "<!-- whosaid: ignore[unclosed-quotation] the tape ends here -->\n“We lost, Lena Holt said.",
        "<!-- whosaid: ignore[missing-speaker, late-introduction] a chorus -->\n“We lost.”",
        "“We lost,” Lena Holt said.\n\n<!-- whosaid: ignore-file[missing-speaker] his own words -->",
        "<!-- a note to the desk -->\n\n“We lost,” Lena Holt said.",
        "<!-- whosaid: ignore[conflicting-attribution] Reyes read it out in May -->\n“We lost,” Lena Holt said.",
    ],
    settings: "",
    check: Check::Ignores(check),
};

fn check(analysis: &Analysis, settings: &Settings, ignores: &[Ignore]) -> Vec<Diagnostic> {
    ignores.iter().filter_map(|ignore| finding(analysis, settings, ignore)).collect()
}

fn finding(analysis: &Analysis, settings: &Settings, ignore: &Ignore) -> Option<Diagnostic> {
    let comment = ignore.span;
    let found = |message: String, help: &str, fix: Option<Fix>| {
        Some(Diagnostic { help: Some(help.to_owned()), fix, ..RULE.finding(comment, message, "silences nothing") })
    };
    match ignore.fault {
        Some(Fault::Unknown(verb)) => {
            let message = format!("`{verb}` is nothing that a comment can ask for{}", nearest(verb, VERBS.into_iter()));
            return found(message, "write ignore[rule] or ignore-file[rule]", None);
        }
        Some(Fault::NoRule) => {
            return found(
                "the comment names no rule".to_owned(),
                "name the rule in brackets: ignore[missing-speaker]",
                None,
            );
        }
        Some(Fault::NotAlone) => {
            return found("the comment stands beside other words".to_owned(), "give it the line above to itself", None);
        }
        None => {}
    }
    let names = || RULES.iter().map(|rule| rule.name);
    let unused = |word: &str| word != ALL && names().all(|name| name != word) || is_selected(word, settings);
    let (left, stale): (Vec<&Name>, Vec<&Name>) = ignore.names.iter().partition(|name| name.used || !unused(name.word));
    let first = stale.first()?;
    let message = match names().find(|name| *name == first.word || first.word == ALL) {
        Some(_) => {
            let words: Vec<&str> = stale.iter().map(|name| name.word).collect();
            format!("no finding of {} is silenced here", words.join(", "))
        }
        None => format!("`{}` is no rule{}", first.word, nearest(first.word, names())),
    };
    let edit = if left.is_empty() {
        Edit { span: whole(analysis, comment), replacement: String::new() }
    } else {
        let words: Vec<&str> = left.iter().map(|name| name.word).collect();
        let (first, last) = (ignore.names.first()?, ignore.names.last()?);
        Edit { span: first.span.to(last.span), replacement: words.join(", ") }
    };
    let fix = Fix { applicability: Applicability::Safe, edits: vec![edit] };
    found(message, "take it out, or put it above what it is meant for", Some(fix))
}

/// Whether a rule runs, so that it is known whether anything is silenced. What a rule finds that compares drafts depends
/// on the other drafts of the run.
fn is_selected(word: &str, settings: &Settings) -> bool {
    word == ALL || settings.severity(word).is_some() && !compares(word)
}

/// A comment with its line, where it has it to itself.
fn whole(analysis: &Analysis, comment: Span) -> Span {
    // Only in a text that is its own source do lines around a comment stay as they are.
    if analysis.document.is_some_and(|document| document.in_source(comment) != comment) {
        return comment;
    }
    let line = lines_around(analysis.text, comment);
    if line.of(analysis.text).trim() == comment.of(analysis.text) {
        Span::new(line.start, analysis.text.len().min(line.end + 1))
    } else {
        comment
    }
}
