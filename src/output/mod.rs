//! What leaves the program.

pub mod findings;
