//! The kinds of phrases that a shape cannot do without: a sentence that lacks one need not be searched for it.

use super::patterns::Part;

/// A set of kinds of phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u16);

impl Kinds {
    /// None.
    pub const NONE: Kinds = Kinds(0);
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

    /// Whether it has all the kinds of `other`.
    pub const fn all(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// What every sentence has that these parts fit.
    pub fn needed(parts: &[Part]) -> Kinds {
        parts.iter().fold(Kinds::NONE, |needed, part| needed.with(Kinds::of(part)))
    }

    fn of(part: &Part) -> Kinds {
        match part {
            Part::Quotation | Part::Quoted | Part::Credited => Kinds::QUOTATION,
            Part::Comma => Kinds::COMMA,
            Part::Colon => Kinds::COLON,
            Part::Semicolon => Kinds::SEMICOLON,
            Part::Dash => Kinds::DASH,
            Part::Conjunction => Kinds::CONJUNCTION,
            Part::Relative => Kinds::RELATIVE,
            Part::That => Kinds::THAT,
            Part::Subordinator | Part::Question => Kinds::SUBORDINATOR,
            Part::Verb | Part::Infinitive | Part::Predicate => Kinds::VERB,
            // What all alternatives need.
            Part::Choice(sequences) => sequences
                .iter()
                .map(|sequence| Kinds::needed(sequence))
                .reduce(|all, other| Kinds(all.0 & other.0))
                .unwrap_or_default(),
            _ => Kinds::NONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_left_out_is_needed() {
        let choice = Part::Choice(vec![vec![Part::Comma, Part::That], vec![Part::Gap, Part::Comma]]);
        let parts = [Part::Source, Part::Optional(Box::new(Part::Colon)), choice, Part::Quotation];
        assert_eq!(Kinds::needed(&parts), Kinds::QUOTATION.with(Kinds::COMMA), "should leave out what is optional");
    }
}
