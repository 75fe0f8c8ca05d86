//! Who may see and change which premises.

pub(crate) use crate::facts::place;
use crate::model::{PremisesRecord, UnitRecord};
use crate::repo;
use kernel::id::PremisesId;
use kernel::problem::Problem;
use kernel::scope::{Place, Scope};
use store::{Caller, Ctx};

/// Permission to see premises and units.
pub const READ: &str = "premises.read";
/// Permission to register and change them.
pub const WRITE: &str = "premises.write";

/// The scope the caller reads premises in.
///
/// # Errors
/// 403 without the permission.
pub(crate) fn reading(caller: &Caller) -> Result<Scope, Problem> {
    caller.require(READ)?;
    Ok(caller.scope(READ))
}

/// Where a unit stands, for a scope.
pub(crate) fn unit_place(record: &UnitRecord) -> Place<'_> {
    let mut place = Place::of(record.place.code);
    place.unit = Some(record.id.as_uuid());
    place.sector = record.sector.as_deref();
    place
}

/// Where a unit that was looked up stands.
pub(crate) fn unit_place_of(unit: &repo::lookup::UnitContact) -> Place<'_> {
    let mut place = Place::of(unit.place.code);
    place.unit = Some(unit.id.as_uuid());
    place.sector = unit.sector.as_deref();
    place
}

/// Whether the caller sees a unit, to read or to write.
pub(crate) fn sees_unit(ctx: &Ctx, record: &UnitRecord) -> bool {
    let place = unit_place(record);
    [READ, WRITE].into_iter().any(|permission| ctx.caller.scope(permission).covers(&place))
}

/// A premises the caller may see with a permission; voided ones are not found.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn readable(ctx: &Ctx, permission: &str, id: PremisesId) -> Result<PremisesRecord, Problem> {
    ctx.caller.require(permission)?;
    let found = repo::premises::by_id(&ctx.tx, id).await?;
    found
        .filter(|record| record.voided_at.is_none())
        .filter(|record| ctx.caller.scope(permission).covers(&place(record)))
        .ok_or_else(|| Problem::not_found("该场所"))
}

/// A premises the caller may change: 404 when they cannot see it, 403 when they only see it.
pub(crate) async fn writable(ctx: &Ctx, id: PremisesId) -> Result<PremisesRecord, Problem> {
    ctx.caller.require(WRITE)?;
    match readable(ctx, WRITE, id).await {
        Err(problem) if problem.status == 404 && ctx.caller.may(READ) => {
            readable(ctx, READ, id).await?;
            Err(Problem::forbidden("该场所不在您的维护范围内"))
        }
        answer => answer,
    }
}

/// Asks whether the caller may put something in a place.
pub(crate) fn may_place(ctx: &Ctx, place: &Place<'_>, what: &str) -> Result<(), Problem> {
    ctx.caller.require(WRITE)?;
    if ctx.caller.scope(WRITE).covers(place) {
        return Ok(());
    }
    Err(Problem::forbidden(format!("{what}所在区划或行业不在您的维护范围内")))
}
