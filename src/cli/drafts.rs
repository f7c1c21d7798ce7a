//! Drafts are read and analysed in parallel and handed on in order, a window of them at a time: memory does not
//! grow with their number.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc;

use rayon::prelude::*;

use super::files::Input;
use super::output::Output;
use super::screen::Screen;
use crate::analysis::Analysis;
use crate::document::{Document, LONGEST};
use crate::error::Error;

/// Hands each draft on, in order, with its file, its name in the output and its analysis. What cannot be read is told
/// on the screen and left out. Fails where the output does.
pub(super) fn each(
    inputs: &[Input],
    output: &mut Output,
    screen: &mut Screen,
    mut take: impl FnMut(&mut Output, &Input, &str, &Analysis<'_>) -> io::Result<()>,
) -> io::Result<()> {
    screen.begin(inputs.len());
    let threads = rayon::current_num_threads();
    for (window, _) in (Windows { inputs, threads, share: SHARE }) {
        let files: Vec<Result<Vec<Document>, Error>> = window.par_iter().with_max_len(1).map(Input::read).collect();
        let analyses: Vec<Vec<Analysis<'_>>> =
            window.par_iter().zip(&files).with_max_len(1).map(|(input, file)| analyses(input, file)).collect();
        for ((input, documents), analyses) in window.iter().zip(&files).zip(&analyses) {
            if let Err(error) = documents {
                tell(error, output, screen)?;
            }
            for analysis in analyses {
                take(output, input, &name(input, analysis), analysis)?;
            }
            relieve(output, screen)?;
        }
        screen.aside(|| output.deliver())?;
        screen.advance(window.len());
    }
    screen.end();
    Ok(())
}

/// Makes something of each draft by itself, many at once, and hands that on in order. What cannot be read is told on
/// the screen and left out. Fails where the output does.
///
/// Each thread makes a few short drafts, or a long one, at a time. What is made is handed on while more is made, and
/// soon: then the memory that it took is used again while it is still in a core's own cache.
pub(super) fn each_made<T: Send>(
    inputs: &[Input],
    output: &mut Output,
    screen: &mut Screen,
    make: impl Fn(&str, &Analysis<'_>) -> T + Sync,
    mut take: impl FnMut(&mut Output, T) -> io::Result<()>,
) -> io::Result<()> {
    screen.begin(inputs.len());
    let made = |input: &Input| -> Result<Vec<T>, Error> {
        let documents = input.read()?;
        let analyses = documents.iter().map(|document| input.analysis(document));
        Ok(analyses.map(|analysis| make(&name(input, &analysis), &analysis)).collect())
    };
    let made = &made;
    let mut hand_on = |files: Vec<Result<Vec<T>, Error>>| -> io::Result<()> {
        let drafts = files.len();
        for file in files {
            match file {
                Ok(things) => things.into_iter().try_for_each(|thing| take(output, thing))?,
                Err(error) => tell(&error, output, screen)?,
            }
            relieve(output, screen)?;
        }
        screen.aside(|| output.deliver())?;
        screen.advance(drafts);
        Ok(())
    };
    let mut windows = Windows { inputs, threads: 1, share: HANDFUL };
    let (mut under_way, mut bytes_under_way) = (VecDeque::new(), 0);
    let written: io::Result<()> = rayon::in_place_scope(|scope| {
        loop {
            while under_way.len() < AHEAD * rayon::current_num_threads()
                && bytes_under_way < LONGEST
                && let Some((window, bytes)) = windows.next()
            {
                let (done, will_be_done) = mpsc::sync_channel(1);
                // Nobody waits for it any more where the output has failed.
                scope.spawn(move |_| drop(done.send(window.iter().map(made).collect())));
                under_way.push_back((will_be_done, bytes));
                bytes_under_way += bytes;
            }
            let Some((next, bytes)) = under_way.pop_front() else { break Ok(()) };
            bytes_under_way -= bytes;
            let Ok(files) = next.recv() else { break Ok(()) };
            hand_on(files)?;
        }
    });
    written?;
    screen.end();
    Ok(())
}

/// The drafts, a window of them at a time, with the bytes that they have together.
struct Windows<'a> {
    inputs: &'a [Input],
    /// How many threads share a window.
    threads: usize,
    /// How many bytes of it are enough for one of them.
    share: u64,
}

impl<'a> Iterator for Windows<'a> {
    type Item = (&'a [Input], u64);

    fn next(&mut self) -> Option<Self::Item> {
        let (drafts, bytes) = window(self.inputs.iter().map(Input::size), self.threads, self.share);
        let (window, behind) = self.inputs.split_at(drafts);
        self.inputs = behind;
        (!window.is_empty()).then_some((window, bytes))
    }
}

/// Messages stand where they belong among the output.
fn tell(error: &Error, output: &mut Output, screen: &mut Screen) -> io::Result<()> {
    screen.aside(|| output.deliver())?;
    screen.error(error);
    Ok(())
}

/// Sends on what is gathered, once it is much.
fn relieve(output: &mut Output, screen: &mut Screen) -> io::Result<()> {
    if output.waiting() > FULL { screen.aside(|| output.deliver()) } else { Ok(()) }
}

/// What the output calls a draft: its file, and its part of a file that holds several.
pub(super) fn name(input: &Input, analysis: &Analysis<'_>) -> String {
    let part = analysis.document.and_then(|document| document.part.as_deref());
    part.map_or_else(|| input.name(), |part| format!("{}/{part}", input.name()))
}

/// What the documents of a file hold.
pub(super) fn analyses<'t>(input: &'t Input, file: &'t Result<Vec<Document>, Error>) -> Vec<Analysis<'t>> {
    file.iter().flatten().map(|document| input.analysis(document)).collect()
}

/// How many bytes of output are gathered before they are sent on.
const FULL: usize = 1 << 16;

/// How many bytes of drafts a thread gets in a window where it waits for the others at the end: enough to keep it busy,
/// little enough to hold.
const SHARE: u64 = 1 << 20;

/// How many bytes of drafts a thread gets in a window of its own: little enough for its cache, so many that what is done
/// once a window costs next to nothing.
const HANDFUL: u64 = 1 << 16;

/// How many such windows there are for each thread, under way or waiting to be handed on: a long draft holds up what is
/// behind it. Where they have together as many bytes as a draft may, no more are begun.
const AHEAD: usize = 8;

/// How many of the drafts make up the next window, given the bytes that each has, and how many bytes they have together.
fn window(sizes: impl Iterator<Item = u64>, threads: usize, share: u64) -> (usize, u64) {
    let limit = share.saturating_mul(u64::try_from(threads).unwrap_or(1));
    let mut bytes = 0u64;
    let mut drafts = 0;
    // A window holds a draft for each thread, and many short ones; but all of it is no longer than one may be.
    for size in sizes.take(threads * 256) {
        let together = bytes.saturating_add(size);
        if drafts >= threads && bytes >= limit || drafts > 0 && together > LONGEST {
            break;
        }
        bytes = together;
        drafts += 1;
    }
    (drafts, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_as_long_as_the_longest_draft() {
        let of = |sizes: &[u64], threads| window(sizes.iter().copied(), threads, SHARE).0;
        assert_eq!(of(&[8_000; 2_000], 2), 263, "short drafts should fill the share of each thread");
        assert_eq!(of(&[0; 2_000], 2), 512, "and be counted");
        assert_eq!(of(&[1 << 20; 40], 32), 32, "each thread should have one");
        assert_eq!(of(&[LONGEST; 40], 32), 1, "but not of the longest");
        assert_eq!(of(&[LONGEST / 3; 40], 32), 3);
        assert_eq!(of(&[LONGEST * 3, 1], 32), 1, "what will be refused should stand in no one's way");
        assert_eq!(of(&[], 32), 0);
    }
}
