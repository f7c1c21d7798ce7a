//! Eight bytes at a time, as one number with the first byte lowest: what is asked of every byte of a short text is asked of
//! eight at once.

/// A byte, eight times.
pub const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of each byte: none is set in ASCII.
pub const HIGHEST: u64 = each(0x80);

/// Goes over the bytes of a text by eights, each with the place of its first. The last eight may hold some of those before
/// once more; where there are fewer than eight in all, `filling` stands behind them.
#[inline]
pub fn fold<T>(bytes: &[u8], filling: u8, mut so_far: T, with: impl Fn(T, usize, u64) -> T) -> T {
    let last = bytes.len().saturating_sub(8);
    let mut next = 0;
    loop {
        let at = last.min(next);
        let eight = match bytes[at..].first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => few(bytes) | each(filling) << (8 * bytes.len()),
        };
        so_far = with(so_far, at, eight);
        next += 8;
        if next >= bytes.len() {
            return so_far;
        }
    }
}

/// Fewer than eight bytes, with noughts behind them.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4));
        return u64::from(u32::from_le_bytes(*first)) | last;
    }
    bytes.iter().rev().fold(0, |few, byte| few << 8 | u64::from(*byte))
}

/// The highest bit of each byte of ASCII that is this one.
#[inline]
pub const fn are(ascii: u64, byte: u8) -> u64 {
    !(ascii ^ each(byte)).wrapping_add(each(0x7f)) & HIGHEST
}

/// The highest bit of each byte of ASCII that is in a range.
#[inline]
pub const fn within(ascii: u64, from: u8, to: u8) -> u64 {
    // No sum of two passes into the next byte.
    ascii.wrapping_add(each(0x80 - from)) & !ascii.wrapping_add(each(0x7f - to)) & HIGHEST
}

/// The highest bits as the lowest eight, that of the first byte lowest.
#[inline]
pub const fn gathered(highest: u64) -> u64 {
    // Each bit is moved to its place in the uppermost byte, and none of the others meet there.
    (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_text_is_met() {
        let text: Vec<u8> = (b'a'..=b'z').collect();
        for length in 0..text.len() {
            let mut met = vec![b'.'; length.max(8)];
            met = fold(&text[..length], b'.', met, |mut met, at, eight| {
                met[at..at + 8].copy_from_slice(&eight.to_le_bytes());
                met
            });
            assert_eq!(met[..length], text[..length], "all of {length} bytes should be met where they stand");
            assert!(met[length..].iter().all(|byte| *byte == b'.'), "{length} bytes should be filled up");
        }
    }

    #[test]
    fn bytes_are_told_apart_by_their_bits() {
        for byte in 0..0x80 {
            let eight = u64::from_le_bytes([b'a', byte, b'z', byte, 0, 0x7f, byte, b'b']);
            let places = |is: fn(u8) -> bool| {
                eight.to_le_bytes().iter().rev().fold(0, |places, byte| places << 1 | u64::from(is(*byte)))
            };
            let small = places(|byte| byte.is_ascii_lowercase());
            assert_eq!(gathered(within(eight, b'a', b'z')), small, "{byte} should be a small letter or none");
            assert_eq!(gathered(are(eight, b'-')), places(|byte| byte == b'-'), "{byte} should be a hyphen or none");
        }
    }
}
