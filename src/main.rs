//! Hands the arguments to `cli` and its answer to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(brassplate::cli::run().code())
}
