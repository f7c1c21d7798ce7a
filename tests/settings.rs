//! Settings files as people write them: which one holds, what each key does, and what is said of faults.

mod program;

use program::Folder;
use whosaid::settings::TEMPLATE;

macro_rules! snapshot {
    ($name:literal, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/settings");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

/// A mark that is never closed, and nothing else.
const OPEN: &str = "“The ferries are back, Lena Holt, head of the council, said on Monday.\n";

/// What is found, a line each.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["check", "--output-format", "concise"], arguments].concat());
    assert_eq!(run.stderr, "", "nothing should be wrong with {arguments:?}");
    run.stdout.lines().map(|line| line.split(']').next().unwrap_or_default().to_owned() + "]").collect()
}

// ---- which file holds

#[test]
fn the_nearest_settings_above_a_draft_hold() {
    let folder = Folder::new("nearest")
        .with("whosaid.toml", "[severity]\nunclosed-quotation = \"info\"\n")
        .with("a.txt", OPEN)
        .with("desk/b.txt", OPEN)
        .with("desk/old/.whosaid.toml", "[severity]\nunclosed-quotation = \"warning\"\n")
        .with("desk/old/c.txt", OPEN)
        .with("desk/old/deep/d.txt", OPEN);
    let expected = [
        "a.txt:1:1: info[unclosed-quotation]",
        "desk/b.txt:1:1: info[unclosed-quotation]",
        "desk/old/c.txt:1:1: warning[unclosed-quotation]",
        "desk/old/deep/d.txt:1:1: warning[unclosed-quotation]",
    ];
    assert_eq!(found(&folder, &[]), expected);
    let isolated = found(&folder, &["--isolated", "a.txt", "desk/old/c.txt"]);
    assert_eq!(isolated, ["a.txt:1:1: error[unclosed-quotation]", "desk/old/c.txt:1:1: error[unclosed-quotation]"]);
}

#[test]
fn a_file_builds_on_another() {
    let folder = Folder::new("extend")
        .with(
            "house/base.toml",
            "ignore = [\"unclosed-quotation\"]\nfail-on = \"error\"\n[rules.late-attribution]\nmax-words = 3\n",
        )
        .with("desk/whosaid.toml", "extend = \"../house/base.toml\"\nextend-select = [\"unclosed-quotation\"]\n")
        .with("desk/a.txt", OPEN)
        .with("other/whosaid.toml", "extend = \"../house/base.toml\"\n")
        .with("other/b.txt", OPEN);
    assert_eq!(found(&folder, &[]), ["desk/a.txt:1:1: error[unclosed-quotation]"]);
    let shown = folder.run(&["settings", "desk/a.txt"]);
    assert!(
        shown.stdout.starts_with("# desk/a.txt\n# From house/base.toml, desk/whosaid.toml\n")
            || shown.stdout.starts_with("# desk/a.txt\n# From desk/../house/base.toml, desk/whosaid.toml\n"),
        "{}",
        shown.stdout
    );
    assert!(
        shown.stdout.contains("max-words = 3\n") && shown.stdout.contains("fail-on = \"error\"\n"),
        "{}",
        shown.stdout
    );
}

#[test]
fn what_cannot_be_built_on_is_told() {
    let folder = Folder::new("extend-faults")
        .with("circle/whosaid.toml", "extend = \"other.toml\"\n")
        .with("circle/other.toml", "extend = \"whosaid.toml\"\n")
        .with("circle/a.txt", OPEN)
        .with("missing/whosaid.toml", "extend = \"nowhere.toml\"\n")
        .with("missing/b.txt", OPEN)
        .with("good.txt", OPEN);
    snapshot!("extend-faults", folder.transcript(&["check", "--output-format", "concise"]));
}

#[test]
fn settings_can_be_given_with_the_command() {
    let folder = Folder::new("config")
        .with("whosaid.toml", "[severity]\nunclosed-quotation = \"info\"\n")
        .with("elsewhere/house.toml", "[severity]\nunclosed-quotation = \"warning\"\n")
        .with("a.txt", OPEN);
    assert_eq!(found(&folder, &["--config", "elsewhere/house.toml"]), ["a.txt:1:1: warning[unclosed-quotation]"]);
    let set = found(&folder, &["--config", "severity.unclosed-quotation=\"error\""]);
    assert_eq!(set, ["a.txt:1:1: error[unclosed-quotation]"]);
    assert_eq!(folder.run(&["check", "--config", "fail-on=\"info\""]).status, 1);
    assert_eq!(folder.run(&["check"]).status, 0, "information should not fail unasked");
    snapshot!("config-unknown", folder.transcript(&["check", "--config", "sevrity.unclosed-quotation=\"error\""]));
    snapshot!("config-missing", folder.transcript(&["check", "--config", "nowhere.toml"]));
}

// ---- what is wrong with one

#[test]
fn faults_are_told_with_their_place_and_other_drafts_are_checked() {
    let faulty = "\
selct = [\"all\"]
ignore = [\"mising-speaker\"]
fail-on = \"fatal\"

[severity]
unclosed-quotaton = \"info\"

[rules.late-attribution]
max-word = 3

[[roster]]
nam = \"Lena Holt\"

[[overrides]]
files = [\"a.txt\"]
selekt = []

[grammar]
verbz = []
";
    let folder = Folder::new("faults")
        .with("bad/whosaid.toml", faulty)
        .with("bad/a.txt", OPEN)
        .with("bad/b.txt", OPEN)
        .with("broken/whosaid.toml", "select = [\"all\"\n")
        .with("broken/c.txt", OPEN)
        .with("good/d.txt", OPEN);
    snapshot!("faults", folder.transcript(&["check", "--output-format", "concise"]));
}

#[test]
fn values_of_another_kind_are_told_in_plain_words() {
    let refused = |config: &str| Folder::new("kinds").with("a.txt", OPEN).run(&["check", "--config", config]).stderr;
    let number = refused("rules.late-attribution.max-words = -4");
    assert!(number.contains("expected a whole number, 0 or more"), "{number}");
    let list = refused("select = \"all\"");
    assert!(list.contains("expected a list in [brackets]"), "{list}");
}

#[test]
fn faults_in_grammar_are_told_with_their_line() {
    let folder = Folder::new("grammar-faults")
        .with(
            "inline/whosaid.toml",
            "[[grammar.verb]]\nverb = \"kvetch\"\nkind = \"speech\"\nstrength = \"weak\"\nframe = [\"quotation\"]\n",
        )
        .with("inline/a.txt", OPEN)
        .with(
            "patterns/whosaid.toml",
            "[grammar]\npatterns = \"\"\"\npattern house-style\nmatch quotation cue sauce\n\"\"\"\n",
        )
        .with("patterns/a.txt", OPEN)
        .with("file/whosaid.toml", "[grammar]\nfiles = [\"words.toml\"]\n")
        .with("file/words.toml", "# ours\n[[titles]]\nkind = \"civic\"\nwords = [\"Reeve\"]\n")
        .with("file/a.txt", OPEN)
        .with("missing/whosaid.toml", "[grammar]\nfiles = [\n  \"nowhere.toml\",\n]\n")
        .with("missing/a.txt", OPEN);
    snapshot!("grammar-faults", folder.transcript(&["check", "--output-format", "concise"]));
}

// ---- what the keys do

#[test]
fn overrides_and_per_file_ignores_hold_for_their_drafts() {
    let settings = "[[overrides]]\nfiles = [\"opinion/\"]\nignore = [\"unclosed-quotation\"]\n\n[[overrides]]\nfiles = [\"opinion/lead.txt\"]\nselect = [\"unclosed-quotation\"]\nseverity = { unclosed-quotation = \"info\" }\n";
    let folder = Folder::new("overrides")
        .with("whosaid.toml", settings)
        .with("news.txt", OPEN)
        .with("opinion/column.txt", OPEN)
        .with("opinion/lead.txt", OPEN);
    let expected = ["news.txt:1:1: error[unclosed-quotation]", "opinion/lead.txt:1:1: info[unclosed-quotation]"];
    assert_eq!(found(&folder, &[]), expected);
    let fewer = found(&folder, &["--per-file-ignores", "news.*:unclosed-quotation"]);
    assert_eq!(fewer, ["opinion/lead.txt:1:1: info[unclosed-quotation]"]);
    snapshot!("per-file-ignores-unknown", folder.transcript(&["check", "--per-file-ignores", "*.txt:unclosed"]));
}

#[test]
fn files_are_left_out_and_taken_in_by_patterns() {
    let folder = Folder::new("patterns")
        .with("whosaid.toml", "exclude = [\"archive/\"]\nextend-exclude = [\"*.bak.txt\"]\n")
        .with("a.txt", OPEN)
        .with("b.bak.txt", OPEN)
        .with("notes.adoc", OPEN)
        .with("archive/old.txt", OPEN);
    let files = |arguments: &[&str]| folder.run(&[&["check", "--show-files"], arguments].concat()).stdout;
    assert_eq!(files(&[]), "a.txt\n");
    assert_eq!(files(&["--exclude", "a.*"]), "");
    assert_eq!(files(&["--include", "*.adoc"]), "notes.adoc\n");
    assert_eq!(files(&["archive/old.txt"]), "archive/old.txt\n", "what is named should be read");
    assert_eq!(files(&["archive/old.txt", "--force-exclude"]), "");
    assert_eq!(files(&["--config", "format-of.adoc=\"plain\""]), "a.txt\nnotes.adoc\n");
    assert_eq!(files(&["--isolated"]), "a.txt\narchive/old.txt\nb.bak.txt\n");
}

#[test]
fn the_roster_tells_who_is_who() {
    let draft = "“We close on Friday,” Bobby said.\n\n“The boats are old,” the mayor added.\n\nShe smiled. “Nobody asked me,” Holt said.\n";
    let roster = "[[roster]]\nname = \"Robert Quill\"\naliases = [\"Bobby\"]\npronouns = \"he\"\ndescription = \"mayor of Arden\"\n\n[[roster]]\nname = \"Lena Holt\"\npronouns = \"she\"\n";
    let folder =
        Folder::new("roster").with("a.txt", draft).with("listed/a.txt", draft).with("listed/whosaid.toml", roster);
    let speakers = |path: &str| {
        let run = folder.run(&["report", "--output-format", "csv", path]);
        assert_eq!(run.stderr, "");
        run.stdout
    };
    let (unknown, known) = (speakers("a.txt"), speakers("listed/a.txt"));
    assert!(!unknown.contains("Robert Quill"), "{unknown}");
    let quoted = |words: &str| {
        let line = known.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("{words} should be in the report:\n{known}")).to_owned()
    };
    assert!(quoted("We close on Friday").contains("Robert Quill"), "{known}");
    assert!(quoted("The boats are old").contains("Robert Quill"), "{known}");
    assert!(quoted("Nobody asked me").contains("Lena Holt"), "{known}");
    // Somebody on the roster needs no introduction.
    assert_eq!(
        folder.run(&["check", "--select", "late-introduction", "listed"]).stdout.matches("late-introduction").count(),
        0
    );
}

#[test]
fn the_grammar_grows_by_settings() {
    let draft = "“The soup was cold,” quorped the critic.\n\nReeve Oduya grumphs: “Never.”\n\nVoice of Lena Holt >> “We lost.”\n";
    let settings = "\
[grammar]
files = [\"desk.toml\"]
patterns = '''
pattern house-blame
confidence 90
match quotation comma? 'blame' cue.preposition source
'''

[[grammar.verb]]
verb = \"quorp\"
kind = \"speech\"
strength = \"weak\"
frames = [\"quotation\"]

[[grammar.titles]]
kind = \"political\"
words = [\"Reeve\"]
";
    let desk = "[[verb]]\nverb = \"grumph\"\nkind = \"speech\"\nstrength = \"strong\"\nframes = [\"quotation\"]\n";
    let folder = Folder::new("grammar")
        .with("a.txt", draft)
        .with("grown/a.txt", draft)
        .with("grown/whosaid.toml", settings)
        .with("grown/desk.toml", desk);
    let cues = |path: &str| {
        let run = folder.run(&["report", "--output-format", "jsonl", path]);
        assert_eq!(run.stderr, "");
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("the report should be JSON");
        let attributions = report["attributions"].as_array().expect("there should be attributions").clone();
        let words = |attribution: &serde_json::Value| {
            let [start, end] =
                ["start", "end"].map(|key| attribution["cue"][key].as_u64().unwrap_or_default() as usize);
            (draft[start..end].to_owned(), attribution["sieve"].as_str().unwrap_or_default().to_owned())
        };
        attributions.iter().map(words).collect::<Vec<_>>()
    };
    let grown = cues("grown/a.txt");
    let known = |cue: &str| grown.iter().any(|(words, sieve)| words == cue && !sieve.contains("unknown"));
    assert!(known("quorped") && known("grumphs"), "the new verbs should be known: {grown:?}");
    let before = cues("a.txt");
    assert!(before.iter().all(|(words, sieve)| words != "quorped" || sieve.contains("unknown")), "{before:?}");
}

#[test]
fn the_variety_of_english_decides_what_is_not_set() {
    let folder = Folder::new("language")
        .with("whosaid.toml", "language = \"en-GB\"\n[[overrides]]\nfiles = [\"us.txt\"]\nlanguage = \"en-US\"\n")
        .with("a.txt", OPEN)
        .with("us.txt", OPEN);
    let style = |arguments: &[&str]| {
        let shown = folder.run(&[&["check", "--show-settings"], arguments].concat()).stdout;
        shown
            .split_once("[rules.quotation-punctuation]\nstyle = ")
            .map(|(_, style)| style[..4].to_owned())
            .unwrap_or(shown)
    };
    assert_eq!(style(&["a.txt"]), "\"uk\"");
    assert_eq!(style(&["us.txt"]), "\"us\"");
    assert_eq!(style(&["a.txt", "--config", "rules.quotation-punctuation.style=\"us\""]), "\"us\"");
}

#[test]
fn standard_input_has_the_settings_of_its_name() {
    let folder = Folder::new("stdin").with("desk/whosaid.toml", "ignore = [\"all\"]\n").with("house/x.txt", "");
    let run = |name: &str| folder.run_on(OPEN, &["check", "-", "--stdin-filename", name, "--output-format", "concise"]);
    assert_eq!(run("desk/new.txt").stdout, "");
    assert!(run("house/new.txt").stdout.starts_with("house/new.txt:1:1: error[unclosed-quotation]"));
}

// ---- the commands

#[test]
fn a_first_settings_file_is_written_and_never_overwritten() {
    let folder = Folder::new("init").with("sub/.whosaid.toml", "select = [\"all\"]\n").with("a.txt", OPEN);
    snapshot!("init", folder.transcript(&["init"]));
    assert_eq!(folder.read("whosaid.toml"), TEMPLATE);
    assert_eq!(found(&folder, &["a.txt"]), ["a.txt:1:1: error[unclosed-quotation]"], "it should change nothing");
    snapshot!("init-again", folder.transcript(&["init"]));
    let other = folder.run(&["init", "sub"]);
    assert_eq!((other.status, folder.read("sub/.whosaid.toml").as_str()), (2, "select = [\"all\"]\n"));
}

#[test]
fn the_first_settings_file_shows_every_key() {
    let folder = Folder::new("template");
    let schema: serde_json::Value =
        serde_json::from_str(&folder.run(&["settings", "--schema"]).stdout).expect("the schema should be JSON");
    let keys = schema["properties"].as_object().expect("the schema should have keys");
    let live: String = TEMPLATE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with([' ', '#']) => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let live = live.replace("extend = \"../house/whosaid.toml\"\n", "").replace("files = [\"desk.patterns\"]\n", "");
    let read: toml::Table = live.parse().expect("the settings should be TOML when the comments are taken away");
    let missing: Vec<&String> = keys.keys().filter(|key| !read.contains_key(*key) && *key != "extend").collect();
    assert!(missing.is_empty(), "the first settings file should show {missing:?}");
    let folder = folder
        .with("live/whosaid.toml", &live)
        .with("live/a.txt", "Rain.\n")
        .with("live/transcripts/a.txt", "HOLT: Rain.\n");
    let run = folder.run(&["check", "live/a.txt"]);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0), "every setting shown should be understood");
}

#[test]
fn what_is_shown_is_a_settings_file_that_says_the_same() {
    let folder = Folder::new("show")
        .with("desk/whosaid.toml", "select = [\"all\"]\nignore = [\"missing-speaker\"]\nfail-on = \"info\"\nsources = [\"notes\"]\n[severity]\nunclosed-quotation = \"info\"\n[[roster]]\nname = \"Lena Holt\"\npronouns = \"she\"\n")
        .with("desk/a.txt", OPEN);
    let first = folder.run(&["settings", "--show", "desk/a.txt"]).stdout;
    assert!(first.contains("/desk/notes"), "paths should be absolute: {first}");
    let folder = folder.with("house.toml", &first);
    let second = folder.run(&["settings", "--show", "desk/a.txt", "--config", "house.toml"]).stdout;
    assert_eq!(first.replace("# From desk/whosaid.toml", "# From house.toml"), second);
}

#[test]
fn the_kept_schema_is_that_of_the_program() {
    let printed = Folder::new("schema").run(&["settings", "--schema"]).stdout;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/settings.schema.json");
    if std::env::var_os("WHOSAID_UPDATE").is_some() {
        std::fs::write(&path, &printed).expect("the schema should be writable");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == printed,
        "docs/settings.schema.json should be what `whosaid settings --schema` prints: write it anew with WHOSAID_UPDATE=1 cargo test --test settings"
    );
}

#[test]
fn completions_and_manual_name_every_command() {
    let folder = Folder::new("help").with("man/keep", "");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(&["completions", shell]);
        assert!(
            script.stdout.contains("whosaid") && script.stdout.contains("--write-baseline")
                || shell == "fish" && script.stdout.contains("write-baseline"),
            "{shell}: {}",
            script.stdout
        );
        assert_eq!((script.stderr.as_str(), script.status), ("", 0));
    }
    let page = folder.run(&["man"]);
    assert!(page.stdout.contains(".TH whosaid 1") && page.stdout.contains("whosaid\\-check"), "{}", page.stdout);
    assert_eq!(folder.run(&["man", "man"]).status, 0);
    assert!(folder.read("man/whosaid-check.1").contains("write\\-baseline"));
    assert_eq!(folder.run(&["man", "nowhere"]).status, 2);
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_drafts_as_what_they_lead_to_is() {
    use std::os::unix::fs::symlink;

    let folder =
        Folder::new("links").with("elsewhere/a.txt", "“We lost, Lena Holt said.\n").with("desk/b.txt", "Rain.\n");
    let link = |to: &str, name: &str| symlink(to, folder.0.join(name)).expect("a link should be made");
    link("../elsewhere/a.txt", "desk/linked.txt");
    link("../elsewhere", "desk/folder");
    link("b.txt", "desk/again.txt");
    link("nowhere", "desk/notes");
    let shown = folder.run(&["check", "--show-files", "desk"]);
    assert_eq!(shown.stdout, "desk/b.txt\ndesk/linked.txt\n", "each file once, and no folder: {}", shown.stderr);
    assert_eq!(folder.run(&["check", "desk"]).status, 1, "what is linked should be checked");
    link("nowhere.txt", "desk/gone.txt");
    let run = folder.run(&["check", "--output-format", "concise", "desk"]);
    assert_eq!((run.stdout.lines().count(), run.status), (1, 2));
    assert_eq!(run.stderr, "error: desk/gone.txt: no such file or folder\n");
    link("nowhere.toml", "desk/whosaid.toml");
    let run = folder.run(&["check", "desk/b.txt"]);
    assert!(run.stderr.contains("cannot read desk/whosaid.toml: no such file or folder"), "{}", run.stderr);
    assert_eq!(run.status, 2, "settings that somebody linked should not be passed over");
}
