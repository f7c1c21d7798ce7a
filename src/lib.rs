//! Who said what in a draft, and what is wrong with it.

pub mod error;
pub mod text;
pub mod folding;
pub mod document;
pub mod grammar;
pub mod quotations;
pub mod attribution;
pub mod speakers;
pub mod analysis;
pub mod diagnostic;
pub mod fingerprint;
pub mod settings;
pub mod rules;
pub mod output;
pub mod cli;
