//! All regions of the installation at once, for those who compare many names.

use super::repo;
use kernel::region::RegionEntry;
use store::{StoreError, Tx};

/// The entries of all regions, in force or not, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(tx: &Tx) -> Result<Vec<RegionEntry>, StoreError> {
    Ok(repo::all(tx).await?.into_iter().map(|stored| stored.0).collect())
}
