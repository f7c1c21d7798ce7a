//! What holds for any text: reading never panics, every span lies in the text, and text before only shifts.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use whosaid::analysis::Analysis;
use whosaid::output::findings::{self, End, FindingsWriter, Setting};
use whosaid::output::reports::{self, Look, ReportWriter};
use whosaid::rules::{Earlier, check, settings};
use whosaid::settings::Selection;
use whosaid::text::Span;

/// Marks, words, names, cues and line ends: what drafts are made of, in any order.
const PIECES: &[&str] = &[
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "``",
    "''",
    "«",
    "»",
    "„",
    "(",
    ")",
    "[",
    "]",
    "—",
    "–",
    "-",
    "...",
    "…",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\n\n“",
    "\r\n",
    "\r\n\r\n",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\u{200b}",
    "\0",
    "> ",
    "- ",
    "* ",
    "# ",
    "& ",
    "/",
    "%",
    "$",
    "@",
    "#",
    "6'2\"",
    "’90s",
    "'s",
    "’s",
    "s’",
    "n’t",
    "Mr. ",
    "Sen. ",
    "U.S. ",
    "p.m. ",
    "J. ",
    "(R-Ohio)",
    ", 61,",
    "1,000",
    "31.",
    "é",
    "大臣",
    "😀",
    "ß",
    "İ",
    "e\u{301}",
    "Lena Holt",
    "Holt",
    "Omar Reyes",
    "Reyes's",
    "The senator",
    "the ministry",
    "a neighbour",
    "officials",
    "she",
    "He",
    "they",
    "her",
    "who",
    "which",
    "that",
    "whether",
    "to",
    "by",
    "as",
    "of",
    "and",
    "but",
    "not",
    "would",
    "has",
    "was",
    "said",
    "says",
    "told",
    "Said",
    "saying",
    "asked",
    "called",
    "according to",
    "According to",
    "in a statement",
    "put it",
    "went on to say",
    "claim",
    "answer",
    "report",
    "Q:",
    "A:",
    "WITNESS:",
    "We lost",
    "the dam would hold",
    "nobody",
    "Friday",
    "the",
    "a",
    "dam",
    "old",
    "slowly",
    "went",
    "is",
];

/// Paragraphs in which no one speaks and no one is named.
const NEUTRAL: &[&str] = &["The river rose all week.", "The fair opened under a low grey sky."];

fn pieced() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn spaced() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..60).prop_map(|pieces| pieces.join(" "))
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![pieced(), spaced(), any::<String>(), "\\PC{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics_and_spans_hold(text in any_text()) {
        read(&text);
    }

    #[test]
    fn text_before_only_shifts(before in select(NEUTRAL), text in any_text()) {
        let before = format!("{before}\n\n");
        let text = format!("So {text}");
        let moved = format!("{before}{text}");
        prop_assert_eq!(results(&Analysis::new(&text), before.len()), results(&Analysis::new(&moved), 0));
    }

    #[test]
    fn quotations_do_not_change_with_a_paragraph_behind(text in any_text(), behind in select(NEUTRAL)) {
        let text = format!("{text} end.");
        let longer = format!("{text}\n\n{behind}");
        let spans = |analysis: &Analysis| {
            let spans = analysis.quotations.iter().map(|found| (found.span, found.open, found.close, found.inside));
            spans.collect::<Vec<_>>()
        };
        prop_assert_eq!(spans(&Analysis::new(&text)), spans(&Analysis::new(&longer)));
    }

    #[test]
    fn every_report_can_be_written(text in any_text()) {
        let selected = settings(Selection::default()).expect("the default rules should be known");
        for format in reports::FORMATS {
            let mut out = Vec::new();
            let mut writer = ReportWriter::new(format, Look { color: true, width: 60 });
            writer.begin(&mut out).expect("memory should take what is written");
            writer.draft(&mut out, "a.txt", &Analysis::new(&text), Some(&selected)).expect("memory should take what is written");
            writer.end(&mut out).expect("memory should take what is written");
            prop_assert!(String::from_utf8(out).is_ok(), "a report should be UTF-8");
        }
    }

    #[test]
    fn findings_are_json_or_xml_whatever_the_draft_and_its_path(text in any_text(), path in any_text()) {
        let analysis = Analysis::new(&text);
        let all = ["all".to_owned()];
        let selected = settings(Selection { select: &all, ..Selection::default() }).expect("`all` should be known");
        let found = check(&analysis, &path, &selected, &mut Earlier::default());
        for format in findings::FORMATS {
            let mut out = Vec::new();
            let mut writer = FindingsWriter::new(format, Setting::default());
            writer.begin(&mut out).expect("memory should take what is written");
            writer.draft(&mut out, &path, &analysis, &found).expect("memory should take what is written");
            writer.end(&mut out, &End::default()).expect("memory should take what is written");
            let written = String::from_utf8(out).expect("findings should be UTF-8");
            match format.name {
                "json" | "sarif" | "gitlab" | "rdjson" => {
                    let value: Result<serde_json::Value, _> = serde_json::from_str(&written);
                    prop_assert!(value.is_ok(), "{} should be JSON: {:?}", format.name, value.err());
                }
                "jsonl" => prop_assert_eq!(written.lines().count(), found.len(), "a line should be a finding"),
                "checkstyle" | "junit" => {
                    let mut reader = quick_xml::Reader::from_str(&written);
                    let fault = loop {
                        match reader.read_event() {
                            Ok(quick_xml::events::Event::Eof) => break None,
                            Ok(_) => {}
                            Err(error) => break Some(error),
                        }
                    };
                    prop_assert!(fault.is_none(), "{} should be XML: {fault:?}", format.name);
                }
                _ => {}
            }
        }
    }
}

// ---- torture

#[test]
fn nothing_is_read_as_nothing() {
    for text in ["", "\u{feff}", "\n", "\r\n\r\n", " ", "\0", "\"", "”", "'", ":", "\n\n\n“"] {
        let analysis = read(text);
        assert!(analysis.attributions.is_empty(), "{text:?} should attribute nothing");
    }
}

#[test]
fn random_bytes() {
    read(&noise(50_000));
}

#[test]
fn nothing_but_marks() {
    for mark in MARKS {
        read(&mark.repeat(3_000));
    }
}

#[test]
fn deep_nesting() {
    nested(2_000);
}

#[test]
fn one_long_line() {
    read(&repeated(LINE, 200_000));
}

#[test]
fn one_sentence_without_an_end() {
    read(&repeated("the dam that Lena Holt said would hold and which ", 200_000));
    read(&repeated("Holt said that Reyes said that ", 200_000));
    read(&repeated("Lena Holt, ", 200_000));
    read(&repeated("said ", 200_000));
}

#[test]
fn very_long_words() {
    for part in ["a", "A", "é", "大", "a-", "a'", "a’", "a.", "A.", "1", "1,", "a@", "\u{301}", "😀"] {
        read(&format!("“We lost,” {} said.", part.repeat(100_000)));
    }
}

#[test]
fn many_paragraphs() {
    read(&repeated("“We lost,” said Holt.\n\n", 200_000));
    read(&repeated("“We lost.\n\n", 200_000));
    read(&"\n".repeat(500_000));
    read(&names(1_000));
}

/// The same at full size: slow without optimisation.
#[test]
#[ignore = "takes two minutes without optimisation"]
fn full_size() {
    read(&noise(1_000_000));
    for mark in MARKS {
        read(&mark.repeat(100_000));
    }
    nested(50_000);
    read(&repeated(LINE, 2_000_000));
    read(&names(15_000));
}

const MARKS: &[&str] =
    &["\"", "“", "”", "'", "‘", "’", "``", "«", "(", "—", ":", "\" ", " \"", "“ ", "‘“", "\n\n“", "“\n\n"];

const LINE: &str = "“We lost,” Lena Holt said. She blamed the rain. “It rained,” said Omar Reyes, who was there. ";

/// Random bytes, the same each time, decoded as far as they can be.
fn noise(bytes: usize) -> String {
    let mut state = 1u32;
    let random = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    String::from_utf8_lossy(&random.take(bytes).collect::<Vec<_>>()).into_owned()
}

fn nested(depth: usize) {
    for (open, close) in [("“‘", "’”"), ("\"'", "'\""), ("(", ")"), ("“(", ")”")] {
        read(&format!("{}We lost{} she said.", open.repeat(depth), close.repeat(depth)));
    }
}

/// Paragraphs in each of which somebody new speaks.
fn names(count: u32) -> String {
    let paragraph = |number: u32| {
        let letter = |by: u32| char::from_u32(97 + number / by % 26).unwrap_or('a');
        format!("“We lost,” said Lena H{}{}{}.\n\n", letter(676), letter(26), letter(1))
    };
    (0..count).map(paragraph).collect()
}

// ---- what does not hold yet

#[test]
fn the_ends_of_the_text_are_those_of_a_paragraph() {
    for text in ["“", "»))«1,000 »s’"] {
        let alone = Analysis::new(text);
        for (before, behind) in [("It rained.\n\n", ""), ("", "\n\nIt rained.")] {
            let longer = format!("{before}{text}{behind}");
            assert_eq!(
                results(&alone, before.len()),
                results(&Analysis::new(&longer), 0),
                "{text:?} should be read as in {longer:?}"
            );
        }
    }
}

#[test]
fn the_weather_says_nothing() {
    let analysis = read("It rained in Arden all week.\n\n“We lost.”");
    assert!(analysis.attributions.is_empty(), "nobody should have said it");
}

#[test]
fn attributions_are_in_the_order_of_their_content() {
    let analysis = read("“We tried,” Holt said. “We lost.” Holt said that it rained.");
    let contents = analysis.attributions.iter().filter_map(|found| found.content.first()).map(|span| span.start);
    assert!(contents.is_sorted(), "attributions should be in the order of their content");
}

// ---- what must hold

/// Reads a text and checks every span and every index, those of findings too.
fn read(text: &str) -> Analysis<'_> {
    let analysis = Analysis::new(text);
    let all = ["all".to_owned()];
    let settings = settings(Selection { select: &all, ..Selection::default() }).expect("`all` should be known");
    let found = check(&analysis, "a.txt", &settings, &mut Earlier::default());

    let hold = |span: Span, what: &str| {
        let words = text.get(span.start..span.end);
        assert!(span.start <= span.end && words.is_some(), "{what} {span:?} should lie in the text: {:?}", short(text));
        words.unwrap_or_default()
    };
    for paragraph in &analysis.paragraphs {
        assert!(!hold(paragraph.span, "a paragraph").trim().is_empty(), "a paragraph should hold words");
    }
    assert!(analysis.paragraphs.is_sorted_by(|a, b| a.span.end <= b.span.start), "paragraphs should follow each other");
    for (number, quotation) in analysis.quotations.iter().enumerate() {
        hold(quotation.span, "a quotation");
        hold(quotation.open, "an opening mark");
        assert!(quotation.span.contains(quotation.open), "a quotation should hold its opening mark");
        if let Some(close) = quotation.close {
            assert!(
                !hold(close, "a closing mark").is_empty() || quotation.is_set_off(),
                "a closing mark should not be empty"
            );
            assert_eq!(quotation.span.end, close.end, "a quotation should end with its closing mark");
        }
        hold(quotation.words(), "the words of a quotation");
        for outer in quotation.inside.into_iter().chain(quotation.continues) {
            assert!(outer < number, "a quotation should stand in or carry on an earlier one: {:?}", short(text));
        }
        if let Some(outer) = quotation.inside {
            let outer = analysis.quotations[outer].span;
            assert!(outer.contains(quotation.span), "{outer:?} should hold {:?}: {:?}", quotation.span, short(text));
        }
        if let Some(attribution) = quotation.attribution {
            let quotations = &analysis.attributions[attribution].quotations;
            assert!(quotations.contains(&number), "an attribution should hold the quotations that name it");
        }
    }
    let starts = || analysis.quotations.iter().map(|quotation| quotation.span.start);
    assert!(starts().is_sorted(), "quotations should be in order: {:?}", short(text));
    for stray in &analysis.stray_marks {
        assert!(!hold(stray.span, "a stray mark").is_empty(), "a stray mark should not be empty");
    }
    for attribution in &analysis.attributions {
        for &content in &attribution.content {
            assert!(!hold(content, "a content").is_empty(), "a content should not be empty");
        }
        for span in
            [attribution.cue, attribution.source, attribution.source_head, attribution.second.map(|second| second.cue)]
        {
            assert!(span.is_none_or(|span| !hold(span, "a cue or source").is_empty()), "it should not be empty");
        }
        assert!(
            attribution.quotations.iter().all(|&quotation| quotation < analysis.quotations.len()),
            "quotations should be known"
        );
        let speakers = attribution.candidates.iter().map(|candidate| candidate.speaker).chain(attribution.speaker);
        assert!(speakers.max().is_none_or(|speaker| speaker < analysis.speakers.len()), "speakers should be known");
        assert!((0.0..=1.0).contains(&attribution.confidence), "confidence should lie between 0 and 1");
    }
    for speaker in &analysis.speakers {
        assert!(!speaker.name.trim().is_empty(), "a speaker should have a name: {:?}", short(text));
        for mention in &speaker.mentions {
            assert!(!hold(mention.span, "a mention").is_empty(), "a mention should not be empty");
        }
        let starts = speaker.mentions.iter().map(|mention| mention.span.start);
        assert!(starts.is_sorted(), "mentions should be in order: {:?}", short(text));
    }
    for finding in &found {
        hold(finding.span, finding.rule);
        let related = finding.related.iter().filter(|label| label.elsewhere.is_none()).map(|label| label.span);
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in related.chain(edits) {
            hold(span, finding.rule);
        }
    }
    analysis
}

/// Where a quotation stands, or the contents, cue and source of an attribution, and who speaks.
#[derive(Debug, PartialEq)]
struct Found {
    spans: Vec<Span>,
    cue: Option<Span>,
    source: Option<Span>,
    speaker: Option<String>,
}

/// The quotations and the attributions, moved by some bytes.
fn results(analysis: &Analysis, by: usize) -> Vec<Found> {
    let moved = |span: Span| Span::new(span.start + by, span.end + by);
    let quotations = analysis.quotations.iter().map(|quotation| Found {
        spans: vec![moved(quotation.span)],
        cue: None,
        source: None,
        speaker: None,
    });
    let attributions = analysis.attributions.iter().map(|found| Found {
        spans: found.content.iter().copied().map(moved).collect(),
        cue: found.cue.map(moved),
        source: found.source.map(moved),
        speaker: found.speaker.map(|speaker| analysis.speakers[speaker].name.to_string()),
    });
    quotations.chain(attributions).collect()
}

fn repeated(part: &str, bytes: usize) -> String {
    part.repeat(bytes / part.len() + 1)
}

fn short(text: &str) -> String {
    text.chars().take(2000).collect()
}
