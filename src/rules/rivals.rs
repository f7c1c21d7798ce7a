//! Who else might have spoken: the speakers that fit an attribution as well as the one it was given.

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::diagnostic::Label;
use crate::speakers::MentionForm;
use crate::text::Span;

use super::wording::first_words;

/// Two speakers whose confidence differs by no more than this fit equally well.
const MARGIN: f32 = 0.15;

/// All who fit an attribution about equally well, its own speaker first; empty where there is one at most.
pub(super) fn rivals(attribution: &Attribution) -> Vec<usize> {
    let candidates = || attribution.candidates.iter().map(|candidate| (candidate.speaker, candidate.confidence));
    // Where nobody was chosen, the others are measured against the likeliest.
    let best = match attribution.speaker {
        Some(speaker) => Some((speaker, attribution.confidence)),
        None => candidates().max_by(|(_, one), (_, other)| one.total_cmp(other)),
    };
    let Some((best, confidence)) = best else { return Vec::new() };
    let mut rivals = vec![best];
    for (speaker, other) in candidates() {
        if other + MARGIN >= confidence && !rivals.contains(&speaker) {
            rivals.push(speaker);
        }
    }
    if rivals.len() > 1 { rivals } else { Vec::new() }
}

/// The names of these speakers.
pub(super) fn names<'a>(analysis: &'a Analysis, speakers: &[usize]) -> Vec<&'a str> {
    speakers.iter().filter_map(|&speaker| analysis.speakers.get(speaker)).map(|speaker| speaker.name.as_str()).collect()
}

/// A label on the mention of each of these speakers that is nearest to a span.
pub(super) fn labels(analysis: &Analysis, speakers: &[usize], span: Span) -> Vec<Label> {
    speakers
        .iter()
        .filter_map(|&speaker| {
            let mention = nearest_mention(analysis, speaker, span)?;
            Some(Label::new(mention, format!("perhaps {}", first_words(&analysis.speakers.get(speaker)?.name))))
        })
        .collect()
}

/// The last mention of a speaker before a span, else the first behind it; by name rather than by pronoun.
fn nearest_mention(analysis: &Analysis, speaker: usize, span: Span) -> Option<Span> {
    let mentions = &analysis.speakers.get(speaker)?.mentions;
    let nearest = |pronouns: bool| {
        let apart = || {
            mentions.iter().filter(move |mention| {
                (mention.form == MentionForm::Pronoun) == pronouns && !mention.span.overlaps(span)
            })
        };
        apart().rfind(|mention| mention.span.end <= span.start).or_else(|| apart().next()).map(|mention| mention.span)
    };
    nearest(false).or_else(|| nearest(true))
}
