//! The turns of a transcript: lines that begin with who speaks.
//!
//! ```text
//! turn      = line-start label ":" space
//! label     = part { " " part }      five at most: words in capitals or with one, initials, "Q" and "A"
//! ```

use rustc_hash::FxHashMap;

/// The longest label, in words and in bytes.
const LONGEST: (usize, usize) = (5, 48);
/// How many lines a turn may run on.
const LINES: usize = 60;

/// The turns of a text, each with where its line begins.
#[derive(Debug, Default)]
pub(super) struct Turns {
    labels: Vec<(usize, String)>,
    /// For each turn its line's number, from nought.
    lines: Vec<usize>,
    starts: Vec<usize>,
}

impl Turns {
    /// Reads the labels of a text. A label counts where it comes again, or where one line in three has one: a story has
    /// a "Note:" here and there, and is no transcript.
    pub(super) fn new(text: &str) -> Self {
        let mut labels: Vec<(usize, usize, &str)> = Vec::new();
        let (mut starts, mut start, mut filled) = (Vec::new(), 0, 0);
        for (number, line) in text.split_inclusive('\n').enumerate() {
            starts.push(start);
            filled += usize::from(!line.trim().is_empty());
            labels.extend(label(line).map(|label| (number, start, label)));
            start += line.len();
        }
        let mut times: FxHashMap<&str, usize> = FxHashMap::default();
        labels.iter().for_each(|(_, _, label)| *times.entry(label).or_default() += 1);
        let transcript = labels.len() > 1 && labels.len() * 3 >= filled;
        labels.retain(|(_, _, label)| transcript || times.get(label).is_some_and(|times| *times > 1));
        let lines = labels.iter().map(|(line, _, _)| *line).collect();
        Self { labels: labels.into_iter().map(|(_, start, label)| (start, label.to_owned())).collect(), lines, starts }
    }

    /// Who speaks at an offset.
    pub(super) fn at(&self, offset: usize) -> Option<&str> {
        let turn = self.labels.partition_point(|(start, _)| *start <= offset).checked_sub(1)?;
        let line = self.starts.partition_point(|start| *start <= offset);
        (line - self.lines[turn] <= LINES).then(|| self.labels[turn].1.as_str())
    }
}

fn label(line: &str) -> Option<&str> {
    let (label, behind) = line.trim_start().split_once(':')?;
    let words = label.split_whitespace().count();
    let part = |part: &str| {
        part.trim_start_matches('(').starts_with(char::is_uppercase)
            && part.chars().all(|c| c.is_alphabetic() || "-.'’()".contains(c))
            || part.chars().all(|c| c.is_lowercase()) && part.len() <= 3
    };
    let is = !label.is_empty()
        && words <= LONGEST.0
        && label.len() <= LONGEST.1
        && label.starts_with(char::is_uppercase)
        && behind.starts_with([' ', '\t', '\n', '\r'])
        && label.split_whitespace().all(part);
    is.then_some(label.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_told_from_a_colon_in_a_story() {
        let transcript = "HEARING\n\nMR. HOLT: No.\nIt was not.\n\nOmar Reyes: Yes.\n";
        let turns = Turns::new(transcript);
        assert_eq!(turns.at(transcript.find("No.").unwrap_or_default()), Some("MR. HOLT"));
        assert_eq!(turns.at(transcript.find("It was").unwrap_or_default()), Some("MR. HOLT"), "a turn should run on");
        assert_eq!(turns.at(transcript.find("Yes").unwrap_or_default()), Some("Omar Reyes"));
        assert_eq!(turns.at(0), None);
        let story =
            "Note: no ferry.\n\nIt rained.\n\nIt poured: all day.\n\nIt stopped.\n\nContact: Lena Holt\n\nEnd.\n\n.\n";
        assert_eq!(Turns::new(story).at(story.len() - 1), None, "a story should have no turns");
    }
}
