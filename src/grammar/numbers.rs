//! Words to numbers: an open table over one string of all words, asked once for every word of a draft.

/// Numbers words from one, in the order in which they are added. Case does not tell them apart.
#[derive(Debug)]
pub struct Numbers {
    /// All words in lower case, one behind the other.
    letters: String,
    /// Where each word ends in `letters`, by its number. Number 0 is nobody's.
    ends: Vec<u32>,
    /// Hash and number of a word; the number is 0 where the slot is free. Their count is a power of two.
    slots: Vec<(u32, u32)>,
}

/// No word of the grammar is longer, in bytes.
const LONGEST: usize = 80;

/// Slots at the start: enough for the built-in grammar.
const ROOM: usize = 1 << 16;

impl Numbers {
    /// An empty table.
    pub fn new() -> Numbers {
        Numbers { letters: String::with_capacity(8 * ROOM), ends: vec![0], slots: vec![(0, 0); ROOM] }
    }

    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// The number of a word; a curly apostrophe counts as a straight one.
    pub fn get(&self, word: &str) -> Option<u32> {
        match () {
            () if word.len() > LONGEST => None,
            () if word.is_ascii() => self.find(word).ok(),
            () => self.find(&word.to_lowercase().replace('’', "'")).ok(),
        }
    }

    /// The number of a word, which is a new one where it has none yet.
    pub fn add(&mut self, word: &str) -> u32 {
        let lower = if word.is_ascii() { word } else { &word.to_lowercase() };
        let slot = match self.find(lower) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let number = offset(self.ends.len());
        self.letters.extend(lower.chars().map(|c| c.to_ascii_lowercase()));
        self.ends.push(offset(self.letters.len()));
        self.slots[slot] = (hash(lower), number);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// The number of a word, in lower case or of ASCII letters, or else the slot that it would have.
    fn find(&self, word: &str) -> Result<u32, usize> {
        let hash = hash(word);
        let mut slot = self.first_slot(hash);
        loop {
            let (known, number) = self.slots[slot];
            if number == 0 {
                return Err(slot);
            }
            if known == hash && self.word(number).eq_ignore_ascii_case(word) {
                return Ok(number);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        &self.letters[self.ends[number - 1] as usize..self.ends[number] as usize]
    }

    fn first_slot(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0); old.len() * 2];
        for (hash, number) in old.into_iter().filter(|(_, number)| *number != 0) {
            let mut slot = self.first_slot(hash);
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = (hash, number);
        }
    }
}

/// A hash that is the same for small letters and capitals: they differ in one bit, which is set in all.
fn hash(word: &str) -> u32 {
    let folded = word.bytes().fold(0u64, |hash, byte| (hash ^ u64::from(byte | 0x20)).wrapping_mul(PRIME));
    // The upper half of a product is the well-mixed one.
    u32::try_from(folded >> 32).unwrap_or_default()
}

const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let mut numbers = Numbers::new();
        let words = ["say", "o'brien", "été", "@", "a-b_c", "Said"];
        for (number, word) in (1..).zip(words) {
            assert_eq!(numbers.add(word), number, "{word} should get the next number");
        }
        assert_eq!(numbers.add("SAY"), 1, "a known word should keep its number");
        assert_eq!(numbers.len(), words.len(), "should count each once");
        for (number, word) in [(1, "Say"), (2, "O’Brien"), (3, "Été"), (4, "@"), (5, "A-B_C"), (6, "said")] {
            assert_eq!(numbers.get(word), Some(number), "{word} should be found");
        }
        for word in ["sa", "says", "`", "a-b\u{7f}c", "", &"x".repeat(100)] {
            assert_eq!(numbers.get(word), None, "{word} should not be found");
        }
    }

    #[test]
    fn the_table_grows() {
        let mut numbers = Numbers::new();
        let words: Vec<String> = (0..3 * ROOM).map(|number| format!("w{number}")).collect();
        for word in &words {
            numbers.add(word);
        }
        assert_eq!(numbers.len(), words.len(), "should hold more than it had room for");
        for (number, word) in (1..).zip(&words) {
            assert_eq!(numbers.get(word), Some(number), "{word} should be found again");
        }
    }
}
