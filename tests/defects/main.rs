//! Faults planted in the clean drafts, each where it is certain: its rule finds it there, and no other rule speaks.
//!
//! A planter takes a clean draft and gives copies of it with one fault each, and the span that its rule should mark.
//! Places where the fault would not be one are left out by the planter, from the words around alone.

mod draft;
#[path = "../drafts/mod.rs"]
mod drafts;
mod marks;
mod speakers;
mod words;

use std::collections::BTreeMap;

use whosaid::analysis::Analysis;
use whosaid::rules::{Earlier, check, settings};
use whosaid::settings::{Selection, Settings};
use whosaid::text::Span;

use draft::inserted;

/// Of the planted faults of each rule, so many in a hundred are found.
const LEAST: usize = 95;

/// So many faults of each rule are planted at least.
const FEWEST: usize = 30;

/// A draft with one fault.
struct Planted {
    rule: &'static str,
    text: String,
    span: Span,
}

type Planter = fn(&Analysis) -> Vec<Planted>;

const PLANTERS: &[Planter] = &[
    marks::dropped_closing_mark,
    marks::dropped_opening_mark,
    speakers::removed_attribution,
    words::doubled_cue,
    words::repeated_for_another,
    words::repeated,
    words::altered,
    speakers::swapped_names,
    speakers::misspelt_name,
    marks::mixed_marks,
    marks::dropped_reopening_mark,
    marks::closed_too_soon,
    marks::nested_alike,
    marks::speech_over_paragraphs,
    speakers::pronoun_for_nobody,
    speakers::long_wait,
    speakers::shared_surname,
    speakers::ambiguous_pronoun,
    speakers::ambiguous_speaker,
    idle_comment,
];

#[test]
#[allow(clippy::print_stdout, reason = "the counts are for those who ask for them")]
fn planted_faults_are_found_and_nothing_else_is() {
    let settings = settings(Selection::default()).expect("the default rules should be known");
    let mut tallies: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for draft in drafts::all().into_iter().filter(|draft| !draft.name.starts_with("faults/")) {
        let analysis = Analysis::new(&draft.text);
        if !findings(&draft.text, &settings).is_empty() {
            continue;
        }
        for planter in PLANTERS {
            for fault in planter(&analysis) {
                let tally = tallies.entry(fault.rule).or_default();
                tally.1 += 1;
                let found = findings(&fault.text, &settings);
                if found == [(fault.rule, fault.span)] {
                    tally.0 += 1;
                } else {
                    let around = around(&fault.text, fault.span);
                    missed.push(format!(
                        "{} in {}: {around}\n    found: {}",
                        fault.rule,
                        draft.name,
                        shown(&fault.text, &found)
                    ));
                }
            }
        }
    }
    let report: Vec<String> =
        tallies.iter().map(|(rule, (found, all))| format!("{rule}: {found} of {all} found")).collect();
    // Shown by `cargo test --test defects -- --nocapture`.
    println!("{}", report.join("\n"));
    let failing: Vec<_> = tallies.iter().filter(|(_, (found, all))| found * 100 < all * LEAST).collect();
    let few: Vec<_> = tallies.iter().filter(|(_, (_, all))| *all < FEWEST).collect();
    assert!(few.is_empty(), "there should be more faults for these rules: {few:?}");
    assert!(failing.is_empty(), "{}\n\n{}", report.join("\n"), missed.join("\n"));
    let unplanted: Vec<_> =
        settings.selected().filter(|rule| !tallies.contains_key(rule) && !LEFT_OUT.contains(rule)).collect();
    assert!(unplanted.is_empty(), "faults should be planted for {}", unplanted.join(", "));
}

/// They run unasked, and find nothing without a roster and without sources; tests/verify.rs plants faults for the last.
const LEFT_OUT: [&str; 2] = ["unlisted-speaker", "unverified-quotation"];

#[test]
fn clean_drafts_have_no_findings() {
    let settings = settings(Selection::default()).expect("the default rules should be known");
    let clean = drafts::all().into_iter().filter(|draft| draft.name.starts_with("clean/"));
    let faults: Vec<String> = clean
        .map(|draft| (findings(&draft.text, &settings), draft))
        .filter(|(found, _)| !found.is_empty())
        .map(|(found, draft)| format!("{}: {}", draft.name, shown(&draft.text, &found)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn findings(text: &str, settings: &Settings) -> Vec<(&'static str, Span)> {
    let found = check(&Analysis::new(text), "a.txt", settings, &mut Earlier::default());
    found.into_iter().map(|diagnostic| (diagnostic.rule, diagnostic.span)).collect()
}

fn shown(text: &str, found: &[(&str, Span)]) -> String {
    let found: Vec<_> = found.iter().map(|(rule, span)| format!("{rule} {}", around(text, *span))).collect();
    if found.is_empty() { "nothing".to_owned() } else { found.join("; ") }
}

/// A span between some words.
fn around(text: &str, span: Span) -> String {
    let start = text.floor_char_boundary(span.start.saturating_sub(70));
    let end = text.ceil_char_boundary((span.end + 70).min(text.len()));
    format!("…{}⟦{}⟧{}…", &text[start..span.start], span.of(text), &text[span.end..end]).replace('\n', "⏎")
}

// ---- what is planted

/// A comment with nothing to silence: above a paragraph, at its end, for the whole draft, for another rule, for none.
fn idle_comment(analysis: &Analysis) -> Vec<Planted> {
    const COMMENTS: [&str; 4] = [
        "<!-- whosaid: ignore[missing-speaker] as agreed -->",
        "<!-- whosaid: ignore[unclosed-quotation,unopened-quotation] as it was sung -->",
        "<!-- whosaid: ignore-file[late-attribution] a transcript -->",
        "<!-- whosaid: ignore[missing-speakers] as agreed -->",
    ];
    let above = |(number, start): (usize, usize)| {
        let comment = COMMENTS[number % COMMENTS.len()];
        let text = inserted(analysis.text, start, &format!("{comment}\n"));
        Planted { rule: "unused-ignore", text, span: Span::new(start, start + comment.len()) }
    };
    let behind = |(number, end): (usize, usize)| {
        let comment = COMMENTS[number % 2];
        let text = inserted(analysis.text, end, &format!(" {comment}"));
        Planted { rule: "unused-ignore", text, span: Span::new(end + 1, end + 1 + comment.len()) }
    };
    let paragraphs = || analysis.paragraphs.iter().map(|paragraph| paragraph.span).enumerate().step_by(3);
    let behind = paragraphs().map(|(number, span)| behind((number, span.end)));
    paragraphs().map(|(number, span)| above((number, span.start))).chain(behind).collect()
}
