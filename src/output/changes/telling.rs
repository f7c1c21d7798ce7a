//! How changes are put into words, the same in every format for people.

use super::{Draft, Fate, Totals};
use crate::output::count::count;
use crate::revision::{Change, ChangeKind, Entry, EntryKind, Piece, Wording, difference};

/// "3 changes", "new, 12 attributions", "gone, 12 attributions".
pub(super) fn fate(draft: &Draft<'_>) -> String {
    match draft.fate {
        Fate::Added => format!("new, {}", count(draft.new.len(), "attribution")),
        Fate::Dropped => format!("gone, {}", count(draft.old.len(), "attribution")),
        Fate::Kept if draft.changes.is_empty() => "no changes".to_owned(),
        Fate::Kept => count(draft.changes.len(), "change"),
    }
}

/// "reworded, moved 3 → 5".
pub(super) fn kinds(change: &Change) -> String {
    let kinds = change.kinds.iter().map(|kind| match (kind, change.old, change.new) {
        (ChangeKind::Moved, Some(old), Some(new)) if old != new => format!("moved {} → {}", old + 1, new + 1),
        _ => kind.title().to_owned(),
    });
    kinds.collect::<Vec<_>>().join(", ")
}

/// Who speaks and how: "Lena Holt → Omar Reyes, said". What is the same in both is said once.
pub(super) fn who(old: Option<&Entry>, new: Option<&Entry>) -> String {
    let speaker = |entry: &Entry| {
        let nobody = matches!(entry.kind, EntryKind::Term | EntryKind::Title | EntryKind::Slogan);
        entry.speaker.clone().unwrap_or_else(|| if nobody { "nobody" } else { "no speaker" }.to_owned())
    };
    let mut parts = vec![both(old.map(speaker), new.map(speaker))];
    if old.is_some_and(|entry| entry.cue.is_some()) || new.is_some_and(|entry| entry.cue.is_some()) {
        let cue = |entry: &Entry| entry.cue.clone().unwrap_or_else(|| "no cue".to_owned());
        parts.push(both(old.map(cue), new.map(cue)));
    }
    let kind = |entry: &Entry| entry.kind.name().to_owned();
    let spoken = |entry: &Entry| matches!(entry.kind, EntryKind::Direct | EntryKind::Mixed);
    let kinds = [old, new].into_iter().flatten();
    if old.map(kind) != new.map(kind) && old.is_some() && new.is_some() || kinds.clone().any(|entry| !spoken(entry)) {
        parts.push(both(old.map(kind), new.map(kind)));
    }
    parts.join(", ")
}

fn both(old: Option<String>, new: Option<String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(one)) | (Some(one), None) => one,
        (None, None) => String::new(),
    }
}

/// The words of a change: all kept, all new, all gone, or the difference.
pub(super) fn words(old: Option<&Entry>, new: Option<&Entry>) -> Vec<Piece> {
    match (old, new) {
        (Some(old), Some(new)) => difference(&old.words, &new.words),
        (None, Some(one)) => vec![Piece { wording: Wording::Added, text: one.words.clone() }],
        (Some(one), None) => vec![Piece { wording: Wording::Removed, text: one.words.clone() }],
        (None, None) => Vec::new(),
    }
}

/// The line of a change in the new revision, where it is known.
pub(super) fn line(new: Option<&Entry>) -> Option<usize> {
    new.and_then(|entry| entry.place).map(|place| place.line)
}

/// "12 drafts, 2 changed, 1 new: 1 added, 3 reworded".
pub(super) fn totals(totals: &Totals) -> String {
    let mut drafts = vec![count(totals.drafts, "draft")];
    let numbers =
        [(totals.changed, "changed"), (totals.added, "new"), (totals.dropped, "gone"), (totals.renamed, "renamed")];
    drafts.extend(numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    if drafts.len() == 1 {
        drafts.push("no changes".to_owned());
    }
    let kinds: Vec<String> = ChangeKind::ALL
        .iter()
        .zip(totals.kinds)
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| format!("{number} {}", kind.title()))
        .collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
    drafts.join(", ") + &kinds
}

/// What is said where the grammar may be the cause.
pub(super) const OTHER_GRAMMAR: &str = "recorded with another grammar, which may be the cause";
