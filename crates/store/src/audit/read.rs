//! Reading records for the audit desk.

use crate::{FromRow, Row, StoreError, Tx, Value, params};
use kernel::page::Limit;
use kernel::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// One record as the audit desk shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RecordRow {
    /// Number of the record.
    pub seq: i64,
    /// Instant.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// First post of the actor then.
    pub post: Option<String>,
    /// How they came in.
    pub via: String,
    /// Verb.
    pub action: String,
    /// Kind of the object.
    pub object_kind: String,
    /// Object.
    pub object_id: Option<Uuid>,
    /// One Chinese sentence.
    pub summary: String,
    /// Whether it is in the chain yet.
    pub sealed: bool,
    /// Digest, hexadecimal.
    pub digest: String,
}

impl FromRow for RecordRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.int("seq")?,
            at: row.time("at")?,
            actor: row.text("actor")?,
            post: row.opt_text("post")?,
            via: row.text("via")?,
            action: row.text("action")?,
            object_kind: row.text("object_kind")?,
            object_id: row.opt_id("object_id")?,
            summary: row.text("summary")?,
            sealed: row.opt_int("chain_seq")?.is_some(),
            digest: hex::encode(row.opt_bytes("digest")?.unwrap_or_default()),
        })
    }
}

/// Records before `before`, newest first, one more than the limit when there are more.
///
/// # Errors
/// When the query fails.
pub async fn page(
    tx: &Tx,
    object_kind: Option<&str>,
    object_id: Option<Uuid>,
    before: Option<i64>,
    limit: Limit,
) -> Result<Vec<RecordRow>, StoreError> {
    let mut sql = String::from(
        "SELECT seq, at, actor, post, via, action, object_kind, object_id, summary, chain_seq, digest \
         FROM audit_records WHERE seq < $1",
    );
    let mut values: Vec<Value> = params![before.unwrap_or(i64::MAX)];
    if let Some(kind) = object_kind {
        values.push(kind.into());
        sql.push_str(&format!(" AND object_kind = ${}", values.len()));
    }
    if let Some(id) = object_id {
        values.push(id.into());
        sql.push_str(&format!(" AND object_id = ${}", values.len()));
    }
    sql.push_str(&format!(" ORDER BY seq DESC LIMIT {}", limit.fetch()));
    tx.all(&sql, values).await
}

/// How the chain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Records not yet in the chain.
    pub unsealed: i64,
    /// Records in the chain.
    pub sealed: i64,
    /// Instant of the newest anchor.
    pub last_anchor: Option<Timestamp>,
}

impl FromRow for Standing {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            unsealed: row.opt_int("unsealed")?.unwrap_or(0),
            sealed: row.opt_int("sealed")?.unwrap_or(0),
            last_anchor: row.opt_time("anchored")?,
        })
    }
}

/// How the chain stands.
///
/// # Errors
/// When the query fails.
pub async fn standing(tx: &Tx) -> Result<Standing, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM audit_records WHERE chain_seq IS NULL) AS unsealed, \
         (SELECT MAX(chain_seq) FROM audit_records) AS sealed, \
         (SELECT MAX(at) FROM audit_anchors) AS anchored";
    Ok(tx.one(sql, params![]).await?.unwrap_or(Standing { unsealed: 0, sealed: 0, last_anchor: None }))
}
