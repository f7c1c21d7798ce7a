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

use std::io;

use askama::Template;

use self::draft::{Card, Draft, Note};
use self::people::People;
use self::view::View;
use super::voices::Voices;
use super::{Format, ReportFormat, Writes};
use crate::rules::{self, Earlier};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "html",
    summary: "For a browser: one page with the drafts, their speakers and what is wrong",
    writes: Writes::Stream(|_| Box::new(Page::default())),
};

/// A page while its drafts come in.
#[derive(Debug, Default)]
struct Page {
    drafts: Vec<Draft>,
    people: People,
    /// What is shown about each marked passage, over all drafts.
    cards: Vec<Card>,
    /// What is wrong, over all drafts.
    notes: Vec<Note>,
    /// What rules compare a draft with.
    earlier: Earlier,
}

impl Format for Page {
    fn draft(&mut self, _out: &mut dyn io::Write, draft: &super::Draft<'_>) -> io::Result<()> {
        let super::Draft { path, analysis, settings } = *draft;
        let found = settings.map(|settings| rules::check(analysis, path, settings, &mut self.earlier));
        let voices = Voices::new(analysis);
        let number = self.drafts.len();
        let mut people = vec![None; analysis.speakers.len()];
        for voice in &voices.speakers {
            people[voice.index] = Some(self.people.add(number, voice));
        }
        let (cards, marks) = draft::cards(analysis, &voices, &people, self.cards.len());
        self.cards.extend(cards);
        let notes = draft::notes(analysis, number, &found.unwrap_or_default());
        let draft = Draft::new(path, analysis, &voices, marks, &self.cards, self.notes.len(), &notes);
        self.notes.extend(notes);
        self.drafts.push(draft);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        View::new(self).write_into(out)?;
        writeln!(out)
    }
}

#[cfg(test)]
mod tests;
