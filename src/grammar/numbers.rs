//! Words to numbers: an open table of keys, asked once for every word of a draft.
//!
//! A short word is its own key, a longer one goes by a hash of 63 bits; of either the table keeps 44 bits, and nothing
//! else is compared: what is looked up stands far apart in memory, and the words themselves would stand in yet another
//! place. That a word of a draft is taken for another of the grammar will not happen; that two words of the grammar are
//! taken for one, a test refuses.

/// Numbers words from one, in the order in which they are added. Case does not tell them apart.
#[derive(Debug)]
pub struct Numbers {
    /// The slots of the table, as many as a power of two.
    pub(super) slots: Vec<Slot>,
    count: u32,
}

/// The upper bits of a key's mix and, in those below, the number of its word; nought where the slot is free. Eight bytes
/// for all, so that most of the table stays in a core's own cache.
pub type Slot = u64;

/// How many bits of a slot hold a number: a million words.
const NUMBER: u32 = 20;

/// What a word is looked up by: its bytes or a hash of them, mixed. No two of these have the same mix, and few the same
/// upper bits of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u64);

/// Slots at the start: enough for the built-in grammar.
const ROOM: usize = 1 << 17;

impl Numbers {
    /// An empty table.
    pub fn new() -> Numbers {
        Numbers { slots: vec![0; ROOM], count: 0 }
    }

    /// The table of words with these marks, in the order of their numbers.
    pub fn with_marks(marks: impl Iterator<Item = u64>) -> Numbers {
        let mut numbers = Numbers::new();
        for mark in marks {
            numbers.insert(mark);
        }
        numbers
    }

    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// The number of the word with this key.
    pub fn get(&self, key: Key) -> Option<u32> {
        self.find(key.0).ok()
    }

    /// The slot in which a word with this key is looked for first.
    pub fn slot(&self, key: Key) -> Slot {
        self.slots[self.home(key.0)]
    }

    /// The number of the word with this key, whose first slot was read before; nought where it has none. Nothing hangs on
    /// what a slot holds until here, so that the slots of many words can be read at the same time.
    pub fn get_from(&self, key: Key, slot: Slot) -> u32 {
        // Nothing foretells whether a slot is free, so that is no branch: the product is nought there too. That another word
        // has the slot is rare.
        let other = upper(slot ^ key.0) >> NUMBER;
        let number = number(slot);
        if other * u64::from(number) == 0 { number } else { self.find(key.0).unwrap_or(0) }
    }

    /// The number of each word with its mark.
    pub fn marks(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.slots.iter().filter(|slot| **slot != 0).map(|slot| (number(*slot), upper(*slot)))
    }

    /// The number of a word, which is a new one where it has none yet.
    pub fn add(&mut self, word: &str) -> u32 {
        self.insert(Key::of(word).0)
    }

    fn insert(&mut self, mix: u64) -> u32 {
        let slot = match self.find(mix) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        self.count += 1;
        self.slots[slot] = upper(mix) | u64::from(self.count);
        if self.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.count
    }

    /// The number of the word with this mix of its key, or else the slot that it would have.
    fn find(&self, mix: u64) -> Result<u32, usize> {
        let last = self.slots.len() - 1;
        let mut at = self.home(mix);
        loop {
            let slot = self.slots[at];
            match number(slot) {
                0 => return Err(at),
                number if upper(slot) == upper(mix) => return Ok(number),
                _ => at = (at + 1) & last,
            }
        }
    }

    /// The slot that the word with this mix of its key has, where no other has it.
    fn home(&self, mix: u64) -> usize {
        // The upper half of a product is the well-mixed one.
        (mix >> 32) as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; old.len() * 2];
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            if let Err(at) = self.find(slot) {
                self.slots[at] = slot;
            }
        }
    }
}

/// The number in a slot: twenty bits.
const fn number(slot: Slot) -> u32 {
    (slot ^ upper(slot)) as u32
}

/// The bits of a mix that a slot keeps.
const fn upper(mix: u64) -> u64 {
    mix >> NUMBER << NUMBER
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

    /// The key of a word of one to seven ASCII letters, the first of them in the lowest byte; what lies above the last does
    /// not count.
    pub fn of_letters(word: u64, length: usize) -> Key {
        let word = (word | SMALL).swap_bytes();
        Key::mixed(word >> (64 - 8 * length) | 1 << (8 * length))
    }

    /// The key of a longer word of ASCII letters.
    pub fn of_long(word: &[u8]) -> Key {
        Key::hash(word, |letters| letters | SMALL)
    }

    fn of_bytes(word: &[u8]) -> Key {
        if word.len() <= PACKED {
            return Key::packed(word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)), word.len());
        }
        Key::hash(word, lowered)
    }

    /// The key of a longer word of ASCII; none of any other.
    fn hashed(word: &[u8]) -> Option<Key> {
        (word.len() > PACKED && word.is_ascii()).then(|| Key::hash(word, lowered))
    }

    /// The key of a word that is too long to be packed; `lowered` makes small letters of eight bytes.
    fn hash(word: &[u8], lowered: impl Fn(u64) -> u64) -> Key {
        // What is left behind the last eight bytes is read with those before it; the length tells how many these are.
        let (eights, _) = word.as_chunks::<8>();
        // A product mixes upwards only. Turned by half, what is below is mixed with what was above.
        let mix =
            |key: u64, bytes: &[u8; 8]| (key.rotate_left(32) ^ lowered(u64::from_be_bytes(*bytes))).wrapping_mul(PRIME);
        let key = eights.iter().chain(word.last_chunk()).fold(word.len() as u64, mix);
        Key::mixed(key | 1 << 63)
    }

    /// The key of as many bytes of ASCII. The one in front tells words of different lengths apart.
    fn packed(word: u64, length: usize) -> Key {
        Key::mixed(lowered(word) | 1 << (8 * length))
    }

    fn mixed(key: u64) -> Key {
        Key(key.wrapping_mul(PRIME))
    }

    /// What the table keeps of the key.
    pub fn mark(self) -> u64 {
        upper(self.0)
    }
}

/// The bit of a letter of ASCII that makes it a small one, in each of eight bytes.
const SMALL: u64 = u64::from_ne_bytes([b'a' - b'A'; 8]);

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
