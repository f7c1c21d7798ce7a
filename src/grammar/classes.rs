//! The classes that a word can belong to, as a set of bits: "report" is a noun, a verb, a cue and a document.

use std::ops::{BitOr, BitOrAssign};

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $key:literal;)*) => {
        impl Classes {
            $($(#[$doc])* pub const $name: Classes = Classes(1 << $bit);)*

            /// The class that the grammar files call by this name.
            pub fn named(name: &str) -> Option<Classes> {
                match name {
                    $($key => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// the, a, this
    DETERMINER = 0, "determiner";
    /// her, their
    POSSESSIVE = 1, "possessive";
    /// she, they
    SUBJECT_PRONOUN = 2, "subject-pronoun";
    /// her, them
    OBJECT_PRONOUN = 3, "object-pronoun";
    /// herself
    REFLEXIVE = 4, "reflexive";
    /// some, many, both: can be a subject alone
    QUANTIFIER = 5, "quantifier";
    /// of, in, according
    PREPOSITION = 6, "preposition";
    /// and, but
    CONJUNCTION = 7, "conjunction";
    /// because, when
    SUBORDINATOR = 8, "subordinator";
    /// who, which, that
    RELATIVE = 9, "relative";
    /// be, have, do
    AUXILIARY = 10, "auxiliary";
    /// would, can
    MODAL = 11, "modal";
    /// not, never
    NEGATION = 12, "negation";
    /// also, later
    ADVERB = 13, "adverb";
    /// Friday, yesterday, week
    TIME = 14, "time";
    /// two, million
    NUMBER = 15, "number";
    /// political, former, Syrian
    ADJECTIVE = 16, "adjective";
    /// house, plan
    NOUN = 17, "noun";
    /// houses, plans
    PLURAL = 18, "plural";
    /// say
    VERB_BASE = 19, "verb-base";
    /// says
    VERB_THIRD = 20, "verb-third";
    /// said
    VERB_PAST = 21, "verb-past";
    /// written
    VERB_PARTICIPLE = 22, "verb-participle";
    /// saying
    VERB_ING = 23, "verb-ing";
    /// spokesman, farmer
    PERSON = 24, "person";
    /// crowd, police
    GROUP = 25, "group";
    /// memo, lawsuit
    DOCUMENT = 26, "document";
    /// company, ministry
    BODY = 27, "organisation";
    /// University, Inc.: ends the name of an organisation
    ENDING = 28, "ending";
    /// Congress, Reuters
    ORGANISATION = 29, "name";
    /// Washington, the Kremlin
    METONYM = 30, "metonym";
    /// Ohio, Damascus
    PLACE = 31, "place";
    /// Sen., Mayor, Gen.
    TITLE = 32, "title";
    /// Mr., Lady
    HONORIFIC = 33, "honorific";
    /// R, Lab
    PARTY = 34, "party";
    /// Jr., III
    SUFFIX = 35, "suffix";
    /// al, van, de
    PARTICLE = 36, "particle";
    /// Lena, Khalil
    GIVEN = 37, "given";
    /// she
    FEMALE = 38, "female";
    /// he
    MALE = 39, "male";
    /// Mr., Gen.: no sentence ends here
    NEVER_ENDS = 40, "never";
    /// Inc., U.S.: a sentence may end here
    MAY_END = 41, "sometimes";
    /// begins one of the grammar's phrases of several words
    PHRASE = 42, "phrase";
    /// is a form of a reporting verb
    CUE = 43, "cue";
    /// is a noun that stands for words: statement, answer
    NOUN_CUE = 44, "noun-cue";
    /// tis, twas, em: what an apostrophe leaves of a word
    ELISION = 45, "elision";
    /// so-called, known as: the words in marks behind it are nobody's
    SCARE = 46, "scare";
    /// is a form of a verb of speech that takes a quotation
    SAYING = 47, "saying";
    /// is, was, been: makes a passive with a participle
    BEING = 48, "being";
    /// nobody, none: says nothing
    NOBODY = 50, "nobody";
    /// was, had, would: makes a past of what it helps
    PAST_HELPER = 49, "past-helper";
    /// Mrs.
    MARRIED = 51, "married";
    /// Miss
    UNMARRIED = 52, "unmarried";
    /// it, its
    THING = 53, "thing";
    /// they, their
    SEVERAL = 54, "several";
    /// I, we
    WRITER = 55, "writer";
    /// the, her, own: opens a noun phrase and says nothing of who is meant
    OPENER = 56, "opener";
    /// first, second
    ORDINAL = 57, "ordinal";
    /// the, this
    DEFINITE = 61, "definite";
    /// named, called: a name follows
    NAMING = 62, "naming";
    /// former, late
    FORMER = 63, "former";
    /// two, both
    PAIR = 58, "pair";
    /// man, official: a person, whoever it is
    ANYBODY = 59, "anybody";
    /// Prince, Aunt, Mrs.: stays with a name that is nothing without it
    STYLE = 60, "style";
}

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);
    /// Any form of a verb.
    pub const VERB: Classes = Classes(0b11111 << 19);
    /// A verb form that can stand with a subject and no auxiliary.
    pub const FINITE: Classes = Classes(0b111 << 19);
    /// What tells a part of speech: all classes from determiners to forms of verbs, and the particles of names.
    pub const SPEECH: Classes = Classes((1 << 24) - 1).with(Classes::PARTICLE);
    /// A noun for somebody or something that can speak.
    pub const ROLE: Classes = Classes(0b1111 << 24);

    /// How many classes there are.
    pub const COUNT: usize = u64::BITS as usize;

    /// The class at a place among all.
    pub const fn at(place: usize) -> Classes {
        Classes(1 << place)
    }

    /// The place among all of the only class in it; none where there is none or several.
    pub const fn single(self) -> Option<usize> {
        if self.0.is_power_of_two() { Some(self.0.trailing_zeros() as usize) } else { None }
    }

    /// The set as a number.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The set that a number stands for.
    pub(super) const fn of_bits(bits: u64) -> Classes {
        Classes(bits)
    }

    /// Whether it has one of the classes of `other`.
    pub const fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has all the classes of `other`.
    pub const fn all(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }

    /// These classes without those of `other`.
    #[must_use]
    pub const fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    /// These classes, or none.
    #[must_use]
    pub const fn only_if(self, condition: bool) -> Classes {
        // Without a branch: nothing foretells which word has a capital.
        Classes(self.0 * condition as u64)
    }

    /// Those of these classes that `other` has too.
    #[must_use]
    pub const fn within(self, other: Classes) -> Classes {
        Classes(self.0 & other.0)
    }

    /// Whether it has no class.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together, in a constant.
    #[must_use]
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        self.with(other)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        *self = self.with(other);
    }
}
