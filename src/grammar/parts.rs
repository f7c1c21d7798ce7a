//! The parts of a shape, and what can stand where they begin: most shapes fail at the first phrase beside their cue.

use super::kinds::Kinds;

/// One part of a shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// One phrase of one of these kinds.
    Phrase(Kinds),
    /// No phrase: what follows is of one of these kinds.
    Before(Kinds),
    /// No phrase: before it a dash or a bracket opens an insertion in which the cue stands.
    Aside,
    /// A quotation: its words are content.
    Quotation,
    /// A quotation that ends as where a credit follows: with a comma inside or behind it, or with ? or ! inside.
    Credited,
    /// The source.
    Source,
    /// The source: the subject of the main clause before, with all that stands between.
    MainSource,
    /// Any stretch of the sentence, as short as will do.
    Stretch(Stretch),
    /// A noun phrase that is told something.
    Addressee,
    /// An adverb, a time, a phrase with a preposition.
    Adverbial,
    /// This word.
    Word(Box<str>),
    /// One of these sequences.
    Choice(Vec<Vec<Step>>),
    /// It may be left out.
    Optional(Box<Step>),
    /// Any number of it, none too.
    Repeated(Box<Step>),
}

/// What a stretch of a sentence must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// Anything: its words are no content.
    Gap,
    /// Anything: its words are content.
    Clause,
    /// Content with a subject and a verb of its own.
    Statement,
    /// Content that begins with a phrase of one of these kinds.
    From(Kinds),
}

/// One part of a sequence, in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is asked for.
    pub part: Part,
    /// What stands here wherever this part and those behind it fit is of one of these kinds.
    pub opens: Kinds,
}

impl Step {
    /// Whether it captures nothing and fits in one way only.
    pub fn is_plain(&self) -> bool {
        match self.part {
            Part::Phrase(_) | Part::Before(_) | Part::Aside | Part::Addressee | Part::Adverbial | Part::Word(_) => true,
            Part::Quotation | Part::Credited | Part::Source | Part::MainSource | Part::Stretch(_) => false,
            Part::Choice(_) | Part::Optional(_) | Part::Repeated(_) => false,
        }
    }
}

impl From<Part> for Step {
    fn from(part: Part) -> Step {
        Step { part, opens: Kinds::ALL }
    }
}

/// Notes what each step of a sequence can begin with, and tells it of the whole; `behind` is what follows can begin with.
pub fn mark(steps: &mut [Step], leftwards: bool, behind: Kinds) -> Kinds {
    steps.iter_mut().rev().fold(behind, |behind, step| {
        step.opens = opens(&mut step.part, leftwards, behind);
        step.opens
    })
}

fn opens(part: &mut Part, leftwards: bool, behind: Kinds) -> Kinds {
    let phrase = Kinds::ALL.without(Kinds::EDGE);
    let inside = phrase.without(Kinds::STOP);
    match part {
        Part::Phrase(kinds) | Part::Before(kinds) => *kinds,
        Part::Aside => Kinds::DASH.with(Kinds::BRACKET),
        Part::Quotation => Kinds::QUOTATION,
        Part::Credited => Kinds::QUOTATION.with(Kinds::COMMA),
        // The subject of a verb can stand away from it.
        Part::Source if leftwards => Kinds::ALL,
        Part::Source => Kinds::NOUN,
        Part::MainSource => Kinds::ALL,
        Part::Addressee => Kinds::NOUN.with(Kinds::PREPOSITION),
        Part::Adverbial => Kinds::NOUN.with(Kinds::PREPOSITION).with(Kinds::ADVERB),
        Part::Word(_) => phrase,
        Part::Stretch(Stretch::From(kinds)) if !leftwards => *kinds,
        Part::Stretch(Stretch::Statement) if !leftwards => inside.without(Kinds::COMMA.with(Kinds::CONJUNCTION)),
        Part::Stretch(_) => inside.with(behind),
        Part::Choice(sequences) => {
            sequences.iter_mut().map(|sequence| mark(sequence, leftwards, behind)).fold(Kinds::NONE, Kinds::with)
        }
        Part::Optional(step) => mark(std::slice::from_mut(step), leftwards, behind).with(behind),
        // Behind it there may be another of it.
        Part::Repeated(step) => mark(std::slice::from_mut(step), leftwards, Kinds::ALL).with(behind),
    }
}

/// What every stretch of a sentence has that these steps fit: one that lacks it need not be searched.
pub fn needed(steps: &[Step]) -> Kinds {
    steps.iter().fold(Kinds::NONE, |needed, step| needed.with(needed_by(&step.part)))
}

fn needed_by(part: &Part) -> Kinds {
    match part {
        Part::Phrase(kinds) | Part::Stretch(Stretch::From(kinds)) if kinds.is_one() => *kinds,
        Part::Quotation | Part::Credited => Kinds::QUOTATION,
        // What all alternatives need.
        Part::Choice(sequences) => {
            sequences.iter().map(|sequence| needed(sequence)).reduce(Kinds::common).unwrap_or_default()
        }
        _ => Kinds::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(parts: Vec<Part>) -> Vec<Step> {
        parts.into_iter().map(Step::from).collect()
    }

    const COMMA: Part = Part::Phrase(Kinds::COMMA);
    const THAT: Part = Part::Phrase(Kinds::THAT);
    const COLON: Part = Part::Phrase(Kinds::COLON);
    const GAP: Part = Part::Stretch(Stretch::Gap);

    #[test]
    fn only_what_cannot_be_left_out_is_needed() {
        let choice = Part::Choice(vec![steps(vec![COMMA, THAT]), steps(vec![GAP, COMMA])]);
        let parts = steps(vec![Part::Source, Part::Optional(Box::new(COLON.into())), choice, Part::Quotation]);
        assert_eq!(needed(&parts), Kinds::QUOTATION.with(Kinds::COMMA), "should leave out what is optional");
    }

    #[test]
    fn what_may_be_left_out_lets_what_follows_begin() {
        let opens = |parts: Vec<Part>, leftwards| mark(&mut steps(parts), leftwards, Kinds::EDGE);
        let optional = || Part::Optional(Box::new(COLON.into()));
        assert_eq!(opens(vec![optional(), COMMA], false), Kinds::COLON.with(Kinds::COMMA), "a part may be left out");
        assert_eq!(opens(vec![optional()], false), Kinds::COLON.with(Kinds::EDGE), "and all parts");
        let repeated = Part::Repeated(Box::new(Part::Choice(vec![steps(vec![optional(), THAT])]).into()));
        let either = Kinds::COLON.with(Kinds::THAT).with(Kinds::COMMA);
        assert_eq!(opens(vec![repeated, COMMA], false), either, "inside of others too");
        assert!(opens(vec![GAP], false).any(Kinds::EDGE), "a gap may be empty");
        assert_eq!(opens(vec![Part::Source], false), Kinds::NOUN, "a source is a noun phrase");
        assert_eq!(opens(vec![Part::Source], true), Kinds::ALL, "but a subject may stand elsewhere");
    }
}
