//! Sets of kinds of phrases: what a shape cannot do without, and what it can begin with.

/// A set of kinds of phrases. A phrase can be of several: a verb group is a verb, and perhaps a finite one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u32);

impl Kinds {
    /// None.
    pub const NONE: Kinds = Kinds(0);
    /// Any, the edges of the sentence too.
    pub const ALL: Kinds = Kinds(u32::MAX);
    /// A quotation.
    pub const QUOTATION: Kinds = Kinds(1);
    /// ,
    pub const COMMA: Kinds = Kinds(1 << 1);
    /// :
    pub const COLON: Kinds = Kinds(1 << 2);
    /// ;
    pub const SEMICOLON: Kinds = Kinds(1 << 3);
    /// A dash.
    pub const DASH: Kinds = Kinds(1 << 4);
    /// and, but, or
    pub const CONJUNCTION: Kinds = Kinds(1 << 5);
    /// who, which
    pub const RELATIVE: Kinds = Kinds(1 << 6);
    /// that, before a clause
    pub const THAT: Kinds = Kinds(1 << 7);
    /// because, whether
    pub const SUBORDINATOR: Kinds = Kinds(1 << 8);
    /// A verb group.
    pub const VERB: Kinds = Kinds(1 << 9);
    /// A finite verb group.
    pub const FINITE: Kinds = Kinds(1 << 10);
    /// A verb group with "to".
    pub const INFINITIVE: Kinds = Kinds(1 << 11);
    /// A noun phrase.
    pub const NOUN: Kinds = Kinds(1 << 12);
    /// of, in, according to
    pub const PREPOSITION: Kinds = Kinds(1 << 13);
    /// An adverb.
    pub const ADVERB: Kinds = Kinds(1 << 14);
    /// ( or )
    pub const BRACKET: Kinds = Kinds(1 << 15);
    /// The end of a sentence inside a paragraph.
    pub const STOP: Kinds = Kinds(1 << 16);
    /// Anything else that is a phrase.
    pub const OTHER: Kinds = Kinds(1 << 17);
    /// A verb group, a noun phrase or a preposition that can be a cue.
    pub const CUE: Kinds = Kinds(1 << 19);
    /// whether, how: opens what is asked
    pub const QUESTION: Kinds = Kinds(1 << 20);
    /// A verb group in -ing.
    pub const DOING: Kinds = Kinds(1 << 21);
    /// A preposition that can open a clause: "after", "as".
    pub const OPENER: Kinds = Kinds(1 << 22);
    /// No phrase: the place before the first, or behind the last.
    pub const EDGE: Kinds = Kinds(1 << 18);

    /// Whether it has one of the kinds of `other`.
    pub const fn any(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has all the kinds of `other`.
    pub const fn all(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// It, or none.
    #[must_use]
    pub const fn only_if(self, condition: bool) -> Kinds {
        Kinds(self.0 * condition as u32)
    }

    /// What both sets have.
    #[must_use]
    pub const fn common(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    /// It without the kinds of `other`.
    #[must_use]
    pub const fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// How many kinds there are.
    pub(super) const COUNT: usize = 23;

    /// The numbers of its kinds, each below [`Kinds::COUNT`].
    pub(super) fn numbers(self) -> impl Iterator<Item = usize> {
        let mut left = self.0 & ((1 << Self::COUNT) - 1);
        std::iter::from_fn(move || {
            let number = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            (number < Self::COUNT).then_some(number)
        })
    }

    /// The kind of this number.
    pub(super) const fn numbered(number: usize) -> Kinds {
        Kinds(1 << number)
    }

    /// Whether it is a single kind.
    pub const fn is_one(self) -> bool {
        self.0.is_power_of_two()
    }
}
