//! Many premises and units at once, by what a workbook knows of them.

use super::premises::COLUMNS;
use crate::model::{PremisesRecord, RegionColumns};
use kernel::id::{PremisesId, UnitId};
use store::{FromRow, Row, StoreError, Tx, Value, params};

/// A unit with what an import compares. The telephone is the number itself: it must not leave the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitContact {
    /// Id.
    pub id: UnitId,
    /// Name.
    pub name: String,
    /// Credit code.
    pub credit_code: Option<String>,
    /// Where it stands.
    pub place: RegionColumns,
    /// Sector.
    pub sector: Option<String>,
    /// Legal representative.
    pub legal_person: Option<String>,
    /// Fire-safety manager.
    pub manager: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

impl FromRow for UnitContact {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            credit_code: row.opt_text("credit_code")?,
            place: RegionColumns::read(row)?,
            sector: row.opt_text("sector")?,
            legal_person: row.opt_text("legal_person")?,
            manager: row.opt_text("manager")?,
            phone: row.opt_text("phone")?,
        })
    }
}

/// Keys of one query.
const TOGETHER: usize = 500;

fn marks(count: usize) -> String {
    (1..=count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

async fn each<T: FromRow>(
    tx: &Tx,
    keys: Vec<Value>,
    sql: impl Fn(&str) -> String,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    for chunk in keys.chunks(TOGETHER) {
        found.extend(tx.all::<T>(&sql(&marks(chunk.len())), chunk.to_vec()).await?);
    }
    Ok(found)
}

/// Units by credit code.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn units_by_codes(tx: &Tx, codes: Vec<String>) -> Result<Vec<UnitContact>, StoreError> {
    each(tx, codes.into_iter().map(Value::from).collect(), |list| {
        format!(
            "SELECT id, name, credit_code, region_code, sector, legal_person, manager, phone FROM units \
             WHERE credit_code IN ({list})"
        )
    })
    .await
}

/// Units by id.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn units_by_ids(tx: &Tx, ids: Vec<UnitId>) -> Result<Vec<UnitContact>, StoreError> {
    each(tx, ids.into_iter().map(|id| Value::from(id.as_uuid())).collect(), |list| {
        format!(
            "SELECT id, name, credit_code, region_code, sector, legal_person, manager, phone FROM units \
             WHERE id IN ({list})"
        )
    })
    .await
}

fn premises(condition: &str) -> String {
    let columns: Vec<String> = COLUMNS.iter().map(|column| format!("premises.{column}")).collect();
    format!(
        "SELECT {}, units.name AS unit_name FROM premises LEFT JOIN units ON units.id = premises.unit_id \
         WHERE premises.voided_at IS NULL AND {condition}",
        columns.join(", ")
    )
}

/// Premises of units.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn premises_of_units(
    tx: &Tx,
    units: Vec<UnitId>,
) -> Result<Vec<PremisesRecord>, StoreError> {
    let keys = units.into_iter().map(|id| Value::from(id.as_uuid())).collect();
    each(tx, keys, |list| premises(&format!("premises.unit_id IN ({list})"))).await
}

/// Premises whose names sound the same: the sort key is indexed, names are compared by the caller.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn premises_sounding(tx: &Tx, keys: Vec<String>) -> Result<Vec<PremisesRecord>, StoreError> {
    let keys = keys.into_iter().map(Value::from).collect();
    each(tx, keys, |list| premises(&format!("premises.pinyin IN ({list})"))).await
}

/// Premises by id.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn premises_by_ids(
    tx: &Tx,
    ids: Vec<PremisesId>,
) -> Result<Vec<PremisesRecord>, StoreError> {
    let keys = ids.into_iter().map(|id| Value::from(id.as_uuid())).collect();
    each(tx, keys, |list| premises(&format!("premises.id IN ({list})"))).await
}

/// Writes who answers for a unit.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn set_contact(tx: &Tx, unit: &UnitContact) -> Result<(), StoreError> {
    let sql =
        "UPDATE units SET legal_person = $2, manager = $3, phone = $4, version = version + 1 WHERE id = $1";
    let values =
        params![unit.id.as_uuid(), unit.legal_person.clone(), unit.manager.clone(), unit.phone.clone()];
    tx.execute(sql, values).await?;
    Ok(())
}
