//! Scoring sheets: made by form, saved as versions.

use super::{MAKE, makers, reach};
use crate::model::{ScoringSheet, ScoringSheetRow, SheetItem, SheetText};
use crate::repo::sheets::{self, Key};
use crate::rules::{check, template as drawn};
use crate::schema::SHEET;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Place;
use pack::Pack;
use serde_json::json;
use store::audit::Entry;
use store::{Caller, Ctx};
use uuid::Uuid;

fn editable(caller: &Caller, region: RegionCode) -> bool {
    makers(caller).iter().any(|post| post.grant.reaches(&Place::of(region)))
}

fn shown(ctx: &Ctx, row: ScoringSheetRow) -> ScoringSheetRow {
    ScoringSheetRow { editable: editable(&ctx.caller, row.region), ..row }
}

/// A page of the sheets of the caller's regions and of those above them, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn sheets(
    ctx: &Ctx,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<ScoringSheetRow>, Problem> {
    ctx.caller.require(MAKE)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let rows = sheets::page(&ctx.tx, &reach(&ctx.caller), from.as_ref(), limit.fetch()).await?;
    let page = Page::from_rows(rows, limit, |row| {
        Cursor::new(vec![row.saved_at.as_micros().into(), row.id.to_string().into()])
    });
    Ok(page.map(|row| shown(ctx, row)))
}

/// One sheet.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn sheet(ctx: &Ctx, id: Uuid) -> Result<ScoringSheet, Problem> {
    ctx.caller.require(MAKE)?;
    let found = sheets::one(&ctx.tx, &reach(&ctx.caller), id).await?;
    let found = found.ok_or_else(|| Problem::not_found("该评分表"))?;
    Ok(ScoringSheet { row: shown(ctx, found.row), lines: found.lines })
}

/// Items drawn from the clauses of the pack; nothing is stored.
///
/// # Errors
/// 403 without the permission.
pub fn template(caller: &Caller, pack: &Pack) -> Result<Vec<SheetItem>, Problem> {
    caller.require(MAKE)?;
    Ok(drawn::items(pack))
}

/// Saves a new sheet.
///
/// # Errors
/// 403 without the permission there, 422 on faults.
pub async fn create_sheet(ctx: &Ctx, pack: &Pack, text: SheetText) -> Result<ScoringSheet, Problem> {
    ctx.caller.require(MAKE)?;
    check::sheet(pack, &text)?;
    let own = makers(&ctx.caller).into_iter().find_map(|post| post.grant.key.parse::<RegionCode>().ok());
    let region =
        text.region.or(own).ok_or_else(|| Problem::forbidden("您的岗位没有所辖区域，不能编制评分表"))?;
    if !editable(&ctx.caller, region) {
        return Err(Problem::forbidden("所选区域不在您的岗位范围内"));
    }
    let id = ctx.id::<Uuid>();
    sheets::insert(ctx, id, region, &text).await?;
    written(ctx, id, "scoring_sheet.create", &text, 1).await?;
    sheet(ctx, id).await
}

/// Saves the next version of a sheet.
///
/// # Errors
/// 404 outside the scope, 403 above one's own region, 409 when somebody saved before, 422 on faults.
pub async fn change_sheet(
    ctx: &Ctx,
    pack: &Pack,
    id: Uuid,
    text: SheetText,
) -> Result<ScoringSheet, Problem> {
    let known = sheet(ctx, id).await?;
    if !known.row.editable {
        return Err(Problem::forbidden("上级的评分表只能使用，不能修改；可另存为本级评分表"));
    }
    check::sheet(pack, &text)?;
    let stale = || {
        Problem::conflict(
            "评分表已被他人修改，请刷新后重试",
            json!({ "version": known.row.version, "saved_by": known.row.saved_by }),
        )
    };
    let seen = text.version.filter(|seen| *seen == known.row.version).ok_or_else(stale)?;
    if !sheets::save(ctx, id, seen, &text).await? {
        return Err(stale());
    }
    written(ctx, id, "scoring_sheet.change", &text, seen + 1).await?;
    sheet(ctx, id).await
}

async fn written(ctx: &Ctx, id: Uuid, action: &str, text: &SheetText, version: i64) -> Result<(), Problem> {
    ctx.audit(Entry {
        action,
        object_kind: SHEET.kind,
        object_id: Some(id),
        summary: format!("保存评分表“{}”第{version}版，{}项", text.title.trim(), text.items.len()),
        detail: json!({ "version": version, "items": text.items.len() }),
        rows: &[(&SHEET, id)],
    })
    .await?;
    Ok(())
}
