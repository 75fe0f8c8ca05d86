//! Queries on `people`.

use super::StoredPerson;
use crate::sql::id_batches;
use kernel::id::{OrgId, PersonId};
use std::collections::BTreeMap;
use store::{StoreError, Tx, params};

/// Columns of a stored person.
pub(super) const COLUMNS: [&str; 9] =
    ["id", "name", "org_id", "phone", "mail", "title", "pinyin", "erased_at", "version"];

/// People by id.
pub(crate) async fn by_ids(
    tx: &Tx,
    ids: Vec<PersonId>,
) -> Result<BTreeMap<PersonId, StoredPerson>, StoreError> {
    let mut found = BTreeMap::new();
    for (marks, values) in id_batches(ids.into_iter().map(Into::into)) {
        let sql = format!("SELECT {} FROM people WHERE id IN ({marks})", COLUMNS.join(", "));
        found.extend(tx.all::<StoredPerson>(&sql, values).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// One person.
pub(crate) async fn one(tx: &Tx, id: PersonId) -> Result<Option<StoredPerson>, StoreError> {
    Ok(by_ids(tx, vec![id]).await?.remove(&id))
}

/// People who belong to an organisation.
pub(crate) async fn of_organisation(tx: &Tx, org: OrgId) -> Result<Vec<StoredPerson>, StoreError> {
    let sql = format!("SELECT {} FROM people WHERE org_id = $1 ORDER BY pinyin, id", COLUMNS.join(", "));
    tx.all(&sql, params![org.as_uuid()]).await
}

/// Inserts a person.
pub(super) async fn insert(tx: &Tx, row: &StoredPerson) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO people (id, name, org_id, phone, title, pinyin, erased_at, version, mail) \
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8)",
        params![
            row.id.as_uuid(),
            row.name.clone(),
            row.org_id.as_uuid(),
            row.phone.clone(),
            row.title.clone(),
            row.pinyin.clone(),
            row.version,
            row.mail.clone(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes every changeable column and raises the version.
pub(super) async fn save(tx: &Tx, row: &StoredPerson) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE people SET name = $2, org_id = $3, phone = $4, title = $5, pinyin = $6, erased_at = $7, \
         mail = $8, version = version + 1 WHERE id = $1",
        params![
            row.id.as_uuid(),
            row.name.clone(),
            row.org_id.as_uuid(),
            row.phone.clone(),
            row.title.clone(),
            row.pinyin.clone(),
            row.erased_at.map(|at| at.as_micros()),
            row.mail.clone(),
        ],
    )
    .await?;
    Ok(())
}

/// Moves a person to another organisation.
pub(crate) async fn set_organisation(tx: &Tx, id: PersonId, org: OrgId) -> Result<(), StoreError> {
    let sql = "UPDATE people SET org_id = $2, version = version + 1 WHERE id = $1";
    tx.execute(sql, params![id.as_uuid(), org.as_uuid()]).await?;
    Ok(())
}

/// Takes the row of a person for the rest of the transaction, so that two appointments of one person take turns.
pub(crate) async fn lock(tx: &Tx, id: PersonId) -> Result<(), StoreError> {
    tx.execute_quietly("UPDATE people SET version = version WHERE id = $1", params![id.as_uuid()]).await?;
    Ok(())
}
