//! The lexicon as bytes, for the build and for tests: what `compact` reads.

use super::compact::KINDS;
use super::lexicon::Lexicon;
use super::numbers::Numbers;

/// The bytes of a lexicon.
pub fn write(lexicon: &Lexicon) -> Vec<u8> {
    let mut out = Out(Vec::new());
    out.each(marks(&lexicon.numbers), |out, mark| out.u64(mark));
    out.each(lexicon.sorts.iter().copied(), Out::u16);
    out.each(&lexicon.words, |out, word| {
        for classes in [word.lower, word.upper, word.opens] {
            out.u64(classes.bits());
        }
        out.u32(word.phrases.map_or(0, |phrases| phrases + 1));
        out.u16(word.cue.map_or(0, |cue| cue + 1));
        out.u16(word.noun_cue.map_or(0, |cue| cue + 1));
    });
    out.each(&lexicon.phrases, |out, phrases| {
        out.each(&phrases.all, |out, phrase| {
            out.each(phrase.rest.iter().copied(), Out::u32);
            out.u64(phrase.classes.bits());
            out.u16(u16::from(phrase.capital));
            out.u16(phrase.cue.map_or(0, |cue| cue + 1));
        });
    });
    out.each(&lexicon.cues, |out, cue| {
        out.each(cue.words.bytes(), |out, byte| out.0.push(byte));
        out.u16(KINDS.iter().position(|kind| *kind == cue.kind).map_or(0, |at| at as u16));
        out.u16(u16::from(cue.weak));
        out.u32(cue.frames.bits());
        out.u16(u16::from(cue.loaded));
        out.u16(u16::from(cue.wordless));
    });
    out.each(lexicon.ordinals.iter().copied(), Out::u32);
    out.0
}

/// What the table keeps of each word, in the order of their numbers.
fn marks(numbers: &Numbers) -> Vec<u64> {
    let mut marks = vec![0; numbers.len()];
    for (number, mark) in numbers.marks() {
        marks[number as usize - 1] = mark;
    }
    marks
}

/// Bytes to write to.
struct Out(Vec<u8>);

impl Out {
    fn each<T>(&mut self, things: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        let at = self.0.len();
        self.u32(0);
        let mut count = 0u32;
        for thing in things {
            write(self, thing);
            count += 1;
        }
        self.0[at..at + 4].copy_from_slice(&count.to_le_bytes());
    }

    fn u16(&mut self, number: u16) {
        self.0.extend(number.to_le_bytes());
    }

    fn u32(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }
}
