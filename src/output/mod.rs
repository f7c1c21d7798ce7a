//! What leaves the program.

pub(crate) mod count;
pub mod explanation;
pub mod findings;
pub(crate) mod line;
pub mod reports;
