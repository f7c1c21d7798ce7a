//! Words to numbers: an open table of keys, asked once for every word of a draft.
//!
//! A short word is its own key, a longer one goes by a hash of 63 bits, and nothing else is compared: what is looked up
//! stands far apart in memory, and the words themselves would stand in yet another place. That a word of a draft has
//! the key of another word of the grammar will not happen; that two words of the grammar have one, a test refuses.

/// Numbers words from one, in the order in which they are added. Case does not tell them apart.
#[derive(Debug)]
pub struct Numbers {
    /// Key and number of a word; the number is 0 where the slot is free. Their count is a power of two.
    pub(super) slots: Vec<(u64, u32)>,
    count: u32,
}

/// What a word is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u64);

/// Slots at the start: enough for the built-in grammar.
const ROOM: usize = 1 << 17;

impl Numbers {
    /// An empty table.
    pub fn new() -> Numbers {
        Numbers { slots: vec![(0, 0); ROOM], count: 0 }
    }

    /// A table of these keys, in the order of their numbers.
    pub fn with_keys(keys: impl Iterator<Item = u64>) -> Numbers {
        let mut numbers = Numbers::new();
        for key in keys {
            numbers.insert(Key(key));
        }
        numbers
    }

    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// The number of the word with this key.
    pub fn get(&self, key: Key) -> Option<u32> {
        self.find(key).ok()
    }

    /// The number of a word, which is a new one where it has none yet.
    pub fn add(&mut self, word: &str) -> u32 {
        self.insert(Key::of(word))
    }

    fn insert(&mut self, key: Key) -> u32 {
        let slot = match self.find(key) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        self.count += 1;
        self.slots[slot] = (key.0, self.count);
        if self.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.count
    }

    /// The number of the word with this key, or else the slot that it would have.
    fn find(&self, key: Key) -> Result<u32, usize> {
        let last = self.slots.len() - 1;
        let mut slot = key.first_slot(last);
        loop {
            match self.slots[slot] {
                (_, 0) => return Err(slot),
                (known, number) if known == key.0 => return Ok(number),
                _ => slot = (slot + 1) & last,
            }
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0); old.len() * 2];
        for (key, number) in old.into_iter().filter(|(_, number)| *number != 0) {
            if let Err(slot) = self.find(Key(key)) {
                self.slots[slot] = (key, number);
            }
        }
    }
}

/// As many bytes go into a key as they are.
const PACKED: usize = 7;

impl Key {
    /// The key of what is no word.
    pub const NONE: Key = Key(0);

    /// The key of a word, whatever its case; a curly apostrophe counts as a straight one.
    pub fn of(word: &str) -> Key {
        if word.is_ascii() {
            return Key::of_bytes(word.as_bytes());
        }
        Key::of_bytes(word.to_lowercase().replace('’', "'").as_bytes())
    }

    /// The key of the word from `start` to `end`. Where text follows it, a short word is read in one step.
    pub fn at(text: &str, start: usize, end: usize) -> Key {
        let length = end - start;
        if (1..=PACKED).contains(&length)
            && let Some(bytes) = text.as_bytes()[start..].first_chunk()
        {
            let word = u64::from_be_bytes(*bytes) >> (8 * (bytes.len() - length));
            if word & HIGHEST == 0 {
                return Key::packed(word, length);
            }
        } else if let Some(key) = Key::hashed(&text.as_bytes()[start..end]) {
            return key;
        }
        Key::of(&text[start..end])
    }

    fn of_bytes(word: &[u8]) -> Key {
        if word.len() <= PACKED {
            return Key::packed(word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)), word.len());
        }
        Key::hashed_raw(word).0
    }

    /// The key of a longer word of ASCII; none of any other.
    fn hashed(word: &[u8]) -> Option<Key> {
        let (key, all) = Key::hashed_raw(word);
        (word.len() > PACKED && all & HIGHEST == 0).then_some(key)
    }

    /// The hash of a word, and all of its bytes laid over each other.
    fn hashed_raw(word: &[u8]) -> (Key, u64) {
        // What is left behind the last eight bytes is read with those before it; the length tells how many these are.
        let (eights, _) = word.as_chunks::<8>();
        // A product mixes upwards only. Turned by half, what is below is mixed with what was above.
        let mix = |(key, all): (u64, u64), bytes: &[u8; 8]| {
            let raw = u64::from_be_bytes(*bytes);
            ((key.rotate_left(32) ^ lowered(raw)).wrapping_mul(PRIME), all | raw)
        };
        let (key, all) = eights.iter().chain(word.last_chunk()).fold((word.len() as u64, 0), mix);
        (Key(key | 1 << 63), all)
    }

    /// The key of as many bytes of ASCII. The one in front tells words of different lengths apart.
    fn packed(word: u64, length: usize) -> Key {
        Key(lowered(word) | 1 << (8 * length))
    }

    /// The slot in which the search begins; `last` is the last slot of all.
    fn first_slot(self, last: usize) -> usize {
        // The upper half of a product is the well-mixed one.
        (self.0.wrapping_mul(PRIME) >> 32) as usize & last
    }
}

/// The highest bit of each of eight bytes: none is set in ASCII.
const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);

/// Eight bytes with small letters for the capitals of ASCII.
fn lowered(bytes: u64) -> u64 {
    let each = |byte: u8| u64::from_ne_bytes([byte; 8]);
    // Without their highest bits no sum of two passes into the next byte; that bit then tells what is at least "A".
    let low = bytes & !HIGHEST;
    let capital_or_more = low + each(0x80 - b'A');
    let more = low + each(0x7f - b'Z');
    bytes | (capital_or_more & !more & !bytes & HIGHEST) >> 2
}

const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

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
            assert_eq!(numbers.get(Key::of(word)), Some(number), "{word} should be found");
        }
        for word in ["sa", "says", "`", "a-b\u{7f}c", "", "\0say", "unbelievable", &"x".repeat(100)] {
            assert_eq!(numbers.get(Key::of(word)), None, "{word} should not be found");
        }
    }

    #[test]
    fn a_word_has_one_key_wherever_it_stands() {
        let text = "I and Été SAID [@Z] o’b O'Brien's Unbelievably, l";
        for start in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            for end in (start..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let word = &text[start..end];
                assert_eq!(Key::at(text, start, end), Key::of(word), "{word:?} should have its own key");
                let small = word.to_lowercase();
                assert_eq!(Key::of(&small), Key::of(word), "{word:?} should have the key of {small:?}");
            }
        }
        assert_ne!(Key::of("aaaaaaaa"), Key::of("aaaaaaaaa"), "the length should count");
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
            assert_eq!(numbers.get(Key::of(word)), Some(number), "{word} should be found again");
        }
    }
}
