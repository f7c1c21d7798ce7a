//! The `whosaid` program.
fn main() {}
