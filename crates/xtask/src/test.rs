//! `cargo xtask test`: everything, both engines, browser included.

use crate::process::{command, root, watch};
use crate::tally::Tally;
use crate::{demo, imports, postgres, tools, web};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Runs all suites; the last line adds them up.
pub(crate) fn run(words: &[String]) -> Result<()> {
    tools::ensure_node()?;
    tools::ensure(&[tools::POSTGRES, tools::BROWSER, tools::FONTS])?;
    let mut tally = Tally::default();
    let mut failures: Vec<&str> = Vec::new();
    let filtered = !words.is_empty();

    imports::check()?;
    if !filtered {
        web::build()?;
    }

    let server = postgres::Server::start()?;
    let mut tests = command("cargo", &["test", "--workspace", "--no-fail-fast"]);
    tests.args(words).env("QUTU_TEST_POSTGRES_URL", server.url());
    if !watch(&mut tests, |line| tally.cargo_line(line))? {
        failures.push("cargo test");
    }
    drop(server);

    if !filtered {
        web::check()?;
        if !web::test(&mut tally)? {
            failures.push("front-end tests");
        }
        let mut city = City::start()?;
        if !web::browse(&city.url, &mut tally)? {
            failures.push("browser suite");
        }
        city.stop();
    }

    println!("{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped);
    if !failures.is_empty() || tally.failed > 0 {
        bail!("failed: {}", failures.join(", "));
    }
    Ok(())
}

/// A small demonstration city for the browser.
struct City {
    child: Child,
    url: String,
}

impl City {
    fn start() -> Result<Self> {
        // The tests have just built it, with their own choice of features; building again would take minutes.
        let program = demo::built()?;
        let folder = tools::scratch("browser-city");
        let _ = std::fs::remove_dir_all(&folder);
        let mut child = Command::new(program)
            .args(["demo", "--premises", "400", "--port", "0", "--data"])
            .arg(&folder)
            .current_dir(root())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("no output from the demonstration")?;
        let mut lines = BufReader::new(output).lines();
        let mut url = None;
        for line in lines.by_ref() {
            let line = line?;
            println!("{line}");
            if let Some(at) = line.find("http://127.0.0.1:") {
                url = line[at..].split_whitespace().next().map(str::to_owned);
                break;
            }
        }
        // Keep reading, or the program would stand still when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        let url = url.context("the demonstration did not say where it listens")?;
        Ok(Self { child, url })
    }

    fn stop(&mut self) {
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

impl Drop for City {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop();
        }
    }
}
