//! The packs the program carries, and what other rooms check in them.

use pack::{Checkers, Files, Finding, Pack};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../packs"]
struct Embedded;

/// The packs inside the program.
#[must_use]
pub fn embedded() -> Files {
    let mut files = Files::new();
    for path in Embedded::iter() {
        if let Some(file) = Embedded::get(&path) {
            files.insert(path.into_owned(), file.data.into_owned());
        }
    }
    files
}

/// Checkers of the rooms that own files in a pack.
#[must_use]
pub fn checkers() -> Checkers {
    Checkers::default()
}

/// Loads a pack by name from a set of files.
///
/// # Errors
/// Every finding, in file and line order.
pub fn load(files: &Files, name: &str) -> Result<Pack, Vec<Finding>> {
    Pack::load_with(files, name, &checkers())
}
