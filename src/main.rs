//! Hands the arguments to `cli` and its answer to the system.

use std::process::ExitCode;

/// Building a site is millions of small texts on several threads; this allocator makes that a good deal quicker.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(brassplate::cli::run().code())
}
