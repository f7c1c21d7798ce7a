//! The way in for old drafts: a baseline, comments that silence, and what becomes of both as drafts change.

use std::fs;
use std::path::Path;

mod program;

use program::{Folder, Run};
use whosaid::analysis::Analysis;
use whosaid::document::{Document, Kind, Reading};
use whosaid::ignores::add;
use whosaid::rules::{self, Earlier, settings};
use whosaid::settings::Selection;

macro_rules! snapshot {
    ($name:literal, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/adopting");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

/// A mark that is never closed, and words that nobody says.
const FAULTY: &str =
    "“The ferries are back, Lena Holt, head of the council, said on Monday.\n\nIt rained for a week on the harbour.\n";

/// Another fault, in a paragraph of its own.
const NEW: &str = "“We never closed the pier, said Omar Reyes, the harbour master.\n";

/// What is found, a line each.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = check(folder, arguments);
    assert_eq!(run.stderr, "", "nothing should be wrong with {arguments:?}");
    run.stdout.lines().map(str::to_owned).collect()
}

fn check(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--output-format", "concise"], arguments].concat())
}

// ---- a hundred old drafts

/// How faults are planted in an article, each in its own way.
const PLANTED: [fn(&str) -> String; 4] = [
    // A closing mark is missing.
    |text| format!("{text}\n“The quay is closed for the winter, said Mara Lindqvist, the warden.\n"),
    // Words that nobody says.
    |text| {
        let rain = "Rain fell on the quay.\n\nThe tide was late.\n\nIt rained again.\n\nThe boats lay still.";
        format!("{text}\n{rain}\n\n“Nothing of the kind was ever agreed to in this house.”\n\nIt rained.\n")
    },
    // One quotation is credited twice.
    |text| format!("{text}\nMara Lindqvist said: “The quay is closed for the winter,” she said.\n"),
    // A mark that closes nothing.
    |text| format!("{text}\nThe quay is closed for the winter,” said Mara Lindqvist, the warden.\n"),
];

/// A hundred drafts made of the articles among the fixtures, each with a fault of its own besides those it has.
fn old_drafts() -> Folder {
    let mut articles: Vec<(String, String)> = Vec::new();
    for folder in ["articles", "clean"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
        for entry in fs::read_dir(folder).expect("the fixtures should be there") {
            let path = entry.expect("an entry should be readable").path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                articles.push((name, fs::read_to_string(path).expect("a fixture should be readable")));
            }
        }
    }
    articles.sort();
    (0..100).fold(Folder::new("old-drafts"), |folder, number| {
        let (name, text) = &articles[number % articles.len()];
        let plant = PLANTED[number % PLANTED.len()];
        folder.with(&format!("{:04}/{number:03}-{name}.txt", 2000 + number / 10), plant(text))
    })
}

#[test]
fn a_new_fault_in_a_hundred_old_drafts_is_the_only_finding() {
    let folder = old_drafts();
    let before = check(&folder, &[]);
    assert_eq!(before.status, 1);
    let faulty: std::collections::BTreeSet<&str> =
        before.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    assert!(faulty.len() >= 95, "nearly every old draft should have a fault, and {} have", faulty.len());

    let written = check(&folder, &["--write-baseline"]);
    assert_eq!((written.stdout.as_str(), written.status), ("", 0));
    assert!(written.stderr.contains("findings of 100 drafts written"), "{}", written.stderr);
    let clean = check(&folder, &[]);
    assert_eq!((clean.stdout.as_str(), clean.stderr.as_str(), clean.status), ("", "", 0));

    let draft = faulty.iter().nth(40).expect("there should be so many drafts");
    let text = folder.read(draft);
    let above = "The tide was late that morning.\n\nNobody was on the quay.\n\nA gull sat on the rail.\n\n";
    let folder = folder.with(draft, format!("{above}{text}\nIt rained again.\n\n{NEW}"));
    let line = 6 + text.lines().count() + 4;
    let after = check(&folder, &[]);
    assert_eq!(
        after.stdout,
        format!(
            "{draft}:{line}:1: error[unclosed-quotation] “We never closed the pier, said Omar…” is opened and never closed\n"
        )
    );
    assert_eq!((after.stderr.as_str(), after.status), ("", 1));
}

// ---- the baseline as drafts change

#[test]
fn what_is_mended_is_stale_until_it_is_pruned() {
    let folder = Folder::new("stale").with("a.txt", FAULTY).with("b.txt", NEW);
    assert_eq!(check(&folder, &["--write-baseline"]).status, 0);
    let folder = folder.with("a.txt", "It rained.\n");
    snapshot!("stale", folder.transcript(&["check", "--output-format", "concise"]));
    assert_eq!(check(&folder, &["b.txt"]).status, 0, "what was not looked for is not stale");
    assert_eq!(check(&folder, &["--select", "missing-speaker"]).status, 0, "nor what another rule finds");
    snapshot!("pruned", folder.transcript(&["check", "--prune-baseline"]));
    assert!(!folder.read("whosaid-baseline.json").contains("a.txt"));
    assert_eq!(check(&folder, &[]).status, 0);
    fs::remove_file(folder.0.join("b.txt")).expect("the draft should be removable");
    assert_eq!(check(&folder, &["a.txt"]).status, 2, "the entry of a draft that is gone is stale");
}

#[test]
fn a_baseline_written_for_some_drafts_keeps_the_others() {
    let folder = Folder::new("parts").with("a.txt", FAULTY).with("sub/b.txt", NEW);
    assert_eq!(check(&folder, &["--write-baseline"]).status, 0);
    let whole = folder.read("whosaid-baseline.json");
    assert_eq!(check(&folder, &["--write-baseline", "sub"]).status, 0);
    assert_eq!(folder.read("whosaid-baseline.json"), whole);
    assert_eq!(folder.names(), ["a.txt", "sub", "whosaid-baseline.json"], "nothing else should be left behind");
}

#[test]
fn a_renamed_draft_keeps_its_findings() {
    let folder = Folder::new("renamed").with("a.txt", FAULTY);
    assert_eq!(check(&folder, &["--write-baseline"]).status, 0);
    fs::rename(folder.0.join("a.txt"), folder.0.join("b.txt")).expect("the draft should be renamable");
    assert_eq!(found(&folder, &[]), [""; 0]);
    let folder = folder.with("c.txt", FAULTY);
    assert_eq!(found(&folder, &["b.txt", "c.txt"]).len(), 1, "a copy should have findings of its own");
}

#[test]
fn the_baseline_may_lie_elsewhere() {
    let folder = Folder::new("elsewhere")
        .with("desk/whosaid.toml", "baseline = \"../known/desk.json\"\n")
        .with("known/keep", "")
        .with("desk/a.txt", FAULTY);
    let desk = Folder(folder.0.join("desk"));
    assert_eq!(check(&desk, &["--write-baseline"]).status, 0);
    assert!(folder.read("known/desk.json").contains("\"path\":\"../desk/a.txt\""));
    assert_eq!(check(&desk, &[]).status, 0);
    assert_eq!(check(&folder, &["--baseline", "known/desk.json", "desk"]).status, 0);
    assert_eq!(check(&folder, &["desk"]).status, 1);
    snapshot!("baseline-missing", folder.transcript(&["check", "--baseline", "nowhere.json", "desk"]));
    let folder = folder.with("known/desk.json", "{\"schema\":1,\n\"findngs\":[]}\n");
    snapshot!("baseline-faulty", folder.transcript(&["check", "--baseline", "known/desk.json", "desk"]));
}

// ---- comments that silence

#[test]
fn comments_silence_the_next_paragraph_the_line_or_the_draft() {
    let comment = |words: &str| format!("<!-- whosaid: {words} -->");
    let ignore = comment("ignore[unclosed-quotation] the tape ends here");
    let cases = [
        ("above.txt", format!("{ignore}\n\n{FAULTY}\n{NEW}"), 1),
        ("touching.txt", format!("{ignore}\n{FAULTY}"), 0),
        ("two-above.txt", format!("{}\n{ignore}\n{FAULTY}", comment("ignore[late-introduction]")), 0),
        ("draft.txt", format!("{FAULTY}\n{NEW}\n{}\n", comment("ignore-file[unclosed-quotation]")), 0),
        ("several.txt", format!("{}\n{FAULTY}", comment("ignore[missing-speaker, unclosed-quotation]")), 0),
        ("above.md", format!("# Ferries\n\n{ignore}\n{FAULTY}"), 0),
        ("line.md", format!("- {} {ignore}\n- It rained.\n", FAULTY.lines().next().unwrap_or_default()), 0),
        ("above.html", format!("<h1>Ferries</h1>\n{ignore}\n<p>{FAULTY}</p>"), 0),
        ("line.html", format!("<p>{ignore} {FAULTY}</p>"), 0),
    ];
    for (name, text, expected) in &cases {
        let folder = Folder::new("comments").with(name, text);
        let found = found(&folder, &["--ignore", "unused-ignore"]);
        assert_eq!(found.len(), *expected, "{name}: {found:?}");
    }
}

#[test]
fn comments_are_no_part_of_what_is_read() {
    let words = "<!-- whosaid: ignore[missing-speaker] “Quite so,” said Nobody Atall. -->";
    let folder = Folder::new("masked")
        .with("a.txt", format!("{words}\n“We lost,” Lena Holt said.\n"))
        .with("b.md", format!("“We lost,” {words}\nLena Holt said.\n"))
        .with("c.html", format!("<p>“We lost,” {words}\nLena Holt said.</p>\n"));
    let report = folder.run(&["report", "--output-format", "csv"]).stdout;
    assert!(!report.contains("Nobody") && !report.contains("Quite so"), "{report}");
    assert_eq!(report.matches("Lena Holt,").count(), 3, "{report}");
}

#[test]
fn comments_that_silence_nothing_are_reported() {
    let folder = Folder::new("unused").with(
        "a.txt",
        "<!-- whosaid: ignore[mising-speaker] -->\n“We lost,” Lena Holt said.\n\n\
         <!-- whosaid: ignore[unclosed-quotation] -->\nIt rained.\n\n\
         <!-- whosaid: ignore -->\nIt rained again.\n\n\
         <!-- whosaid: skip[missing-speaker] -->\nIt rained for a week.\n\n\
         It stopped. <!-- whosaid: ignore[missing-speaker] -->\n",
    );
    snapshot!("unused", folder.transcript(&["check", "--output-format", "concise"]));
    // Nobody knows what a rule that doesn't run would find.
    let found = found(&folder, &["--select", "unused-ignore"]);
    assert_eq!(found.len(), 4, "{found:?}");
    let with_markup =
        Folder::new("unused-markup").with("b.md", "It rained.\n\n<!-- whosaid: ignore[missing-speaker] -->\nAgain.\n");
    snapshot!("unused-markup", with_markup.transcript(&["check"]));
}

#[test]
fn comments_are_added_once() {
    let folder = Folder::new("add")
        .with("a.txt", FAULTY.replace('\n', "\r\n") + "\r\n" + &NEW.replace('\n', "\r\n"))
        .with("b.md", format!("# Ferries\n\n- {NEW}\nIt rained.\n\n> {NEW}\nIt rained.\n\n{FAULTY}"))
        .with("c.html", format!("<ul><li>{NEW}</li></ul>\n<p>{FAULTY}</p>\n"))
        .with("good.txt", "It rained.\n");
    assert_eq!(check(&folder, &[]).status, 1);
    let run = check(&folder, &["--add-ignore", "old draft"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 0), "{}", run.stderr);
    let texts = || ["a.txt", "b.md", "c.html"].map(|name| folder.read(name));
    let after = texts();
    assert!(
        after[0].starts_with("<!-- whosaid: ignore[unclosed-quotation] old draft -->\r\n“The ferries"),
        "{}",
        after[0]
    );
    assert!(!after[0].replace("\r\n", "").contains('\n'), "line ends should stay: {:?}", after[0]);
    snapshot!("added", after.join("\n----\n").replace('\r', "\\r"));
    let again = check(&folder, &["--add-ignore", "old draft"]);
    assert_eq!((again.stdout.as_str(), again.stderr.as_str(), again.status), ("", "", 0));
    assert!(texts() == after, "a second time nothing should be added");
    assert_eq!(folder.names(), ["a.txt", "b.md", "c.html", "good.txt"], "nothing else should be left behind");
    assert_eq!(check(&folder, &["--add-ignore", "a --> b"]).status, 2);
}

/// A draft with comments, and how much is still found in it.
fn added(source: &str, kind: Kind) -> (String, usize) {
    let read = |text: &str| {
        let documents = Document::read(text.as_bytes().to_vec(), kind, &Reading::default());
        documents.expect("the draft should be read").remove(0)
    };
    let settings = settings(Selection::default()).expect("the settings should be known");
    let found = |document: &Document| {
        let analysis = Analysis::of(document);
        let found = rules::check(&analysis, "a", &settings, &mut Earlier::default());
        (found.len(), add(&analysis, &found, "old"))
    };
    let (before, text) = found(&read(source));
    assert!(before > 0, "something should be found in {source:?}");
    let text = text.expect("comments should be added");
    let (after, again) = found(&read(&text));
    assert_eq!(again, None, "a second time nothing should be added to {text:?}");
    (text, after)
}

#[test]
fn each_format_has_its_place_for_comments() {
    let cases = [
        (Kind::Plain, "Rain.\r\n\r\n“We lost, said Lena Holt.\r\n", "Rain.\r\n\r\n{}\r\n“We lost, said Lena Holt.\r\n"),
        (Kind::Plain, "\u{feff}“We lost, said Lena Holt.", "\u{feff}{}\n“We lost, said Lena Holt."),
        (Kind::Markdown, "Rain.\n\n“We *lost*, said Lena Holt.\n", "Rain.\n\n{}\n“We *lost*, said Lena Holt.\n"),
        (Kind::Markdown, "- “We lost, said Lena Holt.\n- Rain.\n", "- “We lost, said Lena Holt. {}\n- Rain.\n"),
        (
            Kind::Html,
            "<p>Rain. “We lost, said <b>Lena Holt</b>.</p>",
            "<p>Rain. {}“We lost, said <b>Lena Holt</b>.</p>",
        ),
    ];
    for (kind, source, expected) in cases {
        let comment = "<!-- whosaid: ignore[unclosed-quotation] old -->";
        assert_eq!(added(source, kind), (expected.replace("{}", comment), 0), "{kind:?}");
    }
}

// ---- what comes of comparing drafts

/// Two speakers of the same words, and one whose words are given in two ways.
fn compared(name: &str) -> Folder {
    Folder::new(name)
        .with("a.txt", "“We will not close this school while I am mayor,” Lena Holt said.\n")
        .with("b.txt", "“We will not close this school while I am mayor,” Omar Reyes said.\n")
        .with("c.txt", "“We will never close this school while I am mayor,” Lena Holt said.\n")
}

#[test]
fn what_two_drafts_make_is_silenced_too() {
    let folder = compared("compared-ignores");
    assert_eq!(found(&folder, &[]).len(), 2);
    let run = check(&folder, &["--add-ignore", "agreed"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 0), "nothing should be left: {}", run.stderr);
    assert!(folder.read("b.txt").starts_with("<!-- whosaid: ignore[conflicting-attribution] agreed -->\n"));
    let silenced = folder.read("c.txt");
    assert_eq!(found(&folder, &["b.txt"]), [""; 0], "alone, the comment may still be needed");
    assert_eq!(found(&folder, &["--fix", "c.txt"]), [""; 0]);
    assert_eq!(found(&folder, &["--add-ignore", "agreed"]), [""; 0]);
    assert_eq!(folder.read("c.txt"), silenced, "no second comment, and none taken out");
}

#[test]
fn what_two_drafts_make_is_stale_only_where_both_are_checked() {
    let folder = compared("compared-baseline");
    assert_eq!(check(&folder, &["--write-baseline"]).status, 0);
    assert_eq!(found(&folder, &[]), [""; 0]);
    for draft in ["a.txt", "b.txt", "c.txt"] {
        assert_eq!(found(&folder, &[draft]), [""; 0], "{draft} alone should not be told of as stale");
    }
    let baseline = folder.read("whosaid-baseline.json");
    assert_eq!(check(&folder, &["--prune-baseline", "b.txt"]).status, 0);
    assert_eq!(check(&folder, &["--write-baseline", "b.txt"]).status, 0);
    assert_eq!(folder.read("whosaid-baseline.json"), baseline, "what was not looked for should stay");
    fs::write(folder.0.join("a.txt"), "It rained.\n").expect("the draft should be writable");
    let run = check(&folder, &[]);
    assert_eq!((run.stderr.matches("stale: ").count(), run.status), (2, 2), "{}", run.stderr);
}
