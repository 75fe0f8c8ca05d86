//! What other rooms may ask: plain values, nothing written, no permission looked at.

use crate::model::{PremisesFilter, PremisesRecord};
use crate::repo;
use crate::repo::list::Filter;
use async_trait::async_trait;
use casework::model::{Named, Subject};
use casework::port::Premises;
use kernel::id::{PremisesId, UnitId};
use kernel::problem::Problem;
use kernel::scope::{Place, Scope};
use store::{Ctx, StoreError, Tx};

pub use crate::repo::groups::{By, Group};

/// A premises as stored, voided or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn premises(tx: &Tx, id: PremisesId) -> Result<Option<PremisesRecord>, StoreError> {
    repo::premises::by_id(tx, id).await
}

/// Name of a unit.
///
/// # Errors
/// When the database cannot be read.
pub async fn unit_name(tx: &Tx, id: UnitId) -> Result<Option<String>, StoreError> {
    Ok(repo::units::by_id(tx, id).await?.map(|unit| unit.name))
}

/// Where a premises stands, for a scope.
#[must_use]
pub fn place(record: &PremisesRecord) -> Place<'_> {
    let mut place = Place::of(record.place.code);
    place.unit = record.unit_id.map(|unit| unit.as_uuid());
    place.sector = record.sector.as_deref();
    place
}

/// What a case about a premises is about.
#[must_use]
pub fn subject(record: &PremisesRecord) -> Subject {
    let unit = record
        .unit_id
        .map(|unit| Named { id: unit.as_uuid(), name: record.unit_name.clone().unwrap_or_default() });
    Subject {
        kind: crate::PREMISES.kind.to_owned(),
        id: record.id.as_uuid(),
        name: record.name.clone(),
        region: record.place.code,
        unit,
        sector: record.sector.clone(),
    }
}

/// The register, for the ledger of cases below.
#[derive(Debug, Clone, Copy, Default)]
pub struct Register;

#[async_trait]
impl Premises for Register {
    async fn subject(&self, ctx: &Ctx, id: PremisesId) -> Result<Option<Subject>, StoreError> {
        let found = repo::premises::by_id(&ctx.tx, id).await?;
        Ok(found.filter(|record| record.voided_at.is_none()).as_ref().map(subject))
    }
}

/// Region and sector of a unit; none when there is no such unit.
///
/// # Errors
/// When the database cannot be read.
pub async fn unit_place(
    tx: &Tx,
    id: UnitId,
) -> Result<Option<(kernel::region::RegionCode, Option<String>)>, StoreError> {
    Ok(repo::units::by_id(tx, id).await?.map(|unit| (unit.place.code, unit.sector)))
}

/// Exact counts and floor areas of the premises a filter finds within a scope, by keys.
///
/// # Errors
/// 422 on a bad filter.
pub async fn groups(
    ctx: &Ctx,
    scope: &Scope,
    filter: &PremisesFilter,
    by: &[By],
) -> Result<Vec<Group>, Problem> {
    Ok(repo::groups::count(ctx, &Filter::premises(filter)?, scope, by).await?)
}

/// Credit codes of units; a unit without one is left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn credit_codes(
    tx: &Tx,
    ids: &[UnitId],
) -> Result<std::collections::BTreeMap<UnitId, String>, StoreError> {
    repo::units::credit_codes(tx, ids).await
}
