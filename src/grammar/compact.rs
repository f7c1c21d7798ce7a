//! The lexicon from bytes: `writing` writes them where the program is built, so that no run reads the grammar files.
//!
//! ```text
//! lexicon = marks sorts words phrases cues ordinals  each a count and its elements; numbers are little-endian
//! mark    = u64                                     by the number of the word, from one
//! sort    = u16                                     an index into words, from the number nought
//! word    = lower upper opens phrases cue noun-cue  three u64; u32 and two u16, one more than they are, nought for none
//! phrases = count { rest classes capital cue }
//! cue     = text kind weak frames loaded wordless
//! ordinal = u32                                     the number of a word
//! ```

use super::classes::Classes;
use super::cues::{Cue, CueKind, Frames};
use super::lexicon::{Lexicon, Phrase, Phrases, Word};
use super::numbers::Numbers;

/// The kinds of cues in the order of their numbers.
pub(super) const KINDS: [CueKind; 3] = [CueKind::Speech, CueKind::Thought, CueKind::Judgement];

/// The lexicon of these bytes; none where they are cut off or not those of a lexicon.
pub fn read(bytes: &[u8]) -> Option<Lexicon> {
    let mut from = In(bytes);
    let numbers = Numbers::with_marks(from.block()?.iter().copied().map(u64::from_le_bytes));
    let sorts = from.block()?.iter().copied().map(u16::from_le_bytes).collect();
    let words = from.each(|from| {
        Some(Word {
            lower: Classes::of_bits(from.u64()?),
            upper: Classes::of_bits(from.u64()?),
            opens: Classes::of_bits(from.u64()?),
            phrases: from.u32()?.checked_sub(1),
            cue: from.u16()?.checked_sub(1),
            noun_cue: from.u16()?.checked_sub(1),
        })
    })?;
    let phrases = from.each(|from| {
        let all = from.each(|from| {
            Some(Phrase {
                rest: from.block()?.iter().copied().map(u32::from_le_bytes).collect(),
                classes: Classes::of_bits(from.u64()?),
                capital: from.u16()? > 0,
                cue: from.u16()?.checked_sub(1),
            })
        })?;
        Some(Phrases::new(all))
    })?;
    let cues = from.each(|from| {
        Some(Cue {
            words: String::from_utf8(from.block::<1>()?.concat()).ok()?,
            kind: *KINDS.get(usize::from(from.u16()?))?,
            weak: from.u16()? > 0,
            frames: Frames::of_bits(from.u32()?),
            loaded: from.u16()? > 0,
            wordless: from.u16()? > 0,
        })
    })?;
    let ordinals = from.block()?.iter().copied().map(u32::from_le_bytes).collect();
    Lexicon::of(numbers, sorts, words, phrases, cues, ordinals).filter(|_| from.0.is_empty())
}

/// Bytes that are still to be read.
struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn each<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.u32()? as usize;
        // No element is without a byte.
        let mut things = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            things.push(read(self)?);
        }
        Some(things)
    }

    /// A count, and as many elements of so many bytes.
    fn block<const SIZE: usize>(&mut self) -> Option<&'a [[u8; SIZE]]> {
        let count = self.u32()? as usize;
        let (block, rest) = self.0.split_at_checked(count.checked_mul(SIZE)?)?;
        self.0 = rest;
        Some(block.as_chunks().0)
    }

    fn bytes<const SIZE: usize>(&mut self) -> Option<[u8; SIZE]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.bytes().map(u64::from_le_bytes)
    }
}
