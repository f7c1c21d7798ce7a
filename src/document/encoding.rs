//! A file's bytes become text: UTF-8, UTF-16, or another encoding where the file declares it or leaves no doubt.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter};

use crate::error::Error;

/// How a file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    encoding: &'static encoding_rs::Encoding,
    /// Whether the file begins with a byte order mark that its text doesn't hold.
    mark: bool,
}

impl Default for Encoding {
    fn default() -> Self {
        Self { encoding: UTF_8, mark: false }
    }
}

impl Encoding {
    /// Its name, as the web knows it.
    pub fn name(self) -> &'static str {
        self.encoding.name()
    }

    /// The bytes of a text in this encoding.
    ///
    /// # Errors
    ///
    /// A character that the encoding does not have.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, Error> {
        let wide = |bytes: fn(u16) -> [u8; 2]| {
            let mark = self.mark.then_some(0xFEFF);
            mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        if self.encoding == UTF_8 {
            return Ok(text.as_bytes().to_vec());
        } else if self.encoding == UTF_16LE {
            return Ok(wide(u16::to_le_bytes));
        } else if self.encoding == UTF_16BE {
            return Ok(wide(u16::to_be_bytes));
        }
        let absent = |c: char| {
            let mut buffer = [0; 4];
            let (_, _, replaced) = self.encoding.encode(c.encode_utf8(&mut buffer));
            replaced
        };
        let (bytes, _, replaced) = self.encoding.encode(text);
        match text.chars().find(|c| replaced && !c.is_ascii() && absent(*c)) {
            Some(c) => Err(Error::new(format!("{} has no {c}; save the file as UTF-8", self.name()))),
            None => Ok(bytes.into_owned()),
        }
    }
}

/// The text of a file, and its encoding. In UTF-8 offsets into it are offsets into the file, so that a byte order mark
/// stays; in other encodings it goes.
///
/// `declared` finds the label of the encoding that the file itself declares.
///
/// # Errors
///
/// The first byte that makes no text, with its line (from one), its offset (from zero) and the way out.
pub fn decode(bytes: Vec<u8>, declared: fn(&[u8]) -> Option<String>) -> Result<(String, Encoding), Error> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(Error::new("the file is UTF-32; save it as UTF-8"));
    }
    if let Some((encoding, mark)) = wide(&bytes) {
        return decoded(&bytes, Encoding { encoding, mark });
    }
    if let Some(offset) = memchr(0, &bytes) {
        let reason = format!("no text: byte {offset} is NUL; if it is a draft, save it as UTF-8");
        return Err(Error::new(reason).on_line(line(&bytes, offset)));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Encoding::default())),
        Err(error) => error,
    };
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if let Some(label) = declared(&bytes) {
        return match encoding_rs::Encoding::for_label(label.as_bytes()) {
            Some(encoding) if encoding != UTF_8 => decoded(&bytes, Encoding { encoding, mark: false }),
            _ => Err(undecodable(&bytes, offset, &format!("not {label}, which the file says it is"))),
        };
    }
    if is_windows_1252(&bytes) {
        return decoded(&bytes, Encoding { encoding: WINDOWS_1252, mark: false });
    }
    Err(undecodable(&bytes, offset, "not UTF-8"))
}

fn decoded(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding), Error> {
    let name = encoding.name();
    if let Some(text) = encoding.encoding.decode_without_bom_handling_and_without_replacement(unmarked(bytes, encoding))
    {
        if text.contains('\0') {
            return Err(Error::new(format!("no text: the file is {name} and holds NUL; save it as UTF-8")));
        }
        return Ok((text.into_owned(), encoding));
    }
    // The first bad byte is where the longest good beginning ends.
    let mut decoder = encoding.encoding.new_decoder_without_bom_handling();
    let marked = bytes.len() - unmarked(bytes, encoding).len();
    let mut buffer = [0u8; 4096];
    let mut read = marked;
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, taken, _) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        read += taken;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(bad, behind) => {
                let offset = read.saturating_sub(usize::from(bad) + usize::from(behind));
                return Err(undecodable(bytes, offset, &format!("not {name}")));
            }
            encoding_rs::DecoderResult::InputEmpty => return Err(Error::new(format!("the file is not {name}"))),
        }
    }
}

/// The bytes without the byte order mark.
fn unmarked(bytes: &[u8], encoding: Encoding) -> &[u8] {
    if encoding.mark { bytes.get(2..).unwrap_or_default() } else { bytes }
}

fn undecodable(bytes: &[u8], offset: usize, reason: &str) -> Error {
    let byte = bytes.get(offset).copied().unwrap_or_default();
    Error::new(format!("byte {offset} (0x{byte:02X}) is {reason}; save it as UTF-8")).on_line(line(bytes, offset))
}

/// UTF-16 by its byte order mark, or by the NULs in every second byte of its beginning: what Windows editors call
/// "Unicode".
fn wide(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, bool)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((UTF_16LE, true)),
        [0xFE, 0xFF, ..] => return Some((UTF_16BE, true)),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(512) & !1).unwrap_or_default();
    memchr(0, head)?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 3 / 4;
    if head.len() < 4 || bytes.len() % 2 == 1 {
        None
    } else if odd > most && even == 0 {
        Some((UTF_16LE, false))
    } else if even > most && odd == 0 {
        Some((UTF_16BE, false))
    } else {
        None
    }
}

/// Whether bytes that are not UTF-8 leave no doubt that they are Windows-1252: curly marks or dashes where English has
/// them, otherwise letters with accents inside words, and nothing that is neither.
fn is_windows_1252(bytes: &[u8]) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let mut marks = 0;
    for (at, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let (before, behind) = (at.checked_sub(1), Some(at + 1));
        match byte {
            // ‘ ’ “ ”: one of them touches a letter or a stop on one side.
            0x91 | 0x93 if letter(behind) && !letter(before) => marks += 1,
            0x92 if letter(before) => marks += 1,
            0x94 if !letter(behind) && at > 0 => marks += 1,
            0x91..=0x97 | 0x85 | 0x80 | 0x99 | 0xA0 | 0xA3 | 0xA7 | 0xA9 | 0xAE | 0xB0 | 0xB7 | 0xBD => {}
            0x8A | 0x8C | 0x8E | 0x9A | 0x9C | 0x9E | 0x9F | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF
                if letter(before) || letter(behind) => {}
            _ => return false,
        }
    }
    // One valid sequence of UTF-8 is a coincidence that does not happen in Windows-1252.
    marks > 0 && !bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn line(bytes: &[u8], offset: usize) -> usize {
    memchr_iter(b'\n', bytes.get(..offset).unwrap_or_default()).count() + 1
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn refusal(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), |_| None).expect_err("it should be refused").to_string()
    }

    /// A text's bytes become the text, and the text those bytes again.
    fn round_trip(bytes: &[u8], text: &str, name: &str) {
        let (decoded, encoding) = decode(bytes.to_vec(), |_| None).expect("it should be read");
        assert_eq!((decoded.as_str(), encoding.name()), (text, name), "of {bytes:x?}");
        assert_eq!(encoding.encode(&decoded).as_deref(), Ok(bytes), "{text:?} should be written as it was");
    }

    #[test]
    fn utf8_is_kept_byte_for_byte() {
        for text in ["", "“Yes,” she said.\r\n", "\u{feff}“Yes,” she said.", "\u{10ffff}"] {
            round_trip(text.as_bytes(), text, "UTF-8");
        }
    }

    #[test]
    fn utf16_is_read_both_ways_with_and_without_its_mark() {
        round_trip(b"\xff\xfeH\0i\0\x1c\x20\r\0\n\0", "Hi“\r\n", "UTF-16LE");
        round_trip(b"\xfe\xff\0H\0i\x20\x1c", "Hi“", "UTF-16BE");
        round_trip(b"H\0e\0l\0l\0o\0", "Hello", "UTF-16LE");
        round_trip(b"\0H\0e\0l\0l\0o", "Hello", "UTF-16BE");
        round_trip(b"\xff\xfe", "", "UTF-16LE");
        assert_eq!(refusal(b"\xff\xfeH\0\x00\xd8i\0"), "1: byte 4 (0x00) is not UTF-16LE; save it as UTF-8");
        assert_eq!(refusal(b"\xff\xfeH\0i"), "1: byte 4 (0x69) is not UTF-16LE; save it as UTF-8");
    }

    #[test]
    fn windows_1252_is_read_where_marks_leave_no_doubt() {
        round_trip(
            b"\x93We lost,\x94 said Lena Holt. It\x92s a caf\xe9 \x96 no more.",
            "“We lost,” said Lena Holt. It’s a café – no more.",
            "windows-1252",
        );
        // Accents alone may be those of any encoding, and bytes without a character are in none.
        for bytes in [&b"a caf\xe9"[..], b"\x93We lost\x94 \x81", "“caf\u{e9}” \u{93}".as_bytes()] {
            assert!(!super::is_windows_1252(bytes), "{bytes:x?} should not be certain");
        }
    }

    #[test]
    fn what_is_declared_is_read() {
        let bytes = b"caf\xe9 \xa4".to_vec();
        let (text, encoding) = decode(bytes.clone(), |_| Some("iso-8859-15".to_owned())).expect("it should be read");
        assert_eq!((text.as_str(), encoding.name()), ("café €", "ISO-8859-15"));
        let absent = encoding.encode("“").expect_err("it should be refused").to_string();
        assert_eq!(absent, "ISO-8859-15 has no “; save the file as UTF-8");
        let lie = decode(bytes, |_| Some("utf-8".to_owned())).expect_err("it should be refused").to_string();
        assert_eq!(lie, "1: byte 3 (0xE9) is not utf-8, which the file says it is; save it as UTF-8");
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        assert_eq!(refusal(b"one\ntwo\ncaf\xe9 \xff\n"), "3: byte 11 (0xE9) is not UTF-8; save it as UTF-8");
        assert_eq!(refusal(b"cut off \xe2\x80"), "1: byte 8 (0xE2) is not UTF-8; save it as UTF-8");
    }

    #[test]
    fn binary_and_widest_text_are_refused() {
        assert_eq!(refusal(b"a\nb\0c"), "2: no text: byte 3 is NUL; if it is a draft, save it as UTF-8");
        assert_eq!(refusal(b"\0\0\xfe\xff\0\0\0H"), "the file is UTF-32; save it as UTF-8");
    }
}
