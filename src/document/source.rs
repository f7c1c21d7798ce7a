//! A file's bytes become a draft's text: UTF-8 or nothing.

use memchr::memchr;
use memchr::memchr_iter;

use crate::error::Error;

/// The text of a draft, byte for byte: offsets into it are offsets into the file, so that a byte order mark stays.
///
/// Fails at the first byte that is not UTF-8 and at the first NUL, naming its line (from one), its offset (from
/// zero) and the way out.
pub fn decode(bytes: Vec<u8>) -> Result<String, Error> {
    if let Some(encoding) = wide_encoding(&bytes) {
        return Err(Error::new(format!("the file is {encoding}; save it as UTF-8")));
    }
    if let Some(offset) = memchr(0, &bytes) {
        let reason = format!("no text: byte {offset} is NUL; if it is a draft, save it as UTF-8");
        return Err(Error::new(reason).on_line(line(&bytes, offset)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let byte = bytes.get(offset).copied().unwrap_or_default();
        let reason = format!("byte {offset} (0x{byte:02X}) is not UTF-8; save it as UTF-8");
        Error::new(reason).on_line(line(bytes, offset))
    })
}

/// UTF-16 and UTF-32, by their byte order marks: what Windows editors call "Unicode".
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        Some("UTF-32")
    } else if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        Some("UTF-16")
    } else {
        None
    }
}

fn line(bytes: &[u8], offset: usize) -> usize {
    memchr_iter(b'\n', bytes.get(..offset).unwrap_or_default()).count() + 1
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn refusal(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).expect_err("it should be refused").to_string()
    }

    #[test]
    fn utf8_is_kept_byte_for_byte() {
        for text in ["", "“Yes,” she said.\r\n", "\u{feff}“Yes,” she said.", "\u{10ffff}"] {
            assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        assert_eq!(refusal(b"one\ntwo\ncaf\xe9 \xff\n"), "3: byte 11 (0xE9) is not UTF-8; save it as UTF-8");
        assert_eq!(refusal(b"cut off \xe2\x80"), "1: byte 8 (0xE2) is not UTF-8; save it as UTF-8");
    }

    #[test]
    fn binary_and_wide_text_are_refused() {
        assert_eq!(refusal(b"a\nb\0c"), "2: no text: byte 3 is NUL; if it is a draft, save it as UTF-8");
        assert_eq!(refusal(b"\xff\xfeH\0i\0"), "the file is UTF-16; save it as UTF-8");
        assert_eq!(refusal(b"\0\0\xfe\xff\0\0\0H"), "the file is UTF-32; save it as UTF-8");
    }
}
