//! The page of one premises.

use super::Desk;
use super::reach::{READ, readable};
use super::rows;
use crate::model::{PremisesDetail, PremisesRecord};
use crate::repo;
use crate::rules::duty;
use kernel::id::PremisesId;
use kernel::page::Limit;
use kernel::problem::Problem;
use store::Ctx;

/// Everything about one premises.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn detail(ctx: &Ctx, desk: &Desk<'_>, id: PremisesId) -> Result<PremisesDetail, Problem> {
    let record = readable(ctx, READ, id).await?;
    let Some(row) = rows::premises(ctx, desk.pack, std::slice::from_ref(&record)).await?.into_iter().next()
    else {
        return Err(Problem::not_found("该场所"));
    };
    let cases = desk.engine.of_premises(ctx, id, Limit::default()).await?;
    let inspections = desk.visits.of_premises(ctx, id).await?;
    let history = repo::history::latest(&ctx.tx, id).await?;
    let duty = duty::duties(desk.pack, &record.kind);
    let PremisesRecord { version, area_m2, floors, height_m, facts, .. } = record;
    Ok(PremisesDetail { row, version, area_m2, floors, height_m, facts, duty, cases, inspections, history })
}
