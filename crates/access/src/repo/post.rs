//! The posts a person holds on a day.

use chrono::NaiveDate;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::scope::{Grant, ScopeLevel};
use std::collections::BTreeSet;
use store::{FromRow, Row, StoreError, Tx, params};

/// A held post with what a caller takes from it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) id: PostId,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) grant: Grant,
    pub(crate) org: OrgId,
    pub(crate) org_name: String,
    pub(crate) fire_authority: bool,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let level = row.text("scope_level")?;
        let level = ScopeLevel::from_code(&level)
            .map_err(|error| StoreError::Shape { column: "scope_level".into(), reason: error.to_string() })?;
        let sectors: Option<BTreeSet<String>> = row.opt_json("sectors")?;
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            role: row.text("role")?,
            grant: Grant { level, key: row.text("scope_key")?, sectors },
            org: row.id("org_id")?,
            org_name: row.text("org_name")?,
            fire_authority: row.bool("is_fire_authority")?,
        })
    }
}

/// Posts a person holds on a day, in the order they took them.
pub(crate) async fn held_on(tx: &Tx, person: PersonId, day: NaiveDate) -> Result<Vec<Held>, StoreError> {
    tx.all(
        "SELECT p.id, p.name, p.role, p.scope_level, p.scope_key, p.sectors, p.org_id, o.is_fire_authority, \
           COALESCE((SELECT n.name FROM organisation_names n WHERE n.org_id = o.id AND n.valid_from <= $2 \
             AND (n.valid_to IS NULL OR n.valid_to > $2) ORDER BY n.valid_from DESC LIMIT 1), '') AS org_name \
         FROM holdings h JOIN posts p ON p.id = h.post_id JOIN organisations o ON o.id = p.org_id \
         WHERE h.person_id = $1 AND h.from_date <= $2 AND (h.to_date IS NULL OR h.to_date > $2) \
           AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) \
         ORDER BY h.from_date, p.id",
        params![person.as_uuid(), day.to_string()],
    )
    .await
}

/// Role codes a person holds on or after a day, and the posts they come from.
pub(crate) async fn roles_from(tx: &Tx, person: PersonId, day: NaiveDate) -> Result<Vec<(PostId, String)>, StoreError> {
    struct Pair(PostId, String);
    impl FromRow for Pair {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            Ok(Self(row.id("id")?, row.text("role")?))
        }
    }
    let pairs: Vec<Pair> = tx
        .all(
            "SELECT p.id, p.role FROM holdings h JOIN posts p ON p.id = h.post_id \
             WHERE h.person_id = $1 AND (h.to_date IS NULL OR h.to_date > $2) ORDER BY h.from_date",
            params![person.as_uuid(), day.to_string()],
        )
        .await?;
    Ok(pairs.into_iter().map(|Pair(id, role)| (id, role)).collect())
}
