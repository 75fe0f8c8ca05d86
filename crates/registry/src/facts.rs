//! What other rooms may ask: plain values, nothing written, no permission looked at.

use crate::model::PremisesRecord;
use crate::repo;
use async_trait::async_trait;
use casework::model::{Named, Subject};
use casework::port::Premises;
use kernel::id::{PremisesId, UnitId};
use kernel::scope::Place;
use store::{Ctx, StoreError, Tx};

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
