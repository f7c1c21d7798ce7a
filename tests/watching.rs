//! `check --watch` as an editor uses it: what is saved is checked again, however it is saved.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

mod program;

use program::Folder;

/// Longer than any machine takes; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);

const OPEN: &str = "“We lost, Lena Holt said.\n";
const CLOSED: &str = "“We lost,” Lena Holt said.\n";

/// A check that watches, and the lines of both its streams as they come.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

/// Whoever starts the tests in the background, as `nohup` does, has them ignore interrupts, and so all that they start;
/// this takes that back.
fn interruptible(command: &Command) -> Command {
    let mut outer = Command::new("/usr/bin/env");
    outer.arg("--default-signal=INT").arg(command.get_program()).args(command.get_args());
    outer.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    outer
}

impl Watch {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let arguments = [&["check", "--watch", "--output-format", "concise"], arguments].concat();
        // One pipe for both streams keeps what is told in its order.
        let (told, pen) = std::io::pipe().expect("a pipe should be makeable");
        let mut command = interruptible(&folder.command(&arguments));
        command.stdout(pen.try_clone().expect("the pipe should be shareable")).stderr(pen);
        let child = command.spawn().expect("the program should start");
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(told).lines().map_while(Result::ok) {
                // Nobody listens any more once the test is over.
                let _ = sender.send(line);
            }
        });
        Self { child, lines }
    }

    /// What is told until it waits again: the findings by path and line, in order.
    fn round(&self) -> Vec<String> {
        let mut told = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("the drafts should be checked");
            if line.contains("watching for changes") {
                told.sort();
                return told;
            }
            told.push(line.split(": ").next().unwrap_or_default().to_owned());
        }
    }
}

/// Waits until what is told is this. A save is more than one step, so that a check may come between.
fn shows(watch: &Watch, expected: &[&str]) {
    for _ in 0..5 {
        if watch.round() == expected {
            return;
        }
    }
    panic!("it should show {expected:?}");
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_is_saved_is_checked_again() {
    let folder = Folder::new("save").with("a.txt", CLOSED).with("sub/b.txt", CLOSED);
    let watch = Watch::start(&folder, &[]);
    shows(&watch, &[]);
    let folder = folder.with("sub/b.txt", OPEN);
    shows(&watch, &["sub/b.txt:1:1"]);
    // As editors save: beside, then renamed.
    let folder = folder.with(".b.txt.swp", OPEN.to_owned() + "\nIt rained.\n\n" + OPEN);
    fs::rename(folder.0.join(".b.txt.swp"), folder.0.join("sub/b.txt")).expect("the draft should be renamable");
    shows(&watch, &["sub/b.txt:1:1", "sub/b.txt:5:1"]);
    let folder = folder.with("new.txt", OPEN);
    shows(&watch, &["new.txt:1:1", "sub/b.txt:1:1", "sub/b.txt:5:1"]);
    fs::remove_file(folder.0.join("sub/b.txt")).expect("the draft should be removable");
    shows(&watch, &["new.txt:1:1"]);
    folder.with("whosaid.toml", "ignore = [\"unclosed-quotation\"]\n");
    shows(&watch, &[]);
}

#[test]
fn settings_above_a_named_draft_are_watched() {
    let folder = Folder::new("settings").with("whosaid.toml", "fail-on = \"error\"\n").with("desk/a.txt", OPEN);
    let watch = Watch::start(&folder, &["desk/a.txt"]);
    shows(&watch, &["desk/a.txt:1:1"]);
    let folder = folder.with("whosaid.toml", "fail-on = 3\n");
    shows(&watch, &["error", "error"]);
    let folder = folder.with("whosaid.toml", "ignore = [\"all\"]\n");
    shows(&watch, &[]);
    folder.with("desk/other.txt", OPEN).with("desk/a.txt", OPEN.to_owned() + "\n");
    shows(&watch, &[]);
}

#[test]
fn sources_are_watched() {
    let folder = Folder::new("sources")
        .with("whosaid.toml", "sources = [\"said\"]\n")
        .with("desk/a.txt", CLOSED)
        .with("said/deep/hearing.txt", "HOLT: We won.\n");
    let watch = Watch::start(&folder, &["desk"]);
    shows(&watch, &["desk/a.txt:1:1"]);
    let folder = folder.with("said/deep/hearing.txt", "HOLT: We lost.\n");
    shows(&watch, &[]);
    let folder = folder.with("said/deep/hearing.txt", "HOLT: We will see.\n");
    shows(&watch, &["desk/a.txt:1:1"]);
    // What lies beside the settings is neither draft nor source.
    let folder = folder.with("notes.txt", OPEN);
    let quiet = watch.lines.recv_timeout(Duration::from_millis(1500));
    assert!(quiet.is_err(), "nothing that was read has changed: {quiet:?}");
    folder.with("said/later.txt", "HOLT: We lost.\n");
    shows(&watch, &[]);
}

#[test]
fn its_own_output_wakes_nobody() {
    let folder =
        Folder::new("output").with("a.txt", "It rained.\n\n<!-- whosaid: ignore[missing-speaker] -->\nIt stopped.\n");
    let watch = Watch::start(&folder, &["--fix", "--output-file", "findings.txt"]);
    watch.round();
    assert_eq!(folder.read("a.txt"), "It rained.\n\nIt stopped.\n");
    let quiet = watch.lines.recv_timeout(Duration::from_millis(1500));
    assert!(quiet.is_err(), "nothing has changed since: {quiet:?}");
    let folder = folder.with("a.txt", OPEN);
    watch.round();
    assert!(folder.read("findings.txt").starts_with("a.txt:1:1:"), "{}", folder.read("findings.txt"));
}

#[test]
fn an_interrupt_ends_it_in_silence() {
    let folder = Folder::new("interrupt").with("a.txt", CLOSED);
    let mut watch = Watch::start(&folder, &[]);
    watch.round();
    let pid = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().is_ok_and(|status| status.success()));
    let status = watch.child.wait().expect("the program should end");
    assert!(!status.success() || status.code() == Some(0));
    assert_eq!(watch.lines.iter().collect::<Vec<_>>(), [""; 0], "it should end in silence");
    assert_eq!(folder.names(), ["a.txt"], "nothing should be left behind");
}

#[test]
fn standard_input_cannot_be_watched() {
    let run = Folder::new("stdin").run(&["check", "--watch", "-"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--watch takes files and folders"), "{}", run.stderr);
}
