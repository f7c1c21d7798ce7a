//! What the program writes: one format a file.

pub mod reports;
