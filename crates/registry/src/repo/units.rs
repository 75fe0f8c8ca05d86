//! One unit, and many new ones.

use crate::model::RegionColumns;
use crate::model::{NewUnit, UnitRecord};
use crate::repo::grams::UNITS_GRAMS;
use crate::rules::search;
use kernel::id::UnitId;
use kernel::time::Timestamp;
use store::{StoreError, Tx, Value, params};

/// Columns of [`UnitRecord`] but the count of premises.
pub(crate) const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "credit_code",
    "kind",
    "region_code",
    "address",
    "legal_person",
    "manager",
    "phone",
    "sector",
    "version",
    "pinyin",
];

/// Premises a unit answers for.
pub(crate) const PREMISES_COUNT: &str =
    "(SELECT COUNT(*) FROM premises WHERE premises.unit_id = units.id AND premises.voided_at IS NULL)";

fn select(condition: &str) -> String {
    format!("SELECT {}, {PREMISES_COUNT} AS premises_count FROM units WHERE {condition}", COLUMNS.join(", "))
}

/// A unit.
pub(crate) async fn by_id(tx: &Tx, id: UnitId) -> Result<Option<UnitRecord>, StoreError> {
    tx.one(&select("id = $1 AND voided_at IS NULL"), params![id.as_uuid()]).await
}

/// The unit that has a credit code.
pub(crate) async fn by_credit_code(tx: &Tx, code: &str) -> Result<Option<UnitRecord>, StoreError> {
    tx.one(&select("credit_code = $1"), params![code]).await
}

const WRITTEN: [&str; 17] = [
    "id",
    "name",
    "credit_code",
    "kind",
    "address",
    "legal_person",
    "manager",
    "phone",
    "sector",
    "pinyin",
    "search",
    "created_at",
    "region_code",
    "city_code",
    "county_code",
    "town_code",
    "village_code",
];

/// Inserts units with their grams.
pub(crate) async fn insert(tx: &Tx, units: &[(UnitId, NewUnit)], now: Timestamp) -> Result<(), StoreError> {
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(units.len());
    let mut grams = Vec::new();
    for (id, unit) in units {
        let found_by =
            search::index(&unit.name, &[&unit.address, unit.credit_code.as_deref().unwrap_or_default()]);
        let mut row = params![
            id.as_uuid(),
            unit.name.as_str(),
            unit.credit_code.clone(),
            unit.kind.as_str(),
            unit.address.as_str(),
            unit.legal_person.clone(),
            unit.manager.clone(),
            unit.phone.clone(),
            unit.sector.clone(),
            found_by.pinyin,
            found_by.text,
            now.as_micros(),
        ];
        row.extend(RegionColumns { code: unit.region }.values());
        rows.push(row);
        grams.extend(found_by.grams.into_iter().map(|gram| (id.as_uuid(), gram)));
    }
    tx.insert_many("units", &WRITTEN, rows, "").await?;
    UNITS_GRAMS.insert(tx, grams).await
}
