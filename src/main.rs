//! The `whosaid` program.

fn main() -> std::process::ExitCode {
    whosaid::cli::run()
}
