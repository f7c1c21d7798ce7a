//! Drafts that are mended: what is changed, and what never is.

use std::fs;

mod program;

use program::Folder;

macro_rules! snapshot {
    ($name:literal, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/fixing");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

/// A comment that silences nothing, above words that are in order.
const UNUSED: &str = "It rained.\n\n<!-- whosaid: ignore[missing-speaker] old -->\n“We lost,” Lena Holt said.\n";
const MENDED: &str = "It rained.\n\n“We lost,” Lena Holt said.\n";

#[test]
fn what_can_be_mended_is_mended_once() {
    let folder = Folder::new("fix").with("a.txt", UNUSED).with("b.txt", MENDED).with("c.md", UNUSED);
    snapshot!("fix", folder.transcript(&["check", "--fix"]));
    assert_eq!(folder.read("a.txt"), MENDED);
    assert_eq!(folder.read("c.md"), "It rained.\n\n\n“We lost,” Lena Holt said.\n");
    let before = modified(&folder);
    let again = folder.run(&["check", "--fix"]);
    assert_eq!((again.stdout.as_str(), again.stderr.as_str(), again.status), ("", "", 0));
    assert!(modified(&folder) == before, "a second time no file should be written");
    assert_eq!(folder.names(), ["a.txt", "b.txt", "c.md"], "nothing else should be left behind");
}

fn modified(folder: &Folder) -> Vec<std::time::SystemTime> {
    let times =
        folder.names().into_iter().map(|name| fs::metadata(folder.0.join(name)).and_then(|file| file.modified()));
    times.collect::<Result<_, _>>().expect("the drafts should be there")
}

#[test]
fn what_would_be_changed_is_shown() {
    let folder = Folder::new("diff").with("a.txt", UNUSED).with("b.txt", MENDED);
    snapshot!("diff", folder.transcript(&["check", "--diff"]));
    assert_eq!(folder.read("a.txt"), UNUSED, "the draft should stay as it is");
    assert_eq!(folder.run(&["check", "--diff", "b.txt"]).status, 0);
    let run = folder.run_on(UNUSED, &["check", "--diff", "-"]);
    assert!(run.stdout.starts_with("--- -\n+++ -\n"), "{}", run.stdout);
}

#[test]
fn standard_input_comes_out_mended() {
    let folder = Folder::new("stdin").with("b.txt", MENDED);
    let run = folder.run_on(UNUSED, &["check", "--fix", "-"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), (MENDED, "", 0));
    let run = folder.run_on("“We lost, Lena Holt said.\n", &["check", "--fix", "-"]);
    assert_eq!((run.stdout.as_str(), run.status), ("“We lost, Lena Holt said.\n", 1));
    assert_eq!(folder.run_on(UNUSED, &["check", "--fix", "-", "b.txt"]).status, 2);
}

#[test]
fn line_ends_marks_and_encodings_stay() {
    let windows = UNUSED.replace('\n', "\r\n");
    let marked = format!("\u{feff}{windows}");
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new("encodings").with("a.txt", &marked).with("wide.txt", &wide);
    assert_eq!(folder.run(&["check", "--fix"]).status, 0);
    let expected = format!("\u{feff}{}", MENDED.replace('\n', "\r\n"));
    assert_eq!(folder.read("a.txt"), expected);
    let wide: Vec<u8> = expected.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(fs::read(folder.0.join("wide.txt")).ok(), Some(wide));
}

#[cfg(unix)]
#[test]
fn modes_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("modes").with("real/a.txt", UNUSED);
    let real = folder.0.join("real/a.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("the mode should be settable");
    symlink("real/a.txt", folder.0.join("link.txt")).expect("the link should be makeable");
    assert_eq!(folder.run(&["check", "--fix", "link.txt"]).status, 0);
    assert_eq!(fs::read_to_string(&real).ok().as_deref(), Some(MENDED));
    let mode = fs::metadata(&real).expect("the draft should be there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640, "the mode should stay");
    let link = fs::symlink_metadata(folder.0.join("link.txt")).expect("the link should be there");
    assert!(link.file_type().is_symlink(), "the link should stay one");
}

#[test]
fn a_draft_that_cannot_be_written_is_told_of() {
    let folder = Folder::new("unwritable").with("a.txt", UNUSED).with("bad.txt", b"caf\xe9 \xff\xfe\x00");
    let run = folder.run(&["check", "--fix"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr.matches("bad.txt").count(), 1, "{}", run.stderr);
    assert_eq!(folder.read("a.txt"), MENDED, "the other draft should be mended");
}

#[test]
fn a_draft_that_may_not_be_written_keeps_no_other_from_it() {
    // A name so long that there is none left for the file that is written beside.
    let long = format!("{}.txt", "a".repeat(250));
    let folder =
        Folder::new("refused").with(&long, UNUSED).with("b.txt", UNUSED).with("c.txt", "“We lost, Holt said.\n");
    let run = folder.run(&["check", "--fix", "--output-format", "concise"]);
    assert_eq!(run.stderr.matches("cannot write").count(), 1, "{}", run.stderr);
    assert_eq!(folder.read(&long), UNUSED);
    assert_eq!(folder.read("b.txt"), MENDED, "the other draft should be mended");
    assert!(run.stdout.contains("c.txt:1:1: error[unclosed-quotation]"), "and all be checked: {}", run.stdout);
    assert_eq!(run.status, 2);
}
