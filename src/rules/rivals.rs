//! Who else might have spoken: the speakers that fit an attribution as well as the one it was given.

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::diagnostic::Label;
use crate::speakers::{MentionForm, SpeakerKind, may_be_one};
use crate::text::Span;

use super::surroundings::paragraph;
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

/// Those rivals who are people of full name, each once; empty where fewer than two remain. Who goes by one word, or by
/// a name that may be short for another's, is in doubt for other reasons than a reader's.
pub(super) fn rival_people(analysis: &Analysis, attribution: &Attribution) -> Vec<usize> {
    let mut people: Vec<usize> = Vec::new();
    for rival in rivals(attribution) {
        let Some(speaker) = analysis.speakers.get(rival) else { continue };
        let named = speaker.kind == SpeakerKind::Person && is_full_name(&speaker.name);
        let known = people
            .iter()
            .filter_map(|&other| analysis.speakers.get(other))
            .any(|other| may_be_one(&other.name, &speaker.name));
        if named && !known {
            people.push(rival);
        }
    }
    if people.len() > 1 { people } else { Vec::new() }
}

/// Whether a name is one of several words, all but particles in capitals.
pub(super) fn is_full_name(name: &str) -> bool {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    name.split_whitespace().filter(capital).count() > 1 && name.starts_with(char::is_uppercase)
}

/// Whether the paragraph names somebody beside the rivals before the source: that one may be meant.
pub(super) fn is_another_nearer(analysis: &Analysis, pair: Span, source: Span, rivals: &[usize]) -> bool {
    let start = paragraph(analysis, source.start).start;
    let others = analysis.speakers.iter().enumerate().filter(|(at, speaker)| {
        speaker.kind == SpeakerKind::Person && is_full_name(&speaker.name) && !rivals.contains(at)
    });
    others.map(|(_, speaker)| &speaker.mentions).any(|mentions| {
        let first = mentions.partition_point(|mention| mention.span.start < start);
        let mut here = mentions[first..].iter().take_while(|mention| mention.span.end <= source.start);
        here.any(|mention| !mention.span.overlaps(pair))
    })
}

/// The names of these speakers.
pub(super) fn names<'a>(analysis: &'a Analysis, speakers: &[usize]) -> Vec<&'a str> {
    speakers.iter().filter_map(|&speaker| analysis.speakers.get(speaker)).map(|speaker| speaker.name.as_ref()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_no_other_person() {
        let cases = [
            ("Lena Holt", "Holt", true),
            ("holt", "Lena Holt", true),
            ("Khalil al-Hayya", "al-Hayya", true),
            ("Lena Holt", "Lena M. Holt", true),
            ("Felipe Calderón", "Felipe Calderon", true),
            ("Lena Holt", "Tom Holt", false),
            ("Lena Holt", "Lena Bolt", false),
            ("Lena Holt", "Upholt", false),
        ];
        for (one, other, same) in cases {
            assert_eq!(may_be_one(one, other), same, "{one} and {other}: whether they may be one person");
        }
    }
}
