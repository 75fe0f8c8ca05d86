//! Tables and their layouts.

use super::{Part, json, names};
use crate::desk::model::{FormId, FormRow, Layout, LayoutId, LayoutVersion, NewForm, Period};
use crate::desk::repo::schema::FORM_SCOPE;
use chrono::NaiveDate;
use kernel::id::OrgId;
use registry::model::RegionColumns;
use store::list::{after, column};
use store::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use store::{Ctx, FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

/// Place in a list, newest first.
pub(crate) type Key = (i64, Uuid);

const COLUMNS: [&str; 12] = [
    "id",
    "title",
    "period",
    "review",
    "template",
    "note",
    "region_code",
    "asker_org",
    "asker_name",
    "created_by",
    "created_at",
    "version",
];
const LAYOUTS: &str = "(SELECT COUNT(*) FROM report_layouts WHERE report_layouts.form_id = report_forms.id)";
const ROUNDS: &str = "(SELECT COUNT(*) FROM report_rounds WHERE report_rounds.form_id = report_forms.id)";

/// A stored table.
pub(crate) struct FormRecord {
    pub(crate) row: FormRow,
    pub(crate) note: Option<String>,
    pub(crate) org: OrgId,
}

impl FromRow for FormRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let period = row.text("period")?;
        Ok(Self {
            row: FormRow {
                id: row.id("id")?,
                title: row.text("title")?,
                period: Period::from_code(&period)
                    .ok_or_else(|| StoreError::Shape { column: "period".into(), reason: period })?,
                review: row.bool("review")?,
                template: row.bool("template")?,
                region: row.region("region_code")?,
                asker: row.text("asker_name")?,
                layouts: row.int("layouts")?,
                rounds: row.int("rounds")?,
                created_at: row.time("created_at")?,
                version: row.int("version")?,
            },
            note: row.opt_text("note")?,
            org: row.id("asker_org")?,
        })
    }
}

impl FromRow for LayoutVersion {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            number: row.int("number")?,
            from_date: row.date("from_date")?,
            layout: row.json("layout")?,
            note: row.opt_text("note")?,
            created_by: row.text("created_by")?,
            created_at: row.time("created_at")?,
        })
    }
}

fn select() -> SelectStatement {
    let mut select = Query::select();
    select.from(Alias::new("report_forms"));
    for (expression, alias) in names("report_forms", &COLUMNS) {
        select.expr_as(expression, alias);
    }
    select.expr_as(Expr::cust(LAYOUTS), Alias::new("layouts"));
    select.expr_as(Expr::cust(ROUNDS), Alias::new("rounds"));
    select
}

/// One select per part, newest first, after a key.
pub(crate) fn page(
    parts: &[Part<'_>],
    template: Option<bool>,
    from: Option<&Key>,
    limit: u64,
) -> Vec<SelectStatement> {
    parts
        .iter()
        .map(|part| {
            let mut select = select();
            select.cond_where(part.condition(&FORM_SCOPE, "asker_org"));
            if let Some(template) = template {
                select.and_where(column("report_forms", "template").eq(template));
            }
            let key = || vec![column("report_forms", "created_at"), column("report_forms", "id")];
            if let Some((at, id)) = from {
                select.and_where(after(key(), vec![Expr::val(*at), Expr::val(*id)], true));
            }
            for part in key() {
                select.order_by_expr(part, Order::Desc);
            }
            select.limit(limit).to_owned()
        })
        .collect()
}

/// A table.
pub(crate) async fn by_id(tx: &Tx, id: FormId) -> Result<Option<FormRecord>, StoreError> {
    tx.select_one(&select().and_where(column("report_forms", "id").eq(id.as_uuid())).to_owned()).await
}

/// Layouts of a table, newest first.
pub(crate) async fn layouts(tx: &Tx, id: FormId) -> Result<Vec<LayoutVersion>, StoreError> {
    tx.all("SELECT * FROM report_layouts WHERE form_id = $1 ORDER BY number DESC", params![id.as_uuid()])
        .await
}

/// One layout.
pub(crate) async fn layout(tx: &Tx, id: LayoutId) -> Result<Option<LayoutVersion>, StoreError> {
    tx.one("SELECT * FROM report_layouts WHERE id = $1", params![id.as_uuid()]).await
}

/// Inserts a table.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: FormId,
    new: &NewForm,
    place: RegionColumns,
    (org, asker): (OrgId, &str),
) -> Result<(), StoreError> {
    let mut row = params![
        id.as_uuid(),
        new.title.as_str(),
        new.period.code(),
        new.review,
        new.template,
        new.note.clone(),
        org.as_uuid(),
        asker,
        ctx.caller.name.as_str(),
        ctx.now.as_micros(),
    ];
    row.extend(place.values());
    let columns: Vec<&'static str> = [
        "id",
        "title",
        "period",
        "review",
        "template",
        "note",
        "asker_org",
        "asker_name",
        "created_by",
        "created_at",
    ]
    .into_iter()
    .chain(RegionColumns::NAMES)
    .collect();
    ctx.tx.insert_many("report_forms", &columns, vec![row], "").await?;
    Ok(())
}

/// Inserts a layout.
pub(crate) async fn insert_layout(
    ctx: &Ctx,
    id: LayoutId,
    form: FormId,
    number: i64,
    from: NaiveDate,
    (layout, note): (&Layout, Option<&str>),
) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO report_layouts (id, form_id, number, from_date, layout, note, created_by, created_at) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
            params![
                id.as_uuid(),
                form.as_uuid(),
                number,
                from.to_string(),
                json(layout)?,
                note.map(str::to_owned),
                ctx.caller.name.as_str(),
                ctx.now.as_micros()
            ],
        )
        .await?;
    Ok(())
}

/// Replaces a layout nobody was sent.
pub(crate) async fn replace_layout(tx: &Tx, id: LayoutId, layout: &Layout) -> Result<(), StoreError> {
    tx.execute("UPDATE report_layouts SET layout = $2 WHERE id = $1", params![id.as_uuid(), json(layout)?])
        .await?;
    Ok(())
}

/// Changes the head of a table at a version; answers whether it was still that version.
pub(crate) async fn update(
    tx: &Tx,
    id: FormId,
    version: i64,
    title: &str,
    note: Option<&str>,
    review: bool,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "UPDATE report_forms SET title = $3, note = $4, review = $5, version = version + 1 \
             WHERE id = $1 AND version = $2",
            params![id.as_uuid(), version, title, note.map(str::to_owned), review],
        )
        .await?;
    Ok(touched == 1)
}
