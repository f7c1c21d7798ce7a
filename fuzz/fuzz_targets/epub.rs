#![no_main]
mod hold;
mod packed;

use whosaid::document::Kind;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hold::hold(bytes, Kind::Epub);
    if let Ok(text) = std::str::from_utf8(bytes) {
        hold::hold(&packed::epub(text), Kind::Epub);
    }
});
