//! The rows of the table: what is known so far of each person, organisation, document or unnamed source.

use std::num::NonZeroU32;

use super::recent::Place;
use super::words::{Initials, Words};
use super::{Gender, Known, SpeakerKind};
use crate::grammar::Classes;
use crate::mentions::{Bearer, Name};

/// An index that takes four bytes, also where there is none. A draft has fewer than four thousand million of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At(NonZeroU32);

impl At {
    /// From an index.
    pub fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The index.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// One row.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The fullest name; of the unnamed, their description.
    pub name: Words<'a>,
    /// What it is.
    pub kind: SpeakerKind,
    /// The gender, where known.
    pub gender: Option<Gender>,
    /// Who they are.
    pub description: Option<&'a str>,
    /// The first letters of the words that a description of them may use: title, role, appositive.
    pub roles: Initials,
    /// The last of these words: an index into what the table keeps of them.
    pub told: Option<At>,
    /// Several people.
    pub plural: bool,
    /// The name with the title that goes with it: "Prince Harald".
    pub styled: Option<&'a Name>,
    /// Whether a draft calls her "Mrs." or "Miss".
    pub status: Classes,
    /// The first reference to it by name.
    pub first: Option<At>,
    /// How often it is named.
    pub named_times: u32,
    /// How often "he" and "she" were taken to mean a person whose gender nothing else tells.
    pub leans: [u32; 2],
    /// Whether it is a place that stands for a government.
    pub place: bool,
    /// Whether it has a name.
    pub named: bool,
    /// Of a joint speaker, who they are: an index into the table's groups.
    pub group: Option<At>,
    /// The last reference to it so far.
    pub last: Option<Seen>,
    /// Where it stands among the rows last referred to.
    pub recent: Option<Place>,
    /// Whether it has spoken.
    pub spoke: Option<u32>,
    /// Who it is, where that is known before the draft is read.
    pub known: Option<&'a Known>,
}

impl<'a> Entry<'a> {
    /// A row of which no more is known.
    pub fn new(name: Words<'a>, kind: SpeakerKind) -> Self {
        Self {
            name,
            kind,
            gender: None,
            description: None,
            roles: Initials::NONE,
            told: None,
            plural: kind == SpeakerKind::Group,
            styled: None,
            status: Classes::NONE,
            first: None,
            named_times: 0,
            leans: [0; 2],
            place: false,
            named: false,
            group: None,
            last: None,
            recent: None,
            spoke: None,
            known: None,
        }
    }

    /// The gender that pronouns give somebody, where they agree and are several.
    pub fn leaning(&self) -> Option<Gender> {
        match self.leans {
            _ if self.kind != SpeakerKind::Person => None,
            [male, 0] if male > 1 => Some(Gender::Male),
            [0, female] if female > 1 => Some(Gender::Female),
            _ => None,
        }
    }

    /// Remembers a reference by name.
    pub fn named_at(&mut self, reference: usize) {
        let here = At::new(reference);
        self.first = Some(self.first.map_or(here, |first| first.min(here)));
        self.named_times += 1;
    }
}

/// Where a row was last referred to.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The number of the sentence.
    pub sentence: u32,
    /// The number of the paragraph.
    pub paragraph: u32,
    /// The reference.
    pub reference: At,
    /// As a subject.
    pub subject: bool,
    /// Behind a preposition, or as an owner.
    pub oblique: bool,
    /// As the first subject of its sentence.
    pub opens: bool,
}

/// Pronouns that agree with somebody in gender, number and animacy, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronouns(u8);

impl Pronouns {
    /// None of these.
    pub const NONE: Pronouns = Pronouns(0);
    /// it
    pub const IT: Pronouns = Pronouns(1);
    /// they
    pub const THEY: Pronouns = Pronouns(2);
    const HE: Pronouns = Pronouns(4);
    const SHE: Pronouns = Pronouns(8);

    /// The one for a single person of a gender.
    pub const fn single(gender: Gender) -> Self {
        match gender {
            Gender::Male => Self::HE,
            Gender::Female => Self::SHE,
            Gender::Neutral => Self::NONE,
        }
    }

    /// Those that can be to a row.
    pub fn of(row: &Entry<'_>) -> Self {
        let single = row.gender.map_or(Self(Self::HE.0 | Self::SHE.0), Self::single);
        match row.kind {
            // A person without a name is the writer.
            SpeakerKind::Person if row.named => single,
            SpeakerKind::Anonymous if row.plural => Self::THEY,
            SpeakerKind::Anonymous => single,
            SpeakerKind::Organisation if !row.plural => Self(Self::IT.0 | Self::THEY.0),
            SpeakerKind::Document if !row.plural => Self::IT,
            SpeakerKind::Organisation | SpeakerKind::Group => Self::THEY,
            SpeakerKind::Person | SpeakerKind::Document | SpeakerKind::Unknown => Self::NONE,
        }
    }

    /// Whether they share one.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The gender that a set of word classes tells.
pub fn gender_of(classes: Classes) -> Option<Gender> {
    match (classes.any(Classes::MALE), classes.any(Classes::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// What bears a name, as a kind of speaker.
pub fn kind_of(name: &Name) -> SpeakerKind {
    match name.bearer {
        Bearer::Person | Bearer::Unclear => SpeakerKind::Person,
        Bearer::Organisation | Bearer::Place | Bearer::Determined => SpeakerKind::Organisation,
        Bearer::People => SpeakerKind::Group,
    }
}
