//! People and organisations that are known before the draft is read: those of a roster.

use super::{Gender, SpeakerKind};

/// Somebody whom the reader of the draft may be taken to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The full name, without title.
    pub name: String,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// Other names that a draft may use.
    pub aliases: Vec<String>,
    /// The gender of the pronouns that go with the name.
    pub gender: Option<Gender>,
    /// Who they are.
    pub description: Option<String>,
}
