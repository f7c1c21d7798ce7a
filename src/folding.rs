//! Words without their dress: what two quotations of the same words have in common, however they are set.

/// Letters and digits alone, in lower case: case, marks, punctuation and spaces are gone.
pub fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// How many words a text has: runs between spaces that hold a letter or a digit.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The words of a text, each folded: "It’s long-term" is "its", "long", "term".
pub fn folded_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_alphanumeric() && !matches!(character, '\'' | '’'))
        .map(|word| folded(word).collect::<String>())
        .filter(|word| !word.is_empty())
}

/// The FNV-1a hash, 64 bits: the same on every machine and in every version, so it may be kept in a file.
pub fn hash(characters: impl IntoIterator<Item = char>) -> u64 {
    let mut hash = Hash::default();
    characters.into_iter().for_each(|character| hash.character(character));
    hash.value()
}

/// A [`hash`] under way.
#[derive(Debug, Clone, Copy)]
pub struct Hash(u64);

impl Hash {
    /// Adds one byte.
    pub fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    /// Adds the bytes of a character in UTF-8.
    pub fn character(&mut self, character: char) {
        character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.byte(byte));
    }

    /// The hash of what was added.
    pub fn value(self) -> u64 {
        self.0
    }
}

impl Default for Hash {
    fn default() -> Self {
        Self(OFFSET_BASIS)
    }
}

const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_spaces_are_gone() {
        let folded: String = folded("“It’s a LONG-term\n  plan,”").collect();
        assert_eq!(folded, "itsalongtermplan", "the folded words should be bare");
    }

    #[test]
    fn a_dash_is_no_word() {
        assert_eq!(words("We lost — badly, I'm told."), 5, "only runs with a letter should count");
    }

    #[test]
    fn words_are_folded_one_by_one() {
        let words: Vec<String> = folded_words("“It’s a LONG-term plan—or was.”").collect();
        assert_eq!(words, ["its", "a", "long", "term", "plan", "or", "was"], "dashes should part words");
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash("foobar".chars()), 0x8594_4171_f739_67e8, "FNV-1a of `foobar` should be the reference value");
    }
}
