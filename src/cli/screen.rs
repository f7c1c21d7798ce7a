//! Standard error: messages, and a progress bar where the work takes longer than a breath.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Outcome;
use crate::error::Error;
use crate::output::line::one_line;
use crate::output::summary::Summary;

/// What people see beside the output; remembers whether anything went wrong.
#[derive(Debug)]
pub(super) struct Screen {
    choice: anstream::ColorChoice,
    bar: ProgressBar,
    started: Instant,
    since: Instant,
    outcome: Outcome,
}

impl Screen {
    pub(super) fn new(color: ColorChoice) -> Self {
        let now = Instant::now();
        Self { choice: choice(color), bar: ProgressBar::hidden(), started: now, since: now, outcome: Outcome::Clean }
    }

    /// How it went so far: clean, or failed where there was an error.
    pub(super) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Tells of what could not be read, parsed or understood; the exit status will be 2.
    pub(super) fn error(&mut self, error: &Error) {
        self.outcome = Outcome::Failed;
        self.say(AnsiColor::Red.on_default().bold(), "error", &error.to_string());
    }

    /// Tells of what people may not have meant.
    pub(super) fn warning(&mut self, message: &str) {
        self.say(AnsiColor::Yellow.on_default().bold(), "warning", message);
    }

    /// Tells of what was done.
    pub(super) fn note(&mut self, message: &str) {
        self.say(AnsiColor::Cyan.on_default().bold(), "note", message);
    }

    /// Begins to count drafts.
    pub(super) fn begin(&mut self, drafts: usize) {
        let style = ProgressStyle::with_template("{bar:20} {human_pos} of {human_len} drafts")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        self.bar =
            ProgressBar::with_draw_target(u64::try_from(drafts).ok(), ProgressDrawTarget::hidden()).with_style(style);
        self.since = Instant::now();
    }

    /// So many more drafts are done. After a second of work the bar is shown, if anybody can see it.
    pub(super) fn advance(&mut self, drafts: usize) {
        self.bar.inc(u64::try_from(drafts).unwrap_or_default());
        let late = self.since.elapsed() > Duration::from_secs(1);
        if self.bar.is_hidden() && late && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self) {
        self.bar.finish_and_clear();
    }

    /// Tells what the run came to, and how long it took, to somebody who is looking: nothing is said into a pipe or a
    /// file.
    pub(super) fn summary(&self, summary: &Summary) {
        if summary.drafts == 0 || !io::stderr().is_terminal() {
            return;
        }
        let strong = Style::new().bold();
        let seconds = self.started.elapsed().as_secs_f64();
        let mut stderr = AutoStream::new(io::stderr(), self.choice).lock();
        // Where standard error is closed nobody is left to be told.
        let _ = writeln!(stderr, "{strong}{summary}{strong:#} in {seconds:.2} s");
    }

    /// Does something that may write to the terminal, with the bar out of the way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    fn say(&self, style: Style, kind: &str, message: &str) {
        self.aside(|| {
            let mut stderr = AutoStream::new(io::stderr(), self.choice).lock();
            // Where standard error is closed nobody is left to be told.
            let _ = writeln!(stderr, "{style}{kind}{style:#}: {}", one_line(message));
        });
    }
}

/// The choice that was made on the command line, as streams know it.
pub(super) fn choice(color: ColorChoice) -> anstream::ColorChoice {
    match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
}
