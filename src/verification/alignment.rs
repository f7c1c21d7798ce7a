//! How a pattern fits a stretch of a source: with what cost, and where.

use super::pattern::{Element, Pattern};
use super::words::Word;
use crate::folding::folded;

/// What a word costs that is another.
pub(super) const WORD: u32 = 4;
/// What a word costs that the draft has alone.
const ADDED: u32 = 5;
/// What a word costs that is left out.
const LEFT_OUT: u32 = 3;
/// What it costs to leave out several words in a row, however many.
const STRETCH: u32 = 7;
/// What it costs besides where the first or the last word is another: a passage begins and ends where the draft does.
const END: u32 = 4;
/// What a word costs that is not read at all.
const NEVER: u32 = u32::MAX / 2;

/// Where a pattern fits best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    /// What it costs; nought where it fits wholly.
    pub(super) cost: u32,
    /// The first word of the stretch that it fits.
    pub(super) start: usize,
    /// Behind the last word.
    pub(super) end: usize,
}

/// The best fit of a pattern to these words, the first of several.
pub(super) fn fit(pattern: &Pattern, text: &str, words: &[Word]) -> Option<Fit> {
    let length = words.len();
    // For each number of words read: the cost so far and where the fit began.
    let mut row: Vec<(u32, usize)> = (0..=length).map(|at| (0, at)).collect();
    for (number, element) in pattern.elements.iter().enumerate() {
        let end = if number == 0 || number + 1 == pattern.elements.len() { END } else { 0 };
        row = match element {
            Element::Room(most) => room(&row, *most),
            element => word(&row, end, |at| asks_for(element, text, &words[at])),
        };
    }
    let (end, (cost, start)) = row.into_iter().enumerate().min_by_key(|(end, (cost, start))| (*cost, *end, *start))?;
    (start < end).then_some(Fit { cost, start, end })
}

/// One word of the pattern: it is there, or it is another, or the draft has it alone; before it, words may be left out.
fn word(row: &[(u32, usize)], end: u32, fits: impl Fn(usize) -> bool) -> Vec<(u32, usize)> {
    let mut next = Vec::with_capacity(row.len());
    // The best way to here with a stretch left out.
    let mut stretch = (NEVER, 0);
    for at in 0..row.len() {
        let (cost, start) = row[at];
        let mut best = (cost + ADDED + end, start);
        if let Some(before) = at.checked_sub(1) {
            let (cost, start) = row[before];
            best = best.min((cost + if fits(before) { 0 } else { WORD + end }, start));
            let (cost, start) = next[before];
            let single = (cost + LEFT_OUT, start);
            stretch = stretch.min((cost + STRETCH, start));
            best = best.min(single).min(stretch);
        }
        next.push(best);
    }
    next
}

/// Words that may be left out for nothing, up to so many.
fn room(row: &[(u32, usize)], most: usize) -> Vec<(u32, usize)> {
    let mut next: Vec<(u32, usize)> = Vec::with_capacity(row.len());
    // The smallest of the last `most + 1`, in a queue that rises.
    let mut queue: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    for at in 0..row.len() {
        while queue.back().is_some_and(|last| row[*last].0 >= row[at].0) {
            queue.pop_back();
        }
        queue.push_back(at);
        while queue.front().is_some_and(|first| first + most < at) {
            queue.pop_front();
        }
        next.push(queue.front().map_or(row[at], |first| row[*first]));
    }
    next
}

fn asks_for(element: &Element, text: &str, word: &Word) -> bool {
    match element {
        Element::Word(key) => *key == word.key,
        Element::Part(head, tail) => {
            let letters: String = folded(word.span.of(text)).collect();
            letters.starts_with(head.as_str()) && letters.ends_with(tail.as_str())
        }
        Element::Room(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn best(quotation: &str, source: &str) -> (u32, String) {
        let words: Vec<Word> = words(source, 0).collect();
        let fit = fit(&Pattern::new(&[quotation]), source, &words).expect("it should fit somehow");
        (fit.cost, source[words[fit.start].span.start..words[fit.end - 1].span.end].to_owned())
    }

    #[test]
    fn the_cost_says_what_was_changed() {
        let source = "Well. We will not close the last school in the valley while I am mayor, and that is all.";
        assert_eq!(best("We will not close the last school", source), (0, "We will not close the last school".into()));
        assert_eq!(best("We will close the last school", source).0, LEFT_OUT, "one word is left out");
        assert_eq!(best("We will not ever close the last school", source).0, ADDED, "one word is added");
        assert_eq!(best("We will not close the first school", source).0, WORD, "one word is another");
        let joined = "We will not close the last school, and that is all";
        assert_eq!(best(joined, source).0, STRETCH, "a stretch is left out");
        assert_eq!(best("We will not close the last school … and that is all", source).0, 0);
        assert_eq!(best("[The council] will not close the last school", source).0, 0);
        assert_eq!(best("[w]e will not clos[e]", source), (0, "We will not close".into()));
    }
}
