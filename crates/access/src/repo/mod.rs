//! Queries of this room.

pub(crate) mod key;
pub(crate) mod post;
pub(crate) mod session;
pub(crate) mod user;

use kernel::id::PersonId;
use kernel::region::RegionCode;
use store::{FromRow, Row, StoreError, Tx, params};

/// Region of the organisation a person belongs to.
pub(crate) async fn person_place(tx: &Tx, person: PersonId) -> Result<Option<RegionCode>, StoreError> {
    struct Place(RegionCode);
    impl FromRow for Place {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            row.region("region_code").map(Place)
        }
    }
    let place = tx
        .one::<Place>(
            "SELECT o.region_code FROM people p JOIN organisations o ON o.id = p.org_id WHERE p.id = $1",
            params![person.as_uuid()],
        )
        .await?;
    Ok(place.map(|Place(region)| region))
}
