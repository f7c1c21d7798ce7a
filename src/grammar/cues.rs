//! What the grammar knows of one cue: what it reports, how surely, and in which frames.

use crate::error::Error;

/// What a reporting verb reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// say, write, tweet
    Speech,
    /// think, hope
    Thought,
    /// praise, call
    Judgement,
}

/// A set of frames, each a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames(u32);

/// The frames by name, in the order of their bits. `grammar/README.md` gives the shape of each.
const NAMES: [&str; 27] = [
    "quotation",
    "that",
    "clause",
    "addressee",
    "addressee-to",
    "to",
    "addressee-infinitive",
    "question",
    "naming",
    "as",
    "object",
    "of",
    "about",
    "for",
    "against",
    "on",
    "with",
    "at",
    "to-noun",
    "in",
    "possessive",
    "says",
    "made",
    "strong",
    "weak",
    "opinion",
    "words",
];

impl Frames {
    /// "We lost," she said.
    pub const QUOTATION: Frames = Frames(1);
    /// She said that they had lost.
    pub const THAT: Frames = Frames(1 << 1);
    /// She said they had lost.
    pub const CLAUSE: Frames = Frames(1 << 2);
    /// She told Reyes that they had lost.
    pub const ADDRESSEE: Frames = Frames(1 << 3);
    /// She urged Reyes to stay.
    pub const ADDRESSEE_INFINITIVE: Frames = Frames(1 << 6);
    /// She announced an audit.
    pub const OBJECT: Frames = Frames(1 << 10);
    /// She accused Reyes of theft.
    pub const OF: Frames = Frames(1 << 11);
    /// Reports words wherever a frame fits.
    pub const STRONG: Frames = Frames(1 << 23);
    /// Reports words only beside a quotation.
    pub const WEAK: Frames = Frames(1 << 24);

    /// The set as a number.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set that a number stands for.
    pub(super) const fn of_bits(bits: u32) -> Frames {
        Frames(bits)
    }

    /// The frame of this name.
    pub fn named(name: &str) -> Option<Frames> {
        NAMES.iter().position(|known| *known == name).map(|bit| Frames(1 << bit))
    }

    /// Whether it has one of the frames of `other`.
    pub const fn any(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Frames) -> Frames {
        Frames(self.0 | other.0)
    }

    /// The frames of these names. An error names the unknown one.
    pub fn of(names: &[impl AsRef<str>]) -> Result<Frames, Error> {
        names.iter().map(AsRef::as_ref).try_fold(Frames::default(), |all, name| match Frames::named(name) {
            Some(frame) => Ok(all.with(frame)),
            None => Err(Error::new(format!("no frame is called `{name}`; known: {}", NAMES.join(", ")))),
        })
    }
}

/// One reporting verb, noun or preposition.
#[derive(Debug, Clone)]
pub struct Cue {
    /// Base form; several words for a phrase.
    pub words: String,
    /// Speech, thought or judgement.
    pub kind: CueKind,
    /// Whether it reports words only beside a quotation, with a comma or a colon.
    pub weak: bool,
    /// The frames that it takes; "strong" or "weak" is one of them.
    pub frames: Frames,
    /// Whether it judges the words that it reports.
    pub loaded: bool,
    /// Whether it is something else than speaking: smile, nod.
    pub wordless: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_the_frames_of_their_names() {
        let pairs = [
            ("quotation", Frames::QUOTATION),
            ("clause", Frames::CLAUSE),
            ("addressee", Frames::ADDRESSEE),
            ("strong", Frames::STRONG),
            ("weak", Frames::WEAK),
        ];
        for (name, frame) in pairs {
            assert_eq!(Frames::named(name), Some(frame), "{name} should be the same frame by name and by constant");
        }
    }
}
