//! The clauses of the pack.

use super::READ;
use crate::model::{ClauseRow, SectionRow};
use crate::rules;
use kernel::problem::Problem;
use pack::Pack;
use store::Caller;

/// Every clause of the pack's work points with where it is met (要点对照表).
///
/// # Errors
/// 403 without the permission.
pub fn clauses(caller: &Caller, pack: &Pack) -> Result<Vec<ClauseRow>, Problem> {
    caller.require(READ)?;
    Ok(rules::clauses::rows(pack))
}

/// Every section of the pack's work points with how much of it is known. No permission: it is what the pack says.
#[must_use]
pub fn sections(pack: &Pack) -> Vec<SectionRow> {
    rules::clauses::sections(pack)
}
