//! Queries on `organisations` and their names.

use super::DatedName;
use super::model::StoredOrganisation;
use crate::reach::{LEVEL_COLUMNS, level_values};
use crate::sql::id_batches;
use chrono::NaiveDate;
use kernel::id::OrgId;
use std::collections::BTreeMap;
use store::{FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

/// Columns of a stored organisation.
pub(crate) const COLUMNS: [&str; 12] = [
    "id",
    "kind",
    "region_code",
    "parent_id",
    "is_fire_authority",
    "department",
    "sector",
    "valid_from",
    "valid_to",
    "merged_into",
    "sort_key",
    "version",
];

/// Organisations by id.
pub(crate) async fn by_ids(
    tx: &Tx,
    ids: Vec<OrgId>,
) -> Result<BTreeMap<OrgId, StoredOrganisation>, StoreError> {
    let mut found = BTreeMap::new();
    for (marks, values) in id_batches(ids.into_iter().map(Into::into)) {
        let sql = format!("SELECT {} FROM organisations WHERE id IN ({marks})", COLUMNS.join(", "));
        let rows = tx.all::<StoredOrganisation>(&sql, values).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// One organisation.
pub(crate) async fn one(tx: &Tx, id: OrgId) -> Result<Option<StoredOrganisation>, StoreError> {
    Ok(by_ids(tx, vec![id]).await?.remove(&id))
}

/// Names of organisations, oldest first.
pub(crate) async fn names(tx: &Tx, ids: Vec<OrgId>) -> Result<BTreeMap<OrgId, Vec<DatedName>>, StoreError> {
    struct Named(OrgId, DatedName);
    impl FromRow for Named {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            let name = DatedName {
                id: row.uuid("id")?,
                name: row.text("name")?,
                short_name: row.opt_text("short_name")?,
                from: row.date("valid_from")?,
                to: row.opt_date("valid_to")?,
            };
            Ok(Self(row.id("org_id")?, name))
        }
    }
    let mut found: BTreeMap<OrgId, Vec<DatedName>> = BTreeMap::new();
    for (marks, values) in id_batches(ids.into_iter().map(Into::into)) {
        let sql = format!(
            "SELECT id, org_id, name, short_name, valid_from, valid_to FROM organisation_names \
             WHERE org_id IN ({marks}) ORDER BY org_id, valid_from"
        );
        for Named(org, name) in tx.all::<Named>(&sql, values).await? {
            found.entry(org).or_default().push(name);
        }
    }
    Ok(found)
}

/// Inserts an organisation; the name is inserted apart.
pub(super) async fn insert(tx: &Tx, row: &StoredOrganisation) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO organisations (id, kind, region_code, parent_id, is_fire_authority, department, sector, \
         valid_from, valid_to, merged_into, sort_key, version, {LEVEL_COLUMNS}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let mut values = params![
        row.id.as_uuid(),
        row.kind.code(),
        row.region_code.to_string(),
        row.parent_id.map(|id| id.as_uuid()),
        row.is_fire_authority,
        row.department.clone(),
        row.sector.clone(),
        row.valid.from.to_string(),
        row.valid.to.map(|day| day.to_string()),
        row.merged_into.map(|id| id.as_uuid()),
        row.sort_key.clone(),
        row.version,
    ];
    values.extend(level_values(row.region_code));
    tx.execute(&sql, values).await?;
    Ok(())
}

/// Writes every changeable column and raises the version.
pub(crate) async fn save(tx: &Tx, row: &StoredOrganisation) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE organisations SET parent_id = $2, is_fire_authority = $3, department = $4, sector = $5, \
         valid_to = $6, merged_into = $7, sort_key = $8, version = version + 1 WHERE id = $1",
        params![
            row.id.as_uuid(),
            row.parent_id.map(|id| id.as_uuid()),
            row.is_fire_authority,
            row.department.clone(),
            row.sector.clone(),
            row.valid.to.map(|day| day.to_string()),
            row.merged_into.map(|id| id.as_uuid()),
            row.sort_key.clone(),
        ],
    )
    .await?;
    Ok(())
}

/// Inserts a name.
pub(super) async fn insert_name(tx: &Tx, org: OrgId, name: &DatedName) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO organisation_names (id, org_id, name, short_name, valid_from, valid_to) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            name.id,
            org.as_uuid(),
            name.name.clone(),
            name.short_name.clone(),
            name.from.to_string(),
            name.to.map(|day| day.to_string()),
        ],
    )
    .await?;
    Ok(())
}

/// Ends a name.
pub(super) async fn end_name(tx: &Tx, id: Uuid, to: NaiveDate) -> Result<(), StoreError> {
    tx.execute("UPDATE organisation_names SET valid_to = $2 WHERE id = $1", params![id, to.to_string()])
        .await?;
    Ok(())
}

/// Corrects a name in place.
pub(super) async fn correct_name(
    tx: &Tx,
    id: Uuid,
    name: &str,
    short: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE organisation_names SET name = $2, short_name = $3 WHERE id = $1",
        params![id, name, short.map(str::to_owned)],
    )
    .await?;
    Ok(())
}

/// Organisations directly below some, that have not ended before a day.
pub(crate) async fn children(
    tx: &Tx,
    parents: Vec<OrgId>,
    day: NaiveDate,
) -> Result<Vec<StoredOrganisation>, StoreError> {
    let mut found = Vec::new();
    for (marks, values) in id_batches(parents.into_iter().map(Into::into)) {
        let sql = format!("SELECT {} FROM organisations WHERE parent_id IN ({marks})", COLUMNS.join(", "));
        found.extend(tx.all::<StoredOrganisation>(&sql, values).await?);
    }
    found.retain(|row| row.valid.lasts_past(day));
    Ok(found)
}

/// How many organisations of a region bear a name on a day, one of them apart.
pub(super) async fn same_name(
    tx: &Tx,
    name: &str,
    region: &str,
    day: NaiveDate,
    except: Option<OrgId>,
) -> Result<i64, StoreError> {
    tx.count(
        "SELECT COUNT(*) AS n FROM organisation_names n JOIN organisations o ON o.id = n.org_id \
         WHERE n.name = $1 AND o.region_code = $2 AND o.id <> $4 \
         AND n.valid_from <= $3 AND (n.valid_to IS NULL OR $3 < n.valid_to) \
         AND (o.valid_to IS NULL OR $3 < o.valid_to)",
        params![name, region, day.to_string(), except.map_or(Uuid::nil(), |id| id.as_uuid())],
    )
    .await
}

/// One line of who became whom.
#[derive(Debug)]
pub(crate) struct Lineage<'a> {
    pub(crate) id: Uuid,
    pub(crate) from: OrgId,
    pub(crate) to: Option<OrgId>,
    pub(crate) kind: &'static str,
    pub(crate) on: NaiveDate,
    pub(crate) basis: Option<&'a str>,
}

/// Notes who became whom.
pub(crate) async fn insert_change(tx: &Tx, change: &Lineage<'_>) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO organisation_changes (id, from_org, to_org, kind, on_date, basis) VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            change.id,
            change.from.as_uuid(),
            change.to.map(|org| org.as_uuid()),
            change.kind,
            change.on.to_string(),
            change.basis.map(str::to_owned),
        ],
    )
    .await?;
    Ok(())
}
