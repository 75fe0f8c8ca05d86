//! Developer commands: `cargo xtask demo | test | check | openapi | sizes`.
#![expect(clippy::print_stdout, reason = "a developer command talks on its terminal")]

mod check;
mod demo;
mod imports;
mod openapi;
mod postgres;
mod process;
mod sizes;
mod tally;
mod test;
mod tools;
mod web;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask demo [--premises N] [--port N] [--fresh]
        builds the front end, starts Qutu on an embedded database with the demo city on 127.0.0.1:8119
cargo xtask test [FILTER]
        everything: unit and integration tests on both engines, front end, browser
cargo xtask check
        format, lints, import rules, generated files, licences and sources, TypeScript, dead code
cargo xtask openapi
        writes web/openapi.json and the TypeScript types from the code
cargo xtask sizes
        prints how large the rooms and files are
";

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    match command.as_str() {
        "demo" => demo::run(&rest),
        "test" => test::run(&rest),
        "check" => check::run(),
        "openapi" => openapi::write(),
        "sizes" => sizes::print(),
        "" | "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("unknown command `{other}`\n\n{HELP}"),
    }
}
