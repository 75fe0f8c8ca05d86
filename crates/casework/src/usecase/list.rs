//! Lists and counts.

use super::load::READ;
use crate::Engine;
use crate::answer::{CaseFilter, CaseRow, History, Order};
use crate::filter::Checked;
use crate::model::RowRecord;
use crate::repo::list::{From, Reach, selects};
use kernel::id::PremisesId;
use kernel::page::{Bounded, Cursor, Limit, Page};
use kernel::problem::Problem;
use kernel::scope::Scope;
use std::cmp::Reverse;
use store::Ctx;
use store::list::{bounded_count, merged};
use uuid::Uuid;

impl Engine {
    /// A page of the cases the caller may see.
    ///
    /// # Errors
    /// 422 on a bad filter, 400 on a cursor of another list.
    pub async fn list(
        &self,
        ctx: &Ctx,
        filter: CaseFilter,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<CaseRow>, Problem> {
        let checked = filter.check()?;
        let from = read_cursor(checked.order, cursor)?;
        let rows = rows(ctx, &ctx.caller.scope(READ), &checked, from.as_ref(), limit.fetch()).await?;
        self.page(ctx, rows, limit, checked.order).await
    }

    /// How many cases the same filter finds, up to a bound.
    ///
    /// # Errors
    /// 422 on a bad filter.
    pub async fn count(&self, ctx: &Ctx, filter: CaseFilter) -> Result<Bounded, Problem> {
        let checked = filter.check()?;
        let reach = Reach { columns: &["id"], order: None, from: None, limit: None };
        let selects = selects(&ctx.caller.scope(READ), &checked, ctx.today(), &reach);
        Ok(bounded_count(&ctx.tx, selects).await?)
    }

    /// The newest cases of premises the caller may see.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_premises(
        &self,
        ctx: &Ctx,
        premises: PremisesId,
        limit: Limit,
    ) -> Result<Vec<CaseRow>, Problem> {
        let filter = CaseFilter {
            premises: Some(premises),
            order: Some(Order::NewestFirst),
            history: Some(History::With),
            ..CaseFilter::default()
        };
        Ok(self.list(ctx, filter, limit, None).await?.items)
    }

    /// Rows by id that the caller may see, in the order asked.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rows_by_source(&self, ctx: &Ctx, source: Uuid) -> Result<Vec<CaseRow>, Problem> {
        let scope = ctx.caller.scope(READ);
        let found = crate::repo::cases::by(ctx, "source_id", source).await?;
        let seen =
            found.iter().filter(|case| scope.covers(&case.place().columns())).map(RowRecord::from).collect();
        self.views(ctx, seen).await
    }

    pub(crate) async fn page(
        &self,
        ctx: &Ctx,
        rows: Vec<RowRecord>,
        limit: Limit,
        order: Order,
    ) -> Result<Page<CaseRow>, Problem> {
        let page = Page::from_rows(rows, limit, |row| write_cursor(order, row));
        Ok(Page { items: self.views(ctx, page.items).await?, next: page.next })
    }
}

/// Rows of a filter within a scope, in order, from a place in the list on.
pub(crate) async fn rows(
    ctx: &Ctx,
    scope: &Scope,
    checked: &Checked,
    from: Option<&From>,
    fetch: u64,
) -> Result<Vec<RowRecord>, Problem> {
    let reach = Reach { columns: &RowRecord::COLUMNS, order: Some(checked.order), from, limit: Some(fetch) };
    merge(ctx, selects(scope, checked, ctx.today(), &reach), checked.order, fetch).await
}

/// Runs the selects and merges them in the order of the list.
pub(crate) async fn merge(
    ctx: &Ctx,
    selects: Vec<store::sea_query::SelectStatement>,
    order: Order,
    fetch: u64,
) -> Result<Vec<RowRecord>, Problem> {
    let most = usize::try_from(fetch).unwrap_or(usize::MAX);
    let by_due = |row: &RowRecord| (row.due_key.clone(), row.id);
    let by_age = |row: &RowRecord| (row.opened_at, row.id);
    Ok(match order {
        Order::Due => merged(&ctx.tx, selects, most, false, by_due, |row| row.id).await?,
        Order::Opened => merged(&ctx.tx, selects, most, false, by_age, |row| row.id).await?,
        Order::NewestFirst => {
            merged(&ctx.tx, selects, most, false, |row| Reverse(by_age(row)), |row| row.id).await?
        }
    })
}

/// Where a page begins, from the cursor of the page before.
pub(crate) fn read_cursor(order: Order, cursor: Option<&str>) -> Result<Option<From>, Problem> {
    let Some(text) = cursor.filter(|text| !text.is_empty()) else { return Ok(None) };
    let cursor = Cursor::decode(text)?;
    Ok(Some(match order {
        Order::Due => {
            let (key, id) = cursor.read::<(String, Uuid)>()?;
            From::Due(key, id)
        }
        Order::Opened | Order::NewestFirst => {
            let (at, id) = cursor.read::<(i64, Uuid)>()?;
            From::Opened(at, id)
        }
    }))
}

fn write_cursor(order: Order, row: &RowRecord) -> Cursor {
    let id = serde_json::Value::String(row.id.to_string());
    match order {
        Order::Due => Cursor::new(vec![row.due_key.clone().into(), id]),
        Order::Opened | Order::NewestFirst => Cursor::new(vec![row.opened_at.as_micros().into(), id]),
    }
}

/// The place in the list after a row.
pub(crate) fn place_of(order: Order, row: &RowRecord) -> From {
    match order {
        Order::Due => From::Due(row.due_key.clone(), row.id.as_uuid()),
        Order::Opened | Order::NewestFirst => From::Opened(row.opened_at.as_micros(), row.id.as_uuid()),
    }
}
