//! The options of the rules, as `[rules.NAME]` of a settings file gives them: one struct a rule that has any.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The options of every rule that has any, by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Options of `late-introduction`.
    pub late_introduction: LateIntroduction,
    /// Options of `late-attribution`.
    pub late_attribution: LateAttribution,
    /// Options of `conflicting-attribution`.
    pub conflicting_attribution: ConflictingAttribution,
    /// Options of `repeated-quotation`.
    pub repeated_quotation: RepeatedQuotation,
    /// Options of `altered-quotation`.
    pub altered_quotation: AlteredQuotation,
    /// Options of `mixed-quotation-marks`.
    pub mixed_quotation_marks: MixedQuotationMarks,
    /// Options of `quotation-punctuation`.
    pub quotation_punctuation: QuotationPunctuation,
    /// Options of `quotation-fragment`.
    pub quotation_fragment: QuotationFragment,
    /// Options of `loaded-cue`.
    pub loaded_cue: LoadedCue,
    /// Options of `unspeakable-cue`.
    pub unspeakable_cue: UnspeakableCue,
    /// Options of `untagged-dialogue`.
    pub untagged_dialogue: UntaggedDialogue,
}

/// Options of `late-introduction`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LateIntroduction {
    /// Names known to everyone, in full or in short, that need no introduction. Case doesn't count.
    pub known_names: Vec<String>,
}

/// Options of `late-attribution`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LateAttribution {
    /// So many quoted words may stand before the reader learns who speaks.
    pub max_words: usize,
}

impl Default for LateAttribution {
    fn default() -> Self {
        Self { max_words: 60 }
    }
}

/// Options of `conflicting-attribution`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConflictingAttribution {
    /// Quotations of fewer words are not compared: two people may well have them in common.
    pub min_words: usize,
}

impl Default for ConflictingAttribution {
    fn default() -> Self {
        Self { min_words: 5 }
    }
}

/// Options of `repeated-quotation`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RepeatedQuotation {
    /// Quotations of fewer words may be repeated.
    pub min_words: usize,
}

impl Default for RepeatedQuotation {
    fn default() -> Self {
        Self { min_words: 5 }
    }
}

/// Options of `altered-quotation`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AlteredQuotation {
    /// Quotations of fewer words are not compared.
    pub min_words: usize,
}

impl Default for AlteredQuotation {
    fn default() -> Self {
        Self { min_words: 6 }
    }
}

/// Options of `mixed-quotation-marks`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MixedQuotationMarks {
    /// The marks that a draft should have.
    pub style: MarkStyle,
}

/// The shape of quotation marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkStyle {
    /// Those that the draft has most of.
    #[default]
    Majority,
    /// "…" and '…'
    Straight,
    /// “…” and ‘…’
    Curly,
}

/// Options of `quotation-punctuation`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuotationPunctuation {
    /// Whose convention the draft follows.
    pub style: PunctuationStyle,
}

/// On which side of a closing mark commas and full stops stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PunctuationStyle {
    /// American: always inside.
    #[default]
    Us,
    /// British: inside with a whole quoted sentence, outside with a part of one.
    Uk,
}

/// Options of `quotation-fragment`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuotationFragment {
    /// A quoted piece of so many words, or fewer, is a fragment.
    pub max_words: usize,
}

impl Default for QuotationFragment {
    fn default() -> Self {
        Self { max_words: 2 }
    }
}

/// Options of `loaded-cue`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LoadedCue {
    /// Cues that the house allows, by the form that a dictionary lists ("claim").
    pub allow: Vec<String>,
}

/// Options of `unspeakable-cue`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnspeakableCue {
    /// Cues that the house allows, by the form that a dictionary lists ("laugh").
    pub allow: Vec<String>,
}

/// Options of `untagged-dialogue`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UntaggedDialogue {
    /// So many turns may follow each other without a word on who speaks.
    pub max_turns: usize,
}

impl Default for UntaggedDialogue {
    fn default() -> Self {
        Self { max_turns: 6 }
    }
}
