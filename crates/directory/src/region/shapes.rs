//! Map shapes of regions, as GeoJSON geometries.

use super::{names, repo_shapes};
use crate::reach::WRITE;
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Place, Scope};
use serde_json::{Value, json};
use store::audit::Entry;
use store::column::text;
use store::{Ctx, Migration, params};

/// Schema of the shapes.
pub(crate) fn migration() -> Migration {
    Migration::new("0002_region_shapes").table(
        "region_shapes",
        vec![text("code").primary(), text("level"), text("geometry")],
        &[],
    )
}

/// The shapes of a scope's regions, and of the regions around them that are needed to find one's way: a GeoJSON
/// `FeatureCollection` with properties `code`, `name`, `level` and `own` (inside the scope).
///
/// # Errors
/// When the database cannot be read.
pub async fn shapes(ctx: &Ctx, scope: &Scope, level: Option<&str>) -> Result<Value, Problem> {
    let rows = repo_shapes::all(&ctx.tx, level).await?;
    // Boundaries are public; what is secret are the figures on them.
    let known = names(&ctx.tx, rows.iter().map(|row| row.code).collect()).await?;
    let features: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            let name = known.get(&row.code).map(|name| name.name.clone());
            let place = Place::of(row.code);
            let own = scope.grants.iter().any(|grant| grant.reaches(&place));
            json!({
                "type": "Feature",
                "properties": { "code": row.code, "name": name, "level": row.level, "own": own },
                "geometry": row.geometry,
            })
        })
        .collect();
    Ok(json!({ "type": "FeatureCollection", "features": features }))
}

/// Stores shapes, replacing those of the same regions.
///
/// # Errors
/// 403 without permission to write the directory, or when a region lies outside the caller's scope.
pub async fn load_shapes(
    ctx: &Ctx,
    shapes: impl IntoIterator<Item = (RegionCode, Value)>,
) -> Result<u64, Problem> {
    ctx.caller.require(WRITE)?;
    let scope = ctx.caller.scope(WRITE);
    let shapes: Vec<(RegionCode, Value)> = shapes.into_iter().collect();
    if let Some((code, _)) = shapes.iter().find(|(code, _)| !scope.covers(&Place::of(*code))) {
        return Err(Problem::forbidden(format!("区划 {code} 不在您的维护范围内")));
    }
    let rows: Vec<Vec<store::Value>> = shapes
        .into_iter()
        .filter(|(code, _)| matches!(code.level(), Level::City | Level::County | Level::Town))
        .map(|(code, geometry)| params![code.to_string(), code.level().code(), geometry.to_string()])
        .collect();
    let count = rows.len() as u64;
    let replace = "(code) DO UPDATE SET level = excluded.level, geometry = excluded.geometry";
    ctx.tx.insert_many("region_shapes", &["code", "level", "geometry"], rows, replace).await?;
    ctx.audit(Entry {
        action: "region.shapes",
        object_kind: "region",
        object_id: None,
        summary: format!("载入{count}个区域边界"),
        detail: json!({ "count": count }),
        rows: &[],
    })
    .await?;
    Ok(count)
}
