//! The index of sources: where each word stands, in segments that are read a little at a time.
//!
//! A segment holds some files. It is made once and never changed; what it says depends on their contents alone, so it
//! may be kept, thrown away, or made twice at once. All numbers are little-endian:
//!
//! ```text
//! segment   = magic checksum u64:files u64:documents u64:marks u64:terms { file } { document } { u32:mark } { term } posting
//! magic     = "whosaid index 1\n"
//! checksum  = u64 over everything behind it
//! file      = u64:key u32:documents u32:date                    documents in the file; yyyymmdd or nought
//! document  = u32:first u32:words u32:marks                     numbers of its first word and of its first mark
//! mark      = byte offset of each 256th word of a document
//! term      = u64:key u32:posting u32:count                     sorted by key; bytes into the postings
//! posting   = { varint }                                        the numbers of the words of this key, each less the last
//! ```

mod reading;
mod writing;

pub use reading::{Segment, Term};
pub use writing::SegmentBuilder;

use std::io;

/// What every segment begins with; another where the format, or how words are read, is another.
const MAGIC: &[u8; 16] = b"whosaid index 1\n";
/// The words between two whose byte offsets are kept.
const STRIDE: usize = 256;
/// The bytes in front of the tables.
const HEAD: u64 = 16 + 8 + 4 * 8;
const FILE: u64 = 16;
const DOCUMENT: u64 = 12;
const MARK: u64 = 4;
const TERM: u64 = 16;

/// Bytes that can be read anywhere: a file, or memory.
pub trait Bytes: Send + Sync {
    /// How many there are. Fails where that cannot be told.
    fn length(&self) -> io::Result<u64>;

    /// Fills the buffer from an offset on. Fails where there are fewer, or none can be read.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl Bytes for Vec<u8> {
    fn length(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let from = usize::try_from(offset).ok().and_then(|offset| self.get(offset..offset.checked_add(buffer.len())?));
        buffer.copy_from_slice(from.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// A checksum of bytes that come in order, eight at a time: fast, and the same on every machine. It tells what was
/// damaged or is another text, not what was forged.
#[derive(Debug, Clone)]
pub struct Checksum {
    state: u64,
    length: u64,
    rest: Vec<u8>,
}

impl Default for Checksum {
    fn default() -> Self {
        Self { state: 0x9e37_79b9_7f4a_7c15, length: 0, rest: Vec::with_capacity(8) }
    }
}

impl Checksum {
    /// The checksum of some bytes.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut checksum = Self::default();
        checksum.add(bytes);
        checksum.value()
    }

    /// Adds bytes.
    pub fn add(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.rest.is_empty() {
            let (head, behind) = bytes.split_at(bytes.len().min(8 - self.rest.len()));
            self.rest.extend_from_slice(head);
            bytes = behind;
            if let Ok(eight) = <[u8; 8]>::try_from(self.rest.as_slice()) {
                self.mix(u64::from_le_bytes(eight));
                self.rest.clear();
            }
        }
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.mix(u64::from_le_bytes(*eight));
        }
        self.rest.extend_from_slice(rest);
    }

    /// The checksum of what was added.
    pub fn value(&self) -> u64 {
        let mut last = self.clone();
        let mut eight = [0; 8];
        eight.iter_mut().zip(&self.rest).for_each(|(to, from)| *to = *from);
        last.mix(u64::from_le_bytes(eight));
        last.mix(self.length);
        last.state
    }

    fn mix(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * 0xa076_1d64_78bd_642f;
        self.state = (product as u64) ^ ((product >> 64) as u64) ^ self.state.rotate_left(23);
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::key;
    use super::*;

    fn built() -> Vec<u8> {
        let mut builder = SegmentBuilder::default();
        builder.file(7, 20_240_305, &["We lost the vote. We did."]);
        builder.file(9, 0, &["", "We never lost."]);
        builder.finish()
    }

    #[test]
    fn a_segment_knows_where_words_stand() {
        let segment = Segment::open(built()).expect("what was built should open");
        let files: Vec<_> = segment.files().collect();
        assert_eq!(files, [(7, 20_240_305, 0..1), (9, 0, 1..3)]);
        let positions = |word: &str| {
            let term = segment.find(key(word).expect("it should be a word")).expect("it should be readable");
            term.map(|term| segment.positions(term).expect("it should be readable")).unwrap_or_default()
        };
        assert_eq!(positions("we"), [0, 4, 6]);
        assert_eq!(positions("LOST"), [1, 8]);
        assert!(positions("won").is_empty());
        assert_eq!(segment.document_of(6), Some((2, 0)));
        assert_eq!(segment.document_of(5), Some((0, 5)));
        assert_eq!(segment.document_of(9), None);
    }

    #[test]
    fn a_damaged_segment_is_refused() {
        let good = built();
        assert!(Segment::open(Vec::new()).is_err(), "nothing should be refused");
        assert!(Segment::open(good[..good.len() - 1].to_vec()).is_err(), "a short one should be refused");
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x10;
            assert!(Segment::open(bad).is_err(), "byte {at} should be missed");
        }
    }

    #[test]
    fn the_checksum_does_not_depend_on_how_bytes_come() {
        let bytes: Vec<u8> = (0..100).collect();
        for cut in 0..bytes.len() {
            let mut checksum = Checksum::default();
            checksum.add(&bytes[..cut]);
            checksum.add(&bytes[cut..]);
            assert_eq!(checksum.value(), Checksum::of(&bytes), "cut at {cut}");
        }
        assert_ne!(Checksum::of(b""), Checksum::of(b"\0"), "length should count");
    }
}
