//! Writing a record.

use super::canonical::{FORM, Record};
use super::rows::RowDigest;
use super::{AuditedTable, Key};
use crate::{Ctx, StoreError, params};
use serde_json::Value;
use uuid::Uuid;

/// What a use case did.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Verb: `case.act`, `user.create` …
    pub action: &'a str,
    /// Kind of the object.
    pub object_kind: &'a str,
    /// Object, when there is one.
    pub object_id: Option<Uuid>,
    /// One Chinese sentence for the auditor.
    pub summary: String,
    /// Facts worth keeping: before and after, reasons. No secrets and no unmasked personal data.
    pub detail: Value,
    /// Every audited row this use case wrote.
    pub rows: &'a [(&'a AuditedTable, Uuid)],
}

fn missing(table: &AuditedTable, id: Uuid) -> StoreError {
    StoreError::Usage(format!("audit of a {} that does not exist: {id}", table.kind))
}

pub(crate) async fn record(ctx: &Ctx, key: &Key, entry: Entry<'_>) -> Result<(), StoreError> {
    let mut digests = Vec::with_capacity(entry.rows.len());
    // Rows of one table are asked for together: an import names hundreds of them.
    for rows in entry.rows.chunk_by(|(one, _), (next, _)| one.table == next.table) {
        let [(table, first), ..] = rows else { continue };
        if rows.len() == 1 {
            let hmac = table.digest(&ctx.tx, key, *first).await?;
            digests.push(RowDigest { kind: table.kind.to_owned(), id: *first, hmac });
            continue;
        }
        let ids: Vec<Uuid> = rows.iter().map(|(_, id)| *id).collect();
        let found = table.digests_of(&ctx.tx, key, &ids).await?;
        for id in ids {
            let hmac = found.get(&id).cloned().ok_or_else(|| missing(table, id))?;
            digests.push(RowDigest { kind: table.kind.to_owned(), id, hmac });
        }
    }
    let record = Record {
        seq: 0,
        id: ctx.id::<Uuid>(),
        at: ctx.now,
        actor_id: ctx.caller.user.map(|user| user.as_uuid()),
        actor: ctx.caller.name.clone(),
        post: ctx.caller.posts.first().map(|post| post.name.clone()),
        via: ctx.caller.via.code().to_owned(),
        address: ctx.caller.address.clone(),
        action: entry.action.to_owned(),
        object_kind: entry.object_kind.to_owned(),
        object_id: entry.object_id,
        summary: entry.summary,
        detail: entry.detail.to_string(),
        row_digests: serde_json::to_string(&digests).map_err(|error| StoreError::Usage(error.to_string()))?,
        form: FORM,
        digest: Vec::new(),
        chain_seq: None,
        chain: None,
    };
    let canonical = record.canonical().ok_or_else(|| StoreError::Usage("audit form".into()))?;
    let digest = key.digest(&[b"record", &canonical]).to_vec();
    ctx.tx
        .execute_quietly(
            "INSERT INTO audit_records (id, at, actor_id, actor, post, via, address, action, object_kind, object_id, \
             summary, detail, row_digests, form, digest) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)",
            params![
                record.id,
                record.at.as_micros(),
                record.actor_id,
                record.actor,
                record.post,
                record.via,
                record.address,
                record.action,
                record.object_kind,
                record.object_id,
                record.summary,
                record.detail,
                record.row_digests,
                record.form,
                digest
            ],
        )
        .await?;
    Ok(())
}
