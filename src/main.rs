//! The `whosaid` program.

/// Drafts are read on many threads, each of which makes and drops many small lists.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    whosaid::cli::run()
}
