//! The house: modules import only those above them, say what they are for, and leave input and output to the edge.

use std::fs;
use std::path::{Path, PathBuf};

/// Where files, the environment and the terminal may be used.
const EDGE: [&str; 2] = ["src/cli/", "src/main.rs"];

/// What only the edge may use.
const BANNED: [&str; 9] = [
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::io::stdout",
];

#[test]
fn modules_import_only_those_above_them() {
    let order = order();
    let rank = |name: &str| order.iter().position(|module| module == name);
    let mut faults = Vec::new();
    for file in sources() {
        let Some(here) = rank(&file.module) else { continue };
        for (line, name) in imports(&file) {
            if rank(&name).is_some_and(|there| there > here) {
                faults.push(format!(
                    "{}:{line}: {} should not import {name}, which stands below it",
                    file.path, file.module
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_is_listed() {
    let order = order();
    let unlisted: Vec<_> = sources()
        .into_iter()
        .filter(|file| !["lib", "main"].contains(&file.module.as_str()) && !order.contains(&file.module))
        .collect();
    let paths: Vec<_> = unlisted.iter().map(|file| file.path.as_str()).collect();
    assert!(paths.is_empty(), "src/lib.rs should list the modules of {}", paths.join(", "));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> =
        sources().into_iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path).collect();
    assert!(silent.is_empty(), "these files should open with a `//!` comment: {}", silent.join(", "));
}

#[test]
fn input_and_output_stay_at_the_edge() {
    let mut faults = Vec::new();
    for file in sources() {
        if EDGE.iter().any(|edge| file.path.starts_with(edge)) {
            continue;
        }
        for (line, code) in file.code.lines().enumerate() {
            let spread = spread(code);
            for banned in BANNED {
                if uses(code, banned) || uses(&spread, banned) {
                    faults.push(format!("{}:{}: {banned} should be left to src/cli", file.path, line + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

// ---- how it is told

#[test]
fn comments_and_texts_are_no_code() {
    let code = code(
        "let a = \"crate::cli\"; // crate::cli\nlet b = '\"'; /* crate::\ncli */ c(r#\"crate::\"cli\"#, '\\'', 'x);\n",
    );
    assert_eq!(code, "let a = ; \nlet b = ; \n c(, , 'x);\n", "comments and texts should be left out, lines kept");
}

#[test]
fn imports_are_told_in_every_form() {
    let text = "use crate::{text::Span, cli::{run, Look}, rules};\nuse crate::tokens;\nfn f() -> crate::output::Line { super::a() }\n\
                macro_rules! m { () => { $crate::speakers::x } }\nuse super::analysis::Analysis;\n";
    let file = Source { path: "src/text.rs".into(), module: "text".into(), text: text.into(), code: code(text) };
    let mut found = imports(&file);
    found.sort();
    let expected = [
        (1, "cli"),
        (1, "rules"),
        (1, "text"),
        (2, "tokens"),
        (3, "a"),
        (3, "output"),
        (4, "speakers"),
        (5, "analysis"),
    ];
    assert_eq!(found, expected.map(|(line, name)| (line, name.to_owned())), "every import should be told");
}

/// One file of the source.
struct Source {
    path: String,
    /// The module of the crate that it belongs to.
    module: String,
    text: String,
    /// The text without comments and without the contents of texts; the lines are the same.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder should be readable") {
            let path = entry.expect("an entry should be readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(source(root, &path));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn source(root: &Path, path: &PathBuf) -> Source {
    let text = fs::read_to_string(path).expect("a source file should be readable");
    let path = path.strip_prefix(root).expect("it should stand below the root").to_string_lossy().replace('\\', "/");
    let module = path["src/".len()..].split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    let code = code(&text);
    Source { path, module, text, code }
}

/// The modules in the order in which they may import each other: that of `src/lib.rs`.
fn order() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"))
        .expect("src/lib.rs should be readable");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// The names that follow `crate::`, and in a file at the top of its module `super::`, each with its line.
fn imports(file: &Source) -> Vec<(usize, String)> {
    let top =
        file.path.matches('/').count() == 1 || file.path.ends_with("/mod.rs") && file.path.matches('/').count() == 2;
    let tests = file.code.find("#[cfg(test)]").unwrap_or(file.code.len());
    let mut found = Vec::new();
    for (prefix, until) in [("crate::", file.code.len()), ("super::", if top { tests } else { 0 })] {
        for (at, _) in file.code[..until].match_indices(prefix) {
            if file.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let line = file.code[..at].matches('\n').count() + 1;
            found.extend(heads(&file.code[at + prefix.len()..]).into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// The first names of a path, or of each path in braces: of `{text::Span, cli::{run}}`, `text` and `cli`.
fn heads(path: &str) -> Vec<String> {
    let name = |path: &str| -> String { path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let Some(inner) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, character) in inner.char_indices() {
        match character {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                heads.push(name(inner[start..at].trim_start()));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// `use std::{fs, io}` written out, so that `std::fs` is found in it.
fn spread(code: &str) -> String {
    let Some((_, path)) = code.split_once("std::{") else { return String::new() };
    heads(&format!("{{{path}")).iter().map(|head| format!("std::{head} ")).collect()
}

/// Whether code has this name, and not only as part of a longer one.
fn uses(code: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| !code[..at].ends_with(part) && !code[at + name.len()..].starts_with(part))
}

/// Rust code without its comments, texts and characters; the lines are kept.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) =
            raw_text(rest).filter(|_| !code.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        {
            length
        } else if character == '"' {
            quoted(rest, '"')
        } else if character == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else {
            code.push(character);
            rest = &rest[character.len_utf8()..];
            continue;
        };
        code.extend(rest[..length].matches('\n'));
        rest = &rest[length..];
    }
    code
}

/// The length of a text that begins with `r"` or `r#"`.
fn raw_text(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?.chars().take_while(|c| *c == '#').count();
    let words = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(words.find(&close).map_or(rest.len(), |end| 2 + hashes + end + close.len()))
}

/// The length of a text or a character, with its marks.
fn quoted(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == mark => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Whether an apostrophe opens a character rather than a lifetime.
fn is_character(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    match (characters.next(), characters.next()) {
        (Some('\\'), _) => true,
        (_, second) => second == Some('\''),
    }
}
