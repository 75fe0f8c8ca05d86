//! Making a dossier: what would be in it, and keeping it for the job that packs.

use super::gather::{Ask, Found, MOST_BYTES, MOST_ENTRIES, MOST_FILES, gather};
use super::{Desk, MAKE, list, makers, sheets};
use crate::model::{
    Dossier, DossierRow, DossierState, Gap, ItemSummary, MakeDossier, Preview, PreviewItem, ScoringSheet,
};
use crate::repo;
use crate::rules::check;
use crate::schema::DOSSIER;
use directory::facts::region_names;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use kernel::scope::{Place, Scope};
use serde_json::json;
use sm3::{Digest, Sm3};
use store::audit::Entry;
use store::{Caller, CallerPost, Ctx, jobs};
use uuid::Uuid;

/// Kind of the job that packs a dossier.
pub const PACK_JOB: &str = "dossier.pack";

/// The post a dossier of the region is made at: one without limit to sectors if there is one.
fn post_for(caller: &Caller, region: RegionCode) -> Result<&CallerPost, Problem> {
    let mut posts: Vec<&CallerPost> =
        makers(caller).into_iter().filter(|post| post.grant.reaches(&Place::of(region))).collect();
    posts.sort_by_key(|post| post.grant.sectors.is_some());
    posts.first().copied().ok_or_else(|| Problem::forbidden("所选区域不在您的岗位范围内"))
}

async fn found(
    ctx: &Ctx,
    desk: &Desk<'_>,
    make: &MakeDossier,
) -> Result<(ScoringSheet, CallerPost, Found), Problem> {
    ctx.caller.require(MAKE)?;
    let sheet = sheets::sheet(ctx, make.sheet).await?;
    check::order(make, sheet.lines.len())?;
    let post = post_for(&ctx.caller, make.region)?.clone();
    let all = make.items.is_empty();
    let items = sheet
        .lines
        .iter()
        .enumerate()
        .map(|(position, item)| (u32::try_from(position).unwrap_or(u32::MAX), item))
        .filter(|(position, _)| all || make.items.contains(position))
        .collect();
    let ask = Ask {
        items,
        days: (make.from, make.to),
        region: make.region,
        scope: Scope::new([post.grant.clone()]),
    };
    let found = gather(ctx, desk, &ask).await?;
    Ok((sheet, post, found))
}

fn missing(found: &Found) -> u32 {
    let none = found.items.iter().filter(|item| item.summary.gap == Gap::Missing).count();
    u32::try_from(none).unwrap_or(u32::MAX)
}

/// What a dossier would hold and what is missing; nothing is stored.
///
/// # Errors
/// 403 without the permission there, 404 for a sheet outside the scope, 422 on faults.
pub async fn preview(ctx: &Ctx, desk: &Desk<'_>, make: &MakeDossier) -> Result<Preview, Problem> {
    let (_, _, found) = found(ctx, desk, make).await?;
    let items = found
        .items
        .iter()
        .map(|item| PreviewItem {
            summary: item.summary.clone(),
            bytes: item.files.iter().map(|file| u64::try_from(file.size).unwrap_or(0)).sum(),
        })
        .collect();
    Ok(Preview {
        items,
        entries: found.entries,
        files: found.files,
        bytes: found.bytes,
        most_entries: MOST_ENTRIES,
        most_files: MOST_FILES,
        most_bytes: MOST_BYTES,
        missing: missing(&found),
        too_large: found.too_large,
    })
}

/// Keeps everything as it stands now and queues the packing.
///
/// # Errors
/// As [`preview`]; 422 when it is too large.
pub async fn make(ctx: &Ctx, desk: &Desk<'_>, make: MakeDossier) -> Result<Dossier, Problem> {
    let (sheet, post, found) = found(ctx, desk, &make).await?;
    if let Some(reason) = &found.too_large {
        return Err(Problem::invalid(vec![FieldProblem::new("/items", "too_large", reason.clone())]));
    }
    let names = region_names(&ctx.tx, vec![make.region]).await?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let row = DossierRow {
        id: ctx.id::<Uuid>(),
        title: make.title.trim().to_owned(),
        org_name: post.org_name.clone(),
        maker: ctx.caller.name.clone(),
        made_at: ctx.now,
        from: make.from,
        to: make.to,
        region: make.region,
        region_name: names
            .get(&make.region)
            .map_or_else(|| make.region.to_string(), |name| name.path.clone()),
        sheet_id: sheet.row.id,
        sheet_title: sheet.row.title,
        sheet_version: sheet.row.version,
        entries: number(found.entries),
        files: number(found.files),
        bytes: number(found.bytes),
        missing: i64::from(missing(&found)),
        state: DossierState::Queued,
        done: 0,
        failure: None,
        sm3: None,
        size: None,
        post: post.id,
        user: ctx.caller.user,
    };
    let items: Vec<ItemSummary> = found.items.iter().map(|item| item.summary.clone()).collect();
    repo::dossiers::insert(ctx, &row, &items, post.grant.sectors.is_none(), &contents(&found)?).await?;
    repo::contents::insert(ctx, row.id, &found.items).await?;
    queue(ctx, row.id).await?;
    ctx.audit(Entry {
        action: "dossier.make",
        object_kind: DOSSIER.kind,
        object_id: Some(row.id),
        summary: format!(
            "制作迎检资料“{}”：{}项，{}行，{}个文件",
            row.title,
            items.len(),
            row.entries,
            row.files
        ),
        detail: json!({
            "sheet": row.sheet_id, "version": row.sheet_version, "region": row.region, "from": row.from, "to": row.to,
            "missing": row.missing,
        }),
        rows: &[(&DOSSIER, row.id)],
    })
    .await?;
    list::dossier(ctx, row.id).await
}

/// SM3 over everything that is kept, so that a change behind the program's back shows.
fn contents(found: &Found) -> Result<String, Problem> {
    let mut hasher = Sm3::new();
    for item in &found.items {
        for line in
            item.entries.iter().map(serde_json::to_vec).chain(item.files.iter().map(serde_json::to_vec))
        {
            hasher.update(line.map_err(Problem::internal)?);
            hasher.update(b"\n");
        }
    }
    Ok(hex::encode(hasher.finalize()))
}

async fn queue(ctx: &Ctx, id: Uuid) -> Result<(), Problem> {
    let key = format!("{PACK_JOB}:{id}");
    jobs::enqueue(ctx, PACK_JOB, &json!({ "dossier": id }), ctx.now, Some(&key)).await?;
    Ok(())
}

/// Packs a dossier again whose packing failed. What it keeps stays as it was.
///
/// # Errors
/// 404 outside the scope, 409 when it did not fail.
pub async fn pack_again(ctx: &Ctx, id: Uuid) -> Result<Dossier, Problem> {
    let known = list::seen(ctx, id).await?;
    if known.state != DossierState::Failed {
        return Err(Problem::conflict(
            "只有打包失败的资料可以重新打包",
            json!({ "state": known.state.code() }),
        ));
    }
    repo::dossiers::again(ctx, id).await?;
    queue(ctx, id).await?;
    ctx.audit(Entry {
        action: "dossier.pack_again",
        object_kind: DOSSIER.kind,
        object_id: Some(id),
        summary: format!("重新打包迎检资料“{}”", known.title),
        detail: json!({}),
        rows: &[(&DOSSIER, id)],
    })
    .await?;
    list::dossier(ctx, id).await
}
