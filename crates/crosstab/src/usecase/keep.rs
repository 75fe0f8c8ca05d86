//! Tables that are kept as they were: last month's can be made again, byte for byte.

use super::run::{Bench, READ, run};
use super::templates::{below_spec, bodies, desk, one};
use crate::model::{Kept, KeptRow, NewKept, Table};
use crate::repo::{self, KeptRecord};
use crate::schema::KEPT;
use kernel::id::OrgId;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use serde_json::json;
use sm3::{Digest, Sm3};
use store::audit::Entry;
use store::{Ctx, StoreError};
use uuid::Uuid;

/// Works a table out and keeps it.
///
/// # Errors
/// As [`run`], with pointers below `/spec`; 404 when the template is out of reach.
pub async fn keep(ctx: &Ctx, bench: Bench<'_>, new: NewKept) -> Result<Kept, Problem> {
    let desk = desk(&ctx.caller)?.clone();
    if let Some(template) = new.template_id {
        one(ctx, template).await?;
    }
    let permission = new.spec.over.permission();
    let table = run(ctx, bench, new.spec).await.map_err(below_spec)?;
    let body = serde_json::to_string(&table).map_err(|error| StoreError::Usage(error.to_string()))?;
    let row = KeptRow {
        id: ctx.id(),
        title: table.title.clone(),
        template_id: new.template_id,
        made_at: ctx.now,
        maker: ctx.caller.name.clone(),
        digest: hex::encode(Sm3::digest(body.as_bytes())),
    };
    let record = KeptRecord {
        row: row.clone(),
        org: desk.org,
        permission: permission.to_owned(),
        scope: ctx.caller.scope(permission),
        body: Some(body),
    };
    repo::insert_kept(ctx, &record).await?;
    ctx.audit(Entry {
        action: "table.keep",
        object_kind: KEPT.kind,
        object_id: Some(row.id),
        summary: format!("存档统计表“{}”", row.title),
        detail: json!({ "digest": row.digest, "spec": table.spec, "template": row.template_id }),
        rows: &[(&KEPT, row.id)],
    })
    .await?;
    Ok(Kept { row, table })
}

/// A kept table holds figures of what its maker reached: it is shown within the organisation, or the one that followed it,
/// to whoever reaches as much.
fn seen(ctx: &Ctx, bodies: &[OrgId], record: &KeptRecord) -> bool {
    let scope = ctx.caller.scope(&record.permission);
    bodies.contains(&record.org) && record.scope.grants.iter().all(|grant| scope.contains_grant(grant))
}

/// A page of kept tables, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn list(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<KeptRow>, Problem> {
    ctx.caller.require(READ)?;
    let orgs = bodies(ctx).await?;
    let mut after = cursor.map(Cursor::read::<(Uuid,)>).transpose()?.map(|(id,)| id);
    let mut rows = Vec::new();
    let wanted = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    loop {
        let records = repo::kept_tables(ctx, &orgs, after, limit.fetch()).await?;
        let full = records.len() == wanted;
        after = records.last().map(|record| record.row.id);
        rows.extend(records.into_iter().filter(|record| seen(ctx, &orgs, record)).map(|record| record.row));
        if !full || rows.len() >= wanted {
            break;
        }
    }
    rows.truncate(wanted);
    Ok(Page::from_rows(rows, limit, |row| Cursor::new(vec![row.id.to_string().into()])))
}

/// A kept table, exactly as it was.
///
/// # Errors
/// 403 without the permission, 404 out of reach.
pub async fn kept(ctx: &Ctx, id: Uuid) -> Result<Kept, Problem> {
    ctx.caller.require(READ)?;
    let bodies = bodies(ctx).await?;
    let found = repo::kept(ctx, id).await?.filter(|record| seen(ctx, &bodies, record));
    let record = found.ok_or_else(|| Problem::not_found("该统计表"))?;
    let body = record.body.unwrap_or_default();
    let table: Table = serde_json::from_str(&body)
        .map_err(|error| StoreError::Shape { column: "body".into(), reason: error.to_string() })?;
    Ok(Kept { row: record.row, table })
}
