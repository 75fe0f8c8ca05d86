//! Returns.

use super::{Part, json, names};
use crate::desk::model::{ReturnFilter, ReturnId, ReturnRecord, ReturnState, RoundId};
use crate::desk::repo::schema::RETURN_SCOPE;
use kernel::id::OrgId;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use registry::model::RegionColumns;
use store::list::{after, column};
use store::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use store::{Ctx, StoreError, Tx, params};
use uuid::Uuid;

/// Place in a list, newest cut-off first.
pub(crate) type Key = (i64, Uuid);

const COLUMNS: [&str; 18] = [
    "id",
    "round_id",
    "parent_id",
    "region_code",
    "org_id",
    "filler",
    "state",
    "cells",
    "ledger",
    "reasons",
    "submitted_user",
    "submitted_by",
    "submitted_at",
    "returned_reason",
    "chased",
    "chased_at",
    "cutoff_at",
    "version",
];
const OF_ROUND: [&str; 6] = ["title", "period_name", "asker_name", "asker_org", "from_date", "to_date"];

fn select() -> SelectStatement {
    let mut select = Query::select();
    select.from(Alias::new("report_returns")).inner_join(
        Alias::new("report_rounds"),
        column("report_rounds", "id").equals((Alias::new("report_returns"), Alias::new("round_id"))),
    );
    for (expression, alias) in names("report_returns", &COLUMNS) {
        select.expr_as(expression, alias);
    }
    for (expression, alias) in names("report_rounds", &OF_ROUND) {
        select.expr_as(expression, alias);
    }
    select.expr_as(column("report_rounds", "region_code"), Alias::new("round_region"));
    select
}

/// One select per part, newest cut-off first, after a key. `own` are the regions and organisations the caller fills for.
pub(crate) fn page(
    parts: &[Part<'_>],
    filter: &ReturnFilter,
    own: Option<&[String]>,
    from: Option<&Key>,
    limit: u64,
) -> Vec<SelectStatement> {
    parts
        .iter()
        .map(|part| {
            let mut select = select();
            filtered(&mut select, part, filter, own);
            let key = || vec![column("report_returns", "cutoff_at"), column("report_returns", "id")];
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

/// One select per part of ids only, for a count.
pub(crate) fn ids(parts: &[Part<'_>], filter: &ReturnFilter, own: Option<&[String]>) -> Vec<SelectStatement> {
    parts
        .iter()
        .map(|part| {
            let mut select = Query::select();
            select.from(Alias::new("report_returns"));
            select.expr_as(column("report_returns", "id"), Alias::new("id"));
            filtered(&mut select, part, filter, own);
            select
        })
        .collect()
}

fn filtered(select: &mut SelectStatement, part: &Part<'_>, filter: &ReturnFilter, own: Option<&[String]>) {
    select.cond_where(part.condition(&RETURN_SCOPE, "org_id"));
    if let Some(state) = filter.state {
        select.and_where(column("report_returns", "state").eq(state.code()));
    }
    match filter.open {
        Some(true) => {
            select.and_where(column("report_returns", "state").is_in(["pending", "draft", "returned"]))
        }
        Some(false) => select.and_where(column("report_returns", "state").is_in(["review", "done"])),
        None => select,
    };
    if let Some(round) = filter.round {
        select.and_where(column("report_returns", "round_id").eq(round.as_uuid()));
    }
    if let Some(own) = own {
        select.and_where(column("report_returns", "filler_key").is_in(own.iter().cloned()));
    }
}

/// A return.
pub(crate) async fn by_id(tx: &Tx, id: ReturnId) -> Result<Option<ReturnRecord>, StoreError> {
    tx.select_one(&select().and_where(column("report_returns", "id").eq(id.as_uuid())).to_owned()).await
}

/// Every return of a round: regions by code, then organisations by name, children after their parents.
pub(crate) async fn of_round(tx: &Tx, round: RoundId) -> Result<Vec<ReturnRecord>, StoreError> {
    let mut found: Vec<ReturnRecord> = tx
        .select_all(&select().and_where(column("report_returns", "round_id").eq(round.as_uuid())).to_owned())
        .await?;
    found.sort_by(|a, b| {
        (a.org.is_some(), a.region, &a.filler, a.id).cmp(&(b.org.is_some(), b.region, &b.filler, b.id))
    });
    Ok(found)
}

/// Returns below one, by region.
pub(crate) async fn children(tx: &Tx, parent: ReturnId) -> Result<Vec<ReturnRecord>, StoreError> {
    let mut found: Vec<ReturnRecord> = tx
        .select_all(
            &select().and_where(column("report_returns", "parent_id").eq(parent.as_uuid())).to_owned(),
        )
        .await?;
    found.sort_by_key(|record| (record.region, record.id));
    Ok(found)
}

/// A return to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewReturn {
    pub(crate) id: ReturnId,
    pub(crate) round: RoundId,
    pub(crate) parent: Option<ReturnId>,
    pub(crate) region: RegionCode,
    pub(crate) org: Option<OrgId>,
    pub(crate) filler: String,
    pub(crate) cutoff_at: Timestamp,
}

/// Inserts empty returns.
pub(crate) async fn insert(ctx: &Ctx, returns: &[NewReturn]) -> Result<(), StoreError> {
    let rows = returns
        .iter()
        .map(|new| {
            let key = new.org.map_or_else(|| new.region.to_string(), |org| org.to_string());
            let mut row = params![
                new.id.as_uuid(),
                new.round.as_uuid(),
                new.parent.map(|id| id.as_uuid()),
                key,
                new.org.map(|org| org.as_uuid()),
                new.filler.as_str(),
                ReturnState::Pending.code(),
                "[]",
                "{}",
                "{}",
                new.cutoff_at.as_micros(),
            ];
            row.extend(RegionColumns { code: new.region }.values());
            row
        })
        .collect();
    let columns: Vec<&'static str> = [
        "id",
        "round_id",
        "parent_id",
        "filler_key",
        "org_id",
        "filler",
        "state",
        "cells",
        "ledger",
        "reasons",
        "cutoff_at",
    ]
    .into_iter()
    .chain(RegionColumns::NAMES)
    .collect();
    ctx.tx.insert_many("report_returns", &columns, rows, "").await?;
    Ok(())
}

/// Writes state, cells and signatures of a return at a version; answers whether it was still that version.
pub(crate) async fn save(
    tx: &Tx,
    record: &ReturnRecord,
    version: i64,
    reviewed: Option<(&str, Timestamp)>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "UPDATE report_returns SET state = $3, cells = $4, ledger = $5, reasons = $6, submitted_user = $7, \
             submitted_by = $8, submitted_at = $9, returned_reason = $10, reviewed_by = $11, reviewed_at = $12, \
             filler = $13, version = version + 1 WHERE id = $1 AND version = $2",
            params![
                record.id.as_uuid(),
                version,
                record.state.code(),
                json(&record.rows)?,
                json(&record.ledger)?,
                json(&record.reasons)?,
                record.submitted_user.map(|user| user.as_uuid()),
                record.submitted_by.clone(),
                record.submitted_at.map(Timestamp::as_micros),
                record.returned_reason.clone(),
                reviewed.map(|(name, _)| name.to_owned()),
                reviewed.map(|(_, at)| at.as_micros()),
                record.filler.as_str(),
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Every return of a body in rounds that are not locked.
pub(crate) async fn of_body(tx: &Tx, org: OrgId) -> Result<Vec<ReturnRecord>, StoreError> {
    let mut select = select();
    select
        .and_where(column("report_returns", "org_id").eq(org.as_uuid()))
        .and_where(column("report_rounds", "locked_at").is_null())
        .order_by((Alias::new("report_returns"), Alias::new("cutoff_at")), Order::Asc)
        .order_by((Alias::new("report_returns"), Alias::new("id")), Order::Asc);
    tx.select_all(&select).await
}

/// Gives a return to another body, under its name. Where the round asks that body already, the return keeps its own key.
pub(crate) async fn give(tx: &Tx, id: ReturnId, to: OrgId, name: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE report_returns SET org_id = $2, filler = $3, version = version + 1, filler_key = CASE WHEN EXISTS \
         (SELECT 1 FROM report_returns AS other WHERE other.round_id = report_returns.round_id AND other.filler_key = $4) \
         THEN filler_key ELSE $4 END WHERE id = $1",
        params![id.as_uuid(), to.as_uuid(), name, to.to_string()],
    )
    .await?;
    Ok(())
}

/// Counts a chase. The version stays: whoever is filling is not disturbed.
pub(crate) async fn chased(ctx: &Ctx, id: ReturnId) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE report_returns SET chased = chased + 1, chased_at = $2 WHERE id = $1",
            params![id.as_uuid(), ctx.now.as_micros()],
        )
        .await?;
    Ok(())
}
