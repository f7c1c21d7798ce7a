//! Paths as others read them: from the project's folder, with slashes, or as the address of a file.

use std::path::{Component, Path, PathBuf};

/// The two folders that a path can be read from; both absolute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// Where the program runs: what it prints is relative to this one.
    pub current: PathBuf,
    /// The project's, which hosts and editors count from.
    pub project: PathBuf,
}

impl Folders {
    /// The path from the project's folder, with `/` between its parts; an absolute one for a file outside of it.
    pub fn in_project(&self, path: &str) -> String {
        let whole = resolved(&self.current.join(path));
        let inside = whole.strip_prefix(resolved(&self.project)).unwrap_or(&whole);
        let inside = inside.to_string_lossy().into_owned();
        // On other systems a backslash is a character like any other.
        if cfg!(windows) { inside.replace('\\', "/") } else { inside }
    }

    /// The path from the project's folder as a URI reference (RFC 3986), and whether it is one from there; a file
    /// outside of it has an absolute URI.
    pub(crate) fn uri(&self, path: &str) -> (String, bool) {
        let path = self.in_project(path);
        let encoded = encode(&path);
        match Path::new(&path).is_absolute() {
            true => (format!("file://{}{encoded}", if encoded.starts_with('/') { "" } else { "/" }), false),
            false => (encoded, true),
        }
    }
}

/// The path without `.` and `..`, as far as that can be told without looking at the disk.
fn resolved(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if resolved.file_name().is_some() => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
    }
    resolved
}

/// Everything but letters and digits of ASCII and `-._~/` as `%` and two digits a byte.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Folders;

    fn folders() -> Folders {
        Folders { current: "/desk/drafts".into(), project: "/desk".into() }
    }

    #[test]
    fn paths_are_counted_from_the_project() {
        let cases = [
            ("a.txt", "drafts/a.txt"),
            ("./x/../a.txt", "drafts/a.txt"),
            ("../b.txt", "b.txt"),
            ("/desk/c.txt", "c.txt"),
            ("/other/d.txt", "/other/d.txt"),
            ("../../e.txt", "/e.txt"),
            ("-", "drafts/-"),
        ];
        for (path, expected) in cases {
            assert_eq!(folders().in_project(path), expected, "{path} should be counted from the project");
        }
    }

    #[test]
    fn odd_paths_are_encoded() {
        let cases = [
            ("a b.txt", "drafts/a%20b.txt"),
            ("50%.txt", "drafts/50%25.txt"),
            ("#1?.txt", "drafts/%231%3F.txt"),
            ("café.txt", "drafts/caf%C3%A9.txt"),
            ("-o.txt", "drafts/-o.txt"),
            ("a:b.txt", "drafts/a%3Ab.txt"),
            ("/other/x y", "file:///other/x%20y"),
        ];
        for (path, expected) in cases {
            assert_eq!(folders().uri(path).0, expected, "{path} should be encoded");
        }
        if !cfg!(windows) {
            assert_eq!(folders().uri("a\\b.txt").0, "drafts/a%5Cb.txt", "a backslash is a character here");
        }
    }
}
