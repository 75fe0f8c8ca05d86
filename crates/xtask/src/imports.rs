//! Who may import whom, read from the manifests and the `use` lines.

use crate::process::root;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Leaf libraries: they import at most the kernel.
const LEAVES: &[&str] = &["kernel", "gb35181", "outline", "pack", "paper", "workbook"];
/// The line of rooms: each may import those before it, and leaves.
const LINE: &[&str] = &["store", "directory", "access", "http", "casework", "registry", "measure"];
/// Rooms beside each other above the line; none imports another but through `facts`, and only those in `READERS`.
const SLICES: &[&str] = &["plan", "campaign", "intake", "report", "crosstab", "dossier"];
/// Slices that may read other slices' `facts`.
const READERS: &[&str] = &["plan", "report", "crosstab", "dossier"];
/// May import everything.
const TOPS: &[&str] = &["qutu", "testkit", "xtask"];

/// Fails on the first round of forbidden imports, naming each.
pub(crate) fn check() -> Result<()> {
    let crates = root().join("crates");
    let mut faults = Vec::new();
    let mut names: Vec<String> = fs::read_dir(&crates)?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for name in &names {
        let known = [LEAVES, LINE, SLICES, TOPS].concat();
        if !known.contains(&name.as_str()) {
            faults
                .push(format!("crates/{name}: unknown room; give it a place in crates/xtask/src/imports.rs"));
            continue;
        }
        let manifest: toml::Table = fs::read_to_string(crates.join(name).join("Cargo.toml"))?.parse()?;
        let imports: BTreeSet<&str> = manifest
            .get("dependencies")
            .and_then(toml::Value::as_table)
            .map(|table| table.keys().map(String::as_str).collect())
            .unwrap_or_default();
        for import in imports.iter().filter(|import| names.iter().any(|name| name == *import)) {
            if !allowed(name, import) {
                faults.push(format!("crates/{name}/Cargo.toml: {name} must not import {import}"));
            }
        }
        words(&crates.join(name).join("src"), name, &mut faults)?;
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("forbidden imports:\n{}", faults.join("\n"))
}

fn allowed(room: &str, import: &str) -> bool {
    if TOPS.contains(&room) || import == "kernel" {
        return true;
    }
    if LEAVES.contains(&room) {
        return false;
    }
    if LEAVES.contains(&import) {
        return true;
    }
    let place = |name: &str| LINE.iter().position(|known| *known == name);
    match (place(room), place(import)) {
        (Some(room), Some(import)) => import < room,
        (None, Some(_)) => true,
        (None, None) => READERS.contains(&room) && SLICES.contains(&import),
        (Some(_), None) => false,
    }
}

/// SQL only in `repo` and `facts` (and the store), axum only in the `http` room and in `http` modules.
fn words(folder: &Path, room: &str, faults: &mut Vec<String>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            words(&path, room, faults)?;
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let inside = |name: &str| {
            path.components().any(|part| {
                let part = part.as_os_str().to_string_lossy();
                part == name || part == format!("{name}.rs") || part.starts_with(&format!("{name}_"))
            })
        };
        let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let at_http = room == "http" || TOPS.contains(&room) || inside("http");
        if !at_http && text.lines().any(|line| line.trim_start().starts_with("use axum")) {
            faults.push(format!("{shown}: axum belongs into an http module"));
        }
        let sliced = LINE.contains(&room) || SLICES.contains(&room);
        let sql = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "];
        let at_sql = room == "store" || inside("repo") || inside("facts") || inside("schema");
        let has_sql = text.lines().any(|line| {
            let line = line.trim_start();
            !line.starts_with("//") && sql.iter().any(|word| line.contains(&format!("\"{word}")))
        });
        if sliced && !at_sql && has_sql {
            faults.push(format!("{shown}: SQL belongs into a repo or facts module"));
        }
        if READERS.contains(&room) {
            for slice in SLICES.iter().filter(|slice| **slice != room) {
                let other = |line: &str| {
                    line.contains(&format!("{slice}::")) && !line.contains(&format!("{slice}::facts"))
                };
                if text.lines().any(|line| line.trim_start().starts_with("use ") && other(line)) {
                    faults.push(format!("{shown}: read {slice} through its facts only"));
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{allowed, check};

    #[test]
    fn the_house_keeps_to_its_plan() {
        check().unwrap();
    }

    #[test]
    fn rooms_import_downwards_only() {
        assert!(allowed("casework", "store"));
        assert!(!allowed("store", "casework"));
        assert!(allowed("registry", "casework"));
        assert!(!allowed("casework", "registry"));
        assert!(allowed("campaign", "registry"));
        assert!(!allowed("campaign", "plan"));
        assert!(allowed("report", "campaign"));
        assert!(!allowed("outline", "pack"));
        assert!(allowed("pack", "kernel"));
        assert!(allowed("campaign", "gb35181"));
        assert!(allowed("qutu", "campaign"));
    }
}
