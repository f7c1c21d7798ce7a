//! `whosaid snapshot review`: the pending changes one by one, each accepted, rejected or left for later.

use std::io::{self, IsTerminal, Write};

use anstyle::Style;
use clap::ColorChoice;
use console::{Key, Term};

use super::store::{self, Place};
use super::{Gathered, Snapshots, settle};
use crate::cli::output::Output;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, Stop};
use crate::error::Error;
use crate::output::changes::{Draft, Fate, write_change};
use crate::output::line::one_line;
use crate::revision::snapshot::Snapshot;
use crate::revision::{Change, changes, revised};

/// What is done with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    Reject,
    Skip,
}

/// What was answered.
enum Answer {
    One(Decision),
    /// This one and all that follow are accepted.
    All,
    Quit,
}

/// Goes through what is pending below the paths. Stops where there is no terminal to ask at.
pub(super) fn review(snapshots: &Snapshots, color: ColorChoice, screen: &mut Screen) -> Result<Outcome, Stop> {
    let mut gathered = Gathered::new(snapshots, screen)?;
    let mut pending = Vec::new();
    for place in gathered.below() {
        let waiting = place.waiting().and_then(|waiting| match waiting {
            Some(waiting) => Ok(Some((before(&place, &waiting)?, waiting))),
            None => Ok(None),
        });
        match waiting {
            Ok(Some((before, waiting))) => pending.push((place, before, waiting)),
            Ok(None) => {}
            Err(error) => gathered.errors.push(error),
        }
    }
    let mut review = Review { output: Output::standard(color), terminal: Term::stdout(), all: false, done: [0; 3] };
    if pending.is_empty() {
        writeln!(review.output, "nothing is pending")?;
    } else if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Error::new(
            "review asks at a terminal, and this is none; `whosaid snapshot accept` takes everything",
        )
        .into());
    }
    for (place, before, waiting) in pending {
        let (decisions, go_on) = review.draft(&place, before.as_ref(), &waiting)?;
        let settled = settled(&place, before.as_ref(), waiting, &decisions);
        gathered.keep(settled);
        if !go_on {
            break;
        }
    }
    let [accepted, rejected, skipped] = review.done;
    if accepted + rejected + skipped > 0 {
        writeln!(review.output, "{accepted} accepted, {rejected} rejected, {skipped} left for later")?;
    }
    review.output.finish()?;
    gathered.tell(screen);
    Ok(Outcome::Clean)
}

/// What was accepted of a draft so far, perhaps under another name: nothing of a new one.
fn before(place: &Place, waiting: &Snapshot) -> Result<Option<Snapshot>, Error> {
    match (place.accepted()?, &waiting.was) {
        (None, Some(was)) => place.seen(was)?.accepted(),
        (accepted, _) => Ok(accepted),
    }
}

struct Review {
    output: Output,
    terminal: Term,
    /// Whether nothing more is asked.
    all: bool,
    /// How many were accepted, rejected, skipped.
    done: [usize; 3],
}

impl Review {
    /// Asks about one draft. Returns what was decided of each change, and whether to go on.
    fn draft(
        &mut self,
        place: &Place,
        before: Option<&Snapshot>,
        waiting: &Snapshot,
    ) -> io::Result<(Vec<Decision>, bool)> {
        let old = before.map(|before| before.entries.as_slice()).unwrap_or_default();
        let path = place.path();
        let draft = Draft {
            was: waiting.was.as_deref(),
            fate: if before.is_some() { Fate::Kept } else { Fate::Added },
            ..Draft::new(&path, old, &waiting.entries)
        };
        let strong = if self.output.look.color { Style::new().bold() } else { Style::new() };
        writeln!(self.output, "{strong}{}{strong:#}", one_line(&path))?;
        let mut decisions = Vec::new();
        let mut go_on = true;
        if draft.changes.is_empty() {
            let was = waiting.was.as_deref().unwrap_or(&path);
            writeln!(self.output, "       was {}, nothing else changed", one_line(was))?;
            go_on = self.ask(&mut decisions)?;
        }
        for change in &draft.changes {
            if !go_on {
                break;
            }
            self.show(&draft, change)?;
            go_on = self.ask(&mut decisions)?;
        }
        let undecided = draft.changes.len().max(1) - decisions.len();
        decisions.extend(std::iter::repeat_n(Decision::Skip, undecided));
        for (number, of) in [Decision::Accept, Decision::Reject, Decision::Skip].into_iter().enumerate() {
            self.done[number] += decisions.iter().filter(|decision| **decision == of).count();
        }
        Ok((decisions, go_on))
    }

    fn show(&mut self, draft: &Draft<'_>, change: &Change) -> io::Result<()> {
        let look = self.output.look;
        write_change(&mut self.output, look, draft, change)
    }

    /// Asks about what was shown last; says whether to go on.
    fn ask(&mut self, decisions: &mut Vec<Decision>) -> io::Result<bool> {
        if self.all {
            decisions.push(Decision::Accept);
            return Ok(true);
        }
        write!(self.output, "       [a]ccept, [r]eject, [s]kip, [A]ll, [q]uit? ")?;
        self.output.deliver()?;
        let answer = self.answer()?;
        let word = match answer {
            Answer::One(Decision::Accept) => "accepted",
            Answer::One(Decision::Reject) => "rejected",
            Answer::One(Decision::Skip) => "skipped",
            Answer::All => "all accepted",
            Answer::Quit => "quit",
        };
        writeln!(self.output, "{word}\n")?;
        match answer {
            Answer::One(decision) => decisions.push(decision),
            Answer::All => {
                self.all = true;
                decisions.push(Decision::Accept);
            }
            Answer::Quit => return Ok(false),
        }
        Ok(true)
    }

    /// Waits for a key that means something.
    fn answer(&self) -> io::Result<Answer> {
        loop {
            return Ok(match self.terminal.read_key_raw() {
                Ok(Key::Char('a' | 'y')) => Answer::One(Decision::Accept),
                Ok(Key::Char('r' | 'n')) => Answer::One(Decision::Reject),
                Ok(Key::Char('s' | ' ') | Key::Enter) => Answer::One(Decision::Skip),
                Ok(Key::Char('A')) => Answer::All,
                // What was decided before is kept.
                Ok(Key::Char('q' | '\u{4}') | Key::Escape | Key::CtrlC) => Answer::Quit,
                Ok(_) => continue,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => Answer::Quit,
                Err(error) => return Err(error),
            });
        }
    }
}

/// Writes what was accepted, and keeps pending what was skipped. What was rejected is pending no more: `test` will find
/// it again unless the draft changes. Fails where a snapshot cannot be written.
fn settled(place: &Place, before: Option<&Snapshot>, waiting: Snapshot, decisions: &[Decision]) -> Result<(), Error> {
    let accepted = |number: usize| decisions.get(number) == Some(&Decision::Accept);
    if decisions.iter().all(|decision| *decision == Decision::Accept) {
        return settle(place, waiting);
    }
    let skipped = decisions.contains(&Decision::Skip);
    if decisions.contains(&Decision::Accept) {
        let old = before.map(|before| before.entries.as_slice()).unwrap_or_default();
        let changes = changes(old, &waiting.entries);
        let entries = revised(old, &waiting.entries, &changes, accepted);
        settle(place, Snapshot { entries, ..waiting.clone() })?;
        if skipped {
            store::write(&place.pending(), &Snapshot { was: None, ..waiting })?;
        }
    } else if !skipped {
        store::remove(&place.pending())?;
    }
    Ok(())
}
