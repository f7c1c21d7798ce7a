//! The finished table: what a reader is told of each speaker.

use std::borrow::Cow;

use super::rows::Entry;
use super::table::Table;
use super::words::parts;
use super::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::eights;
use crate::mentions::{Mention as Reference, MentionKind, Name};

impl<'a> Table<'a> {
    /// The name to give: of a joint speaker the full names of all.
    pub fn name_of(&self, entry: &Entry<'a>) -> Cow<'a, str> {
        match self.members(entry).split_last() {
            Some((last, others)) if !others.is_empty() => {
                let name = |member: &usize| tidy(self.entries[*member].name.whole);
                format!("{} and {}", others.iter().map(name).collect::<Vec<_>>().join(", "), name(last)).into()
            }
            _ => tidy(self.styled(entry).unwrap_or(entry.name.whole)),
        }
    }

    /// A single name with the title that goes with it: a given name that has no other beside it ("Aunt Ruta"), or a
    /// surname that somebody else in the draft has too ("Mrs. Holt").
    fn styled(&self, entry: &Entry<'a>) -> Option<&'a str> {
        let name = entry.styled.filter(|name| name.span.of(self.text) == entry.name.whole)?;
        let shared = || {
            let others = self.with_word(name.last.of(self.text)).map(|other| &self.entries[other]);
            others.filter(|other| other.named && other.kind == SpeakerKind::Person).nth(1).is_some()
        };
        let stays = if name.honoured { shared() } else { name.given };
        name.style.filter(|_| stays).map(|style| style.of(self.text))
    }

    /// The finished table: rows that somebody speaks as, and people with names; and the place in it of each row.
    pub fn speakers<'t>(
        self,
        text: &'t str,
        attributions: &mut [Attribution],
    ) -> (Vec<Speaker<'t>>, Vec<Option<usize>>) {
        let mut needed: Vec<bool> = self
            .entries
            .iter()
            .map(|entry| entry.named && matches!(entry.kind, SpeakerKind::Person | SpeakerKind::Organisation))
            .collect();
        for attribution in attributions.iter() {
            let candidates = attribution.candidates.iter().map(|candidate| candidate.speaker);
            for speaker in attribution.speaker.into_iter().chain(candidates) {
                needed[speaker] = true;
            }
        }
        // In the order of their first mentions; two that begin at one place in that of the rows, and so the unmentioned.
        let mut order = Vec::with_capacity(needed.iter().filter(|needed| **needed).count());
        let mut mentions = vec![0; needed.len()];
        for (reference, row) in self.references.iter().zip(self.rows()) {
            let Some(entry) = row else { continue };
            if mentions[entry] == 0 && needed[entry] {
                order.push((reference.span.start, entry));
            }
            mentions[entry] += 1;
        }
        let unmentioned = (0..needed.len()).filter(|entry| needed[*entry] && mentions[*entry] == 0);
        order.extend(unmentioned.map(|entry| (usize::MAX, entry)));
        order.sort_unstable();
        let mut places = vec![None; needed.len()];
        let mut speakers = Vec::with_capacity(order.len());
        for (place, (_, entry)) in order.into_iter().enumerate() {
            places[entry] = Some(place);
            speakers.push(self.speaker(text, &self.entries[entry], mentions[entry]));
        }
        for (reference, row) in self.rows().enumerate() {
            if let Some(entry) = row
                && let Some(place) = places[entry]
            {
                self.mention(text, reference, &self.entries[entry], &mut speakers[place]);
            }
        }
        for attribution in attributions {
            attribution.speaker = attribution.speaker.and_then(|entry| places[entry]);
            for credit in attribution.credits_mut() {
                credit.speaker = credit.speaker.and_then(|entry| places[entry]);
            }
            for candidate in &mut attribution.candidates {
                // Candidates are needed, so they have a place.
                candidate.speaker = places[candidate.speaker].unwrap_or(candidate.speaker);
            }
        }
        (speakers, places)
    }

    /// What is told of a row, with room for its mentions.
    fn speaker<'t>(&self, text: &'t str, entry: &Entry<'a>, mentions: usize) -> Speaker<'t> {
        Speaker {
            name: of_draft(text, self.name_of(entry)),
            kind: entry.kind,
            aliases: Vec::new(),
            gender: entry.gender.or_else(|| entry.leaning()),
            description: entry.description.map(|description| of_draft(text, tidy(description))),
            mentions: Vec::with_capacity(mentions),
        }
    }

    /// Adds a reference to those of its speaker, and the name that it uses.
    fn mention<'t>(&self, text: &'t str, reference: usize, entry: &Entry<'a>, speaker: &mut Speaker<'t>) {
        let mention = &self.references[reference];
        let name = self.name(mention);
        // "REYES:", "Q:" stand for a name.
        if let Some(name) = name.filter(|_| !self.is_label(reference)) {
            let known = |words: &str| speaker.name == words || speaker.aliases.iter().any(|alias| alias == words);
            let words = name.span.of(text);
            if !known(words) && (is_one_line(words) || !known(&tidy(words))) {
                speaker.aliases.push(tidy(words));
            }
        }
        let (form, introduces) = (form(mention, name, entry, text), introduces(mention, name));
        speaker.mentions.push(Mention { span: mention.span, form, introduces });
    }
}

/// Words of the table as those of the draft, which outlives it; a copy of what stands elsewhere.
fn of_draft<'t>(text: &'t str, words: Cow<'_, str>) -> Cow<'t, str> {
    let Cow::Borrowed(words) = words else { return Cow::Owned(words.into_owned()) };
    // Where words lie within the draft's bytes, there is their place in it.
    let place = words.as_ptr().addr().checked_sub(text.as_ptr().addr());
    let own = place.and_then(|at| text.get(at..at.checked_add(words.len())?));
    own.map_or_else(|| Cow::Owned(words.to_owned()), Cow::Borrowed)
}

/// A name or a description on one line.
fn tidy(words: &str) -> Cow<'_, str> {
    if is_one_line(words) { Cow::Borrowed(words) } else { parts(words).collect::<Vec<_>>().join(" ").into() }
}

/// Whether words are ASCII with one space between each, as all but those are that are wrapped, or set with other spaces.
/// Of very long ones it isn't asked.
fn is_one_line(words: &str) -> bool {
    let (spaces, odd) = eights::fold(words.as_bytes(), b'.', (0, 0), |(spaces, odd), at, eight| {
        let control = eights::within(eight, 0, 0x1f);
        let here = eights::gathered(eights::are(eight, b' ')).unbounded_shl(at as u32);
        (spaces | here, odd | eight & eights::HIGHEST | control)
    });
    // No space behind another, in front or at the end.
    let apart = |last: usize| spaces & (spaces << 1 | 1 | 1 << last) == 0;
    odd == 0 && words.len() <= 64 && words.len().checked_sub(1).is_some_and(apart)
}

fn form(mention: &Reference, name: Option<&Name>, entry: &Entry<'_>, text: &str) -> MentionForm {
    match name {
        Some(name) if name.words > 1 || name.span.of(text) == entry.name.whole => MentionForm::FullName,
        Some(_) => MentionForm::ShortName,
        None if mention.kind == MentionKind::Pronoun => MentionForm::Pronoun,
        None => MentionForm::Description,
    }
}

/// Whether a mention says who somebody is: by a role or an appositive beside the name.
fn introduces(mention: &Reference, name: Option<&Name>) -> bool {
    name.is_some_and(|name| mention.apposition.is_some() || name.role.is_some() && !name.honoured)
}
