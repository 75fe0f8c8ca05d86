//! Loading regions in bulk.

use super::repo;
use crate::reach::WRITE;
use kernel::problem::Problem;
use kernel::region::{RegionCode, RegionEntry};
use kernel::scope::Place;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::Entry;

/// Entries written in one statement.
const CHUNK: usize = 2_000;

/// What a load did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Loaded {
    /// Entries read.
    pub read: u64,
    /// Entries inserted or replaced; less than `read` when a code stood twice close together, the last one wins.
    pub written: u64,
}

/// Inserts regions, or replaces those with the same code. Loading the same list again changes nothing.
///
/// # Errors
/// 403 without `directory.write`, or when an entry lies outside the caller's scope.
pub async fn load_regions(
    ctx: &Ctx,
    entries: impl IntoIterator<Item = RegionEntry>,
) -> Result<Loaded, Problem> {
    ctx.caller.require(WRITE)?;
    let scope = ctx.caller.scope(WRITE);
    let mut loaded = Loaded { read: 0, written: 0 };
    let mut chunk: BTreeMap<RegionCode, RegionEntry> = BTreeMap::new();
    for entry in entries {
        if !scope.covers(&Place::of(entry.code)) {
            return Err(Problem::forbidden(format!("区划 {} {} 不在您的维护范围内", entry.code, entry.name)));
        }
        loaded.read += 1;
        chunk.insert(entry.code, entry);
        if chunk.len() == CHUNK {
            loaded.written += write(ctx, &mut chunk).await?;
        }
    }
    loaded.written += write(ctx, &mut chunk).await?;
    ctx.audit(Entry {
        action: "region.load",
        object_kind: "region",
        object_id: None,
        summary: format!("导入行政区划 {} 条", loaded.read),
        detail: json!({ "read": loaded.read, "written": loaded.written }),
        rows: &[],
    })
    .await?;
    Ok(loaded)
}

async fn write(ctx: &Ctx, chunk: &mut BTreeMap<RegionCode, RegionEntry>) -> Result<u64, Problem> {
    if chunk.is_empty() {
        return Ok(0);
    }
    let entries: Vec<RegionEntry> = std::mem::take(chunk).into_values().collect();
    Ok(repo::upsert(&ctx.tx, &entries).await?)
}
