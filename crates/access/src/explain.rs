//! "Why can I (not) see this?" has an answer.

use kernel::scope::Place;
use serde::Serialize;
use store::Caller;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Explanation {
    /// Whether the place is covered with the permission.
    pub covered: bool,
    /// One Chinese sentence per post of the caller.
    pub reasons: Vec<String>,
}

/// Explains whether a caller reaches a place with a permission.
#[must_use]
pub fn explain(caller: &Caller, permission: &str, place: &Place<'_>) -> Explanation {
    let mut covered = false;
    let mut reasons = Vec::new();
    for post in &caller.posts {
        let within = post.grant.covers(place);
        let may = post.permissions.contains(permission);
        covered |= within && may;
        reasons.push(match (may, within) {
            (true, true) => format!("岗位“{}”有此权限，且在其范围内", post.name),
            (true, false) => format!("岗位“{}”有此权限，但不在其范围内", post.name),
            (false, true) => format!("岗位“{}”的范围覆盖此处，但没有此权限", post.name),
            (false, false) => format!("岗位“{}”没有此权限，也不覆盖此处", post.name),
        });
    }
    if caller.posts.is_empty() {
        reasons.push("今天没有任何在任岗位".to_owned());
    }
    Explanation { covered, reasons }
}
