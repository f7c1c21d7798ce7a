//! Every draft in `tests/fixtures` as it is read, for an editor to look over: the text with its labels beneath, then
//! the speakers and the findings. The snapshots stand in `snapshots/`, under the same paths.

mod drafts;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use drafts::Draft;
use whosaid::analysis::Analysis;
use whosaid::attribution::Attribution;
use whosaid::rules::{Earlier, check, settings};
use whosaid::settings::Selection;
use whosaid::text::Span;

/// The longest line of a snapshot, in characters.
const WIDTH: usize = 100;

/// What other tests keep in `snapshots/`.
const OTHERS: [&str; 9] =
    ["adopting", "cli", "explain", "findings", "fixing", "memory", "reports", "settings", "verify"];

#[test]
fn drafts_are_read_as_reviewed() {
    let mut differing = Vec::new();
    for draft in drafts::all() {
        let (folder, name) = draft.name.rsplit_once('/').expect("a draft should stand in a folder");
        let shown = shown(&draft);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(format!("../snapshots/{folder}"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        // The others are compared even where one differs.
        let compared =
            catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name, shown.as_str()))));
        if compared.is_err() {
            differing.push(draft.name);
        }
    }
    assert!(
        differing.is_empty(),
        "{} drafts should be read as reviewed: {}\n\n\
         `cargo insta review` shows what changed; `INSTA_UPDATE=always cargo test --test snapshots` accepts it all",
        differing.len(),
        differing.join(", ")
    );
}

#[test]
fn every_snapshot_has_its_draft() {
    let folder = snapshots();
    let names: BTreeSet<String> = drafts::all().into_iter().map(|draft| draft.name).collect();
    let kept = drafts::names(&folder, "snap");
    let orphans: Vec<_> = kept
        .iter()
        .filter(|name| !OTHERS.contains(&name.split('/').next().unwrap_or_default()) && !names.contains(*name))
        .collect();
    assert!(orphans.is_empty(), "these snapshots should be removed, for their drafts are gone: {orphans:?}");
}

#[test]
fn no_line_of_a_snapshot_is_long() {
    let mut long = Vec::new();
    for name in drafts::names(&snapshots(), "snap") {
        if OTHERS.contains(&name.split('/').next().unwrap_or_default()) {
            continue;
        }
        let text = fs::read_to_string(snapshots().join(format!("{name}.snap"))).expect("it should be readable");
        if text.lines().any(|line| line.chars().count() > WIDTH) {
            long.push(name);
        }
    }
    assert!(long.is_empty(), "no line should be longer than {WIDTH} characters in {}", long.join(", "));
}

fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

// ---- a draft as it is read

/// Under the words of a quotation, of an indirect report, of a source and of a cue.
const QUOTED: char = '^';
const REPORTED: char = '.';
const SOURCE: char = '=';
const CUE: char = '-';

/// Words that are marked, with the number or letter at their start.
struct Mark {
    span: Span,
    glyph: char,
    label: String,
}

/// What is said beneath the line in which some words begin.
struct Note {
    start: usize,
    words: String,
}

fn shown(draft: &Draft) -> String {
    let analysis = Analysis::new(&draft.text);
    let (marks, notes) = annotations(&analysis);
    let mut shown = String::from("^ quotation  . report  = source  - cue\n\n");
    let mut blank = false;
    for line in lines(&draft.text) {
        let words = line.of(&draft.text);
        if words.trim().is_empty() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            shown.push('\n');
        }
        shown += &format!("| {}\n", words.trim_end().replace('\t', " "));
        for row in rows(&draft.text, line, &marks) {
            shown += &format!("  {row}\n");
        }
        for note in notes.iter().filter(|note| line.start <= note.start && note.start < line.end.max(line.start + 1)) {
            shown += &wrapped(&note.words, "    ", "       ");
        }
    }
    shown + &speakers(&analysis) + &findings(&analysis, &draft.name)
}

/// The marks in the order in which they are drawn, and the notes in the order of the text.
fn annotations(analysis: &Analysis) -> (Vec<Mark>, Vec<Note>) {
    let mut marks: Vec<Mark> = Vec::new();
    let mut notes = Vec::new();
    for attribution in &analysis.attributions {
        let cues =
            attribution.cue.into_iter().chain(attribution.second.map(|second| second.cue)).map(|span| (span, CUE));
        for (span, glyph) in cues.chain(attribution.source.map(|span| (span, SOURCE))) {
            if !marks.iter().any(|mark| mark.span == span && mark.glyph == glyph) {
                marks.push(Mark { span, glyph, label: String::new() });
            }
        }
    }
    for (number, quotation) in analysis.quotations.iter().enumerate() {
        let label = (number + 1).to_string();
        let attribution = quotation.attribution.and_then(|attribution| analysis.attributions.get(attribution));
        let mut words = format!("{label} {}", said(analysis, attribution));
        if attribution.is_none() {
            words += &format!(", {}", quotation.kind.name());
        }
        if let Some(before) = quotation.continues {
            words += &format!(", carries on {}", before + 1);
        }
        if quotation.close.is_none() && !quotation.carried_on {
            words += ", not closed";
        }
        notes.push(Note { start: quotation.span.start, words });
        marks.push(Mark { span: quotation.span, glyph: QUOTED, label });
    }
    for stray in &analysis.stray_marks {
        notes.push(Note { start: stray.span.start, words: "! closes nothing".to_owned() });
        marks.push(Mark { span: stray.span, glyph: '!', label: String::new() });
    }
    let quoted = |span: &Span| analysis.quotations.iter().any(|quotation| quotation.span == *span);
    let mut letters = 0;
    for attribution in &analysis.attributions {
        let reported: Vec<Span> = attribution.content.iter().filter(|span| !quoted(span)).copied().collect();
        if reported.is_empty() && !attribution.quotations.is_empty() {
            continue;
        }
        let label = letter(letters);
        letters += 1;
        let start = reported.first().or(attribution.cue.as_ref()).map_or(0, |span| span.start);
        notes.push(Note { start, words: format!("{label} {}", said(analysis, Some(attribution))) });
        marks.extend(reported.into_iter().map(|span| Mark { span, glyph: REPORTED, label: label.clone() }));
    }
    notes.sort_by_key(|note| note.start);
    (marks, notes)
}

/// a, b, … z, aa, ab, …
fn letter(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    if number < 26 { last.to_string() } else { format!("{}{last}", letter(number / 26 - 1)) }
}

/// Who says it, and how that is known.
fn said(analysis: &Analysis, attribution: Option<&Attribution>) -> String {
    let Some(found) = attribution else { return "nobody".to_owned() };
    let name = |speaker: usize| analysis.speakers.get(speaker).map_or("?", |speaker| speaker.name.as_ref());
    let mut said = one_line(found.speaker.map_or("somebody", name));
    for candidate in &found.candidates {
        said += &format!(", or {}", one_line(name(candidate.speaker)));
    }
    let of = |span: Option<Span>| span.map(|span| one_line(span.of(analysis.text)));
    let source = of(found.source);
    let parts = [
        of(found.cue).map(|cue| format!("- {cue}")),
        source.map(|source| if found.inherited { format!("= {source}, before") } else { format!("= {source}") }),
        of(found.second.map(|second| second.cue)).map(|cue| format!("- {cue}, again")),
    ];
    for part in parts.into_iter().flatten() {
        said += &format!("  {part}");
    }
    format!("{said}  ({}, {})", found.kind.name(), found.sieve)
}

/// The lines of a text, the long ones broken at blanks.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let mut from = start;
        while let Some((over, _)) = text[from..end].char_indices().nth(WIDTH - 2) {
            let at = text[from..from + over].rfind(' ').map_or(over, |blank| blank + 1);
            lines.push(Span::new(from, from + at));
            from += at;
        }
        lines.push(Span::new(from, end));
        start += line.len();
    }
    lines
}

/// The marks of one line, in as few rows as they need.
fn rows(text: &str, line: Span, marks: &[Mark]) -> Vec<String> {
    let width = line.of(text).chars().count();
    let column = |offset: usize| text[line.start..offset.clamp(line.start, line.end)].chars().count();
    let mut rows: Vec<Vec<char>> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.span.overlaps(line)) {
        let cells = column(mark.span.start)..column(mark.span.end);
        let free = rows.iter().position(|row| row[cells.clone()].iter().all(|cell| *cell == ' '));
        let row = free.unwrap_or_else(|| {
            rows.push(vec![' '; width]);
            rows.len() - 1
        });
        let label = if mark.span.start >= line.start { mark.label.as_str() } else { "" };
        let drawn = label.chars().chain(std::iter::repeat(mark.glyph));
        for (cell, drawn) in rows[row][cells].iter_mut().zip(drawn) {
            *cell = drawn;
        }
    }
    rows.into_iter().map(|row| row.into_iter().collect::<String>().trim_end().to_owned()).collect()
}

fn speakers(analysis: &Analysis) -> String {
    let mut shown = String::from("\nSpeakers\n");
    for (number, speaker) in analysis.speakers.iter().enumerate() {
        let by = |attribution: &&Attribution| attribution.speaker == Some(number);
        let quotations: usize = analysis.attributions.iter().filter(by).map(|found| found.quotations.len()).sum();
        let reports = analysis.attributions.iter().filter(by).filter(|found| found.quotations.is_empty()).count();
        let mut words = format!("{} ({}", one_line(&speaker.name), speaker.kind.name());
        if let Some(gender) = speaker.gender {
            words += &format!(", {}", gender.name());
        }
        words.push(')');
        if let Some(description) = &speaker.description {
            words += &format!(": {}", one_line(description));
        }
        if !speaker.aliases.is_empty() {
            words += &format!("; also {}", one_line(&speaker.aliases.join(", ")));
        }
        words += &format!("; quotations {quotations}, reports {reports}, mentions {}", speaker.mentions.len());
        shown += &wrapped(&words, "  ", "    ");
    }
    if analysis.speakers.is_empty() {
        shown += "  none\n";
    }
    shown
}

fn findings(analysis: &Analysis, path: &str) -> String {
    let settings = settings(Selection::default()).expect("the default rules should be known");
    let found = check(analysis, path, &settings, &mut Earlier::default());
    let mut shown = String::from("\nFindings\n");
    for finding in &found {
        let line = analysis.line(finding.span);
        let words = one_line(&finding.message);
        shown += &wrapped(&format!("{} {} in line {line}: {words}", finding.severity, finding.rule), "  ", "    ");
    }
    if found.is_empty() {
        shown += "  none\n";
    }
    shown
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words on lines of at most [`WIDTH`], the first and the others behind these blanks; double blanks are kept.
fn wrapped(words: &str, first: &str, others: &str) -> String {
    let mut shown = String::new();
    let mut line = first.to_owned();
    let mut bare = true;
    for word in words.split(' ') {
        if !bare && line.chars().count() + 1 + word.chars().count() > WIDTH {
            shown += &format!("{}\n", line.trim_end());
            others.clone_into(&mut line);
            bare = true;
        }
        if !bare {
            line.push(' ');
        }
        line += word;
        bare = false;
    }
    shown + line.trim_end() + "\n"
}
