//! How findings are written, in each format, from findings made by hand.

use whosaid::analysis::Analysis;
use whosaid::diagnostic::{Applicability, Diagnostic, Edit, Elsewhere, Fix, Label, Severity};
use whosaid::fingerprint::fingerprints;
use whosaid::output::findings::{End, FORMATS, FindingsFormat, FindingsWriter, Setting};
use whosaid::output::paths::Folders;
use whosaid::output::summary::Summary;
use whosaid::text::{Place, Span};

const DRAFT: &str = "\
Dam will not last, auditors say

Lena Holt and Maria Reyes led the audit of the Corran dam. “We found four cracks,” she said.

“Nobody told us it was coming.” The dam was built in 1931, when the valley held two villages and a mill; it was raised \
by nine feet in 1954, and by three more in 1962, after the flood of the winter before. The mill stood until 1970. \
“We will not close the sluices while I am in charge,” Omar Reyes said.

\tThe minister — 大臣 — was blunt: “It is safe, she said.

The letter ends: “We have asked
four times for the plans, and
four times we were told to wait.”
";

#[test]
fn each_format() {
    for format in FORMATS {
        let mut written = written(format.name, false, "drafts/dam.txt", DRAFT, &sample());
        if format.name == "sarif" {
            // What is said of every rule changes with the rules; another test looks at it.
            let (head, rest) = written.split_once("\"rules\":[").expect("the rules should be there");
            let (_, tail) = rest.split_once("],\"semanticVersion\"").expect("the rules should end");
            written = format!("{head}\"rules\":[…],\"semanticVersion\"{tail}");
        }
        snapshot(format.name, &written);
    }
    for name in ["text", "concise", "grouped"] {
        let colored = written(name, true, "drafts/dam.txt", DRAFT, &sample()[..1]).replace('\u{1b}', "␛");
        snapshot(&format!("{name}-color"), &colored);
    }
}

#[test]
fn annotations_are_ten_a_severity_the_worst_first() {
    let draft = "“No.”\n".repeat(40);
    let found: Vec<_> = (0..40)
        .map(|number| {
            let severity = [Severity::Info, Severity::Warning, Severity::Error][usize::from(number > 10) + number / 35];
            finding("missing-speaker", severity, "nobody", Span::new(number * 10, number * 10 + 9), "who?")
        })
        .collect();
    let written = written("github", false, "a.txt", &draft, &found);
    let kinds: Vec<&str> = written.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    let expected = [vec!["::error"; 5], vec!["::warning"; 10], vec!["::notice"; 10], vec!["14", "1"]].concat();
    assert_eq!(kinds, expected, "the worst should come first, ten of each:\n{written}");
    assert!(
        written.ends_with(
            "14 more warnings without an annotation: GitHub shows 10 of each kind\n\
             1 more notice without an annotation: GitHub shows 10 of each kind\n"
        ),
        "the rest should be counted:\n{written}"
    );
}

#[test]
fn every_json_line_holds_the_words_it_marks() {
    let written = written("jsonl", false, "a.txt", DRAFT, &sample());
    for (line, diagnostic) in written.lines().zip(sample()) {
        let value: serde_json::Value = serde_json::from_str(line).expect("every line should be JSON");
        let span = &value["span"];
        let offset = |name: &str| span[name].as_u64().and_then(|offset| usize::try_from(offset).ok());
        let words = offset("start").zip(offset("end")).and_then(|(start, end)| DRAFT.get(start..end));
        assert_eq!(words, Some(diagnostic.span.of(DRAFT)), "the span should hold the marked words");
    }
}

#[test]
fn a_span_over_many_lines_is_marked_on_its_first() {
    let draft = format!("She spoke.\n“One\n{}end.”\n", "more\n".repeat(40));
    let span = Span::new(11, draft.len() - 1);
    let found = [finding("missing-speaker", Severity::Error, "nobody speaks", span, "who says this?")];
    let written = written("text", false, "a.txt", &draft, &found);
    assert!(written.lines().count() < 8, "few lines should be shown:\n{written}");
}

#[test]
fn a_line_of_eighty_thousand_bytes_is_cut() {
    let draft = format!("{}“We lost.” {}", "Rain fell. ".repeat(4000), "Nobody moved. ".repeat(3000));
    let start = 4000 * "Rain fell. ".len();
    let span = Span::new(start, start + "“We lost.”".len());
    let found = [finding("missing-speaker", Severity::Error, "nobody speaks", span, "who says this?")];
    let written = written("text", false, "a.txt", &draft, &found);
    assert!(written.len() < 1000, "the line should be cut: {} bytes", written.len());
    assert!(
        written.contains(&format!("a.txt:1:{}", start + 1)),
        "the column should be that of the whole line:\n{written}"
    );
}

#[test]
fn nothing_in_a_draft_steers_the_terminal() {
    let draft = "\u{1b}[31mred\u{9b}0m\u{2028} “No.”\r\n";
    let found = [finding("missing-speaker", Severity::Info, "\u{1b}[31m\nnew", Span::new(3, 9), "\u{7}")];
    for name in FORMATS.map(|format| format.name) {
        let written = written(name, false, "\u{1b}]0;a.txt", draft, &found);
        assert!(
            !written.contains(['\u{1b}', '\u{7}', '\r', '\u{9b}', '\u{2028}']),
            "{name} should hold no control characters: {written:?}"
        );
    }
}

#[test]
fn no_findings_are_no_output() {
    for name in ["text", "concise", "grouped", "jsonl"] {
        assert_eq!(written(name, true, "a.txt", DRAFT, &[]), "", "{name} should write nothing");
    }
}

#[test]
fn fingerprints_stay_when_text_is_put_above_or_a_message_is_reworded() {
    let above = "The fair opened on Saturday.\n\nRain fell.\n\n";
    let moved = format!("{above}{DRAFT}");
    let before = fingerprints(&Analysis::new(DRAFT), &sample());
    let shifted: Vec<_> = sample()
        .into_iter()
        .map(|diagnostic| Diagnostic {
            span: Span::new(diagnostic.span.start + above.len(), diagnostic.span.end + above.len()),
            message: "reworded".to_owned(),
            ..diagnostic
        })
        .collect();
    assert_eq!(fingerprints(&Analysis::new(&moved), &shifted), before);
}

#[test]
fn fingerprints_differ_by_rule_words_and_occurrence() {
    let draft = "“No,” he said. “Yes,” he said. “NO!” he said.";
    let at = |words: &str| {
        let start = draft.find(words).expect("the words should be there");
        Span::new(start, start + words.len())
    };
    let found = [
        finding("missing-speaker", Severity::Error, "", at("“No,”"), ""),
        finding("ambiguous-speaker", Severity::Error, "", at("“No,”"), ""),
        finding("missing-speaker", Severity::Error, "", at("“Yes,”"), ""),
        finding("missing-speaker", Severity::Error, "", at("“NO!”"), ""),
    ];
    let mut fingerprints = fingerprints(&Analysis::new(draft), &found);
    assert!(fingerprints.iter().all(|fingerprint| fingerprint.len() == 16), "sixteen digits each: {fingerprints:?}");
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), found.len(), "no two should be the same: {fingerprints:?}");
}

/// Findings of every shape: several labels in a line, far lines, another draft, a fix, wide characters, a tab.
fn sample() -> Vec<Diagnostic> {
    let at = |words: &str| {
        let start = DRAFT.find(words).unwrap_or_else(|| panic!("{words:?} should stand in the draft"));
        Span::new(start, start + words.len())
    };
    let open = at("“It is safe").start;
    vec![
        Diagnostic {
            related: vec![
                Label::new(at("Lena Holt"), "perhaps Lena Holt"),
                Label::new(at("Maria Reyes"), "perhaps Maria Reyes"),
            ],
            help: Some("put the name in place of the pronoun".to_owned()),
            ..finding(
                "ambiguous-pronoun",
                Severity::Warning,
                "“she” may be Lena Holt or Maria Reyes",
                Span::new(at(" she said.").start + 1, at(" she said.").start + 4),
                "which of them?",
            )
        },
        Diagnostic {
            help: Some("say who speaks beside the quotation, or in the sentence before it".to_owned()),
            ..finding(
                "missing-speaker",
                Severity::Error,
                "nobody is given as the speaker of “Nobody told us it was coming”",
                at("“Nobody told us it was coming.”"),
                "who says this?",
            )
        },
        Diagnostic {
            related: vec![
                Label {
                    elsewhere: Some(Elsewhere {
                        path: "drafts/flood.txt".to_owned(),
                        place: Place { line: 12, column: 30 },
                    }),
                    ..Label::new(Span::new(700, 760), "credited to Lena Holt first")
                },
                Label::new(at("Dam will not last"), "the headline"),
            ],
            ..finding(
                "conflicting-attribution",
                Severity::Error,
                "“We will not close the sluices while I am…” is credited to Omar Reyes, and before to Lena Holt",
                at("“We will not close the sluices while I am in charge,”"),
                "credited to Omar Reyes",
            )
        },
        Diagnostic {
            fix: Some(Fix {
                applicability: Applicability::Unsafe,
                edits: vec![Edit { span: Span::new(open, open), replacement: "”".to_owned() }],
            }),
            ..finding(
                "unclosed-quotation",
                Severity::Info,
                "“It is safe, she said” is opened and never closed",
                Span::new(open, open + "“".len()),
                "opened here",
            )
        },
        finding(
            "missing-speaker",
            Severity::Error,
            "nobody is given as the speaker of “We have asked four times for the plans…”",
            at("“We have asked\nfour times for the plans, and\nfour times we were told to wait.”"),
            "who says this?",
        ),
    ]
}

fn finding(rule: &'static str, severity: Severity, message: &str, span: Span, label: &str) -> Diagnostic {
    Diagnostic {
        rule,
        severity,
        message: message.to_owned(),
        span,
        label: label.to_owned(),
        related: Vec::new(),
        help: None,
        fix: None,
    }
}

/// What the format writes of one draft.
fn written(name: &str, color: bool, path: &str, draft: &str, found: &[Diagnostic]) -> String {
    let format = FindingsFormat::named(name).expect("the format should be known");
    let folders = Folders { current: "/desk".into(), project: "/desk".into() };
    let mut writer = FindingsWriter::new(format, Setting { color, folders });
    let analysis = Analysis::new(draft);
    let mut summary = Summary::default();
    summary.add(&analysis);
    summary.add_found(found);
    let mut out = Vec::new();
    let mut write = || {
        writer.begin(&mut out)?;
        writer.draft(&mut out, path, &analysis, found)?;
        writer.end(&mut out, &End { summary: summary.clone(), complete: true })
    };
    write().expect("memory should take what is written");
    String::from_utf8(out).expect("what is written should be UTF-8")
}

fn snapshot(name: &str, written: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots/findings",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, written);
    });
}
