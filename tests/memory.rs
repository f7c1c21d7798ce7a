//! A draft's memory: snapshots of attributions, and what revisions changed.

#[expect(dead_code, reason = "other tests read the fixtures with more")]
mod drafts;
mod program;

use std::fs;
use std::path::Path;
use std::process::Command;

use program::{Folder, Run, finish, transcript};
use proptest::prelude::*;
use whosaid::analysis::Analysis;
use whosaid::revision::snapshot::{Snapshot, parse, text};
use whosaid::revision::{ChangeKind, Entry, EntryKind, changes, entries, revised};

macro_rules! snapshot {
    ($name:expr, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/memory");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

/// The draft of the story in one of its five revisions.
fn revision(number: usize) -> String {
    let path = format!("tests/revisions/harbour-{number}.txt");
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the revision should be readable")
}

/// A snapshot that stays the same when the grammar grows.
fn without_grammar(text: &str) -> String {
    let line = |line: &str| if line.starts_with("grammar: ") { "grammar: …".to_owned() } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

// ---- the story of a draft

#[test]
fn each_revision_of_the_story_is_told() {
    for number in 1..5 {
        let folder = Folder::new(&format!("story-{number}"))
            .with("old/harbour.txt", revision(number))
            .with("new/harbour.txt", revision(number + 1));
        let told = folder.transcript(&["diff", "old", "new"]);
        snapshot!(format!("story-{number}-to-{}", number + 1), told);
    }
}

#[test]
fn the_story_is_told_in_each_format() {
    let folder = Folder::new("formats").with("old.txt", revision(2)).with("new.txt", revision(3));
    for format in ["json", "jsonl", "github", "markdown", "html"] {
        let told = folder.transcript(&["diff", "old.txt", "new.txt", "--output-format", format]);
        snapshot!(format!("diff-{format}"), told);
    }
    let run = folder.run(&["diff", "old.txt", "new.txt", "--color", "always"]);
    snapshot!("diff-color", run.stdout.replace('\u{1b}', "␛"));
}

#[test]
fn snapshots_follow_a_draft_through_its_revisions() {
    let folder =
        Folder::new("follow").with("desk/harbour.txt", revision(1)).with("desk/other.txt", "“No,” Tom Weil said.\n");
    assert_eq!(folder.run(&["snapshot", "test"]).status, 1, "drafts that were never recorded should be told");
    snapshot!("record", folder.transcript(&["snapshot", "record"]));
    snapshot!("snapshot-file", without_grammar(&folder.read("desk/snapshots/harbour.txt.snap")));
    snapshot!("test-clean", folder.transcript(&["snapshot", "test"]));

    for number in 2..=5 {
        let folder = Folder(folder.0.clone()).with("desk/harbour.txt", revision(number));
        assert_eq!(folder.run(&["snapshot", "test", "--exit-zero", "--no-pending"]).status, 0);
        assert!(!folder.0.join("desk/snapshots/harbour.txt.snap.new").exists(), "nothing should be pending");
        assert_eq!(folder.run(&["snapshot", "test"]).status, 1, "revision {number} should differ");
        assert!(folder.0.join("desk/snapshots/harbour.txt.snap.new").exists(), "the change should be pending");
        let accepted = folder.run(&["snapshot", "accept"]);
        assert_eq!(accepted.stdout, "desk/harbour.txt: accepted\n1 draft accepted\n");
        assert_eq!(folder.run(&["snapshot", "test"]).stdout, "2 drafts, no changes\n");
        assert_eq!(
            folder.run(&["snapshot", "accept"]).stdout,
            "0 drafts accepted\n",
            "accepting twice should do nothing"
        );
        assert_eq!(folder.run(&["snapshot", "record"]).stdout, "2 drafts recorded, 2 unchanged\n");
    }
}

#[test]
fn a_pending_change_goes_where_the_draft_is_mended() {
    let folder = Folder::new("mended").with("harbour.txt", revision(1));
    folder.run(&["snapshot", "record"]);
    let folder = folder.with("harbour.txt", revision(2));
    assert_eq!(folder.run(&["snapshot", "test"]).status, 1);
    let folder = folder.with("harbour.txt", revision(1));
    assert_eq!(folder.run(&["snapshot", "test"]).status, 0);
    assert!(!folder.0.join("snapshots/harbour.txt.snap.new").exists(), "what was pending should be gone");
}

#[test]
fn renamed_drafts_are_followed_and_orphans_pruned() {
    // As `docs/snapshots.md` says, git need not know of what is pending.
    let folder = Folder::new("renamed")
        .with(".gitignore", "*.snap.new\n")
        .with("desk/harbour.txt", revision(1))
        .with("desk/old.txt", "“No comment today, or on any other day,” Tom Weil said.\n");
    folder.run(&["snapshot", "record"]);
    fs::create_dir(folder.0.join("sent")).expect("a folder should be creatable");
    fs::rename(folder.0.join("desk/harbour.txt"), folder.0.join("sent/ferry.txt")).expect("it should be movable");
    fs::remove_file(folder.0.join("desk/old.txt")).expect("it should be removable");
    let folder = folder.with("sent/ferry.txt", revision(2));
    snapshot!("renamed-test", folder.transcript(&["snapshot", "test"]));
    snapshot!("renamed-pending", without_grammar(&folder.read("sent/snapshots/ferry.txt.snap.new")));
    assert_eq!(folder.run(&["snapshot", "accept"]).stdout, "sent/ferry.txt: accepted\n1 draft accepted\n");
    assert!(!folder.0.join("desk/snapshots/harbour.txt.snap").exists(), "the old name's snapshot should be gone");
    snapshot!("orphan-test", folder.transcript(&["snapshot", "test"]));
    snapshot!("orphan-prune", folder.transcript(&["snapshot", "prune"]));
    assert!(!folder.0.join("desk/snapshots").exists(), "an empty folder should not be left behind");
    assert_eq!(folder.run(&["snapshot", "test"]).status, 0);
}

#[test]
fn record_follows_a_renamed_draft_too() {
    let folder = Folder::new("record-renamed").with("harbour.txt", revision(1));
    folder.run(&["snapshot", "record"]);
    fs::rename(folder.0.join("harbour.txt"), folder.0.join("ferry.txt")).expect("it should be movable");
    snapshot!("record-renamed", folder.transcript(&["snapshot", "record"]));
    let names = Folder(folder.0.join("snapshots")).names();
    assert_eq!(names, ["ferry.txt.snap"]);
}

#[test]
fn snapshots_may_lie_in_a_folder_of_their_own() {
    let folder = Folder::new("apart").with("desk/news/harbour.txt", revision(1));
    assert_eq!(folder.run(&["snapshot", "record", "--snapshots", "kept", "desk"]).status, 0);
    let kept = folder.read("kept/desk/news/harbour.txt.snap");
    assert!(kept.contains("\ndraft: desk/news/harbour.txt\n"), "{kept}");
    assert_eq!(folder.run(&["snapshot", "test", "--snapshots", "kept", "desk"]).status, 0);
    fs::remove_file(folder.0.join("desk/news/harbour.txt")).expect("it should be removable");
    assert_eq!(folder.run(&["snapshot", "test", "--snapshots", "kept", "desk"]).status, 1);
    assert_eq!(folder.run(&["snapshot", "prune", "--snapshots", "kept", "desk"]).status, 0);
    assert!(!folder.0.join("kept/desk").exists(), "empty folders should not be left behind");
}

#[test]
fn settings_say_where_snapshots_lie_and_who_is_known() {
    let folder = Folder::new("set")
        .with("desk/whosaid.toml", "snapshots = \"kept\"\n[[roster]]\nname = \"Robert Quill\"\naliases = [\"Bobby\"]\n")
        .with("desk/news/a.txt", "“We are not closing the pier,” Bobby said.\n");
    let record = folder.run(&["snapshot", "record", "desk"]);
    assert_eq!((record.status, record.stderr.as_str()), (0, ""), "{}", record.stdout);
    let kept = folder.read("desk/kept/news/a.txt.snap");
    assert!(kept.contains("draft: news/a.txt\n") && kept.contains("speaker: Robert Quill\n"), "{kept}");
    let inside = Folder(folder.0.join("desk/news"));
    let test = inside.run(&["snapshot", "test"]);
    assert_eq!(test.status, 0, "from a folder below nothing should have changed: {}", test.stdout);
    std::fs::rename(inside.0.join("a.txt"), inside.0.join("b.txt")).expect("a draft should be renamable");
    assert_eq!(inside.run(&["snapshot", "test"]).status, 1, "a renamed draft should be told");
    assert_eq!(inside.run(&["snapshot", "accept"]).stderr, "");
    assert_eq!(Folder(folder.0.join("desk/kept/news")).names(), ["b.txt.snap"]);
    let flag = folder.run(&["snapshot", "record", "--snapshots", "other", "desk"]);
    assert_eq!((flag.status, flag.stderr.as_str()), (0, ""));
    assert!(folder.0.join("other/desk/news/b.txt.snap").is_file(), "the flag should win over the settings");
}

#[test]
fn another_grammar_of_the_house_is_told() {
    let grammar = |verb: &str, above: &str| {
        format!(
            "{above}[[grammar.verb]]\nverb = \"{verb}\"\nkind = \"speech\"\nstrength = \"weak\"\nframes = [\"quotation\"]\n"
        )
    };
    let draft = "“The soup was cold,” kvetched Lena Holt.\n";
    let folder = Folder::new("house").with("whosaid.toml", grammar("grizzle", "")).with("a.txt", draft);
    assert_eq!(folder.run(&["snapshot", "record"]).status, 0);
    // The same on another line is the same grammar.
    let folder = folder.with("whosaid.toml", grammar("grizzle", "\n")).with("a.txt", "It rained.\n");
    let run = folder.run(&["snapshot", "test", "--no-pending"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert!(!run.stdout.contains("another grammar"), "the draft is the cause: {}", run.stdout);
    let run = folder.with("whosaid.toml", grammar("kvetch", "")).run(&["snapshot", "test", "--no-pending"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert!(run.stdout.contains("recorded with another grammar, which may be the cause"), "{}", run.stdout);
}

#[test]
fn faulty_snapshots_are_told_and_nothing_of_others_is_touched() {
    let folder =
        Folder::new("faulty").with("good.txt", revision(1)).with("bad.txt", revision(2)).with("jest.txt", revision(3));
    folder.run(&["snapshot", "record", "good.txt", "bad.txt"]);
    let conflict = folder.read("snapshots/bad.txt.snap").replacen("cue: said", "<<<<<<< ours\ncue: said", 1);
    let folder =
        folder.with("snapshots/bad.txt.snap", conflict).with("snapshots/jest.txt.snap", "// Jest Snapshot v1\n");
    snapshot!("faulty-test", folder.transcript(&["snapshot", "test"]));
    snapshot!("faulty-record", folder.transcript(&["snapshot", "record"]));
    assert_eq!(folder.read("snapshots/jest.txt.snap"), "// Jest Snapshot v1\n", "it is not ours to replace");
    fs::remove_file(folder.0.join("jest.txt")).expect("it should be removable");
    assert_eq!(folder.run(&["snapshot", "prune"]).stdout, "0 snapshots removed\n", "it is not ours to remove");
    let run = folder.run_on("“No,” Tom Weil said.", &["snapshot", "record", "-"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{}", run.stderr);
}

#[test]
fn merging_two_branches_is_a_merge_of_text() {
    let repository = Repository::new("merge", &[("harbour.txt", &revision(1))]);
    repository.run(&["snapshot", "record"]);
    repository.commit("recorded");
    repository.git(&["checkout", "-q", "-b", "other"]);
    let top = revision(1).replace("What is not sound is the timetable.", "The timetable is a joke.");
    repository.change("harbour.txt", &top);
    repository.git(&["checkout", "-q", "main"]);
    let foot = revision(1).replace("We are asking for a boat.", "A boat is all that we ask for.");
    repository.change("harbour.txt", &foot);
    repository.git(&["merge", "-q", "-m", "both", "other"]);
    let run = repository.run(&["snapshot", "test"]);
    assert_eq!(run.stdout, "1 draft, no changes\n", "the merged snapshot should be that of the merged draft");
}

// ---- revisions in git

/// A scratch repository.
struct Repository(Folder);

impl Repository {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = files.iter().fold(Folder::new(name), |folder, (path, text)| folder.with(path, text));
        let repository = Self(folder);
        repository.git(&["init", "-q", "-b", "main"]);
        repository.commit("first");
        repository
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org"]).args(arguments);
        git.current_dir(&self.0.0).env("HOME", &self.0.0).env("GIT_CONFIG_NOSYSTEM", "1");
        let done = git.output().expect("git should start");
        assert!(done.status.success(), "git {arguments:?} should succeed: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// Writes a draft, accepts its snapshot and commits both.
    fn change(&self, path: &str, text: &str) {
        fs::write(self.0.0.join(path), text).expect("a draft should be writable");
        assert_eq!(self.run(&["snapshot", "test"]).status, 1);
        assert_eq!(self.run(&["snapshot", "accept"]).status, 0);
        self.commit("changed");
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = self.0.command(arguments);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        finish(command, "")
    }

    fn transcript(&self, arguments: &[&str]) -> String {
        transcript(arguments, &self.run(arguments))
    }
}

#[test]
fn two_revisions_in_git_are_compared() {
    let bakery = "“Bread will cost what bread costs, and no baker can help it,” said Jonas Weil.\n";
    let repository = Repository::new(
        "git",
        &[
            ("drafts/harbour.txt", &revision(1)),
            ("drafts/bakery.txt", bakery),
            ("drafts/gone.txt", "“I am going,” Lena Holt said.\n"),
            ("notes.rst", "“Not a draft,” Tom Weil said.\n"),
            ("elsewhere.txt", "“Leave me out,” Tom Weil said.\n"),
        ],
    );
    let write = |path: &str, text: &str| {
        fs::write(repository.0.0.join(path), text).expect("a draft should be writable");
    };
    write("drafts/harbour.txt", &revision(2));
    write("notes.rst", "“Never a draft,” Tom Weil said.\n");
    write("elsewhere.txt", "“Leave me in,” Tom Weil said.\n");
    write("drafts/new.txt", "“I am new here,” Omar Reyes said.\n");
    repository.git(&["mv", "drafts/bakery.txt", "drafts/bread.txt"]);
    fs::remove_file(repository.0.0.join("drafts/gone.txt")).expect("it should be removable");
    repository.commit("second");
    snapshot!("git-range", repository.transcript(&["diff", "main~1..HEAD", "drafts/"]));
    let whole = repository.run(&["diff", "main~1.."]);
    assert!(whole.stdout.contains("elsewhere.txt: 1 change"), "no path should be everything here: {}", whole.stdout);
    let named = repository.run(&["diff", "main~1..main", "notes.rst"]);
    assert!(named.stdout.contains("notes.rst: 1 change"), "a named file should be a draft: {}", named.stdout);
    let same = repository.run(&["diff", "HEAD..HEAD", "drafts"]);
    assert_eq!((same.stdout.as_str(), same.status), ("0 drafts, no changes\n", 0));

    let mut below = repository.0.command(&["diff", "main~1..HEAD", "harbour.txt"]);
    below.current_dir(repository.0.0.join("drafts")).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let below = finish(below, "");
    assert!(
        below.stdout.starts_with("harbour.txt: "),
        "paths should count from here: {}{}",
        below.stdout,
        below.stderr
    );
}

#[test]
fn what_cannot_be_compared_is_told() {
    let repository = Repository::new("git-faults", &[("a.txt", "“No,” Tom Weil said.\n")]);
    fs::write(repository.0.0.join("a.txt"), b"caf\xe9 \x00").expect("a file should be writable");
    repository.commit("not text");
    snapshot!("git-unknown", repository.transcript(&["diff", "mian..HEAD", "a.txt"]));
    snapshot!("git-undecodable", repository.transcript(&["diff", "HEAD~1..HEAD", "a.txt"]));
    let folder = Folder::new("diff-faults").with("a/b.txt", "").with("c.txt", "");
    snapshot!("diff-missing", folder.transcript(&["diff", "../nowhere.txt", "c.txt"]));
    snapshot!("diff-unlike", folder.transcript(&["diff", "a", "c.txt"]));
    snapshot!("diff-one", folder.transcript(&["diff", "c.txt"]));
}

// ---- review

#[cfg(unix)]
mod at_a_terminal {
    use super::*;

    use rexpect::session::{PtySession, spawn_command};

    fn review(folder: &Folder) -> PtySession {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(["snapshot", "review"]).current_dir(&folder.0).env_clear();
        command.env("HOME", &folder.0).env("TERM", "dumb").env("NO_COLOR", "1");
        spawn_command(command, Some(20_000)).expect("a terminal should open")
    }

    fn pending(name: &str) -> Folder {
        let folder = Folder::new(name).with("harbour.txt", revision(1));
        folder.run(&["snapshot", "record"]);
        let folder = folder.with("harbour.txt", revision(2));
        assert_eq!(folder.run(&["snapshot", "test"]).status, 1);
        folder
    }

    fn ends(mut session: PtySession, with: &str) {
        session.exp_string(with).expect("it should sum up");
        session.exp_eof().expect("it should end");
        let status = format!("{:?}", session.process().wait().expect("its status should be known"));
        assert!(status.starts_with("Exited(") && status.ends_with(", 0)"), "it should exit with 0, not {status}");
    }

    const ASKED: &str = "[q]uit? ";

    #[test]
    fn changes_are_accepted_rejected_and_skipped_one_by_one() {
        let folder = pending("review");
        let mut session = review(&folder);
        for (what, key) in [("reworded", "a"), ("cue changed", "r"), ("added", "s")] {
            session.exp_string(what).expect("the change should be shown");
            session.exp_string(ASKED).expect("it should ask");
            session.send(key).and_then(|_| session.flush()).expect("a key should be taken");
        }
        ends(session, "1 accepted, 1 rejected, 1 left for later");
        let kept = folder.read("snapshots/harbour.txt.snap");
        assert!(kept.contains("as sound as the hull"), "what was accepted should be kept: {kept}");
        assert!(!kept.contains("warned"), "what was rejected should not: {kept}");
        assert!(!kept.contains("three hours"), "what was skipped should not: {kept}");
        assert!(folder.0.join("snapshots/harbour.txt.snap.new").exists(), "what was skipped should wait");
        let left = folder.run(&["snapshot", "test"]).stdout;
        assert!(left.contains("harbour.txt: 2 changes"), "{left}");
    }

    #[test]
    fn all_takes_what_is_left_and_quit_leaves_it() {
        let folder = pending("review-all");
        let mut session = review(&folder);
        session.exp_string(ASKED).expect("it should ask");
        session.send("x").and_then(|_| session.send("q")).and_then(|_| session.flush()).expect("keys should be taken");
        ends(session, "0 accepted, 0 rejected, 3 left for later");
        assert_eq!(folder.run(&["snapshot", "test"]).status, 1, "nothing should have been taken");

        let mut session = review(&folder);
        session.exp_string(ASKED).expect("it should ask");
        session.send("A").and_then(|_| session.flush()).expect("a key should be taken");
        ends(session, "3 accepted, 0 rejected, 0 left for later");
        assert_eq!(folder.run(&["snapshot", "test"]).status, 0, "everything should have been taken");
        ends(review(&folder), "nothing is pending");
    }

    #[test]
    fn interrupting_keeps_what_was_decided() {
        let folder = pending("review-interrupted");
        let mut session = review(&folder);
        session.exp_string(ASKED).expect("it should ask");
        session.send("a").and_then(|_| session.flush()).expect("a key should be taken");
        session.exp_string(ASKED).expect("it should ask again");
        session.send_control('c').and_then(|_| session.flush()).expect("it should be interruptible");
        ends(session, "1 accepted, 0 rejected, 2 left for later");
        assert!(folder.read("snapshots/harbour.txt.snap").contains("as sound as the hull"));
    }
}

#[test]
fn review_without_a_terminal_is_refused() {
    let folder = Folder::new("review-pipe").with("harbour.txt", revision(1));
    folder.run(&["snapshot", "record"]);
    let folder = folder.with("harbour.txt", revision(2));
    folder.run(&["snapshot", "test"]);
    snapshot!("review-pipe", folder.transcript(&["snapshot", "review"]));
}

// ---- what always holds

/// The entries of a text as a snapshot keeps them.
fn recorded(text_of: &str) -> Snapshot {
    let entries = entries(&Analysis::new(text_of));
    Snapshot { draft: "a.txt".to_owned(), grammar: "0".to_owned(), was: None, entries }
}

/// Text with marks, names and cues in it, so that there is something to record.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("“We lost,” said Lena Holt. ".to_owned()),
        Just("Omar Reyes called it \"a rout\". ".to_owned()),
        Just("She said it rained.\n\n".to_owned()),
        Just("“It goes on.\n\n“And on,” he said.\n\n".to_owned()),
        "[ -~“”‘’'\"…\n]{0,40}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Kinds that say something of the words themselves.
const OF_WORDS: [ChangeKind; 5] =
    [ChangeKind::Added, ChangeKind::Dropped, ChangeKind::Reworded, ChangeKind::Redressed, ChangeKind::Moved];

fn quoted(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.kind != EntryKind::Indirect)
}

proptest! {
    #[test]
    fn a_draft_differs_in_nothing_from_itself(text in prose()) {
        let entries = entries(&Analysis::new(&text));
        prop_assert!(changes(&entries, &entries).is_empty());
    }

    #[test]
    fn what_is_recorded_tests_clean(draft in prose()) {
        let recorded = recorded(&draft);
        let read = parse(&text(&recorded)).expect("what was written should be read");
        prop_assert!(changes(&read.entries, &recorded.entries).is_empty(), "{:?}", read.entries);
        prop_assert_eq!(text(&read), text(&recorded), "writing it anew should change nothing");
    }

    #[test]
    fn accepting_is_idempotent(old in prose(), new in prose()) {
        let (old, new) = (entries(&Analysis::new(&old)), entries(&Analysis::new(&new)));
        let told = changes(&old, &new);
        let accepted = revised(&old, &new, &told, |_| true);
        prop_assert!(changes(&accepted, &new).is_empty(), "{accepted:?}");
        prop_assert_eq!(revised(&accepted, &new, &changes(&accepted, &new), |_| true).len(), new.len());
        let none = revised(&old, &new, &told, |_| false);
        prop_assert_eq!(none, old);
    }

    /// One word of the writer's own is dropped, changed or doubled.
    #[test]
    fn an_edit_outside_quotations_changes_no_quotation(draft in 0..DRAFTS, place in any::<prop::sample::Index>(), edit in 0..3usize) {
        let drafts = drafts::all();
        let text = &drafts[draft % drafts.len()].text;
        let before = Analysis::new(text);
        let words = own_words(&before);
        prop_assume!(!words.is_empty());
        let span = words[place.index(words.len())].clone();
        let word = &text[span.clone()];
        let doubled = format!("{word} {word}");
        let edited: &str = ["", "ferries", &doubled][edit];
        let after = format!("{}{edited}{}", &text[..span.start], &text[span.end..]);
        let (old, new) = (entries(&before), entries(&Analysis::new(&after)));
        for change in changes(&old, &new) {
            let either = change.old.map(|number| &old[number]).or(change.new.map(|number| &new[number]));
            let of_words = change.kinds.iter().any(|kind| OF_WORDS.contains(kind));
            prop_assert!(!(quoted(either) && of_words), "`{word}` became `{edited}`: {change:?} {either:?}");
        }
    }
}

/// As many as there may be drafts.
const DRAFTS: usize = 1000;

/// The words outside quotations that touch nothing but spaces.
fn own_words(analysis: &Analysis<'_>) -> Vec<std::ops::Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for part in analysis.text.split_inclusive([' ', '\n']) {
        let word = part.trim_end();
        let span = start..start + word.len();
        start += part.len();
        let letters = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
        let inside = analysis.quotations.iter().any(|it| it.span.start < span.end && span.start < it.span.end);
        // The label of a turn is what makes a quotation of its words.
        let mut labels = analysis.mentions.labels.iter().map(|label| analysis.mentions.all[label.mention].span);
        let labelling = labels.any(|label| label.start <= span.start && span.end <= label.end);
        if letters && !inside && !labelling {
            words.push(span);
        }
    }
    words
}
