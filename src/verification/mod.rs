//! Quotations held against their sources: transcripts, press releases, court files, earlier stories.

mod alignment;
mod faults;
pub mod index;
mod library;
mod pattern;
mod text;
mod turns;
pub mod words;

pub use faults::Fault;
pub use library::{Library, Source, Texts};
pub use pattern::Edit;
pub use text::{Knowledge, SourceText};

use std::io;

use self::alignment::WORD;
use self::library::Found;
use self::pattern::{Pattern, around, dress};
use crate::analysis::Analysis;
use crate::quotations::QuotationKind;
use crate::revision::{Piece, difference};
use crate::speakers::may_be_one;
use crate::text::{Place, Span};

/// How a quotation fares against its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A source holds it as it stands; how a quotation ends before its mark doesn't count.
    Verbatim,
    /// A source holds it but for marks, case, and edits that the draft shows.
    Edited,
    /// A source holds something close.
    Close,
    /// No source holds it or anything close.
    Absent,
}

impl Verdict {
    /// Every verdict, the best first.
    pub const ALL: [Self; 4] = [Self::Verbatim, Self::Edited, Self::Close, Self::Absent];

    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Close => "close",
            Self::Absent => "absent",
        }
    }
}

/// Whether a source gives the words to the same speaker as the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credit {
    /// To the same one, as far as the names say.
    Same,
    /// To another.
    Other,
    /// The source says of nobody that these are their words, or the draft doesn't.
    Unsaid,
}

impl Credit {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Other => "other",
            Self::Unsaid => "unsaid",
        }
    }
}

/// A passage of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The source, by its number in the library.
    pub source: usize,
    /// What the source is called.
    pub path: String,
    /// The day the source is from as yyyymmdd, or nought.
    pub date: u32,
    /// Its place in the readable text of the source.
    pub span: Span,
    /// Line and column of its first character.
    pub place: Place,
    /// The number of its paragraph, from one, where the file has no lines that people see.
    pub paragraph: Option<usize>,
    /// The words of the passage alone.
    pub words: String,
    /// The passage with some words beside it, on its line.
    pub context: String,
    /// Whom the source gives it to.
    pub speaker: Option<String>,
}

/// A quotation, and how it fares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The quotations that it is made of: indices into `Analysis::quotations`.
    pub quotations: Vec<usize>,
    /// The first of them with its marks, in the readable text.
    pub span: Span,
    /// Its words without marks; joined pieces with " … " between them.
    pub words: String,
    /// Who speaks, by the draft.
    pub speaker: Option<String>,
    /// How it fares.
    pub verdict: Verdict,
    /// What it differs in and may, in order: for [`Verdict::Edited`].
    pub edits: Vec<Edit>,
    /// What is wrong with it: for [`Verdict::Close`].
    pub faults: Vec<Fault>,
    /// The passage that it is held against; of several that hold it, one given to the same speaker.
    pub passage: Option<Passage>,
    /// Whether that passage is given to the same speaker.
    pub credit: Credit,
    /// The earliest passage that holds it, where it is another.
    pub earliest: Option<Passage>,
}

impl Verification {
    /// Whether there is something to look into: words that no source holds, or that a source gives to another.
    pub fn fails(&self) -> bool {
        self.verdict >= Verdict::Close || self.credit == Credit::Other
    }

    /// The difference between what the source has and what the draft has; empty where there is no passage.
    pub fn difference(&self) -> Vec<Piece> {
        // How a quotation ends before its mark is the draft's own matter.
        let words = self.words.trim_end_matches([',', '.', ';', ':']);
        self.passage.as_ref().map_or_else(Vec::new, |passage| difference(&passage.words, words))
    }

    /// The earliest passage known to hold it.
    pub fn earliest(&self) -> Option<&Passage> {
        let held = self.verdict <= Verdict::Edited;
        self.earliest.as_ref().or(self.passage.as_ref().filter(|_| held))
    }
}

/// What a check asks of the sources of a run.
pub trait Sources: Send + Sync {
    /// How the quotations of a draft fare. The draft itself, by its path, is no source.
    fn verify(&self, analysis: &Analysis<'_>, path: &str) -> Vec<Verification>;
}

impl Sources for Library {
    fn verify(&self, analysis: &Analysis<'_>, _path: &str) -> Vec<Verification> {
        verify(analysis, self, &|_| false).unwrap_or_default()
    }
}

/// A quotation costs no more than so many hundredths of its words to be close.
const CLOSE: usize = 40;
/// Of a hundred words, how many must be in a passage that has them in another order.
const REORDERED: usize = 75;
/// Words on either side of a passage that show where it stands.
const CONTEXT: usize = 6;

/// Holds every quotation of a draft that is somebody's words against the sources, but for those in `skip`: the draft
/// itself, as a rule. Quotations inside of others are part of these. Fails where the index cannot be read.
pub fn verify(
    analysis: &Analysis<'_>,
    library: &Library,
    skip: &dyn Fn(usize) -> bool,
) -> io::Result<Vec<Verification>> {
    units(analysis).into_iter().map(|unit| self::unit(analysis, library, skip, unit)).collect()
}

/// The quotations of a draft as they are looked for: what is carried on over paragraphs is one, and so is a sentence that
/// the credit cuts in two. Each is a list of pieces, each of these a list of quotations.
fn units(analysis: &Analysis<'_>) -> Vec<Vec<Vec<usize>>> {
    let mut units: Vec<Vec<Vec<usize>>> = Vec::new();
    for (number, quotation) in analysis.quotations.iter().enumerate() {
        let spoken = quotation.kind == QuotationKind::Speech || quotation.attribution.is_some();
        if quotation.inside.is_some() || !spoken {
            continue;
        }
        let last = units.last_mut().and_then(|unit| Some((unit.last()?.last().copied()?, unit)));
        if let Some((before, unit)) = last {
            if quotation.continues == Some(before) {
                if let Some(piece) = unit.last_mut() {
                    piece.push(number);
                }
                continue;
            }
            let other = &analysis.quotations[before];
            let same = quotation.attribution.is_some() && quotation.attribution == other.attribution;
            let first = other.words().of(analysis.text).trim_end();
            let second = quotation.words().of(analysis.text).trim_start();
            if same && first.ends_with([',', '—', '–']) && second.starts_with(char::is_lowercase) {
                unit.push(vec![number]);
                continue;
            }
        }
        units.push(vec![vec![number]]);
    }
    units
}

fn unit(
    analysis: &Analysis<'_>,
    library: &Library,
    skip: &dyn Fn(usize) -> bool,
    unit: Vec<Vec<usize>>,
) -> io::Result<Verification> {
    let quotation = |number: &usize| &analysis.quotations[*number];
    let pieces: Vec<String> = unit
        .iter()
        .map(|piece| {
            let words = piece.iter().map(|number| quotation(number).words().of(analysis.text).trim());
            words.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let pattern = Pattern::new(&pieces.iter().map(String::as_str).collect::<Vec<_>>());
    let quotations: Vec<usize> = unit.into_iter().flatten().collect();
    let first = &analysis.quotations[quotations[0]];
    let speaker = analysis.speaker_of(first).map(|speaker| speaker.name.to_string());
    let mut verification = Verification {
        span: first.span,
        words: pieces.join(" … "),
        speaker,
        verdict: Verdict::Absent,
        edits: Vec::new(),
        faults: Vec::new(),
        passage: None,
        credit: Credit::Unsaid,
        earliest: None,
        quotations,
    };
    if pattern.words() == 0 {
        // Nobody can say that these are no words of theirs.
        verification.verdict = Verdict::Verbatim;
        return Ok(verification);
    }
    let exact = library.exact(&pattern, skip)?;
    if exact.is_empty() {
        if let Some(found) = library.nearest(&pattern, skip)?
            && is_close(&pattern, &found)
        {
            verification.verdict = Verdict::Close;
            let passage = passage(library, &found);
            verification.faults = faults::faults(&passage.words, &verification.words);
            verification.credit = credit(verification.speaker.as_deref(), &passage);
            verification.passage = Some(passage);
        }
        return Ok(verification);
    }
    let passages: Vec<Passage> = exact.iter().map(|found| passage(library, found)).collect();
    let rank = |passage: &Passage| match credit(verification.speaker.as_deref(), passage) {
        Credit::Same => 0,
        Credit::Unsaid => 1,
        Credit::Other => 2,
    };
    // The first of the best: they come in the order of their days.
    let Some(best) = (0..passages.len()).min_by_key(|number| rank(&passages[*number])) else { return Ok(verification) };
    let mut edits = pattern.edits.clone();
    if edits.is_empty() {
        edits = dress(&verification.words, &passages[best].words);
    }
    verification.verdict = if edits.is_empty() { Verdict::Verbatim } else { Verdict::Edited };
    verification.edits = edits;
    verification.credit = credit(verification.speaker.as_deref(), &passages[best]);
    verification.earliest = passages.first().filter(|_| best > 0).cloned();
    verification.passage = passages.into_iter().nth(best);
    Ok(verification)
}

fn is_close(pattern: &Pattern, found: &Found) -> bool {
    let words = pattern.words();
    if found.fit.cost as usize * 100 <= words * WORD as usize * CLOSE {
        return true;
    }
    // The same words in another order.
    let mut here: Vec<u64> = found.words.iter().map(|word| word.key).collect();
    here.sort_unstable();
    let known = pattern.elements.iter().filter(|element| match element {
        pattern::Element::Word(key) => here.binary_search(key).is_ok(),
        _ => false,
    });
    let stretch = found.fit.end - found.fit.start;
    words >= 5 && known.count() * 100 >= words * REORDERED && stretch <= words + words / 2 && stretch * 2 >= words
}

fn passage(library: &Library, found: &Found) -> Passage {
    let span = found.span();
    let text = found.text.text();
    let source = &library.sources()[found.source];
    let one_line = |span: Span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Passage {
        source: found.source,
        path: source.name.clone(),
        date: source.date,
        span,
        place: found.text.place(span),
        paragraph: found.text.paragraph(span),
        words: one_line(span),
        context: one_line(around(text, span, CONTEXT)),
        speaker: found.text.speaker(span),
    }
}

fn credit(speaker: Option<&str>, passage: &Passage) -> Credit {
    match (speaker, passage.speaker.as_deref()) {
        // "Q:" and "A:" name nobody.
        (Some(speaker), Some(other)) if other.chars().count() > 1 => {
            if may_be_one(speaker, other) {
                Credit::Same
            } else {
                Credit::Other
            }
        }
        _ => Credit::Unsaid,
    }
}

#[cfg(test)]
mod tests;
