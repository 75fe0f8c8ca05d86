//! Figures of the ledger behind a column, with the rows behind the figure.

use super::Desk;
use crate::desk::model::{Bound, Layout, LedgerRow, LedgerValue, Side};
use casework::Export;
use casework::answer::CaseFilter;
use chrono::NaiveDate;
use kernel::id::UnitId;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use measure::{Basis, Rows, ValueOf};
use registry::model::PremisesFilter;
use std::collections::BTreeMap;
use store::Ctx;

/// Where and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut<'a> {
    pub(super) region: RegionCode,
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    /// Key of the row, which stands for `{row}`.
    pub(super) row: &'a str,
}

impl Cut<'_> {
    /// The cut of a measure; without a basis the rows are taken as they are.
    fn of(&self, basis: Basis) -> measure::Cut {
        let dated = basis != Basis::None;
        measure::Cut {
            region: Some(self.region),
            from: dated.then_some(self.from),
            to: dated.then_some(self.to),
            basis,
            as_of: None,
        }
    }
}

/// Asks whether every bound column can be computed.
pub(super) fn check(desk: &Desk<'_>, layout: &Layout) -> Result<(), Problem> {
    let key = layout.keys().into_iter().next().unwrap_or_default();
    for (index, column) in layout.columns.iter().enumerate() {
        if let Some(bound) = &column.measure {
            bound.of_row(&key).check(desk.pack, &format!("/layout/columns/{index}/measure"))?;
        }
    }
    Ok(())
}

/// The definition without the period.
pub(super) fn timeless(bound: &Bound) -> Bound {
    Bound { basis: Basis::None, ..bound.clone() }
}

/// Everything the definition is drawn from.
pub(super) fn anything(bound: &Bound) -> Bound {
    let mut wide = timeless(bound);
    wide.measure.filter = BTreeMap::new();
    wide.measure.value = ValueOf::Count;
    wide
}

/// What is counted, in words.
pub(super) fn words(desk: &Desk<'_>, bound: &Bound, cut: &Cut<'_>, region: &str) -> String {
    format!("{region}：{}", measure::describe(&bound.of_row(cut.row), &cut.of(bound.basis), desk.pack))
}

/// The figure of a measure within the caller's scope.
pub(super) async fn figure(
    ctx: &Ctx,
    desk: &Desk<'_>,
    bound: &Bound,
    cut: &Cut<'_>,
    region: &str,
) -> Result<LedgerValue, Problem> {
    let found = measure::value(ctx, desk.pack, &bound.of_row(cut.row), &cut.of(bound.basis)).await?;
    Ok(LedgerValue {
        value: found.value,
        at: ctx.now,
        definition: words(desk, bound, cut, region),
        link: found.link,
    })
}

/// The rows of a measure within the caller's scope.
pub(super) async fn rows(
    ctx: &Ctx,
    desk: &Desk<'_>,
    bound: &Bound,
    cut: &Cut<'_>,
) -> Result<Vec<LedgerRow>, Problem> {
    match measure::rows(&bound.of_row(cut.row), &cut.of(bound.basis))? {
        Rows::Cases(filter) => cases(ctx, desk, *filter, bound.basis).await,
        Rows::Premises(filter) => premises(ctx, desk, &filter).await,
        Rows::None => Ok(Vec::new()),
    }
}

async fn cases(
    ctx: &Ctx,
    desk: &Desk<'_>,
    filter: CaseFilter,
    basis: Basis,
) -> Result<Vec<LedgerRow>, Problem> {
    let mut found = Vec::new();
    let mut export = Export::begin(ctx, filter)?;
    while let Some(rows) = export.next(desk.engine, ctx).await? {
        found.extend(rows.into_iter().map(|row| LedgerRow {
            id: row.id.as_uuid(),
            side: Side {
                day: match basis {
                    Basis::Closed => row.closed_at.map(|at| at.civil_date()),
                    Basis::Due => row.due_date,
                    _ => Some(row.opened_at.civil_date()),
                },
                number: Some(row.number),
                name: Some(row.premises.map_or(row.title, |premises| premises.name)),
                credit_code: None,
            },
        }));
    }
    Ok(found)
}

async fn premises(ctx: &Ctx, desk: &Desk<'_>, filter: &PremisesFilter) -> Result<Vec<LedgerRow>, Problem> {
    let mut found = Vec::new();
    let mut from = None;
    loop {
        let (rows, next) = registry::service::export_chunk(ctx, desk.pack, filter, from.as_ref()).await?;
        let units: Vec<UnitId> =
            rows.iter().filter_map(|row| row.unit.as_ref()).map(|unit| UnitId::from_uuid(unit.id)).collect();
        let codes = registry::facts::credit_codes(&ctx.tx, &units).await?;
        found.extend(rows.into_iter().map(|row| LedgerRow {
            id: row.id.as_uuid(),
            side: Side {
                number: None,
                credit_code:
                    row.unit.as_ref().and_then(|unit| codes.get(&UnitId::from_uuid(unit.id)).cloned()),
                name: Some(row.name),
                day: None,
            },
        }));
        if next.is_none() {
            return Ok(found);
        }
        from = next;
    }
}
