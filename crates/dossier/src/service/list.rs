//! Lists of dossiers, one dossier, its zip.

use super::{MAKE, makers};
use crate::model::{Dossier, DossierRow, DossierState};
use crate::repo;
use crate::repo::dossiers::Key;
use crate::schema::DOSSIER;
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// A page of the dossiers of the caller's posts and regions, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn list(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<DossierRow>, Problem> {
    ctx.caller.require(MAKE)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let rows = repo::dossiers::page(&ctx.tx, &makers(&ctx.caller), from.as_ref(), limit.fetch()).await?;
    Ok(Page::from_rows(rows, limit, |row| {
        Cursor::new(vec![row.made_at.as_micros().into(), row.id.to_string().into()])
    }))
}

/// How many there are, counted up to 10,000.
///
/// # Errors
/// 403 without the permission.
pub async fn count(ctx: &Ctx) -> Result<Bounded, Problem> {
    ctx.caller.require(MAKE)?;
    Ok(repo::dossiers::count(&ctx.tx, &makers(&ctx.caller)).await?)
}

/// A dossier the caller sees.
pub(super) async fn seen(ctx: &Ctx, id: Uuid) -> Result<DossierRow, Problem> {
    ctx.caller.require(MAKE)?;
    let row = repo::dossiers::seen(&ctx.tx, &makers(&ctx.caller), id).await?;
    row.ok_or_else(|| Problem::not_found("该迎检资料"))
}

/// One dossier with its items and openings.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn dossier(ctx: &Ctx, id: Uuid) -> Result<Dossier, Problem> {
    let row = seen(ctx, id).await?;
    Ok(Dossier {
        row,
        items: repo::dossiers::items(&ctx.tx, id).await?,
        openings: repo::openings::of_dossier(&ctx.tx, id).await?,
    })
}

/// Writes down that the zip is taken out, and answers its address and its name.
///
/// # Errors
/// 404 outside the scope, 409 while it is not ready.
pub async fn download(ctx: &Ctx, id: Uuid) -> Result<(String, String), Problem> {
    let row = seen(ctx, id).await?;
    let Some(sm3) = row.sm3.clone().filter(|_| row.state == DossierState::Ready) else {
        return Err(Problem::conflict("资料还没有打包完成，请稍候", json!({ "state": row.state.code() })));
    };
    ctx.audit(Entry {
        action: "dossier.download",
        object_kind: DOSSIER.kind,
        object_id: Some(id),
        summary: format!("下载迎检资料“{}”", row.title),
        detail: json!({ "sm3": sm3 }),
        rows: &[],
    })
    .await?;
    let day = row.made_at.civil_date();
    Ok((sm3, format!("{}-{day}.zip", crate::rules::names::safe(&row.title, 40))))
}
