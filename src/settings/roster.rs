//! The people whom a newsroom knows: those whom drafts may quote, under which names, and who they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::speakers::{Gender, Known, SpeakerKind};

/// One person or organisation of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Listed {
    /// The full name.
    pub name: String,
    /// Other names that drafts may use, among them short forms that everyone knows.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The pronouns of the person.
    #[serde(default)]
    pub pronouns: Option<Pronouns>,
    /// Who they are: "mayor of Arden".
    #[serde(default)]
    pub description: Option<String>,
}

/// Pronouns that refer to a person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pronouns {
    /// she, her
    #[serde(alias = "she/her")]
    She,
    /// he, him
    #[serde(alias = "he/him")]
    He,
    /// they, them
    #[serde(alias = "they/them")]
    They,
    /// it
    #[serde(alias = "it/its")]
    It,
}

impl Listed {
    /// What the speakers of a draft are told by. Who goes by "it" is an organisation.
    pub fn known(&self) -> Known {
        Known {
            name: self.name.clone(),
            kind: if self.pronouns == Some(Pronouns::It) { SpeakerKind::Organisation } else { SpeakerKind::Person },
            aliases: self.aliases.clone(),
            gender: self.pronouns.map(|pronouns| match pronouns {
                Pronouns::She => Gender::Female,
                Pronouns::He => Gender::Male,
                Pronouns::They | Pronouns::It => Gender::Neutral,
            }),
            description: self.description.clone(),
        }
    }

    /// The name and the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether this is one of the names, whatever the case.
    pub fn is_called(&self, name: &str) -> bool {
        self.names().any(|own| own.to_lowercase() == name.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_goes_by_name_and_alias() {
        let listed: Listed = toml::from_str("name = \"Lena Holt\"\naliases = [\"Mayor Holt\"]\npronouns = \"she/her\"")
            .expect("the entry should be read");
        assert_eq!(listed.pronouns, Some(Pronouns::She), "the pronouns should be read by both words");
        assert!(listed.is_called("lena holt") && listed.is_called("MAYOR HOLT"), "case should not count");
        assert!(!listed.is_called("Holt"), "an unlisted short name should be another name");
    }
}
