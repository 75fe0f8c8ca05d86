//! Use cases, one file each.

mod decide;
mod file;
mod marked;
mod orders;
mod run;
mod samples;
mod settle;
mod show;
mod sides;
mod stream;
mod taken;
mod template;
mod upload;

pub use decide::decide;
pub use file::{Order, take_file};
pub use marked::{Marked, marked, write_marked};
pub use orders::{cancel, check, commit, set_mapping};
pub use run::{Ended, next, run, run_file};
pub use samples::samples;
pub use settle::Choice;
pub use show::{RowsWanted, detail, list, list_codes, list_rows, source_names};
pub use taken::list_taken;
pub use template::{Template, ledger_template};
pub use upload::{Looked, look, upload};

use crate::model::BatchRecord;
use crate::repo::batches;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use store::{Caller, Ctx};
use uuid::Uuid;

/// Permission to import.
pub const WRITE: &str = "ledger.import";

/// The region of the first post that may import; none for the whole installation.
pub(crate) fn home(caller: &Caller) -> Result<Option<RegionCode>, Problem> {
    caller.require(WRITE)?;
    let grant =
        caller.posts_with(WRITE).map(|post| &post.grant).find(|grant| grant.level != ScopeLevel::Unit);
    match grant {
        Some(grant) if grant.level == ScopeLevel::Nation => Ok(None),
        Some(grant) => Ok(grant.key.parse().ok()),
        None => Err(Problem::forbidden("单位岗位不能导入台账")),
    }
}

/// An import the caller may see.
pub(crate) async fn batch(ctx: &Ctx, id: Uuid) -> Result<BatchRecord, Problem> {
    ctx.caller.require(WRITE)?;
    let scope = ctx.caller.scope(WRITE);
    batches::find(ctx, Some(&scope), id).await?.ok_or_else(|| Problem::not_found("该次导入"))
}
