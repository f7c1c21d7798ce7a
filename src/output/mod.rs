//! What leaves the program.

pub mod changes;
pub(crate) mod count;
pub mod findings;
pub(crate) mod line;
pub mod reports;
pub mod verdicts;
