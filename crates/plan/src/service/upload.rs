//! Taking a document in.

use super::{READ, WRITE, document};
use crate::model::{PlanDocument, Reading};
use crate::repo::documents as repo;
use crate::rules::{departments, reading};
use crate::schema::PLAN_DOCUMENT;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use pack::Pack;
use serde_json::json;
use store::audit::Entry;
use store::files::Files;
use store::{Caller, Ctx};
use uuid::Uuid;

/// Reads a file with the pack's departments. Pure and slow for large files: call it before the transaction.
///
/// # Errors
/// 413 above ten megabytes, 422 on `/file` when it holds no text or is of another format.
pub fn read_document(pack: &Pack, name: &str, bytes: Vec<u8>) -> Result<Reading, Problem> {
    reading::read(&departments::vocabulary(pack), name, bytes)
}

/// Keeps a document that was read: the file by its content, the outline and the tasks in the database. It belongs to the
/// region of the post that uploads it.
///
/// # Errors
/// 403 without the permission or with a post of a single unit.
pub async fn upload(ctx: &Ctx, files: &Files, reading: Reading) -> Result<PlanDocument, Problem> {
    ctx.caller.require(WRITE)?;
    let region = region(&ctx.caller)?;
    let sm3 = files.put(reading.bytes.clone()).await?;
    let id: Uuid = ctx.id();
    repo::insert(ctx, id, region, &sm3, &reading).await?;
    ctx.audit(Entry {
        action: "plan.upload",
        object_kind: PLAN_DOCUMENT.kind,
        object_id: Some(id),
        summary: format!("导入年度要点文件“{}”", reading.name),
        detail: json!({ "sm3": sm3, "summary": reading.summary }),
        rows: &[(&PLAN_DOCUMENT, id)],
    })
    .await?;
    ctx.caller.require(READ)?;
    document(ctx, id).await
}

/// The region of the first post that may upload; none for the whole installation.
pub(super) fn region(caller: &Caller) -> Result<Option<RegionCode>, Problem> {
    let grant =
        caller.posts_with(WRITE).map(|post| &post.grant).find(|grant| grant.level != ScopeLevel::Unit);
    match grant {
        Some(grant) if grant.level == ScopeLevel::Nation => Ok(None),
        Some(grant) => Ok(grant.key.parse().ok()),
        None => Err(Problem::forbidden("单位岗位不能导入年度要点")),
    }
}
