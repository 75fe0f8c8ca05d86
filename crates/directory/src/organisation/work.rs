//! What is addressed to an organisation itself, for whoever decides who follows it.

use super::repo;
use crate::reach::may_write;
use crate::{Addressed, OpenWork};
use kernel::id::OrgId;
use kernel::problem::Problem;
use store::Ctx;

/// Open tasks and tables to fill that are addressed to an organisation and not to one of its posts. A reorganisation gives
/// them to whoever follows; the parts of a split may name theirs.
///
/// # Errors
/// 404 and 403 by scope: for those who may change the organisation.
pub async fn work(ctx: &Ctx, rooms: &dyn OpenWork, id: OrgId) -> Result<Vec<Addressed>, Problem> {
    let row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该机构"))?;
    may_write(&ctx.caller, &row.place(), "该机构")?;
    rooms.addressed(ctx, id).await
}
