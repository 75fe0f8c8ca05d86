//! Tables: drawing, changing, copying.

use super::reach::{Reach, asker};
use super::{ASK, Desk, READ, ledger};
use crate::desk::model::{CopyForm, Form, FormId, FormRow, LayoutId, NewForm, NewLayout};
use crate::desk::repo::forms::{self, FormRecord, Key};
use crate::desk::repo::schema::{FORM, LAYOUT};
use crate::desk::rules::layout::check;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::{FieldProblem, Problem};
use registry::model::RegionColumns;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use store::list::merged;

/// A page of the tables asked within the caller's regions, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn forms(
    ctx: &Ctx,
    template: Option<bool>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<FormRow>, Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let selects = forms::page(&reach.parts(), template, from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |record: &FormRecord| (record.row.created_at, record.row.id);
    let records = merged(&ctx.tx, selects, most, true, key, |record: &FormRecord| record.row.id).await?;
    let page = Page::from_rows(records, limit, |record| {
        Cursor::new(vec![record.row.created_at.as_micros().into(), record.row.id.to_string().into()])
    });
    Ok(page.map(|record| record.row))
}

pub(super) async fn visible(ctx: &Ctx, id: FormId) -> Result<FormRecord, Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let found = forms::by_id(&ctx.tx, id).await?;
    found
        .filter(|form| reach.covers(form.row.region) || reach.stands_in(form.org))
        .ok_or_else(|| Problem::not_found("该报表"))
}

/// A table the caller asks.
pub(super) async fn own(ctx: &Ctx, id: FormId) -> Result<FormRecord, Problem> {
    let form = visible(ctx, id).await?;
    let reach = Reach::require(ctx, ASK).await?;
    if !reach.asks(form.row.region, form.org) {
        return Err(Problem::forbidden("该报表由其他单位制发"));
    }
    Ok(form)
}

/// A table with its layouts.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn form(ctx: &Ctx, id: FormId) -> Result<Form, Problem> {
    let record = visible(ctx, id).await?;
    let versions = forms::layouts(&ctx.tx, id).await?;
    let reach = Reach::of(ctx, ASK).await?;
    let may_send = reach.asks(record.row.region, record.org);
    Ok(Form { may_send, note: record.note, row: record.row, versions })
}

/// Draws a table.
///
/// # Errors
/// 403 without the permission, 422 with what is wrong.
pub async fn create_form(ctx: &Ctx, desk: &Desk<'_>, new: NewForm) -> Result<Form, Problem> {
    let (region, org, name) = asker(ctx, ASK).await?;
    let mut faults = check(&new.layout);
    if new.title.trim().is_empty() {
        faults.insert(0, FieldProblem::required("/title"));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    ledger::check(desk, &new.layout)?;
    let id: FormId = ctx.id();
    let layout: LayoutId = ctx.id();
    forms::insert(ctx, id, &new, RegionColumns { code: region }, (org, &name)).await?;
    forms::insert_layout(ctx, layout, id, 1, ctx.today(), (&new.layout, None)).await?;
    ctx.audit(Entry {
        action: "report.form",
        object_kind: FORM.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("设计报表“{}”", new.title),
        detail: json!({ "columns": new.layout.columns.len() }),
        rows: &[(&FORM, id.as_uuid()), (&LAYOUT, layout.as_uuid())],
    })
    .await?;
    form(ctx, id).await
}

/// Changes a table: before the first round the layout itself, after it a new layout from a day on.
///
/// # Errors
/// 403, 404, 409 on another version, 422 with what is wrong.
pub async fn change_form(ctx: &Ctx, desk: &Desk<'_>, id: FormId, change: NewLayout) -> Result<Form, Problem> {
    let record = own(ctx, id).await?;
    let versions = forms::layouts(&ctx.tx, id).await?;
    let newest = versions.first().ok_or_else(|| Problem::not_found("该报表"))?;
    let mut faults = check(&change.layout);
    let sent = record.row.rounds > 0 && newest.layout != change.layout;
    let from = change.from_date.unwrap_or_else(|| ctx.today());
    if sent && change.from_date.is_none() {
        faults.push(FieldProblem::new(
            "/from_date",
            "required",
            "报表已制发过，请填写新表式从哪一天的报表期起用",
        ));
    } else if sent && from <= newest.from_date {
        let message = format!("须晚于现行表式的起用日 {}", newest.from_date);
        faults.push(FieldProblem::new("/from_date", "range", message));
    }
    for (index, column) in change.layout.columns.iter().enumerate() {
        for code in column.was.iter().filter(|code| sent && newest.layout.column(code).is_none()) {
            let pointer = format!("/layout/columns/{index}/was");
            faults.push(FieldProblem::new(pointer, "unknown", format!("原表式没有列“{code}”")));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    ledger::check(desk, &change.layout)?;
    let title = change.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let title = title.unwrap_or(&record.row.title);
    let review = change.review.unwrap_or(record.row.review);
    let note = change.note.as_deref().or(record.note.as_deref());
    if !forms::update(&ctx.tx, id, change.version, title, note, review).await? {
        let current = json!({ "version": record.row.version });
        return Err(Problem::conflict("该报表已被他人修改，请刷新后再改", current));
    }
    let touched = if sent {
        let layout: LayoutId = ctx.id();
        let told = (&change.layout, change.reason.as_deref());
        forms::insert_layout(ctx, layout, id, newest.number + 1, from, told).await?;
        layout
    } else {
        if newest.layout != change.layout {
            forms::replace_layout(&ctx.tx, newest.id, &change.layout).await?;
        }
        newest.id
    };
    ctx.audit(Entry {
        action: "report.form.change",
        object_kind: FORM.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("修改报表“{title}”"),
        detail: json!({ "new_layout": sent, "from": from, "reason": change.reason }),
        rows: &[(&FORM, id.as_uuid()), (&LAYOUT, touched.as_uuid())],
    })
    .await?;
    form(ctx, id).await
}

/// Copies a table into one of the caller's own, as a template or from one.
///
/// # Errors
/// 403, 404, 422 without a title.
pub async fn copy_form(ctx: &Ctx, desk: &Desk<'_>, id: FormId, copy: CopyForm) -> Result<Form, Problem> {
    let record = visible(ctx, id).await?;
    let versions = forms::layouts(&ctx.tx, id).await?;
    let layout = versions.into_iter().next().map(|version| version.layout).unwrap_or_default();
    let new = NewForm {
        title: copy.title,
        period: record.row.period,
        review: record.row.review,
        template: copy.template,
        note: record.note,
        layout,
    };
    create_form(ctx, desk, new).await
}

/// The current state of something, for a 409.
pub(super) fn moved(what: &str, version: i64) -> Problem {
    Problem::conflict(format!("{what}已被他人修改，请刷新后重试"), json!({ "version": version }))
}
