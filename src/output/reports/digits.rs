//! Short pieces of a report that hold numbers: most of what JSON tells are places, so these must cost little.

/// Numbers below this can be put into a piece.
pub(super) const BELOW: usize = 100_000_000;

/// A piece in the making. A number takes room for eight digits, even if it has fewer.
pub(super) struct Piece<const ROOM: usize> {
    bytes: [u8; ROOM],
    at: usize,
}

impl<const ROOM: usize> Piece<ROOM> {
    /// An empty one.
    #[inline]
    pub(super) fn new() -> Self {
        Self { bytes: [0; ROOM], at: 0 }
    }

    /// Adds these bytes.
    #[inline]
    pub(super) fn put<const LENGTH: usize>(&mut self, words: &[u8; LENGTH]) {
        self.bytes[self.at..self.at + LENGTH].copy_from_slice(words);
        self.at += LENGTH;
    }

    /// Adds a number below [`BELOW`].
    #[inline]
    pub(super) fn number(&mut self, number: usize) {
        let (digits, count) = digits(number as u64);
        self.put(&digits);
        self.at -= digits.len() - count;
    }

    /// Writes it out. The whole room is copied, which is a few instructions, where so many bytes as are used would take a
    /// call; what is not used is taken back.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let length = out.len() + self.at;
        out.extend_from_slice(&self.bytes);
        out.truncate(length);
    }
}

/// The digits of a number of at most eight, and how many they are.
///
/// All are found at once: a number is split into halves of four digits, these into halves of two, and these into digits,
/// each time in all parts of one word. The divisions are by multiplying, exact for what is as small as that.
fn digits(number: u64) -> ([u8; 8], usize) {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = tens | ((twos - tens * 10) << 8);
    // The lowest byte is the first digit. Nought has one digit too.
    let noughts = (ones.trailing_zeros() / 8).min(7);
    let written = (ones | 0x3030_3030_3030_3030) >> (8 * noughts);
    (written.to_le_bytes(), 8 - noughts as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_that_formatting_gives() {
        let powers = (0..8).map(|power| 10_usize.pow(power));
        let numbers = powers.flat_map(|power| [power - 1, power, power + 1, power * 9, power * 9 + 99 % power]);
        for number in numbers.chain((0..20_000).map(|step| step * 4999 + step % 7)).filter(|at| *at < BELOW) {
            let mut piece = Piece::<10>::new();
            piece.put(b"[");
            piece.number(number);
            piece.put(b"]");
            let mut out = Vec::new();
            piece.write(&mut out);
            assert_eq!(out, format!("[{number}]").into_bytes(), "{number} should be written as it is");
        }
    }
}
