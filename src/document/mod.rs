//! A file becomes text, and text becomes paragraphs of prose.

pub mod plain;
pub mod source;
