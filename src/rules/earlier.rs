//! What is kept of the drafts before this one: whose the words were, without the words.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::text::{Place, Span};

/// What the drafts of a run held so far: some hundred bytes a quotation, so that a run may have tens of thousands.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// By the hash of the folded words: who was credited with them first.
    pub(super) credited: FxHashMap<u64, Credited>,
    /// How many drafts went before; tells drafts of one path apart.
    pub(super) drafts: usize,
}

/// Where some words stood first, and whose they were.
#[derive(Debug, Clone)]
pub(super) struct Credited {
    /// The number of the draft.
    pub(super) draft: usize,
    /// Its path.
    pub(super) path: Arc<str>,
    /// The quotation in its readable text.
    pub(super) span: Span,
    /// The quotation in its source.
    pub(super) source: Span,
    /// Line and column of its first character.
    pub(super) place: Place,
    /// The speaker's name in that draft.
    pub(super) speaker: Box<str>,
}
