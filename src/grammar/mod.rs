//! Typed loading of the language knowledge in `grammar/`.

/// All that is known of the language.
#[derive(Debug)]
pub struct Grammar {}

impl Grammar {
    /// The grammar built into the program, read once.
    pub fn builtin() -> &'static Grammar {
        static BUILTIN: Grammar = Grammar {};
        &BUILTIN
    }
}
