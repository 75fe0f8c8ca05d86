//! Nothing in a committed pack is superfluous: without any one state or role the check finds a fault.

use pack::{Files, Pack, check};
use std::path::Path;

const ROLES: &str = "guangdong-2024/roles.toml";
const HAZARD: &str = "guangdong-2024/lifecycles/hazard.toml";

/// The committed packs without the regions, which are large and no part of this.
fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let files = Files::read_folder(&root).expect("the folder of packs");
    let kept = files.iter().filter(|(path, _)| !path.contains("/regions/"));
    kept.map(|(path, content)| (path.to_owned(), content.to_vec())).collect()
}

/// The parts of a file that begin with `header`, as byte ranges up to the next table of any sort.
fn parts(text: &str, header: &str) -> Vec<std::ops::Range<usize>> {
    let starts = text
        .match_indices(header)
        .map(|(start, _)| start)
        .filter(|start| *start == 0 || text[..*start].ends_with('\n'));
    starts
        .map(|start| {
            let rest = &text[start + header.len()..];
            let end = rest.find("\n[").map_or(text.len(), |offset| start + header.len() + offset + 1);
            start..end
        })
        .collect()
}

fn every_removal_is_noticed(file: &str, header: &str, least: usize) {
    let files = files();
    assert!(check(&files).is_empty());
    let text = String::from_utf8(files.get(file).expect(file).to_vec()).expect("text");
    let parts = parts(&text, header);
    assert!(parts.len() >= least, "{file} has {} of {header}", parts.len());
    for part in parts {
        let mut without = files.clone();
        without.insert(file, format!("{}{}", &text[..part.start], &text[part.end..]));
        assert!(Pack::load(&without, "guangdong-2024").is_err(), "nothing misses\n{}", &text[part]);
    }
}

#[test]
fn removing_any_state_is_noticed() {
    every_removal_is_noticed(HAZARD, "[[state]]", 11);
}

#[test]
fn removing_any_role_is_noticed() {
    every_removal_is_noticed(ROLES, "[[role]]", 11);
}

#[test]
fn removing_any_clock_is_noticed() {
    every_removal_is_noticed(HAZARD, "[[clock]]", 5);
}

#[test]
fn removing_any_mark_is_noticed() {
    every_removal_is_noticed(HAZARD, "[[mark]]", 6);
}
