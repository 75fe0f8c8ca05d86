//! The digest a running case is pinned to.

use crate::lifecycle::Lifecycle;
use serde_json::Value;
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;

/// SM3 of the canonical JSON of a lifecycle, in lower-case hexadecimal.
///
/// Canonical means: keys sorted, no white space, and no member that is null, false or empty. So a field added to the
/// format later, with its default, does not change the digest of a lifecycle that does not use it.
#[must_use]
pub fn content_hash(lifecycle: &Lifecycle) -> String {
    // A lifecycle has string keys only, so it always serialises.
    let value = serde_json::to_value(lifecycle).unwrap_or_default();
    let canonical = canonical(value).unwrap_or_default().to_string();
    let mut digest = Sm3::new();
    digest.update(b"qutu lifecycle 1\n");
    digest.update(canonical.as_bytes());
    hex::encode(digest.finalize())
}

fn canonical(value: Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(Value::Array(items.into_iter().filter_map(canonical).collect())),
        Value::Object(members) => {
            let sorted: BTreeMap<String, Value> = members
                .into_iter()
                .filter_map(|(key, value)| canonical(value).map(|value| (key, value)))
                .collect();
            (!sorted.is_empty()).then(|| Value::Object(sorted.into_iter().collect()))
        }
        other => Some(other),
    }
}
