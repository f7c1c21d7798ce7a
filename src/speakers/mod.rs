//! Source to speaker: the draft's table of people, organisations, documents and unnamed sources.

use crate::text::Span;

/// What a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// An organisation, an office, a place that stands for a government.
    Organisation,
    /// Several people: "Holt and Reyes", "fans".
    Group,
    /// A document that speaks: "the memo".
    Document,
    /// A person whom the draft doesn't name: "a neighbour", "an official".
    Anonymous,
    /// Nobody knows.
    Unknown,
}

impl SpeakerKind {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Document => "document",
            Self::Anonymous => "anonymous",
            Self::Unknown => "unknown",
        }
    }
}

/// The gender that a text gives a speaker by pronoun, honorific, role or given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// he
    Male,
    /// she
    Female,
    /// it; or they, of one person
    Neutral,
}

impl Gender {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Neutral => "neutral",
        }
    }
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// "Lena Holt", "Hamas"
    FullName,
    /// "Holt", "Mr. Holt", "Lena"
    ShortName,
    /// "she"
    Pronoun,
    /// "the senator"
    Description,
}

/// One reference to a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// How it refers.
    pub form: MentionForm,
    /// Whether the mention itself says who it is: a title, a role or an appositive beside the name.
    pub introduces: bool,
}

/// Somebody whom the draft mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The fullest name, without title; for the unnamed their description.
    pub name: String,
    /// Person, organisation, …
    pub kind: SpeakerKind,
    /// The other names that the draft uses, in order of their first mention.
    pub aliases: Vec<String>,
    /// The gender, where the draft gives it.
    pub gender: Option<Gender>,
    /// Who they are, in the draft's words: "deputy head of the political bureau".
    pub description: Option<String>,
    /// Every mention, in order.
    pub mentions: Vec<Mention>,
}

/// The table of speakers; fills in the speaker of each attribution.
pub fn resolve(
    _text: &str,
    _grammar: &crate::grammar::Grammar,
    _mentions: &[crate::mentions::Mention],
    _attributions: &mut [crate::attribution::Attribution],
) -> Vec<Speaker> {
    Vec::new()
}
