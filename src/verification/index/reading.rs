//! How a segment is read: its tables of files and documents are kept, terms and postings stay where they are.

use std::io;
use std::ops::Range;

use super::{Bytes, Checksum, DOCUMENT, FILE, HEAD, MAGIC, MARK, STRIDE, TERM};

/// The terms between two whose keys are kept.
const FENCE: u64 = 64;
/// The bytes that are read at once where all are.
const CHUNK: usize = 1 << 18;

/// A segment that was found sound.
pub struct Segment {
    bytes: Box<dyn Bytes>,
    files: Vec<(u64, u32, u32)>,
    documents: Vec<(u32, u32, u32)>,
    /// The key of each 64th term.
    fences: Vec<u64>,
    /// Where the marks, the terms and the postings begin, and where all ends.
    parts: [u64; 4],
    words: u64,
}

/// One term of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    offset: u64,
    /// Behind the last byte that may be its posting's.
    end: u64,
    /// How often it stands there.
    pub count: u32,
}

impl Segment {
    /// Opens a segment and reads all of it once, to see whether it is sound. Fails where it isn't, or can't be read.
    pub fn open(bytes: impl Bytes + 'static) -> io::Result<Self> {
        let length = bytes.length()?;
        if length < HEAD {
            return Err(damaged());
        }
        let mut head = [0; HEAD as usize];
        bytes.read_at(0, &mut head)?;
        if &head[..16] != MAGIC || checksum(&bytes, length)? != number64(&head[16..24]) {
            return Err(damaged());
        }
        let [files, documents, marks, terms] = [24, 32, 40, 48].map(|at| number64(&head[at..at + 8]));
        let mut ends = Vec::with_capacity(4);
        let mut end = HEAD;
        for (number, size) in [(files, FILE), (documents, DOCUMENT), (marks, MARK), (terms, TERM)] {
            end = number
                .checked_mul(size)
                .and_then(|size| size.checked_add(end))
                .filter(|end| *end <= length)
                .ok_or_else(damaged)?;
            ends.push(end);
        }
        let table = |from: u64, to: u64| -> io::Result<Vec<u8>> {
            let mut table = vec![0; usize::try_from(to - from).map_err(|_| damaged())?];
            bytes.read_at(from, &mut table)?;
            Ok(table)
        };
        let files = table(HEAD, ends[0])?;
        let documents = table(ends[0], ends[1])?;
        let mut fences = Vec::new();
        for term in (0..terms).step_by(FENCE as usize) {
            let mut key = [0; 8];
            bytes.read_at(ends[2] + term * TERM, &mut key)?;
            fences.push(u64::from_le_bytes(key));
        }
        let files =
            files.chunks_exact(FILE as usize).map(|file| (number64(file), number32(&file[8..]), number32(&file[12..])));
        let documents: Vec<(u32, u32, u32)> = documents
            .chunks_exact(DOCUMENT as usize)
            .map(|document| (number32(document), number32(&document[4..]), number32(&document[8..])))
            .collect();
        let words = documents.iter().map(|(_, words, _)| u64::from(*words)).sum();
        Ok(Self {
            files: files.collect(),
            documents,
            fences,
            parts: [ends[1], ends[2], ends[3], length],
            words,
            bytes: Box::new(bytes),
        })
    }

    /// The files: key, date, and the numbers of their documents.
    pub fn files(&self) -> impl Iterator<Item = (u64, u32, Range<usize>)> + '_ {
        let mut first = 0;
        self.files.iter().map(move |(key, documents, date)| {
            let range = first..first + *documents as usize;
            first = range.end;
            (*key, *date, range)
        })
    }

    /// How many words it holds.
    pub fn words(&self) -> u64 {
        self.words
    }

    /// The term of a key. Fails where it cannot be read.
    pub fn find(&self, key: u64) -> io::Result<Option<Term>> {
        let [_, terms, postings, _] = self.parts;
        let Some(fence) = self.fences.partition_point(|fence| *fence <= key).checked_sub(1) else { return Ok(None) };
        let start = terms + fence as u64 * FENCE * TERM;
        let end = (start + (FENCE + 1) * TERM).min(postings);
        let mut block = vec![0; usize::try_from(end - start).unwrap_or_default()];
        self.bytes.read_at(start, &mut block)?;
        let mut found = block.chunks_exact(TERM as usize).skip_while(|term| number64(term) < key);
        let Some(term) = found.next().filter(|term| number64(term) == key) else { return Ok(None) };
        let behind = found.next().map(|next| postings + u64::from(number32(&next[8..])));
        let last = start + FENCE * TERM >= postings;
        let end = behind.or(last.then_some(self.parts[3])).ok_or_else(damaged)?;
        Ok(Some(Term { offset: postings + u64::from(number32(&term[8..])), end, count: number32(&term[12..]) }))
    }

    /// The numbers of the words of a term, rising. Fails where they cannot be read.
    pub fn positions(&self, term: Term) -> io::Result<Vec<u32>> {
        let length = term.end.checked_sub(term.offset).and_then(|length| usize::try_from(length).ok());
        let mut posting = vec![0; length.ok_or_else(damaged)?];
        self.bytes.read_at(term.offset, &mut posting)?;
        let mut positions = Vec::with_capacity((term.count as usize).min(posting.len()));
        let (mut word, mut step, mut shift) = (0u32, 0u32, 0);
        for byte in posting {
            step |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            shift += 7;
            if byte & 0x80 == 0 {
                word = word.wrapping_add(step);
                positions.push(word);
                (step, shift) = (0, 0);
            }
        }
        Ok(positions)
    }

    /// The document that a word stands in, and its number there.
    pub fn document_of(&self, word: u32) -> Option<(usize, u32)> {
        let document = self.documents.partition_point(|(first, _, _)| *first <= word).checked_sub(1)?;
        // A document without words begins where the next one does.
        let (first, words, _) = self.documents[document];
        (word - first < words).then_some((document, word - first))
    }

    /// The number behind the last word of the document that a word stands in.
    pub fn end_of_document(&self, word: u32) -> u32 {
        let behind = self.documents.partition_point(|(first, _, _)| *first <= word);
        self.documents.get(behind).map_or(u32::MAX, |(first, _, _)| *first)
    }

    /// A word of a document at or before this one whose offset is kept, and the offset in bytes. Fails where it cannot
    /// be read.
    pub fn mark(&self, document: usize, word: u32) -> io::Result<(u32, usize)> {
        let (_, words, mark) = self.documents.get(document).copied().ok_or_else(damaged)?;
        if words == 0 {
            return Ok((0, 0));
        }
        let stride = word.min(words - 1) / STRIDE as u32;
        let mut offset = [0; 4];
        self.bytes.read_at(self.parts[0] + (u64::from(mark) + u64::from(stride)) * MARK, &mut offset)?;
        Ok((stride * STRIDE as u32, u32::from_le_bytes(offset) as usize))
    }
}

fn checksum(bytes: &impl Bytes, length: u64) -> io::Result<u64> {
    let mut checksum = Checksum::default();
    let mut chunk = vec![0; CHUNK];
    let mut at = 24;
    while at < length {
        let size = usize::try_from(length - at).map_or(CHUNK, |left| left.min(CHUNK));
        bytes.read_at(at, &mut chunk[..size])?;
        checksum.add(&chunk[..size]);
        at += size as u64;
    }
    Ok(checksum.value())
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the index is damaged")
}

fn number32(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

fn number64(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}
