//! The drafts in `tests/fixtures`, each with its name there.

use std::fs;
use std::path::{Path, PathBuf};

/// One draft.
pub struct Draft {
    /// Folder and name, without the ending: `articles/flood`.
    pub name: String,
    /// Its words.
    pub text: String,
}

/// The folder of the drafts.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every draft, in the order of their names; those in `formats` are one article in many formats, and stand for that.
pub fn all() -> Vec<Draft> {
    let names = names(&folder(), "txt").into_iter().filter(|name| !name.starts_with("formats/"));
    let drafts = names.map(|name| {
        let path = folder().join(format!("{name}.txt"));
        Draft { text: fs::read_to_string(path).expect("a draft should be readable"), name }
    });
    drafts.collect()
}

/// The files with this ending below a folder, sorted: their paths from there, with `/`, without the ending.
pub fn names(folder: &Path, ending: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).expect("a folder should be readable") {
            let path = entry.expect("an entry should be readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let inside = path.strip_prefix(folder).expect("it should stand below the folder").with_extension("");
                names.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    names.sort();
    names
}
