//! Reads the word lists of `grammar/` once, where the program is built: a run finds them as a table.
//!
//! A fault in them stops the build and names file and line. The reader is that of the program itself.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

#[allow(dead_code)]
#[path = "src/error.rs"]
mod error;

/// What of `src/grammar` reads word lists.
#[allow(dead_code)]
mod grammar {
    #[path = "../src/grammar/classes.rs"]
    pub mod classes;
    #[path = "../src/grammar/compact.rs"]
    pub mod compact;
    #[path = "../src/grammar/cues.rs"]
    pub mod cues;
    #[path = "../src/grammar/inflection.rs"]
    pub mod inflection;
    #[path = "../src/grammar/lexicon.rs"]
    pub mod lexicon;
    #[path = "../src/grammar/lists.rs"]
    pub mod lists;
    #[path = "../src/grammar/maker.rs"]
    pub mod maker;
    #[path = "../src/grammar/numbers.rs"]
    pub mod numbers;
    #[path = "../src/grammar/reader.rs"]
    pub mod reader;
    #[path = "../src/grammar/writing.rs"]
    pub mod writing;
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=grammar");
    println!("cargo::rerun-if-changed=src/grammar");
    println!("cargo::rerun-if-changed=src/error.rs");
    let lexicon = match grammar::maker::read(&grammar::lists::LISTS, &[]) {
        Ok(lexicon) => grammar::writing::write(&lexicon),
        Err(error) => {
            println!("cargo::error={error}");
            return ExitCode::FAILURE;
        }
    };
    let folder = env::var_os("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&folder).join("lexicon"), lexicon) {
        println!("cargo::error=the lexicon cannot be written: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
