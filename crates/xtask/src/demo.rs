//! `cargo xtask demo`: from a fresh clone to a running city.

use crate::process::{self, command, root};
use crate::{tools, web};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// Builds what is needed and starts the demonstration; Ctrl-C ends it.
pub(crate) fn run(words: &[String]) -> Result<()> {
    tools::ensure_node()?;
    web::build()?;
    let program = build()?;
    let mut demo = Command::new(program);
    demo.arg("demo").args(words).current_dir(root());
    process::run(&mut demo)
}

/// Builds the program and answers its path.
pub(crate) fn build() -> Result<PathBuf> {
    process::run(&mut command("cargo", &["build", "--package", "qutu", "--bin", "qutu"]))?;
    built()
}

/// Path of the program that `cargo build` or `cargo test` has just made.
pub(crate) fn built() -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let program = target.join("debug").join("qutu");
    program.is_file().then_some(program).context("cargo built no target/debug/qutu")
}
