//! The front end: installing its packages, building it, its own tests.

use crate::process::{command, root, run, watch};
use crate::tally::Tally;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Installs the packages of the lock file unless they are here already.
pub(crate) fn install() -> Result<()> {
    let web = root().join("web");
    let stamp = web.join("node_modules").join(".qutu-lock");
    let lock = fs::read(web.join("package-lock.json")).context("web/package-lock.json is missing")?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(&web))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Builds `web/dist` unless it is newer than every source.
pub(crate) fn build() -> Result<()> {
    install()?;
    let web = root().join("web");
    let built = fs::metadata(web.join("dist/index.html")).and_then(|meta| meta.modified()).ok();
    let sources = ["src", "index.html", "package.json", "vite.config.ts", "public"];
    let newest = sources.iter().filter_map(|name| newest(&web.join(name))).max();
    if let (Some(built), Some(newest)) = (built, newest)
        && built > newest
    {
        return Ok(());
    }
    run(command("npm", &["run", "build", "--silent"]).current_dir(&web))
}

fn newest(path: &Path) -> Option<SystemTime> {
    let meta = fs::metadata(path).ok()?;
    if meta.is_file() {
        return meta.modified().ok();
    }
    fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}

/// Types, lint and unit tests of the front end.
pub(crate) fn check() -> Result<()> {
    install()?;
    let web = root().join("web");
    run(command("npm", &["run", "typecheck", "--silent"]).current_dir(&web))?;
    run(command("npm", &["run", "lint", "--silent"]).current_dir(&web))
}

/// Unit tests of the front end.
pub(crate) fn test(tally: &mut Tally) -> Result<bool> {
    let web = root().join("web");
    watch(command("npm", &["test", "--silent"]).current_dir(&web).env("CI", "true"), |line| {
        tally.vitest_line(line);
    })
}

/// The browser suite against a running Qutu.
pub(crate) fn browse(url: &str, tally: &mut Tally) -> Result<bool> {
    let web = root().join("web");
    let mut suite = command("npm", &["run", "e2e", "--silent"]);
    watch(suite.current_dir(&web).env("QUTU_URL", url), |line| tally.node_line(line))
}
