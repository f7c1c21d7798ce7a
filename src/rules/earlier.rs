//! The quotations of a run so far, and those of them that later ones say again: the same words, or nearly.
//!
//! Quotations are found again by shingles, the hashes of three words in a row. Of a long quotation only some are kept,
//! chosen by their hashes alone (winnowing), so that two quotations that share a run of words share a kept shingle.

use std::fmt;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Analysis;
use crate::attribution::{Attribution, SourceForm};
use crate::diagnostic::{Elsewhere, Label};
use crate::folding::{folded_words, hash};
use crate::quotations::Quotation;
use crate::speakers::{Speaker, SpeakerKind};
use crate::text::{Place, Span};
use crate::verification::Sources;

use super::rivals::is_full_name;
use super::surroundings::is_title_case;
use super::wording::content;

/// What the drafts of a run held so far: the words of each quotation, and some twenty bytes a kept shingle. The same
/// words of the same speaker are kept once, however many drafts hold them.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    quoted: Vec<Quoted>,
    /// By the hash of speaker and words: its number in `quoted`.
    same: FxHashMap<u64, u32>,
    /// By the hash of a shingle, or of all words: the place in `links` of the last quotation that holds it.
    heads: FxHashMap<u64, u32>,
    /// A quotation, and the place behind which the one before it with the same shingle stands.
    links: Vec<(u32, u32)>,
    /// How many drafts were read; tells drafts of one path apart.
    drafts: u32,
    /// What the draft read last says again, in its order.
    again: Vec<Again>,
    /// What was said before anybody wrote a draft.
    said: Said,
}

/// The sources of a draft, where it has any.
#[derive(Clone, Default)]
struct Said(Option<Arc<dyn Sources>>);

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "sources" } else { "no sources" })
    }
}

/// A quotation of the draft read last, and an earlier one with words in common.
#[derive(Debug, Clone)]
pub(super) struct Again {
    /// Its index in `Analysis::quotations`.
    pub(super) quotation: usize,
    /// The earlier one: an index for [`Earlier::quoted`].
    pub(super) earlier: u32,
    /// Whether the words are the same from end to end.
    pub(super) same: bool,
    /// Where the earlier one stands: in this draft if it does, else where it stood first.
    pub(super) place: Standing,
}

/// Where a quotation stands.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    draft: u32,
    /// The path of the draft, where it is another one.
    pub(super) path: Option<Arc<str>>,
    /// The quotation in the readable text of its draft.
    pub(super) span: Span,
    /// The quotation in the source.
    source: Span,
    /// Line and column of its first character.
    place: Place,
}

/// One quotation.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    /// What stands between its marks.
    pub(super) text: Box<str>,
    /// The hash of all its words.
    whole: u64,
    /// The speaker's name.
    pub(super) speaker: Box<str>,
    /// Whether a cue credits a person of full name with them.
    pub(super) credited: bool,
    /// Whether the source is a name; a pronoun may be somebody else's.
    pub(super) by_name: bool,
    first: Standing,
    last: Standing,
}

impl Again {
    /// A label on the earlier quotation.
    pub(super) fn label(&self, message: impl Into<String>) -> Label {
        let Standing { path, span, source, place, .. } = &self.place;
        let span = if path.is_some() { source } else { span };
        let elsewhere = path.as_ref().map(|path| Elsewhere { path: path.as_ref().to_owned(), place: *place });
        Label { elsewhere, ..Label::new(*span, message) }
    }

    /// Whether the earlier quotation stands in the same draft.
    pub(super) fn here(&self) -> bool {
        self.place.path.is_none()
    }
}

/// The attribution of a quotation by a cue of its own to a person known by full name: an organisation may be its
/// spokesman, a surname anybody of that name.
pub(super) fn credited<'a>(
    analysis: &'a Analysis,
    quotation: &Quotation,
) -> Option<(&'a Attribution, &'a Speaker<'a>)> {
    let attribution = analysis.attributions.get(quotation.attribution?)?;
    let speaker = analysis.speakers.get(attribution.speaker?)?;
    let named = speaker.kind == SpeakerKind::Person && is_full_name(&speaker.name) && !attribution.inherited;
    named.then_some((attribution, speaker))
}

/// Whether the source of an attribution is a name.
pub(super) fn is_by_name(attribution: &Attribution) -> bool {
    attribution.source_form == Some(SourceForm::Name)
}

/// The words of one shingle.
const SHINGLE: usize = 3;
/// Of so many shingles in a row one at least is kept.
const WINDOW: usize = 4;
/// Of a quotation of no more words than this all shingles are kept.
const SHORT: usize = 14;
/// Shorter quotations are not kept: two people may well have them in common.
const FEWEST_WORDS: usize = 4;
/// So many quotations are looked at for one shingle, the last ones first.
const DEEP: usize = 24;
/// So many of those with the most shingles in common are compared.
const COMPARED: usize = 12;
const NONE: u32 = u32::MAX;

impl Earlier {
    /// Holds the drafts that follow against these sources, or against none.
    pub fn hold_against(&mut self, sources: Option<Arc<dyn Sources>>) {
        self.said = Said(sources);
    }

    pub(super) fn sources(&self) -> Option<&dyn Sources> {
        self.said.0.as_deref()
    }

    /// Reads the quotations of a draft that a speaker is known of.
    pub(super) fn read(&mut self, analysis: &Analysis, path: &str) {
        self.again.clear();
        self.drafts += 1;
        let path: Arc<str> = path.into();
        for (number, quotation) in analysis.quotations.iter().enumerate().filter(|(_, it)| it.inside.is_none()) {
            let Some(speaker) = analysis.speaker_of(quotation) else { continue };
            let text = content(quotation).of(analysis.text);
            let words: Vec<String> = folded_words(text).collect();
            if words.len() < FEWEST_WORDS || is_title_case(text) {
                continue;
            }
            let standing = Standing {
                draft: self.drafts,
                path: Some(Arc::clone(&path)),
                span: quotation.span,
                source: analysis.in_source(quotation.span),
                place: analysis.place(quotation.span),
            };
            let quoted = Quoted {
                text: text.into(),
                whole: hash(words.iter().flat_map(|word| word.chars())),
                speaker: speaker.name.as_ref().into(),
                credited: credited(analysis, quotation).is_some(),
                by_name: credited(analysis, quotation).is_some_and(|(attribution, _)| is_by_name(attribution)),
                first: standing.clone(),
                last: standing,
            };
            self.take(number, quoted, &words);
        }
    }

    fn take(&mut self, number: usize, quoted: Quoted, words: &[String]) {
        let letters = || words.iter().flat_map(|word| word.chars());
        let whole = quoted.whole;
        let same = hash(quoted.speaker.chars().chain(['\0']).chain(letters()));
        let shingles = shingles(words);
        let known = self.same.get(&same).copied();
        let mut found = self.holding(&shingles, whole);
        found.extend(known.filter(|known| !found.contains(known)));
        for earlier in found {
            let place = self.standing(earlier);
            let same = self.quoted[earlier as usize].whole == quoted.whole;
            self.again.push(Again { quotation: number, earlier, same, place });
        }
        if let Some(known) = known.and_then(|known| self.quoted.get_mut(known as usize)) {
            known.credited |= quoted.credited;
            known.by_name |= quoted.by_name;
            known.last = quoted.last;
            return;
        }
        let Ok(next) = u32::try_from(self.quoted.len()) else { return };
        self.same.insert(same, next);
        self.quoted.push(quoted);
        for shingle in shingles.into_iter().chain([whole]) {
            let Ok(place) = u32::try_from(self.links.len()) else { return };
            let before = self.heads.insert(shingle, place).unwrap_or(NONE);
            self.links.push((next, before));
        }
    }

    /// The earlier quotations that hold the most of these shingles, or all these words, in their order.
    fn holding(&self, shingles: &[u64], whole: u64) -> Vec<u32> {
        let mut votes: FxHashMap<u32, usize> = FxHashMap::default();
        for shingle in shingles.iter().chain([&whole]) {
            let mut at = self.heads.get(shingle).copied().unwrap_or(NONE);
            for _ in 0..DEEP {
                let Some(&(quoted, before)) = self.links.get(at as usize) else { break };
                *votes.entry(quoted).or_default() += if shingle == &whole { COMPARED } else { 1 };
                at = before;
            }
        }
        let mut found: Vec<(usize, u32)> = votes.into_iter().map(|(quoted, votes)| (votes, quoted)).collect();
        found.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        found.truncate(COMPARED);
        let mut found: Vec<u32> = found.into_iter().map(|(_, quoted)| quoted).collect();
        found.sort_unstable();
        found
    }

    /// What the draft read last says again, in its order.
    pub(super) fn again(&self) -> impl Iterator<Item = (&Again, &Quoted)> {
        self.again.iter().filter_map(|again| Some((again, self.quoted.get(again.earlier as usize)?)))
    }

    fn standing(&self, quoted: u32) -> Standing {
        let quoted = &self.quoted[quoted as usize];
        if quoted.last.draft == self.drafts {
            Standing { path: None, ..quoted.last.clone() }
        } else {
            quoted.first.clone()
        }
    }
}

/// The kept shingles of these words, each once.
fn shingles(words: &[String]) -> Vec<u64> {
    let spaced = |words: &[String]| hash(words.iter().flat_map(|word| word.chars().chain([' '])));
    let all: Vec<u64> = words.windows(SHINGLE).map(spaced).collect();
    let mut kept: Vec<u64> = if words.len() <= SHORT {
        all
    } else {
        all.windows(WINDOW).filter_map(|window| window.iter().min().copied()).collect()
    };
    let mut seen = FxHashSet::default();
    kept.retain(|shingle| seen.insert(*shingle));
    kept
}
