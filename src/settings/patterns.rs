//! Patterns that stand for files, as in a `.gitignore`: `opinion/`, `*.bak.txt`, `**/archive/2019/`.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::error::Error;

/// Patterns below one folder. A later one beginning with `!` takes back what an earlier one matches.
#[derive(Debug, Clone)]
pub struct Patterns {
    folder: PathBuf,
    matcher: Gitignore,
}

impl Patterns {
    /// The patterns as they hold in this folder.
    ///
    /// # Errors
    ///
    /// A pattern that cannot be read.
    pub fn new<'p>(folder: &Path, patterns: impl IntoIterator<Item = &'p String>) -> Result<Self, Error> {
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in patterns {
            let refused = |error: ignore::Error| {
                let reason = error.to_string();
                let reason = reason.rsplit(": ").next().unwrap_or_default();
                Error::new(format!("`{pattern}` is no pattern for files: {reason}"))
            };
            builder.add_line(None, pattern.strip_prefix("./").unwrap_or(pattern)).map_err(refused)?;
        }
        let matcher = builder.build().map_err(|error| Error::new(error.to_string()))?;
        Ok(Self { folder: folder.to_owned(), matcher })
    }

    /// Whether one matches a file or a folder above it; never one outside of the patterns' folder.
    pub fn match_file(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.folder).ok().filter(|below| !below.as_os_str().is_empty());
        below.is_some_and(|below| self.matcher.matched_path_or_any_parents(below, false).is_ignore())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.matcher.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_below_their_folder() {
        let patterns = ["opinion/".to_owned(), "*.bak.txt".to_owned(), "/top.txt".to_owned(), "./dot.txt".to_owned()];
        let patterns = Patterns::new(Path::new("/desk"), &patterns).expect("the patterns should be read");
        for (path, matched) in [
            ("/desk/opinion/a.txt", true),
            ("/desk/2019/opinion/b/a.txt", true),
            ("/desk/a.bak.txt", true),
            ("/desk/top.txt", true),
            ("/desk/sub/top.txt", false),
            ("/desk/dot.txt", true),
            ("/desk/news/a.txt", false),
            ("/other/opinion/a.txt", false),
        ] {
            assert_eq!(patterns.match_file(Path::new(path)), matched, "{path}: whether it is matched");
        }
    }

    #[test]
    fn a_faulty_pattern_is_refused() {
        let patterns = ["a{b".to_owned()];
        let error = Patterns::new(Path::new("/desk"), &patterns).expect_err("the pattern should be refused");
        assert!(error.to_string().starts_with("`a{b` is no pattern for files: "), "{error}");
    }
}
