//! The canonical form of a record, version 1: a JSON array of the columns in fixed order, compact, UTF-8.
//! A later form gets another number; records keep the number they were written with.

use crate::{FromRow, Row, StoreError};
use kernel::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// Number of the form new records are written in.
pub(crate) const FORM: i64 = 1;

/// A record as stored.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) actor: String,
    pub(crate) post: Option<String>,
    pub(crate) via: String,
    pub(crate) address: Option<String>,
    pub(crate) action: String,
    pub(crate) object_kind: String,
    pub(crate) object_id: Option<Uuid>,
    pub(crate) summary: String,
    pub(crate) detail: String,
    pub(crate) row_digests: String,
    pub(crate) form: i64,
    pub(crate) digest: Vec<u8>,
    pub(crate) chain_seq: Option<i64>,
    pub(crate) chain: Option<Vec<u8>>,
}

impl FromRow for Record {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.int("seq")?,
            id: row.uuid("id")?,
            at: row.time("at")?,
            actor_id: row.opt_id("actor_id")?,
            actor: row.text("actor")?,
            post: row.opt_text("post")?,
            via: row.text("via")?,
            address: row.opt_text("address")?,
            action: row.text("action")?,
            object_kind: row.text("object_kind")?,
            object_id: row.opt_id("object_id")?,
            summary: row.text("summary")?,
            detail: row.text("detail")?,
            row_digests: row.text("row_digests")?,
            form: row.int("form")?,
            digest: row.opt_bytes("digest")?.unwrap_or_default(),
            chain_seq: row.opt_int("chain_seq")?,
            chain: row.opt_bytes("chain")?,
        })
    }
}

impl Record {
    /// The bytes the digest is taken over; `None` for a form this program does not know.
    pub(crate) fn canonical(&self) -> Option<Vec<u8>> {
        if self.form != FORM {
            return None;
        }
        let value: Value = json!([
            self.form,
            self.id,
            self.at.as_micros(),
            self.actor_id,
            self.actor,
            self.post,
            self.via,
            self.address,
            self.action,
            self.object_kind,
            self.object_id,
            self.summary,
            self.detail,
            self.row_digests,
        ]);
        Some(value.to_string().into_bytes())
    }
}
