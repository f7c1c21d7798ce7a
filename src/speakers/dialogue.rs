//! Who speaks in the turns of a conversation that name nobody: they stay in mind for the pronouns behind.

use super::table::Table;
use crate::attribution::Attribution;

/// The turns that name nobody, as they are passed.
pub struct Dialogue {
    /// Those ahead, the next one last.
    ahead: Vec<Turn>,
    /// The rows of the sources of all attributions; empty where there are no turns.
    rows: Vec<Option<usize>>,
}

struct Turn {
    paragraph: u32,
    /// Its first byte.
    start: usize,
    attribution: usize,
}

impl Dialogue {
    /// Those among attributions that are in order.
    pub fn of(attributions: &[Attribution]) -> Self {
        let turn = |(number, attribution): (usize, &Attribution)| {
            let (paragraph, content) = (attribution.turn?, attribution.content.first()?);
            Some(Turn { paragraph, start: content.start, attribution: number })
        };
        let ahead: Vec<Turn> = attributions.iter().enumerate().rev().filter_map(turn).collect();
        let rows = if ahead.is_empty() { Vec::new() } else { vec![None; attributions.len()] };
        Self { ahead, rows }
    }

    /// Keeps the row of the source of an attribution.
    pub fn source(&mut self, attribution: usize, row: Option<usize>) {
        if let Some(kept) = self.rows.get_mut(attribution) {
            *kept = row;
        }
    }

    /// Passes the turns that stand before a reference.
    pub fn before(&mut self, reference: usize, table: &mut Table<'_>) {
        let start = table.references[reference].span.start;
        while let Some(turn) = self.ahead.pop_if(|turn| turn.start < start) {
            if let Some(row) = self.rows[turn.attribution] {
                table.takes_turn(row, turn.paragraph, reference);
            }
        }
    }
}
