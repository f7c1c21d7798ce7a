//! `whosaid explain`: why the quotations of a line were given to whom they were.

mod program;

use program::Folder;

const DRAFT: &str = "\
Lena Holt, the mayor of Arden, met Tomas Reyes on Monday. Holt said the dam was \"brittle.\" She praised his \"Dust\" tour.

\"We will mend it,\" Reyes told reporters, after Holt had asked for a date. \"By June.\"

Nothing was said about the bridge.
";

macro_rules! snapshot {
    ($name:expr, $transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/explain");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $transcript));
    }};
}

#[test]
fn a_line_is_explained_to_people_and_to_programs() {
    let folder = Folder::new("explain").with("a.txt", DRAFT);
    snapshot!("reported", folder.transcript(&["explain", "a.txt:1"]));
    snapshot!("inherited", folder.transcript(&["explain", "a.txt:3:60"]));
    let run = folder.run(&["explain", "--output-format", "json", "a.txt:3"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("it should be JSON");
    let quotations = json["quotations"].as_array().expect("there should be quotations");
    assert_eq!(quotations.len(), 2);
    assert_eq!(quotations[0]["attribution"]["speaker"], "Tomas Reyes");
    assert_eq!(quotations[1]["attribution"]["speaker"], "Tomas Reyes");
    assert_eq!(quotations[1]["heirs"][0]["chosen"], true);
    let span = &quotations[0]["span"];
    let offset = |name: &str| usize::try_from(span[name].as_u64().expect("a number")).expect("an offset");
    assert_eq!(&DRAFT[offset("start")..offset("end")], "\"We will mend it,\"");
}

#[test]
fn a_place_that_is_none_is_told_kindly() {
    let folder = Folder::new("explain-nowhere").with("a.txt", DRAFT).with("empty.txt", "");
    for arguments in [["explain", "a.txt:5"], ["explain", "a.txt"], ["explain", "b.txt:1"], ["explain", "empty.txt:1"]]
    {
        let run = folder.run(&arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stdout.is_empty(), "{arguments:?}");
        snapshot!(format!("nowhere-{}", arguments[1].replace(['.', ':'], "-")), folder.transcript(&arguments));
    }
}
