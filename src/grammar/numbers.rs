//! Words to numbers: an open table over one string of all words, asked once for every word of a draft.

/// Numbers words from one, in the order in which they are added. Case does not tell them apart.
#[derive(Debug)]
pub struct Numbers {
    /// All words in lower case, one behind the other.
    letters: Vec<u8>,
    /// Where each word ends in `letters`, by its number. Number 0 is nobody's.
    ends: Vec<u32>,
    /// Key and number of a word; the number is 0 where the slot is free. Their count is a power of two.
    slots: Vec<(u64, u32)>,
}

/// No word of the grammar is longer, in bytes.
const LONGEST: usize = 80;

/// Slots at the start: enough for the built-in grammar.
const ROOM: usize = 1 << 16;

impl Numbers {
    /// An empty table.
    pub fn new() -> Numbers {
        Numbers { letters: Vec::with_capacity(8 * ROOM), ends: vec![0], slots: vec![(0, 0); ROOM] }
    }

    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// The number of a word; a curly apostrophe counts as a straight one.
    pub fn get(&self, word: &str) -> Option<u32> {
        match () {
            () if word.len() > LONGEST => None,
            () if word.bytes().all(|byte| byte < 0x80) => self.find(word.as_bytes()).ok(),
            () => self.find(word.to_lowercase().replace('’', "'").as_bytes()).ok(),
        }
    }

    /// The number of a word, which is a new one where it has none yet.
    pub fn add(&mut self, word: &str) -> u32 {
        let lower = if word.is_ascii() { word } else { &word.to_lowercase() };
        let slot = match self.find(lower.as_bytes()) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let number = offset(self.ends.len());
        self.letters.extend(lower.bytes().map(|byte| byte.to_ascii_lowercase()));
        self.ends.push(offset(self.letters.len()));
        self.slots[slot] = (key(lower.as_bytes()), number);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// The number of a word, in lower case or of ASCII letters, or else the slot that it would have.
    fn find(&self, word: &[u8]) -> Result<u32, usize> {
        let key = key(word);
        let last = self.slots.len() - 1;
        let mut slot = first_slot(key, last);
        loop {
            let (known, number) = self.slots[slot];
            if number == 0 {
                return Err(slot);
            }
            if known == key && (word.len() <= PACKED || self.word(number).eq_ignore_ascii_case(word)) {
                return Ok(number);
            }
            slot = (slot + 1) & last;
        }
    }

    fn word(&self, number: u32) -> &[u8] {
        let number = number as usize;
        &self.letters[self.ends[number - 1] as usize..self.ends[number] as usize]
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0); old.len() * 2];
        let last = self.slots.len() - 1;
        for (key, number) in old.into_iter().filter(|(_, number)| *number != 0) {
            let mut slot = first_slot(key, last);
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & last;
            }
            self.slots[slot] = (key, number);
        }
    }
}

/// As many bytes go into a key as they are.
const PACKED: usize = 7;

/// The key of a word, whatever its case. That of a short word is the word itself; others may share one.
fn key(word: &[u8]) -> u64 {
    let lower = word.iter().map(|byte| u64::from(byte.to_ascii_lowercase()));
    if word.len() <= PACKED {
        // The one in front tells words of different lengths apart.
        return lower.fold(1, |key, byte| key << 8 | byte);
    }
    lower.fold(0, |key, byte| (key ^ byte).wrapping_mul(PRIME)) | 1 << 63
}

/// The slot in which the search for a key begins; `last` is the last slot of all.
fn first_slot(key: u64, last: usize) -> usize {
    // The upper half of a product is the well-mixed one.
    (key.wrapping_mul(PRIME) >> 32) as usize & last
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
        let words = ["say", "o'brien", "été", "@", "a-b_c", "Said", "unbelievably"];
        for (number, word) in (1..).zip(words) {
            assert_eq!(numbers.add(word), number, "{word} should get the next number");
        }
        assert_eq!(numbers.add("SAY"), 1, "a known word should keep its number");
        assert_eq!(numbers.len(), words.len(), "should count each once");
        for (number, word) in
            [(1, "Say"), (2, "O’Brien"), (3, "Été"), (4, "@"), (5, "A-B_C"), (6, "said"), (7, "Unbelievably")]
        {
            assert_eq!(numbers.get(word), Some(number), "{word} should be found");
        }
        for word in ["sa", "says", "`", "a-b\u{7f}c", "", "\0say", "unbelievable", &"x".repeat(100)] {
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
