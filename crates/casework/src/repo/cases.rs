//! The header row.

use crate::model::CaseRecord;
use crate::schema::{DONE_DUE, NO_DUE};
use kernel::id::{CaseId, PostId};
use kernel::text::{grams, normalise};
use std::collections::BTreeSet;
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

/// One case by id.
pub(crate) async fn one(ctx: &Ctx, id: CaseId) -> Result<Option<CaseRecord>, StoreError> {
    let sql = format!("SELECT {} FROM cases WHERE id = $1", CaseRecord::COLUMNS);
    ctx.tx.one::<CaseRecord>(&sql, params![id.as_uuid()]).await
}

/// Cases by a condition on one id column.
pub(crate) async fn by(ctx: &Ctx, column: &'static str, id: Uuid) -> Result<Vec<CaseRecord>, StoreError> {
    let sql = format!(
        "SELECT {} FROM cases WHERE {column} = $1 ORDER BY opened_at DESC, id DESC",
        CaseRecord::COLUMNS
    );
    ctx.tx.all::<CaseRecord>(&sql, params![id]).await
}

/// Ids of the open cases of a post, in order.
pub(crate) async fn of_owner(ctx: &Ctx, post: PostId) -> Result<Vec<CaseRecord>, StoreError> {
    let sql = format!(
        "SELECT {} FROM cases WHERE owner_post = $1 AND state_class NOT IN ('closed', 'void') ORDER BY id",
        CaseRecord::COLUMNS
    );
    ctx.tx.all::<CaseRecord>(&sql, params![post.as_uuid()]).await
}

/// The next number of a series in a year: `2026-HZ-000123`.
pub(crate) async fn number(ctx: &Ctx, series: &str, year: i32) -> Result<String, StoreError> {
    struct Next(i64);
    impl FromRow for Next {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            row.int("n").map(Self)
        }
    }
    let next = ctx
        .tx
        .one::<Next>(
            "INSERT INTO case_numbers (series, year, n) VALUES ($1, $2, 1) \
             ON CONFLICT (series, year) DO UPDATE SET n = case_numbers.n + 1 RETURNING n",
            params![series, i64::from(year)],
        )
        .await?;
    Ok(format!("{year}-{series}-{:06}", next.map_or(0, |next| next.0)))
}

/// The sort key of the due day.
pub(crate) fn due_key(case: &CaseRecord) -> String {
    match case.due_date {
        _ if !case.is_open() => DONE_DUE.into(),
        Some(due) => due.to_string(),
        None => NO_DUE.into(),
    }
}

fn search_text(case: &CaseRecord) -> String {
    let parts = [Some(&case.number), Some(&case.title), case.subject_name.as_ref(), case.unit_name.as_ref()];
    // A line break between the parts keeps a search from matching across them.
    parts.into_iter().flatten().map(|part| normalise(part)).collect::<Vec<_>>().join("\n")
}

/// Writes a new case and its search grams.
pub(crate) async fn insert(ctx: &Ctx, case: &CaseRecord, desk: Option<PostId>) -> Result<(), StoreError> {
    let place = case.place();
    let at = place.columns();
    let code = |region: Option<kernel::region::RegionCode>| region.map(|code| code.to_string());
    let search = search_text(case);
    let sql = "INSERT INTO cases (id, number, kind, pack, lifecycle_hash, title, state, state_class, previous_state, \
        region_code, city_code, county_code, town_code, village_code, sector, owner_post, owner_role, desk_post, \
        subject_kind, subject_id, subject_name, unit_id, unit_name, due_date, due_key, due_provisional, edition, \
        fields, suggestion, source_kind, source_id, class, major, search_text, opened_at, opened_on, closed_at, \
        closed_on, last_actor, last_event, version, round, historical) \
        VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,\
        $28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43)";
    let values = params![
        case.id.as_uuid(),
        case.number.clone(),
        case.kind.clone(),
        case.pack.clone(),
        case.lifecycle_hash.clone(),
        case.title.clone(),
        case.state.clone(),
        case.state_class.code(),
        case.previous_state.clone(),
        case.region.to_string(),
        code(at.city),
        code(at.county),
        code(at.town),
        code(at.village),
        case.sector.clone(),
        case.owner_post.map(|id| id.as_uuid()),
        case.owner_role.clone(),
        desk.map(|id| id.as_uuid()),
        case.subject_kind.clone(),
        case.subject_id,
        case.subject_name.clone(),
        case.unit_id.map(|id| id.as_uuid()),
        case.unit_name.clone(),
        case.due_date.map(|date| date.to_string()),
        due_key(case),
        case.due_provisional,
        case.edition.clone(),
        json(&case.fields)?,
        case.suggestion.as_ref().map(ToString::to_string),
        case.source_kind.clone(),
        case.source_id,
        case.class.clone(),
        case.major,
        search.clone(),
        case.opened_at.as_micros(),
        case.opened_at.civil_date().to_string(),
        case.closed_at.map(|at| at.as_micros()),
        case.closed_on.map(|date| date.to_string()),
        case.last_actor.map(|id| id.as_uuid()),
        case.last_event,
        case.version,
        case.round,
        case.historical.then_some(true)
    ];
    ctx.tx.execute(sql, values).await?;
    let pairs: BTreeSet<String> = search.split('\n').flat_map(grams).collect();
    let rows = pairs.into_iter().map(|gram| params![gram, case.id.as_uuid()]).collect();
    ctx.tx.insert_many("case_grams", &["gram", "case_id"], rows, "").await?;
    Ok(())
}

/// Writes what an action changed, if the case is still at `version`. Answers whether it was.
pub(crate) async fn update(
    ctx: &Ctx,
    case: &CaseRecord,
    desk: Option<PostId>,
    version: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE cases SET state = $1, state_class = $2, previous_state = $3, owner_post = $4, owner_role = $5, \
        desk_post = $6, due_date = $7, due_key = $8, due_provisional = $9, fields = $10, class = $11, major = $12, \
        closed_at = $13, closed_on = $14, last_actor = $15, last_event = $16, version = $17, round = $18, \
        historical = $19 WHERE id = $20 AND version = $21";
    let values: Vec<Value> = params![
        case.state.clone(),
        case.state_class.code(),
        case.previous_state.clone(),
        case.owner_post.map(|id| id.as_uuid()),
        case.owner_role.clone(),
        desk.map(|id| id.as_uuid()),
        case.due_date.map(|date| date.to_string()),
        due_key(case),
        case.due_provisional,
        json(&case.fields)?,
        case.class.clone(),
        case.major,
        case.closed_at.map(|at| at.as_micros()),
        case.closed_on.map(|date| date.to_string()),
        case.last_actor.map(|id| id.as_uuid()),
        case.last_event,
        case.version,
        case.round,
        case.historical.then_some(true),
        case.id.as_uuid(),
        version
    ];
    Ok(ctx.tx.execute(sql, values).await? == 1)
}

/// Writes the sector of a case that was just written.
pub(crate) async fn set_sector(ctx: &Ctx, case: &CaseRecord) -> Result<(), StoreError> {
    let sql = "UPDATE cases SET sector = $1 WHERE id = $2";
    ctx.tx.execute(sql, params![case.sector.clone(), case.id.as_uuid()]).await?;
    Ok(())
}

/// JSON text of a value of ours.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Usage(error.to_string()))
}
