//! The timeline.

use super::cases::json;
use crate::model::{Change, EventRecord};
use crate::rules::Done;
use kernel::id::CaseId;
use std::collections::BTreeSet;
use store::{Ctx, FromRow, Row, StoreError, params};
use uuid::Uuid;

/// Adds an event.
pub(crate) async fn insert(ctx: &Ctx, event: &EventRecord) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO case_events (id, case_id, round, at, on_date, actor_user, actor_person, actor_name, post_id, \
             post_name, org_name, action, action_name, from_state, to_state, fields, note, people, changes, undoes, \
             version) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)",
            params![
                event.id,
                event.case_id.as_uuid(),
                event.round,
                event.at.as_micros(),
                event.on_date.to_string(),
                event.actor_user.map(|id| id.as_uuid()),
                event.actor_person.map(|id| id.as_uuid()),
                event.actor_name.clone(),
                event.post_id.map(|id| id.as_uuid()),
                event.post_name.clone(),
                event.org_name.clone(),
                event.action.clone(),
                event.action_name.clone(),
                event.from_state.clone(),
                event.to_state.clone(),
                json(&event.fields)?,
                event.note.clone(),
                event.people.as_ref().map(ToString::to_string),
                json(&event.changes)?,
                event.undoes,
                event.version
            ],
        )
        .await?;
    Ok(())
}

/// Events of a case, oldest first.
pub(crate) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<Vec<EventRecord>, StoreError> {
    let sql = format!("SELECT {} FROM case_events WHERE case_id = $1 ORDER BY at, id", EventRecord::COLUMNS);
    ctx.tx.all(&sql, params![case.as_uuid()]).await
}

struct Brief {
    id: Uuid,
    undoes: Option<Uuid>,
    done: Done,
}

impl FromRow for Brief {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            undoes: row.opt_id("undoes")?,
            done: Done {
                action: row.text("action")?,
                user: row.opt_id("actor_user")?,
                person: row.opt_id("actor_person")?,
                round: row.int("round")?,
                moved: row.opt_text("from_state")? != row.opt_text("to_state")?,
                undone: false,
            },
        })
    }
}

/// What was done to a case and by whom, oldest first; what was taken back is told apart.
pub(crate) async fn done(ctx: &Ctx, case: CaseId) -> Result<Vec<Done>, StoreError> {
    let briefs = ctx
        .tx
        .all::<Brief>(
            "SELECT id, undoes, action, actor_user, actor_person, round, from_state, to_state FROM case_events WHERE case_id = $1 \
             ORDER BY at, id",
            params![case.as_uuid()],
        )
        .await?;
    let undone: BTreeSet<Uuid> = briefs.iter().filter_map(|brief| brief.undoes).collect();
    Ok(briefs.into_iter().map(|brief| Done { undone: undone.contains(&brief.id), ..brief.done }).collect())
}

struct Changes(Vec<Change>);

impl FromRow for Changes {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        row.json("changes").map(Self)
    }
}

/// What changed since a version: for each member its value then and now.
pub(crate) async fn changes_since(ctx: &Ctx, case: CaseId, version: i64) -> Result<Vec<Change>, StoreError> {
    let rows = ctx
        .tx
        .all::<Changes>(
            "SELECT changes FROM case_events WHERE case_id = $1 AND version > $2 ORDER BY at, id",
            params![case.as_uuid(), version],
        )
        .await?;
    let mut merged: Vec<Change> = Vec::new();
    for change in rows.into_iter().flat_map(|Changes(changes)| changes) {
        match merged.iter_mut().find(|known| known.field == change.field) {
            Some(known) => known.to = change.to,
            None => merged.push(change),
        }
    }
    merged.retain(|change| change.from != change.to);
    Ok(merged)
}
