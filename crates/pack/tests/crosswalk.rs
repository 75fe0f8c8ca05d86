//! The crosswalk claims nothing that is not in the repository.

use pack::{BuildStatus, CrosswalkRow, Files, Pack};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pack() -> Pack {
    Pack::load(&Files::read_folder(&root().join("packs")).expect("packs"), "guangdong-2024")
        .expect("a sound pack")
}

/// All Rust source below a folder.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            text.push_str(&source(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap_or_default());
        }
    }
    text
}

fn claimed(rows: &[CrosswalkRow]) -> impl Iterator<Item = &CrosswalkRow> {
    rows.iter().filter(|row| row.status != BuildStatus::None)
}

#[test]
fn every_test_named_exists() {
    let pack = pack();
    let mut missing = Vec::new();
    for test in claimed(&pack.crosswalk).flat_map(|row| &row.tests) {
        let (room, name) = test.split_once("::").unwrap_or_else(|| panic!("{test}: crate::test_name"));
        let text = source(&root().join("crates").join(room));
        if !text.contains(&format!("fn {name}(")) {
            missing.push(test);
        }
    }
    assert!(
        missing.is_empty(),
        "renamed or removed, change packs/guangdong-2024/crosswalk.toml: {missing:?}"
    );
}

#[test]
fn every_interface_named_is_in_the_interface_page() {
    let page = fs::read_to_string(root().join("docs/API.md")).expect("docs/API.md");
    let pack = pack();
    for api in claimed(&pack.crosswalk).flat_map(|row| &row.api) {
        let path = api.split_once(' ').map_or(api.as_str(), |(_, path)| path);
        assert!(page.contains(path), "{api}");
    }
}

#[test]
fn the_page_is_what_the_pack_gives() {
    let page = fs::read_to_string(root().join("docs/要点对照表.md")).expect("docs/要点对照表.md");
    assert_eq!(page, pack().crosswalk_page(), "run cargo run -p pack --example clause_table");
}
