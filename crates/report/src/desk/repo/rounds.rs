//! Rounds.

use super::{Part, json, names};
use crate::desk::model::{FormId, RoundFilter, RoundId, RoundRecord};
use crate::desk::repo::schema::ROUND_SCOPE;
use kernel::time::Timestamp;
use registry::model::RegionColumns;
use std::collections::BTreeMap;
use store::list::{after, column};
use store::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use store::{Ctx, StoreError, Tx, Value, params};
use uuid::Uuid;

/// Place in a list, newest first.
pub(crate) type Key = (i64, Uuid);

const COLUMNS: [&str; 20] = [
    "id",
    "form_id",
    "layout_id",
    "title",
    "period_kind",
    "period_key",
    "period_name",
    "from_date",
    "to_date",
    "cutoff_at",
    "note",
    "supplement_of",
    "only_columns",
    "review",
    "region_code",
    "asker_org",
    "asker_name",
    "locked_at",
    "sent_at",
    "version",
];

fn select() -> SelectStatement {
    let mut select = Query::select();
    select.from(Alias::new("report_rounds"));
    for (expression, alias) in names("report_rounds", &COLUMNS) {
        select.expr_as(expression, alias);
    }
    select
}

/// One select per part, newest first, after a key. `own` are the regions whose rounds are the caller's own.
pub(crate) fn page(
    parts: &[Part<'_>],
    filter: &RoundFilter,
    own: Option<&[String]>,
    from: Option<&Key>,
    limit: u64,
) -> Vec<SelectStatement> {
    parts
        .iter()
        .map(|part| {
            let mut select = select();
            select.cond_where(part.condition(&ROUND_SCOPE, "asker_org"));
            if let Some(form) = filter.form {
                select.and_where(column("report_rounds", "form_id").eq(form.as_uuid()));
            }
            if let Some(own) = own {
                select.and_where(column("report_rounds", "region_code").is_in(own.iter().cloned()));
            }
            match filter.locked {
                Some(true) => select.and_where(column("report_rounds", "locked_at").is_not_null()),
                Some(false) => select.and_where(column("report_rounds", "locked_at").is_null()),
                None => &mut select,
            };
            let key = || vec![column("report_rounds", "sent_at"), column("report_rounds", "id")];
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

/// A round.
pub(crate) async fn by_id(tx: &Tx, id: RoundId) -> Result<Option<RoundRecord>, StoreError> {
    tx.select_one(&select().and_where(column("report_rounds", "id").eq(id.as_uuid())).to_owned()).await
}

/// The round of a period that was sent, supplements apart.
pub(crate) async fn of_period(tx: &Tx, form: FormId, key: &str) -> Result<Option<RoundRecord>, StoreError> {
    let mut select = select();
    select
        .and_where(column("report_rounds", "form_id").eq(form.as_uuid()))
        .and_where(column("report_rounds", "period_key").eq(key.to_owned()))
        .and_where(column("report_rounds", "supplement_of").is_null());
    tx.select_one(&select).await
}

/// Rounds that asked for columns another did not have, oldest first.
pub(crate) async fn supplements(tx: &Tx, of: RoundId) -> Result<Vec<RoundRecord>, StoreError> {
    let mut select = select();
    select
        .and_where(column("report_rounds", "supplement_of").eq(of.as_uuid()))
        .order_by_expr(column("report_rounds", "sent_at"), Order::Asc);
    tx.select_all(&select).await
}

/// Fillers, done and overdue by round; fillers below others apart.
pub(crate) async fn counts(
    tx: &Tx,
    rounds: &[RoundId],
    now: Timestamp,
) -> Result<BTreeMap<RoundId, (i64, i64, i64)>, StoreError> {
    if rounds.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut values: Vec<Value> = params![now.as_micros()];
    let marks: Vec<String> = rounds
        .iter()
        .map(|id| {
            values.push(id.as_uuid().into());
            format!("${}", values.len())
        })
        .collect();
    let sql = format!(
        "SELECT round_id, CAST(COUNT(*) AS BIGINT) AS n, \
         CAST(SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS BIGINT) AS done, \
         CAST(SUM(CASE WHEN state NOT IN ('done', 'review') AND cutoff_at < $1 THEN 1 ELSE 0 END) AS BIGINT) \
         AS late FROM report_returns WHERE parent_id IS NULL AND round_id IN ({}) GROUP BY round_id",
        marks.join(", ")
    );
    let rows = tx
        .map_rows(&sql, values, |row| {
            Ok((row.id::<RoundId>("round_id")?, (row.int("n")?, row.int("done")?, row.int("late")?)))
        })
        .await?;
    Ok(rows.into_iter().collect())
}

/// Inserts a round.
pub(crate) async fn insert(ctx: &Ctx, round: &RoundRecord) -> Result<(), StoreError> {
    let only = round.only.as_ref().map(json).transpose()?;
    let mut row = params![
        round.id.as_uuid(),
        round.form_id.as_uuid(),
        round.layout_id.as_uuid(),
        round.title.as_str(),
        round.period_kind.code(),
        round.period_key.as_str(),
        round.period.as_str(),
        round.from_date.to_string(),
        round.to_date.to_string(),
        round.cutoff_at.as_micros(),
        round.note.clone(),
        round.supplement_of.map(|id| id.as_uuid()),
        only,
        round.review,
        round.org.as_uuid(),
        round.asker.as_str(),
        ctx.caller.name.as_str(),
        round.sent_at.as_micros(),
    ];
    row.extend(RegionColumns { code: round.region }.values());
    let columns: Vec<&'static str> = [
        "id",
        "form_id",
        "layout_id",
        "title",
        "period_kind",
        "period_key",
        "period_name",
        "from_date",
        "to_date",
        "cutoff_at",
        "note",
        "supplement_of",
        "only_columns",
        "review",
        "asker_org",
        "asker_name",
        "sent_by",
        "sent_at",
    ]
    .into_iter()
    .chain(RegionColumns::NAMES)
    .collect();
    ctx.tx.insert_many("report_rounds", &columns, vec![row], "").await?;
    Ok(())
}

/// Locks or unlocks at a version; answers whether it was still that version.
pub(crate) async fn set_lock(
    tx: &Tx,
    id: RoundId,
    version: i64,
    at: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "UPDATE report_rounds SET locked_at = $3, version = version + 1 WHERE id = $1 AND version = $2",
            params![id.as_uuid(), version, at.map(Timestamp::as_micros)],
        )
        .await?;
    Ok(touched == 1)
}
