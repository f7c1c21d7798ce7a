//! One page for a browser: the drafts as they read, each quotation tinted by its speaker, the findings beside their
//! words, who speaks how much and where. It needs no other file and no network.
//!
//! Everything that a draft says goes through the template's escaping or, in the data for the script, through
//! [`data`]. The page's own script and style are let through by their hashes alone, so that nothing else could run.

mod body;
mod draft;
mod lanes;
mod people;
mod tables;
mod view;
mod why;

use std::io::{self, Write};

use askama::Template;

use self::draft::{Card, Draft, Note};
use self::people::People;
use self::view::View;
use super::voices::Voices;
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;

/// A page while its drafts come in.
#[derive(Debug, Default)]
pub(super) struct Page {
    drafts: Vec<Draft>,
    people: People,
    /// What is shown about each marked passage, over all drafts.
    cards: Vec<Card>,
    /// What is wrong, over all drafts.
    notes: Vec<Note>,
}

impl Page {
    /// Adds a draft and what was found in it.
    pub(super) fn add(&mut self, path: &str, analysis: &Analysis<'_>, voices: &Voices<'_>, found: &[Diagnostic]) {
        let number = self.drafts.len();
        let mut people = vec![None; analysis.speakers.len()];
        for voice in &voices.speakers {
            people[voice.index] = Some(self.people.add(number, voice));
        }
        let (cards, marks) = draft::cards(analysis, voices, &people, self.cards.len());
        self.cards.extend(cards);
        let notes = draft::notes(analysis, number, found);
        let draft = Draft::new(path, analysis, voices, marks, &self.cards, self.notes.len(), &notes);
        self.notes.extend(notes);
        self.drafts.push(draft);
    }

    /// Writes the page. Fails where `out` does.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        View::new(self).write_into(out)?;
        writeln!(out)
    }
}

#[cfg(test)]
mod tests;
