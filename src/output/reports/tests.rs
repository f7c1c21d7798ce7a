//! Every format on one draft that is built by hand, so that the reading of drafts plays no part.

use super::{FORMATS, Look, ReportFormat, ReportWriter};
use crate::analysis::Analysis;
use crate::attribution::{Attribution, AttributionKind, Candidate, SourceForm};
use crate::mentions::Mentions;
use crate::quotations::{Quotation, QuotationKind};
use crate::speakers::{Gender, Mention, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

const DRAFT: &str = "\u{feff}Harbour vote | delayed

“We will not sign a deal that leaves the ferrymen, the dockers and everybody else out in the cold,” Lena Holt, head of the council, said.

“It is not over.

“It never was,” she added. Holt said that the vote would be moved to May.

The so-called “smart” harbour has a sign: “Keep\u{a0}*left*”.

=Reyes told reporters: “=SUM(A1)\u{2028}is no\u{1b}[31m answer.”

“Who knows?”
";

/// The span of the first occurrence of some words.
fn at(words: &str) -> Span {
    let start = DRAFT.find(words).expect("the words should stand in the draft");
    Span::new(start, start + words.len())
}

fn quotation(words: &str, kind: QuotationKind, attribution: Option<usize>) -> Quotation {
    let span = at(words);
    let closed = words.ends_with('”');
    Quotation {
        span,
        open: Span::new(span.start, span.start + '“'.len_utf8()),
        close: closed.then(|| Span::new(span.end - '”'.len_utf8(), span.end)),
        carried_on: !closed,
        continues: None,
        inside: None,
        kind,
        attribution,
    }
}

fn attribution(content: &[&str], cue: &str, source: &str, speaker: usize) -> Attribution {
    Attribution {
        kind: AttributionKind::Direct,
        content: content.iter().map(|words| at(words)).collect(),
        quotations: Vec::new(),
        cue: Some(at(cue)),
        cue_entry: None,
        source: Some(at(source)),
        source_head: None,
        source_form: Some(SourceForm::Name),
        second: None,
        relayed: None,
        inherited: false,
        turn: None,
        sieve: "quotation-source-cue",
        confidence: 0.97,
        speaker: Some(speaker),
        candidates: Vec::new(),
    }
}

fn speaker(name: &str, description: Option<&str>) -> Speaker<'static> {
    Speaker {
        name: name.to_owned().into(),
        kind: SpeakerKind::Person,
        aliases: Vec::new(),
        gender: None,
        description: description.map(|words| words.to_owned().into()),
        mentions: vec![Mention { span: at(name), form: MentionForm::FullName, introduces: description.is_some() }],
    }
}

fn analysis() -> Analysis<'static> {
    let mut quotations = vec![
        quotation(
            "“We will not sign a deal that leaves the ferrymen, the dockers and everybody else out in the cold,”",
            QuotationKind::Speech,
            Some(0),
        ),
        quotation("“It is not over.", QuotationKind::Speech, Some(1)),
        quotation("“It never was,”", QuotationKind::Speech, Some(1)),
        quotation("“smart”", QuotationKind::Term, None),
        quotation("“Keep\u{a0}*left*”", QuotationKind::Slogan, None),
        quotation("“=SUM(A1)\u{2028}is no\u{1b}[31m answer.”", QuotationKind::Speech, Some(3)),
        quotation("“Who knows?”", QuotationKind::Speech, None),
    ];
    quotations[2].continues = Some(1);
    let spoken = |index: usize| quotations[index].span.of(DRAFT);
    let mut attributions = vec![
        attribution(&[spoken(0)], "said", "Lena Holt", 1),
        attribution(&[spoken(1), spoken(2)], "added", "she", 1),
        attribution(&["that the vote would be moved to May"], "said that", "Holt", 1),
        attribution(&[spoken(5)], "told reporters", "=Reyes", 0),
    ];
    for (index, which) in [(0, vec![0]), (1, vec![1, 2]), (3, vec![5])] {
        attributions[index].quotations = which;
    }
    attributions[2].kind = AttributionKind::Indirect;
    attributions[3].confidence = 0.5;
    attributions[3].candidates = vec![Candidate { speaker: 1, confidence: 0.41 }];
    let mut holt = speaker("Lena Holt", Some("head of the council"));
    holt.aliases.push("Holt".into());
    holt.gender = Some(Gender::Female);
    Analysis {
        quotations,
        attributions,
        speakers: vec![speaker("=Reyes", None), holt, speaker("Harbour", None)],
        words: 1234,
        mentions: Mentions::default(),
        ..Analysis::new(DRAFT)
    }
}

/// The report on that draft, then on an empty one.
fn report(name: &str, look: Look) -> String {
    let mut out = Vec::new();
    let mut report = writer(name, look);
    let mut write = || {
        report.begin(&mut out)?;
        report.draft(&mut out, "drafts/a|b.txt", &analysis(), None)?;
        report.draft(&mut out, "-empty.txt", &Analysis::new(""), None)?;
        report.end(&mut out)
    };
    write().expect("writing to memory should not fail");
    String::from_utf8(out).expect("a report should be UTF-8")
}

fn writer(name: &str, look: Look) -> ReportWriter {
    ReportWriter::new(ReportFormat::named(name).expect("the format should be known"), look)
}

const PLAIN: Look = Look { color: false, width: 80 };

#[test]
fn each_format() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/reports");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        // The page has tests of its own.
        for name in FORMATS.map(|format| format.name).into_iter().filter(|name| *name != "html") {
            insta::assert_snapshot!(name, report(name, PLAIN));
        }
        let narrow = Look { width: 40, ..PLAIN };
        insta::assert_snapshot!("text-narrow", report("text", narrow));
        let color = Look { color: true, ..PLAIN };
        let colored = report("text", color).replace('\u{1b}', "␛");
        insta::assert_snapshot!("text-color", colored);
    });
}

#[test]
fn odd_characters_break_no_line() {
    let splits = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for name in FORMATS.map(|format| format.name) {
        let report = report(name, PLAIN);
        // These two hold the draft itself, with every line end that it has.
        let whole = ["tei", "brat"].contains(&name);
        assert!(whole || !report.contains(splits), "{} should hold no odd line end", name);
        assert!(!report.contains('\u{1b}'), "{} should hold no escape", name);
    }
}

#[test]
fn json_lines_are_one_object_a_draft_and_json_is_one_document() {
    let lines = report("jsonl", PLAIN);
    let drafts: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a line should be JSON")).collect();
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0]["quotations"][0]["attribution"], "a1");
    assert_eq!(drafts[0]["attributions"][0]["speaker"], "s2");

    let document = report("json", PLAIN);
    let document: serde_json::Value = serde_json::from_str(&document).expect("the report should be JSON");
    assert_eq!(document["schema"], 1);
    assert_eq!(document["documents"][0]["speakers"], drafts[0]["speakers"]);

    let mut empty = writer("json", PLAIN);
    let mut out = Vec::new();
    empty.begin(&mut out).and_then(|()| empty.end(&mut out)).expect("writing should not fail");
    let empty: serde_json::Value = serde_json::from_slice(&out).expect("no draft should be JSON");
    assert_eq!(empty["documents"], serde_json::json!([]));
}

#[test]
fn every_width_is_kept() {
    for width in 20..100 {
        let look = Look { width, ..PLAIN };
        for line in report("text", look).lines() {
            let cells = unicode_width::UnicodeWidthStr::width(line);
            assert!(cells <= width, "{line:?} should fit into {width}");
        }
    }
}
