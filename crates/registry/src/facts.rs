//! What other rooms may ask: plain values, nothing written, no permission looked at.

use crate::model::PremisesRecord;
use crate::repo;
use kernel::id::{PremisesId, UnitId};
use store::{StoreError, Tx};

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
