//! The checklist for a kind of premises.

use crate::model::Checklist;
use crate::rules;
use kernel::problem::Problem;
use pack::Pack;

/// Every list of the pack that fits a kind of premises, as one.
///
/// # Errors
/// 404 where the pack has no list for it.
pub fn checklist(pack: &Pack, kind: &str) -> Result<Checklist, Problem> {
    rules::checklist::for_kind(pack, kind).ok_or_else(|| Problem::not_found("该类场所的检查表"))
}
