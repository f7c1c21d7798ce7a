//! What leaves the program.

pub(crate) mod count;
pub mod findings;
pub(crate) mod line;
pub mod reference;
pub mod reports;
