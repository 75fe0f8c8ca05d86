//! How large the rooms and files are: median near 120 lines, nine in ten under 450, none over 800.

use crate::process::root;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Prints a table by room and the files that stand out.
pub(crate) fn print() -> Result<()> {
    let mut all = Vec::new();
    for base in ["crates", "web/src"] {
        collect(&root().join(base), &mut all)?;
    }
    all.sort();
    let at = |share: usize| all.get(all.len() * share / 100).map_or(0, |(lines, _)| *lines);
    let total: usize = all.iter().map(|(lines, _)| lines).sum();
    println!("{} files, {total} lines, median {}, 90 % under {}", all.len(), at(50), at(90));
    for (lines, path) in all.iter().rev().take_while(|(lines, _)| *lines > 450) {
        println!("{lines:6} {path}");
    }
    Ok(())
}

fn collect(folder: &Path, all: &mut Vec<(usize, String)>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, all)?;
        } else if path
            .extension()
            .is_some_and(|extension| ["rs", "ts", "tsx"].iter().any(|known| extension == *known))
        {
            let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            if !shown.ends_with("schema.ts") {
                all.push((fs::read_to_string(&path)?.lines().count(), shown));
            }
        }
    }
    Ok(())
}
