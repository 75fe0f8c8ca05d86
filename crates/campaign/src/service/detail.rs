//! The page of one visit.

use super::{Desk, READ};
use crate::model::{InspectionDetail, InspectionRecord};
use crate::repo;
use casework::answer::CaseRow;
use kernel::id::InspectionId;
use kernel::page::Limit;
use kernel::problem::Problem;
use kernel::scope::Place;
use std::collections::BTreeSet;
use store::Ctx;

/// Everything about one visit.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn detail(ctx: &Ctx, desk: &Desk<'_>, id: InspectionId) -> Result<InspectionDetail, Problem> {
    ctx.caller.require(READ)?;
    let scope = ctx.caller.scope(READ);
    let record = repo::inspections::by_id(&ctx.tx, id).await?.filter(|record| scope.covers(&place(record)));
    page(ctx, desk, record.ok_or_else(|| Problem::not_found("该检查记录"))?).await
}

/// Where the visited premises stood that day.
pub(super) fn place(record: &InspectionRecord) -> Place<'_> {
    let mut place = Place::of(record.place.code);
    place.unit = record.unit_id.map(|unit| unit.as_uuid());
    place.sector = record.sector.as_deref();
    place
}

/// The page of a visit the caller may see.
pub(super) async fn page(
    ctx: &Ctx,
    desk: &Desk<'_>,
    record: InspectionRecord,
) -> Result<InspectionDetail, Problem> {
    let cases = cases(ctx, desk, &record).await?;
    let row = record.row();
    let InspectionRecord { checklist, answers, facts, kinds, judgement, note, .. } = record;
    Ok(InspectionDetail { row, checklist, answers, facts, kinds, judgement, note, cases })
}

/// The cases the visit opened, and those it found open; only what the caller may see of them.
async fn cases(ctx: &Ctx, desk: &Desk<'_>, record: &InspectionRecord) -> Result<Vec<CaseRow>, Problem> {
    let links = repo::links::of_inspection(&ctx.tx, record.id).await?;
    let mut rows = desk.engine.rows_by_source(ctx, record.id.as_uuid()).await?;
    let known: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
    let found: BTreeSet<_> =
        links.iter().map(|link| link.case).filter(|case| !known.contains(case)).collect();
    if !found.is_empty() {
        let all = Limit::new(Limit::MAX)?;
        let others = desk.engine.of_premises(ctx, record.premises_id, all).await?;
        rows.extend(others.into_iter().filter(|row| found.contains(&row.id)));
    }
    Ok(rows)
}
