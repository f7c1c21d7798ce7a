//! What leaves the program.

pub mod changes;
pub(crate) mod columns;
pub(crate) mod count;
pub mod explanation;
pub mod findings;
pub(crate) mod json;
pub(crate) mod line;
pub(crate) mod markdown;
pub mod paths;
pub mod reference;
pub mod reports;
pub mod statistics;
pub mod summary;
pub mod verdicts;
pub(crate) mod workflow;
pub(crate) mod xml;
