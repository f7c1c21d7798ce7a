//! The finished table: what a reader is told of each speaker.

use std::borrow::Cow;

use super::rows::Entry;
use super::table::Table;
use super::words::parts;
use super::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::attribution::Attribution;
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
        let (mentions, ends) = self.mentions();
        let of = |entry: usize| &mentions[entry.checked_sub(1).map_or(0, |before| ends[before])..ends[entry]];
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
        let mut waiting = needed;
        for (reference, row) in self.references.iter().zip(self.rows()) {
            if let Some(entry) = row
                && std::mem::take(&mut waiting[entry])
            {
                order.push((reference.span.start, entry));
            }
        }
        order.extend((0..waiting.len()).filter(|entry| waiting[*entry]).map(|entry| (usize::MAX, entry)));
        order.sort_unstable();
        let mut places = vec![None; self.entries.len()];
        for (place, (_, entry)) in order.iter().enumerate() {
            places[*entry] = Some(place);
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
        (order.into_iter().map(|(_, entry)| self.speaker(text, &self.entries[entry], of(entry))).collect(), places)
    }

    /// The references that are linked, by their rows; and for each row where its references end among them.
    fn mentions(&self) -> (Vec<usize>, Vec<usize>) {
        let linked = || self.rows().enumerate().filter_map(|(reference, row)| Some((reference, row?)));
        // Each row's place begins where the rows before it end, and has moved to its own end once it is filled.
        let mut ends = vec![0; self.entries.len()];
        for (_, row) in linked() {
            ends[row] += 1;
        }
        let mut count = 0;
        for end in &mut ends {
            count += std::mem::replace(end, count);
        }
        let mut mentions = vec![0; count];
        for (reference, row) in linked() {
            mentions[ends[row]] = reference;
            ends[row] += 1;
        }
        (mentions, ends)
    }

    fn speaker<'t>(&self, text: &'t str, entry: &Entry<'a>, mentions: &[usize]) -> Speaker<'t> {
        let full = self.name_of(entry);
        let mut aliases: Vec<Cow<'_, str>> = Vec::new();
        let mentions = mentions
            .iter()
            .map(|reference| {
                let mention = &self.references[*reference];
                let name = self.name(mention);
                // "REYES:", "Q:" stand for a name.
                if let Some(name) = name.filter(|_| !self.is_label(*reference)) {
                    let known = |words: &str| words == full || aliases.iter().any(|alias| alias == words);
                    let words = name.span.of(self.text);
                    if !known(words) && (is_one_line(words) || !known(&tidy(words))) {
                        aliases.push(tidy(words));
                    }
                }
                Mention {
                    span: mention.span,
                    form: form(mention, name, entry, self.text),
                    introduces: introduces(mention, name),
                }
            })
            .collect();
        Speaker {
            name: of_draft(text, full),
            kind: entry.kind,
            aliases: aliases.into_iter().map(|alias| of_draft(text, alias)).collect(),
            gender: entry.gender.or_else(|| entry.leaning()),
            description: entry.description.map(|description| of_draft(text, tidy(description))),
            mentions,
        }
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
fn is_one_line(words: &str) -> bool {
    let mut before = b' ';
    let single = words.bytes().all(|byte| {
        let plain = byte.is_ascii() && byte >= b' ' && (byte, before) != (b' ', b' ');
        before = byte;
        plain
    });
    single && before != b' '
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
