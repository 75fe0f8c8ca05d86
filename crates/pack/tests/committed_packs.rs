//! The packs in this repository load, and have no findings.

use pack::{Files, Pack, check};
use std::path::Path;

fn files() -> Files {
    Files::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs"))
        .expect("the folder of packs")
}

fn load(name: &str) -> Pack {
    Pack::load(&files(), name).unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

#[test]
fn every_committed_pack_has_no_findings() {
    let findings: Vec<String> = check(&files()).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn guangdong_inherits_national_lists_and_adds_roles() {
    let pack = load("guangdong-2024");
    assert_eq!(pack.chain, ["china", "guangdong-2024"]);
    assert!(pack.list("hazard_classes").is_some());
    assert_eq!(pack.roles.len(), 11);
    assert_eq!(pack.lifecycle("hazard").unwrap().content_hash.len(), 64);
}

#[test]
fn a_department_is_found_by_the_name_it_had() {
    let pack = load("china");
    assert_eq!(pack.department_called("安监局").unwrap().code, "emergency");
    let day = "2018-01-01".parse().unwrap();
    assert_eq!(pack.department("emergency").unwrap().name_on(day), "安全生产监督管理部门");
}
