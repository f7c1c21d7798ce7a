//! What leaves the program.

pub mod findings;
pub mod reports;
