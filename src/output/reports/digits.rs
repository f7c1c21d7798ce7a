//! Short pieces of a report that hold numbers: most of what JSON tells are places, so these must cost little.

/// Numbers below this can be put into a piece.
pub(super) const BELOW: usize = 100_000_000;

/// Numbers below this have at most four digits, as most do.
const SHORT: usize = 10_000;

/// A piece in the making. A number takes room for eight digits, even if it has fewer.
pub(super) struct Piece<'o, const ROOM: usize> {
    bytes: &'o mut [u8; ROOM],
    at: usize,
}

/// Writes a piece, which `make` puts together. It is made where it is to stand: all of its room is taken there, and what is
/// not used is given back.
#[inline]
pub(super) fn write<const ROOM: usize>(out: &mut Vec<u8>, make: impl FnOnce(&mut Piece<'_, ROOM>)) {
    let start = out.len();
    out.extend_from_slice(&[0; ROOM]);
    if let Some(bytes) = out.last_chunk_mut() {
        let mut piece = Piece { bytes, at: 0 };
        make(&mut piece);
        let end = start + piece.at;
        out.truncate(end);
    }
}

impl<const ROOM: usize> Piece<'_, ROOM> {
    /// Adds these bytes.
    #[inline]
    pub(super) fn put<const LENGTH: usize>(&mut self, words: &[u8; LENGTH]) {
        self.bytes[self.at..self.at + LENGTH].copy_from_slice(words);
        self.at += LENGTH;
    }

    /// Adds a number below [`BELOW`].
    #[inline]
    pub(super) fn number(&mut self, number: usize) {
        if number < SHORT {
            return self.short(ones(number as u64) as u32);
        }
        let ones = ones((number / SHORT) as u64 | ((number % SHORT) as u64) << 32);
        let noughts = (ones | 1 << 56).trailing_zeros() / 8;
        let written = (ones | 0x3030_3030_3030_3030) >> (8 * noughts);
        self.put(&written.to_le_bytes());
        self.at -= noughts as usize;
    }

    /// Adds two numbers below [`BELOW`] with these bytes between.
    #[inline]
    pub(super) fn numbers<const LENGTH: usize>(&mut self, one: usize, between: &[u8; LENGTH], other: usize) {
        if one.max(other) < SHORT {
            let both = ones(one as u64 | (other as u64) << 32);
            self.short(both as u32);
            self.put(between);
            self.short((both >> 32) as u32);
        } else {
            self.number(one);
            self.put(between);
            self.number(other);
        }
    }

    /// Adds a number of four digits, without the noughts in front.
    #[inline]
    fn short(&mut self, ones: u32) {
        let noughts = (ones | 1 << 24).trailing_zeros() / 8;
        let written = (ones | 0x3030_3030) >> (8 * noughts);
        self.put(&written.to_le_bytes());
        self.at -= noughts as usize;
    }
}

/// The digits of two numbers of at most four: those of each half of a word, the first in its lowest byte. The last one is a
/// digit, even if it is nought.
///
/// All are found at once: a number is split into halves of two digits, and these into digits, each time in all parts of the
/// word. The divisions are by multiplying, exact for what is as small as that.
#[inline]
fn ones(fours: u64) -> u64 {
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((twos - tens * 10) << 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_that_formatting_gives() {
        let powers = (0..8).map(|power| 10_usize.pow(power));
        let numbers = powers.flat_map(|power| [power - 1, power, power + 1, power * 9, power * 9 + 99 % power]);
        for number in numbers.chain((0..20_000).map(|step| step * 4999 + step % 7)).filter(|at| *at < BELOW) {
            let mut out = Vec::new();
            for other in [7, 304, 20_100] {
                out.clear();
                write::<32>(&mut out, |piece| {
                    piece.put(b"[");
                    piece.number(number);
                    piece.put(b"]");
                    piece.numbers(number, b"-", other);
                });
                let written = format!("[{number}]{number}-{other}");
                assert_eq!(out, written.into_bytes(), "{number} should be written as it is");
            }
        }
    }
}
