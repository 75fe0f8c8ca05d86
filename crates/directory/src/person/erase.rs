//! Erasing the personal data of a person (个人信息保护法第四十七条).

use super::{ERASED_NAME, repo};
use crate::authority::Authority;
use crate::check::{Faults, same_version};
use crate::reach::may_write;
use crate::schema::PERSON;
use crate::{organisation, post};
use kernel::id::PersonId;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// Why a person is erased.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasePerson {
    /// Version the decision was made on.
    pub version: i64,
    /// Reason, at most 200 characters; no personal data.
    pub reason: String,
}

/// Replaces name, telephone number, mail address and title, and has the access room clear the account. The row stays, so that history
/// still says that one person did several things. The audit chain itself cannot be rewritten and keeps the names under
/// which records were made.
///
/// # Errors
/// 403 and 404 by scope; 409 on a stale version, or while the person still holds a post.
pub async fn erase(
    ctx: &Ctx,
    authority: &dyn Authority,
    id: PersonId,
    request: ErasePerson,
) -> Result<(), Problem> {
    let mut row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    let home =
        organisation::repo::one(&ctx.tx, row.org_id).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    may_write(&ctx.caller, &home.place(), "该人员")?;
    same_version(row.version, request.version)?;
    if row.erased_at.is_some() {
        return Err(Problem::conflict("该人员的个人信息已删除", json!({ "erased": true })));
    }
    let mut faults = Faults::default();
    let reason = faults.text("/reason", &request.reason, 200);
    faults.finish()?;
    let held = post::repo::holdings_of_people(&ctx.tx, vec![id]).await?;
    let today = ctx.today();
    if held.iter().any(|holding| holding.span.lasts_past(today) && !holding.span.is_empty()) {
        return Err(Problem::conflict("该人员仍任岗位，请先办理交接", json!({ "holding": true })));
    }
    ERASED_NAME.clone_into(&mut row.name);
    row.phone = None;
    row.mail = None;
    row.title = None;
    row.pinyin = String::new();
    row.erased_at = Some(ctx.now);
    repo::save(&ctx.tx, &row).await?;
    let mut rows: Vec<(&'static AuditedTable, Uuid)> = authority.forget(ctx, id).await?;
    rows.push((&PERSON, id.as_uuid()));
    ctx.audit(Entry {
        action: "person.erase",
        object_kind: "person",
        object_id: Some(id.as_uuid()),
        summary: "删除人员的个人信息".to_owned(),
        detail: json!({ "reason": reason }),
        rows: &rows,
    })
    .await?;
    Ok(())
}
