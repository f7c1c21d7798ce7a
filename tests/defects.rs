//! Faults planted in the clean drafts, each where it is certain: its rule finds it there, and no other rule speaks.
//!
//! A planter takes a clean draft and gives copies of it with one fault each, and the span that its rule should mark.
//! Places where the fault would not be one are left out by the planter, from the words around alone.

mod drafts;

use std::collections::BTreeMap;

use whosaid::analysis::Analysis;
use whosaid::attribution::{Attribution, AttributionKind, SourceForm};
use whosaid::quotations::Quotation;
use whosaid::rules::{Earlier, check, settings};
use whosaid::settings::{Selection, Settings};
use whosaid::speakers::SpeakerKind;
use whosaid::text::Span;

/// Of the planted faults of each rule, so many in a hundred are found.
const LEAST: usize = 95;

/// A draft with one fault.
struct Planted {
    rule: &'static str,
    text: String,
    span: Span,
}

type Planter = fn(&Analysis) -> Vec<Planted>;

const PLANTERS: &[Planter] = &[
    dropped_closing_mark,
    dropped_opening_mark,
    removed_attribution,
    doubled_cue,
    repeated_for_another,
    repeated,
    altered,
    swapped_names,
    misspelt_name,
    mixed_marks,
    dropped_reopening_mark,
    closed_too_soon,
    nested_alike,
    speech_over_paragraphs,
    pronoun_for_nobody,
    long_wait,
    shared_surname,
    ambiguous_pronoun,
    ambiguous_description,
    idle_comment,
];

#[test]
fn planted_faults_are_found_and_nothing_else_is() {
    let settings = settings(Selection::default()).expect("the default rules should be known");
    let mut tallies: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut planted = 0;
    for draft in drafts::all().into_iter().filter(|draft| !draft.name.starts_with("faults/")) {
        let analysis = Analysis::new(&draft.text);
        if !findings(&draft.text, &settings).is_empty() {
            continue;
        }
        for planter in PLANTERS {
            for fault in planter(&analysis) {
                planted += 1;
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
    let failing: Vec<_> = tallies.iter().filter(|(_, (found, all))| found * 100 < all * LEAST).collect();
    assert!(planted > 300, "there should be many faults: {planted}");
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

/// A comment above a paragraph in which there is nothing to silence.
fn idle_comment(analysis: &Analysis) -> Vec<Planted> {
    const COMMENT: &str = "<!-- whosaid: ignore[missing-speaker] as agreed -->";
    let planted = |start: usize| {
        let (before, behind) = analysis.text.split_at(start);
        let span = Span::new(start, start + COMMENT.len());
        Planted { rule: "unused-ignore", text: format!("{before}{COMMENT}\n{behind}"), span }
    };
    analysis.paragraphs.iter().step_by(3).map(|paragraph| planted(paragraph.span.start)).collect()
}

/// `“We lost,” she said.` becomes `“We lost she said.`
fn dropped_closing_mark(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    // With another mark in the paragraph the quotation may as well end there.
    let alone =
        outer(analysis).filter(|(_, quotation)| is_alone(analysis, quotation) && is_double(analysis, quotation));
    alone
        .filter(|(_, quotation)| !quotation.carried_on && !next_paragraph(analysis, quotation).starts_with(['"', '“']))
        .filter_map(|(_, quotation)| {
            let text = without(text, quotation.close?);
            Some(Planted { rule: "unclosed-quotation", text, span: quotation.open })
        })
        .collect()
}

/// `“We lost,” she said.` becomes `We lost,” she said.`
fn dropped_opening_mark(analysis: &Analysis) -> Vec<Planted> {
    let alone = outer(analysis).filter(|(_, quotation)| {
        is_alone(analysis, quotation) && is_double(analysis, quotation) && quotation.continues.is_none()
    });
    alone
        .filter(|(_, quotation)| !is_left_open_above(analysis, quotation))
        .filter_map(|(_, quotation)| {
            let close = quotation.close?;
            let gone = quotation.open.len();
            let span = Span::new(close.start - gone, close.end - gone);
            Some(Planted { rule: "unopened-quotation", text: without(analysis.text, quotation.open), span })
        })
        .collect()
}

/// A paragraph about no one, put above, and a quotation with no credit: `“We lost everything that we had.”`
fn removed_attribution(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis).filter(|(_, quotation)| is_double(analysis, quotation)) {
        let Some((attribution, paragraph)) = attribution(analysis, quotation).zip(paragraph(analysis, quotation))
        else {
            continue;
        };
        let words = quotation.words().of(text);
        let sentence = words.trim_end_matches(',');
        let whole = sentence.split_whitespace().count() > 5 && sentence.starts_with(char::is_uppercase);
        if attribution.kind != AttributionKind::Direct || !is_alone(analysis, quotation) || !whole || !words.is_ascii()
        {
            continue;
        }
        let (open, close) = (quotation.open.of(text), if quotation.open.of(text) == "“" { "”" } else { "\"" });
        let stop = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
        let bare = format!("{open}{sentence}{stop}{close}");
        // Far from everybody who speaks: below a heading, with two paragraphs of weather above.
        let above = format!("{WEATHER}\n\n{WEATHER}\n\n{WEATHER}\n\n");
        let rest = &text[paragraph.end..];
        let draft =
            format!("{above}{bare}{}", if rest.is_empty() { "\n" } else { "\n\nThe gates were locked at noon.\n" });
        let span = Span::new(above.len(), above.len() + bare.len());
        planted.push(Planted { rule: "missing-speaker", text: draft, span });
    }
    planted
}

const WEATHER: &str = "The rain stopped on Tuesday, and by the evening the road to the harbour was open again for the \
first time in nine days.";

/// `“We lost,” Holt said.` becomes `Holt said: “We lost,” Holt said.`
fn doubled_cue(analysis: &Analysis) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis) {
        let Some((source, cue)) = credit_behind(analysis, quotation) else { continue };
        let words = analysis.text[quotation.span.end..source.end.max(cue.end)].trim().to_owned();
        // At the head of a sentence, and the only quotation of its paragraph.
        if !is_alone(analysis, quotation)
            || paragraph(analysis, quotation).is_none_or(|it| it.start != quotation.span.start)
        {
            continue;
        }
        let said = cue.of(analysis.text);
        let name = source.of(analysis.text);
        let lead = format!(
            "{}{} {said}: ",
            name.chars().next().map_or(String::new(), |first| first.to_uppercase().to_string()),
            &name[name.chars().next().map_or(0, char::len_utf8)..]
        );
        assert!(!words.is_empty(), "the credit should have words");
        let text = inserted(analysis.text, quotation.span.start, &lead);
        let span = Span::new(cue.start + lead.len(), cue.end + lead.len());
        planted.push(Planted { rule: "duplicate-attribution", text, span });
    }
    planted
}

/// The words of somebody, quoted again from somebody else at the end of the draft.
fn repeated_for_another(analysis: &Analysis) -> Vec<Planted> {
    again(analysis, 6, |_, words| Some(("conflicting-attribution", words.to_owned(), "Ingrid Vasquez-Toll".to_owned())))
}

/// The words of somebody, quoted again at the end of the draft.
fn repeated(analysis: &Analysis) -> Vec<Planted> {
    again(analysis, 6, |speaker, words| Some(("repeated-quotation", words.to_owned(), speaker.to_owned())))
}

/// The words of somebody, quoted again with one word changed.
fn altered(analysis: &Analysis) -> Vec<Planted> {
    again(analysis, 9, |speaker, words| {
        let mut changed: Vec<&str> = words.split(' ').collect();
        let middle = changed.len() / 2;
        let bare = changed[middle].chars().all(char::is_alphabetic);
        changed[middle] = "perhaps";
        bare.then(|| ("altered-quotation", changed.join(" "), speaker.to_owned()))
    })
}

/// Each whole quotation of so many words by somebody with a full name, said again in a paragraph of its own.
fn again(
    analysis: &Analysis,
    least: usize,
    change: impl Fn(&str, &str) -> Option<(&'static str, String, String)>,
) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis).filter(|(_, quotation)| is_double(analysis, quotation)) {
        let Some(speaker) = analysis.speaker_of(quotation).filter(|speaker| speaker.kind == SpeakerKind::Person) else {
            continue;
        };
        let credited = attribution(analysis, quotation).is_some_and(|it| !it.inherited && it.cue.is_some());
        let words = quotation.words().of(analysis.text).trim_end_matches([',', '.']);
        let plain = !words.contains(['"', '“', '\'', '‘', '[', '…', '\n']);
        let full = speaker.name.split(' ').count() == 2;
        if !credited || !plain || !full || words.split(' ').count() < least || quotation.carried_on {
            continue;
        }
        let Some((rule, words, name)) = change(&speaker.name, words) else { continue };
        let (open, close) = if quotation.open.of(analysis.text) == "“" { ("“", "”") } else { ("\"", "\"") };
        let quoted = format!("{open}{words},{close}");
        let above = format!("{}\n\n{WEATHER}\n\n", analysis.text.trim_end());
        let span = Span::new(above.len(), above.len() + quoted.len());
        planted.push(Planted { rule, text: format!("{above}{quoted} {name} said.\n"), span });
    }
    planted
}

/// `Lena Holt … Holt said` becomes `Holt … Lena Holt said`, in paragraphs of their own.
fn swapped_names(analysis: &Analysis) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis).filter(|(_, quotation)| is_double(analysis, quotation)) {
        let Some(speaker) = analysis.speaker_of(quotation).filter(|speaker| speaker.kind == SpeakerKind::Person) else {
            continue;
        };
        let Some(short) = speaker.name.split(' ').next_back() else { continue };
        let words = quotation.words().of(analysis.text).trim_end_matches([',', '.']);
        let plain = !words.contains(['"', '“', '\'', '‘', '\n', '!', '?']) && words.starts_with(char::is_uppercase);
        if speaker.name.split(' ').count() != 2 || !plain || words.split(' ').count() < 4 {
            continue;
        }
        let (open, close) = if quotation.open.of(analysis.text) == "“" { ("“", "”") } else { ("\"", "\"") };
        let above = format!("{WEATHER}\n\n{open}{words},{close} ");
        let span = Span::new(above.len(), above.len() + short.len());
        let text = format!(
            "{above}{short} said on Tuesday.\n\n{WEATHER}\n\n{} said the road had been open before.\n",
            speaker.name
        );
        planted.push(Planted { rule: "late-introduction", text, span });
    }
    planted
}

/// A consonant doubled or a vowel changed in the last surname of a speaker whose name the draft has several times.
fn misspelt_name(analysis: &Analysis) -> Vec<Planted> {
    let mut planted = Vec::new();
    for attribution in
        analysis.attributions.iter().filter(|it| it.source_form == Some(SourceForm::Name) && !it.inherited)
    {
        let Some(source) = attribution.source else { continue };
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let name = source.of(analysis.text);
        let person = speaker.is_some_and(|it| {
            it.kind == SpeakerKind::Person && it.name.contains(' ') && it.name.ends_with(name) && it.mentions.len() > 2
        });
        let letters = name.len() > 5 && name.bytes().all(|letter| letter.is_ascii_alphabetic());
        let Some(vowel) = name[1..].find(['a', 'e', 'i', 'o', 'u']).map(|at| at + 1).filter(|_| person && letters)
        else {
            continue;
        };
        let other = if &name[vowel..=vowel] == "a" { "e" } else { "a" };
        let mut text = analysis.text.to_owned();
        text.replace_range(source.start + vowel..=source.start + vowel, other);
        planted.push(Planted { rule: "inconsistent-name", text, span: source });
    }
    planted
}

/// `“We lost,”` becomes `"We lost,"` where all other marks are curly, and the other way round.
fn mixed_marks(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    let pairs = outer(analysis).count();
    outer(analysis)
        .filter(|(_, quotation)| pairs > 2 && is_double(analysis, quotation))
        .filter_map(|(_, quotation)| {
            let close = quotation.close?;
            let (open, end) = if quotation.open.of(text) == "“" { ("\"", "\"") } else { ("“", "”") };
            let changed = format!(
                "{}{open}{}{end}{}",
                &text[..quotation.open.start],
                quotation.words().of(text),
                &text[close.end..]
            );
            let span = Span::new(quotation.open.start, quotation.open.start + open.len());
            Some(Planted { rule: "mixed-quotation-marks", text: changed, span })
        })
        .collect()
}

/// The second paragraph of a quotation over two loses its mark.
fn dropped_reopening_mark(analysis: &Analysis) -> Vec<Planted> {
    let last_of_two = outer(analysis).filter(|(number, quotation)| {
        let further = analysis.quotations.iter().any(|other| other.continues == Some(*number));
        quotation.continues.is_some() && !further && quotation.close.is_some()
    });
    last_of_two
        .filter(|(_, quotation)| quotation.words().of(analysis.text).split(' ').count() > 6)
        .filter_map(|(_, quotation)| {
            let before = analysis.quotations.get(quotation.continues?)?;
            let text = without(analysis.text, quotation.open);
            Some(Planted { rule: "continued-quotation", text, span: before.open })
        })
        .collect()
}

/// The first paragraph of a quotation over two is closed.
fn closed_too_soon(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    outer(analysis)
        .filter_map(|(_, quotation)| {
            let before = analysis.quotations.get(quotation.continues?)?;
            let whole = paragraph(analysis, quotation)? == quotation.span;
            let told = attribution(analysis, before)?.cue.is_some();
            let mark = if before.open.of(text) == "“" { "”" } else { "\"" };
            let span = Span::new(before.span.end, before.span.end + mark.len());
            (whole && told).then(|| Planted {
                rule: "continued-quotation",
                text: inserted(text, before.span.end, mark),
                span,
            })
        })
        .collect()
}

/// ‘…’ inside of “…” becomes “…”.
fn nested_alike(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    let nested = analysis.quotations.iter().filter(|inner| inner.inside.is_some());
    nested
        .filter_map(|inner| {
            let outer = analysis.quotations.get(inner.inside?)?;
            let close = inner.close?;
            let mark = if outer.open.of(text) == "“" { ("“", "”") } else { ("\"", "\"") };
            // Where both end at once, nobody can tell which mark is whose.
            let apart = outer.close?.start > close.end + 3 && inner.open.start > outer.open.end;
            let single = matches!(inner.open.of(text), "'" | "‘") && matches!(outer.open.of(text), "\"" | "“");
            let changed = format!(
                "{}{}{}{}{}",
                &text[..inner.open.start],
                mark.0,
                inner.words().of(text),
                mark.1,
                &text[close.end..]
            );
            let span = Span::new(inner.open.start, inner.open.start + mark.0.len());
            (apart && single).then_some(Planted { rule: "nested-quotation-marks", text: changed, span })
        })
        .collect()
}

/// A quotation of "she" at the head of a draft of weather.
fn pronoun_for_nobody(analysis: &Analysis) -> Vec<Planted> {
    short_quotations(analysis)
        .into_iter()
        .zip(["She", "He"].iter().cycle())
        .map(|(words, pronoun)| {
            let above = format!("{WEATHER}\n\n\"{words},\" ");
            let pronoun = pronoun.to_lowercase();
            let span = Span::new(above.len(), above.len() + pronoun.len());
            Planted { rule: "unknown-speaker", text: format!("{above}{pronoun} said.\n\n{WEATHER}\n"), span }
        })
        .collect()
}

/// Sentences that the draft quotes made one long quotation, with its credit at the end.
fn long_wait(analysis: &Analysis) -> Vec<Planted> {
    let sentences = short_quotations(analysis);
    (0..sentences.len())
        .map(|first| {
            let mut speech = String::new();
            for sentence in sentences.iter().cycle().skip(first) {
                if speech.split(' ').count() > 65 {
                    break;
                }
                speech += &format!("{}{sentence}", if speech.is_empty() { "" } else { ". " });
            }
            let above = format!("{WEATHER}\n\n");
            let quoted = format!("“{speech},”");
            let span = Span::new(above.len(), above.len() + quoted.len());
            Planted { rule: "late-attribution", text: format!("{above}{quoted} said Ingrid Vasquez-Toll.\n"), span }
        })
        .collect()
}

/// Three sentences that the draft quotes made one speech over two paragraphs: closed at the end of the first, or not
/// opened again at the head of the second.
fn speech_over_paragraphs(analysis: &Analysis) -> Vec<Planted> {
    let sentences: Vec<String> =
        short_quotations(analysis).into_iter().filter(|words| words.split(' ').count() > 6).collect();
    let pair = |three: &[String]| {
        let [one, two, three] = three else { return Vec::new() };
        let above = format!("“{one},” Ingrid Vasquez-Toll said. ");
        let open = Span::new(above.len(), above.len() + "“".len());
        let close = above.len() + "“".len() + two.len() + ".".len();
        let closed = format!("{above}“{two}.”\n\n“{three}.”\n");
        let bare = format!("{above}“{two}.\n\n{three}.”\n");
        vec![
            Planted { rule: "continued-quotation", text: closed, span: Span::new(close, close + "”".len()) },
            Planted { rule: "continued-quotation", text: bare, span: open },
        ]
    };
    sentences.windows(3).flat_map(pair).collect()
}

/// A surname, with the full names of two who bear it right above.
fn shared_surname(analysis: &Analysis) -> Vec<Planted> {
    let above = "Ingrid Tollmann and her brother, Oskar Tollmann, run the mill.";
    credited(analysis, "shared-surname", above, "Tollmann")
}

/// "She" behind two women side by side.
fn ambiguous_pronoun(analysis: &Analysis) -> Vec<Planted> {
    credited(analysis, "ambiguous-pronoun", "Ingrid Tollmann and Petra Anders met at the mill on Friday.", "she")
}

/// "The senator" behind two senators.
fn ambiguous_description(analysis: &Analysis) -> Vec<Planted> {
    let above = "Sen. Ingrid Tollmann and Sen. Oskar Reyes voted against the bill.";
    credited(analysis, "ambiguous-speaker", above, "the senator")
}

/// Each plain sentence that the draft quotes, behind this one, and given to these words.
fn credited(analysis: &Analysis, rule: &'static str, above: &str, source: &str) -> Vec<Planted> {
    short_quotations(analysis)
        .into_iter()
        .map(|words| {
            let above = format!("{above} “{words},” ");
            let span = Span::new(above.len(), above.len() + source.len());
            Planted { rule, text: format!("{above}{source} said.\n"), span }
        })
        .collect()
}

// ---- what is asked of a draft

/// The plain whole sentences that a draft quotes, without their last stop.
fn short_quotations(analysis: &Analysis) -> Vec<String> {
    outer(analysis)
        .map(|(_, quotation)| quotation.words().of(analysis.text).trim_end_matches([',', '.']))
        .filter(|words| {
            let plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '’'));
            plain && words.starts_with(char::is_uppercase) && (5..30).contains(&words.split(' ').count())
        })
        .map(str::to_owned)
        .collect()
}

fn outer<'a>(analysis: &'a Analysis) -> impl Iterator<Item = (usize, &'a Quotation)> {
    analysis
        .quotations
        .iter()
        .enumerate()
        .filter(|(_, quotation)| quotation.inside.is_none() && !quotation.span.is_empty())
}

fn attribution<'a>(analysis: &'a Analysis, quotation: &Quotation) -> Option<&'a Attribution> {
    analysis.attributions.get(quotation.attribution?)
}

fn paragraph(analysis: &Analysis, quotation: &Quotation) -> Option<Span> {
    analysis.paragraphs.iter().map(|paragraph| paragraph.span).find(|paragraph| paragraph.contains(quotation.span))
}

fn next_paragraph<'t>(analysis: &Analysis<'t>, quotation: &Quotation) -> &'t str {
    let next = analysis
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.span)
        .find(|paragraph| paragraph.start > quotation.span.start);
    next.map_or("", |next| next.of(analysis.text))
}

fn is_double(analysis: &Analysis, quotation: &Quotation) -> bool {
    matches!(quotation.open.of(analysis.text), "\"" | "“") && quotation.close.is_some()
}

/// Whether no other quotation stands in the paragraph, nor a mark that might be one.
fn is_alone(analysis: &Analysis, quotation: &Quotation) -> bool {
    let Some(paragraph) = paragraph(analysis, quotation) else { return false };
    let others = analysis.quotations.iter().filter(|other| paragraph.contains(other.span)).count();
    others == 1 && paragraph.of(analysis.text).matches(['"', '“', '”']).count() == 2
}

/// Whether the paragraph above leaves a quotation open.
fn is_left_open_above(analysis: &Analysis, quotation: &Quotation) -> bool {
    analysis.quotations.iter().any(|other| other.close.is_none() && other.span.end < quotation.span.start)
}

/// Source and cue of a quotation right behind it: `“…,” Holt said`.
fn credit_behind(analysis: &Analysis, quotation: &Quotation) -> Option<(Span, Span)> {
    let attribution = attribution(analysis, quotation).filter(|it| !it.inherited)?;
    let (source, cue) = attribution.source.zip(attribution.cue)?;
    let text = analysis.text;
    let first = source.start.min(cue.start);
    let right_behind = first >= quotation.span.end && text[quotation.span.end..first].trim().is_empty();
    let comma = quotation.words().of(text).ends_with(',');
    let said = matches!(cue.of(text), "said" | "told" | "wrote" | "added");
    let short = source.of(text).split(' ').count() < 4;
    (right_behind && comma && said && short && quotation.words().of(text).split(' ').count() > 2)
        .then_some((source, cue))
}

fn without(text: &str, span: Span) -> String {
    format!("{}{}", &text[..span.start], &text[span.end..])
}

fn inserted(text: &str, at: usize, words: &str) -> String {
    format!("{}{words}{}", &text[..at], &text[at..])
}
