//! Who speaks in a draft, and what each says: the order of the reports that people read.

use crate::analysis::Analysis;
use crate::quotations::QuotationKind;
use crate::speakers::Speaker;
use crate::text::Span;

/// One speaker and what the draft has them say.
#[derive(Debug)]
pub(in crate::output) struct Voice<'a> {
    pub(in crate::output) speaker: &'a Speaker<'a>,
    /// Its index in `Analysis::speakers`.
    pub(in crate::output) index: usize,
    /// In the order of the draft.
    pub(in crate::output) passages: Vec<Passage>,
    /// How many of the passages are quotations.
    pub(in crate::output) quotations: usize,
    /// How many words stand in quotation marks.
    pub(in crate::output) words: usize,
}

impl Voice<'_> {
    /// How many of the passages are reported without marks.
    pub(in crate::output) fn reports(&self) -> usize {
        self.passages.len() - self.quotations
    }
}

/// A quotation, counted once however many paragraphs it runs over, or a report without marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::output) struct Passage {
    /// Its words, over all its paragraphs.
    pub(in crate::output) span: Span,
    /// The closing mark at its end, where it has one.
    pub(in crate::output) close: Option<Span>,
    /// Whether it is reported without marks.
    pub(in crate::output) reported: bool,
    /// The word that reports it, where it is reported without marks and stands outside its words.
    pub(in crate::output) cue: Option<Span>,
}

/// A draft's speakers and quotations.
#[derive(Debug)]
pub(in crate::output) struct Voices<'a> {
    /// Those who say something: the most quotations first, then the first mention.
    pub(in crate::output) speakers: Vec<Voice<'a>>,
    /// Terms, titles and slogans of no speaker.
    pub(in crate::output) nobody: Vec<Passage>,
    /// Speech whose speaker is not known.
    pub(in crate::output) unattributed: Vec<Passage>,
    /// The speaker of each quotation of the draft: an index into `Analysis::speakers`.
    pub(in crate::output) owners: Vec<Option<usize>>,
}

impl<'a> Voices<'a> {
    pub(in crate::output) fn new(analysis: &'a Analysis<'_>) -> Self {
        let mut voices: Vec<Voice<'a>> = analysis.speakers.iter().enumerate().map(Voice::silent).collect();
        let mut nobody = Vec::new();
        let mut unattributed = Vec::new();

        let owners = owners(analysis);
        for ((quotation, passage), &owner) in analysis.quotations.iter().zip(whole(analysis)).zip(&owners) {
            match (owner.and_then(|speaker| voices.get_mut(speaker)), passage) {
                (Some(voice), passage) => {
                    let outer = quotation.inside.and_then(|outer| owners.get(outer));
                    if outer != Some(&owner) {
                        voice.words += words(quotation.span.of(analysis.text));
                    }
                    voice.quotations += usize::from(passage.is_some());
                    voice.passages.extend(passage);
                }
                (None, Some(passage)) if quotation.kind == QuotationKind::Speech => {
                    unattributed.push(passage);
                }
                (None, passage) => nobody.extend(passage),
            }
        }

        for attribution in &analysis.attributions {
            let voice = attribution.speaker.and_then(|speaker| voices.get_mut(speaker));
            let (Some(voice), true) = (voice, attribution.quotations.is_empty()) else {
                continue;
            };
            if let Some(span) = attribution.content.iter().copied().reduce(Span::to) {
                let apart = |cue: Span| {
                    if cue.end > span.start && cue.start < span.start { Span::new(cue.start, span.start) } else { cue }
                };
                let cue = attribution.cue.filter(|cue| !span.contains(*cue)).map(apart);
                voice.passages.push(Passage { span, close: None, reported: true, cue });
            }
        }

        voices.retain(|voice| !voice.passages.is_empty());
        for voice in &mut voices {
            voice.passages.sort_by_key(|passage| passage.span);
        }
        voices.sort_by_key(|voice| std::cmp::Reverse(voice.quotations));
        Self { speakers: voices, nobody, unattributed, owners }
    }
}

/// How many quotations are somebody's words, and how many of these have a speaker; one over several paragraphs counts once.
pub(in crate::output) fn spoken(analysis: &Analysis<'_>) -> (usize, usize) {
    let (mut quotations, mut attributed) = (0, 0);
    for (quotation, owner) in analysis.quotations.iter().zip(owners(analysis)) {
        let begins = quotation.continues.is_none();
        quotations += usize::from(begins && (owner.is_some() || quotation.kind == QuotationKind::Speech));
        attributed += usize::from(begins && owner.is_some());
    }
    (quotations, attributed)
}

/// The speaker of each quotation: an index into `Analysis::speakers`. One that is carried on belongs to whoever speaks
/// its first paragraph.
fn owners(analysis: &Analysis<'_>) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(analysis.quotations.len());
    for quotation in &analysis.quotations {
        let begun = quotation.continues.and_then(|earlier| owners.get(earlier));
        owners.push(begun.copied().unwrap_or_else(|| {
            let speaker = quotation.attribution.and_then(|index| analysis.attributions.get(index)?.speaker);
            speaker.filter(|&speaker| speaker < analysis.speakers.len())
        }));
    }
    owners
}

impl<'a> Voice<'a> {
    fn silent((index, speaker): (usize, &'a Speaker)) -> Self {
        Self { speaker, index, passages: Vec::new(), quotations: 0, words: 0 }
    }
}

/// Each quotation as a passage over all its paragraphs; none for one that carries on an earlier one.
pub(in crate::output) fn whole(analysis: &Analysis<'_>) -> Vec<Option<Passage>> {
    let mut passages: Vec<Option<Passage>> = Vec::with_capacity(analysis.quotations.len());
    let mut firsts: Vec<usize> = Vec::with_capacity(analysis.quotations.len());
    for (index, quotation) in analysis.quotations.iter().enumerate() {
        let first = quotation.continues.and_then(|earlier| firsts.get(earlier));
        let first = first.copied().unwrap_or(index);
        firsts.push(first);
        if let Some(Some(passage)) = passages.get_mut(first) {
            passage.span = passage.span.to(quotation.span);
            passage.close = quotation.close;
            passages.push(None);
        } else {
            passages.push(Some(Passage { span: quotation.span, close: quotation.close, reported: false, cue: None }));
        }
    }
    passages
}

/// How many words a quotation has: what stands between spaces and holds a letter or a digit.
pub(in crate::output) fn words(text: &str) -> usize {
    let mut counted = false;
    let mut words = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            counted = false;
        } else if !counted && c.is_alphanumeric() {
            counted = true;
            words += 1;
        }
    }
    words
}
