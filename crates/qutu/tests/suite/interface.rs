//! The description of the interface.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use store::Engine;

scenarios![
    the_description_is_that_of_the_code.where_it_was_written,
    every_operation_is_named_once_and_says_what_it_answers.once,
];

/// Where the description is kept for the front end.
pub(crate) fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/openapi.json")
}

fn document() -> Value {
    serde_json::to_value(qutu::router::document()).unwrap()
}

async fn the_description_is_that_of_the_code(_: Engine) {
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(kept()).unwrap()).unwrap();
    let code = document();
    let paths = |of: &Value| of["paths"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let (kept_paths, code_paths) = (paths(&kept), paths(&code));
    let differing: Vec<_> = kept_paths.symmetric_difference(&code_paths).collect();
    assert!(differing.is_empty(), "run cargo xtask openapi: {differing:?}");
    for (path, described) in code["paths"].as_object().unwrap() {
        assert!(kept["paths"][path] == *described, "run cargo xtask openapi: {path} differs");
    }
    for (name, described) in code["components"]["schemas"].as_object().unwrap() {
        assert!(kept["components"]["schemas"][name] == *described, "run cargo xtask openapi: {name} differs");
    }
    assert!(kept == code, "run cargo xtask openapi");
}

async fn every_operation_is_named_once_and_says_what_it_answers(_: Engine) {
    let code = document();
    let schemas = code["components"]["schemas"].as_object().unwrap();
    let mut named = BTreeSet::new();
    for (path, methods) in code["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let what = format!("{method} {path}");
            let tag = operation["tags"][0].as_str().unwrap_or_else(|| panic!("{what} has no tag"));
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(named.insert(format!("{tag}.{name}")), "{what}: {tag}.{name} stands twice");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{what} never succeeds");
            for part in path.split('/').filter(|part| part.starts_with('{')) {
                let part = part.trim_matches(['{', '}']);
                let declared = operation["parameters"].as_array().into_iter().flatten();
                assert!(
                    declared.into_iter().any(|parameter| parameter["name"] == part),
                    "{what} hides {part}"
                );
            }
        }
    }
    // Nothing is pointed at that is not described.
    let text = code.to_string();
    for (start, _) in text.match_indices("#/components/schemas/") {
        let name: String = text[start + 21..].chars().take_while(|c| *c != '"').collect();
        assert!(schemas.contains_key(&name), "{name} is not described");
    }
}
