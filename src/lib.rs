//! Who said what in a draft, and what is wrong with it.

pub mod error;
pub mod text;
pub mod folding;
pub mod grammar;
pub mod document;
pub mod tokens;
pub mod quotations;
pub mod sentences;
pub mod tags;
pub mod phrases;
pub mod clauses;
pub mod mentions;
pub mod attribution;
pub mod speakers;
pub mod analysis;
pub mod places;
pub mod diagnostic;
pub mod fingerprint;
pub mod baseline;
pub mod fixes;
pub mod ignores;
pub mod settings;
pub mod rules;
pub mod output;
pub mod cli;
