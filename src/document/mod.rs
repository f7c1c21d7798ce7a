//! A file becomes paragraphs of prose.

pub mod plain;
