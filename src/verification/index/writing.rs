//! How a segment is made.

use rustc_hash::FxHashMap;

use super::super::words::words;
use super::{Checksum, MAGIC, STRIDE};

/// A segment under way.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    files: Vec<(u64, u32, u32)>,
    documents: Vec<(u32, u32, u32)>,
    marks: Vec<u32>,
    /// The number of each term, by its key.
    terms: FxHashMap<u64, u32>,
    keys: Vec<u64>,
    counts: Vec<u32>,
    /// The term of each word.
    words: Vec<u32>,
}

impl SegmentBuilder {
    /// Adds a file by its key, its date as yyyymmdd or nought, and the texts of its documents.
    pub fn file(&mut self, key: u64, date: u32, documents: &[&str]) {
        self.files.push((key, count(documents.len()), date));
        for text in documents {
            let first = self.words.len();
            let mark = self.marks.len();
            for word in words(text, 0) {
                if (self.words.len() - first).is_multiple_of(STRIDE) {
                    self.marks.push(count(word.span.start));
                }
                let next = count(self.keys.len());
                let term = *self.terms.entry(word.key).or_insert(next);
                if term == next {
                    self.keys.push(word.key);
                    self.counts.push(0);
                }
                self.counts[term as usize] += 1;
                self.words.push(term);
            }
            self.documents.push((count(first), count(self.words.len() - first), count(mark)));
        }
    }

    /// The bytes of the segment.
    pub fn finish(self) -> Vec<u8> {
        // Words sorted by term: where each term's words begin, then each word to its place.
        let mut begin = Vec::with_capacity(self.counts.len());
        let mut total = 0;
        for number in &self.counts {
            begin.push(total);
            total += *number as usize;
        }
        let mut sorted = vec![0u32; total];
        let mut next = begin.clone();
        for (word, term) in self.words.iter().enumerate() {
            sorted[next[*term as usize]] = count(word);
            next[*term as usize] += 1;
        }
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_unstable_by_key(|term| self.keys[*term]);

        let mut postings = Vec::with_capacity(total * 2);
        let mut terms = Vec::with_capacity(order.len());
        for term in order {
            terms.push((self.keys[term], count(postings.len()), self.counts[term]));
            let mut last = 0;
            for word in &sorted[begin[term]..begin[term] + self.counts[term] as usize] {
                varint(&mut postings, word - last);
                last = *word;
            }
        }

        let mut bytes = MAGIC.to_vec();
        bytes.extend([0; 8]);
        for number in [self.files.len(), self.documents.len(), self.marks.len(), terms.len()] {
            bytes.extend((number as u64).to_le_bytes());
        }
        for (key, documents, date) in self.files {
            bytes.extend(key.to_le_bytes());
            bytes.extend(documents.to_le_bytes());
            bytes.extend(date.to_le_bytes());
        }
        for (first, words, mark) in self.documents {
            [first, words, mark].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        }
        self.marks.iter().for_each(|mark| bytes.extend(mark.to_le_bytes()));
        for (key, posting, number) in terms {
            bytes.extend(key.to_le_bytes());
            bytes.extend(posting.to_le_bytes());
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(postings);
        let checksum = Checksum::of(&bytes[24..]);
        bytes[16..24].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }
}

/// A number as the format has it. Files are far smaller than what would not fit, and so are segments.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn varint(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
