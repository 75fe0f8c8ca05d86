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

/// Writes a changed unit over the version it was read at; answers whether that version still stood.
pub(crate) async fn update(
    tx: &Tx,
    id: UnitId,
    unit: &NewUnit,
    version: i64,
    read_at: i64,
) -> Result<bool, StoreError> {
    let found_by =
        search::index(&unit.name, &[&unit.address, unit.credit_code.as_deref().unwrap_or_default()]);
    let mut values = params![
        id.as_uuid(),
        read_at,
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
        version,
    ];
    values.extend(RegionColumns { code: unit.region }.values());
    let sql = "UPDATE units SET name = $3, credit_code = $4, kind = $5, address = $6, legal_person = $7, \
               manager = $8, phone = $9, sector = $10, pinyin = $11, search = $12, version = $13, \
               region_code = $14, city_code = $15, county_code = $16, town_code = $17, village_code = $18 \
               WHERE id = $1 AND version = $2 AND voided_at IS NULL";
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    UNITS_GRAMS.replace(tx, id.as_uuid(), &found_by.grams).await?;
    Ok(true)
}

/// Voids a unit at the version it was read at and frees its credit code; answers whether that version still stood.
pub(crate) async fn void(
    tx: &Tx,
    id: UnitId,
    read_at: i64,
    reason: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE units SET voided_at = $3, void_reason = $4, credit_code = NULL, version = version + 1 \
               WHERE id = $1 AND version = $2 AND voided_at IS NULL";
    Ok(tx.execute(sql, params![id.as_uuid(), read_at, now.as_micros(), reason]).await? == 1)
}

/// Credit codes of units; a unit without one is left out.
pub(crate) async fn credit_codes(
    tx: &Tx,
    ids: &[UnitId],
) -> Result<std::collections::BTreeMap<UnitId, String>, StoreError> {
    let mut found = std::collections::BTreeMap::new();
    for chunk in ids.chunks(1000) {
        let marks: Vec<String> = (1..=chunk.len()).map(|number| format!("${number}")).collect();
        let sql = format!(
            "SELECT id, credit_code FROM units WHERE credit_code IS NOT NULL AND id IN ({})",
            marks.join(", ")
        );
        let values: Vec<Value> = chunk.iter().map(|id| Value::from(id.as_uuid())).collect();
        let rows = tx.map_rows(&sql, values, |row| Ok((row.id("id")?, row.text("credit_code")?))).await?;
        found.extend(rows);
    }
    Ok(found)
}
