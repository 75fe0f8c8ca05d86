//! Lifecycles that cases are pinned to.

use crate::engine::Pinned;
use kernel::problem::Problem;
use pack::lifecycle::Lifecycle;
use store::{Ctx, FromRow, Row, StoreError, params};

struct Stored(String, Lifecycle);

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.text("hash")?, row.json("body")?))
    }
}

/// Stores a lifecycle once.
pub(crate) async fn keep(ctx: &Ctx, kind: &str, pinned: &Pinned) -> Result<(), Problem> {
    let body = serde_json::to_string(&pinned.lifecycle).map_err(Problem::internal)?;
    ctx.tx
        .execute_quietly(
            "INSERT INTO case_lifecycles (hash, kind, pack, body, stored_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (hash) DO NOTHING",
            params![pinned.hash.clone(), kind, pinned.pack.clone(), body, ctx.now.as_micros()],
        )
        .await?;
    Ok(())
}

/// Every stored lifecycle by digest.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<(String, Lifecycle)>, StoreError> {
    let rows =
        ctx.tx.all::<Stored>("SELECT hash, body FROM case_lifecycles ORDER BY hash", params![]).await?;
    Ok(rows.into_iter().map(|Stored(hash, lifecycle)| (hash, lifecycle)).collect())
}

/// One stored lifecycle.
pub(crate) async fn one(ctx: &Ctx, hash: &str) -> Result<Option<Lifecycle>, StoreError> {
    let row =
        ctx.tx.one::<Stored>("SELECT hash, body FROM case_lifecycles WHERE hash = $1", params![hash]).await?;
    Ok(row.map(|Stored(_, lifecycle)| lifecycle))
}
