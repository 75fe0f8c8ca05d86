//! `cargo xtask check`: everything that needs no running program.

use crate::process::{self, command, output};
use crate::{imports, openapi, tools, web};
use anyhow::{Result, bail};

/// Runs the checks, the quick ones first.
pub(crate) fn run() -> Result<()> {
    process::run(&mut command("cargo", &["fmt", "--all", "--check"]))?;
    imports::check()?;
    tools::ensure_node()?;
    web::check()?;
    // Dead code is a warning of the compiler for what is private, and clippy makes every warning an error.
    process::run(&mut command("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    openapi::check()?;
    deny()?;
    println!("all checks hold");
    Ok(())
}

fn deny() -> Result<()> {
    if output(&mut command("cargo", &["deny", "--version"])).is_none() {
        bail!("cargo-deny is missing; install it with: cargo install --locked cargo-deny");
    }
    process::run(&mut command("cargo", &["deny", "check", "bans", "licenses", "sources"]))
}
