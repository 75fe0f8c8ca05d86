//! Buildings by several ids, and the words they are found by.

use super::grams::BUILDINGS_GRAMS;
use crate::model::BuildingRecord;
use crate::rules::search;
use store::{StoreError, Tx};

/// Columns of [`BuildingRecord`].
pub(crate) const COLUMNS: [&str; 17] = [
    "id",
    "version",
    "name",
    "address",
    "region_code",
    "longitude",
    "latitude",
    "datum",
    "floors_above",
    "floors_below",
    "height_m",
    "area_m2",
    "use_class",
    "structure",
    "built_year",
    "floors",
    "pinyin",
];

/// Makes a building found by its name and address.
pub(crate) async fn index(tx: &Tx, record: &BuildingRecord) -> Result<(), StoreError> {
    let found_by = search::index(&record.name, &[&record.address]);
    BUILDINGS_GRAMS.replace(tx, record.id.as_uuid(), &found_by.grams).await
}
