//! The program run in a folder of its own, and the tools of `tests/tools` that look at what it wrote.

#![allow(dead_code)] // each test takes the part that it needs

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// How a run ended.
pub struct Run {
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    /// How it exited.
    pub status: i32,
}

/// A folder of a test's own, empty at first.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an old folder should be removable");
        }
        fs::create_dir_all(&folder).expect("a folder should be creatable");
        Self(folder)
    }

    pub fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(path);
        let folder = path.parent().expect("a file should stand in a folder");
        fs::create_dir_all(folder).expect("a folder should be creatable");
        fs::write(path, content).expect("a file should be writable");
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("the file should be there")
    }

    /// The names of what stands in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder should be readable");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry should be readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command
            .args(arguments)
            .current_dir(&self.0)
            // What the developer's own terminal and git are set to must not show.
            .env_clear()
            .env("HOME", &self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_on("", arguments)
    }

    pub fn run_on(&self, input: &str, arguments: &[&str]) -> Run {
        finish(self.command(arguments), input)
    }

    pub fn transcript(&self, arguments: &[&str]) -> String {
        transcript(arguments, &self.run(arguments))
    }
}

/// Runs a command on some input.
pub fn finish(mut command: Command, input: &str) -> Run {
    let mut child = command.spawn().expect("the program should start");
    let mut stdin = child.stdin.take().expect("standard input should be a pipe");
    // A program that doesn't read its input closes it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program should end");
    Run {
        stdout: String::from_utf8(output.stdout).expect("the output should be UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("the messages should be UTF-8"),
        status: output.status.code().expect("the program should exit by itself"),
    }
}

/// Shown where a snapshot is reviewed: the command, both streams, the exit status.
pub fn transcript(arguments: &[&str], run: &Run) -> String {
    let mut transcript = format!("$ whosaid {}\n{}", arguments.join(" "), run.stdout);
    if !run.stderr.is_empty() {
        transcript += &format!("--- standard error\n{}", run.stderr);
    }
    transcript + &format!("--- exit status {}", run.status)
}

/// The folder that `tests/tools/install` makes. What is missing it gets, once.
///
/// # Panics
///
/// Where that fails, saying what it takes.
pub fn tools() -> PathBuf {
    static TOOLS: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().ok_or("the folder should stand in another")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/install");
        let output = Command::new("bash").arg(script).env("CARGO_TARGET_DIR", target).output();
        let output = output.map_err(|error| format!("bash: {error}"))?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(target.join("tools")) } else { Err(told) }
    });
    TOOLS.clone().unwrap_or_else(|reason| {
        panic!(
            "this test holds the output against what its readers publish. `tests/tools/install` gets that; it takes a \
             network, bash and Python 3 with venv (Debian: apt-get install python3-venv), and said:\n{reason}"
        )
    })
}

/// Runs one of the programs of `tests/tools` in a folder.
pub fn tool(folder: &Path, name: &str, arguments: &[&str]) -> Run {
    let bin = tools().join("bin");
    let mut command = Command::new(bin.join(name));
    command.args(arguments).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    finish(command, "")
}

/// What `tests/tools/validate.py` says of files: what it prints.
///
/// # Panics
///
/// Where one is not valid, with the faults.
pub fn validated(kind: &str, folder: &Path, files: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/validate.py");
    let schemas = tools().join("schemas");
    let run =
        tool(folder, "python", &[&[&*script.to_string_lossy(), kind, &schemas.to_string_lossy()], files].concat());
    assert_eq!(run.status, 0, "{files:?} should be valid {kind}:\n{}", run.stderr);
    run.stdout
}
