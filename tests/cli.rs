//! The program as people run it: what it writes, to which stream, and how it exits.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Shown where a snapshot is reviewed: the command, both streams, the exit status.
fn transcript(arguments: &[&str], run: &Run) -> String {
    let mut transcript = format!("$ whosaid {}\n{}", arguments.join(" "), run.stdout);
    if !run.stderr.is_empty() {
        transcript += &format!("--- standard error\n{}", run.stderr);
    }
    transcript + &format!("--- exit status {}", run.status)
}

macro_rules! snapshot {
    ($name:literal, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/cli");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

struct Run {
    stdout: String,
    stderr: String,
    status: i32,
}

/// A folder of a test's own, empty at first.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an old folder should be removable");
        }
        fs::create_dir_all(&folder).expect("a folder should be creatable");
        Self(folder)
    }

    fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(path);
        let folder = path.parent().expect("a file should stand in a folder");
        fs::create_dir_all(folder).expect("a folder should be creatable");
        fs::write(path, content).expect("a file should be writable");
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("the file should be there")
    }

    /// The names of what stands in it, sorted.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder should be readable");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry should be readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command
            .args(arguments)
            .current_dir(&self.0)
            // What the developer's own terminal and git are set to must not show.
            .env_clear()
            .env("HOME", &self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_on("", arguments)
    }

    fn run_on(&self, input: &str, arguments: &[&str]) -> Run {
        finish(self.command(arguments), input)
    }

    fn transcript(&self, arguments: &[&str]) -> String {
        transcript(arguments, &self.run(arguments))
    }
}

fn finish(mut command: Command, input: &str) -> Run {
    let mut child = command.spawn().expect("the program should start");
    let mut stdin = child.stdin.take().expect("standard input should be a pipe");
    // A program that doesn't read its input closes it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program should end");
    Run {
        stdout: String::from_utf8(output.stdout).expect("the output should be UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("the messages should be UTF-8"),
        status: output.status.code().expect("the program should exit by itself"),
    }
}

/// Words with a speaker.
const GOOD: &str = "Ferries return\n\n“The ferries are back,” Lena Holt, head of the council, said on Monday.\n";

/// A mark that is never closed.
const FAULTY: &str = "“The ferries are back, Lena Holt, head of the council, said on Monday.\n";

/// Latin-1.
const UNDECODABLE: &[u8] = b"Two lines\nof a caf\xe9\n";

// ---- help

#[test]
fn help_is_short_and_has_examples() {
    let folder = Folder::new("help");
    snapshot!("help", folder.transcript(&["--help"]));
    snapshot!("help-report", folder.transcript(&["report", "-h"]));
    snapshot!("help-report-long", folder.transcript(&["report", "--help"]));
    snapshot!("help-check", folder.transcript(&["check", "-h"]));
}

#[test]
fn no_arguments_are_answered_with_help_and_2() {
    let run = Folder::new("no-arguments").run(&[]);
    assert!(run.stderr.contains("Usage: whosaid"), "{}", run.stderr);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
}

#[test]
fn the_version_is_the_crates() {
    let run = Folder::new("version").run(&["--version"]);
    assert_eq!(run.stdout, concat!("whosaid ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(run.status, 0);
}

// ---- reports

/// A draft with something of everything that reports and findings show.
const DRAFT: &str = "\
Island ferries return after a winter ashore

The first ferry in five months left Corran harbour on Monday. “It is a good day for the island,” said Lena Holt, head of \
the island council. “We have waited long enough, and I do not want to hear one more word about spare parts, about the \
weather, or about whose fault any of it was.”

Holt said that a second boat would follow in May.

“My mother has not seen the mainland since October.”

The boats carry a sign that reads “Mind the step”. Jonas Weil, a ferryman, called the new timetable a “masterpiece” and \
said nothing more about it. The so-called “summer service” begins in June.

The company would not comment. “Ask us again in May, a spokesman said.
";

#[test]
fn report_in_each_format() {
    let folder = Folder::new("report-formats").with("drafts/ferries.txt", DRAFT).with("drafts/empty.txt", "");
    snapshot!("report-text", folder.transcript(&["report", "drafts"]));
    snapshot!("report-json", folder.transcript(&["report", "drafts", "--output-format", "json"]));
    snapshot!("report-jsonl", folder.transcript(&["report", "drafts", "--output-format", "jsonl"]));
    snapshot!("report-csv", folder.transcript(&["report", "drafts", "--output-format", "csv"]));
    snapshot!("report-markdown", folder.transcript(&["report", "drafts", "--output-format", "markdown"]));
}

// ---- findings

#[test]
fn check_in_each_format() {
    let folder = Folder::new("check-formats").with("drafts/ferries.txt", DRAFT).with("drafts/good.txt", GOOD);
    snapshot!("check-text", folder.transcript(&["check", "drafts"]));
    snapshot!("check-concise", folder.transcript(&["check", "drafts", "--output-format", "concise"]));
    snapshot!("check-jsonl", folder.transcript(&["check", "drafts", "--output-format", "jsonl"]));
}

#[test]
fn the_rules_are_listed_and_explained() {
    let folder = Folder::new("rules");
    let list = folder.run(&["rules"]);
    assert!(list.stdout.lines().any(|line| line.starts_with("missing-speaker  ")), "{}", list.stdout);
    assert_eq!((list.stderr.as_str(), list.status), ("", 0));
    for line in list.stdout.lines() {
        let name = line.split(' ').next().expect("a line should begin with a name");
        let rule = folder.run(&["rule", name]);
        assert!(rule.stdout.starts_with(name) && rule.stdout.contains("\nReported:\n"), "{}", rule.stdout);
        assert!(rule.stdout.lines().all(|line| line.chars().count() <= 80), "{}", rule.stdout);
        assert_eq!((rule.stderr.as_str(), rule.status), ("", 0));
    }
    snapshot!("rule", folder.transcript(&["rule", "unclosed-quotation"]));
    snapshot!("rule-unknown", folder.transcript(&["rule", "unclosed-quotaton"]));
}

// ---- exit status

#[test]
fn nothing_to_report_is_0() {
    let folder = Folder::new("clean").with("good.txt", GOOD);
    snapshot!("status-clean", folder.transcript(&["check", "good.txt"]));
}

#[test]
fn findings_are_1() {
    let folder = Folder::new("findings").with("faulty.txt", FAULTY).with("good.txt", GOOD);
    snapshot!("status-findings", folder.transcript(&["check"]));
}

#[test]
fn a_missing_path_beside_a_good_draft_is_2() {
    let folder = Folder::new("missing").with("good.txt", GOOD).with("faulty.txt", FAULTY);
    snapshot!("status-missing-check", folder.transcript(&["check", "good.txt", "nowhere.txt"]));
    snapshot!("status-missing-report", folder.transcript(&["report", "nowhere.txt", "good.txt"]));
    assert_eq!(folder.run(&["check", "faulty.txt", "nowhere"]).status, 2, "2 should win over 1");
}

#[test]
fn an_undecodable_draft_beside_a_good_one_is_2() {
    let folder = Folder::new("undecodable")
        .with("bad.txt", UNDECODABLE)
        .with("binary.txt", b"PK\x03\x04\0\0")
        .with("good.txt", GOOD)
        .with("wide.txt", b"\xff\xfeH\0i\0");
    snapshot!("status-undecodable-check", folder.transcript(&["check"]));
    snapshot!("status-undecodable-report", folder.transcript(&["report"]));
}

#[test]
fn an_unknown_rule_is_2() {
    let folder = Folder::new("unknown-rule").with("good.txt", GOOD);
    snapshot!("status-unknown-rule", folder.transcript(&["check", "--select", "mising-speaker", "good.txt"]));
    for flag in ["--ignore", "--extend-select"] {
        assert_eq!(folder.run(&["check", flag, "all,nonsense", "good.txt"]).status, 2, "{flag} should refuse nonsense");
    }
}

#[test]
fn a_flag_or_value_that_is_not_known_is_2() {
    let folder = Folder::new("unknown-flag").with("good.txt", GOOD);
    snapshot!("status-unknown-flag", folder.transcript(&["check", "--slect", "all"]));
    snapshot!("status-unknown-format", folder.transcript(&["report", "--output-format", "yaml"]));
    for arguments in [&["chek"][..], &["check", "--fail-on", "never"], &["report", "--color", "sometimes"], &["rule"]] {
        assert_eq!(folder.run(arguments).status, 2, "{arguments:?} should be refused");
    }
}

#[test]
fn the_failing_severity_is_chosen() {
    let folder = Folder::new("fail-on").with("faulty.txt", FAULTY);
    let status = |arguments: &[&str]| {
        let run = folder
            .run(&[&["check", "--select", "unclosed-quotation", "--output-format", "concise"], arguments].concat());
        assert!(run.stdout.contains("unclosed-quotation"), "the finding should be written whatever the status");
        run.status
    };
    assert_eq!(status(&[]), 1);
    assert_eq!(status(&["--fail-on", "error"]), 1);
    assert_eq!(status(&["--fail-on", "info"]), 1);
    assert_eq!(status(&["--exit-zero"]), 0);
    assert_eq!(status(&["--exit-zero", "nowhere.txt", "faulty.txt"]), 2);
}

// ---- files

#[test]
fn standard_input_is_read_and_named() {
    let folder = Folder::new("stdin");
    let run = folder.run_on(GOOD, &["report", "-", "--output-format", "jsonl"]);
    assert!(run.stdout.starts_with(r#"{"schema":1,"path":"-","#), "{}", run.stdout);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    let run = folder.run_on(FAULTY, &["check", "-", "--stdin-filename", "desk/a.txt", "--output-format", "concise"]);
    assert!(run.stdout.starts_with("desk/a.txt:1:1: error[unclosed-quotation]"), "{}", run.stdout);
    assert_eq!(run.status, 1);
}

#[test]
fn an_empty_draft_is_a_draft() {
    let folder = Folder::new("empty").with("empty.txt", "");
    snapshot!("empty-draft", folder.transcript(&["report", "empty.txt"]));
    assert_eq!(folder.run(&["check", "empty.txt"]).status, 0);
}

#[test]
fn a_folder_without_drafts_is_warned_of() {
    let folder = Folder::new("no-drafts").with("notes.tex", GOOD);
    snapshot!("no-drafts-check", folder.transcript(&["check"]));
    snapshot!("no-drafts-json", folder.transcript(&["report", ".", "--output-format", "json"]));
}

#[test]
fn ignored_and_hidden_files_and_other_kinds_are_left_out_unless_named() {
    let folder = Folder::new("ignored")
        .with(".gitignore", "old/\n*.bak.txt\n")
        .with("a.txt", GOOD)
        .with("b.TEXT", GOOD)
        .with("c.tex", GOOD)
        .with("d.bak.txt", GOOD)
        .with(".hidden.txt", GOOD)
        .with("old/e.txt", GOOD);
    assert_eq!(paths(&folder.run(&["report", "--output-format", "jsonl"])), ["a.txt", "b.TEXT"]);
    let named = folder.run(&["report", "--output-format", "jsonl", "old/e.txt", "d.bak.txt", "c.tex", ".hidden.txt"]);
    assert_eq!(paths(&named), [".hidden.txt", "c.tex", "d.bak.txt", "old/e.txt"]);
}

#[test]
fn a_draft_with_many_names_is_read_once() {
    let folder = Folder::new("doubles").with("a.txt", GOOD).with("sub/b.txt", GOOD);
    let run = folder.run(&[
        "report",
        "--output-format",
        "jsonl",
        "sub",
        "./a.txt",
        "a.txt",
        ".",
        "sub/../a.txt",
        "sub/b.txt",
    ]);
    assert_eq!(paths(&run), ["a.txt", "sub/b.txt"]);
}

#[test]
fn many_drafts_keep_their_order_and_show_no_progress() {
    let folder = many("many");
    let run = folder.run(&["report", "--output-format", "jsonl"]);
    let expected: Vec<String> = (0..MANY).map(name).collect();
    assert!(paths(&run) == expected, "the drafts should come in the order of their paths");
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));

    let checked = folder.run(&["check", "--select", "unclosed-quotation", "--output-format", "concise"]);
    let checked: Vec<&str> = checked.stdout.lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
    let faulty: Vec<String> = (0..MANY).filter(|number| number % 7 == 0).map(name).collect();
    assert!(checked == faulty, "the findings should come in the order of the paths");
}

#[test]
fn a_closed_pipe_ends_in_silence() {
    let folder = many("closed-pipe");
    for arguments in [&["report", "--output-format", "markdown"][..], &["check", "--output-format", "text"]] {
        let mut child = folder.command(arguments).spawn().expect("the program should start");
        let mut stdout = child.stdout.take().expect("standard output should be a pipe");
        let mut first = [0];
        stdout.read_exact(&mut first).expect("something should be written");
        drop(stdout);
        let output = child.wait_with_output().expect("the program should end");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?} should end in silence");
        assert_eq!(output.status.code(), Some(0), "{arguments:?} should end well");
    }
}

#[test]
fn the_output_file_is_replaced_at_the_end_and_never_read_as_a_draft() {
    let folder = Folder::new("output-file").with("a.txt", GOOD).with("report.txt", "of yesterday\n");
    let run = folder.run(&["report", "--output", "report.txt"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", "", 0));
    assert!(folder.read("report.txt").starts_with("a.txt\n"));
    assert!(folder.read("report.txt").contains("\n1 draft,"), "{}", folder.read("report.txt"));
    assert_eq!(folder.names(), ["a.txt", "report.txt"], "nothing else should be left behind");
    snapshot!("output-file-unwritable", folder.transcript(&["report", "--output-file", "nowhere/report.txt"]));
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let folder = Folder::new("colours").with("a.txt", FAULTY);
    let colored = |arguments: &[&str], variable: Option<&str>| {
        let mut command = folder.command(arguments);
        command.envs(variable.map(|name| (name, "1")));
        finish(command, "").stdout.contains('\u{1b}')
    };
    for command in ["report", "check"] {
        assert!(!colored(&[command], None));
        assert!(colored(&[command, "--color", "always"], None));
        assert!(colored(&[command, "--color", "always"], Some("NO_COLOR")));
        assert!(colored(&[command], Some("CLICOLOR_FORCE")));
        assert!(!colored(&[command, "--color", "never"], Some("CLICOLOR_FORCE")));
        assert!(!colored(&[command, "--color", "always", "--output-format", "jsonl"], None));
    }
}

const MANY: usize = 700;

fn name(number: usize) -> String {
    format!("{number:04}-{}.txt", "a-long-name-".repeat(15))
}

/// So many drafts that no pipe holds what is written about them; each seventh has an unclosed quotation.
fn many(folder: &str) -> Folder {
    (0..MANY).fold(Folder::new(folder), |folder, number| {
        let draft = if number % 7 == 0 { FAULTY } else { "" };
        folder.with(&name(number), draft.to_owned() + "\n" + &GOOD.repeat(number % 3))
    })
}

/// The paths in a report in JSON Lines.
fn paths(run: &Run) -> Vec<String> {
    let path = |line: &str| {
        let draft: serde_json::Value = serde_json::from_str(line).expect("a line should be JSON");
        draft["path"].as_str().expect("the path should be a string").to_owned()
    };
    run.stdout.lines().map(path).collect()
}
