//! Lists and pages of imports.

use super::{WRITE, batch};
use crate::model::{Batch, BatchDetail, ImportRow, Outcome};
use crate::repo::rows::RowRecord;
use crate::repo::{batches, rows, sources};
use crate::rules::suggest;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::Problem;
use serde_json::{Map, Value};
use store::Ctx;
use uuid::Uuid;

/// Imports in the caller's scope, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn list(ctx: &Ctx, limit: Limit, cursor: Option<&Cursor>) -> Result<Page<Batch>, Problem> {
    ctx.caller.require(WRITE)?;
    let before = cursor.map(Cursor::read::<(i64, Uuid)>).transpose()?;
    let records = batches::list(ctx, &ctx.caller.scope(WRITE), before, limit.fetch()).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.created_at.as_micros().into(), record.id.to_string().into()])
    });
    Ok(Page { items: page.items.into_iter().map(Batch::from).collect(), next: page.next })
}

/// One import with how its file is read.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn detail(ctx: &Ctx, id: Uuid) -> Result<BatchDetail, Problem> {
    let record = batch(ctx, id).await?;
    let mut notes = suggest::notes(&record.mapping);
    if record.counts.hidden > 0 {
        notes.push(format!("有 {} 个隐藏行，已一并导入", record.counts.hidden));
    }
    if record.counts.subtotals > 0 {
        notes.push(format!("识别出 {} 个合计、说明行，不导入", record.counts.subtotals));
    }
    let mapping = record.mapping.clone();
    Ok(BatchDetail { batch: record.into(), mapping, notes })
}

/// Rows to be looked at, in the order of the file.
///
/// # Errors
/// 403 without the permission, 404 outside the scope, 400 on a bad cursor.
pub async fn list_rows(
    ctx: &Ctx,
    id: Uuid,
    outcome: Option<Outcome>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<ImportRow>, Problem> {
    batch(ctx, id).await?;
    let after = cursor.map(Cursor::read::<(u32, u32)>).transpose()?;
    let most = i64::try_from(limit.fetch()).unwrap_or(i64::MAX);
    let records = rows::page(ctx, id, outcome, after, most).await?;
    let page = Page::from_rows(records, limit, |row| Cursor::new(vec![row.sheet.into(), row.row.into()]));
    Ok(Page { items: page.items.into_iter().map(shown).collect(), next: page.next })
}

/// A row with its words by title; telephones are masked.
pub(super) fn shown(row: RowRecord) -> ImportRow {
    let draft = row.draft;
    let mut values = Map::new();
    let mut put = |title: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|value| *value != Value::from("")) {
            values.insert(title.to_owned(), value);
        }
    };
    put("场所名称", Some(Value::from(draft.name)));
    put("场所类别", Some(Value::from(draft.kind)));
    put("区划", draft.region.map(|code| Value::from(code.to_string())));
    put("地址", Some(Value::from(draft.address)));
    put("单位名称", draft.unit_name.map(Value::from));
    put("统一社会信用代码", draft.credit_code.map(Value::from));
    put("法定代表人", draft.legal_person.map(Value::from));
    put("消防安全管理人", draft.manager.map(Value::from));
    put("联系电话", draft.phone.map(|phone| Value::from(kernel::identity::mask_phone(&phone))));
    put("面积", draft.area_m2.map(Value::from));
    put("层数", draft.floors.map(Value::from));
    put("高度", draft.height_m.map(Value::from));
    put(
        "坐标",
        draft.point.map(|(longitude, latitude)| Value::from(format!("{longitude:.6}, {latitude:.6}"))),
    );
    for (title, value) in draft.others {
        put(&title, Some(value));
    }
    ImportRow {
        sheet: row.sheet,
        row: row.row,
        outcome: row.outcome,
        hidden: row.hidden,
        values,
        marks: row.marks,
        candidates: row.candidates,
        premises: row.premises,
    }
}

/// Sources the caller's region has imported from, the latest first.
///
/// # Errors
/// 403 without the permission.
pub async fn source_names(ctx: &Ctx) -> Result<Vec<String>, Problem> {
    let key = super::home(&ctx.caller)?.map(|code| code.to_string()).unwrap_or_default();
    Ok(sources::of_region(ctx, &key).await?.into_iter().map(|source| source.name).collect())
}
