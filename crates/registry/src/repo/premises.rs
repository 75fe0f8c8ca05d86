//! One premises, and many new ones.

use crate::model::{PremisesRecord, RegionColumns};
use crate::repo::grams::{PREMISES_GRAMS, PREMISES_TAGS};
use crate::rules::{cells, search};
use chrono::NaiveDate;
use kernel::coordinate::Datum;
use kernel::id::PremisesId;
use kernel::time::Timestamp;
use store::{StoreError, Tx, Value, params};

/// Columns of [`PremisesRecord`]; the unit joins as `units`.
pub(crate) const COLUMNS: [&str; 26] = [
    "id",
    "name",
    "kind",
    "tags",
    "unit_id",
    "region_code",
    "address",
    "longitude",
    "latitude",
    "area_m2",
    "floors",
    "height_m",
    "facts",
    "sector",
    "department",
    "voided_at",
    "version",
    "last_inspected_on",
    "pinyin",
    "building_id",
    "on_floors",
    "datum",
    "measures",
    "key_status",
    "key_on",
    "key_paper",
];

const BY_ID: &str = "SELECT premises.id, premises.name, premises.kind, premises.tags, premises.unit_id, \
     units.name AS unit_name, premises.region_code, premises.address, premises.longitude, premises.latitude, \
     premises.area_m2, premises.floors, premises.height_m, premises.facts, premises.sector, premises.department, \
     premises.voided_at, premises.version, premises.last_inspected_on, premises.pinyin, \
     premises.building_id, premises.on_floors, premises.datum, premises.measures, premises.key_status, \
     premises.key_on, premises.key_paper \
     FROM premises LEFT JOIN units ON units.id = premises.unit_id WHERE premises.id = $1";

/// A premises, voided or not.
pub(crate) async fn by_id(tx: &Tx, id: PremisesId) -> Result<Option<PremisesRecord>, StoreError> {
    tx.one(BY_ID, params![id.as_uuid()]).await
}

const WRITTEN: [&str; 32] = [
    "id",
    "name",
    "kind",
    "tags",
    "unit_id",
    "address",
    "longitude",
    "latitude",
    "cell_5",
    "cell_6",
    "cell_7",
    "cell_8",
    "cell_9",
    "area_m2",
    "floors",
    "height_m",
    "facts",
    "sector",
    "department",
    "version",
    "pinyin",
    "search",
    "created_at",
    "region_code",
    "city_code",
    "county_code",
    "town_code",
    "village_code",
    "building_id",
    "on_floors",
    "datum",
    "measures",
];

/// The building, the floors, the datum and the figures as parameters; what is empty is NULL, as in rows older than they.
fn attached(record: &PremisesRecord) -> [Value; 4] {
    let json = |value: serde_json::Value| Value::from(value.to_string());
    let none = || Value::from(None::<String>);
    [
        Value::from(record.building_id.map(|building| building.as_uuid())),
        if record.on_floors.is_empty() { none() } else { json(record.on_floors.clone().into()) },
        if record.datum == Datum::Wgs84 { none() } else { Value::from(record.datum.code().to_owned()) },
        if record.measures.is_empty() { none() } else { json(serde_json::json!(record.measures)) },
    ]
}

fn tags_json(record: &PremisesRecord) -> String {
    serde_json::Value::from(record.tags.clone()).to_string()
}

fn facts_json(record: &PremisesRecord) -> String {
    serde_json::Value::Object(record.facts.clone()).to_string()
}

fn found_by(record: &PremisesRecord) -> search::Indexed {
    search::index(&record.name, &[&record.address])
}

/// Where it stands as parameters: longitude, latitude and the five cells.
fn place(record: &PremisesRecord) -> [Value; 7] {
    let cells = record.point.and_then(cells::of);
    let cell = |position: usize| Value::from(cells.as_ref().and_then(|cells| cells.get(position).cloned()));
    [
        Value::from(record.point.map(|point| point.longitude)),
        Value::from(record.point.map(|point| point.latitude)),
        cell(0),
        cell(1),
        cell(2),
        cell(3),
        cell(4),
    ]
}

/// Inserts premises with their tags and grams.
pub(crate) async fn insert(tx: &Tx, records: &[PremisesRecord], now: Timestamp) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(records.len());
    let mut grams = Vec::new();
    for record in records {
        let found_by = found_by(record);
        let mut row = params![
            record.id.as_uuid(),
            record.name.as_str(),
            record.kind.as_str(),
            tags_json(record),
            record.unit_id.map(|unit| unit.as_uuid()),
            record.address.as_str(),
        ];
        row.extend(place(record));
        row.extend(params![
            record.area_m2,
            record.floors,
            record.height_m,
            facts_json(record),
            record.sector.clone(),
            record.department.clone(),
            record.version,
            found_by.pinyin,
            found_by.text,
            now.as_micros(),
        ]);
        row.extend(record.place.values());
        row.extend(attached(record));
        rows.push(row);
        grams.extend(found_by.grams.into_iter().map(|gram| (record.id.as_uuid(), gram)));
    }
    tx.insert_many("premises", &WRITTEN, rows, "").await?;
    let tags = records
        .iter()
        .flat_map(|record| record.tags.iter().map(|tag| (record.id.as_uuid(), tag.clone())))
        .collect();
    PREMISES_TAGS.insert(tx, tags).await?;
    PREMISES_GRAMS.insert(tx, grams).await
}

/// Writes a changed premises over the version it was read at; answers whether that version still stood.
pub(crate) async fn update(tx: &Tx, record: &PremisesRecord, read_at: i64) -> Result<bool, StoreError> {
    let found_by = found_by(record);
    let mut values = params![
        record.id.as_uuid(),
        read_at,
        record.name.as_str(),
        record.kind.as_str(),
        tags_json(record),
        record.unit_id.map(|unit| unit.as_uuid()),
        record.address.as_str(),
    ];
    values.extend(place(record));
    values.extend(params![
        record.area_m2,
        record.floors,
        record.height_m,
        facts_json(record),
        record.sector.clone(),
        record.department.clone(),
        record.version,
        found_by.pinyin,
        found_by.text,
    ]);
    values.extend(record.place.values());
    values.extend(attached(record));
    let [region, city, county, town, village] = RegionColumns::NAMES;
    let sql = format!(
        "UPDATE premises SET name = $3, kind = $4, tags = $5, unit_id = $6, address = $7, longitude = $8, \
         latitude = $9, cell_5 = $10, cell_6 = $11, cell_7 = $12, cell_8 = $13, cell_9 = $14, area_m2 = $15, \
         floors = $16, height_m = $17, facts = $18, sector = $19, department = $20, version = $21, pinyin = $22, \
         search = $23, {region} = $24, {city} = $25, {county} = $26, {town} = $27, {village} = $28, \
         building_id = $29, on_floors = $30, datum = $31, measures = $32 \
         WHERE id = $1 AND version = $2 AND voided_at IS NULL"
    );
    if tx.execute(&sql, values).await? == 0 {
        return Ok(false);
    }
    PREMISES_TAGS.replace(tx, record.id.as_uuid(), &record.tags.iter().cloned().collect()).await?;
    PREMISES_GRAMS.replace(tx, record.id.as_uuid(), &found_by.grams).await?;
    Ok(true)
}

/// Voids a premises at the version it was read at; answers whether that version still stood.
pub(crate) async fn void(
    tx: &Tx,
    id: PremisesId,
    read_at: i64,
    reason: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE premises SET voided_at = $3, void_reason = $4, version = version + 1 \
               WHERE id = $1 AND version = $2 AND voided_at IS NULL";
    Ok(tx.execute(sql, params![id.as_uuid(), read_at, now.as_micros(), reason]).await? == 1)
}

/// Keeps what was said about a key unit, over the version it was read at; answers whether that version still stood.
pub(crate) async fn decided(tx: &Tx, record: &PremisesRecord, read_at: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE premises SET key_status = $3, key_on = $4, key_paper = $5, version = $6 \
               WHERE id = $1 AND version = $2 AND voided_at IS NULL";
    let values = params![
        record.id.as_uuid(),
        read_at,
        record.key.status.map(|status| status.code().to_owned()),
        record.key.on.map(|day| day.to_string()),
        record.key.paper.clone(),
        record.version,
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Keeps what a visit found: the facts after it, the day if it is the latest, and the next version.
pub(crate) async fn visited(tx: &Tx, record: &PremisesRecord, day: NaiveDate) -> Result<(), StoreError> {
    let sql = "UPDATE premises SET facts = $2, version = $3, \
               last_inspected_on = CASE WHEN last_inspected_on IS NULL OR last_inspected_on < $4 THEN $4 \
               ELSE last_inspected_on END WHERE id = $1";
    tx.execute(sql, params![record.id.as_uuid(), facts_json(record), record.version, day.to_string()])
        .await?;
    Ok(())
}
