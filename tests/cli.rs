//! The program as people run it: what it writes, to which stream, and how it exits.

mod program;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use program::{Folder, Run, finish, transcript};

macro_rules! snapshot {
    ($name:expr, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/cli");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
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
    for name in whosaid::output::findings::FORMATS.map(|format| format.name) {
        let run = folder.run(&["check", "drafts", "--output-format", name]);
        assert_eq!((run.stderr.as_str(), run.status), ("", 1), "{name} should say nothing beside the findings");
        if ["concise", "jsonl"].contains(&name) {
            snapshot!(format!("check-{name}"), folder.transcript(&["check", "drafts", "--output-format", name]));
        }
        // What goes into a file is what goes to the terminal.
        let file = folder.run(&["check", "drafts", "--output-format", name, "--output-file", "findings"]);
        assert_eq!((file.stdout.as_str(), file.stderr.as_str(), file.status), ("", "", 1));
        assert_eq!(folder.read("findings"), run.stdout, "{name} should be the same in a file");
    }
}

#[test]
fn github_actions_get_annotations_and_a_summary_unasked() {
    let folder = Folder::new("github").with("drafts/ferries.txt", DRAFT).with("summary.md", "# Other step\n");
    let run = |folder: &Folder, arguments: &[&str]| {
        let mut command = folder.command(arguments);
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", folder.0.join("summary.md"));
        command.env("GITHUB_WORKSPACE", folder.0.parent().expect("a folder should stand in another"));
        finish(command, "")
    };
    let unasked = run(&folder, &["check"]);
    snapshot!("github-actions", transcript(&["check"], &unasked));
    let summary = folder.read("summary.md");
    snapshot!("github-summary", &summary);

    let text = run(&folder, &["check", "--output-format", "text"]);
    assert!(text.stdout.starts_with("error["), "a format that was asked for should be taken: {}", text.stdout);
    let file = run(&folder, &["check", "--output-file", "findings"]);
    assert_eq!((file.stdout.as_str(), file.status), ("", 1));
    assert!(folder.read("findings").starts_with("error["), "a file should be for people unless asked otherwise");
    assert_eq!(folder.read("summary.md"), summary, "only annotations should come with a summary");
    let elsewhere = folder.run(&["check"]);
    assert!(elsewhere.stdout.starts_with("error["), "elsewhere it should be text: {}", elsewhere.stdout);
}

#[test]
fn the_summary_is_for_those_who_look() {
    let folder = Folder::new("summary").with("ferries.txt", DRAFT);
    // `script` runs a command at a terminal of its own.
    let at_terminal_with = |variable: Option<&str>, arguments: &str| {
        let mut command = Command::new("script");
        let program = format!("{} {arguments}", env!("CARGO_BIN_EXE_whosaid"));
        command.args(["--quiet", "--return", "--command", &program, "/dev/null"]).current_dir(&folder.0);
        command.env("TERM", "xterm").env_remove("NO_COLOR").stdin(Stdio::null());
        command.envs(variable.map(|name| (name, "1")));
        let output = command.output().expect("`script` should be there: it comes with bsdutils or util-linux");
        String::from_utf8(output.stdout).expect("the output should be UTF-8")
    };
    let at_terminal = |arguments: &str| at_terminal_with(None, arguments);
    let check = at_terminal("check --output-format json");
    let last = check.lines().last().unwrap_or_default();
    let expected = "\u{1b}[1m1 draft, 128 words, 5 quotations, 100% attributed, 1 error\u{1b}[0m in ";
    assert!(last.starts_with(expected) && last.ends_with(" s"), "the summary should be the last line: {last:?}");
    let report = at_terminal("report --color never");
    let last = report.lines().last().unwrap_or_default();
    assert!(last.starts_with("1 draft, 128 words, 5 quotations, 100% attributed in "), "{last:?}");
    assert!(at_terminal("check").contains('\u{1b}'), "a terminal should get colours");
    let plain = at_terminal_with(Some("NO_COLOR"), "check");
    assert!(!plain.contains('\u{1b}'), "NO_COLOR should take the colours away: {plain:?}");
    let file = at_terminal("report --output-format csv --output-file a.csv");
    assert!(file.starts_with("\u{1b}[1m1 draft,"), "a file should leave the terminal to the summary: {file:?}");
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
fn formats_are_told_by_ending_content_and_flag() {
    let page = "<!doctype html><p>&ldquo;We <b>lost</b>,&rdquo; said Lena Holt.</p>\n";
    let folder = Folder::new("kinds").with("page.tpl", page).with("note.adoc", "“We *lost*,” said Lena Holt.\n");
    snapshot!("kinds-content", folder.transcript(&["report", "page.tpl"]));
    snapshot!("kinds-flag", folder.transcript(&["report", "--format-of", "adoc=markdown,tpl=html", "."]));
    snapshot!("kinds-unknown", folder.transcript(&["report", "--format-of", "adoc=asciidoc", "."]));
    let run = folder.run_on(page, &["report", "--output-format", "csv", "--stdin-filename", "a.html", "-"]);
    assert!(run.stdout.contains("a.html,1,19,Lena Holt,,person,speech,said,\"“We lost,”\""), "{}", run.stdout);
}

#[test]
fn findings_become_comments_of_a_copy() {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats/article.docx");
    let article = fs::read(article).expect("the article should be there");
    let folder = Folder::new("annotate").with("a.docx", &article).with("b.txt", GOOD);
    snapshot!("annotate", folder.transcript(&["check", "--annotate", "out.docx", "a.docx"]));
    let copy = fs::read(folder.0.join("out.docx")).expect("the copy should be there");
    assert!(copy.len() > article.len() && copy.starts_with(b"PK"), "the copy should be a longer archive");
    assert_eq!(fs::read(folder.0.join("a.docx")).ok(), Some(article), "the draft should be as it was");
    snapshot!("annotate-text", folder.transcript(&["check", "--annotate", "out.docx", "b.txt"]));
    snapshot!("annotate-itself", folder.transcript(&["check", "--annotate", "a.docx", "a.docx"]));
    snapshot!("annotate-many", folder.transcript(&["check", "--annotate", "new.docx", "a.docx", "b.txt"]));
    snapshot!("annotate-nowhere", folder.transcript(&["check", "--annotate", "b.txt/new.docx", "a.docx"]));
    assert_eq!(folder.names(), ["a.docx", "b.txt", "out.docx"], "nothing else should be written");
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
    let formats = [
        ("report", "text"),
        ("report", "csv"),
        ("report", "json"),
        ("report", "markdown"),
        ("report", "html"),
        ("check", "text"),
        ("check", "sarif"),
        ("check", "junit"),
    ];
    for arguments in formats.map(|(command, format)| [command, "--output-format", format]) {
        let mut child = folder.command(&arguments).spawn().expect("the program should start");
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
    assert!(folder.read("report.txt").contains("  “The ferries are back,”\n"), "{}", folder.read("report.txt"));
    assert_eq!(folder.names(), ["a.txt", "report.txt"], "nothing else should be left behind");
    snapshot!("output-file-unwritable", folder.transcript(&["report", "--output-file", "nowhere/report.txt"]));
}

#[test]
fn the_output_file_may_be_a_link_or_standard_output() {
    let folder = Folder::new("output-links").with("a.txt", GOOD).with("real/report", "of yesterday\n");
    let file = |name: &str| folder.run(&["report", "--output-format", "jsonl", "--output-file", name, "a.txt"]);
    let expected = folder.run(&["report", "--output-format", "jsonl", "a.txt"]).stdout;
    let said = |run: Run| (run.stdout, run.stderr, run.status);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let link = |to: &str, name: &str| symlink(to, folder.0.join(name)).expect("a link should be made");
        link("real/report", "link");
        link("real/new", "dangling");
        link("dangling", "chain");
        link("ring", "ring");
        for name in ["link", "dangling", "chain"] {
            assert_eq!(said(file(name)), (String::new(), String::new(), 0));
            assert!(folder.0.join(name).is_symlink(), "{name} should stay a link");
        }
        assert_eq!((folder.read("real/report"), folder.read("real/new")), (expected.clone(), expected.clone()));
        let ring = file("ring");
        assert!(ring.stderr.starts_with("error: ring: cannot write: ") && ring.status == 2, "{}", ring.stderr);
        // Root may write what nobody may.
        let kept = folder.0.join("real/kept");
        fs::write(&kept, "of yesterday\n").expect("a file should be written");
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o444)).expect("a file should take its mode");
        if fs::File::options().write(true).open(&kept).is_err() {
            assert_eq!(file("real/kept").status, 2);
            assert_eq!(folder.read("real/kept"), "of yesterday\n");
        }
        // Standard output that goes to a file is written on, and the file not replaced.
        let log = fs::File::create(folder.0.join("log")).expect("a file should be made");
        (&log).write_all(b"before\n").expect("a file should be written");
        let mut command =
            folder.command(&["report", "--output-format", "jsonl", "--output-file", "/dev/stdout", "a.txt"]);
        let status = command.stdout(log.try_clone().expect("a file should be shared")).status();
        assert!(status.is_ok_and(|status| status.success()));
        (&log).write_all(b"after\n").expect("a file should be written");
        assert_eq!(folder.read("log"), format!("before\n{expected}after\n"));
    }
    assert_eq!(said(file("-")), (expected, String::new(), 0));
    assert!(!folder.names().contains(&"-".to_owned()), "a dash should be no file");
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
