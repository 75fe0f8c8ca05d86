//! Queries. Nothing here asks who may: use cases do.

use crate::model::{KeptRow, TableSpec, Template};
use kernel::id::OrgId;
use kernel::scope::Scope;
use kernel::time::Timestamp;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

/// A template as stored.
#[derive(Debug, Clone)]
pub(crate) struct TemplateRecord {
    pub(crate) id: Uuid,
    pub(crate) org: OrgId,
    pub(crate) org_name: String,
    pub(crate) region: Option<String>,
    pub(crate) name: String,
    pub(crate) shared: bool,
    pub(crate) spec: TableSpec,
    pub(crate) version: i64,
    pub(crate) author: String,
    pub(crate) changed_at: Timestamp,
}

impl FromRow for TemplateRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            org: row.id("org_id")?,
            org_name: row.text("org_name")?,
            region: row.opt_text("region_code")?,
            name: row.text("name")?,
            shared: row.bool("shared")?,
            spec: row.json("spec")?,
            version: row.int("version")?,
            author: row.text("author")?,
            changed_at: row.time("changed_at")?,
        })
    }
}

impl TemplateRecord {
    pub(crate) fn view(self, own: bool) -> Template {
        Template {
            id: self.id,
            name: self.name,
            org_id: self.org,
            org_name: self.org_name,
            shared: self.shared,
            own,
            spec: self.spec,
            version: self.version,
            author: self.author,
            changed_at: self.changed_at,
        }
    }
}

/// What somebody sees of templates and kept tables: their organisations, and regions above and at their posts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    pub(crate) orgs: Vec<OrgId>,
    pub(crate) regions: Vec<String>,
}

fn list<T: Into<Value>>(values: &mut Vec<Value>, items: impl IntoIterator<Item = T>) -> String {
    let mut marks = Vec::new();
    for item in items {
        values.push(item.into());
        marks.push(format!("${}", values.len()));
    }
    if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
}

const TEMPLATE: &str = "SELECT id, org_id, org_name, region_code, name, shared, spec, version, author, changed_at \
     FROM crosstab_templates WHERE voided_at IS NULL";

fn template_reach(values: &mut Vec<Value>, reach: &Reach) -> String {
    let orgs = list(values, reach.orgs.iter().map(|org| org.as_uuid()));
    let regions = list(values, reach.regions.iter().cloned());
    format!("(org_id IN ({orgs}) OR (shared AND region_code IN ({regions})))")
}

/// Templates within reach, newest first, after an id.
pub(crate) async fn templates(
    ctx: &Ctx,
    reach: &Reach,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<TemplateRecord>, StoreError> {
    let mut values = Vec::new();
    let within = template_reach(&mut values, reach);
    let mut sql = format!("{TEMPLATE} AND {within}");
    if let Some(after) = after {
        values.push(after.into());
        sql.push_str(&format!(" AND id < ${}", values.len()));
    }
    sql.push_str(&format!(" ORDER BY id DESC LIMIT {limit}"));
    ctx.tx.all(&sql, values).await
}

/// One template within reach.
pub(crate) async fn template(
    ctx: &Ctx,
    reach: &Reach,
    id: Uuid,
) -> Result<Option<TemplateRecord>, StoreError> {
    let mut values = params![id];
    let within = template_reach(&mut values, reach);
    ctx.tx.one(&format!("{TEMPLATE} AND id = $1 AND {within}"), values).await
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Usage(error.to_string()))
}

/// Inserts a template at version 1.
pub(crate) async fn insert_template(ctx: &Ctx, record: &TemplateRecord) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO crosstab_templates (id, org_id, org_name, region_code, name, shared, spec, version, author_id, \
             author, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $10)",
            params![
                record.id,
                record.org.as_uuid(),
                record.org_name.as_str(),
                record.region.clone(),
                record.name.as_str(),
                record.shared,
                json(&record.spec)?,
                ctx.caller.user.map(|user| user.as_uuid()),
                record.author.as_str(),
                ctx.now.as_micros(),
            ],
        )
        .await?;
    Ok(())
}

/// Changes a template of this version; false when somebody was faster.
pub(crate) async fn update_template(ctx: &Ctx, record: &TemplateRecord) -> Result<bool, StoreError> {
    let changed = ctx
        .tx
        .execute(
            "UPDATE crosstab_templates SET name = $1, shared = $2, spec = $3, version = version + 1, changed_at = $4 \
             WHERE id = $5 AND version = $6 AND voided_at IS NULL",
            params![
                record.name.as_str(),
                record.shared,
                json(&record.spec)?,
                ctx.now.as_micros(),
                record.id,
                record.version
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Withdraws a template; its row stays.
pub(crate) async fn void_template(ctx: &Ctx, id: Uuid) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE crosstab_templates SET voided_at = $1, version = version + 1 WHERE id = $2",
            params![ctx.now.as_micros(), id],
        )
        .await?;
    Ok(())
}

/// A kept table with what decides who sees it.
#[derive(Debug, Clone)]
pub(crate) struct KeptRecord {
    pub(crate) row: KeptRow,
    pub(crate) org: OrgId,
    pub(crate) permission: String,
    pub(crate) scope: Scope,
    pub(crate) body: Option<String>,
}

impl FromRow for KeptRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            row: KeptRow {
                id: row.uuid("id")?,
                title: row.text("title")?,
                template_id: row.opt_id("template_id")?,
                made_at: row.time("made_at")?,
                maker: row.text("maker")?,
                digest: row.text("digest")?,
            },
            org: row.id("org_id")?,
            permission: row.text("permission")?,
            scope: row.json("scope")?,
            body: row.opt_text("body")?,
        })
    }
}

const KEPT: &str = "id, org_id, template_id, title, permission, scope, digest, made_at, maker";

/// Kept tables of organisations, newest first, after an id; without their bodies.
pub(crate) async fn kept_tables(
    ctx: &Ctx,
    orgs: &[OrgId],
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<KeptRecord>, StoreError> {
    let mut values = Vec::new();
    let own = list(&mut values, orgs.iter().map(|org| org.as_uuid()));
    let mut sql =
        format!("SELECT {KEPT}, CAST(NULL AS TEXT) AS body FROM crosstab_results WHERE org_id IN ({own})");
    if let Some(after) = after {
        values.push(after.into());
        sql.push_str(&format!(" AND id < ${}", values.len()));
    }
    sql.push_str(&format!(" ORDER BY id DESC LIMIT {limit}"));
    ctx.tx.all(&sql, values).await
}

/// One kept table.
pub(crate) async fn kept(ctx: &Ctx, id: Uuid) -> Result<Option<KeptRecord>, StoreError> {
    ctx.tx.one(&format!("SELECT {KEPT}, body FROM crosstab_results WHERE id = $1"), params![id]).await
}

/// Keeps a table.
pub(crate) async fn insert_kept(ctx: &Ctx, record: &KeptRecord) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO crosstab_results (id, org_id, template_id, title, permission, scope, body, digest, made_at, \
             made_by, maker) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            params![
                record.row.id,
                record.org.as_uuid(),
                record.row.template_id,
                record.row.title.as_str(),
                record.permission.as_str(),
                json(&record.scope)?,
                record.body.clone().unwrap_or_default(),
                record.row.digest.as_str(),
                record.row.made_at.as_micros(),
                ctx.caller.user.map(|user| user.as_uuid()),
                record.row.maker.as_str(),
            ],
        )
        .await?;
    Ok(())
}
