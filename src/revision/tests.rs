//! What a revision is said to have changed.

use super::snapshot::{Snapshot, parse, text};
use super::*;

/// Entries given as `speaker | kind | cue | words`; `-` for none.
fn entries_of(lines: &[&str]) -> Vec<Entry> {
    let entry = |line: &&str| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let some = |part: &str| (part != "-").then(|| part.to_owned());
        Entry {
            speaker: some(parts[0]),
            kind: EntryKind::ALL.into_iter().find(|kind| kind.name() == parts[1]).expect("the kind should be known"),
            cue: some(parts[2]),
            words: parts[3].to_owned(),
            place: None,
        }
    };
    lines.iter().map(entry).collect()
}

/// The changes as `old>new kinds`, numbered from nought, `-` for none.
fn told(old: &[&str], new: &[&str]) -> Vec<String> {
    let number = |number: Option<usize>| number.map_or("-".to_owned(), |number| number.to_string());
    let line = |change: &Change| {
        let kinds: Vec<&str> = change.kinds.iter().map(|kind| kind.name()).collect();
        format!("{}>{} {}", number(change.old), number(change.new), kinds.join(" "))
    };
    changes(&entries_of(old), &entries_of(new)).iter().map(line).collect()
}

const LOST: &str = "Lena Holt | direct | said | “We lost the vote on Tuesday.”";
const WEATHER: &str = "Omar Reyes | direct | said | “The weather was against us all week.”";
const ROUT: &str = "Omar Reyes | mixed | called | “a rout”";
const SIGN: &str = "- | slogan | - | “Mind the step”";

#[test]
fn each_kind_of_change_is_told() {
    let old = [LOST, WEATHER, ROUT];
    assert!(told(&old, &old).is_empty(), "nothing should have changed");
    assert_eq!(told(&old, &[LOST, WEATHER, SIGN, ROUT]), ["->2 added"]);
    assert_eq!(told(&old, &[LOST, ROUT]), ["1>- dropped"]);
    assert_eq!(told(&old, &[&LOST.replace("vote", "count"), WEATHER, ROUT]), ["0>0 reworded"]);
    assert_eq!(told(&old, &[&LOST.replace(".”", ",”"), WEATHER, ROUT]), ["0>0 punctuation-changed"]);
    assert_eq!(told(&old, &[LOST, ROUT, WEATHER]), ["2>1 moved"]);
    assert_eq!(told(&old, &[LOST, &WEATHER.replace("Omar", "Tom"), ROUT]), ["1>1 speaker-changed"]);
    assert_eq!(told(&old, &[&LOST.replace("said", "shouted"), WEATHER, ROUT]), ["0>0 cue-changed"]);
    let lost = "- | speech | - | “We lost the vote on Tuesday.”";
    assert_eq!(told(&old, &[lost, WEATHER, ROUT]), ["0>0 attribution-lost cue-changed kind-changed"]);
    assert_eq!(told(&[lost], &[LOST]), ["0>0 attribution-gained cue-changed kind-changed"]);
}

#[test]
fn a_rewritten_paragraph_is_no_drop_and_an_add() {
    let rewritten = "Lena Holt | direct | said | “On Tuesday we were beaten, and we lost.”";
    assert_eq!(told(&[SIGN, LOST, ROUT], &[SIGN, rewritten, ROUT]), ["1>1 reworded"]);
    let other = "Lena Holt | direct | said | “It rained.”";
    assert_eq!(told(&[SIGN, LOST, ROUT], &[SIGN, other, ROUT]), ["1>- dropped", "->1 added"]);
}

#[test]
fn the_same_words_of_two_speakers_are_not_confused() {
    let (holt, reyes) = ("Lena Holt | direct | said | “No.”", "Omar Reyes | direct | said | “No.”");
    assert_eq!(told(&[holt, WEATHER, reyes], &[WEATHER, reyes]), ["0>- dropped"]);
    assert_eq!(told(&[holt, reyes], &[reyes]), ["0>- dropped"]);
}

#[test]
fn changes_are_accepted_one_by_one() {
    let reworded = LOST.replace("vote", "count");
    let old = entries_of(&[LOST, WEATHER, ROUT, SIGN]);
    let new = entries_of(&[SIGN, &reworded, "Ruth Abara | direct | said | “Never again.”", ROUT]);
    let changes = changes(&old, &new);
    assert!(changes.len() > 3, "there should be something to accept: {changes:?}");
    assert_eq!(revised(&old, &new, &changes, |_| false), old, "nothing accepted should change nothing");
    assert_eq!(revised(&old, &new, &changes, |_| true), new, "everything accepted should be the new revision");
    for accepted in 0..changes.len() {
        let some = revised(&old, &new, &changes, |number| number == accepted);
        let rest = super::changes(&some, &new);
        assert_eq!(rest.len(), changes.len() - 1, "one change should be gone: {some:?}");
    }
}

#[test]
fn drafts_are_known_by_what_is_said_in_them() {
    let drafts = [entries_of(&[LOST, WEATHER]), entries_of(&[ROUT]), entries_of(&[])];
    let changed = entries_of(&[SIGN, LOST, &WEATHER.replace("Omar Reyes", "Tom Weil")]);
    let old: Vec<&[Entry]> = drafts.iter().map(Vec::as_slice).collect();
    assert_eq!(renames(&old, &[&[], &changed]), [Renamed { old: 0, new: 1 }], "half the words should be enough");
}

#[test]
fn a_snapshot_is_read_back() {
    let long = "Lena Holt | direct | said | “We lost. “We did. 'Why?' I ask… No” way: no. way!”";
    let entries = entries_of(&[LOST, SIGN, long, ROUT]);
    let was = Some("old/a.txt".to_owned());
    let snapshot = Snapshot { draft: "desk/a b.txt".into(), grammar: "0123456789abcdef".into(), was, entries };
    let written = text(&snapshot);
    assert_eq!(parse(&written), Ok(snapshot.clone()), "it should be read as it was written:\n{written}");
    assert_eq!(parse(&written.replace('\n', "\r\n")), Ok(snapshot), "line ends should not count");
    insta::assert_snapshot!(written, @r"
    whosaid snapshot 1
    draft: desk/a b.txt
    grammar: 0123456789abcdef
    was: old/a.txt

    speaker: Lena Holt
    kind: direct
    cue: said
    words: “We lost the vote on Tuesday.”

    kind: slogan
    words: “Mind the step”

    speaker: Lena Holt
    kind: direct
    cue: said
    words: “We lost.
      “We did.
      'Why?'
      I ask…
      No” way: no.
      way!”

    speaker: Omar Reyes
    kind: mixed
    cue: called
    words: “a rout”
    ");
}

#[test]
fn a_faulty_snapshot_is_refused_with_its_line() {
    let head = "whosaid snapshot 1\ndraft: a.txt\ngrammar: 0\n\n";
    let refusal = |text: &str| parse(text).expect_err("it should be refused").to_string();
    let entry = |text: &str| refusal(&format!("{head}{text}"));
    assert_eq!(refusal(""), "1: not a snapshot: it should begin with `whosaid snapshot 1`");
    assert_eq!(
        refusal("whosaid snapshot 2\n"),
        "1: snapshot version `2` is unknown; record it anew, or use a newer whosaid"
    );
    assert_eq!(refusal("whosaid snapshot 1\ngrammar: 0\n"), "2: `draft` is missing");
    assert_eq!(entry("kind: direct\n"), "5: `words` is missing");
    assert_eq!(entry("words: “No”\n"), "5: `kind` is missing");
    assert_eq!(
        entry("kind: dirct\nwords: “No”\n"),
        "5: `dirct` is no kind: direct, mixed, indirect, speech, term, title, slogan"
    );
    assert_eq!(entry("speker: Holt\n"), "5: `speker` is no field here; the nearest is `speaker`");
    assert_eq!(entry("kind: term\nkind: term\n"), "6: `kind` is given twice; a blank line separates entries");
    assert_eq!(entry("kind: term\n  words\n"), "6: only words go on in an indented line");
    assert_eq!(
        entry("<<<<<<< ours\nkind: term\n"),
        "5: a merge is not resolved here; resolve it, or record the draft anew"
    );
    assert_eq!(entry("kind: term\nwords\n"), "6: not a field: `name: value`");
}
