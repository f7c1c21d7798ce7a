//! Two quotations word for word: what they have in common, and where they part.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// One word of a quotation, or a gap that the writer left.
#[derive(Debug, Clone, PartialEq)]
struct Word<'t> {
    /// As it stands.
    shown: &'t str,
    /// Letters and digits in lower case.
    folded: String,
    /// Whether it is the writer's: in square brackets, or an ellipsis.
    edit: bool,
    /// Whether a sentence begins with it.
    begins: bool,
}

/// How the words of a later quotation compare with those of an earlier one.
#[derive(Debug, Clone)]
pub(super) struct Comparison<'t> {
    earlier: Vec<Word<'t>>,
    later: Vec<Word<'t>>,
    /// From the first to the last that they have in common.
    ops: Vec<DiffOp>,
    /// Words that they have in common.
    pub(super) equal: usize,
    /// Words that differ between those in common, on the side that has more of them.
    pub(super) changed: usize,
    /// Whether all that is in common belongs together: what else stands before and behind it is of one of the two only,
    /// or of other sentences, and so is what stands between.
    pub(super) joined: bool,
}

/// Of longer quotations the first so many words are compared.
const LONGEST: usize = 400;
/// A last word or two that differ are a change; more are another sentence.
const CHANGED_END: usize = 2;
/// Words shown on either side of a change.
const AROUND: usize = 2;

impl<'t> Comparison<'t> {
    /// Compares two texts, given without their marks.
    pub(super) fn new(earlier: &'t str, later: &'t str) -> Self {
        let (earlier, later) = (read(earlier), read(later));
        let bare = |words: &[Word]| words.iter().map(|word| word.folded.clone()).collect::<Vec<_>>();
        let ops = capture_diff_slices(Algorithm::Myers, &bare(&earlier), &bare(&later));
        let mut comparison = Self { ops: Vec::new(), equal: 0, changed: 0, joined: false, earlier, later };
        comparison.ops = comparison.core(&ops);
        comparison.joined = comparison.is_joined();
        for op in &comparison.ops {
            match op.tag() {
                DiffTag::Equal => comparison.equal += op.new_range().len(),
                _ if comparison.is_edit(op) => {}
                _ => comparison.changed += op.old_range().len().max(op.new_range().len()),
            }
        }
        comparison
    }

    /// Whether the words are the same from end to end.
    pub(super) fn same(&self) -> bool {
        self.changed == 0 && self.equal == self.earlier.len() && self.equal == self.later.len()
    }

    /// The words of the shorter of the two.
    pub(super) fn shorter(&self) -> usize {
        self.earlier.len().min(self.later.len())
    }

    /// Without what stands before the first or behind the last words in common: a quotation may begin later and end
    /// sooner than another.
    fn core(&self, ops: &[DiffOp]) -> Vec<DiffOp> {
        let equal = |op: &DiffOp| op.tag() == DiffTag::Equal;
        let short = |op: Option<&DiffOp>| {
            op.is_some_and(|op| {
                op.tag() == DiffTag::Replace && op.old_range().len().max(op.new_range().len()) <= CHANGED_END
            })
        };
        let (Some(mut first), Some(mut last)) = (ops.iter().position(equal), ops.iter().rposition(equal)) else {
            return Vec::new();
        };
        if first == 1 && short(ops.first()) {
            first = 0;
        }
        if last + 2 == ops.len() && short(ops.last()) {
            last += 1;
        }
        ops[first..=last].to_vec()
    }

    fn is_joined(&self) -> bool {
        let (Some(first), Some(last)) = (self.ops.first(), self.ops.last()) else { return false };
        let begins = |words: &[Word], at: usize| words.get(at).is_none_or(|word| word.begins);
        let (old, new) = (first.old_range().start, first.new_range().start);
        let (old_end, new_end) = (last.old_range().end, last.new_range().end);
        let opens = old == 0 || new == 0 || begins(&self.earlier, old) && begins(&self.later, new);
        let ends = begins(&self.earlier, old_end) || begins(&self.later, new_end);
        // A sentence more or less is no other wording.
        let sentence = |op: &DiffOp| {
            let more = |words: &[Word]| words.iter().skip(1).any(|word| word.begins);
            more(&self.earlier[op.old_range()]) || more(&self.later[op.new_range()])
        };
        let whole = |op: &DiffOp| {
            let parted = begins(&self.earlier, op.old_range().end) != begins(&self.later, op.new_range().end);
            let length = op.old_range().len().max(op.new_range().len());
            sentence(op) || parted && length > 1 && op.tag() != DiffTag::Replace
        };
        opens && ends && !self.ops.iter().any(|op| op.tag() != DiffTag::Equal && whole(op))
    }

    /// Whether a change is the writer's and shown as such.
    fn is_edit(&self, op: &DiffOp) -> bool {
        self.earlier[op.old_range()].iter().chain(&self.later[op.new_range()]).any(|word| word.edit)
    }

    /// The changes, each between the words around it: "will not ‹close → shut› this school".
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        let join = |words: &[Word]| words.iter().map(|word| word.shown).collect::<Vec<_>>().join(" ");
        for (at, op) in self.ops.iter().enumerate() {
            let (old, new) = (&self.earlier[op.old_range()], &self.later[op.new_range()]);
            let part = match op.tag() {
                DiffTag::Equal => {
                    let (first, last) = (at == 0, at + 1 == self.ops.len());
                    match new.len() {
                        _ if first && last => join(new),
                        length if first && length > AROUND => format!("… {}", join(&new[length - AROUND..])),
                        length if last && length > AROUND => format!("{} …", join(&new[..AROUND])),
                        length if length > 2 * AROUND + 1 => {
                            format!("{} … {}", join(&new[..AROUND]), join(&new[length - AROUND..]))
                        }
                        _ => join(new),
                    }
                }
                _ if self.is_edit(op) => join(new),
                DiffTag::Insert => format!("‹+ {}›", join(new)),
                DiffTag::Delete => format!("‹- {}›", join(old)),
                DiffTag::Replace => format!("‹{} → {}›", join(old), join(new)),
            };
            if !shown.is_empty() && !part.is_empty() {
                shown.push(' ');
            }
            shown.push_str(&part);
        }
        shown
    }
}

fn read(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut bracket = false;
    let mut begins = true;
    let mut start: Option<usize> = None;
    let end = text.len();
    let belongs = |character: char| character.is_alphanumeric() || matches!(character, '\'' | '’' | '‘' | '`');
    for (at, character) in text.char_indices().chain([(end, ' ')]) {
        if belongs(character) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            let shown = text[start..at].trim_matches(['\'', '’', '‘', '`']);
            let folded: String = crate::folding::folded(shown).collect();
            if !folded.is_empty() {
                words.push(Word { shown, folded, edit: bracket, begins: std::mem::take(&mut begins) });
            }
        }
        match character {
            '[' => bracket = true,
            ']' => bracket = false,
            '!' | '?' => begins = true,
            '…' => words.push(gap()),
            '.' if is_ellipsis(&text[at..]) => {
                let known = words.last().is_some_and(|word| word.shown == "…");
                words.extend((!known).then(gap));
            }
            '.' => begins = true,
            _ => {}
        }
        if words.len() >= LONGEST {
            break;
        }
    }
    words
}

fn is_ellipsis(text: &str) -> bool {
    text.starts_with("...") || text.starts_with(". . .")
}

fn gap() -> Word<'static> {
    Word { shown: "…", folded: "…".to_owned(), edit: true, begins: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_is_shown_between_its_neighbours() {
        let cases = [
            (
                "We will not close this school",
                "We will not shut this school",
                5,
                1,
                "… will not ‹close → shut› this school",
            ),
            ("We will not close this school", "we will close this school.", 5, 1, "We will ‹- not› close this …"),
            ("I never saw the second map", "I never ever saw the second map", 6, 1, "I never ‹+ ever› saw the …"),
            ("We will close the school", "We will close the pool", 4, 1, "… close the ‹school → pool›"),
        ];
        for (earlier, later, equal, changed, shown) in cases {
            let comparison = Comparison::new(earlier, later);
            assert_eq!((comparison.equal, comparison.changed), (equal, changed), "{earlier} / {later}");
            assert_eq!(
                comparison.shown().to_lowercase(),
                shown.to_lowercase(),
                "the change should stand among its words"
            );
        }
    }

    #[test]
    fn cuts_and_brackets_are_no_change() {
        for later in [
            "We will not close this school",
            "not close this school while I am mayor",
            "We will not close … while I am mayor",
            "We will not close [the academy] while I am mayor",
        ] {
            let comparison = Comparison::new("We will not close this school while I am mayor", later);
            assert_eq!(comparison.changed, 0, "{later} should change nothing");
        }
    }
}
