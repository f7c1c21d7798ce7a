//! Quotations held against their sources: planted misquotations, permitted edits, the index and the command.

mod drafts;

mod program;

use std::fs;

use program::Folder;
use whosaid::analysis::Analysis;
use whosaid::document::Document;
use whosaid::verification::{Fault, Library, Verdict, Verification, verify};

macro_rules! snapshot {
    ($name:literal, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/verify");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

// ---- planted misquotations and permitted edits

/// The words of one quotation of a fixture, without marks in them.
struct Quoted {
    words: Vec<String>,
}

/// Every draft as a source, and the quotations in them that are long enough to be misquoted.
fn sources() -> (Library, Vec<Quoted>) {
    let drafts = drafts::all();
    let mut quoted: Vec<Quoted> = Vec::new();
    for draft in &drafts {
        let analysis = Analysis::new(&draft.text);
        for quotation in analysis.quotations.iter().filter(|quotation| quotation.inside.is_none()) {
            let text = quotation.words().of(analysis.text);
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            let plain = !text.contains(['“', '”', '"', '‘', '«', '„', '`', '[', '…', '—', '–'])
                && !text.contains("...")
                && !text.contains(" '");
            if plain && words.len() >= 8 && words.iter().all(|word| word.contains(char::is_alphanumeric)) {
                quoted.push(Quoted { words });
            }
        }
    }
    let documents = drafts.into_iter().map(|draft| (draft.name, Document::plain(draft.text))).collect();
    (Library::in_memory(documents).expect("memory should be readable"), quoted)
}

fn held(library: &Library, words: &str) -> Vec<Verification> {
    let draft = format!("“{},” Lena Holt said.", words.trim_end_matches([',', '.', '?', '!']));
    verify(&Analysis::new(&draft), library, &|_| false).expect("memory should be readable")
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric() || *c == '\'' || *c == '’').collect::<String>().to_lowercase()
}

fn negation(word: &str) -> bool {
    matches!(bare(word).as_str(), "not" | "never")
}

/// The same words with one fault each, as (fault, words). A word in the middle is meant, so that ends stay.
fn misquoted(quoted: &Quoted, seed: usize) -> Vec<(Fault, String)> {
    let words = &quoted.words;
    let at = 2 + seed % (words.len() - 4);
    let joined = |words: &[String]| words.join(" ");
    let mut planted = Vec::new();
    let long = |word: &str| bare(word).len() > 3 && !negation(word) && !word.contains(|c: char| c.is_ascii_digit());
    if long(&words[at]) {
        let mut dropped = words.clone();
        dropped.remove(at);
        planted.push((Fault::LeftOut, joined(&dropped)));
        let mut changed = words.clone();
        changed[at] = "zebras".to_owned();
        planted.push((Fault::Changed, joined(&changed)));
    }
    if bare(&words[at]) != bare(&words[at + 1]) {
        let mut swapped = words.clone();
        swapped.swap(at, at + 1);
        planted.push((Fault::Order, joined(&swapped)));
    }
    if let Some(number) = words.iter().position(|word| word.contains(|c: char| c.is_ascii_digit())) {
        let mut miscounted = words.clone();
        let next = |c: char| c.to_digit(10).and_then(|digit| char::from_digit((digit + 3) % 10, 10)).unwrap_or(c);
        miscounted[number] = words[number].chars().map(next).collect();
        planted.push((Fault::Number, joined(&miscounted)));
    }
    if let Some(number) = words.iter().position(|word| negation(word)) {
        let mut denied = words.clone();
        denied.remove(number);
        planted.push((Fault::NegationLost, joined(&denied)));
    }
    let end = words.iter().position(|word| word.ends_with(['.', '?', '!']));
    if let Some(end) = end.filter(|end| *end >= 4 && *end + 6 < words.len()) {
        // The end of one sentence and the beginning of the next are gone, and nothing shows it.
        let across = [&words[..end - 1], &words[end + 3..]].concat();
        planted.push((Fault::LeftOut, joined(&across)));
    }
    planted
}

/// The same words with one permitted edit each.
fn edited(quoted: &Quoted, seed: usize) -> Vec<String> {
    let words = &quoted.words;
    let at = 2 + seed % (words.len() - 4);
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut words = words.clone();
        change(&mut words);
        words.join(" ")
    };
    let tail: String = words[0].chars().skip(1).collect();
    vec![
        with(&|words| words[at] = "[something else]".to_owned()),
        with(&|words| words.insert(at, "[as it were]".to_owned())),
        with(&|words| words.insert(at, "[sic]".to_owned())),
        with(&|words| drop(words.splice(at..at + 2, ["…".to_owned()]))),
        with(&|words| drop(words.splice(at..at + 1, ["...".to_owned()]))),
        with(&|words| words[0] = format!("[{}]{tail}", words[0].chars().next().unwrap_or_default().to_uppercase())),
        words.join(" ").to_uppercase(),
        words.join("  ").replace('\'', "’").replace(',', " –"),
    ]
}

#[test]
fn planted_misquotations_are_found() {
    let (library, quoted) = sources();
    let (mut planted, mut missed) = (0, Vec::new());
    let mut kinds = std::collections::BTreeMap::new();
    for (seed, quoted) in quoted.iter().enumerate() {
        for (fault, words) in misquoted(quoted, seed) {
            planted += 1;
            *kinds.entry(fault).or_insert(0) += 1;
            let found = held(&library, &words);
            let told = found.iter().any(|found| found.verdict == Verdict::Close && found.faults.contains(&fault));
            if found.len() != 1 || !told {
                missed.push(format!("{}: “{words}” {found:?}", fault.name()));
            }
        }
    }
    assert!(planted >= 200, "{planted} are too few");
    assert!(kinds.len() == 5, "each kind should be planted: {kinds:?}");
    assert!(missed.len() * 50 <= planted, "{} of {planted} ({kinds:?}) missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn permitted_edits_pass() {
    let (library, quoted) = sources();
    let (mut tried, mut refused) = (0, Vec::new());
    for (seed, quoted) in quoted.iter().enumerate() {
        let whole = held(&library, &quoted.words.join(" "));
        assert!(whole.iter().all(|found| found.verdict <= Verdict::Edited), "unedited words should pass: {whole:?}");
        for words in edited(quoted, seed) {
            tried += 1;
            let found = held(&library, &words);
            if found.len() != 1 || found[0].verdict > Verdict::Edited {
                refused.push(format!("“{words}” {found:?}"));
            }
        }
    }
    assert!(tried >= 200, "{tried} are too few");
    assert!(refused.len() * 50 <= tried, "{} of {tried} refused:\n{}", refused.len(), refused.join("\n"));
}

// ---- the command

const HEARING: &str = "\
HEARING OF THE HARBOUR BOARD

HOLT: The hull is sound and the engine is sound. What is not sound is the timetable. We do not have 40 pilots.

REYES: In bad weather it takes as long as it takes. Last winter we were out for three hours.
";

const RELEASE: &str = "<!doctype html><title>Ferry</title><h1>Winter ferry</h1>\n<p>&#8220;Nobody on the island is asking \
for a miracle,&#8221; said Ruth&nbsp;Abara.</p>\n";

const DRAFT: &str = "\
“The hull is sound, and the engine is sound,” said Lena Holt, the board's chairwoman. “What is sound is the timetable.”

“We do not have … pilots,” Holt said. “We do not have 14 pilots.”

Tom Weil, a shopkeeper, said that “nobody on the island is asking for a miracle”. “The fish are gone,” Weil added.

“In bad weather,” Omar Reyes said, “it takes as long as it takes.”
";

fn desk(name: &str) -> Folder {
    Folder::new(name)
        .with("draft.txt", DRAFT)
        .with("sources/hearing.txt", HEARING)
        .with("sources/release.html", RELEASE)
}

#[test]
fn each_quotation_is_held_against_the_sources() {
    let folder = desk("formats");
    snapshot!("verify-text", folder.transcript(&["verify", "draft.txt", "--against", "sources"]));
    for format in ["json", "jsonl", "markdown"] {
        let run = folder.run(&["verify", "draft.txt", "--against", "sources", "--output-format", format]);
        assert_eq!((run.stderr.as_str(), run.status), ("", 1));
        match format {
            "json" => snapshot!("verify-json", run.stdout),
            "jsonl" => snapshot!("verify-jsonl", run.stdout),
            _ => snapshot!("verify-markdown", run.stdout),
        }
    }
}

#[test]
fn the_earliest_use_in_an_archive_is_found() {
    let story = |speaker: &str| format!("“Nobody on the island is asking for a miracle,” said {speaker}.\n");
    let folder = Folder::new("archive")
        .with("archive/2024-03-05-ferry.txt", story("Ruth Abara"))
        .with("archive/2019/06/30/old.txt", story("Omar Reyes"))
        .with("archive/undated.txt", story("Lena Holt"))
        .with("archive/dateline.txt", format!("CORRAN, 2021-01-01\n\n{}", story("Lena Holt")))
        .with("drafts/new.txt", story("Ruth Abara"));
    snapshot!("archive", folder.transcript(&["verify", "drafts", "--against", "archive"]));
    // A story is no source of itself.
    let own = folder.run(&["verify", "archive/2019", "--against", "archive", "--output-format", "jsonl"]);
    assert!(own.stdout.contains(r#""path":"archive/dateline.txt""#), "{}", own.stdout);
    assert!(!own.stdout.contains(r#""passage":{"path":"archive/2019"#), "{}", own.stdout);
}

#[test]
fn the_index_is_kept_and_may_be_thrown_away_or_damaged() {
    let folder = desk("index");
    let run = || folder.run(&["verify", "draft.txt", "--against", "sources"]).stdout;
    let first = run();
    let cache = folder.0.join(".whosaid-cache");
    let segments = || -> Vec<_> {
        let entries = fs::read_dir(&cache).expect("the index should be kept");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("it should be readable").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "index"));
        paths.sort();
        paths
    };
    let made = segments();
    let written = fs::metadata(&made[0]).and_then(|metadata| metadata.modified()).expect("it should be there");
    assert_eq!(run(), first, "a second run should say the same");
    let now = fs::metadata(&made[0]).and_then(|metadata| metadata.modified()).expect("it should be there");
    assert_eq!((segments(), now), (made.clone(), written), "and should not write the index again");

    for damage in [&b""[..], b"whosaid index 1\n", b"no index"] {
        fs::write(&made[0], damage).expect("it should be writable");
        assert_eq!(run(), first, "a damaged index should be made anew");
        assert_eq!(segments(), made);
    }
    let whole = fs::read(&made[0]).expect("it should be readable");
    fs::write(&made[0], &whole[..whole.len() / 2]).expect("it should be writable");
    assert_eq!(run(), first, "half an index should be made anew");
    fs::remove_dir_all(&cache).expect("it should be removable");
    assert_eq!(run(), first, "an index that is gone should be made anew");

    // The same size and time, other words.
    let path = folder.0.join("sources/hearing.txt");
    let time = fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("it should have a time");
    fs::write(&path, HEARING.replace("hull", "keel")).expect("it should be writable");
    let file = fs::File::options().write(true).open(&path).expect("it should open");
    file.set_modified(time).expect("its time should be settable");
    assert!(run().contains("close: words are changed"), "another content should be another source");

    let without = Folder::new("no-index").with("draft.txt", DRAFT).with("hearing.txt", HEARING);
    without.run(&["verify", "draft.txt", "--against", "hearing.txt", "--no-cache"]);
    assert_eq!(without.names(), ["draft.txt", "hearing.txt"], "nothing should be kept where nothing is asked for");
}

#[test]
fn two_runs_at_once_agree() {
    let folder = desk("at-once");
    let folder =
        (0..40).fold(folder, |folder, number| folder.with(&format!("sources/{number}.txt"), HEARING.repeat(20)));
    let arguments = ["verify", "draft.txt", "--against", "sources"];
    let children: Vec<_> =
        (0..4).map(|_| folder.command(&arguments).spawn().expect("the program should start")).collect();
    let outputs: Vec<_> =
        children.into_iter().map(|child| child.wait_with_output().expect("the program should end")).collect();
    for output in &outputs {
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.stdout == outputs[0].stdout, "each run should say the same");
    }
}

#[test]
fn sources_that_cannot_be_read_are_told() {
    let folder = desk("faults").with("sources/bad.txt", b"caf\x00");
    snapshot!("unreadable-source", folder.transcript(&["verify", "draft.txt", "--against", "sources", "nowhere"]));
    assert_eq!(folder.run(&["verify", "draft.txt", "--against", "-"]).status, 2);
    assert_eq!(folder.run(&["verify", "draft.txt"]).status, 2, "a source should be asked for");
    let empty = folder.with("empty.txt", "");
    assert_eq!(empty.run(&["verify", "empty.txt", "--against", "empty.txt"]).status, 0);
}

#[test]
fn settings_name_the_sources_of_a_check() {
    let folder = Folder::new("set")
        .with("desk/whosaid.toml", "sources = [\"notes\"]\nexclude = [\"notes\"]\n")
        .with("desk/notes/hearing.txt", "HOLT: The hull is sound. What is not sound is the timetable.\n")
        .with("desk/a.txt", "“What is sound is the timetable,” Lena Holt said.\n")
        .with("desk/b.txt", "<!-- whosaid: ignore[unverified-quotation] agreed -->\n\n“What is sound is the timetable,” Lena Holt said.\n")
        .with("c.txt", "“What is sound is the timetable,” Lena Holt said.\n");
    let run = folder.run(&["check", "--output-format", "jsonl"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{}", run.stdout);
    let found: Vec<&str> = run.stdout.lines().filter(|line| line.contains("unverified-quotation")).collect();
    assert_eq!(found.len(), 1, "only the draft below the settings should be held against them: {}", run.stdout);
    assert!(found[0].contains("desk/a.txt") && found[0].contains("desk/notes/hearing.txt"), "{}", found[0]);
    assert!(folder.0.join("desk/.whosaid-cache").is_dir(), "the index should lie beside the settings");
    assert!(!folder.0.join(".whosaid-cache").exists(), "and nowhere else");
    let isolated = folder.run(&["check", "--isolated", "desk/a.txt"]);
    assert_eq!(isolated.status, 0, "without sources nothing is unverified: {}", isolated.stdout);
    let told = folder.with("release.txt", "“What is sound is the timetable,” Lena Holt said.\n");
    let told = told.run(&["check", "--sources", "release.txt", "desk/a.txt"]);
    assert_eq!(told.status, 0, "the flag should win over the settings: {}", told.stdout);
}

#[test]
fn settings_name_the_sources_of_a_verification() {
    let folder = Folder::new("verify-settings")
        .with("desk/whosaid.toml", "sources = [\"said\"]\n")
        .with("desk/said/hearing.txt", "HOLT: The dam leaks badly in spring.\n\nREYES: It does.\n")
        .with("desk/a.txt", "“The dam leaks badly in spring,” said Lena Holt.\n")
        .with("b.txt", "“The dam leaks,” said Lena Holt.\n");
    let run = folder.run(&["verify", "desk/a.txt"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("desk/said/hearing.txt:1:7"), "{}", run.stdout);
    assert!(folder.0.join("desk/.whosaid-cache").is_dir(), "the index should lie beside the settings");
    assert!(!folder.0.join(".whosaid-cache").exists(), "and nowhere else");
    let run = folder.run(&["verify", "--no-cache", "desk/a.txt", "b.txt"]);
    assert_eq!(run.status, 2, "a draft without sources cannot be verified");
    assert!(run.stdout.contains("1 draft, 1 quotation: 1 verbatim"), "the other should be: {}", run.stdout);
    assert_eq!(
        run.stderr,
        "error: b.txt: there is nothing to hold it against: name sources with --against, or as `sources` in the settings\n"
    );
}

#[test]
fn sources_are_read_with_the_settings_above_them() {
    let draft = "“The dam leaks badly in spring,” said Lena Holt.\n";
    let source = "The hall was full.\n\n“The dam leaks badly in spring,” Lenni said.\n";
    let roster = "[[roster]]\nname = \"Lena Holt\"\naliases = [\"Lenni\"]\n";
    let folder = Folder::new("verify-roster").with("a.txt", draft).with("said/story.txt", source);
    let run = folder.run(&["verify", "--no-cache", "--against", "said", "a.txt"]);
    assert_eq!(run.status, 1, "Lenni is somebody else: {}", run.stdout);
    let run = folder.with("whosaid.toml", roster).run(&["verify", "--no-cache", "--against", "said", "a.txt"]);
    assert_eq!(run.status, 0, "the roster says who Lenni is: {}", run.stdout);
}
