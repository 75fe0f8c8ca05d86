//! Walking the tree of regions within one's scope.

use super::model::RegionRow;
use super::repo;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Place, Scope, ScopeLevel};
use store::Ctx;

/// The regions a scope begins at: those of its grants, or for the whole nation those that nothing lies above.
/// Regions no longer in force are left out, and so are grants of single units.
///
/// # Errors
/// When the database cannot be read.
pub async fn roots(ctx: &Ctx, scope: &Scope) -> Result<Vec<RegionRow>, Problem> {
    let mut rows = Vec::new();
    for grant in &scope.simplify().grants {
        if grant.level == ScopeLevel::Nation {
            return Ok(repo::topmost(&ctx.tx, ctx.today()).await?);
        }
        // A grant limited to sectors still names its region; one of a unit names none.
        let Ok(code) = grant.key.parse::<RegionCode>() else { continue };
        rows.extend(repo::one(&ctx.tx, code, ctx.today()).await?);
    }
    rows.sort_by_key(|row| row.code);
    rows.dedup_by_key(|row| row.code);
    Ok(rows)
}

/// The regions directly below one, all of which the scope reaches because it reaches their parent.
///
/// # Errors
/// 404 when the scope does not reach `parent`.
pub async fn children(ctx: &Ctx, scope: &Scope, parent: RegionCode) -> Result<Vec<RegionRow>, Problem> {
    let place = Place::of(parent);
    if !scope.grants.iter().any(|grant| grant.reaches(&place)) {
        return Err(Problem::not_found("该区划"));
    }
    Ok(repo::below(&ctx.tx, parent, ctx.today()).await?)
}
