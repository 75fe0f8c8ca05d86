//! What an examiner sees: only what is open to their account today, and nothing can be changed.

use super::READ;
use crate::model::{
    DossierRow, EntryView, Examined, ExaminedFile, ExaminedItem, ItemSummary, KeptFile, Opening,
};
use crate::repo::{contents, dossiers, openings};
use crate::schema::DOSSIER;
use kernel::id::UserId;
use kernel::page::{Cursor, Limit};
use kernel::problem::Problem;
use serde_json::json;
use store::audit::Entry;
use store::context::Env;
use store::{Caller, Ctx};
use uuid::Uuid;

fn missing() -> Problem {
    Problem::not_found("该迎检资料")
}

fn account(ctx: &Ctx) -> Result<UserId, Problem> {
    ctx.caller.require(READ)?;
    ctx.caller.user.ok_or_else(missing)
}

/// The dossier and the opening that shows it; of several the one that allows most, then the longest.
async fn opened(ctx: &Ctx, id: Uuid) -> Result<(DossierRow, Opening), Problem> {
    let user = account(ctx)?;
    let mut open: Vec<Opening> = openings::open_to(&ctx.tx, user, ctx.today())
        .await?
        .into_iter()
        .filter(|openings::Of(dossier, _)| *dossier == id)
        .map(|openings::Of(_, opening)| opening)
        .collect();
    open.sort_by_key(|opening| (opening.may_download, opening.until));
    let opening = open.pop().ok_or_else(missing)?;
    let row = dossiers::one(&ctx.tx, id).await?.ok_or_else(missing)?;
    Ok((row, opening))
}

fn view(row: DossierRow, opening: &Opening, items: Vec<ExaminedItem>) -> Examined {
    Examined {
        id: row.id,
        title: row.title,
        org_name: row.org_name,
        made_at: row.made_at,
        from: row.from,
        to: row.to,
        region_name: row.region_name,
        sheet_title: row.sheet_title,
        until: opening.until,
        may_download: opening.may_download,
        items,
    }
}

fn item(summary: ItemSummary) -> ExaminedItem {
    ExaminedItem {
        position: summary.position,
        item: summary.item,
        entries: summary.entries,
        files: summary.files,
        gap: summary.gap,
        missing: summary.missing,
        rows: Vec::new(),
        next: None,
    }
}

/// Dossiers open to the caller today.
///
/// # Errors
/// 403 without the permission.
pub async fn examined_list(ctx: &Ctx) -> Result<Vec<Examined>, Problem> {
    let user = account(ctx)?;
    let mut found: Vec<Examined> = Vec::new();
    for openings::Of(id, _) in openings::open_to(&ctx.tx, user, ctx.today()).await? {
        if found.iter().all(|known| known.id != id) {
            let (row, opening) = opened(ctx, id).await?;
            found.push(view(row, &opening, Vec::new()));
        }
    }
    Ok(found)
}

/// One dossier with its items.
///
/// # Errors
/// 403 without the permission, 404 when it is not open to the caller today.
pub async fn examined(ctx: &Ctx, id: Uuid) -> Result<Examined, Problem> {
    let (row, opening) = opened(ctx, id).await?;
    let items = dossiers::items(&ctx.tx, id).await?.into_iter().map(item).collect();
    Ok(view(row, &opening, items))
}

/// Rows of an item with their files, after a cursor.
///
/// # Errors
/// As [`examined`]; 400 on a bad cursor.
pub async fn examined_item(
    ctx: &Ctx,
    id: Uuid,
    position: u32,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<ExaminedItem, Problem> {
    let (_, opening) = opened(ctx, id).await?;
    let found = dossiers::items(&ctx.tx, id).await?.into_iter().find(|item| item.position == position);
    let mut item = item(found.ok_or_else(|| Problem::not_found("该评分项"))?);
    let after = cursor.map(Cursor::read::<(i64,)>).transpose()?.map_or(0, |(seq,)| seq);
    let mut rows = contents::entries_after(&ctx.tx, id, position, after, limit.fetch()).await?;
    let more = rows.len() > limit.as_usize();
    rows.truncate(limit.as_usize());
    let Some((first, last)) = rows.first().zip(rows.last()).map(|(first, last)| (first.seq, last.seq)) else {
        return Ok(item);
    };
    if more {
        item.next = Some(Cursor::new(vec![i64::from(last).into()]).encode());
    }
    let mut files = contents::files_of(&ctx.tx, id, position, (first, last)).await?;
    item.rows = rows
        .into_iter()
        .map(|row| {
            let (own, rest) = std::mem::take(&mut files).into_iter().partition(|file| file.entry == row.seq);
            files = rest;
            let own: Vec<KeptFile> = own;
            EntryView {
                files: own.into_iter().map(|kept| file(id, &opening, kept)).collect(),
                seq: row.seq,
                source: row.source,
                number: row.number,
                title: row.title,
                state: row.state,
                region: row.region,
                on: row.on,
                due: row.due,
                closed: row.closed,
                note: row.note,
            }
        })
        .collect();
    Ok(item)
}

fn is_picture(media_type: &str) -> bool {
    matches!(media_type, "image/jpeg" | "image/png" | "image/webp")
}

fn file(dossier: Uuid, opening: &Opening, kept: KeptFile) -> ExaminedFile {
    let url = format!("/api/v1/examined-dossiers/{dossier}/files/{}", kept.id);
    ExaminedFile {
        picture_url: is_picture(&kept.media_type).then(|| format!("{url}/picture")),
        original_url: opening.may_download.then(|| format!("{url}/original")),
        id: kept.id,
        name: kept.name,
        media_type: kept.media_type,
        size: kept.size,
        sm3: kept.sm3,
        stage: kept.stage,
        grade: kept.grade,
        taken_at: kept.taken_at,
    }
}

/// A picture to be shown with a watermark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Address of the original.
    pub sm3: String,
    /// What is drawn into it.
    pub words: String,
}

/// A picture of a dossier that is open to the caller, and the words of its watermark: name, time, for examination only.
///
/// # Errors
/// 404 when it is not open to the caller today or is no picture.
pub async fn picture(ctx: &Ctx, id: Uuid, file: Uuid) -> Result<Picture, Problem> {
    opened(ctx, id).await?;
    let kept = contents::file(&ctx.tx, id, file).await?.filter(|kept| is_picture(&kept.media_type));
    let kept = kept.ok_or_else(|| Problem::not_found("该图片"))?;
    Ok(Picture {
        sm3: kept.sm3, words: format!("{} {} 仅供核查", ctx.caller.name, ctx.now.civil_minute())
    })
}

/// An original of a dossier that is open to the caller: its address, type and name.
///
/// # Errors
/// 404 when it is not open to the caller today, 403 when the maker did not allow it.
pub async fn original(ctx: &Ctx, id: Uuid, file: Uuid) -> Result<KeptFile, Problem> {
    let (_, opening) = opened(ctx, id).await?;
    let kept = contents::file(&ctx.tx, id, file).await?.ok_or_else(|| Problem::not_found("该文件"))?;
    if !opening.may_download {
        return Err(Problem::forbidden("资料提供方未允许下载原件"));
    }
    Ok(kept)
}

/// Writes down that the caller looked at a part of a dossier, once a day for each part. `subject` is the part in words.
///
/// # Errors
/// When the database refuses.
pub async fn remember(env: &Env, caller: &Caller, id: Uuid, subject: &str) -> Result<(), Problem> {
    let Some(user) = caller.user else { return Ok(()) };
    let ctx = env.read(caller.clone()).await?;
    let known = openings::looked(&ctx.tx, id, user, ctx.today(), subject).await?;
    ctx.tx.rollback().await?;
    if known {
        return Ok(());
    }
    let ctx = env.write(caller.clone()).await?;
    if openings::look(&ctx, id, user, subject).await? {
        ctx.audit(Entry {
            action: "dossier.examine",
            object_kind: DOSSIER.kind,
            object_id: Some(id),
            summary: format!("查阅迎检资料：{subject}"),
            detail: json!({ "subject": subject }),
            rows: &[],
        })
        .await?;
        ctx.commit().await?;
    } else {
        ctx.tx.rollback().await?;
    }
    Ok(())
}
