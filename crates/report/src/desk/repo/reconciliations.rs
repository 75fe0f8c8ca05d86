//! Reconciliations and their differences.

use super::{Part, json, names};
use crate::desk::model::{
    Difference, DifferenceId, DifferenceKind, Direction, Reconciliation, ReconciliationId, Side,
};
use crate::desk::repo::schema::RECONCILIATION_SCOPE;
use kernel::id::OrgId;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use registry::model::RegionColumns;
use store::list::{after, column};
use store::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use store::{Ctx, FromRow, Row, StoreError, Tx, Value, params};
use uuid::Uuid;

/// Place in a list, newest first.
pub(crate) type Key = (i64, Uuid);

/// A stored reconciliation and who asked.
pub(crate) struct Stored {
    pub(crate) it: Reconciliation,
    pub(crate) asker_region: RegionCode,
    pub(crate) asker_org: OrgId,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            it: Reconciliation::from_row(row)?,
            asker_region: row.region("asker_region")?,
            asker_org: row.id("asker_org")?,
        })
    }
}

const COLUMNS: [&str; 19] = [
    "id",
    "title",
    "return_id",
    "measure",
    "definition",
    "from_date",
    "to_date",
    "claimed",
    "ours",
    "ours_at",
    "matched",
    "state",
    "region_code",
    "asker_region",
    "asker_org",
    "asker_name",
    "created_at",
    "locked_by",
    "locked_at",
];

fn select() -> SelectStatement {
    let mut select = Query::select();
    select.from(Alias::new("report_reconciliations"));
    for (expression, alias) in names("report_reconciliations", &COLUMNS) {
        select.expr_as(expression, alias);
    }
    select.expr_as(column("report_reconciliations", "version"), Alias::new("version"));
    select
}

/// One select per part, newest first, after a key.
pub(crate) fn page(parts: &[Part<'_>], from: Option<&Key>, limit: u64) -> Vec<SelectStatement> {
    let table = "report_reconciliations";
    parts
        .iter()
        .map(|part| {
            let mut select = select();
            select.cond_where(part.condition(&RECONCILIATION_SCOPE, "asker_org"));
            let key = || vec![column(table, "created_at"), column(table, "id")];
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

/// A reconciliation.
pub(crate) async fn by_id(tx: &Tx, id: ReconciliationId) -> Result<Option<Stored>, StoreError> {
    let own = column("report_reconciliations", "id").eq(id.as_uuid());
    tx.select_one(&select().and_where(own).to_owned()).await
}

/// Differences in order.
pub(crate) async fn differences(tx: &Tx, id: ReconciliationId) -> Result<Vec<Difference>, StoreError> {
    tx.all(
        "SELECT * FROM report_differences WHERE reconciliation_id = $1 AND withdrawn_at IS NULL ORDER BY position",
        params![id.as_uuid()],
    )
    .await
}

/// Inserts a reconciliation.
pub(crate) async fn insert(
    ctx: &Ctx,
    new: &Reconciliation,
    asker: RegionCode,
    org: OrgId,
) -> Result<(), StoreError> {
    let mut row = params![
        new.row.id.as_uuid(),
        new.row.title.as_str(),
        new.row.return_id.map(|id| id.as_uuid()),
        json(&new.measure)?,
        new.definition.as_str(),
        new.row.from_date.to_string(),
        new.row.to_date.to_string(),
        new.row.claimed,
        new.row.ours,
        new.ours_at.as_micros(),
        new.row.state.as_str(),
        asker.to_string(),
        org.as_uuid(),
        new.asker.as_str(),
        new.row.created_at.as_micros(),
    ];
    row.extend(RegionColumns { code: new.row.region }.values());
    let columns: Vec<&'static str> = [
        "id",
        "title",
        "return_id",
        "measure",
        "definition",
        "from_date",
        "to_date",
        "claimed",
        "ours",
        "ours_at",
        "state",
        "asker_region",
        "asker_org",
        "asker_name",
        "created_at",
    ]
    .into_iter()
    .chain(RegionColumns::NAMES)
    .collect();
    ctx.tx.insert_many("report_reconciliations", &columns, vec![row], "").await?;
    Ok(())
}

/// What of a reconciliation changes.
pub(crate) struct Change<'a> {
    pub(crate) state: &'a str,
    pub(crate) claimed: Option<i64>,
    pub(crate) ours: i64,
    pub(crate) ours_at: Timestamp,
    pub(crate) matched: i64,
    pub(crate) locked: Option<(&'a str, Timestamp)>,
}

/// Changes a reconciliation at a version; answers whether it was still that version.
pub(crate) async fn update(
    tx: &Tx,
    id: ReconciliationId,
    version: i64,
    change: &Change<'_>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "UPDATE report_reconciliations SET state = $3, claimed = $4, ours = $5, ours_at = $6, matched = $7, \
             locked_by = $8, locked_at = $9, version = version + 1 WHERE id = $1 AND version = $2",
            params![
                id.as_uuid(),
                version,
                change.state,
                change.claimed,
                change.ours,
                change.ours_at.as_micros(),
                change.matched,
                change.locked.map(|(name, _)| name.to_owned()),
                change.locked.map(|(_, at)| at.as_micros())
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// A difference a rule found.
pub(crate) struct Found {
    pub(crate) direction: Direction,
    pub(crate) ledger: Option<(Uuid, Side)>,
    pub(crate) claimed: Option<(i64, Side)>,
    pub(crate) suggested: DifferenceKind,
    pub(crate) reason: String,
}

/// Replaces the differences by newly found ones; the old ones stay, withdrawn.
pub(crate) async fn replace(ctx: &Ctx, id: ReconciliationId, found: &[Found]) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "UPDATE report_differences SET withdrawn_at = $2 WHERE reconciliation_id = $1 AND withdrawn_at IS NULL",
            params![id.as_uuid(), ctx.now.as_micros()],
        )
        .await?;
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(found.len());
    for (position, one) in (0_i64..).zip(found) {
        rows.push(params![
            ctx.id::<Uuid>(),
            id.as_uuid(),
            position,
            if one.direction == Direction::LedgerOnly { "ledger_only" } else { "claimed_only" },
            one.ledger.as_ref().map(|(id, _)| *id),
            one.ledger.as_ref().map(|(_, side)| json(side)).transpose()?,
            one.claimed.as_ref().map(|(_, side)| json(side)).transpose()?,
            one.claimed.as_ref().map(|(row, _)| *row),
            one.suggested.code(),
            one.reason.as_str(),
        ]);
    }
    if rows.is_empty() {
        return Ok(());
    }
    let columns = [
        "id",
        "reconciliation_id",
        "position",
        "direction",
        "ledger_id",
        "ledger_side",
        "claimed_side",
        "claimed_row",
        "suggested",
        "suggested_reason",
    ];
    ctx.tx.insert_many("report_differences", &columns, rows, "").await?;
    Ok(())
}

/// Writes what somebody said about a difference at a version; answers whether it was still that version.
pub(crate) async fn reply(
    tx: &Tx,
    of: ReconciliationId,
    version: i64,
    difference: &Difference,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "UPDATE report_differences SET decided = $4, decided_reason = $5, decided_by = $6, stance = $7, \
             words = $8, answer = $9, version = version + 1 \
             WHERE id = $1 AND reconciliation_id = $2 AND version = $3 AND withdrawn_at IS NULL",
            params![
                difference.id.as_uuid(),
                of.as_uuid(),
                version,
                difference.decided.map(|kind| kind.code().to_owned()),
                difference.decided_reason.clone(),
                difference.decided_by.clone(),
                difference.stance.clone(),
                difference.words.clone(),
                difference.answer.clone()
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// One difference.
pub(crate) async fn difference(
    tx: &Tx,
    of: ReconciliationId,
    id: DifferenceId,
) -> Result<Option<Difference>, StoreError> {
    tx.one(
        "SELECT * FROM report_differences WHERE id = $1 AND reconciliation_id = $2 AND withdrawn_at IS NULL",
        params![id.as_uuid(), of.as_uuid()],
    )
    .await
}
